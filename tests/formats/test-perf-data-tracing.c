/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-tracing.h"

#define COMMON "\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n"
#define PREV_COMM "\tfield:char prev_comm[16];\toffset:8;\tsize:16;\tsigned:0;\n"
#define PREV_PID "\tfield:pid_t prev_pid;\toffset:24;\tsize:4;\tsigned:1;\n"
#define STATE "\tfield:long prev_state;\toffset:32;\tsize:8;\tsigned:1;\n"
#define NEXT_PID "\tfield:pid_t next_pid;\toffset:56;\tsize:4;\tsigned:1;\n"
#define END "\nprint fmt: \"prev_comm=%s prev_pid=%d\", REC->prev_comm, REC->prev_pid\n"
#define BEGIN "name: sched_switch\nID: 372\nformat:\n" COMMON

static bool
find (const char *text,
      EmberPerfSwitchLayout *layout)
{
  *layout = (EmberPerfSwitchLayout){ 0 };
  return ember_perf_tracing_find_switch (ember_perf_bytes (text, strlen (text), false), layout);
}

static void
test_fields_are_found_among_other_descriptions (void)
{
  static const char text[] = "\x17\x08\x44tracing0.6 name: sched_stat_wait\nID: 3\nformat:\n\tfield:pid_t prev_pid;\toffset:99;\tsize:4;\tsigned:1;\n" END
                             "12345678" BEGIN PREV_COMM PREV_PID STATE NEXT_PID END
                             "name: sched_wakeup\nID: 4\nformat:\n\tfield:pid_t next_pid;\toffset:8;\tsize:4;\tsigned:1;\n" END;
  EmberPerfSwitchLayout layout;

  g_assert_true (find (text, &layout));
  g_assert_cmpuint (layout.out_offset, ==, 24);
  g_assert_cmpuint (layout.state_offset, ==, 32);
  g_assert_cmpuint (layout.state_bytes, ==, 8);
  g_assert_cmpuint (layout.in_offset, ==, 56);
  g_assert_cmpuint (layout.size_bytes, ==, 60);
}

static void
test_fields_may_stand_anywhere (void)
{
  static const char text[] = BEGIN "\tfield:pid_t next_pid;\toffset:12;\tsize:4;\tsigned:1;\n"
                                   "\tfield:pid_t prev_pid;\toffset:16;\tsize:4;\tsigned:1;\n"
                                   "\tfield:int prev_state;\toffset:120;\tsize:4;\tsigned:1;\n" END;
  EmberPerfSwitchLayout layout;

  g_assert_true (find (text, &layout));
  g_assert_cmpuint (layout.in_offset, ==, 12);
  g_assert_cmpuint (layout.out_offset, ==, 16);
  g_assert_cmpuint (layout.state_bytes, ==, 4);
  g_assert_cmpuint (layout.size_bytes, ==, 124);
}

static void
test_what_tells_less_is_not_used (void)
{
  static const char *const texts[] = {
    "",
    "name: sched_switch\n",
    BEGIN PREV_PID STATE NEXT_PID,
    BEGIN PREV_PID STATE END,
    BEGIN PREV_PID NEXT_PID END,
    BEGIN STATE NEXT_PID END,
    BEGIN "\tfield:pid_t prev_pid;\toffset:24;\tsize:2;\tsigned:1;\n" STATE NEXT_PID END,
    BEGIN PREV_PID "\tfield:long prev_state;\toffset:32;\tsize:16;\tsigned:1;\n" NEXT_PID END,
    BEGIN PREV_PID STATE "\tfield:pid_t next_pid;\toffset:4294967295;\tsize:4;\tsigned:1;\n" END,
    BEGIN PREV_PID STATE "\tfield:pid_t next_pid;\toffset:121;\tsize:4;\tsigned:1;\n" END,
    BEGIN PREV_PID STATE "\tfield:pid_t next_pid;\toffset:-8;\tsize:4;\tsigned:1;\n" END,
    BEGIN PREV_PID STATE "\tfield:pid_t next_pid;\toffset:56\n" END,
  };
  EmberPerfSwitchLayout layout;

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_false (find (texts[i], &layout));
      g_assert_cmpuint (layout.size_bytes, ==, 0);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perf-data-tracing/fields-are-found-among-other-descriptions", test_fields_are_found_among_other_descriptions);
  g_test_add_func ("/perf-data-tracing/fields-may-stand-anywhere", test_fields_may_stand_anywhere);
  g_test_add_func ("/perf-data-tracing/what-tells-less-is-not-used", test_what_tells_less_is_not_used);
  return g_test_run ();
}
