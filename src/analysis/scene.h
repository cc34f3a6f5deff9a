/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/pattern.h"

/* EmberScene: a made-up machine and what happens on it, to be drawn by ember_scene_record().
 *
 * Everything follows from these numbers, so the same scene is the same recording.
 * Loads are in parts of all CPUs.
 */
typedef struct
{
  char name[32];
  EmberPatternKind kind;
  uint32_t n_cpus;       /* 1..256 */
  uint32_t frequency_hz; /* of the samples, 1..10000 */
  double duration_s;     /* 1..3600 */
  double noise;          /* load of work that has nothing to do with the pattern, 0..1 */
  uint64_t seed;
  bool with_idle;     /* samples of idle CPUs, as recording all CPUs gives */
  uint32_t n_threads; /* of periodic and busy-wait */
  double period_s;    /* of periodic; of busy-wait the sleep; of variable load; between bursts and gaps, on average */
  double busy_ms;     /* work per wakeup */
  double spread;      /* standard deviation of the work, in parts of it */
  double level;       /* load; of a change: before it; of variable load: the heavier phase */
  double level_to;    /* of a change: after it; of variable load: the lighter phase */
  double length_s;    /* of a change, a heavier phase, a burst, a gap */
} EmberScene;

/* The seventeen classic pictures, in the order of a lesson. */
const EmberScene *ember_scene_get_classics (uint32_t *n_scenes);

/* Reads the name of a classic picture and what is to be different, "busy-wait-20ms,cpus=8,hz=49":
 * cpus, hz, seconds, noise, seed, idle (0 or 1), threads, period, busy, spread, level, to, length.
 * Returns: false with a %G_OPTION_ERROR */
bool ember_scene_parse (const char *text,
                        EmberScene *scene,
                        GError **error);

/* Records a scene.
 * @truth: (out) (optional) (transfer full) (element-type EmberPattern): what is in it
 * Cost: O(CPUs × time × frequency)
 * Returns: (transfer full): */
EmberProfile *ember_scene_record (const EmberScene *scene,
                                  GArray **truth);
