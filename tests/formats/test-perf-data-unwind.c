/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-unwind.h"

#include <glib/gstdio.h>
#include <string.h>

#include "support/perf-data-recording.h"

#define SAMPLE_TYPE ((1u << 16) | (1u << 0) | (1u << 1) | (1u << 2) | (1u << 7) | (1u << 8) | (1u << 5) | (1u << 12) | (1u << 13))
/* AX BX CX DX SI DI BP SP IP, R8 to R15 */
#define X86_64_REGISTERS UINT64_C (0xff01ff)
#define ARM64_REGISTERS UINT64_C (0x1ffffffff)
#define APP UINT64_C (0x400000)
#define REGISTERS_AT 80

typedef struct
{
  PerfDataWriter writer;
  uint64_t mask;
  EmberStackCopy last;
  uint8_t stack[64];
  uint32_t n_calls;
  EmberUnwindEnd end;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->mask = data != NULL ? ARM64_REGISTERS : X86_64_REGISTERS;
  fixture->end = EMBER_UNWIND_COMPLETE;
  perf_data_writer_init (&fixture->writer, false);
  perf_data_writer_add_attr (&fixture->writer, 0, 0, 1000, SAMPLE_TYPE, PERF_DATA_FLAGS, 0, 7);
  for (uint32_t i = 0; i < 8; i++)
    fixture->writer.attrs->data[REGISTERS_AT + i] = (uint8_t) (fixture->mask >> (8 * i));
  perf_data_recording_map (&fixture->writer, 0, 5, APP, 0x1000, 0, "/bin/app");
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  perf_data_writer_clear (&fixture->writer);
}

/* Register N holds 1000 + N, the stack 64 bytes from 0 on, of which the first @n_used are real. */
static void
add_sample (Fixture *fixture,
            uint64_t time_ns,
            uint64_t abi,
            uint64_t said_bytes,
            uint64_t n_used)
{
  const uint64_t chain[] = { PERF_DATA_KERNEL_LEVEL, UINT64_C (0xffffffff81000010), 0 };
  PerfDataWriter *writer = &fixture->writer;
  uint8_t stack[64];

  for (uint32_t i = 0; i < sizeof stack; i++)
    stack[i] = (uint8_t) i;
  perf_data_recording_sample (writer, time_ns, 5, 5, chain);
  perf_data_writer_u64 (writer, abi);
  for (uint64_t i = 0; abi != 0 && i < 64; i++)
    if (fixture->mask >> i & 1)
      perf_data_writer_u64 (writer, 1000 + i);
  perf_data_writer_u64 (writer, said_bytes);
  perf_data_writer_bytes (writer, stack, sizeof stack);
  perf_data_writer_u64 (writer, n_used);
  perf_data_writer_end (writer);
}

/* Takes down what it gets; finds a caller, and below that one that was interrupted. */
static EmberUnwindEnd
unwind (gpointer unwinder,
        const EmberStackCopy *copy,
        const EmberCodeMap *map,
        EmberUnwoundFrame *frames,
        uint32_t *n_frames,
        EmberImageId *image)
{
  Fixture *fixture = unwinder;
  EmberCodePlace place;

  g_assert_true (map->find (map->data, APP + 0x123, &place));
  g_assert_cmpstr (place.path, ==, "/bin/app");
  g_assert_cmphex (place.offset, ==, 0x123);
  g_assert_false (map->find (map->data, APP + 0x1000, &place));
  fixture->last = *copy;
  g_assert_cmpuint (copy->size_bytes, <=, sizeof fixture->stack);
  memcpy (fixture->stack, copy->bytes, copy->size_bytes);
  fixture->n_calls++;
  frames[0] = (EmberUnwoundFrame){ APP + 0x20, true };
  frames[1] = (EmberUnwoundFrame){ APP + 0x30, false };
  frames[2] = (EmberUnwoundFrame){ APP + 0x40, true };
  *n_frames = 3;
  *image = map->find (map->data, APP, &place) ? place.image : EMBER_IMAGE_NONE;
  return fixture->end;
}

static EmberProfile *
read_stream (Fixture *fixture,
             GInputStream *stream)
{
  const EmberReadOptions options = { .unwind = unwind, .unwinder = fixture };
  GError *error = NULL;
  EmberProfile *profile = ember_format_read (stream, -1, &options, NULL, NULL, &error);

  g_assert_no_error (error);
  return profile;
}

static EmberProfile *
read_memory (Fixture *fixture)
{
  g_autoptr (GBytes) bytes = perf_data_writer_finish_file (&fixture->writer);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  return read_stream (fixture, stream);
}

static EmberProfile *
read_file (Fixture *fixture)
{
  const EmberReadOptions options = { .unwind = unwind, .unwinder = fixture };
  g_autoptr (GBytes) bytes = perf_data_writer_finish_file (&fixture->writer);
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;
  EmberProfile *profile;
  GError *error = NULL;

  g_close (g_file_open_tmp ("ember-unwind-XXXXXX", &path, NULL), NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  file = g_file_new_for_path (path);
  profile = ember_format_read_file (file, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return profile;
}

/* Also tells what the unwinder got. */
static void
assert_unwound (Fixture *fixture,
                const EmberProfile *profile)
{
  g_autofree char *text = perf_data_recording_describe (profile);

  g_assert_nonnull (strstr (text, "[unknown]@/bin/app+40;[unknown]@/bin/app+2f;[unknown]@/bin/app+20;[unknown]@[kernel.kallsyms]+ffffffff81000010\n"));
  g_assert_cmpuint (fixture->last.size_bytes, ==, 48);
  for (uint32_t i = 0; i < 48; i++)
    g_assert_cmpuint (fixture->stack[i], ==, i);
}

static void
test_frames_take_the_place_of_the_users_part (Fixture *fixture,
                                              gconstpointer data)
{
  g_autoptr (EmberProfile) profile = NULL;

  add_sample (fixture, 100, 2, 64, 48);
  profile = read_memory (fixture);
  assert_unwound (fixture, profile);
  g_assert_cmpuint (fixture->n_calls, ==, 1);
}

static void
test_a_file_is_read_again_where_copies_are (Fixture *fixture,
                                            gconstpointer data)
{
  g_autoptr (EmberProfile) profile = NULL;

  add_sample (fixture, 300, 2, 64, 16);
  add_sample (fixture, 100, 2, 64, 0);
  add_sample (fixture, 400, 2, 64, 48);
  profile = read_file (fixture);
  assert_unwound (fixture, profile);
  g_assert_cmpuint (fixture->n_calls, ==, 3);
}

static void
test_compressed_records_have_copies_too (Fixture *fixture,
                                         gconstpointer data)
{
  g_autoptr (EmberProfile) profile = NULL;

  for (uint64_t i = 0; i < 40; i++)
    add_sample (fixture, 100 + i, 2, 64, 48);
  perf_data_writer_compress (&fixture->writer, false, 500);
  profile = read_file (fixture);
  assert_unwound (fixture, profile);
  g_assert_cmpuint (fixture->n_calls, ==, 40);
}

static void
test_registers_of_x86_64_get_dwarfs_numbers (Fixture *fixture,
                                             gconstpointer data)
{
  /* of RAX RDX RCX RBX RSI RDI RBP RSP, R8 to R15 */
  const uint32_t perf_numbers[] = { 0, 3, 2, 1, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23 };
  g_autoptr (EmberProfile) profile = NULL;

  add_sample (fixture, 100, 2, 64, 48);
  profile = read_memory (fixture);
  g_assert_cmpint (fixture->last.machine, ==, EMBER_MACHINE_X86_64);
  g_assert_cmphex (fixture->last.known, ==, 0xffff);
  g_assert_cmpuint (fixture->last.ip, ==, 1008);
  for (uint32_t i = 0; i < 16; i++)
    g_assert_cmpuint (fixture->last.registers[i], ==, 1000 + perf_numbers[i]);
}

static void
test_registers_of_arm64_keep_their_numbers (Fixture *fixture,
                                            gconstpointer data)
{
  g_autoptr (EmberProfile) profile = NULL;

  add_sample (fixture, 100, 2, 64, 48);
  profile = read_memory (fixture);
  g_assert_cmpint (fixture->last.machine, ==, EMBER_MACHINE_ARM64);
  g_assert_cmphex (fixture->last.known, ==, 0xffffffff);
  g_assert_cmpuint (fixture->last.ip, ==, 1032);
  for (uint32_t i = 0; i < 32; i++)
    g_assert_cmpuint (fixture->last.registers[i], ==, 1000 + i);
}

static void
test_a_size_that_lies_costs_the_stack_alone (Fixture *fixture,
                                             gconstpointer data)
{
  g_autoptr (EmberProfile) profile = NULL;

  add_sample (fixture, 100, 2, UINT64_MAX - 7, 48);
  add_sample (fixture, 200, 2, 1 << 20, 48);
  add_sample (fixture, 300, 2, 0, 48);
  add_sample (fixture, 400, 0, 64, 48);
  profile = read_memory (fixture);
  g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 4);
  g_assert_cmpuint (fixture->n_calls, ==, 0);
}

static void
test_more_used_than_there_is_is_all (Fixture *fixture,
                                     gconstpointer data)
{
  g_autoptr (EmberProfile) profile = NULL;

  add_sample (fixture, 100, 2, 64, UINT64_MAX);
  profile = read_memory (fixture);
  g_assert_cmpuint (fixture->last.size_bytes, ==, 64);
}

static char *
get_notices (const EmberProfile *profile)
{
  uint32_t n;
  const EmberNotice *notices = ember_profile_get_notices (profile, &n);
  GString *text = g_string_new (NULL);

  for (uint32_t i = 0; i < n; i++)
    g_string_append_printf (text, "%s\n", notices[i].text);
  return g_string_free (text, FALSE);
}

static void
test_stacks_of_32_bit_programs_are_told (Fixture *fixture,
                                         gconstpointer data)
{
  g_autoptr (EmberProfile) profile = NULL;
  g_autofree char *notices = NULL;

  add_sample (fixture, 100, 1, 64, 48);
  add_sample (fixture, 200, 2, 64, 48);
  profile = read_memory (fixture);
  notices = get_notices (profile);
  g_assert_cmpuint (fixture->n_calls, ==, 1);
  g_assert_cmpstr (notices, ==, "1 stack could not be unwound: it is of a 32-bit program, or damaged\n");
}

static void
test_stacks_that_are_cut_off_are_told (Fixture *fixture,
                                       gconstpointer data)
{
  g_autoptr (EmberProfile) short_copies = NULL;
  g_autoptr (EmberProfile) no_table = NULL;
  g_autofree char *short_notices = NULL;
  g_autofree char *table_notices = NULL;

  add_sample (fixture, 100, 2, 64, 48);
  fixture->end = EMBER_UNWIND_STACK_ENDS;
  short_copies = read_memory (fixture);
  short_notices = get_notices (short_copies);
  g_assert_cmpstr (short_notices, ==, "100.0 % of stacks are cut off, as perf copied only 48 bytes of them; record with --call-graph dwarf,32768\n");
  fixture->end = EMBER_UNWIND_NO_TABLE;
  no_table = read_memory (fixture);
  table_notices = get_notices (no_table);
  g_assert_cmpstr (table_notices, ==, "100.0 % of stacks are cut off where no unwinding table was found, most of them at /bin/app\n");
}

#define ADD(path, data, func) g_test_add ("/perf-data-unwind/" path, Fixture, data, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("frames-take-the-place-of-the-users-part", NULL, test_frames_take_the_place_of_the_users_part);
  ADD ("a-file-is-read-again-where-copies-are", NULL, test_a_file_is_read_again_where_copies_are);
  ADD ("compressed-records-have-copies-too", NULL, test_compressed_records_have_copies_too);
  ADD ("registers-of-x86-64-get-dwarfs-numbers", NULL, test_registers_of_x86_64_get_dwarfs_numbers);
  ADD ("registers-of-arm64-keep-their-numbers", "arm64", test_registers_of_arm64_keep_their_numbers);
  ADD ("a-size-that-lies-costs-the-stack-alone", NULL, test_a_size_that_lies_costs_the_stack_alone);
  ADD ("more-used-than-there-is-is-all", NULL, test_more_used_than_there_is_is_all);
  ADD ("stacks-of-32-bit-programs-are-told", NULL, test_stacks_of_32_bit_programs_are_told);
  ADD ("stacks-that-are-cut-off-are-told", NULL, test_stacks_that_are_cut_off_are_told);
  return g_test_run ();
}
