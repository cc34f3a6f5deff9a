/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/filter-actions.h"

static void
clear_filters_cb (GSimpleAction *action,
                  GVariant *parameter,
                  gpointer user_data)
{
  g_autoptr (EmberFilter) nothing = ember_filter_new ();

  ember_session_set_filter (ember_window_get_session (user_data), nothing);
}

/* Returns: whether a text has the focus, and took the action */
static gboolean
edit_text (GtkWindow *window,
           const char *action)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus != NULL && GTK_IS_TEXT (focus) && gtk_widget_activate_action (focus, action, NULL);
}

static void
undo_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  if (!edit_text (user_data, "text.undo"))
    ember_subset_undo (ember_session_get_subset (ember_window_get_session (user_data)));
}

static void
redo_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  if (!edit_text (user_data, "text.redo"))
    ember_subset_redo (ember_session_get_subset (ember_window_get_session (user_data)));
}

static void
filter_changed_cb (EmberWindow *window)
{
  EmberSubset *subset = ember_session_get_subset (ember_window_get_session (window));

  ember_window_enable_action (window, "clear-filters", ember_filter_get_n (ember_subset_get_filter (subset)) > 0);
  ember_window_enable_action (window, "undo", ember_subset_can_undo (subset));
  ember_window_enable_action (window, "redo", ember_subset_can_redo (subset));
}

void
ember_filter_actions_add (EmberWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "clear-filters", .activate = clear_filters_cb },
    { .name = "undo", .activate = undo_cb },
    { .name = "redo", .activate = redo_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  g_signal_connect_object (ember_window_get_session (window), "notify::filter", G_CALLBACK (filter_changed_cb), window, G_CONNECT_SWAPPED);
  filter_changed_cb (window);
}
