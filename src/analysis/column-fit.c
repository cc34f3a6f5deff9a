/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/column-fit.h"

#include <math.h>

#include "analysis/quantile.h"
#include "analysis/wakeup-line.h"

#define LEAST 0.8
#define MOST 1.25

/* How much more a period within these counts. */
#define NEAR_WEIGHT 4

/* A window is so many of the bins of a column. */
#define N_BINS 240
#define WINDOW 10

#define N_COLUMNS_FIRST 24
#define MIN_COLUMNS 3
#define MIN_SAMPLES 16
#define MAX_SAMPLES 100000

/* A length stands out if it is so many deviations above the usual. */
#define MIN_DEVIATIONS 10.0

typedef struct
{
  double *times; /* since the range's begin, sorted only within each table */
  size_t n;
  double length;  /* of the range */
  double stretch; /* what is folded together */
} Arrivals;

static void
collect (Arrivals *arrivals,
         const EmberTableSet *set,
         EmberTimeRange range)
{
  const uint64_t n_all = ember_table_set_count (set, range);
  const uint64_t stride = n_all / MAX_SAMPLES + 1;
  uint64_t n_seen = 0;

  arrivals->times = g_new (double, n_all / stride + 1);
  for (uint32_t i = 0; i < set->n_tables; i++)
    {
      const int64_t *times = ember_sample_table_get_times (set->tables[i]);
      const EmberBitmap *mask = ember_table_set_get_mask (set, i);
      size_t first, last;

      ember_sample_table_find (set->tables[i], range, &first, &last);
      for (size_t row = first; row < last; row++)
        if ((mask == NULL || ember_bitmap_get (mask, row)) && n_seen++ % stride == 0)
          arrivals->times[arrivals->n++] = (double) (times[row] - range.begin_ns);
    }
}

static double
get_phase (double time,
           double column)
{
  const double place = time / column;

  return place - floor (place);
}

/* The sum of each window of a folded stretch, beginning at each bin. */
static void
slide (const uint32_t *bins,
       uint32_t *sums)
{
  uint32_t sum = 0;

  for (uint32_t i = 0; i < WINDOW; i++)
    sum += bins[i];
  for (uint32_t i = 0; i < N_BINS; i++)
    {
      sums[i] = sum;
      sum = sum - bins[i] + bins[(i + WINDOW) % N_BINS];
    }
}

/* How much samples gather at one height, over all stretches. */
static double
get_score (const Arrivals *arrivals,
           double column)
{
  const uint32_t n_stretches = (uint32_t) ceil (arrivals->length / arrivals->stretch);
  g_autofree uint32_t *bins = g_new0 (uint32_t, (size_t) n_stretches * N_BINS);
  double score = 0;

  for (size_t i = 0; i < arrivals->n; i++)
    {
      const uint32_t stretch = MIN ((uint32_t) (arrivals->times[i] / arrivals->stretch), n_stretches - 1);
      const uint32_t bin = MIN ((uint32_t) (get_phase (arrivals->times[i], column) * N_BINS), N_BINS - 1);

      bins[(size_t) stretch * N_BINS + bin]++;
    }
  for (uint32_t stretch = 0; stretch < n_stretches; stretch++)
    {
      uint32_t sums[N_BINS];

      slide (bins + (size_t) stretch * N_BINS, sums);
      for (uint32_t i = 0; i < N_BINS; i++)
        score += (double) sums[i] * sums[i];
    }
  return score;
}

/* A step that moves the ends of a stretch by half a window. */
static double
get_step (const Arrivals *arrivals,
          double column)
{
  return column * column / arrivals->stretch * WINDOW / N_BINS / 2;
}

static bool
stands_out (GArray *scores,
            double best)
{
  double middle;

  ember_quantile_sort (scores);
  middle = ember_quantile_get (scores, 1, 2);
  /* Below the middle no line disturbs. */
  return best - middle > MIN_DEVIATIONS * 1.48 * (middle - ember_quantile_get (scores, 1, 4)) && best > middle * 1.02;
}

/* Returns: 0 if nothing stands out */
static double
find_roughly (const Arrivals *arrivals,
              double start,
              GCancellable *cancellable)
{
  g_autoptr (GArray) scores = g_array_new (FALSE, FALSE, sizeof (double));
  double best_column = 0;
  double best = 0;

  for (double column = start * LEAST; column <= start * MOST; column += get_step (arrivals, column))
    {
      const double score = get_score (arrivals, column);

      if (g_cancellable_is_cancelled (cancellable))
        return 0;
      g_array_append_val (scores, score);
      if (score > best)
        {
          best = score;
          best_column = column;
        }
    }
  return stands_out (scores, best) ? best_column : 0;
}

static double
refine (Arrivals *arrivals,
        double column)
{
  while (arrivals->stretch < arrivals->length)
    {
      const double reach = 2 * get_step (arrivals, column);
      const double middle = column;
      double best = 0;

      arrivals->stretch = MIN (arrivals->stretch * 2, arrivals->length);
      for (double at = middle - reach; at <= middle + reach; at += get_step (arrivals, middle))
        {
          const double score = get_score (arrivals, at);

          if (score > best)
            {
              best = score;
              column = at;
            }
        }
    }
  return column;
}

/* The middle of the fullest window, as a phase. */
static double
find_line (const Arrivals *arrivals,
           double column)
{
  uint32_t bins[N_BINS] = { 0 };
  uint32_t sums[N_BINS];
  uint32_t fullest = 0;

  for (size_t i = 0; i < arrivals->n; i++)
    bins[MIN ((uint32_t) (get_phase (arrivals->times[i], column) * N_BINS), N_BINS - 1)]++;
  slide (bins, sums);
  for (uint32_t i = 1; i < N_BINS; i++)
    if (sums[i] > sums[fullest])
      fullest = i;
  return (fullest + WINDOW / 2.0) / N_BINS;
}

/* Straightens the line: what is left of its slope is taken off the column. */
static double
straighten (const Arrivals *arrivals,
            double column)
{
  const double line = find_line (arrivals, column);
  const double reach = (double) WINDOW / N_BINS;
  double n = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;

  for (size_t i = 0; i < arrivals->n; i++)
    {
      const double x = arrivals->times[i] / column;
      const double y = get_phase (arrivals->times[i] - line * column + column / 2, column) - 0.5;

      if (fabs (y) > reach)
        continue;
      n++;
      sum_x += x;
      sum_y += y;
      sum_xx += x * x;
      sum_xy += x * y;
    }
  return column * (1 + (n * sum_xy - sum_x * sum_y) / MAX (n * sum_xx - sum_x * sum_x, 1e-9));
}

/* Digits that say less than a 200th of a column over the whole range are left out. */
static int64_t
round_length (double column,
              double length)
{
  const double bound = column / 200 * column / length;
  const double unit = pow (10, floor (log10 (MAX (bound, 1))));

  return (int64_t) (round (column / unit) * unit);
}

static bool
is_near (double column,
         double start)
{
  return column >= start * LEAST && column <= start * MOST;
}

/* The distance at which one thread's wakeups follow each other.
 * @score: (out): how clearly
 * Returns: 0 where at none */
static double
find_period (const GArray *wakeups,
             const EmberSamplingClock *clock,
             uint32_t n_threads,
             double *score)
{
  EmberWakeupPeriod period;
  EmberWakeupLine line;
  double found;

  if (wakeups == NULL || !ember_wakeup_period_find (wakeups, clock, n_threads, &period))
    return 0;
  if (!ember_wakeup_line_follow (wakeups, clock, &period, &line))
    {
      period.period_ns = period.whole_ns;
      period.whole_ns = 0;
      if (period.period_ns <= 0 || !ember_wakeup_line_follow (wakeups, clock, &period, &line))
        return 0;
    }
  found = line.period_ns;
  *score = line.score;
  ember_wakeup_line_clear (&line);
  return found;
}

/* Of the threads that wake up at one distance, the one whose evidence is strongest. */
typedef struct
{
  double period_ns; /* 0: none */
  double evidence;  /* as find_period() has it, more for what is near the start */
  EmberThreadId thread;
  uint32_t n_threads; /* that do */
  bool has_near;      /* one of them does near the start */
} Wakers;

static void
add_waker (Wakers *wakers,
           EmberThreadId thread,
           double period_ns,
           double score,
           double start)
{
  const double evidence = is_near (period_ns, start) ? score * NEAR_WEIGHT : score;

  wakers->n_threads++;
  wakers->has_near |= is_near (period_ns, start);
  if (wakers->period_ns > 0 && evidence <= wakers->evidence)
    return;
  wakers->period_ns = period_ns;
  wakers->evidence = evidence;
  wakers->thread = thread;
}

static Wakers
find_wakers (const EmberTableSet *set,
             EmberTimeRange range,
             double start,
             GCancellable *cancellable)
{
  EmberSamplingClock clock = ember_sampling_clock_new (set);
  g_autoptr (EmberWakeups) wakeups = NULL;
  Wakers wakers = { 0 };

  clock.range = ember_time_range_intersect (clock.range, range);
  wakeups = ember_wakeups_new (set, &clock, cancellable);
  for (uint32_t i = 0; wakeups != NULL && i < wakeups->n_threads && !g_cancellable_is_cancelled (cancellable); i++)
    {
      double score = 0;
      const double found = find_period (wakeups->threads[i], &clock, wakeups->n_threads, &score);

      if (found > 0)
        add_waker (&wakers, i, found, score, start);
    }
  return wakers;
}

/* Returns: 0 where nothing stands out near @start */
static double
fold (const EmberTableSet *set,
      EmberTimeRange range,
      double start,
      GCancellable *cancellable)
{
  Arrivals arrivals = { .length = (double) (range.end_ns - range.begin_ns) };
  double column;

  if (arrivals.length < start * MIN_COLUMNS)
    return 0;
  arrivals.stretch = MIN (start * N_COLUMNS_FIRST, arrivals.length);
  collect (&arrivals, set, range);
  column = arrivals.n >= MIN_SAMPLES ? find_roughly (&arrivals, start, cancellable) : 0;
  if (column > 0)
    {
      column = refine (&arrivals, column);
      for (int i = 0; i < 3; i++)
        column = straighten (&arrivals, column);
    }
  g_free (arrivals.times);
  return column;
}

/* Whether one is a whole multiple of the other; each is known to half a per cent. */
static bool
is_multiple (double a,
             double b)
{
  const double ratio = MAX (a, b) / MIN (a, b);

  return fabs (ratio - round (ratio)) < ratio / 100;
}

/* Of a line near @start, unless it is hardly one, or wakeups farther from it account for that line, too. */
static double
find_column (const EmberTableSet *set,
             EmberTimeRange range,
             double start,
             GCancellable *cancellable,
             EmberColumnFit *fit)
{
  const Wakers wakers = find_wakers (set, range, start, cancellable);
  const double folded = wakers.has_near ? 0 : fold (set, range, start, cancellable);

  fit->n_threads = wakers.n_threads;
  if (folded > 0 && (wakers.n_threads == 0 || !is_multiple (folded, wakers.period_ns)))
    return folded;
  fit->has_thread = wakers.n_threads > 0;
  fit->thread = wakers.thread;
  return wakers.period_ns;
}

EmberColumnFit
ember_column_fit_find (const EmberTableSet *set,
                       EmberTimeRange range,
                       int64_t start_ns,
                       GCancellable *cancellable)
{
  const EmberTimeRange clipped = ember_time_range_intersect (range, ember_profile_get_range (set->profile));
  EmberColumnFit fit = { 0 };
  double column;

  if (ember_time_range_is_empty (clipped))
    return fit;
  column = find_column (set, clipped, (double) start_ns, cancellable, &fit);
  if (column <= 0 || g_cancellable_is_cancelled (cancellable))
    return (EmberColumnFit){ 0 };
  fit.length_ns = round_length (column, (double) (clipped.end_ns - clipped.begin_ns));
  return fit;
}
