/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "analysis/heatmap.h"

/* EmberHeatmapView: draws a heat map and lets the user pick a span of time.
 *
 * Drag, or click – move – click, selects in order of time; a click on a column's
 * label selects the column, a double click everything, borders can be dragged.
 * The wheel, two fingers and keys zoom in time and rows; what is not seen is scrolled or dragged to. With Ctrl held the same gestures mark a second
 * range, the baseline, if the view takes one. With Alt held a drag selects a rectangle: a band of each of its
 * columns, if the view takes one.
 *
 * Properties: "palette" (int, an EmberPalette), "ruler" (bool: it is on), "row-factor" (uint, read-only: how many times as many rows suit what is seen of them), "scale" (int, an EmberCurve), "clip" (double, as EmberHeatmapStyle has it), "readout" (string, read-only: what is
 * under the pointer or the cursor, "" if nothing), "wall-clock" tells times of day where the recording has them; "has-selection" (bool, read-only).
 * Signals: "selection-changed", "baseline-changed" (gboolean is_preview): by the user; TRUE at each step
 * of a gesture, FALSE when the range is final, also after a gesture was cancelled; "zoom-changed": another part is seen.
 * Actions: heatmap.clear-selection (Escape: a gesture first, then the selection, then the baseline),
 * heatmap.select-all (Ctrl+A), heatmap.select-cell (Enter), heatmap.move-cursor (sb) (arrows, Home, End,
 * Page Up/Down; with Shift extending), heatmap.extend-band (s): Alt+Shift+arrows, heatmap.step-selection (ib): [ and ] step both ranges, { and } the selection alone;
 * heatmap.zoom (ib) (+, -, with Ctrl rows, too), heatmap.zoom-out (0), heatmap.zoom-to-selection (z), heatmap.pan (ii) (Ctrl+arrows);
 * heatmap.next-scale (l), heatmap.next-clip (L).
 * CSS: one node `heatmap`, whose `color` outlines the selection.
 * Accessible: role img; the label tells size and selection, the description reads the cell.
 */
#define EMBER_TYPE_HEATMAP_VIEW (ember_heatmap_view_get_type ())
G_DECLARE_FINAL_TYPE (EmberHeatmapView, ember_heatmap_view, EMBER, HEATMAP_VIEW, GtkWidget)

GtkWidget *ember_heatmap_view_new (void);

/* Keeps selection, which is time, and scroll; ends a gesture if the grid is another.
 * @heatmap: (transfer none) (nullable): what to show; NULL shows nothing */
void ember_heatmap_view_set_heatmap (EmberHeatmapView *self,
                                     EmberHeatmap *heatmap);

/* For the readout; without one, while a file is loading, nothing can be selected by the user.
 * @set: (transfer none) (nullable): is copied */
void ember_heatmap_view_set_table_set (EmberHeatmapView *self,
                                       const EmberTableSet *set);

/* Points samples out by a second hue over a grey map, as long as they are on the map's grid.
 * @matches: (transfer none) (nullable): a map of only these samples
 * @label: (nullable): what they are, for the legend; UTF-8 */
void ember_heatmap_view_set_matches (EmberHeatmapView *self,
                                     EmberHeatmap *matches,
                                     const char *label);

/* Does not emit "selection-changed"; scrolls to where the range begins if it is out of sight.
 * @range: on the recording's clock, of any borders; empty for none */
void ember_heatmap_view_set_selection (EmberHeatmapView *self,
                                       EmberTimeRange range);

/* The same, of which only a band is selected.
 * @range: empty: the band of everything
 * @band: may be none */
void ember_heatmap_view_set_banded_selection (EmberHeatmapView *self,
                                              EmberTimeRange range,
                                              EmberBand band);

EmberBand ember_heatmap_view_get_band (EmberHeatmapView *self);

/* @takes_band: FALSE, as at first: Alt changes nothing */
void ember_heatmap_view_set_takes_band (EmberHeatmapView *self,
                                        gboolean takes_band);

/* Outlines a time as long as somebody points at it elsewhere.
 * @range: as for the selection; empty for none
 * @band: of it; may be none */
void ember_heatmap_view_set_hint (EmberHeatmapView *self,
                                  EmberTimeRange range,
                                  EmberBand band);

/* @takes_baseline: FALSE, as at first: Ctrl changes nothing, and a baseline is forgotten */
void ember_heatmap_view_set_takes_baseline (EmberHeatmapView *self,
                                            gboolean takes_baseline);

/* Does not emit "baseline-changed".
 * @range: as for the selection */
void ember_heatmap_view_set_baseline (EmberHeatmapView *self,
                                      EmberTimeRange range);

EmberTimeRange ember_heatmap_view_get_baseline (EmberHeatmapView *self);

/* Returns: the preview of a gesture under way, else the selection; empty for none */
EmberTimeRange ember_heatmap_view_get_selection (EmberHeatmapView *self);
