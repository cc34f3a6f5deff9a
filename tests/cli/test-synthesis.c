/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/synthesis.h"

#include <string.h>

#include "support/captured-output.h"
#include "support/read-text.h"
#include "support/scene-recording.h"

static char *
synthesize (const char *argument,
            const char *print)
{
  const char *argv[] = { "emberscope", argument, print, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberOptions) options = ember_options_parse ((char **) argv, &error);
  EmberOutput output;

  g_assert_no_error (error);
  g_assert_cmpint (options->command, ==, EMBER_COMMAND_SYNTHESIZE);
  captured_output_begin (&output);
  ember_synthesis_write (&output, options);
  return captured_output_end (&output);
}

static void
test_a_made_up_recording_is_read_again_as_it_was_made (void)
{
  g_autofree char *text = synthesize ("--synthesize=busy-wait-20ms,seconds=5,noise=0.4,hz=997", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) read = read_text (text, -1, &error);
  g_autoptr (EmberProfile) made = scene_recording_new ("busy-wait-20ms,seconds=5,noise=0.4,hz=997", NULL);
  uint32_t n_read, n_made;
  const EmberSampleTable *left, *right;

  g_assert_no_error (error);
  g_assert_cmpstr (read_text_get_notice (read), ==, "");
  left = ember_profile_get_tables (read, &n_read);
  right = ember_profile_get_tables (made, &n_made);
  g_assert_cmpuint (n_read, ==, n_made);
  for (uint32_t i = 0; i < n_read; i++)
    {
      g_assert_cmpmem (left[i].times.data, left[i].times.n * 8, right[i].times.data, right[i].times.n * 8);
      g_assert_cmpmem (left[i].stacks.data, left[i].stacks.n * 4, right[i].stacks.data, right[i].stacks.n * 4);
      g_assert_cmpmem (left[i].cpus.data, left[i].cpus.n * 4, right[i].cpus.data, right[i].cpus.n * 4);
    }
}

static void
test_the_truth_is_told_beside_it (void)
{
  g_autofree char *text = synthesize ("--synthesize=two-threads", "--print=patterns");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_true (g_str_has_prefix (lines[0], "{\"pattern\":\"periodic\","));
  g_assert_nonnull (strstr (lines[1], "\"period_s\":1,"));
  g_assert_nonnull (strstr (lines[1], "\"thread\":\"waker-2\""));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/synthesis/a-made-up-recording-is-read-again-as-it-was-made", test_a_made_up_recording_is_read_again_as_it_was_made);
  g_test_add_func ("/synthesis/the-truth-is-told-beside-it", test_the_truth_is_told_beside_it);
  return g_test_run ();
}
