/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/elf-file.h"

#include <elf.h>
#include <link.h>
#include <lzma.h>
#include <string.h>

#include "support/elf-writer.h"

int function_to_find (int a);

__attribute__ ((noinline, used)) int
function_to_find (int a)
{
  __asm__ volatile("");
  return a * 3 + (int) strlen ("x");
}

/* What the loader knows of this program. */
typedef struct
{
  uint64_t base;
  uint8_t build_id[32];
  size_t build_id_size;
} Self;

static int
find_self_cb (struct dl_phdr_info *info,
              size_t size,
              void *data)
{
  Self *self = data;

  self->base = info->dlpi_addr;
  for (int i = 0; i < info->dlpi_phnum; i++)
    if (info->dlpi_phdr[i].p_type == PT_NOTE)
      for (const uint8_t *at = (const uint8_t *) (info->dlpi_addr + info->dlpi_phdr[i].p_vaddr),
                         *end = at + info->dlpi_phdr[i].p_memsz;
           at + sizeof (ElfW (Nhdr)) <= end;)
        {
          ElfW (Nhdr) note;

          memcpy (&note, at, sizeof note);
          if (note.n_type == NT_GNU_BUILD_ID)
            {
              self->build_id_size = note.n_descsz;
              memcpy (self->build_id, at + sizeof note + 4, note.n_descsz);
            }
          at += sizeof note + (note.n_namesz + 3u) / 4 * 4 + (note.n_descsz + 3u) / 4 * 4;
        }
  return 1;
}

static Self
find_self (void)
{
  Self self = { 0 };

  dl_iterate_phdr (find_self_cb, &self);
  return self;
}

/* The program's own file: finding the offset of an address is its business, so the segments are tried. */
static void
test_a_function_is_found_by_its_offset (void)
{
  const Self self = find_self ();
  const uint64_t wanted = (uint64_t) (uintptr_t) function_to_find - self.base;
  g_autoptr (EmberElfFile) file = ember_elf_file_open ("/proc/self/exe");
  uint64_t found = 0;
  uint64_t offset = 0;
  EmberAddressLookup lookup;

  g_assert_nonnull (file);
  while (offset < 1 << 26 && !(ember_elf_file_get_address (file, offset, &found) && found == wanted))
    offset++;
  g_assert_cmphex (found, ==, wanted);
  g_assert_false (ember_elf_file_get_address (file, UINT64_MAX - 1, &found));
  ember_address_lookup_init (&lookup, &wanted, 1);
  ember_elf_file_offer_symbols (file, &lookup);
  ember_address_lookup_finish (&lookup);
  g_assert_cmpstr (ember_address_lookup_get (&lookup, 0), ==, "function_to_find");
  ember_address_lookup_clear (&lookup);
}

static void
test_the_build_id_tells_files_apart (void)
{
  Self self = find_self ();
  g_autoptr (EmberElfFile) file = ember_elf_file_open ("/proc/self/exe");

  if (self.build_id_size == 0)
    {
      g_test_skip ("this linker writes no build-ids");
      return;
    }
  g_assert_true (ember_elf_file_has_build_id (file, self.build_id, self.build_id_size));
  g_assert_true (ember_elf_file_has_build_id (file, self.build_id, self.build_id_size + 4));
  self.build_id[self.build_id_size - 1] ^= 1;
  g_assert_false (ember_elf_file_has_build_id (file, self.build_id, self.build_id_size));
}

static void
test_what_is_no_elf_file_is_not_opened (void)
{
  static const char text[] = "not an ELF file";

  g_assert_null (ember_elf_file_open ("/proc/self/status"));
  g_assert_null (ember_elf_file_open ("/nonexistent"));
  g_assert_null (ember_elf_file_open ("/tmp"));
  g_assert_null (ember_elf_file_open_memory (text, sizeof text));
}

/* A file that was cut or changed anywhere gives fewer symbols, and nothing worse. */
static void
test_damaged_files_do_no_harm (void)
{
  g_autofree char *content = NULL;
  gsize n;
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  const uint64_t addresses[] = { 0x1000, 0x2000, 0x401000 };

  g_assert_true (g_file_get_contents ("/proc/self/exe", &content, &n, NULL));
  for (int round = 0; round < 200; round++)
    {
      g_autofree char *copy = g_memdup2 (content, n);
      const gsize n_kept = round % 2 == 0 ? (gsize) g_rand_int_range (rand, 0, (gint32) n) : n;
      g_autoptr (EmberElfFile) file = NULL;
      EmberAddressLookup lookup;

      for (int i = 0; i < 20; i++)
        copy[g_rand_int_range (rand, i % 2 == 0 ? 16 : 0, (gint32) MIN (n, i % 2 == 0 ? 1024 : n))] ^= (char) g_rand_int_range (rand, 1, 256);
      file = ember_elf_file_open_memory (copy, n_kept);
      ember_address_lookup_init (&lookup, addresses, G_N_ELEMENTS (addresses));
      if (file != NULL)
        {
          uint32_t checksum;
          uint64_t address;

          g_free (ember_elf_file_dup_debug_link (file, &checksum));
          ember_elf_file_has_build_id (file, (const uint8_t *) "12345678901234567890", 20);
          ember_elf_file_get_address (file, 4096, &address);
          ember_elf_file_offer_symbols (file, &lookup);
        }
      ember_address_lookup_finish (&lookup);
      ember_address_lookup_clear (&lookup);
    }
}

static EmberElfFile *
open_written (ElfWriter *writer,
              GBytes **bytes)
{
  *bytes = elf_writer_finish (writer);
  return ember_elf_file_open_memory (g_bytes_get_data (*bytes, NULL), g_bytes_get_size (*bytes));
}

/* Some systems pack the table of a program's symbols into it, as a whole ELF file. */
static void
test_symbols_that_are_packed_into_the_program_are_found (void)
{
  const ElfWriterSymbol symbol = { "packed", 0x1000, 0x100, ELF64_ST_INFO (STB_LOCAL, STT_FUNC), 1 };
  const uint64_t addresses[] = { 0x1010, 0x1110 };
  g_autoptr (ElfWriter) inner = elf_writer_new (EM_X86_64);
  g_autoptr (ElfWriter) outer = elf_writer_new (EM_X86_64);
  g_autoptr (GBytes) inner_bytes = NULL;
  g_autoptr (GBytes) outer_bytes = NULL;
  g_autoptr (EmberElfFile) file = NULL;
  uint8_t packed[4096];
  size_t n = 0;
  EmberAddressLookup lookup;

  elf_writer_add_section (inner, ".text", SHT_NOBITS, SHF_ALLOC | SHF_EXECINSTR, 0x1000, NULL, 0x100, 0, 0);
  elf_writer_add_symbols (inner, SHT_SYMTAB, &symbol, 1);
  inner_bytes = elf_writer_finish (inner);
  g_assert_cmpint (lzma_easy_buffer_encode (6, LZMA_CHECK_CRC32, NULL, g_bytes_get_data (inner_bytes, NULL), g_bytes_get_size (inner_bytes), packed, &n, sizeof packed),
                   ==, LZMA_OK);
  elf_writer_add_section (outer, ".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, 0x1000, NULL, 0x100, 0, 0);
  elf_writer_add_section (outer, ".gnu_debugdata", SHT_PROGBITS, 0, 0, packed, n, 0, 0);
  file = open_written (outer, &outer_bytes);
  ember_address_lookup_init (&lookup, addresses, G_N_ELEMENTS (addresses));
  ember_elf_file_offer_symbols (file, &lookup);
  ember_address_lookup_finish (&lookup);
  g_assert_cmpstr (ember_address_lookup_get (&lookup, 0), ==, "packed");
  g_assert_null (ember_address_lookup_get (&lookup, 1));
  ember_address_lookup_clear (&lookup);
}

/* Offsets are those of the first section's content; the writer puts it behind the head. */
static void
test_without_segments_sections_tell_where_code_is (void)
{
  static const uint8_t code[16] = { 0x90 };
  const ElfWriterSymbol symbol = { "jitted", 0x5000, sizeof code, ELF64_ST_INFO (STB_GLOBAL, STT_FUNC), 1 };
  g_autoptr (ElfWriter) writer = elf_writer_new (EM_X86_64);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EmberElfFile) file = NULL;
  const uint8_t *begin, *found;
  uint64_t address;

  elf_writer_add_section (writer, ".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, 0x5000, code, sizeof code, 0, 0);
  elf_writer_add_symbols (writer, SHT_SYMTAB, &symbol, 1);
  file = open_written (writer, &bytes);
  begin = g_bytes_get_data (bytes, NULL);
  found = memmem (begin, g_bytes_get_size (bytes), code, sizeof code);
  g_assert_nonnull (found);
  g_assert_true (ember_elf_file_get_address (file, (uint64_t) (found - begin) + 5, &address));
  g_assert_cmphex (address, ==, 0x5005);
  g_assert_false (ember_elf_file_get_address (file, (uint64_t) (found - begin) + sizeof code, &address));
}

/* The same segments in a program and in a file of its symbols, from which linkers' tools cut the content. */
static void
test_symbols_alone_still_tell_where_code_was (void)
{
  g_autoptr (ElfWriter) program = elf_writer_new (EM_X86_64);
  g_autoptr (ElfWriter) symbols = elf_writer_new (EM_X86_64);
  g_autoptr (GBytes) program_bytes = NULL;
  g_autoptr (GBytes) symbols_bytes = NULL;
  g_autoptr (EmberElfFile) program_file = NULL;
  g_autoptr (EmberElfFile) symbols_file = NULL;

  elf_writer_add_segment (program, PF_R, 0, 0x400000, 0x6f8, 0x6f8);
  elf_writer_add_segment (program, PF_R | PF_X, 0x6f8, 0x4016f8, 0x1000, 0x1000);
  elf_writer_add_segment (program, PF_R | PF_X, 0x2000, 0x403000, 0x1000, 0x1000);
  elf_writer_add_segment (symbols, PF_R, 0, 0x400000, 0x30c, 0x6f8);
  elf_writer_add_segment (symbols, PF_R | PF_X, 0x30c, 0x4016f8, 0, 0x1000);
  elf_writer_add_segment (symbols, PF_R | PF_X, 0x30c, 0x403000, 0, 0x1000);
  program_file = open_written (program, &program_bytes);
  symbols_file = open_written (symbols, &symbols_bytes);
  for (uint64_t offset = 0; offset < 0x4000; offset += 8)
    {
      uint64_t expected = 0;
      uint64_t found = 0;

      g_assert_true (ember_elf_file_get_address (program_file, offset, &expected) == ember_elf_file_get_address (symbols_file, offset, &found));
      g_assert_cmphex (found, ==, expected);
    }
}

static void
test_functions_and_labels_of_code_are_symbols (void)
{
  g_autoptr (ElfWriter) writer = elf_writer_new (EM_X86_64);
  const ElfWriterSymbol symbols[] = {
    { "function", 0x1000, 16, ELF64_ST_INFO (STB_GLOBAL, STT_FUNC), 1 },
    { "variable", 0x1010, 16, ELF64_ST_INFO (STB_GLOBAL, STT_OBJECT), 1 },
    { "label", 0x1020, 0, ELF64_ST_INFO (STB_LOCAL, STT_NOTYPE), 1 },
    { "mark_of_data", 0x1030, 0, ELF64_ST_INFO (STB_LOCAL, STT_NOTYPE), 2 },
    { "elsewhere", 0x1040, 16, ELF64_ST_INFO (STB_GLOBAL, STT_FUNC), SHN_UNDEF },
  };
  const uint64_t addresses[] = { 0x1008, 0x1018, 0x1028, 0x1048 };
  const char *const names[] = { "function", NULL, "label", "label" };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EmberElfFile) file = NULL;
  EmberAddressLookup lookup;

  elf_writer_add_section (writer, ".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, 0x1000, NULL, 256, 0, 0);
  elf_writer_add_section (writer, ".data", SHT_PROGBITS, SHF_ALLOC | SHF_WRITE, 0x2000, NULL, 256, 0, 0);
  elf_writer_add_symbols (writer, SHT_SYMTAB, symbols, G_N_ELEMENTS (symbols));
  file = open_written (writer, &bytes);
  ember_address_lookup_init (&lookup, addresses, G_N_ELEMENTS (addresses));
  ember_elf_file_offer_symbols (file, &lookup);
  ember_address_lookup_finish (&lookup);
  for (size_t i = 0; i < G_N_ELEMENTS (addresses); i++)
    g_assert_cmpstr (ember_address_lookup_get (&lookup, i), ==, names[i]);
  ember_address_lookup_clear (&lookup);
}

static void
test_a_link_names_a_file_and_its_checksum (void)
{
  g_autoptr (ElfWriter) writer = elf_writer_new (EM_X86_64);
  g_autoptr (ElfWriter) evil = elf_writer_new (EM_X86_64);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) evil_bytes = NULL;
  g_autoptr (EmberElfFile) file = NULL;
  g_autoptr (EmberElfFile) evil_file = NULL;
  g_autofree char *name = NULL;
  uint32_t checksum = 0;

  elf_writer_add_debug_link (writer, "app.debug", 0x12345678);
  elf_writer_add_debug_link (evil, "../etc/passwd", 0);
  file = open_written (writer, &bytes);
  evil_file = open_written (evil, &evil_bytes);
  name = ember_elf_file_dup_debug_link (file, &checksum);
  g_assert_cmpstr (name, ==, "app.debug");
  g_assert_cmphex (checksum, ==, 0x12345678);
  g_assert_null (ember_elf_file_dup_debug_link (evil_file, &checksum));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (function_to_find (2), ==, 7);
  g_test_add_func ("/elf-file/a-function-is-found-by-its-offset", test_a_function_is_found_by_its_offset);
  g_test_add_func ("/elf-file/the-build-id-tells-files-apart", test_the_build_id_tells_files_apart);
  g_test_add_func ("/elf-file/what-is-no-elf-file-is-not-opened", test_what_is_no_elf_file_is_not_opened);
  g_test_add_func ("/elf-file/damaged-files-do-no-harm", test_damaged_files_do_no_harm);
  g_test_add_func ("/elf-file/symbols-that-are-packed-into-the-program-are-found", test_symbols_that_are_packed_into_the_program_are_found);
  g_test_add_func ("/elf-file/without-segments-sections-tell-where-code-is", test_without_segments_sections_tell_where_code_is);
  g_test_add_func ("/elf-file/symbols-alone-still-tell-where-code-was", test_symbols_alone_still_tell_where_code_was);
  g_test_add_func ("/elf-file/functions-and-labels-of-code-are-symbols", test_functions_and_labels_of_code_are_symbols);
  g_test_add_func ("/elf-file/a-link-names-a-file-and-its-checksum", test_a_link_names_a_file_and_its_checksum);
  return g_test_run ();
}
