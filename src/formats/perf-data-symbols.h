/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-data-bytes.h"
#include "profile/profile-builder.h"

/* EmberPerfSymbols: names that stand in the recording itself, as simpleperf
 * writes them, since the phone is not at hand later. */
typedef struct
{
  EmberColumn files;   /* one for each path */
  EmberColumn symbols; /* of all files, sorted by file and address */
  GHashTable *by_path; /* EmberStringId → index + 1 */
} EmberPerfSymbols;

void ember_perf_symbols_init (EmberPerfSymbols *symbols);

void ember_perf_symbols_clear (EmberPerfSymbols *symbols);

/* The section that holds a file after the other, each behind its size.
 * @is_protobuf: as newer versions write them */
void ember_perf_symbols_parse (EmberPerfSymbols *symbols,
                               EmberPerfBytes bytes,
                               bool is_protobuf,
                               EmberProfileBuilder *builder);

/* @offset: in the file that is mapped
 * @address: in memory, which counts where the file is no ELF file
 * Returns: the name, or EMBER_STRING_EMPTY */
EmberStringId ember_perf_symbols_find (const EmberPerfSymbols *symbols,
                                       EmberStringId path,
                                       uint64_t offset,
                                       uint64_t address);
