/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/wakeup-period.h"

/* EmberWakeupLine: wakeups of one thread that follow each other at one distance: what a heat map
 * shows as a line. Bounds are two standard errors, and never below what the sampling leaves open. */
typedef struct
{
  GArray *indices;    /* guint: the wakeups that were seen, among those of the thread */
  uint32_t n_wakeups; /* with those between them that fell between two samples */
  double period_ns;
  double period_bound_ns;
  double begin_ns; /* when the first one woke, on the fitted line */
  double busy_ns;  /* work per wakeup */
  double busy_bound_ns;
  double stray_ns;   /* how far wakeups are from the line: standard deviation */
  double score;      /* minus the logarithm of the chance that wakeups at random would fall so */
  bool is_adding_up; /* lateness is carried on from wakeup to wakeup, as no timer does */
} EmberWakeupLine;

/* Follows the line that most wakeups are on, from each to the next one a multiple of the period
 * later, and fits a straight line to their times by least squares. Whether lateness adds up shows in
 * how far wakeups stray from that line: neighbours as far as distant ones for a timer (noise), ever
 * farther with their distance for a sleep (a random walk).
 * @period: what ember_wakeup_period_find() found among @wakeups
 * Cost: O(wakeups × wakeups in 16 periods)
 * Returns: false where the line is too full of holes, or what chance could do; then nothing is set */
bool ember_wakeup_line_follow (const GArray *wakeups,
                               const EmberSamplingClock *clock,
                               const EmberWakeupPeriod *period,
                               EmberWakeupLine *line);

void ember_wakeup_line_clear (EmberWakeupLine *line);
