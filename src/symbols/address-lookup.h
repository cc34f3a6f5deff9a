/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "profile/column.h"

/* How a symbol is bound; of several at one address the more public one names it. */
typedef enum
{
  EMBER_BINDING_WEAK,
  EMBER_BINDING_LOCAL,
  EMBER_BINDING_GLOBAL,
} EmberBinding;

#define EMBER_NO_ADDRESS UINT64_MAX

/* EmberAddressLookup: finds the symbols of a set of addresses.
 *
 * A recording has thousands of addresses, a file may have a million symbols:
 * so the addresses are the sorted table, and symbols stream past it. Only those
 * that cover an address are kept. For one thread.
 */
typedef struct
{
  uint64_t *addresses; /* ascending */
  size_t n_addresses;
  size_t *places;         /* in that order, of each address as it was given */
  uint64_t *nearest;      /* of each address: where the last symbol at or before it begins */
  EmberColumn candidates; /* symbols that may cover an address */
  EmberColumn names;      /* char */
  size_t last_place;      /* where the last symbol was looked for */
  bool is_finished;
} EmberAddressLookup;

/* @addresses: in any order; EMBER_NO_ADDRESS has no symbol */
void ember_address_lookup_init (EmberAddressLookup *lookup,
                                const uint64_t *addresses,
                                size_t n_addresses);

void ember_address_lookup_clear (EmberAddressLookup *lookup);

/* @size_bytes: 0: up to the next symbol
 * @suffix: put behind the name; may be empty
 * O(log addresses); O(1) where symbols come in the order of their addresses */
void ember_address_lookup_offer (EmberAddressLookup *lookup,
                                 uint64_t begin,
                                 uint64_t size_bytes,
                                 EmberBinding binding,
                                 const char *name,
                                 const char *suffix);

/* The same with a name that does not end in a NUL. */
void ember_address_lookup_offer_bytes (EmberAddressLookup *lookup,
                                       uint64_t begin,
                                       uint64_t size_bytes,
                                       EmberBinding binding,
                                       const char *name,
                                       size_t n_name,
                                       const char *suffix);

/* Whether one of the addresses lies in [begin, begin + size_bytes). */
bool ember_address_lookup_wants (const EmberAddressLookup *lookup,
                                 uint64_t begin,
                                 uint64_t size_bytes);

/* No more symbols will come. */
void ember_address_lookup_finish (EmberAddressLookup *lookup);

/* The innermost symbol that covers the @index-th address; where none does, that which begins right
 * behind it: a caller is looked up one byte before where it goes on, but what looks like a caller may
 * be a function that was interrupted at its first byte.
 * Returns: (transfer none) (nullable): its raw name */
const char *ember_address_lookup_get (const EmberAddressLookup *lookup,
                                      size_t index);
