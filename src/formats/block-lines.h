/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/block-memo.h"

/* One line of a block: [begin, end), without its newline. */
typedef struct
{
  const char *begin;
  const char *end;
  EmberBlockHash hash; /* of this line alone */
  EmberBlockHash tail; /* of this line and all below it */
} EmberBlockLine;

/* EmberBlockLines: the lines of a block of text, each hashed once: that of a tail is made of
 * those of its lines. */
typedef struct
{
  EmberColumn lines; /* EmberBlockLine */
} EmberBlockLines;

void ember_block_lines_init (EmberBlockLines *lines);

void ember_block_lines_clear (EmberBlockLines *lines);

/* Takes the lines of [begin, end) in place of what was there.
 * @memo: whose hashes they are; equal lines and tails have equal ones
 * @begin: must stay as long as the lines are used
 * Cost: a look at each byte, some 10 ns a line */
void ember_block_lines_split (EmberBlockLines *lines,
                              const EmberBlockMemo *memo,
                              const char *begin,
                              const char *end);

static inline size_t
ember_block_lines_get_n (const EmberBlockLines *lines)
{
  return lines->lines.n;
}

static inline const EmberBlockLine *
ember_block_lines_get (const EmberBlockLines *lines,
                       size_t index)
{
  return (const EmberBlockLine *) lines->lines.data + index;
}
