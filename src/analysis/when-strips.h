/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "profile/table-set.h"

/* Which column of a sample says what group it is of. */
typedef enum
{
  EMBER_WHEN_BY_THREAD, /* groups[EmberThreadId] */
  EMBER_WHEN_BY_STACK,  /* groups[EmberStackId], of the leaf */
} EmberWhenKey;

/* The samples of no group. */
#define EMBER_WHEN_NO_GROUP UINT32_MAX

/* EmberWhenStrips: how often each of some groups of samples was seen in each part of a time, for
 * strips that say *when* something ran. A group is whatever the caller makes of threads (a process)
 * or of stacks (those whose leaf is one function, those below one node).
 *
 * Immutable and reference counted, so threads share it without a lock.
 */
typedef struct
{
  uint32_t *counts; /* counts[group * n_buckets + bucket] */
  uint32_t n_groups;
  uint32_t n_buckets;
  EmberTimeRange range; /* bucket b is the b-th of n_buckets equal parts of it */
  /*< private >*/
  gatomicrefcount ref_count;
} EmberWhenStrips;

/* Counts all groups in one pass.
 * @range: not empty; usually the heat map's, see ember_heatmap_grid_get_range()
 * @n_buckets: at least 1; n_groups * n_buckets numbers of 4 bytes are made
 * @groups: the group of each thread or stack, below @n_groups, or EMBER_WHEN_NO_GROUP
 * Cost: O(samples + groups × buckets): 10 M samples 15-25 ms
 * Returns: (transfer full) (nullable): NULL if cancelled */
EmberWhenStrips *ember_when_strips_new (const EmberTableSet *set,
                                        EmberTimeRange range,
                                        uint32_t n_buckets,
                                        EmberWhenKey key,
                                        const uint32_t *groups,
                                        uint32_t n_groups,
                                        GCancellable *cancellable);

/* Strips of zeros, to be filled before another thread sees them.
 * @range: not empty
 * @n_buckets: at least 1
 * Returns: (transfer full): */
EmberWhenStrips *ember_when_strips_new_empty (EmberTimeRange range,
                                              uint32_t n_buckets,
                                              uint32_t n_groups);

EmberWhenStrips *ember_when_strips_ref (EmberWhenStrips *strips);

void ember_when_strips_unref (EmberWhenStrips *strips);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberWhenStrips, ember_when_strips_unref)

/* The begin of a bucket; @bucket may be n_buckets: the end of the range. */
int64_t ember_when_strips_get_border (EmberTimeRange range,
                                      uint32_t n_buckets,
                                      uint32_t bucket);

/* Returns: (transfer none): n_buckets counts */
static inline const uint32_t *
ember_when_strips_get (const EmberWhenStrips *strips,
                       uint32_t group)
{
  return strips->counts + (size_t) group * strips->n_buckets;
}
