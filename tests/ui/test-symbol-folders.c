/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/symbol-folders.h"

#include <gtk/gtk.h>

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

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/symbol-folders/typed-folders-come-before-those-of-the-settings", test_typed_folders_come_before_those_of_the_settings);
  return g_test_run ();
}
