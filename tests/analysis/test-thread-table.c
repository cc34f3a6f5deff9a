/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/thread-table.h"

#include "analysis/band-apply.h"
#include "support/small-profile.h"

static const EmberBand no_band;

/* Whether a sample's thread is of a row, told by its numbers. */
static bool
is_of_row (const EmberThreadTable *table,
           uint32_t row,
           const EmberThread *thread)
{
  const EmberThreadRow *numbers = &table->rows[row];

  if (table->grouping == EMBER_THREADS_BY_PROCESS && numbers->pid != -1)
    return thread->pid == numbers->pid;
  return thread->pid == numbers->pid && thread->tid == numbers->tid && (thread->tid != -1 || thread->comm == numbers->comm);
}

/* Each sample is looked at for each row. */
static void
check_against_recount (const EmberTableSet *set,
                       EmberTimeRange range,
                       EmberBand band,
                       EmberThreadGrouping grouping)
{
  g_autoptr (EmberThreadTable) table = ember_thread_table_new (set, range, &band, grouping, NULL, NULL);
  const EmberThreads *threads = ember_profile_get_threads (set->profile);
  uint64_t n_all = 0;

  for (uint32_t row = 0; row < table->n_rows; row++)
    {
      uint64_t n_in_range = 0;
      uint64_t n_in_strip = 0;
      uint64_t n_in_recording = 0;

      for (uint32_t t = 0; t < set->n_tables; t++)
        for (size_t i = 0; i < ember_sample_table_get_n (set->tables[t]); i++)
          {
            const EmberSample sample = ember_sample_table_get (set->tables[t], i);

            if (!is_of_row (table, row, ember_threads_get (threads, sample.thread)) || ember_table_set_count_rows (set, t, i, i + 1) == 0)
              continue;
            n_in_recording++;
            n_in_range += sample.time_ns >= range.begin_ns && sample.time_ns < range.end_ns && (!ember_band_is_active (&band) || ember_band_holds (&band, sample.time_ns));
          }
      for (uint32_t bucket = 0; bucket < table->strips->n_buckets; bucket++)
        n_in_strip += ember_when_strips_get (table->strips, row)[bucket];
      g_assert_cmpuint (table->rows[row].n_samples, ==, n_in_range);
      g_assert_cmpuint (n_in_strip, ==, n_in_recording);
      n_all += n_in_range;
    }
  g_assert_cmpuint (table->n_samples, ==, n_all);
  g_assert_cmpuint (n_all, ==, ember_band_count (&band, set, range));
}

static void
test_rows_count_what_a_recount_finds (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (31, 2000, 10, 30);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) filter = ember_filter_with (nothing, &(EmberFilterCondition){ .kind = EMBER_FILTER_CPU, .is_enabled = true, .is_excluding = true, .number = 0 });
  g_autoptr (EmberTableSet) some = ember_filter_apply (filter, set, NULL, NULL);
  const EmberTimeRange all = ember_profile_get_range (profile);
  const EmberTimeRange part = { all.begin_ns + EMBER_SECOND_NS, all.end_ns - 2 * EMBER_SECOND_NS };

  for (int grouping = EMBER_THREADS_BY_THREAD; grouping <= EMBER_THREADS_BY_PROCESS; grouping++)
    {
      check_against_recount (set, all, no_band, (EmberThreadGrouping) grouping);
      check_against_recount (set, part, no_band, (EmberThreadGrouping) grouping);
      check_against_recount (some, part, no_band, (EmberThreadGrouping) grouping);
      check_against_recount (some, part, (EmberBand){ 0, EMBER_SECOND_NS, 900000000, 1200000000 }, (EmberThreadGrouping) grouping);
    }
}

static void
add (EmberProfileBuilder *builder,
     int64_t time_ns,
     const char *comm,
     int32_t pid,
     int32_t tid)
{
  const EmberStringId name = ember_profile_builder_add_string (builder, comm, -1);
  const EmberThreadId thread = ember_profile_builder_add_thread (builder, &(EmberThread){ pid, tid, name });
  const EmberEventId event = ember_profile_builder_add_event (builder, ember_profile_builder_add_string (builder, "cycles", -1), false);

  ember_profile_builder_add_sample (builder, &(EmberSample){ time_ns, thread, 0, ember_profile_builder_add_comm (builder, name), event, 1 });
}

/* A shell that becomes a program, with two threads; and threads that the file knows by name alone. */
static EmberProfile *
exec_profile (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  add (builder, 1000, "sh", 10, 10);
  add (builder, 2000, "app", 10, 10);
  add (builder, 3000, "worker", 10, 11);
  add (builder, 4000, "one", -1, -1);
  add (builder, 5000, "two", -1, -1);
  return ember_profile_builder_freeze (builder);
}

static void
test_a_thread_is_one_row_under_its_last_comm (void)
{
  g_autoptr (EmberProfile) profile = exec_profile ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberThreadTable) table = ember_thread_table_new (set, EMBER_TIME_RANGE_ALL, &no_band, EMBER_THREADS_BY_THREAD, NULL, NULL);

  g_assert_cmpuint (table->n_rows, ==, 4);
  g_assert_cmpstr (ember_thread_table_get_comm (table, 0), ==, "app");
  g_assert_cmpuint (table->rows[0].n_samples, ==, 2);
  g_assert_cmpuint (table->rows[0].n_threads, ==, 1);
  g_assert_cmpstr (ember_thread_table_get_comm (table, 1), ==, "worker");
  g_assert_cmpstr (ember_thread_table_get_comm (table, 2), ==, "one");
  g_assert_cmpstr (ember_thread_table_get_comm (table, 3), ==, "two");
}

static void
test_a_process_is_called_as_its_first_thread_and_counts_threads (void)
{
  g_autoptr (EmberProfile) profile = exec_profile ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberThreadTable) table = ember_thread_table_new (set, EMBER_TIME_RANGE_ALL, &no_band, EMBER_THREADS_BY_PROCESS, NULL, NULL);

  g_assert_cmpuint (table->n_rows, ==, 3);
  g_assert_cmpstr (ember_thread_table_get_comm (table, 0), ==, "app");
  g_assert_cmpint (table->rows[0].pid, ==, 10);
  g_assert_cmpint (table->rows[0].tid, ==, -1);
  g_assert_cmpuint (table->rows[0].n_threads, ==, 2);
  g_assert_cmpuint (table->rows[0].n_samples, ==, 3);
}

static void
test_the_filter_of_a_row_leaves_its_samples (void)
{
  g_autoptr (EmberProfile) profile = exec_profile ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFilter) nothing = ember_filter_new ();

  for (int grouping = EMBER_THREADS_BY_THREAD; grouping <= EMBER_THREADS_BY_PROCESS; grouping++)
    {
      g_autoptr (EmberThreadTable) table = ember_thread_table_new (set, EMBER_TIME_RANGE_ALL, &no_band, (EmberThreadGrouping) grouping, NULL, NULL);

      for (uint32_t row = 0; row < table->n_rows; row++)
        {
          g_autoptr (EmberFilter) filter = NULL;
          g_autoptr (EmberTableSet) left = NULL;
          EmberFilterCondition condition;

          ember_thread_table_get_condition (table, row, &condition);
          filter = ember_filter_with (nothing, &condition);
          left = ember_filter_apply (filter, set, NULL, NULL);
          g_assert_cmpuint (ember_table_set_count (left, EMBER_TIME_RANGE_ALL), ==, table->rows[row].n_samples);
        }
    }
}

static void
test_strips_can_be_handed_on (void)
{
  g_autoptr (EmberProfile) profile = exec_profile ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberThreadTable) table = ember_thread_table_new (set, EMBER_TIME_RANGE_ALL, &no_band, EMBER_THREADS_BY_THREAD, NULL, NULL);
  g_autoptr (EmberThreadTable) next = ember_thread_table_new (set, (EmberTimeRange){ 1000, 2500 }, &no_band, EMBER_THREADS_BY_THREAD, table->strips, NULL);

  g_assert_true (next->strips == table->strips);
  g_assert_cmpuint (next->n_samples, ==, 2);
}

static void
test_cancelling_gives_nothing (void)
{
  g_autoptr (EmberProfile) profile = exec_profile ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_thread_table_new (set, EMBER_TIME_RANGE_ALL, &no_band, EMBER_THREADS_BY_THREAD, NULL, cancellable));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/thread-table/rows-count-what-a-recount-finds", test_rows_count_what_a_recount_finds);
  g_test_add_func ("/thread-table/a-thread-is-one-row-under-its-last-comm", test_a_thread_is_one_row_under_its_last_comm);
  g_test_add_func ("/thread-table/a-process-is-called-as-its-first-thread-and-counts-threads", test_a_process_is_called_as_its_first_thread_and_counts_threads);
  g_test_add_func ("/thread-table/the-filter-of-a-row-leaves-its-samples", test_the_filter_of_a_row_leaves_its_samples);
  g_test_add_func ("/thread-table/strips-can-be-handed-on", test_strips_can_be_handed_on);
  g_test_add_func ("/thread-table/cancelling-gives-nothing", test_cancelling_gives_nothing);
  return g_test_run ();
}
