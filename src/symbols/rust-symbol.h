/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* EmberRustSymbol: letters and numbers of a symbol of Rust's v0 scheme, read from front to back.
 *
 * Whatever is wrong sets `is_bad`; nothing more is read then, and what is taken is 0. A value; the text is borrowed.
 */
typedef struct
{
  const char *text; /* behind "_R"; need not end in NUL */
  size_t at;
  size_t n; /* bytes of text */
  bool is_bad;
} EmberRustSymbol;

/* Returns: the next letter; '\0' at the end */
static inline char
ember_rust_symbol_peek (const EmberRustSymbol *symbol)
{
  return !symbol->is_bad && symbol->at < symbol->n ? symbol->text[symbol->at] : '\0';
}

/* Returns: the next letter; at the end it is wrong to take one */
static inline char
ember_rust_symbol_take (EmberRustSymbol *symbol)
{
  const char c = ember_rust_symbol_peek (symbol);

  if (c == '\0')
    symbol->is_bad = true;
  else
    symbol->at++;
  return c;
}

/* Returns: whether the next letter was @wanted, and is taken */
static inline bool
ember_rust_symbol_take_if (EmberRustSymbol *symbol,
                           char wanted)
{
  if (ember_rust_symbol_peek (symbol) != wanted)
    return false;
  symbol->at++;
  return true;
}

/* "_" is 0, "0_" is 1, and so on, in digits 0-9 a-z A-Z. */
uint64_t ember_rust_symbol_take_base62 (EmberRustSymbol *symbol);

/* A number of those behind @tag, counted from 1; 0 without the tag. */
uint64_t ember_rust_symbol_take_tagged (EmberRustSymbol *symbol,
                                        char tag);

/* A decimal number; one that is larger than the symbol is long is cut off. */
size_t ember_rust_symbol_take_decimal (EmberRustSymbol *symbol);

/* A name behind its length.
 * @n: (out): bytes of the name, which need not end in NUL
 * @is_punycode: (out)
 * Returns: (nullable): NULL where it is wrong */
const char *ember_rust_symbol_take_identifier (EmberRustSymbol *symbol,
                                               size_t *n,
                                               bool *is_punycode);

/* Returns: (nullable): how Rust calls the basic type of a letter */
const char *ember_rust_symbol_get_basic_type (char letter);
