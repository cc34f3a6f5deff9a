/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/switch-text.h"

#include <glib.h>
#include <string.h>

static void
assert_parses (const char *text,
               int32_t wanted_out,
               int32_t wanted_in)
{
  int32_t out = -7;
  int32_t in = -7;

  g_assert_true (ember_switch_text_parse (text, strlen (text), &out, &in));
  g_assert_cmpint (out, ==, wanted_out);
  g_assert_cmpint (in, ==, wanted_in);
}

static void
test_both_ways_of_printing_are_read (void)
{
  assert_parses ("prev_comm=perf prev_pid=26435 prev_prio=120 prev_state=D ==> next_comm=migration/0 next_pid=18 next_prio=0", 26435, 18);
  assert_parses ("prev_comm=swapper/1 prev_pid=0 prev_prio=120 prev_state=R+ ==> next_comm=x next_pid=2147483647 next_prio=120", 0, 2147483647);
  assert_parses ("swapper/0:0 [120] R ==> kworker/0:1:29 [120]", 0, 29);
  assert_parses ("a:1 [120] S|K ==> b:2 [120] [CPU:003]", 1, 2);
}

static void
test_names_of_threads_hold_anything (void)
{
  assert_parses ("prev_comm=prev_pid=9 prev_pid=1 prev_prio=120 prev_state=S ==> next_comm=next_pid=9 next_pid=2 next_prio=120", 1, 2);
  assert_parses ("x:7 [1] y:1 [120] S ==> :7:2 [120]", 1, 2);
}

static void
test_the_dead_do_not_come_back (void)
{
  assert_parses ("prev_comm=X prev_pid=5 prev_prio=120 prev_state=X ==> next_comm=b next_pid=2 next_prio=120", 0, 2);
  assert_parses ("prev_comm=X prev_pid=5 prev_prio=120 prev_state=S ==> next_comm=X next_pid=2 next_prio=120", 5, 2);
  assert_parses ("a:5 [120] Z|K ==> b:2 [120]", 0, 2);
}

static void
test_other_texts_tell_nothing (void)
{
  static const char *const texts[] = {
    "",
    " ==> ",
    "comm=a pid=1 prio=120 target_cpu=001",
    "prev_comm=a prev_pid= prev_prio=120 prev_state=S ==> next_comm=b next_pid=2 next_prio=120",
    "prev_comm=a prev_pid=1 prev_prio=120 prev_state=S ==> next_comm=b",
    "prev_comm=a prev_pid=2147483648 prev_prio=120 ==> next_comm=b next_pid=2 next_prio=120",
    "prev_comm=a prev_pid=99999999999999999999 prev_prio=1 ==> next_comm=b next_pid=2 next_prio=120",
    "a [120] S ==> b [120]",
  };
  int32_t out, in;

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (ember_switch_text_parse (texts[i], strlen (texts[i]), &out, &in));
}

static void
test_only_that_tracepoint_counts (void)
{
  static const char name[] = "sched:sched_switch:u";

  g_assert_true (ember_switch_text_is_event (name, sizeof name - 1));
  g_assert_true (ember_switch_text_is_event (name, sizeof name - 3));
  g_assert_false (ember_switch_text_is_event (name, sizeof name - 4));
  g_assert_false (ember_switch_text_is_event ("sched:sched_switches", 20));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/switch-text/both-ways-of-printing-are-read", test_both_ways_of_printing_are_read);
  g_test_add_func ("/switch-text/names-of-threads-hold-anything", test_names_of_threads_hold_anything);
  g_test_add_func ("/switch-text/the-dead-do-not-come-back", test_the_dead_do_not_come_back);
  g_test_add_func ("/switch-text/other-texts-tell-nothing", test_other_texts_tell_nothing);
  g_test_add_func ("/switch-text/only-that-tracepoint-counts", test_only_that_tracepoint_counts);
  return g_test_run ();
}
