/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/scene.h"

/* PatternScore: how findings compare with the truth of a scene. */
typedef struct
{
  uint32_t n_true;      /* that physics allows to find */
  uint32_t n_found;     /* of those */
  uint32_t n_false;     /* findings of this kind that are not there */
  uint32_t n_busy;      /* works that physics allows to measure */
  uint32_t n_busy_good; /* of those, within 10 % */
  double worst_busy;    /* relative error */
} PatternScore;

/* The scene @index of a grid: periods of 0.1 to 10 s, works of 3 to 120 ms, 2 to 64 CPUs, 49 to 999
 * Hz, noise up to 40 %, 20 to 300 s, drawn at random; at most 3 million samples. */
EmberScene pattern_truth_draw (EmberPatternKind kind,
                               uint32_t index);

/* Adds the scores of a scene's findings, by kind of finding or truth.
 *
 * What physics does not allow, and is not asked for:
 * - wakeups seen less than 8 times, because they are few or shorter than a sampling period;
 * - wakeups with less than 2.5 sampling periods of sleep, or less than 3.5 windows apart (a window
 *   being 6 ms in whole sampling periods): they cannot be told from each other;
 * - wakeups shorter than a sampling period that go in step with samples: some are never seen, and what is
 *   seen has a multiple of the period;
 * - busy-waits whose period is as round a number as their sleep: nothing tells them from timers;
 * - works whose sum over all wakeups is not known to 4 %: by the ends of samples, or where timer and
 *   samples go in step, so that every wakeup meets samples alike;
 * - ends of bursts and gaps to 20 ms where samples, or works, that could show them are more than 6 ms apart, and
 *   bursts and gaps that hold too few samples to be no accident.
 * A finding of such a thing that is right is no false one.
 * @scores: EMBER_N_PATTERN_KINDS of them */
void pattern_truth_compare (const EmberScene *scene,
                            const GArray *truth,
                            const GArray *found,
                            PatternScore *scores);
