/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/running-kernel.h"

#include <string.h>
#include <sys/utsname.h>
#include <time.h>

/* What comes through a pipe ends so long ago at most. */
#define MAX_AGE_S 60
/* Clocks part by so much of the time that the machine is up: one follows the time servers. */
#define DRIFT 5000

static bool
is_fact (const EmberProfile *profile,
         const char *key,
         const char *value)
{
  uint32_t n_facts;
  const EmberFact *facts = ember_profile_get_facts (profile, &n_facts);

  for (uint32_t i = 0; i < n_facts; i++)
    if (g_str_equal (facts[i].key, key))
      return g_str_equal (facts[i].value, value);
  return false;
}

static bool
ends_now (const EmberRunningKernel *kernel,
          const EmberProfile *profile)
{
  const int64_t end_ns = ember_profile_get_range (profile).end_ns;
  int64_t offset_ns, age_s;

  if (!ember_profile_has_times (profile))
    return false;
  if (ember_profile_get_wall_clock_offset (profile, &offset_ns))
    return ABS (kernel->now_s - (end_ns + offset_ns) / EMBER_SECOND_NS) <= MAX_AGE_S;
  age_s = (kernel->uptime_ns - end_ns) / EMBER_SECOND_NS;
  return ABS (age_s) <= MAX_AGE_S + kernel->uptime_ns / EMBER_SECOND_NS / DRIFT;
}

bool
ember_running_kernel_may_have_recorded (const EmberRunningKernel *kernel,
                                        const EmberProfile *profile,
                                        int64_t written_s)
{
  if (!is_fact (profile, "hostname", kernel->host) || !is_fact (profile, "os release", kernel->release))
    return false;
  return written_s > 0 ? written_s >= kernel->started_s : ends_now (kernel, profile);
}

static int64_t
get_time_ns (clockid_t clock)
{
  struct timespec now = { 0 };

  clock_gettime (clock, &now);
  return now.tv_sec * EMBER_SECOND_NS + now.tv_nsec;
}

bool
ember_running_kernel_has_recorded (const EmberProfile *profile,
                                   int64_t written_s)
{
  const int64_t now_ns = get_time_ns (CLOCK_REALTIME);
  EmberRunningKernel kernel = {
    .now_s = now_ns / EMBER_SECOND_NS,
    .started_s = (now_ns - get_time_ns (CLOCK_BOOTTIME)) / EMBER_SECOND_NS,
    .uptime_ns = get_time_ns (CLOCK_MONOTONIC),
  };
  struct utsname names;

  if (uname (&names) != 0)
    return false;
  kernel.host = names.nodename;
  kernel.release = names.release;
  return ember_running_kernel_may_have_recorded (&kernel, profile, written_s);
}
