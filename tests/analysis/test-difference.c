/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/difference.h"

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

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/difference/per-time-a-doubled-rate-is-a-change", test_per_time_a_doubled_rate_is_a_change);
  g_test_add_func ("/difference/per-sample-only-the-mix-counts", test_per_sample_only_the_mix_counts);
  g_test_add_func ("/difference/flipping-turns-the-signs", test_flipping_turns_the_signs);
  g_test_add_func ("/difference/self-tells-the-leaf-from-what-it-calls", test_self_tells_the_leaf_from_what_it_calls);
  g_test_add_func ("/difference/an-empty-baseline-makes-all-new", test_an_empty_baseline_makes_all_new);
  return g_test_run ();
}
