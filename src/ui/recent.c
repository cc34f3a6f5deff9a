/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/recent.h"

#include <glib/gi18n.h>

#include "session/recording-type.h"

#define APP_NAME "Emberscope"
#define MAX_ITEMS 10

/* A pipe was read empty, and is no recent file. */
static void
guess_worker (GTask *task,
              gpointer source,
              gpointer data,
              GCancellable *cancellable)
{
  const bool is_regular = g_file_query_file_type (source, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_REGULAR;
  g_autofree char *name = g_file_get_basename (source);
  g_autoptr (GFileInputStream) stream = is_regular ? g_file_read (source, NULL, NULL) : NULL;
  char begin[EMBER_RECORDING_TYPE_BYTES];
  gsize n = 0;

  if (stream != NULL)
    g_input_stream_read_all (G_INPUT_STREAM (stream), begin, sizeof begin, &n, NULL, NULL);
  g_task_return_pointer (task, stream != NULL ? (gpointer) ember_recording_type_guess (name, begin, n) : NULL, NULL);
}

static void
guessed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autofree char *uri = g_file_get_uri (G_FILE (source));
  g_autofree char *mime_type = g_strdup (g_task_propagate_pointer (G_TASK (result), NULL));
  char app_name[] = APP_NAME;
  char app_exec[] = "emberscope %f";
  GtkRecentData data = { .mime_type = mime_type, .app_name = app_name, .app_exec = app_exec };

  if (mime_type != NULL)
    gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

void
ember_recent_add (GFile *file)
{
  g_autoptr (GTask) task = NULL;

  if (!g_file_is_native (file))
    return;
  task = g_task_new (file, NULL, guessed_cb, NULL);
  g_task_set_source_tag (task, ember_recent_add);
  g_task_run_in_thread (task, guess_worker);
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) b),
                              gtk_recent_info_get_modified ((GtkRecentInfo *) a));
}

static gboolean
is_ours (GtkRecentInfo *info)
{
  return gtk_recent_info_has_application (info, APP_NAME) && gtk_recent_info_is_local (info) &&
         gtk_recent_info_exists (info);
}

/* Underscores would be mnemonics. */
static char *
dup_label (GtkRecentInfo *info)
{
  g_auto (GStrv) parts = g_strsplit (gtk_recent_info_get_display_name (info), "_", -1);

  return g_strjoinv ("__", parts);
}

static GMenuModel *
create_menu (void)
{
  g_autolist (GtkRecentInfo) infos = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  g_autoptr (GMenu) section = g_menu_new ();
  GMenu *menu = g_menu_new ();
  guint n_items = 0;

  infos = g_list_sort (infos, compare_newest_first);
  for (GList *link = infos; link != NULL && n_items < MAX_ITEMS; link = link->next)
    {
      g_autofree char *label = NULL;
      g_autoptr (GMenuItem) item = NULL;

      if (!is_ours (link->data))
        continue;
      label = dup_label (link->data);
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "win.open-uri", "s", gtk_recent_info_get_uri (link->data));
      g_menu_append_item (section, item);
      n_items++;
    }
  if (n_items == 0)
    g_menu_append (section, _ ("No recent recordings"), "win.none");
  g_menu_append_section (menu, _ ("Recent"), G_MENU_MODEL (section));
  return G_MENU_MODEL (menu);
}

static void
popup_cb (GtkMenuButton *button,
          gpointer user_data)
{
  g_autoptr (GMenuModel) menu = create_menu ();

  gtk_menu_button_set_menu_model (button, menu);
}

void
ember_recent_attach (GtkMenuButton *button)
{
  gtk_menu_button_set_create_popup_func (button, popup_cb, NULL, NULL);
}
