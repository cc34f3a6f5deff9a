/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/split.h"

#include "analysis/heatmap-range.h"
#include "analysis/heatmap-spread.h"
#include "support/small-profile.h"

static EmberSplit *
split_up (const EmberTableSet *set,
          EmberSplitKind kind,
          uint32_t n_own)
{
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (set->profile, EMBER_SECOND_NS, 20);

  return ember_split_new (set, &grid, EMBER_TIME_RANGE_ALL, kind, n_own, false, NULL);
}

/* Whether a sample is of what a part is named after. */
static bool
is_of_part (const EmberSplit *split,
            uint32_t part,
            const EmberSample *sample,
            const EmberThread *thread)
{
  EmberFilterCondition condition;

  if (!ember_split_get_condition (split, part, &condition))
    return false;
  if (condition.kind == EMBER_FILTER_CPU)
    return sample->cpu == condition.number;
  if (condition.kind == EMBER_FILTER_PROCESS)
    return thread->pid == condition.number;
  return condition.kind == EMBER_FILTER_THREAD && thread->tid == condition.number;
}

/* The part that a sample is of, by looking at each: the last one, where it is of no other. */
static uint32_t
find_part (const EmberSplit *split,
           const EmberSample *sample,
           const EmberThread *thread)
{
  uint32_t part = 0;

  while (part + 1 < split->n_parts && !is_of_part (split, part, sample, thread))
    part++;
  g_assert_true (split->parts[part].n_others > 0 || is_of_part (split, part, sample, thread) || sample->cpu < 0 || thread->tid < 0);
  return part;
}

static void
check_against_recount (const EmberTableSet *set,
                       EmberSplitKind kind,
                       uint32_t n_own)
{
  g_autoptr (EmberSplit) split = split_up (set, kind, n_own);
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (set->profile, EMBER_SECOND_NS, 20);
  const uint32_t n_cells = ember_heatmap_grid_get_n_cells (&grid);
  g_autofree uint32_t *counts = g_new0 (uint32_t, (size_t) n_cells * split->n_parts);
  g_autofree uint64_t *sums = g_new0 (uint64_t, split->n_parts);

  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t i = 0; i < ember_sample_table_get_n (set->tables[t]); i++)
      {
        const EmberSample sample = ember_sample_table_get (set->tables[t], i);
        EmberCell cell;
        uint32_t part;

        if (ember_table_set_count_rows (set, t, i, i + 1) == 0)
          continue;
        part = find_part (split, &sample, ember_threads_get (ember_profile_get_threads (set->profile), sample.thread));
        g_assert_true (ember_heatmap_grid_find (&grid, sample.time_ns, &cell));
        counts[(size_t) part * n_cells + ember_heatmap_grid_get_index (&grid, cell)]++;
        sums[part]++;
      }
  for (uint32_t part = 0; part < split->n_parts; part++)
    {
      g_assert_true (ember_heatmap_grid_equal (&split->parts[part].heatmap->grid, &grid));
      g_assert_cmpmem (split->parts[part].heatmap->counts, n_cells * sizeof (uint32_t), &counts[(size_t) part * n_cells], n_cells * sizeof (uint32_t));
      g_assert_cmpuint (split->parts[part].n_samples, ==, sums[part]);
      g_assert_nonnull (split->parts[part].heatmap->summary);
    }
  g_assert_cmpuint (split->n_samples, ==, ember_table_set_count (set, EMBER_TIME_RANGE_ALL));
}

static void
test_parts_hold_what_a_recount_finds (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (7, 3000, 10, 30);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) filter = ember_filter_with (nothing, &(EmberFilterCondition){ .kind = EMBER_FILTER_CPU, .is_enabled = true, .is_excluding = true, .number = 1 });
  g_autoptr (EmberTableSet) some = ember_filter_apply (filter, set, NULL, NULL);

  for (int kind = EMBER_SPLIT_CPU; kind <= EMBER_SPLIT_PROCESS; kind++)
    for (uint32_t n_own = 1; n_own < 40; n_own = n_own * 3 + 1)
      {
        check_against_recount (set, (EmberSplitKind) kind, n_own);
        check_against_recount (some, (EmberSplitKind) kind, n_own);
      }
}

/* As pictures of a range are: the first and last column hold only what lies in it. */
static void
test_samples_out_of_range_are_left_out (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (7, 3000, 10, 30);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberTimeRange all = ember_profile_get_range (profile);
  const EmberTimeRange range = { all.begin_ns + 1234567890, all.end_ns - 2345678901 };
  g_autoptr (EmberHeatmap) whole = ember_heatmap_new_of_range (set, range, EMBER_SECOND_NS, 20, NULL);
  g_autoptr (EmberSplit) split = ember_split_new (set, &whole->grid, range, EMBER_SPLIT_CPU, 20, false, NULL);

  g_assert_cmpuint (split->n_samples, ==, ember_table_set_count (set, range));
  for (uint32_t i = 0; i < ember_heatmap_grid_get_n_cells (&whole->grid); i++)
    {
      uint32_t sum = 0;

      for (uint32_t part = 0; part < split->n_parts; part++)
        sum += split->parts[part].heatmap->counts[i];
      g_assert_cmpuint (sum, ==, whole->counts[i]);
    }
  g_assert_true (ember_time_range_equal (split->parts[0].heatmap->covered, whole->covered));
}

static void
test_the_busiest_come_first_and_others_last (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (8, 2000, 10, 30);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, false);
  g_autoptr (EmberSplit) split = split_up (set, EMBER_SPLIT_THREAD, 5);

  g_assert_cmpuint (split->n_parts, ==, 6);
  g_assert_cmpuint (split->n_all, >, 6);
  for (uint32_t i = 0; i < 5; i++)
    {
      g_assert_cmpuint (split->parts[i].n_others, ==, 0);
      g_assert_true (i == 0 || split->parts[i].n_samples <= split->parts[i - 1].n_samples);
    }
  g_assert_cmpuint (split->parts[5].n_others, ==, split->n_all - 5);
}

static void
test_cpus_stand_in_order_of_their_numbers (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (9, 2000, 10, 30);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberSplit) split = split_up (set, EMBER_SPLIT_CPU, 20);

  g_assert_cmpuint (split->n_parts, >, 2);
  g_assert_null (split->table);
  for (uint32_t i = 1; i < split->n_parts; i++)
    g_assert_cmpint (split->parts[i].cpu, >, split->parts[i - 1].cpu);
}

static void
test_one_more_than_asked_for_is_no_other (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (8, 2000, 10, 30);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, false);
  g_autoptr (EmberSplit) all = split_up (set, EMBER_SPLIT_THREAD, EMBER_SPLIT_MAX_PARTS);
  g_autoptr (EmberSplit) split = split_up (set, EMBER_SPLIT_THREAD, all->n_all - 1);

  g_assert_cmpuint (split->n_parts, ==, all->n_all);
  g_assert_cmpuint (split->parts[split->n_parts - 1].n_others, ==, 0);
}

/* A wild number is no reason to make room for so many. */
static void
test_cpus_of_no_or_wild_numbers_are_one_part_that_nothing_names (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  const EmberEventId event = ember_profile_builder_add_event (builder, ember_profile_builder_add_string (builder, "cycles", -1), false);
  const EmberThread thread = { 1, 1, ember_profile_builder_add_string (builder, "a", -1) };
  static const int32_t cpus[] = { -1, 2, INT32_MAX, 65535, 2 };
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberSplit) split = NULL;
  EmberFilterCondition condition;

  for (size_t i = 0; i < G_N_ELEMENTS (cpus); i++)
    {
      const EmberSample sample = {
        .time_ns = (int64_t) i * 1000,
        .thread = ember_profile_builder_add_thread (builder, &thread),
        .cpu = cpus[i],
        .stack = ember_profile_builder_add_comm (builder, thread.comm),
        .event = event,
        .weight = 1,
      };

      ember_profile_builder_add_sample (builder, &sample);
    }
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, false);
  split = split_up (set, EMBER_SPLIT_CPU, 20);
  g_assert_cmpuint (split->n_parts, ==, 3);
  g_assert_cmpint (split->parts[0].cpu, ==, -1);
  g_assert_cmpuint (split->parts[0].n_samples, ==, 2);
  g_assert_false (ember_split_get_condition (split, 0, &condition));
  g_assert_true (ember_split_get_condition (split, 2, &condition));
  g_assert_cmpint (condition.number, ==, 65535);
}

static void
test_waits_that_are_spread_add_up_to_the_whole (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberHeatmap) whole = NULL;
  g_autoptr (EmberSplit) split = NULL;
  EmberHeatmapGrid grid;

  for (int i = 0; i < 60; i++)
    small_profile_add (builder, i * INT64_C (137000000), "a", 10 + i % 3, "off-CPU", "main;wait", i == 7 || i == 10 ? G_MAXUINT64 : (uint64_t) i % 7 * 50000000);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, false);
  grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 20);
  whole = ember_heatmap_new_spread (set, &grid, EMBER_TIME_RANGE_ALL, NULL, NULL);
  split = ember_split_new (set, &grid, EMBER_TIME_RANGE_ALL, EMBER_SPLIT_THREAD, 20, true, NULL);
  g_assert_cmpuint (split->n_parts, ==, 3);
  g_assert_cmpint (split->table->rows[split->parts[0].row].tid, ==, 11);
  for (uint32_t i = 0; i < ember_heatmap_grid_get_n_cells (&grid); i++)
    {
      uint64_t sum = 0;

      for (uint32_t part = 0; part < split->n_parts; part++)
        {
          g_assert_true (split->parts[part].heatmap->is_time);
          sum += split->parts[part].heatmap->counts[i];
        }
      /* Each is rounded to microseconds. */
      g_assert_cmpuint (sum + 3, >=, whole->counts[i]);
      g_assert_cmpuint (sum, <=, (uint64_t) whole->counts[i] + 3);
    }
}

static void
test_no_samples_are_no_parts (void)
{
  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (ember_profile_builder_new ());
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, false);

  for (int kind = EMBER_SPLIT_CPU; kind <= EMBER_SPLIT_PROCESS; kind++)
    {
      g_autoptr (EmberSplit) split = split_up (set, (EmberSplitKind) kind, 20);

      g_assert_cmpuint (split->n_parts, ==, 0);
    }
}

static void
test_a_cancelled_one_is_none (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (8, 2000, 10, 30);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, false);
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 20);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_split_new (set, &grid, EMBER_TIME_RANGE_ALL, EMBER_SPLIT_THREAD, 20, false, cancellable));
}

static void
test_words_are_read_as_they_are_written (void)
{
  EmberSplitKind kind = EMBER_SPLIT_CPU;

  for (int i = 0; i < EMBER_N_SPLIT_KINDS; i++)
    {
      g_assert_true (ember_split_kind_from_word (ember_split_kind_get_word ((EmberSplitKind) i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  g_assert_false (ember_split_kind_from_word ("core", &kind));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split/parts-hold-what-a-recount-finds", test_parts_hold_what_a_recount_finds);
  g_test_add_func ("/split/samples-out-of-range-are-left-out", test_samples_out_of_range_are_left_out);
  g_test_add_func ("/split/the-busiest-come-first-and-others-last", test_the_busiest_come_first_and_others_last);
  g_test_add_func ("/split/cpus-stand-in-order-of-their-numbers", test_cpus_stand_in_order_of_their_numbers);
  g_test_add_func ("/split/one-more-than-asked-for-is-no-other", test_one_more_than_asked_for_is_no_other);
  g_test_add_func ("/split/cpus-of-no-or-wild-numbers-are-one-part-that-nothing-names", test_cpus_of_no_or_wild_numbers_are_one_part_that_nothing_names);
  g_test_add_func ("/split/waits-that-are-spread-add-up-to-the-whole", test_waits_that_are_spread_add_up_to_the_whole);
  g_test_add_func ("/split/no-samples-are-no-parts", test_no_samples_are_no_parts);
  g_test_add_func ("/split/a-cancelled-one-is-none", test_a_cancelled_one_is_none);
  g_test_add_func ("/split/words-are-read-as-they-are-written", test_words_are_read_as_they_are_written);
  return g_test_run ();
}
