/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/elf-writer.h"

#include <glib/gstdio.h>
#include <string.h>

ElfWriter *
elf_writer_new (uint16_t machine)
{
  ElfWriter *writer = g_new0 (ElfWriter, 1);

  writer->machine = machine;
  writer->type = ET_DYN;
  writer->content = g_byte_array_new ();
  writer->sections = g_array_new (FALSE, TRUE, sizeof (Elf64_Shdr));
  writer->segments = g_array_new (FALSE, TRUE, sizeof (Elf64_Phdr));
  writer->names = g_string_new (NULL);
  g_string_append_c (writer->names, '\0');
  g_array_set_size (writer->sections, 1);
  return writer;
}

void
elf_writer_free (ElfWriter *writer)
{
  g_byte_array_unref (writer->content);
  g_array_unref (writer->sections);
  g_array_unref (writer->segments);
  g_string_free (writer->names, TRUE);
  g_free (writer);
}

void
elf_writer_add_segment (ElfWriter *writer,
                        uint32_t flags,
                        uint64_t offset,
                        uint64_t address,
                        uint64_t file_bytes,
                        uint64_t memory_bytes)
{
  const Elf64_Phdr segment = {
    .p_type = PT_LOAD,
    .p_flags = flags,
    .p_offset = offset,
    .p_vaddr = address,
    .p_paddr = address,
    .p_filesz = file_bytes,
    .p_memsz = memory_bytes,
    .p_align = 4096,
  };

  g_array_append_val (writer->segments, segment);
}

static void
align_content (ElfWriter *writer)
{
  static const uint8_t zeros[8];

  g_byte_array_append (writer->content, zeros, (8 - writer->content->len % 8) % 8);
}

uint32_t
elf_writer_add_section (ElfWriter *writer,
                        const char *name,
                        uint32_t type,
                        uint64_t flags,
                        uint64_t address,
                        const void *content,
                        size_t size_bytes,
                        uint32_t link,
                        uint64_t entry_bytes)
{
  g_autofree uint8_t *zeros = g_malloc0 (size_bytes + 1);
  const Elf64_Shdr section = {
    .sh_name = (Elf64_Word) writer->names->len,
    .sh_type = type,
    .sh_flags = flags,
    .sh_addr = address,
    .sh_offset = sizeof (Elf64_Ehdr) + writer->content->len,
    .sh_size = size_bytes,
    .sh_link = link,
    .sh_info = (flags & SHF_INFO_LINK) != 0,
    .sh_addralign = type == SHT_NOTE ? 4 : 8,
    .sh_entsize = entry_bytes,
  };

  g_string_append_len (writer->names, name, (gssize) strlen (name) + 1);
  g_array_append_val (writer->sections, section);
  if (type != SHT_NOBITS)
    g_byte_array_append (writer->content, content != NULL ? content : zeros, (guint) size_bytes);
  align_content (writer);
  return writer->sections->len - 1;
}

uint32_t
elf_writer_add_symbols (ElfWriter *writer,
                        uint32_t type,
                        const ElfWriterSymbol *symbols,
                        size_t n_symbols)
{
  g_autofree Elf64_Sym *table = g_new0 (Elf64_Sym, n_symbols + 1);
  g_autoptr (GString) names = g_string_new (NULL);
  const bool is_full = type == SHT_SYMTAB;
  uint32_t names_index;

  g_string_append_c (names, '\0');
  for (size_t i = 0; i < n_symbols; i++)
    {
      table[i + 1] = (Elf64_Sym){
        .st_name = (Elf64_Word) names->len,
        .st_value = symbols[i].value,
        .st_size = symbols[i].size_bytes,
        .st_info = symbols[i].info,
        .st_shndx = symbols[i].section,
      };
      g_string_append_len (names, symbols[i].name, (gssize) strlen (symbols[i].name) + 1);
    }
  names_index = elf_writer_add_section (writer, is_full ? ".strtab" : ".dynstr", SHT_STRTAB, 0, 0, names->str, names->len, 0, 0);
  return elf_writer_add_section (writer, is_full ? ".symtab" : ".dynsym", type, 0, 0, table, (n_symbols + 1) * sizeof *table,
                                 names_index, sizeof *table);
}

void
elf_writer_add_build_id (ElfWriter *writer,
                         const void *build_id,
                         size_t size_bytes)
{
  const Elf64_Nhdr header = { .n_namesz = 4, .n_descsz = (Elf64_Word) size_bytes, .n_type = NT_GNU_BUILD_ID };
  g_autoptr (GByteArray) note = g_byte_array_new ();

  g_byte_array_append (note, (const guint8 *) &header, sizeof header);
  g_byte_array_append (note, (const guint8 *) "GNU", 4);
  g_byte_array_append (note, build_id, (guint) size_bytes);
  elf_writer_add_section (writer, ".note.gnu.build-id", SHT_NOTE, SHF_ALLOC, 0, note->data, note->len, 0, 0);
}

void
elf_writer_add_debug_link (ElfWriter *writer,
                           const char *name,
                           uint32_t checksum)
{
  g_autoptr (GByteArray) link = g_byte_array_new ();
  static const uint8_t zeros[4];

  g_byte_array_append (link, (const guint8 *) name, (guint) strlen (name));
  g_byte_array_append (link, zeros, 4 - link->len % 4);
  g_byte_array_append (link, (const guint8 *) &checksum, sizeof checksum);
  elf_writer_add_section (writer, ".gnu_debuglink", SHT_PROGBITS, 0, 0, link->data, link->len, 0, 0);
}

/* Header, content, table of segments, table of sections with the one that has their names. */
GBytes *
elf_writer_finish (ElfWriter *writer)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  const guint n_segments = writer->segments->len;
  const guint n_sections = writer->sections->len + 1;
  const uint64_t names_offset = sizeof (Elf64_Ehdr) + writer->content->len;
  const uint64_t segments_offset = names_offset + writer->names->len + strlen (".shstrtab") + 1;
  const Elf64_Shdr names = {
    .sh_name = (Elf64_Word) writer->names->len,
    .sh_type = SHT_STRTAB,
    .sh_offset = names_offset,
    .sh_size = segments_offset - names_offset,
  };
  const Elf64_Ehdr header = {
    .e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB, EV_CURRENT },
    .e_type = writer->type,
    .e_machine = writer->machine,
    .e_version = EV_CURRENT,
    .e_phoff = n_segments > 0 ? segments_offset : 0,
    .e_shoff = segments_offset + n_segments * sizeof (Elf64_Phdr),
    .e_ehsize = sizeof (Elf64_Ehdr),
    .e_phentsize = sizeof (Elf64_Phdr),
    .e_phnum = (Elf64_Half) n_segments,
    .e_shentsize = sizeof (Elf64_Shdr),
    .e_shnum = (Elf64_Half) n_sections,
    .e_shstrndx = (Elf64_Half) (n_sections - 1),
  };

  g_byte_array_append (file, (const guint8 *) &header, sizeof header);
  g_byte_array_append (file, writer->content->data, writer->content->len);
  g_byte_array_append (file, (const guint8 *) writer->names->str, (guint) writer->names->len);
  g_byte_array_append (file, (const guint8 *) ".shstrtab", strlen (".shstrtab") + 1);
  g_byte_array_append (file, (const guint8 *) writer->segments->data, n_segments * (guint) sizeof (Elf64_Phdr));
  g_byte_array_append (file, (const guint8 *) writer->sections->data, (n_sections - 1) * (guint) sizeof (Elf64_Shdr));
  g_byte_array_append (file, (const guint8 *) &names, sizeof names);
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}

void
elf_writer_save (ElfWriter *writer,
                 const char *path)
{
  g_autoptr (GBytes) bytes = elf_writer_finish (writer);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
}
