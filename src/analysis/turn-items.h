/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

#include "profile/stacks.h"

/* One graph, or two of one tree that are turned together. */
#define EMBER_TURN_MAX_GRAPHS 2

/* A node of the old tree whose frame is the next one of some samples on the way. */
typedef struct
{
  uint32_t rank; /* of its frame */
  EmberStackId at;
  uint32_t n_samples[EMBER_TURN_MAX_GRAPHS]; /* that come to it, of each graph */
  uint64_t weight[EMBER_TURN_MAX_GRAPHS];
} EmberTurnItem;

/* EmberTurnItems: all that waits while graphs are turned, in one array, deeper levels behind: a level's items go with it.
 * Not an EmberColumn: those give memory back when they shrink, which happens here all the time. */
typedef struct
{
  EmberTurnItem *items;
  size_t n;
  size_t capacity;
  EmberTurnItem *scratch; /* (nullable): capacity of them */
} EmberTurnItems;

/* Clears a zeroed one, too. */
void ember_turn_items_clear (EmberTurnItems *items);

void ember_turn_items_grow (EmberTurnItems *items);

/* Adds an item behind the others, which may move all of them.
 * Returns: (transfer none): to be filled */
static inline EmberTurnItem *
ember_turn_items_push (EmberTurnItems *items)
{
  if (items->n == items->capacity)
    ember_turn_items_grow (items);
  return &items->items[items->n++];
}

/* Sorts those from @begin on by rank; equal ones keep their order.
 * @max_rank: none is larger
 * Cost: O(items), for each byte that the largest rank has */
void ember_turn_items_sort (EmberTurnItems *items,
                            size_t begin,
                            uint32_t max_rank);
