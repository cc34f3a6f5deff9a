/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/turn-items.h"

#include <glib.h>

static void
push_random (EmberTurnItems *items,
             GRand *rand,
             size_t n,
             uint32_t max_rank)
{
  for (size_t i = 0; i < n; i++)
    {
      const uint32_t rank = g_rand_int (rand) % (max_rank + 1);

      *ember_turn_items_push (items) = (EmberTurnItem){ .rank = rank, .at = (EmberStackId) i, .weight = { rank, i } };
    }
}

/* Few and many, of ranks of one byte and of more; those before stay as they are. */
static void
test_items_are_sorted_and_equal_ones_keep_their_order (void)
{
  static const size_t numbers[] = { 0, 1, 2, 47, 48, 49, 1000, 3000 };
  static const uint32_t max_ranks[] = { 0, 3, 255, 256, 70000, UINT32_MAX - 1 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (size_t i = 0; i < G_N_ELEMENTS (numbers); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (max_ranks); j++)
      {
        EmberTurnItems items = { 0 };
        const size_t begin = 5;
        uint64_t sum = 0, sorted_sum = 0;

        for (size_t k = 0; k < begin; k++)
          *ember_turn_items_push (&items) = (EmberTurnItem){ .rank = (uint32_t) (begin - k) };
        push_random (&items, rand, numbers[i], max_ranks[j]);
        for (size_t k = begin; k < items.n; k++)
          sum += items.items[k].rank;
        ember_turn_items_sort (&items, begin, max_ranks[j]);
        g_assert_cmpuint (items.n, ==, begin + numbers[i]);
        for (size_t k = 0; k < begin; k++)
          g_assert_cmpuint (items.items[k].rank, ==, begin - k);
        for (size_t k = begin; k < items.n; k++)
          {
            const EmberTurnItem *item = &items.items[k];

            sorted_sum += item->rank;
            g_assert_cmpuint (item->weight[0], ==, item->rank);
            g_assert_cmpuint (item->weight[1], ==, item->at);
            g_assert_true (k == begin || item[-1].rank < item->rank || (item[-1].rank == item->rank && item[-1].at < item->at));
          }
        g_assert_cmpuint (sorted_sum, ==, sum);
        ember_turn_items_clear (&items);
      }
}

/* What sorting needs grows along. */
static void
test_items_are_sorted_again_when_there_are_more (void)
{
  EmberTurnItems items = { 0 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int round = 0; round < 12; round++)
    {
      push_random (&items, rand, 500, 1000);
      ember_turn_items_sort (&items, 0, 1000);
      for (size_t i = 1; i < items.n; i++)
        g_assert_cmpuint (items.items[i - 1].rank, <=, items.items[i].rank);
    }
  ember_turn_items_clear (&items);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/turn-items/items-are-sorted-and-equal-ones-keep-their-order", test_items_are_sorted_and_equal_ones_keep_their_order);
  g_test_add_func ("/turn-items/items-are-sorted-again-when-there-are-more", test_items_are_sorted_again_when_there_are_more);
  return g_test_run ();
}
