/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/kernel-module.h"

#include <lzma.h>

#include "support/elf-writer.h"
#include "support/temp-folder.h"

#define BEGIN UINT64_C (0xffffffffc0a00000)
#define CODE (SHF_ALLOC | SHF_EXECINSTR)
#define FUNCTION ELF64_ST_INFO (STB_LOCAL, STT_FUNC)

static void
set_alignment (ElfWriter *writer,
               uint32_t section,
               uint64_t alignment)
{
  g_array_index (writer->sections, Elf64_Shdr, section).sh_addralign = alignment;
}

/* What runs once stands between two parts that stay, the second of which begins at a multiple of 64. */
static ElfWriter *
make_module (uint16_t type)
{
  ElfWriter *writer = elf_writer_new (EM_X86_64);
  const uint32_t text = elf_writer_add_section (writer, ".text", SHT_PROGBITS, CODE, 0, NULL, 0x95, 0, 0);
  const uint32_t init = elf_writer_add_section (writer, ".init.text", SHT_PROGBITS, CODE, 0, NULL, 0x1000, 0, 0);
  const uint32_t data = elf_writer_add_section (writer, ".data", SHT_PROGBITS, SHF_ALLOC | SHF_WRITE, 0, NULL, 0x100, 0, 0);
  const uint32_t cold = elf_writer_add_section (writer, ".text.unlikely", SHT_PROGBITS, CODE, 0, NULL, 0x40, 0, 0);
  const ElfWriterSymbol symbols[] = {
    { "read_block", 0x10, 0x20, FUNCTION, (uint16_t) text },
    { "write_block", 0x40, 0x55, FUNCTION, (uint16_t) text },
    { "init_module", 0, 0x1000, FUNCTION, (uint16_t) init },
    { "a_table", 0, 0x100, ELF64_ST_INFO (STB_LOCAL, STT_OBJECT), (uint16_t) data },
    { "fail", 8, 0x10, FUNCTION, (uint16_t) cold },
    { "nowhere", 0, 8, FUNCTION, 0x7000 },
  };

  set_alignment (writer, text, 16);
  set_alignment (writer, cold, 64);
  elf_writer_add_symbols (writer, SHT_SYMTAB, symbols, G_N_ELEMENTS (symbols));
  writer->type = type;
  return writer;
}

static void
check_names (EmberElfFile *file)
{
  static const struct
  {
    uint64_t offset;
    const char *name;
  } cases[] = {
    { 0x10, "read_block" },
    { 0x2f, "read_block" },
    { 0x30, NULL },
    { 0x40, "write_block" },
    { 0x94, "write_block" },
    { 0x95, NULL },
    { 0xc0, NULL },
    { 0xc8, "fail" },
    { 0xd7, "fail" },
    { 0xd8, NULL },
    { 0x1100, NULL },
  };
  uint64_t addresses[G_N_ELEMENTS (cases)];
  EmberAddressLookup lookup;

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    addresses[i] = BEGIN + cases[i].offset;
  ember_address_lookup_init (&lookup, addresses, G_N_ELEMENTS (cases));
  g_assert_true (ember_kernel_module_offer (file, BEGIN, &lookup));
  ember_address_lookup_finish (&lookup);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (ember_address_lookup_get (&lookup, i), ==, cases[i].name);
  ember_address_lookup_clear (&lookup);
}

static void
test_functions_are_where_the_kernel_put_them (void)
{
  g_autoptr (ElfWriter) writer = make_module (ET_REL);
  g_autoptr (GBytes) bytes = elf_writer_finish (writer);
  gsize size_bytes;
  gconstpointer data = g_bytes_get_data (bytes, &size_bytes);
  g_autoptr (EmberElfFile) file = ember_elf_file_open_memory (data, size_bytes);

  check_names (file);
}

static void
test_a_program_is_no_module (void)
{
  g_autoptr (ElfWriter) writer = make_module (ET_DYN);
  g_autoptr (GBytes) bytes = elf_writer_finish (writer);
  gsize size_bytes;
  gconstpointer data = g_bytes_get_data (bytes, &size_bytes);
  g_autoptr (EmberElfFile) file = ember_elf_file_open_memory (data, size_bytes);
  EmberAddressLookup lookup;

  ember_address_lookup_init (&lookup, NULL, 0);
  g_assert_false (ember_kernel_module_offer (file, BEGIN, &lookup));
  ember_address_lookup_clear (&lookup);
}

/* As distributions install them. */
static void
test_a_compressed_module_is_unpacked (void)
{
  g_autoptr (ElfWriter) writer = make_module (ET_REL);
  g_autoptr (GBytes) bytes = elf_writer_finish (writer);
  char *folder = temp_folder_new ();
  g_autofree char *path = NULL;
  g_autofree char *no_xz = temp_folder_write (folder, "b.ko.xz", "no xz at all", -1);
  g_autofree uint8_t *packed = g_malloc (65536);
  size_t n_packed = 0;
  EmberElfFile *file;

  g_assert_cmpint (lzma_easy_buffer_encode (6, LZMA_CHECK_CRC32, NULL, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), packed, &n_packed, 65536), ==, LZMA_OK);
  path = temp_folder_write (folder, "a.ko.xz", (char *) packed, (gssize) n_packed);
  file = ember_elf_file_open (path);
  g_assert_nonnull (file);
  check_names (file);
  ember_elf_file_free (file);
  g_assert_null (ember_elf_file_open (no_xz));
  temp_folder_delete (folder);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kernel-module/functions-are-where-the-kernel-put-them", test_functions_are_where_the_kernel_put_them);
  g_test_add_func ("/kernel-module/a-program-is-no-module", test_a_program_is_no_module);
  g_test_add_func ("/kernel-module/a-compressed-module-is-unpacked", test_a_compressed_module_is_unpacked);
  return g_test_run ();
}
