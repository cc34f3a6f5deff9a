/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/perf-data-writer.h"

#include <string.h>
#include <zstd.h>

static void
append_number (GByteArray *array,
               uint64_t value,
               uint32_t size_bytes,
               bool is_big_endian)
{
  for (uint32_t i = 0; i < size_bytes; i++)
    {
      const uint8_t byte = (uint8_t) (value >> 8 * (is_big_endian ? size_bytes - 1 - i : i));

      g_byte_array_append (array, &byte, 1);
    }
}

static void
append_u64 (const PerfDataWriter *writer,
            GByteArray *array,
            uint64_t value)
{
  append_number (array, value, 8, writer->is_big_endian);
}

/* Bit fields begin at the high end of each byte on big endian machines. */
static void
append_flags (const PerfDataWriter *writer,
              GByteArray *array,
              uint64_t flags)
{
  uint8_t bytes[8] = { 0 };

  for (uint32_t i = 0; i < 64; i++)
    if (flags >> i & 1)
      bytes[i / 8] |= (uint8_t) (1u << (writer->is_big_endian ? 7 - i % 8 : i % 8));
  g_byte_array_append (array, bytes, 8);
}

void
perf_data_writer_init (PerfDataWriter *writer,
                       bool is_big_endian)
{
  *writer = (PerfDataWriter){ .is_big_endian = is_big_endian, .attr_bytes = 112 };
  writer->attrs = g_byte_array_new ();
  writer->ids = g_byte_array_new ();
  writer->records = g_byte_array_new ();
  writer->features = g_byte_array_new ();
  writer->feature_bytes = g_array_new (FALSE, FALSE, sizeof (uint32_t));
}

void
perf_data_writer_clear (PerfDataWriter *writer)
{
  g_byte_array_unref (writer->attrs);
  g_byte_array_unref (writer->ids);
  g_byte_array_unref (writer->records);
  g_byte_array_unref (writer->features);
  g_array_unref (writer->feature_bytes);
}

void
perf_data_writer_add_attr (PerfDataWriter *writer,
                           uint32_t type,
                           uint64_t config,
                           uint64_t period,
                           uint64_t sample_type,
                           uint64_t flags,
                           uint64_t branch_sample_type,
                           uint64_t id)
{
  const guint begin = writer->attrs->len;
  static const uint8_t zeros[4096] = { 0 };

  append_number (writer->attrs, type, 4, writer->is_big_endian);
  append_number (writer->attrs, writer->attr_bytes, 4, writer->is_big_endian);
  append_u64 (writer, writer->attrs, config);
  append_u64 (writer, writer->attrs, period);
  append_u64 (writer, writer->attrs, sample_type);
  append_u64 (writer, writer->attrs, 0);
  append_flags (writer, writer->attrs, flags);
  g_byte_array_append (writer->attrs, zeros, 24);
  append_u64 (writer, writer->attrs, branch_sample_type);
  if (writer->attrs->len - begin < writer->attr_bytes)
    g_byte_array_append (writer->attrs, zeros, writer->attr_bytes - (writer->attrs->len - begin));
  g_byte_array_set_size (writer->attrs, begin + writer->attr_bytes);
  append_u64 (writer, writer->ids, id);
  writer->n_attrs++;
}

void
perf_data_writer_begin (PerfDataWriter *writer,
                        uint32_t type,
                        uint16_t misc)
{
  writer->record_position = writer->records->len;
  perf_data_writer_u32 (writer, type);
  perf_data_writer_u16 (writer, misc);
  perf_data_writer_u16 (writer, 0);
}

void
perf_data_writer_u16 (PerfDataWriter *writer,
                      uint16_t value)
{
  append_number (writer->records, value, 2, writer->is_big_endian);
}

void
perf_data_writer_u32 (PerfDataWriter *writer,
                      uint32_t value)
{
  append_number (writer->records, value, 4, writer->is_big_endian);
}

void
perf_data_writer_u64 (PerfDataWriter *writer,
                      uint64_t value)
{
  append_u64 (writer, writer->records, value);
}

void
perf_data_writer_bytes (PerfDataWriter *writer,
                        const void *bytes,
                        size_t size_bytes)
{
  g_byte_array_append (writer->records, bytes, (guint) size_bytes);
}

void
perf_data_writer_text (PerfDataWriter *writer,
                       const char *text)
{
  static const uint8_t zeros[8] = { 0 };
  const size_t n = strlen (text);

  perf_data_writer_bytes (writer, text, n);
  perf_data_writer_bytes (writer, zeros, 8 - n % 8);
}

static void
set_size (PerfDataWriter *writer)
{
  GByteArray *size = g_byte_array_new ();

  append_number (size, writer->records->len - writer->record_position, 2, writer->is_big_endian);
  memcpy (writer->records->data + writer->record_position + 6, size->data, 2);
  g_byte_array_unref (size);
}

void
perf_data_writer_end (PerfDataWriter *writer)
{
  g_assert_cmpuint (writer->records->len - writer->record_position, <=, UINT16_MAX);
  set_size (writer);
}

void
perf_data_writer_end_feature (PerfDataWriter *writer,
                              uint32_t feature)
{
  const size_t begin = writer->record_position + 8;
  const uint32_t size_bytes = (uint32_t) (writer->records->len - begin);

  g_byte_array_append (writer->features, writer->records->data + begin, size_bytes);
  g_array_append_val (writer->feature_bytes, feature);
  g_array_append_val (writer->feature_bytes, size_bytes);
  g_byte_array_set_size (writer->records, (guint) writer->record_position);
}

static void
append_chunk (PerfDataWriter *writer,
              bool is_second,
              const uint8_t *bytes,
              size_t size_bytes)
{
  static const uint8_t zeros[8] = { 0 };

  perf_data_writer_begin (writer, is_second ? 83 : 81, 0);
  if (is_second)
    perf_data_writer_u64 (writer, size_bytes);
  perf_data_writer_bytes (writer, bytes, size_bytes);
  if (is_second)
    perf_data_writer_bytes (writer, zeros, (8 - size_bytes % 8) % 8);
  perf_data_writer_end (writer);
}

void
perf_data_writer_compress (PerfDataWriter *writer,
                           bool is_second,
                           size_t chunk_bytes)
{
  GByteArray *plain = writer->records;
  const size_t bound_bytes = ZSTD_compressBound (plain->len);
  g_autofree uint8_t *packed = g_malloc (bound_bytes);
  const size_t packed_bytes = ZSTD_compress (packed, bound_bytes, plain->data, plain->len, 3);

  g_assert_false (ZSTD_isError (packed_bytes));
  writer->records = g_byte_array_new ();
  for (size_t at = 0; at < packed_bytes; at += chunk_bytes)
    append_chunk (writer, is_second, packed + at, MIN (chunk_bytes, packed_bytes - at));
  g_byte_array_unref (plain);
}

static void
append_feature_table (const PerfDataWriter *writer,
                      GByteArray *file)
{
  const uint32_t n = writer->feature_bytes->len / 2;
  uint64_t offset = file->len + 16 * n;

  for (uint32_t i = 0; i < n; i++)
    {
      const uint32_t size_bytes = g_array_index (writer->feature_bytes, uint32_t, 2 * i + 1);

      append_u64 (writer, file, offset);
      append_u64 (writer, file, size_bytes);
      offset += size_bytes;
    }
  g_byte_array_append (file, writer->features->data, writer->features->len);
}

static void
append_magic (const PerfDataWriter *writer,
              GByteArray *file)
{
  g_byte_array_append (file, (const uint8_t *) (writer->is_big_endian ? "2ELIFREP" : "PERFILE2"), 8);
}

GBytes *
perf_data_writer_finish_file (const PerfDataWriter *writer)
{
  GByteArray *file = g_byte_array_new ();
  const uint64_t entry_bytes = writer->attr_bytes + 16;
  const uint64_t attrs_offset = 104 + writer->ids->len;
  uint64_t bits[4] = { 0 };

  for (uint32_t i = 0; i < writer->feature_bytes->len; i += 2)
    {
      const uint32_t feature = g_array_index (writer->feature_bytes, uint32_t, i);

      bits[feature / 64] |= UINT64_C (1) << feature % 64;
    }
  append_magic (writer, file);
  append_u64 (writer, file, 104);
  append_u64 (writer, file, entry_bytes);
  append_u64 (writer, file, attrs_offset);
  append_u64 (writer, file, entry_bytes * writer->n_attrs);
  append_u64 (writer, file, attrs_offset + entry_bytes * writer->n_attrs);
  append_u64 (writer, file, writer->records->len);
  append_u64 (writer, file, 0);
  append_u64 (writer, file, 0);
  for (uint32_t i = 0; i < 4; i++)
    append_u64 (writer, file, bits[i]);
  g_byte_array_append (file, writer->ids->data, writer->ids->len);
  for (uint32_t i = 0; i < writer->n_attrs; i++)
    {
      static const uint8_t zeros[8] = { 0 };
      const bool has_id = memcmp (writer->ids->data + 8 * i, zeros, 8) != 0;

      g_byte_array_append (file, writer->attrs->data + i * writer->attr_bytes, writer->attr_bytes);
      append_u64 (writer, file, 104 + 8 * i);
      append_u64 (writer, file, has_id ? 8 : 0);
    }
  g_byte_array_append (file, writer->records->data, writer->records->len);
  append_feature_table (writer, file);
  return g_byte_array_free_to_bytes (file);
}

static void
append_header (const PerfDataWriter *writer,
               GByteArray *file,
               uint32_t type,
               uint32_t size_bytes)
{
  append_number (file, type, 4, writer->is_big_endian);
  append_number (file, 0, 2, writer->is_big_endian);
  append_number (file, size_bytes + 8, 2, writer->is_big_endian);
}

GBytes *
perf_data_writer_finish_pipe (const PerfDataWriter *writer)
{
  GByteArray *file = g_byte_array_new ();
  const uint8_t *feature = writer->features->data;

  append_magic (writer, file);
  append_u64 (writer, file, 16);
  for (uint32_t i = 0; i < writer->n_attrs; i++)
    {
      append_header (writer, file, 64, writer->attr_bytes + 8);
      g_byte_array_append (file, writer->attrs->data + i * writer->attr_bytes, writer->attr_bytes);
      g_byte_array_append (file, writer->ids->data + 8 * i, 8);
    }
  for (uint32_t i = 0; i < writer->feature_bytes->len; i += 2)
    {
      const uint32_t size_bytes = g_array_index (writer->feature_bytes, uint32_t, i + 1);

      append_header (writer, file, 80, size_bytes + 8);
      append_u64 (writer, file, g_array_index (writer->feature_bytes, uint32_t, i));
      g_byte_array_append (file, feature, size_bytes);
      feature += size_bytes;
    }
  g_byte_array_append (file, writer->records->data, writer->records->len);
  return g_byte_array_free_to_bytes (file);
}
