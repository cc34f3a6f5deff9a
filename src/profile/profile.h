/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/sample-table.h"
#include "profile/unresolved.h"

/* EmberProfile: one recording in memory, frozen.
 *
 * What it says never changes after it is made, so any thread may read it without a lock.
 * Reference counted; the counting is thread-safe.
 */
typedef struct _EmberProfile EmberProfile;

/* Something the user should know about what was read: "skipped 12 records". */
typedef struct
{
  char *text;     /* a sentence in the user's language, with where the first one was */
  uint64_t count; /* records concerned */
} EmberNotice;

/* A fact about the recording: host, kernel, command line. */
typedef struct
{
  char *key; /* as `perf report --header` names it: "hostname", "os release" */
  char *value;
} EmberFact;

/* EmberEvent: what was sampled. */
typedef struct
{
  EmberStringId name; /* may be empty */
  uint64_t n_samples; /* idle ones included */
  bool is_tracepoint; /* text stood behind the event's name; weights are 1 */
  bool is_span;       /* weights are nanoseconds from each sample's time on: waits, worked out of samples of another event */
} EmberEvent;

EmberProfile *ember_profile_ref (EmberProfile *profile);

void ember_profile_unref (EmberProfile *profile);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberProfile, ember_profile_unref)

const EmberStrings *ember_profile_get_strings (const EmberProfile *profile);

/* What the addresses of frames count from. */
const EmberImages *ember_profile_get_images (const EmberProfile *profile);

const EmberFrames *ember_profile_get_frames (const EmberProfile *profile);

const EmberThreads *ember_profile_get_threads (const EmberProfile *profile);

/* Merged by comm: children of the root are comms. */
const EmberStacks *ember_profile_get_stacks (const EmberProfile *profile);

/* The tables, an event's idle one behind its other one; empty ones are left out.
 * Order: by event. */
const EmberSampleTable *ember_profile_get_tables (const EmberProfile *profile,
                                                  uint32_t *n_tables);

/* Events in the order in which the file has them; 0 is the first sample's. */
const EmberEvent *ember_profile_get_events (const EmberProfile *profile,
                                            uint32_t *n_events);

const EmberNotice *ember_profile_get_notices (const EmberProfile *profile,
                                              uint32_t *n_notices);

const EmberFact *ember_profile_get_facts (const EmberProfile *profile,
                                          uint32_t *n_facts);

/* Images with frames that got no name, the most frequent first; empty before names were looked up. */
const EmberUnresolved *ember_profile_get_unresolved (const EmberProfile *profile,
                                                     uint32_t *n_unresolved);

/* False: the file has no time stamps, so there is no heat map and no range. */
bool ember_profile_has_times (const EmberProfile *profile);

/* From the first sample to one nanosecond after the last one, over all events,
 * idle included; empty without samples or times. */
EmberTimeRange ember_profile_get_range (const EmberProfile *profile);

/* The whole second that holds the first sample: zero of the axis. */
int64_t ember_profile_get_origin (const EmberProfile *profile);

/* Ties the recording's clock to the time of day.
 * @offset_ns: (out): added to a time in the recording's range it gives nanoseconds since 1970
 *   in UTC, which are in 0 .. EMBER_TIME_MAX_NS
 * Returns: false where the recording does not tell */
bool ember_profile_get_wall_clock_offset (const EmberProfile *profile,
                                          int64_t *offset_ns);

/* All samples that were recorded, idle ones included, waits not. */
uint64_t ember_profile_get_n_samples (const EmberProfile *profile);

/* Times in which samples were lost, sorted, disjoint; the heat map shows them as no data. */
const EmberTimeRange *ember_profile_get_gaps (const EmberProfile *profile,
                                              uint32_t *n_gaps);

/* Name of a frame, and of its module, as bytes that end in a NUL. */
const char *ember_profile_get_frame_name (const EmberProfile *profile,
                                          EmberFrameId frame);

const char *ember_profile_get_frame_module (const EmberProfile *profile,
                                            EmberFrameId frame);
