/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <lzma.h>

#include "symbols/elf-file-private.h"

/* Symbols in .gnu_debugdata of the largest program known are 6 MB. */
#define MAX_DEBUGDATA_BYTES ((uint64_t) 1 << 26)

static bool
is_in_code (EmberElfFile *file,
            const GElf_Sym *symbol)
{
  Elf_Scn *section = elf_getscn (file->elf, symbol->st_shndx);
  GElf_Shdr header;

  return section != NULL && gelf_getshdr (section, &header) != NULL && (header.sh_flags & SHF_EXECINSTR) != 0;
}

/* Functions, and labels of code in assembler. ARM marks pieces of code and
 * data with names that begin with '$'. */
static bool
is_code (EmberElfFile *file,
         const GElf_Sym *symbol,
         const char *name)
{
  const int type = GELF_ST_TYPE (symbol->st_info);
  const int visibility = GELF_ST_VISIBILITY (symbol->st_other);

  if (name == NULL || name[0] == '\0' || name[0] == '$' || symbol->st_shndx == SHN_UNDEF || symbol->st_shndx == SHN_ABS)
    return false;
  return type == STT_FUNC || type == STT_GNU_IFUNC ||
         (type == STT_NOTYPE && visibility != STV_HIDDEN && visibility != STV_INTERNAL && is_in_code (file, symbol));
}

static EmberBinding
get_binding (const GElf_Sym *symbol)
{
  switch (GELF_ST_BIND (symbol->st_info))
    {
    case STB_LOCAL:
      return EMBER_BINDING_LOCAL;
    case STB_WEAK:
      return EMBER_BINDING_WEAK;
    default:
      return EMBER_BINDING_GLOBAL;
    }
}

/* Where sections of an object file are. */
typedef struct
{
  const uint64_t *addresses; /* n_sections; EMBER_NO_ADDRESS: nowhere */
  size_t n_sections;
} Places;

/* @value: (inout): from the begin of its section, then an address */
static bool
place (const Places *places,
       uint32_t section,
       uint64_t *value)
{
  if (section >= places->n_sections || places->addresses[section] == EMBER_NO_ADDRESS)
    return false;
  *value += places->addresses[section];
  return true;
}

/* @places: (nullable): of an object file */
static bool
offer_section (EmberElfFile *file,
               uint32_t type,
               const Places *places,
               EmberAddressLookup *lookup)
{
  GElf_Shdr header;
  Elf_Scn *section = ember_elf_file_find_section (file, type, NULL, &header);
  Elf_Data *data = section != NULL ? elf_getdata (section, NULL) : NULL;
  GElf_Ehdr file_header;
  size_t n;

  if (data == NULL || header.sh_entsize == 0 || gelf_getehdr (file->elf, &file_header) == NULL)
    return false;
  n = data->d_size / header.sh_entsize;
  for (size_t i = 1; i < n && i <= INT_MAX; i++)
    {
      GElf_Sym symbol;
      const char *name;

      if (gelf_getsym (data, (int) i, &symbol) == NULL)
        break;
      if (symbol.st_shndx == SHN_UNDEF)
        continue;
      name = elf_strptr (file->elf, header.sh_link, symbol.st_name);
      if (!is_code (file, &symbol, name))
        continue;
      /* the lowest bit of an address tells which instructions ARM code is made of */
      if (file_header.e_machine == EM_ARM)
        symbol.st_value &= ~UINT64_C (1);
      if (places != NULL && !place (places, symbol.st_shndx, &symbol.st_value))
        continue;
      ember_address_lookup_offer (lookup, symbol.st_value, symbol.st_size, get_binding (&symbol), name, "");
    }
  return true;
}

/* @column: gets what the bytes are unpacked */
static bool
unpack_xz (const Elf_Data *data,
           EmberColumn *column)
{
  uint64_t memory_limit = UINT64_C (1) << 27;
  size_t in_position = 0;
  size_t out_position = 0;
  lzma_ret status = LZMA_BUF_ERROR;

  for (size_t room = (size_t) 1 << 20; status == LZMA_BUF_ERROR && room <= MAX_DEBUGDATA_BYTES; room *= 4)
    {
      in_position = out_position = 0;
      ember_column_clear (column);
      ember_column_grow (column, room);
      status = lzma_stream_buffer_decode (&memory_limit, 0, NULL, data->d_buf, &in_position, data->d_size,
                                          column->data, &out_position, room);
    }
  if (status != LZMA_OK)
    return false;
  ember_column_shrink (column, out_position);
  return true;
}

/* A whole ELF file, packed into a section, with the symbols the table for linking lacks. */
static void
offer_debugdata (EmberElfFile *file,
                 EmberAddressLookup *lookup)
{
  GElf_Shdr header;
  Elf_Scn *section = ember_elf_file_find_section (file, SHT_PROGBITS, ".gnu_debugdata", &header);
  Elf_Data *data = section != NULL ? elf_rawdata (section, NULL) : NULL;
  EmberColumn column;
  EmberElfFile *inner = NULL;

  if (data == NULL || data->d_buf == NULL)
    return;
  ember_column_init (&column, 1);
  if (unpack_xz (data, &column))
    inner = ember_elf_file_open_memory (column.data, column.n);
  if (inner != NULL)
    {
      offer_section (inner, SHT_SYMTAB, NULL, lookup);
      ember_elf_file_free (inner);
    }
  ember_column_clear (&column);
}

void
ember_elf_file_offer_table (EmberElfFile *file,
                            EmberAddressLookup *lookup)
{
  if (offer_section (file, SHT_SYMTAB, NULL, lookup))
    return;
  offer_section (file, SHT_DYNSYM, NULL, lookup);
  offer_debugdata (file, lookup);
}

void
ember_elf_file_offer_placed (EmberElfFile *file,
                             const uint64_t *places,
                             size_t n_sections,
                             EmberAddressLookup *lookup)
{
  offer_section (file, SHT_SYMTAB, &(Places){ places, n_sections }, lookup);
}

void
ember_elf_file_offer_symbols (EmberElfFile *file,
                              EmberAddressLookup *lookup)
{
  ember_elf_file_offer_table (file, lookup);
  ember_elf_file_offer_plt (file, lookup);
}
