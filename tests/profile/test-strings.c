/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/strings.h"

static void
test_each_string_is_kept_once (void)
{
  EmberStrings strings;

  ember_strings_init (&strings);
  for (int round = 0; round < 2; round++)
    for (uint32_t i = 0; i < 50000; i++)
      {
        g_autofree char *name = g_strdup_printf ("function_%u", i);
        const EmberStringId id = ember_strings_intern (&strings, name, -1);

        g_assert_cmpuint (id, ==, i + 1);
        g_assert_cmpstr (ember_strings_get (&strings, id), ==, name);
      }
  g_assert_cmpuint (ember_strings_get_n (&strings), ==, 50001);
  ember_strings_clear (&strings);
}

static void
test_the_empty_string_is_number_zero (void)
{
  EmberStrings strings;

  ember_strings_init (&strings);
  g_assert_cmpuint (ember_strings_intern (&strings, "", -1), ==, EMBER_STRING_EMPTY);
  g_assert_cmpuint (ember_strings_intern (&strings, "x", 0), ==, EMBER_STRING_EMPTY);
  g_assert_cmpuint (ember_strings_get_size (&strings, EMBER_STRING_EMPTY), ==, 0);
  ember_strings_clear (&strings);
}

static void
test_bytes_stay_as_they_came (void)
{
  static const char bytes[] = "a\0b\xff\xfe";
  EmberStrings strings;
  EmberStringId id;

  ember_strings_init (&strings);
  id = ember_strings_intern (&strings, bytes, sizeof bytes - 1);
  g_assert_cmpuint (ember_strings_intern (&strings, "a", -1), !=, id);
  g_assert_cmpmem (ember_strings_get (&strings, id), ember_strings_get_size (&strings, id), bytes, sizeof bytes - 1);
  ember_strings_clear (&strings);
}

static void
test_order_is_bytewise (void)
{
  static const char *const sorted[] = { "", "A", "AB", "a", "a b", "aa", "\xc3\xa4" };
  EmberStrings strings;

  ember_strings_init (&strings);
  for (size_t i = 0; i < G_N_ELEMENTS (sorted); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (sorted); j++)
      {
        const int order = ember_strings_compare (&strings, ember_strings_intern (&strings, sorted[i], -1),
                                                 ember_strings_intern (&strings, sorted[j], -1));

        g_assert_cmpint ((order > 0) - (order < 0), ==, (i > j) - (i < j));
      }
  ember_strings_clear (&strings);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/strings/each-string-is-kept-once", test_each_string_is_kept_once);
  g_test_add_func ("/strings/the-empty-string-is-number-zero", test_the_empty_string_is_number_zero);
  g_test_add_func ("/strings/bytes-stay-as-they-came", test_bytes_stay_as_they_came);
  g_test_add_func ("/strings/order-is-bytewise", test_order_is_bytewise);
  return g_test_run ();
}
