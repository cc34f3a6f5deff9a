/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/symbols-dialog.h"

#include <glib/gi18n.h>

#include "session/naming.h"
#include "ui/command-line.h"
#include "ui/folder-list.h"
#include "ui/missing-image-row.h"
#include "ui/naming-bar.h"

struct _EmberSymbolsDialog
{
  GtkWindow parent_instance;

  GtkLabel *summary;
  EmberNamingBar *naming_bar;
  GtkScrolledWindow *scroller;
  GtkListView *list_view;
  EmberFolderList *folder_list;
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
    gtk_widget_grab_focus (GTK_WIDGET (self->folder_list));
}

static void
show_sandbox (EmberSymbolsDialog *self)
{
  g_autofree char *command = ember_naming_dup_sandbox_command (NULL, ember_session_get_profile (self->session));

  ember_command_line_set_text (self->sandbox_command, command != NULL ? command : "");
  gtk_widget_set_visible (self->sandbox_box, command != NULL);
}

static void
profile_changed_cb (EmberSymbolsDialog *self)
{
  EmberProfile *profile = ember_session_get_profile (self->session);

  take_focus_from_list (self);
  ember_missing_image_fill (self->images, profile);
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), g_list_model_get_n_items (G_LIST_MODEL (self->images)) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "symbols.look-again", profile != NULL && has_addresses (profile));
  show_sandbox (self);
  update_summary (self);
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
  g_type_ensure (EMBER_TYPE_FOLDER_LIST);
  g_type_ensure (EMBER_TYPE_NAMING_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/symbols-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, naming_bar);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, list_view);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, folder_list);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, server_switch);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, server_text);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, sandbox_box);
  gtk_widget_class_bind_template_child (widget_class, EmberSymbolsDialog, sandbox_command);
  gtk_widget_class_install_action (widget_class, "symbols.look-again", NULL, look_again_action_cb);
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
  ember_folder_list_bind (self->folder_list, settings, session);
  bind_servers (self);
  g_signal_connect_object (session, "notify::profile", G_CALLBACK (profile_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ember_session_get_opening (session), "naming-progressed", G_CALLBACK (update_summary), self, G_CONNECT_SWAPPED);
  profile_changed_cb (self);
  return self;
}

void
ember_symbols_dialog_add_folder (EmberSymbolsDialog *self,
                                 GFile *folder)
{
  g_return_if_fail (EMBER_IS_SYMBOLS_DIALOG (self));

  ember_folder_list_add (self->folder_list, folder);
}
