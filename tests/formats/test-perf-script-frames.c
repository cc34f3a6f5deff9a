/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-frames.h"

typedef struct
{
  EmberProfileBuilder *builder;
  EmberPerfScriptFrames frames;
  EmberStackId comm;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->builder = ember_profile_builder_new ();
  ember_perf_script_frames_init (&fixture->frames, fixture->builder, false);
  fixture->comm = ember_profile_builder_add_comm (fixture->builder, ember_profile_builder_add_string (fixture->builder, "app", -1));
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  ember_perf_script_frames_clear (&fixture->frames);
  ember_profile_builder_free (fixture->builder);
}

static EmberPerfScriptCursor
cursor_of (const char *text)
{
  return (EmberPerfScriptCursor){ .at = text, .end = text + strlen (text) };
}

/* Takes the frames where the cursor stands. */
static bool
take (Fixture *fixture,
      EmberPerfScriptCursor *cursor,
      EmberPerfScriptStack *stack)
{
  const EmberPerfScriptHeader header = { 0 };
  EmberPerfScriptBlock block;

  ember_perf_script_frames_begin (&fixture->frames, cursor, &block);
  return ember_perf_script_frames_take (&fixture->frames, cursor, &block, &header, fixture->comm, stack);
}

/* Takes all of a text of its own, of @n_lines lines. */
static EmberStackId
take_text (Fixture *fixture,
           const char *text,
           uint64_t n_lines)
{
  EmberPerfScriptCursor cursor = cursor_of (text);
  EmberPerfScriptStack stack;

  ember_perf_script_frames_begin_chunk (&fixture->frames);
  g_assert_true (take (fixture, &cursor, &stack));
  g_assert_true (ember_perf_script_cursor_is_done (&cursor));
  g_assert_cmpuint (cursor.n_lines, ==, n_lines);
  return stack.id;
}

/* A block as a whole, new lines above a known tail and lines alone lead to the same stacks. */
static void
test_known_blocks_are_what_their_lines_are (Fixture *fixture,
                                            gconstpointer data)
{
  const EmberStackId whole = take_text (fixture, "\t1 leaf (/bin/a)\n\t2 caller (/bin/a)\n\t3 main (/bin/a)\n\n", 4);
  const EmberStackId tail = take_text (fixture, "\t2 caller (/bin/a)\n\t3 main (/bin/a)\n\n", 3);
  const EmberStackId other = take_text (fixture, "\t9 other (/bin/a)\n\t2 caller (/bin/a)\n\t3 main (/bin/a)\n\n", 4);

  g_assert_cmpuint (whole, !=, tail);
  g_assert_cmpuint (whole, !=, other);
  g_assert_cmpuint (take_text (fixture, "\t1 leaf (/bin/a)\n\t2 caller (/bin/a)\n\t3 main (/bin/a)\n\n", 4), ==, whole);
  g_assert_cmpuint (take_text (fixture, "\t9 other (/bin/a)\n\t2 caller (/bin/a)\n\t3 main (/bin/a)", 3), ==, other);
  /* Blanks make another block of the same frames. */
  g_assert_cmpuint (take_text (fixture, "\t1 leaf (/bin/a)  \n\t2 caller (/bin/a)\n\t3 main (/bin/a)\n\n", 4), ==, whole);
  g_assert_cmpuint (take_text (fixture, "\n", 1), ==, fixture->comm);
}

static void
test_what_another_learnt_is_known (Fixture *fixture,
                                   gconstpointer data)
{
  static const char text[] = "\t1 leaf (/bin/a)\n\t3 main (/bin/a)\n\n";
  const EmberStackId stack = take_text (fixture, text, 3);
  Fixture other = { .builder = fixture->builder, .comm = fixture->comm };

  ember_perf_script_frames_init_copy (&other.frames, &fixture->frames, fixture->builder);
  g_assert_cmpuint (take_text (&other, text, 3), ==, stack);
  ember_perf_script_frames_clear (&other.frames);
}

/* Records that follow each other without an empty line. */
static void
test_a_header_ends_the_frames (Fixture *fixture,
                               gconstpointer data)
{
  static const char text[] = "\t1 leaf (/bin/a)\n"
                             "app 5 [000] 1.000000: cycles:\n"
                             "\t1 leaf (/bin/a)\n"
                             "\n";
  EmberPerfScriptCursor cursor = cursor_of (text);
  EmberPerfScriptStack first, second;

  g_assert_true (take (fixture, &cursor, &first));
  g_assert_cmpuint (cursor.n_lines, ==, 1);
  g_assert_true (g_str_has_prefix (cursor.at, "app 5"));
  ember_perf_script_cursor_take_line (&cursor);
  g_assert_true (take (fixture, &cursor, &second));
  g_assert_true (ember_perf_script_cursor_is_done (&cursor));
  g_assert_cmpuint (cursor.n_lines, ==, 4);
  g_assert_cmpuint (first.id, ==, second.id);
}

static void
test_a_line_that_is_no_frame_is_told (Fixture *fixture,
                                      gconstpointer data)
{
  EmberPerfScriptCursor cursor = cursor_of ("\t1 leaf (/bin/a)\nnonsense\n\t3 main (/bin/a)\n\n");
  EmberPerfScriptStack stack;

  g_assert_false (take (fixture, &cursor, &stack));
  g_assert_cmpstr (stack.problem, ==, "a stack frame was expected");
  g_assert_cmpuint (cursor.n_lines, ==, 2);
  g_assert_true (g_str_has_prefix (cursor.at, "\t3 main"));
}

static void
test_the_text_behind_a_header_may_be_the_frame (Fixture *fixture,
                                                gconstpointer data)
{
  static const char frame[] = "      7fa3c5405a26 leaf (/bin/a)";
  static const char behind[] = "prev_pid=1       7fa3c5405a26 leaf (/bin/a)";
  const EmberPerfScriptHeader headers[] = {
    { .text = frame, .n_text = sizeof frame - 1 },
    { .text = behind, .n_text = sizeof behind - 1 },
  };
  EmberStackId ids[2];

  for (int i = 0; i < 2; i++)
    {
      EmberPerfScriptCursor cursor = cursor_of ("\n");
      EmberPerfScriptBlock block;
      EmberPerfScriptStack stack;

      ember_perf_script_frames_begin_chunk (&fixture->frames);
      ember_perf_script_frames_begin (&fixture->frames, &cursor, &block);
      g_assert_true (ember_perf_script_frames_take (&fixture->frames, &cursor, &block, &headers[i], fixture->comm, &stack));
      g_assert_cmpint (stack.text_is_frame, ==, i == 0);
      ids[i] = stack.id;
    }
  g_assert_cmpuint (ids[0], ==, ids[1]);
  g_assert_cmpuint (ids[0], !=, fixture->comm);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/perf-script-frames/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("known-blocks-are-what-their-lines-are", test_known_blocks_are_what_their_lines_are);
  ADD ("what-another-learnt-is-known", test_what_another_learnt_is_known);
  ADD ("a-header-ends-the-frames", test_a_header_ends_the_frames);
  ADD ("a-line-that-is-no-frame-is-told", test_a_line_that_is_no_frame_is_told);
  ADD ("the-text-behind-a-header-may-be-the-frame", test_the_text_behind_a_header_may_be_the_frame);
#undef ADD
  return g_test_run ();
}
