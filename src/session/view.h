/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/filter.h"
#include "analysis/tree-shape.h"
#include "profile/time-text.h"

/* EmberView: what somebody looked at in a recording, said by what people see of it, so that it can be kept
 * and asked for again: of a file that was saved, or of a command line. What is not set is left as it is. */
typedef struct
{
  char *path; /* (nullable): of the recording, in the file system's encoding */
  uint64_t size_bytes;
  char *hash;  /* (nullable): see EmberFileMark; then size_bytes is set, too */
  char *event; /* (nullable) */
  bool has_range;
  EmberTimeSpan range;
  bool has_baseline;
  EmberTimeSpan baseline;
  EmberFilter *filter; /* (nullable) */
  char *search;        /* (nullable): UTF-8 */
  bool search_is_regex;
  char **zoom;       /* (nullable): names from the first level to the frame that fills the flame graph */
  double zoom_begin; /* 0 to 1: the part of that frame that is seen */
  double zoom_end;
  bool has_merge_level;
  EmberMergeLevel merge_level;
  bool has_idle;
  bool with_idle;
  uint32_t n_rows;     /* 0: not set */
  char *palette;       /* (nullable): as the settings have it */
  char *sibling_order; /* (nullable): as the settings have it */
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

/* The line for a shell that opens the recording and shows the same; zoom, order and colours have no options.
 * Returns: (transfer full): bytes; "emberscope --range=10.38-14.6 --filter=comm=java file" */
char *ember_view_dup_command (const EmberView *view);
