/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* EmberBaselineSwatch: a small box outlined as a baseline is in the heat map.
 *
 * CSS: one node `baselineswatch`, with the class .on-dark on dark themes, since CSS does not tell them apart.
 */
#define EMBER_TYPE_BASELINE_SWATCH (ember_baseline_swatch_get_type ())
G_DECLARE_FINAL_TYPE (EmberBaselineSwatch, ember_baseline_swatch, EMBER, BASELINE_SWATCH, GtkWidget)
