/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/difference.h"
#include "analysis/filter.h"
#include "analysis/heatmap-grid.h"
#include "analysis/scene.h"
#include "analysis/split.h"
#include "analysis/tree-shape.h"
#include "cli/command-kind.h"
#include "export/folded-name.h"
#include "paint/color-scale.h"
#include "paint/flame-layout.h"
#include "paint/palette.h"
#include "profile/band-text.h"
#include "profile/time-text.h"
#include "session/view.h"

#define EMBER_DEFAULT_ROWS 50

/* EmberOptions: a command line, checked. */
typedef struct
{
  EmberCommand command;
  char **files;         /* as typed; exactly one for print and export; "-" is standard input */
  EmberContent content; /* of print */
  EmberExportKind kind; /* of export */
  char *export_path;    /* of export */
  bool has_view;        /* what export draws was typed */
  bool shows_functions; /* of a window: the table of functions stands below; of a picture: it is of that table */
  bool is_inverted;     /* draw the flame graph from the leaves to their callers */
  char *function;       /* (nullable): as typed; draw its callers and callees */
  char *when;           /* (nullable): as typed; show in the heat map when this function ran */
  bool is_heatmap;      /* what export draws: the heat map, or the flame graph */
  bool has_range;
  EmberTimeSpan range; /* with has_range */
  bool has_band;
  EmberBandSpan band; /* with has_band: of the range, but not of the baseline */
  bool has_baseline;
  EmberTimeSpan baseline; /* with has_baseline */
  bool is_flipped;        /* the graph is that of baseline_file, beside the range as baseline */
  char *baseline_file;    /* (nullable): as typed; the recording that holds the baseline, if it is another one */
  EmberNormalization normalization;
  EmberChangeBasis basis; /* what the colours of a picture are about */
  bool shows_gone;        /* draw what only the baseline has */
  int64_t column_ns;      /* 1..EMBER_HEATMAP_MAX_COLUMN_NS */
  uint32_t n_rows;        /* 1..EMBER_HEATMAP_MAX_ROWS */
  EmberPalette palette;
  EmberCurve scale; /* of the heat map's colours */
  double clip;      /* as EmberHeatmapStyle has it */
  bool has_map_time;
  EmberTimeSpan map_time; /* with has_map_time: what of the heat map a window or a picture shows */
  double map_low;         /* 0 to 1: the part of each column that it shows */
  double map_high;        /* 0: all of it */
  EmberSplitKind split;   /* what has a heat map of its own below the one of all */
  bool has_own_scales;    /* each of these has its own scale of colours */
  bool spreads_waits;     /* the heat map has waits in all cells that they lasted, not where they began */
  bool has_chosen;        /* of a picture of the heat map: outlines these, which cut nothing off */
  EmberTimeSpan chosen;   /* with has_chosen */
  bool has_chosen_baseline;
  EmberTimeSpan chosen_baseline; /* with has_chosen_baseline */
  bool has_chosen_band;
  EmberBandSpan chosen_band; /* with has_chosen_band */
  bool is_dark;              /* of pictures: on a dark background */
  bool with_time_of_day;     /* the picture of the heat map tells times of day */
  char *event;               /* (nullable): as typed */
  bool with_idle;
  EmberFlameOrder order;
  bool is_icicle;
  char *sort;                       /* (nullable): as ember_table_sort_parse() reads it */
  char *zooms[EMBER_N_VIEW_GRAPHS]; /* (nullable): as typed, for ember_zoom_text_parse() */
  bool has_normalization;           /* these: whether they were typed */
  bool has_basis;
  bool has_palette;
  bool has_scale;
  bool has_clip;
  bool has_idle;
  bool has_column;
  bool has_rows;
  bool has_split;
  bool has_split_scale;
  bool has_off_cpu;
  bool has_time_of_day;
  bool has_order;
  bool has_root;
  bool has_merge_level;
  char *search;        /* (nullable): valid UTF-8 and a valid expression */
  EmberFilter *filter; /* of print and export; what passes */
  EmberMergeLevel merge_level;
  EmberFoldedFlags folded;
  bool asks_servers; /* for symbols */
  bool with_inlined;
  char **symbol_folders; /* (nullable): as typed */
  EmberScene scene;      /* of synthesize */
} EmberOptions;

/* @argv: as main() has it
 * Returns: (transfer full) (nullable): NULL with a %G_OPTION_ERROR that says what is wrong */
EmberOptions *ember_options_parse (char **argv,
                                   GError **error);

void ember_options_free (EmberOptions *options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberOptions, ember_options_free)

/* What --help prints.
 * Returns: (transfer full): */
char *ember_options_dup_help (void);
