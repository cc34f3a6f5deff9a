/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"

/* EmberRunningKernel: what is known about the kernel that runs now. Recordings that were compressed, written into a pipe or
 * made in a hurry do not name the build-id of theirs. */
typedef struct
{
  const char *host;    /* borrowed */
  const char *release; /* borrowed: of the kernel */
  int64_t now_s;       /* since 1970 */
  int64_t started_s;   /* since 1970: when the machine did */
  int64_t uptime_ns;   /* by the clock that perf takes times of where it is not told another one */
} EmberRunningKernel;

/* Whether @profile was recorded on this machine since it started, as far as its host, its release and its times tell.
 * Where host or release are not known, as perf was stopped before it could write them, it must end when it was written;
 * where that is not known, as of a pipe, just now.
 * @written_s: since 1970; 0: not known */
bool ember_running_kernel_may_have_recorded (const EmberRunningKernel *kernel,
                                             const EmberProfile *profile,
                                             int64_t written_s);

/* The same about the kernel that really runs. */
bool ember_running_kernel_has_recorded (const EmberProfile *profile,
                                        int64_t written_s);
