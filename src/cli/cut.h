/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/heatmap.h"
#include "analysis/mark.h"
#include "analysis/search.h"
#include "analysis/split-matches.h"
#include "cli/options.h"
#include "profile/event-choice.h"
#include "profile/table-set.h"

/* EmberCut: the samples of a recording that a command line asks for. */
typedef struct EmberCut
{
  EmberTableSet *set;
  EmberTimeRange range;      /* within the recording's, or EMBER_TIME_RANGE_ALL without --range */
  char *event;               /* valid UTF-8: what the samples are of; empty if they are of several events */
  bool is_empty;             /* --range holds no time of the recording */
  EmberSearch *search;       /* (nullable): what --search finds in the set's profile */
  EmberMark *when;           /* (nullable): the function of --when */
  EmberMark *function;       /* (nullable): that of --function */
  struct EmberCut *baseline; /* (nullable): what it is compared with */
} EmberCut;

/* Returns: (transfer full) (nullable): NULL with a %G_OPTION_ERROR where the recording
 * has no such event, a %G_IO_ERROR where it has no times to take a range of, or a
 * %G_REGEX_ERROR of --search */
EmberCut *ember_cut_new (EmberProfile *profile,
                         const EmberOptions *options,
                         GError **error);

/* What --baseline says, as the baseline of @cut.
 * @profile: the same recording's, or that of another one
 * Returns: false with errors as above */
bool ember_cut_add_baseline (EmberCut *cut,
                             EmberProfile *profile,
                             const EmberOptions *options,
                             GError **error);

/* Puts the baseline in the place of what is compared with it, and that into the baseline's; searched for and looked at
 * is the same in both, which must be on one tree.
 * Returns: false with a %G_OPTION_ERROR or %G_REGEX_ERROR */
bool ember_cut_flip (EmberCut *cut,
                     const EmberOptions *options,
                     GError **error);

/* The heat map of the cut's samples.
 * Returns: (transfer full): */
EmberHeatmap *ember_cut_count_cells (const EmberCut *cut,
                                     const EmberOptions *options);

/* Of those in which the function of --when ran, or that the search finds.
 * Returns: (transfer full) (nullable): NULL where neither is asked for */
EmberHeatmap *ember_cut_count_matches (const EmberCut *cut,
                                       const EmberHeatmap *heatmap);

/* The same of the parts of a split one. */
EmberSplitMatches *ember_cut_count_split_matches (const EmberCut *cut,
                                                  EmberSplit *split);

/* The parts of the heat map, as --split says.
 * @heatmap: of ember_cut_count_cells()
 * Returns: (transfer full): */
EmberSplit *ember_cut_split (const EmberCut *cut,
                             const EmberOptions *options,
                             const EmberHeatmap *heatmap);

void ember_cut_free (EmberCut *cut);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberCut, ember_cut_free)
