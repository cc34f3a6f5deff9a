/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/sample-merge.h"

void
ember_sample_merge_init (EmberSampleMerge *merge,
                         const EmberTableSet *set,
                         EmberTimeRange range)
{
  merge->set = set;
  merge->rows = g_new (size_t, MAX (set->n_tables, 1));
  merge->lasts = g_new (size_t, MAX (set->n_tables, 1));
  for (uint32_t i = 0; i < set->n_tables; i++)
    ember_sample_table_find (set->tables[i], range, &merge->rows[i], &merge->lasts[i]);
}

void
ember_sample_merge_clear (EmberSampleMerge *merge)
{
  g_clear_pointer (&merge->rows, g_free);
  g_clear_pointer (&merge->lasts, g_free);
}

static void
skip_masked (EmberSampleMerge *merge,
             uint32_t table)
{
  const EmberBitmap *mask = ember_table_set_get_mask (merge->set, table);

  while (mask != NULL && merge->rows[table] < merge->lasts[table] && !ember_bitmap_get (mask, merge->rows[table]))
    merge->rows[table]++;
}

bool
ember_sample_merge_next (EmberSampleMerge *merge,
                         EmberSample *sample)
{
  const uint32_t none = merge->set->n_tables;
  uint32_t earliest = none;
  int64_t earliest_ns = 0;

  for (uint32_t i = 0; i < merge->set->n_tables; i++)
    {
      int64_t time_ns;

      skip_masked (merge, i);
      if (merge->rows[i] >= merge->lasts[i])
        continue;
      time_ns = ember_sample_table_get_times (merge->set->tables[i])[merge->rows[i]];
      if (earliest != none && time_ns >= earliest_ns)
        continue;
      earliest = i;
      earliest_ns = time_ns;
    }
  if (earliest == none)
    return false;
  *sample = ember_sample_table_get (merge->set->tables[earliest], merge->rows[earliest]++);
  return true;
}
