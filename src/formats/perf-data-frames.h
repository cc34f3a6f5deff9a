/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-data-header.h"
#include "formats/perf-data-space.h"

/* EmberPerfFrames: the frames of a recording by address in a process, and by place in an image.
 *
 * Processes that run the same program come to the same frame, each with an address of its own, so
 * both ways are remembered. */
typedef struct _EmberPerfFrames EmberPerfFrames;

EmberPerfFrames *ember_perf_frames_new (EmberProfileBuilder *builder,
                                        const EmberPerfHeader *header);

void ember_perf_frames_free (EmberPerfFrames *frames);

/* Returns: the frame of any address that lies in no mapping */
EmberFrameId ember_perf_frames_get_nowhere (const EmberPerfFrames *frames);

/* An address of a chain. */
typedef struct
{
  uint64_t address;
  const EmberPerfSpace *space;  /* what it may lie in */
  const EmberPerfMap *fallback; /* (nullable): what holds all that no mapping of that does; given for the kernel */
  const EmberPerfMap *map;      /* what it lies in; not for callers */
  EmberFrameId frame;           /* (out): */
} EmberPerfCall;

/* Finds the frames of @n_calls addresses at once. */
void ember_perf_frames_find (EmberPerfFrames *frames,
                             EmberPerfCall *calls,
                             size_t n_calls);
