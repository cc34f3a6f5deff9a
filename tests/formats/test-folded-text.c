/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/folded-text.h"

#include "support/read-text.h"
#include "support/small-profile.h"

static const EmberSampleTable *
get_table (const EmberProfile *profile,
           size_t n_samples)
{
  uint32_t n_tables;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);

  g_assert_cmpuint (n_tables, ==, 1);
  g_assert_cmpuint (ember_sample_table_get_n (tables), ==, n_samples);
  return tables;
}

static void
assert_sample (const EmberProfile *profile,
               size_t n_samples,
               size_t row,
               const char *stack,
               uint64_t weight)
{
  const EmberSample sample = ember_sample_table_get (get_table (profile, n_samples), row);
  g_autofree char *text = small_profile_dup_stack (profile, sample.stack);

  g_assert_cmpstr (text, ==, stack);
  g_assert_cmpuint (sample.weight, ==, weight);
  g_assert_cmpint (sample.cpu, ==, -1);
}

static void
test_a_line_is_a_sample (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = read_text ("a;b;c d 12\na;b 18446744073709551615\nq 1\n", -1, &error);

  g_assert_no_error (error);
  g_assert_false (ember_profile_has_times (profile));
  assert_sample (profile, 3, 0, "a;b;c d", 12);
  assert_sample (profile, 3, 1, "a;b", UINT64_MAX);
  assert_sample (profile, 3, 2, "q", 1);
  g_assert_cmpstr (read_text_get_notice (profile), ==, "");
}

static void
test_other_line_ends_and_comments_are_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = read_text ("# by hand\r\na;b 1 \r\n\r\na;c\t2", -1, &error);

  g_assert_no_error (error);
  assert_sample (profile, 2, 0, "a;b", 1);
  assert_sample (profile, 2, 1, "a;c", 2);
}

static void
test_marks_tell_the_kind (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = read_text ("a;k_[k];j_[j];i_[i];[u];_[k] 1\n", -1, &error);
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  EmberStackId stack = ember_sample_table_get (get_table (profile, 1), 0).stack;
  static const EmberFrameKind kinds[] = { EMBER_FRAME_USER, EMBER_FRAME_UNKNOWN, EMBER_FRAME_INLINED,
                                          EMBER_FRAME_JIT, EMBER_FRAME_KERNEL, EMBER_FRAME_COMM };

  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_assert_cmpuint (ember_frames_get (ember_profile_get_frames (profile), ember_stacks_get_frame (stacks, stack))->kind, ==, kinds[i]);
      stack = ember_stacks_get_parent (stacks, stack);
    }
}

typedef struct
{
  const char *text;
  const char *notice;
} Broken;

static void
test_bad_lines_are_skipped_and_told (void)
{
  static const Broken table[] = {
    { "a;b 1\na;b 1.5\n", "Skipped 1 damaged record, in line 2: the count is not a whole number" },
    { "a;b 1\n\n\nnothing\na;b x\na;c 1\n", "Skipped 2 damaged records, the first in line 4: no count follows the stack" },
    { "a;b 1\na;b -1\n", "Skipped 1 damaged record, in line 2: the count is not a whole number" },
    { "a;b 1\na;b 18446744073709551616\na;b 1\n", "Skipped 1 damaged record, in line 2: the count is not a whole number" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EmberProfile) profile = read_text (table[i].text, -1, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (read_text_get_notice (profile), ==, table[i].notice);
    }
}

static void
test_counts_with_decimals_are_refused_by_name (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = read_text ("a;b 1.5\na;c 2.25\n", -1, &error);

  g_assert_null (profile);
  g_assert_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_DAMAGED);
  g_assert_cmpstr (error->message, ==, "Nothing in the recording can be read; line 1: the count is not a whole number");
}

static void
test_a_line_over_a_megabyte_is_skipped (void)
{
  GString *text = g_string_new ("a;b 1\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = NULL;

  for (int i = 0; i < 1000000; i++)
    g_string_append (text, "frame;");
  g_string_append (text, " 3\na;c 4\n");
  profile = read_text (text->str, (gssize) text->len, &error);
  g_string_free (text, TRUE);
  g_assert_no_error (error);
  assert_sample (profile, 2, 1, "a;c", 4);
  g_assert_cmpstr (read_text_get_notice (profile), ==, "Skipped 1 damaged record, in line 2: the line is longer than 1 MiB");
}

static void
test_prose_is_no_profile (void)
{
  static const char *const texts[] = { "Dear reader;\nthis is 1\nletter\n", "total 12\nfile 3\n", ";", "a;b", "a b 12\n" };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EmberProfile) profile = read_text (texts[i], -1, &error);

      g_assert_null (profile);
      g_assert_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_NOT_A_PROFILE);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/folded-text/a-line-is-a-sample", test_a_line_is_a_sample);
  g_test_add_func ("/folded-text/other-line-ends-and-comments-are-read", test_other_line_ends_and_comments_are_read);
  g_test_add_func ("/folded-text/marks-tell-the-kind", test_marks_tell_the_kind);
  g_test_add_func ("/folded-text/bad-lines-are-skipped-and-told", test_bad_lines_are_skipped_and_told);
  g_test_add_func ("/folded-text/counts-with-decimals-are-refused-by-name", test_counts_with_decimals_are_refused_by_name);
  g_test_add_func ("/folded-text/a-line-over-a-megabyte-is-skipped", test_a_line_over_a_megabyte_is_skipped);
  g_test_add_func ("/folded-text/prose-is-no-profile", test_prose_is_no_profile);
  return g_test_run ();
}
