/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/load.h"

typedef enum
{
  EMBER_LOAD_RUN_BUSY,  /* all CPUs are busy */
  EMBER_LOAD_RUN_QUIET, /* none is */
} EmberLoadRunKind;

/* EmberLoadRun: a stretch in which all CPUs did as one. */
typedef struct
{
  EmberTimeRange range;
  double bound_ns;    /* of both ends: the time between two samples that could show them */
  uint32_t n_samples; /* that count, in it */
  double level;       /* parts of all CPUs */
  double score;       /* logarithm of how much likelier it is than the load around it */
} EmberLoadRun;

/* Finds the runs of one kind: maximal scoring stretches, where each sample and each moment without
 * one scores the logarithm of how much likelier it is in such a run than at the level around it
 * (Karlin & Altschul, "Methods for assessing the statistical significance of molecular sequence
 * features by using general scoring schemes", 1990; Ruzzo & Tompa 1999). By their theorem random
 * samples reach a score of log (samples) + s with chance exp (-s) at most; scores are divided by the
 * load's clumping first. A run that took other load with it is looked at again, against that load. So a run is as long as it must be to be no accident.
 * @except: samples of this thread do not count, or EMBER_RUN_NO_THREAD
 * @share: the part of the load around that counts, 1 without @except
 * @range: where to look
 * Cost: O(samples in @range), 8 ns each
 * Returns: (transfer full) (nullable) (element-type EmberLoadRun): in order of time; NULL if cancelled */
GArray *ember_load_runs_find (const EmberLoad *load,
                              const EmberTableSet *set,
                              EmberLoadRunKind kind,
                              EmberThreadId except,
                              double share,
                              EmberTimeRange range,
                              GCancellable *cancellable);

#define EMBER_RUN_NO_THREAD UINT32_MAX
