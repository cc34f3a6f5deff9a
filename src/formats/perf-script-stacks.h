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
  EmberBlockMemo lines;    /* symbol and module -> frame */
  EmberColumn frames;      /* EmberFrameId of the stack under way, the leaf first */
  EmberColumn idle_frames; /* uint8_t, by frame id: whether an idle CPU rests in it */
  EmberStackId last_comm;
  EmberColumn last_frames; /* EmberFrameId of the last stack, the outermost first */
  EmberColumn last_stacks; /* EmberStackId, the same */
} EmberPerfScriptStacks;

void ember_perf_script_stacks_init (EmberPerfScriptStacks *stacks,
                                    EmberProfileBuilder *builder,
                                    bool keep_addresses);

void ember_perf_script_stacks_clear (EmberPerfScriptStacks *stacks);

/* Begins a stack. */
void ember_perf_script_stacks_begin (EmberPerfScriptStacks *stacks);

/* Adds the caller of what was added before.
 * @line: without trailing blanks
 * Returns: false where the line is no frame */
bool ember_perf_script_stacks_add_line (EmberPerfScriptStacks *stacks,
                                        const char *line,
                                        const char *end);

/* @comm: the stack that all the frames stand on
 * @is_idle: (out): whether an idle task's CPU rests in it: idle leaf, or no frames */
EmberStackId ember_perf_script_stacks_end (EmberPerfScriptStacks *stacks,
                                           EmberStackId comm,
                                           bool *is_idle);
