/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "analysis/pattern-band.h"
#include "analysis/pattern-finder.h"
#include "analysis/wakeup-line.h"

#define MAX_THREADS 512
#define MAX_LINES 4
#define THRESHOLD 22.0
#define LEAST_SLEEP_BOUND_S 0.0005
#define LEAST_PERIOD_BOUND 0.0001
#define MAX_DIGITS 7
#define SAME 0.003

typedef struct
{
  EmberThreadId thread;
  guint n_wakeups;
} Candidate;

static int
compare_candidates_cb (gconstpointer a,
                       gconstpointer b)
{
  const Candidate *left = a;
  const Candidate *right = b;

  if (left->n_wakeups != right->n_wakeups)
    return left->n_wakeups > right->n_wakeups ? -1 : 1;
  return left->thread < right->thread ? -1 : left->thread > right->thread;
}

/* Returns: (transfer full) (element-type Candidate): the threads that woke often enough */
static GArray *
list_candidates (const EmberPatternFinder *finder)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (uint32_t i = 0; i < finder->wakeups->n_threads; i++)
    {
      const GArray *wakeups = finder->wakeups->threads[i];
      const Candidate candidate = { i, wakeups != NULL ? wakeups->len : 0 };

      if (candidate.n_wakeups >= EMBER_WAKEUP_PERIOD_MIN_WAKEUPS)
        g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates_cb);
  if (candidates->len > MAX_THREADS)
    g_array_set_size (candidates, MAX_THREADS);
  return candidates;
}

/* How many digits people would write down for a time that is known to @bound: 1 for what they choose
 * as a rule, such as 0.5 s, 15 min, 250 ms or a sixtieth of a second. */
static int
count_digits (double seconds,
              double bound)
{
  static const double usual[] = { 1.2, 1.25, 1.5, 2.5, 7.5 };
  const double unit = pow (10, floor (log10 (seconds + bound)));
  const double hertz = round (1 / seconds);

  for (size_t i = 0; i < G_N_ELEMENTS (usual); i++)
    if (fabs (seconds - usual[i] * unit) <= bound)
      return 1;
  if (hertz >= 1 && fmod (hertz, 10) == 0 && hertz <= 240 && fabs (seconds - 1 / hertz) <= bound)
    return 1;
  for (int digits = 1; digits < MAX_DIGITS; digits++)
    {
      const double last = unit * pow (10, 1 - digits);

      if (fabs (seconds - round (seconds / last) * last) <= bound)
        return digits;
    }
  return MAX_DIGITS;
}

/* A timer is set to a round period; what sleeps for a round time comes late by the work it did. */
static bool
is_busy_wait (const EmberWakeupLine *line)
{
  const double period = line->period_ns / 1e9;
  const double sleep = period - line->busy_ns / 1e9;
  const double period_bound = MAX (line->period_bound_ns / 1e9, LEAST_PERIOD_BOUND * period);
  const double sleep_bound = MAX ((1.5 * line->busy_bound_ns + line->period_bound_ns) / 1e9, LEAST_SLEEP_BOUND_S);

  return line->is_adding_up || (sleep > 0 && count_digits (sleep, sleep_bound) < count_digits (period, period_bound));
}

static EmberTimeRange
get_wakeup_range (const GArray *wakeups,
                  const EmberWakeupLine *line,
                  guint index)
{
  const EmberWakeup *wakeup = &g_array_index (wakeups, EmberWakeup, g_array_index (line->indices, guint, index));

  return (EmberTimeRange){ wakeup->begin_ns, wakeup->end_ns + 1 };
}

static EmberStackId
find_code (EmberPatternFinder *finder,
           const GArray *wakeups,
           const EmberWakeupLine *line,
           EmberThreadId thread)
{
  for (guint i = 0; i < line->indices->len; i++)
    ember_standout_add (finder->standout, get_wakeup_range (wakeups, line, i), thread);
  return ember_standout_find (finder->standout, true);
}

static void
add_pattern (EmberPatternFinder *finder,
             const GArray *wakeups,
             const EmberWakeupLine *line,
             EmberThreadId thread)
{
  const bool sleeps = finder->clock.is_known && is_busy_wait (line);
  const guint last = line->indices->len - 1;
  const EmberTimeRange range = { (int64_t) line->begin_ns, (int64_t) (line->begin_ns + line->period_ns * (line->n_wakeups - 1) + MAX (line->busy_ns, 0)) };
  EmberPattern pattern = ember_pattern_make (sleeps ? EMBER_PATTERN_BUSY_WAIT : EMBER_PATTERN_PERIODIC, range);

  pattern.range.end_ns = MAX (range.end_ns, get_wakeup_range (wakeups, line, last).end_ns);
  pattern.range.begin_ns = MAX (range.begin_ns, finder->clock.range.begin_ns);
  pattern.range_bound_s = MAX (MIN (finder->clock.period_ns, line->busy_ns), finder->clock.jitter_ns) / 1e9;
  pattern.thread = thread;
  pattern.period_s = line->period_ns / 1e9;
  pattern.period_bound_s = line->period_bound_ns / 1e9;
  pattern.band = ember_pattern_band_of_line (line, finder->clock.period_ns, ember_profile_get_origin (finder->set->profile));
  pattern.offset_s = (double) (pattern.range.begin_ns % EMBER_SECOND_NS) / 1e9;
  if (finder->clock.is_known)
    {
      pattern.busy_ms = line->busy_ns / 1e6;
      pattern.busy_bound_ms = line->busy_bound_ns / 1e6;
    }
  if (sleeps)
    {
      pattern.sleep_s = pattern.period_s - line->busy_ns / 1e9;
      pattern.drift_ms_per_s = line->busy_ns / 1e6 / pattern.period_s;
    }
  pattern.confidence = ember_pattern_finder_get_confidence (line->score, THRESHOLD);
  pattern.stack = find_code (finder, wakeups, line, thread);
  g_array_append_val (finder->patterns, pattern);
}

/* @line: its indices grow */
static void
remove_line (GArray *wakeups,
             const EmberWakeupLine *line)
{
  guint n_kept = 0;
  guint next = 0;

  for (guint i = 0; i < wakeups->len; i++)
    if (next < line->indices->len && g_array_index (line->indices, guint, next) == i)
      next++;
    else
      g_array_index (wakeups, EmberWakeup, n_kept++) = g_array_index (wakeups, EmberWakeup, i);
  g_array_set_size (wakeups, n_kept);
}

/* A second part of the same works is no second line: where a wakeup was cut in two. */
static bool
is_echo (const EmberPatternFinder *finder,
         guint first,
         const EmberWakeupLine *line)
{
  const double slack = 3 * finder->clock.period_ns + 2e6;

  for (guint i = first; i < finder->patterns->len; i++)
    {
      const EmberPattern *pattern = &g_array_index (finder->patterns, EmberPattern, i);
      const double period = pattern->period_s * 1e9;
      const double ratio = line->period_ns / period;
      double behind = fmod (line->begin_ns - (double) pattern->range.begin_ns, period);

      behind += behind < 0 ? period : 0;
      if (fabs (ratio - round (ratio)) < SAME * ratio && ratio > 0.5 &&
          (behind < MAX (pattern->busy_ms, 0) * 1e6 + slack || behind > period - slack - line->busy_ns))
        return true;
    }
  return false;
}

/* A part of a period may have been too bold. */
static bool
follow (const GArray *wakeups,
        const EmberSamplingClock *clock,
        const EmberWakeupPeriod *period,
        EmberWakeupLine *line)
{
  const EmberWakeupPeriod whole = { period->whole_ns, 0, period->window_ns, period->n_multiples, period->score };

  return ember_wakeup_line_follow (wakeups, clock, period, line) ||
         (whole.period_ns > 0 && ember_wakeup_line_follow (wakeups, clock, &whole, line));
}

static void
search_thread (EmberPatternFinder *finder,
               EmberThreadId thread,
               uint32_t n_threads)
{
  const guint n_before = finder->patterns->len;
  g_autoptr (GArray) wakeups = g_array_copy (finder->wakeups->threads[thread]);

  for (int i = 0; i < MAX_LINES && !g_cancellable_is_cancelled (finder->cancellable); i++)
    {
      EmberWakeupPeriod period;
      EmberWakeupLine line;

      if (!ember_wakeup_period_find (wakeups, &finder->clock, n_threads, &period) ||
          !follow (wakeups, &finder->clock, &period, &line))
        return;
      if (!is_echo (finder, n_before, &line))
        add_pattern (finder, wakeups, &line, thread);
      remove_line (wakeups, &line);
      ember_wakeup_line_clear (&line);
    }
}

void
ember_pattern_finder_add_wakeups (EmberPatternFinder *finder)
{
  g_autoptr (GArray) candidates = list_candidates (finder);

  for (guint i = 0; i < candidates->len && !g_cancellable_is_cancelled (finder->cancellable); i++)
    search_thread (finder, g_array_index (candidates, Candidate, i).thread, candidates->len);
}
