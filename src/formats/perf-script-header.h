/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* EmberPerfScriptHeader: the first line of a sample in the text of perf script.
 *
 *     comm pid/tid [cpu] seconds.fraction: period event: text
 *
 * Everything may be missing, and the comm may hold anything, so the line is
 * read outward from its time stamp. Strings point into the line.
 */
typedef struct
{
  const char *comm;
  size_t n_comm;
  const char *thread; /* from the line's begin to the end of the thread id: tells threads apart */
  size_t n_thread;
  const char *event; /* without the colon; empty where there is none */
  size_t n_event;
  const char *text; /* what stands behind the event: a tracepoint's text, a frame, or both */
  size_t n_text;
  int64_t time_ns; /* EMBER_TIME_NONE without a time */
  uint64_t period;
  bool has_period;
  int32_t pid; /* -1 where it is not in the file; so are tid and cpu */
  int32_t tid;
  int32_t cpu;
} EmberPerfScriptHeader;

typedef enum
{
  EMBER_PERF_SCRIPT_HEADER_NONE, /* the line is something else */
  EMBER_PERF_SCRIPT_HEADER_SAMPLE,
  EMBER_PERF_SCRIPT_HEADER_RECORD,  /* of --show-mmap-events and the like: no sample */
  EMBER_PERF_SCRIPT_HEADER_DAMAGED, /* a number in it is out of bounds */
} EmberPerfScriptHeaderKind;

/* All take a line without newline and trailing blanks. */

/* Only lines with a time stamp. */
EmberPerfScriptHeaderKind ember_perf_script_header_parse_timed (EmberPerfScriptHeader *header,
                                                                const char *line,
                                                                size_t n);

/* Lines without a time stamp that name a thread and an event. */
EmberPerfScriptHeaderKind ember_perf_script_header_parse_untimed (EmberPerfScriptHeader *header,
                                                                  const char *line,
                                                                  size_t n);

/* Lines with neither time nor event (-F comm,tid,ip,sym): "comm tid [cpu] period", "comm".
 * Nearly every short line reads so: only where a header must stand. */
EmberPerfScriptHeaderKind ember_perf_script_header_parse_bare (EmberPerfScriptHeader *header,
                                                               const char *line,
                                                               size_t n);
