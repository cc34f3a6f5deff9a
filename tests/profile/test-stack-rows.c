/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/stack-rows.h"

static void
check (const EmberStackId *stacks,
       uint32_t n_rows,
       uint32_t n_nodes)
{
  g_autoptr (EmberStackRows) by_stack = ember_stack_rows_new (stacks, n_rows, n_nodes, NULL, NULL);
  const uint32_t *rows = by_stack->rows.data;

  g_assert_cmpuint (by_stack->rows.n, ==, n_rows);
  g_assert_cmpuint (by_stack->begins.n, ==, n_nodes + 1);
  g_assert_cmpuint (ember_stack_rows_get_before (by_stack, 0), ==, 0);
  g_assert_cmpuint (ember_stack_rows_get_before (by_stack, n_nodes), ==, n_rows);
  for (EmberStackId id = 0; id < n_nodes; id++)
    for (uint32_t i = ember_stack_rows_get_before (by_stack, id); i < ember_stack_rows_get_before (by_stack, id + 1); i++)
      {
        g_assert_cmpuint (stacks[rows[i]], ==, id);
        if (i > ember_stack_rows_get_before (by_stack, id))
          g_assert_cmpuint (rows[i - 1], <, rows[i]);
      }
}

static void
test_each_row_stands_with_its_stack (void)
{
  for (int round = 0; round < 50; round++)
    {
      const uint32_t n_nodes = (uint32_t) g_test_rand_int_range (1, 300);
      const uint32_t n_rows = (uint32_t) g_test_rand_int_range (0, 2000);
      g_autofree EmberStackId *stacks = g_new (EmberStackId, n_rows + 1);

      for (uint32_t row = 0; row < n_rows; row++)
        stacks[row] = (EmberStackId) g_test_rand_int_range (0, (gint32) n_nodes);
      check (stacks, n_rows, n_nodes);
    }
}

static void
test_the_last_node_may_have_all_rows (void)
{
  const EmberStackId stacks[] = { 4, 4, 4 };

  check (stacks, 3, 5);
  check (stacks, 0, 5);
}

static bool
is_dropped_in_time (gpointer n_asked)
{
  return --*(int *) n_asked < 0;
}

/* Both while rows are counted and while they are placed. */
static void
test_who_drops_them_does_not_wait (void)
{
  const size_t n_rows = 1000000;
  g_autofree EmberStackId *stacks = g_new0 (EmberStackId, n_rows);

  for (int n_asked = 0; n_asked < 8; n_asked++)
    {
      int n_left = n_asked;

      g_assert_null (ember_stack_rows_new (stacks, n_rows, 3, is_dropped_in_time, &n_left));
      g_assert_cmpint (n_left, ==, -1);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stack-rows/each-row-stands-with-its-stack", test_each_row_stands_with_its_stack);
  g_test_add_func ("/stack-rows/the-last-node-may-have-all-rows", test_the_last_node_may_have_all_rows);
  g_test_add_func ("/stack-rows/who-drops-them-does-not-wait", test_who_drops_them_does_not_wait);
  return g_test_run ();
}
