/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef enum
{
  EMBER_LESSON_WAKEUPS,
  EMBER_LESSON_BUSY_WAITS,
  EMBER_LESSON_LOADS,
  EMBER_LESSON_DISTURBANCES,
  EMBER_N_LESSON_GROUPS,
} EmberLessonGroup;

/* EmberPatternLesson: what a classic picture teaches, in the user's language. */
typedef struct
{
  const char *scene; /* as ember_scene_get_classics() names it */
  EmberLessonGroup group;
  const char *title;
  const char *text; /* what it means, and what to do: two sentences */
} EmberPatternLesson;

/* How many there are: one for each classic picture, in the order of ember_scene_get_classics(). */
guint ember_pattern_lesson_count (void);

/* Strings are (transfer none). */
EmberPatternLesson ember_pattern_lesson_get (guint index);

/* @scene: (nullable): what no lesson is about gives NULL
 * Returns: (transfer none) (nullable): the title of the lesson about it */
const char *ember_pattern_lesson_find_title (const char *scene);

/* Returns: (transfer none): what lessons have in common */
const char *ember_pattern_lesson_get_group_title (EmberLessonGroup group);
