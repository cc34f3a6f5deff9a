/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/table-set.h"

/* EmberFlameSource: the rows of one table of a set, as a graph counts them. */
typedef struct
{
  const EmberSampleTable *table;
  const EmberBitmap *mask; /* (nullable): the rows that count */
} EmberFlameSource;

EmberFlameSource ember_flame_source_of (const EmberTableSet *set,
                                        uint32_t table);

/* Adds (@sign 1) or takes away (@sign -1) the rows [first, last) that count.
 * @samples: of node i at i
 * @weights: (nullable): the same */
void ember_flame_source_count (const EmberFlameSource *source,
                               size_t first,
                               size_t last,
                               int sign,
                               uint32_t *samples,
                               uint64_t *weights);
