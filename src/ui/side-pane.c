/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/side-pane.h"

typedef struct
{
  GSettings *settings;
  char *key;
  int total_px; /* the largest position; 0 before the children are shown */
} SidePane;

static void
side_pane_free (gpointer data)
{
  SidePane *pane = data;

  g_object_unref (pane->settings);
  g_free (pane->key);
  g_free (pane);
}

static int
get_total (GtkPaned *paned)
{
  int total_px = 0;

  g_object_get (paned, "max-position", &total_px, NULL);
  return total_px;
}

static int
get_position (SidePane *pane)
{
  return MAX (pane->total_px - g_settings_get_int (pane->settings, pane->key), 0);
}

/* The largest position leaves the end child its least width. */
static void
total_changed_cb (GtkPaned *paned,
                  GParamSpec *pspec,
                  gpointer user_data)
{
  SidePane *pane = user_data;
  const int total_px = get_total (paned);

  if (total_px <= 1 || total_px == G_MAXINT || total_px == pane->total_px)
    return;
  pane->total_px = total_px;
  gtk_paned_set_position (paned, get_position (pane));
}

static void
moved_cb (GtkPaned *paned,
          GParamSpec *pspec,
          gpointer user_data)
{
  SidePane *pane = user_data;
  const int position = gtk_paned_get_position (paned);

  if (get_total (paned) == pane->total_px && position != get_position (pane) && pane->total_px - position >= 0)
    g_settings_set_int (pane->settings, pane->key, MIN (pane->total_px - position, 10000));
}

void
ember_side_pane_bind (GtkPaned *paned,
                      GSettings *settings,
                      const char *key)
{
  SidePane *pane = g_new0 (SidePane, 1);

  pane->settings = g_object_ref (settings);
  pane->key = g_strdup (key);
  g_object_set_data_full (G_OBJECT (paned), "ember-side-pane", pane, side_pane_free);
  g_signal_connect (paned, "notify::max-position", G_CALLBACK (total_changed_cb), pane);
  g_signal_connect (paned, "notify::position", G_CALLBACK (moved_cb), pane);
}
