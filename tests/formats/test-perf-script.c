/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script.h"

#include <string.h>

#include "support/compress.h"
#include "support/read-text.h"
#include "support/script-text.h"

/* Reads @text in chunks of about @chunk_bytes with @n_threads. */
static EmberProfile *
read_cut (const char *text,
          size_t chunk_bytes,
          uint32_t n_threads,
          GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, (gssize) strlen (text), NULL);
  g_autoptr (EmberInput) input = ember_input_new (stream, -1, NULL, NULL);
  const EmberReading reading = { .input = input, .options = { .n_threads = n_threads } };

  return ember_perf_script_read (&reading, chunk_bytes, error);
}

static char *
dump_of (const char *text,
         size_t chunk_bytes,
         uint32_t n_threads,
         const ScriptStyle *style)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = read_cut (text, chunk_bytes, n_threads, &error);

  g_assert_no_error (error);
  return script_text_dump (profile, style);
}

/* Without a time stamp, a line that begins with '#' is a comment. */
static void
avoid_comments (char *text)
{
  for (char *at = text; (at = strstr (at, "#hash")) != NULL;)
    *at = 'x';
}

/* Reads one recording in two styles; what both have must be the same. */
static void
assert_same_samples (const ScriptStyle *a,
                     const ScriptStyle *b,
                     const ScriptStyle *common)
{
  for (uint32_t seed = 1; seed < 6; seed++)
    {
      g_autofree char *text_a = script_text_new (seed, 400, a);
      g_autofree char *text_b = script_text_new (seed, 400, b);
      g_autofree char *dump_a = NULL;
      g_autofree char *dump_b = NULL;

      if (!common->has_time)
        {
          avoid_comments (text_a);
          avoid_comments (text_b);
        }
      dump_a = dump_of (text_a, 1 << 20, 1, common);
      dump_b = dump_of (text_b, 1 << 20, 1, common);
      script_text_assert_equal (dump_a, dump_b);
    }
}

static void
test_each_field_can_be_left_out (void)
{
  const ScriptStyle full = SCRIPT_STYLE_DEFAULT;
  ScriptStyle style;

  style = full, style.has_cpu = false;
  assert_same_samples (&full, &style, &style);
  style = full, style.has_period = false;
  assert_same_samples (&full, &style, &style);
  style = full, style.has_offsets = false;
  assert_same_samples (&full, &style, &style);
  style = full, style.has_modules = style.has_offsets = false;
  assert_same_samples (&full, &style, &style);
}

static void
test_more_can_be_printed (void)
{
  const ScriptStyle full = SCRIPT_STYLE_DEFAULT;
  ScriptStyle style;

  style = full, style.has_pid = true;
  assert_same_samples (&full, &style, &full);
  style = full, style.has_ns = true;
  assert_same_samples (&full, &style, &full);
  style = full, style.has_comments = true;
  assert_same_samples (&full, &style, &full);
  style = full, style.has_records = true;
  assert_same_samples (&full, &style, &full);
  style = full, style.has_source_lines = true;
  assert_same_samples (&full, &style, &full);
  style = full, style.has_crlf = true;
  assert_same_samples (&full, &style, &full);
  style = full, style.lacks_blank_lines = true;
  assert_same_samples (&full, &style, &full);
}

static void
test_the_leaf_can_stand_on_the_header_line (void)
{
  const ScriptStyle full = SCRIPT_STYLE_DEFAULT;
  ScriptStyle style = full;

  style.has_chain = false;
  /* A long event name makes no difference; idle leaves do, so tables split alike. */
  assert_same_samples (&full, &style, &style);
}

/* Without times samples stand in the order of the file, all in one event. */
static void
test_times_and_events_can_be_left_out (void)
{
  ScriptStyle full = SCRIPT_STYLE_DEFAULT;
  ScriptStyle style = full;
  ScriptStyle common = full;

  style.has_event = common.has_event = false;
  for (uint32_t seed = 1; seed < 6; seed++)
    {
      g_autofree char *text = script_text_new (seed, 300, &style);
      g_autoptr (GError) error = NULL;
      g_autoptr (EmberProfile) profile = read_cut (text, 1 << 20, 1, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 300);
      g_assert_cmpstr (read_text_get_notice (profile), ==, "");
    }
  style = full, style.has_time = false;
  common = style;
  assert_same_samples (&full, &style, &common);
}

static void
test_any_chunk_border_gives_the_same (void)
{
  static const size_t chunk_sizes[] = { 1, 64, 100, 1000, 4096, 65536 };
  ScriptStyle styles[5];

  for (size_t i = 0; i < G_N_ELEMENTS (styles); i++)
    styles[i] = SCRIPT_STYLE_DEFAULT;
  styles[1].has_chain = false;
  styles[2].has_crlf = styles[2].has_pid = styles[2].has_source_lines = true;
  styles[3].lacks_blank_lines = styles[3].has_records = true;
  styles[4].has_time = false;
  for (size_t i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      g_autofree char *text = script_text_new (11 + (uint32_t) i, 300, &styles[i]);
      g_autofree char *whole = dump_of (text, 1 << 20, 1, &styles[i]);

      for (size_t j = 0; j < G_N_ELEMENTS (chunk_sizes); j++)
        for (uint32_t n_threads = 1; n_threads <= 4; n_threads += 3)
          {
            g_autofree char *cut = dump_of (text, chunk_sizes[j], n_threads, &styles[i]);

            script_text_assert_equal (cut, whole);
          }
    }
}

static char *
damage_lines (const char *text,
              uint32_t seed)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  const guint n = g_strv_length (lines);

  for (int i = 0; i < 10; i++)
    {
      char **line = &lines[g_rand_int_range (rand, (gint32) n / 2, (gint32) n)];

      g_free (*line);
      *line = g_strdup (i % 2 == 0 ? "garbage" : "\t(garbage");
    }
  return g_strjoinv ("\n", lines);
}

static void
test_damage_is_found_in_the_same_line_wherever_chunks_end (void)
{
  const ScriptStyle style = SCRIPT_STYLE_DEFAULT;

  for (uint32_t seed = 1; seed < 6; seed++)
    {
      g_autofree char *sound = script_text_new (seed, 300, &style);
      g_autofree char *text = damage_lines (sound, seed);
      g_autoptr (GError) error = NULL;
      g_autoptr (EmberProfile) whole = read_cut (text, 1 << 20, 1, &error);
      const char *notice = read_text_get_notice (whole);

      g_assert_true (g_str_has_prefix (notice, "Skipped "));
      for (size_t chunk_bytes = 1; chunk_bytes < 100000; chunk_bytes *= 9)
        {
          g_autoptr (EmberProfile) cut = read_cut (text, chunk_bytes, seed % 2 == 0 ? 1 : 4, &error);

          g_assert_cmpstr (read_text_get_notice (cut), ==, notice);
          g_assert_cmpuint (ember_profile_get_n_samples (cut), ==, ember_profile_get_n_samples (whole));
        }
    }
}

/* The long line is a frame, a header or on its own; the record around it may be longer than what is
 * kept of one. */
static void
test_a_long_line_is_one_skipped_record (void)
{
  static const struct
  {
    const char *before; /* its record, up to the long line */
    const char *notice;
  } cases[] = {
    { "b 1 2.000000: cycles: \n\t10 main (/bin/b)\n\t20 ", "Skipped 1 damaged record, in line 6: the line is longer than 1 MiB" },
    { "", "Skipped 1 damaged record, in line 4: the line is longer than 1 MiB" },
    { "# ", "Skipped 1 damaged record, in line 4: the line is longer than 1 MiB" },
  };
  static const size_t lengths[] = { (1 << 20) + 1, 7 << 20, 9 << 20, 20 << 20 };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (lengths); j++)
      {
        GString *text = g_string_new ("a 1 1.000000: cycles: \n\t10 main (/bin/a)\n\n");
        g_autoptr (GError) error = NULL;
        g_autoptr (EmberProfile) profile = NULL;

        g_string_append (text, cases[i].before);
        g_string_set_size (text, text->len + lengths[j]);
        memset (text->str + text->len - lengths[j], 'x', lengths[j]);
        g_string_append (text, "\n\t30 start (/bin/b)\n\nc 1 3.000000: cycles: \n\t10 main (/bin/c)\n\n");
        profile = read_cut (text->str, 1 << 20, 2, &error);
        g_assert_no_error (error);
        g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 2);
        g_assert_cmpstr (read_text_get_notice (profile), ==, cases[i].notice);
        g_string_free (text, TRUE);
      }
}

/* Nine megabytes of frames, none of which is long. */
static void
test_a_long_record_is_skipped (void)
{
  GString *text = g_string_new ("a 1 1.000000: cycles: \n\t10 main (/bin/a)\n\nb 1 2.000000: cycles: \n");
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = NULL;

  while (text->len < 9 << 20)
    g_string_append (text, "\t10 main (/bin/b)\n");
  g_string_append (text, "\nc 1 3.000000: cycles: \n\t10 main (/bin/c)\n\n");
  profile = read_cut (text->str, 1 << 20, 2, &error);
  g_string_free (text, TRUE);
  g_assert_no_error (error);
  g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 2);
  g_assert_cmpstr (read_text_get_notice (profile), ==, "Skipped 1 damaged record, in line 4: the record is longer than 8 MiB");
}

static void
test_compressed_text_is_the_same (void)
{
  const ScriptStyle style = SCRIPT_STYLE_DEFAULT;
  g_autofree char *text = script_text_new (3, 2000, &style);
  g_autofree char *plain = dump_of (text, 1 << 20, 1, &style);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) zipped = compress_gzip (bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = read_text (g_bytes_get_data (zipped, NULL), (gssize) g_bytes_get_size (zipped), &error);
  g_autofree char *dump = script_text_dump (profile, &style);

  script_text_assert_equal (dump, plain);
}

static void
test_a_cut_gzip_file_keeps_what_came (void)
{
  const ScriptStyle style = SCRIPT_STYLE_DEFAULT;
  g_autofree char *text = script_text_new (3, 2000, &style);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) zipped = compress_gzip (bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = read_text (g_bytes_get_data (zipped, NULL), (gssize) g_bytes_get_size (zipped) / 2, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ember_profile_get_n_samples (profile), >, 500);
  g_assert_cmpstr (read_text_get_notice (profile), ==, "The gzip data is cut off: its end is missing; what was read before it is shown");
}

/* A stream that stops the reading after some megabytes. */
static void
test_stopping_keeps_what_came (void)
{
  const ScriptStyle style = SCRIPT_STYLE_DEFAULT;
  g_autofree char *text = script_text_new (3, 20000, &style);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, (gssize) strlen (text), NULL);
  g_autoptr (EmberProgress) progress = ember_progress_new ();
  g_autoptr (EmberInput) input = ember_input_new (stream, -1, progress, NULL);
  const EmberReading reading = { .input = input, .progress = progress, .options = { .n_threads = 1 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = NULL;
  size_t n;

  ember_input_peek (input, 1000, &n, &error);
  ember_progress_stop (progress);
  profile = ember_perf_script_read (&reading, 1 << 20, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ember_profile_get_n_samples (profile), >, 10);
  g_assert_cmpuint (ember_profile_get_n_samples (profile), <, 5000);
  g_assert_cmpstr (read_text_get_notice (profile), ==, "Reading was stopped before the end");
}

static void
test_progress_counts_samples_that_are_not_idle (void)
{
  static const char text[] =
      "swapper     0 [000]     1.000000: cycles: \n\tffff default_idle ([kernel.kallsyms])\n\n"
      "swapper     0 [000]     1.500000: cycles: \n\tffff irq ([kernel.kallsyms])\n\tffff default_idle ([kernel.kallsyms])\n\n"
      "swapper     0 [000]     2.000000: cycles: \n\n"
      "swapper     0 [000]     2.100000: cycles: \n\tffff default_idle ([kernel.kallsyms])\n\n"
      "node     7 [000]     3.000000: cycles: \n\tffff default_idle ([kernel.kallsyms])\n\n";
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, sizeof text - 1, NULL);
  g_autoptr (EmberProgress) progress = ember_progress_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = ember_format_read (stream, sizeof text - 1, NULL, progress, NULL, &error);
  EmberPreview preview = { 0 };
  uint64_t sum = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 5);
  ember_progress_get_preview (progress, &preview);
  g_assert_cmpint (preview.first_second, ==, 1);
  g_assert_cmpuint (preview.n_seconds, ==, 3);
  for (size_t i = 0; i < 150; i++)
    sum += preview.counts[i];
  g_assert_cmpuint (sum, ==, 2);
  g_assert_cmpuint (ember_progress_get_state (progress).n_samples, ==, 5);
  ember_preview_clear (&preview);
}

static void
test_comments_become_facts (void)
{
  ScriptStyle style = SCRIPT_STYLE_DEFAULT;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = NULL;
  uint32_t n_facts;
  const EmberFact *facts;

  style.has_comments = true;
  text = script_text_new (3, 10, &style);
  profile = read_text (text, -1, &error);
  facts = ember_profile_get_facts (profile, &n_facts);
  g_assert_cmpuint (n_facts, ==, 3);
  g_assert_cmpstr (facts[0].key, ==, "captured on");
  g_assert_cmpstr (facts[0].value, ==, "Thu Jul  9 17:14:37 2015");
  g_assert_cmpstr (facts[1].key, ==, "hostname");
  g_assert_cmpstr (facts[1].value, ==, "box");
  g_assert_cmpstr (facts[2].key, ==, "cmdline");
  g_assert_cmpstr (facts[2].value, ==, "perf record -a");
}

static void
test_rates_of_events_are_kept (void)
{
  static const char text[] =
      "# ========\n"
      "# event : name = cycles:P, , id = { 7 }, type = 0, { sample_period, sample_freq } = 4999, read_format = ID, freq = 1, \n"
      "# event : name = faults, , id = { 8 }, { sample_period, sample_freq } = 1, inherit = 1\n"
      "# event : name = dummy:HG, , id = { 9 }, { sample_period, sample_freq } = 4999, freq = 1, \n"
      "# event : name = broken, , { sample_period, sample_freq } = \n"
      "# event : name = \n"
      "# event : { sample_period, sample_freq } = 3\n"
      "# ========\n"
      "a 1 1.000000: cycles:P: \n\t10 main (/bin/a)\n\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = read_text (text, -1, &error);
  uint32_t n_facts;
  const EmberFact *facts = ember_profile_get_facts (profile, &n_facts);

  g_assert_cmpuint (n_facts, ==, 2);
  g_assert_cmpstr (facts[0].key, ==, "sample frequency of cycles:P");
  g_assert_cmpstr (facts[0].value, ==, "4999");
  g_assert_cmpstr (facts[1].key, ==, "sample period of faults");
  g_assert_cmpstr (facts[1].value, ==, "1");
}

static void
test_frames_without_symbols_can_keep_their_address (void)
{
  static const char text[] =
      "a 1 1.000000: cycles: \n\t10 [unknown] (/bin/a)\n\n"
      "a 1 1.000001: cycles: \n\t20 [unknown] (/bin/a)\n\n"
      "a 1 1.000002: cycles: \n\t20 [unknown] (/bin/a)\n\n"
      "a 1 1.000003: cycles: \n\t30 main (/bin/a)\n\n"
      "a 1 1.000004: cycles: \n\t40 main (/bin/a)\n\n";

  for (int keep = 0; keep < 2; keep++)
    {
      const EmberReadOptions options = { .keep_addresses = keep };
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, sizeof text - 1, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (EmberProfile) profile = ember_format_read (stream, sizeof text - 1, &options, NULL, NULL, &error);

      /* The root, the comm, main, and one or two that are unknown. */
      g_assert_cmpuint (ember_stacks_get_n (ember_profile_get_stacks (profile)), ==, 4 + keep);
    }
}

/* Threads that take turns, so that each waits while the others run; the chunks of many threads must
 * fit together again. */
static void
test_switches_are_waits_however_the_text_is_cut (void)
{
  GString *text = g_string_new (NULL);
  g_autofree char *whole = NULL;

  for (int i = 0; i < 300; i++)
    g_string_append_printf (text, "t%d %d [000] 1.%06d: sched:sched_switch: prev_comm=t%d prev_pid=%d prev_prio=120 prev_state=S ==> next_comm=x next_pid=%d next_prio=120\n"
                                  "\tffffffff81000100 schedule+0x20 ([kernel.kallsyms])\n"
                                  "\t400100 step%d+0x1 (/bin/a)\n\n"
                                  "cook 99 [001] 1.%06d: 250000 cpu-clock:\n\t500100 stir+0x1 (/bin/b)\n\n",
                            i % 3 + 1, i % 3 + 1, i * 10, i % 3 + 1, i % 3 + 1, (i + 1) % 3 + 1, i, i * 10 + 5);
  for (size_t chunk_bytes = text->len + 1; chunk_bytes > 100; chunk_bytes /= 3)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EmberProfile) profile = read_cut (text->str, chunk_bytes, 3, &error);
      g_autofree char *dump = NULL;
      uint32_t n;
      const EmberEvent *events;

      g_assert_no_error (error);
      events = ember_profile_get_events (profile, &n);
      g_assert_cmpuint (n, ==, 3);
      g_assert_cmpstr (ember_strings_get (ember_profile_get_strings (profile), events[2].name), ==, "off-CPU");
      g_assert_cmpuint (events[2].n_samples, ==, 298);
      dump = script_text_dump (profile, &SCRIPT_STYLE_DEFAULT);
      if (whole == NULL)
        whole = g_steal_pointer (&dump);
      else
        script_text_assert_equal (dump, whole);
    }
  g_assert_nonnull (strstr (whole, "1000020000 3 [0] 20000 off-CPU t3;step2;schedule\n"));
  g_string_free (text, TRUE);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perf-script/each-field-can-be-left-out", test_each_field_can_be_left_out);
  g_test_add_func ("/perf-script/more-can-be-printed", test_more_can_be_printed);
  g_test_add_func ("/perf-script/the-leaf-can-stand-on-the-header-line", test_the_leaf_can_stand_on_the_header_line);
  g_test_add_func ("/perf-script/times-and-events-can-be-left-out", test_times_and_events_can_be_left_out);
  g_test_add_func ("/perf-script/any-chunk-border-gives-the-same", test_any_chunk_border_gives_the_same);
  g_test_add_func ("/perf-script/damage-is-found-in-the-same-line-wherever-chunks-end",
                   test_damage_is_found_in_the_same_line_wherever_chunks_end);
  g_test_add_func ("/perf-script/a-long-line-is-one-skipped-record", test_a_long_line_is_one_skipped_record);
  g_test_add_func ("/perf-script/a-long-record-is-skipped", test_a_long_record_is_skipped);
  g_test_add_func ("/perf-script/compressed-text-is-the-same", test_compressed_text_is_the_same);
  g_test_add_func ("/perf-script/a-cut-gzip-file-keeps-what-came", test_a_cut_gzip_file_keeps_what_came);
  g_test_add_func ("/perf-script/stopping-keeps-what-came", test_stopping_keeps_what_came);
  g_test_add_func ("/perf-script/progress-counts-samples-that-are-not-idle", test_progress_counts_samples_that_are_not_idle);
  g_test_add_func ("/perf-script/comments-become-facts", test_comments_become_facts);
  g_test_add_func ("/perf-script/rates-of-events-are-kept", test_rates_of_events_are_kept);
  g_test_add_func ("/perf-script/switches-are-waits-however-the-text-is-cut", test_switches_are_waits_however_the_text_is_cut);
  g_test_add_func ("/perf-script/frames-without-symbols-can-keep-their-address", test_frames_without_symbols_can_keep_their_address);
  return g_test_run ();
}
