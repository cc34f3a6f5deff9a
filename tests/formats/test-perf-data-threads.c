/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-threads.h"

typedef struct
{
  EmberProfileBuilder *builder;
  EmberPerfThreads threads;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->builder = ember_profile_builder_new ();
  ember_perf_threads_init (&fixture->threads, fixture->builder);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  ember_perf_threads_clear (&fixture->threads);
  ember_profile_builder_free (fixture->builder);
}

static const char *
get_comm (Fixture *fixture,
          int32_t tid)
{
  return ember_profile_builder_get_string (fixture->builder, ember_perf_threads_get_comm (&fixture->threads, tid));
}

static EmberStringId
string_of (Fixture *fixture,
           const char *text)
{
  return ember_profile_builder_add_string (fixture->builder, text, -1);
}

static void
test_a_thread_nobody_told_of_has_its_number_for_a_name (Fixture *fixture,
                                                        gconstpointer data)
{
  g_assert_cmpstr (get_comm (fixture, 42), ==, ":42");
  g_assert_cmpstr (get_comm (fixture, -1), ==, ":-1");
  g_assert_cmpstr (get_comm (fixture, 0), ==, "swapper");
}

/* Also of those that take each other's place among the recent ones. */
static void
test_an_index_stays (Fixture *fixture,
                     gconstpointer data)
{
  size_t indices[3 * EMBER_PERF_THREADS_N_RECENT];

  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < G_N_ELEMENTS (indices); i++)
      {
        const int32_t tid = (int32_t) (i * EMBER_PERF_THREADS_N_RECENT / 2);
        const size_t index = ember_perf_threads_find (&fixture->threads, tid);

        if (pass == 0)
          indices[i] = index;
        g_assert_cmpuint (index, ==, indices[i]);
        g_assert_cmpint (ember_perf_threads_get (&fixture->threads, index)->tid, ==, tid);
      }
}

static void
test_a_thread_has_an_entry_for_each_name_and_process (Fixture *fixture,
                                                      gconstpointer data)
{
  const size_t index = ember_perf_threads_find (&fixture->threads, 7);
  EmberThreadId first;

  g_assert_cmpuint (ember_perf_threads_get (&fixture->threads, index)->thread, ==, UINT32_MAX);
  ember_perf_threads_enter (&fixture->threads, index, 5);
  first = ember_perf_threads_get (&fixture->threads, index)->thread;
  g_assert_cmpuint (first, !=, UINT32_MAX);
  g_assert_cmpint (ember_perf_threads_get (&fixture->threads, index)->pid, ==, 5);
  ember_perf_threads_set_comm (&fixture->threads, 7, string_of (fixture, "worker"));
  g_assert_cmpuint (ember_perf_threads_get (&fixture->threads, index)->thread, ==, UINT32_MAX);
  ember_perf_threads_enter (&fixture->threads, index, 5);
  g_assert_cmpuint (ember_perf_threads_get (&fixture->threads, index)->thread, !=, first);
  g_assert_cmpstr (get_comm (fixture, 7), ==, "worker");
  first = ember_perf_threads_get (&fixture->threads, index)->thread;
  ember_perf_threads_enter (&fixture->threads, index, 6);
  g_assert_cmpuint (ember_perf_threads_get (&fixture->threads, index)->thread, !=, first);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/perf-data-threads/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("a-thread-nobody-told-of-has-its-number-for-a-name", test_a_thread_nobody_told_of_has_its_number_for_a_name);
  ADD ("an-index-stays", test_an_index_stays);
  ADD ("a-thread-has-an-entry-for-each-name-and-process", test_a_thread_has_an_entry_for_each_name_and_process);
#undef ADD
  return g_test_run ();
}
