/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window-actions.h"

#include <glib/gi18n.h>

#include "ui/example.h"
#include "ui/file-chooser.h"
#include "ui/picture-actions.h"
#include "ui/recording-dialog.h"

static void
open_done_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (EmberWindow) window = user_data;
  g_autofree char *trouble = NULL;
  g_autoptr (GListModel) files = ember_file_chooser_finish (result, &trouble);
  const guint n_files = files != NULL ? g_list_model_get_n_items (files) : 0;

  if (trouble != NULL)
    ember_window_set_notice (window, trouble);
  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      ember_window_open (window, file);
    }
}

static void
open_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  EmberSession *session = ember_window_get_session (user_data);

  ember_file_chooser_open (user_data, ember_session_get_file (session), open_done_cb, g_object_ref (user_data));
}

static void
compare_done_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (EmberWindow) window = user_data;
  g_autofree char *trouble = NULL;
  g_autoptr (GListModel) files = ember_file_chooser_finish (result, &trouble);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (trouble != NULL)
    ember_window_set_notice (window, trouble);
  if (file != NULL)
    ember_comparison_open (ember_recording_page_get_comparison (ember_window_get_recording_page (window)), file);
}

static void
compare_with_cb (GSimpleAction *action,
                 GVariant *parameter,
                 gpointer user_data)
{
  EmberSession *session = ember_window_get_session (user_data);

  ember_file_chooser_open (user_data, ember_session_get_file (session), compare_done_cb, g_object_ref (user_data));
}

static void
open_uri_cb (GSimpleAction *action,
             GVariant *parameter,
             gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  ember_window_open (user_data, file);
}

static void
open_example_cb (GSimpleAction *action,
                 GVariant *parameter,
                 gpointer user_data)
{
  g_autoptr (GFile) file = ember_example_find ();

  if (file != NULL)
    ember_window_open (user_data, file);
  else
    ember_window_set_notice (user_data, _ ("The example is not installed."));
}

static void
reload_cb (GSimpleAction *action,
           GVariant *parameter,
           gpointer user_data)
{
  ember_session_reload (ember_window_get_session (user_data));
}

static void
stop_loading_cb (GSimpleAction *action,
                 GVariant *parameter,
                 gpointer user_data)
{
  ember_session_stop_loading (ember_window_get_session (user_data));
}

static void
clear_selection_cb (GSimpleAction *action,
                    GVariant *parameter,
                    gpointer user_data)
{
  ember_session_set_range (ember_window_get_session (user_data), (EmberTimeRange){ 0, 0 });
}

static void
type_range_cb (GSimpleAction *action,
               GVariant *parameter,
               gpointer user_data)
{
  ember_recording_page_type_range (ember_window_get_recording_page (user_data));
}

static void
find_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  ember_recording_page_find (ember_window_get_recording_page (user_data));
}

static void
filter_cb (GSimpleAction *action,
           GVariant *parameter,
           gpointer user_data)
{
  ember_window_show_filter (user_data);
}

static void
next_view_cb (GSimpleAction *action,
              GVariant *parameter,
              gpointer user_data)
{
  ember_recording_page_show_next (ember_window_get_recording_page (user_data));
}

static void
export_cb (GSimpleAction *action,
           GVariant *parameter,
           gpointer user_data)
{
  ember_window_show_export (user_data);
}

static void
recording_cb (GSimpleAction *action,
              GVariant *parameter,
              gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (ember_recording_dialog_new (user_data, ember_window_get_session (user_data))));
}

static void
symbols_cb (GSimpleAction *action,
            GVariant *parameter,
            gpointer user_data)
{
  ember_window_show_symbols (user_data);
}

void
ember_window_add_actions (EmberWindow *window)
{
  g_autoptr (GPropertyAction) show_idle = g_property_action_new ("show-idle", ember_window_get_session (window), "with-idle");
  static const GActionEntry entries[] = {
    { .name = "open", .activate = open_cb },
    { .name = "compare-with", .activate = compare_with_cb },
    { .name = "open-uri", .activate = open_uri_cb, .parameter_type = "s" },
    { .name = "open-example", .activate = open_example_cb },
    { .name = "reload", .activate = reload_cb },
    { .name = "stop-loading", .activate = stop_loading_cb },
    { .name = "clear-selection", .activate = clear_selection_cb },
    { .name = "type-range", .activate = type_range_cb },
    { .name = "find", .activate = find_cb },
    { .name = "filter", .activate = filter_cb },
    { .name = "next-view", .activate = next_view_cb },
    { .name = "export", .activate = export_cb },
    { .name = "recording", .activate = recording_cb },
    { .name = "symbols", .activate = symbols_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (show_idle));
}

/* What the window does not have, its menu shows as out of reach. */
static void
update_wall_clock (EmberWindow *window)
{
  static const char name[] = "wall-clock";
  const EmberProfile *profile = ember_session_get_profile (ember_window_get_session (window));
  g_autoptr (GPropertyAction) action = NULL;
  int64_t offset_ns;

  if (profile == NULL || !ember_profile_get_wall_clock_offset (profile, &offset_ns))
    {
      g_action_map_remove_action (G_ACTION_MAP (window), name);
      return;
    }
  if (g_action_map_lookup_action (G_ACTION_MAP (window), name) != NULL)
    return;
  action = g_property_action_new (name, ember_recording_page_get_heatmap_view (ember_window_get_recording_page (window)), name);
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (action));
}

void
ember_window_update_actions (EmberWindow *window)
{
  EmberSession *session = ember_window_get_session (window);
  const EmberSessionState state = ember_session_get_state (session);
  const gboolean has_profile = ember_session_get_profile (session) != NULL;

  ember_window_enable_action (window, "reload", ember_session_get_file (session) != NULL && state != EMBER_SESSION_LOADING);
  ember_window_enable_action (window, "stop-loading", state == EMBER_SESSION_LOADING);
  ember_window_enable_action (window, "clear-selection", ember_session_has_selection (session));
  ember_window_enable_action (window, "compare-with", has_profile);
  ember_window_enable_action (window, "type-range", has_profile && ember_profile_has_times (ember_session_get_profile (session)));
  ember_window_enable_action (window, "find", has_profile);
  update_wall_clock (window);
  ember_window_enable_action (window, "filter", has_profile);
  ember_window_enable_action (window, "next-view", has_profile);
  ember_window_enable_action (window, "recording", has_profile);
  ember_window_enable_action (window, "symbols", has_profile);
  ember_window_enable_action (window, "export", has_profile && ember_session_get_graph (session) != NULL);
  ember_picture_actions_update (window, has_profile && ember_session_get_graph (session) != NULL);
}
