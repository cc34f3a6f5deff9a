/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/window-fixture.h"

#include "support/temp-folder.h"
#include "support/widgets.h"
#include "ui/application.h"
#include "ui/settings.h"

#define BEGIN_S 8122
#define N_SECONDS 6
#define SAMPLES_A_SECOND 50

int
window_fixture_main (int argc,
                     char **argv,
                     void (*add_tests) (GtkApplication *application))
{
  char *home = temp_folder_new ();
  GtkApplication *application;
  int status;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("TZ", "UTC", TRUE);
  widget_test_init (&argc, &argv);
  application = GTK_APPLICATION (ember_application_new (FALSE, G_APPLICATION_NON_UNIQUE));
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  add_tests (application);
  status = g_test_run ();
  g_object_unref (application);
  temp_folder_delete (home);
  return status;
}

void
window_fixture_set_up (WindowFixture *fixture,
                       gconstpointer application)
{
  fixture->application = (gpointer) application;
  fixture->settings = ember_settings_new ();
  g_settings_set (fixture->settings, "window-size", "(ii)", 1000, 700);
  fixture->window = ember_window_new (fixture->application, fixture->settings, NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  fixture->folder = temp_folder_new ();
  gtk_window_present (GTK_WINDOW (fixture->window));
  run_for (150);
}

void
window_fixture_tear_down (WindowFixture *fixture,
                          gconstpointer application)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_until_gone ((gpointer *) &fixture->window);
  g_object_get (fixture->settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (char **key = keys; *key != NULL; key++)
    g_settings_reset (fixture->settings, *key);
  g_object_unref (fixture->settings);
  temp_folder_delete (fixture->folder);
}

void
window_fixture_wait (WindowFixture *fixture)
{
  while (ember_session_is_busy (ember_window_get_session (fixture->window)))
    g_main_context_iteration (NULL, TRUE);
  run_for (150);
}

void
window_fixture_open (WindowFixture *fixture,
                     const char *name,
                     const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  ember_window_open (fixture->window, file);
  window_fixture_wait (fixture);
}

char *
window_fixture_dup_recording (void)
{
  GString *text = g_string_new ("# ========\n"
                                "# hostname : box\n"
                                "# nrcpus online : 2\n"
                                "# nrcpus avail : 2\n"
                                "# cmdline : /usr/bin/perf record -F 50 -a\n"
                                "# event : name = cycles, , id = { 7 }, type = 0, { sample_period, sample_freq } = 50, freq = 1, \n"
                                "# reference time: 2026-11-24 19:36:22.000000 = 1795548982.000000 (TOD) = 8122.000000000 (monotonic)\n"
                                "# ========\n#\n");

  for (int i = 0; i < N_SECONDS * SAMPLES_A_SECOND; i++)
    g_string_append_printf (text, "app 10 [000] %d.%06d: 1 cycles: \n\t401000 compute+0x10 (/bin/app)\n\t402000 main+0x20 (/bin/app)\n\n",
                            BEGIN_S + i / SAMPLES_A_SECOND, i % SAMPLES_A_SECOND * (1000000 / SAMPLES_A_SECOND));
  return g_string_free (text, FALSE);
}

GtkWidget *
window_fixture_find_dialog (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

void
window_fixture_press_escape (GtkWidget *dialog)
{
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  drive (dialog, "key Escape");
  wait_until_gone ((gpointer *) &dialog);
}
