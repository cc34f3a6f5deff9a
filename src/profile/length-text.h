/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* EmberLength: a length of time as a person writes it: a number and its unit, before it is known whose unit it takes
 * without one. */
typedef struct
{
  int64_t whole;
  int64_t billionths;
  bool is_inexact; /* more was written than billionths hold */
  int64_t unit_ns; /* 0: none was written */
} EmberLength;

/* Reads "1.3 s", "16.667ms" and "12": a number and min, s, ms, us (µs), ns or nothing, and the blanks around them.
 * @cursor: (inout): goes behind what was read
 * Returns: false where there is no number */
bool ember_length_parse (const char **cursor,
                         EmberLength *length);

/* Decimals beyond the nanosecond round up.
 * @unit_ns: what the number counts; at most a minute
 * Returns: at most two years, which stand for all that is longer */
int64_t ember_length_get_ns (const EmberLength *length,
                             int64_t unit_ns);

/* Reads a whole text so, as seconds where no unit is written.
 * @length_ns: (out): set on success, above 0
 * Returns: false with a %G_OPTION_ERROR that says what is wrong with @text */
bool ember_length_text_parse (const char *text,
                              int64_t *length_ns,
                              GError **error);

/* @length_ns: above 0
 * Returns: (transfer full): "1 min", "90 s", "16.667 ms": what ember_length_text_parse() makes the same length of */
char *ember_length_text_dup (int64_t length_ns);
