/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/ruler-line.h"

#include <math.h>

#include "analysis/work-stream.h"

#define ROWS_A_CHECK 65536
/* A hand is so many rows off the line, but hardly more than this part of a column. */
#define SLACK_ROWS 2.5
#define MAX_SLACK_PARTS 8
/* Where a thread is looked for that has nothing to do with the line; not at halves and thirds, where it may wake too. */
#define N_DECOYS 4
#define MIN_HITS 3
#define MAX_ROUNDS 12
#define MIN_FOR_WALK 20
#define FAR 8
#define MAX_SPACING 32
#define MIN_SHARE 0.5
#define MIN_IN_CLASS 0.9
#define MIN_CLASS_SEEN 0.6

static const double decoys[N_DECOYS] = { 0.13, 0.29, -0.17, -0.37 };

/* A line that repeats from column to column: at @begin in @first, then each @step. */
typedef struct
{
  double begin;
  double step;
  int64_t first; /* columns */
  int64_t last;
} Comb;

/* The columns in which a thread was met on the line, and beside it. */
typedef struct
{
  uint32_t hits[1 + N_DECOYS];
  int64_t last[1 + N_DECOYS];
} Tally;

static double
get_tooth (const Comb *comb,
           int64_t column)
{
  return comb->begin + (double) (column - comb->first) * comb->step;
}

/* The column whose tooth is nearest. */
static int64_t
find_column (const Comb *comb,
             double time)
{
  return comb->first + (int64_t) round ((time - comb->begin) / comb->step);
}

static Comb
get_comb (const EmberHeatmapGrid *grid,
          EmberCell from,
          EmberCell to)
{
  const double row_ns = (double) grid->column_ns / grid->n_rows;
  const double rows = ((double) to.row - from.row) / ((double) to.column - from.column);
  const EmberCell first = from.column < to.column ? from : to;

  return (Comb){
    .begin = (double) ember_heatmap_grid_get_column (grid, first.column).begin_ns + (first.row + 0.5) * row_ns,
    .step = (double) grid->column_ns + rows * row_ns,
    .first = first.column,
    .last = MAX (from.column, to.column),
  };
}

/* All of the columns, and what of a wakeup may lie beyond them. */
static EmberTimeRange
get_range (const EmberHeatmapGrid *grid,
           const Comb *comb)
{
  return (EmberTimeRange){ grid->origin_ns + (comb->first - 1) * grid->column_ns, grid->origin_ns + (comb->last + 2) * grid->column_ns };
}

static void
count_hits (Tally *tally,
            const Comb *comb,
            double time,
            double slack)
{
  for (int i = 0; i <= N_DECOYS; i++)
    {
      const double moved = time - (i > 0 ? decoys[i - 1] * comb->step : 0);
      const int64_t column = find_column (comb, moved);

      if (column < comb->first || column > comb->last || fabs (moved - get_tooth (comb, column)) > slack)
        continue;
      if (tally->hits[i] == 0 || tally->last[i] != column)
        tally->hits[i]++;
      tally->last[i] = column;
    }
}

/* Columns in which the thread was met, but for those in which it would have been anywhere. */
static double
get_excess (const Tally *tally)
{
  double beside = 0;

  for (int i = 1; i <= N_DECOYS; i++)
    beside += (double) tally->hits[i] / N_DECOYS;
  return tally->hits[0] - beside - 2 * sqrt (beside);
}

static bool
find_thread (const EmberTableSet *set,
             EmberTimeRange range,
             const Comb *comb,
             double slack,
             GCancellable *cancellable,
             EmberThreadId *thread)
{
  const uint32_t n_threads = ember_threads_get_n (ember_profile_get_threads (set->profile));
  g_autofree Tally *tallies = g_new0 (Tally, MAX (n_threads, 1));
  g_auto (EmberWorkStream) stream;
  EmberWorkSample sample;
  size_t n = 0;
  double best = MIN_HITS - 0.5;
  bool is_found = false;

  ember_work_stream_init (&stream, set, range, false);
  while (ember_work_stream_next (&stream, &sample))
    {
      if (++n % ROWS_A_CHECK == 0 && g_cancellable_is_cancelled (cancellable))
        return false;
      count_hits (&tallies[sample.thread], comb, (double) sample.time_ns, slack);
    }
  for (EmberThreadId i = 0; i < n_threads; i++)
    if (get_excess (&tallies[i]) > best)
      {
        best = get_excess (&tallies[i]);
        *thread = i;
        is_found = true;
      }
  return is_found;
}

/* Returns: (transfer full) (element-type EmberWakeup): of one thread */
static GArray *
list_wakeups (const EmberTableSet *set,
              EmberTimeRange range,
              EmberThreadId thread,
              double pause)
{
  GArray *wakeups = g_array_new (FALSE, FALSE, sizeof (EmberWakeup));
  g_auto (EmberWorkStream) stream;
  EmberWorkSample sample;

  ember_work_stream_init (&stream, set, range, false);
  while (ember_work_stream_next (&stream, &sample))
    {
      EmberWakeup *last = wakeups->len > 0 ? &g_array_index (wakeups, EmberWakeup, wakeups->len - 1) : NULL;

      if (sample.thread != thread)
        continue;
      if (last == NULL || (double) (sample.time_ns - last->end_ns) > pause)
        g_array_append_val (wakeups, ((EmberWakeup){ sample.time_ns, sample.time_ns, 1 }));
      else
        *last = (EmberWakeup){ last->begin_ns, sample.time_ns, last->n_samples + 1 };
    }
  return wakeups;
}

/* Least squares of begin = comb, through what begins near each tooth; at first the hand may have followed the middle
 * of works, so what reaches to it counts, too.
 * @points: (element-type double): pairs of column and begin */
static void
gather_points (const GArray *wakeups,
               const Comb *comb,
               double slack,
               bool is_first,
               GArray *points)
{
  int64_t last_column = INT64_MIN;
  double last_distance = 0;

  g_array_set_size (points, 0);
  for (guint i = 0; i < wakeups->len; i++)
    {
      const EmberWakeup *wakeup = &g_array_index (wakeups, EmberWakeup, i);
      const double begin = (double) wakeup->begin_ns;
      const double middle = is_first ? (begin + (double) wakeup->end_ns) / 2 : begin;
      const double reach = slack + (is_first ? (double) (wakeup->end_ns - wakeup->begin_ns) / 2 : 0);
      const int64_t column = find_column (comb, middle);
      const double distance = fabs (middle - get_tooth (comb, column));
      const double point[] = { (double) column, begin };

      if (column < comb->first || column > comb->last || distance > reach || (column == last_column && distance >= last_distance))
        continue;
      if (column == last_column)
        g_array_set_size (points, points->len - 2);
      g_array_append_vals (points, point, 2);
      last_column = column;
      last_distance = distance;
    }
}

/* @spread: (out): sum of squares of the columns about their mean
 * @stray: (out): standard deviation about the line
 * Returns: false with fewer than two columns */
static bool
fit (const GArray *points,
     Comb *comb,
     double *spread,
     double *stray)
{
  const double *data = (const double *) (const void *) points->data;
  const guint n = points->len / 2;
  double mean_x = 0, mean_y = 0, xx = 0, xy = 0, rest = 0;

  if (n < 2)
    return false;
  for (guint i = 0; i < n; i++)
    {
      mean_x += data[2 * i] / n;
      mean_y += (data[2 * i + 1] - comb->begin) / n;
    }
  for (guint i = 0; i < n; i++)
    {
      const double x = data[2 * i] - mean_x;

      xx += x * x;
      xy += x * (data[2 * i + 1] - comb->begin - mean_y);
    }
  for (guint i = 0; i < n; i++)
    rest += pow (data[2 * i + 1] - comb->begin - mean_y - (data[2 * i] - mean_x) * xy / xx, 2);
  comb->step = xy / xx;
  comb->begin += mean_y + ((double) comb->first - mean_x) * comb->step;
  *spread = xx;
  *stray = sqrt (rest / n);
  return true;
}

static double
get_mean_square (const GArray *points,
                 const Comb *comb,
                 guint distance)
{
  const double *data = (const double *) (const void *) points->data;
  const guint n = points->len / 2;
  double sum = 0;

  for (guint i = 0; i + distance < n; i++)
    {
      const guint j = i + distance;

      sum += pow (data[2 * j + 1] - data[2 * i + 1] - (data[2 * j] - data[2 * i]) * comb->step, 2);
    }
  return n > distance ? sum / (n - distance) : 0;
}

/* A sleep after uneven work makes a walk of the strays, which bends the line. */
static double
get_bound (const GArray *points,
           const Comb *comb,
           double spread,
           double stray,
           const EmberSamplingClock *clock)
{
  const double *data = (const double *) (const void *) points->data;
  const guint n = points->len / 2;
  const double length = data[2 * n - 2] - data[0];
  const double least = clock->period_ns * clock->period_ns / 12;
  const double walk = n >= MIN_FOR_WALK ? MAX (get_mean_square (points, comb, FAR) - get_mean_square (points, comb, 1), 0) / (FAR - 1) : 0;
  const double variance = MAX (stray * stray * n / MAX (n - 2, 1u), least) / spread + 1.2 * walk * n / (length * length);

  return MAX (2 * sqrt (variance), clock->period_ns / 2 / length);
}

/* Whether the thread woke at a tooth moved on by @part of the step. */
static bool
has_wakeup (const GArray *wakeups,
            double time,
            double slack)
{
  guint low = 0;
  guint high = wakeups->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if ((double) g_array_index (wakeups, EmberWakeup, middle).begin_ns < time - slack)
        low = middle + 1;
      else
        high = middle;
    }
  return low < wakeups->len && (double) g_array_index (wakeups, EmberWakeup, low).begin_ns <= time + slack;
}

static double
get_share (const GArray *wakeups,
           const Comb *comb,
           double part,
           double slack)
{
  int64_t n_hits = 0;

  for (int64_t column = comb->first; column < comb->last; column++)
    n_hits += has_wakeup (wakeups, get_tooth (comb, column) + part * comb->step, slack);
  return (double) n_hits / (double) (comb->last - comb->first);
}

static bool
has_teeth_between (const GArray *wakeups,
                   const Comb *comb,
                   double slack,
                   int spacing)
{
  const double wanted = MIN_SHARE * get_share (wakeups, comb, 0, slack);
  double between = 0;

  for (int i = 0; i < spacing; i++)
    {
      if (i > 0 && get_share (wakeups, comb, (double) i / spacing, slack) < wanted)
        return false;
      between += get_share (wakeups, comb, (i + 0.5) / spacing, slack) / spacing;
    }
  return between < wanted;
}

/* Whether the thread woke in each n-th column only. */
static bool
leaves_out_columns (const GArray *points,
                    const Comb *comb,
                    int64_t n)
{
  const double *data = (const double *) (const void *) points->data;
  const guint n_points = points->len / 2;

  for (int64_t class = 0; class < n; class ++)
    {
      guint n_hits = 0;

      for (guint i = 0; i < n_points; i++)
        n_hits += ((int64_t) data[2 * i] - comb->first) % n == class;
      if (n_hits >= MIN_HITS && n_hits >= MIN_IN_CLASS * n_points && (double) n_hits >= MIN_CLASS_SEEN * (double) ((comb->last - comb->first - class) / n + 1))
        return true;
    }
  return false;
}

static double
find_spacing (const GArray *wakeups,
              const GArray *points,
              const Comb *comb,
              double slack)
{
  for (int64_t n = MIN (MAX_SPACING, comb->last - comb->first); n > 1; n--)
    if (leaves_out_columns (points, comb, n))
      return 1.0 / (double) n;
  for (int spacing = MAX_SPACING; spacing > 1; spacing--)
    if (comb->step / spacing > 4 * slack && has_teeth_between (wakeups, comb, slack, spacing))
      return spacing;
  return 1;
}

/* @comb: (inout): the hand's line, then the wakeups'
 * Returns: false where too few wakeups are on it */
static bool
settle (EmberRulerLine *line,
        const GArray *wakeups,
        Comb *comb,
        double slack,
        const EmberSamplingClock *clock)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (double));
  const double least_slack = clock->period_ns * 1.05;
  double near = slack;
  double spread = 0;

  for (int round = 0; round < MAX_ROUNDS; round++)
    {
      gather_points (wakeups, comb, near, round == 0, points);
      if (!fit (points, comb, &spread, &line->stray_ns) || comb->step <= 0)
        return false;
      near = CLAMP (3 * line->stray_ns, least_slack, MAX (slack, least_slack));
    }
  if (points->len / 2 < MIN_HITS)
    return false;
  line->n_wakeups = points->len / 2;
  line->column = (uint32_t) comb->first;
  line->begin_ns = comb->begin;
  line->step_ns = comb->step;
  line->step_bound_ns = get_bound (points, comb, spread, line->stray_ns, clock);
  line->spacing = find_spacing (wakeups, points, comb, near);
  return true;
}

bool
ember_ruler_line_follow (const EmberTableSet *set,
                         const EmberHeatmapGrid *grid,
                         const EmberSamplingClock *clock,
                         EmberCell from,
                         EmberCell to,
                         GCancellable *cancellable,
                         EmberRulerLine *line)
{
  Comb comb = get_comb (grid, from, to);
  const EmberTimeRange range = get_range (grid, &comb);
  const double row_ns = (double) grid->column_ns / grid->n_rows;
  const double slack = MIN (MAX (SLACK_ROWS * row_ns, clock->period_ns), (double) grid->column_ns / MAX_SLACK_PARTS);
  g_autoptr (GArray) wakeups = NULL;

  if (comb.step <= 0 || !find_thread (set, range, &comb, slack, cancellable, &line->thread))
    return false;
  wakeups = list_wakeups (set, range, line->thread, ember_wakeups_get_pause (clock));
  return settle (line, wakeups, &comb, slack, clock);
}
