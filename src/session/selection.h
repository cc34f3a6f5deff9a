/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/table-set.h"

/* EmberSelection: what a range of time holds, for saying it in words. */
typedef struct
{
  EmberTimeRange range; /* on the heat map's axis; empty: everything */
  EmberBand band;       /* of the range, on the same axis; may be none: then an empty range is no selection */
  EmberTimeRange whole; /* the recording, on the same axis */
  uint64_t n_samples;   /* in range and band */
  uint64_t n_all;       /* samples of the set */
  bool has_duration;    /* there are times, and more than one moment */
  bool has_time_of_day;
  int64_t time_of_day_ns; /* added to a time on the axis it gives nanoseconds since 1970 in UTC */
} EmberSelection;

/* @range: on the recording's clock; empty: nothing is selected
 * Cost: O(log samples) a table */
EmberSelection ember_selection_new (const EmberTableSet *set,
                                    EmberTimeRange range);

/* @range: as above; empty: the band of everything
 * @band: on the same clock; may be none
 * Cost: that of ember_band_count() */
EmberSelection ember_selection_new_banded (const EmberTableSet *set,
                                           EmberTimeRange range,
                                           EmberBand band);

/* Returns: (transfer full): "10.380 s – 14.600 s · 4.220 s · 5,120 samples · 5.5 %", or for
 * everything "Whole recording · 62.400 s · 92,010 samples"; with a band "1.000 s – 35.000 s ·
 * 200–300 ms in each of 34 columns · 4,120 samples · 3.2 %" */
char *ember_selection_dup_words (const EmberSelection *selection);

/* When that was, in the user's time zone.
 * Returns: (transfer full) (nullable): "14:03:05.372 – 14:03:09.592"; NULL where the recording does not tell */
char *ember_selection_dup_time_of_day (const EmberSelection *selection);

/* Returns: (transfer full): "4.220 s", "0.001250 s" */
char *ember_selection_dup_duration (int64_t duration_ns);
