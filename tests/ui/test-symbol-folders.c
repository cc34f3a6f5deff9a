/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/symbol-folders.h"

#include "support/widgets.h"
#include "ui/settings.h"

static void
test_typed_folders_come_before_those_of_the_settings (void)
{
  static const char *const typed[] = { "/nonexistent/typed", NULL };
  static const char *const kept[] = { "/nonexistent/kept", NULL };
  g_autoptr (GSettings) settings = ember_settings_new ();
  EmberSession *session = ember_session_new ();
  g_auto (GStrv) folders = NULL;

  ember_symbol_folders_bind (session, settings, typed);
  g_assert_cmpstrv (ember_session_get_symbol_folders (session), typed);
  g_settings_set_strv (settings, "symbol-folders", kept);
  folders = g_strsplit ("/nonexistent/typed:/nonexistent/kept", ":", -1);
  g_assert_cmpstrv (ember_session_get_symbol_folders (session), folders);
  g_assert_finalize_object (session);
  /* nobody listens any more */
  g_settings_reset (settings, "symbol-folders");
}

static void
test_a_folder_is_kept_once (void)
{
  g_autoptr (GSettings) settings = ember_settings_new ();
  g_auto (GStrv) kept = NULL;
  g_auto (GStrv) rest = NULL;

  ember_symbol_folders_add (settings, "/a");
  ember_symbol_folders_add (settings, "/b");
  ember_symbol_folders_add (settings, "/a");
  kept = g_settings_get_strv (settings, "symbol-folders");
  g_assert_cmpstr (kept[0], ==, "/a");
  g_assert_cmpstr (kept[1], ==, "/b");
  g_assert_null (kept[2]);
  ember_symbol_folders_remove (settings, "/a");
  ember_symbol_folders_remove (settings, "/c");
  rest = g_settings_get_strv (settings, "symbol-folders");
  g_assert_cmpstr (rest[0], ==, "/b");
  g_assert_null (rest[1]);
  g_settings_reset (settings, "symbol-folders");
}

static void
test_a_folder_that_was_handed_over_is_called_by_its_name (void)
{
  g_autofree char *plain = ember_symbol_folders_dup_label ("/opt/symbols");
  g_autofree char *handed = ember_symbol_folders_dup_label ("/run/user/1000/doc/a1b2c3/symbols");

  g_assert_cmpstr (plain, ==, "/opt/symbols");
  g_assert_cmpstr (handed, ==, "symbols");
}

int
main (int argc,
      char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/symbol-folders/typed-folders-come-before-those-of-the-settings", test_typed_folders_come_before_those_of_the_settings);
  g_test_add_func ("/symbol-folders/a-folder-is-kept-once", test_a_folder_is_kept_once);
  g_test_add_func ("/symbol-folders/a-folder-that-was-handed-over-is-called-by-its-name", test_a_folder_that_was_handed_over_is_called_by_its_name);
  return g_test_run ();
}
