/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-change.h"

#include "formats/perf-data-header.h"
#include "support/perf-data-recording.h"

#define MISC_DATA (1u << 13)
#define MISC_BUILD_ID (1u << 14)
#define PROTECTION_READ 1
#define PROTECTION_EXEC 4

typedef struct
{
  EmberProfileBuilder *builder;
  EmberPerfChange change;
  EmberPerfSampleId id;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->builder = ember_profile_builder_new ();
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  ember_profile_builder_free (fixture->builder);
}

/* Parses the only record that was written.
 * @n_cut: so many bytes are missing at its end */
static bool
parse_cut (Fixture *fixture,
           PerfDataWriter *writer,
           size_t n_cut)
{
  g_autoptr (GBytes) bytes = perf_data_writer_finish_file (writer);
  g_autoptr (GInputStream) file = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (EmberInput) input = ember_input_new (file, -1, NULL, NULL);
  g_autoptr (EmberPerfStream) stream = NULL;
  EmberPerfHeader header;
  EmberPerfRecord record;
  bool is_whole;

  ember_perf_header_init (&header);
  g_assert_true (ember_perf_header_read (&header, input, NULL));
  stream = ember_perf_stream_new (input, header.data_bytes, header.is_swapped);
  g_assert_cmpint (ember_perf_stream_next (stream, &record, NULL), ==, 1);
  record.body.end -= n_cut;
  is_whole = ember_perf_change_parse (&fixture->change, &fixture->id, &record, &header.attrs, fixture->builder);
  ember_perf_header_clear (&header);
  perf_data_writer_clear (writer);
  return is_whole;
}

static const EmberPerfChange *
parse (Fixture *fixture,
       PerfDataWriter *writer)
{
  g_assert_true (parse_cut (fixture, writer, 0));
  return &fixture->change;
}

static const char *
get_name (Fixture *fixture)
{
  return ember_profile_builder_get_string (fixture->builder, fixture->change.name);
}

/* A mapping of /bin/app by process 5 at the time 700.
 * @origin: 24 bytes: of the file's inode or build-id */
static void
write_map (PerfDataWriter *writer,
           bool is_big_endian,
           uint16_t misc,
           uint32_t protection,
           const uint64_t *origin)
{
  perf_data_recording_begin (writer, is_big_endian);
  perf_data_writer_begin (writer, EMBER_PERF_RECORD_MMAP2, misc);
  perf_data_writer_u32 (writer, 5);
  perf_data_writer_u32 (writer, 6);
  perf_data_writer_u64 (writer, 0x400000);
  perf_data_writer_u64 (writer, 0x2000);
  perf_data_writer_u64 (writer, 0x3000);
  if (misc & MISC_BUILD_ID)
    perf_data_writer_bytes (writer, origin, 24);
  else
    for (int i = 0; i < 3; i++)
      perf_data_writer_u64 (writer, origin[i]);
  perf_data_writer_u32 (writer, protection);
  perf_data_writer_u32 (writer, 2);
  perf_data_writer_text (writer, "/bin/app");
  perf_data_recording_trailer (writer, 700, 5, 6);
}

static void
test_a_mapping_of_code_is_one_in_each_byte_order (Fixture *fixture,
                                                  gconstpointer data)
{
  static const uint64_t origin[] = { 0x800000001, 1234, 77 };

  for (int is_big_endian = 0; is_big_endian < 2; is_big_endian++)
    {
      PerfDataWriter writer;
      const EmberPerfChange *change;

      write_map (&writer, is_big_endian, 2, PROTECTION_READ | PROTECTION_EXEC, origin);
      change = parse (fixture, &writer);
      g_assert_cmpint (change->kind, ==, EMBER_PERF_CHANGE_MAP);
      g_assert_cmpint (change->pid, ==, 5);
      g_assert_cmpint (change->tid, ==, 6);
      g_assert_cmpuint (change->begin, ==, 0x400000);
      g_assert_cmpuint (change->size_bytes, ==, 0x2000);
      g_assert_cmpuint (change->offset, ==, 0x3000);
      g_assert_cmpuint (change->inode, ==, 1234);
      g_assert_cmpuint (change->generation, ==, 77);
      g_assert_cmpuint (change->build_id_size, ==, 0);
      g_assert_cmpuint (change->n_rows_before, ==, 0);
      g_assert_cmpstr (get_name (fixture), ==, "/bin/app");
      g_assert_cmpuint (fixture->id.time_ns, ==, 700);
    }
}

static void
test_a_build_id_takes_the_place_of_the_inode (Fixture *fixture,
                                              gconstpointer data)
{
  uint8_t origin[24] = { 20, 0, 0, 0, 0xab };
  PerfDataWriter writer;
  const EmberPerfChange *change;

  for (int size = 20; size <= 255; size += 235)
    {
      origin[0] = (uint8_t) size;
      origin[23] = 0xcd;
      write_map (&writer, false, 2 | MISC_BUILD_ID, PROTECTION_EXEC, (const uint64_t *) origin);
      change = parse (fixture, &writer);
      g_assert_cmpuint (change->inode, ==, 0);
      g_assert_cmpuint (change->build_id_size, ==, 20);
      g_assert_cmphex (change->build_id[0], ==, 0xab);
      g_assert_cmphex (change->build_id[19], ==, 0xcd);
    }
}

static void
test_what_holds_no_code_changes_nothing (Fixture *fixture,
                                         gconstpointer data)
{
  static const uint64_t origin[3];
  PerfDataWriter writer;

  write_map (&writer, false, 2, PROTECTION_READ, origin);
  g_assert_cmpint (parse (fixture, &writer)->kind, ==, EMBER_PERF_CHANGE_NOTHING);
  write_map (&writer, false, 4, PROTECTION_EXEC, origin);
  g_assert_cmpint (parse (fixture, &writer)->kind, ==, EMBER_PERF_CHANGE_NOTHING);
  perf_data_recording_begin (&writer, false);
  perf_data_writer_begin (&writer, EMBER_PERF_RECORD_MMAP, 2 | MISC_DATA);
  for (int i = 0; i < 4; i++)
    perf_data_writer_u64 (&writer, 1);
  perf_data_writer_text (&writer, "/data");
  perf_data_recording_trailer (&writer, 700, 5, 6);
  g_assert_cmpint (parse (fixture, &writer)->kind, ==, EMBER_PERF_CHANGE_NOTHING);
}

static void
test_the_kernel_maps_its_own (Fixture *fixture,
                              gconstpointer data)
{
  PerfDataWriter writer;
  const EmberPerfChange *change;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_kernel_map (&writer, 0xffffffffc0000000, 0x1000, 0, "/lib/a.ko");
  change = parse (fixture, &writer);
  g_assert_cmpint (change->kind, ==, EMBER_PERF_CHANGE_KERNEL_MAP);
  g_assert_cmphex (change->begin, ==, 0xffffffffc0000000);
  g_assert_cmpstr (get_name (fixture), ==, "/lib/a.ko");
}

static void
test_a_comm_tells_whether_a_new_program_runs (Fixture *fixture,
                                              gconstpointer data)
{
  for (int is_exec = 0; is_exec < 2; is_exec++)
    {
      PerfDataWriter writer;
      const EmberPerfChange *change;

      perf_data_recording_begin (&writer, false);
      perf_data_recording_comm (&writer, 900, 5, 6, is_exec, "name");
      change = parse (fixture, &writer);
      g_assert_cmpint (change->kind, ==, EMBER_PERF_CHANGE_COMM);
      g_assert_cmpint (change->is_exec, ==, is_exec);
      g_assert_cmpint (change->tid, ==, 6);
      g_assert_cmpstr (get_name (fixture), ==, "name");
      g_assert_cmpuint (fixture->id.time_ns, ==, 900);
    }
}

static void
test_a_fork_has_its_own_time (Fixture *fixture,
                              gconstpointer data)
{
  PerfDataWriter writer;
  const EmberPerfChange *change;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_fork (&writer, 800, 5, 7, 8);
  change = parse (fixture, &writer);
  g_assert_cmpint (change->kind, ==, EMBER_PERF_CHANGE_FORK);
  g_assert_cmpint (change->parent_pid, ==, 5);
  g_assert_cmpint (change->parent_tid, ==, 5);
  g_assert_cmpint (change->pid, ==, 7);
  g_assert_cmpint (change->tid, ==, 8);
  g_assert_cmpuint (fixture->id.time_ns, ==, 800);
}

static void
test_a_symbol_of_the_kernel_comes_and_goes (Fixture *fixture,
                                            gconstpointer data)
{
  for (uint16_t is_gone = 0; is_gone < 2; is_gone++)
    {
      PerfDataWriter writer;
      const EmberPerfChange *change;

      perf_data_recording_begin (&writer, false);
      perf_data_writer_begin (&writer, EMBER_PERF_RECORD_KSYMBOL, 0);
      perf_data_writer_u64 (&writer, 0xffffffffc0100000);
      perf_data_writer_u32 (&writer, 64);
      perf_data_writer_u16 (&writer, 1);
      perf_data_writer_u16 (&writer, is_gone);
      perf_data_writer_text (&writer, "bpf_prog");
      perf_data_recording_trailer (&writer, 700, 0, 0);
      change = parse (fixture, &writer);
      g_assert_cmpint (change->kind, ==, EMBER_PERF_CHANGE_KSYMBOL);
      g_assert_cmpint (change->is_exec, ==, is_gone);
      g_assert_cmpuint (change->size_bytes, ==, 64);
      g_assert_cmpstr (get_name (fixture), ==, "bpf_prog");
    }
}

static void
test_what_is_too_short_is_damaged (Fixture *fixture,
                                   gconstpointer data)
{
  static const uint64_t origin[3];
  PerfDataWriter writer;

  write_map (&writer, false, 2, PROTECTION_EXEC, origin);
  g_assert_false (parse_cut (fixture, &writer, 64));
  perf_data_recording_begin (&writer, false);
  perf_data_recording_comm (&writer, 900, 5, 6, false, "name");
  g_assert_false (parse_cut (fixture, &writer, 16));
  perf_data_recording_begin (&writer, false);
  perf_data_recording_fork (&writer, 800, 5, 7, 8);
  g_assert_false (parse_cut (fixture, &writer, 48));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/perf-data-change/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("a-mapping-of-code-is-one-in-each-byte-order", test_a_mapping_of_code_is_one_in_each_byte_order);
  ADD ("a-build-id-takes-the-place-of-the-inode", test_a_build_id_takes_the_place_of_the_inode);
  ADD ("what-holds-no-code-changes-nothing", test_what_holds_no_code_changes_nothing);
  ADD ("the-kernel-maps-its-own", test_the_kernel_maps_its_own);
  ADD ("a-comm-tells-whether-a-new-program-runs", test_a_comm_tells_whether_a_new_program_runs);
  ADD ("a-fork-has-its-own-time", test_a_fork_has_its_own_time);
  ADD ("a-symbol-of-the-kernel-comes-and-goes", test_a_symbol_of_the_kernel_comes_and_goes);
  ADD ("what-is-too-short-is-damaged", test_what_is_too_short_is_damaged);
#undef ADD
  return g_test_run ();
}
