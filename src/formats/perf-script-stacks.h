/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/block-memo.h"
#include "profile/profile-builder.h"

/* EmberPerfScriptStacks: turns frame lines, the leaf first, into stacks of a
 * builder. Remembers lines, and the last stack: the next one shares much of it. */
typedef struct
{
  EmberProfileBuilder *builder; /* borrowed */
  bool keep_addresses;
  EmberBlockMemo lines;    /* a whole line -> frame */
  EmberBlockMemo names;    /* symbol and module -> frame */
  EmberColumn calls;       /* the latest calls: caller and frame -> stack */
  EmberColumn frames;      /* EmberFrameId of the stack under way, the leaf first */
  EmberColumn idle_frames; /* uint8_t, by frame id: whether an idle CPU rests in it */
  EmberStackId last_comm;
  EmberColumn last_frames; /* EmberFrameId of the last stack, the outermost first */
  EmberColumn last_stacks; /* EmberStackId, the same */
} EmberPerfScriptStacks;

void ember_perf_script_stacks_init (EmberPerfScriptStacks *stacks,
                                    EmberProfileBuilder *builder,
                                    bool keep_addresses);

/* Makes @stacks know what @source knows.
 * @builder: a fork of the builder of @source */
void ember_perf_script_stacks_init_copy (EmberPerfScriptStacks *stacks,
                                         const EmberPerfScriptStacks *source,
                                         EmberProfileBuilder *builder);

void ember_perf_script_stacks_clear (EmberPerfScriptStacks *stacks);

/* Begins a stack. */
void ember_perf_script_stacks_begin (EmberPerfScriptStacks *stacks);

/* Adds the caller of what was added before.
 * @line: without trailing blanks
 * Returns: false where the line is no frame */
bool ember_perf_script_stacks_add_line (EmberPerfScriptStacks *stacks,
                                        const char *line,
                                        const char *end);

/* The same where the line is a known one.
 * @hash: of the line, as the memo `lines` makes it
 * Returns: false where it is not known */
bool ember_perf_script_stacks_add_known (EmberPerfScriptStacks *stacks,
                                         EmberBlockHash hash);

/* Makes the line that was added last a known one. */
void ember_perf_script_stacks_remember (EmberPerfScriptStacks *stacks,
                                        EmberBlockHash hash);

/* @comm: the stack that all the frames stand on
 * @is_idle: (out): whether an idle task's CPU rests in it: idle leaf, or no frames */
EmberStackId ember_perf_script_stacks_end (EmberPerfScriptStacks *stacks,
                                           EmberStackId comm,
                                           bool *is_idle);

/* The same where the callers of what was added are a stack already.
 * @ends: (out caller-allocates): as many as frames were added: the whole stack, it without its leaf, … */
void ember_perf_script_stacks_end_on (EmberPerfScriptStacks *stacks,
                                      EmberStackId callers,
                                      EmberStackId *ends,
                                      bool *is_idle);

/* After ember_perf_script_stacks_end() of more than @n frames.
 * Returns: the stack without its @n innermost frames */
EmberStackId ember_perf_script_stacks_get_callers (const EmberPerfScriptStacks *stacks,
                                                   size_t n);
