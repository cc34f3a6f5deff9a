/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/elf-file.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "symbols/elf-file-private.h"

/* A program has a handful; more is damage. */
#define MAX_SEGMENTS 4096

static bool
get_loaded_header (Elf *elf,
                   size_t index,
                   GElf_Phdr *header)
{
  return index < MAX_SEGMENTS && gelf_getphdr (elf, (int) index, header) != NULL && header->p_type == PT_LOAD;
}

/* A file of symbols alone has no code in it, so where that was in the program is not in it either. */
static bool
lacks_code (Elf *elf,
            size_t n_headers)
{
  GElf_Phdr header;

  for (size_t i = 0; i < n_headers; i++)
    if (get_loaded_header (elf, i, &header) && (header.p_flags & PF_X) != 0 && header.p_filesz < header.p_memsz)
      return true;
  return false;
}

/* Linkers put a segment at the first place behind the last one that is in the same part of a page as its address. */
static uint64_t
find_place (const GElf_Phdr *header,
            uint64_t end)
{
  const uint64_t align = header->p_align > 1 ? header->p_align : 1;

  return end + (header->p_vaddr - end) % align;
}

/* What perf writes for code that was made at run time may have sections alone, which are where they are loaded. */
static void
read_sections (EmberElfFile *file)
{
  Elf_Scn *section = NULL;
  GElf_Ehdr head;
  GElf_Shdr header;

  if (gelf_getehdr (file->elf, &head) == NULL || head.e_type == ET_REL)
    return;
  file->segments = g_new (EmberElfSegment, MAX_SEGMENTS);
  while (file->n_segments < MAX_SEGMENTS && (section = elf_nextscn (file->elf, section)) != NULL)
    if (gelf_getshdr (section, &header) != NULL && header.sh_type == SHT_PROGBITS && (header.sh_flags & SHF_ALLOC) != 0)
      file->segments[file->n_segments++] = (EmberElfSegment){
        .offset = header.sh_offset,
        .address = header.sh_addr,
        .size_bytes = header.sh_size,
        .is_code = (header.sh_flags & SHF_EXECINSTR) != 0,
      };
}

static void
read_segments (EmberElfFile *file)
{
  uint64_t end = 0;
  size_t n_headers;
  bool is_guessed;

  if (elf_getphdrnum (file->elf, &n_headers) != 0)
    return;
  if (n_headers == 0)
    {
      read_sections (file);
      return;
    }
  is_guessed = lacks_code (file->elf, n_headers);
  file->segments = g_new (EmberElfSegment, MIN (n_headers, MAX_SEGMENTS));
  for (size_t i = 0; i < n_headers; i++)
    {
      GElf_Phdr header;

      if (!get_loaded_header (file->elf, i, &header))
        continue;
      if (is_guessed)
        header.p_offset = find_place (&header, end);
      end = header.p_offset + header.p_memsz;
      file->segments[file->n_segments++] = (EmberElfSegment){
        .offset = header.p_offset,
        .address = header.p_vaddr,
        .size_bytes = MAX (header.p_filesz, header.p_memsz),
        .is_code = (header.p_flags & PF_X) != 0,
      };
    }
}

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
  *file = (EmberElfFile){ .fd = fd, .elf = elf };
  read_segments (file);
  return file;
}

static bool
is_compressed (const char *path)
{
  return g_str_has_suffix (path, ".xz") || g_str_has_suffix (path, ".zst") || g_str_has_suffix (path, ".gz");
}

/* libdwfl unpacks what it opens, as modules of the kernel often are.
 * @fd: (transfer none) */
static EmberElfFile *
open_compressed (const char *path,
                 int fd)
{
  static const Dwfl_Callbacks callbacks = { .section_address = dwfl_offline_section_address, .find_debuginfo = dwfl_standard_find_debuginfo };
  Dwfl *unpacked = dwfl_begin (&callbacks);
  Dwfl_Module *module = dwfl_report_offline (unpacked, "", path, dup (fd));
  GElf_Addr bias;
  Elf *elf = module != NULL ? dwfl_module_getelf (module, &bias) : NULL;
  EmberElfFile *file;

  if (elf == NULL)
    {
      dwfl_end (unpacked);
      return NULL;
    }
  file = g_new (EmberElfFile, 1);
  *file = (EmberElfFile){ .fd = -1, .elf = elf, .unpacked = unpacked };
  read_segments (file);
  return file;
}

EmberElfFile *
ember_elf_file_open (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  EmberElfFile *file;

  if (fd < 0)
    return NULL;
  elf_version (EV_CURRENT);
  if (!is_compressed (path))
    return new_file (elf_begin (fd, ELF_C_READ, NULL), fd);
  file = open_compressed (path, fd);
  close (fd);
  return file;
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
  if (file->unpacked != NULL)
    dwfl_end (file->unpacked);
  else
    elf_end (file->elf);
  if (file->fd >= 0)
    close (file->fd);
  g_free (file->segments);
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

/* Returns: (nullable): the build-id among these notes */
static const uint8_t *
find_build_id_note (Elf_Data *data,
                    size_t *size_bytes)
{
  size_t offset = 0;
  GElf_Nhdr note;
  size_t name_offset, content_offset;

  while (data != NULL && (offset = gelf_getnote (data, offset, &note, &name_offset, &content_offset)) > 0)
    if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && memcmp ((char *) data->d_buf + name_offset, "GNU", 4) == 0)
      {
        *size_bytes = note.n_descsz;
        return (uint8_t *) data->d_buf + content_offset;
      }
  return NULL;
}

/* Returns: (nullable): valid as long as the file */
static const uint8_t *
find_build_id (EmberElfFile *file,
               size_t *size_bytes)
{
  Elf_Scn *section = NULL;
  const uint8_t *found = NULL;
  GElf_Shdr header;

  while (found == NULL && (section = elf_nextscn (file->elf, section)) != NULL)
    if (gelf_getshdr (section, &header) != NULL && header.sh_type == SHT_NOTE)
      found = find_build_id_note (elf_getdata (section, NULL), size_bytes);
  return found;
}

bool
ember_elf_file_has_build_id (EmberElfFile *file,
                             const uint8_t *build_id,
                             size_t size_bytes)
{
  size_t n_found = 0;
  const uint8_t *found = find_build_id (file, &n_found);

  return found != NULL && equals_build_id (found, n_found, build_id, size_bytes);
}

uint32_t
ember_elf_file_get_build_id (EmberElfFile *file,
                             uint8_t *build_id)
{
  size_t n_found = 0;
  const uint8_t *found = find_build_id (file, &n_found);

  if (found == NULL || n_found > EMBER_BUILD_ID_MAX_BYTES)
    return 0;
  memcpy (build_id, found, n_found);
  return (uint32_t) n_found;
}

bool
ember_elf_file_get_address (EmberElfFile *file,
                            uint64_t offset,
                            uint64_t *address)
{
  bool is_found = false;

  for (size_t i = 0; i < file->n_segments; i++)
    {
      const EmberElfSegment *segment = &file->segments[i];

      if (offset < segment->offset || offset - segment->offset >= segment->size_bytes)
        continue;
      *address = offset - segment->offset + segment->address;
      is_found = true;
      if (segment->is_code)
        return true;
    }
  return is_found;
}

Elf_Scn *
ember_elf_file_find_section (EmberElfFile *file,
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

  return ember_elf_file_find_section (file, SHT_SYMTAB, NULL, &header) != NULL;
}

/* A file name, filled up with zeros to words, and a checksum. */
char *
ember_elf_file_dup_debug_link (EmberElfFile *file,
                               uint32_t *checksum)
{
  GElf_Shdr header;
  Elf_Scn *section = ember_elf_file_find_section (file, SHT_PROGBITS, ".gnu_debuglink", &header);
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
