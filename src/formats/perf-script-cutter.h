/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/input.h"
#include "profile/column.h"

/* A piece of the text of perf script: whole records, but where it is too long. */
typedef struct
{
  EmberColumn buffer; /* what `bytes` points into */
  char *bytes;
  size_t n;
  uint64_t sequence;           /* 0, 1, 2, … */
  uint64_t n_dropped;          /* newlines behind the piece that were dropped with a record that is too long */
  bool is_too_long;            /* a record began behind the piece and was dropped */
  bool has_long_line;          /* which has a line that is too long by itself */
  uint64_t n_before_long_line; /* newlines behind the piece and before that line */
} EmberPerfScriptChunk;

/* Records of more than this are dropped. */
#define EMBER_PERF_SCRIPT_MAX_RECORD_BYTES ((size_t) 8 << 20)

void ember_perf_script_chunk_init (EmberPerfScriptChunk *chunk);

void ember_perf_script_chunk_clear (EmberPerfScriptChunk *chunk);

/* EmberPerfScriptCutter: reads an input and cuts it at borders of records. For one thread. */
typedef struct
{
  EmberInput *input; /* borrowed */
  size_t chunk_bytes;
  char *rest; /* behind the last cut */
  size_t n_rest;
  uint64_t next_sequence;
  bool has_ended;
} EmberPerfScriptCutter;

/* @chunk_bytes: about how long chunks should be, > 0 */
void ember_perf_script_cutter_init (EmberPerfScriptCutter *cutter,
                                    EmberInput *input,
                                    size_t chunk_bytes);

void ember_perf_script_cutter_clear (EmberPerfScriptCutter *cutter);

/* @chunk: (inout): its buffer is used again, and grows where a record is long
 * Returns: false at the end, and where @error is set: the chunk then holds what came before the error */
bool ember_perf_script_cutter_next (EmberPerfScriptCutter *cutter,
                                    EmberPerfScriptChunk *chunk,
                                    GError **error);
