/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/function-changes.h"
#include "export/output.h"

/* Writes a line for each function: self, total, name, module, with tabs between them.
 * Control characters in a name become blanks. */
void ember_functions_text_write_tsv (EmberOutput *output,
                                     const EmberFunctions *functions,
                                     const EmberProfile *profile);

/* The same with commas, a line of headings, and names in quotes where they need them (RFC 4180). */
void ember_functions_text_write_csv (EmberOutput *output,
                                     const EmberFunctions *functions,
                                     const EmberProfile *profile);

/* Of two ranges: self, total, baseline's self, baseline's total, name, module; weights as counted, not scaled. */
void ember_functions_text_write_changes_tsv (EmberOutput *output,
                                             const EmberFunctionChanges *changes);

void ember_functions_text_write_changes_csv (EmberOutput *output,
                                             const EmberFunctionChanges *changes);
