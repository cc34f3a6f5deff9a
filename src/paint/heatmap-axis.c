/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-axis.h"

#include <glib/gi18n.h>

#include "profile/time-text.h"

/* Decimals that multiples of @step need in units of @unit, or fewer if these err by less than a twentieth of the step. */
static int
count_decimals (int64_t step,
                int64_t unit)
{
  int n_decimals = 0;

  for (; unit > 1 && step % unit != 0 && unit > step / 10; unit /= 10)
    n_decimals++;
  return n_decimals;
}

/* Writes @value / @unit, rounded to as many decimals as multiples of @step need to be told apart. */
static void
format_decimal (char *text,
                size_t size,
                int64_t value,
                int64_t step,
                int64_t unit)
{
  const int n_decimals = count_decimals (step, unit);
  int64_t part = unit;

  for (int i = 0; i < n_decimals; i++)
    part /= 10;
  value += part > 1 ? part / 2 : 0;
  if (n_decimals == 0)
    g_snprintf (text, size, "%" G_GINT64_FORMAT, value / unit);
  else
    g_snprintf (text, size, "%" G_GINT64_FORMAT ".%0*" G_GINT64_FORMAT, value / unit, n_decimals, value % unit / part);
}

int64_t
ember_heatmap_axis_get_step (double least)
{
  for (int64_t step = 1; step < INT64_MAX / 10; step *= 10)
    for (int i = 0; i < 3; i++)
      {
        static const int64_t parts[] = { 1, 2, 5 };

        if ((double) (step * parts[i]) >= least)
          return step * parts[i];
      }
  return INT64_MAX / 10;
}

void
ember_heatmap_axis_get_column (const EmberHeatmapGrid *grid,
                               int64_t column,
                               int64_t step,
                               EmberHeatmapTick *tick)
{
  char number[32];

  format_decimal (number, sizeof number, (grid->first_column + column) * grid->column_ns, step * grid->column_ns, EMBER_SECOND_NS);
  tick->position = column;
  /* Translators: a time on an axis in seconds, such as "12 s" */
  g_snprintf (tick->label, sizeof tick->label, _ ("%s s"), number);
}

void
ember_heatmap_axis_get_column_of_day (const EmberHeatmapGrid *grid,
                                      int64_t column,
                                      int64_t step,
                                      int64_t time_of_day_ns,
                                      EmberHeatmapTick *tick)
{
  char text[EMBER_TIME_TEXT_SIZE];

  tick->position = column;
  g_strlcpy (tick->label,
             ember_time_text_format_of_day (grid->origin_ns + column * grid->column_ns + time_of_day_ns,
                                            count_decimals (step * grid->column_ns, EMBER_SECOND_NS), text),
             sizeof tick->label);
}

void
ember_heatmap_axis_get_offset (int64_t offset_ns,
                               int64_t step_ns,
                               EmberHeatmapTick *tick)
{
  char number[32];

  tick->position = offset_ns;
  if (step_ns >= EMBER_SECOND_NS)
    {
      format_decimal (number, sizeof number, offset_ns, step_ns, EMBER_SECOND_NS);
      g_snprintf (tick->label, sizeof tick->label, _ ("%s s"), number);
    }
  else if (step_ns >= 1000000)
    {
      format_decimal (number, sizeof number, offset_ns, step_ns, 1000000);
      /* Translators: a time on an axis in milliseconds, such as "200 ms" */
      g_snprintf (tick->label, sizeof tick->label, _ ("%s ms"), number);
    }
  else
    {
      format_decimal (number, sizeof number, offset_ns, step_ns, 1000);
      /* Translators: a time on an axis in microseconds, such as "200 µs" */
      g_snprintf (tick->label, sizeof tick->label, _ ("%s µs"), number);
    }
}
