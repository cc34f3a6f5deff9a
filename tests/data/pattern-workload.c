/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes a pattern for a recording, before all others where it may, and tells what it really did, for the machine may have
 * others to serve.
 *
 * Usage: pattern-workload periodic|busy-wait SECONDS
 * Prints its thread, then a line for each round, "DUE WOKE RESTED": when it should and did wake and when it slept again, in
 * nanoseconds of CLOCK_MONOTONIC. A round works WORK of CPU time, to which a hypervisor may add what it took away.
 */

#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#define MS INT64_C (1000000)
#define PERIOD (150 * MS)
#define WORK (24 * MS)

static volatile uint64_t result;

/* Never inlined: call chains by frame pointers miss the function that calls the C library. */
static int64_t __attribute__ ((noinline))
now (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return time.tv_sec * INT64_C (1000000000) + time.tv_nsec;
}

static void
sleep_until (int64_t time_ns)
{
  const struct timespec time = { time_ns / 1000000000, time_ns % 1000000000 };

  while (clock_nanosleep (CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) != 0)
    ;
}

/* Works for so long of CPU time, and seldom looks at the clock: that is the kernel's work. */
static void __attribute__ ((noinline))
work_for (int64_t length_ns)
{
  const int64_t end = now (CLOCK_THREAD_CPUTIME_ID) + length_ns;

  while (now (CLOCK_THREAD_CPUTIME_ID) < end)
    for (int i = 0; i < 10000; i++)
      result = result * 31 + (uint64_t) i;
}

static void
wake_up (int64_t begin_ns,
         int64_t end_ns,
         int is_periodic)
{
  int64_t due = begin_ns;

  while (due < end_ns)
    {
      int64_t woke, rested;

      sleep_until (due);
      woke = now (CLOCK_MONOTONIC);
      work_for (WORK);
      rested = now (CLOCK_MONOTONIC);
      /* Written when all is over: standard output is a pipe. */
      printf ("%" PRId64 " %" PRId64 " %" PRId64 "\n", due, woke, rested);
      due = is_periodic ? due + PERIOD : rested + PERIOD;
    }
}

int
main (int argc,
      char *argv[])
{
  const int64_t begin_ns = now (CLOCK_MONOTONIC);
  const char *mode = argc > 2 ? argv[1] : "";
  const int is_periodic = strcmp (mode, "periodic") == 0;

  if (!is_periodic && strcmp (mode, "busy-wait") != 0)
    return 2;
  sched_setscheduler (0, SCHED_FIFO, &(struct sched_param){ .sched_priority = 1 });
  prctl (PR_SET_NAME, "waker");
  printf ("%d\n", (int) getpid ());
  wake_up (begin_ns, begin_ns + (int64_t) (atof (argv[2]) * 1e9), is_periodic);
  return 0;
}
