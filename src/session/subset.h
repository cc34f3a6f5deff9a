/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/filter.h"
#include "analysis/tree-shape.h"
#include "profile/event-choice.h"

/* EmberSubset: which samples of a recording are looked at, and what their tree tells apart first.
 *
 * What costs nothing stands at once; filters and other merge levels are worked out off the main
 * thread, and what stood before stays until they are. For the main thread.
 *
 * Event and idle samples are conditions of the filter; a name that the recording does not have counts as none.
 *
 * Signals: "recording-changed": recording and event are others; "filter-changed": the filter is
 * another one, with it "event-changed" and "idle-changed" where these are; after all, maybe later,
 * "changed": the table set is another one.
 */
#define EMBER_TYPE_SUBSET (ember_subset_get_type ())
G_DECLARE_FINAL_TYPE (EmberSubset, ember_subset, EMBER, SUBSET, GObject)

EmberSubset *ember_subset_new (void);

/* Keeps the event (by name, if there is one of that name), filter and merge level. */
void ember_subset_set_profile (EmberSubset *self,
                               EmberProfile *profile);

/* Forgets the recording, its event and filters; only idle samples stay shown. */
void ember_subset_forget (EmberSubset *self);

/* These are (transfer none) (nullable): NULL without a recording. */
EmberProfile *ember_subset_get_profile (EmberSubset *self);
/* All samples of the event, on the recording's own tree. */
const EmberTableSet *ember_subset_get_whole (EmberSubset *self);
/* Those that pass the filter, on the tree of the merge level. */
const EmberTableSet *ember_subset_get_set (EmberSubset *self);
const char *ember_subset_get_event_name (EmberSubset *self);

/* Returns: (transfer none) (element-type EmberEventChoice): empty without a recording */
const GPtrArray *ember_subset_get_choices (EmberSubset *self);

/* Each returns whether that changed something. An unknown event does not. What is said of idle samples
 * before there is a recording is no step that can be taken back. */
bool ember_subset_set_event_name (EmberSubset *self,
                                  const char *name);
bool ember_subset_set_with_idle (EmberSubset *self,
                                 bool with_idle);
bool ember_subset_set_merge_level (EmberSubset *self,
                                   EmberMergeLevel merge_level);
bool ember_subset_set_filter (EmberSubset *self,
                              EmberFilter *filter);
bool ember_subset_undo (EmberSubset *self);
bool ember_subset_redo (EmberSubset *self);

bool ember_subset_get_with_idle (EmberSubset *self);

EmberMergeLevel ember_subset_get_merge_level (EmberSubset *self);

/* Returns: (transfer none): */
EmberFilter *ember_subset_get_filter (EmberSubset *self);

bool ember_subset_can_undo (EmberSubset *self);

bool ember_subset_can_redo (EmberSubset *self);

/* Returns: (transfer none) (nullable): why the filter could not be asked; all samples are shown then */
const GError *ember_subset_get_error (EmberSubset *self);

bool ember_subset_is_busy (EmberSubset *self);
