/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data.h"

#include <string.h>

#include "support/perf-data-recording.h"
#include "support/temp-folder.h"

static EmberProfile *
read_writer (PerfDataWriter *writer)
{
  g_autoptr (GBytes) bytes = perf_data_writer_finish_file (writer);
  g_autoptr (GError) error = NULL;
  EmberProfile *profile = perf_data_recording_read (bytes, &error);

  g_assert_no_error (error);
  perf_data_writer_clear (writer);
  return profile;
}

static void
assert_reads_as (PerfDataWriter *writer,
                 const char *wanted)
{
  g_autoptr (EmberProfile) profile = read_writer (writer);
  g_autofree char *text = perf_data_recording_describe (profile);

  g_assert_cmpstr (text, ==, wanted);
}

static const uint64_t low_chain[] = { PERF_DATA_USER_LEVEL, 0x400100, 0 };

static void
test_samples_come_in_order_of_time (void)
{
  PerfDataWriter writer;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_sample (&writer, 3000, 5, 5, low_chain);
  perf_data_recording_sample (&writer, 1000, 5, 6, low_chain);
  perf_data_recording_sample (&writer, 2000, 5, 5, low_chain);
  assert_reads_as (&writer, "1000 :6 5/6 3 1000 cycles: [unknown]@[unknown]+0\n"
                            "2000 :5 5/5 3 1000 cycles: [unknown]@[unknown]+0\n"
                            "3000 :5 5/5 3 1000 cycles: [unknown]@[unknown]+0\n");
}

static void
test_a_mapping_holds_from_its_time_on (void)
{
  PerfDataWriter writer;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_sample (&writer, 3000, 5, 5, low_chain);
  perf_data_recording_sample (&writer, 1000, 5, 5, low_chain);
  perf_data_recording_map (&writer, 2000, 5, 0x400000, 0x1000, 0x5000, "/bin/late");
  assert_reads_as (&writer, "1000 :5 5/5 3 1000 cycles: [unknown]@[unknown]+0\n"
                            "3000 :5 5/5 3 1000 cycles: [unknown]@/bin/late+5100\n");
}

static void
test_a_newer_mapping_covers_an_older_one (void)
{
  static const uint64_t chain[] = { PERF_DATA_USER_LEVEL, 0x400500, PERF_DATA_USER_LEVEL, 0x401500, PERF_DATA_USER_LEVEL, 0x402500, 0 };
  PerfDataWriter writer;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_map (&writer, 0, 5, 0x400000, 0x3000, 0, "/bin/old");
  perf_data_recording_map (&writer, 0, 5, 0x401000, 0x1000, 0x100, "/bin/new");
  perf_data_recording_sample (&writer, 1000, 5, 5, chain);
  assert_reads_as (&writer, "1000 :5 5/5 3 1000 cycles: [unknown]@/bin/old+2500;[unknown]@/bin/new+600;[unknown]@/bin/old+500\n");
}

static void
test_a_caller_is_looked_up_before_its_return_address (void)
{
  static const uint64_t chain[] = { PERF_DATA_KERNEL_LEVEL, 0xffffffff81000200, 0xffffffff81000100,
                                    PERF_DATA_USER_LEVEL, 0x400000, 0x401000, 0 };
  PerfDataWriter writer;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_map (&writer, 0, 5, 0x400000, 0x1000, 0, "/bin/a");
  perf_data_recording_sample (&writer, 1000, 5, 5, chain);
  assert_reads_as (&writer, "1000 :5 5/5 3 1000 cycles: [unknown]@/bin/a+fff;[unknown]@/bin/a+0;"
                            "[unknown]@[kernel.kallsyms]+ffffffff810000ff;[unknown]@[kernel.kallsyms]+ffffffff81000200\n");
}

static void
test_fork_copies_mappings_and_exec_drops_them (void)
{
  PerfDataWriter writer;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_comm (&writer, 0, 5, 5, false, "shell");
  perf_data_recording_map (&writer, 0, 5, 0x400000, 0x1000, 0, "/bin/sh");
  perf_data_recording_fork (&writer, 1000, 5, 9, 9);
  perf_data_recording_sample (&writer, 1500, 9, 9, low_chain);
  perf_data_recording_comm (&writer, 2000, 9, 9, true, "child");
  perf_data_recording_sample (&writer, 2500, 9, 9, low_chain);
  perf_data_recording_map (&writer, 2600, 9, 0x400000, 0x1000, 0, "/bin/child");
  perf_data_recording_sample (&writer, 2700, 9, 9, low_chain);
  perf_data_recording_sample (&writer, 2800, 5, 5, low_chain);
  assert_reads_as (&writer, "1500 shell 9/9 3 1000 cycles: [unknown]@/bin/sh+100\n"
                            "2500 child 9/9 3 1000 cycles: [unknown]@[unknown]+0\n"
                            "2700 child 9/9 3 1000 cycles: [unknown]@/bin/child+100\n"
                            "2800 shell 5/5 3 1000 cycles: [unknown]@/bin/sh+100\n");
}

static void
test_the_call_that_runs_a_program_came_from_the_old_one (void)
{
  static const uint64_t in_kernel[] = { PERF_DATA_KERNEL_LEVEL, 0xffffffff81000100, PERF_DATA_USER_LEVEL, 0x400100, 0x500101, 0 };
  PerfDataWriter writer;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_map (&writer, 0, 5, 0x400000, 0x1000, 0, "/bin/sh");
  perf_data_recording_comm (&writer, 1000, 5, 5, true, "new");
  perf_data_recording_map (&writer, 1100, 5, 0x500000, 0x1000, 0, "/bin/new");
  perf_data_recording_sample (&writer, 1500, 5, 5, in_kernel);
  perf_data_recording_sample (&writer, 2000, 5, 5, low_chain);
  perf_data_recording_sample (&writer, 2500, 5, 5, in_kernel);
  assert_reads_as (&writer, "1500 new 5/5 3 1000 cycles: [unknown]@/bin/new+100;[unknown]@/bin/sh+100;[unknown]@[kernel.kallsyms]+ffffffff81000100\n"
                            "2000 new 5/5 3 1000 cycles: [unknown]@[unknown]+0\n"
                            "2500 new 5/5 3 1000 cycles: [unknown]@/bin/new+100;[unknown]@[unknown]+0;[unknown]@[kernel.kallsyms]+ffffffff81000100\n");
}

static void
test_a_thread_shares_the_mappings_of_its_process (void)
{
  PerfDataWriter writer;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_comm (&writer, 0, 5, 5, false, "main");
  perf_data_recording_fork (&writer, 100, 5, 5, 6);
  perf_data_recording_map (&writer, 200, 5, 0x400000, 0x1000, 0, "/lib/plugin.so");
  perf_data_recording_sample (&writer, 300, 5, 6, low_chain);
  assert_reads_as (&writer, "300 main 5/6 3 1000 cycles: [unknown]@/lib/plugin.so+100\n");
}

/* Of a program without frame pointers: anything on its stack may pass for a caller. */
static void
test_each_caller_that_is_nowhere_is_a_frame (void)
{
  static const uint64_t four[] = { PERF_DATA_USER_LEVEL, 0x400100, 0x12, 0x402000, 0x7fff00000000, 0 };
  static const uint64_t between[] = { PERF_DATA_USER_LEVEL, 0x400100, 0x12, 0x400200, 0x500001, 0 };
  static const uint64_t two[] = { PERF_DATA_USER_LEVEL, 0x12, 0x12, 0 };
  PerfDataWriter writer;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_map (&writer, 0, 5, 0x400000, 0x1000, 0, "/bin/a");
  perf_data_recording_comm (&writer, 0, 5, 5, false, "five");
  perf_data_recording_comm (&writer, 0, 6, 6, false, "six");
  perf_data_recording_sample (&writer, 1, 5, 5, four);
  perf_data_recording_sample (&writer, 2, 5, 5, two);
  perf_data_recording_sample (&writer, 3, 6, 6, two);
  perf_data_recording_sample (&writer, 4, 5, 5, between);
  perf_data_recording_map (&writer, 5, 5, 0x500000, 0x1000, 0, "/bin/b");
  perf_data_recording_sample (&writer, 6, 5, 5, between);
  perf_data_recording_sample (&writer, 7, 5, 5, four);
  assert_reads_as (&writer, "1 five 5/5 3 1000 cycles: [unknown]@[unknown]+0;[unknown]@[unknown]+0;[unknown]@[unknown]+0;[unknown]@/bin/a+100\n"
                            "2 five 5/5 3 1000 cycles: [unknown]@[unknown]+0;[unknown]@[unknown]+0\n"
                            "3 six 6/6 3 1000 cycles: [unknown]@[unknown]+0;[unknown]@[unknown]+0\n"
                            "4 five 5/5 3 1000 cycles: [unknown]@[unknown]+0;[unknown]@/bin/a+1ff;[unknown]@[unknown]+0;[unknown]@/bin/a+100\n"
                            "6 five 5/5 3 1000 cycles: [unknown]@/bin/b+0;[unknown]@/bin/a+1ff;[unknown]@[unknown]+0;[unknown]@/bin/a+100\n"
                            "7 five 5/5 3 1000 cycles: [unknown]@[unknown]+0;[unknown]@[unknown]+0;[unknown]@[unknown]+0;[unknown]@/bin/a+100\n");
}

static void
test_unknown_context_markers_are_stepped_over (void)
{
  static const uint64_t chain[] = { (uint64_t) -4000, 0x1234, PERF_DATA_USER_LEVEL, 0x400100, (uint64_t) -640, 77, 0x400200, 0 };
  PerfDataWriter writer;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_map (&writer, 0, 5, 0x400000, 0x1000, 0, "/bin/a");
  perf_data_recording_sample (&writer, 1000, 5, 5, chain);
  assert_reads_as (&writer, "1000 :5 5/5 3 1000 cycles: [unknown]@[unknown]+0;[unknown]@/bin/a+100;[unknown]@[unknown]+0\n");
}

static void
test_code_made_at_run_time_belongs_to_its_process (void)
{
  PerfDataWriter writer;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_map (&writer, 0, 5, 0x400000, 0x1000, 0, "//anon");
  perf_data_recording_sample (&writer, 1000, 5, 5, low_chain);
  assert_reads_as (&writer, "1000 :5 5/5 3 1000 cycles: [unknown]@/tmp/perf-5.map+400100\n");
}

static void
test_kernel_modules_are_named_in_brackets (void)
{
  static const uint64_t chain[] = { PERF_DATA_KERNEL_LEVEL, 0xffffffffc0000100, PERF_DATA_KERNEL_LEVEL, 0xffffffff81000100, 0 };
  PerfDataWriter writer;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_kernel_map (&writer, 0xffffffff81000000, 0x1000000, 0xffffffff81000000, "[kernel.kallsyms]_text");
  perf_data_recording_kernel_map (&writer, 0xffffffffc0000000, 0x1000, 0, "/lib/modules/6.1/net/nf-conntrack.ko.xz");
  perf_data_recording_sample (&writer, 1000, 5, 5, chain);
  assert_reads_as (&writer, "1000 :5 5/5 3 1000 cycles: [unknown]@[kernel.kallsyms]+ffffffff81000100;"
                            "[unknown]@[nf_conntrack]+ffffffffc0000100\n");
}

static void
write_ksymbol (PerfDataWriter *writer,
               uint64_t time_ns,
               uint16_t flags)
{
  perf_data_writer_begin (writer, 17, 0);
  perf_data_writer_u64 (writer, 0xffffffffc0100000);
  perf_data_writer_u32 (writer, 0x100);
  perf_data_writer_u16 (writer, 1);
  perf_data_writer_u16 (writer, flags);
  perf_data_writer_text (writer, "bpf_prog_1234_handler");
  perf_data_recording_trailer (writer, time_ns, 0, 0);
}

static void
test_bpf_programs_have_names_while_they_are_loaded (void)
{
  static const uint64_t chain[] = { PERF_DATA_KERNEL_LEVEL, 0xffffffffc0100010, 0 };
  PerfDataWriter writer;

  perf_data_recording_begin (&writer, false);
  write_ksymbol (&writer, 1000, 0);
  perf_data_recording_sample (&writer, 1500, 5, 5, chain);
  write_ksymbol (&writer, 2000, 1);
  perf_data_recording_sample (&writer, 2500, 5, 5, chain);
  assert_reads_as (&writer, "1500 :5 5/5 3 1000 cycles: bpf_prog_1234_handler\n"
                            "2500 :5 5/5 3 1000 cycles: [unknown]@[kernel.kallsyms]+ffffffffc0100010\n");
}

static void
test_lost_samples_leave_a_gap (void)
{
  PerfDataWriter writer;
  g_autoptr (EmberProfile) profile = NULL;
  const EmberTimeRange *gaps;
  const EmberNotice *notices;
  uint32_t n;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_sample (&writer, 1000, 5, 5, low_chain);
  perf_data_writer_begin (&writer, 2, 0);
  perf_data_writer_u64 (&writer, 7);
  perf_data_writer_u64 (&writer, 12);
  perf_data_recording_trailer (&writer, 5000, 5, 5);
  perf_data_recording_sample (&writer, 6000, 5, 5, low_chain);
  profile = read_writer (&writer);
  gaps = ember_profile_get_gaps (profile, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (gaps[0].begin_ns, ==, 1001);
  g_assert_cmpint (gaps[0].end_ns, ==, 5000);
  notices = ember_profile_get_notices (profile, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (notices[0].count, ==, 12);
}

static void
test_unknown_records_and_trailing_data_are_stepped_over (void)
{
  static const uint8_t trace[40] = { 9, 9, 9 };
  PerfDataWriter writer;

  perf_data_recording_begin (&writer, false);
  perf_data_writer_begin (&writer, 4711, 0);
  perf_data_writer_text (&writer, "from the future");
  perf_data_writer_end (&writer);
  perf_data_writer_begin (&writer, 71, 0);
  perf_data_writer_u64 (&writer, sizeof trace);
  perf_data_writer_bytes (&writer, trace, 32);
  perf_data_writer_end (&writer);
  perf_data_writer_bytes (&writer, trace, sizeof trace);
  perf_data_writer_begin (&writer, 66, 0);
  perf_data_writer_u32 (&writer, 13);
  perf_data_writer_end (&writer);
  perf_data_writer_bytes (&writer, trace, 16);
  perf_data_recording_sample (&writer, 1000, 5, 5, low_chain);
  assert_reads_as (&writer, "1000 :5 5/5 3 1000 cycles: [unknown]@[unknown]+0\n");
}

static void
write_ip_sample (PerfDataWriter *writer,
                 uint64_t id,
                 uint64_t time_ns)
{
  perf_data_writer_begin (writer, 9, 1);
  perf_data_writer_u64 (writer, 0xffffffff81000000);
  perf_data_writer_u32 (writer, 1);
  perf_data_writer_u32 (writer, 2);
  perf_data_writer_u64 (writer, time_ns);
  perf_data_writer_u64 (writer, id);
  perf_data_writer_end (writer);
}

static void
test_ids_tell_events_apart_and_strangers_are_counted (void)
{
  const uint64_t type = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 6;
  PerfDataWriter writer;
  g_autoptr (EmberProfile) profile = NULL;
  g_autofree char *text = NULL;
  const EmberNotice *notices;
  uint32_t n;

  perf_data_writer_init (&writer, false);
  perf_data_writer_add_attr (&writer, 1, 0, 10, type, PERF_DATA_FLAGS, 0, 41);
  perf_data_writer_add_attr (&writer, 0, 5, 4000, type, PERF_DATA_FLAGS | 1 << 10, 0, 42);
  write_ip_sample (&writer, 42, 1000);
  write_ip_sample (&writer, 41, 2000);
  write_ip_sample (&writer, 99, 3000);
  profile = read_writer (&writer);
  text = perf_data_recording_describe (profile);
  g_assert_cmpstr (text, ==, "1000 :2 1/2 -1 1 branch-misses: [unknown]@[kernel.kallsyms]+ffffffff81000000\n"
                             "2000 :2 1/2 -1 10 cpu-clock: [unknown]@[kernel.kallsyms]+ffffffff81000000\n");
  notices = ember_profile_get_notices (profile, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_nonnull (strstr (notices[0].text, "unknown event"));
}

static void
test_hardware_call_records_replace_the_users_chain (void)
{
  const uint64_t type = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 5 | 1 << 11;
  static const uint64_t words[] = { 0xffffffff81000000, 5 | (uint64_t) 5 << 32, 1000,
                                    4, PERF_DATA_KERNEL_LEVEL, 0xffffffff81000000, PERF_DATA_USER_LEVEL, 0x1,
                                    2, 0x400100, 0x400200, 0, 0x400300, 0x400050, 0 };
  PerfDataWriter writer;

  perf_data_writer_init (&writer, false);
  perf_data_writer_add_attr (&writer, 0, 0, 1, type, PERF_DATA_FLAGS, 1 << 11, 0);
  perf_data_writer_begin (&writer, 9, 1);
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    perf_data_writer_u64 (&writer, words[i]);
  perf_data_writer_end (&writer);
  assert_reads_as (&writer, "1000 :5 5/5 -1 1 cycles: [unknown]@[unknown]+0;[unknown]@[unknown]+0;[unknown]@[unknown]+0;"
                            "[unknown]@[kernel.kallsyms]+ffffffff81000000\n");
}

static void
test_head_facts_are_kept (void)
{
  PerfDataWriter writer;
  g_autoptr (EmberProfile) profile = NULL;
  const EmberFact *facts;
  uint32_t n;

  perf_data_recording_fill (&writer, false);
  profile = read_writer (&writer);
  facts = ember_profile_get_facts (profile, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpstr (facts[0].key, ==, "hostname");
  g_assert_true (g_str_has_prefix (facts[2].key, "sample period of "));
  g_assert_cmpstr (facts[0].value, ==, "examplehost");
  g_assert_cmpstr (facts[1].value, ==, "6.1.0-test");
}

static void
test_attrs_of_every_size_are_read (void)
{
  static const uint32_t sizes[] = { 64, 72, 96, 136, 400 };

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      PerfDataWriter writer;

      perf_data_writer_init (&writer, false);
      writer.attr_bytes = sizes[i];
      perf_data_writer_add_attr (&writer, 0, 1, 77, 1 << 0 | 1 << 1 | 1 << 2 | 1 << 6, PERF_DATA_FLAGS, 0, 3);
      write_ip_sample (&writer, 3, 1000);
      assert_reads_as (&writer, "1000 :2 1/2 -1 77 instructions: [unknown]@[kernel.kallsyms]+ffffffff81000000\n");
    }
}

/* The build-id that the image of the only module with @path has, as hexadecimal text. */
static char *
dup_build_id (const EmberProfile *profile,
              const char *path)
{
  const EmberImages *images = ember_profile_get_images (profile);
  GString *text = g_string_new (NULL);

  for (EmberImageId i = 0; i < ember_images_get_n (images); i++)
    {
      const EmberImage *image = ember_images_get (images, i);

      if (g_str_equal (ember_strings_get (ember_profile_get_strings (profile), image->path), path))
        for (uint32_t b = 0; b < image->build_id_size; b++)
          g_string_append_printf (text, "%02x", image->build_id[b]);
    }
  return g_string_free (text, FALSE);
}

static void
write_file_map (PerfDataWriter *writer,
                uint64_t begin,
                uint64_t inode,
                uint64_t generation,
                const char *path)
{
  perf_data_writer_begin (writer, 10, 2);
  perf_data_writer_u32 (writer, 5);
  perf_data_writer_u32 (writer, 5);
  perf_data_writer_u64 (writer, begin);
  perf_data_writer_u64 (writer, 0x1000);
  perf_data_writer_u64 (writer, 0);
  perf_data_writer_u32 (writer, 8); /* device */
  perf_data_writer_u32 (writer, 1);
  perf_data_writer_u64 (writer, inode);
  perf_data_writer_u64 (writer, generation);
  perf_data_writer_u32 (writer, 5);
  perf_data_writer_u32 (writer, 2);
  perf_data_writer_text (writer, path);
  perf_data_recording_trailer (writer, 0, 5, 5);
}

static void
test_files_without_build_id_are_known_by_inode (void)
{
  for (int is_swapped = 0; is_swapped < 2; is_swapped++)
    {
      PerfDataWriter writer;
      g_autoptr (EmberProfile) profile = NULL;
      const EmberImages *images;
      GString *text = g_string_new (NULL);

      perf_data_recording_begin (&writer, is_swapped);
      write_file_map (&writer, 0x400000, 0x123456789a, 7, "/bin/one");
      write_file_map (&writer, 0x500000, 0x123456789a, 8, "/bin/one");
      write_file_map (&writer, 0x600000, 0, 0, "[heap]");
      perf_data_recording_sample (&writer, 1000, 5, 5, low_chain);
      profile = read_writer (&writer);
      images = ember_profile_get_images (profile);
      for (EmberImageId i = 1; i < ember_images_get_n (images); i++)
        if (ember_images_get (images, i)->inode != 0)
          g_string_append_printf (text, "%" G_GINT64_MODIFIER "x-%u ", ember_images_get (images, i)->inode, ember_images_get (images, i)->generation);
      g_assert_cmpstr (text->str, ==, "123456789a-7 123456789a-8 ");
      g_string_free (text, TRUE);
    }
}

static void
test_build_ids_come_from_the_mapping_or_the_table (void)
{
  static const uint8_t in_mapping[24] = { 3, 0, 0, 0, 0xaa, 0xbb, 0xcc };
  static const uint8_t in_table[24] = { 0x11, 0x22, 0x33, 0x44 };
  PerfDataWriter writer;
  g_autoptr (EmberProfile) profile = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  perf_data_recording_begin (&writer, false);
  perf_data_writer_begin (&writer, 10, 2 | 1u << 14);
  perf_data_writer_u32 (&writer, 5);
  perf_data_writer_u32 (&writer, 5);
  perf_data_writer_u64 (&writer, 0x400000);
  perf_data_writer_u64 (&writer, 0x1000);
  perf_data_writer_u64 (&writer, 0);
  perf_data_writer_bytes (&writer, in_mapping, sizeof in_mapping);
  perf_data_writer_u32 (&writer, 5);
  perf_data_writer_u32 (&writer, 2);
  perf_data_writer_text (&writer, "/bin/with");
  perf_data_recording_trailer (&writer, 0, 5, 5);
  perf_data_recording_map (&writer, 0, 5, 0x500000, 0x1000, 0, "/bin/without");
  perf_data_recording_sample (&writer, 1000, 5, 5, low_chain);
  perf_data_writer_begin (&writer, 0, 0);
  perf_data_writer_u32 (&writer, 67);
  perf_data_writer_u16 (&writer, 2);
  perf_data_writer_u16 (&writer, 8 + 4 + 24 + 16);
  perf_data_writer_u32 (&writer, (uint32_t) -1);
  perf_data_writer_bytes (&writer, in_table, sizeof in_table);
  perf_data_writer_text (&writer, "/bin/without");
  perf_data_writer_end_feature (&writer, 2);
  profile = read_writer (&writer);
  first = dup_build_id (profile, "/bin/with");
  second = dup_build_id (profile, "/bin/without");
  g_assert_cmpstr (first, ==, "aabbcc");
  g_assert_cmpstr (second, ==, "1122334400000000000000000000000000000000");
}

/* Every way to write a recording reads as the plain little endian file does. */
static void
test_all_ways_of_writing_hold_the_same_samples (void)
{
  g_autofree char *wanted = NULL;

  for (int variant = 0; variant < 16; variant++)
    {
      PerfDataWriter writer;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (EmberProfile) profile = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      perf_data_recording_fill (&writer, (variant & 1) != 0);
      if (variant & 12)
        perf_data_writer_compress (&writer, (variant & 8) != 0, variant & 4 ? 100 : 60000);
      bytes = variant & 2 ? perf_data_writer_finish_pipe (&writer) : perf_data_writer_finish_file (&writer);
      profile = perf_data_recording_read (bytes, &error);
      g_assert_no_error (error);
      text = perf_data_recording_describe (profile);
      if (variant == 0)
        {
          wanted = g_steal_pointer (&text);
          g_assert_nonnull (strstr (wanted, "5000000000 first 100/100 3 1000 cycles: [unknown]@/usr/bin/first+510\n"));
          g_assert_nonnull (strstr (wanted, " second 200/200 3 1000 cycles: [unknown]@[unknown]+0;"));
        }
      else
        g_assert_cmpstr (text, ==, wanted);
      perf_data_writer_clear (&writer);
    }
}

static void
test_a_recording_without_times_keeps_the_order_of_the_file (void)
{
  static const uint64_t ips[] = { 0x400100, 0x400200, 0x400050 };
  PerfDataWriter writer;
  g_autoptr (EmberProfile) profile = NULL;
  g_autofree char *text = NULL;

  perf_data_writer_init (&writer, false);
  perf_data_writer_add_attr (&writer, 0, 0, 1, 1, 1 << 20, 0, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (ips); i++)
    {
      perf_data_writer_begin (&writer, 9, 1);
      perf_data_writer_u64 (&writer, ips[i]);
      perf_data_writer_end (&writer);
    }
  profile = read_writer (&writer);
  g_assert_false (ember_profile_has_times (profile));
  text = perf_data_recording_describe (profile);
  g_assert_cmpstr (text, ==, "0 :-1 -1/-1 -1 1 cycles: [unknown]@[kernel.kallsyms]+400100\n"
                             "1 :-1 -1/-1 -1 1 cycles: [unknown]@[kernel.kallsyms]+400200\n"
                             "2 :-1 -1/-1 -1 1 cycles: [unknown]@[kernel.kallsyms]+400050\n");
}

static void
write_file (const char *folder,
            const char *name,
            const uint8_t *bytes,
            gsize n)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, (const char *) bytes, (gssize) n, NULL));
}

static void
test_a_folder_holds_the_records_of_several_threads (void)
{
  char *folder = temp_folder_new ();
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GBytes) head = NULL;
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  PerfDataWriter writer;
  PerfDataWriter parts[2];

  perf_data_recording_begin (&writer, false);
  perf_data_recording_sample (&writer, 3000, 5, 5, low_chain);
  head = perf_data_writer_finish_file (&writer);
  g_assert_null (ember_format_read_file (file, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);
  write_file (folder, "data", g_bytes_get_data (head, NULL), g_bytes_get_size (head));
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("data.%d", i);

      perf_data_recording_begin (&parts[i], false);
      perf_data_recording_sample (&parts[i], 1000 + (uint64_t) i, 6, 6, low_chain);
      write_file (folder, name, parts[i].records->data, parts[i].records->len);
      perf_data_writer_clear (&parts[i]);
    }
  profile = ember_format_read_file (file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  text = perf_data_recording_describe (profile);
  g_assert_cmpstr (text, ==, "1000 :6 6/6 3 1000 cycles: [unknown]@[unknown]+0\n"
                             "1001 :6 6/6 3 1000 cycles: [unknown]@[unknown]+0\n"
                             "3000 :5 5/5 3 1000 cycles: [unknown]@[unknown]+0\n");
  temp_folder_delete (folder);
  perf_data_writer_clear (&writer);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/perf-data/" name, function)
  ADD ("samples-come-in-order-of-time", test_samples_come_in_order_of_time);
  ADD ("a-mapping-holds-from-its-time-on", test_a_mapping_holds_from_its_time_on);
  ADD ("a-newer-mapping-covers-an-older-one", test_a_newer_mapping_covers_an_older_one);
  ADD ("a-caller-is-looked-up-before-its-return-address", test_a_caller_is_looked_up_before_its_return_address);
  ADD ("fork-copies-mappings-and-exec-drops-them", test_fork_copies_mappings_and_exec_drops_them);
  ADD ("the-call-that-runs-a-program-came-from-the-old-one", test_the_call_that_runs_a_program_came_from_the_old_one);
  ADD ("a-thread-shares-the-mappings-of-its-process", test_a_thread_shares_the_mappings_of_its_process);
  ADD ("each-caller-that-is-nowhere-is-a-frame", test_each_caller_that_is_nowhere_is_a_frame);
  ADD ("unknown-context-markers-are-stepped-over", test_unknown_context_markers_are_stepped_over);
  ADD ("code-made-at-run-time-belongs-to-its-process", test_code_made_at_run_time_belongs_to_its_process);
  ADD ("kernel-modules-are-named-in-brackets", test_kernel_modules_are_named_in_brackets);
  ADD ("bpf-programs-have-names-while-they-are-loaded", test_bpf_programs_have_names_while_they_are_loaded);
  ADD ("lost-samples-leave-a-gap", test_lost_samples_leave_a_gap);
  ADD ("unknown-records-and-trailing-data-are-stepped-over", test_unknown_records_and_trailing_data_are_stepped_over);
  ADD ("ids-tell-events-apart-and-strangers-are-counted", test_ids_tell_events_apart_and_strangers_are_counted);
  ADD ("hardware-call-records-replace-the-users-chain", test_hardware_call_records_replace_the_users_chain);
  ADD ("head-facts-are-kept", test_head_facts_are_kept);
  ADD ("attrs-of-every-size-are-read", test_attrs_of_every_size_are_read);
  ADD ("files-without-build-id-are-known-by-inode", test_files_without_build_id_are_known_by_inode);
  ADD ("build-ids-come-from-the-mapping-or-the-table", test_build_ids_come_from_the_mapping_or_the_table);
  ADD ("all-ways-of-writing-hold-the-same-samples", test_all_ways_of_writing_hold_the_same_samples);
  ADD ("a-recording-without-times-keeps-the-order-of-the-file", test_a_recording_without_times_keeps_the_order_of_the_file);
  ADD ("a-folder-holds-the-records-of-several-threads", test_a_folder_holds_the_records_of_several_threads);
#undef ADD
  return g_test_run ();
}
