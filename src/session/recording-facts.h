/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/recording-counts.h"
#include "session/recording-file.h"

/* EmberRecordingFact: a line of what is known about a recording: its file, its samples, when they
 * were taken, on which machine, how, and what was lost. */
typedef struct
{
  const char *section; /* its heading: of lines of one section the same pointer */
  char *label;         /* valid UTF-8 */
  char *value;         /* valid UTF-8 */
} EmberRecordingFact;

/* Thread-safe.
 * Returns: (transfer full) (element-type EmberRecordingFact): */
GPtrArray *ember_recording_facts_new (const EmberProfile *profile,
                                      const EmberRecordingCounts *counts,
                                      const EmberRecordingFile *file);

/* Returns: (transfer full): a line "label: value" for each, headings and empty lines between sections */
char *ember_recording_facts_dup_text (const GPtrArray *facts);
