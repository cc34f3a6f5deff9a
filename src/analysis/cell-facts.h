/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/table-set.h"

/* EmberCellFacts: what lies in a range of time, for a readout. */
typedef struct
{
  uint64_t n_samples;
  EmberStringId top_comm; /* the comm with most samples, the first by name of several; only where there are samples */
  uint64_t top_n_samples;
} EmberCellFacts;

/* Looks at each sample in @range once, so it is for cells, not for long ranges. */
EmberCellFacts ember_cell_facts_new (const EmberTableSet *set,
                                     EmberTimeRange range);
