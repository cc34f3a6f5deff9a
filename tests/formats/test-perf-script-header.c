/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-header.h"

#include <string.h>

#include "profile/sample-table.h"

typedef struct
{
  const char *line;
  const char *comm;
  int32_t pid;
  int32_t tid;
  int32_t cpu;
  int64_t time_ns;
  uint64_t period; /* 0: none */
  const char *event;
  const char *text;
} Case;

typedef EmberPerfScriptHeaderKind (*Parse) (EmberPerfScriptHeader *header,
                                            const char *line,
                                            size_t n);

static void
check (const Case *cases,
       size_t n_cases,
       Parse parse)
{
  for (size_t i = 0; i < n_cases; i++)
    {
      const Case *expected = &cases[i];
      EmberPerfScriptHeader header;

      g_assert_cmpint (parse (&header, expected->line, strlen (expected->line)), ==, EMBER_PERF_SCRIPT_HEADER_SAMPLE);
      g_assert_cmpmem (header.comm, header.n_comm, expected->comm, strlen (expected->comm));
      g_assert_cmpint (header.pid, ==, expected->pid);
      g_assert_cmpint (header.tid, ==, expected->tid);
      g_assert_cmpint (header.cpu, ==, expected->cpu);
      g_assert_cmpint (header.time_ns, ==, expected->time_ns);
      g_assert_cmpint (header.has_period, ==, expected->period > 0);
      if (expected->period > 0)
        g_assert_cmpuint (header.period, ==, expected->period);
      g_assert_cmpmem (header.event, header.n_event, expected->event, strlen (expected->event));
      g_assert_cmpmem (header.text, header.n_text, expected->text, strlen (expected->text));
    }
}

#define T INT64_C (822415956000)

static void
test_fields_are_read_outward_from_the_time (void)
{
  static const Case cases[] = {
    { "node 12 [001]   822.415956:    1003009 cpu-clock:ppp:", "node", -1, 12, 1, T, 1003009, "cpu-clock:ppp", "" },
    { "node 12/13 [001]   822.415956: cpu-clock:ppp:", "node", 12, 13, 1, T, 0, "cpu-clock:ppp", "" },
    { "node  12/13      822.415956: cpu-clock:", "node", 12, 13, -1, T, 0, "cpu-clock", "" },
    { "node 12 822.415956123: 5 x:", "node", -1, 12, -1, T + 123, 5, "x", "" },
    { "node\t31850/31881 [001] 822.415956: 250000 cpu-clock:", "node", 31850, 31881, 1, T, 250000, "cpu-clock", "" },
    { "node 12 K      822.415956: x:", "node", -1, 12, -1, T, 0, "x", "" },
    { "node 12 [003] U      822.415956: x:", "node", -1, 12, 3, T, 0, "x", "" },
    { "    node  1234   2   822.415956: x:", "node", -1, 1234, 2, T, 0, "x", "" },
    { "node  822.415956:    1003009 x:", "node", -1, -1, -1, T, 1003009, "x", "" },
    { "22610  822.415956: x:", "", -1, 22610, -1, T, 0, "x", "" },
    { "822.415956:", "", -1, -1, -1, T, 0, "", "" },
    { "node 12 822.415956:    1003009", "node", -1, 12, -1, T, 1003009, "", "" },
    { "node 12 822.415956: cpu_atom/cycles/P:", "node", -1, 12, -1, T, 0, "cpu_atom/cycles/P", "" },
    { "node 12 822.415956: a:ldlat=64:precise=2:", "node", -1, 12, -1, T, 0, "a:ldlat=64:precise=2", "" },
  };

  check (cases, G_N_ELEMENTS (cases), ember_perf_script_header_parse_timed);
}

static void
test_a_comm_may_be_anything (void)
{
  static const Case cases[] = {
    { "VM Thread 12 [001] 822.415956: x:", "VM Thread", -1, 12, 1, T, 0, "x", "" },
    { "worker 1      12 [001] 822.415956: x:", "worker 1", -1, 12, 1, T, 0, "x", "" },
    { "w 34      91  822.415956: x:", "w 34", -1, 91, -1, T, 0, "x", "" },
    { ":-1    -1 [001] 822.415956: x:", ":-1", -1, -1, 1, T, 0, "x", "" },
    { "x [009] y 12 [001] 822.415956: x:", "x [009] y", -1, 12, 1, T, 0, "x", "" },
    { "1.000000: 12 [001] 822.415956: x:", "1.000000:", -1, 12, 1, T, 0, "x", "" },
    { "a:1 5.0 12 [001] 822.415956: x:", "a:1 5.0", -1, 12, 1, T, 0, "x", "" },
    { "#hash 12 [001] 822.415956: x:", "#hash", -1, 12, 1, T, 0, "x", "" },
    { " 12 [001] 822.415956: x:", "", -1, 12, 1, T, 0, "x", "" },
    { "            node 12 [001] 822.415956: x:", "node", -1, 12, 1, T, 0, "x", "" },
    { " odd 12 [001] 822.415956: x:", " odd", -1, 12, 1, T, 0, "x", "" },
    { "\xff\xfe 12 [001] 822.415956: x:", "\xff\xfe", -1, 12, 1, T, 0, "x", "" },
  };

  check (cases, G_N_ELEMENTS (cases), ember_perf_script_header_parse_timed);
}

static void
test_text_follows_the_event (void)
{
  static const Case cases[] = {
    { "a 1 822.415956: sched:sched_switch: prev=1 ==> 9.123456: y", "a", -1, 1, -1, T, 0, "sched:sched_switch", " prev=1 ==> 9.123456: y" },
    { "a 1 822.415956:  5 x:   7f f (m)", "a", -1, 1, -1, T, 5, "x", "   7f f (m)" },
    { "a 1 822.415956:   7f f (m)", "a", -1, 1, -1, T, 0, "", "   7f f (m)" },
  };

  check (cases, G_N_ELEMENTS (cases), ember_perf_script_header_parse_timed);
}

static void
test_headers_may_have_no_time (void)
{
  static const Case cases[] = {
    { "java  3244 cpu-clock:", "java", -1, 3244, -1, EMBER_TIME_NONE, 0, "cpu-clock", "" },
    { "python3 25294 [000]    1003009 cpu-clock:ppp:", "python3", -1, 25294, 0, EMBER_TIME_NONE, 1003009, "cpu-clock:ppp", "" },
    { "python3 25294    1003009 cpu-clock:ppp:", "python3", -1, 25294, -1, EMBER_TIME_NONE, 1003009, "cpu-clock:ppp", "" },
    { "VM 1  25294/7 x: text", "VM 1", 25294, 7, -1, EMBER_TIME_NONE, 0, "x", " text" },
  };

  check (cases, G_N_ELEMENTS (cases), ember_perf_script_header_parse_untimed);
}

static void
test_headers_may_have_neither_time_nor_event (void)
{
  static const Case cases[] = {
    { "w 22610", "w", -1, 22610, -1, EMBER_TIME_NONE, 0, "", "" },
    { "w 22610 [003]", "w", -1, 22610, 3, EMBER_TIME_NONE, 0, "", "" },
    { "tmux: server", "tmux: server", -1, -1, -1, EMBER_TIME_NONE, 0, "", "" },
  };

  check (cases, G_N_ELEMENTS (cases), ember_perf_script_header_parse_bare);
}

static void
test_other_lines_are_no_headers (void)
{
  static const char *const lines[] = {
    "\tffffffff815f9a98 unmap_page_range+0x588 ([kernel.kallsyms])", "", "Dear reader,", "version 1.12.3: new", "[  822.415956] usb", "1.1234567890123: x",
    "x.123456: y"
  };
  EmberPerfScriptHeader header;

  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_test_message ("%s", lines[i]);
      g_assert_cmpint (ember_perf_script_header_parse_timed (&header, lines[i], strlen (lines[i])), ==, EMBER_PERF_SCRIPT_HEADER_NONE);
      g_assert_cmpint (ember_perf_script_header_parse_untimed (&header, lines[i], strlen (lines[i])), ==, EMBER_PERF_SCRIPT_HEADER_NONE);
    }
}

static void
test_records_are_no_samples (void)
{
  static const char timed[] = "w 22610  1951.998017: PERF_RECORD_MMAP2 22610/22610: [0x564a56402000(0x1000)]";
  static const char untimed[] = "w 22610 PERF_RECORD_EXIT(22610:22610)";
  EmberPerfScriptHeader header;

  g_assert_cmpint (ember_perf_script_header_parse_timed (&header, timed, sizeof timed - 1), ==, EMBER_PERF_SCRIPT_HEADER_RECORD);
  g_assert_cmpint (ember_perf_script_header_parse_untimed (&header, untimed, sizeof untimed - 1), ==, EMBER_PERF_SCRIPT_HEADER_RECORD);
}

static void
test_times_have_bounds (void)
{
  static const char last[] = "a 1 4611686017.999999999: x:";
  static const char beyond[] = "a 1 4611686018.000000000: x:";
  static const char far_beyond[] = "a 1 99999999999999999999999.000000: x:";
  EmberPerfScriptHeader header;

  g_assert_cmpint (ember_perf_script_header_parse_timed (&header, last, sizeof last - 1), ==, EMBER_PERF_SCRIPT_HEADER_SAMPLE);
  g_assert_cmpint (header.time_ns, ==, INT64_C (4611686017999999999));
  g_assert_cmpint (ember_perf_script_header_parse_timed (&header, beyond, sizeof beyond - 1), ==, EMBER_PERF_SCRIPT_HEADER_DAMAGED);
  g_assert_cmpint (ember_perf_script_header_parse_timed (&header, far_beyond, sizeof far_beyond - 1), ==, EMBER_PERF_SCRIPT_HEADER_DAMAGED);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perf-script-header/fields-are-read-outward-from-the-time", test_fields_are_read_outward_from_the_time);
  g_test_add_func ("/perf-script-header/a-comm-may-be-anything", test_a_comm_may_be_anything);
  g_test_add_func ("/perf-script-header/text-follows-the-event", test_text_follows_the_event);
  g_test_add_func ("/perf-script-header/headers-may-have-no-time", test_headers_may_have_no_time);
  g_test_add_func ("/perf-script-header/headers-may-have-neither-time-nor-event", test_headers_may_have_neither_time_nor_event);
  g_test_add_func ("/perf-script-header/other-lines-are-no-headers", test_other_lines_are_no_headers);
  g_test_add_func ("/perf-script-header/records-are-no-samples", test_records_are_no_samples);
  g_test_add_func ("/perf-script-header/times-have-bounds", test_times_have_bounds);
  return g_test_run ();
}
