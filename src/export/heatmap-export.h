/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/split-matches.h"
#include "export/picture.h"
#include "paint/heatmap-chosen.h"
#include "paint/heatmap-marking.h"
#include "paint/heatmap-seen.h"
#include "paint/palette.h"

#define EMBER_HEATMAP_EXPORT_WIDTH_PX 1600

/* What a picture of a heat map shows. */
typedef struct
{
  const EmberHeatmap *heatmap;
  const EmberSplit *split;                /* (nullable): the maps of its parts stand below */
  const EmberSplitMatches *split_matches; /* (nullable): what the marking points out, of the parts */
  bool has_own_scales;                    /* each part has a scale of colours of its own */
  EmberHeatmapSeen seen;                  /* which part of the map is drawn */
  EmberPalette palette;
  EmberCurve curve;
  double clip;                        /* as EmberHeatmapStyle has it */
  const EmberHeatmapMarking *marking; /* (nullable): points samples out */
  const char *caption;                /* (nullable): UTF-8 */
  EmberHeatmapChosen chosen;          /* what is outlined */
  bool is_dark;                       /* on a dark background */
  bool has_time_of_day;               /* columns are labelled by the time of day, not by seconds on the axis */
  int64_t time_of_day_ns;             /* added to the recording's clock it gives nanoseconds since 1970 */
} EmberHeatmapExport;

/* What of a map a picture of it shows when that part of it is asked for. */
EmberHeatmapSeen ember_heatmap_export_see (const EmberHeatmap *heatmap,
                                           const EmberHeatmapZoom *zoom);

/* Writes a heat map, or the part of it that is seen, with its axes and legend, as ember_picture_write()
 * does. A map of more columns than the picture has pixels shows the fullest of those that share one. */
bool ember_heatmap_export_write (const EmberHeatmapExport *export,
                                 EmberPictureKind kind,
                                 const char *path,
                                 GError **error);
