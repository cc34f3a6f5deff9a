/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/rust-symbol.h"

#include <glib.h>
#include <string.h>

static EmberRustSymbol
symbol_of (const char *text)
{
  return (EmberRustSymbol){ .text = text, .n = strlen (text) };
}

static void
test_numbers_of_62_digits_count_from_the_empty_one (void)
{
  static const struct
  {
    const char *text;
    uint64_t number;
  } cases[] = { { "_", 0 }, { "0_", 1 }, { "9_", 10 }, { "a_", 11 }, { "z_", 36 }, { "A_", 37 }, { "Z_", 62 }, { "10_", 63 }, { "ZZ_", 3844 } };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EmberRustSymbol symbol = symbol_of (cases[i].text);

      g_assert_cmpuint (ember_rust_symbol_take_base62 (&symbol), ==, cases[i].number);
      g_assert_false (symbol.is_bad);
      g_assert_cmpuint (symbol.at, ==, symbol.n);
    }
}

static void
test_numbers_that_are_none_are_wrong (void)
{
  static const char *const texts[] = { "", "1", "1-_", "ZZZZZZZZZZZZ_" };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      EmberRustSymbol symbol = symbol_of (texts[i]);

      g_assert_cmpuint (ember_rust_symbol_take_base62 (&symbol), ==, 0);
      g_assert_true (symbol.is_bad);
    }
}

static void
test_a_tag_may_be_missing (void)
{
  EmberRustSymbol symbol = symbol_of ("s_s0_x");

  g_assert_cmpuint (ember_rust_symbol_take_tagged (&symbol, 's'), ==, 1);
  g_assert_cmpuint (ember_rust_symbol_take_tagged (&symbol, 's'), ==, 2);
  g_assert_cmpuint (ember_rust_symbol_take_tagged (&symbol, 's'), ==, 0);
  g_assert_cmpint (ember_rust_symbol_take (&symbol), ==, 'x');
  g_assert_false (symbol.is_bad);
}

static void
test_a_name_stands_behind_its_length (void)
{
  EmberRustSymbol symbol = symbol_of ("3foou4_9abc2x");
  size_t n;
  bool is_punycode;
  const char *name = ember_rust_symbol_take_identifier (&symbol, &n, &is_punycode);

  g_assert_cmpmem (name, n, "foo", 3);
  g_assert_false (is_punycode);
  name = ember_rust_symbol_take_identifier (&symbol, &n, &is_punycode);
  g_assert_cmpmem (name, n, "9abc", 4);
  g_assert_true (is_punycode);
  g_assert_null (ember_rust_symbol_take_identifier (&symbol, &n, &is_punycode));
  g_assert_true (symbol.is_bad);
}

/* However long it says it is. */
static void
test_a_name_ends_with_its_symbol (void)
{
  static const char *const texts[] = { "4foo", "99999999999999999999999foo", "foo", "" };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      EmberRustSymbol symbol = symbol_of (texts[i]);
      size_t n;
      bool is_punycode;

      g_assert_null (ember_rust_symbol_take_identifier (&symbol, &n, &is_punycode));
      g_assert_true (symbol.is_bad);
    }
}

static void
test_behind_the_end_all_is_wrong (void)
{
  EmberRustSymbol symbol = symbol_of ("ab");

  symbol.n = 1;
  g_assert_true (ember_rust_symbol_take_if (&symbol, 'a'));
  g_assert_false (ember_rust_symbol_take_if (&symbol, 'b'));
  g_assert_cmpint (ember_rust_symbol_peek (&symbol), ==, 0);
  g_assert_false (symbol.is_bad);
  g_assert_cmpint (ember_rust_symbol_take (&symbol), ==, 0);
  g_assert_true (symbol.is_bad);
  symbol.at = 0;
  g_assert_cmpint (ember_rust_symbol_peek (&symbol), ==, 0);
}

static void
test_basic_types_have_letters (void)
{
  g_assert_cmpstr (ember_rust_symbol_get_basic_type ('l'), ==, "i32");
  g_assert_cmpstr (ember_rust_symbol_get_basic_type ('z'), ==, "!");
  g_assert_null (ember_rust_symbol_get_basic_type ('g'));
  g_assert_null (ember_rust_symbol_get_basic_type ('A'));
  g_assert_null (ember_rust_symbol_get_basic_type ('\xff'));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/rust-symbol/" name, function)
  ADD ("numbers-of-62-digits-count-from-the-empty-one", test_numbers_of_62_digits_count_from_the_empty_one);
  ADD ("numbers-that-are-none-are-wrong", test_numbers_that_are_none_are_wrong);
  ADD ("a-tag-may-be-missing", test_a_tag_may_be_missing);
  ADD ("a-name-stands-behind-its-length", test_a_name_stands_behind_its_length);
  ADD ("a-name-ends-with-its-symbol", test_a_name_ends_with_its_symbol);
  ADD ("behind-the-end-all-is-wrong", test_behind_the_end_all_is_wrong);
  ADD ("basic-types-have-letters", test_basic_types_have_letters);
#undef ADD
  return g_test_run ();
}
