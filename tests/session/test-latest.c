/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/latest.h"

/* Work is the number asked for; a worker that gets a number above 99 runs until it is cancelled or released. */
typedef struct
{
  GArray *results;
} Record;

static int n_busy, n_busy_max, n_started, is_released;

/* Below the patience of a stream, 100 ms: pushes that took longer are no stream, for the machine has stood still. */
#define AT_ONCE_US (90 * G_TIME_SPAN_MILLISECOND)
#define MAX_TRIES 100

static gpointer
number_worker (gconstpointer request,
               GCancellable *cancellable)
{
  const int number = *(const int *) request;
  const int n = g_atomic_int_add (&n_busy, 1) + 1;

  g_atomic_int_inc (&n_started);
  if (n > g_atomic_int_get (&n_busy_max))
    g_atomic_int_set (&n_busy_max, n);
  if (number > 99)
    while (!g_cancellable_is_cancelled (cancellable) && !g_atomic_int_get (&is_released))
      g_usleep (200);
  else
    g_usleep (2000);
  g_atomic_int_add (&n_busy, -1);
  return g_memdup2 (request, sizeof number);
}

static void
slow_done_cb (gpointer result,
              gpointer user_data)
{
  g_autofree int *number = result;
  Record *record = user_data;

  g_array_append_val (record->results, *number);
}

static EmberLatest *
latest_new (Record *record)
{
  record->results = g_array_new (FALSE, FALSE, sizeof (int));
  n_busy = n_busy_max = n_started = is_released = 0;
  return ember_latest_new (number_worker, slow_done_cb, record, g_free, g_free);
}

static void
push (EmberLatest *latest,
      int number)
{
  ember_latest_push (latest, g_memdup2 (&number, sizeof number));
}

static void
run_until_idle (EmberLatest *latest)
{
  while (ember_latest_is_busy (latest))
    g_main_context_iteration (NULL, TRUE);
}

static int
result_at (Record *record,
           guint index)
{
  return g_array_index (record->results, int, index);
}

static void
test_a_single_request_is_delivered (void)
{
  Record record = { 0 };
  g_autoptr (EmberLatest) latest = latest_new (&record);

  push (latest, 7);
  run_until_idle (latest);
  g_assert_cmpuint (record.results->len, ==, 1);
  g_assert_cmpint (result_at (&record, 0), ==, 7);
  g_array_unref (record.results);
}

/* Pushes many numbers, the last one 49.
 * Returns: whether the machine let that be at once */
static gboolean
push_many (EmberLatest *latest,
           Record *record)
{
  const gint64 begin_us = g_get_monotonic_time ();
  gboolean is_at_once;

  g_array_set_size (record->results, 0);
  n_started = 0;
  for (int i = 0; i < 50; i++)
    push (latest, i);
  is_at_once = g_get_monotonic_time () - begin_us < AT_ONCE_US;
  run_until_idle (latest);
  return is_at_once;
}

/* Repeats @pushes until the machine lets it be at once; skips the test where it never does. */
static gboolean
try_at_once (gboolean (*pushes) (EmberLatest *latest, Record *record),
             EmberLatest *latest,
             Record *record)
{
  for (int i = 0; i < MAX_TRIES; i++)
    if (pushes (latest, record))
      return TRUE;
  g_test_skip ("no worker of this machine begins at once");
  g_array_unref (record->results);
  return FALSE;
}

static void
test_of_many_requests_at_once_only_the_newest_is_delivered (void)
{
  Record record = { 0 };
  g_autoptr (EmberLatest) latest = latest_new (&record);

  if (!try_at_once (push_many, latest, &record))
    return;
  g_assert_cmpuint (record.results->len, ==, 1);
  g_assert_cmpint (result_at (&record, 0), ==, 49);
  g_assert_cmpint (n_started, <=, 2);
  g_assert_cmpint (n_busy_max, ==, 1);
  g_array_unref (record.results);
}

/* Returns: if the second request came at once, while a worker had the first. */
static gboolean
push_to_a_busy_one (EmberLatest *latest,
                    Record *record)
{
  const gint64 begin_us = g_get_monotonic_time ();
  gboolean is_at_once;

  g_array_set_size (record->results, 0);
  n_started = is_released = 0;
  push (latest, 100);
  while (g_atomic_int_get (&n_started) == 0)
    g_usleep (200);
  push (latest, 3);
  is_at_once = g_get_monotonic_time () - begin_us < AT_ONCE_US;
  g_atomic_int_set (&is_released, !is_at_once);
  run_until_idle (latest);
  return is_at_once;
}

static void
test_a_newer_request_cancels_a_busy_one (void)
{
  Record record = { 0 };
  g_autoptr (EmberLatest) latest = latest_new (&record);

  if (!try_at_once (push_to_a_busy_one, latest, &record))
    return;
  g_assert_cmpuint (record.results->len, ==, 1);
  g_assert_cmpint (result_at (&record, 0), ==, 3);
  g_array_unref (record.results);
}

static void
test_a_fast_stream_of_requests_still_shows_something (void)
{
  Record record = { 0 };
  g_autoptr (EmberLatest) latest = latest_new (&record);

  /* Without patience it never would: the limit is far from what any machine needs. */
  for (int i = 0; i < 50000 && record.results->len < 2; i++)
    {
      push (latest, i % 90);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (300);
    }
  g_assert_cmpuint (record.results->len, >=, 2);
  run_until_idle (latest);
  g_array_unref (record.results);
}

static void
test_cancelled_work_is_never_delivered (void)
{
  Record record = { 0 };
  g_autoptr (EmberLatest) latest = latest_new (&record);

  push (latest, 100);
  push (latest, 5);
  ember_latest_cancel (latest);
  run_until_idle (latest);
  g_assert_cmpuint (record.results->len, ==, 0);
  push (latest, 6);
  run_until_idle (latest);
  g_assert_cmpint (result_at (&record, 0), ==, 6);
  g_array_unref (record.results);
}

static void
test_freeing_while_busy_delivers_nothing (void)
{
  Record record = { 0 };
  EmberLatest *latest = latest_new (&record);

  push (latest, 100);
  push (latest, 5);
  ember_latest_free (latest);
  for (int i = 0; i < 20; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_cmpuint (record.results->len, ==, 0);
  g_array_unref (record.results);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/latest/a-single-request-is-delivered", test_a_single_request_is_delivered);
  g_test_add_func ("/latest/of-many-requests-at-once-only-the-newest-is-delivered",
                   test_of_many_requests_at_once_only_the_newest_is_delivered);
  g_test_add_func ("/latest/a-newer-request-cancels-a-busy-one", test_a_newer_request_cancels_a_busy_one);
  g_test_add_func ("/latest/a-fast-stream-of-requests-still-shows-something",
                   test_a_fast_stream_of_requests_still_shows_something);
  g_test_add_func ("/latest/cancelled-work-is-never-delivered", test_cancelled_work_is_never_delivered);
  g_test_add_func ("/latest/freeing-while-busy-delivers-nothing", test_freeing_while_busy_delivers_nothing);
  return g_test_run ();
}
