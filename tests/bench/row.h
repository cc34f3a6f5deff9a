/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Rows of the table that table.py makes: | work | figure | floor or peer | ratio | reach | met |. */

/* What costs at most @reach times what @peer did in the same run; 0: nothing is asked.
 * @peer: what that is
 * @unit: of both figures */
void row_print_ratio (const char *work,
                      double figure,
                      const char *peer,
                      double peer_figure,
                      const char *unit,
                      double reach);

/* What costs at most @reach, whatever else does. */
void row_print_limit (const char *work,
                      double figure,
                      double reach,
                      const char *unit);

/* A figure that nothing is asked of. */
void row_print_figure (const char *work,
                       double figure,
                       const char *unit);
