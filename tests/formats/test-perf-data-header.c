/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-header.h"

#include <string.h>

#include "support/perf-data-recording.h"

static GByteArray *
small_file (void)
{
  PerfDataWriter writer;
  GByteArray *file;

  perf_data_recording_fill (&writer, false);
  file = g_bytes_unref_to_array (perf_data_writer_finish_file (&writer));
  perf_data_writer_clear (&writer);
  return file;
}

/* What a reader says of a file: the error, or the first notice. */
static char *
dup_verdict (GByteArray *file)
{
  g_autoptr (GBytes) bytes = g_bytes_new (file->data, file->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = perf_data_recording_read (bytes, &error);
  const EmberNotice *notices;
  uint32_t n;

  if (profile == NULL)
    return g_strdup (error->message);
  notices = ember_profile_get_notices (profile, &n);
  return g_strdup (n > 0 ? notices[0].text : "");
}

/* A file in which the word at @position is another. */
typedef struct
{
  size_t position;
  uint64_t value;
  const char *verdict;
} BrokenWord;

#define HEAD "The head of the recording is damaged: "

static const BrokenWord broken_words[] = {
  { 0, 0x454c494646524550, "This is a perf.data file of version 1, which perf wrote before 2010; only version 2 is read" },
  { 8, 20, HEAD "its size is impossible" },
  { 16, 15, HEAD "its table of events is not where it should be" },
  { 16, UINT64_MAX, HEAD "its table of events is not where it should be" },
  { 16, 16 + 63, HEAD "an event in its table is unreadable" },
  { 24, UINT64_MAX, HEAD "its table of events is not where it should be" },
  { 24, 300, HEAD "its table of events is not where it should be" },
  { 32, 0, HEAD "it names no event" },
  { 32, UINT64_MAX, HEAD "its table of events is not where it should be" },
  { 40, 50, HEAD "its records are not where they should be" },
  { 40, UINT64_MAX, HEAD "its records are not where they should be" },
  { 40, 1 << 20, HEAD "it ends before its records" },
  { 112 + 112, UINT64_MAX - 8, HEAD "the ids of an event are not where they should be" },
  { 48, 0, "perf was stopped before it could finish this recording: what it writes last is missing" },
};

static void
test_each_broken_word_is_named (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (broken_words); i++)
    {
      g_autoptr (GByteArray) file = small_file ();
      const uint64_t value = GUINT64_TO_LE (broken_words[i].value);
      g_autofree char *verdict = NULL;

      memcpy (file->data + broken_words[i].position, &value, 8);
      verdict = dup_verdict (file);
      g_assert_cmpstr (verdict, ==, broken_words[i].verdict);
    }
}

static void
test_a_head_that_ends_early_is_told_at_every_length (void)
{
  g_autoptr (GByteArray) file = small_file ();

  for (guint length = 240; length >= 8; length--)
    {
      g_autofree char *verdict = NULL;

      if (length < file->len)
        g_byte_array_set_size (file, length);
      verdict = dup_verdict (file);
      if (length == 240)
        g_assert_cmpstr (verdict, ==, "The recording is damaged at byte 240: the record is cut off");
      else
        g_assert_true (g_str_has_prefix (verdict, HEAD));
    }
}

static void
test_damaged_features_cost_nothing_but_themselves (void)
{
  g_autoptr (GByteArray) good = small_file ();
  uint64_t data_bytes;

  memcpy (&data_bytes, good->data + 48, 8);
  for (size_t at = 240 + (size_t) data_bytes; at + 8 <= good->len; at += 8)
    {
      g_autoptr (GByteArray) file = small_file ();
      g_autofree char *verdict = NULL;

      memset (file->data + at, 0xff, 8);
      verdict = dup_verdict (file);
      g_assert_cmpstr (verdict, ==, "");
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perf-data-header/each-broken-word-is-named", test_each_broken_word_is_named);
  g_test_add_func ("/perf-data-header/a-head-that-ends-early-is-told-at-every-length",
                   test_a_head_that_ends_early_is_told_at_every_length);
  g_test_add_func ("/perf-data-header/damaged-features-cost-nothing-but-themselves",
                   test_damaged_features_cost_nothing_but_themselves);
  return g_test_run ();
}
