/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/thread-lister.h"

#include "analysis/band-apply.h"
#include "support/small-profile.h"

typedef struct
{
  EmberSession *session;
  EmberThreadLister *lister;
} Fixture;

static void
run_until_idle (Fixture *fixture)
{
  while (ember_session_is_busy (fixture->session) || ember_thread_lister_is_busy (fixture->lister))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (41, 4000, 10, 40);

  fixture->session = ember_session_new ();
  ember_session_replace_profile (fixture->session, profile);
  fixture->lister = ember_thread_lister_new (fixture->session);
  ember_thread_lister_set_is_active (fixture->lister, true);
  run_until_idle (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->lister);
  g_assert_finalize_object (fixture->session);
}

static void
add_filter (Fixture *fixture,
            const EmberFilterCondition *condition)
{
  g_autoptr (EmberFilter) filter = ember_filter_with (ember_session_get_filter (fixture->session), condition);

  ember_session_set_filter (fixture->session, filter);
  run_until_idle (fixture);
}

static void
test_it_counts_the_samples_of_the_range (Fixture *fixture,
                                         gconstpointer data)
{
  const EmberTableSet *whole = ember_session_get_whole_set (fixture->session);
  const EmberTimeRange all = ember_profile_get_range (whole->profile);
  const EmberTimeRange range = { all.begin_ns + EMBER_SECOND_NS, all.begin_ns + 3 * EMBER_SECOND_NS };

  g_assert_cmpuint (ember_thread_lister_get_table (fixture->lister)->n_samples, ==, ember_table_set_count (whole, EMBER_TIME_RANGE_ALL));
  ember_session_set_range (fixture->session, range);
  run_until_idle (fixture);
  g_assert_cmpuint (ember_thread_lister_get_table (fixture->lister)->n_samples, ==, ember_table_set_count (whole, range));
}

static void
test_it_counts_the_samples_of_the_band (Fixture *fixture,
                                        gconstpointer data)
{
  const EmberTableSet *whole = ember_session_get_whole_set (fixture->session);
  const EmberBand band = { ember_profile_get_origin (whole->profile), EMBER_SECOND_NS, 0, EMBER_SECOND_NS / 4 };

  ember_session_set_banded_range (fixture->session, (EmberTimeRange){ 0, 0 }, band);
  run_until_idle (fixture);
  g_assert_cmpuint (ember_thread_lister_get_table (fixture->lister)->n_samples, ==, ember_band_count (&band, whole, EMBER_TIME_RANGE_ALL));
}

static void
test_who_is_picked_hides_nobody_else (Fixture *fixture,
                                      gconstpointer data)
{
  const uint64_t n_all = ember_thread_lister_get_table (fixture->lister)->n_samples;
  EmberFilterCondition condition;

  ember_thread_table_get_condition (ember_thread_lister_get_table (fixture->lister), 0, &condition);
  add_filter (fixture, &condition);
  g_assert_cmpuint (ember_thread_lister_get_table (fixture->lister)->n_samples, ==, n_all);
}

static void
test_other_filters_count (Fixture *fixture,
                          gconstpointer data)
{
  const uint64_t n_all = ember_thread_lister_get_table (fixture->lister)->n_samples;

  add_filter (fixture, &(EmberFilterCondition){ .kind = EMBER_FILTER_CPU, .is_enabled = true, .number = 1 });
  g_assert_cmpuint (ember_thread_lister_get_table (fixture->lister)->n_samples, <, n_all);
  g_assert_cmpuint (ember_thread_lister_get_table (fixture->lister)->n_samples, ==,
                    ember_table_set_count (ember_session_get_table_set (fixture->session), EMBER_TIME_RANGE_ALL));
}

static void
test_strips_stay_while_only_the_range_changes (Fixture *fixture,
                                               gconstpointer data)
{
  EmberWhenStrips *strips = ember_when_strips_ref (ember_thread_lister_get_table (fixture->lister)->strips);
  const EmberTimeRange all = ember_profile_get_range (ember_session_get_profile (fixture->session));

  ember_session_set_range (fixture->session, (EmberTimeRange){ all.begin_ns, all.begin_ns + EMBER_SECOND_NS });
  run_until_idle (fixture);
  g_assert_true (ember_thread_lister_get_table (fixture->lister)->strips == strips);
  add_filter (fixture, &(EmberFilterCondition){ .kind = EMBER_FILTER_CPU, .is_enabled = true, .number = 1 });
  g_assert_true (ember_thread_lister_get_table (fixture->lister)->strips != strips);
  ember_when_strips_unref (strips);
}

static void
test_processes_take_the_place_of_threads (Fixture *fixture,
                                          gconstpointer data)
{
  ember_thread_lister_set_grouping (fixture->lister, EMBER_THREADS_BY_PROCESS);
  run_until_idle (fixture);
  g_assert_cmpint (ember_thread_lister_get_table (fixture->lister)->grouping, ==, EMBER_THREADS_BY_PROCESS);
}

static void
test_nobody_looks_and_nothing_is_kept (Fixture *fixture,
                                       gconstpointer data)
{
  ember_thread_lister_set_is_active (fixture->lister, false);
  g_assert_null (ember_thread_lister_get_table (fixture->lister));
  ember_session_set_range (fixture->session, (EmberTimeRange){ 0, 1 });
  g_assert_false (ember_thread_lister_is_busy (fixture->lister));
  run_until_idle (fixture);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/thread-lister/it-counts-the-samples-of-the-band", Fixture, NULL, set_up, test_it_counts_the_samples_of_the_band, tear_down);
  g_test_add ("/thread-lister/it-counts-the-samples-of-the-range", Fixture, NULL, set_up, test_it_counts_the_samples_of_the_range, tear_down);
  g_test_add ("/thread-lister/who-is-picked-hides-nobody-else", Fixture, NULL, set_up, test_who_is_picked_hides_nobody_else, tear_down);
  g_test_add ("/thread-lister/other-filters-count", Fixture, NULL, set_up, test_other_filters_count, tear_down);
  g_test_add ("/thread-lister/strips-stay-while-only-the-range-changes", Fixture, NULL, set_up, test_strips_stay_while_only_the_range_changes, tear_down);
  g_test_add ("/thread-lister/processes-take-the-place-of-threads", Fixture, NULL, set_up, test_processes_take_the_place_of_threads, tear_down);
  g_test_add ("/thread-lister/nobody-looks-and-nothing-is-kept", Fixture, NULL, set_up, test_nobody_looks_and_nothing_is_kept, tear_down);
  return g_test_run ();
}
