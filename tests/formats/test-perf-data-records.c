/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "formats/perf-data-log.h"
#include "support/perf-data-recording.h"

#define RECORD_LOST 2
#define RECORD_COMM 3
#define RECORD_LOST_SAMPLES 13
#define RECORD_EVENT_UPDATE 78
#define MISC_LOST_BY_BPF (1u << 15)

static const uint64_t low_chain[] = { PERF_DATA_USER_LEVEL, 0x400100, 0 };

static EmberProfile *
read_bytes (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  EmberProfile *profile = perf_data_recording_read (bytes, &error);

  g_assert_no_error (error);
  return profile;
}

static EmberProfile *
read_writer (PerfDataWriter *writer)
{
  g_autoptr (GBytes) bytes = perf_data_writer_finish_file (writer);

  perf_data_writer_clear (writer);
  return read_bytes (bytes);
}

static void
assert_reads_as (PerfDataWriter *writer,
                 const char *wanted)
{
  g_autoptr (EmberProfile) profile = read_writer (writer);
  g_autofree char *text = perf_data_recording_describe (profile);

  g_assert_cmpstr (text, ==, wanted);
}

/* The one notice there is. */
static const EmberNotice *
get_notice (const EmberProfile *profile)
{
  uint32_t n;
  const EmberNotice *notices = ember_profile_get_notices (profile, &n);

  g_assert_cmpuint (n, ==, 1);
  return notices;
}

static void
write_losses (PerfDataWriter *writer,
              uint16_t misc)
{
  perf_data_recording_sample (writer, 1000, 5, 5, low_chain);
  perf_data_writer_begin (writer, RECORD_LOST_SAMPLES, misc);
  perf_data_writer_u64 (writer, 30);
  perf_data_recording_trailer (writer, 5000, 5, 5);
  perf_data_recording_sample (writer, 6000, 5, 5, low_chain);
  perf_data_writer_begin (writer, RECORD_LOST, misc);
  perf_data_writer_u64 (writer, 7);
  perf_data_writer_u64 (writer, 12);
  perf_data_recording_trailer (writer, 9000, 5, 5);
  perf_data_recording_sample (writer, 9500, 5, 5, low_chain);
}

/* The gaps are where the heat map has no data. */
static void
test_both_kinds_of_loss_are_gaps_and_are_counted (void)
{
  for (int is_big_endian = 0; is_big_endian < 2; is_big_endian++)
    {
      PerfDataWriter writer;
      g_autoptr (EmberProfile) profile = NULL;
      const EmberTimeRange *gaps;
      uint32_t n;

      perf_data_recording_begin (&writer, is_big_endian);
      write_losses (&writer, 0);
      profile = read_writer (&writer);
      gaps = ember_profile_get_gaps (profile, &n);
      g_assert_cmpuint (n, ==, 2);
      g_assert_true (ember_time_range_equal (gaps[0], (EmberTimeRange){ 1001, 5000 }));
      g_assert_true (ember_time_range_equal (gaps[1], (EmberTimeRange){ 6001, 9000 }));
      g_assert_cmpuint (get_notice (profile)->count, ==, 42);
    }
}

static void
test_what_a_filter_dropped_is_no_loss (void)
{
  PerfDataWriter writer;
  g_autoptr (EmberProfile) profile = NULL;
  uint32_t n;

  perf_data_recording_begin (&writer, false);
  write_losses (&writer, MISC_LOST_BY_BPF);
  profile = read_writer (&writer);
  ember_profile_get_gaps (profile, &n);
  g_assert_cmpuint (n, ==, 0);
  ember_profile_get_notices (profile, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* Records that change nothing that is shown, with bodies as kernels and perf write them. */
static void
test_records_of_other_things_are_stepped_over (void)
{
  static const struct
  {
    uint32_t type;
    uint32_t n_words; /* before the trailer */
    bool has_trailer;
  } records[] = {
    { 4, 3, true },    /* EXIT */
    { 5, 3, true },    /* THROTTLE */
    { 6, 3, true },    /* UNTHROTTLE */
    { 8, 4, true },    /* READ */
    { 11, 3, true },   /* AUX */
    { 12, 1, true },   /* ITRACE_START */
    { 14, 0, true },   /* SWITCH */
    { 15, 1, true },   /* SWITCH_CPU_WIDE */
    { 16, 16, true },  /* NAMESPACES */
    { 18, 3, true },   /* BPF_EVENT */
    { 19, 4, true },   /* CGROUP */
    { 20, 3, true },   /* TEXT_POKE */
    { 21, 1, true },   /* AUX_OUTPUT_HW_ID */
    { 68, 0, false },  /* FINISHED_ROUND */
    { 69, 5, false },  /* ID_INDEX */
    { 70, 40, false }, /* AUXTRACE_INFO */
    { 72, 6, false },  /* AUXTRACE_ERROR */
    { 73, 3, false },  /* THREAD_MAP */
    { 74, 2, false },  /* CPU_MAP */
    { 75, 2, false },  /* STAT_CONFIG */
    { 79, 3, false },  /* TIME_CONV */
    { 82, 0, false },  /* FINISHED_INIT */
    { 84, 9, false },  /* from the future */
  };
  PerfDataWriter writer;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_sample (&writer, 1000, 5, 5, low_chain);
  for (size_t i = 0; i < G_N_ELEMENTS (records); i++)
    {
      perf_data_writer_begin (&writer, records[i].type, 0);
      for (uint32_t word = 0; word < records[i].n_words; word++)
        perf_data_writer_u64 (&writer, 5);
      if (records[i].has_trailer)
        perf_data_recording_trailer (&writer, 1500, 5, 5);
      else
        perf_data_writer_end (&writer);
    }
  perf_data_recording_sample (&writer, 2000, 5, 5, low_chain);
  assert_reads_as (&writer, "1000 :5 5/5 3 1000 cycles: [unknown]@[unknown]+0\n"
                            "2000 :5 5/5 3 1000 cycles: [unknown]@[unknown]+0\n");
}

static void
write_update (PerfDataWriter *writer,
              uint64_t kind,
              uint64_t id,
              const char *text)
{
  perf_data_writer_begin (writer, RECORD_EVENT_UPDATE, 0);
  perf_data_writer_u64 (writer, kind);
  perf_data_writer_u64 (writer, id);
  perf_data_writer_text (writer, text);
  perf_data_writer_end (writer);
}

/* Units and scales come in the same record as names. */
static void
test_a_pipe_names_its_events (void)
{
  for (int is_big_endian = 0; is_big_endian < 2; is_big_endian++)
    {
      PerfDataWriter writer;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (EmberProfile) profile = NULL;
      g_autofree char *text = NULL;

      perf_data_recording_begin (&writer, is_big_endian);
      write_update (&writer, 2, 7, "probe:named");
      write_update (&writer, 0, 7, "Joules");
      write_update (&writer, 2, 99, "nobody's");
      perf_data_recording_sample (&writer, 1000, 5, 5, low_chain);
      bytes = perf_data_writer_finish_pipe (&writer);
      profile = read_bytes (bytes);
      text = perf_data_recording_describe (profile);
      g_assert_cmpstr (text, ==, "1000 :5 5/5 3 1000 probe:named: [unknown]@[unknown]+0\n");
      perf_data_writer_clear (&writer);
    }
}

/* Without an identifier at a fixed place, ids stand where what is recorded beside them lets them. */
static void
write_comm (PerfDataWriter *writer,
            uint64_t time_ns,
            uint64_t id,
            const char *comm,
            bool has_cpu)
{
  perf_data_writer_begin (writer, RECORD_COMM, 0);
  perf_data_writer_u32 (writer, 5);
  perf_data_writer_u32 (writer, 5);
  perf_data_writer_text (writer, comm);
  perf_data_writer_u32 (writer, 5);
  perf_data_writer_u32 (writer, 5);
  perf_data_writer_u64 (writer, time_ns);
  perf_data_writer_u64 (writer, id);
  perf_data_writer_u64 (writer, id + 100);
  if (has_cpu)
    perf_data_writer_u64 (writer, 3);
  perf_data_writer_end (writer);
}

static void
write_sample (PerfDataWriter *writer,
              uint64_t time_ns,
              uint64_t id,
              bool has_cpu)
{
  perf_data_writer_begin (writer, 9, 2);
  perf_data_writer_u64 (writer, 0x400100);
  perf_data_writer_u32 (writer, 5);
  perf_data_writer_u32 (writer, 5);
  perf_data_writer_u64 (writer, time_ns);
  perf_data_writer_u64 (writer, 0xadd7e55);
  perf_data_writer_u64 (writer, id);
  perf_data_writer_u64 (writer, id + 100);
  if (has_cpu)
    {
      perf_data_writer_u32 (writer, 3);
      perf_data_writer_u32 (writer, 0);
    }
  perf_data_writer_end (writer);
}

static void
test_ids_are_found_where_the_fields_beside_them_put_them (void)
{
  const uint64_t type = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 3 | 1 << 6 | 1 << 9;

  for (int variant = 0; variant < 4; variant++)
    {
      const bool has_cpu = (variant & 1) != 0;
      g_autofree char *wanted = g_strdup_printf ("1000 :5 5/5 %d 10 cycles: [unknown]@[unknown]+0\n"
                                                 "2000 early 5/5 %d 11 instructions: [unknown]@[unknown]+0\n"
                                                 "4000 late 5/5 %d 11 instructions: [unknown]@[unknown]+0\n",
                                                 has_cpu ? 3 : -1, has_cpu ? 3 : -1, has_cpu ? 3 : -1);
      PerfDataWriter writer;

      perf_data_writer_init (&writer, (variant & 2) != 0);
      perf_data_writer_add_attr (&writer, 0, 0, 10, type | (has_cpu ? 1 << 7 : 0), PERF_DATA_FLAGS, 0, 41);
      perf_data_writer_add_attr (&writer, 0, 1, 11, type | (has_cpu ? 1 << 7 : 0), PERF_DATA_FLAGS, 0, 42);
      write_comm (&writer, 3000, 42, "late", has_cpu);
      write_comm (&writer, 1500, 41, "early", has_cpu);
      write_sample (&writer, 4000, 42, has_cpu);
      write_sample (&writer, 2000, 42, has_cpu);
      write_sample (&writer, 1000, 41, has_cpu);
      assert_reads_as (&writer, wanted);
    }
}

/* Each is told with where it is, and what comes behind it is read. */
static void
test_records_that_are_too_short_are_counted (void)
{
  static const uint32_t types[] = { 1, 2, 3, 7, 9, 10, 13, 17 };
  PerfDataWriter writer;
  g_autoptr (EmberProfile) profile = NULL;
  g_autofree char *text = NULL;
  g_autofree char *place = NULL;
  size_t position = 0;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_sample (&writer, 1000, 5, 5, low_chain);
  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    {
      perf_data_writer_begin (&writer, types[i], 0);
      position = i == 0 ? writer.record_position : position;
      perf_data_writer_u32 (&writer, 5);
      perf_data_writer_end (&writer);
    }
  perf_data_recording_sample (&writer, 2000, 5, 5, low_chain);
  place = g_strdup_printf ("%u damaged records were skipped; the first is at byte %" G_GSIZE_FORMAT, (guint) G_N_ELEMENTS (types),
                           104 + 8 + writer.attr_bytes + 16 + position);
  profile = read_writer (&writer);
  text = perf_data_recording_describe (profile);
  g_assert_cmpstr (text, ==, "1000 :5 5/5 3 1000 cycles: [unknown]@[unknown]+0\n"
                             "2000 :5 5/5 3 1000 cycles: [unknown]@[unknown]+0\n");
  g_assert_cmpuint (get_notice (profile)->count, ==, G_N_ELEMENTS (types));
  g_assert_cmpstr (get_notice (profile)->text, ==, place);
}

/* What perf record --off-cpu found comes at the end, with times of its own that sort last. */
static void
test_sums_of_waits_do_not_stretch_the_axis (void)
{
  for (int is_big_endian = 0; is_big_endian < 2; is_big_endian++)
    {
      PerfDataWriter writer;
      g_autoptr (EmberProfile) profile = NULL;

      perf_data_recording_begin (&writer, is_big_endian);
      perf_data_recording_sample (&writer, 1000, 5, 5, low_chain);
      perf_data_recording_sample (&writer, 6000, 5, 5, low_chain);
      for (uint64_t i = 0; i < 3; i++)
        perf_data_recording_sample (&writer, (UINT64_MAX << 32) + i, 6, 6, low_chain);
      profile = read_writer (&writer);
      g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 2);
      g_assert_cmpint (ember_profile_get_range (profile).end_ns, ==, 6001);
      g_assert_cmpuint (get_notice (profile)->count, ==, 3);
      g_assert_nonnull (strstr (get_notice (profile)->text, "--off-cpu"));
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/perf-data-records/" name, function)
  ADD ("both-kinds-of-loss-are-gaps-and-are-counted", test_both_kinds_of_loss_are_gaps_and_are_counted);
  ADD ("what-a-filter-dropped-is-no-loss", test_what_a_filter_dropped_is_no_loss);
  ADD ("records-of-other-things-are-stepped-over", test_records_of_other_things_are_stepped_over);
  ADD ("a-pipe-names-its-events", test_a_pipe_names_its_events);
  ADD ("ids-are-found-where-the-fields-beside-them-put-them", test_ids_are_found_where_the_fields_beside_them_put_them);
  ADD ("sums-of-waits-do-not-stretch-the-axis", test_sums_of_waits_do_not_stretch_the_axis);
  ADD ("records-that-are-too-short-are-counted", test_records_that_are_too_short_are_counted);
#undef ADD
  return g_test_run ();
}
