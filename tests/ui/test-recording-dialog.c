/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/recording-dialog.h"

#include "support/widgets.h"
#include "support/window-fixture.h"

static void
open_recording (WindowFixture *fixture)
{
  g_autofree char *text = window_fixture_dup_recording ();

  window_fixture_open (fixture, "recording.txt", text);
}

/* By the key; facts are collected by a worker. */
static GtkWidget *
open_dialog (WindowFixture *fixture)
{
  GtkWidget *dialog;

  drive (GTK_WIDGET (fixture->window), "key ctrl+i");
  dialog = window_fixture_find_dialog (EMBER_TYPE_RECORDING_DIALOG);
  g_assert_nonnull (dialog);
  for (int i = 0; i < 200 && find_text (dialog, "Duration") == NULL; i++)
    run_for (20);
  return dialog;
}

static void
test_facts_of_the_open_file_are_shown (WindowFixture *fixture,
                                       gconstpointer data)
{
  static const char *const texts[] = {
    "recording.txt", "box", "/usr/bin/perf record -F 50 -a", "5.980 s", "2026-11-24 19:36:22 UTC", "300 samples · 50 a second",
    "8122.000000000 s"
  };
  GtkWidget *dialog;

  open_recording (fixture);
  dialog = open_dialog (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *label = find_text (dialog, texts[i]);

      g_assert_true (GTK_IS_LABEL (label));
      g_assert_true (gtk_label_get_selectable (GTK_LABEL (label)));
    }
  window_fixture_press_escape (dialog);
}

static void
text_read_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_everything_can_be_copied (WindowFixture *fixture,
                               gconstpointer data)
{
  g_autofree char *text = NULL;
  GtkWidget *dialog;

  open_recording (fixture);
  dialog = open_dialog (fixture);
  gtk_widget_activate_action (dialog, "recording.copy", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (dialog), NULL, text_read_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_str_has_prefix (text, "File\nName: recording.txt\n"));
  g_assert_nonnull (g_strstr_len (text, -1, "\nHost: box\n"));
  window_fixture_press_escape (dialog);
}

static void
test_without_a_recording_there_is_nothing_to_tell (WindowFixture *fixture,
                                                   gconstpointer data)
{
  drive (GTK_WIDGET (fixture->window), "key ctrl+i");
  g_assert_null (window_fixture_find_dialog (EMBER_TYPE_RECORDING_DIALOG));
}

static void
test_a_dialog_outlives_its_window_no_more_than_its_facts (WindowFixture *fixture,
                                                          gconstpointer data)
{
  GtkWidget *dialog;

  open_recording (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.recording", NULL);
  dialog = window_fixture_find_dialog (EMBER_TYPE_RECORDING_DIALOG);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  /* The facts are still being collected. */
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_until_gone ((gpointer *) &dialog);
}

static void
add_tests (GtkApplication *application)
{
#define ADD(name, test) \
  g_test_add ("/recording-dialog/" name, WindowFixture, application, window_fixture_set_up, test, window_fixture_tear_down)
  ADD ("facts-of-the-open-file-are-shown", test_facts_of_the_open_file_are_shown);
  ADD ("everything-can-be-copied", test_everything_can_be_copied);
  ADD ("without-a-recording-there-is-nothing-to-tell", test_without_a_recording_there_is_nothing_to_tell);
  ADD ("a-dialog-outlives-its-window-no-more-than-its-facts", test_a_dialog_outlives_its_window_no_more_than_its_facts);
#undef ADD
}

int
main (int argc,
      char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
