/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "analysis/change-points.h"
#include "analysis/pattern-finder.h"

#define MAX_VALUES 2000
#define MIN_JOINED 1
#define MIN_STEP 0.03
#define MIN_STEP_PART 0.15
#define MIN_RAMP_NS 1.5e9
#define MIN_RAMP 0.1
#define RAMP_GAIN 20.0
#define MIN_PHASE_NS 4e9
#define MIN_PHASE_PART 0.3
#define MIN_LEVEL 0.005
#define MIN_HEAVY 3
#define MOST_UNEVEN 0.3
#define EVEN 0.1
#define MIN_PART 0.22
#define ALL_BUSY 0.93
#define ALL_IDLE 0.015
#define SAME_PERIOD 0.03
#define SECOND_BINS 20

/* The load as a series of values, cut into phases. */
typedef struct
{
  EmberPatternFinder *finder;
  uint32_t n_joined; /* bins of the load in a value */
  float *values;
  uint32_t n;
  double variance;
  GArray *phases;
  bool *is_told; /* of each phase */
} Series;

static EmberPhase *
get_phase (const Series *self,
           guint index)
{
  return &g_array_index (self->phases, EmberPhase, index);
}

static EmberTimeRange
get_range (const Series *self,
           uint32_t begin,
           uint32_t end)
{
  const EmberLoad *load = self->finder->load;

  return (EmberTimeRange){
    ember_load_get_time (load, begin * self->n_joined),
    end == self->n ? load->clock.range.end_ns : ember_load_get_time (load, end * self->n_joined),
  };
}

static double
get_value_ns (const Series *self)
{
  return self->finder->load->bin_ns * self->n_joined;
}

/* Joins neighbours that differ by less than anybody would call a change. */
static void
join_phases (Series *self)
{
  for (guint i = 0; i + 1 < self->phases->len;)
    {
      EmberPhase *a = get_phase (self, i);
      const EmberPhase *b = get_phase (self, i + 1);
      const double step = fabs (a->level - b->level);
      const double n = a->end - a->begin, m = b->end - b->begin;

      if (step >= MIN_STEP && step >= MIN_STEP_PART * MAX (a->level, b->level))
        {
          i++;
          continue;
        }
      a->level = isnan (a->level) ? b->level : isnan (b->level) ? a->level
                                                                : (a->level * n + b->level * m) / (n + m);
      a->end = b->end;
      g_array_remove_index (self->phases, i + 1);
    }
}

static double
get_variability (const Series *self,
                 const EmberPhase *phase)
{
  const uint32_t per_second = MAX (SECOND_BINS / self->n_joined, 1u);
  double sum = 0, squares = 0;
  uint32_t n = 0;

  for (uint32_t i = phase->begin; i + per_second <= phase->end; i += per_second)
    {
      double value = 0;

      for (uint32_t j = 0; j < per_second; j++)
        value += self->values[i + j] / per_second;
      if (isnan (value))
        continue;
      sum += value;
      squares += value * value;
      n++;
    }
  return n > 1 ? sqrt (MAX (squares / n - sum / n * sum / n, 0)) : NAN;
}

static double
get_level_bound (const Series *self,
                 const EmberPhase *phase)
{
  return 2 * sqrt (self->variance / MAX (phase->end - phase->begin, 1u));
}

static void
add_steady (Series *self,
            const EmberPhase *phase)
{
  EmberPattern pattern = ember_pattern_make (EMBER_PATTERN_UTILIZATION, get_range (self, phase->begin, phase->end));
  const double length = (phase->end - phase->begin) * get_value_ns (self);

  if ((length < MIN_PHASE_NS && phase->end - phase->begin < MIN_PHASE_PART * self->n) || !(phase->level > MIN_LEVEL))
    return;
  pattern.range_bound_s = get_value_ns (self) / 1e9;
  pattern.level = phase->level;
  pattern.level_bound = get_level_bound (self, phase);
  pattern.variability = get_variability (self, phase);
  pattern.confidence = ember_pattern_finder_get_confidence (phase->level / MAX (pattern.level_bound, 1e-9), 2);
  g_array_append_val (self->finder->patterns, pattern);
}

/* The phases [first, last] climb or fall step by step: rather by one ramp? */
static void
try_ramp (Series *self,
          guint first,
          guint last)
{
  const uint32_t begin = get_phase (self, first)->begin;
  const uint32_t end = get_phase (self, last)->end;
  EmberPattern pattern;
  EmberRamp ramp;

  if (!ember_change_points_fit_ramp (self->values + begin, end - begin, &ramp))
    return;
  if ((ramp.end - ramp.begin) * get_value_ns (self) < MIN_RAMP_NS || fabs (ramp.to - ramp.from) < MIN_RAMP ||
      ramp.step_squares - ramp.squares < RAMP_GAIN * self->variance)
    return;
  pattern = ember_pattern_make (ramp.to > ramp.from ? EMBER_PATTERN_RISING : EMBER_PATTERN_FALLING,
                                get_range (self, begin + ramp.begin, begin + ramp.end));
  pattern.range_bound_s = MAX (sqrt (12 * self->variance / (ramp.end - ramp.begin)) / fabs (ramp.to - ramp.from) * (ramp.end - ramp.begin), 1) * get_value_ns (self) / 1e9;
  pattern.level = CLAMP (ramp.from, 0, 1);
  pattern.level_to = CLAMP (ramp.to, 0, 1);
  pattern.level_bound = 2 * sqrt (self->variance / MAX (end - begin, 1u));
  pattern.confidence = ember_pattern_finder_get_confidence ((ramp.step_squares - ramp.squares) / self->variance, RAMP_GAIN);
  ember_standout_add (self->finder->standout, get_range (self, ramp.to > ramp.from ? begin + (ramp.begin + ramp.end) / 2 : begin, ramp.to > ramp.from ? end : begin + (ramp.begin + ramp.end) / 2), EMBER_STANDOUT_ANY_THREAD);
  pattern.stack = ember_standout_find (self->finder->standout, true);
  g_array_append_val (self->finder->patterns, pattern);
  add_steady (self, &(EmberPhase){ begin, begin + ramp.begin, ramp.from });
  add_steady (self, &(EmberPhase){ begin + ramp.end, end, ramp.to });
  for (guint i = first; i <= last; i++)
    self->is_told[i] = true;
}

/* Each longest stretch of phases that go one way. */
static void
add_ramps (Series *self)
{
  guint first = 0;

  for (guint i = 1; i < self->phases->len; i++)
    {
      const bool is_up = get_phase (self, i)->level > get_phase (self, i - 1)->level;
      const bool is_last = i + 1 == self->phases->len;

      if (!is_last && (get_phase (self, i + 1)->level > get_phase (self, i)->level) == is_up)
        continue;
      if (!self->is_told[first])
        try_ramp (self, first, i);
      first = i;
    }
}

static double
get_unevenness (const double *values,
                guint n)
{
  double sum = 0, squares = 0;

  for (guint i = 0; i < n; i++)
    {
      sum += values[i];
      squares += values[i] * values[i];
    }
  return n > 0 && sum > 0 ? sqrt (MAX (squares / n - sum / n * sum / n, 0)) / (sum / n) : INFINITY;
}

/* Heavier phases, lighter ones between them; the first and the last may be cut off by the recording. */
typedef struct
{
  GArray *begins;  /* double, values */
  GArray *lengths; /* double */
  double heavy, light;
  double n_heavy, n_light;
} Waves;

static void
collect_waves (const Series *self,
               double middle,
               Waves *waves)
{
  for (guint i = 0; i < self->phases->len;)
    {
      const bool is_heavy = get_phase (self, i)->level > middle;
      const uint32_t begin = get_phase (self, i)->begin;
      const bool is_cut = i == 0;
      double sum = 0, length;
      uint32_t end = begin;

      for (; i < self->phases->len && (get_phase (self, i)->level > middle) == is_heavy; i++)
        {
          const EmberPhase *phase = get_phase (self, i);

          sum += phase->level * (phase->end - phase->begin);
          end = phase->end;
        }
      length = end - begin;
      *(is_heavy ? &waves->heavy : &waves->light) += sum;
      *(is_heavy ? &waves->n_heavy : &waves->n_light) += length;
      if (is_heavy && !is_cut && i < self->phases->len)
        {
          const double at = begin;

          g_array_append_val (waves->begins, at);
          g_array_append_val (waves->lengths, length);
        }
    }
  waves->heavy /= MAX (waves->n_heavy, 1);
  waves->light /= MAX (waves->n_light, 1);
}

/* All CPUs busy, or all idle, for a small part of the time are perturbations or blocking, however even. */
static bool
is_load (const Waves *waves)
{
  const double part = waves->n_heavy / MAX (waves->n_heavy + waves->n_light, 1);

  return (part > MIN_PART || waves->heavy < ALL_BUSY) && (1 - part > MIN_PART || waves->light > ALL_IDLE);
}

static void
describe_waves (Series *self,
                const Waves *waves,
                const double *periods)
{
  const guint n = waves->begins->len;
  const double value_s = get_value_ns (self) / 1e9;
  const double first = g_array_index (waves->begins, double, 0);
  const double last = g_array_index (waves->begins, double, n - 1);
  EmberPattern pattern = ember_pattern_make (EMBER_PATTERN_VARIABLE_LOAD, get_range (self, 0, self->n));
  double length = 0;

  for (guint i = 0; i < n; i++)
    {
      const double wave = g_array_index (waves->lengths, double, i);
      const EmberTimeRange range = get_range (self, (uint32_t) g_array_index (waves->begins, double, i), (uint32_t) (g_array_index (waves->begins, double, i) + wave));

      length += wave / n;
      ember_standout_add (self->finder->standout, range, EMBER_STANDOUT_ANY_THREAD);
    }
  pattern.range.begin_ns = get_range (self, (uint32_t) first, self->n).begin_ns;
  pattern.range.end_ns = get_range (self, 0, (uint32_t) (last + g_array_index (waves->lengths, double, n - 1))).end_ns;
  pattern.range_bound_s = value_s;
  pattern.period_s = (last - first) / (n - 1) * value_s;
  pattern.period_bound_s = MAX (2 * get_unevenness (periods, n - 1) * pattern.period_s / sqrt (n - 1), value_s / (n - 1));
  pattern.length_s = length * value_s;
  pattern.level = waves->heavy;
  pattern.level_to = waves->light;
  pattern.level_bound = 2 * sqrt (self->variance / MAX (MIN (waves->n_heavy, waves->n_light), 1));
  pattern.confidence = CLAMP (1 - get_unevenness (periods, n - 1), 0.5, 0.99);
  pattern.stack = ember_standout_find (self->finder->standout, true);
  g_array_append_val (self->finder->patterns, pattern);
}

/* Whether a finding is but a part of waves that were told: all CPUs in a wave, or threads that work in it. */
static bool
is_part_of (const EmberPattern *pattern,
            const EmberPattern *waves)
{
  const double length = (double) (pattern->range.end_ns - pattern->range.begin_ns) / 1e9;
  const double ratio = pattern->period_s / waves->period_s;

  if (pattern->kind == EMBER_PATTERN_PERTURBATION)
    return length > waves->length_s / 2;
  if (pattern->kind == EMBER_PATTERN_BLOCKING)
    return length > (waves->period_s - waves->length_s) / 2;
  return pattern->kind <= EMBER_PATTERN_BUSY_WAIT && round (ratio) >= 1 && fabs (ratio - round (ratio)) < SAME_PERIOD;
}

void
ember_pattern_finder_drop_parts (EmberPatternFinder *finder)
{
  EmberPattern waves = { .kind = EMBER_N_PATTERN_KINDS };

  for (guint i = 0; i < finder->patterns->len; i++)
    if (g_array_index (finder->patterns, EmberPattern, i).kind == EMBER_PATTERN_VARIABLE_LOAD)
      waves = g_array_index (finder->patterns, EmberPattern, i);
  for (guint i = finder->patterns->len; i-- > 0 && waves.kind == EMBER_PATTERN_VARIABLE_LOAD;)
    if (is_part_of (&g_array_index (finder->patterns, EmberPattern, i), &waves))
      g_array_remove_index (finder->patterns, i);
}

/* Returns: true if the load is waves all over */
static bool
add_waves (Series *self,
           double most_uneven)
{
  Waves waves = { g_array_new (FALSE, FALSE, sizeof (double)), g_array_new (FALSE, FALSE, sizeof (double)), 0, 0, 0, 0 };
  g_autofree double *periods = NULL;
  double low = INFINITY, high = 0;
  bool is_even;
  guint n;

  for (guint i = 0; i < self->phases->len; i++)
    {
      low = MIN (low, get_phase (self, i)->level);
      high = MAX (high, get_phase (self, i)->level);
    }
  collect_waves (self, (low + high) / 2, &waves);
  n = waves.begins->len;
  periods = g_new0 (double, n + 1);
  for (guint i = 1; i < n; i++)
    periods[i - 1] = g_array_index (waves.begins, double, i) - g_array_index (waves.begins, double, i - 1);
  is_even = n >= MIN_HEAVY && get_unevenness (periods, n - 1) < most_uneven &&
            get_unevenness ((const double *) (void *) waves.lengths->data, n) < most_uneven;
  if (is_even && is_load (&waves))
    describe_waves (self, &waves, periods);
  g_array_unref (waves.begins);
  g_array_unref (waves.lengths);
  return is_even && is_load (&waves);
}

static bool
cut (Series *self)
{
  const EmberLoad *load = self->finder->load;
  const double n_ticks = ember_sampling_clock_get_rate (&load->clock) * get_value_ns (self);

  self->values = ember_load_join (load, self->n_joined, &self->n);
  self->variance = MAX (ember_change_points_get_variance (self->values, self->n), 0.25 / n_ticks / n_ticks);
  self->phases = self->n > 0 ? ember_change_points_find (self->values, self->n, self->variance, self->finder->cancellable) : NULL;
  if (self->phases == NULL)
    return false;
  join_phases (self);
  self->is_told = g_new0 (bool, self->phases->len);
  return true;
}

static Series
series_init (EmberPatternFinder *finder)
{
  return (Series){ .finder = finder, .n_joined = MAX (MIN_JOINED, (finder->load->n_bins + MAX_VALUES - 1) / MAX_VALUES) };
}

static void
series_clear (Series *self)
{
  g_clear_pointer (&self->phases, g_array_unref);
  g_free (self->values);
  g_free (self->is_told);
}

bool
ember_pattern_finder_add_waves (EmberPatternFinder *finder)
{
  Series series = series_init (finder);
  const bool is_waves = cut (&series) && add_waves (&series, EVEN);

  series_clear (&series);
  return is_waves;
}

void
ember_pattern_finder_add_phases (EmberPatternFinder *finder)
{
  Series series = series_init (finder);

  if (cut (&series) && !add_waves (&series, MOST_UNEVEN))
    {
      add_ramps (&series);
      for (guint i = 0; i < series.phases->len; i++)
        if (!series.is_told[i])
          add_steady (&series, get_phase (&series, i));
    }
  series_clear (&series);
}
