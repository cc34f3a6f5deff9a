/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/ruler-words.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

#include "profile/amount-text.h"

/* Decimals up to the first digit that the bound leaves open. */
static int
get_decimals (double bound)
{
  return bound > 0 ? (int) CLAMP (ceil (-log10 (bound)), 0, 6) : 3;
}

static void
add (GPtrArray *parts,
     char *text)
{
  g_ptr_array_add (parts, text);
}

/* "1 a column", "2 a column", "one each 5 columns" */
static char *
dup_spacing (double spacing)
{
  if (spacing >= 1)
    /* Translators: how many wakeups there are in a column of the heat map */
    return g_strdup_printf (_ ("%.3g a column"), spacing);
  /* Translators: how many columns of the heat map lie from wakeup to wakeup */
  return g_strdup_printf (_ ("one each %.3g columns"), 1 / spacing);
}

static void
add_line (GPtrArray *parts,
          const EmberRulerReading *reading)
{
  g_autofree char *spacing = dup_spacing (reading->spacing);
  const int decimals = get_decimals (reading->drift_bound_ms_per_s);

  if (reading->has_busy)
    /* Translators: milliseconds, and how far they may be off */
    add (parts, g_strdup_printf (_ ("works %.*f ± %.*f ms per wakeup"), get_decimals (reading->busy_bound_ms), reading->busy_ms,
                                 get_decimals (reading->busy_bound_ms), reading->busy_bound_ms));
  /* Translators: seconds, how far they may be off, and "2 a column" */
  add (parts, g_strdup_printf (_ ("wakes every %.*f ± %.*f s, %s"), get_decimals (reading->period_bound_s), reading->period_s,
                               get_decimals (reading->period_bound_s), reading->period_bound_s, spacing));
  /* Translators: milliseconds a second, how far they may be off, and an angle */
  add (parts, g_strdup_printf (_ ("drifts %+.*f ± %.*f ms/s, %.1f°"), decimals, reading->drift_ms_per_s, decimals, reading->drift_bound_ms_per_s, reading->angle_deg));
}

static void
add_source (GPtrArray *parts,
            const EmberRulerReading *reading,
            const EmberHeatmapGrid *grid,
            const EmberProfile *profile)
{
  g_autofree char *cell = ember_amount_text_dup_time ((uint64_t) (grid->column_ns / grid->n_rows));
  g_autofree char *comm = NULL;

  if (!reading->is_snapped || profile == NULL)
    {
      /* Translators: how long a cell of the heat map is, as "20.0 ms" */
      add (parts, g_strdup_printf (_ ("as drawn; a cell is %s"), cell));
      return;
    }
  comm = g_utf8_make_valid (ember_strings_get (ember_profile_get_strings (profile), ember_threads_get (ember_profile_get_threads (profile), reading->thread)->comm), -1);
  /* Translators: how many wakeups are on a line, and the name of a thread */
  add (parts, g_strdup_printf (ngettext ("%u wakeup of %s", "%u wakeups of %s", reading->n_wakeups), reading->n_wakeups, comm));
}

static void
add_samples (GPtrArray *parts,
             const EmberRulerReading *reading)
{
  g_autofree char *samples = ember_amount_text_dup_samples (reading->n_samples);
  g_autofree char *share = reading->utilization >= 0 ? ember_amount_text_dup_percent (reading->utilization * 100, 1) : NULL;

  /* Translators: "1,020 samples", and "5.3 %" */
  add (parts, share != NULL ? g_strdup_printf (_ ("%s, %s of all CPUs"), samples, share) : g_strdup (samples));
}

char *
ember_ruler_words_dup (const EmberRulerReading *reading,
                       const EmberHeatmapGrid *grid,
                       const EmberProfile *profile,
                       const char *separator)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *duration = ember_amount_text_dup_time ((uint64_t) reading->duration_ns);
  g_autofree char *columns = g_strdup_printf (ngettext ("%u column", "%u columns", (gulong) llabs (reading->n_columns)), (guint) llabs (reading->n_columns));
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row", "%u rows", (gulong) llabs (reading->n_rows)), (guint) llabs (reading->n_rows));

  if (reading->kind != EMBER_RULER_UPRIGHT)
    add_line (parts, reading);
  /* Translators: "12 columns", "3 rows", "12.0 s" */
  add (parts, reading->kind == EMBER_RULER_UPRIGHT ? g_strdup_printf (_ ("lasts %s"), duration) : g_strdup_printf (_ ("%s, %s: %s"), columns, rows, duration));
  if (reading->kind != EMBER_RULER_UPRIGHT)
    add_source (parts, reading, grid, profile);
  add_samples (parts, reading);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (separator, (char **) parts->pdata);
}
