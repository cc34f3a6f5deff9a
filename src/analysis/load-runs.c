/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/load-runs.h"

#include <math.h>

#include "analysis/work-stream.h"

#define BUSY_LEVEL 0.965
#define MOST_BUSY 0.93
#define QUIET_LEVEL 0.003
#define MOST_QUIET 0.015
#define MOST_QUIET_CPUS 0.4
#define LEAST_AROUND_CPUS 0.1
#define NEARLY_BUSY 0.75
#define UNEVEN 1.5f
#define LEAST_STEP 0.2
#define SIDE_NS INT64_C (500000000)
#define QUIET_CPUS 0.3
#define SURENESS 6.0
#define MIN_PERIODS 5.0
#define ROWS_A_CHECK 65536
#define N_OCTAVES 256
#define RARE 0.015

/* A stretch that grows. */
typedef struct
{
  const EmberLoad *load;
  EmberLoadRunKind kind;
  double share;
  bool is_closer;   /* the second look */
  double level;     /* of runs that are looked for */
  double threshold; /* of the score */
  double rate;      /* samples a nanosecond when all CPUs are busy */
  GArray *runs;
  GArray *loose; /* those that took much with them that is no run */
  double score;
  double best;
  uint32_t n_samples;
  EmberLoadRun run;     /* up to where the score was best */
  int64_t bin_end_ns;   /* until when these hold */
  double time_score;    /* of a nanosecond without a sample */
  double sample_score;  /* of a sample beside the time before it */
  uint32_t n_intervals; /* between samples, in quarters of octaves */
  uint32_t intervals[N_OCTAVES];
} Finder;

static double
get_around (const Finder *self,
            int64_t time_ns)
{
  const double least = 0.5 / (self->rate * self->load->bin_ns * 20);

  const bool is_busy = self->kind == EMBER_LOAD_RUN_BUSY;
  const float *levels = is_busy || self->is_closer ? self->load->low : self->load->high;
  const double around = levels[ember_load_find (self->load, time_ns)] * self->share;

  return CLAMP (is_busy && self->is_closer ? MAX (around, NEARLY_BUSY) : around, least, 1 - least);
}

/* Half way to the samples outside, as far as a sample is to be expected there. */
static void
place_ends (const Finder *self,
            EmberLoadRun *run)
{
  const bool is_busy = self->kind == EMBER_LOAD_RUN_BUSY;
  const double around = get_around (self, run->range.begin_ns);
  const double spacing = 1 / (self->rate * (is_busy ? 1 : around));
  const int64_t shift = (int64_t) MIN (spacing * (is_busy ? 0.5 : G_LN2), (double) (run->range.end_ns - run->range.begin_ns) / 4);

  run->bound_ns = spacing + self->load->clock.jitter_ns;
  run->range.begin_ns += is_busy ? -shift : shift;
  run->range.end_ns += is_busy ? shift : -shift;
}

/* Mean level of the bins wholly in @range; NAN if there is none. */
static double
get_mean (const EmberLoad *load,
          EmberTimeRange range)
{
  const EmberTimeRange part = ember_time_range_intersect (range, load->clock.range);
  double sum = 0;
  uint32_t n = 0;

  if (!ember_time_range_is_empty (part))
    for (uint32_t bin = ember_load_find (load, part.begin_ns) + 1; bin < ember_load_find (load, part.end_ns); bin++)
      if (!isnan (load->levels[bin]))
        {
          sum += load->levels[bin];
          n++;
        }
  return n > 0 ? sum / n : NAN;
}

/* Whether a run differs from what is right before and right behind it, too, not only from the level of
 * half a minute: else it is a part of a heavier or lighter phase. */
static bool
stands_out (const Finder *self,
            const EmberLoadRun *run,
            double n_ticks)
{
  const bool is_busy = self->kind == EMBER_LOAD_RUN_BUSY;
  const int64_t reach = MAX (run->range.end_ns - run->range.begin_ns, SIDE_NS);
  const double before = get_mean (self->load, (EmberTimeRange){ run->range.begin_ns - reach, run->range.begin_ns });
  const double behind = get_mean (self->load, (EmberTimeRange){ run->range.end_ns, run->range.end_ns + reach });
  const double side = isnan (before) ? behind : isnan (behind) ? before
                                            : is_busy          ? MAX (before, behind)
                                                               : (before + behind) / 2;
  const double beside = CLAMP (side * self->share, 1e-4, 1 - 1e-4);
  const double level = CLAMP (run->level, 1e-6, 1 - 1e-6);
  const double distance = level * log (level / beside) + (1 - level) * log ((1 - level) / (1 - beside));

  return isnan (side) || ((is_busy ? level > beside + LEAST_STEP : level < beside) && n_ticks * distance / self->load->clumping > self->threshold);
}

/* Where the load around is now high and now low, light load was taken for a gap in the high one. */
static bool
is_loose (const Finder *self)
{
  const uint32_t bin = ember_load_find (self->load, self->run.range.begin_ns);

  return self->kind == EMBER_LOAD_RUN_QUIET && !self->is_closer && self->load->high[bin] > UNEVEN * self->load->low[bin];
}

static void
end_run (Finder *self)
{
  EmberLoadRun *run = &self->run;

  if (self->best >= self->threshold)
    {
      const double n_ticks = (double) (run->range.end_ns - run->range.begin_ns) * self->rate;
      const bool is_busy = self->kind == EMBER_LOAD_RUN_BUSY;
      const bool is_long = n_ticks / self->rate > MIN_PERIODS * self->load->clock.period_ns;

      run->level = run->n_samples / MAX (n_ticks, 1);
      run->score = self->best;
      if (is_long && !is_loose (self) && stands_out (self, run, n_ticks) && (is_busy ? run->level > MOST_BUSY : run->level < MIN (MOST_QUIET, MOST_QUIET_CPUS / self->load->clock.n_cpus)))
        {
          place_ends (self, run);
          g_array_append_val (self->runs, *run);
        }
      else if (is_long && self->loose != NULL)
        g_array_append_val (self->loose, *run);
    }
  self->score = 0;
  self->best = 0;
}

/* @n: samples behind the score, 0 or 1 */
static void
add_score (Finder *self,
           double score,
           uint32_t n,
           int64_t begin_ns,
           int64_t end_ns)
{
  if (self->score <= 0)
    {
      self->score = 0;
      self->best = 0;
      self->n_samples = 0;
      self->run.range.begin_ns = begin_ns;
    }
  self->score += score;
  self->n_samples += n;
  if (self->score > self->best)
    {
      self->best = self->score;
      self->run.range.end_ns = end_ns;
      self->run.n_samples = self->n_samples;
    }
  if (self->score <= 0 || self->best - self->score > self->threshold)
    end_run (self);
}

/* What time and samples score depends on the level around. */
static void
enter_bin (Finder *self,
           int64_t time_ns)
{
  const double around = get_around (self, time_ns);
  const double level = self->kind == EMBER_LOAD_RUN_BUSY ? MAX (self->level, around) : MIN (self->level, around / 4);
  /* What hardly works at all does not block. */
  const bool counts = self->kind == EMBER_LOAD_RUN_BUSY || around * self->load->clock.n_cpus > LEAST_AROUND_CPUS;
  const double idle = counts ? log ((1 - level) / (1 - around)) : 0;

  self->time_score = idle * self->rate / self->load->clumping;
  self->sample_score = (log (level / around) - idle) / self->load->clumping;
  self->bin_end_ns = ember_load_get_time (self->load, ember_load_find (self->load, time_ns) + 1);
}

static uint32_t
get_octave (int64_t interval_ns)
{
  const uint64_t bits = (uint64_t) MAX (interval_ns, 4);
  const uint32_t exponent = 63 - (uint32_t) __builtin_clzll (bits);

  return exponent * 4 + (uint32_t) (bits >> (exponent - 2) & 3);
}

static void
add_sample (Finder *self,
            int64_t before_ns,
            int64_t time_ns)
{
  if (time_ns >= self->bin_end_ns)
    enter_bin (self, time_ns);
  self->intervals[get_octave (time_ns - before_ns)]++;
  self->n_intervals++;
  add_score (self, self->time_score * (double) (time_ns - before_ns), 0, before_ns, time_ns);
  add_score (self, self->sample_score, 1, time_ns, time_ns);
}

/* A gap that is only the largest of many like it is none: the longest of those that are not rare. */
static double
get_common_interval (const Finder *self)
{
  uint32_t n_longer = 0;

  for (uint32_t i = N_OCTAVES; i-- > 0;)
    {
      n_longer += self->intervals[i];
      if (n_longer > RARE * self->n_intervals)
        return ldexp (1 + (i % 4 + 1) / 4.0, (int) (i / 4));
    }
  return 0;
}

/* A quarter of the common intervals' longest is about their mean, where a gap's ends may be lost. */
static void
drop_common (Finder *self)
{
  const double common = get_common_interval (self) * 2;

  for (guint i = self->runs->len; i-- > 0;)
    {
      const EmberTimeRange range = g_array_index (self->runs, EmberLoadRun, i).range;

      if ((double) (range.end_ns - range.begin_ns) < common)
        g_array_remove_index (self->runs, i);
      else
        g_array_index (self->runs, EmberLoadRun, i).bound_ns = MAX (g_array_index (self->runs, EmberLoadRun, i).bound_ns, common / 8);
    }
}

static bool
find (Finder *self,
      const EmberTableSet *set,
      EmberThreadId except,
      EmberTimeRange range,
      GCancellable *cancellable)
{
  const EmberTimeRange part = ember_time_range_intersect (range, self->load->clock.range);
  int64_t before_ns = part.begin_ns;
  g_auto (EmberWorkStream) stream;
  EmberWorkSample sample;
  size_t n = 0;

  ember_work_stream_init (&stream, set, part, false);
  while (ember_work_stream_next (&stream, &sample))
    {
      if (++n % ROWS_A_CHECK == 0 && g_cancellable_is_cancelled (cancellable))
        return false;
      if (sample.thread == except)
        continue;
      add_sample (self, before_ns, sample.time_ns);
      before_ns = sample.time_ns;
    }
  if (before_ns >= self->bin_end_ns)
    enter_bin (self, before_ns);
  add_score (self, self->time_score * (double) (part.end_ns - before_ns), 0, before_ns, part.end_ns);
  end_run (self);
  if (self->kind == EMBER_LOAD_RUN_QUIET)
    drop_common (self);
  return true;
}

/* The score that chance reaches in one of 400 such ranges. */
static double
get_threshold (const Finder *self,
               EmberTimeRange range)
{
  return log (MAX ((double) (range.end_ns - range.begin_ns) * self->rate, 1)) + SURENESS;
}

static int
compare_runs_cb (gconstpointer a,
                 gconstpointer b)
{
  const EmberLoadRun *left = a;
  const EmberLoadRun *right = b;

  return left->range.begin_ns < right->range.begin_ns ? -1 : left->range.begin_ns > right->range.begin_ns;
}

/* Heavy load that began in light load is a run only where it is heavier still, light load that began
 * in heavy load where it is lighter still. */
static bool
look_closer (Finder *self,
             const EmberTableSet *set,
             EmberThreadId except,
             GCancellable *cancellable)
{
  g_autoptr (GArray) loose = g_steal_pointer (&self->loose);

  self->is_closer = true;
  for (guint i = 0; i < loose->len; i++)
    {
      const EmberTimeRange range = g_array_index (loose, EmberLoadRun, i).range;

      self->score = self->best = 0;
      self->bin_end_ns = INT64_MIN;
      if (!find (self, set, except, range, cancellable))
        return false;
    }
  g_array_sort (self->runs, compare_runs_cb);
  return true;
}

GArray *
ember_load_runs_find (const EmberLoad *load,
                      const EmberTableSet *set,
                      EmberLoadRunKind kind,
                      EmberThreadId except,
                      double share,
                      EmberTimeRange range,
                      GCancellable *cancellable)
{
  const double rate = ember_sampling_clock_get_rate (&load->clock);
  Finder self = {
    .load = load,
    .kind = kind,
    .share = share,
    .level = kind == EMBER_LOAD_RUN_BUSY ? BUSY_LEVEL : MIN (QUIET_LEVEL, QUIET_CPUS / load->clock.n_cpus),
    .rate = rate,
    .runs = g_array_new (FALSE, FALSE, sizeof (EmberLoadRun)),
    .loose = g_array_new (FALSE, FALSE, sizeof (EmberLoadRun)),
    .bin_end_ns = INT64_MIN,
  };

  self.threshold = get_threshold (&self, ember_time_range_intersect (range, load->clock.range));
  if (load->n_bins > 0 && (!find (&self, set, except, range, cancellable) || !look_closer (&self, set, except, cancellable)))
    g_clear_pointer (&self.runs, g_array_unref);
  g_clear_pointer (&self.loose, g_array_unref);
  return self.runs;
}
