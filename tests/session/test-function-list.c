/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/function-list.h"

#include "analysis/alignment.h"
#include "analysis/function-strips.h"
#include "support/small-profile.h"

typedef struct
{
  EmberProfile *profile;
  EmberSession *session;
  EmberFunctionList *list;
  guint n_functions_told;
  guint n_strips_told;
} Fixture;

static void
run_until_idle (const Fixture *fixture)
{
  while (ember_session_is_busy (fixture->session) || ember_function_list_is_busy (fixture->list))
    g_main_context_iteration (NULL, TRUE);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->profile = small_profile_new_random (17, 4000, 6, 30);
  fixture->session = ember_session_new ();
  fixture->list = ember_function_list_new (fixture->session);
  g_signal_connect_swapped (fixture->list, "notify::functions", G_CALLBACK (count_cb), &fixture->n_functions_told);
  g_signal_connect_swapped (fixture->list, "notify::strips", G_CALLBACK (count_cb), &fixture->n_strips_told);
  ember_session_replace_profile (fixture->session, fixture->profile);
  run_until_idle (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->session);
  ember_profile_unref (fixture->profile);
}

/* The list has what the session's graph says, put in order and searched the long way. */
static void
check_functions (const Fixture *fixture,
                 const char *text,
                 EmberFunctionOrder order,
                 bool is_descending)
{
  EmberFlameGraph *graph = ember_session_get_graph (fixture->session);
  g_autoptr (EmberFunctions) expected = ember_functions_new (graph, EMBER_MEASURE_WEIGHT, NULL);
  g_autoptr (EmberSearch) search = ember_search_new (ember_flame_graph_get_profile (graph), text, false, NULL, NULL);
  const EmberFunctions *functions;

  run_until_idle (fixture);
  functions = ember_function_list_get_functions (fixture->list);
  if (text[0] != '\0')
    ember_functions_keep (expected, search);
  ember_functions_sort (expected, order, is_descending);
  g_assert_cmpuint (functions->n_functions, ==, expected->n_functions);
  g_assert_cmpuint (functions->n_functions, >, 0);
  for (uint32_t i = 0; i < functions->n_functions; i++)
    {
      g_assert_cmpuint (functions->functions[i].id, ==, expected->functions[i].id);
      g_assert_cmpuint (functions->functions[i].self, ==, expected->functions[i].self);
      g_assert_cmpuint (functions->functions[i].total, ==, expected->functions[i].total);
    }
  g_assert_true (ember_function_list_get_graph (fixture->list) == graph);
}

static void
check_strips (const Fixture *fixture)
{
  const EmberFunctions *functions = ember_function_list_get_functions (fixture->list);
  const EmberWhenStrips *strips = ember_function_list_get_strips (fixture->list);
  g_autoptr (EmberWhenStrips) expected = NULL;

  g_assert_nonnull (strips);
  expected = ember_function_strips_new (functions->index, ember_session_get_table_set (fixture->session), strips->range, strips->n_buckets, NULL);
  g_assert_cmpuint (strips->n_groups, ==, functions->index->n_functions);
  g_assert_cmpmem (strips->counts, sizeof (uint32_t) * strips->n_groups * strips->n_buckets,
                   expected->counts, sizeof (uint32_t) * expected->n_groups * expected->n_buckets);
}

static void
test_nothing_is_counted_before_it_is_asked_for (Fixture *fixture,
                                                gconstpointer data)
{
  g_assert_null (ember_function_list_get_functions (fixture->list));
  g_assert_cmpuint (fixture->n_functions_told, ==, 0);
  ember_function_list_set_active (fixture->list, TRUE);
  check_functions (fixture, "", EMBER_FUNCTION_ORDER_SELF, true);
  check_strips (fixture);
  g_assert_cmpuint (fixture->n_functions_told, ==, 1);
  g_assert_cmpuint (fixture->n_strips_told, ==, 1);
}

static void
test_functions_follow_the_range_and_strips_do_not (Fixture *fixture,
                                                   gconstpointer data)
{
  const int64_t origin_ns = ember_profile_get_origin (fixture->profile);

  ember_function_list_set_active (fixture->list, TRUE);
  run_until_idle (fixture);
  ember_session_set_range (fixture->session, (EmberTimeRange){ origin_ns + 1000000000, origin_ns + 1500000000 });
  run_until_idle (fixture);
  check_functions (fixture, "", EMBER_FUNCTION_ORDER_SELF, true);
  g_assert_cmpuint (fixture->n_strips_told, ==, 1);
  ember_session_set_with_idle (fixture->session, TRUE);
  run_until_idle (fixture);
  check_functions (fixture, "", EMBER_FUNCTION_ORDER_SELF, true);
  check_strips (fixture);
  g_assert_cmpuint (fixture->n_strips_told, ==, 2);
}

static void
test_what_changed_meanwhile_is_made_up_for (Fixture *fixture,
                                            gconstpointer data)
{
  g_autoptr (EmberProfile) other = small_profile_new_random (18, 3000, 5, 25);

  ember_function_list_set_active (fixture->list, TRUE);
  run_until_idle (fixture);
  ember_function_list_set_active (fixture->list, FALSE);
  ember_session_replace_profile (fixture->session, other);
  run_until_idle (fixture);
  g_assert_cmpuint (fixture->n_functions_told, ==, 1);
  ember_function_list_set_active (fixture->list, TRUE);
  run_until_idle (fixture);
  check_functions (fixture, "", EMBER_FUNCTION_ORDER_SELF, true);
  check_strips (fixture);
}

static void
test_a_search_and_an_order_are_obeyed (Fixture *fixture,
                                       gconstpointer data)
{
  ember_function_list_set_active (fixture->list, TRUE);
  ember_function_list_set_search (fixture->list, "1", FALSE);
  check_functions (fixture, "1", EMBER_FUNCTION_ORDER_SELF, true);
  ember_function_list_set_order (fixture->list, EMBER_FUNCTION_ORDER_NAME, FALSE);
  check_functions (fixture, "1", EMBER_FUNCTION_ORDER_NAME, false);
  ember_function_list_set_search (fixture->list, "", FALSE);
  check_functions (fixture, "", EMBER_FUNCTION_ORDER_NAME, false);
}

static void
test_a_bad_expression_finds_all_and_says_why (Fixture *fixture,
                                              gconstpointer data)
{
  g_autofree char *error = NULL;

  ember_function_list_set_active (fixture->list, TRUE);
  ember_function_list_set_search (fixture->list, "(", TRUE);
  check_functions (fixture, "", EMBER_FUNCTION_ORDER_SELF, true);
  g_object_get (fixture->list, "error", &error, NULL);
  g_assert_nonnull (error);
}

/* A graph of all samples on a tree of two recordings, against all of the other one. */
static EmberDifference *
compare (EmberProfile *a,
         EmberProfile *b)
{
  g_autoptr (EmberTableSet) set_a = ember_table_set_new (a, NULL, 0, true);
  g_autoptr (EmberTableSet) set_b = ember_table_set_new (b, NULL, 0, true);
  g_autoptr (EmberFlameGraph) range = ember_flame_graph_new (set_a, EMBER_TIME_RANGE_ALL, NULL);
  g_autoptr (EmberFlameGraph) baseline = ember_flame_graph_new (set_b, EMBER_TIME_RANGE_ALL, NULL);

  return ember_difference_new (range, baseline, EMBER_MEASURE_WEIGHT, EMBER_PER_TIME);
}

static void
test_what_is_compared_is_listed_with_its_strips (Fixture *fixture,
                                                 gconstpointer data)
{
  g_autoptr (EmberProfile) other = small_profile_new_random (18, 3000, 6, 40);
  g_autoptr (EmberDifference) difference = NULL;
  const EmberFunctions *functions;
  EmberAlignment alignment;
  uint64_t baseline = 0;

  ember_function_list_set_active (fixture->list, TRUE);
  run_until_idle (fixture);
  g_assert_true (ember_alignment_init (&alignment, fixture->profile, other, NULL));
  difference = compare (alignment.a, alignment.b);
  ember_alignment_clear (&alignment);
  ember_function_list_set_difference (fixture->list, difference, EMBER_CHANGE_OF_TOTAL);
  run_until_idle (fixture);
  functions = ember_function_list_get_functions (fixture->list);
  g_assert_true (functions->difference == difference);
  g_assert_true (ember_function_list_get_graph (fixture->list) == difference->range);
  g_assert_nonnull (ember_function_list_get_strips (fixture->list));
  for (uint32_t i = 0; i < functions->n_functions; i++)
    baseline += functions->functions[i].baseline_self;
  g_assert_cmpuint (baseline, >, 0);
  ember_function_list_set_difference (fixture->list, NULL, EMBER_CHANGE_OF_TOTAL);
  check_functions (fixture, "", EMBER_FUNCTION_ORDER_SELF, true);
  g_assert_nonnull (ember_function_list_get_strips (fixture->list));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/function-list/nothing-is-counted-before-it-is-asked-for", Fixture, NULL, set_up, test_nothing_is_counted_before_it_is_asked_for, tear_down);
  g_test_add ("/function-list/functions-follow-the-range-and-strips-do-not", Fixture, NULL, set_up, test_functions_follow_the_range_and_strips_do_not, tear_down);
  g_test_add ("/function-list/what-changed-meanwhile-is-made-up-for", Fixture, NULL, set_up, test_what_changed_meanwhile_is_made_up_for, tear_down);
  g_test_add ("/function-list/a-search-and-an-order-are-obeyed", Fixture, NULL, set_up, test_a_search_and_an_order_are_obeyed, tear_down);
  g_test_add ("/function-list/a-bad-expression-finds-all-and-says-why", Fixture, NULL, set_up, test_a_bad_expression_finds_all_and_says_why, tear_down);
  g_test_add ("/function-list/what-is-compared-is-listed-with-its-strips", Fixture, NULL, set_up, test_what_is_compared_is_listed_with_its_strips, tear_down);
  return g_test_run ();
}
