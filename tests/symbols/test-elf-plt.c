/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "support/elf-writer.h"
#include "symbols/elf-file-private.h"

#define TABLE 0x1000
#define SLOTS 0x5000
#define CODE 0x2000

/* Functions of other files, and one of this file that chooses an implementation. */
static const ElfWriterSymbol linked[] = {
  { "first", 0, 0, ELF64_ST_INFO (STB_GLOBAL, STT_FUNC), SHN_UNDEF },
  { "second", 0, 0, ELF64_ST_INFO (STB_GLOBAL, STT_FUNC), SHN_UNDEF },
  { "fast_copy", CODE, 32, ELF64_ST_INFO (STB_GLOBAL, STT_GNU_IFUNC), 1 },
};

static Elf64_Rela
make_slot (uint32_t index,
           uint32_t symbol,
           uint32_t type,
           int64_t addend)
{
  return (Elf64_Rela){ .r_offset = SLOTS + 8 * index, .r_info = ELF64_R_INFO (symbol, type), .r_addend = addend };
}

static EmberElfFile *
open_written (ElfWriter *writer,
              GBytes **bytes)
{
  EmberElfFile *file;

  *bytes = elf_writer_finish (writer);
  file = ember_elf_file_open_memory (g_bytes_get_data (*bytes, NULL), g_bytes_get_size (*bytes));
  g_assert_nonnull (file);
  return file;
}

/* "name name -": of each address what the file calls it. */
static char *
name_all (ElfWriter *writer,
          const uint64_t *addresses,
          size_t n)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EmberElfFile) file = open_written (writer, &bytes);
  GString *text = g_string_new (NULL);
  EmberAddressLookup lookup;

  ember_address_lookup_init (&lookup, addresses, n);
  ember_elf_file_offer_symbols (file, &lookup);
  ember_address_lookup_finish (&lookup);
  for (size_t i = 0; i < n; i++)
    {
      const char *name = ember_address_lookup_get (&lookup, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", name != NULL ? name : "-");
    }
  ember_address_lookup_clear (&lookup);
  return g_string_free (text, FALSE);
}

/* An entry that jumps through a slot: [endbr64;] jmp *SLOT(%rip); filled up. */
static void
write_x86_64_entry (uint8_t *table,
                    size_t offset,
                    size_t n_before,
                    uint32_t slot)
{
  const int32_t distance = (int32_t) (SLOTS + 8 * slot - (TABLE + offset + n_before + 6));

  memcpy (table + offset, "\xf3\x0f\x1e\xfa", n_before);
  memcpy (table + offset + n_before, "\xff\x25", 2);
  memcpy (table + offset + n_before + 2, &distance, 4);
}

/* Relocations stand in another order than entries, as those of the C library do. */
static void
test_entries_are_named_by_their_slots (void)
{
  g_autoptr (ElfWriter) writer = elf_writer_new (EM_X86_64);
  const Elf64_Rela slots[] = {
    make_slot (2, 2, R_X86_64_JUMP_SLOT, 0),
    make_slot (0, 1, R_X86_64_JUMP_SLOT, 0),
    make_slot (1, 0, R_X86_64_IRELATIVE, CODE),
    make_slot (3, 3, R_X86_64_RELATIVE, 0),
  };
  const uint64_t addresses[] = { TABLE, TABLE + 16, TABLE + 31, TABLE + 32, TABLE + 53, TABLE + 64, CODE + 4 };
  uint8_t table[80] = { 0xff, 0x35, 0, 0, 0, 0, 0xff, 0x25 };
  g_autofree char *names = NULL;
  uint32_t symbols;

  write_x86_64_entry (table, 16, 0, 0);
  write_x86_64_entry (table, 32, 4, 1);
  write_x86_64_entry (table, 48, 4, 2);
  write_x86_64_entry (table, 64, 4, 3);
  elf_writer_add_section (writer, ".plt", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, TABLE, table, sizeof table, 0, 16);
  symbols = elf_writer_add_symbols (writer, SHT_DYNSYM, linked, G_N_ELEMENTS (linked));
  elf_writer_add_section (writer, ".rela.plt", SHT_RELA, SHF_ALLOC, 0, slots, sizeof slots, symbols, sizeof *slots);
  names = name_all (writer, addresses, G_N_ELEMENTS (addresses));
  g_assert_cmpstr (names, ==, "- first@plt first@plt fast_copy@plt second@plt - fast_copy");
}

static void
test_bound_functions_have_a_table_of_their_own (void)
{
  g_autoptr (ElfWriter) writer = elf_writer_new (EM_X86_64);
  const Elf64_Rela slots[] = { make_slot (0, 2, R_X86_64_GLOB_DAT, 0) };
  const uint64_t addresses[] = { TABLE, TABLE + 5, TABLE + 8 };
  uint8_t table[16] = { 0 };
  g_autofree char *names = NULL;
  uint32_t symbols;

  write_x86_64_entry (table, 0, 0, 0);
  elf_writer_add_section (writer, ".plt.got", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, TABLE, table, sizeof table, 0, 8);
  symbols = elf_writer_add_symbols (writer, SHT_DYNSYM, linked, G_N_ELEMENTS (linked));
  elf_writer_add_section (writer, ".rela.dyn", SHT_RELA, SHF_ALLOC, 0, slots, sizeof slots, symbols, sizeof *slots);
  names = name_all (writer, addresses, G_N_ELEMENTS (addresses));
  g_assert_cmpstr (names, ==, "second@plt second@plt -");
}

/* Those of a table stand in a section that says so; what else the program needs filled, in another. The head's
 * slot belongs to the loader, whatever they say. */
static void
test_slots_may_stand_in_two_sections (void)
{
  g_autoptr (ElfWriter) writer = elf_writer_new (EM_X86_64);
  const Elf64_Rela of_table[] = { make_slot (0, 1, R_X86_64_JUMP_SLOT, 0) };
  const Elf64_Rela others[] = { make_slot (1, 2, R_X86_64_GLOB_DAT, 0), make_slot (2, 2, R_X86_64_GLOB_DAT, 0) };
  const uint64_t addresses[] = { TABLE + 16, TABLE + 32, TABLE + 8 };
  uint8_t table[48] = { 0xff, 0x35 };
  g_autofree char *names = NULL;
  uint32_t symbols;

  write_x86_64_entry (table, 6, 0, 2);
  write_x86_64_entry (table, 16, 0, 0);
  write_x86_64_entry (table, 32, 4, 1);
  elf_writer_add_section (writer, ".plt", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, TABLE, table, sizeof table, 0, 16);
  symbols = elf_writer_add_symbols (writer, SHT_DYNSYM, linked, G_N_ELEMENTS (linked));
  elf_writer_add_section (writer, ".rela.dyn", SHT_RELA, SHF_ALLOC, 0, others, sizeof others, symbols, sizeof *others);
  elf_writer_add_section (writer, ".rela.plt", SHT_RELA, SHF_ALLOC | SHF_INFO_LINK, 0, of_table, sizeof of_table, symbols, sizeof *of_table);
  names = name_all (writer, addresses, G_N_ELEMENTS (addresses));
  g_assert_cmpstr (names, ==, "first@plt second@plt -");
}

/* adrp x16, PAGE of SLOTS; ldr x17, [x16, slot]; add x16, …; br x17 */
static void
write_aarch64_entry (uint32_t *table,
                     uint32_t slot)
{
  const uint32_t n_pages = (SLOTS - TABLE) >> 12;

  table[0] = 0x90000010 | (n_pages & 3) << 29 | (n_pages >> 2) << 5;
  table[1] = 0xf9400211 | slot << 10;
  table[2] = 0x91000210;
  table[3] = 0xd61f0220;
}

static void
test_entries_of_aarch64_are_read (void)
{
  g_autoptr (ElfWriter) writer = elf_writer_new (EM_AARCH64);
  const Elf64_Rela slots[] = { make_slot (1, 1, R_AARCH64_JUMP_SLOT, 0), make_slot (0, 2, R_AARCH64_JUMP_SLOT, 0) };
  const uint64_t addresses[] = { TABLE, TABLE + 32, TABLE + 47, TABLE + 48, TABLE + 64, TABLE + 68 };
  uint32_t table[20] = { 0xa9bf7bf0 };
  g_autofree char *names = NULL;
  uint32_t symbols;

  write_aarch64_entry (table + 8, 0);
  table[12] = 0xd503245f; /* bti c */
  write_aarch64_entry (table + 13, 1);
  elf_writer_add_section (writer, ".plt", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, TABLE, table, sizeof table, 0, 16);
  symbols = elf_writer_add_symbols (writer, SHT_DYNSYM, linked, G_N_ELEMENTS (linked));
  elf_writer_add_section (writer, ".rela.plt", SHT_RELA, SHF_ALLOC, 0, slots, sizeof slots, symbols, sizeof *slots);
  names = name_all (writer, addresses, G_N_ELEMENTS (addresses));
  g_assert_cmpstr (names, ==, "- second@plt second@plt first@plt - -");
}

static void
test_other_processors_have_entries_in_the_order_of_slots (void)
{
  g_autoptr (ElfWriter) writer = elf_writer_new (EM_386);
  const Elf64_Rel slots[] = {
    { .r_offset = SLOTS + 8, .r_info = ELF64_R_INFO (2, R_386_JMP_SLOT) },
    { .r_offset = SLOTS, .r_info = ELF64_R_INFO (1, R_386_JMP_SLOT) },
  };
  const uint64_t addresses[] = { TABLE, TABLE + 16, TABLE + 32, TABLE + 48 };
  g_autofree char *names = NULL;
  uint32_t symbols;

  elf_writer_add_section (writer, ".plt", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, TABLE, NULL, 64, 0, 16);
  symbols = elf_writer_add_symbols (writer, SHT_DYNSYM, linked, G_N_ELEMENTS (linked));
  elf_writer_add_section (writer, ".rel.plt", SHT_REL, SHF_ALLOC, 0, slots, sizeof slots, symbols, sizeof *slots);
  names = name_all (writer, addresses, G_N_ELEMENTS (addresses));
  g_assert_cmpstr (names, ==, "- first@plt second@plt -");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/elf-plt/entries-are-named-by-their-slots", test_entries_are_named_by_their_slots);
  g_test_add_func ("/elf-plt/bound-functions-have-a-table-of-their-own", test_bound_functions_have_a_table_of_their_own);
  g_test_add_func ("/elf-plt/slots-may-stand-in-two-sections", test_slots_may_stand_in_two_sections);
  g_test_add_func ("/elf-plt/entries-of-aarch64-are-read", test_entries_of_aarch64_are_read);
  g_test_add_func ("/elf-plt/other-processors-have-entries-in-the-order-of-slots", test_other_processors_have_entries_in_the_order_of_slots);
  return g_test_run ();
}
