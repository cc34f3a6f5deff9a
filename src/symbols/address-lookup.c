/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/address-lookup.h"

#include <string.h>

/* Symbols inside of symbols: so many are looked at on the way out. */
#define MAX_NESTING 64
#define NO_SYMBOL UINT64_MAX

typedef struct
{
  uint64_t begin;
  uint64_t size_bytes; /* 0: up to the next symbol */
  uint64_t name;       /* offset in names; grows in the order of offering */
  EmberBinding binding;
} Candidate;

typedef struct
{
  const char *names;
} SortContext;

static int
compare_places_cb (gconstpointer a,
                   gconstpointer b,
                   gpointer data)
{
  const uint64_t *addresses = data;
  const uint64_t x = addresses[*(const size_t *) a];
  const uint64_t y = addresses[*(const size_t *) b];

  return (x > y) - (x < y);
}

static bool
are_sorted (const uint64_t *addresses,
            size_t n)
{
  for (size_t i = 1; i < n; i++)
    if (addresses[i] < addresses[i - 1])
      return false;
  return true;
}

static void
sort_addresses (EmberAddressLookup *lookup,
                const uint64_t *addresses)
{
  const size_t n = lookup->n_addresses;
  g_autofree size_t *order = g_new (size_t, n + 1);

  for (size_t i = 0; i < n; i++)
    order[i] = i;
  if (!are_sorted (addresses, n))
    g_qsort_with_data (order, (gint) n, sizeof *order, compare_places_cb, (gpointer) addresses);
  lookup->addresses = g_new (uint64_t, n + 1);
  lookup->places = g_new (size_t, n + 1);
  for (size_t i = 0; i < n; i++)
    {
      lookup->addresses[i] = addresses[order[i]];
      lookup->places[order[i]] = i;
    }
}

void
ember_address_lookup_init (EmberAddressLookup *lookup,
                           const uint64_t *addresses,
                           size_t n_addresses)
{
  *lookup = (EmberAddressLookup){ .n_addresses = n_addresses };
  sort_addresses (lookup, addresses);
  lookup->nearest = g_new (uint64_t, n_addresses + 1);
  for (size_t i = 0; i < n_addresses; i++)
    lookup->nearest[i] = NO_SYMBOL;
  ember_column_init (&lookup->candidates, sizeof (Candidate));
  ember_column_init (&lookup->names, 1);
}

void
ember_address_lookup_clear (EmberAddressLookup *lookup)
{
  g_clear_pointer (&lookup->addresses, g_free);
  g_clear_pointer (&lookup->places, g_free);
  g_clear_pointer (&lookup->nearest, g_free);
  ember_column_clear (&lookup->candidates);
  ember_column_clear (&lookup->names);
}

/* First address at or behind @begin, of those in [low, high). */
static size_t
find_address (const EmberAddressLookup *lookup,
              uint64_t begin,
              size_t low,
              size_t high)
{
  while (low < high)
    {
      const size_t middle = low + (high - low) / 2;

      if (lookup->addresses[middle] < begin)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The same of all addresses; upwards by steps that double, from where the last symbol was. */
static size_t
find_near (EmberAddressLookup *lookup,
           uint64_t begin)
{
  const uint64_t *addresses = lookup->addresses;
  const size_t n = lookup->n_addresses;
  const bool is_below = lookup->last_place > 0 && addresses[lookup->last_place - 1] >= begin;
  size_t low = is_below ? 0 : lookup->last_place;
  size_t high = lookup->last_place;

  for (size_t step = 1; high < n && addresses[high] < begin; step *= 2)
    {
      low = high + 1;
      high = MIN (n, high + step);
    }
  lookup->last_place = find_address (lookup, begin, low, high);
  return lookup->last_place;
}

static uint64_t
add_name (EmberAddressLookup *lookup,
          const char *name,
          size_t n_name,
          const char *suffix)
{
  const uint64_t offset = lookup->names.n;
  const size_t n_suffix = strlen (suffix);
  char *copy = ember_column_grow (&lookup->names, n_name + n_suffix + 1);

  memcpy (copy, name, n_name);
  memcpy (copy + n_name, suffix, n_suffix + 1);
  return offset;
}

/* Whether a symbol may cover the first address that is not before it.
 * @first: that one's place */
static bool
is_covered (EmberAddressLookup *lookup,
            size_t first,
            uint64_t begin,
            uint64_t size_bytes)
{
  if (first == lookup->n_addresses)
    return false;
  if (lookup->nearest[first] == NO_SYMBOL || lookup->nearest[first] < begin)
    lookup->nearest[first] = begin;
  /* one that ends at the next symbol is wanted only if no later one is nearer; so far none is */
  return size_bytes == 0 ? lookup->nearest[first] == begin : lookup->addresses[first] - begin < size_bytes;
}

void
ember_address_lookup_offer_bytes (EmberAddressLookup *lookup,
                                  uint64_t begin,
                                  uint64_t size_bytes,
                                  EmberBinding binding,
                                  const char *name,
                                  size_t n_name,
                                  const char *suffix)
{
  const size_t first = find_near (lookup, begin);

  g_assert (!lookup->is_finished);
  if (begin != NO_SYMBOL && (is_covered (lookup, first, begin, size_bytes) || (first > 0 && lookup->addresses[first - 1] == begin - 1)))
    *(Candidate *) ember_column_grow (&lookup->candidates, 1) = (Candidate){ begin, size_bytes, add_name (lookup, name, n_name, suffix), binding };
}

void
ember_address_lookup_offer (EmberAddressLookup *lookup,
                            uint64_t begin,
                            uint64_t size_bytes,
                            EmberBinding binding,
                            const char *name,
                            const char *suffix)
{
  ember_address_lookup_offer_bytes (lookup, begin, size_bytes, binding, name, strlen (name), suffix);
}

bool
ember_address_lookup_wants (const EmberAddressLookup *lookup,
                            uint64_t begin,
                            uint64_t size_bytes)
{
  const size_t first = find_address (lookup, begin, 0, lookup->n_addresses);

  return first < lookup->n_addresses && lookup->addresses[first] - begin < size_bytes;
}

/* Of several symbols at one address the best comes last: with a size, not weak, global,
 * with fewer underscores in front, longer, offered earlier; as perf chooses. */
static int
compare_candidates_cb (gconstpointer a,
                       gconstpointer b,
                       gpointer data)
{
  const SortContext *context = data;
  const Candidate *x = a;
  const Candidate *y = b;
  const char *name_x = context->names + x->name;
  const char *name_y = context->names + y->name;

  if (x->begin != y->begin)
    return x->begin < y->begin ? -1 : 1;
  if ((x->size_bytes == 0) != (y->size_bytes == 0))
    return x->size_bytes == 0 ? -1 : 1;
  if (x->binding != y->binding)
    return x->binding < y->binding ? -1 : 1;
  if (strspn (name_x, "_") != strspn (name_y, "_"))
    return strspn (name_x, "_") > strspn (name_y, "_") ? -1 : 1;
  if (strlen (name_x) != strlen (name_y))
    return strlen (name_x) < strlen (name_y) ? -1 : 1;
  return x->name > y->name ? -1 : 1;
}

void
ember_address_lookup_finish (EmberAddressLookup *lookup)
{
  SortContext context = { lookup->names.data };

  lookup->is_finished = true;
  for (size_t i = 1; i < lookup->n_addresses; i++)
    if (lookup->nearest[i] == NO_SYMBOL)
      lookup->nearest[i] = lookup->nearest[i - 1];
  if (lookup->candidates.n > 0)
    g_qsort_with_data (lookup->candidates.data, (gint) lookup->candidates.n, sizeof (Candidate), compare_candidates_cb, &context);
}

/* First candidate that begins behind @address. */
static size_t
find_candidate (const EmberAddressLookup *lookup,
                uint64_t address)
{
  const Candidate *candidates = lookup->candidates.data;
  size_t low = 0;
  size_t high = lookup->candidates.n;

  while (low < high)
    {
      const size_t middle = low + (high - low) / 2;

      if (candidates[middle].begin <= address)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The innermost symbol that covers the address at @place. */
static const Candidate *
find_covering (const EmberAddressLookup *lookup,
               size_t place)
{
  const Candidate *candidates = lookup->candidates.data;
  const uint64_t address = lookup->addresses[place];
  const size_t end = find_candidate (lookup, address);

  for (size_t i = end; i > 0 && end - i < MAX_NESTING; i--)
    {
      const Candidate *candidate = &candidates[i - 1];
      const bool covers = candidate->size_bytes == 0 ? candidate->begin == lookup->nearest[place]
                                                     : address - candidate->begin < candidate->size_bytes;

      if (covers)
        return candidate;
    }
  return NULL;
}

/* The symbol that begins right behind the address at @place. */
static const Candidate *
find_next (const EmberAddressLookup *lookup,
           size_t place)
{
  const Candidate *candidates = lookup->candidates.data;
  const uint64_t next = lookup->addresses[place] + 1;
  const size_t end = find_candidate (lookup, next);

  return end > 0 && candidates[end - 1].begin == next ? &candidates[end - 1] : NULL;
}

const char *
ember_address_lookup_get (const EmberAddressLookup *lookup,
                          size_t index)
{
  const size_t place = lookup->places[index];
  const Candidate *candidate;

  g_assert (lookup->is_finished);
  if (lookup->addresses[place] == EMBER_NO_ADDRESS)
    return NULL;
  candidate = find_covering (lookup, place);
  if (candidate == NULL)
    candidate = find_next (lookup, place);
  return candidate != NULL ? (const char *) lookup->names.data + candidate->name : NULL;
}
