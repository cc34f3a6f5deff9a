/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/progress.h"

#include "profile/time-range.h"

static uint64_t
sum_counts (const EmberPreview *preview)
{
  uint64_t sum = 0;

  for (size_t i = 0; i < (size_t) preview->n_seconds * EMBER_PREVIEW_ROWS; i++)
    sum += preview->counts[i];
  return sum;
}

static void
add_time (EmberProgress *progress,
          int64_t second,
          int64_t ns)
{
  const int64_t time_ns = second * EMBER_SECOND_NS + ns;

  ember_progress_add_times (progress, &time_ns, 1);
}

static void
test_a_sample_is_counted_in_its_cell (void)
{
  g_autoptr (EmberProgress) progress = ember_progress_new ();
  EmberPreview preview = { 0 };

  add_time (progress, 8122, 20000000);
  add_time (progress, 8123, 999999999);
  g_assert_true (ember_progress_get_preview (progress, &preview));
  g_assert_cmpint (preview.first_second, ==, 8122);
  g_assert_cmpuint (preview.n_seconds, ==, 2);
  g_assert_cmpuint (preview.counts[1], ==, 1);
  g_assert_cmpuint (preview.counts[99], ==, 1);
  g_assert_cmpuint (sum_counts (&preview), ==, 2);
  ember_preview_clear (&preview);
}

static void
test_the_preview_grows_both_ways (void)
{
  g_autoptr (EmberProgress) progress = ember_progress_new ();
  EmberPreview preview = { 0 };

  for (int64_t i = 0; i < 1000; i++)
    {
      add_time (progress, 5000 + i, i * 1000000);
      add_time (progress, 4999 - i, i * 1000000);
      if (i % 100 == 0)
        ember_progress_get_preview (progress, &preview);
    }
  g_assert_true (ember_progress_get_preview (progress, &preview));
  g_assert_cmpint (preview.first_second, ==, 4000);
  g_assert_cmpuint (preview.n_seconds, ==, 2000);
  g_assert_cmpuint (sum_counts (&preview), ==, 2000);
  for (int64_t i = 0; i < 1000; i++)
    {
      g_assert_cmpuint (preview.counts[(1000 + i) * EMBER_PREVIEW_ROWS + i / 20], ==, 1);
      g_assert_cmpuint (preview.counts[(999 - i) * EMBER_PREVIEW_ROWS + i / 20], ==, 1);
    }
  ember_preview_clear (&preview);
}

static void
test_a_far_outlier_is_ignored (void)
{
  g_autoptr (EmberProgress) progress = ember_progress_new ();
  EmberPreview preview = { 0 };

  add_time (progress, 10, 0);
  add_time (progress, 4000000000, 0);
  add_time (progress, 11, 0);
  ember_progress_get_preview (progress, &preview);
  g_assert_cmpint (preview.first_second, ==, 10);
  g_assert_cmpuint (preview.n_seconds, ==, 2);
  ember_preview_clear (&preview);
}

static void
test_an_outlier_that_comes_first_does_not_stay (void)
{
  g_autoptr (EmberProgress) progress = ember_progress_new ();
  EmberPreview preview = { 0 };

  add_time (progress, 0, 0);
  for (int64_t i = 0; i < 10; i++)
    add_time (progress, 1000000 + i, 0);
  ember_progress_get_preview (progress, &preview);
  g_assert_cmpint (preview.first_second, >=, 1000000);
  g_assert_cmpuint (sum_counts (&preview), >=, 7);
  ember_preview_clear (&preview);
}

static void
test_nothing_new_is_told (void)
{
  g_autoptr (EmberProgress) progress = ember_progress_new ();
  EmberPreview preview = { 0 };

  g_assert_false (ember_progress_get_preview (progress, &preview));
  add_time (progress, 1, 0);
  g_assert_true (ember_progress_get_preview (progress, &preview));
  g_assert_false (ember_progress_get_preview (progress, &preview));
  ember_preview_clear (&preview);
}

static void *
add_worker (void *data)
{
  for (int i = 0; i < 10000; i++)
    {
      add_time (data, i % 100, i);
      ember_progress_add_samples (data, 1);
    }
  return NULL;
}

static void
test_threads_lose_no_sample (void)
{
  g_autoptr (EmberProgress) progress = ember_progress_new ();
  EmberPreview preview = { 0 };
  GThread *threads[4];

  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("add", add_worker, progress);
  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  ember_progress_get_preview (progress, &preview);
  g_assert_cmpuint (sum_counts (&preview), ==, 40000);
  g_assert_cmpuint (ember_progress_get_state (progress).n_samples, ==, 40000);
  ember_preview_clear (&preview);
}

static void
test_readers_need_no_progress (void)
{
  const int64_t time_ns = 1;

  ember_progress_set_phase (NULL, EMBER_PHASE_SORTING);
  ember_progress_set_bytes (NULL, 1, 2);
  ember_progress_add_samples (NULL, 1);
  ember_progress_add_times (NULL, &time_ns, 1);
  g_assert_false (ember_progress_is_stopped (NULL));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/progress/a-sample-is-counted-in-its-cell", test_a_sample_is_counted_in_its_cell);
  g_test_add_func ("/progress/the-preview-grows-both-ways", test_the_preview_grows_both_ways);
  g_test_add_func ("/progress/a-far-outlier-is-ignored", test_a_far_outlier_is_ignored);
  g_test_add_func ("/progress/an-outlier-that-comes-first-does-not-stay", test_an_outlier_that_comes_first_does_not_stay);
  g_test_add_func ("/progress/nothing-new-is-told", test_nothing_new_is_told);
  g_test_add_func ("/progress/threads-lose-no-sample", test_threads_lose_no_sample);
  g_test_add_func ("/progress/readers-need-no-progress", test_readers_need_no_progress);
  return g_test_run ();
}
