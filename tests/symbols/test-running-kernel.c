/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/running-kernel.h"

#include <sys/utsname.h>
#include <time.h>

#include "support/small-profile.h"

#define STARTED_S INT64_C (1790000000)
#define UPTIME_S INT64_C (100000)

static const EmberRunningKernel kernel = {
  .host = "build-7",
  .release = "6.1.0-18-amd64",
  .now_s = STARTED_S + UPTIME_S,
  .started_s = STARTED_S,
  .uptime_ns = UPTIME_S * EMBER_SECOND_NS,
};

/* @end_ns: time of the last sample
 * @wall_clock_ns: of the same moment, since 1970; 0: not known */
static EmberProfile *
create_profile (const char *host,
                const char *release,
                int64_t end_ns,
                int64_t wall_clock_ns)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  if (host != NULL)
    ember_profile_builder_add_fact (builder, "hostname", host);
  if (release != NULL)
    ember_profile_builder_add_fact (builder, "os release", release);
  if (wall_clock_ns > 0)
    ember_profile_builder_set_wall_clock (builder, end_ns, wall_clock_ns);
  small_profile_add (builder, end_ns, "a", 1, "cycles", "main", 1);
  return ember_profile_builder_freeze (builder);
}

static void
test_host_release_and_time_must_be_right (void)
{
  static const struct
  {
    const char *host;
    const char *release;
    int64_t written_s;
    bool is_right;
  } cases[] = {
    { "build-7", "6.1.0-18-amd64", STARTED_S, true },
    { "build-7", "6.1.0-18-amd64", STARTED_S + UPTIME_S, true },
    { "build-7", "6.1.0-18-amd64", STARTED_S - 1, false },
    { "build-8", "6.1.0-18-amd64", STARTED_S + 5, false },
    { "build-7", "6.1.0-19-amd64", STARTED_S + 5, false },
    { "build-7", "6.1.0-18-amd64", STARTED_S + 2 * UPTIME_S, false },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EmberProfile) profile = create_profile (cases[i].host, cases[i].release, EMBER_SECOND_NS, 0);

      g_assert_cmpint (ember_running_kernel_may_have_recorded (&kernel, profile, cases[i].written_s), ==, cases[i].is_right);
    }
}

/* Samples end at one second on the clock. */
static void
test_without_host_or_release_it_must_end_when_it_was_written (void)
{
  static const struct
  {
    const char *host;
    const char *release;
    int64_t written_s;
    bool is_right;
  } cases[] = {
    { NULL, NULL, STARTED_S + 2, true },
    { NULL, NULL, STARTED_S + 70, true },
    { NULL, NULL, STARTED_S + 100, false },
    { "build-7", NULL, STARTED_S + 70, true },
    { NULL, "6.1.0-18-amd64", STARTED_S + 70, true },
    { NULL, "6.1.0-18-amd64", STARTED_S + 100, false },
    { "build-8", NULL, STARTED_S + 70, false },
    { NULL, "6.1.0-19-amd64", STARTED_S + 70, false },
    { NULL, NULL, 0, false },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EmberProfile) profile = create_profile (cases[i].host, cases[i].release, EMBER_SECOND_NS, 0);

      g_assert_cmpint (ember_running_kernel_may_have_recorded (&kernel, profile, cases[i].written_s), ==, cases[i].is_right);
    }
}

static void
test_what_has_no_time_must_end_now (void)
{
  static const struct
  {
    int64_t age_s;
    bool is_right;
  } cases[] = {
    { 0, true },
    { 70, true },
    { -70, true },
    { 90, false },
    { -90, false },
    { UPTIME_S, false },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const int64_t end_ns = kernel.uptime_ns - cases[i].age_s * EMBER_SECOND_NS;
      g_autoptr (EmberProfile) profile = create_profile (kernel.host, kernel.release, end_ns, 0);

      g_assert_cmpint (ember_running_kernel_may_have_recorded (&kernel, profile, 0), ==, cases[i].is_right);
    }
}

static void
test_the_time_of_day_is_taken_where_it_is_known (void)
{
  g_autoptr (EmberProfile) now = create_profile (kernel.host, kernel.release, EMBER_SECOND_NS, (kernel.now_s - 50) * EMBER_SECOND_NS);
  g_autoptr (EmberProfile) then = create_profile (kernel.host, kernel.release, kernel.uptime_ns, (kernel.now_s - 70) * EMBER_SECOND_NS);

  g_assert_true (ember_running_kernel_may_have_recorded (&kernel, now, 0));
  g_assert_false (ember_running_kernel_may_have_recorded (&kernel, then, 0));
}

static void
test_this_machine_is_known (void)
{
  struct utsname names;
  struct timespec now;
  g_autoptr (EmberProfile) profile = NULL;

  g_assert_cmpint (uname (&names), ==, 0);
  g_assert_cmpint (clock_gettime (CLOCK_MONOTONIC, &now), ==, 0);
  profile = create_profile (names.nodename, names.release, now.tv_sec * EMBER_SECOND_NS, 0);
  g_assert_true (ember_running_kernel_has_recorded (profile, 0));
  g_assert_true (ember_running_kernel_has_recorded (profile, time (NULL)));
  g_assert_false (ember_running_kernel_has_recorded (profile, 1));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/running-kernel/host-release-and-time-must-be-right", test_host_release_and_time_must_be_right);
  g_test_add_func ("/running-kernel/without-host-or-release-it-must-end-when-it-was-written", test_without_host_or_release_it_must_end_when_it_was_written);
  g_test_add_func ("/running-kernel/what-has-no-time-must-end-now", test_what_has_no_time_must_end_now);
  g_test_add_func ("/running-kernel/the-time-of-day-is-taken-where-it-is-known", test_the_time_of_day_is_taken_where_it_is_known);
  g_test_add_func ("/running-kernel/this-machine-is-known", test_this_machine_is_known);
  return g_test_run ();
}
