/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"
#include "export/output.h"

/* Writes what --synthesize asks for: a made-up recording as perf script text, or with
 * --print=patterns the truth about it. */
void ember_synthesis_write (EmberOutput *output,
                            const EmberOptions *options);
