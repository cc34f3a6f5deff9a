/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/block-lines.h"

#include <string.h>

void
ember_block_lines_init (EmberBlockLines *lines)
{
  ember_column_init (&lines->lines, sizeof (EmberBlockLine));
}

void
ember_block_lines_clear (EmberBlockLines *lines)
{
  ember_column_clear (&lines->lines);
}

void
ember_block_lines_split (EmberBlockLines *lines,
                         const EmberBlockMemo *memo,
                         const char *begin,
                         const char *end)
{
  EmberBlockHash tail = { 0 };

  lines->lines.n = 0;
  while (begin < end)
    {
      const char *newline = memchr (begin, '\n', (size_t) (end - begin));
      const char *line_end = newline != NULL ? newline : end;
      EmberBlockLine *line = ember_column_grow (&lines->lines, 1);

      *line = (EmberBlockLine){ .begin = begin, .end = line_end };
      line->hash = ember_block_memo_hash (memo, begin, (size_t) (line_end - begin));
      begin = line_end + 1;
    }
  for (size_t i = lines->lines.n; i-- > 0;)
    {
      EmberBlockLine *line = (EmberBlockLine *) lines->lines.data + i;

      line->tail = tail = ember_block_memo_join (memo, line->hash, tail);
    }
}
