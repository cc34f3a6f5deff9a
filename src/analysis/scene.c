/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/scene.h"

#include <glib/gi18n.h>

/* Lines show best on a quiet machine, with a seed that has them away from the borders; short work only at a high rate. */
#define MACHINE .n_cpus = 4, .with_idle = true, .spread = 0.03
#define LINES(threads, hz, number) MACHINE, .n_threads = threads, .frequency_hz = hz, .noise = 0.01, .seed = number
#define LOAD MACHINE, .n_threads = 1, .frequency_hz = 199, .noise = 0.03, .seed = 1

static const EmberScene classics[] = {
  { .name = "once-a-second", .kind = EMBER_PATTERN_PERIODIC, LINES (1, 199, 10), .duration_s = 60, .period_s = 1, .busy_ms = 40 },
  { .name = "twice-a-second", .kind = EMBER_PATTERN_PERIODIC, LINES (1, 199, 10), .duration_s = 60, .period_s = 0.5, .busy_ms = 40 },
  { .name = "two-threads", .kind = EMBER_PATTERN_PERIODIC, LINES (2, 199, 7), .duration_s = 60, .period_s = 1, .busy_ms = 40 },
  { .name = "busy-wait-5ms", .kind = EMBER_PATTERN_BUSY_WAIT, LINES (1, 499, 10), .duration_s = 60, .period_s = 1, .busy_ms = 5 },
  { .name = "busy-wait-20ms", .kind = EMBER_PATTERN_BUSY_WAIT, LINES (1, 199, 1), .duration_s = 60, .period_s = 1, .busy_ms = 20 },
  { .name = "busy-wait-80ms", .kind = EMBER_PATTERN_BUSY_WAIT, LINES (1, 199, 1), .duration_s = 60, .period_s = 1, .busy_ms = 80 },
  { .name = "busy-wait-twice-a-second", .kind = EMBER_PATTERN_BUSY_WAIT, LINES (1, 199, 10), .duration_s = 60, .period_s = 0.5, .busy_ms = 20 },
  { .name = "busy-wait-each-5-seconds", .kind = EMBER_PATTERN_BUSY_WAIT, LINES (1, 199, 12), .duration_s = 120, .period_s = 5, .busy_ms = 80 },
  { .name = "cpu-100", .kind = EMBER_PATTERN_UTILIZATION, LOAD, .duration_s = 60, .level = 1 },
  { .name = "cpu-50", .kind = EMBER_PATTERN_UTILIZATION, LOAD, .duration_s = 60, .level = 0.5 },
  { .name = "cpu-25", .kind = EMBER_PATTERN_UTILIZATION, LOAD, .duration_s = 60, .level = 0.25 },
  { .name = "cpu-5", .kind = EMBER_PATTERN_UTILIZATION, LOAD, .duration_s = 60, .level = 0.05 },
  { .name = "load-rising", .kind = EMBER_PATTERN_RISING, LOAD, .duration_s = 60, .level = 0.1, .level_to = 0.85, .length_s = 40 },
  { .name = "variable-load", .kind = EMBER_PATTERN_VARIABLE_LOAD, LOAD, .duration_s = 90, .period_s = 12, .level = 0.7, .level_to = 0.25, .length_s = 5 },
  { .name = "perturbations", .kind = EMBER_PATTERN_PERTURBATION, LOAD, .duration_s = 60, .period_s = 12, .level = 0.3, .length_s = 0.5 },
  { .name = "blocking", .kind = EMBER_PATTERN_BLOCKING, LOAD, .duration_s = 60, .period_s = 12, .level = 0.6, .length_s = 0.6 },
  { .name = "single-threaded", .kind = EMBER_PATTERN_SINGLE_THREADED, LOAD, .duration_s = 60, .period_s = 12, .level = 0.6, .length_s = 0.8 },
};

const EmberScene *
ember_scene_get_classics (uint32_t *n_scenes)
{
  *n_scenes = G_N_ELEMENTS (classics);
  return classics;
}

static bool
set_value (EmberScene *scene,
           const char *key,
           double value)
{
  const struct
  {
    const char *key;
    double min, max;
    double *number;
    uint32_t *whole;
  } keys[] = {
    { "cpus", 1, 256, NULL, &scene->n_cpus },
    { "hz", 1, 10000, NULL, &scene->frequency_hz },
    { "threads", 1, 64, NULL, &scene->n_threads },
    { "seconds", 1, 3600, &scene->duration_s, NULL },
    { "noise", 0, 1, &scene->noise, NULL },
    { "period", 0.01, 3600, &scene->period_s, NULL },
    { "busy", 0.1, 10000, &scene->busy_ms, NULL },
    { "spread", 0, 1, &scene->spread, NULL },
    { "level", 0, 1, &scene->level, NULL },
    { "to", 0, 1, &scene->level_to, NULL },
    { "length", 0.01, 3600, &scene->length_s, NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].key, key) && value >= keys[i].min && value <= keys[i].max)
      {
        if (keys[i].whole != NULL)
          *keys[i].whole = (uint32_t) value;
        else
          *keys[i].number = value;
        return true;
      }
  if (g_str_equal (key, "idle") && (value == 0 || value == 1))
    scene->with_idle = value > 0;
  else if (g_str_equal (key, "seed") && value >= 0 && value <= 1e15)
    scene->seed = (uint64_t) value;
  else
    return false;
  return true;
}

static bool
find_scene (const char *name,
            EmberScene *scene,
            GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (classics); i++)
    {
      if (g_str_equal (classics[i].name, name))
        {
          *scene = classics[i];
          return true;
        }
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", classics[i].name);
    }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* Translators: what was typed, and the words there are */
               _ ("there is no picture “%s”, only: %s"), name, known->str);
  return false;
}

bool
ember_scene_parse (const char *text,
                   EmberScene *scene,
                   GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  if (!find_scene (words[0] != NULL ? words[0] : "", scene, error))
    return false;
  for (char **word = words + 1; *word != NULL; word++)
    {
      g_auto (GStrv) pair = g_strsplit (*word, "=", 2);
      const bool is_pair = pair[0] != NULL && pair[1] != NULL && pair[1][0] != '\0';
      char *end = NULL;
      const double value = is_pair ? g_ascii_strtod (pair[1], &end) : 0;

      if (!is_pair || *end != '\0' || !set_value (scene, pair[0], value))
        {
          /* Translators: %s is a part of what was typed, such as "cpus=8" */
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("“%s” is no setting of this picture, or out of its bounds"), *word);
          return false;
        }
    }
  return true;
}
