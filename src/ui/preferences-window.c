/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/preferences-window.h"

#include "analysis/tree-shape.h"
#include "paint/color-scale.h"
#include "paint/flame-layout.h"
#include "paint/palette.h"
#include "session/naming.h"
#include "ui/folder-list.h"
#include "ui/settings.h"

struct _EmberPreferencesWindow
{
  GtkWindow parent_instance;

  GtkDropDown *palette_choice;
  GtkDropDown *scale_choice;
  GtkDropDown *clip_choice;
  GtkDropDown *rows_choice;
  GtkSwitch *idle_switch;
  GtkDropDown *off_cpu_choice;
  GtkDropDown *merge_choice;
  GtkDropDown *order_choice;
  GtkSwitch *icicle_switch;
  GtkSwitch *inlined_switch;
  GtkSwitch *server_switch;
  GtkLabel *server_text;
  EmberFolderList *folder_list;
};

G_DEFINE_FINAL_TYPE (EmberPreferencesWindow, ember_preferences_window, GTK_TYPE_WINDOW)

static void
ember_preferences_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBER_TYPE_PREFERENCES_WINDOW);
  G_OBJECT_CLASS (ember_preferences_window_parent_class)->dispose (object);
}

static void
ember_preferences_window_class_init (EmberPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_preferences_window_dispose;
  g_type_ensure (EMBER_TYPE_FOLDER_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberPreferencesWindow, palette_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberPreferencesWindow, scale_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberPreferencesWindow, clip_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberPreferencesWindow, rows_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberPreferencesWindow, idle_switch);
  gtk_widget_class_bind_template_child (widget_class, EmberPreferencesWindow, off_cpu_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberPreferencesWindow, merge_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberPreferencesWindow, order_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberPreferencesWindow, icicle_switch);
  gtk_widget_class_bind_template_child (widget_class, EmberPreferencesWindow, inlined_switch);
  gtk_widget_class_bind_template_child (widget_class, EmberPreferencesWindow, server_switch);
  gtk_widget_class_bind_template_child (widget_class, EmberPreferencesWindow, server_text);
  gtk_widget_class_bind_template_child (widget_class, EmberPreferencesWindow, folder_list);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ember_preferences_window_init (EmberPreferencesWindow *self)
{
  g_autoptr (GtkStringList) rows = gtk_string_list_new (ember_settings_rows);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->rows_choice, G_LIST_MODEL (rows));
}

static void
bind (EmberPreferencesWindow *self,
      GSettings *settings)
{
  ember_settings_bind_choice (settings, "palette", self->palette_choice, ember_palette_words);
  ember_settings_bind_choice (settings, "scale", self->scale_choice, ember_curve_words);
  ember_settings_bind_choice (settings, "clip", self->clip_choice, ember_settings_clips);
  ember_settings_bind_choice (settings, "rows", self->rows_choice, ember_settings_rows);
  g_settings_bind (settings, "show-idle", self->idle_switch, "active", G_SETTINGS_BIND_DEFAULT);
  ember_settings_bind_choice (settings, "off-cpu-place", self->off_cpu_choice, ember_settings_off_cpu_places);
  ember_settings_bind_choice (settings, "merge-level", self->merge_choice, ember_merge_level_words);
  ember_settings_bind_choice (settings, "sibling-order", self->order_choice, ember_flame_order_words);
  g_settings_bind (settings, "is-icicle", self->icicle_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "show-inlined", self->inlined_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "debuginfod", self->server_switch, "active", G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
  ember_folder_list_bind (self->folder_list, settings, NULL);
}

static GtkWindow *
find_open (GtkApplication *application)
{
  for (GList *link = gtk_application_get_windows (application); link != NULL; link = link->next)
    if (EMBER_IS_PREFERENCES_WINDOW (link->data))
      return link->data;
  return NULL;
}

void
ember_preferences_window_present (GtkApplication *application,
                                  GtkWindow *parent,
                                  GSettings *settings)
{
  GtkWindow *window = find_open (application);
  g_autofree char *obstacle = NULL;

  if (window == NULL)
    {
      window = g_object_new (EMBER_TYPE_PREFERENCES_WINDOW, "application", application, "transient-for", parent, NULL);
      obstacle = ember_naming_dup_debuginfod_obstacle ();
      ember_preferences_window_set_server_obstacle (EMBER_PREFERENCES_WINDOW (window), obstacle);
      bind (EMBER_PREFERENCES_WINDOW (window), settings);
    }
  gtk_window_present (window);
}

void
ember_preferences_window_set_server_obstacle (EmberPreferencesWindow *self,
                                              const char *reason)
{
  g_return_if_fail (EMBER_IS_PREFERENCES_WINDOW (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->server_switch), reason == NULL);
  if (reason != NULL)
    gtk_label_set_text (self->server_text, reason);
}
