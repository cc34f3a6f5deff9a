/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/heatmap-spread.h"

#include "analysis/filter.h"
#include "analysis/mark.h"
#include "support/small-profile.h"

#define BASE_NS INT64_C (8122000000000)

/* Waits of every length: none, within a cell, over many, and beyond the recording. */
static EmberProfile *
create_waits (uint32_t seed,
              uint32_t n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (uint32_t i = 0; i < n; i++)
    {
      const int64_t time_ns = BASE_NS + (int64_t) (g_rand_double (rand) * 5e9);
      const double length = g_rand_double (rand);
      g_autofree char *stack = g_strdup_printf ("main;f%d", g_rand_int_range (rand, 0, 4));

      small_profile_add (builder, time_ns, "a", g_rand_int_range (rand, 1, 9), "off-CPU", stack,
                         i % 50 == 0 ? G_MAXUINT64 - i : (uint64_t) (length * length * length * 2e9) * (i % 20 != 0));
    }
  return ember_profile_builder_freeze (builder);
}

/* Cell by cell and wait by wait: how much of it lies in the cell. */
static uint64_t
recount_ns (const EmberTableSet *set,
            EmberTimeRange cell,
            const EmberStackMask *stacks)
{
  uint64_t sum_ns = 0;

  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (set->tables[t], row);
        const EmberBitmap *mask = ember_table_set_get_mask (set, t);
        const int64_t end_ns = sample.weight > (uint64_t) (INT64_MAX - sample.time_ns) ? INT64_MAX : sample.time_ns + (int64_t) sample.weight;
        const int64_t part_ns = MIN (end_ns, cell.end_ns) - MAX (sample.time_ns, cell.begin_ns);

        if (part_ns > 0 && (mask == NULL || ember_bitmap_get (mask, row)) && (stacks == NULL || ember_bitmap_get (stacks->nodes, sample.stack)))
          sum_ns += (uint64_t) part_ns;
      }
  return sum_ns;
}

static void
check (const EmberTableSet *set,
       const EmberHeatmapGrid *grid,
       EmberTimeRange range,
       const EmberStackMask *stacks)
{
  g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new_spread (set, grid, range, stacks, NULL);
  uint32_t most = 0;

  g_assert_true (heatmap->is_time);
  for (uint32_t i = 0; i < ember_heatmap_grid_get_n_cells (grid); i++)
    {
      const EmberTimeRange cell = { ember_heatmap_grid_get_border (grid, i), ember_heatmap_grid_get_border (grid, i + 1) };
      const uint64_t time_ns = recount_ns (set, ember_time_range_intersect (cell, range), stacks);

      g_assert_cmpuint (heatmap->counts[i], ==, time_ns > 0 ? MAX ((time_ns + 500) / 1000, 1) : 0);
      most = MAX (most, heatmap->counts[i]);
    }
  g_assert_cmpuint (heatmap->max_count, ==, most);
}

static void
test_waits_spread_as_counted_cell_by_cell (void)
{
  for (uint32_t seed = 1; seed <= 5; seed++)
    {
      g_autoptr (EmberProfile) profile = create_waits (seed, 80 * seed);
      g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
      const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS / seed, 1 + 7 * seed);

      check (set, &grid, EMBER_TIME_RANGE_ALL, NULL);
      check (set, &grid, (EmberTimeRange){ BASE_NS + 1500000001, BASE_NS + 1700000001 }, NULL);
      check (set, &grid, (EmberTimeRange){ 0, 1 }, NULL);
    }
}

static void
test_a_search_and_a_filter_leave_waits_out (void)
{
  g_autoptr (EmberProfile) profile = create_waits (7, 400);
  g_autoptr (EmberTableSet) all = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFilter) none = ember_filter_new ();
  const EmberFilterCondition condition = { .kind = EMBER_FILTER_CPU, .is_enabled = true, .number = 1 };
  g_autoptr (EmberFilter) filter = ember_filter_with (none, &condition);
  g_autoptr (EmberTableSet) set = ember_filter_apply (filter, all, NULL, NULL);
  g_autoptr (EmberMark) mark = ember_mark_new_search ("^f[12]$", true);
  g_autoptr (EmberStackMask) stacks = ember_mark_find_stacks (mark, profile, NULL, NULL);
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 20);

  check (set, &grid, EMBER_TIME_RANGE_ALL, NULL);
  check (all, &grid, EMBER_TIME_RANGE_ALL, stacks);
  check (set, &grid, EMBER_TIME_RANGE_ALL, stacks);
}

static void
test_the_shortest_wait_shows (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberHeatmap) heatmap = NULL;
  EmberHeatmapGrid grid;

  small_profile_add (builder, 1999999999, "a", 1, "off-CPU", "main", 2);
  small_profile_add (builder, 2500000000, "a", 1, "off-CPU", "main", 0);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 2);
  heatmap = ember_heatmap_new_spread (set, &grid, EMBER_TIME_RANGE_ALL, NULL, NULL);
  g_assert_cmpuint (grid.n_columns, ==, 2);
  g_assert_cmpuint (heatmap->counts[1], ==, 1);
  g_assert_cmpuint (heatmap->counts[2], ==, 1);
  g_assert_cmpuint (heatmap->counts[3], ==, 0);
}

static void
test_a_cancelled_request_has_no_result (void)
{
  g_autoptr (EmberProfile) profile = create_waits (3, 10);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 10);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_heatmap_new_spread (set, &grid, EMBER_TIME_RANGE_ALL, NULL, cancellable));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-spread/waits-spread-as-counted-cell-by-cell", test_waits_spread_as_counted_cell_by_cell);
  g_test_add_func ("/heatmap-spread/a-search-and-a-filter-leave-waits-out", test_a_search_and_a_filter_leave_waits_out);
  g_test_add_func ("/heatmap-spread/the-shortest-wait-shows", test_the_shortest_wait_shows);
  g_test_add_func ("/heatmap-spread/a-cancelled-request-has-no-result", test_a_cancelled_request_has_no_result);
  return g_test_run ();
}
