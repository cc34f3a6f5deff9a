/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-stream.h"

#include <string.h>

#include "support/perf-data-recording.h"

static const uint64_t chain[] = { PERF_DATA_USER_LEVEL, 0x400100, 0 };

/* Bytes of a sample with that chain; the first one stands at byte 240. */
#define SAMPLE_BYTES 80
#define FIRST_POSITION 240

/* Five samples. */
static GByteArray *
five_samples (void)
{
  PerfDataWriter writer;
  GByteArray *file;

  perf_data_recording_begin (&writer, false);
  for (uint64_t i = 0; i < 5; i++)
    perf_data_recording_sample (&writer, 1000 + i, 5, 5, chain);
  file = g_bytes_unref_to_array (perf_data_writer_finish_file (&writer));
  perf_data_writer_clear (&writer);
  return file;
}

/* @n_samples: what is left of the five; -1: an error
 * Returns: the error, or all notices */
static char *
dup_verdict (GByteArray *file,
             int64_t *n_samples)
{
  g_autoptr (GBytes) bytes = g_bytes_new (file->data, file->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = perf_data_recording_read (bytes, &error);
  const EmberNotice *notices;
  GString *text;
  uint32_t n;

  *n_samples = -1;
  if (profile == NULL)
    return g_strdup (error->message);
  text = g_string_new (NULL);
  *n_samples = (int64_t) ember_profile_get_n_samples (profile);
  notices = ember_profile_get_notices (profile, &n);
  for (uint32_t i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", notices[i].text);
  return g_string_free (text, FALSE);
}

typedef struct
{
  uint32_t sample; /* whose bytes are changed */
  size_t offset;
  uint32_t size_bytes;
  uint64_t value;
  int64_t n_samples;
  const char *verdict;
} Damage;

#define KEPT "; what was read before it is shown"

static const Damage damages[] = {
  { 2, 6, 2, 0, 2, "The recording is damaged at byte 400: no record can be as small as that one says it is" KEPT },
  { 2, 6, 2, 7, 2, "The recording is damaged at byte 400: no record can be as small as that one says it is" KEPT },
  { 0, 6, 2, 7, -1, "The recording is damaged at byte 240: no record can be as small as that one says it is" },
  { 2, 6, 2, 65535, 2, "The recording is damaged at byte 400: the record is cut off" KEPT },
  { 4, 6, 2, 81, 4, "The recording is damaged at byte 560: the record is cut off" KEPT },
  { 1, 56, 8, 3, 4, "1 damaged record was skipped; it is at byte 320" },
  { 1, 56, 8, UINT64_MAX, 4, "1 damaged record was skipped; it is at byte 320" },
  { 1, 56, 8, UINT64_MAX / 8 + 2, 4, "1 damaged record was skipped; it is at byte 320" },
  { 3, 32, 8, UINT64_MAX / 2, 4, "1 damaged record was skipped; it is at byte 480" },
  { 3, 0, 4, 99, 4, "" },
  { 1, 0, 4, 81, 1, "The recording is damaged at byte 320: compressed data cannot be read" KEPT },
  { 1, 0, 4, 71, 1, "The recording is damaged at byte 407: no record can be as small as that one says it is" KEPT },
  { 1, 0, 4, 10, 4, "1 damaged record was skipped; it is at byte 320" },
};

static void
test_damage_is_skipped_and_its_place_is_told (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (GByteArray) file = five_samples ();
      const uint64_t value = GUINT64_TO_LE (damages[i].value);
      g_autofree char *verdict = NULL;
      int64_t n_samples;

      memcpy (file->data + FIRST_POSITION + damages[i].sample * SAMPLE_BYTES + damages[i].offset, &value, damages[i].size_bytes);
      verdict = dup_verdict (file, &n_samples);
      g_test_message ("damage %" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (verdict, ==, damages[i].verdict);
      g_assert_cmpint (n_samples, ==, damages[i].n_samples);
    }
}

static void
test_a_recording_cut_off_anywhere_keeps_the_samples_before (void)
{

  for (guint length = FIRST_POSITION + SAMPLE_BYTES; length < FIRST_POSITION + 5 * SAMPLE_BYTES; length++)
    {
      g_autoptr (GByteArray) file = five_samples ();
      g_autofree char *verdict = NULL;
      g_autofree char *wanted = NULL;
      const uint32_t n_whole = (length - FIRST_POSITION) / SAMPLE_BYTES;
      int64_t n_samples;

      g_byte_array_set_size (file, length);
      verdict = dup_verdict (file, &n_samples);
      wanted = g_strdup_printf ("The recording is damaged at byte %u: the record is cut off" KEPT, FIRST_POSITION + n_whole * SAMPLE_BYTES);
      g_assert_cmpstr (verdict, ==, wanted);
      g_assert_cmpint (n_samples, ==, n_whole);
    }
}

static void
test_compressed_zeros_take_no_more_memory_than_a_block (void)
{
  PerfDataWriter writer;
  g_autoptr (GByteArray) file = NULL;
  g_autofree char *verdict = NULL;
  int64_t n_samples;

  /* 8 bytes of a record nobody knows, a million times over */
  perf_data_recording_begin (&writer, false);
  for (uint32_t i = 0; i < 1000000; i++)
    {
      perf_data_writer_begin (&writer, 4711, 0);
      perf_data_writer_end (&writer);
    }
  perf_data_recording_sample (&writer, 1000, 5, 5, chain);
  perf_data_writer_compress (&writer, true, 60000);
  file = g_bytes_unref_to_array (perf_data_writer_finish_file (&writer));
  perf_data_writer_clear (&writer);
  g_assert_cmpuint (file->len, <, 10000);
  verdict = dup_verdict (file, &n_samples);
  g_assert_cmpstr (verdict, ==, "");
  g_assert_cmpint (n_samples, ==, 1);
}

static void
test_compressed_data_that_ends_within_a_record_is_told (void)
{
  for (guint n_cut = 1; n_cut < SAMPLE_BYTES; n_cut++)
    {
      PerfDataWriter writer;
      g_autoptr (GByteArray) file = NULL;
      g_autofree char *verdict = NULL;
      int64_t n_samples;

      perf_data_recording_begin (&writer, false);
      for (uint64_t i = 0; i < 2; i++)
        perf_data_recording_sample (&writer, 1000 + i, 5, 5, chain);
      g_byte_array_set_size (writer.records, writer.records->len - n_cut);
      perf_data_writer_compress (&writer, true, 60000);
      file = g_bytes_unref_to_array (perf_data_writer_finish_file (&writer));
      perf_data_writer_clear (&writer);
      verdict = dup_verdict (file, &n_samples);
      g_assert_cmpstr (verdict, ==, "The recording is damaged at byte 240: the record is cut off" KEPT);
      g_assert_cmpint (n_samples, ==, 1);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perf-data-stream/damage-is-skipped-and-its-place-is-told", test_damage_is_skipped_and_its_place_is_told);
  g_test_add_func ("/perf-data-stream/a-recording-cut-off-anywhere-keeps-the-samples-before",
                   test_a_recording_cut_off_anywhere_keeps_the_samples_before);
  g_test_add_func ("/perf-data-stream/compressed-zeros-take-no-more-memory-than-a-block",
                   test_compressed_zeros_take_no_more_memory_than_a_block);
  g_test_add_func ("/perf-data-stream/compressed-data-that-ends-within-a-record-is-told",
                   test_compressed_data_that_ends_within_a_record_is_told);
  return g_test_run ();
}
