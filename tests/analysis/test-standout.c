/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/standout.h"

#include "support/small-profile.h"

/* Ten seconds of queries, some of which are slow, and in the fifth second a collection of garbage. */
static EmberProfile *
create_profile (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (int i = 0; i < 1000; i++)
    {
      small_profile_add (builder, i * INT64_C (10000000), "db", 1, "cycles", i % 2 > 0 ? "main;query;scan" : "main;query;sort", 1);
      if (i / 100 == 5)
        small_profile_add (builder, i * INT64_C (10000000), "gc", 2, "cycles", i % 2 > 0 ? "main;collect;mark" : "main;collect;sweep", 1);
    }
  return ember_profile_builder_freeze (builder);
}

static char *
find (EmberTimeRange range,
      EmberThreadId thread,
      bool is_against_rest)
{
  g_autoptr (EmberProfile) profile = create_profile ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberStandout) standout = ember_standout_new (set, EMBER_TIME_RANGE_ALL, NULL);

  ember_standout_add (standout, range, thread);
  return small_profile_dup_stack (profile, ember_standout_find (standout, is_against_rest));
}

static void
test_the_code_that_is_new_stands_out (void)
{
  g_autofree char *stack = find ((EmberTimeRange){ 5 * EMBER_SECOND_NS, 6 * EMBER_SECOND_NS }, EMBER_STANDOUT_ANY_THREAD, true);

  g_assert_cmpstr (stack, ==, "gc;main;collect");
}

static void
test_a_thread_is_looked_at_alone (void)
{
  g_autofree char *stack = find (EMBER_TIME_RANGE_ALL, 1, true);

  g_assert_cmpstr (stack, ==, "gc;main;collect");
}

static void
test_without_the_rest_it_is_what_most_share (void)
{
  g_autofree char *stack = find ((EmberTimeRange){ 0, EMBER_SECOND_NS }, EMBER_STANDOUT_ANY_THREAD, false);

  g_assert_cmpstr (stack, ==, "db;main;query");
}

static void
test_nothing_stands_out_of_nothing (void)
{
  g_autofree char *none = find ((EmberTimeRange){ 100 * EMBER_SECOND_NS, 101 * EMBER_SECOND_NS }, EMBER_STANDOUT_ANY_THREAD, true);

  g_assert_cmpstr (none, ==, "");
}

static void
test_what_was_asked_is_forgotten (void)
{
  g_autoptr (EmberProfile) profile = create_profile ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberStandout) standout = ember_standout_new (set, EMBER_TIME_RANGE_ALL, NULL);
  g_autofree char *second = NULL;

  ember_standout_add (standout, (EmberTimeRange){ 5 * EMBER_SECOND_NS, 6 * EMBER_SECOND_NS }, 1);
  ember_standout_find (standout, true);
  ember_standout_add (standout, (EmberTimeRange){ 0, EMBER_SECOND_NS }, 0);
  second = small_profile_dup_stack (profile, ember_standout_find (standout, false));
  g_assert_cmpstr (second, ==, "db;main;query");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/standout/the-code-that-is-new-stands-out", test_the_code_that_is_new_stands_out);
  g_test_add_func ("/standout/a-thread-is-looked-at-alone", test_a_thread_is_looked_at_alone);
  g_test_add_func ("/standout/without-the-rest-it-is-what-most-share", test_without_the_rest_it_is_what_most_share);
  g_test_add_func ("/standout/nothing-stands-out-of-nothing", test_nothing_stands_out_of_nothing);
  g_test_add_func ("/standout/what-was-asked-is-forgotten", test_what_was_asked_is_forgotten);
  return g_test_run ();
}
