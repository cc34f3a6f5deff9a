/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/table-set.h"

/* EmberSampleMerge: the samples of several tables as one list in order of time, samples of
 * equal time in order of their tables. */
typedef struct
{
  const EmberTableSet *set;
  size_t *rows;  /* of each table: the next one */
  size_t *lasts; /* of each table: the end */
} EmberSampleMerge;

/* @set: must stay; samples that its masks leave out are left out */
void ember_sample_merge_init (EmberSampleMerge *merge,
                              const EmberTableSet *set,
                              EmberTimeRange range);

void ember_sample_merge_clear (EmberSampleMerge *merge);

/* O(tables).
 * Returns: false at the end */
bool ember_sample_merge_next (EmberSampleMerge *merge,
                              EmberSample *sample);
