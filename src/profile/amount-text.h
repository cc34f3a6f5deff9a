/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/table-set.h"

/* Amounts as people read them: digits in groups, as the locale has them, and where it has none by
 * a comma, or a narrow space if the comma is its decimal point. */

/* Returns: (transfer full): "11,758" */
char *ember_amount_text_dup (uint64_t amount);

/* Returns: (transfer full): "11,758 samples", "1 sample" */
char *ember_amount_text_dup_samples (uint64_t n_samples);

/* "12.3 %"; "< 0.1 %" where something would round to nothing.
 * @n_decimals: 0..9
 * Returns: (transfer full) */
char *ember_amount_text_dup_percent (double percent,
                                     int n_decimals);

/* The same of @part in @all; nothing is 0 % of nothing. */
char *ember_amount_text_dup_share (uint64_t part,
                                   uint64_t all,
                                   int n_decimals);

/* "2.18 s", "34.1 ms", "950 ns": three digits, all of them from 1,000 s on.
 * Returns: (transfer full) */
char *ember_amount_text_dup_time (uint64_t time_ns);

/* A sum of weights in the unit of the events of @set: time where clocks were sampled ("2.18 s"),
 * else "11,758 cycles"; "weight 11,758" where the unit isn't known or there are several.
 * Returns: (transfer full): valid UTF-8 */
char *ember_amount_text_dup_weight (const EmberTableSet *set,
                                    uint64_t weight);

/* The same for a column of such sums: "41,200" without its unit, but "2.18 s".
 * Returns: (transfer full): */
char *ember_amount_text_dup_bare_weight (const EmberTableSet *set,
                                         uint64_t weight);
