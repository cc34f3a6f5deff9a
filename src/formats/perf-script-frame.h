/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/frames.h"

/* EmberPerfScriptFrame: one line of a call chain in the text of perf script.
 *
 *     address symbol+0xoffset (module)
 *
 * Strings point into the line.
 */
typedef struct
{
  const char *name; /* without offset; may be empty */
  size_t n_name;
  const char *module; /* may be empty */
  size_t n_module;
  EmberFrameKind kind;
} EmberPerfScriptFrame;

/* Splits a line into its address and what follows it.
 * @line: without trailing blanks
 * @rest: (out): the first byte behind the address and blanks
 * Returns: false where the line has no address; @rest is its first word then */
bool ember_perf_script_frame_parse_address (const char *line,
                                            const char *end,
                                            uint64_t *address,
                                            const char **rest);

/* @rest: what follows the address: symbol and module, either may be missing */
void ember_perf_script_frame_parse_symbol (EmberPerfScriptFrame *frame,
                                           const char *rest,
                                           const char *end);

/* Whether a line without an address is a frame all the same: "symbol (module)". */
bool ember_perf_script_frame_is_symbol (const char *rest,
                                        const char *end);

/* Finds the frame at the end of a header line (perf script -G), behind a tracepoint's text or
 * alone: its address stands in a field of 16.
 * @text: without trailing blanks
 * Returns: (nullable): where the blanks before the address begin; NULL where there is none */
const char *ember_perf_script_frame_find (const char *text,
                                          const char *end);
