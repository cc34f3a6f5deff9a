/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/split-count.h"

#include "analysis/filter.h"
#include "analysis/heatmap-matches.h"
#include "analysis/heatmap-spread.h"
#include "analysis/mark.h"
#include "analysis/split-matches.h"
#include "support/small-profile.h"

/* Waits of six threads, of which each lasts up to a second and some to the end of all times. */
static EmberProfile *
create_waits (uint32_t seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (int i = 0; i < 400; i++)
    {
      const uint64_t wait_ns = i % 50 == 7 ? G_MAXUINT64 : (uint64_t) g_rand_int_range (rand, 0, 1000000000);

      small_profile_add (builder, i * INT64_C (23000000), "a", 10 + g_rand_int_range (rand, 0, 6), "off-CPU", g_rand_boolean (rand) ? "main;read" : "main;poll", wait_ns);
    }
  return ember_profile_builder_freeze (builder);
}

static EmberStackMask *
find (EmberProfile *profile,
      const char *expression)
{
  g_autoptr (EmberMark) mark = ember_mark_new_search (expression, true);

  return ember_mark_find_stacks (mark, profile, NULL, NULL);
}

/* The rows of one part, looked at one by one. */
static EmberTableSet *
pick_part (const EmberSplit *split,
           uint32_t part)
{
  EmberTableSet *set = ember_table_set_copy (split->set);

  if (set->masks == NULL)
    set->masks = g_new0 (EmberBitmap *, MAX (set->n_tables, 1));
  for (uint32_t i = 0; i < set->n_tables; i++)
    {
      EmberBitmap *mask = ember_bitmap_new (ember_sample_table_get_n (set->tables[i]));

      for (size_t row = 0; row < ember_sample_table_get_n (set->tables[i]); row++)
        if ((set->masks[i] == NULL || ember_bitmap_get (set->masks[i], row)) && ember_split_find (split, set->tables[i], row) == part)
          ember_bitmap_set (mask, row);
      g_clear_pointer (&set->masks[i], ember_bitmap_unref);
      set->masks[i] = mask;
    }
  return set;
}

static void
assert_same_counts (const EmberHeatmap *a,
                    const EmberHeatmap *b)
{
  g_assert_true (ember_heatmap_grid_equal (&a->grid, &b->grid));
  g_assert_cmpint (a->is_time, ==, b->is_time);
  g_assert_cmpmem (a->counts, ember_heatmap_grid_get_n_cells (&a->grid) * sizeof (uint32_t), b->counts, ember_heatmap_grid_get_n_cells (&b->grid) * sizeof (uint32_t));
}

/* Against a map made of each part alone, as one that shows only this is made. */
static void
check (EmberSplit *split,
       const EmberStackMask *stacks)
{
  g_autoptr (EmberSplitMatches) matches = ember_split_matches_new (split, stacks, NULL);

  for (uint32_t part = 0; part < split->n_parts; part++)
    {
      g_autoptr (EmberTableSet) set = pick_part (split, part);
      g_autoptr (EmberHeatmap) expected = NULL;

      if (split->is_time)
        expected = ember_heatmap_new_spread (set, &split->grid, split->range, stacks, NULL);
      else
        expected = ember_heatmap_new_of_stacks (set, &split->grid, split->range, stacks, NULL);
      assert_same_counts (matches->maps[part], expected);
      g_assert_nonnull (matches->maps[part]->summary);
    }
}

static void
check_kinds (const EmberTableSet *set,
             EmberTimeRange range,
             bool spreads_waits,
             const EmberStackMask *stacks)
{
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (set->profile, 700000000, 20);

  for (int kind = EMBER_SPLIT_CPU; kind <= EMBER_SPLIT_PROCESS; kind++)
    for (uint32_t n_own = 1; n_own < 20; n_own = n_own * 3 + 1)
      {
        g_autoptr (EmberSplit) split = ember_split_new (set, &grid, range, (EmberSplitKind) kind, n_own, spreads_waits, NULL);

        check (split, stacks);
      }
}

static void
test_matches_are_those_of_each_part_alone (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (7, 3000, 10, 30);
  const EmberTimeRange all = ember_profile_get_range (profile);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) filter = ember_filter_with (nothing, &(EmberFilterCondition){ .kind = EMBER_FILTER_THREAD, .is_enabled = true, .is_excluding = true, .number = 1 });
  g_autoptr (EmberTableSet) some = ember_filter_apply (filter, set, NULL, NULL);
  g_autoptr (EmberStackMask) few = find (profile, "1$");
  g_autoptr (EmberStackMask) none = find (profile, "^no such function$");

  check_kinds (set, EMBER_TIME_RANGE_ALL, false, few);
  check_kinds (some, EMBER_TIME_RANGE_ALL, false, few);
  check_kinds (some, (EmberTimeRange){ all.begin_ns + 1234567, all.end_ns - 7654321 }, false, few);
  check_kinds (set, EMBER_TIME_RANGE_ALL, false, none);
}

static void
test_waits_of_all_parts_are_spread_at_once (void)
{
  g_autoptr (EmberProfile) profile = create_waits (3);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberStackMask) reads = find (profile, "read");
  g_autoptr (EmberStackMask) all = find (profile, "main");

  check_kinds (set, EMBER_TIME_RANGE_ALL, true, reads);
  check_kinds (set, EMBER_TIME_RANGE_ALL, true, all);
  check_kinds (set, (EmberTimeRange){ INT64_C (4123456789), INT64_C (7654321987) }, true, reads);
}

/* A thread that only waits in the range, and began before, is of the part that its waits are on. */
static void
test_waits_from_before_the_range_have_their_part (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  const EmberTimeRange range = { 5 * EMBER_SECOND_NS, 8 * EMBER_SECOND_NS };
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberSplit) split = NULL;
  EmberHeatmapGrid grid;

  small_profile_add (builder, 1 * EMBER_SECOND_NS, "long", 1, "off-CPU", "main", 6 * (uint64_t) EMBER_SECOND_NS);
  small_profile_add (builder, 2 * EMBER_SECOND_NS, "gone", 2, "off-CPU", "main", EMBER_SECOND_NS);
  small_profile_add (builder, 6 * EMBER_SECOND_NS, "short", 3, "off-CPU", "main", EMBER_SECOND_NS / 2);
  small_profile_add (builder, 9 * EMBER_SECOND_NS, "late", 4, "off-CPU", "main", EMBER_SECOND_NS);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 10);
  split = ember_split_new (set, &grid, range, EMBER_SPLIT_THREAD, 20, true, NULL);
  g_assert_cmpuint (split->n_parts, ==, 2);
  g_assert_cmpint (split->table->rows[split->parts[0].row].tid, ==, 1);
  g_assert_cmpuint (ember_heatmap_sum (split->parts[0].heatmap), ==, 2000000);
  g_assert_cmpint (split->table->rows[split->parts[1].row].tid, ==, 3);
  g_assert_cmpuint (ember_heatmap_sum (split->parts[1].heatmap), ==, 500000);
}

/* Three maps of so many cells that not all find room at once. */
static void
test_large_maps_take_turns (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberSplit) split = NULL;
  EmberHeatmapGrid grid;

  for (int i = 0; i < 20; i++)
    small_profile_add (builder, i * EMBER_SECOND_NS, "a", 1 + i % 3, "off-CPU", "main", 300000000);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  grid = ember_heatmap_grid_new (profile, 10000000, 1000);
  split = ember_split_new (set, &grid, EMBER_TIME_RANGE_ALL, EMBER_SPLIT_THREAD, 20, true, NULL);
  g_assert_cmpuint (ember_heatmap_grid_get_n_cells (&grid), >, 1800000);
  g_assert_cmpuint (split->n_parts, ==, 3);
  for (uint32_t part = 0; part < 3; part++)
    {
      g_autoptr (EmberTableSet) alone = pick_part (split, part);
      g_autoptr (EmberHeatmap) expected = ember_heatmap_new_spread (alone, &grid, EMBER_TIME_RANGE_ALL, NULL, NULL);

      assert_same_counts (split->parts[part].heatmap, expected);
    }
}

static void
test_cancelled_matches_are_none (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (8, 2000, 10, 30);
  g_autoptr (EmberProfile) waits = create_waits (4);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  EmberProfile *profiles[] = { profile, waits };

  g_cancellable_cancel (cancellable);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (EmberTableSet) set = ember_table_set_new (profiles[i], NULL, 0, false);
      const EmberHeatmapGrid grid = ember_heatmap_grid_new (profiles[i], EMBER_SECOND_NS, 20);
      g_autoptr (EmberSplit) split = ember_split_new (set, &grid, EMBER_TIME_RANGE_ALL, EMBER_SPLIT_THREAD, 20, i == 1, NULL);
      g_autoptr (EmberStackMask) stacks = find (profiles[i], "main");

      g_assert_null (ember_split_matches_new (split, stacks, cancellable));
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split-count/matches-are-those-of-each-part-alone", test_matches_are_those_of_each_part_alone);
  g_test_add_func ("/split-count/waits-of-all-parts-are-spread-at-once", test_waits_of_all_parts_are_spread_at_once);
  g_test_add_func ("/split-count/waits-from-before-the-range-have-their-part", test_waits_from_before_the_range_have_their_part);
  g_test_add_func ("/split-count/large-maps-take-turns", test_large_maps_take_turns);
  g_test_add_func ("/split-count/cancelled-matches-are-none", test_cancelled_matches_are_none);
  return g_test_run ();
}
