/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/split-count.h"

#include "analysis/cell-walk.h"
#include "analysis/stack-mask-rows.h"
#include "analysis/wait-spread.h"

/* Cells with samples, and waits, between two looks at the cancellable. */
#define CELLS_BETWEEN_CHECKS 4096
#define ROWS_BETWEEN_CHECKS ((size_t) 1 << 16)

/* Waits on their way to maps need four times the room of the maps: 64 MB is enough for most splits as a whole. */
#define MAX_SPREAD_CELLS (UINT32_C (1) << 22)

typedef struct
{
  const EmberSplit *split;
  const EmberStackMask *stacks; /* (nullable) */
  GCancellable *cancellable;
  EmberHeatmap **maps;      /* n_parts */
  EmberWaitSpread *spreads; /* of the parts [first_part, last_part) */
  uint32_t first_part;
  uint32_t last_part;
} Counter;

/* Those of the rows [first, last), which lie in one word, that match: bit i is that of the i-th. */
static uint64_t
get_word (const EmberBitmap *matches,
          size_t first,
          size_t last)
{
  return matches->words[first / 64] >> (first % 64) & (G_MAXUINT64 >> (64 - (last - first)));
}

static size_t
get_end (size_t first,
         size_t last)
{
  return MIN (last, (first / 64 + 1) * 64);
}

static bool
count_table (const Counter *counter,
             uint32_t index)
{
  const EmberSplit *split = counter->split;
  const EmberSampleTable *table = split->set->tables[index];
  g_autoptr (EmberBitmap) matches = NULL;
  uint32_t n_cells = 0;
  EmberCellWalk walk;

  ember_cell_walk_init (&walk, table, &split->grid, split->range);
  matches = ember_stack_mask_find_matches (counter->stacks, split->set, index, walk.next, walk.end, counter->cancellable);
  while (matches != NULL && ember_cell_walk_next (&walk))
    {
      if (n_cells++ % CELLS_BETWEEN_CHECKS == 0 && g_cancellable_is_cancelled (counter->cancellable))
        return false;
      for (size_t row = walk.first; row < walk.last; row = get_end (row, walk.last))
        for (uint64_t word = get_word (matches, row, get_end (row, walk.last)); word != 0; word &= word - 1)
          ember_heatmap_add (counter->maps[ember_split_find (split, table, row + (size_t) __builtin_ctzll (word))], walk.index, 1);
    }
  return matches != NULL;
}

static bool
spread_table (const Counter *counter,
              uint32_t index)
{
  const EmberSplit *split = counter->split;
  const EmberSampleTable *table = split->set->tables[index];
  g_autoptr (EmberBitmap) matches = NULL;
  size_t first, last;

  /* Those that began before the range may last into it. */
  ember_sample_table_find (table, (EmberTimeRange){ INT64_MIN, split->range.end_ns }, &first, &last);
  matches = ember_stack_mask_find_matches (counter->stacks, split->set, index, first, last, counter->cancellable);
  for (size_t row = first; row < last && matches != NULL; row = get_end (row, last))
    {
      if (row % ROWS_BETWEEN_CHECKS == 0 && g_cancellable_is_cancelled (counter->cancellable))
        return false;
      for (uint64_t word = get_word (matches, row, get_end (row, last)); word != 0; word &= word - 1)
        {
          const size_t wait = row + (size_t) __builtin_ctzll (word);
          const uint32_t part = ember_split_find (split, table, wait);

          if (part >= counter->first_part && part < counter->last_part)
            {
              EmberWaitSpread *spread = &counter->spreads[part - counter->first_part];

              ember_wait_spread_add (spread, ember_wait_spread_get_span (spread, table, wait));
            }
        }
    }
  return matches != NULL;
}

/* Returns: false if cancelled */
static bool
spread_parts (const Counter *counter)
{
  const uint32_t n = counter->last_part - counter->first_part;
  bool is_done = true;

  for (uint32_t i = 0; i < n; i++)
    ember_wait_spread_init (&counter->spreads[i], &counter->split->grid, counter->split->range);
  for (uint32_t i = 0; i < counter->split->set->n_tables && is_done; i++)
    is_done = spread_table (counter, i);
  for (uint32_t i = 0; i < n; i++)
    {
      if (is_done)
        ember_wait_spread_fill (&counter->spreads[i], counter->maps[counter->first_part + i]);
      ember_wait_spread_clear (&counter->spreads[i]);
    }
  return is_done;
}

/* Returns: false if cancelled */
static bool
spread_all (Counter *counter)
{
  const uint32_t n_parts = counter->split->n_parts;
  const uint32_t n_at_once = MAX (MAX_SPREAD_CELLS / MAX (ember_heatmap_grid_get_n_cells (&counter->split->grid), 1), 1);
  g_autofree EmberWaitSpread *spreads = g_new0 (EmberWaitSpread, MAX (MIN (n_at_once, n_parts), 1));

  counter->spreads = spreads;
  for (uint32_t part = 0; part < n_parts; part = counter->last_part)
    {
      counter->first_part = part;
      counter->last_part = part + MIN (n_at_once, n_parts - part);
      if (!spread_parts (counter))
        return false;
    }
  return true;
}

/* Returns: false if cancelled */
static bool
count_all (Counter *counter)
{
  for (uint32_t i = 0; i < counter->split->set->n_tables; i++)
    if (!count_table (counter, i))
      return false;
  return true;
}

static EmberHeatmap **
create_maps (const EmberSplit *split)
{
  EmberHeatmap **maps = g_new0 (EmberHeatmap *, MAX (split->n_parts, 1));

  for (uint32_t i = 0; i < split->n_parts; i++)
    {
      maps[i] = ember_heatmap_new_empty (split->set->profile, &split->grid);
      maps[i]->covered = ember_time_range_intersect (maps[i]->covered, split->range);
      maps[i]->is_time = split->is_time;
    }
  return maps;
}

EmberHeatmap **
ember_split_count (const EmberSplit *split,
                   const EmberStackMask *stacks,
                   GCancellable *cancellable)
{
  EmberHeatmap **maps = create_maps (split);
  Counter counter = { .split = split, .stacks = stacks, .cancellable = cancellable, .maps = maps };
  bool is_done = split->is_time ? spread_all (&counter) : count_all (&counter);

  for (uint32_t i = 0; i < split->n_parts && is_done; i++)
    {
      ember_heatmap_summarize (maps[i]);
      is_done = !g_cancellable_is_cancelled (cancellable);
    }
  if (is_done && !g_cancellable_is_cancelled (cancellable))
    return maps;
  for (uint32_t i = 0; i < split->n_parts; i++)
    ember_heatmap_unref (maps[i]);
  g_free (maps);
  return NULL;
}
