/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/pattern-words.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define PER_CENT 100.0
#define LEVEL_BOUND 1.0
#define MOST_DECIMALS 4

const char *
ember_pattern_words_get_name (EmberPatternKind kind)
{
  static const char *const names[EMBER_N_PATTERN_KINDS] = {
    [EMBER_PATTERN_PERIODIC] = N_ ("Periodic wake-up"),
    [EMBER_PATTERN_BUSY_WAIT] = N_ ("Creeping wake-up"),
    [EMBER_PATTERN_UTILIZATION] = N_ ("Steady load"),
    [EMBER_PATTERN_RISING] = N_ ("Rising load"),
    [EMBER_PATTERN_FALLING] = N_ ("Falling load"),
    [EMBER_PATTERN_VARIABLE_LOAD] = N_ ("Variable load"),
    [EMBER_PATTERN_PERTURBATION] = N_ ("All CPUs busy"),
    [EMBER_PATTERN_BLOCKING] = N_ ("All CPUs idle"),
    [EMBER_PATTERN_SINGLE_THREADED] = N_ ("One thread alone"),
  };

  return _ (names[kind]);
}

/* Returns: (transfer full): with the digits that @bound leaves, none that say nothing */
static char *
dup_number (double value,
            double bound)
{
  int n_decimals;
  const double rounded = ember_pattern_round (value, bound, &n_decimals);
  char *text = g_strdup_printf ("%.*f", MIN (n_decimals, MOST_DECIMALS), rounded);

  if (n_decimals > 0)
    for (size_t n = strlen (text); n > 1 && text[n - 1] == '0'; n--)
      text[n - 1] = '\0';
  if (!g_ascii_isdigit (text[strlen (text) - 1]))
    text[strlen (text) - 1] = '\0';
  return text;
}

static char *
dup_time (int64_t time_ns,
          const EmberPattern *pattern,
          const EmberProfile *profile)
{
  return dup_number ((double) (time_ns - ember_profile_get_origin (profile)) / 1e9, MAX (pattern->range_bound_s, 0.001));
}

static char *
dup_level (double level)
{
  return dup_number (level * PER_CENT, LEVEL_BOUND);
}

static char *
dup_wakeups (const EmberPattern *pattern)
{
  g_autofree char *period = dup_number (pattern->period_s, pattern->period_bound_s);
  g_autofree char *busy = dup_number (pattern->busy_ms, MAX (pattern->busy_bound_ms, 0.1));

  if (!isfinite (pattern->busy_ms))
    /* Translators: of a thread: it wakes up each %s seconds */
    return g_strdup_printf (_ ("each %s s"), period);
  /* Translators: of a thread: it wakes up each %s seconds and then works for %s milliseconds */
  return g_strdup_printf (_ ("each %s s · %s ms of work"), period, busy);
}

static char *
dup_measures (const EmberPattern *pattern)
{
  g_autofree char *level = dup_level (pattern->level);
  g_autofree char *level_to = dup_level (pattern->level_to);
  g_autofree char *period = NULL;
  g_autofree char *length = NULL;

  switch (pattern->kind)
    {
    case EMBER_PATTERN_PERIODIC:
    case EMBER_PATTERN_BUSY_WAIT:
      return dup_wakeups (pattern);
    case EMBER_PATTERN_UTILIZATION:
      /* Translators: %s is a number, the load of a machine */
      return g_strdup_printf (_ ("%s %% of all CPUs"), level);
    case EMBER_PATTERN_RISING:
    case EMBER_PATTERN_FALLING:
      /* Translators: %s are numbers, the load of a machine before and after */
      return g_strdup_printf (_ ("from %s %% to %s %%"), level, level_to);
    case EMBER_PATTERN_VARIABLE_LOAD:
      period = dup_number (pattern->period_s, MAX (pattern->period_bound_s, 0.01));
      length = dup_number (pattern->length_s, MAX (pattern->range_bound_s, 0.01));
      /* Translators: of heavier phases of a load: how often they come, how long they are, in seconds; the load then and else, in per cent */
      return g_strdup_printf (_ ("each %s s for %s s · %s %%, else %s %%"), period, length, level, level_to);
    case EMBER_PATTERN_PERTURBATION:
    case EMBER_PATTERN_BLOCKING:
    case EMBER_PATTERN_SINGLE_THREADED:
    case EMBER_N_PATTERN_KINDS:
    default:
      length = dup_number ((double) (pattern->range.end_ns - pattern->range.begin_ns) / 1e6, MAX (pattern->range_bound_s * 1e3, 1));
      /* Translators: how long something took, in milliseconds */
      return g_strdup_printf (_ ("for %s ms"), length);
    }
}

char *
ember_pattern_words_dup_numbers (const EmberPattern *pattern,
                                 const EmberProfile *profile)
{
  g_autofree char *begin = dup_time (pattern->range.begin_ns, pattern, profile);
  g_autofree char *end = dup_time (pattern->range.end_ns, pattern, profile);
  g_autofree char *measures = dup_measures (pattern);

  /* Translators: when something begins and ends, in seconds, and what was measured of it */
  return g_strdup_printf (_ ("%s s – %s s · %s"), begin, end, measures);
}

char *
ember_pattern_words_dup_code (const EmberPattern *pattern,
                              const EmberProfile *profile)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  const char *thread = NULL;
  const char *leaf = NULL;
  g_autofree char *text = NULL;

  if (pattern->thread != EMBER_PATTERN_NO_THREAD)
    thread = ember_strings_get (ember_profile_get_strings (profile), ember_threads_get (ember_profile_get_threads (profile), pattern->thread)->comm);
  if (ember_stacks_get_depth (stacks, pattern->stack) > 1)
    leaf = ember_profile_get_frame_name (profile, ember_stacks_get_frame (stacks, pattern->stack));
  text = thread != NULL && leaf != NULL ? g_strjoin (" · ", thread, leaf, NULL) : g_strdup (thread != NULL ? thread : leaf != NULL ? leaf
                                                                                                                                   : "");
  return g_utf8_make_valid (text, -1);
}
