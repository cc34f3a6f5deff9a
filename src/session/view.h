/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/difference.h"
#include "analysis/filter.h"
#include "analysis/tree-shape.h"
#include "profile/band-text.h"
#include "profile/time-text.h"

/* Which file a view is of. */
typedef struct
{
  char *path; /* (nullable): in the file system's encoding */
  uint64_t size_bytes;
  char *hash; /* (nullable): see EmberFileMark; then size_bytes is set, too */
} EmberViewRecording;

/* The flame graphs of a window. */
typedef enum
{
  EMBER_VIEW_GRAPH_MAIN,
  EMBER_VIEW_GRAPH_CALLERS, /* these two of a function */
  EMBER_VIEW_GRAPH_CALLEES,
  EMBER_N_VIEW_GRAPHS,
} EmberViewGraph;

/* Where somebody looks at in a flame graph. */
typedef struct
{
  char **names; /* (nullable): from the first level to the frame that fills it, bytes; NULL: everything is seen */
  double begin; /* 0 to 1: the part of that frame that is seen */
  double end;
} EmberViewZoom;

/* EmberView: what somebody looked at in a recording, said by what people see of it, so that it can be kept
 * and asked for again: of a file that was saved, or of a command line. What is not set is left as it is. */
typedef struct
{
  EmberViewRecording recording;
  char *event; /* (nullable) */
  bool has_range;
  EmberTimeSpan range;
  bool has_band;
  EmberBandSpan band; /* of the range, or of everything */
  bool has_baseline;
  EmberTimeSpan baseline;
  EmberViewRecording baseline_recording; /* without path: baseline is a range of the recording itself */
  bool has_normalization;
  EmberNormalization normalization;
  bool has_basis;
  EmberChangeBasis basis;
  bool is_flipped; /* of two recordings: the graph is the other one's */
  bool shows_gone;
  char *below;         /* (nullable): what stands below the heat map, as the window's page calls it */
  char *function;      /* (nullable): whose callers and callees stand before that, as ember_mark_text_parse() takes it */
  char *when;          /* (nullable): of which function the heat map shows when it ran, in the same way */
  EmberFilter *filter; /* (nullable) */
  char *search;        /* (nullable): UTF-8 */
  bool search_is_regex;
  EmberViewZoom zooms[EMBER_N_VIEW_GRAPHS];
  char *sort; /* (nullable): of the table of functions, as ember_table_sort_parse() reads it */
  bool has_map_time;
  EmberTimeSpan map_time; /* of the heat map that is seen; open at its end: as much as finds room */
  double map_low;         /* the part of each column that is seen: 0 to 1 */
  double map_high;        /* 0: all of it */
  bool has_merge_level;
  EmberMergeLevel merge_level;
  bool has_idle;
  bool with_idle;
  bool has_inlined;
  bool with_inlined; /* functions that the compiler put into their callers */
  int64_t column_ns; /* 0: not set */
  uint32_t n_rows;   /* 0: not set */
  char *split;       /* (nullable): what the heat map is split by, as ember_split_kind_from_word() reads it */
  bool has_split_scale;
  bool has_own_scales; /* of colours, each of the maps of these, in place of one for all */
  char *off_cpu_place; /* (nullable): these four as the settings have them */
  char *palette;
  char *scale;
  char *sibling_order;
  double clip; /* 50 to 100; 0: not set */
  bool has_wall_clock;
  bool with_wall_clock;
  bool has_icicle;
  bool is_icicle;
} EmberView;

/* Nothing is set. */
EmberView *ember_view_new (void);

EmberView *ember_view_copy (const EmberView *view);

void ember_view_free (EmberView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberView, ember_view_free)

/* The range as a span on the heat map's axis.
 * @range: on the recording's clock
 * @origin_ns: zero of the axis */
EmberTimeSpan ember_view_get_span (EmberTimeRange range,
                                   int64_t origin_ns);

/* "10.38-14.6", with all decimals.
 * Returns: (transfer full): what ember_time_span_parse() makes the same span of */
char *ember_view_dup_span (const EmberTimeSpan *span);
