/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <elfutils/libdwfl.h>
#include <gelf.h>

#include "symbols/elf-file.h"

/* A piece of the file that is loaded. */
typedef struct
{
  uint64_t offset;
  uint64_t address;
  uint64_t size_bytes;
  bool is_code;
} EmberElfSegment;

struct _EmberElfFile
{
  int fd; /* -1: in memory */
  Elf *elf;
  Dwfl *unpacked; /* (nullable): owns elf, which came out of a compressed file */
  EmberElfSegment *segments;
  size_t n_segments;
};

/* @name: (nullable): NULL is any
 * @header: (out): its header
 * Returns: (nullable): the first section of that type and name */
Elf_Scn *ember_elf_file_find_section (EmberElfFile *file,
                                      uint32_t type,
                                      const char *name,
                                      GElf_Shdr *header);

/* Offers the full table of an object file, whose symbols count from the begin of their sections.
 * @places: where these are: @n_sections, EMBER_NO_ADDRESS: nowhere */
void ember_elf_file_offer_placed (EmberElfFile *file,
                                  const uint64_t *places,
                                  size_t n_sections,
                                  EmberAddressLookup *lookup);

/* Offers the entries of linkage tables as "NAME@plt", where @lookup asks for some.
 *
 * Which function an entry calls is read from its code on x86-64; elsewhere the entries are taken
 * to stand in the order of the slots they jump through. */
void ember_elf_file_offer_plt (EmberElfFile *file,
                               EmberAddressLookup *lookup);
