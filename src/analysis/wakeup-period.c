/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/wakeup-period.h"

#include <math.h>

#define MAX_MULTIPLES 16
#define MAX_NEIGHBOURS 128
#define FEW_MULTIPLES 3
#define BINS_A_PERIOD 4.0
#define MIN_BIN_NS 1e6
#define MAX_BINS (1u << 21)
#define MIN_WINDOW_NS 6e6
#define WINDOWS_A_PERIOD 64
#define MAX_PARTS 12
#define PART_MULTIPLES 4
#define GAIN 1.1
#define MORE_PAIRS 1.5
#define MIN_CONTRAST 1.5
#define MIN_WINDOWS 3.5
#define MIN_LENGTH_PERIODS 4.0
#define MAX_SPARSENESS 16.0
#define MANY_WAKEUPS 4096
#define N_PARTS 4
#define SURENESS 7.0 /* natural logarithm of 1000, and a little */

/* How many pairs of wakeups are at most so many bins apart: prefix sums. */
typedef struct
{
  uint32_t *sums; /* n_bins + 1 */
  uint32_t n_bins;
  double bin_ns;
} Distances;

static int64_t
get_begin (const GArray *wakeups,
           guint index)
{
  return g_array_index (wakeups, EmberWakeup, index).begin_ns;
}

static void
count_part (Distances *self,
            const GArray *wakeups,
            guint first,
            guint last)
{
  for (guint i = first; i < last; i++)
    for (guint j = i + 1; j < MIN (last, i + 1 + MAX_NEIGHBOURS); j++)
      {
        const double bin = (double) (get_begin (wakeups, j) - get_begin (wakeups, i)) / self->bin_ns;

        if (bin >= self->n_bins)
          break;
        self->sums[(uint32_t) bin + 1]++;
      }
}

/* Of very many wakeups some parts stand for all. */
static void
count_distances (Distances *self,
                 const GArray *wakeups)
{
  const guint part = MANY_WAKEUPS / N_PARTS;

  if (wakeups->len <= MANY_WAKEUPS)
    count_part (self, wakeups, 0, wakeups->len);
  else
    for (guint i = 0; i < N_PARTS; i++)
      {
        const guint first = (guint) ((guint64) (wakeups->len - part) * i / (N_PARTS - 1));

        count_part (self, wakeups, first, first + part);
      }
  for (uint32_t i = 0; i < self->n_bins; i++)
    self->sums[i + 1] += self->sums[i];
}

static double
count_between (const Distances *self,
               double begin_ns,
               double end_ns)
{
  const double scale = 1 / self->bin_ns;
  const uint32_t first = (uint32_t) CLAMP (lround (begin_ns * scale), 0, self->n_bins);
  const uint32_t last = (uint32_t) CLAMP (lround (end_ns * scale), 0, self->n_bins);

  return self->sums[last] - self->sums[first];
}

static double
round_to_periods (double window_ns,
                  double sampling_ns)
{
  return MAX (1, ceil (window_ns / sampling_ns - 0.05)) * sampling_ns;
}

/* Long periods are known less well. */
static double
get_window (double period_ns,
            double sampling_ns)
{
  return round_to_periods (MAX (MIN_WINDOW_NS, period_ns / WINDOWS_A_PERIOD), sampling_ns);
}

/* Surplus near the first @n multiples of @period over what an even spread would put there.
 * @expected: (out): */
static double
count_near (const Distances *self,
            double period_ns,
            double window_ns,
            int n,
            double *expected)
{
  double near = 0;

  for (int k = 1; k <= n; k++)
    near += count_between (self, k * period_ns - window_ns / 2, k * period_ns + window_ns / 2);
  *expected = count_between (self, period_ns / 2, (n + 0.5) * period_ns) * window_ns / period_ns;
  return near;
}

/* Minus the logarithm of the chance that so many are near. */
static double
rate (double near,
      double expected)
{
  return near > MIN_CONTRAST * expected && expected > 0 ? near * log (near / expected) - (near - expected) : 0;
}

static double
get_score (const Distances *self,
           double period_ns,
           double window_ns,
           int n)
{
  double expected;
  const double near = count_near (self, period_ns, window_ns, n, &expected);

  return rate (near, expected);
}

static int
count_multiples (const Distances *self,
                 double period_ns)
{
  return (int) MIN (MAX_MULTIPLES, self->n_bins * self->bin_ns / period_ns - 0.5);
}

/* Tries all periods, and takes the one with the best score.
 * Returns: how many */
static double
try_periods (const Distances *self,
             double sampling_ns,
             double longest_ns,
             EmberWakeupPeriod *best)
{
  double n_tried = 0;
  double window = get_window (0, sampling_ns);

  for (double period = window * MIN_WINDOWS; period < longest_ns; period += window / (2 * MAX_MULTIPLES))
    {
      window = get_window (period, sampling_ns);
      for (int i = 0; i < 2; i++)
        {
          const int n = MIN (i == 0 ? MAX_MULTIPLES : FEW_MULTIPLES, count_multiples (self, period));
          const double score = get_score (self, period, window, n);

          if (score > best->score)
            *best = (EmberWakeupPeriod){ period, 0, window, (uint32_t) n, score };
          n_tried++;
        }
    }
  return n_tried;
}

/* As wide as that of the whole, if it can; on another CPU the first sample comes up to a sampling
 * period earlier or later. */
static double
get_window_of_part (double period_ns,
                    double whole_window_ns,
                    double sampling_ns)
{
  const double narrow = get_window (period_ns, sampling_ns);

  if (period_ns > whole_window_ns * MIN_WINDOWS)
    return MAX (narrow, whole_window_ns);
  return period_ns > 2 * sampling_ns * MIN_WINDOWS ? MAX (narrow, 2 * sampling_ns) : narrow;
}

/* A period scores less than its multiples where these reach farther. Over the same distances it scores
 * more: it has all the pairs that they have, and those between. */
static void
try_parts (const Distances *self,
           double sampling_ns,
           EmberWakeupPeriod *best)
{
  const int n = MIN (PART_MULTIPLES, count_multiples (self, best->period_ns));
  const double whole = best->period_ns;
  const double whole_window = best->window_ns;
  double expected;
  const double near_whole = count_near (self, whole, best->window_ns, n, &expected);
  double most = rate (near_whole, expected) * GAIN;

  for (int parts = 2; parts <= MAX_PARTS; parts++)
    {
      const double window = get_window_of_part (whole / parts, whole_window, sampling_ns);
      const double near = count_near (self, whole / parts, window, n * parts, &expected);

      if (whole / parts < window * MIN_WINDOWS)
        return;
      if (near > MORE_PAIRS * near_whole && rate (near, expected) > most)
        {
          most = rate (near, expected);
          *best = (EmberWakeupPeriod){ whole / parts, whole, window, best->n_multiples, best->score };
        }
    }
}

/* Middle of the periods that score nearly as much as the best one. */
static void
centre (const Distances *self,
        EmberWakeupPeriod *best)
{
  const int n = (int) MIN (best->n_multiples, (uint32_t) MAX (count_multiples (self, best->period_ns), 1));
  const double step = best->window_ns / (4 * MAX_MULTIPLES);
  const double most = get_score (self, best->period_ns, best->window_ns, n);
  double sum = 0, weight = 0;

  for (int i = -16; i <= 16; i++)
    {
      const double period = best->period_ns + i * step;
      const double excess = get_score (self, period, best->window_ns, n) - most * 0.9;

      if (excess > 0)
        {
          sum += period * excess;
          weight += excess;
        }
    }
  best->period_ns = weight > 0 ? sum / weight : best->period_ns;
}

bool
ember_wakeup_period_find (const GArray *wakeups,
                          const EmberSamplingClock *clock,
                          uint32_t n_threads,
                          EmberWakeupPeriod *period)
{
  const double length = wakeups->len > 1 ? (double) (get_begin (wakeups, wakeups->len - 1) - get_begin (wakeups, 0)) : 0;
  const double spacing = length / MAX (wakeups->len, 1);
  const double longest = MIN (length / MIN_LENGTH_PERIODS * 1.02, spacing * MAX_SPARSENESS);
  const double narrow = get_window (0, clock->period_ns);
  Distances distances = { .bin_ns = MAX (clock->period_ns / BINS_A_PERIOD, MIN_BIN_NS) };
  double n_tried;

  *period = (EmberWakeupPeriod){ 0 };
  if (wakeups->len < EMBER_WAKEUP_PERIOD_MIN_WAKEUPS || longest <= narrow * MIN_WINDOWS)
    return false;
  distances.n_bins = (uint32_t) MIN (MIN (length, spacing * MAX_NEIGHBOURS) / distances.bin_ns + 2, MAX_BINS);
  distances.sums = g_new0 (uint32_t, distances.n_bins + 1);
  count_distances (&distances, wakeups);
  n_tried = try_periods (&distances, clock->period_ns, longest, period);
  if (period->score > 0)
    {
      centre (&distances, period);
      try_parts (&distances, clock->period_ns, period);
      if (period->whole_ns > 0)
        centre (&distances, period);
    }
  g_free (distances.sums);
  return period->score > log (MAX (n_tried, 1)) + log (MAX (n_threads, 1)) + SURENESS;
}
