/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/table-sort.h"

static void
test_what_is_written_is_read_again (void)
{
  g_auto (GStrv) words = g_strsplit (EMBER_TABLE_SORT_WORDS, ", ", -1);

  g_assert_cmpuint (g_strv_length (words), ==, 7);
  for (size_t i = 0; words[i] != NULL; i++)
    for (int is_turned_round = 0; is_turned_round < 2; is_turned_round++)
      {
        g_autofree char *text = g_strconcat (is_turned_round ? "-" : "", words[i], NULL);
        g_autofree char *again = NULL;
        EmberTableSort sort;

        g_assert_true (ember_table_sort_parse (text, &sort));
        g_assert_cmpint (sort.is_turned_round, ==, is_turned_round);
        again = ember_table_sort_format (&sort);
        g_assert_cmpstr (again, ==, text);
      }
}

static void
test_what_is_no_column_is_left (void)
{
  static const char *const texts[] = { "", "-", "--self", "Self", "self ", "weight" };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      EmberTableSort sort = { EMBER_FUNCTION_ORDER_CHANGE, true, true };

      g_assert_false (ember_table_sort_parse (texts[i], &sort));
      g_assert_true (sort.order == EMBER_FUNCTION_ORDER_CHANGE && sort.is_share && sort.is_turned_round);
    }
}

static void
test_a_new_table_is_sorted_by_the_share (void)
{
  EmberTableSort sort;

  g_assert_true (ember_table_sort_parse (EMBER_TABLE_SORT_DEFAULT, &sort));
  g_assert_true (sort.order == EMBER_FUNCTION_ORDER_SELF && sort.is_share && !sort.is_turned_round);
}

static void
test_large_numbers_and_early_letters_stand_on_top (void)
{
  static const struct
  {
    const char *text;
    bool is_descending;
  } cases[] = { { "self", true }, { "-total-share", false }, { "change", true }, { "name", false }, { "-name", true }, { "module", false } };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EmberTableSort sort;

      g_assert_true (ember_table_sort_parse (cases[i].text, &sort));
      g_assert_cmpint (ember_table_sort_is_descending (&sort), ==, cases[i].is_descending);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-sort/what-is-written-is-read-again", test_what_is_written_is_read_again);
  g_test_add_func ("/table-sort/what-is-no-column-is-left", test_what_is_no_column_is_left);
  g_test_add_func ("/table-sort/a-new-table-is-sorted-by-the-share", test_a_new_table_is_sorted_by_the_share);
  g_test_add_func ("/table-sort/large-numbers-and-early-letters-stand-on-top", test_large_numbers_and_early_letters_stand_on_top);
  return g_test_run ();
}
