/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/measure.h"

#include <glib.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double
get_seconds (struct timeval time)
{
  return (double) time.tv_sec + (double) time.tv_usec / 1e6;
}

static Measure
run_once (MeasureFunc func,
          const void *data)
{
  const int64_t begin_us = g_get_monotonic_time ();
  struct rusage usage;
  int status;
  const pid_t pid = fork ();

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      func (data);
      _exit (0);
    }
  g_assert_cmpint (wait4 (pid, &status, 0, &usage), ==, pid);
  if (!WIFEXITED (status) || WEXITSTATUS (status) != 0)
    g_error ("a run failed");
  return (Measure){
    .cpu_s = get_seconds (usage.ru_utime) + get_seconds (usage.ru_stime),
    .wall_s = (double) (g_get_monotonic_time () - begin_us) / 1e6,
    .max_rss_bytes = (uint64_t) usage.ru_maxrss * 1024,
  };
}

Measure
measure_run (MeasureFunc func,
             const void *data,
             uint32_t n_runs)
{
  Measure best = run_once (func, data);

  for (uint32_t i = 1; i < n_runs; i++)
    {
      const Measure next = run_once (func, data);

      if (next.cpu_s < best.cpu_s)
        best = next;
    }
  return best;
}

void
measure_print (const char *name,
               Measure measure,
               uint64_t n_bytes,
               uint64_t n_samples)
{
  printf ("%-34s %8.3f CPU-s %8.3f s %7.1f MB", name, measure.cpu_s, measure.wall_s, (double) measure.max_rss_bytes / 1e6);
  if (n_bytes > 0)
    printf (" %8.0f MB/CPU-s", (double) n_bytes / 1e6 / measure.cpu_s);
  if (n_samples > 0)
    printf (" %10.0f samples/CPU-s", (double) n_samples / measure.cpu_s);
  printf ("\n");
  fflush (stdout);
}
