/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/functions.h"

#include <math.h>

#include "analysis/function-changes.h"
#include "support/small-profile.h"

static EmberFunctions *
functions_of (EmberProfile *profile,
              EmberTimeRange range,
              EmberMeasure measure)
{
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, range, NULL);

  return ember_functions_new (graph, measure, NULL);
}

/* "self total name module" a line. */
static char *
describe (const EmberFunctions *functions,
          const EmberProfile *profile)
{
  const EmberStrings *strings = ember_profile_get_strings (profile);
  GString *text = g_string_new (NULL);

  for (uint32_t i = 0; i < functions->n_functions; i++)
    g_string_append_printf (text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %s %s\n",
                            functions->functions[i].self, functions->functions[i].total,
                            ember_strings_get (strings, functions->functions[i].name),
                            ember_strings_get (strings, functions->functions[i].module));
  return g_string_free (text, FALSE);
}

static void
check (EmberProfileBuilder *builder,
       EmberMeasure measure,
       const char *expected)
{
  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (builder);
  g_autoptr (EmberFunctions) functions = functions_of (profile, EMBER_TIME_RANGE_ALL, measure);
  g_autofree char *text = describe (functions, profile);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_most_self_stands_first (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, 1, "app", 1, "cycles", "main@a;f@a", 10);
  small_profile_add (builder, 2, "app", 1, "cycles", "main@a;g@a", 30);
  small_profile_add (builder, 3, "app", 1, "cycles", "main@a", 20);
  check (builder, EMBER_MEASURE_WEIGHT, "30 30 g a\n20 60 main a\n10 10 f a\n");
}

static void
test_samples_can_be_counted_instead (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, 1, "app", 1, "cycles", "main@a;f@a", 10);
  small_profile_add (builder, 2, "app", 1, "cycles", "main@a;f@a", 30);
  check (builder, EMBER_MEASURE_SAMPLES, "2 2 f a\n0 2 main a\n");
}

static void
test_a_recursion_counts_once (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, 1, "app", 1, "cycles", "f;g;f;f", 1);
  small_profile_add (builder, 2, "app", 1, "cycles", "f;g", 10);
  small_profile_add (builder, 3, "other", 2, "cycles", "g;f", 100);
  check (builder, EMBER_MEASURE_WEIGHT, "101 111 f \n10 111 g \n");
}

static void
test_equal_names_of_two_modules_are_two_functions (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, 1, "app", 1, "cycles", "init@b", 5);
  small_profile_add (builder, 2, "app", 1, "cycles", "init@a", 5);
  check (builder, EMBER_MEASURE_WEIGHT, "5 5 init a\n5 5 init b\n");
}

static void
test_unknown_frames_of_a_module_are_one_function (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  const EmberStringId comm = ember_profile_builder_add_string (builder, "app", -1);
  const EmberThread thread = { 1, 1, comm };
  EmberFrame frame = {
    .kind = EMBER_FRAME_UNKNOWN,
    .name = ember_profile_builder_add_string (builder, "[unknown]", -1),
    .module = ember_profile_builder_add_string (builder, "lib", -1),
  };

  for (uint64_t address = 1; address <= 3; address++)
    {
      frame.address = address;
      ember_profile_builder_add_sample (builder, &(EmberSample){
                                                     .time_ns = 1,
                                                     .thread = ember_profile_builder_add_thread (builder, &thread),
                                                     .stack = ember_profile_builder_add_call (builder, ember_profile_builder_add_comm (builder, comm), ember_profile_builder_add_frame (builder, &frame)),
                                                     .event = ember_profile_builder_add_event (builder, comm, false),
                                                     .weight = 1,
                                                 });
    }
  check (builder, EMBER_MEASURE_WEIGHT, "3 3 [unknown] lib\n");
}

static void
test_a_sample_without_frames_is_in_no_function (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, 1, "app", 1, "cycles", "", 5);
  check (builder, EMBER_MEASURE_WEIGHT, "");
}

static void
test_a_search_keeps_the_functions_it_finds (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberFunctions) functions = NULL;
  g_autoptr (EmberSearch) search = NULL;
  g_autofree char *text = NULL;

  small_profile_add (builder, 1, "mark", 1, "cycles", "main@a;mark_roots@a;sweep@b", 1);
  small_profile_add (builder, 2, "mark", 1, "cycles", "main@a;mark_one@a", 2);
  profile = ember_profile_builder_freeze (builder);
  functions = functions_of (profile, EMBER_TIME_RANGE_ALL, EMBER_MEASURE_WEIGHT);
  search = ember_search_new (profile, "^mark", true, NULL, NULL);
  ember_functions_keep (functions, search);
  text = describe (functions, profile);
  g_assert_cmpstr (text, ==, "2 2 mark_one a\n0 1 mark_roots a\n");
}

static void
test_a_cancelled_request_has_no_result (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (1, 100, 1, 5);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_functions_new (graph, EMBER_MEASURE_WEIGHT, cancellable));
}

/* Sums of one function over all samples of a range, found the slow way. */
static void
count_slowly (const EmberProfile *profile,
              const EmberFunction *function,
              EmberTimeRange range,
              uint64_t *self,
              uint64_t *total)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  uint32_t n_tables;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);

  *self = *total = 0;
  for (uint32_t t = 0; t < n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (&tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (&tables[t], row);
        bool is_in = false;

        if (sample.time_ns < range.begin_ns || sample.time_ns >= range.end_ns)
          continue;
        for (EmberStackId id = sample.stack; ember_stacks_get_depth (stacks, id) > 1; id = ember_stacks_get_parent (stacks, id))
          {
            const EmberFrame *frame = ember_frames_get (ember_profile_get_frames (profile), ember_stacks_get_frame (stacks, id));

            if (frame->name != function->name || frame->module != function->module)
              continue;
            is_in = true;
            *self += id == sample.stack ? sample.weight : 0;
          }
        *total += is_in ? sample.weight : 0;
      }
}

static void
test_every_function_has_the_sums_of_its_samples (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (11, 2000, 5, 12);
  const int64_t origin_ns = ember_profile_get_origin (profile);
  const EmberTimeRange range = { origin_ns + 1300000000, origin_ns + INT64_C (3700000001) };
  g_autoptr (EmberFunctions) functions = functions_of (profile, range, EMBER_MEASURE_WEIGHT);

  g_assert_cmpuint (functions->n_functions, >, 12);
  for (uint32_t i = 0; i < functions->n_functions; i++)
    {
      const EmberFunction *function = &functions->functions[i];
      uint64_t self, total;

      count_slowly (profile, function, range, &self, &total);
      g_assert_cmpuint (function->self, ==, self);
      g_assert_cmpuint (function->total, ==, total);
      if (i > 0)
        g_assert_cmpuint (function[-1].self, >=, function->self);
    }
}

/* Sorted by hand: each order, both ways. */
static void
test_functions_are_sorted_by_what_is_asked_for (void)
{
  static const struct
  {
    EmberFunctionOrder order;
    bool is_descending;
    const char *expected;
  } cases[] = {
    { EMBER_FUNCTION_ORDER_SELF, true, "30 30 g a\n21 71 main a\n10 11 z a\n10 10 a b\n0 1 b b\n" },
    { EMBER_FUNCTION_ORDER_SELF, false, "0 1 b b\n10 11 z a\n10 10 a b\n21 71 main a\n30 30 g a\n" },
    { EMBER_FUNCTION_ORDER_TOTAL, true, "21 71 main a\n30 30 g a\n10 11 z a\n10 10 a b\n0 1 b b\n" },
    { EMBER_FUNCTION_ORDER_NAME, false, "10 10 a b\n0 1 b b\n30 30 g a\n21 71 main a\n10 11 z a\n" },
    { EMBER_FUNCTION_ORDER_NAME, true, "10 11 z a\n21 71 main a\n30 30 g a\n0 1 b b\n10 10 a b\n" },
    { EMBER_FUNCTION_ORDER_MODULE, false, "30 30 g a\n21 71 main a\n10 11 z a\n10 10 a b\n0 1 b b\n" },
    { EMBER_FUNCTION_ORDER_MODULE, true, "0 1 b b\n10 10 a b\n10 11 z a\n21 71 main a\n30 30 g a\n" },
  };
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberFunctions) functions = NULL;

  small_profile_add (builder, 1, "app", 1, "cycles", "main@a;z@a", 10);
  small_profile_add (builder, 2, "app", 1, "cycles", "main@a;g@a", 30);
  small_profile_add (builder, 3, "app", 1, "cycles", "main@a", 20);
  small_profile_add (builder, 4, "app", 1, "cycles", "main@a;a@b", 10);
  small_profile_add (builder, 5, "app", 1, "cycles", "b@b;z@a;main@a", 1);
  profile = ember_profile_builder_freeze (builder);
  functions = functions_of (profile, EMBER_TIME_RANGE_ALL, EMBER_MEASURE_WEIGHT);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;

      ember_functions_sort (functions, cases[i].order, cases[i].is_descending);
      text = describe (functions, profile);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static const EmberFunctionChange *
find_change (const EmberFunctionChanges *changes,
             const char *name,
             const char *module)
{
  for (uint32_t i = 0; i < changes->n_changes; i++)
    if (g_str_equal (changes->changes[i].name, name) && g_str_equal (changes->changes[i].module, module))
      return &changes->changes[i];
  g_assert_not_reached ();
}

/* Functions that are matched by their text are counted in another way. */
static void
test_compared_functions_have_the_sums_of_both (void)
{
  for (uint32_t seed = 1; seed < 6; seed++)
    {
      g_autoptr (EmberProfile) profile = small_profile_new_random (seed, 2000, 8, 40);
      const int64_t origin_ns = ember_profile_get_origin (profile);
      g_autoptr (EmberFunctionIndex) index = ember_function_index_new (profile);
      g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
      g_autoptr (EmberFlameGraph) range = ember_flame_graph_new (set, (EmberTimeRange){ origin_ns + 6 * EMBER_SECOND_NS, origin_ns + 7 * EMBER_SECOND_NS }, NULL);
      g_autoptr (EmberFlameGraph) baseline = ember_flame_graph_new_near (range, (EmberTimeRange){ origin_ns, origin_ns + 2 * EMBER_SECOND_NS }, NULL);
      g_autoptr (EmberDifference) difference = ember_difference_new (range, baseline, EMBER_MEASURE_WEIGHT, EMBER_PER_TIME);
      g_autoptr (EmberFunctionChanges) changes = ember_function_changes_new (difference, NULL);
      g_autoptr (EmberFunctions) functions = ember_functions_new_compared (index, difference, EMBER_CHANGE_OF_TOTAL, NULL);
      double last = INFINITY;

      ember_functions_sort (functions, EMBER_FUNCTION_ORDER_CHANGE, true);
      g_assert_cmpuint (functions->n_functions, ==, changes->n_changes);
      for (uint32_t i = 0; i < functions->n_functions; i++)
        {
          const EmberFunction *function = &functions->functions[i];
          const EmberStrings *strings = ember_profile_get_strings (profile);
          const EmberFunctionChange *expected = find_change (changes, ember_strings_get (strings, function->name), ember_strings_get (strings, function->module));
          const EmberChange change = ember_functions_get_change (functions, function);

          g_assert_cmpuint (function->self, ==, expected->self);
          g_assert_cmpuint (function->total, ==, expected->total);
          g_assert_cmpuint (function->baseline_self, ==, expected->baseline_self);
          g_assert_cmpuint (function->baseline_total, ==, expected->baseline_total);
          g_assert_cmpfloat_with_epsilon (change.expected, (double) expected->baseline_total * difference->scale, 1e-6);
          g_assert_cmpfloat ((double) change.range - change.expected, <=, last);
          last = (double) change.range - change.expected;
        }
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/functions/most-self-stands-first", test_most_self_stands_first);
  g_test_add_func ("/functions/samples-can-be-counted-instead", test_samples_can_be_counted_instead);
  g_test_add_func ("/functions/a-recursion-counts-once", test_a_recursion_counts_once);
  g_test_add_func ("/functions/equal-names-of-two-modules-are-two-functions", test_equal_names_of_two_modules_are_two_functions);
  g_test_add_func ("/functions/unknown-frames-of-a-module-are-one-function", test_unknown_frames_of_a_module_are_one_function);
  g_test_add_func ("/functions/a-sample-without-frames-is-in-no-function", test_a_sample_without_frames_is_in_no_function);
  g_test_add_func ("/functions/a-search-keeps-the-functions-it-finds", test_a_search_keeps_the_functions_it_finds);
  g_test_add_func ("/functions/a-cancelled-request-has-no-result", test_a_cancelled_request_has_no_result);
  g_test_add_func ("/functions/functions-are-sorted-by-what-is-asked-for", test_functions_are_sorted_by_what_is_asked_for);
  g_test_add_func ("/functions/every-function-has-the-sums-of-its-samples", test_every_function_has_the_sums_of_its_samples);
  g_test_add_func ("/functions/compared-functions-have-the-sums-of-both", test_compared_functions_have_the_sums_of_both);
  return g_test_run ();
}
