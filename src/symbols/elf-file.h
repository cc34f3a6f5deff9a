/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libelf.h>

#include "profile/images.h"
#include "symbols/address-lookup.h"

/* EmberElfFile: a program, library or file of debugging symbols. For one thread. */
typedef struct _EmberElfFile EmberElfFile;

/* Returns: (transfer full) (nullable): NULL where there is no such file, or it is no ELF file */
EmberElfFile *ember_elf_file_open (const char *path);

/* @memory: (transfer none): must outlive the file */
EmberElfFile *ember_elf_file_open_memory (const void *memory,
                                          size_t size_bytes);

void ember_elf_file_free (EmberElfFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberElfFile, ember_elf_file_free)

/* Returns: (transfer none): for libdw */
Elf *ember_elf_file_get_elf (EmberElfFile *file);

/* Whether it is the file of that build-id; zeros at the end of @build_id may be padding. */
bool ember_elf_file_has_build_id (EmberElfFile *file,
                                  const uint8_t *build_id,
                                  size_t size_bytes);

/* @build_id: (out caller-allocates): %EMBER_BUILD_ID_MAX_BYTES
 * Returns: its size; 0: the file has none */
uint32_t ember_elf_file_get_build_id (EmberElfFile *file,
                                      uint8_t *build_id);

/* Turns an offset in the file into the address its symbols count by, through the program headers.
 * Returns: false if that part of the file is not loaded */
bool ember_elf_file_get_address (EmberElfFile *file,
                                 uint64_t offset,
                                 uint64_t *address);

/* Whether it has the full table of symbols, not only those for linking. */
bool ember_elf_file_has_symbols (EmberElfFile *file);

/* Offers its functions: the full table, else that for linking, else what stands in
 * .gnu_debugdata; and the entries of its procedure linkage table as "NAME@plt". */
void ember_elf_file_offer_symbols (EmberElfFile *file,
                                   EmberAddressLookup *lookup);

/* The same without the linkage table, for files that hold symbols of another one. */
void ember_elf_file_offer_table (EmberElfFile *file,
                                 EmberAddressLookup *lookup);

/* What .gnu_debuglink says.
 * @checksum: (out): CRC-32 of the file it names
 * Returns: (transfer full) (nullable): a file name without folder */
char *ember_elf_file_dup_debug_link (EmberElfFile *file,
                                     uint32_t *checksum);
