/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/address-lookup.h"

#define SPACE 400

typedef struct
{
  uint64_t begin;
  uint64_t size_bytes;
  char name[16];
} Symbol;

/* The innermost symbol around @address: of those that cover it the one that begins last; else one that begins behind it. */
static const char *
find_naively (const Symbol *symbols,
              size_t n,
              uint64_t address)
{
  const Symbol *best = NULL;
  uint64_t nearest = 0;

  for (size_t i = 0; i < n; i++)
    if (symbols[i].begin <= address)
      nearest = MAX (nearest, symbols[i].begin);
  for (size_t i = 0; i < n; i++)
    {
      const Symbol *symbol = &symbols[i];
      const bool covers = symbol->begin <= address &&
                          (symbol->size_bytes == 0 ? symbol->begin == nearest : address - symbol->begin < symbol->size_bytes);

      if (covers && (best == NULL || symbol->begin > best->begin))
        best = symbol;
    }
  for (size_t i = 0; i < n && best == NULL; i++)
    if (symbols[i].begin == address + 1)
      best = &symbols[i];
  return best != NULL ? best->name : NULL;
}

static void
test_lookups_equal_a_search_of_all_symbols (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int round = 0; round < 200; round++)
    {
      Symbol symbols[30];
      uint64_t addresses[40];
      const size_t n = (size_t) g_rand_int_range (rand, 0, 30);
      EmberAddressLookup lookup;

      /* each begins somewhere else: what one address prefers is another test */
      for (size_t i = 0; i < n; i++)
        {
          symbols[i].begin = (uint64_t) (i * 7 + (size_t) g_rand_int_range (rand, 0, 6));
          symbols[i].size_bytes = g_rand_boolean (rand) ? (uint64_t) g_rand_int_range (rand, 0, 60) : 0;
          g_snprintf (symbols[i].name, sizeof symbols[i].name, "f%" G_GSIZE_FORMAT, i);
        }
      for (size_t i = 0; i < G_N_ELEMENTS (addresses); i++)
        addresses[i] = (uint64_t) g_rand_int_range (rand, 0, SPACE);
      ember_address_lookup_init (&lookup, addresses, G_N_ELEMENTS (addresses));
      for (size_t i = n; i-- > 0;)
        ember_address_lookup_offer (&lookup, symbols[i].begin, symbols[i].size_bytes, EMBER_BINDING_GLOBAL, symbols[i].name, "");
      ember_address_lookup_finish (&lookup);
      for (size_t i = 0; i < G_N_ELEMENTS (addresses); i++)
        g_assert_cmpstr (ember_address_lookup_get (&lookup, i), ==, find_naively (symbols, n, addresses[i]));
      ember_address_lookup_clear (&lookup);
    }
}

static void
assert_prefers (const char *wanted,
                uint64_t size_a,
                EmberBinding binding_a,
                const char *a,
                uint64_t size_b,
                EmberBinding binding_b,
                const char *b)
{
  const uint64_t address = 104;

  for (int order = 0; order < 2; order++)
    {
      EmberAddressLookup lookup;

      ember_address_lookup_init (&lookup, &address, 1);
      if (order == 0)
        ember_address_lookup_offer (&lookup, 100, size_a, binding_a, a, "");
      ember_address_lookup_offer (&lookup, 100, size_b, binding_b, b, "");
      if (order == 1)
        ember_address_lookup_offer (&lookup, 100, size_a, binding_a, a, "");
      ember_address_lookup_finish (&lookup);
      g_assert_cmpstr (ember_address_lookup_get (&lookup, 0), ==, wanted);
      ember_address_lookup_clear (&lookup);
    }
}

static void
test_the_best_name_of_an_address_is_chosen (void)
{
  assert_prefers ("b", 0, EMBER_BINDING_GLOBAL, "a", 8, EMBER_BINDING_WEAK, "b");
  assert_prefers ("b", 8, EMBER_BINDING_WEAK, "a", 8, EMBER_BINDING_GLOBAL, "b");
  assert_prefers ("b", 8, EMBER_BINDING_LOCAL, "a", 8, EMBER_BINDING_GLOBAL, "b");
  assert_prefers ("read", 8, EMBER_BINDING_GLOBAL, "__read_long", 8, EMBER_BINDING_GLOBAL, "read");
  assert_prefers ("read_all", 8, EMBER_BINDING_GLOBAL, "read_all", 8, EMBER_BINDING_GLOBAL, "read");
}

static void
test_of_equal_names_the_first_is_chosen (void)
{
  const uint64_t address = 104;
  EmberAddressLookup lookup;

  ember_address_lookup_init (&lookup, &address, 1);
  ember_address_lookup_offer (&lookup, 100, 8, EMBER_BINDING_LOCAL, "open_b", "");
  ember_address_lookup_offer (&lookup, 100, 8, EMBER_BINDING_LOCAL, "open_a", "");
  ember_address_lookup_offer (&lookup, 100, 8, EMBER_BINDING_LOCAL, "open_c", "");
  ember_address_lookup_finish (&lookup);
  g_assert_cmpstr (ember_address_lookup_get (&lookup, 0), ==, "open_b");
  ember_address_lookup_clear (&lookup);
}

static void
test_addresses_that_are_asked_for_are_told (void)
{
  const uint64_t addresses[] = { 200, 100 };
  EmberAddressLookup lookup;

  ember_address_lookup_init (&lookup, addresses, 2);
  g_assert_true (ember_address_lookup_wants (&lookup, 100, 1));
  g_assert_true (ember_address_lookup_wants (&lookup, 101, 100));
  g_assert_false (ember_address_lookup_wants (&lookup, 101, 99));
  g_assert_false (ember_address_lookup_wants (&lookup, 201, UINT64_MAX));
  g_assert_false (ember_address_lookup_wants (&lookup, 100, 0));
  ember_address_lookup_clear (&lookup);
}

static void
test_no_address_has_no_symbol (void)
{
  const uint64_t addresses[] = { EMBER_NO_ADDRESS, 5 };
  EmberAddressLookup lookup;

  ember_address_lookup_init (&lookup, addresses, 2);
  ember_address_lookup_offer (&lookup, 0, 0, EMBER_BINDING_GLOBAL, "all", "@plt");
  ember_address_lookup_finish (&lookup);
  g_assert_null (ember_address_lookup_get (&lookup, 0));
  g_assert_cmpstr (ember_address_lookup_get (&lookup, 1), ==, "all@plt");
  ember_address_lookup_clear (&lookup);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address-lookup/lookups-equal-a-search-of-all-symbols", test_lookups_equal_a_search_of_all_symbols);
  g_test_add_func ("/address-lookup/the-best-name-of-an-address-is-chosen", test_the_best_name_of_an_address_is_chosen);
  g_test_add_func ("/address-lookup/of-equal-names-the-first-is-chosen", test_of_equal_names_the_first_is_chosen);
  g_test_add_func ("/address-lookup/addresses-that-are-asked-for-are-told", test_addresses_that_are_asked_for_are_told);
  g_test_add_func ("/address-lookup/no-address-has-no-symbol", test_no_address_has_no_symbol);
  return g_test_run ();
}
