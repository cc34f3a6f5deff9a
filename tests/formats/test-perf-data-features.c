/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-features.h"

#include <string.h>

#include "support/perf-data-recording.h"

#define CLOCK_DATA 29
#define USE_CLOCKID (UINT64_C (1) << 25)
#define SAMPLE_NS UINT64_C (2080000000000)

static const uint64_t chain[] = { PERF_DATA_USER_LEVEL, 0x400500, 0 };

static void
add_clock_data (PerfDataWriter *writer,
                uint32_t version,
                uint64_t wall_clock_ns,
                uint64_t clock_ns)
{
  perf_data_writer_begin (writer, 0, 0);
  perf_data_writer_u32 (writer, version);
  perf_data_writer_u32 (writer, 1);
  perf_data_writer_u64 (writer, wall_clock_ns);
  perf_data_writer_u64 (writer, clock_ns);
  perf_data_writer_end_feature (writer, CLOCK_DATA);
}

/* Reads what was written as a file or as a pipe, and clears it. */
static EmberProfile *
read_and_clear (PerfDataWriter *writer,
                bool is_pipe)
{
  g_autoptr (GBytes) bytes = is_pipe ? perf_data_writer_finish_pipe (writer) : perf_data_writer_finish_file (writer);
  g_autoptr (GError) error = NULL;
  EmberProfile *profile = perf_data_recording_read (bytes, &error);

  g_assert_no_error (error);
  perf_data_writer_clear (writer);
  return profile;
}

static const char *
find_fact (const EmberProfile *profile,
           const char *key)
{
  uint32_t n;
  const EmberFact *facts = ember_profile_get_facts (profile, &n);

  for (uint32_t i = 0; i < n; i++)
    if (g_str_equal (facts[i].key, key))
      return facts[i].value;
  return NULL;
}

static void
test_clock_data_tells_the_time_of_day (void)
{
  for (int way = 0; way < 4; way++)
    {
      PerfDataWriter writer;
      g_autoptr (EmberProfile) profile = NULL;
      int64_t offset_ns;

      perf_data_recording_begin (&writer, way & 1);
      perf_data_recording_sample (&writer, SAMPLE_NS, 1, 1, chain);
      add_clock_data (&writer, 1, UINT64_C (1795548983976557000), SAMPLE_NS - 5);
      profile = read_and_clear (&writer, way & 2);
      g_assert_true (ember_profile_get_wall_clock_offset (profile, &offset_ns));
      g_assert_cmpint (offset_ns, ==, INT64_C (1795548983976557000) - (int64_t) SAMPLE_NS + 5);
      g_assert_cmpstr (find_fact (profile, "clockid"), ==, "monotonic (1)");
    }
}

static void
test_impossible_clock_data_is_left_out (void)
{
  static const uint64_t rows[][3] = {
    { 2, 1000, SAMPLE_NS },
    { 1, UINT64_MAX, SAMPLE_NS },
    { 1, 1000, UINT64_MAX },
    { 1, UINT64_C (1) << 62, 1 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PerfDataWriter writer;
      g_autoptr (EmberProfile) profile = NULL;
      int64_t offset_ns;

      perf_data_recording_begin (&writer, false);
      perf_data_recording_sample (&writer, SAMPLE_NS, 1, 1, chain);
      add_clock_data (&writer, (uint32_t) rows[i][0], rows[i][1], rows[i][2]);
      profile = read_and_clear (&writer, false);
      g_assert_false (ember_profile_get_wall_clock_offset (profile, &offset_ns));
    }
}

static void
test_times_of_the_day_need_no_reference (void)
{
  static const int32_t clockids[] = { 0, 1 };

  for (size_t i = 0; i < G_N_ELEMENTS (clockids); i++)
    {
      PerfDataWriter writer;
      g_autoptr (EmberProfile) profile = NULL;
      int64_t offset_ns;

      perf_data_writer_init (&writer, false);
      perf_data_writer_add_attr (&writer, 0, 0, 1000, PERF_DATA_SAMPLE_TYPE, PERF_DATA_FLAGS | USE_CLOCKID, 0, 7);
      memcpy (writer.attrs->data + 92, &clockids[i], sizeof clockids[i]);
      perf_data_recording_sample (&writer, SAMPLE_NS, 1, 1, chain);
      profile = read_and_clear (&writer, false);
      g_assert_cmpint (ember_profile_get_wall_clock_offset (profile, &offset_ns), ==, clockids[i] == 0);
      g_assert_cmpint (offset_ns, ==, 0);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perf-data-features/clock-data-tells-the-time-of-day", test_clock_data_tells_the_time_of_day);
  g_test_add_func ("/perf-data-features/impossible-clock-data-is-left-out", test_impossible_clock_data_is_left_out);
  g_test_add_func ("/perf-data-features/times-of-the-day-need-no-reference", test_times_of_the_day_need_no_reference);
  return g_test_run ();
}
