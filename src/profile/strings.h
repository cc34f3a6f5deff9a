/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "profile/column.h"
#include "profile/id-table.h"

/* A name of the recording: symbol, module, comm or event. */
typedef uint32_t EmberStringId;

/* The empty string has this id in every table. */
#define EMBER_STRING_EMPTY ((EmberStringId) 0)

/* EmberStrings: each distinct byte string once, numbered in order of arrival.
 *
 * Bytes are kept as they came: they may be invalid UTF-8 and hold NUL. A NUL
 * is added behind each for convenience. Reading is thread-safe once nobody
 * adds any more.
 */
typedef struct
{
  EmberColumn bytes;   /* char */
  EmberColumn offsets; /* uint64_t, one more than there are strings */
  EmberIdTable index;
} EmberStrings;

void ember_strings_init (EmberStrings *strings);

void ember_strings_clear (EmberStrings *strings);

/* @size_bytes: length, or -1 if @bytes ends in a NUL */
EmberStringId ember_strings_intern (EmberStrings *strings,
                                    const char *bytes,
                                    gssize size_bytes);

/* Drops the index, which a frozen table does not need. */
void ember_strings_freeze (EmberStrings *strings);

static inline uint32_t
ember_strings_get_n (const EmberStrings *strings)
{
  return (uint32_t) (strings->offsets.n - 1);
}

static inline size_t
ember_strings_get_size (const EmberStrings *strings,
                        EmberStringId id)
{
  const uint64_t *offsets = strings->offsets.data;

  return (size_t) (offsets[id + 1] - offsets[id] - 1);
}

/* Returns: (transfer none): the bytes, valid until the next string is added */
static inline const char *
ember_strings_get (const EmberStrings *strings,
                   EmberStringId id)
{
  return (const char *) strings->bytes.data + ((const uint64_t *) strings->offsets.data)[id];
}

/* Compares bytewise, as memcmp() of the two names, the shorter first.
 * Returns: < 0, 0 or > 0 */
int ember_strings_compare (const EmberStrings *strings,
                           EmberStringId a,
                           EmberStringId b);
