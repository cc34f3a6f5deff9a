/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/filter-counter.h"

#include "support/small-profile.h"

typedef struct
{
  EmberSubset *subset;
  EmberFilterCounter *counter;
} Fixture;

static void
run_until_idle (Fixture *fixture)
{
  while (ember_subset_is_busy (fixture->subset) || ember_filter_counter_is_busy (fixture->counter))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (21, 4000, 10, 40);

  fixture->subset = ember_subset_new ();
  ember_subset_set_profile (fixture->subset, profile);
  fixture->counter = ember_filter_counter_new (fixture->subset);
  run_until_idle (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->counter);
  g_assert_finalize_object (fixture->subset);
}

static EmberFilterCondition
condition_of_thread (const EmberTableSet *set,
                     size_t row)
{
  const EmberSample sample = ember_sample_table_get (set->tables[0], row);

  return (EmberFilterCondition){
    .kind = EMBER_FILTER_THREAD,
    .is_enabled = true,
    .number = ember_threads_get (ember_profile_get_threads (set->profile), sample.thread)->tid,
  };
}

/* The plain truth. */
static uint64_t
count_thread (const EmberTableSet *set,
              int32_t tid)
{
  uint64_t n = 0;

  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (set->tables[t], row);

        n += ember_threads_get (ember_profile_get_threads (set->profile), sample.thread)->tid == tid;
      }
  return n;
}

static void
add_condition (Fixture *fixture,
               const EmberFilterCondition *condition)
{
  g_autoptr (EmberFilter) filter = ember_filter_with (ember_subset_get_filter (fixture->subset), condition);

  ember_subset_set_filter (fixture->subset, filter);
}

static void
check_count (Fixture *fixture,
             const EmberFilterCondition *condition)
{
  uint64_t n = 0;

  g_assert_true (ember_filter_counter_get (fixture->counter, condition, &n));
  g_assert_cmpuint (n, ==, count_thread (ember_subset_get_whole (fixture->subset), condition->number));
  g_assert_cmpuint (n, >, 0);
}

static void
test_each_condition_is_counted_by_itself (Fixture *fixture,
                                          gconstpointer data)
{
  const EmberTableSet *whole = ember_subset_get_whole (fixture->subset);
  const EmberFilterCondition first = condition_of_thread (whole, 0);
  EmberFilterCondition second = condition_of_thread (whole, 1);
  uint64_t n;

  for (size_t row = 2; second.number == first.number; row++)
    second = condition_of_thread (whole, row);
  add_condition (fixture, &first);
  g_assert_false (ember_filter_counter_get (fixture->counter, &first, &n));
  run_until_idle (fixture);
  check_count (fixture, &first);
  add_condition (fixture, &second);
  run_until_idle (fixture);
  check_count (fixture, &first);
  check_count (fixture, &second);
}

static void
test_what_is_switched_off_is_counted_too (Fixture *fixture,
                                          gconstpointer data)
{
  EmberFilterCondition condition = condition_of_thread (ember_subset_get_whole (fixture->subset), 5);

  condition.is_enabled = false;
  add_condition (fixture, &condition);
  run_until_idle (fixture);
  check_count (fixture, &condition);
}

static void
test_idle_samples_change_the_counts (Fixture *fixture,
                                     gconstpointer data)
{
  const EmberFilterCondition idle = { .kind = EMBER_FILTER_THREAD, .is_enabled = true, .number = 0 };
  uint64_t n = 1;

  add_condition (fixture, &idle);
  run_until_idle (fixture);
  g_assert_true (ember_filter_counter_get (fixture->counter, &idle, &n));
  g_assert_cmpuint (n, ==, count_thread (ember_subset_get_whole (fixture->subset), 0));
  ember_subset_set_with_idle (fixture->subset, true);
  run_until_idle (fixture);
  check_count (fixture, &idle);
}

static void
test_event_and_idle_are_counted_at_once (Fixture *fixture,
                                         gconstpointer data)
{
  const GPtrArray *choices = ember_subset_get_choices (fixture->subset);
  const EmberEventChoice *last = g_ptr_array_index (choices, choices->len - 1);
  const EmberFilterCondition idle = { .kind = EMBER_FILTER_IDLE, .is_enabled = true };
  const EmberFilterCondition event = { .kind = EMBER_FILTER_EVENT, .is_enabled = true, .text = last->name };
  uint64_t n = 0;

  ember_subset_set_event_name (fixture->subset, last->name);
  g_assert_true (ember_filter_counter_get (fixture->counter, &event, &n));
  g_assert_cmpuint (n, ==, ember_table_set_count (ember_subset_get_whole (fixture->subset), EMBER_TIME_RANGE_ALL));
  ember_subset_set_with_idle (fixture->subset, true);
  g_assert_true (ember_filter_counter_get (fixture->counter, &idle, &n));
  g_assert_cmpuint (n, ==, ember_table_set_count (ember_subset_get_whole (fixture->subset), EMBER_TIME_RANGE_ALL));
  g_assert_cmpuint (n, ==, last->n_samples);
}

static void
test_another_recording_is_counted_anew (Fixture *fixture,
                                        gconstpointer data)
{
  g_autoptr (EmberProfile) other = small_profile_new_random (22, 900, 10, 40);
  const EmberFilterCondition condition = condition_of_thread (ember_subset_get_whole (fixture->subset), 3);

  add_condition (fixture, &condition);
  run_until_idle (fixture);
  ember_subset_set_profile (fixture->subset, other);
  run_until_idle (fixture);
  check_count (fixture, &condition);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/filter-counter/each-condition-is-counted-by-itself", Fixture, NULL, set_up, test_each_condition_is_counted_by_itself, tear_down);
  g_test_add ("/filter-counter/what-is-switched-off-is-counted-too", Fixture, NULL, set_up, test_what_is_switched_off_is_counted_too, tear_down);
  g_test_add ("/filter-counter/idle-samples-change-the-counts", Fixture, NULL, set_up, test_idle_samples_change_the_counts, tear_down);
  g_test_add ("/filter-counter/event-and-idle-are-counted-at-once", Fixture, NULL, set_up, test_event_and_idle_are_counted_at_once, tear_down);
  g_test_add ("/filter-counter/another-recording-is-counted-anew", Fixture, NULL, set_up, test_another_recording_is_counted_anew, tear_down);
  return g_test_run ();
}
