/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-data-chains.h"
#include "formats/perf-data-change.h"
#include "formats/perf-data-copies.h"
#include "formats/perf-data-counts.h"
#include "formats/perf-data-faults.h"
#include "formats/perf-data-header.h"
#include "formats/perf-data-stream.h"
#include "formats/perf-data-switches.h"
#include "formats/progress.h"

/* One sample, without its time. */
typedef struct
{
  uint64_t weight;
  int32_t pid;
  int32_t tid;
  int32_t cpu;
  EmberPerfChainId chain;
  uint32_t attr;
  EmberPerfCopyId copy; /* of the stack, still to be unwound */
} EmberPerfRow;

/* EmberPerfLog: what the records say, in the order of the file, in flat columns.
 *
 * perf empties the buffers of all CPUs in turn, again and again, and says when it has been round. What was written by the
 * end of one round is complete by the end of the next: then it can be played and dropped, so that a log stays small.
 */
typedef struct
{
  EmberProfileBuilder *builder; /* borrowed: for strings, facts, gaps */
  EmberPerfHeader *header;      /* borrowed */
  EmberProgress *progress;      /* borrowed, nullable */
  EmberColumn times;            /* int64_t, of the rows; EMBER_TIME_NONE where there are none */
  EmberColumn rows;             /* EmberPerfRow */
  EmberColumn change_times;     /* int64_t */
  EmberColumn changes;          /* EmberPerfChange */
  EmberPerfSwitches switches;
  EmberPerfCounts counts;
  bool without_stacks; /* chains and copies are left out */
  EmberPerfChains chains;
  EmberPerfCopies copies;
  uint64_t n_changes;       /* those that were dropped, too */
  int64_t last_row_ns;      /* time of the last row; EMBER_TIME_NONE: none yet */
  int64_t newest_ns;        /* latest time there was; likewise */
  int64_t round_ns;         /* the same when the last round ended */
  int64_t settled_ns;       /* nothing from before that is still to come */
  uint64_t n_stacks;        /* samples with a copy of their stack */
  uint64_t n_unkept_stacks; /* those of 32-bit processes, or without room */
  EmberColumn last_times;   /* int64_t, by CPU: when it last had a sample */
  int64_t fresh_times[512];
  uint32_t n_fresh_times; /* not yet told to progress */
  uint32_t n_fresh_samples;
  EmberPerfFaults faults;
} EmberPerfLog;

void ember_perf_log_init (EmberPerfLog *log,
                          EmberProfileBuilder *builder,
                          EmberPerfHeader *header,
                          EmberProgress *progress);

void ember_perf_log_clear (EmberPerfLog *log);

/* Takes in one record; one that is damaged is counted. */
void ember_perf_log_add (EmberPerfLog *log,
                         const EmberPerfRecord *record);

/* Whether a good deal of it is settled: everything from before `settled_ns`. Never where rows are needed again. */
bool ember_perf_log_is_ripe (const EmberPerfLog *log);

/* Forgets what is from before @end_ns, and all chains that nothing else has; those of the rest get new numbers. */
void ember_perf_log_drop (EmberPerfLog *log,
                          int64_t end_ns);

/* Tells progress the rest, and the builder what was damaged or lost. */
void ember_perf_log_finish (EmberPerfLog *log);
