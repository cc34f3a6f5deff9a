/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/function-words.h"

#include "support/small-profile.h"

typedef struct
{
  EmberProfile *profile;
  EmberTableSet *set;
  EmberFlameGraph *graph; /* of the second second */
  EmberDifference *difference;
  EmberFunctionIndex *index;
  EmberFunctions *plain;
  EmberFunctions *compared;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberFlameGraph) baseline = NULL;

  small_profile_add (builder, 0, "app", 1, "cycles", "old@/usr/lib/old.so", 3000);
  small_profile_add (builder, 2, "app", 1, "cycles", "both@/usr/bin/app", 1000);
  small_profile_add (builder, 3, "app", 1, "cycles", "steady", 2000);
  small_profile_add (builder, EMBER_SECOND_NS + 1, "app", 1, "cycles", "new\xff", 3000);
  small_profile_add (builder, EMBER_SECOND_NS + 2, "app", 1, "cycles", "both@/usr/bin/app", 4000);
  small_profile_add (builder, 2 * EMBER_SECOND_NS - 1, "app", 1, "cycles", "steady", 2000);
  fixture->profile = ember_profile_builder_freeze (builder);
  fixture->set = ember_table_set_new (fixture->profile, NULL, 0, true);
  fixture->graph = ember_flame_graph_new (fixture->set, (EmberTimeRange){ EMBER_SECOND_NS, 2 * EMBER_SECOND_NS }, NULL);
  baseline = ember_flame_graph_new (fixture->set, (EmberTimeRange){ 0, EMBER_SECOND_NS }, NULL);
  fixture->difference = ember_difference_new (fixture->graph, baseline, EMBER_MEASURE_WEIGHT, EMBER_PER_TIME);
  fixture->index = ember_function_index_new (fixture->profile);
  fixture->plain = ember_functions_new_in (fixture->index, fixture->graph, EMBER_MEASURE_WEIGHT, NULL);
  fixture->compared = ember_functions_new_compared (fixture->index, fixture->difference, EMBER_CHANGE_OF_SELF, NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  ember_functions_free (fixture->compared);
  ember_functions_free (fixture->plain);
  ember_function_index_unref (fixture->index);
  ember_difference_unref (fixture->difference);
  ember_flame_graph_unref (fixture->graph);
  ember_table_set_free (fixture->set);
  ember_profile_unref (fixture->profile);
}

static const EmberFunction *
find (const EmberFunctions *functions,
      const char *wanted)
{
  for (uint32_t i = 0; i < functions->n_functions; i++)
    {
      g_autofree char *name = ember_function_words_dup_name (functions, &functions->functions[i]);

      if (g_str_equal (name, wanted))
        return &functions->functions[i];
    }
  g_assert_not_reached ();
}

static void
test_names_are_valid_and_modules_have_no_folders (Fixture *fixture,
                                                  gconstpointer data)
{
  const EmberFunction *both = find (fixture->plain, "both");
  g_autofree char *path = ember_function_words_dup_path (fixture->plain, both);
  g_autofree char *module = ember_function_words_dup_module (fixture->plain, both);
  g_autofree char *none = ember_function_words_dup_module (fixture->plain, find (fixture->plain, "new\xef\xbf\xbd"));

  g_assert_cmpstr (path, ==, "/usr/bin/app");
  g_assert_cmpstr (module, ==, "app");
  g_assert_cmpstr (none, ==, "");
}

static void
test_numbers_are_of_the_graph (Fixture *fixture,
                               gconstpointer data)
{
  g_autofree char *share = ember_function_words_dup_share (fixture->graph, 4000);
  g_autofree char *amount = ember_function_words_dup_amount (fixture->graph, 4000);

  g_assert_cmpstr (share, ==, "44.44 %");
  g_assert_cmpstr (amount, ==, "4,000");
}

static void
check_change (const Fixture *fixture,
              const char *name,
              const char *wanted)
{
  g_autofree char *change = ember_function_words_dup_change (fixture->compared, find (fixture->compared, name));

  if (!g_str_has_suffix (change, wanted))
    g_error ("%s: “%s”, not “…%s”", name, change, wanted);
}

static void
test_changes_are_said_in_words (Fixture *fixture,
                                gconstpointer data)
{
  check_change (fixture, "new\xef\xbf\xbd", "new");
  check_change (fixture, "old", "gone");
  check_change (fixture, "both", "+300 %");
  check_change (fixture, "steady", "the same");
}

static void
test_both_numbers_stand_behind_a_change (Fixture *fixture,
                                         gconstpointer data)
{
  g_autofree char *both = ember_function_words_dup_both (fixture->compared, fixture->graph, find (fixture->compared, "both"));

  g_assert_cmpstr (both, ==, "4,000, baseline 1,000, scaled 1,000");
}

static void
test_nothing_changes_where_nothing_is_compared (Fixture *fixture,
                                                gconstpointer data)
{
  const EmberFunction *both = find (fixture->plain, "both");
  g_autofree char *change = ember_function_words_dup_change (fixture->plain, both);

  g_assert_cmpstr (change, ==, "");
  g_assert_null (ember_function_words_dup_both (fixture->plain, fixture->graph, both));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/function-words/names-are-valid-and-modules-have-no-folders", Fixture, NULL, set_up, test_names_are_valid_and_modules_have_no_folders, tear_down);
  g_test_add ("/function-words/numbers-are-of-the-graph", Fixture, NULL, set_up, test_numbers_are_of_the_graph, tear_down);
  g_test_add ("/function-words/changes-are-said-in-words", Fixture, NULL, set_up, test_changes_are_said_in_words, tear_down);
  g_test_add ("/function-words/both-numbers-stand-behind-a-change", Fixture, NULL, set_up, test_both_numbers_stand_behind_a_change, tear_down);
  g_test_add ("/function-words/nothing-changes-where-nothing-is-compared", Fixture, NULL, set_up, test_nothing_changes_where_nothing_is_compared, tear_down);
  return g_test_run ();
}
