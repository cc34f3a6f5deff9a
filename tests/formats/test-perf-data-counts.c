/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-counts.h"

#include "support/perf-data-recording.h"

#define READ_ID 4
#define READ_GROUP 8
#define READ_LOST 16
#define SAMPLE_TYPE (1u << 0 | 1u << 1 | 1u << 2 | 1u << 4 | 1u << 6)

static void
test_counters_tell_what_was_counted_since (void)
{
  EmberPerfCounts counts;

  ember_perf_counts_init (&counts);
  g_assert_cmpuint (ember_perf_counts_take (&counts, 1, 0, 100), ==, 100);
  g_assert_cmpuint (ember_perf_counts_take (&counts, 2, 0, 30), ==, 30);
  g_assert_cmpuint (ember_perf_counts_take (&counts, 1, 7, 40), ==, 40);
  g_assert_cmpuint (ember_perf_counts_take (&counts, 1, 0, 150), ==, 50);
  g_assert_cmpuint (ember_perf_counts_take (&counts, 1, 7, 40), ==, 0);
  /* one that went back counts from there */
  g_assert_cmpuint (ember_perf_counts_take (&counts, 2, 0, 10), ==, 0);
  g_assert_cmpuint (ember_perf_counts_take (&counts, 2, 0, 11), ==, 1);
  ember_perf_counts_clear (&counts);
}

/* Two events, of which one is sampled and tells what both counted. */
static void
begin (PerfDataWriter *writer,
       bool is_big_endian,
       uint64_t flags,
       uint8_t read_format)
{
  perf_data_writer_init (writer, is_big_endian);
  perf_data_writer_add_attr (writer, 1, 0, 10, SAMPLE_TYPE, PERF_DATA_FLAGS | flags, 0, 41);
  perf_data_writer_add_attr (writer, 1, 2, 0, SAMPLE_TYPE, PERF_DATA_FLAGS | flags, 0, 42);
  for (uint32_t i = 0; i < 2; i++)
    writer->attrs->data[i * writer->attr_bytes + 32 + (is_big_endian ? 7 : 0)] = read_format;
}

/* @values: two of the one counter, two of the other: its value and its id */
static void
write_sample (PerfDataWriter *writer,
              uint64_t time_ns,
              uint32_t tid,
              const uint64_t *values,
              bool has_lost)
{
  perf_data_writer_begin (writer, 9, 1);
  perf_data_writer_u64 (writer, 0xffffffff81000000);
  perf_data_writer_u32 (writer, 1);
  perf_data_writer_u32 (writer, tid);
  perf_data_writer_u64 (writer, time_ns);
  perf_data_writer_u64 (writer, 41);
  perf_data_writer_u64 (writer, 2);
  for (int i = 0; i < 4; i++)
    {
      perf_data_writer_u64 (writer, values[i]);
      if (has_lost && i % 2 == 1)
        perf_data_writer_u64 (writer, 77);
    }
  perf_data_writer_end (writer);
}

/* Weights, times and events of all samples. */
static char *
read_writer (PerfDataWriter *writer,
             uint32_t n_notices_wanted)
{
  g_autoptr (GBytes) bytes = perf_data_writer_finish_file (writer);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = perf_data_recording_read (bytes, &error);
  uint32_t n;

  g_assert_no_error (error);
  ember_profile_get_notices (profile, &n);
  g_assert_cmpuint (n, ==, n_notices_wanted);
  perf_data_writer_clear (writer);
  return perf_data_recording_describe (profile);
}

#define STACK "[unknown]@[kernel.kallsyms]+ffffffff81000000\n"

static void
test_a_group_is_a_sample_of_each_event_that_counted (void)
{
  for (int variant = 0; variant < 4; variant++)
    {
      const bool has_lost = (variant & 2) != 0;
      PerfDataWriter writer;
      g_autofree char *text = NULL;

      begin (&writer, (variant & 1) != 0, 0, READ_ID | READ_GROUP | (has_lost ? READ_LOST : 0));
      write_sample (&writer, 1000, 2, (const uint64_t[]){ 100, 41, 7, 42 }, has_lost);
      write_sample (&writer, 2000, 3, (const uint64_t[]){ 150, 41, 7, 42 }, has_lost);
      text = read_writer (&writer, 0);
      g_assert_cmpstr (text, ==, "1000 :2 1/2 -1 100 cpu-clock: " STACK "2000 :3 1/3 -1 50 cpu-clock: " STACK "1000 :2 1/2 -1 7 page-faults: " STACK);
    }
}

static void
test_threads_that_inherit_have_counters_of_their_own (void)
{
  PerfDataWriter writer;
  g_autofree char *text = NULL;

  begin (&writer, false, 1 << 1, READ_ID | READ_GROUP);
  write_sample (&writer, 1000, 2, (const uint64_t[]){ 100, 41, 0, 42 }, false);
  write_sample (&writer, 2000, 3, (const uint64_t[]){ 150, 41, 0, 42 }, false);
  text = read_writer (&writer, 0);
  g_assert_cmpstr (text, ==, "1000 :2 1/2 -1 100 cpu-clock: " STACK "2000 :3 1/3 -1 150 cpu-clock: " STACK);
}

static void
test_counters_of_no_event_are_strangers (void)
{
  PerfDataWriter writer;
  g_autofree char *text = NULL;

  begin (&writer, false, 0, READ_ID | READ_GROUP);
  write_sample (&writer, 1000, 2, (const uint64_t[]){ 100, 41, 7, 43 }, false);
  text = read_writer (&writer, 1);
  g_assert_cmpstr (text, ==, "1000 :2 1/2 -1 100 cpu-clock: " STACK);
}

/* Nothing tells whose values they are. */
static void
test_a_group_without_ids_is_one_sample (void)
{
  PerfDataWriter writer;
  g_autofree char *text = NULL;

  begin (&writer, false, 0, READ_GROUP);
  write_sample (&writer, 1000, 2, (const uint64_t[]){ 100, 7, 0, 0 }, false);
  text = read_writer (&writer, 0);
  g_assert_cmpstr (text, ==, "1000 :2 1/2 -1 10 cpu-clock: " STACK);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/perf-data-counts/" name, function)
  ADD ("counters-tell-what-was-counted-since", test_counters_tell_what_was_counted_since);
  ADD ("a-group-is-a-sample-of-each-event-that-counted", test_a_group_is_a_sample_of_each_event_that_counted);
  ADD ("threads-that-inherit-have-counters-of-their-own", test_threads_that_inherit_have_counters_of_their_own);
  ADD ("counters-of-no-event-are-strangers", test_counters_of_no_event_are_strangers);
  ADD ("a-group-without-ids-is-one-sample", test_a_group_without_ids_is_one_sample);
#undef ADD
  return g_test_run ();
}
