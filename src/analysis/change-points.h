/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

/* EmberPhase: a part of a series with a level of its own. */
typedef struct
{
  uint32_t begin;
  uint32_t end;
  double level; /* mean */
} EmberPhase;

/* Cuts a series into phases so that the squares of what is left of the phases' means, in units of
 * @variance, and a price for each cut, are least (optimal partitioning: Jackson et al., "An algorithm
 * for optimal partitioning of data on an interval", 2005). The price is 4 log (n) + 8, so that noise is cut
 * in less than one of 1000 series. A phase is 6 values long or more.
 * @values: NAN: unknown, belongs to the phase around it
 * @n: 1 .. 4096
 * Cost: O(n²), 10 ms for 4096
 * Returns: (transfer full) (nullable) (element-type EmberPhase): at least one; NULL if cancelled */
GArray *ember_change_points_find (const float *values,
                                  uint32_t n,
                                  double variance,
                                  GCancellable *cancellable);

/* What a value varies by beside steps: half the mean square of differences of neighbours
 * (von Neumann 1941), or what the smaller differences of longer means say, if that is more. */
double ember_change_points_get_variance (const float *values,
                                         uint32_t n);

/* EmberRamp: a series that stands at one level, changes evenly, and stands at another one. */
typedef struct
{
  uint32_t begin;
  uint32_t end;
  double from;
  double to;
  double squares;      /* left of the fit */
  double step_squares; /* left of the best fit that changes at once */
} EmberRamp;

/* The ramp that fits @values best by least squares, of all pairs of ends.
 * Cost: O(n²), some hundred values at a time are looked at
 * Returns: false with less than 4 values */
bool ember_change_points_fit_ramp (const float *values,
                                   uint32_t n,
                                   EmberRamp *ramp);
