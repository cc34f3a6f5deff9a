/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/synthesis.h"

#include "export/patterns-text.h"
#include "export/perf-script-text.h"

void
ember_synthesis_write (EmberOutput *output,
                       const EmberOptions *options)
{
  g_autoptr (GArray) truth = NULL;
  g_autoptr (EmberProfile) profile = ember_scene_record (&options->scene, &truth);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);

  if (options->content == EMBER_CONTENT_PATTERNS)
    ember_patterns_text_write (output, truth, profile);
  else
    ember_perf_script_text_write (output, set, EMBER_TIME_RANGE_ALL);
}
