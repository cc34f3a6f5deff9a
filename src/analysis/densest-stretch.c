/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/densest-stretch.h"

#include <math.h>

/* The statistic is a convex function of a stretch's length and samples, so the best stretch is a corner
 * of the convex hull around all (length, samples). Each corner is the stretch with the largest sum of
 * samples - price × cells for some price, which one pass finds (Kadane's); new prices are the slopes
 * between the corners that are known, until none lies beyond. */
typedef struct
{
  const uint32_t *counts;
  uint32_t n_cells;
  uint64_t n_all;
  EmberStretch best;
  double best_score;
  GCancellable *cancellable;
} Search;

static uint32_t
get_length (const EmberStretch *stretch)
{
  return stretch->end - stretch->begin;
}

/* Logarithm of how much likelier so many samples in so many cells are by a rate
 * of their own than by the rate of all; 0 where they are not more. */
static double
get_score (const Search *search,
           double length,
           double n_samples)
{
  const double n_all = (double) search->n_all;
  const double expected = n_all * length / search->n_cells;
  const double inside = n_samples > expected ? n_samples * log (n_samples / expected) : 0;

  if (n_samples <= expected)
    return 0;
  return n_samples < n_all ? inside + (n_all - n_samples) * log ((n_all - n_samples) / (n_all - expected)) : inside;
}

static void
take (Search *search,
      const EmberStretch *stretch)
{
  const double score = get_score (search, get_length (stretch), (double) stretch->n_samples);

  /* Equal but for rounding is equal, and then the first one stays. */
  if (score > search->best_score * (1 + 1e-12) || (score >= search->best_score * (1 - 1e-12) && stretch->begin < search->best.begin))
    {
      search->best = *stretch;
      search->best_score = score;
    }
}

/* The first stretch with the largest gain × samples - price × cells. */
static EmberStretch
find_corner (const Search *search,
             int64_t gain,
             int64_t price)
{
  EmberStretch found = { 0 };
  int64_t most = INT64_MIN;
  int64_t sum = 0;
  uint32_t begin = 0;

  for (uint32_t i = 0; i < search->n_cells; i++)
    {
      if (sum <= 0)
        {
          sum = 0;
          begin = i;
        }
      sum += gain * search->counts[i] - price;
      if (sum > most)
        {
          most = sum;
          found.begin = begin;
          found.end = i + 1;
        }
    }
  for (uint32_t i = found.begin; i < found.end; i++)
    found.n_samples += search->counts[i];
  return found;
}

/* Looks for corners between two that are known: @dense is the shorter one. */
static void
explore (Search *search,
         EmberStretch dense,
         EmberStretch long_one)
{
  const int64_t gain = (int64_t) get_length (&long_one) - get_length (&dense);
  const int64_t price = (int64_t) (long_one.n_samples - dense.n_samples);
  EmberStretch corner;

  /* Nothing between them is shorter than one or holds more than the other. */
  if (gain <= 0 || price <= 0 || g_cancellable_is_cancelled (search->cancellable) ||
      get_score (search, get_length (&dense), (double) long_one.n_samples) <= search->best_score)
    return;
  corner = find_corner (search, gain, price);
  if (gain * (int64_t) corner.n_samples - price * get_length (&corner) <= gain * (int64_t) dense.n_samples - price * get_length (&dense))
    return;
  take (search, &corner);
  explore (search, dense, corner);
  explore (search, corner, long_one);
}

/* The fullest cell, and all from the first to the last sample. */
static void
find_ends (Search *search,
           EmberStretch *dense,
           EmberStretch *long_one)
{
  for (uint32_t i = 0; i < search->n_cells; i++)
    {
      if (search->counts[i] == 0)
        continue;
      if (search->n_all == 0)
        long_one->begin = i;
      search->n_all += search->counts[i];
      long_one->end = i + 1;
      if (search->counts[i] > dense->n_samples)
        *dense = (EmberStretch){ i, i + 1, search->counts[i] };
    }
  long_one->n_samples = search->n_all;
}

bool
ember_densest_stretch_find (const uint32_t *counts,
                            uint32_t n_cells,
                            GCancellable *cancellable,
                            EmberStretch *stretch)
{
  Search search = { .counts = counts, .n_cells = n_cells, .cancellable = cancellable };
  EmberStretch dense = { 0 };
  EmberStretch long_one = { 0 };

  find_ends (&search, &dense, &long_one);
  if (search.n_all == 0)
    return false;
  search.best = long_one;
  search.best_score = get_score (&search, get_length (&long_one), (double) long_one.n_samples);
  take (&search, &dense);
  explore (&search, dense, long_one);
  *stretch = search.best;
  return !g_cancellable_is_cancelled (cancellable);
}

EmberTimeRange
ember_densest_stretch_of_map (const EmberHeatmap *heatmap,
                              GCancellable *cancellable)
{
  const EmberHeatmapGrid *grid = &heatmap->grid;
  const EmberTimeRange covered = ember_time_range_intersect (heatmap->covered, ember_heatmap_grid_get_range (grid));
  EmberStretch stretch;
  uint32_t first, last;

  if (ember_time_range_is_empty (covered))
    return (EmberTimeRange){ 0, 0 };
  first = ember_heatmap_grid_get_index (grid, ember_heatmap_grid_clamp (grid, covered.begin_ns));
  last = ember_heatmap_grid_get_index (grid, ember_heatmap_grid_clamp (grid, covered.end_ns - 1));
  if (!ember_densest_stretch_find (heatmap->counts + first, last + 1 - first, cancellable, &stretch))
    return (EmberTimeRange){ 0, 0 };
  return (EmberTimeRange){ ember_heatmap_grid_get_border (grid, first + stretch.begin), ember_heatmap_grid_get_border (grid, first + stretch.end) };
}
