/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/flame-graph.h"

/* What makes two ranges comparable. */
typedef enum
{
  EMBER_PER_TIME,   /* equal length of time: a load that doubles is a change */
  EMBER_PER_SAMPLE, /* equal sums: only the mix counts */
} EmberNormalization;

/* Which number of a node is compared. */
typedef enum
{
  EMBER_CHANGE_OF_TOTAL,
  EMBER_CHANGE_OF_SELF,
} EmberChangeBasis;

/* EmberDifference: how the graph of a range differs from that of a baseline.
 *
 * Both graphs are over the same stack tree, node for node. Immutable and reference counted.
 */
typedef struct
{
  EmberFlameGraph *range;
  EmberFlameGraph *baseline;
  EmberMeasure measure;
  EmberNormalization normalization;
  double scale; /* the baseline's numbers times this compare to the range's; 0 where the baseline is empty */
  /*< private >*/
  gatomicrefcount ref_count;
} EmberDifference;

/* @range, @baseline: graphs of one profile, or of the two of an EmberAlignment */
EmberDifference *ember_difference_new (EmberFlameGraph *range,
                                       EmberFlameGraph *baseline,
                                       EmberMeasure measure,
                                       EmberNormalization normalization);

EmberDifference *ember_difference_ref (EmberDifference *difference);

void ember_difference_unref (EmberDifference *difference);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberDifference, ember_difference_unref)

/* The same two, the other way round.
 * Returns: (transfer full): */
EmberDifference *ember_difference_flip (const EmberDifference *difference);

/* The samples of the baseline with a frame on their stack that no sample of the range has there. What
 * they share with the range, towards the root, shows where they were called from.
 * Returns: (transfer full): a graph of the baseline's profile */
EmberFlameGraph *ember_difference_new_gone (const EmberDifference *difference);

/* One node, or one function, in both. */
typedef struct
{
  uint64_t range;
  uint64_t baseline; /* as counted */
  double expected;   /* the baseline, scaled to the range */
  double change;     /* from -1 (gone) over 0 (the same) to 1 (new): (range - expected) / the larger one */
  double confidence; /* 0 (chance would do it) to 1: distance in standard deviations of a Poisson count over three */
} EmberChange;

EmberChange ember_difference_get_total (const EmberDifference *difference,
                                        EmberStackId id);

EmberChange ember_difference_get_self (const EmberDifference *difference,
                                       EmberStackId id);

EmberChange ember_difference_get (const EmberDifference *difference,
                                  EmberStackId id,
                                  EmberChangeBasis basis);

/* Numbers from elsewhere, such as a function table's.
 * @n_samples: samples behind both numbers together, which say how much chance can do */
EmberChange ember_difference_compare (const EmberDifference *difference,
                                      uint64_t range,
                                      uint64_t baseline,
                                      uint64_t n_samples);
