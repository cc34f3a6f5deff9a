/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/band.h"

/* EmberBandSpan: a band as a person writes it, before the recording and the length of columns are known. */
typedef struct
{
  int64_t begin_ns;
  int64_t end_ns;
  int64_t column_ns; /* 0: that of the heat map */
} EmberBandSpan;

/* Reads "200ms-300ms" and "200-300ms", in s, ms, us (µs) or ns, seconds where there is no unit; "200ms-300ms/5s"
 * means in each 5 s. Blanks may stand around the numbers, and an en dash for the hyphen. Decimals beyond the
 * nanosecond round up.
 * @span: (out): set on success
 * Returns: false with a %G_OPTION_ERROR that says what is wrong with @text */
bool ember_band_span_parse (const char *text,
                            EmberBandSpan *span,
                            GError **error);

/* Returns: (transfer full): what ember_band_span_parse() makes the same span of: "200ms-300ms", "0.5ms-20ms/1003ms" */
char *ember_band_span_format (const EmberBandSpan *span);

/* @band: an active one
 * Returns: (transfer full): "200–300 ms in each of 34 columns", and of how long ones where that is not a second */
char *ember_band_dup_words (const EmberBand *band,
                            EmberTimeRange range);

/* @origin_ns: zero of the heat map's axis
 * @column_ns: length of its columns
 * @band: (out): set on success
 * Returns: false with a %G_OPTION_ERROR where the columns are shorter */
bool ember_band_span_resolve (const EmberBandSpan *span,
                              int64_t origin_ns,
                              int64_t column_ns,
                              EmberBand *band,
                              GError **error);

/* The other way round. @band: an active one
 * @column_ns: length of the heat map's columns, which then is not said again */
EmberBandSpan ember_band_get_span (const EmberBand *band,
                                   int64_t column_ns);
