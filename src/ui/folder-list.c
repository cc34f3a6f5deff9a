/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/folder-list.h"

#include <glib/gi18n.h>

#include "ui/file-chooser.h"
#include "ui/symbol-folders.h"
#include "ui/template.h"

struct _EmberFolderList
{
  GtkWidget parent_instance;

  GtkWidget *add_button;
  GtkLabel *text;
  GtkWidget *scroller;
  GtkListBox *list;

  GSettings *settings;
  EmberSession *session; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (EmberFolderList, ember_folder_list, GTK_TYPE_WIDGET)

static GtkWidget *
create_label (const char *path,
              gboolean is_typed)
{
  g_autofree char *name = ember_symbol_folders_dup_label (path);
  /* Translators: %s is a folder that --symbols names. */
  g_autofree char *text = is_typed ? g_strdup_printf (_ ("%s (from the command line)"), name) : g_strdup (name);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static GtkWidget *
create_remove_button (const char *path)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *name = ember_symbol_folders_dup_label (path);
  /* Translators: %s is a folder. */
  g_autofree char *label = g_strdup_printf (_ ("Look in %s no more"), name);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "folders.remove");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", path);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static void
add_row (EmberFolderList *self,
         const char *path,
         gboolean is_typed)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_box_append (GTK_BOX (box), create_label (path, is_typed));
  if (!is_typed)
    gtk_box_append (GTK_BOX (box), create_remove_button (path));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->list, row);
}

/* The focus of a button that goes with its row. */
static gboolean
takes_focus_along (EmberFolderList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));
}

static void
folders_changed_cb (EmberFolderList *self)
{
  g_auto (GStrv) kept = g_settings_get_strv (self->settings, "symbol-folders");
  const char *const *all = self->session != NULL ? ember_session_get_symbol_folders (self->session) : (const char *const *) kept;
  const guint n_all = g_strv_length ((char **) all);
  const guint n_typed = n_all - MIN (n_all, g_strv_length (kept));
  GtkWidget *child;

  if (takes_focus_along (self))
    gtk_widget_grab_focus (self->add_button);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < n_all; i++)
    add_row (self, all[i], i < n_typed);
  gtk_widget_set_visible (self->scroller, n_all > 0);
}

static void
chosen_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (EmberFolderList) self = user_data;
  g_autofree char *trouble = NULL;
  g_autoptr (GListModel) folders = ember_file_chooser_finish (result, &trouble);
  const guint n_folders = folders != NULL ? g_list_model_get_n_items (folders) : 0;

  if (self->settings == NULL)
    return;
  if (trouble != NULL)
    gtk_label_set_text (self->text, trouble);
  for (guint i = 0; i < n_folders; i++)
    {
      g_autoptr (GFile) folder = g_list_model_get_item (folders, i);

      ember_folder_list_add (self, folder);
    }
}

static void
add_action_cb (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  ember_file_chooser_choose_folder (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Choose a Folder with Symbols"), chosen_cb, g_object_ref (widget));
}

static void
remove_action_cb (GtkWidget *widget,
                  const char *name,
                  GVariant *parameter)
{
  ember_symbol_folders_remove (EMBER_FOLDER_LIST (widget)->settings, g_variant_get_string (parameter, NULL));
}

static gboolean
ember_folder_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (EMBER_FOLDER_LIST (widget)->add_button);
}

static void
ember_folder_list_dispose (GObject *object)
{
  EmberFolderList *self = EMBER_FOLDER_LIST (object);

  ember_template_dispose (GTK_WIDGET (self), EMBER_TYPE_FOLDER_LIST);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_folder_list_parent_class)->dispose (object);
}

static void
ember_folder_list_class_init (EmberFolderListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_folder_list_dispose;
  widget_class->grab_focus = ember_folder_list_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "folderlist");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/folder-list.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberFolderList, add_button);
  gtk_widget_class_bind_template_child (widget_class, EmberFolderList, text);
  gtk_widget_class_bind_template_child (widget_class, EmberFolderList, scroller);
  gtk_widget_class_bind_template_child (widget_class, EmberFolderList, list);
  gtk_widget_class_install_action (widget_class, "folders.add", NULL, add_action_cb);
  gtk_widget_class_install_action (widget_class, "folders.remove", "s", remove_action_cb);
}

static void
ember_folder_list_init (EmberFolderList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ember_folder_list_bind (EmberFolderList *self,
                        GSettings *settings,
                        EmberSession *session)
{
  g_return_if_fail (EMBER_IS_FOLDER_LIST (self) && self->settings == NULL);

  self->settings = g_object_ref (settings);
  self->session = session != NULL ? g_object_ref (session) : NULL;
  g_signal_connect_object (settings, "changed::symbol-folders", G_CALLBACK (folders_changed_cb), self, G_CONNECT_SWAPPED);
  folders_changed_cb (self);
}

void
ember_folder_list_add (EmberFolderList *self,
                       GFile *folder)
{
  g_autofree char *path = g_file_get_path (folder);

  g_return_if_fail (EMBER_IS_FOLDER_LIST (self));

  if (path != NULL)
    ember_symbol_folders_add (self->settings, path);
}
