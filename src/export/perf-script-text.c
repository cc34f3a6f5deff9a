/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/perf-script-text.h"

#include "profile/sample-merge.h"

static void
write_facts (EmberOutput *output,
             const EmberProfile *profile)
{
  uint32_t n_facts;
  const EmberFact *facts = ember_profile_get_facts (profile, &n_facts);

  ember_output_text (output, "# ========\n");
  for (uint32_t i = 0; i < n_facts; i++)
    {
      ember_output_text (output, "# ");
      ember_output_line_text (output, facts[i].key);
      ember_output_text (output, " : ");
      ember_output_line_text (output, facts[i].value);
      ember_output_char (output, '\n');
    }
  ember_output_text (output, "# ========\n#\n");
}

/* The leaf first, as perf does. */
static void
write_frames (EmberOutput *output,
              const EmberProfile *profile,
              EmberStackId stack)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);

  for (; ember_stacks_get_depth (stacks, stack) > 1; stack = ember_stacks_get_parent (stacks, stack))
    {
      const EmberFrameId id = ember_stacks_get_frame (stacks, stack);
      const EmberFrame *frame = ember_frames_get (ember_profile_get_frames (profile), id);
      char address[32];

      g_snprintf (address, sizeof address, "\t%16" G_GINT64_MODIFIER "x ", frame->address);
      ember_output_text (output, address);
      ember_output_line_text (output, ember_profile_get_frame_name (profile, id));
      ember_output_text (output, " (");
      ember_output_line_text (output, ember_profile_get_frame_module (profile, id));
      ember_output_text (output, ")\n");
    }
}

static void
write_sample (EmberOutput *output,
              const EmberProfile *profile,
              const EmberSample *sample)
{
  const EmberStrings *strings = ember_profile_get_strings (profile);
  const EmberThread *thread = ember_threads_get (ember_profile_get_threads (profile), sample->thread);
  uint32_t n_events;
  const EmberEvent *event = &ember_profile_get_events (profile, &n_events)[sample->event];
  char numbers[128];

  ember_output_line_text (output, ember_strings_get (strings, thread->comm));
  g_snprintf (numbers, sizeof numbers, " %d/%d [%03d] %" G_GINT64_FORMAT ".%09" G_GINT64_FORMAT ": %" G_GUINT64_FORMAT " ",
              thread->pid, thread->tid, sample->cpu, sample->time_ns / EMBER_SECOND_NS, sample->time_ns % EMBER_SECOND_NS, sample->weight);
  ember_output_text (output, numbers);
  ember_output_line_text (output, ember_strings_get (strings, event->name));
  ember_output_text (output, ": \n");
  write_frames (output, profile, sample->stack);
  ember_output_char (output, '\n');
}

void
ember_perf_script_text_write (EmberOutput *output,
                              const EmberTableSet *set,
                              EmberTimeRange range)
{
  EmberSampleMerge merge;
  EmberSample sample;

  write_facts (output, set->profile);
  ember_sample_merge_init (&merge, set, range);
  while (ember_sample_merge_next (&merge, &sample))
    write_sample (output, set->profile, &sample);
  ember_sample_merge_clear (&merge);
}
