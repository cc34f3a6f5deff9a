/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/band-apply.h"

/* Intervals between two looks at the cancellable. */
#define CANCEL_STRIDE 4096

/* The runs of rows of a table in the band, one after another; intervals without samples are passed over. */
typedef struct
{
  const EmberBand *band;
  const EmberSampleTable *table;
  size_t first; /* [first, last) */
  size_t last;
  size_t end;
} Walk;

static void
walk_init (Walk *walk,
           const EmberBand *band,
           const EmberSampleTable *table,
           EmberTimeRange range)
{
  *walk = (Walk){ .band = band, .table = table };
  ember_sample_table_find (table, range, &walk->last, &walk->end);
}

static bool
walk_next (Walk *walk)
{
  const int64_t *times = ember_sample_table_get_times (walk->table);

  while (walk->last < walk->end)
    {
      const EmberTimeRange interval = ember_band_get_interval (walk->band, ember_band_find (walk->band, times[walk->last]));

      walk->first = ember_sample_table_find_from (walk->table, walk->last, walk->end, interval.begin_ns);
      walk->last = ember_sample_table_find_from (walk->table, walk->first, walk->end, interval.end_ns);
      if (walk->first < walk->last)
        return true;
    }
  return false;
}

/* Returns: (transfer full) (nullable): NULL if cancelled */
static EmberBitmap *
create_mask (const EmberBand *band,
             const EmberSampleTable *table,
             EmberTimeRange range,
             GCancellable *cancellable)
{
  g_autoptr (EmberBitmap) mask = ember_bitmap_new (ember_sample_table_get_n (table));
  uint32_t n_runs = 0;
  Walk walk;

  walk_init (&walk, band, table, range);
  while (walk_next (&walk))
    {
      if (n_runs++ % CANCEL_STRIDE == 0 && g_cancellable_is_cancelled (cancellable))
        return NULL;
      ember_bitmap_set_range (mask, walk.first, walk.last);
    }
  return g_steal_pointer (&mask);
}

EmberTableSet *
ember_band_apply (const EmberBand *band,
                  const EmberTableSet *set,
                  EmberTimeRange range,
                  GCancellable *cancellable)
{
  g_autoptr (EmberTableSet) banded = ember_table_set_copy (set);

  banded->band = *band;
  if (banded->masks == NULL)
    banded->masks = g_new0 (EmberBitmap *, MAX (set->n_tables, 1));
  for (uint32_t i = 0; i < set->n_tables; i++)
    {
      EmberBitmap *mask = create_mask (band, set->tables[i], range, cancellable);

      if (mask == NULL)
        return NULL;
      if (ember_table_set_get_mask (set, i) != NULL)
        ember_bitmap_intersect (mask, ember_table_set_get_mask (set, i));
      g_clear_pointer (&banded->masks[i], ember_bitmap_unref);
      banded->masks[i] = mask;
    }
  return g_steal_pointer (&banded);
}

uint64_t
ember_band_count (const EmberBand *band,
                  const EmberTableSet *set,
                  EmberTimeRange range)
{
  uint64_t n = 0;
  Walk walk;

  if (!ember_band_is_active (band))
    return ember_table_set_count (set, range);
  for (uint32_t i = 0; i < set->n_tables; i++)
    for (walk_init (&walk, band, set->tables[i], range); walk_next (&walk);)
      n += ember_table_set_count_rows (set, i, walk.first, walk.last);
  return n;
}
