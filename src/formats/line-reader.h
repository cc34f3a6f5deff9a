/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/input.h"

/* EmberLineReader: an input, line by line, in bounded memory. */
typedef struct
{
  EmberInput *input; /* borrowed */
  char *buffer;
  size_t begin;
  size_t end;
  bool has_ended;
  uint64_t n_lines; /* taken so far: the number of the last one, from 1 */
} EmberLineReader;

/* A longer line is handed out empty, with `is_too_long` set. */
#define EMBER_LINE_MAX_BYTES ((size_t) 1 << 20)

typedef struct
{
  const char *bytes; /* valid until the next call */
  size_t n;          /* without newline and carriage return */
  bool is_too_long;
} EmberLine;

void ember_line_reader_init (EmberLineReader *reader,
                             EmberInput *input);

void ember_line_reader_clear (EmberLineReader *reader);

/* Returns: 1 with a line, 0 at the end, -1 with @error set */
int ember_line_reader_next (EmberLineReader *reader,
                            EmberLine *line,
                            GError **error);
