/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/damage.h"
#include "formats/format.h"
#include "formats/perf-script-cutter.h"

/* EmberPerfScriptParser: parses chunks of the text of perf script into a
 * builder of its own. For one thread; several work side by side, each with
 * every so many chunks. */
typedef struct _EmberPerfScriptParser EmberPerfScriptParser;

typedef struct
{
  bool keep_addresses;
  /* Headers without time and event are taken too; else they are damage. */
  bool has_bare_headers;
  EmberProgress *progress; /* nullable, borrowed */
} EmberPerfScriptParserOptions;

EmberPerfScriptParser *ember_perf_script_parser_new (const EmberPerfScriptParserOptions *options);

/* A parser that knows what @origin knows, and has read nothing: what both meet later is learnt once. Cheaper than to
 * learn it by half; joining is, too, where @origin is the first.
 * Returns: (transfer full): */
EmberPerfScriptParser *ember_perf_script_parser_fork (const EmberPerfScriptParser *origin);

void ember_perf_script_parser_free (EmberPerfScriptParser *parser);

/* Call in growing order of the chunks' sequence. */
void ember_perf_script_parser_parse (EmberPerfScriptParser *parser,
                                     const EmberPerfScriptChunk *chunk);

/* Joins what parsers of the same input read, and tells what was damaged in a notice.
 * @parsers: n >= 1; they are empty afterwards
 * @damage: (out): with lines of the whole input
 * Returns: (transfer full): not yet frozen */
EmberProfileBuilder *ember_perf_script_parser_join (EmberPerfScriptParser **parsers,
                                                    uint32_t n,
                                                    EmberDamage *damage);
