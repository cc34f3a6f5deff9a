/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* EmberChangeLegend: what the colours of a compared graph mean, from gone to new, each with its word.
 *
 * As narrow as it must be; what finds no room is left out from the end.
 * CSS: one node `changelegend`. Accessible: role img, its label reads the legend.
 */
#define EMBER_TYPE_CHANGE_LEGEND (ember_change_legend_get_type ())
G_DECLARE_FINAL_TYPE (EmberChangeLegend, ember_change_legend, EMBER, CHANGE_LEGEND, GtkWidget)
