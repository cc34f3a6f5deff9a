/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/running-kernel.h"

#include <string.h>
#include <sys/utsname.h>
#include <time.h>

/* A recording's last sample was taken so long before it was written at most. */
#define MAX_AGE_S 60
/* Clocks part by so much of the time that the machine is up: one follows the time servers. */
#define DRIFT 5000

/* Returns: (nullable): */
static const char *
find_fact (const EmberProfile *profile,
           const char *key)
{
  uint32_t n_facts;
  const EmberFact *facts = ember_profile_get_facts (profile, &n_facts);

  for (uint32_t i = 0; i < n_facts; i++)
    if (g_str_equal (facts[i].key, key))
      return facts[i].value;
  return NULL;
}

static bool
ends_at (const EmberRunningKernel *kernel,
         const EmberProfile *profile,
         int64_t time_s)
{
  const int64_t end_ns = ember_profile_get_range (profile).end_ns;
  int64_t offset_ns, clock_s;

  if (!ember_profile_has_times (profile))
    return false;
  if (ember_profile_get_wall_clock_offset (profile, &offset_ns))
    return ABS (time_s - (end_ns + offset_ns) / EMBER_SECOND_NS) <= MAX_AGE_S;
  clock_s = kernel->uptime_ns / EMBER_SECOND_NS - (kernel->now_s - time_s);
  return ABS (clock_s - end_ns / EMBER_SECOND_NS) <= MAX_AGE_S + kernel->uptime_ns / EMBER_SECOND_NS / DRIFT;
}

bool
ember_running_kernel_may_have_recorded (const EmberRunningKernel *kernel,
                                        const EmberProfile *profile,
                                        int64_t written_s)
{
  const char *host = find_fact (profile, "hostname");
  const char *release = find_fact (profile, "os release");

  if ((host != NULL && !g_str_equal (host, kernel->host)) || (release != NULL && !g_str_equal (release, kernel->release)))
    return false;
  if (written_s > 0 && (written_s < kernel->started_s || written_s > kernel->now_s + MAX_AGE_S))
    return false;
  if (host != NULL && release != NULL && written_s > 0)
    return true;
  return ends_at (kernel, profile, written_s > 0 ? written_s : kernel->now_s);
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
