/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/pattern-truth.h"

#include <math.h>

#include "analysis/chance.h"

#define MAX_TICKS 3e6

#define PICK(chance, ...) pick (chance, (const double[]){ __VA_ARGS__ }, sizeof ((const double[]){ __VA_ARGS__ }) / sizeof (double))

static double
pick (EmberChance *chance,
      const double *values,
      size_t n)
{
  return values[ember_chance_pick (chance, (uint32_t) n)];
}

static const char *const names[EMBER_N_PATTERN_KINDS] = {
  "once-a-second", "busy-wait-20ms", "cpu-50", "load-rising", "load-rising", "variable-load", "perturbations", "blocking", "single-threaded"
};

EmberScene
pattern_truth_draw (EmberPatternKind kind,
                    uint32_t index)
{
  EmberChance chance = { .state = index * 1000003u + kind * 7919u };
  EmberScene scene;

  g_assert_true (ember_scene_parse (names[kind], &scene, NULL));
  do
    {
      scene.kind = kind;
      scene.n_cpus = (uint32_t) PICK (&chance, 2, 4, 8, 16, 64);
      scene.frequency_hz = (uint32_t) PICK (&chance, 49, 99, 199, 499, 997, 999);
      scene.duration_s = PICK (&chance, 20, 60, 120, 300);
      scene.noise = PICK (&chance, 0, 0.03, 0.1, 0.2, 0.4);
      scene.with_idle = ember_chance_draw (&chance) < 0.8;
      scene.seed = ember_chance_pick (&chance, 1000000);
    }
  while (scene.n_cpus * scene.frequency_hz * scene.duration_s > MAX_TICKS);
  if (kind <= EMBER_PATTERN_BUSY_WAIT)
    {
      scene.n_threads = 1 + ember_chance_pick (&chance, 2);
      scene.period_s = PICK (&chance, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10);
      scene.busy_ms = PICK (&chance, 3, 5, 10, 20, 40, 80, 120);
      if (kind == EMBER_PATTERN_PERIODIC)
        scene.busy_ms = MIN (scene.busy_ms, scene.period_s * 800);
    }
  else if (kind == EMBER_PATTERN_UTILIZATION)
    scene.level = PICK (&chance, 1, 0.75, 0.5, 0.25, 0.1, 0.05);
  else if (kind <= EMBER_PATTERN_FALLING)
    {
      scene.level = PICK (&chance, 0.05, 0.1, 0.2);
      scene.level_to = PICK (&chance, 0.5, 0.7, 0.9);
      scene.length_s = scene.duration_s * PICK (&chance, 0.2, 0.4, 0.7);
      if (kind == EMBER_PATTERN_FALLING)
        {
          const double level = scene.level;

          scene.level = scene.level_to;
          scene.level_to = level;
        }
    }
  else if (kind == EMBER_PATTERN_VARIABLE_LOAD)
    {
      scene.level = PICK (&chance, 0.5, 0.7, 0.9);
      scene.level_to = PICK (&chance, 0.1, 0.2, 0.3);
      scene.period_s = scene.duration_s * PICK (&chance, 0.06, 0.1, 0.2);
      scene.length_s = scene.period_s * PICK (&chance, 0.3, 0.4, 0.5);
    }
  else
    {
      scene.period_s = scene.duration_s * PICK (&chance, 0.1, 0.2, 0.4);
      scene.length_s = PICK (&chance, 0.2, 0.3, 0.6, 1, 2);
      scene.length_s = MIN (scene.length_s, scene.period_s / 5);
      scene.level = PICK (&chance, 0.2, 0.3, 0.5, 0.6);
    }
  return scene;
}

static double
get_sampling_period (const EmberScene *scene)
{
  return 1.0 / scene->frequency_hz;
}

/* Whether wakeups meet samples at few places of a sampling period only. */
static bool
is_in_step (const EmberScene *scene,
            const EmberPattern *truth)
{
  const double steps = truth->period_s / get_sampling_period (scene);
  const double n = scene->duration_s / truth->period_s;

  for (int i = 1; i <= 10; i++)
    if (fabs (steps * i - round (steps * i)) * n < 5 && truth->busy_ms / 1e3 / get_sampling_period (scene) * i < 10)
      return true;
  return false;
}

static bool
is_wakeup_visible (const EmberScene *scene,
                   const EmberPattern *truth)
{
  const double period = get_sampling_period (scene);
  const double window = ceil (0.006 / period - 0.05) * period;
  const double busy = truth->busy_ms / 1e3;
  const double n_seen = scene->duration_s / truth->period_s * MIN (1, busy / period);
  const double digits = truth->period_s * pow (10, -floor (log10 (truth->period_s)));
  const bool is_round = fabs (digits - round (digits)) < 1e-6 || fabs (digits - 1.2) < 1e-6 || fabs (digits - 2.5) < 1e-6 || fabs (digits - 1.5) < 1e-6;

  return n_seen >= 8 && truth->period_s - busy > 2.5 * period && truth->period_s > 3.5 * window &&
         (truth->kind == EMBER_PATTERN_PERIODIC || !is_round) && (busy >= period || !is_in_step (scene, truth));
}

static bool
is_work_measurable (const EmberScene *scene,
                    const EmberPattern *truth)
{
  const double period = get_sampling_period (scene);
  const double n = scene->duration_s / truth->period_s;
  const double parts = truth->busy_ms / 1e3 / period;
  const double rest = parts - floor (parts);

  return sqrt ((rest * (1 - rest) + parts * parts * scene->spread * scene->spread) / n) / parts < 0.04 && !is_in_step (scene, truth);
}

static bool
is_run_visible (const EmberScene *scene,
                const EmberPattern *truth)
{
  const double rate = (double) scene->n_cpus * scene->frequency_hz;
  const double length = (double) (truth->range.end_ns - truth->range.begin_ns) / 1e9;
  const bool is_burst = truth->kind == EMBER_PATTERN_PERTURBATION;
  /* Other works take 5 ms; until one begins nothing shows that a gap is over. */
  const double works = scene->n_cpus * scene->level / 0.005;
  const double spacing = is_burst ? 1 / rate : MAX (1 / rate / scene->level, 1 / works);
  const double score = rate * length * -log (is_burst ? scene->level : 1 - scene->level);

  return spacing < 0.006 && score > 80 * MAX (1, 0.01 * (1 - scene->level) * scene->frequency_hz) && truth->range.begin_ns > 0;
}

static bool
is_visible (const EmberScene *scene,
            const EmberPattern *truth)
{
  if (truth->kind <= EMBER_PATTERN_BUSY_WAIT)
    return is_wakeup_visible (scene, truth);
  if (truth->kind >= EMBER_PATTERN_PERTURBATION)
    return is_run_visible (scene, truth);
  if (truth->kind == EMBER_PATTERN_VARIABLE_LOAD)
    return scene->period_s > 1.5 && (double) (truth->range.end_ns - truth->range.begin_ns) / 1e9 > 2 * scene->period_s;
  return true;
}

static bool
is_near (double a,
         double b,
         double part,
         double least)
{
  return fabs (a - b) <= MAX (part * fabs (b), least);
}

static double
to_s (int64_t a,
      int64_t b)
{
  return (double) (a - b) / 1e9;
}

static bool
has_ends_near (const EmberPattern *found,
               const EmberPattern *truth,
               double slack_s)
{
  return fabs (to_s (found->range.begin_ns, truth->range.begin_ns)) <= slack_s && fabs (to_s (found->range.end_ns, truth->range.end_ns)) <= slack_s;
}

static bool
is_same (const EmberPattern *found,
         const EmberPattern *truth,
         bool is_strict)
{
  if (found->kind != truth->kind)
    return false;
  switch (truth->kind)
    {
    case EMBER_PATTERN_PERIODIC:
    case EMBER_PATTERN_BUSY_WAIT:
      return found->thread == truth->thread && is_near (found->period_s, truth->period_s, 0.01, 0.001);
    case EMBER_PATTERN_UTILIZATION:
      return is_near (found->level, truth->level, 0.05, 0.02);
    case EMBER_PATTERN_RISING:
    case EMBER_PATTERN_FALLING:
      return is_near (found->level, truth->level, 0, 0.05) && is_near (found->level_to, truth->level_to, 0, 0.05) &&
             has_ends_near (found, truth, MAX (1, to_s (truth->range.end_ns, truth->range.begin_ns) * 0.1));
    case EMBER_PATTERN_VARIABLE_LOAD:
      return is_near (found->level, truth->level, 0, 0.05) && is_near (found->level_to, truth->level_to, 0, 0.05) &&
             is_near (found->period_s, truth->period_s, 0.1, 0) && is_near (found->length_s, truth->length_s, 0.1, 0.1);
    case EMBER_PATTERN_PERTURBATION:
    case EMBER_PATTERN_BLOCKING:
    case EMBER_PATTERN_SINGLE_THREADED:
    case EMBER_N_PATTERN_KINDS:
    default:
      return has_ends_near (found, truth, is_strict ? 0.02 : 0.02 + 4 * found->range_bound_s) &&
             (truth->kind != EMBER_PATTERN_SINGLE_THREADED || found->thread != EMBER_PATTERN_NO_THREAD);
    }
}

static const EmberPattern *
find_same (const GArray *patterns,
           const EmberPattern *wanted,
           bool is_truth,
           bool is_strict)
{
  for (guint i = 0; i < patterns->len; i++)
    {
      const EmberPattern *pattern = &g_array_index (patterns, EmberPattern, i);

      if (is_truth ? is_same (wanted, pattern, is_strict) : is_same (pattern, wanted, is_strict))
        return pattern;
    }
  return NULL;
}

/* Wakeups shorter than a sampling period, in step with it: each so many falls between samples, always. */
static bool
is_alias (const EmberScene *scene,
          const GArray *truth,
          const EmberPattern *found)
{
  for (guint i = 0; i < truth->len; i++)
    {
      const EmberPattern *pattern = &g_array_index (truth, EmberPattern, i);
      const double ratio = found->period_s / pattern->period_s;

      if (found->thread == pattern->thread && found->kind <= EMBER_PATTERN_BUSY_WAIT && ratio > 1.5 &&
          fabs (ratio - round (ratio)) < 0.01 && pattern->busy_ms / 1e3 < get_sampling_period (scene))
        return true;
    }
  return false;
}

/* The other load of a machine is as true as what the scene is about. */
static bool
is_side_effect (const EmberScene *scene,
                const EmberPattern *found)
{
  return found->kind == EMBER_PATTERN_UTILIZATION && scene->kind != EMBER_PATTERN_UTILIZATION;
}

void
pattern_truth_compare (const EmberScene *scene,
                       const GArray *truth,
                       const GArray *found,
                       PatternScore *scores)
{
  for (guint i = 0; i < truth->len; i++)
    {
      const EmberPattern *wanted = &g_array_index (truth, EmberPattern, i);
      const EmberPattern *same = find_same (found, wanted, false, true);
      PatternScore *score = &scores[wanted->kind];

      if (!is_visible (scene, wanted))
        continue;
      score->n_true++;
      score->n_found += same != NULL;
      if (same == NULL || !(wanted->busy_ms > 0) || !is_work_measurable (scene, wanted))
        continue;
      score->n_busy++;
      score->n_busy_good += is_near (same->busy_ms, wanted->busy_ms, 0.1, 0);
      score->worst_busy = MAX (score->worst_busy, fabs (same->busy_ms / wanted->busy_ms - 1));
    }
  for (guint i = 0; i < found->len; i++)
    {
      const EmberPattern *pattern = &g_array_index (found, EmberPattern, i);

      scores[pattern->kind].n_false += !is_side_effect (scene, pattern) && !is_alias (scene, truth, pattern) && find_same (truth, pattern, true, false) == NULL;
    }
}
