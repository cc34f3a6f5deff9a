/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/column.h"
#include "symbols/elf-file.h"

/* One function that the compiler put into its caller. */
typedef struct
{
  size_t index;     /* of the address it covers */
  size_t order;     /* grows inwards */
  const char *name; /* raw; libdw's, as long as the EmberInlineFrames live */
} EmberInlineFrame;

/* EmberInlineFrames: which inlined functions a set of addresses of one file lies in, as its DWARF says. For one thread. */
typedef struct
{
  EmberColumn frames; /* EmberInlineFrame, by index of the address, then from the outermost inwards */
  void *dwarf;        /* nullable */
} EmberInlineFrames;

/* Walks through the units that hold any of the addresses, once.
 * @file: must outlive the result
 * @addresses: ascending, as its symbols count; EMBER_NO_ADDRESS is in no function */
void ember_inline_frames_init (EmberInlineFrames *inlines,
                               EmberElfFile *file,
                               const uint64_t *addresses,
                               size_t n_addresses);

void ember_inline_frames_clear (EmberInlineFrames *inlines);
