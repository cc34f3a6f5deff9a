/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cut.h"
#include "export/output.h"

/* Writes what --print=CONTENT prints. */
void ember_content_write (EmberOutput *output,
                          const EmberCut *cut,
                          const EmberOptions *options);

/* Writes the text of an exported file: folded stacks, or the CSV of the view. */
void ember_content_write_file (EmberOutput *output,
                               const EmberCut *cut,
                               const EmberOptions *options);
