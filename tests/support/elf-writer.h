/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <elf.h>
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* ElfWriter: makes small ELF files of 64 bits, little endian, by hand. */
typedef struct
{
  uint16_t machine;
  uint16_t type;       /* ET_DYN at first */
  GByteArray *content; /* of the sections, which begins behind the header */
  GArray *sections;    /* Elf64_Shdr */
  GArray *segments;    /* Elf64_Phdr */
  GString *names;      /* of the sections */
} ElfWriter;

typedef struct
{
  const char *name;
  uint64_t value;
  uint64_t size_bytes;
  uint8_t info;     /* ELF64_ST_INFO (STB_…, STT_…) */
  uint16_t section; /* SHN_UNDEF: belongs to another file */
} ElfWriterSymbol;

ElfWriter *elf_writer_new (uint16_t machine);

void elf_writer_free (ElfWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ElfWriter, elf_writer_free)

/* @file_bytes: 0 where the file holds symbols alone */
void elf_writer_add_segment (ElfWriter *writer,
                             uint32_t flags,
                             uint64_t offset,
                             uint64_t address,
                             uint64_t file_bytes,
                             uint64_t memory_bytes);

/* @flags: with SHF_INFO_LINK it is about section 1
 * @content: (nullable): NULL is zeros
 * Returns: the index of the section */
uint32_t elf_writer_add_section (ElfWriter *writer,
                                 const char *name,
                                 uint32_t type,
                                 uint64_t flags,
                                 uint64_t address,
                                 const void *content,
                                 size_t size_bytes,
                                 uint32_t link,
                                 uint64_t entry_bytes);

/* A table and its names.
 * @type: SHT_SYMTAB or SHT_DYNSYM
 * Returns: the index of the table's section */
uint32_t elf_writer_add_symbols (ElfWriter *writer,
                                 uint32_t type,
                                 const ElfWriterSymbol *symbols,
                                 size_t n_symbols);

void elf_writer_add_build_id (ElfWriter *writer,
                              const void *build_id,
                              size_t size_bytes);

void elf_writer_add_debug_link (ElfWriter *writer,
                                const char *name,
                                uint32_t checksum);

/* Returns: (transfer full): the whole file; @writer stays as it is */
GBytes *elf_writer_finish (ElfWriter *writer);

/* Writes the whole file; folders are made. */
void elf_writer_save (ElfWriter *writer,
                      const char *path);
