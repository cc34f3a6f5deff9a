/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/time-range.h"

/* Longest text of a time, with its NUL. */
#define EMBER_TIME_TEXT_SIZE 24

/* Writes seconds with as many decimals as the time needs and at least @n_decimals:
 * 1500000000 is "1.5" with 0, "1.500" with 3. The same in every locale.
 * @text: (out caller-allocates): EMBER_TIME_TEXT_SIZE bytes
 * @n_decimals: 0..9
 * Returns: (transfer none): @text */
const char *ember_time_text_format (int64_t time_ns,
                                    int n_decimals,
                                    char *text);

/* Writes the time of day, in the user's time zone: "14:03:05", "14:03:05.372" with 3 decimals, where
 * what is behind the last one is cut off.
 * @unix_ns: nanoseconds since 1970 in UTC
 * Parameters and return value: as above */
const char *ember_time_text_format_of_day (int64_t unix_ns,
                                           int n_decimals,
                                           char *text);

/* EmberTimeSpan: a range as a person writes it, before the recording is known. */
typedef struct
{
  EmberTimeRange range; /* INT64_MIN and INT64_MAX for open ends */
  bool is_absolute;     /* on the recording's clock, not on the heat map's axis */
} EmberTimeSpan;

/* Reads "10.38-14.6" (seconds on the heat map's axis), "@8122.5-@8124" (on the
 * recording's clock), "10-" or "-14.6" (open ends). Blanks and a unit "s" may
 * stand around the numbers, and an en dash for the hyphen.
 *
 * Decimals are exact; one beyond the nanosecond rounds up, which is what a half
 * open range of whole nanoseconds means by it.
 * @span: (out): set on success
 * Returns: false with a %G_OPTION_ERROR that says what is wrong with @text */
bool ember_time_span_parse (const char *text,
                            EmberTimeSpan *span,
                            GError **error);

/* @origin_ns: zero of the axis, as ember_profile_get_origin() has it
 * Returns: the span on the recording's clock; an open end stays open */
EmberTimeRange ember_time_span_resolve (const EmberTimeSpan *span,
                                        int64_t origin_ns);
