/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/picture-actions.h"

#include <glib/gi18n.h>

#include "ui/export-capture.h"
#include "ui/export-saving.h"
#include "ui/file-chooser.h"

/* What waits for the user to pick a file. */
typedef struct
{
  EmberWindow *window;
  EmberExportContent content;
} Choosing;

static EmberExportContent
get_content (EmberWindow *window,
             const char *view)
{
  EmberRecordingPage *page = ember_window_get_recording_page (window);
  GtkWidget *map = GTK_WIDGET (ember_recording_page_get_heatmap_view (page));
  GtkWidget *parts = GTK_WIDGET (ember_recording_page_get_split_view (page));
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
  const gboolean is_at_map = focus != NULL && (focus == map || gtk_widget_is_ancestor (focus, map) || gtk_widget_is_ancestor (focus, parts));

  if (g_str_equal (view, "heatmap") || (view[0] == '\0' && is_at_map))
    return EMBER_EXPORT_HEAT_MAP;
  return g_str_equal (view, "flamegraph") ? EMBER_EXPORT_FLAME_GRAPH : ember_export_capture_get_lower (window);
}

/* Returns: (transfer full) (nullable): NULL where the window tells why there is none */
static EmberExportJob *
capture (EmberWindow *window,
         EmberExportContent content)
{
  EmberExportJob *job = ember_export_capture (window, content);

  if (job == NULL)
    ember_window_set_notice (window, content == EMBER_EXPORT_HEAT_MAP ? _ ("There is no heat map to make a picture of.")
                                                                      : _ ("There is no flame graph to make a picture of."));
  return job;
}

static void
copy_done_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (EmberWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = ember_export_job_draw_finish (result, &error);
  g_autoptr (GdkContentProvider) provider = NULL;
  g_autofree char *text = NULL;

  if (png == NULL)
    {
      /* Translators: %s is a sentence that says why. */
      text = g_strdup_printf (_ ("The picture could not be copied: %s"), error->message);
      ember_window_set_notice (window, text);
      return;
    }
  provider = gdk_content_provider_new_for_bytes ("image/png", png);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (window)), provider);
  ember_window_set_notice (window, _ ("Copied the picture."));
}

static void
copy_picture_cb (GSimpleAction *action,
                 GVariant *parameter,
                 gpointer user_data)
{
  EmberExportJob *job = capture (user_data, get_content (user_data, g_variant_get_string (parameter, NULL)));

  if (job != NULL)
    ember_export_job_draw_async (job, copy_done_cb, g_object_ref (user_data));
}

static EmberPictureKind
get_kind (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_ascii_strdown (base, -1);

  return g_str_has_suffix (name, ".svg")   ? EMBER_PICTURE_SVG
         : g_str_has_suffix (name, ".pdf") ? EMBER_PICTURE_PDF
                                           : EMBER_PICTURE_PNG;
}

static void
save (EmberWindow *window,
      EmberExportContent content,
      GFile *file)
{
  EmberExportJob *job = capture (window, content);

  if (job == NULL)
    return;
  job->kind = get_kind (file);
  ember_export_saving_begin (window, job, file);
}

static void
chosen_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autofree Choosing *choosing = user_data;
  g_autoptr (EmberWindow) window = choosing->window;
  g_autofree char *trouble = NULL;
  g_autoptr (GListModel) files = ember_file_chooser_finish (result, &trouble);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (trouble != NULL)
    ember_window_set_notice (window, trouble);
  else if (file != NULL)
    save (window, choosing->content, file);
}

static void
save_picture_cb (GSimpleAction *action,
                 GVariant *parameter,
                 gpointer user_data)
{
  const EmberExportContent content = get_content (user_data, g_variant_get_string (parameter, NULL));
  EmberExportJob *job = capture (user_data, content);
  g_autofree char *name = job != NULL ? ember_export_capture_dup_name (user_data, job) : NULL;
  Choosing *choosing;

  if (job == NULL)
    return;
  choosing = g_new0 (Choosing, 1);
  choosing->window = g_object_ref (user_data);
  choosing->content = content;
  ember_file_chooser_save (user_data, _ ("Save Picture"), name, ember_session_get_file (ember_window_get_session (user_data)), chosen_cb, choosing);
  ember_export_job_free (job);
}

void
ember_picture_actions_add (EmberWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "copy-picture", .activate = copy_picture_cb, .parameter_type = "s" },
    { .name = "save-picture", .activate = save_picture_cb, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}

void
ember_picture_actions_update (EmberWindow *window,
                              gboolean has_picture)
{
  ember_window_enable_action (window, "copy-picture", has_picture);
  ember_window_enable_action (window, "save-picture", has_picture);
}

void
ember_picture_actions_save (EmberWindow *window,
                            const char *view,
                            GFile *file)
{
  g_return_if_fail (EMBER_IS_WINDOW (window));

  save (window, get_content (window, view), file);
}
