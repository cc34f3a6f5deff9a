/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/rust-symbol.h"

#include <glib.h>

uint64_t
ember_rust_symbol_take_base62 (EmberRustSymbol *symbol)
{
  uint64_t value = 0;

  if (ember_rust_symbol_take_if (symbol, '_'))
    return 0;
  while (!ember_rust_symbol_take_if (symbol, '_'))
    {
      const char c = ember_rust_symbol_take (symbol);
      const int digit = g_ascii_isdigit (c) ? c - '0' : g_ascii_islower (c) ? c - 'a' + 10
                                                    : g_ascii_isupper (c)   ? c - 'A' + 36
                                                                            : -1;

      if (digit < 0 || value > (UINT64_MAX - 62) / 62)
        {
          symbol->is_bad = true;
          return 0;
        }
      value = value * 62 + (uint64_t) digit;
    }
  return value + 1;
}

uint64_t
ember_rust_symbol_take_tagged (EmberRustSymbol *symbol,
                               char tag)
{
  return ember_rust_symbol_take_if (symbol, tag) ? ember_rust_symbol_take_base62 (symbol) + 1 : 0;
}

size_t
ember_rust_symbol_take_decimal (EmberRustSymbol *symbol)
{
  size_t value = 0;

  if (!g_ascii_isdigit (ember_rust_symbol_peek (symbol)))
    symbol->is_bad = true;
  if (ember_rust_symbol_take_if (symbol, '0'))
    return 0;
  while (g_ascii_isdigit (ember_rust_symbol_peek (symbol)) && value < symbol->n)
    value = value * 10 + (size_t) (ember_rust_symbol_take (symbol) - '0');
  return value;
}

const char *
ember_rust_symbol_take_identifier (EmberRustSymbol *symbol,
                                   size_t *n,
                                   bool *is_punycode)
{
  const char *name;

  *is_punycode = ember_rust_symbol_take_if (symbol, 'u');
  *n = ember_rust_symbol_take_decimal (symbol);
  ember_rust_symbol_take_if (symbol, '_');
  if (symbol->is_bad || *n > symbol->n - symbol->at)
    {
      symbol->is_bad = true;
      return NULL;
    }
  name = symbol->text + symbol->at;
  symbol->at += *n;
  return name;
}

const char *
ember_rust_symbol_get_basic_type (char letter)
{
  static const char *const names[] = {
    ['a'] = "i8",
    ['b'] = "bool",
    ['c'] = "char",
    ['d'] = "f64",
    ['e'] = "str",
    ['f'] = "f32",
    ['h'] = "u8",
    ['i'] = "isize",
    ['j'] = "usize",
    ['l'] = "i32",
    ['m'] = "u32",
    ['n'] = "i128",
    ['o'] = "u128",
    ['p'] = "_",
    ['s'] = "i16",
    ['t'] = "u16",
    ['u'] = "()",
    ['v'] = "...",
    ['x'] = "i64",
    ['y'] = "u64",
    ['z'] = "!",
  };

  return letter >= 'a' && letter <= 'z' ? names[(int) letter] : NULL;
}
