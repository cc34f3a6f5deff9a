/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/difference.h"
#include "analysis/filter.h"
#include "analysis/heatmap.h"
#include "analysis/tree-shape.h"

/* What stands above an exported picture: file, range, number of samples, and event.
 * @file_name: UTF-8
 * @range: on the recording's clock; clipped to it
 * @event: UTF-8; empty is left out
 * Returns: (transfer full): in the user's language */
char *ember_caption_new (const char *file_name,
                         const EmberTableSet *set,
                         EmberTimeRange range,
                         const char *event);

/* The same of a part of a heat map.
 * @range: of its columns; empty: all
 * @band: of its rows; may be none: all */
char *ember_caption_new_of_part (const char *file_name,
                                 const EmberTableSet *set,
                                 EmberTimeRange range,
                                 const EmberBand *band,
                                 const char *event);

/* The same caption, with the filters that have effect behind it, and what the graph tells apart first where that isn't
 * comms.
 * @profile: whose threads the filter is about
 * @merge_level: EMBER_MERGE_COMM where there is no graph
 * Returns: (transfer full): */
char *ember_caption_add_filter (const char *caption,
                                const EmberFilter *filter,
                                const EmberProfile *profile,
                                EmberMergeLevel merge_level);

/* The same caption of a heat map, with where it has waits behind it, if it is of waits.
 * Returns: (transfer full): */
char *ember_caption_add_waits (const char *caption,
                               const EmberHeatmap *heatmap,
                               const EmberTableSet *set);

/* The same caption, with what the range is compared with behind it.
 * @file_name: (nullable): of the other recording, UTF-8; NULL: the same one
 * Returns: (transfer full): */
char *ember_caption_add_baseline (const char *caption,
                                  const char *file_name,
                                  const EmberTableSet *set,
                                  EmberTimeRange range,
                                  EmberNormalization normalization);

/* The same caption, with from where the graph is looked at behind it.
 * @is_inverted: from the leaves
 * @function: (nullable): whose callers and callees are shown, bytes
 * Returns: (transfer full): */
char *ember_caption_add_turn (const char *caption,
                              bool is_inverted,
                              const char *function);

/* The same caption of a picture of what only the baseline has.
 * Returns: (transfer full): */
char *ember_caption_add_gone (const char *caption);

/* The same caption, with what a search found in the picture behind it.
 * @text: UTF-8; what was searched for
 * Returns: (transfer full): */
char *ember_caption_add_search (const char *caption,
                                const char *text,
                                uint64_t n_matched,
                                uint64_t n_samples);
