/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/column.h"

#include <glib.h>

static void
append_numbers (EmberColumn *column,
                uint64_t first,
                uint64_t last)
{
  for (uint64_t i = first; i < last; i++)
    *(uint64_t *) ember_column_grow (column, 1) = i;
}

static void
assert_numbers (const EmberColumn *column,
                uint64_t n)
{
  g_assert_cmpuint (column->n, ==, n);
  for (uint64_t i = 0; i < n; i++)
    g_assert_cmpuint (((const uint64_t *) column->data)[i], ==, i);
}

/* Large enough to pass from malloc() to mapped pages and on to huge ones. */
static void
test_elements_survive_growing (void)
{
  EmberColumn column;

  ember_column_init (&column, sizeof (uint64_t));
  append_numbers (&column, 0, 2000000);
  assert_numbers (&column, 2000000);
  ember_column_clear (&column);
  g_assert_cmpuint (column.n, ==, 0);
  g_assert_null (column.data);
}

static void
test_growing_at_once_equals_growing_by_steps (void)
{
  EmberColumn column;
  uint64_t *block;

  ember_column_init (&column, sizeof (uint64_t));
  append_numbers (&column, 0, 10);
  block = ember_column_grow (&column, 300000);
  for (uint64_t i = 0; i < 300000; i++)
    block[i] = i + 10;
  assert_numbers (&column, 300010);
  ember_column_clear (&column);
}

/* From nothing, malloc(), mapped and huge pages to each of those that is larger. */
static void
test_filling_up_gives_no_more_room_than_asked_for (void)
{
  static const size_t sizes[] = { 0, 10, 5000, 100000, 270000, 280000, 700000 };

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (size_t j = i; j < G_N_ELEMENTS (sizes); j++)
      {
        EmberColumn column;
        size_t old_bytes;

        ember_column_init (&column, sizeof (uint64_t));
        append_numbers (&column, 0, sizes[i]);
        old_bytes = column.capacity_bytes;
        ember_column_fill_up (&column, sizes[j]);
        g_assert_cmpuint (column.n, ==, sizes[j]);
        g_assert_cmpuint (column.capacity_bytes, <=, MAX (old_bytes, sizes[j] * 8 + 4096));
        for (size_t k = sizes[i]; k < sizes[j]; k++)
          ((uint64_t *) column.data)[k] = k;
        append_numbers (&column, sizes[j], 1000000);
        assert_numbers (&column, 1000000);
        ember_column_clear (&column);
      }
}

static void
test_a_copy_is_a_column_of_its_own (void)
{
  static const size_t sizes[] = { 0, 10, 100000, 300000 };

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      EmberColumn source, copy;

      ember_column_init (&source, sizeof (uint64_t));
      ember_column_init (&copy, sizeof (uint64_t));
      append_numbers (&source, 0, sizes[i]);
      ember_column_copy (&copy, &source);
      ember_column_clear (&source);
      append_numbers (&copy, sizes[i], sizes[i] + 1000);
      assert_numbers (&copy, sizes[i] + 1000);
      ember_column_clear (&copy);
    }
}

static void
test_shrinking_keeps_the_first_elements (void)
{
  static const size_t sizes[] = { 900000, 100000, 100, 1 };
  EmberColumn column;

  ember_column_init (&column, sizeof (uint64_t));
  append_numbers (&column, 0, 1000000);
  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      ember_column_shrink (&column, sizes[i]);
      assert_numbers (&column, sizes[i]);
      g_assert_cmpuint (column.capacity_bytes, <=, MAX (sizes[i] * 8 + 4096, 1 << 18));
    }
  append_numbers (&column, 1, 500000);
  assert_numbers (&column, 500000);
  ember_column_shrink (&column, 0);
  g_assert_null (column.data);
}

static void
test_an_empty_column_keeps_its_memory (void)
{
  const size_t sizes[] = { 3, 1000, 100000, 1000000 };

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      EmberColumn column;
      const void *first;

      ember_column_init (&column, sizeof (uint32_t));
      first = ember_column_grow (&column, sizes[i]);
      ember_column_empty (&column);
      g_assert_cmpuint (column.n, ==, 0);
      g_assert_true (ember_column_grow (&column, sizes[i]) == first);
      ember_column_clear (&column);
    }
}

static void
test_taking_leaves_nothing_behind (void)
{
  EmberColumn source, target;

  ember_column_init (&source, sizeof (uint64_t));
  ember_column_init (&target, sizeof (uint64_t));
  append_numbers (&source, 0, 1000);
  ember_column_take (&target, &source);
  g_assert_cmpuint (source.n, ==, 0);
  g_assert_null (source.data);
  assert_numbers (&target, 1000);
  ember_column_clear (&target);
}

static void
test_adding_one_by_one_equals_growing (void)
{
  EmberColumn column;

  ember_column_init (&column, sizeof (uint64_t));
  for (uint64_t i = 0; i < 300000; i++)
    *(uint64_t *) ember_column_add (&column) = i;
  g_assert_cmpuint (column.n, ==, 300000);
  append_numbers (&column, 300000, 400000);
  assert_numbers (&column, 400000);
  ember_column_clear (&column);
}

static void
check_narrowing (size_t n,
                 bool is_narrow)
{
  EmberColumn column;

  ember_column_init (&column, sizeof (uint64_t));
  append_numbers (&column, 0, n);
  if (!is_narrow)
    ((uint64_t *) column.data)[n / 2] |= UINT64_C (1) << 32;
  for (int round = 0; round < 2; round++)
    {
      ember_column_narrow (&column);
      g_assert_cmpuint (column.n, ==, n);
      g_assert_cmpuint (column.element_size, ==, is_narrow && n > 0 ? sizeof (uint32_t) : sizeof (uint64_t));
      for (size_t i = 0; i < n; i++)
        g_assert_cmpuint (ember_column_get_number (&column, i), ==, i | (uint64_t) (!is_narrow && i == n / 2) << 32);
    }
  ember_column_clear (&column);
}

static void
test_numbers_are_kept_as_short_as_the_largest (void)
{
  static const size_t sizes[] = { 1, 100, 20000, 1000000 };

  check_narrowing (0, true);
  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      check_narrowing (sizes[i], true);
      check_narrowing (sizes[i], false);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/column/elements-survive-growing", test_elements_survive_growing);
  g_test_add_func ("/column/growing-at-once-equals-growing-by-steps", test_growing_at_once_equals_growing_by_steps);
  g_test_add_func ("/column/filling-up-gives-no-more-room-than-asked-for", test_filling_up_gives_no_more_room_than_asked_for);
  g_test_add_func ("/column/a-copy-is-a-column-of-its-own", test_a_copy_is_a_column_of_its_own);
  g_test_add_func ("/column/shrinking-keeps-the-first-elements", test_shrinking_keeps_the_first_elements);
  g_test_add_func ("/column/an-empty-column-keeps-its-memory", test_an_empty_column_keeps_its_memory);
  g_test_add_func ("/column/adding-one-by-one-equals-growing", test_adding_one_by_one_equals_growing);
  g_test_add_func ("/column/numbers-are-kept-as-short-as-the-largest", test_numbers_are_kept_as_short_as_the_largest);
  g_test_add_func ("/column/taking-leaves-nothing-behind", test_taking_leaves_nothing_behind);
  return g_test_run ();
}
