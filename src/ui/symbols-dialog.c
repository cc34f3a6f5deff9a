/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/symbols-dialog.h"

#include <glib/gi18n.h>

#include "session/naming.h"
#include "ui/command-line.h"
#include "ui/file-chooser.h"
#include "ui/missing-image-row.h"
#include "ui/naming-bar.h"
#include "ui/symbol-folders.h"

struct _EmberSymbolsDialog
{
  GtkWindow parent_instance;

  GtkLabel *summary;
  EmberNamingBar *naming_bar;
  GtkScrolledWindow *scroller;
  GtkListView *list_view;
  GtkWidget *add_button;
  GtkLabel *folder_text;
  GtkWidget *folder_scroller;
  GtkListBox *folder_list;
  GtkSwitch *server_switch;
  GtkLabel *server_text;
  GtkWidget *sandbox_box;
  EmberCommandLine *sandbox_command;

  EmberSession *session;
  GSettings *settings;
  GListStore *images; /* EmberMissingImage */
};

G_DEFINE_FINAL_TYPE (EmberSymbolsDialog, ember_symbols_dialog, GTK_TYPE_WINDOW)

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem *item)
{
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, ember_missing_image_row_new ());
}

/* The list's own row is what has the focus, so it says what the row shows. */
static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem *item)
{
  EmberMissingImage *image = gtk_list_item_get_item (item);
  GtkWidget *row = gtk_list_item_get_child (item);
  g_autofree char *name = ember_missing_image_dup_name (image);
  g_autofree char *amount = ember_missing_image_dup_amount (image);
  g_autofree char *label = g_strdup_printf ("%s, %s", name, amount);

  ember_missing_image_row_set_image (EMBER_MISSING_IMAGE_ROW (row), image);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, ember_missing_image_get_reason (image), -1);
}

/* Texts have names and no addresses; what they call unknown stays so. */
static gboolean
has_addresses (const EmberProfile *profile)
{
  return ember_images_get_n (ember_profile_get_images (profile)) > 1;
}

static char *
dup_summary (EmberSession *session)
{
  const EmberProfile *profile = ember_session_get_profile (session);
  const EmberNamingState naming = ember_opening_get_naming (ember_session_get_opening (session));
  const EmberUnresolved *unresolved;
  double share;
  uint32_t n;

  if (profile == NULL)
    return g_strdup (_ ("Nothing is open."));
  if (!has_addresses (profile))
    return g_strdup (_ ("This recording came with its names; there is nothing to look up."));
  if (ember_naming_is_needed (profile))
    return g_strdup (naming.is_stopped ? _ ("Names were not looked up.") : _ ("Names are being looked up…"));
  unresolved = ember_profile_get_unresolved (profile, &n);
  share = ember_unresolved_get_share (unresolved, n);
  if (share == 0.0)
    return g_strdup (n == 0 ? _ ("All frames have names.") : _ ("All frames that are in files have names."));
  /* Translators: %.1f is a percentage; a list of programs and libraries follows. */
  return g_strdup_printf (_ ("%.1f %% of frames have no symbols:"), 100.0 * share);
}

static void
update_summary (EmberSymbolsDialog *self)
{
  g_autofree char *summary = dup_summary (self->session);

  gtk_label_set_text (self->summary, summary);
}

/* The list cannot be left by the focus once its rows are gone. */
static void
take_focus_from_list (EmberSymbolsDialog *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list_view)))
    gtk_widget_grab_focus (self->add_button);
}

static void
profile_changed_cb (EmberSymbolsDialog *self)
{
  EmberProfile *profile = ember_session_get_profile (self->session);

  take_focus_from_list (self);
  ember_missing_image_fill (self->images, profile);
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), g_list_model_get_n_items (G_LIST_MODEL (self->images)) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "symbols.look-again", profile != NULL && has_addresses (profile));
  update_summary (self);
}

static GtkWidget *
new_folder_label (const char *path,
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
new_remove_button (const char *path)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *name = ember_symbol_folders_dup_label (path);
  /* Translators: %s is a folder. */
  g_autofree char *label = g_strdup_printf (_ ("Look in %s no more"), name);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "symbols.remove-folder");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", path);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static void
add_folder_row (EmberSymbolsDialog *self,
                const char *path,
                gboolean is_typed)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_box_append (GTK_BOX (box), new_folder_label (path, is_typed));
  if (!is_typed)
    gtk_box_append (GTK_BOX (box), new_remove_button (path));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->folder_list, row);
}

static void
folders_changed_cb (EmberSymbolsDialog *self)
{
  const char *const *all = ember_session_get_symbol_folders (self->session);
  g_auto (GStrv) kept = g_settings_get_strv (self->settings, "symbol-folders");
  const guint n_all = g_strv_length ((char **) all);
  const guint n_typed = n_all - MIN (n_all, g_strv_length (kept));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->folder_list))) != NULL)
    gtk_list_box_remove (self->folder_list, child);
  for (guint i = 0; i < n_all; i++)
    add_folder_row (self, all[i], i < n_typed);
  gtk_widget_set_visible (self->folder_scroller, n_all > 0);
}

static void
look_again_action_cb (GtkWidget *widget,
                      const char *name,
                      GVariant *parameter)
{
  EmberSymbolsDialog *self = EMBER_SYMBOLS_DIALOG (widget);

  ember_session_look_up_names (self->session);
  update_summary (self);
}

static void
folder_chosen_cb (GObject *source,
                  GAsyncResult *result,
                  gpointer user_data)
{
  g_autoptr (EmberSymbolsDialog) self = user_data;
  g_autofree char *trouble = NULL;
  g_autoptr (GListModel) folders = ember_file_chooser_finish (result, &trouble);
  const guint n_folders = folders != NULL ? g_list_model_get_n_items (folders) : 0;

  if (trouble != NULL)
    gtk_label_set_text (self->folder_text, trouble);
  for (guint i = 0; i < n_folders; i++)
    {
      g_autoptr (GFile) folder = g_list_model_get_item (folders, i);

      ember_symbols_dialog_add_folder (self, folder);
    }
}

static void
add_folder_action_cb (GtkWidget *widget,
                      const char *name,
                      GVariant *parameter)
{
  ember_file_chooser_choose_folder (GTK_WINDOW (widget), _ ("Choose a Folder with Symbols"), folder_chosen_cb, g_object_ref (widget));
}

static void
remove_folder_action_cb (GtkWidget *widget,
                         const char *name,
                         GVariant *parameter)
{
  ember_symbol_folders_remove (EMBER_SYMBOLS_DIALOG (widget)->settings, g_variant_get_string (parameter, NULL));
}

static void
ember_symbols_dialog_dispose (GObject *object)
{
  EmberSymbolsDialog *self = EMBER_SYMBOLS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EMBER_TYPE_SYMBOLS_DIALOG);
  g_clear_object (&self->images);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_symbols_dialog_parent_class)->dispose (object);
}

static void
ember_symbols_dialog_class_init (EmberSymbolsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_symbols_dialog_dispose;
  g_type_ensure (EMBER_TYPE_COMMAND_LINE);
  g_type_ensure (EMBER_TYPE_NAMING_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/symbols-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, naming_bar);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, list_view);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, folder_text);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, folder_scroller);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, folder_list);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, server_switch);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, server_text);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, sandbox_box);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, sandbox_command);
  gtk_widget_class_install_action (widget_class, "symbols.look-again", NULL, look_again_action_cb);
  gtk_widget_class_install_action (widget_class, "symbols.add-folder", NULL, add_folder_action_cb);
  gtk_widget_class_install_action (widget_class, "symbols.remove-folder", "s", remove_folder_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ember_symbols_dialog_init (EmberSymbolsDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) model = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->images = g_list_store_new (EMBER_TYPE_MISSING_IMAGE);
  model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->images)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (model));
}

static void
show_sandbox (EmberSymbolsDialog *self)
{
  g_autofree char *command = ember_naming_dup_sandbox_command (NULL);

  ember_command_line_set_text (self->sandbox_command, command != NULL ? command : "");
  gtk_widget_set_visible (self->sandbox_box, command != NULL);
}

/* Where servers cannot be asked the switch is off, whatever the setting is, and the text says why. */
static void
bind_servers (EmberSymbolsDialog *self)
{
  g_autofree char *obstacle = ember_naming_dup_debuginfod_obstacle ();

  gtk_widget_set_sensitive (GTK_WIDGET (self->server_switch), obstacle == NULL);
  if (obstacle != NULL)
    gtk_label_set_text (self->server_text, obstacle);
  else
    g_settings_bind (self->settings, "debuginfod", self->server_switch, "active", G_SETTINGS_BIND_DEFAULT);
}

EmberSymbolsDialog *
ember_symbols_dialog_new (GtkWindow *parent,
                          EmberSession *session,
                          GSettings *settings)
{
  EmberSymbolsDialog *self = g_object_new (EMBER_TYPE_SYMBOLS_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  ember_naming_bar_bind (self->naming_bar, session);
  bind_servers (self);
  show_sandbox (self);
  g_signal_connect_object (session, "notify::profile", G_CALLBACK (profile_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ember_session_get_opening (session), "naming-progressed", G_CALLBACK (update_summary), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::symbol-folders", G_CALLBACK (folders_changed_cb), self, G_CONNECT_SWAPPED);
  profile_changed_cb (self);
  folders_changed_cb (self);
  return self;
}

void
ember_symbols_dialog_add_folder (EmberSymbolsDialog *self,
                                 GFile *folder)
{
  g_autofree char *path = g_file_get_path (folder);

  g_return_if_fail (EMBER_IS_SYMBOLS_DIALOG (self));

  if (path != NULL)
    ember_symbol_folders_add (self->settings, path);
}
