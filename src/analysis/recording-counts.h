/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"

/* EmberRecordingCounts: how much there is in a recording, over all events. */
typedef struct
{
  uint64_t n_idle;
  uint64_t n_threads; /* one that changed its comm is still one */
  uint64_t n_processes;
  uint64_t n_stacks;  /* distinct ones */
  uint64_t n_skipped; /* records that could not be read */
} EmberRecordingCounts;

/* Thread-safe. Cost: O(samples), 1 ms a million */
EmberRecordingCounts ember_recording_counts_new (const EmberProfile *profile);
