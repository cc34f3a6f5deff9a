/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/difference.h"

#include "analysis/band-apply.h"
#include "profile/profile-builder.h"
#include "support/small-profile.h"

/* Two seconds of calm, then one of load: in the load "query" doubles its rate,
 * "gc" is new and "sleep" is gone. */
static EmberProfile *
make_profile (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (int i = 0; i < 200; i++)
    {
      small_profile_add (builder, i * 10000000, "db", 1, "cycles", "main;query", 1);
      small_profile_add (builder, i * 10000000, "db", 1, "cycles", "main;sleep", 1);
    }
  for (int i = 0; i < 200; i++)
    {
      small_profile_add (builder, 2 * EMBER_SECOND_NS + i * 5000000, "db", 1, "cycles", "main;query", 1);
      small_profile_add (builder, 2 * EMBER_SECOND_NS + i * 5000000, "db", 1, "cycles", "main;gc", 1);
    }
  small_profile_add (builder, 3 * EMBER_SECOND_NS - 1, "db", 1, "cycles", "main", 1);
  return ember_profile_builder_freeze (builder);
}

static EmberDifference *
difference_of (EmberProfile *profile,
               EmberNormalization normalization)
{
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFlameGraph) range = ember_flame_graph_new (set, (EmberTimeRange){ 2 * EMBER_SECOND_NS, 3 * EMBER_SECOND_NS }, NULL);
  g_autoptr (EmberFlameGraph) baseline = ember_flame_graph_new_near (range, (EmberTimeRange){ 0, 2 * EMBER_SECOND_NS }, NULL);

  return ember_difference_new (range, baseline, EMBER_MEASURE_SAMPLES, normalization);
}

/* The node of db;main;NAME. */
static EmberStackId
find_node (const EmberProfile *profile,
           const char *name)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);

  for (EmberStackId id = 0; id < ember_stacks_get_n (stacks); id++)
    if (g_str_equal (ember_profile_get_frame_name (profile, ember_stacks_get_frame (stacks, id)), name))
      return id;
  g_assert_not_reached ();
}

static void
test_per_time_a_doubled_rate_is_a_change (void)
{
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (EmberDifference) difference = difference_of (profile, EMBER_PER_TIME);
  const EmberChange query = ember_difference_get_total (difference, find_node (profile, "query"));
  const EmberChange gc = ember_difference_get_total (difference, find_node (profile, "gc"));
  const EmberChange sleep = ember_difference_get_total (difference, find_node (profile, "sleep"));

  g_assert_cmpfloat (difference->scale, ==, 0.5);
  g_assert_cmpuint (query.range, ==, 200);
  g_assert_cmpuint (query.baseline, ==, 200);
  g_assert_cmpfloat (query.expected, ==, 100);
  g_assert_cmpfloat (query.change, ==, 0.5);
  g_assert_cmpfloat (query.confidence, ==, 1);
  g_assert_cmpfloat (gc.change, ==, 1);
  g_assert_cmpfloat (sleep.change, ==, -1);
}

static void
test_a_band_lasts_as_long_as_its_intervals (void)
{
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberTableSet) banded = ember_band_apply (&(EmberBand){ 0, EMBER_SECOND_NS, 0, EMBER_SECOND_NS / 4 }, set, EMBER_TIME_RANGE_ALL, NULL);
  g_autoptr (EmberFlameGraph) range = ember_flame_graph_new (banded, (EmberTimeRange){ 0, 2 * EMBER_SECOND_NS }, NULL);
  g_autoptr (EmberFlameGraph) baseline = ember_flame_graph_new (set, (EmberTimeRange){ 0, 2 * EMBER_SECOND_NS }, NULL);
  g_autoptr (EmberDifference) difference = ember_difference_new (range, baseline, EMBER_MEASURE_SAMPLES, EMBER_PER_TIME);

  g_assert_cmpfloat (difference->scale, ==, 0.25);
  g_assert_cmpfloat (ember_difference_get_total (difference, find_node (profile, "query")).change, ==, 0);
}

static void
test_per_sample_only_the_mix_counts (void)
{
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (EmberDifference) difference = difference_of (profile, EMBER_PER_SAMPLE);
  const EmberChange root = ember_difference_get_total (difference, EMBER_STACK_ROOT);
  const EmberChange query = ember_difference_get_total (difference, find_node (profile, "query"));

  g_assert_cmpfloat (difference->scale, ==, 401.0 / 400.0);
  g_assert_cmpfloat (root.change, ==, 0);
  g_assert_cmpfloat_with_epsilon (query.change, -0.5 / 200.5, 1e-12);
  g_assert_cmpfloat (query.confidence, <, 0.1);
}

static void
test_flipping_turns_the_signs (void)
{
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (EmberDifference) difference = difference_of (profile, EMBER_PER_TIME);
  g_autoptr (EmberDifference) flipped = ember_difference_flip (difference);
  const uint32_t n = ember_stacks_get_n (ember_profile_get_stacks (profile));

  for (EmberStackId id = 0; id < n; id++)
    {
      const EmberChange a = ember_difference_get_total (difference, id);
      const EmberChange b = ember_difference_get_total (flipped, id);

      g_assert_cmpuint (a.range, ==, b.baseline);
      g_assert_cmpuint (a.baseline, ==, b.range);
      g_assert_cmpfloat_with_epsilon (a.change, -b.change, 1e-12);
      g_assert_cmpfloat_with_epsilon (a.confidence, b.confidence, 1e-12);
    }
}

static void
test_self_tells_the_leaf_from_what_it_calls (void)
{
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (EmberDifference) difference = difference_of (profile, EMBER_PER_TIME);
  const EmberChange self = ember_difference_get_self (difference, find_node (profile, "main"));

  g_assert_cmpuint (self.range, ==, 1);
  g_assert_cmpuint (self.baseline, ==, 0);
  g_assert_cmpfloat (self.change, ==, 1);
  g_assert_cmpfloat_with_epsilon (self.confidence, 1.0 / 3, 1e-12);
}

static void
test_an_empty_baseline_makes_all_new (void)
{
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFlameGraph) range = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
  g_autoptr (EmberFlameGraph) baseline = ember_flame_graph_new (set, (EmberTimeRange){ 5, 5 }, NULL);
  g_autoptr (EmberDifference) difference = ember_difference_new (range, baseline, EMBER_MEASURE_WEIGHT, EMBER_PER_TIME);
  const EmberChange root = ember_difference_get_total (difference, EMBER_STACK_ROOT);

  g_assert_cmpfloat (difference->scale, ==, 0);
  g_assert_cmpfloat (root.change, ==, 1);
}

/* The first second is the baseline, the second one the range. FlameScope scales the baseline to the
 * sum of the range, 12 to 6, and subtracts self from self. */
static EmberProfile *
make_shared_example (void)
{
  static const struct
  {
    const char *stack;
    int n_baseline, n_range;
  } stacks[] = { { "a;b", 2, 6 }, { "a;c", 1, 2 }, { "a;d", 1, 0 }, { "a;d;e", 2, 0 }, { "a;f", 0, 4 } };
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (stacks); i++)
    for (int k = 0; k < stacks[i].n_baseline + stacks[i].n_range; k++)
      small_profile_add (builder, k < stacks[i].n_baseline ? k : EMBER_SECOND_NS + k, "app", 1, "cycles", stacks[i].stack, 1);
  return ember_profile_builder_freeze (builder);
}

static EmberDifference *
compare_shared_example (EmberProfile *profile)
{
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFlameGraph) range = ember_flame_graph_new (set, (EmberTimeRange){ EMBER_SECOND_NS, 2 * EMBER_SECOND_NS }, NULL);
  g_autoptr (EmberFlameGraph) baseline = ember_flame_graph_new_near (range, (EmberTimeRange){ 0, EMBER_SECOND_NS }, NULL);

  return ember_difference_new (range, baseline, EMBER_MEASURE_SAMPLES, EMBER_PER_SAMPLE);
}

static void
assert_delta (const EmberDifference *difference,
              const char *name,
              double delta)
{
  const EmberStackId id = find_node (ember_flame_graph_get_profile (difference->range), name);
  const EmberChange change = ember_difference_get_self (difference, id);

  g_assert_cmpfloat ((double) change.range - change.expected, ==, delta);
}

/* FlameScope tells frames that are new as shrinking; that sign is its mistake, the number is the same. */
static void
test_differential_numbers_are_flamescopes (void)
{
  g_autoptr (EmberProfile) profile = make_shared_example ();
  g_autoptr (EmberDifference) difference = compare_shared_example (profile);

  g_assert_cmpfloat (difference->scale, ==, 2);
  assert_delta (difference, "a", 0);
  assert_delta (difference, "b", 2);
  assert_delta (difference, "c", 0);
  assert_delta (difference, "f", 4);
}

static void
test_flipped_numbers_are_flamescopes (void)
{
  g_autoptr (EmberProfile) profile = make_shared_example ();
  g_autoptr (EmberDifference) difference = compare_shared_example (profile);
  g_autoptr (EmberDifference) flipped = ember_difference_flip (difference);

  g_assert_cmpfloat (flipped->scale, ==, 0.5);
  assert_delta (flipped, "a", 0);
  assert_delta (flipped, "b", -1);
  assert_delta (flipped, "c", 0);
  assert_delta (flipped, "d", 1);
  assert_delta (flipped, "e", 2);
}

static void
assert_gone (const EmberDifference *difference,
             const EmberFlameGraph *gone,
             const char *name,
             double self)
{
  const EmberStackId id = find_node (ember_flame_graph_get_profile (difference->range), name);

  g_assert_cmpfloat ((double) ember_flame_graph_get_self (gone, EMBER_MEASURE_SAMPLES, id) * difference->scale, ==, self);
}

static void
test_elided_numbers_are_flamescopes (void)
{
  g_autoptr (EmberProfile) profile = make_shared_example ();
  g_autoptr (EmberDifference) difference = compare_shared_example (profile);
  g_autoptr (EmberDifference) flipped = ember_difference_flip (difference);
  g_autoptr (EmberFlameGraph) gone = ember_difference_new_gone (difference);
  g_autoptr (EmberFlameGraph) gone_flipped = ember_difference_new_gone (flipped);

  assert_gone (difference, gone, "a", 0);
  assert_gone (difference, gone, "b", 0);
  assert_gone (difference, gone, "c", 0);
  assert_gone (difference, gone, "d", 2);
  assert_gone (difference, gone, "e", 4);
  assert_gone (flipped, gone_flipped, "b", 0);
  assert_gone (flipped, gone_flipped, "d", 0);
  assert_gone (flipped, gone_flipped, "f", 2);
}

/* How many samples in @range have the frames of @id at the bottom of their stack. */
static uint64_t
recount_total (const EmberTableSet *set,
               EmberTimeRange range,
               EmberStackId id)
{
  const EmberStacks *stacks = ember_profile_get_stacks (set->profile);
  uint64_t n = 0;

  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (set->tables[t], row);
        EmberStackId stack = sample.stack;

        if (sample.time_ns < range.begin_ns || sample.time_ns >= range.end_ns)
          continue;
        while (stack != id && stack != EMBER_STACK_ROOT)
          stack = ember_stacks_get_parent (stacks, stack);
        n += stack == id;
      }
  return n;
}

static void
test_random_recordings_differ_as_a_recount_says (void)
{
  for (uint32_t seed = 1; seed < 5; seed++)
    {
      g_autoptr (EmberProfile) profile = small_profile_new_random (seed, 400, 6, 9);
      const int64_t origin_ns = ember_profile_get_origin (profile);
      const EmberTimeRange a = { origin_ns + 4 * EMBER_SECOND_NS, origin_ns + 5 * EMBER_SECOND_NS };
      const EmberTimeRange b = { origin_ns + EMBER_SECOND_NS, origin_ns + 4 * EMBER_SECOND_NS };
      g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
      g_autoptr (EmberFlameGraph) range = ember_flame_graph_new (set, a, NULL);
      g_autoptr (EmberFlameGraph) baseline = ember_flame_graph_new_near (range, b, NULL);
      g_autoptr (EmberDifference) difference = ember_difference_new (range, baseline, EMBER_MEASURE_SAMPLES, EMBER_PER_TIME);
      g_autoptr (EmberFlameGraph) gone = ember_difference_new_gone (difference);

      for (EmberStackId id = 0; id < ember_stacks_get_n (ember_profile_get_stacks (profile)); id++)
        {
          const EmberChange change = ember_difference_get_total (difference, id);
          const uint64_t n_range = recount_total (set, a, id);
          const uint64_t n_baseline = recount_total (set, b, id);
          const uint64_t n_gone = ember_flame_graph_get_total (gone, EMBER_MEASURE_SAMPLES, id);

          g_assert_cmpuint (change.range, ==, n_range);
          g_assert_cmpuint (change.baseline, ==, n_baseline);
          g_assert_cmpfloat_with_epsilon (change.expected, (double) n_baseline / 3, 1e-9);
          if (n_range == 0)
            g_assert_cmpuint (n_gone, ==, n_baseline);
          else
            g_assert_cmpuint (ember_flame_graph_get_self (gone, EMBER_MEASURE_SAMPLES, id), ==, 0);
        }
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/difference/per-time-a-doubled-rate-is-a-change", test_per_time_a_doubled_rate_is_a_change);
  g_test_add_func ("/difference/a-band-lasts-as-long-as-its-intervals", test_a_band_lasts_as_long_as_its_intervals);
  g_test_add_func ("/difference/per-sample-only-the-mix-counts", test_per_sample_only_the_mix_counts);
  g_test_add_func ("/difference/flipping-turns-the-signs", test_flipping_turns_the_signs);
  g_test_add_func ("/difference/self-tells-the-leaf-from-what-it-calls", test_self_tells_the_leaf_from_what_it_calls);
  g_test_add_func ("/difference/an-empty-baseline-makes-all-new", test_an_empty_baseline_makes_all_new);
  g_test_add_func ("/difference/differential-numbers-are-flamescopes", test_differential_numbers_are_flamescopes);
  g_test_add_func ("/difference/flipped-numbers-are-flamescopes", test_flipped_numbers_are_flamescopes);
  g_test_add_func ("/difference/elided-numbers-are-flamescopes", test_elided_numbers_are_flamescopes);
  g_test_add_func ("/difference/random-recordings-differ-as-a-recount-says", test_random_recordings_differ_as_a_recount_says);
  return g_test_run ();
}
