/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/strings.h"

#include <string.h>

#include "profile/hash.h"

static EmberStringId
add_string (EmberStrings *strings,
            const char *bytes,
            size_t size_bytes,
            uint64_t hash)
{
  const uint32_t id = ember_strings_get_n (strings);
  char *copy;

  if (id == UINT32_MAX - 1)
    g_error ("out of memory: more than four thousand million names");
  copy = ember_column_grow (&strings->bytes, size_bytes + 1);
  memcpy (copy, bytes, size_bytes);
  copy[size_bytes] = '\0';
  *(uint64_t *) ember_column_grow (&strings->offsets, 1) = strings->bytes.n;
  ember_id_table_add (&strings->index, hash, id);
  return id;
}

void
ember_strings_init (EmberStrings *strings)
{
  ember_column_init (&strings->bytes, 1);
  ember_column_init (&strings->offsets, sizeof (uint64_t));
  ember_id_table_init (&strings->index);
  *(uint64_t *) ember_column_grow (&strings->offsets, 1) = 0;
  ember_strings_intern (strings, "", 0);
}

void
ember_strings_clear (EmberStrings *strings)
{
  ember_column_clear (&strings->bytes);
  ember_column_clear (&strings->offsets);
  ember_id_table_clear (&strings->index);
}

EmberStringId
ember_strings_intern (EmberStrings *strings,
                      const char *bytes,
                      gssize size_bytes)
{
  const size_t size = size_bytes < 0 ? strlen (bytes) : (size_t) size_bytes;
  const uint64_t hash = ember_hash_bytes (bytes, size);
  EmberIdCursor cursor = ember_id_table_find (&strings->index, hash);

  while (ember_id_table_next (&strings->index, &cursor))
    if (ember_strings_get_size (strings, cursor.id) == size &&
        memcmp (ember_strings_get (strings, cursor.id), bytes, size) == 0)
      return cursor.id;
  return add_string (strings, bytes, size, hash);
}

void
ember_strings_freeze (EmberStrings *strings)
{
  ember_id_table_clear (&strings->index);
}

int
ember_strings_compare (const EmberStrings *strings,
                       EmberStringId a,
                       EmberStringId b)
{
  const size_t size_a = ember_strings_get_size (strings, a);
  const size_t size_b = ember_strings_get_size (strings, b);
  const int order = memcmp (ember_strings_get (strings, a), ember_strings_get (strings, b), MIN (size_a, size_b));

  if (order != 0)
    return order;
  return (size_a > size_b) - (size_a < size_b);
}
