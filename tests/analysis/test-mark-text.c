/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/mark-text.h"

#include "support/small-profile.h"

static EmberProfile *
new_profile (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, 1, "sleep", 1, "cycles", "main@/bin/a;sleep@/lib/c.so", 1);
  small_profile_add (builder, 2, "app", 2, "cycles", "main@/bin/b;read (int)@/bin/b;only@/bin/b", 1);
  small_profile_add (builder, 3, "app", 2, "cycles", "twin@/x/lib;twin@/y/lib", 1);
  return ember_profile_builder_freeze (builder);
}

/* The frames of a mark, as "NAME@MODULE " each, in order of their ids. */
static char *
describe (const EmberMark *mark,
          EmberProfile *profile)
{
  g_autofree bool *frames = ember_mark_find_frames (mark, profile, NULL, NULL);
  GString *text = g_string_new (NULL);

  for (EmberFrameId i = 0; i < ember_frames_get_n (ember_profile_get_frames (profile)); i++)
    if (frames[i])
      g_string_append_printf (text, "%s@%s ", ember_profile_get_frame_name (profile, i), ember_profile_get_frame_module (profile, i));
  return g_string_free (text, FALSE);
}

static void
test_names_are_found_and_said_in_short (void)
{
  static const struct
  {
    const char *typed;
    const char *frames;
    const char *said;
  } cases[] = {
    { "main", "main@/bin/a main@/bin/b ", "main" },
    { "main (a)", "main@/bin/a ", "main (a)" },
    { "main (/bin/b)", "main@/bin/b ", "main (b)" },
    { "only (/bin/b)", "only@/bin/b ", "only" },
    { "read (int)", "read (int)@/bin/b ", "read (int)" },
    { "read (int) (b)", "read (int)@/bin/b ", "read (int)" },
    { "twin (/y/lib)", "twin@/y/lib ", "twin (/y/lib)" },
    { "twin (lib)", "twin@/x/lib twin@/y/lib ", "twin" },
    { "sleep", "sleep@/lib/c.so ", "sleep" },
    { "sleep (comm)", "sleep@ ", "sleep (comm)" },
    { "app", "app@ ", "app" },
    { "app (comm)", "app@ ", "app" },
  };
  g_autoptr (EmberProfile) profile = new_profile ();

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EmberMark) mark = ember_mark_text_parse (profile, cases[i].typed);
      g_autofree char *frames = mark != NULL ? describe (mark, profile) : NULL;
      g_autofree char *said = mark != NULL ? ember_mark_text_format (mark, profile) : NULL;

      g_assert_cmpstr (frames, ==, cases[i].frames);
      g_assert_cmpstr (said, ==, cases[i].said);
    }
}

static void
test_a_module_that_is_the_only_one_is_known (void)
{
  g_autoptr (EmberProfile) profile = new_profile ();
  g_autoptr (EmberMark) only = ember_mark_text_parse (profile, "only");
  g_autoptr (EmberMark) in_file = ember_mark_text_parse (profile, "main (a)");
  g_autoptr (EmberMark) twins = ember_mark_text_parse (profile, "twin");

  g_assert_cmpstr (only->module, ==, "/bin/b");
  g_assert_cmpstr (in_file->module, ==, "/bin/a");
  g_assert_null (twins->module);
}

static void
test_what_is_not_there_is_not_found (void)
{
  static const char *const typed[] = { "", "mai", "main (c)", "main (", "()", " ()", "only (comm)", "none (comm)", "\xff" };
  g_autoptr (EmberProfile) profile = new_profile ();

  for (size_t i = 0; i < G_N_ELEMENTS (typed); i++)
    g_assert_null (ember_mark_text_parse (profile, typed[i]));
}

static void
test_what_a_frame_is_called_finds_it (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (3, 400, 2, 40);
  const EmberFrames *all = ember_profile_get_frames (profile);

  for (EmberFrameId i = 1; i < ember_frames_get_n (all); i++)
    {
      g_autoptr (EmberMark) mark = ember_mark_new_frame (profile, i);
      g_autofree char *text = ember_mark_text_format (mark, profile);
      g_autoptr (EmberMark) parsed = ember_mark_text_parse (profile, text);
      g_autofree char *expected = describe (mark, profile);
      g_autofree char *found = describe (parsed, profile);

      g_assert_cmpstr (found, ==, expected);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mark-text/names-are-found-and-said-in-short", test_names_are_found_and_said_in_short);
  g_test_add_func ("/mark-text/a-module-that-is-the-only-one-is-known", test_a_module_that_is_the_only_one_is_known);
  g_test_add_func ("/mark-text/what-is-not-there-is-not-found", test_what_is_not_there_is_not_found);
  g_test_add_func ("/mark-text/what-a-frame-is-called-finds-it", test_what_a_frame_is_called_finds_it);
  return g_test_run ();
}
