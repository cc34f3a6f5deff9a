/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/function-changes.h"

#include "support/small-profile.h"

static EmberFunctionChanges *
changes_of (EmberProfile *profile,
            EmberNormalization normalization)
{
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFlameGraph) range = ember_flame_graph_new (set, (EmberTimeRange){ 100, 200 }, NULL);
  g_autoptr (EmberFlameGraph) baseline = ember_flame_graph_new (set, (EmberTimeRange){ 0, 100 }, NULL);
  g_autoptr (EmberDifference) difference = ember_difference_new (range, baseline, EMBER_MEASURE_SAMPLES, normalization);

  return ember_function_changes_new (difference, NULL);
}

static void
add (EmberProfileBuilder *builder,
     int64_t time_ns,
     int n,
     const char *stack)
{
  for (int i = 0; i < n; i++)
    small_profile_add (builder, time_ns, "app", 1, "e", stack, 1);
}

static void
test_what_changed_most_stands_first (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberFunctionChanges) changes = NULL;
  GString *text = g_string_new (NULL);

  add (builder, 0, 10, "main;same");
  add (builder, 0, 20, "main;gone");
  add (builder, 100, 10, "main;same");
  add (builder, 100, 5, "main;new;new");
  add (builder, 199, 3, "main");
  profile = ember_profile_builder_freeze (builder);
  changes = changes_of (profile, EMBER_PER_SAMPLE);
  for (uint32_t i = 0; i < changes->n_changes; i++)
    g_string_append_printf (text, "%s %d %d | %d %d\n", changes->changes[i].name, (int) changes->changes[i].self, (int) changes->changes[i].total,
                            (int) changes->changes[i].baseline_self, (int) changes->changes[i].baseline_total);
  /* 18 samples against 30: each of the baseline counts 0.6. */
  g_assert_cmpstr (text->str, ==,
                   "gone 0 0 | 20 20\n"
                   "new 5 5 | 0 0\n"
                   "same 10 10 | 10 10\n"
                   "main 3 18 | 0 30\n");
  g_string_free (text, TRUE);
}

static void
test_sums_are_those_of_both_tables (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (3, 4000, 20, 30);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const int64_t begin_ns = ember_profile_get_origin (profile);
  const EmberTimeRange first = { begin_ns, begin_ns + 8 * EMBER_SECOND_NS };
  const EmberTimeRange second = { begin_ns + 5 * EMBER_SECOND_NS, begin_ns + 19 * EMBER_SECOND_NS };
  g_autoptr (EmberFlameGraph) range = ember_flame_graph_new (set, first, NULL);
  g_autoptr (EmberFlameGraph) baseline = ember_flame_graph_new (set, second, NULL);
  g_autoptr (EmberDifference) difference = ember_difference_new (range, baseline, EMBER_MEASURE_WEIGHT, EMBER_PER_TIME);
  g_autoptr (EmberFunctionChanges) changes = ember_function_changes_new (difference, NULL);
  g_autoptr (EmberFunctions) functions = ember_functions_new (range, EMBER_MEASURE_WEIGHT, NULL);
  g_autoptr (EmberFunctions) baseline_functions = ember_functions_new (baseline, EMBER_MEASURE_WEIGHT, NULL);
  uint64_t self = 0, total = 0, baseline_self = 0, expected_self = 0, expected_total = 0, expected_baseline = 0;

  for (uint32_t i = 0; i < changes->n_changes; i++)
    {
      self += changes->changes[i].self;
      total += changes->changes[i].total;
      baseline_self += changes->changes[i].baseline_self;
    }
  for (uint32_t i = 0; i < functions->n_functions; i++)
    {
      expected_self += functions->functions[i].self;
      expected_total += functions->functions[i].total;
    }
  for (uint32_t i = 0; i < baseline_functions->n_functions; i++)
    expected_baseline += baseline_functions->functions[i].self;
  g_assert_cmpuint (self, ==, expected_self);
  g_assert_cmpuint (total, ==, expected_total);
  g_assert_cmpuint (baseline_self, ==, expected_baseline);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/function-changes/what-changed-most-stands-first", test_what_changed_most_stands_first);
  g_test_add_func ("/function-changes/sums-are-those-of-both-tables", test_sums_are_those_of_both_tables);
  return g_test_run ();
}
