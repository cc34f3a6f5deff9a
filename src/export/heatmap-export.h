/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/heatmap.h"
#include "export/picture.h"
#include "paint/heatmap-marking.h"
#include "paint/palette.h"

#define EMBER_HEATMAP_EXPORT_WIDTH_PX 1600

/* Writes all of a heat map with its axes and legend, light, as ember_picture_write()
 * does. A map of more columns than the picture has pixels shows the fullest of those that share one.
 * @marking: (nullable): points samples out
 * @caption: (nullable): UTF-8 */
bool ember_heatmap_export_write (const EmberHeatmap *heatmap,
                                 EmberPalette palette,
                                 const EmberHeatmapMarking *marking,
                                 const char *caption,
                                 EmberPictureKind kind,
                                 const char *path,
                                 GError **error);
