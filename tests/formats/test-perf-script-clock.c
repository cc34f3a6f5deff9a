/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-clock.h"

#include <glib.h>

static void
test_both_times_are_exact (void)
{
  static const char *const texts[] = {
    "2026-11-24 19:36:23.976557 = 1795548983.976557 (TOD) = 2079.451698012 (monotonic)",
    "1795548983.976557 = 1795548983.976557 (TOD) = 2079.451698012 (clock 17)",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      int64_t time_ns, wall_clock_ns;

      g_assert_true (ember_perf_script_clock_parse (texts[i], &time_ns, &wall_clock_ns));
      g_assert_cmpint (time_ns, ==, INT64_C (2079451698012));
      g_assert_cmpint (wall_clock_ns, ==, INT64_C (1795548983976557000));
    }
}

static void
test_the_clock_of_the_day_is_taken_as_it_is (void)
{
  int64_t time_ns, wall_clock_ns;

  g_assert_true (ember_perf_script_clock_parse ("x = 1795549157.005882 (TOD) = 1795549157.005883714 (realtime)", &time_ns, &wall_clock_ns));
  g_assert_cmpint (time_ns, ==, INT64_C (1795549157005883714));
  g_assert_cmpint (wall_clock_ns, ==, time_ns);
}

static void
test_what_is_something_else_is_refused (void)
{
  static const char *const texts[] = {
    "",
    "=",
    "= ",
    "x = 1.000001 (TOD)",
    "x = 1.000001 (TOD) = ",
    "x = 1.000001 (TOD) = 2 (monotonic)",
    "x = 1.000001 (TOD) = 2. (monotonic)",
    "x = 1.000001 (TOD) = 2.5",
    "x = 1.000001 (TOD) = -2.5 (monotonic)",
    "x = 1.000001 (UTC) = 2.5 (monotonic)",
    "x = 1.0000000001 (TOD) = 2.5 (monotonic)",
    "x = 1.00.1 (TOD) = 2.5 (monotonic)",
    "x = 99999999999.000000 (TOD) = 2.5 (monotonic)",
    "x = 9999999999999999999999999.000000 (TOD) = 2.5 (monotonic)",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      int64_t time_ns, wall_clock_ns;

      g_test_message ("%s", texts[i]);
      g_assert_false (ember_perf_script_clock_parse (texts[i], &time_ns, &wall_clock_ns));
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perf-script-clock/both-times-are-exact", test_both_times_are_exact);
  g_test_add_func ("/perf-script-clock/the-clock-of-the-day-is-taken-as-it-is", test_the_clock_of_the_day_is_taken_as_it_is);
  g_test_add_func ("/perf-script-clock/what-is-something-else-is-refused", test_what_is_something_else_is_refused);
  return g_test_run ();
}
