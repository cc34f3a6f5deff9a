/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/elf-file.h"

#include <fcntl.h>
#include <gelf.h>
#include <lzma.h>
#include <string.h>
#include <unistd.h>

/* Symbols in .gnu_debugdata of the largest program known are 6 MB. */
#define MAX_DEBUGDATA_BYTES ((uint64_t) 1 << 26)

struct _EmberElfFile
{
  int fd; /* -1: in memory */
  Elf *elf;
};

static EmberElfFile *
new_file (Elf *elf,
          int fd)
{
  EmberElfFile *file;

  if (elf == NULL || elf_kind (elf) != ELF_K_ELF)
    {
      elf_end (elf);
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  file = g_new (EmberElfFile, 1);
  *file = (EmberElfFile){ fd, elf };
  return file;
}

EmberElfFile *
ember_elf_file_open (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

  if (fd < 0)
    return NULL;
  elf_version (EV_CURRENT);
  return new_file (elf_begin (fd, ELF_C_READ, NULL), fd);
}

EmberElfFile *
ember_elf_file_open_memory (const void *memory,
                            size_t size_bytes)
{
  elf_version (EV_CURRENT);
  return new_file (elf_memory ((char *) memory, size_bytes), -1);
}

void
ember_elf_file_free (EmberElfFile *file)
{
  elf_end (file->elf);
  if (file->fd >= 0)
    close (file->fd);
  g_free (file);
}

Elf *
ember_elf_file_get_elf (EmberElfFile *file)
{
  return file->elf;
}

static bool
equals_build_id (const uint8_t *found,
                 size_t n_found,
                 const uint8_t *build_id,
                 size_t n)
{
  if (n_found == 0 || n_found > n || memcmp (found, build_id, n_found) != 0)
    return false;
  for (size_t i = n_found; i < n; i++)
    if (build_id[i] != 0)
      return false;
  return true;
}

static bool
has_build_id_note (Elf_Data *data,
                   const uint8_t *build_id,
                   size_t n)
{
  size_t offset = 0;
  GElf_Nhdr note;
  size_t name_offset, content_offset;

  while (data != NULL && (offset = gelf_getnote (data, offset, &note, &name_offset, &content_offset)) > 0)
    if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && memcmp ((char *) data->d_buf + name_offset, "GNU", 4) == 0)
      return equals_build_id ((uint8_t *) data->d_buf + content_offset, note.n_descsz, build_id, n);
  return false;
}

bool
ember_elf_file_has_build_id (EmberElfFile *file,
                             const uint8_t *build_id,
                             size_t size_bytes)
{
  Elf_Scn *section = NULL;
  GElf_Shdr header;

  while ((section = elf_nextscn (file->elf, section)) != NULL)
    if (gelf_getshdr (section, &header) != NULL && header.sh_type == SHT_NOTE &&
        has_build_id_note (elf_getdata (section, NULL), build_id, size_bytes))
      return true;
  return false;
}

bool
ember_elf_file_get_address (EmberElfFile *file,
                            uint64_t offset,
                            uint64_t *address)
{
  size_t n_headers;
  bool is_found = false;

  if (elf_getphdrnum (file->elf, &n_headers) != 0)
    return false;
  for (size_t i = 0; i < n_headers; i++)
    {
      GElf_Phdr header;

      if (gelf_getphdr (file->elf, (int) i, &header) == NULL || header.p_type != PT_LOAD || offset < header.p_offset ||
          offset - header.p_offset >= MAX (header.p_filesz, header.p_memsz))
        continue;
      *address = offset - header.p_offset + header.p_vaddr;
      is_found = true;
      if (header.p_flags & PF_X)
        return true;
    }
  return is_found;
}

/* Returns: (nullable): the first section of that type, and name if it is not NULL */
static Elf_Scn *
find_section (EmberElfFile *file,
              uint32_t type,
              const char *name,
              GElf_Shdr *header)
{
  Elf_Scn *section = NULL;
  size_t names;

  if (elf_getshdrstrndx (file->elf, &names) != 0)
    return NULL;
  while ((section = elf_nextscn (file->elf, section)) != NULL)
    if (gelf_getshdr (section, header) != NULL && header->sh_type == type)
      {
        const char *found = elf_strptr (file->elf, names, header->sh_name);

        if (name == NULL || g_strcmp0 (found, name) == 0)
          return section;
      }
  return NULL;
}

bool
ember_elf_file_has_symbols (EmberElfFile *file)
{
  GElf_Shdr header;

  return find_section (file, SHT_SYMTAB, NULL, &header) != NULL;
}

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

static bool
offer_section (EmberElfFile *file,
               uint32_t type,
               EmberAddressLookup *lookup)
{
  GElf_Shdr header;
  Elf_Scn *section = find_section (file, type, NULL, &header);
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
  Elf_Scn *section = find_section (file, SHT_PROGBITS, ".gnu_debugdata", &header);
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
      offer_section (inner, SHT_SYMTAB, lookup);
      ember_elf_file_free (inner);
    }
  ember_column_clear (&column);
}

/* Where the entries of the linkage table are: newer linkers put what is called into a table of its own. */
static bool
find_plt (EmberElfFile *file,
          uint64_t *begin,
          uint64_t *entry_bytes)
{
  GElf_Shdr header;
  GElf_Ehdr file_header;
  uint64_t header_bytes;

  if (gelf_getehdr (file->elf, &file_header) == NULL)
    return false;
  *entry_bytes = file_header.e_machine == EM_ARM ? 12 : 16;
  if (find_section (file, SHT_PROGBITS, ".plt.sec", &header) != NULL)
    {
      *begin = header.sh_addr;
      return true;
    }
  if (find_section (file, SHT_PROGBITS, ".plt", &header) == NULL)
    return false;
  header_bytes = file_header.e_machine == EM_AARCH64 ? 32 : file_header.e_machine == EM_ARM ? 20
                                                                                            : 16;
  *begin = header.sh_addr + header_bytes;
  return true;
}

/* The n-th relocation of the table belongs to its n-th entry. */
static void
offer_plt (EmberElfFile *file,
           EmberAddressLookup *lookup)
{
  GElf_Shdr relocations, symbols, header;
  Elf_Scn *section = find_section (file, SHT_RELA, ".rela.plt", &relocations);
  Elf_Data *data = section != NULL ? elf_getdata (section, NULL) : NULL;
  Elf_Scn *symbol_section = find_section (file, SHT_DYNSYM, NULL, &symbols);
  Elf_Data *symbol_data = symbol_section != NULL ? elf_getdata (symbol_section, NULL) : NULL;
  uint64_t begin, entry_bytes;

  if (data == NULL || symbol_data == NULL || relocations.sh_entsize == 0 || !find_plt (file, &begin, &entry_bytes))
    return;
  header = symbols;
  for (size_t i = 0; i < data->d_size / relocations.sh_entsize && i <= INT_MAX; i++)
    {
      GElf_Rela relocation;
      GElf_Sym symbol;
      const char *name;

      if (gelf_getrela (data, (int) i, &relocation) == NULL ||
          gelf_getsym (symbol_data, (int) GELF_R_SYM (relocation.r_info), &symbol) == NULL)
        continue;
      name = elf_strptr (file->elf, header.sh_link, symbol.st_name);
      if (name != NULL && name[0] != '\0')
        ember_address_lookup_offer (lookup, begin + i * entry_bytes, entry_bytes, EMBER_BINDING_GLOBAL, name, "@plt");
    }
}

void
ember_elf_file_offer_table (EmberElfFile *file,
                            EmberAddressLookup *lookup)
{
  if (offer_section (file, SHT_SYMTAB, lookup))
    return;
  offer_section (file, SHT_DYNSYM, lookup);
  offer_debugdata (file, lookup);
}

void
ember_elf_file_offer_symbols (EmberElfFile *file,
                              EmberAddressLookup *lookup)
{
  ember_elf_file_offer_table (file, lookup);
  offer_plt (file, lookup);
}

/* A file name, filled up with zeros to words, and a checksum. */
char *
ember_elf_file_dup_debug_link (EmberElfFile *file,
                               uint32_t *checksum)
{
  GElf_Shdr header;
  Elf_Scn *section = find_section (file, SHT_PROGBITS, ".gnu_debuglink", &header);
  Elf_Data *data = section != NULL ? elf_rawdata (section, NULL) : NULL;
  GElf_Ehdr file_header;
  size_t n;

  if (data == NULL || data->d_buf == NULL || gelf_getehdr (file->elf, &file_header) == NULL)
    return NULL;
  n = strnlen (data->d_buf, data->d_size);
  if (n == 0 || data->d_size < (n / 4 + 1) * 4 + 4 || memchr (data->d_buf, '/', n) != NULL)
    return NULL;
  memcpy (checksum, (char *) data->d_buf + (n / 4 + 1) * 4, 4);
  if (file_header.e_ident[EI_DATA] == ELFDATA2MSB)
    *checksum = GUINT32_FROM_BE (*checksum);
  else
    *checksum = GUINT32_FROM_LE (*checksum);
  return g_strndup (data->d_buf, n);
}
