/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/alignment.h"
#include "analysis/difference.h"

/* EmberComparisonResult: the graphs of a range and of its baseline on one tree. Immutable and
 * reference counted; where the baseline is of another recording both were put on a tree of their own. */
typedef struct
{
  EmberFlameGraph *range;
  EmberFlameGraph *baseline;
  EmberDifference *difference; /* of these two, or flipped */
  EmberFlameGraph *gone;       /* (nullable): what only the difference's baseline holds */
  EmberProfile *sources[2];    /* (nullable): what was aligned: the recordings of range and baseline */
  EmberAlignment alignment;    /* of these */
} EmberComparisonResult;

EmberComparisonResult *ember_comparison_result_ref (EmberComparisonResult *result);

void ember_comparison_result_unref (gpointer result);

/* EmberComparisonRequest: what to compare with what, for EmberLatest. */
typedef struct
{
  EmberFlameGraph *range;
  EmberTableSet *baseline_set; /* (nullable): of another recording, merged alike; NULL: that of the range */
  EmberTableSet *own_set;      /* (nullable): that of the range without its band, where it has one */
  EmberTimeRange baseline;
  EmberNormalization normalization;
  bool is_flipped;
  bool with_gone;
  EmberComparisonResult *previous; /* (nullable): what of it still holds is taken over */
} EmberComparisonRequest;

/* @range: (transfer none)
 * @baseline_set: (transfer none) (nullable): copied
 * Returns: (transfer full): the rest is all zero */
EmberComparisonRequest *ember_comparison_request_new (EmberFlameGraph *range,
                                                      const EmberTableSet *baseline_set,
                                                      EmberTimeRange baseline);

void ember_comparison_request_free (gpointer request);

/* Cost: of one graph; of two and of an ember_alignment_init() where another recording is new
 * Returns: (transfer full) (nullable): an EmberComparisonResult; NULL if cancelled */
gpointer ember_comparison_work (gconstpointer request,
                                GCancellable *cancellable);
