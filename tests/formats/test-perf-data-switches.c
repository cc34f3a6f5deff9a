/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-switches.h"

#include <string.h>

#include "profile/event-choice.h"
#include "support/compress.h"
#include "support/perf-data-recording.h"

#define SWITCH 14
#define SWITCH_CPU_WIDE 15
#define MISC_OUT (1u << 13)

static const uint64_t chain[] = { PERF_DATA_KERNEL_LEVEL, 0xffffffff81000100, PERF_DATA_USER_LEVEL, 0x400100, 0 };

#define STACK "[unknown]@[unknown]+0;[unknown]@[kernel.kallsyms]+ffffffff81000100\n"

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
  g_autoptr (GBytes) bytes = NULL;

  perf_data_recording_end_switches (writer);
  bytes = perf_data_writer_finish_file (writer);
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
fill (PerfDataWriter *writer,
      bool is_big_endian)
{
  perf_data_recording_begin_switches (writer, is_big_endian);
  perf_data_recording_switch (writer, 1000, 5, 5, 0, chain);
  perf_data_recording_switch (writer, 1700, 0, 0, 5, chain);
  perf_data_recording_switch (writer, 2000, 5, 5, 6, chain);
  perf_data_recording_end_switches (writer);
}

static const char filled[] = "1000 :5 5/5 3 1 sched:sched_switch: " STACK
                             "1700 swapper 0/0 3 1 sched:sched_switch: " STACK
                             "2000 :5 5/5 3 1 sched:sched_switch: " STACK
                             "1000 :5 5/5 3 700 off-CPU: " STACK;

static void
test_waits_are_an_event_beside_the_switches (void)
{
  PerfDataWriter writer;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EmberProfile) profile = NULL;
  g_autofree char *text = NULL;
  const EmberEvent *events;
  uint32_t n;

  fill (&writer, false);
  bytes = perf_data_writer_finish_file (&writer);
  profile = read_bytes (bytes);
  text = perf_data_recording_describe (profile);
  g_assert_cmpstr (text, ==, filled);
  events = ember_profile_get_events (profile, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_false (events[0].is_span);
  g_assert_true (events[1].is_span);
  g_assert_cmpuint (events[1].n_samples, ==, 1);
  g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 3);
  g_assert_cmpstr (find_fact (profile, "waits without an end"), ==, "1");
  ember_profile_get_notices (profile, &n);
  g_assert_cmpuint (n, ==, 0);
  perf_data_writer_clear (&writer);
}

/* What is worked out of other samples must not count beside them. */
static void
test_all_events_are_those_that_were_recorded (void)
{
  PerfDataWriter writer;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberEventChoice) all = NULL;
  g_autoptr (EmberEventChoice) waits = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberTableSet) spans = NULL;

  fill (&writer, false);
  bytes = perf_data_writer_finish_file (&writer);
  profile = read_bytes (bytes);
  all = ember_event_choice_find (profile, "all");
  g_assert_cmpuint (all->n_events, ==, 1);
  g_assert_cmpuint (all->n_samples, ==, 3);
  waits = ember_event_choice_find (profile, "off-CPU");
  g_assert_cmpuint (waits->n_samples, ==, 1);
  set = ember_table_set_new (profile, NULL, 0, true);
  g_assert_cmpuint (ember_table_set_count (set, EMBER_TIME_RANGE_ALL), ==, 3);
  g_assert_false (ember_table_set_is_span (set));
  spans = ember_table_set_new (profile, waits->events, waits->n_events, true);
  g_assert_true (ember_table_set_is_span (spans));
  perf_data_writer_clear (&writer);
}

static void
test_all_ways_of_writing_hold_the_same_waits (void)
{
  for (int variant = 0; variant < 8; variant++)
    {
      PerfDataWriter writer;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (EmberProfile) profile = NULL;
      g_autofree char *text = NULL;

      fill (&writer, (variant & 1) != 0);
      if (variant & 4)
        perf_data_writer_compress (&writer, true, 100);
      bytes = variant & 2 ? perf_data_writer_finish_pipe (&writer) : perf_data_writer_finish_file (&writer);
      profile = read_bytes (bytes);
      text = perf_data_recording_describe (profile);
      g_assert_cmpstr (text, ==, filled);
      perf_data_writer_clear (&writer);
    }
}

static void
write_record (PerfDataWriter *writer,
              uint32_t type,
              uint16_t misc,
              uint64_t time_ns,
              int32_t tid)
{
  perf_data_writer_begin (writer, type, misc);
  if (type == SWITCH_CPU_WIDE)
    perf_data_writer_u64 (writer, 0);
  perf_data_recording_trailer (writer, time_ns, tid, tid);
}

/* The recording of one program sees nobody switch to it; records tell. */
static void
test_switch_records_end_waits (void)
{
  PerfDataWriter writer;

  perf_data_recording_begin_switches (&writer, false);
  perf_data_recording_switch (&writer, 1000, 5, 4005, 4009, chain);
  write_record (&writer, SWITCH, MISC_OUT, 1010, 5);
  write_record (&writer, SWITCH, 0, 3000, 5);
  perf_data_recording_switch (&writer, 4000, 5, 4005, 0, chain);
  write_record (&writer, SWITCH_CPU_WIDE, MISC_OUT, 4010, 5);
  write_record (&writer, SWITCH_CPU_WIDE, 0, 9000, 5);
  assert_reads_as (&writer, "1000 :5 5/5 3 1 sched:sched_switch: " STACK
                            "4000 :5 5/5 3 1 sched:sched_switch: " STACK
                            "1000 :5 5/5 3 2000 off-CPU: " STACK
                            "4000 :5 5/5 3 5000 off-CPU: " STACK);
}

static void
test_missing_ends_are_told_with_what_helps (void)
{
  PerfDataWriter writer;
  g_autoptr (EmberProfile) profile = NULL;
  const EmberNotice *notices;
  uint32_t n;

  perf_data_recording_begin_switches (&writer, false);
  perf_data_recording_switch (&writer, 1000, 5, 5, 9, chain);
  perf_data_recording_switch (&writer, 2000, 5, 5, 9, chain);
  perf_data_recording_switch (&writer, 3000, 5, 5, 9, chain);
  profile = read_writer (&writer);
  notices = ember_profile_get_notices (profile, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (notices[0].count, ==, 2);
  g_assert_nonnull (strstr (notices[0].text, "--switch-events"));
  g_assert_cmpstr (find_fact (profile, "waits without an end"), ==, "3");
}

static void
test_counted_context_switches_are_switch_outs (void)
{
  PerfDataWriter writer;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EmberProfile) profile = NULL;
  g_autofree char *text = NULL;

  perf_data_writer_init (&writer, false);
  perf_data_writer_add_attr (&writer, 1, 3, 1, PERF_DATA_SAMPLE_TYPE, PERF_DATA_FLAGS, 0, 7);
  perf_data_recording_sample (&writer, 1000, 5, 5, chain);
  write_record (&writer, SWITCH, 0, 1600, 5);
  bytes = perf_data_writer_finish_file (&writer);
  profile = read_bytes (bytes);
  text = perf_data_recording_describe (profile);
  g_assert_cmpstr (text, ==, "1000 :5 5/5 3 1000 context-switches: " STACK "1000 :5 5/5 3 600 off-CPU: " STACK);
  perf_data_writer_clear (&writer);
}

static void
test_other_tracepoints_have_no_waits (void)
{
  PerfDataWriter writer;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EmberProfile) profile = NULL;
  uint32_t n;

  perf_data_recording_begin_switches (&writer, false);
  perf_data_recording_switch (&writer, 1000, 5, 5, 0, chain);
  perf_data_recording_switch (&writer, 1700, 0, 0, 5, chain);
  bytes = perf_data_writer_finish_file (&writer);
  profile = read_bytes (bytes);
  ember_profile_get_events (profile, &n);
  g_assert_cmpuint (n, ==, 1);
  perf_data_writer_clear (&writer);
}

/* Sizes are those of 32-bit kernels, and of kernels that give every event one word more. */
static void
test_layouts_are_told_by_their_size (void)
{
  static const struct
  {
    uint32_t size_bytes;
    size_t out_offset;
    size_t state_offset;
    size_t in_offset;
  } layouts[] = { { 60, 24, 32, 52 }, { 68, 24, 32, 56 }, { 76, 28, 40, 64 } };

  for (size_t i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      uint8_t raw[80] = { 0 };
      const EmberPerfSample sample = { .raw = raw, .raw_size = layouts[i].size_bytes };
      const EmberPerfSample cut = { .raw = raw, .raw_size = 20 };
      const EmberPerfSwitchLayout unknown = { 0 };
      EmberPerfSwitches switches;

      raw[layouts[i].out_offset] = 1;
      raw[layouts[i].in_offset + 1] = 1;
      ember_perf_switches_init (&switches);
      ember_perf_switches_add_out (&switches, 3, &cut, &unknown, false);
      ember_perf_switches_settle (&switches, &unknown, false);
      g_assert_cmpuint (switches.outs.n, ==, 0);
      ember_perf_switches_add_out (&switches, 4, &sample, &unknown, false);
      ember_perf_switches_settle (&switches, &unknown, false);
      g_assert_cmpuint (switches.outs.n, ==, 1);
      g_assert_cmpint (((const int32_t *) switches.outs.data)[2], ==, 1);
      g_assert_cmpint (((const int32_t *) switches.outs.data)[3], ==, 256);
      raw[layouts[i].state_offset] = 0x10;
      ember_perf_switches_add_out (&switches, 5, &sample, &unknown, false);
      ember_perf_switches_settle (&switches, &unknown, false);
      g_assert_cmpint (((const int32_t *) switches.outs.data)[6], ==, 0);
      ember_perf_switches_clear (&switches);
    }
}

/* Who leaves stands where others have who comes. What is packed cannot be read from behind.
 * @is_record: what tells it comes as a record before the samples, not behind them */
static GBytes *
write_other_layout (bool is_big_endian,
                    bool is_record)
{
  static const char description[] = "name: sched_switch\nID: 372\nformat:\n"
                                    "\tfield:pid_t prev_pid;\toffset:56;\tsize:4;\tsigned:1;\n"
                                    "\tfield:long prev_state;\toffset:32;\tsize:8;\tsigned:1;\n"
                                    "\tfield:pid_t next_pid;\toffset:24;\tsize:4;\tsigned:1;\n\nprint fmt: \"\"";
  const size_t filled_bytes = (sizeof description + 7) / 8 * 8;
  PerfDataWriter writer;
  GBytes *bytes;

  perf_data_recording_begin_switches (&writer, is_big_endian);
  perf_data_writer_begin (&writer, is_record ? 66 : 0, 0);
  if (is_record)
    {
      perf_data_writer_u32 (&writer, (uint32_t) filled_bytes);
      perf_data_writer_end (&writer);
    }
  perf_data_writer_bytes (&writer, (const uint8_t *) description, sizeof description);
  for (size_t i = sizeof description; i < filled_bytes; i++)
    perf_data_writer_bytes (&writer, (const uint8_t *) "", 1);
  if (!is_record)
    perf_data_writer_end_feature (&writer, 1);
  perf_data_recording_switch (&writer, 1000, 5, 6, 5, chain);
  perf_data_recording_switch (&writer, 1700, 6, 7, 6, chain);
  perf_data_recording_switch (&writer, 2500, 7, 5, 7, chain);
  perf_data_recording_end_switches (&writer);
  bytes = is_record ? perf_data_writer_finish_pipe (&writer) : perf_data_writer_finish_file (&writer);
  perf_data_writer_clear (&writer);
  return bytes;
}

static void
test_the_recording_tells_the_layout (void)
{
  for (int variant = 0; variant < 8; variant++)
    {
      g_autoptr (GBytes) bytes = write_other_layout ((variant & 1) != 0, (variant & 2) != 0);
      g_autoptr (GBytes) packed = compress_gzip (bytes);
      g_autoptr (EmberProfile) profile = read_bytes (variant & 4 ? packed : bytes);
      g_autofree char *text = perf_data_recording_describe (profile);

      g_assert_cmpstr (text, ==, "1000 :5 5/5 3 1 sched:sched_switch: " STACK "1700 :6 6/6 3 1 sched:sched_switch: " STACK "2500 :7 7/7 3 1 sched:sched_switch: " STACK "1000 :5 5/5 3 1500 off-CPU: " STACK);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/perf-data-switches/" name, function)
  ADD ("waits-are-an-event-beside-the-switches", test_waits_are_an_event_beside_the_switches);
  ADD ("all-events-are-those-that-were-recorded", test_all_events_are_those_that_were_recorded);
  ADD ("all-ways-of-writing-hold-the-same-waits", test_all_ways_of_writing_hold_the_same_waits);
  ADD ("switch-records-end-waits", test_switch_records_end_waits);
  ADD ("missing-ends-are-told-with-what-helps", test_missing_ends_are_told_with_what_helps);
  ADD ("counted-context-switches-are-switch-outs", test_counted_context_switches_are_switch_outs);
  ADD ("other-tracepoints-have-no-waits", test_other_tracepoints_have_no_waits);
  ADD ("the-recording-tells-the-layout", test_the_recording_tells_the_layout);
  ADD ("layouts-are-told-by-their-size", test_layouts_are_told_by_their_size);
#undef ADD
  return g_test_run ();
}
