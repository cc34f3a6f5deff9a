/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/band.h"
#include "profile/profile.h"

/* What a heat map shows by a shape; the order is that of a list. */
typedef enum
{
  EMBER_PATTERN_PERIODIC,        /* a thread wakes at fixed times: level lines */
  EMBER_PATTERN_BUSY_WAIT,       /* works, then sleeps for a fixed time: slanted lines */
  EMBER_PATTERN_UTILIZATION,     /* a phase of steady load: an even field */
  EMBER_PATTERN_RISING,          /* the load grows */
  EMBER_PATTERN_FALLING,         /* the load shrinks */
  EMBER_PATTERN_VARIABLE_LOAD,   /* heavier phases come again and again: stripes */
  EMBER_PATTERN_PERTURBATION,    /* for a while all CPUs are busy: a dark bar */
  EMBER_PATTERN_BLOCKING,        /* for a while all CPUs are idle: a gap */
  EMBER_PATTERN_SINGLE_THREADED, /* for a while one thread runs and all others wait: a pale bar */
  EMBER_N_PATTERN_KINDS
} EmberPatternKind;

#define EMBER_PATTERN_NO_THREAD UINT32_MAX

/* EmberPattern: one thing found, or made. Numbers that do not apply to its kind are NAN.
 *
 * A bound is what the sampling leaves open: a number is known to about one bound, and
 * digits below it mean nothing.
 */
typedef struct
{
  EmberPatternKind kind;
  EmberTimeRange range;
  double range_bound_s; /* of both ends */
  EmberThreadId thread; /* who does it, or EMBER_PATTERN_NO_THREAD */
  double period_s;      /* from wakeup to wakeup, from phase to phase */
  double period_bound_s;
  double offset_s; /* of the first wakeup after the whole second it lies in */
  double busy_ms;  /* work per wakeup */
  double busy_bound_ms;
  double sleep_s;        /* of busy-wait: the fixed time between works */
  double drift_ms_per_s; /* how far wakeups creep up a column of a second, each second */
  double level;          /* load, in parts of all CPUs; of a change: before it; of variable load: of the heavier phase */
  double level_to;       /* of a change: after it; of variable load: of the lighter phase */
  double level_bound;
  double variability;       /* standard deviation of the load of a second, in parts of all CPUs */
  double length_s;          /* of variable load: of the heavier phase */
  double confidence;        /* 0..1 */
  EmberStackId stack;       /* the code that stands out; of blocking: that ran before; or EMBER_STACK_ROOT */
  EmberBand band;           /* of wakeups: where all of the line lies, works and strays included; none where it is not bounded well */
  EmberStackId stack_after; /* of blocking: that ran after, or EMBER_STACK_ROOT */
} EmberPattern;

/* A pattern of @kind without any number. */
EmberPattern ember_pattern_make (EmberPatternKind kind,
                                 EmberTimeRange range);

/* The word of a kind in files and on the command line: "busy-wait". */
const char *ember_pattern_kind_get_name (EmberPatternKind kind);

/* Rounds @value to the last decimal digit that @bound leaves standing: 1.01987 with a bound of 0.002 is 1.02.
 * @bound: <= 0 or NAN: @value as it is
 * @n_decimals: (out) (optional): digits behind the point, 0..9 */
double ember_pattern_round (double value,
                            double bound,
                            int *n_decimals);

/* Orders by begin, then kind, thread and end. */
int ember_pattern_compare (const EmberPattern *a,
                           const EmberPattern *b);
