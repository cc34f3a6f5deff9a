/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/pattern-lesson.h"

#include <glib/gi18n.h>

/* A lesson has two sentences: what the picture means, and what to do. */
static const EmberPatternLesson lessons[] = {
  { "once-a-second", EMBER_LESSON_WAKEUPS, N_ ("Once a second"),
    N_ ("A thread wakes up once a second, always at the same time in it, so its work is one level line. "
        "Select a piece of the line to see who wakes up and for what; what nobody needs should wait for an event instead of a timer.") },
  { "twice-a-second", EMBER_LESSON_WAKEUPS, N_ ("Twice a second"),
    N_ ("There are as many level lines as there are wake-ups in a second: here one thread comes each half second. "
        "Select one line only, and see whether its work could be done less often.") },
  { "two-threads", EMBER_LESSON_WAKEUPS, N_ ("Two threads"),
    N_ ("Two level lines at uneven distance are two threads, each with its own timer. "
        "Open the list of threads (F9) and pick one of them to see which line stays.") },
  { "busy-wait-5ms", EMBER_LESSON_BUSY_WAITS, N_ ("5 ms of work, then sleep"),
    N_ ("A thread works for 5 ms and then sleeps for a whole second, so each wake-up comes 5 ms later in its second and the line creeps up. "
        "The list of patterns (F8) measures work and drift; a loop that must keep time should sleep until a set time, not for a set time.") },
  { "busy-wait-20ms", EMBER_LESSON_BUSY_WAITS, N_ ("20 ms of work, then sleep"),
    N_ ("The same loop with four times the work climbs four times as fast: the slope is the work done each time. "
        "Where a line turns steeper, the work has grown: compare a stretch before the bend with one after it.") },
  { "busy-wait-80ms", EMBER_LESSON_BUSY_WAITS, N_ ("80 ms of work, then sleep"),
    N_ ("With 80 ms of work the line is thick and crosses all of the second in a dozen columns. "
        "Work that long is worth a look: select one piece of the line, and the flame graph tells where the time goes.") },
  { "busy-wait-twice-a-second", EMBER_LESSON_BUSY_WAITS, N_ ("Work and sleep twice a second"),
    N_ ("20 ms of work and half a second of sleep make two lines, and both climb by the work of two rounds each second. "
        "For the work of one round, divide the climb by the number of lines.") },
  { "busy-wait-each-5-seconds", EMBER_LESSON_BUSY_WAITS, N_ ("Work and sleep each five seconds"),
    N_ ("A sleep of five seconds leaves four columns free between two pieces of work, so the slanted line is dotted. "
        "Count the columns from dot to dot for the period, and the rows for the work.") },
  { "cpu-100", EMBER_LESSON_LOADS, N_ ("All CPUs busy, 100 %"),
    N_ ("An even, full colour without gaps: all CPUs work all the time, and further threads only wait for their turn. "
        "Look in the flame graph for the widest boxes; only less work makes this faster.") },
  { "cpu-50", EMBER_LESSON_LOADS, N_ ("Half busy, 50 %"),
    N_ ("Grain without lines is work that comes at random, such as requests of many users. "
        "Half of the time is free, so look here for darker spots, which are moments when many things came at once.") },
  { "cpu-25", EMBER_LESSON_LOADS, N_ ("A quarter busy, 25 %"),
    N_ ("The same grain, thinner: a quarter of all CPU time is used, spread over the whole second. "
        "Select some seconds rather than single cells, since a few samples tell little about code.") },
  { "cpu-5", EMBER_LESSON_LOADS, N_ ("Nearly idle, 5 %"),
    N_ ("Single specks on an empty ground: the machine has almost nothing to do. "
        "Faint lines show well on such a ground; record for longer, or at a higher rate, to have enough samples in them.") },
  { "load-rising", EMBER_LESSON_LOADS, N_ ("Rising load"),
    N_ ("The map grows darker from left to right: more and more work arrives, or the same work takes longer and longer. "
        "Make the light end the baseline (b) and select the dark end: the flame graph then shows in red what has grown.") },
  { "variable-load", EMBER_LESSON_LOADS, N_ ("Variable load"),
    N_ ("Darker and lighter phases of some seconds take turns, as batches, bursts of requests or a cache that is filled again make them. "
        "Compare a dark phase with the light one before it to see what is added.") },
  { "perturbations", EMBER_LESSON_DISTURBANCES, N_ ("Perturbations"),
    N_ ("Short dark stripes: for a moment something keeps all CPUs busy, such as a garbage collector, and everything else waits. "
        "Select one stripe: what fills the flame graph there, and nowhere else, is the cause.") },
  { "blocking", EMBER_LESSON_DISTURBANCES, N_ ("Blocking"),
    N_ ("Short empty stripes: for a moment nothing runs, since all threads wait for a disk, a lock or another machine. "
        "Select what ran just before and just after a gap; a recording of off-CPU time tells what was waited for.") },
  { "single-threaded", EMBER_LESSON_DISTURBANCES, N_ ("Single-threaded blocking"),
    N_ ("A pale stripe in which one thread works while all others wait for it, often because it holds a lock. "
        "Select the stripe: the one stack in it is what to shorten, to split, or to do without the lock.") },
};

guint
ember_pattern_lesson_count (void)
{
  return G_N_ELEMENTS (lessons);
}

EmberPatternLesson
ember_pattern_lesson_get (guint index)
{
  EmberPatternLesson lesson = lessons[MIN (index, G_N_ELEMENTS (lessons) - 1)];

  lesson.title = _ (lesson.title);
  lesson.text = _ (lesson.text);
  return lesson;
}

const char *
ember_pattern_lesson_find_title (const char *scene)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lessons); i++)
    if (g_strcmp0 (lessons[i].scene, scene) == 0)
      return _ (lessons[i].title);
  return NULL;
}

const char *
ember_pattern_lesson_get_group_title (EmberLessonGroup group)
{
  static const char *const titles[EMBER_N_LESSON_GROUPS] = {
    [EMBER_LESSON_WAKEUPS] = N_ ("Level lines: threads that wake up at fixed times"),
    [EMBER_LESSON_BUSY_WAITS] = N_ ("Slanted lines: threads that work, then sleep for a fixed time"),
    [EMBER_LESSON_LOADS] = N_ ("Shades: how busy the machine is"),
    [EMBER_LESSON_DISTURBANCES] = N_ ("Stripes: moments that concern every thread"),
  };

  return _ (titles[group]);
}
