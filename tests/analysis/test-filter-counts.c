/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/filter-counts.h"

#include "support/filter-of.h"
#include "support/small-profile.h"

static void
test_each_condition_is_counted_alone (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (21, 2000, 10, 40);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberThread *first = ember_threads_get (ember_profile_get_threads (profile), 0);
  const EmberThread *second = ember_threads_get (ember_profile_get_threads (profile), 1);
  const EmberFilterCondition conditions[] = {
    { .kind = EMBER_FILTER_THREAD, .is_enabled = true, .number = first->tid },
    { .kind = EMBER_FILTER_THREAD, .is_enabled = false, .number = second->tid },
    { .kind = EMBER_FILTER_CPU, .is_enabled = true, .is_excluding = true, .number = 1 },
  };
  g_autoptr (EmberFilter) filter = filter_of (conditions, G_N_ELEMENTS (conditions));
  g_autofree uint64_t *counts = ember_filter_counts_new (filter, set, NULL);
  uint64_t expected[3] = { 0 };

  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (set->tables[t], row);
        const EmberThread *thread = ember_threads_get (ember_profile_get_threads (profile), sample.thread);

        expected[0] += thread->tid == first->tid;
        expected[1] += thread->tid == second->tid;
        expected[2] += sample.cpu != 1;
      }
  for (int i = 0; i < 3; i++)
    {
      g_assert_cmpuint (expected[i], >, 0);
      g_assert_cmpuint (counts[i], ==, expected[i]);
    }
}

static void
test_an_expression_that_cannot_be_asked_counts_nothing (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (22, 100, 10, 40);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  char text[] = "(";
  const EmberFilterCondition condition = { .kind = EMBER_FILTER_FRAME, .match = EMBER_MATCH_REGEX, .is_enabled = true, .text = text };
  g_autoptr (EmberFilter) filter = filter_of (&condition, 1);
  g_autofree uint64_t *counts = ember_filter_counts_new (filter, set, NULL);

  g_assert_cmpuint (counts[0], ==, 0);
}

static void
test_cancelling_gives_nothing (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (23, 100, 10, 40);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberFilterCondition condition = { .kind = EMBER_FILTER_CPU, .is_enabled = true };
  g_autoptr (EmberFilter) filter = filter_of (&condition, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_filter_counts_new (filter, set, cancellable));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter-counts/each-condition-is-counted-alone", test_each_condition_is_counted_alone);
  g_test_add_func ("/filter-counts/an-expression-that-cannot-be-asked-counts-nothing", test_an_expression_that_cannot_be_asked_counts_nothing);
  g_test_add_func ("/filter-counts/cancelling-gives-nothing", test_cancelling_gives_nothing);
  return g_test_run ();
}
