/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"

/* What `perf script` is told to print, and how. */
typedef struct
{
  bool has_pid;
  bool has_cpu;
  bool has_time;
  bool has_ns;
  bool has_period;
  bool has_event;
  bool has_offsets;
  bool has_chain; /* else the leaf stands on the header line */
  bool has_modules;
  bool has_comments;
  bool has_records;      /* PERF_RECORD_* lines between the samples */
  bool has_source_lines; /* below each frame */
  bool has_crlf;
  bool lacks_blank_lines; /* " insn: …" ends the record instead */
} ScriptStyle;

#define SCRIPT_STYLE_DEFAULT ((ScriptStyle){ .has_cpu = true, .has_time = true, .has_period = true, .has_event = true, .has_offsets = true, .has_chain = true, .has_modules = true })

/* A recording of @n_samples made from @seed alone: the same whatever the style. Comms and
 * symbols hold what is hard to read.
 * Returns: (transfer full): */
char *script_text_new (uint32_t seed,
                       uint32_t n_samples,
                       const ScriptStyle *style);

/* All samples of a profile, by event and in order of time, one a line: those of its fields
 * that a style has. */
char *script_text_dump (const EmberProfile *profile,
                        const ScriptStyle *style);

/* Fails with the first line that differs. */
void script_text_assert_equal (const char *dump,
                               const char *expected);
