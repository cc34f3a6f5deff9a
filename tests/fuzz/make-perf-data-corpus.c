/* SPDX-License-Identifier: GPL-3.0-or-later */
/* make-perf-data-corpus FOLDER: writes the small files that the fuzz target perf-data begins with,
 * one for each kind of record and feature. */
#include <string.h>

#include "support/perf-data-recording.h"

#define ID 7
#define IDENTIFIER (1u << 16)
#define IP (1u << 0)
#define TID (1u << 1)
#define TIME (1u << 2)
#define ADDRESS (1u << 3)
#define READ (1u << 4)
#define CHAIN (1u << 5)
#define OLD_ID (1u << 6)
#define CPU (1u << 7)
#define PERIOD (1u << 8)
#define STREAM_ID (1u << 9)
#define RAW (1u << 10)
#define BRANCHES (1u << 11)
#define USER_REGS (1u << 12)
#define USER_STACK (1u << 13)

static const uint64_t user[] = { PERF_DATA_USER_LEVEL, 0x400500, 0x400600, 0 };
static const uint64_t both[] = { PERF_DATA_KERNEL_LEVEL, 0xffffffff81000100, 0xffffffffc0000010, PERF_DATA_USER_LEVEL, 0x400500, 0 };

static void
begin_process (PerfDataWriter *writer,
               bool is_big_endian)
{
  perf_data_recording_begin (writer, is_big_endian);
  perf_data_recording_kernel_map (writer, 0xffffffff81000000, 0x1000000, 0xffffffff81000000, "[kernel.kallsyms]_text");
  perf_data_recording_kernel_map (writer, 0xffffffffc0000000, 0x10000, 0, "/lib/modules/6.1/kernel/net/nf-conntrack.ko");
  perf_data_recording_comm (writer, 0, 100, 100, false, "first");
  perf_data_recording_map (writer, 0, 100, 0x400000, 0x1000, 0, "/usr/bin/first");
  perf_data_recording_sample (writer, 5000000000, 100, 100, both);
}

static void
end_process (PerfDataWriter *writer)
{
  perf_data_recording_sample (writer, 5000000900, 100, 101, user);
}

static void
write_lives (PerfDataWriter *writer)
{
  perf_data_recording_fork (writer, 5000000100, 100, 200, 200);
  perf_data_recording_fork (writer, 5000000150, 100, 100, 101);
  perf_data_recording_sample (writer, 5000000200, 200, 200, both);
  perf_data_recording_comm (writer, 5000000300, 200, 200, true, "second");
  perf_data_recording_map (writer, 5000000400, 200, 0x400000, 0x800, 0x1000, "//anon");
  perf_data_recording_map (writer, 5000000400, 200, 0x400400, 0x800, 0, "[vdso]");
  perf_data_recording_sample (writer, 5000000500, 200, 200, user);
  perf_data_writer_begin (writer, 4, 0);
  for (int i = 0; i < 4; i++)
    perf_data_writer_u32 (writer, 200);
  perf_data_writer_u64 (writer, 5000000600);
  perf_data_recording_trailer (writer, 5000000600, 200, 200);
}

static void
write_losses (PerfDataWriter *writer)
{
  perf_data_writer_begin (writer, 2, 0);
  perf_data_writer_u64 (writer, ID);
  perf_data_writer_u64 (writer, 12);
  perf_data_recording_trailer (writer, 5000000500, 100, 100);
  perf_data_writer_begin (writer, 13, 0);
  perf_data_writer_u64 (writer, 3);
  perf_data_recording_trailer (writer, 5000000700, 100, 100);
}

static void
write_ksymbols (PerfDataWriter *writer)
{
  for (uint16_t flags = 0; flags < 2; flags++)
    {
      perf_data_writer_begin (writer, 17, 0);
      perf_data_writer_u64 (writer, 0xffffffffc0000000);
      perf_data_writer_u32 (writer, 0x100);
      perf_data_writer_u16 (writer, 1);
      perf_data_writer_u16 (writer, flags);
      perf_data_writer_text (writer, "bpf_prog_1234_test");
      perf_data_recording_trailer (writer, 5000000100 + flags, 0, 0);
      perf_data_recording_sample (writer, 5000000100 + flags, 100, 100, both);
    }
}

/* Records that are stepped over, and those that others trail behind. */
static void
write_others (PerfDataWriter *writer)
{
  static const uint32_t types[] = { 5, 6, 11, 12, 14, 15, 16, 18, 19, 20, 21, 68, 69, 70, 72, 73, 74, 75, 76, 77, 79, 82, 999 };

  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    {
      perf_data_writer_begin (writer, types[i], 0);
      perf_data_writer_u64 (writer, 1);
      perf_data_recording_trailer (writer, 5000000100, 100, 100);
    }
  perf_data_writer_begin (writer, 71, 0);
  perf_data_writer_u64 (writer, 16);
  for (int i = 0; i < 4; i++)
    perf_data_writer_u64 (writer, 0);
  perf_data_writer_end (writer);
  perf_data_writer_u64 (writer, UINT64_MAX);
  perf_data_writer_u64 (writer, UINT64_MAX);
}

static void
write_build_id (PerfDataWriter *writer,
                uint16_t misc,
                uint8_t size_bytes)
{
  uint8_t bytes[24] = { 0xab, 0xcd };

  bytes[20] = size_bytes;
  perf_data_writer_begin (writer, 67, misc);
  perf_data_writer_u32 (writer, UINT32_MAX);
  perf_data_writer_bytes (writer, bytes, sizeof bytes);
  perf_data_writer_text (writer, "/usr/bin/first");
  perf_data_writer_end (writer);
}

static void
write_build_ids (PerfDataWriter *writer)
{
  write_build_id (writer, 2, 0);
  write_build_id (writer, 1 | 1u << 15, 16);
  perf_data_writer_begin (writer, 10, 2 | 1u << 14);
  perf_data_writer_u32 (writer, 100);
  perf_data_writer_u32 (writer, 100);
  perf_data_writer_u64 (writer, 0x500000);
  perf_data_writer_u64 (writer, 0x1000);
  perf_data_writer_u64 (writer, 0);
  perf_data_writer_u32 (writer, 20);
  for (int i = 0; i < 5; i++)
    perf_data_writer_u32 (writer, 0x01020304);
  perf_data_writer_u32 (writer, 5);
  perf_data_writer_u32 (writer, 2);
  perf_data_writer_text (writer, "/usr/lib/libother.so");
  perf_data_recording_trailer (writer, 5000000100, 100, 100);
}

/* A name for the event, as pipes have it. */
static void
write_update (PerfDataWriter *writer)
{
  perf_data_writer_begin (writer, 78, 0);
  perf_data_writer_u64 (writer, 2);
  perf_data_writer_u64 (writer, ID);
  perf_data_writer_text (writer, "renamed");
  perf_data_writer_end (writer);
}

static void
add_text_feature (PerfDataWriter *writer,
                  uint32_t feature,
                  const char *text)
{
  perf_data_writer_begin (writer, 0, 0);
  perf_data_writer_u32 (writer, (uint32_t) (strlen (text) / 8 * 8 + 8));
  perf_data_writer_text (writer, text);
  perf_data_writer_end_feature (writer, feature);
}

static void
write_features (PerfDataWriter *writer)
{
  add_text_feature (writer, 3, "examplehost");
  perf_data_writer_begin (writer, 0, 0);
  perf_data_writer_u32 (writer, 4);
  perf_data_writer_u32 (writer, 2);
  perf_data_writer_end_feature (writer, 7);
  perf_data_writer_begin (writer, 0, 0);
  perf_data_writer_u32 (writer, 2);
  for (int i = 0; i < 2; i++)
    {
      perf_data_writer_u32 (writer, 8);
      perf_data_writer_text (writer, "perf");
    }
  perf_data_writer_end_feature (writer, 11);
  perf_data_writer_begin (writer, 0, 0);
  perf_data_writer_u32 (writer, 1);
  perf_data_writer_u32 (writer, 16);
  perf_data_writer_u64 (writer, 0);
  perf_data_writer_u64 (writer, 0);
  perf_data_writer_u32 (writer, 1);
  perf_data_writer_u32 (writer, 8);
  perf_data_writer_text (writer, "cycles");
  perf_data_writer_u64 (writer, ID);
  perf_data_writer_end_feature (writer, 12);
  perf_data_writer_begin (writer, 0, 0);
  perf_data_writer_u32 (writer, 1);
  perf_data_writer_u32 (writer, 1);
  perf_data_writer_u64 (writer, 1795548983976557000);
  perf_data_writer_u64 (writer, 5000000000);
  perf_data_writer_end_feature (writer, 29);
}

static void
write_simpleperf (PerfDataWriter *writer)
{
  static const uint8_t message[] = {
    0x0a, 9, '/', 'd', 'a', 't', 'a', '/', 'a', 'p', 'p', 0x10, 2, 0x18, 0x80, 0x20,
    0x22, 11, 0x08, 0x80, 0x2a, 0x10, 0x40, 0x1a, 4, 'm', 'a', 'i', 'n', 0x32, 2, 0x08, 0
  };
  static const char plain[] = "/data/old\0\2\0\0\0\0\0\x40\0\0\0\0\0\1\0\0\0\0\5\x40\0\0\0\0\0\x40\0\0\0main\0\0\0\0\0\0\0\0";
  static const char meta[] = "kernel_version\0005.10\0clockid\0monotonic\0";

  perf_data_recording_map (writer, 0, 100, 0x400000, 0x1000, 0, "/data/app");
  perf_data_writer_begin (writer, 0, 0);
  perf_data_writer_u32 (writer, sizeof plain - 1);
  perf_data_writer_bytes (writer, plain, sizeof plain - 1);
  perf_data_writer_end_feature (writer, 128);
  perf_data_writer_begin (writer, 0, 0);
  perf_data_writer_bytes (writer, meta, sizeof meta - 1);
  perf_data_writer_end_feature (writer, 129);
  perf_data_writer_begin (writer, 0, 0);
  perf_data_writer_u32 (writer, sizeof message);
  perf_data_writer_bytes (writer, message, sizeof message);
  perf_data_writer_end_feature (writer, 132);
}

/* Everything that can stand in a sample. */
static void
write_full_samples (PerfDataWriter *writer)
{
  const uint32_t type = IP | TID | TIME | ADDRESS | READ | CHAIN | OLD_ID | CPU | PERIOD | STREAM_ID | RAW | BRANCHES | USER_REGS | USER_STACK;

  perf_data_writer_add_attr (writer, 2, 99, 1, type, PERF_DATA_FLAGS, 1u << 11, 8);
  perf_data_writer_add_attr (writer, 4, 0x1c2, 1, type, PERF_DATA_FLAGS, 1u << 11, 9);
  for (uint64_t id = 8; id < 11; id++)
    {
      perf_data_writer_begin (writer, 9, 1);
      perf_data_writer_u64 (writer, 0xffffffff81000200);
      perf_data_writer_u32 (writer, 100);
      perf_data_writer_u32 (writer, 100);
      perf_data_writer_u64 (writer, 5000000000 + id);
      perf_data_writer_u64 (writer, 0xdead);
      perf_data_writer_u64 (writer, id);
      perf_data_writer_u64 (writer, id);
      perf_data_writer_u32 (writer, 1);
      perf_data_writer_u32 (writer, 0);
      perf_data_writer_u64 (writer, 500);
      perf_data_writer_u64 (writer, 77); /* read */
      perf_data_writer_u64 (writer, 2);
      perf_data_writer_u64 (writer, PERF_DATA_USER_LEVEL);
      perf_data_writer_u64 (writer, 0x400500);
      perf_data_writer_u32 (writer, 12);
      for (int i = 0; i < 3; i++)
        perf_data_writer_u32 (writer, 0x61626364);
      perf_data_writer_u64 (writer, 1);
      for (int i = 0; i < 3; i++)
        perf_data_writer_u64 (writer, 0x400700);
      perf_data_writer_u64 (writer, 0); /* no registers */
      perf_data_writer_u64 (writer, 8);
      perf_data_writer_u64 (writer, 0);
      perf_data_writer_u64 (writer, 8);
      perf_data_writer_end (writer);
    }
}

static void
write_nothing (PerfDataWriter *writer)
{
}

typedef struct
{
  const char *name;
  void (*write) (PerfDataWriter *writer);
} Part;

static const Part parts[] = {
  { "lives", write_lives },
  { "losses", write_losses },
  { "ksymbols", write_ksymbols },
  { "others", write_others },
  { "build-ids", write_build_ids },
  { "update", write_update },
  { "features", write_features },
  { "simpleperf", write_simpleperf },
  { "plain", write_nothing },
};

static void
save (const char *folder,
      const char *name,
      const char *ending,
      GBytes *bytes)
{
  g_autofree char *file = g_strconcat (name, "-", ending, NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error))
    g_error ("%s", error->message);
  g_bytes_unref (bytes);
}

/* A recording of one way of writing. */
static void
save_way (const char *folder,
          const char *name,
          PerfDataWriter *writer,
          int way)
{
  static const char *const endings[] = { "file", "big-endian", "pipe", "zstd" };

  if (way == 3)
    perf_data_writer_compress (writer, strlen (name) % 2, 200);
  save (folder, name, endings[way], way == 2 ? perf_data_writer_finish_pipe (writer) : perf_data_writer_finish_file (writer));
  perf_data_writer_clear (writer);
}

/* Threads that leave a CPU and come back, by the tracepoint and by records. */
static void
save_switches (const char *folder)
{
  for (int way = 0; way < 4; way++)
    {
      PerfDataWriter writer;

      perf_data_recording_begin_switches (&writer, way == 1);
      perf_data_recording_switch (&writer, 5000000000, 100, 100, 0, both);
      perf_data_recording_switch (&writer, 5000000100, 0, 0, 100, both);
      perf_data_recording_switch (&writer, 5000000200, 100, 100, 200, user);
      for (uint32_t type = 14; type < 16; type++)
        {
          perf_data_writer_begin (&writer, type, 0);
          if (type == 15)
            perf_data_writer_u64 (&writer, 200);
          perf_data_recording_trailer (&writer, 5000000300, 100, 100);
        }
      perf_data_recording_end_switches (&writer);
      save_way (folder, "switches", &writer, way);
    }
}

/* Such samples, with what tells where in them things stand. */
static void
save_layouts (const char *folder)
{
  static const char description[64 * 5] = "name: sched_switch\nID: 372\nformat:\n"
                                          "\tfield:pid_t prev_pid;\toffset:56;\tsize:4;\tsigned:1;\n"
                                          "\tfield:long prev_state;\toffset:32;\tsize:8;\tsigned:1;\n"
                                          "\tfield:pid_t next_pid;\toffset:24;\tsize:4;\tsigned:1;\n\nprint fmt: \"\"";

  for (int way = 0; way < 3; way++)
    {
      PerfDataWriter writer;

      perf_data_recording_begin_switches (&writer, way == 1);
      perf_data_writer_begin (&writer, way == 2 ? 66 : 0, 0);
      if (way == 2)
        {
          perf_data_writer_u32 (&writer, sizeof description);
          perf_data_writer_end (&writer);
        }
      perf_data_writer_bytes (&writer, (const uint8_t *) description, sizeof description);
      if (way != 2)
        perf_data_writer_end_feature (&writer, 1);
      perf_data_recording_switch (&writer, 5000000000, 100, 200, 100, both);
      perf_data_recording_switch (&writer, 5000000100, 200, 100, 200, both);
      perf_data_recording_end_switches (&writer);
      save_way (folder, "layouts", &writer, way);
    }
}

/* Samples of a group of events, with what each counted. */
static void
save_groups (const char *folder)
{
  const uint32_t type = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 4 | 1u << 6;

  for (int way = 0; way < 2; way++)
    {
      PerfDataWriter writer;

      perf_data_writer_init (&writer, way == 1);
      for (uint32_t i = 0; i < 2; i++)
        {
          perf_data_writer_add_attr (&writer, 1, 2 * i, 10, type, PERF_DATA_FLAGS, 0, 41 + i);
          writer.attrs->data[i * writer.attr_bytes + 32 + (way == 1 ? 7 : 0)] = 4 | 8;
        }
      for (uint32_t i = 1; i < 4; i++)
        {
          const uint64_t words[] = { 0xffffffff81000000, 5 | (uint64_t) 5 << 32, 5000000000 + i, 41, 2, 100 * i, 41, i / 2, 42 };

          perf_data_writer_begin (&writer, 9, 1);
          for (size_t w = 0; w < G_N_ELEMENTS (words); w++)
            perf_data_writer_u64 (&writer, words[w]);
          perf_data_writer_end (&writer);
        }
      save_way (folder, "groups", &writer, way);
    }
}

static void
save_part (const char *folder,
           const Part *part)
{
  for (int way = 0; way < 4; way++)
    {
      PerfDataWriter writer;

      begin_process (&writer, way == 1);
      part->write (&writer);
      end_process (&writer);
      save_way (folder, part->name, &writer, way);
    }
}

int
main (int argc,
      char **argv)
{
  PerfDataWriter writer;

  if (argc != 2)
    return 2;
  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    save_part (argv[1], &parts[i]);
  save_switches (argv[1]);
  save_layouts (argv[1]);
  save_groups (argv[1]);
  for (int is_big_endian = 0; is_big_endian < 2; is_big_endian++)
    {
      perf_data_writer_init (&writer, is_big_endian);
      write_full_samples (&writer);
      save (argv[1], "samples", is_big_endian ? "big-endian" : "file", perf_data_writer_finish_file (&writer));
      perf_data_writer_clear (&writer);
    }
  return 0;
}
