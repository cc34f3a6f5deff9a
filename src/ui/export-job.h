/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/difference.h"
#include "analysis/heatmap.h"
#include "analysis/mark.h"
#include "analysis/search.h"
#include "analysis/split-matches.h"
#include "export/picture.h"
#include "paint/flame-layout.h"
#include "paint/heatmap-chosen.h"
#include "paint/heatmap-seen.h"
#include "paint/palette.h"
#include "session/table-sort.h"

typedef enum
{
  EMBER_EXPORT_FLAME_GRAPH, /* these three are pictures */
  EMBER_EXPORT_HEAT_MAP,
  EMBER_EXPORT_TABLE, /* of functions */
  EMBER_EXPORT_FOLDED,
  EMBER_EXPORT_FUNCTIONS,
  EMBER_EXPORT_COUNTS, /* of the heat map's cells */
} EmberExportContent;

/* EmberExportJob: what is to be written to a file. Holds references, so nothing changes under a worker. */
typedef struct
{
  EmberExportContent content;
  EmberPictureKind kind; /* of pictures */
  EmberFlameGraph *graph;
  EmberDifference *difference;         /* (nullable): over the tree of the graph; text then has the numbers of both */
  EmberFlameGraph *callees;            /* (nullable): the graph is of the callers of a function, and these are below it */
  EmberDifference *callees_difference; /* (nullable): over the tree of callees */
  EmberChangeBasis basis;              /* what colours are about */
  EmberHeatmap *heatmap;               /* (nullable): of a recording without times */
  EmberHeatmap *matches;               /* (nullable): what is pointed out on the heat map */
  char *matches_label;
  EmberSplit *split;                /* (nullable): the parts of the heat map */
  EmberSplitMatches *split_matches; /* (nullable): what is pointed out on these */
  bool has_own_scales;              /* of colours, each of these */
  EmberHeatmapSeen seen;            /* which part of the heat map, and of these */
  EmberHeatmapChosen chosen;        /* what is outlined on them */
  EmberMark *mark;                  /* (nullable): whose boxes a picture of the graph outlines */
  char *mark_label;                 /* with mark; UTF-8 */
  EmberTableSet *set;               /* (nullable): whose samples tell in a picture of the table when each function ran */
  EmberTimeRange marked;            /* of that time; may be empty */
  bool is_sorted;                   /* the table, by sort */
  EmberTableSort sort;
  char *search_text; /* (nullable): lights what matches in a picture of the graph, and is all that the table has */
  gboolean search_is_regex;
  char *caption; /* above pictures */
  bool is_dark;  /* pictures, as the window is */
  EmberPalette palette;
  EmberCurve curve;
  double clip;          /* as EmberHeatmapStyle has it */
  bool has_time_of_day; /* the picture of the heat map tells times of day; see EmberHeatmapExport */
  int64_t time_of_day_ns;
  EmberFlameOrder order;
  gboolean is_icicle;
} EmberExportJob;

/* @difference: (nullable) */
EmberExportJob *ember_export_job_new (EmberFlameGraph *graph,
                                      EmberDifference *difference,
                                      EmberHeatmap *heatmap);

void ember_export_job_free (gpointer job);

bool ember_export_content_is_picture (EmberExportContent content);

/* Returns: (transfer none): "svg", "txt" and the like */
const char *ember_export_job_get_extension (const EmberExportJob *job);

/* Writes in a worker; the file appears whole or not at all.
 * @job: (transfer full)
 * @file: must have a path */
void ember_export_job_write_async (EmberExportJob *job,
                                   GFile *file,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/* Returns: FALSE with a %G_FILE_ERROR or %G_IO_ERROR set */
gboolean ember_export_job_write_finish (GAsyncResult *result,
                                        GError **error);

/* Draws a picture in a worker, as a PNG.
 * @job: (transfer full): its content must be a picture */
void ember_export_job_draw_async (EmberExportJob *job,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/* Returns: (transfer full) (nullable): the bytes of a PNG file; NULL with a %G_FILE_ERROR or %G_IO_ERROR set */
GBytes *ember_export_job_draw_finish (GAsyncResult *result,
                                      GError **error);
