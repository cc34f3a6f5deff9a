/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/output.h"

/* Starts an output that is kept, to be read with captured_output_end(). */
void captured_output_begin (EmberOutput *output);

/* Returns: (transfer full): what was written; frees the output */
char *captured_output_end (EmberOutput *output);
