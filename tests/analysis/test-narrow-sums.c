/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/narrow-sums.h"

#include <glib.h>

#define N_NODES 1000
#define N_ROWS 5

/* Numbers that grow from row to row, most of them up to a length; those of some nodes get longer. */
typedef struct
{
  uint64_t rows[N_ROWS][N_NODES];
} Numbers;

static Numbers *
create_numbers (uint32_t n_bits,
                uint32_t n_longer,
                uint32_t n_longer_bits)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (n_bits + n_longer);
  Numbers *numbers = g_new0 (Numbers, 1);

  for (uint32_t node = 0; node < N_NODES; node++)
    {
      const uint64_t last = UINT64_MAX >> (64 - (node < n_longer ? n_longer_bits : n_bits));

      for (uint32_t row = 1; row + 1 < N_ROWS; row++)
        {
          const uint64_t number = (uint64_t) (g_rand_double (rand) * 0.999 * (double) last);

          numbers->rows[row][node] = MAX (numbers->rows[row - 1][node], number);
        }
      numbers->rows[N_ROWS - 1][node] = last;
    }
  return numbers;
}

static void
check_weights (uint32_t n_bits,
               uint32_t n_longer,
               uint32_t n_expected_bits)
{
  g_autofree Numbers *numbers = create_numbers (n_bits, n_longer, 64);
  EmberNarrowSums sums;

  ember_narrow_sums_init_weights (&sums, numbers->rows[N_ROWS - 1], N_NODES);
  g_assert_cmpuint (sums.n_bits, ==, n_expected_bits);
  ember_narrow_sums_make_rows (&sums, N_ROWS);
  for (uint32_t row = 1; row < N_ROWS; row++)
    ember_narrow_sums_set_weights (&sums, row, numbers->rows[row]);
  for (uint32_t first = 0; first < N_ROWS; first++)
    for (uint32_t last = first; last < N_ROWS; last++)
      for (uint32_t is_added = 0; is_added < 2; is_added++)
        {
          uint64_t weights[N_NODES];

          for (uint32_t node = 0; node < N_NODES; node++)
            weights[node] = node;
          ember_narrow_sums_subtract_weights (&sums, first, last, is_added, weights);
          for (uint32_t node = 0; node < N_NODES; node++)
            g_assert_cmpuint (weights[node], ==, is_added * node + numbers->rows[last][node] - numbers->rows[first][node]);
        }
  ember_narrow_sums_clear (&sums);
}

static void
check_counts (uint32_t n_bits,
              uint32_t n_longer,
              uint32_t n_expected_bits)
{
  g_autofree Numbers *numbers = create_numbers (n_bits, n_longer, 32);
  uint32_t rows[N_ROWS][N_NODES];
  EmberNarrowSums sums;

  for (uint32_t row = 0; row < N_ROWS; row++)
    for (uint32_t node = 0; node < N_NODES; node++)
      rows[row][node] = (uint32_t) numbers->rows[row][node];
  ember_narrow_sums_init_counts (&sums, rows[N_ROWS - 1], N_NODES);
  g_assert_cmpuint (sums.n_bits, ==, n_expected_bits);
  ember_narrow_sums_make_rows (&sums, N_ROWS);
  for (uint32_t row = 1; row < N_ROWS; row++)
    ember_narrow_sums_set_counts (&sums, row, rows[row]);
  for (uint32_t first = 0; first < N_ROWS; first++)
    for (uint32_t last = first; last < N_ROWS; last++)
      for (uint32_t is_added = 0; is_added < 2; is_added++)
        {
          uint32_t counts[N_NODES];

          for (uint32_t node = 0; node < N_NODES; node++)
            counts[node] = node;
          ember_narrow_sums_subtract_counts (&sums, first, last, is_added, counts);
          for (uint32_t node = 0; node < N_NODES; node++)
            g_assert_cmpuint (counts[node], ==, is_added * node + rows[last][node] - rows[first][node]);
        }
  ember_narrow_sums_clear (&sums);
}

static void
test_counts_of_any_length_are_exact (void)
{
  check_counts (8, 0, 8);
  check_counts (9, 0, 16);
  check_counts (16, 0, 16);
  check_counts (17, 0, 32);
  check_counts (32, 0, 32);
}

static void
test_weights_of_any_length_are_exact (void)
{
  check_weights (1, 0, 32);
  check_weights (32, 0, 32);
  check_weights (33, 0, 40);
  check_weights (40, 0, 40);
  check_weights (41, 0, 48);
  check_weights (48, 0, 48);
  check_weights (49, 0, 64);
  check_weights (64, 0, 64);
}

static void
test_a_few_longer_numbers_stand_apart (void)
{
  check_counts (8, 1, 8);
  check_counts (16, 31, 16);
  check_weights (32, 31, 32);
  check_weights (40, 31, 40);
  check_weights (48, 31, 48);
}

static void
test_many_longer_numbers_make_all_longer (void)
{
  check_counts (8, 32, 32);
  check_weights (32, 32, 64);
  check_weights (48, N_NODES, 64);
}

static void
test_rows_take_few_bytes (void)
{
  g_autofree Numbers *numbers = create_numbers (40, 10, 64);
  EmberNarrowSums sums;

  ember_narrow_sums_init_weights (&sums, numbers->rows[N_ROWS - 1], N_NODES);
  g_assert_cmpuint (ember_narrow_sums_get_row_bytes (&sums), ==, 5 * N_NODES + 8 * 10);
  ember_narrow_sums_clear (&sums);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/narrow-sums/counts-of-any-length-are-exact", test_counts_of_any_length_are_exact);
  g_test_add_func ("/narrow-sums/weights-of-any-length-are-exact", test_weights_of_any_length_are_exact);
  g_test_add_func ("/narrow-sums/a-few-longer-numbers-stand-apart", test_a_few_longer_numbers_stand_apart);
  g_test_add_func ("/narrow-sums/many-longer-numbers-make-all-longer", test_many_longer_numbers_make_all_longer);
  g_test_add_func ("/narrow-sums/rows-take-few-bytes", test_rows_take_few_bytes);
  return g_test_run ();
}
