/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/samples-text.h"

/* The rows of one table that are still to be written. */
typedef struct
{
  const EmberSampleTable *table;
  size_t row;
  size_t last;
} Run;

static void
write_sample (EmberOutput *output,
              const EmberProfile *profile,
              const EmberSample *sample)
{
  uint32_t n_events;
  const EmberEvent *event = &ember_profile_get_events (profile, &n_events)[sample->event];
  const EmberStrings *strings = ember_profile_get_strings (profile);
  const EmberThread *thread = ember_threads_get (ember_profile_get_threads (profile), sample->thread);
  const uint32_t depth = ember_stacks_get_depth (ember_profile_get_stacks (profile), sample->stack);

  ember_output_int (output, ember_profile_has_times (profile) ? sample->time_ns : 0);
  ember_output_char (output, ' ');
  ember_output_int (output, thread->pid);
  ember_output_char (output, ' ');
  ember_output_int (output, thread->tid);
  ember_output_char (output, ' ');
  ember_output_int (output, sample->cpu);
  ember_output_char (output, ' ');
  ember_output_uint (output, sample->weight);
  ember_output_char (output, ' ');
  /* The comm is the first level of the tree, but no frame. */
  ember_output_uint (output, depth > 0 ? depth - 1 : 0);
  ember_output_char (output, ' ');
  ember_output_line_text (output, ember_strings_get (strings, event->name));
  ember_output_char (output, '\n');
}

/* The run whose next sample is earliest, the first of equals; NULL at the end. */
static Run *
find_earliest (Run *runs,
               uint32_t n_runs)
{
  Run *earliest = NULL;
  int64_t earliest_ns = 0;

  for (uint32_t i = 0; i < n_runs; i++)
    if (runs[i].row < runs[i].last)
      {
        const int64_t time_ns = ember_sample_table_get_times (runs[i].table)[runs[i].row];

        if (earliest == NULL || time_ns < earliest_ns)
          {
            earliest = &runs[i];
            earliest_ns = time_ns;
          }
      }
  return earliest;
}

void
ember_samples_text_write (EmberOutput *output,
                          const EmberTableSet *set,
                          EmberTimeRange range)
{
  g_autofree Run *runs = g_new (Run, MAX (set->n_tables, 1));

  for (uint32_t i = 0; i < set->n_tables; i++)
    {
      runs[i].table = set->tables[i];
      ember_sample_table_find (set->tables[i], range, &runs[i].row, &runs[i].last);
    }
  for (Run *run = find_earliest (runs, set->n_tables); run != NULL; run = find_earliest (runs, set->n_tables))
    {
      const EmberSample sample = ember_sample_table_get (run->table, run->row++);

      write_sample (output, set->profile, &sample);
    }
}
