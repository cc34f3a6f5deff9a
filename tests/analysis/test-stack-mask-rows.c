/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/stack-mask-rows.h"

#include "profile/order-by-stack.h"
#include "support/small-profile.h"

/* Every row is found, whatever the way. */
static void
check_rows (const EmberProfile *profile,
            const EmberStackMask *mask)
{
  uint32_t n_tables;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);

  for (uint32_t t = 0; t < n_tables; t++)
    {
      const size_t n = ember_sample_table_get_n (&tables[t]);
      const EmberStackId *stacks = ember_sample_table_get_stacks (&tables[t]);
      g_autoptr (EmberBitmap) rows = ember_bitmap_new (n);
      g_autoptr (EmberBitmap) part = ember_bitmap_new (n);
      const size_t first = n / 3 / 64 * 64, last = n - n / 4;

      g_assert_true (ember_stack_mask_find_rows (mask, &tables[t], 0, n, rows, NULL));
      g_assert_true (ember_stack_mask_find_rows (mask, &tables[t], first, last, part, NULL));
      for (size_t row = 0; row < n; row++)
        {
          g_assert_cmpint (ember_bitmap_get (rows, row), ==, ember_bitmap_get (mask->nodes, stacks[row]));
          g_assert_cmpint (row < first || row >= last || ember_bitmap_get (part, row) == ember_bitmap_get (rows, row), ==, true);
        }
      g_assert_cmpuint (n % 64 == 0 ? 0 : rows->words[n / 64] >> (n % 64), ==, 0);
    }
}

/* Before and after rows are ordered by stack.
 * @nodes: (transfer full): */
static void
check_both_ways (EmberProfile *profile,
                 EmberBitmap *nodes)
{
  g_autoptr (EmberStackMask) mask = ember_stack_mask_new_of_nodes (nodes);
  uint32_t n_tables;
  EmberSampleTable *tables = (EmberSampleTable *) ember_profile_get_tables (profile, &n_tables);

  check_rows (profile, mask);
  for (uint32_t t = 0; t < n_tables; t++)
    ember_sample_table_order_by_stack (&tables[t], (uint32_t) nodes->n, NULL, NULL);
  check_rows (profile, mask);
  ember_bitmap_unref (nodes);
}

/* From none to all. */
static void
test_rows_of_random_nodes_are_found (void)
{
  for (uint32_t round = 0; round < 30; round++)
    {
      g_autoptr (EmberProfile) profile = small_profile_new_random (round, 3000, 3, 5 + round * 10);
      EmberBitmap *nodes = ember_bitmap_new (ember_stacks_get_n (ember_profile_get_stacks (profile)));

      for (size_t id = 0; id < nodes->n; id++)
        if ((uint32_t) g_test_rand_int_range (0, 29) < round)
          ember_bitmap_set (nodes, id);
      check_both_ways (profile, nodes);
    }
}

/* One range of many rows among ever fewer of a node each. */
static void
test_large_and_small_ranges_are_found_together (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (5, 60000, 3, 400);
  const uint32_t n_nodes = ember_stacks_get_n (ember_profile_get_stacks (profile));

  for (uint32_t step = 2; step < n_nodes / 2; step *= 3)
    {
      EmberBitmap *nodes = ember_bitmap_new (n_nodes);

      ember_bitmap_set_range (nodes, n_nodes / 5, n_nodes / 3);
      for (EmberStackId id = n_nodes / 3 + 1; id < n_nodes; id += step)
        ember_bitmap_set (nodes, id);
      check_both_ways (profile, nodes);
    }
}

static void
test_a_cancelled_search_says_so (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (3, 500, 3, 8);
  g_autoptr (EmberBitmap) nodes = ember_bitmap_new (ember_stacks_get_n (ember_profile_get_stacks (profile)));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  uint32_t n_tables;
  const EmberSampleTable *table = ember_profile_get_tables (profile, &n_tables);
  g_autoptr (EmberBitmap) rows = ember_bitmap_new (ember_sample_table_get_n (table));
  g_autoptr (EmberStackMask) mask = NULL;

  ember_bitmap_set_range (nodes, 0, nodes->n);
  mask = ember_stack_mask_new_of_nodes (nodes);
  g_cancellable_cancel (cancellable);
  g_assert_false (ember_stack_mask_find_rows (mask, table, 0, rows->n, rows, cancellable));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stack-mask-rows/rows-of-random-nodes-are-found", test_rows_of_random_nodes_are_found);
  g_test_add_func ("/stack-mask-rows/large-and-small-ranges-are-found-together", test_large_and_small_ranges_are_found_together);
  g_test_add_func ("/stack-mask-rows/a-cancelled-search-says-so", test_a_cancelled_search_says_so);
  return g_test_run ();
}
