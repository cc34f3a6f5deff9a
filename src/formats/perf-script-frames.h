/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/block-lines.h"
#include "formats/perf-script-cursor.h"
#include "formats/perf-script-header.h"
#include "formats/perf-script-stacks.h"

/* EmberPerfScriptFrames: turns what follows the header of a sample, its frame lines, into a stack: as one block that is
 * known as a whole, as a few new lines above others that are known together, or line by line. */
typedef struct
{
  EmberPerfScriptStacks stacks;
  EmberBlockMemo blocks;   /* all the frame lines of a record */
  EmberBlockMemo tails;    /* the same without its first lines */
  EmberBlockLines lines;   /* of a block that is not known as a whole */
  const char *next_blank;  /* the next empty line, where it is known: at or behind the cursor */
  const char *mixed_until; /* up to here, records follow each other without empty lines */
} EmberPerfScriptFrames;

/* EmberPerfScriptBlock: the frame lines of one record, and what the memos are asked about them. */
typedef struct
{
  const char *end; /* NULL: not looked for */
  EmberStackId comm;
  EmberBlockHash hash; /* of all lines */
  bool is_hashed;      /* false: they are to be taken line by line, and not remembered */
} EmberPerfScriptBlock;

/* What the frame lines of a sample say. */
typedef struct
{
  EmberStackId id;
  bool is_idle;        /* whether an idle task's CPU rests in it */
  bool text_is_frame;  /* the text behind the header was a frame, and nothing else */
  const char *problem; /* (nullable): what is wrong with the last line taken; for translation */
} EmberPerfScriptStack;

void ember_perf_script_frames_init (EmberPerfScriptFrames *frames,
                                    EmberProfileBuilder *builder,
                                    bool keep_addresses);

/* Makes @frames know what @source knows.
 * @builder: a fork of the builder of @source */
void ember_perf_script_frames_init_copy (EmberPerfScriptFrames *frames,
                                         const EmberPerfScriptFrames *source,
                                         EmberProfileBuilder *builder);

void ember_perf_script_frames_clear (EmberPerfScriptFrames *frames);

/* Another text begins. */
void ember_perf_script_frames_begin_chunk (EmberPerfScriptFrames *frames);

/* Looks for the block that begins where the cursor stands. What the memos know about it is fetched while the
 * caller does other work. */
void ember_perf_script_frames_begin (EmberPerfScriptFrames *frames,
                                     const EmberPerfScriptCursor *cursor,
                                     EmberPerfScriptBlock *block);

/* Takes the block, and the empty line behind it.
 * @block: begun where the cursor stands
 * @header: of the sample
 * @comm: the stack that all frames stand on
 * Returns: false where a line is damaged: the record is to be skipped from there on */
bool ember_perf_script_frames_take (EmberPerfScriptFrames *frames,
                                    EmberPerfScriptCursor *cursor,
                                    EmberPerfScriptBlock *block,
                                    const EmberPerfScriptHeader *header,
                                    EmberStackId comm,
                                    EmberPerfScriptStack *stack);
