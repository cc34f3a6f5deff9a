/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-crew.h"

#include <string.h>

#include "formats/perf-script.h"
#include "support/compress.h"
#include "support/script-text.h"

/* What is read, and how: as many chunks as some hundred, so that threads learn from the first and share the rest. */
typedef struct
{
  GBytes *bytes;
  EmberProgress *progress;
  GCancellable *cancellable;
  uint32_t n_threads;
} Job;

static EmberProfile *
read_job (const Job *job,
          GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (job->bytes);
  g_autoptr (EmberInput) input = ember_input_new (stream, (int64_t) g_bytes_get_size (job->bytes), job->progress, job->cancellable);
  const EmberReading reading = { .input = input, .progress = job->progress, .cancellable = job->cancellable, .options = { .n_threads = job->n_threads } };

  return ember_perf_script_read (&reading, 500, error);
}

static GBytes *
make_text (uint32_t seed)
{
  const ScriptStyle style = SCRIPT_STYLE_DEFAULT;
  char *text = script_text_new (seed, 1000, &style);

  return g_bytes_new_take (text, strlen (text));
}

static GBytes *
keep_plain (GBytes *content)
{
  return g_bytes_ref (content);
}

static GBytes *(*const packers[]) (GBytes *content) = { keep_plain, compress_gzip, compress_zstd, compress_xz };

static void
test_any_number_of_threads_reads_the_same (void)
{
  for (uint32_t seed = 1; seed < 4; seed++)
    {
      g_autoptr (GBytes) text = make_text (seed);
      g_autofree char *expected = NULL;

      for (size_t i = 0; i < G_N_ELEMENTS (packers); i++)
        for (uint32_t n_threads = 1; n_threads <= 5; n_threads++)
          {
            g_autoptr (GBytes) packed = packers[i](text);
            g_autoptr (GError) error = NULL;
            g_autoptr (EmberProfile) profile = read_job (&(Job){ .bytes = packed, .n_threads = n_threads }, &error);
            g_autofree char *dump = NULL;

            g_assert_no_error (error);
            g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 1000);
            dump = script_text_dump (profile, &SCRIPT_STYLE_DEFAULT);
            if (expected == NULL)
              expected = g_steal_pointer (&dump);
            else
              script_text_assert_equal (dump, expected);
          }
    }
}

/* Whether a notice says @words; another may tell of the record that was cut off. */
static bool
has_notice (const EmberProfile *profile,
            const char *words)
{
  uint32_t n;
  const EmberNotice *notices = ember_profile_get_notices (profile, &n);

  for (uint32_t i = 0; i < n; i++)
    if (strstr (notices[i].text, words) != NULL)
      return true;
  return false;
}

/* All but the last tenth. */
static GBytes *
cut_off (GBytes *bytes)
{
  return g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) / 10 * 9);
}

static void
test_what_comes_before_a_damage_is_kept (void)
{
  g_autoptr (GBytes) text = make_text (5);

  for (size_t i = 1; i < G_N_ELEMENTS (packers); i++)
    {
      g_autoptr (GBytes) packed = packers[i](text);
      g_autoptr (GBytes) damaged = cut_off (packed);
      uint64_t n_samples = 0;

      for (uint32_t n_threads = 1; n_threads <= 3; n_threads++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (EmberProfile) profile = read_job (&(Job){ .bytes = damaged, .n_threads = n_threads }, &error);

          /* a frame of zstd or xz that is short may give nothing before it is whole */
          if (profile == NULL)
            {
              g_assert_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_DAMAGED);
              g_assert_cmpuint (n_samples, ==, 0);
              continue;
            }
          g_assert_true (has_notice (profile, "its end is missing"));
          g_assert_true (n_samples == 0 || ember_profile_get_n_samples (profile) == n_samples);
          n_samples = ember_profile_get_n_samples (profile);
        }
      g_assert_true (i > 1 || n_samples > 500);
    }
}

static void
test_progress_counts_each_sample_once (void)
{
  g_autoptr (GBytes) text = make_text (7);

  for (size_t i = 0; i < G_N_ELEMENTS (packers); i++)
    for (uint32_t n_threads = 1; n_threads <= 4; n_threads++)
      {
        g_autoptr (GBytes) packed = packers[i](text);
        g_autoptr (EmberProgress) progress = ember_progress_new ();
        g_autoptr (EmberProfile) profile = read_job (&(Job){ .bytes = packed, .progress = progress, .n_threads = n_threads }, NULL);
        const EmberProgressState state = ember_progress_get_state (progress);

        g_assert_nonnull (profile);
        g_assert_cmpuint (state.n_samples, ==, 1000);
        g_assert_cmpint (state.n_bytes, ==, (int64_t) g_bytes_get_size (packed));
      }
}

static gpointer
cancel_worker (gpointer data)
{
  g_usleep (300);
  g_cancellable_cancel (data);
  return NULL;
}

/* However far it came, all threads end and nothing else comes out than what was asked for. */
static void
test_cancelling_ends_all_threads (void)
{
  g_autoptr (GBytes) text = make_text (9);

  for (uint32_t i = 0; i < 60; i++)
    {
      g_autoptr (GBytes) packed = packers[i % G_N_ELEMENTS (packers)](text);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      GThread *thread = g_thread_new ("cancel", cancel_worker, cancellable);
      g_autoptr (EmberProfile) profile = read_job (&(Job){ .bytes = packed, .cancellable = cancellable, .n_threads = 1 + i % 5 }, &error);

      if (profile == NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 1000);
      g_thread_join (thread);
    }
}

static gpointer
stop_worker (gpointer data)
{
  g_usleep (300);
  ember_progress_stop (data);
  return NULL;
}

static void
test_stopping_keeps_what_was_read (void)
{
  g_autoptr (GBytes) text = make_text (9);

  for (uint32_t i = 0; i < 60; i++)
    {
      g_autoptr (GBytes) packed = packers[i % G_N_ELEMENTS (packers)](text);
      g_autoptr (EmberProgress) progress = ember_progress_new ();
      g_autoptr (GError) error = NULL;
      GThread *thread = g_thread_new ("stop", stop_worker, progress);
      g_autoptr (EmberProfile) profile = read_job (&(Job){ .bytes = packed, .progress = progress, .n_threads = 1 + i % 5 }, &error);

      if (profile != NULL && ember_profile_get_n_samples (profile) < 999)
        g_assert_true (has_notice (profile, "Reading was stopped"));
      g_thread_join (thread);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perf-script-crew/any-number-of-threads-reads-the-same", test_any_number_of_threads_reads_the_same);
  g_test_add_func ("/perf-script-crew/what-comes-before-a-damage-is-kept", test_what_comes_before_a_damage_is_kept);
  g_test_add_func ("/perf-script-crew/progress-counts-each-sample-once", test_progress_counts_each_sample_once);
  g_test_add_func ("/perf-script-crew/cancelling-ends-all-threads", test_cancelling_ends_all_threads);
  g_test_add_func ("/perf-script-crew/stopping-keeps-what-was-read", test_stopping_keeps_what_was_read);
  return g_test_run ();
}
