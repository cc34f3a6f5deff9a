/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "profile/table-set.h"

/* The samples of @set in @range that lie in a band of time, each interval being one run of its sorted rows. Graphs,
 * functions and text made of it hold these alone; it says its band.
 * @band: an active one
 * Cost: O(the fewer of intervals and samples in the range * log (samples an interval) + samples / 64)
 * Returns: (transfer full) (nullable): NULL if @cancellable was cancelled */
EmberTableSet *ember_band_apply (const EmberBand *band,
                                 const EmberTableSet *set,
                                 EmberTimeRange range,
                                 GCancellable *cancellable);

/* How many samples that would be, without making the set.
 * @band: may be none: then all of the range
 * Cost: as above */
uint64_t ember_band_count (const EmberBand *band,
                           const EmberTableSet *set,
                           EmberTimeRange range);
