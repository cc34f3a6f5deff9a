/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "analysis/load-runs.h"
#include "analysis/pattern-finder.h"

#define MAX_LONERS 8
#define DENSE 0.9
#define LONER_NS INT64_C (100000000)
#define LONER_PART 0.8
#define MARGIN_NS INT64_C (3000000000)
#define MOST_TIME 0.25
#define MANY 3
#define EVEN 0.1
#define MUCH 0.4
#define EXPLAINED 0.7
#define LONG_WORK_MS 150.0
#define BESIDE_NS INT64_C (100000000)
#define MAX_RUNS 1000
#define MAX_WORKS 200
#define LONE_CPUS 1.6
#define LONE_BINS 2

/* A thread that works for long at a time. */
typedef struct
{
  EmberThreadId thread;
  double long_ns; /* in long works */
  double short_ns;
} Loner;

static double
get_length (EmberTimeRange range)
{
  return MAX ((double) (range.end_ns - range.begin_ns), 0);
}

static double
get_begin (const GArray *runs,
           guint index)
{
  return (double) g_array_index (runs, EmberLoadRun, index).range.begin_ns;
}

/* How much the distances of runs differ, in parts of their mean. */
static double
get_unevenness (const GArray *runs)
{
  const double mean = (get_begin (runs, runs->len - 1) - get_begin (runs, 0)) / (runs->len - 1);
  double sum = 0;

  for (guint i = 1; i < runs->len; i++)
    sum += pow ((get_begin (runs, i) - get_begin (runs, i - 1)) / mean - 1, 2);
  return sqrt (sum / (runs->len - 1));
}

/* Runs that come again and again and fill much of the time are the load itself: heavy and light phases. */
static bool
is_rare (const EmberPatternFinder *finder,
         const GArray *runs)
{
  double sum = 0;

  for (guint i = 0; i < runs->len; i++)
    sum += get_length (g_array_index (runs, EmberLoadRun, i).range);
  return runs->len < MAX_RUNS && sum < get_length (finder->clock.range) / 2 && (runs->len < MANY || sum < MOST_TIME * get_length (finder->clock.range) || get_unevenness (runs) > EVEN);
}

static bool
overlaps (const GArray *runs,
          EmberTimeRange range)
{
  for (guint i = 0; i < runs->len; i++)
    if (get_length (ember_time_range_intersect (g_array_index (runs, EmberLoadRun, i).range, range)) > get_length (range) / 2)
      return true;
  return false;
}

static bool
touches_lost_samples (const EmberPatternFinder *finder,
                      EmberTimeRange range)
{
  uint32_t n_gaps;
  const EmberTimeRange *gaps = ember_profile_get_gaps (finder->set->profile, &n_gaps);

  for (uint32_t i = 0; i < n_gaps; i++)
    if (!ember_time_range_is_empty (ember_time_range_intersect (gaps[i], range)))
      return true;
  return false;
}

static void
add_run (EmberPatternFinder *finder,
         EmberPatternKind kind,
         const EmberLoadRun *run,
         EmberThreadId thread)
{
  EmberPattern pattern = ember_pattern_make (kind, run->range);
  const double threshold = log (get_length (finder->clock.range) * ember_sampling_clock_get_rate (&finder->clock)) + 7;

  pattern.range_bound_s = run->bound_ns / 1e9;
  pattern.thread = thread;
  pattern.confidence = ember_pattern_finder_get_confidence (run->score, threshold);
  if (kind == EMBER_PATTERN_BLOCKING)
    {
      ember_standout_add (finder->standout, (EmberTimeRange){ run->range.begin_ns - BESIDE_NS, run->range.begin_ns }, EMBER_STANDOUT_ANY_THREAD);
      pattern.stack = ember_standout_find (finder->standout, false);
      ember_standout_add (finder->standout, (EmberTimeRange){ run->range.end_ns, run->range.end_ns + BESIDE_NS }, EMBER_STANDOUT_ANY_THREAD);
      pattern.stack_after = ember_standout_find (finder->standout, false);
    }
  else
    {
      ember_standout_add (finder->standout, run->range, thread);
      pattern.stack = ember_standout_find (finder->standout, true);
    }
  g_array_append_val (finder->patterns, pattern);
}

/* The first work of @wakeups that ends at @time_ns or later. */
static guint
find_wakeup (const GArray *wakeups,
             int64_t time_ns)
{
  guint low = 0, high = wakeups->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (g_array_index (wakeups, EmberWakeup, middle).end_ns < time_ns)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* How much of @range the works of @thread fill. */
static double
get_coverage (const EmberPatternFinder *finder,
              EmberThreadId thread,
              EmberTimeRange range)
{
  const GArray *wakeups = finder->wakeups->threads[thread];
  const int64_t half = (int64_t) finder->clock.period_ns / 2;
  double sum = 0;

  for (guint i = wakeups != NULL ? find_wakeup (wakeups, range.begin_ns - half) : 0; wakeups != NULL && i < wakeups->len; i++)
    {
      const EmberWakeup *wakeup = &g_array_index (wakeups, EmberWakeup, i);

      if (wakeup->begin_ns - half >= range.end_ns)
        break;
      sum += get_length (ember_time_range_intersect (range, (EmberTimeRange){ wakeup->begin_ns - half, wakeup->end_ns + half }));
    }
  return sum / MAX (get_length (range), 1);
}

/* Whether threads whose wakeups were told already do most of the work in @range. */
static bool
is_explained (const EmberPatternFinder *finder,
              EmberTimeRange range,
              double n_busy)
{
  double sum = 0;

  for (guint i = 0; i < finder->patterns->len; i++)
    {
      const EmberPattern *pattern = &g_array_index (finder->patterns, EmberPattern, i);
      bool is_second = false;

      for (guint j = 0; j < i; j++)
        is_second = is_second || g_array_index (finder->patterns, EmberPattern, j).thread == pattern->thread;
      if (pattern->kind <= EMBER_PATTERN_BUSY_WAIT && !is_second && !(pattern->busy_ms > LONG_WORK_MS))
        sum += get_coverage (finder, pattern->thread, range);
    }
  return sum > EXPLAINED * n_busy;
}

static int
compare_loners_cb (gconstpointer a,
                   gconstpointer b)
{
  const Loner *left = a;
  const Loner *right = b;

  if (left->long_ns != right->long_ns)
    return left->long_ns > right->long_ns ? -1 : 1;
  return left->thread < right->thread ? -1 : left->thread > right->thread;
}

/* Whether the thread works all along, and for a while little more than one CPU works. */
static bool
may_be_alone (const EmberPatternFinder *finder,
              const EmberWakeup *wakeup)
{
  const float most = (float) (LONE_CPUS / finder->clock.n_cpus);
  const uint32_t last = ember_load_find (finder->load, wakeup->end_ns);
  uint32_t n = 0;

  if (wakeup->end_ns - wakeup->begin_ns < LONER_NS ||
      wakeup->n_samples * finder->clock.period_ns < DENSE * (double) (wakeup->end_ns - wakeup->begin_ns))
    return false;
  for (uint32_t bin = ember_load_find (finder->load, wakeup->begin_ns); bin <= last && n < LONE_BINS; bin++)
    n = finder->load->levels[bin] < most ? n + 1 : 0;
  return n >= LONE_BINS;
}

/* Returns: (transfer full) (element-type Loner): those that work for long, longest first */
static GArray *
list_loners (const EmberPatternFinder *finder)
{
  GArray *loners = g_array_new (FALSE, FALSE, sizeof (Loner));

  for (uint32_t t = 0; t < finder->wakeups->n_threads; t++)
    {
      const GArray *wakeups = finder->wakeups->threads[t];
      Loner loner = { .thread = t };

      for (guint i = 0; wakeups != NULL && i < wakeups->len; i++)
        {
          const EmberWakeup *wakeup = &g_array_index (wakeups, EmberWakeup, i);
          const double worked = wakeup->n_samples * finder->clock.period_ns;

          *(may_be_alone (finder, wakeup) ? &loner.long_ns : &loner.short_ns) += worked;
        }
      if (loner.long_ns > 0)
        g_array_append_val (loners, loner);
    }
  g_array_sort (loners, compare_loners_cb);
  if (loners->len > MAX_LONERS)
    g_array_set_size (loners, MAX_LONERS);
  return loners;
}

/* Others go when the thread comes, or it worked before: then the run begins where they stop. */
static void
narrow (EmberLoadRun *run,
        const GArray *wakeups,
        const EmberSamplingClock *clock)
{
  const int64_t half = (int64_t) clock->period_ns / 2;
  const int64_t slack = (int64_t) run->bound_ns;
  const EmberWakeup *first = &g_array_index (wakeups, EmberWakeup, find_wakeup (wakeups, run->range.begin_ns));
  const EmberWakeup *last = first;

  while (last + 1 < (const EmberWakeup *) (void *) wakeups->data + wakeups->len && last[1].begin_ns < run->range.end_ns)
    last++;
  if (first->begin_ns - half > run->range.begin_ns - slack)
    run->range.begin_ns = first->begin_ns - half;
  if (last->end_ns + half < run->range.end_ns + slack)
    run->range.end_ns = last->end_ns + half;
  run->bound_ns = MAX (MIN (run->bound_ns, clock->period_ns), clock->jitter_ns);
}

static void
add_alone (EmberPatternFinder *finder,
           GArray *found,
           const GArray *quiet,
           EmberThreadId thread)
{
  for (guint i = 0; i < quiet->len; i++)
    {
      EmberLoadRun run = g_array_index (quiet, EmberLoadRun, i);

      if (get_coverage (finder, thread, run.range) < LONER_PART || overlaps (found, run.range) ||
          is_explained (finder, run.range, 1) || touches_lost_samples (finder, run.range))
        continue;
      narrow (&run, finder->wakeups->threads[thread], &finder->clock);
      if (get_length (run.range) <= 0)
        continue;
      add_run (finder, EMBER_PATTERN_SINGLE_THREADED, &run, thread);
      g_array_append_val (found, run);
    }
}

static double
get_mean_level (const EmberLoad *load)
{
  double sum = 0;

  for (uint32_t bin = 0; bin < load->n_bins; bin++)
    sum += isnan (load->levels[bin]) ? 0 : load->levels[bin];
  return sum / MAX (load->n_bins, 1u);
}

/* @share: the part of the load that others do */
static void
look_at_work (EmberPatternFinder *finder,
              GArray *found,
              const EmberWakeup *wakeup,
              EmberThreadId thread,
              double share)
{
  const EmberTimeRange range = { wakeup->begin_ns - MARGIN_NS, wakeup->end_ns + MARGIN_NS };
  g_autoptr (GArray) quiet = ember_load_runs_find (finder->load, finder->set, EMBER_LOAD_RUN_QUIET, thread, share, range, finder->cancellable);

  if (quiet != NULL)
    add_alone (finder, found, quiet, thread);
}

/* Where one thread works for long, the others may wait for it.
 * @found: the runs that became patterns */
static void
add_single_threaded (EmberPatternFinder *finder,
                     GArray *found)
{
  g_autoptr (GArray) loners = list_loners (finder);
  const double all = get_length (finder->clock.range) * finder->clock.n_cpus;
  const double level = MAX (get_mean_level (finder->load), 1e-6);

  for (guint i = 0; finder->clock.n_cpus > 1 && i < loners->len; i++)
    {
      const Loner *loner = &g_array_index (loners, Loner, i);
      const GArray *wakeups = finder->wakeups->threads[loner->thread];
      const double share = CLAMP (1 - (loner->short_ns + loner->long_ns) / all / level, 0, 1);
      guint n_looked_at = 0;

      for (guint j = 0; j < wakeups->len && n_looked_at < MAX_WORKS && !g_cancellable_is_cancelled (finder->cancellable); j++)
        if (may_be_alone (finder, &g_array_index (wakeups, EmberWakeup, j)))
          {
            look_at_work (finder, found, &g_array_index (wakeups, EmberWakeup, j), loner->thread, share);
            n_looked_at++;
          }
    }
}

/* At the ends of a recording nothing shows whether a gap was one. */
static bool
is_inside (const EmberPatternFinder *finder,
           EmberTimeRange range)
{
  const int64_t margin = (int64_t) (3 * finder->clock.period_ns);

  return range.begin_ns > finder->clock.range.begin_ns + margin && range.end_ns < finder->clock.range.end_ns - margin;
}

/* Where a few threads do most of what is done, all is quiet while they sleep.
 * Returns: the longest such sleep, nanoseconds */
static double
get_usual_sleep (const EmberPatternFinder *finder)
{
  const double level = get_mean_level (finder->load) * finder->clock.n_cpus;
  double longest = 0, part = 0;

  for (guint i = 0; i < finder->patterns->len; i++)
    {
      const EmberPattern *pattern = &g_array_index (finder->patterns, EmberPattern, i);

      if (pattern->kind > EMBER_PATTERN_BUSY_WAIT)
        continue;
      part += pattern->busy_ms / 1e3 / pattern->period_s;
      longest = MAX (longest, pattern->period_s * 1e9 - pattern->busy_ms * 1e6);
    }
  return part > MUCH * level ? longest * 1.2 + 4 * finder->clock.period_ns : 0;
}

static void
add_kind (EmberPatternFinder *finder,
          EmberLoadRunKind run_kind,
          EmberPatternKind kind,
          GArray *found)
{
  g_autoptr (GArray) runs = ember_load_runs_find (finder->load, finder->set, run_kind, EMBER_RUN_NO_THREAD, 1, EMBER_TIME_RANGE_ALL, finder->cancellable);
  const bool is_busy = run_kind == EMBER_LOAD_RUN_BUSY;
  const double usual_sleep = get_usual_sleep (finder);

  if (runs == NULL || !is_rare (finder, runs))
    return;
  for (guint i = 0; i < runs->len; i++)
    {
      const EmberLoadRun *run = &g_array_index (runs, EmberLoadRun, i);

      if ((!is_busy && get_length (run->range) < usual_sleep) || overlaps (found, run->range) || !is_inside (finder, run->range) || touches_lost_samples (finder, run->range) ||
          (is_busy && is_explained (finder, run->range, finder->clock.n_cpus)))
        continue;
      add_run (finder, kind, run, EMBER_PATTERN_NO_THREAD);
      g_array_append_val (found, *run);
    }
}

/* Long works of threads that are a part of what all CPUs did, told already. */
static void
drop_wakeups_in_runs (EmberPatternFinder *finder,
                      const GArray *found)
{
  for (guint i = finder->patterns->len; i-- > 0;)
    {
      const EmberPattern *pattern = &g_array_index (finder->patterns, EmberPattern, i);
      double inside = 0;

      if (pattern->kind > EMBER_PATTERN_BUSY_WAIT || !(pattern->busy_ms > LONG_WORK_MS))
        continue;
      for (guint j = 0; j < found->len; j++)
        {
          const EmberTimeRange range = g_array_index (found, EmberLoadRun, j).range;

          inside += get_coverage (finder, pattern->thread, range) * get_length (range);
        }
      if (inside > get_length (pattern->range) / pattern->period_s * pattern->busy_ms / 1e3 / 2)
        g_array_remove_index (finder->patterns, i);
    }
}

void
ember_pattern_finder_add_runs (EmberPatternFinder *finder)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (EmberLoadRun));

  add_single_threaded (finder, found);
  add_kind (finder, EMBER_LOAD_RUN_QUIET, EMBER_PATTERN_BLOCKING, found);
  add_kind (finder, EMBER_LOAD_RUN_BUSY, EMBER_PATTERN_PERTURBATION, found);
  drop_wakeups_in_runs (finder, found);
  for (guint i = 0; i < found->len; i++)
    {
      const EmberTimeRange range = g_array_index (found, EmberLoadRun, i).range;
      const int64_t margin = (int64_t) finder->load->bin_ns;

      ember_load_mask (finder->load, (EmberTimeRange){ range.begin_ns - margin, range.end_ns + margin });
    }
}
