/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/platform.h"

#include <glib/gi18n.h>

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_SETTINGS "org.freedesktop.portal.Settings"
#define APPEARANCE "org.freedesktop.appearance"
#define COLOR_SCHEME "color-scheme"
#define PREFER_DARK 1

/* GTK 4.20 has a setting for it, whose values are those of GtkInterfaceColorScheme; until then there was one
 * for the application, of which newer versions warn. */
void
ember_platform_set_dark (gboolean is_dark)
{
  GtkSettings *settings = gtk_settings_get_default ();

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (settings), "gtk-interface-color-scheme") != NULL)
    g_object_set (settings, "gtk-interface-color-scheme", is_dark ? 2 : 3, NULL);
  else
    g_object_set (settings, "gtk-application-prefer-dark-theme", is_dark, NULL);
}

static void
apply_color_scheme (GVariant *boxed)
{
  g_autoptr (GVariant) value = g_variant_ref (boxed);

  /* Read() answers with a variant in a variant. */
  while (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT))
    {
      GVariant *inner = g_variant_get_variant (value);

      g_variant_unref (value);
      value = inner;
    }
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    ember_platform_set_dark (g_variant_get_uint32 (value) == PREFER_DARK);
}

static void
setting_changed_cb (GDBusConnection *connection,
                    const char *sender,
                    const char *path,
                    const char *interface,
                    const char *signal,
                    GVariant *parameters,
                    gpointer user_data)
{
  const char *space, *key;
  g_autoptr (GVariant) value = NULL;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ssv)")))
    return;
  g_variant_get (parameters, "(&s&sv)", &space, &key, &value);
  if (g_str_equal (space, APPEARANCE) && g_str_equal (key, COLOR_SCHEME))
    apply_color_scheme (value);
}

static void
read_done_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GVariant) value = NULL;

  if (answer == NULL)
    return;
  value = g_variant_get_child_value (answer, 0);
  apply_color_scheme (value);
}

void
ember_platform_follow_color_scheme (GApplication *application)
{
  GDBusConnection *bus = g_application_get_dbus_connection (application);

  if (bus == NULL || g_getenv ("GTK_THEME") != NULL)
    return;
  g_dbus_connection_signal_subscribe (bus, PORTAL_NAME, PORTAL_SETTINGS, "SettingChanged", PORTAL_PATH, APPEARANCE,
                                      G_DBUS_SIGNAL_FLAGS_NONE, setting_changed_cb, NULL, NULL);
  g_dbus_connection_call (bus, PORTAL_NAME, PORTAL_PATH, PORTAL_SETTINGS, "Read",
                          g_variant_new ("(ss)", APPEARANCE, COLOR_SCHEME), G_VARIANT_TYPE ("(v)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, read_done_cb, NULL);
}

void
ember_platform_show_about (GtkWindow *parent)
{
  GtkWindow *dialog = g_object_new (GTK_TYPE_ABOUT_DIALOG,
                                    "transient-for", parent,
                                    "modal", TRUE,
                                    "program-name", "Emberscope",
                                    "logo-icon-name", EMBER_APP_ID,
                                    "version", EMBER_VERSION,
                                    "comments", _ ("CPU profiles as heat maps of time and flame graphs"),
                                    "website", "https://github.com/emberscope/emberscope",
                                    "license-type", GTK_LICENSE_GPL_3_0,
                                    /* Translators: your name, one a line. */
                                    "translator-credits", _ ("translator-credits"),
                                    NULL);
  GtkWidget *first;

  gtk_window_present (dialog);
  /* Its name has the focus, and would be drawn as if somebody had selected it, or could write there. */
  first = gtk_window_get_focus (dialog);
  if (GTK_IS_LABEL (first))
    gtk_label_select_region (GTK_LABEL (first), 0, 0);
  gtk_window_set_focus (dialog, NULL);
}

void
ember_platform_fit_shortcuts (GtkShortcutsWindow *overlay)
{
  GtkWidget *content = overlay != NULL ? gtk_window_get_child (GTK_WINDOW (overlay)) : NULL;
  GtkWidget *scroller;

  if (content == NULL)
    return;
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  g_object_ref (content);
  gtk_window_set_child (GTK_WINDOW (overlay), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), content);
  gtk_window_set_child (GTK_WINDOW (overlay), scroller);
  g_object_unref (content);
  gtk_window_set_resizable (GTK_WINDOW (overlay), TRUE);
}
