/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/unwinder.h"

#include <elf.h>
#include <glib/gstdio.h>
#include <string.h>

/* A program of four functions, each 256 bytes long, that exists only as its unwinding table:
 * LEAF has 32 bytes of stack, FRAMED a frame pointer, SIGNAL is what a signal returns to, FIRST nobody called. */
#define CODE_BYTES 4096
#define LEAF 0x400
#define FRAMED 0x500
#define SIGNAL 0x600
#define FIRST 0x700
#define LOAD_ADDRESS UINT64_C (0x7f0000000000)
#define STACK_ADDRESS UINT64_C (0x7ffe00000000)
#define N_STACK_WORDS 32

typedef struct
{
  char *path;
  EmberImage image;
  EmberUnwinder *unwinder;
  EmberStackCopy copy;
  uint64_t words[N_STACK_WORDS];
  EmberUnwoundFrame frames[64];
  uint32_t n_frames;
  EmberImageId end_image;
} Fixture;

static void
append (GByteArray *bytes,
        const void *data,
        size_t n)
{
  g_byte_array_append (bytes, data, (guint) n);
}

/* The length of what follows it, filled up to words with nops. */
static void
append_entry (GByteArray *table,
              const GByteArray *entry)
{
  const uint8_t nop = 0;
  const uint32_t n = (entry->len + 3) / 4 * 4;

  append (table, &n, 4);
  append (table, entry->data, entry->len);
  for (uint32_t i = entry->len; i < n; i++)
    append (table, &nop, 1);
}

/* @initial: instructions that hold for all functions */
static uint32_t
append_cie (GByteArray *table,
            const char *augmentation,
            uint8_t return_register,
            const uint8_t *initial,
            size_t n)
{
  g_autoptr (GByteArray) entry = g_byte_array_new ();
  const uint32_t position = table->len;
  const uint8_t head[] = { 0, 0, 0, 0, 1 };
  /* code in bytes, data in words downwards; pointers are absolute */
  const uint8_t tail[] = { 1, 0x78, return_register, 1, 0 };

  append (entry, head, sizeof head);
  append (entry, augmentation, strlen (augmentation) + 1);
  append (entry, tail, sizeof tail);
  append (entry, initial, n);
  append_entry (table, entry);
  return position;
}

static void
append_fde (GByteArray *table,
            uint32_t cie,
            uint64_t begin,
            const uint8_t *instructions,
            size_t n)
{
  g_autoptr (GByteArray) entry = g_byte_array_new ();
  const uint32_t back = table->len + 4 - cie;
  const uint64_t size_bytes = 256;
  const uint8_t no_more = 0;

  append (entry, &back, 4);
  append (entry, &begin, 8);
  append (entry, &size_bytes, 8);
  append (entry, &no_more, 1);
  append (entry, instructions, n);
  append_entry (table, entry);
}

static void
append_x86_64_table (GByteArray *table)
{
  const uint8_t initial[] = { 0x0c, 7, 8, 0x90, 1 };    /* cfa = rsp + 8; rip at cfa - 8 */
  const uint8_t leaf[] = { 0x0e, 32, 0x83, 2 };         /* cfa = rsp + 32; rbx at cfa - 16 */
  const uint8_t framed[] = { 0x0c, 6, 16, 0x86, 2 };    /* cfa = rbp + 16; rbp at cfa - 16 */
  const uint8_t signal[] = { 0x0f, 3, 0x77, 0x10, 0x06, /* cfa = *(rsp + 16) */
                             0x10, 16, 2, 0x77, 0x18,   /* rip at rsp + 24 */
                             0x10, 6, 2, 0x77, 0x20 };  /* rbp at rsp + 32 */
  const uint8_t first[] = { 0x07, 16 };                 /* rip is undefined */
  const uint32_t cie = append_cie (table, "zR", 16, initial, sizeof initial);
  uint32_t signal_cie;

  append_fde (table, cie, LEAF, leaf, sizeof leaf);
  append_fde (table, cie, FRAMED, framed, sizeof framed);
  append_fde (table, cie, FIRST, first, sizeof first);
  signal_cie = append_cie (table, "zRS", 16, initial, sizeof initial);
  append_fde (table, signal_cie, SIGNAL, signal, sizeof signal);
}

static void
append_arm64_table (GByteArray *table)
{
  const uint8_t initial[] = { 0x0c, 31, 0 };               /* cfa = sp; the link register is the caller */
  const uint8_t framed[] = { 0x0e, 32, 0x9d, 4, 0x9e, 3 }; /* cfa = sp + 32; x29 at cfa - 32, x30 at cfa - 24 */
  const uint8_t first[] = { 0x07, 30 };
  const uint32_t cie = append_cie (table, "zR", 30, initial, sizeof initial);

  append_fde (table, cie, LEAF, NULL, 0);
  append_fde (table, cie, FRAMED, framed, sizeof framed);
  append_fde (table, cie, FIRST, first, sizeof first);
}

/* An ELF file of one loaded piece and two sections, .eh_frame and the names of sections. */
static GByteArray *
new_elf (uint16_t machine,
         const GByteArray *table)
{
  const char names[] = "\0.eh_frame\0.shstrtab";
  GByteArray *file = g_byte_array_new ();
  Elf64_Ehdr header = { .e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB, EV_CURRENT } };
  const Elf64_Phdr load = { .p_type = PT_LOAD, .p_flags = PF_R | PF_X, .p_filesz = CODE_BYTES, .p_memsz = CODE_BYTES, .p_align = 4096 };
  Elf64_Shdr sections[3] = { 0 };

  header.e_type = ET_DYN;
  header.e_machine = machine;
  header.e_version = EV_CURRENT;
  header.e_phoff = sizeof header;
  header.e_shoff = sizeof header + sizeof load;
  header.e_ehsize = sizeof header;
  header.e_phentsize = sizeof load;
  header.e_phnum = 1;
  header.e_shentsize = sizeof sections[0];
  header.e_shnum = 3;
  header.e_shstrndx = 2;
  sections[1] = (Elf64_Shdr){ .sh_name = 1, .sh_type = SHT_PROGBITS, .sh_flags = SHF_ALLOC, .sh_addr = CODE_BYTES, .sh_offset = CODE_BYTES, .sh_size = table->len, .sh_addralign = 8 };
  sections[2] = (Elf64_Shdr){ .sh_name = 11, .sh_type = SHT_STRTAB, .sh_offset = CODE_BYTES + table->len, .sh_size = sizeof names, .sh_addralign = 1 };
  append (file, &header, sizeof header);
  append (file, &load, sizeof load);
  append (file, sections, sizeof sections);
  g_byte_array_set_size (file, CODE_BYTES);
  append (file, table->data, table->len);
  append (file, names, sizeof names);
  return file;
}

static void
write_program (Fixture *fixture,
               uint16_t machine,
               const GByteArray *table)
{
  g_autoptr (GByteArray) file = new_elf (machine, table);

  g_assert_true (g_file_set_contents (fixture->path, (const char *) file->data, (gssize) file->len, NULL));
}

static bool
find_code (gconstpointer data,
           uint64_t address,
           EmberCodePlace *place)
{
  const Fixture *fixture = data;

  if (address < LOAD_ADDRESS || address - LOAD_ADDRESS >= CODE_BYTES)
    return false;
  *place = (EmberCodePlace){ .image = 1, .entry = &fixture->image, .path = fixture->path, .offset = address - LOAD_ADDRESS };
  return true;
}

static EmberUnwindEnd
unwind_with_room (Fixture *fixture,
                  uint32_t n_frames)
{
  const EmberCodeMap map = { .epoch = 1, .data = fixture, .find = find_code };

  fixture->n_frames = n_frames;
  return ember_unwinder_unwind (fixture->unwinder, &fixture->copy, &map, fixture->frames, &fixture->n_frames, &fixture->end_image);
}

static EmberUnwindEnd
unwind (Fixture *fixture)
{
  return unwind_with_room (fixture, G_N_ELEMENTS (fixture->frames));
}

static void
set_register (Fixture *fixture,
              uint32_t number,
              uint64_t value)
{
  fixture->copy.registers[number] = value;
  fixture->copy.known |= UINT64_C (1) << number;
}

static void
begin (Fixture *fixture,
       EmberMachine machine,
       uint64_t function)
{
  fixture->copy = (EmberStackCopy){ .machine = machine, .ip = LOAD_ADDRESS + function + 0x10 };
  fixture->copy.bytes = (const uint8_t *) fixture->words;
  fixture->copy.size_bytes = sizeof fixture->words;
  set_register (fixture, machine == EMBER_MACHINE_ARM64 ? 31 : 7, STACK_ADDRESS);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GByteArray) table = g_byte_array_new ();
  const bool is_arm64 = data != NULL;
  const int fd = g_file_open_tmp ("ember-unwinder-XXXXXX", &fixture->path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  fixture->image = (EmberImage){ .kind = EMBER_IMAGE_ELF, .pid = -1 };
  fixture->unwinder = ember_unwinder_new (NULL, 0);
  if (is_arm64)
    append_arm64_table (table);
  else
    append_x86_64_table (table);
  write_program (fixture, is_arm64 ? EM_AARCH64 : EM_X86_64, table);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_unlink (fixture->path);
  g_free (fixture->path);
  ember_unwinder_free (fixture->unwinder);
}

static void
assert_frame (const Fixture *fixture,
              uint32_t index,
              uint64_t offset,
              bool is_exact)
{
  g_assert_cmpuint (index, <, fixture->n_frames);
  g_assert_cmphex (fixture->frames[index].address, ==, LOAD_ADDRESS + offset);
  g_assert_cmpint (fixture->frames[index].is_exact, ==, is_exact);
}

/* LEAF was called by FRAMED, that by FIRST. The frame of FRAMED ends at word 10. */
static void
fill_x86_64_stack (Fixture *fixture)
{
  begin (fixture, EMBER_MACHINE_X86_64, LEAF);
  set_register (fixture, 6, STACK_ADDRESS + 8 * 8);
  fixture->words[3] = LOAD_ADDRESS + FRAMED + 0x20;
  fixture->words[8] = 0;
  fixture->words[9] = LOAD_ADDRESS + FIRST + 0x30;
}

static void
test_x86_64_is_unwound_to_the_first_function (Fixture *fixture,
                                              gconstpointer data)
{
  fill_x86_64_stack (fixture);
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_COMPLETE);
  g_assert_cmpuint (fixture->n_frames, ==, 3);
  assert_frame (fixture, 0, LEAF + 0x10, true);
  assert_frame (fixture, 1, FRAMED + 0x20, false);
  assert_frame (fixture, 2, FIRST + 0x30, false);
  /* what was remembered gives the same */
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_COMPLETE);
  g_assert_cmpuint (fixture->n_frames, ==, 3);
}

static void
test_a_caller_is_looked_up_before_its_next_instruction (Fixture *fixture,
                                                        gconstpointer data)
{
  fill_x86_64_stack (fixture);
  /* the call is the last thing FRAMED does: behind it SIGNAL begins */
  fixture->words[3] = LOAD_ADDRESS + SIGNAL;
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_COMPLETE);
  assert_frame (fixture, 2, FIRST + 0x30, false);
}

static void
test_a_short_copy_ends_where_it_ends (Fixture *fixture,
                                      gconstpointer data)
{
  fill_x86_64_stack (fixture);
  fixture->copy.size_bytes = 9 * 8;
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_STACK_ENDS);
  g_assert_cmpuint (fixture->n_frames, ==, 2);
  fixture->copy.size_bytes = 0;
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_STACK_ENDS);
  g_assert_cmpuint (fixture->n_frames, ==, 1);
}

static void
test_what_a_signal_interrupted_is_exact (Fixture *fixture,
                                         gconstpointer data)
{
  begin (fixture, EMBER_MACHINE_X86_64, SIGNAL);
  fixture->words[2] = STACK_ADDRESS + 12 * 8;
  fixture->words[3] = LOAD_ADDRESS + FRAMED;
  fixture->words[4] = STACK_ADDRESS + 14 * 8;
  fixture->words[15] = LOAD_ADDRESS + FIRST + 0x30;
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_COMPLETE);
  g_assert_cmpuint (fixture->n_frames, ==, 3);
  assert_frame (fixture, 1, FRAMED, true);
  assert_frame (fixture, 2, FIRST + 0x30, false);
}

static void
test_frame_pointers_do_where_no_table_is (Fixture *fixture,
                                          gconstpointer data)
{
  begin (fixture, EMBER_MACHINE_X86_64, 0x100);
  set_register (fixture, 6, STACK_ADDRESS + 4 * 8);
  fixture->words[4] = 0;
  fixture->words[5] = LOAD_ADDRESS + FIRST + 0x30;
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_COMPLETE);
  g_assert_cmpuint (fixture->n_frames, ==, 2);
  /* below the stack, or not a word: no frame pointer */
  set_register (fixture, 6, STACK_ADDRESS - 8);
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_NO_TABLE);
  g_assert_cmpuint (fixture->n_frames, ==, 1);
  g_assert_cmpuint (fixture->end_image, ==, 1);
  set_register (fixture, 6, STACK_ADDRESS + 33);
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_NO_TABLE);
}

static void
test_a_process_begins_without_frame_pointer (Fixture *fixture,
                                             gconstpointer data)
{
  begin (fixture, EMBER_MACHINE_X86_64, 0x100);
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_NO_TABLE);
  set_register (fixture, 6, 0);
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_COMPLETE);
  g_assert_cmpuint (fixture->n_frames, ==, 1);
}

static void
test_callers_in_no_code_are_left_out (Fixture *fixture,
                                      gconstpointer data)
{
  fill_x86_64_stack (fixture);
  fixture->words[9] = 0x1234;
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_BROKEN);
  g_assert_cmpuint (fixture->n_frames, ==, 2);
}

static void
test_a_stack_that_goes_nowhere_ends (Fixture *fixture,
                                     gconstpointer data)
{
  begin (fixture, EMBER_MACHINE_X86_64, FRAMED);
  /* a frame that is its own caller */
  set_register (fixture, 6, STACK_ADDRESS);
  fixture->words[0] = STACK_ADDRESS;
  fixture->words[1] = LOAD_ADDRESS + FRAMED + 0x10;
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_BROKEN);
  g_assert_cmpuint (fixture->n_frames, <=, 3);
}

static void
test_room_is_kept (Fixture *fixture,
                   gconstpointer data)
{
  fill_x86_64_stack (fixture);
  g_assert_cmpint (unwind_with_room (fixture, 2), ==, EMBER_UNWIND_STACK_ENDS);
  g_assert_cmpuint (fixture->n_frames, ==, 2);
}

static void
test_another_machine_has_no_table (Fixture *fixture,
                                   gconstpointer data)
{
  begin (fixture, EMBER_MACHINE_ARM64, LEAF);
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_NO_TABLE);
  g_assert_cmpuint (fixture->n_frames, ==, 1);
}

static void
fill_arm64_stack (Fixture *fixture)
{
  begin (fixture, EMBER_MACHINE_ARM64, LEAF);
  set_register (fixture, 30, LOAD_ADDRESS + FRAMED + 0x20);
  fixture->words[0] = 0;
  fixture->words[1] = LOAD_ADDRESS + FIRST + 0x30;
}

static void
test_arm64_is_unwound_to_the_first_function (Fixture *fixture,
                                             gconstpointer data)
{
  fill_arm64_stack (fixture);
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_COMPLETE);
  g_assert_cmpuint (fixture->n_frames, ==, 3);
  assert_frame (fixture, 0, LEAF + 0x10, true);
  assert_frame (fixture, 1, FRAMED + 0x20, false);
  assert_frame (fixture, 2, FIRST + 0x30, false);
}

static void
test_signed_pointers_of_arm64_are_pointers (Fixture *fixture,
                                            gconstpointer data)
{
  fill_arm64_stack (fixture);
  fixture->words[1] |= UINT64_C (0x00ab) << 48;
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_COMPLETE);
  assert_frame (fixture, 2, FIRST + 0x30, false);
}

static void
test_arm64_falls_back_to_frame_pointers (Fixture *fixture,
                                         gconstpointer data)
{
  begin (fixture, EMBER_MACHINE_ARM64, 0x100);
  set_register (fixture, 29, STACK_ADDRESS + 2 * 8);
  fixture->words[2] = 0;
  fixture->words[3] = LOAD_ADDRESS + FIRST + 0x30;
  g_assert_cmpint (unwind (fixture), ==, EMBER_UNWIND_COMPLETE);
  g_assert_cmpuint (fixture->n_frames, ==, 2);
}

/* Whatever the bytes of a table or a stack are: it ends, and all callers lie in code. */
static void
test_damage_is_survived (Fixture *fixture,
                         gconstpointer data)
{
  const bool is_arm64 = data != NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (uint32_t i = 0; i < 400; i++)
    {
      g_autoptr (GByteArray) table = g_byte_array_new ();

      if (is_arm64)
        append_arm64_table (table);
      else
        append_x86_64_table (table);
      for (uint32_t n = (uint32_t) g_rand_int_range (random, 1, 6); n > 0; n--)
        table->data[g_rand_int_range (random, 0, (gint32) table->len)] = (uint8_t) g_rand_int (random);
      write_program (fixture, is_arm64 ? EM_AARCH64 : EM_X86_64, table);
      ember_unwinder_free (fixture->unwinder);
      fixture->unwinder = ember_unwinder_new (NULL, 0);
      begin (fixture, is_arm64 ? EMBER_MACHINE_ARM64 : EMBER_MACHINE_X86_64, (uint64_t) g_rand_int_range (random, 0x400, 0x800));
      for (uint32_t w = 0; w < N_STACK_WORDS; w++)
        fixture->words[w] = g_rand_boolean (random) ? LOAD_ADDRESS + (g_rand_int (random) & 0x7ff) : STACK_ADDRESS + (g_rand_int (random) & 0xff);
      for (uint32_t r = 0; r < 31; r++)
        if (r != 7)
          set_register (fixture, r, fixture->words[r]);
      unwind (fixture);
      g_assert_cmpuint (fixture->n_frames, >=, 1);
      for (uint32_t f = 1; f < fixture->n_frames; f++)
        g_assert_cmphex (fixture->frames[f].address - LOAD_ADDRESS, <=, CODE_BYTES);
    }
}

#define ADD(path, data, func) g_test_add ("/unwinder/" path, Fixture, data, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  char *const arm64 = (char *) "arm64";

  g_test_init (&argc, &argv, NULL);
  ADD ("x86-64-is-unwound-to-the-first-function", NULL, test_x86_64_is_unwound_to_the_first_function);
  ADD ("a-caller-is-looked-up-before-its-next-instruction", NULL, test_a_caller_is_looked_up_before_its_next_instruction);
  ADD ("a-short-copy-ends-where-it-ends", NULL, test_a_short_copy_ends_where_it_ends);
  ADD ("what-a-signal-interrupted-is-exact", NULL, test_what_a_signal_interrupted_is_exact);
  ADD ("frame-pointers-do-where-no-table-is", NULL, test_frame_pointers_do_where_no_table_is);
  ADD ("a-process-begins-without-frame-pointer", NULL, test_a_process_begins_without_frame_pointer);
  ADD ("callers-in-no-code-are-left-out", NULL, test_callers_in_no_code_are_left_out);
  ADD ("a-stack-that-goes-nowhere-ends", NULL, test_a_stack_that_goes_nowhere_ends);
  ADD ("room-is-kept", NULL, test_room_is_kept);
  ADD ("another-machine-has-no-table", NULL, test_another_machine_has_no_table);
  ADD ("arm64-is-unwound-to-the-first-function", arm64, test_arm64_is_unwound_to_the_first_function);
  ADD ("signed-pointers-of-arm64-are-pointers", arm64, test_signed_pointers_of_arm64_are_pointers);
  ADD ("arm64-falls-back-to-frame-pointers", arm64, test_arm64_falls_back_to_frame_pointers);
  ADD ("damage-is-survived-on-x86-64", NULL, test_damage_is_survived);
  ADD ("damage-is-survived-on-arm64", arm64, test_damage_is_survived);
  return g_test_run ();
}
