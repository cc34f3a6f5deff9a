/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/wakeup-line.h"

#include <math.h>

#define MAX_MISSED 16
#define MISS_COST 0.04
#define STRAY_COST 0.2
#define MIN_SEEN 0.08
#define MIN_SEEN_OF_LONG 0.7
#define MIN_SCORE 22.0
#define MOSTLY_SEEN 0.9
#define MIN_WAKEUPS_WITH_HOLES 9
#define FAR 8
#define SLACKS_A_PERIOD 50
#define SLACKS_A_WORK 8
#define MAX_STEP_PARTS 4
#define MIN_FOR_ADDING_UP 40
#define ADDING_UP 2.2

/* The best way to come to a wakeup along a line. */
typedef struct
{
  double score;
  int32_t before;
  uint32_t n_steps;
} Step;

static int64_t
get_begin (const GArray *wakeups,
           guint index)
{
  return g_array_index (wakeups, EmberWakeup, index).begin_ns;
}

static void
find_step (const GArray *wakeups,
           guint index,
           const EmberWakeupPeriod *period,
           double slack_ns,
           Step *steps)
{
  steps[index] = (Step){ 1, -1, 0 };
  for (guint i = index; i-- > 0;)
    {
      const double distance = (double) (get_begin (wakeups, index) - get_begin (wakeups, i));
      const double n = round (distance / period->period_ns);
      const double stray = fabs (distance - n * period->period_ns) / (slack_ns * (1 + 0.1 * n));
      const double score = steps[i].score + 1 - MISS_COST * (n - 1) - STRAY_COST * stray * stray;

      if (n > MAX_MISSED)
        break;
      if (n >= 1 && stray <= 1 && score > steps[index].score)
        steps[index] = (Step){ score, (int32_t) i, (uint32_t) n };
    }
}

static void
reverse (GArray *indices)
{
  guint *data = (guint *) (void *) indices->data;

  for (guint i = 0; i < indices->len / 2; i++)
    {
      const guint other = indices->len - 1 - i;
      const guint index = data[i];

      data[i] = data[other];
      data[other] = index;
    }
}

/* @numbers: (out): the number of each wakeup on the line, from 0
 * Returns: (transfer full): indices of the wakeups on the best line, in order of time */
static GArray *
find_best (const GArray *wakeups,
           const EmberWakeupPeriod *period,
           double slack_ns,
           GArray **numbers)
{
  g_autofree Step *steps = g_new (Step, MAX (wakeups->len, 1));
  GArray *indices = g_array_new (FALSE, FALSE, sizeof (guint));
  guint best = 0;
  uint32_t number = 0;

  *numbers = g_array_new (FALSE, FALSE, sizeof (uint32_t));
  for (guint i = 0; i < wakeups->len; i++)
    {
      find_step (wakeups, i, period, slack_ns, steps);
      best = steps[i].score > steps[best].score ? i : best;
    }
  for (int32_t i = (int32_t) best; i >= 0; i = steps[i].before)
    g_array_append_val (indices, i);
  reverse (indices);
  for (guint i = 0; i < indices->len; i++)
    {
      number += steps[g_array_index (indices, guint, i)].n_steps;
      if (i == 0)
        number = 0;
      g_array_append_val (*numbers, number);
    }
  return indices;
}

/* Least squares of begin = at + number × period.
 * @strays: (out): what is left of each, nanoseconds */
static void
fit (EmberWakeupLine *line,
     const GArray *wakeups,
     const GArray *numbers,
     double *strays)
{
  const guint n = line->indices->len;
  const int64_t zero = get_begin (wakeups, g_array_index (line->indices, guint, 0));
  double mean_x = 0, mean_y = 0, xx = 0, xy = 0;

  for (guint i = 0; i < n; i++)
    {
      strays[i] = (double) (get_begin (wakeups, g_array_index (line->indices, guint, i)) - zero);
      mean_x += g_array_index (numbers, uint32_t, i) / (double) n;
      mean_y += strays[i] / n;
    }
  for (guint i = 0; i < n; i++)
    {
      const double x = g_array_index (numbers, uint32_t, i) - mean_x;

      xx += x * x;
      xy += x * (strays[i] - mean_y);
    }
  line->period_ns = xy / xx;
  line->begin_ns = (double) zero + mean_y - mean_x * line->period_ns;
  for (guint i = 0; i < n; i++)
    strays[i] -= mean_y + (g_array_index (numbers, uint32_t, i) - mean_x) * line->period_ns;
  line->period_bound_ns = xx;
}

static double
get_mean_square (const double *strays,
                 guint n,
                 guint distance)
{
  double sum = 0;

  for (guint i = 0; i + distance < n; i++)
    sum += (strays[i + distance] - strays[i]) * (strays[i + distance] - strays[i]);
  return n > distance ? sum / (n - distance) : 0;
}

/* Two standard errors of the slope, for strays that are noise or a walk. */
static void
bound_period (EmberWakeupLine *line,
              const double *strays,
              const EmberSamplingClock *clock)
{
  const guint n = line->indices->len;
  const double xx = line->period_bound_ns;
  const double near = get_mean_square (strays, n, 1);
  const double far = get_mean_square (strays, n, FAR);
  const double least = clock->period_ns * clock->period_ns / 12;
  double sum = 0, walk;

  for (guint i = 0; i < n; i++)
    sum += strays[i] * strays[i];
  line->stray_ns = sqrt (sum / n);
  line->is_adding_up = n >= MIN_FOR_ADDING_UP && far > ADDING_UP * MAX (near, least);
  walk = MAX (far - near, 0) / (FAR - 1) * n / MAX (line->n_wakeups, 1u);
  line->period_bound_ns = 2 * sqrt (MAX (sum / MAX (n - 2, 1u), least) / xx + (line->is_adding_up ? 1.2 * walk / line->n_wakeups : 0));
}

/* Wakeups that meet samples at few places only, as timer and samples go in step, show no more than
 * these: a half, a third of a sampling period. */
static double
get_step_bound (const EmberWakeupLine *line,
                const EmberSamplingClock *clock)
{
  const double ratio = line->period_ns / clock->period_ns;

  for (int parts = 1; parts <= MAX_STEP_PARTS; parts++)
    if (fabs (ratio * parts - round (ratio * parts)) * line->n_wakeups < 2)
      return clock->period_ns / parts;
  return 0;
}

static void
measure_work (EmberWakeupLine *line,
              const GArray *wakeups,
              const EmberSamplingClock *clock)
{
  const guint n = line->indices->len;
  double sum = 0, squares = 0, variance;

  for (guint i = 0; i < n; i++)
    {
      const double samples = g_array_index (wakeups, EmberWakeup, g_array_index (line->indices, guint, i)).n_samples;

      sum += samples;
      squares += samples * samples;
    }
  variance = MAX (squares / line->n_wakeups - pow (sum / line->n_wakeups, 2), 0.02);
  /* The line ends with wakeups that were seen, so one of either is no news. */
  line->busy_ns = sum * (n - 1) / n / (line->n_wakeups - 1) * clock->period_ns;
  line->busy_bound_ns = MAX (2 * sqrt (variance / line->n_wakeups) * clock->period_ns, get_step_bound (line, clock));
  /* The first sample comes some time after the thread woke: half a period if it works that long. */
  line->begin_ns -= MIN (clock->period_ns, line->busy_ns) / 2;
}

/* Wakeups at random would be found in a window of the line as often as they are in any other. */
static double
get_score (const EmberWakeupLine *line,
           const GArray *wakeups,
           const EmberSamplingClock *clock,
           const EmberWakeupPeriod *period)
{
  const double length = (double) (get_begin (wakeups, wakeups->len - 1) - get_begin (wakeups, 0)) + period->period_ns;
  const double window = MIN (period->window_ns, MAX (4 * line->stray_ns, clock->period_ns));
  const double chance = CLAMP (-expm1 (-wakeups->len / length * window), 1e-6, 0.999);
  const double seen = (double) line->indices->len / line->n_wakeups;
  const double missed = 1 - seen;

  if (seen <= chance)
    return 0;
  return line->n_wakeups * (seen * log (seen / chance) + (missed > 0 ? missed * log (missed / (1 - chance)) : 0));
}

static bool
is_good (const EmberWakeupLine *line,
         const GArray *wakeups)
{
  const double seen = (double) line->indices->len / line->n_wakeups;
  uint32_t n_long = 0;

  for (guint i = 0; i < line->indices->len; i++)
    n_long += g_array_index (wakeups, EmberWakeup, g_array_index (line->indices, guint, i)).n_samples > 1;
  return line->score > MIN_SCORE && (seen > MOSTLY_SEEN || line->indices->len >= MIN_WAKEUPS_WITH_HOLES) && seen > (n_long * 2 > line->indices->len ? MIN_SEEN_OF_LONG : MIN_SEEN);
}

/* How far a wakeup may be from where it was to come. On another CPU the first sample comes up to a
 * sampling period earlier or later; after a long work a sleep ends sooner or later. */
static double
get_slack (const GArray *wakeups,
           const EmberSamplingClock *clock,
           const EmberWakeupPeriod *period)
{
  double slack = MAX (MAX (period->window_ns / 2, clock->period_ns * 1.05), period->period_ns / SLACKS_A_PERIOD);
  double work = 0;

  for (guint i = 0; i < wakeups->len; i++)
    work += g_array_index (wakeups, EmberWakeup, i).n_samples * clock->period_ns / wakeups->len;
  slack = MAX (slack, work / SLACKS_A_WORK);
  return MIN (slack, period->period_ns / 4);
}

bool
ember_wakeup_line_follow (const GArray *wakeups,
                          const EmberSamplingClock *clock,
                          const EmberWakeupPeriod *period,
                          EmberWakeupLine *line)
{
  g_autoptr (GArray) numbers = NULL;
  g_autofree double *strays = NULL;
  const double slack = get_slack (wakeups, clock, period);

  *line = (EmberWakeupLine){ .indices = find_best (wakeups, period, slack, &numbers) };
  if (line->indices->len >= EMBER_WAKEUP_PERIOD_MIN_WAKEUPS)
    {
      strays = g_new (double, line->indices->len);
      line->n_wakeups = g_array_index (numbers, uint32_t, numbers->len - 1) + 1;
      fit (line, wakeups, numbers, strays);
      bound_period (line, strays, clock);
      measure_work (line, wakeups, clock);
      line->score = get_score (line, wakeups, clock, period);
      if (is_good (line, wakeups))
        return true;
    }
  ember_wakeup_line_clear (line);
  return false;
}

void
ember_wakeup_line_clear (EmberWakeupLine *line)
{
  g_clear_pointer (&line->indices, g_array_unref);
}
