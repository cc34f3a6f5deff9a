/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* PerfDataWriter: makes small perf.data files of either byte order, for tests. */
typedef struct
{
  bool is_big_endian;
  uint32_t attr_bytes;    /* size of each attr */
  GByteArray *attrs;      /* attrs alone */
  GByteArray *ids;        /* n_ids of them, one for each attr */
  GByteArray *records;    /* the data section */
  GByteArray *features;   /* content of features, one after the other */
  GArray *feature_bytes;  /* uint32_t: number of a feature, its size; in order of number */
  size_t record_position; /* of the record that is being written */
  uint32_t n_attrs;
} PerfDataWriter;

void perf_data_writer_init (PerfDataWriter *writer,
                            bool is_big_endian);

void perf_data_writer_clear (PerfDataWriter *writer);

/* @id: 0: the attr has none; else it stands in the file's table */
void perf_data_writer_add_attr (PerfDataWriter *writer,
                                uint32_t type,
                                uint64_t config,
                                uint64_t period,
                                uint64_t sample_type,
                                uint64_t flags,
                                uint64_t branch_sample_type,
                                uint64_t id);

/* A record is begun, filled word by word, and ended, which sets its size. */
void perf_data_writer_begin (PerfDataWriter *writer,
                             uint32_t type,
                             uint16_t misc);

void perf_data_writer_u16 (PerfDataWriter *writer,
                           uint16_t value);

void perf_data_writer_u32 (PerfDataWriter *writer,
                           uint32_t value);

void perf_data_writer_u64 (PerfDataWriter *writer,
                           uint64_t value);

/* Text with its NUL, filled up to whole words. */
void perf_data_writer_text (PerfDataWriter *writer,
                            const char *text);

void perf_data_writer_bytes (PerfDataWriter *writer,
                             const void *bytes,
                             size_t size_bytes);

void perf_data_writer_end (PerfDataWriter *writer);

/* What was written into the record that is begun becomes a feature instead; in growing order of number. */
void perf_data_writer_end_feature (PerfDataWriter *writer,
                                   uint32_t feature);

/* Packs all records so far into COMPRESSED or COMPRESSED2 ones of @chunk_bytes each. */
void perf_data_writer_compress (PerfDataWriter *writer,
                                bool is_second,
                                size_t chunk_bytes);

/* The whole as a file. */
GBytes *perf_data_writer_finish_file (const PerfDataWriter *writer);

/* The whole as what perf writes into a pipe; features are records too. */
GBytes *perf_data_writer_finish_pipe (const PerfDataWriter *writer);
