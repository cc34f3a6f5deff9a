/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-script-parser.h"

/* The threads that read one text. One at a time takes the input, which also decompresses it, and cuts it into chunks; all
 * others parse, and so does the one where enough chunks wait. The thread that calls is one of them. The others learn from it
 * what the first 4 to 24 MiB hold before they parse, and where it keeps up with who decompresses they never do.
 *
 * Memory: 3 to 4 MiB a thread beside the samples.
 *
 * @input: of which something was looked at, so that it is known whether it is compressed
 * @chunk_bytes: about how long chunks should be, > 0
 * @n_threads: >= 1; what is short is read by one
 * @builder: (out) (transfer full): not yet frozen, whatever is returned
 * Returns: (transfer full) (nullable): how the input ended, if not well */
GError *ember_perf_script_crew_read (EmberInput *input,
                                     size_t chunk_bytes,
                                     const EmberPerfScriptParserOptions *options,
                                     uint32_t n_threads,
                                     EmberProfileBuilder **builder,
                                     EmberDamage *damage);
