/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/cell-walk.h"

#include "profile/table-set.h"
#include "support/small-profile.h"

/* Each sample of the table that is in the grid, in the cell of its time, once. */
static void
check_walk (const EmberSampleTable *table,
            const EmberHeatmapGrid *grid,
            EmberTimeRange range)
{
  const int64_t *times = ember_sample_table_get_times (table);
  EmberCellWalk walk;
  size_t next, last;
  int64_t index = -1;

  ember_sample_table_find (table, ember_time_range_intersect (range, ember_heatmap_grid_get_range (grid)), &next, &last);
  ember_cell_walk_init (&walk, table, grid, range);
  while (ember_cell_walk_next (&walk))
    {
      g_assert_cmpint (walk.index, >, index);
      g_assert_cmpuint (walk.first, ==, next);
      g_assert_cmpuint (walk.last, >, walk.first);
      for (size_t row = walk.first; row < walk.last; row++)
        {
          EmberCell cell;

          g_assert_true (ember_heatmap_grid_find (grid, times[row], &cell));
          g_assert_cmpuint (ember_heatmap_grid_get_index (grid, cell), ==, walk.index);
        }
      index = walk.index;
      next = walk.last;
    }
  g_assert_cmpuint (next, ==, last);
}

static void
test_every_sample_lies_in_the_cell_of_its_time (void)
{
  for (uint32_t seed = 1; seed <= 4; seed++)
    {
      g_autoptr (EmberProfile) profile = small_profile_new_random (seed, 3000, 7, 20);
      g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
      const EmberHeatmapGrid whole = ember_heatmap_grid_new (profile, EMBER_SECOND_NS / seed, 1 + 20 * seed);
      const EmberHeatmapGrid part = { ember_profile_get_origin (profile) + 2345678901, 700000001, 4, 11, false, 0 };

      for (uint32_t i = 0; i < set->n_tables; i++)
        {
          check_walk (set->tables[i], &whole, EMBER_TIME_RANGE_ALL);
          check_walk (set->tables[i], &whole, (EmberTimeRange){ part.origin_ns, part.origin_ns + 1234567890 });
          check_walk (set->tables[i], &part, EMBER_TIME_RANGE_ALL);
        }
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cell-walk/every-sample-lies-in-the-cell-of-its-time", test_every_sample_lies_in_the_cell_of_its_time);
  return g_test_run ();
}
