/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/work-stream.h"

typedef struct EmberWorkCursor Cursor;

static void
skip_masked (Cursor *cursor)
{
  while (cursor->row < cursor->last && cursor->mask != NULL && !ember_bitmap_get (cursor->mask, cursor->row))
    cursor->row++;
}

void
ember_work_stream_init (EmberWorkStream *stream,
                        const EmberTableSet *set,
                        EmberTimeRange range,
                        bool with_idle)
{
  *stream = (EmberWorkStream){ .set = set, .cursors = g_new0 (Cursor, MAX (set->n_tables, 1)) };
  for (uint32_t i = 0; i < set->n_tables; i++)
    {
      Cursor *cursor = &stream->cursors[stream->n_cursors];

      if (set->tables[i]->is_idle && !with_idle)
        continue;
      cursor->table = set->tables[i];
      cursor->mask = ember_table_set_get_mask (set, i);
      ember_sample_table_find (cursor->table, range, &cursor->row, &cursor->last);
      skip_masked (cursor);
      stream->n_cursors++;
    }
}

void
ember_work_stream_clear (EmberWorkStream *stream)
{
  g_clear_pointer (&stream->cursors, g_free);
}

static int64_t
get_time (const Cursor *cursor)
{
  return ember_sample_table_get_times (cursor->table)[cursor->row];
}

bool
ember_work_stream_next (EmberWorkStream *stream,
                        EmberWorkSample *sample)
{
  Cursor *first = NULL;

  for (uint32_t i = 0; i < stream->n_cursors; i++)
    {
      Cursor *cursor = &stream->cursors[i];

      if (cursor->row < cursor->last && (first == NULL || get_time (cursor) < get_time (first)))
        first = cursor;
    }
  if (first == NULL)
    return false;
  sample->time_ns = get_time (first);
  sample->thread = ((const EmberThreadId *) first->table->threads.data)[first->row];
  sample->cpu = ((const int32_t *) first->table->cpus.data)[first->row];
  sample->stack = ember_sample_table_get_stacks (first->table)[first->row];
  first->row++;
  skip_masked (first);
  return true;
}
