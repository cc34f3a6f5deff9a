/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-start [FILE]: starts as the program does, opens FILE, and ends when both views of it have been painted; without a file a
 * window of GTK with nothing in it, which is the floor. What that cost is measured by whoever runs it. */
#include <gtk/gtk.h>
#include <unistd.h>

#include "ui/application.h"
#include "ui/window.h"

static void
painted_cb (GdkFrameClock *clock,
            gpointer user_data)
{
  EmberSession *session = user_data != NULL ? ember_window_get_session (user_data) : NULL;

  if (session == NULL || (ember_session_get_state (session) == EMBER_SESSION_READY && !ember_session_is_busy (session) &&
                          ember_session_get_heatmap (session) != NULL && ember_session_get_graph (session) != NULL))
    _exit (0);
}

/* The frame in which the views change is the one that counts. */
static void
realized_cb (GtkWidget *window,
             gpointer user_data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), user_data);
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow *window,
                 gpointer user_data)
{
  if (EMBER_IS_WINDOW (window))
    g_signal_connect (window, "realize", G_CALLBACK (realized_cb), window);
}

static void
run_empty (void)
{
  GtkWidget *window;

  gtk_init ();
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  g_signal_connect (window, "realize", G_CALLBACK (realized_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
  while (TRUE)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc,
      char *argv[])
{
  const char *const arguments[] = { "emberscope", "--", argc > 1 ? argv[1] : NULL, NULL };
  EmberApplication *application;

  if (argc < 2)
    run_empty ();
  gtk_init ();
  application = ember_application_new (FALSE, G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
  return g_application_run (G_APPLICATION (application), 3, (char **) arguments);
}
