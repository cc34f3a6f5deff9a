/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/samples-text.h"

#include "profile/sample-merge.h"

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

void
ember_samples_text_write (EmberOutput *output,
                          const EmberTableSet *set,
                          EmberTimeRange range)
{
  EmberSampleMerge merge;
  EmberSample sample;

  ember_sample_merge_init (&merge, set, range);
  while (ember_sample_merge_next (&merge, &sample))
    write_sample (output, set->profile, &sample);
  ember_sample_merge_clear (&merge);
}
