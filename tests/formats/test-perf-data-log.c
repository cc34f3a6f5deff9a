/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-log.h"

#include "support/perf-data-recording.h"

#define N_ROUNDS 270
#define N_IN_ROUND 64
#define BUILD_ID 67
#define FINISHED_ROUND 68

/* perf's records between the rounds of its way through the buffers. */
static void
end_round (PerfDataWriter *writer,
           bool has_rounds)
{
  if (!has_rounds)
    return;
  perf_data_writer_begin (writer, FINISHED_ROUND, 0);
  perf_data_writer_end (writer);
}

static void
write_build_id (PerfDataWriter *writer,
                const char *path)
{
  perf_data_writer_begin (writer, BUILD_ID, 2);
  perf_data_writer_u32 (writer, 5);
  for (int i = 0; i < 6; i++)
    perf_data_writer_u32 (writer, 0x01010101);
  perf_data_writer_text (writer, path);
  perf_data_writer_end (writer);
}

/* What happens within one round, in no order: a round overlaps the next, but not the one after that. */
static void
write_round (PerfDataWriter *writer,
             uint32_t round)
{
  const uint64_t begin_ns = 1000 + (uint64_t) round * N_IN_ROUND;
  const int32_t pid = 10 + (int32_t) (round % 7);

  for (uint32_t i = 0; i < N_IN_ROUND; i++)
    {
      const uint64_t time_ns = begin_ns + (i * 37 + round) % (2 * N_IN_ROUND - 1);
      const uint64_t chain[] = { PERF_DATA_KERNEL_LEVEL, 0xffffffff81000000 + i, PERF_DATA_USER_LEVEL, 0x400000 + round, 0x12, 0x400800 + i % 3, 0x13, 0x14, 0 };

      perf_data_recording_sample (writer, time_ns, pid + (int32_t) (i % 3), pid + (int32_t) (i % 3), chain + 2 * (i % 2));
      if (i == 20 && round % 5 == 0)
        perf_data_recording_map (writer, time_ns, pid, 0x400000, 0x1000 + (uint64_t) round, (uint64_t) round << 12, round % 2 ? "/bin/odd" : "/bin/even");
      if (i == 30 && round % 3 == 0)
        perf_data_recording_comm (writer, time_ns, pid, pid, round % 2, round % 4 < 2 ? "one" : "two");
      if (i == 40 && round % 11 == 0)
        perf_data_recording_fork (writer, time_ns, pid, pid + 2, pid + 2);
    }
}

static char *
describe_rounds (bool has_rounds,
                 bool is_pipe)
{
  PerfDataWriter writer;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = NULL;
  char *text;

  perf_data_recording_begin (&writer, false);
  for (uint32_t round = 0; round < N_ROUNDS; round++)
    {
      write_round (&writer, round);
      end_round (&writer, has_rounds);
    }
  bytes = is_pipe ? perf_data_writer_finish_pipe (&writer) : perf_data_writer_finish_file (&writer);
  profile = perf_data_recording_read (bytes, &error);
  g_assert_no_error (error);
  text = perf_data_recording_describe (profile);
  perf_data_writer_clear (&writer);
  return text;
}

/* Shows the first line that differs. */
static void
assert_same_lines (const char *text,
                   const char *wanted)
{
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) wanted_lines = NULL;

  if (g_str_equal (text, wanted))
    return;
  lines = g_strsplit (text, "\n", -1);
  wanted_lines = g_strsplit (wanted, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (wanted_lines));
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpstr (lines[i], ==, wanted_lines[i]);
}

static void
test_reading_piece_by_piece_gives_what_reading_at_once_gives (void)
{
  g_autofree char *at_once = describe_rounds (false, false);
  g_autofree char *file = describe_rounds (true, false);
  g_autofree char *pipe = describe_rounds (true, true);

  assert_same_lines (file, at_once);
  assert_same_lines (pipe, at_once);
}

/* In a pipe a build-id may come when what it belongs to was played long ago. */
static void
test_a_build_id_may_come_late (void)
{
  PerfDataWriter writer;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EmberProfile) profile = NULL;
  const EmberImages *images;
  uint32_t n_found = 0;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_map (&writer, 0, 10, 0x400000, 0x1000, 0, "/bin/late");
  for (uint32_t round = 1; round < N_ROUNDS; round++)
    {
      write_round (&writer, round);
      end_round (&writer, true);
    }
  write_build_id (&writer, "/bin/late");
  bytes = perf_data_writer_finish_pipe (&writer);
  profile = perf_data_recording_read (bytes, NULL);
  images = ember_profile_get_images (profile);
  for (EmberImageId i = 0; i < ember_images_get_n (images); i++)
    {
      const EmberImage *image = ember_images_get (images, i);
      const char *path = ember_strings_get (ember_profile_get_strings (profile), image->path);

      if (g_str_equal (path, "/bin/late") && image->build_id_size > 0 && image->build_id[0] == 1)
        n_found++;
    }
  g_assert_cmpuint (n_found, ==, 1);
  perf_data_writer_clear (&writer);
}

/* Leaves of each line what stands up to its last ": ", which comes before its stack. */
static void
cut_stacks (char *text)
{
  char *end = text;
  char *kept = text;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '\n')
        end = kept;
      *end++ = *at;
      if (*at == '\n' || (*at == ' ' && end - text > 1 && end[-2] == ':'))
        kept = end;
    }
  *end = '\0';
}

static void
test_without_stacks_samples_are_the_same (void)
{
  const EmberReadOptions options = { .without_stacks = true };
  PerfDataWriter writer;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (EmberProfile) whole = NULL;
  g_autoptr (EmberProfile) bare = NULL;
  g_autofree char *whole_text = NULL;
  g_autofree char *bare_text = NULL;

  perf_data_recording_begin (&writer, false);
  for (uint32_t round = 0; round < N_ROUNDS; round++)
    {
      write_round (&writer, round);
      end_round (&writer, true);
    }
  bytes = perf_data_writer_finish_file (&writer);
  stream = g_memory_input_stream_new_from_bytes (bytes);
  whole = perf_data_recording_read (bytes, NULL);
  bare = ember_format_read (stream, (int64_t) g_bytes_get_size (bytes), &options, NULL, NULL, NULL);
  whole_text = perf_data_recording_describe (whole);
  bare_text = perf_data_recording_describe (bare);
  cut_stacks (whole_text);
  assert_same_lines (bare_text, whole_text);
  g_assert_cmpuint (ember_stacks_get_n (ember_profile_get_stacks (bare)), <, 30);
  perf_data_writer_clear (&writer);
}

typedef struct
{
  EmberProfileBuilder *builder;
  EmberPerfHeader header;
  EmberPerfLog log;
} Fixture;

/* Takes in what was written. */
static void
fill (Fixture *fixture,
      PerfDataWriter *writer)
{
  g_autoptr (GBytes) bytes = perf_data_writer_finish_file (writer);
  g_autoptr (GInputStream) file = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (EmberInput) input = ember_input_new (file, -1, NULL, NULL);
  g_autoptr (EmberPerfStream) stream = NULL;
  EmberPerfRecord record;

  fixture->builder = ember_profile_builder_new ();
  ember_perf_header_init (&fixture->header);
  ember_perf_log_init (&fixture->log, fixture->builder, &fixture->header, NULL);
  g_assert_true (ember_perf_header_read (&fixture->header, input, NULL));
  stream = ember_perf_stream_new (input, fixture->header.data_bytes, false);
  while (ember_perf_stream_next (stream, &record, NULL) > 0)
    ember_perf_log_add (&fixture->log, &record);
  perf_data_writer_clear (writer);
}

static void
clear (Fixture *fixture)
{
  ember_perf_log_clear (&fixture->log);
  ember_perf_header_clear (&fixture->header);
  ember_profile_builder_free (fixture->builder);
}

/* @n_rounds: so many at the front are told of */
static bool
is_ripe_after (uint32_t n_rounds,
               uint64_t more_sample_type)
{
  PerfDataWriter writer;
  Fixture fixture;
  bool is_ripe;

  perf_data_writer_init (&writer, false);
  perf_data_writer_add_attr (&writer, 0, 0, 1000, PERF_DATA_SAMPLE_TYPE | more_sample_type, PERF_DATA_FLAGS, 0, 7);
  for (uint32_t round = 0; round < N_ROUNDS; round++)
    {
      write_round (&writer, round);
      end_round (&writer, round < n_rounds);
    }
  fill (&fixture, &writer);
  is_ripe = ember_perf_log_is_ripe (&fixture.log);
  if (n_rounds == N_ROUNDS)
    g_assert_true (fixture.log.settled_ns > 1000 + (N_ROUNDS - 1) * N_IN_ROUND && fixture.log.settled_ns < 1000 + N_ROUNDS * N_IN_ROUND);
  clear (&fixture);
  return is_ripe;
}

static void
test_a_log_is_ripe_when_rounds_have_settled_it (void)
{
  g_assert_true (is_ripe_after (N_ROUNDS, 0));
  g_assert_false (is_ripe_after (1, 0));
  g_assert_false (is_ripe_after (0, 0));
}

static void
test_copies_of_stacks_keep_a_log_together (void)
{
  g_assert_false (is_ripe_after (N_ROUNDS, 1u << 13));
}

static void
test_what_is_dropped_leaves_the_rest_in_its_order (void)
{
  static const uint64_t a[] = { PERF_DATA_USER_LEVEL, 0x1000, 0 }, b[] = { PERF_DATA_USER_LEVEL, 0x2000, 0x3000, 0 };
  PerfDataWriter writer;
  Fixture fixture;
  const EmberPerfRow *rows;
  const EmberPerfChange *changes;
  const uint64_t *words;
  size_t n_words;

  perf_data_recording_begin (&writer, false);
  perf_data_recording_sample (&writer, 900, 1, 1, a);
  perf_data_recording_comm (&writer, 300, 1, 1, false, "early");
  perf_data_recording_sample (&writer, 400, 2, 2, a);
  perf_data_recording_comm (&writer, 500, 1, 1, false, "late");
  perf_data_recording_sample (&writer, 500, 3, 3, b);
  fill (&fixture, &writer);
  ember_perf_log_drop (&fixture.log, 500);
  rows = fixture.log.rows.data;
  changes = fixture.log.changes.data;
  g_assert_cmpuint (fixture.log.rows.n, ==, 2);
  g_assert_cmpint (rows[0].pid, ==, 1);
  g_assert_cmpint (rows[1].pid, ==, 3);
  g_assert_cmpint (((const int64_t *) fixture.log.times.data)[1], ==, 500);
  words = ember_perf_chains_get (&fixture.log.chains, rows[1].chain, &n_words);
  g_assert_cmpmem (words, n_words * 8, b, sizeof b - 8);
  g_assert_cmpuint (fixture.log.changes.n, ==, 1);
  g_assert_cmpstr (ember_profile_builder_get_string (fixture.builder, changes[0].name), ==, "late");
  g_assert_cmpuint (changes[0].n_rows_before, ==, 1);
  g_assert_cmpuint (fixture.log.n_changes, ==, 2);
  clear (&fixture);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/perf-data-log/" name, function)
  ADD ("reading-piece-by-piece-gives-what-reading-at-once-gives", test_reading_piece_by_piece_gives_what_reading_at_once_gives);
  ADD ("a-build-id-may-come-late", test_a_build_id_may_come_late);
  ADD ("without-stacks-samples-are-the-same", test_without_stacks_samples_are_the_same);
  ADD ("a-log-is-ripe-when-rounds-have-settled-it", test_a_log_is_ripe_when_rounds_have_settled_it);
  ADD ("copies-of-stacks-keep-a-log-together", test_copies_of_stacks_keep_a_log_together);
  ADD ("what-is-dropped-leaves-the-rest-in-its-order", test_what_is_dropped_leaves_the_rest_in_its_order);
#undef ADD
  return g_test_run ();
}
