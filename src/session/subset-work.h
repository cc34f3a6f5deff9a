/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/filter.h"
#include "analysis/tree-shape.h"

/* EmberSubsetRequest: which samples to pick, and on which tree to put them, for EmberLatest. */
typedef struct
{
  EmberTableSet *whole; /* unfiltered, of the recording as it came */
  EmberFilter *filter;
  EmberMergeLevel merge_level;
  EmberTableSet *filtered; /* (nullable): of an earlier result for the same samples and filter */
  EmberProfile *shaped;    /* (nullable): of an earlier result for the same recording and merge level */
} EmberSubsetRequest;

/* EmberSubsetResult: the samples that were picked. */
typedef struct
{
  EmberTableSet *filtered; /* of the recording as it came; NULL with an error */
  EmberProfile *shaped;    /* the recording on its tree */
  GError *error;           /* (nullable): why the filter could not be asked */
} EmberSubsetResult;

/* Returns: (transfer full): without filtered and shaped */
EmberSubsetRequest *ember_subset_request_new (const EmberTableSet *whole,
                                              EmberFilter *filter,
                                              EmberMergeLevel merge_level);

void ember_subset_request_free (gpointer request);

void ember_subset_result_free (gpointer result);

/* Returns: (transfer full) (nullable): an EmberSubsetResult; NULL if cancelled */
gpointer ember_subset_work (gconstpointer request,
                            GCancellable *cancellable);
