/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/command-line.h"

#include "support/widgets.h"

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_the_copy_action_copies_the_text (void)
{
  GtkWidget *window = gtk_window_new ();
  EmberCommandLine *line = g_object_new (EMBER_TYPE_COMMAND_LINE, "text", "perf record", NULL);
  g_autofree char *text = NULL;

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (line));
  gtk_widget_activate_action (GTK_WIDGET (line), "command-line.copy", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (window), NULL, read_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (text, ==, "perf record");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_it_can_be_dropped_while_it_shows_that_it_copied (void)
{
  EmberCommandLine *line = g_object_ref_sink (g_object_new (EMBER_TYPE_COMMAND_LINE, NULL));

  gtk_widget_activate_action (GTK_WIDGET (line), "command-line.copy", NULL);
  g_assert_finalize_object (line);
}

int
main (int argc,
      char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/command-line/the-copy-action-copies-the-text", test_the_copy_action_copies_the_text);
  g_test_add_func ("/command-line/it-can-be-dropped-while-it-shows-that-it-copied",
                   test_it_can_be_dropped_while_it_shows_that_it_copied);
  return g_test_run ();
}
