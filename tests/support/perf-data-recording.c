/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/perf-data-recording.h"

#include <string.h>

#define ID 7
#define SAMPLE_RAW (1u << 10)
#define TRACEPOINT 2

void
perf_data_recording_begin (PerfDataWriter *writer,
                           bool is_big_endian)
{
  perf_data_writer_init (writer, is_big_endian);
  perf_data_writer_add_attr (writer, 0, 0, 1000, PERF_DATA_SAMPLE_TYPE, PERF_DATA_FLAGS, 0, ID);
}

/* A sample but for what may follow its chain. */
static void
begin_sample (PerfDataWriter *writer,
              uint64_t time_ns,
              int32_t pid,
              int32_t tid,
              const uint64_t *chain)
{
  uint64_t n = 0;

  while (chain[n] != 0)
    n++;
  perf_data_writer_begin (writer, 9, 2);
  perf_data_writer_u64 (writer, ID);
  perf_data_writer_u64 (writer, n > 1 ? chain[1] : 0);
  perf_data_writer_u32 (writer, (uint32_t) pid);
  perf_data_writer_u32 (writer, (uint32_t) tid);
  perf_data_writer_u64 (writer, time_ns);
  perf_data_writer_u32 (writer, 3);
  perf_data_writer_u32 (writer, 0);
  perf_data_writer_u64 (writer, 1000);
  perf_data_writer_u64 (writer, n);
  for (uint64_t i = 0; i < n; i++)
    perf_data_writer_u64 (writer, chain[i]);
}

void
perf_data_recording_sample (PerfDataWriter *writer,
                            uint64_t time_ns,
                            int32_t pid,
                            int32_t tid,
                            const uint64_t *chain)
{
  begin_sample (writer, time_ns, pid, tid, chain);
  perf_data_writer_end (writer);
}

void
perf_data_recording_begin_switches (PerfDataWriter *writer,
                                    bool is_big_endian)
{
  perf_data_writer_init (writer, is_big_endian);
  perf_data_writer_add_attr (writer, TRACEPOINT, 372, 1, PERF_DATA_SAMPLE_TYPE | SAMPLE_RAW, PERF_DATA_FLAGS, 0, ID);
}

/* Its data as kernels of 64 bits lay it out. */
void
perf_data_recording_switch (PerfDataWriter *writer,
                            uint64_t time_ns,
                            int32_t tid,
                            int32_t out,
                            int32_t in,
                            const uint64_t *chain)
{
  static const uint8_t comm[16] = "any";

  begin_sample (writer, time_ns, tid, tid, chain);
  perf_data_writer_u32 (writer, 68);
  perf_data_writer_u16 (writer, 372);
  perf_data_writer_u16 (writer, 0);
  perf_data_writer_u32 (writer, (uint32_t) out);
  perf_data_writer_bytes (writer, comm, sizeof comm);
  perf_data_writer_u32 (writer, (uint32_t) out);
  perf_data_writer_u32 (writer, 120);
  perf_data_writer_u64 (writer, 1);
  perf_data_writer_bytes (writer, comm, sizeof comm);
  perf_data_writer_u32 (writer, (uint32_t) in);
  perf_data_writer_u32 (writer, 120);
  perf_data_writer_u32 (writer, 0);
  perf_data_writer_end (writer);
}

/* The table of events: how many, the size of each attr, then attr, ids and name. */
void
perf_data_recording_end_switches (PerfDataWriter *writer)
{
  static const char name[] = "sched:sched_switch";

  perf_data_writer_begin (writer, 0, 0);
  perf_data_writer_u32 (writer, 1);
  perf_data_writer_u32 (writer, writer->attr_bytes);
  perf_data_writer_bytes (writer, writer->attrs->data, writer->attr_bytes);
  perf_data_writer_u32 (writer, 1);
  perf_data_writer_u32 (writer, sizeof name / 8 * 8 + 8);
  perf_data_writer_text (writer, name);
  perf_data_writer_u64 (writer, ID);
  perf_data_writer_end_feature (writer, 12);
}

void
perf_data_recording_trailer (PerfDataWriter *writer,
                             uint64_t time_ns,
                             int32_t pid,
                             int32_t tid)
{
  perf_data_writer_u32 (writer, (uint32_t) pid);
  perf_data_writer_u32 (writer, (uint32_t) tid);
  perf_data_writer_u64 (writer, time_ns);
  perf_data_writer_u32 (writer, 3);
  perf_data_writer_u32 (writer, 0);
  perf_data_writer_u64 (writer, ID);
  perf_data_writer_end (writer);
}

void
perf_data_recording_map (PerfDataWriter *writer,
                         uint64_t time_ns,
                         int32_t pid,
                         uint64_t begin,
                         uint64_t size_bytes,
                         uint64_t offset,
                         const char *path)
{
  perf_data_writer_begin (writer, 10, 2);
  perf_data_writer_u32 (writer, (uint32_t) pid);
  perf_data_writer_u32 (writer, (uint32_t) pid);
  perf_data_writer_u64 (writer, begin);
  perf_data_writer_u64 (writer, size_bytes);
  perf_data_writer_u64 (writer, offset);
  for (int i = 0; i < 3; i++)
    perf_data_writer_u64 (writer, 0);
  perf_data_writer_u32 (writer, 5);
  perf_data_writer_u32 (writer, 2);
  perf_data_writer_text (writer, path);
  perf_data_recording_trailer (writer, time_ns, pid, pid);
}

void
perf_data_recording_kernel_map (PerfDataWriter *writer,
                                uint64_t begin,
                                uint64_t size_bytes,
                                uint64_t offset,
                                const char *path)
{
  perf_data_writer_begin (writer, 1, 1);
  perf_data_writer_u32 (writer, (uint32_t) -1);
  perf_data_writer_u32 (writer, 0);
  perf_data_writer_u64 (writer, begin);
  perf_data_writer_u64 (writer, size_bytes);
  perf_data_writer_u64 (writer, offset);
  perf_data_writer_text (writer, path);
  perf_data_recording_trailer (writer, 0, -1, 0);
}

void
perf_data_recording_comm (PerfDataWriter *writer,
                          uint64_t time_ns,
                          int32_t pid,
                          int32_t tid,
                          bool is_exec,
                          const char *comm)
{
  perf_data_writer_begin (writer, 3, is_exec ? 1u << 13 : 0);
  perf_data_writer_u32 (writer, (uint32_t) pid);
  perf_data_writer_u32 (writer, (uint32_t) tid);
  perf_data_writer_text (writer, comm);
  perf_data_recording_trailer (writer, time_ns, pid, tid);
}

void
perf_data_recording_fork (PerfDataWriter *writer,
                          uint64_t time_ns,
                          int32_t parent_pid,
                          int32_t pid,
                          int32_t tid)
{
  perf_data_writer_begin (writer, 7, 0);
  perf_data_writer_u32 (writer, (uint32_t) pid);
  perf_data_writer_u32 (writer, (uint32_t) parent_pid);
  perf_data_writer_u32 (writer, (uint32_t) tid);
  perf_data_writer_u32 (writer, (uint32_t) parent_pid);
  perf_data_writer_u64 (writer, time_ns);
  perf_data_recording_trailer (writer, time_ns, pid, tid);
}

static void
add_feature_text (PerfDataWriter *writer,
                  uint32_t feature,
                  const char *text)
{
  perf_data_writer_begin (writer, 0, 0);
  perf_data_writer_u32 (writer, (uint32_t) (strlen (text) / 8 * 8 + 8));
  perf_data_writer_text (writer, text);
  perf_data_writer_end_feature (writer, feature);
}

void
perf_data_recording_fill (PerfDataWriter *writer,
                          bool is_big_endian)
{
  static const uint64_t both[] = { PERF_DATA_KERNEL_LEVEL, 0xffffffff81000100, 0xffffffffc0001010,
                                   PERF_DATA_USER_LEVEL, 0x400500, 0x7f0000001000, 0x12, 0 };
  static const uint64_t user[] = { PERF_DATA_USER_LEVEL, 0x400510, 0 };

  perf_data_recording_begin (writer, is_big_endian);
  perf_data_recording_kernel_map (writer, 0xffffffff81000000, 0x1000000, 0xffffffff81000000, "[kernel.kallsyms]_text");
  perf_data_recording_kernel_map (writer, 0xffffffffc0000000, 0x10000, 0, "/lib/modules/6.1/kernel/net/nf-conntrack.ko");
  perf_data_recording_comm (writer, 0, 100, 100, false, "first");
  perf_data_recording_map (writer, 0, 100, 0x400000, 0x1000, 0, "/usr/bin/first");
  perf_data_recording_map (writer, 0, 100, 0x7f0000000000, 0x2000, 0x3000, "/usr/lib/libshared.so.1");
  for (uint64_t i = 0; i < 200; i++)
    {
      perf_data_recording_sample (writer, 5000000000 + (i * 7919) % 1000 * 1000000, 100, 100 + (int32_t) (i % 3), i % 2 ? both : user);
      if (i == 50)
        perf_data_recording_fork (writer, 5300000000, 100, 200, 200);
      if (i == 60)
        perf_data_recording_comm (writer, 5400000000, 200, 200, true, "second");
      if (i % 5 == 0)
        perf_data_recording_sample (writer, 5000000000 + (i * 7919) % 1000 * 1000000 + 1, 200, 200, both);
    }
  add_feature_text (writer, 3, "examplehost");
  add_feature_text (writer, 4, "6.1.0-test");
}

EmberProfile *
perf_data_recording_read (GBytes *bytes,
                          GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  return ember_format_read (stream, (int64_t) g_bytes_get_size (bytes), NULL, NULL, NULL, error);
}

static void
describe_stack (GString *text,
                const EmberProfile *profile,
                EmberStackId stack)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  const EmberFrameId id = ember_stacks_get_frame (stacks, stack);
  const EmberFrame *frame = ember_frames_get (ember_profile_get_frames (profile), id);

  if (ember_stacks_get_depth (stacks, stack) < 2)
    return;
  describe_stack (text, profile, ember_stacks_get_parent (stacks, stack));
  g_string_append_printf (text, "%s%s", ember_stacks_get_depth (stacks, stack) > 2 ? ";" : "",
                          ember_profile_get_frame_name (profile, id));
  if (frame->kind == EMBER_FRAME_UNKNOWN)
    g_string_append_printf (text, "@%s+%" G_GINT64_MODIFIER "x", ember_profile_get_frame_module (profile, id), frame->address);
}

char *
perf_data_recording_describe (const EmberProfile *profile)
{
  const EmberStrings *strings = ember_profile_get_strings (profile);
  uint32_t n_tables, n_events;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);
  const EmberEvent *events = ember_profile_get_events (profile, &n_events);
  GString *text = g_string_new (NULL);

  for (uint32_t t = 0; t < n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (&tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (&tables[t], row);
        const EmberThread *thread = ember_threads_get (ember_profile_get_threads (profile), sample.thread);

        g_string_append_printf (text, "%" G_GINT64_FORMAT " %s %d/%d %d %" G_GUINT64_FORMAT " %s: ", sample.time_ns,
                                ember_strings_get (strings, thread->comm), thread->pid, thread->tid, sample.cpu, sample.weight,
                                ember_strings_get (strings, events[sample.event].name));
        describe_stack (text, profile, sample.stack);
        g_string_append_c (text, '\n');
      }
  return g_string_free (text, FALSE);
}
