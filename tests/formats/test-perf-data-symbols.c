/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-symbols.h"

#include "support/perf-data-recording.h"

static const uint64_t chain[] = { PERF_DATA_USER_LEVEL, 0x400532, 0 };

/* Writes words of 32 and 64 bits without padding. */
static void
write_plain_file (PerfDataWriter *writer)
{
  static const char path[] = "/data/app";
  static const char name[] = "main";
  static const char other[] = "helper";

  perf_data_writer_u32 (writer, sizeof path + 4 + 8 + 4 + 2 * 12 + sizeof name + sizeof other + 8);
  perf_data_writer_bytes (writer, path, sizeof path);
  perf_data_writer_u32 (writer, 2);
  perf_data_writer_u64 (writer, 0x400000);
  perf_data_writer_u32 (writer, 2);
  perf_data_writer_u64 (writer, 0x400600);
  perf_data_writer_u32 (writer, 16);
  perf_data_writer_bytes (writer, other, sizeof other);
  perf_data_writer_u64 (writer, 0x400500);
  perf_data_writer_u32 (writer, 0x40);
  perf_data_writer_bytes (writer, name, sizeof name);
  perf_data_writer_u64 (writer, 0);
}

/* FileFeature { path, type 2, min_vaddr 0x1000, symbol { vaddr 0x1500, len 0x40, name "main" }, elf_file { 0 } } */
static void
write_protobuf_file (PerfDataWriter *writer)
{
  static const uint8_t message[] = {
    0x0a, 9, '/', 'd', 'a', 't', 'a', '/', 'a', 'p', 'p',
    0x10, 2,
    0x18, 0x80, 0x20,
    0x22, 11, 0x08, 0x80, 0x2a, 0x10, 0x40, 0x1a, 4, 'm', 'a', 'i', 'n',
    0x32, 2, 0x08, 0
  };

  perf_data_writer_u32 (writer, sizeof message);
  perf_data_writer_bytes (writer, message, sizeof message);
}

static void
assert_reads (void (*write_file) (PerfDataWriter *),
              uint32_t feature,
              size_t n_cut,
              const char *wanted)
{
  PerfDataWriter writer;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EmberProfile) profile = NULL;
  g_autofree char *text = NULL;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_map (&writer, 0, 5, 0x400000, 0x1000, 0, "/data/app");
  perf_data_recording_sample (&writer, 1000, 5, 5, chain);
  perf_data_writer_begin (&writer, 0, 0);
  write_file (&writer);
  g_byte_array_set_size (writer.records, writer.records->len - (guint) n_cut);
  perf_data_writer_end_feature (&writer, feature);
  bytes = perf_data_writer_finish_file (&writer);
  profile = perf_data_recording_read (bytes, NULL);
  g_assert_nonnull (profile);
  text = perf_data_recording_describe (profile);
  g_assert_cmpstr (text, ==, wanted);
  perf_data_writer_clear (&writer);
}

static void
test_names_in_the_file_are_used (void)
{
  assert_reads (write_plain_file, 128, 0, "1000 :5 5/5 3 1000 cycles: main\n");
}

static void
test_names_in_newer_files_are_used (void)
{
  assert_reads (write_protobuf_file, 132, 0, "1000 :5 5/5 3 1000 cycles: main\n");
}

static void
test_a_table_of_names_that_is_cut_off_is_not_used (void)
{
  for (size_t n_cut = 1; n_cut < 60; n_cut++)
    assert_reads (write_plain_file, 128, n_cut, "1000 :5 5/5 3 1000 cycles: [unknown]@/data/app+532\n");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perf-data-symbols/names-in-the-file-are-used", test_names_in_the_file_are_used);
  g_test_add_func ("/perf-data-symbols/names-in-newer-files-are-used", test_names_in_newer_files_are_used);
  g_test_add_func ("/perf-data-symbols/a-table-of-names-that-is-cut-off-is-not-used", test_a_table_of_names_that_is_cut_off_is_not_used);
  return g_test_run ();
}
