/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/narrow-sums.h"

#include <glib.h>
#include <string.h>

/* Of the nodes one in this many may have a longer number. */
#define NODES_A_LONGER_ONE 32

/* How many numbers are of each length in bits. */
typedef struct
{
  size_t n[65];
} Lengths;

static uint32_t
get_length (uint64_t number)
{
  return number == 0 ? 0 : 64 - (uint32_t) __builtin_clzll (number);
}

/* Returns: the fewest of some lengths, in order, that all but a few numbers have */
static uint32_t
choose_n_bits (const Lengths *lengths,
               const uint32_t *choices,
               uint32_t n_choices,
               uint32_t n_nodes)
{
  for (uint32_t i = 0; i + 1 < n_choices; i++)
    {
      size_t n_longer = 0;

      for (uint32_t length = choices[i] + 1; length <= 64; length++)
        n_longer += lengths->n[length];
      if (n_longer <= n_nodes / NODES_A_LONGER_ONE)
        return choices[i];
    }
  return choices[n_choices - 1];
}

static void
init (EmberNarrowSums *sums,
      uint32_t n_nodes,
      uint32_t n_bits)
{
  *sums = (EmberNarrowSums){ .n_nodes = n_nodes, .n_bits = n_bits };
  ember_column_init (&sums->low, n_bits == 64 ? 8 : MIN (n_bits, 32) / 8);
  ember_column_init (&sums->high, n_bits == 48 ? 2 : 1);
  ember_column_init (&sums->longer, sizeof (uint32_t));
  ember_column_init (&sums->numbers, sizeof (uint64_t));
}

static void
add_if_longer (EmberNarrowSums *sums,
               uint32_t node,
               uint64_t bound)
{
  if (get_length (bound) > sums->n_bits)
    *(uint32_t *) ember_column_grow (&sums->longer, 1) = node;
}

void
ember_narrow_sums_init_counts (EmberNarrowSums *sums,
                               const uint32_t *bounds,
                               uint32_t n_nodes)
{
  static const uint32_t choices[] = { 8, 16, 32 };
  Lengths lengths = { 0 };

  for (uint32_t i = 0; i < n_nodes; i++)
    lengths.n[get_length (bounds[i])]++;
  init (sums, n_nodes, choose_n_bits (&lengths, choices, G_N_ELEMENTS (choices), n_nodes));
  for (uint32_t i = 0; i < n_nodes; i++)
    add_if_longer (sums, i, bounds[i]);
}

void
ember_narrow_sums_init_weights (EmberNarrowSums *sums,
                                const uint64_t *bounds,
                                uint32_t n_nodes)
{
  static const uint32_t choices[] = { 32, 40, 48, 64 };
  Lengths lengths = { 0 };

  for (uint32_t i = 0; i < n_nodes; i++)
    lengths.n[get_length (bounds[i])]++;
  init (sums, n_nodes, choose_n_bits (&lengths, choices, G_N_ELEMENTS (choices), n_nodes));
  for (uint32_t i = 0; i < n_nodes; i++)
    add_if_longer (sums, i, bounds[i]);
}

void
ember_narrow_sums_clear (EmberNarrowSums *sums)
{
  ember_column_clear (&sums->low);
  ember_column_clear (&sums->high);
  ember_column_clear (&sums->longer);
  ember_column_clear (&sums->numbers);
}

size_t
ember_narrow_sums_get_row_bytes (const EmberNarrowSums *sums)
{
  return (size_t) sums->n_nodes * sums->n_bits / 8 + sums->longer.n * sizeof (uint64_t);
}

static void
grow_zeros (EmberColumn *column,
            size_t n)
{
  if (n > 0)
    memset (ember_column_grow (column, n), 0, n * column->element_size);
}

void
ember_narrow_sums_make_rows (EmberNarrowSums *sums,
                             uint32_t n_rows)
{
  const size_t n = (size_t) n_rows * sums->n_nodes;

  sums->n_rows = n_rows;
  grow_zeros (&sums->low, n);
  grow_zeros (&sums->high, sums->n_bits == 40 || sums->n_bits == 48 ? n : 0);
  grow_zeros (&sums->numbers, n_rows * sums->longer.n);
}

/* The row's number of a node in a column, which may be empty. */
static void *
get_row (const EmberColumn *column,
         size_t n_in_row,
         uint32_t row)
{
  return column->n > 0 ? (char *) column->data + n_in_row * row * column->element_size : NULL;
}

/* Takes a number out of the columns that are too narrow for it. */
static void
zero_number (EmberColumn *column,
             size_t place)
{
  if (column->n > 0)
    memset ((char *) column->data + place * column->element_size, 0, column->element_size);
}

static void
set_longer (EmberNarrowSums *sums,
            uint32_t row,
            uint32_t i,
            uint64_t number)
{
  const uint32_t node = ((const uint32_t *) sums->longer.data)[i];
  const size_t place = (size_t) row * sums->n_nodes + node;

  zero_number (&sums->low, place);
  zero_number (&sums->high, place);
  ((uint64_t *) sums->numbers.data)[row * sums->longer.n + i] = number;
}

void
ember_narrow_sums_set_counts (EmberNarrowSums *sums,
                              uint32_t row,
                              const uint32_t *counts)
{
  void *low = get_row (&sums->low, sums->n_nodes, row);
  const uint32_t *longer = sums->longer.data;

  if (sums->n_bits == 8)
    for (uint32_t i = 0; i < sums->n_nodes; i++)
      ((uint8_t *) low)[i] = (uint8_t) counts[i];
  else if (sums->n_bits == 16)
    for (uint32_t i = 0; i < sums->n_nodes; i++)
      ((uint16_t *) low)[i] = (uint16_t) counts[i];
  else
    memcpy (low, counts, sums->n_nodes * sizeof *counts);
  for (uint32_t i = 0; i < sums->longer.n; i++)
    set_longer (sums, row, i, counts[longer[i]]);
}

void
ember_narrow_sums_set_weights (EmberNarrowSums *sums,
                               uint32_t row,
                               const uint64_t *weights)
{
  void *low = get_row (&sums->low, sums->n_nodes, row);
  void *high = get_row (&sums->high, sums->n_nodes, row);
  const uint32_t *longer = sums->longer.data;

  if (sums->n_bits == 64)
    memcpy (low, weights, sums->n_nodes * sizeof *weights);
  else
    for (uint32_t i = 0; i < sums->n_nodes; i++)
      ((uint32_t *) low)[i] = (uint32_t) weights[i];
  if (sums->n_bits == 40)
    for (uint32_t i = 0; i < sums->n_nodes; i++)
      ((uint8_t *) high)[i] = (uint8_t) (weights[i] >> 32);
  else if (sums->n_bits == 48)
    for (uint32_t i = 0; i < sums->n_nodes; i++)
      ((uint16_t *) high)[i] = (uint16_t) (weights[i] >> 32);
  for (uint32_t i = 0; i < sums->longer.n; i++)
    set_longer (sums, row, i, weights[longer[i]]);
}

static uint64_t
subtract_longer (const EmberNarrowSums *sums,
                 uint32_t first,
                 uint32_t last,
                 uint32_t i)
{
  const uint64_t *numbers = sums->numbers.data;

  return numbers[last * sums->longer.n + i] - numbers[first * sums->longer.n + i];
}

/* The loops below are kept so plain that compilers make vector code of them. */

static void
subtract_8 (const uint8_t *before,
            const uint8_t *after,
            uint32_t n,
            bool is_added,
            uint32_t *restrict counts)
{
  for (uint32_t i = 0; i < n; i++)
    counts[i] = (is_added ? counts[i] : 0) + (uint8_t) (after[i] - before[i]);
}

static void
subtract_16 (const uint16_t *before,
             const uint16_t *after,
             uint32_t n,
             bool is_added,
             uint32_t *restrict counts)
{
  for (uint32_t i = 0; i < n; i++)
    counts[i] = (is_added ? counts[i] : 0) + (uint16_t) (after[i] - before[i]);
}

static void
subtract_32 (const uint32_t *before,
             const uint32_t *after,
             uint32_t n,
             bool is_added,
             uint32_t *restrict counts)
{
  for (uint32_t i = 0; i < n; i++)
    counts[i] = (is_added ? counts[i] : 0) + (after[i] - before[i]);
}

void
ember_narrow_sums_subtract_counts (const EmberNarrowSums *sums,
                                   uint32_t first,
                                   uint32_t last,
                                   bool is_added,
                                   uint32_t *counts)
{
  const void *before = get_row (&sums->low, sums->n_nodes, first);
  const void *after = get_row (&sums->low, sums->n_nodes, last);
  const uint32_t *longer = sums->longer.data;

  if (sums->n_bits == 8)
    subtract_8 (before, after, sums->n_nodes, is_added, counts);
  else if (sums->n_bits == 16)
    subtract_16 (before, after, sums->n_nodes, is_added, counts);
  else
    subtract_32 (before, after, sums->n_nodes, is_added, counts);
  for (uint32_t i = 0; i < sums->longer.n; i++)
    counts[longer[i]] += (uint32_t) subtract_longer (sums, first, last, i);
}

static void
subtract_weights_32 (const uint32_t *before,
                     const uint32_t *after,
                     uint32_t n,
                     bool is_added,
                     uint64_t *restrict weights)
{
  for (uint32_t i = 0; i < n; i++)
    weights[i] = (is_added ? weights[i] : 0) + (uint32_t) (after[i] - before[i]);
}

/* Where the difference of the lower halves is negative it borrows from that of the upper ones. */
static uint64_t
join (uint32_t low_before,
      uint32_t low_after,
      uint32_t high)
{
  return (uint64_t) low_after - low_before + ((uint64_t) high << 32);
}

static void
subtract_weights_40 (const EmberNarrowSums *sums,
                     uint32_t first,
                     uint32_t last,
                     bool is_added,
                     uint64_t *restrict weights)
{
  const uint32_t n = sums->n_nodes;
  const uint32_t *low_before = get_row (&sums->low, n, first), *low_after = get_row (&sums->low, n, last);
  const uint8_t *high_before = get_row (&sums->high, n, first), *high_after = get_row (&sums->high, n, last);

  for (uint32_t i = 0; i < n; i++)
    weights[i] = (is_added ? weights[i] : 0) + join (low_before[i], low_after[i], (uint8_t) (high_after[i] - high_before[i]));
}

static void
subtract_weights_48 (const EmberNarrowSums *sums,
                     uint32_t first,
                     uint32_t last,
                     bool is_added,
                     uint64_t *restrict weights)
{
  const uint32_t n = sums->n_nodes;
  const uint32_t *low_before = get_row (&sums->low, n, first), *low_after = get_row (&sums->low, n, last);
  const uint16_t *high_before = get_row (&sums->high, n, first), *high_after = get_row (&sums->high, n, last);

  for (uint32_t i = 0; i < n; i++)
    weights[i] = (is_added ? weights[i] : 0) + join (low_before[i], low_after[i], (uint16_t) (high_after[i] - high_before[i]));
}

static void
subtract_weights_64 (const uint64_t *before,
                     const uint64_t *after,
                     uint32_t n,
                     bool is_added,
                     uint64_t *restrict weights)
{
  for (uint32_t i = 0; i < n; i++)
    weights[i] = (is_added ? weights[i] : 0) + (after[i] - before[i]);
}

void
ember_narrow_sums_subtract_weights (const EmberNarrowSums *sums,
                                    uint32_t first,
                                    uint32_t last,
                                    bool is_added,
                                    uint64_t *weights)
{
  const void *before = get_row (&sums->low, sums->n_nodes, first);
  const void *after = get_row (&sums->low, sums->n_nodes, last);
  const uint32_t *longer = sums->longer.data;

  if (sums->n_bits == 32)
    subtract_weights_32 (before, after, sums->n_nodes, is_added, weights);
  else if (sums->n_bits == 40)
    subtract_weights_40 (sums, first, last, is_added, weights);
  else if (sums->n_bits == 48)
    subtract_weights_48 (sums, first, last, is_added, weights);
  else
    subtract_weights_64 (before, after, sums->n_nodes, is_added, weights);
  for (uint32_t i = 0; i < sums->longer.n; i++)
    weights[longer[i]] += subtract_longer (sums, first, last, i);
}
