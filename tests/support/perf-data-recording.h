/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/format.h"
#include "support/perf-data-writer.h"

/* What perf_data_recording_begin() samples: id, address, thread, time, CPU, period and chain. */
#define PERF_DATA_SAMPLE_TYPE ((1u << 16) | (1u << 0) | (1u << 1) | (1u << 2) | (1u << 7) | (1u << 8) | (1u << 5))
/* Flags: all records have a trailer; guests are left out, so names have no modifiers. */
#define PERF_DATA_FLAGS ((1u << 18) | (1u << 20))

#define PERF_DATA_KERNEL_LEVEL ((uint64_t) -128)
#define PERF_DATA_USER_LEVEL ((uint64_t) -512)

/* Begins a recording of one event, cycles with the id 7. */
void perf_data_recording_begin (PerfDataWriter *writer,
                                bool is_big_endian);

/* A sample of cycles with period 1000.
 * @chain: ends in 0 */
void perf_data_recording_sample (PerfDataWriter *writer,
                                 uint64_t time_ns,
                                 int32_t pid,
                                 int32_t tid,
                                 const uint64_t *chain);

/* Begins a recording of the tracepoint sched:sched_switch with the id 7, which end_switches() names. */
void perf_data_recording_begin_switches (PerfDataWriter *writer,
                                         bool is_big_endian);

/* A sample of it, of the thread @tid.
 * @out: who leaves, @in: who comes, by the kernel's numbers; @chain: ends in 0 */
void perf_data_recording_switch (PerfDataWriter *writer,
                                 uint64_t time_ns,
                                 int32_t tid,
                                 int32_t out,
                                 int32_t in,
                                 const uint64_t *chain);

void perf_data_recording_end_switches (PerfDataWriter *writer);

/* @time_ns: 0 for what perf made up when it began */
void perf_data_recording_map (PerfDataWriter *writer,
                              uint64_t time_ns,
                              int32_t pid,
                              uint64_t begin,
                              uint64_t size_bytes,
                              uint64_t offset,
                              const char *path);

/* A mapping of the kernel (MMAP, level kernel). */
void perf_data_recording_kernel_map (PerfDataWriter *writer,
                                     uint64_t begin,
                                     uint64_t size_bytes,
                                     uint64_t offset,
                                     const char *path);

void perf_data_recording_comm (PerfDataWriter *writer,
                               uint64_t time_ns,
                               int32_t pid,
                               int32_t tid,
                               bool is_exec,
                               const char *comm);

void perf_data_recording_fork (PerfDataWriter *writer,
                               uint64_t time_ns,
                               int32_t parent_pid,
                               int32_t pid,
                               int32_t tid);

/* What stands at the end of each record but samples. */
void perf_data_recording_trailer (PerfDataWriter *writer,
                                  uint64_t time_ns,
                                  int32_t pid,
                                  int32_t tid);

/* A recording with a bit of everything, the same for every byte order. */
void perf_data_recording_fill (PerfDataWriter *writer,
                               bool is_big_endian);

/* Reads a finished file from memory. */
EmberProfile *perf_data_recording_read (GBytes *bytes,
                                        GError **error);

/* A line for each sample: "TIME COMM PID/TID CPU WEIGHT EVENT: outer;…;leaf", frames as
 * NAME, with "@MODULE+ADDRESS" behind it where they have no symbol. */
char *perf_data_recording_describe (const EmberProfile *profile);
