/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/when-strips.h"

int64_t
ember_when_strips_get_border (EmberTimeRange range,
                              uint32_t n_buckets,
                              uint32_t bucket)
{
  const __int128 length_ns = (__int128) range.end_ns - range.begin_ns;

  /* Rounded up, so that a bucket begins at the first whole nanosecond of its part. */
  return range.begin_ns + (int64_t) ((length_ns * bucket + n_buckets - 1) / n_buckets);
}

/* A sample of no group adds to a place that nobody reads: no branch to guess wrong. */
static void
count_rows (const uint32_t *ids,
            const EmberBitmap *mask,
            size_t first,
            size_t last,
            const uint32_t *places,
            uint32_t *counts)
{
  if (mask == NULL)
    for (size_t row = first; row < last; row++)
      counts[places[ids[row]]]++;
  else
    for (size_t row = first; row < last; row++)
      counts[places[ids[row]]] += ember_bitmap_get (mask, row);
}

/* Times are sorted, so each bucket is a range of rows. */
static bool
count_table (EmberWhenStrips *strips,
             const EmberTableSet *set,
             uint32_t table,
             EmberWhenKey key,
             const uint32_t *places,
             uint32_t *counts,
             GCancellable *cancellable)
{
  const EmberSampleTable *samples = set->tables[table];
  const uint32_t *ids = key == EMBER_WHEN_BY_THREAD ? samples->threads.data : samples->stacks.data;

  for (uint32_t bucket = 0; bucket < strips->n_buckets; bucket++)
    {
      const EmberTimeRange part = {
        ember_when_strips_get_border (strips->range, strips->n_buckets, bucket),
        ember_when_strips_get_border (strips->range, strips->n_buckets, bucket + 1),
      };
      size_t first, last;

      if (g_cancellable_is_cancelled (cancellable))
        return false;
      ember_sample_table_find (samples, part, &first, &last);
      count_rows (ids, ember_table_set_get_mask (set, table), first, last, places, counts + (size_t) bucket * (strips->n_groups + 1));
    }
  return true;
}

/* Counting wants the groups of one bucket together, drawing the buckets of one group. */
static void
transpose (EmberWhenStrips *strips,
           const uint32_t *counts)
{
  for (uint32_t bucket = 0; bucket < strips->n_buckets; bucket++)
    for (uint32_t group = 0; group < strips->n_groups; group++)
      strips->counts[(size_t) group * strips->n_buckets + bucket] = counts[(size_t) bucket * (strips->n_groups + 1) + group];
}

static uint32_t
count_ids (const EmberProfile *profile,
           EmberWhenKey key)
{
  if (key == EMBER_WHEN_BY_THREAD)
    return ember_threads_get_n (ember_profile_get_threads (profile));
  return ember_stacks_get_n (ember_profile_get_stacks (profile));
}

EmberWhenStrips *
ember_when_strips_new_empty (EmberTimeRange range,
                             uint32_t n_buckets,
                             uint32_t n_groups)
{
  EmberWhenStrips *strips = g_new0 (EmberWhenStrips, 1);

  g_assert (n_buckets > 0 && !ember_time_range_is_empty (range));
  g_atomic_ref_count_init (&strips->ref_count);
  strips->n_groups = n_groups;
  strips->n_buckets = n_buckets;
  strips->range = range;
  strips->counts = g_new0 (uint32_t, MAX ((size_t) n_groups * n_buckets, 1));
  return strips;
}

EmberWhenStrips *
ember_when_strips_new (const EmberTableSet *set,
                       EmberTimeRange range,
                       uint32_t n_buckets,
                       EmberWhenKey key,
                       const uint32_t *groups,
                       uint32_t n_groups,
                       GCancellable *cancellable)
{
  const uint32_t n_ids = count_ids (set->profile, key);
  g_autoptr (EmberWhenStrips) strips = ember_when_strips_new_empty (range, n_buckets, n_groups);
  g_autofree uint32_t *places = g_new (uint32_t, MAX (n_ids, 1));
  g_autofree uint32_t *counts = g_new0 (uint32_t, (size_t) (n_groups + 1) * n_buckets);

  for (uint32_t id = 0; id < n_ids; id++)
    places[id] = MIN (groups[id], n_groups);
  for (uint32_t table = 0; table < set->n_tables; table++)
    if (!count_table (strips, set, table, key, places, counts, cancellable))
      return NULL;
  transpose (strips, counts);
  return g_steal_pointer (&strips);
}

EmberWhenStrips *
ember_when_strips_ref (EmberWhenStrips *strips)
{
  g_atomic_ref_count_inc (&strips->ref_count);
  return strips;
}

void
ember_when_strips_unref (EmberWhenStrips *strips)
{
  if (!g_atomic_ref_count_dec (&strips->ref_count))
    return;
  g_free (strips->counts);
  g_free (strips);
}
