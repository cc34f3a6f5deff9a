/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-patterns [N [KIND]]: what of N made-up recordings of each kind is found, and how fast.
 * With a KIND each miss and each false finding is listed. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "analysis/chance.h"
#include "analysis/patterns.h"
#include "profile/profile-builder.h"
#include "support/pattern-truth.h"

static double
get_cpu_s (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static GArray *
find (EmberProfile *profile,
      double *seconds)
{
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, false);
  const double begin = get_cpu_s ();
  GArray *found = ember_patterns_find (set, EMBER_TIME_RANGE_ALL, NULL);

  *seconds += get_cpu_s () - begin;
  return found;
}

static void
list (const char *word,
      const GArray *patterns)
{
  for (guint i = 0; i < patterns->len; i++)
    {
      const EmberPattern *p = &g_array_index (patterns, EmberPattern, i);

      printf ("    %s %s %.3f-%.3f thread %d period %.5f±%.5f busy %.2f±%.2f level %.3f %.3f length %.3f bound %.4f confidence %.2f\n",
              word, ember_pattern_kind_get_name (p->kind), (double) p->range.begin_ns / 1e9 - 8122, (double) p->range.end_ns / 1e9 - 8122,
              (int) p->thread, p->period_s, p->period_bound_s, p->busy_ms, p->busy_bound_ms, p->level, p->level_to, p->length_s, p->range_bound_s, p->confidence);
    }
}

static void
run_kind (EmberPatternKind kind,
          uint32_t n,
          bool is_listing,
          PatternScore *scores,
          double *seconds)
{
  for (uint32_t i = 0; i < n; i++)
    {
      const EmberScene scene = pattern_truth_draw (kind, i);
      g_autoptr (GArray) truth = NULL;
      g_autoptr (EmberProfile) profile = ember_scene_record (&scene, &truth);
      g_autoptr (GArray) found = find (profile, seconds);
      PatternScore own[EMBER_N_PATTERN_KINDS] = { 0 };
      bool is_bad = false;

      pattern_truth_compare (&scene, truth, found, own);
      pattern_truth_compare (&scene, truth, found, scores);
      for (int k = 0; k < EMBER_N_PATTERN_KINDS; k++)
        is_bad = is_bad || own[k].n_false > 0 || own[k].n_found < own[k].n_true || own[k].n_busy_good < own[k].n_busy;
      if (!is_listing || !is_bad)
        continue;
      printf ("  #%u cpus=%u,hz=%u,seconds=%g,noise=%g,seed=%u,idle=%d,threads=%u,period=%g,busy=%g,level=%g,to=%g,length=%g\n",
              i, scene.n_cpus, scene.frequency_hz, scene.duration_s, scene.noise, (unsigned) scene.seed, scene.with_idle, scene.n_threads,
              scene.period_s, scene.busy_ms, scene.level, scene.level_to, scene.length_s);
      list ("truth", truth);
      list ("found", found);
    }
}

static void
add_noise (EmberProfileBuilder *builder,
           EmberChance *chance,
           double time,
           uint32_t n_threads,
           uint32_t cpu)
{
  const EmberThread thread = { 100, 100 + (int32_t) ember_chance_pick (chance, n_threads), ember_profile_builder_add_string (builder, "noise", -1) };
  const EmberSample sample = {
    .time_ns = (int64_t) (time * 1e9) + 1000000000,
    .thread = ember_profile_builder_add_thread (builder, &thread),
    .cpu = (int32_t) cpu,
    .stack = ember_profile_builder_add_comm (builder, thread.comm),
    .event = ember_profile_builder_add_event (builder, ember_profile_builder_add_string (builder, "cycles", -1), false),
    .weight = 1,
  };

  ember_profile_builder_add_sample (builder, &sample);
}

/* Samples at moments that know nothing of each other, or ticks of 4 CPUs that each meet work or none by chance. */
static EmberProfile *
record_noise (uint32_t seed,
              bool is_ticking)
{
  EmberChance chance = { seed };
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  const uint32_t n_threads = 1 + ember_chance_pick (&chance, 30);
  const double rate = 20 * pow (30, ember_chance_draw (&chance));

  if (is_ticking)
    for (uint32_t tick = 0; tick < 60 * 199 * 4; tick++)
      {
        if (ember_chance_draw (&chance) < rate / (199 * 4))
          add_noise (builder, &chance, (tick / 4 + 0.23 * (tick % 4)) / 199.0, n_threads, tick % 4);
      }
  else
    for (double time = 0; time < 60; time += ember_chance_wait (&chance, 1 / rate))
      add_noise (builder, &chance, time, n_threads, ember_chance_pick (&chance, 4));
  return ember_profile_builder_freeze (builder);
}

static uint32_t
count_in_noise (uint32_t n,
                bool is_ticking,
                bool is_listing)
{
  uint32_t n_bad = 0;

  for (uint32_t i = 0; i < n; i++)
    {
      g_autoptr (EmberProfile) profile = record_noise (i, is_ticking);
      double seconds = 0;
      g_autoptr (GArray) found = find (profile, &seconds);
      bool is_bad = false;

      for (guint j = 0; j < found->len; j++)
        is_bad = is_bad || g_array_index (found, EmberPattern, j).kind != EMBER_PATTERN_UTILIZATION;
      if (is_bad && is_listing)
        list ("noise", found);
      n_bad += is_bad;
    }
  return n_bad;
}

static double
measure_many (void)
{
  EmberScene scene;
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (GArray) found = NULL;
  double seconds = 0;

  g_assert_true (ember_scene_parse ("busy-wait-20ms,cpus=64,hz=499,seconds=320,noise=0.97,idle=0", &scene, NULL));
  profile = ember_scene_record (&scene, NULL);
  found = find (profile, &seconds);
  printf ("%.1f million samples: %.3f s\n", (double) ember_profile_get_n_samples (profile) / 1e6, seconds);
  list ("found", found);
  return seconds;
}

int
main (int argc,
      char *argv[])
{
  const uint32_t n = argc > 1 ? (uint32_t) atoi (argv[1]) : 60;
  PatternScore scores[EMBER_N_PATTERN_KINDS] = { 0 };
  double seconds = 0;

  for (EmberPatternKind kind = 0; kind < EMBER_N_PATTERN_KINDS; kind++)
    if (argc < 3 || g_str_equal (argv[2], ember_pattern_kind_get_name (kind)))
      run_kind (kind, n, argc > 2, scores, &seconds);
  printf ("| pattern | there | recall | false | precision | works within 10 %% | worst |\n| --- | --- | --- | --- | --- | --- | --- |\n");
  for (int k = 0; k < EMBER_N_PATTERN_KINDS; k++)
    printf ("| %s | %u | %.1f %% | %u | %.1f %% | %u of %u | %.1f %% |\n", ember_pattern_kind_get_name (k), scores[k].n_true,
            100.0 * scores[k].n_found / MAX (scores[k].n_true, 1), scores[k].n_false,
            100.0 * scores[k].n_found / MAX (scores[k].n_found + scores[k].n_false, 1), scores[k].n_busy_good, scores[k].n_busy, 100 * scores[k].worst_busy);
  printf ("search: %.2f s\n", seconds);
  if (argc > 2 && g_str_equal (argv[2], "noise"))
    printf ("%u of %u\n", count_in_noise (n, true, true), n);
  if (argc < 3)
    {
      printf ("noise: findings in %u of %u recordings at random times, %u of %u with ticks\n", count_in_noise (n * 5, false, false), n * 5, count_in_noise (n * 5, true, false), n * 5);
      measure_many ();
    }
  return 0;
}
