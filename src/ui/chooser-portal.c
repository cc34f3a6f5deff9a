/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/chooser-portal.h"

#include <glib/gi18n.h>

#define BUS_NAME "org.freedesktop.DBus"
#define BUS_PATH "/org/freedesktop/DBus"
#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define WAIT_MS 3000

static gboolean
is_in_flatpak (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

gboolean
ember_chooser_portal_is_used (void)
{
  return g_strcmp0 (g_getenv ("GTK_USE_PORTAL"), "1") == 0 || is_in_flatpak ();
}

/* Without portals a sandbox cannot be told of a file, but it can be given the bytes. */
static void
return_absent (GTask *task)
{
  const char *command = is_in_flatpak () ? "flatpak run " EMBER_APP_ID " - < FILE" : "emberscope FILE";

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           /* Translators: %s is a command */
                           _ ("No file chooser answers on this desktop: xdg-desktop-portal is not running. Drop a file on "
                              "the window, or open it from the command line: %s"),
                           command);
}

static void
names_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autofree const char **names = NULL;

  if (answer != NULL)
    g_variant_get (answer, "(^a&s)", &names);
  if (names != NULL && g_strv_contains (names, PORTAL_NAME))
    g_task_return_boolean (task, TRUE);
  else
    return_absent (task);
}

static void
owner_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  gboolean is_owned = FALSE;

  if (answer != NULL)
    g_variant_get (answer, "(b)", &is_owned);
  if (is_owned)
    g_task_return_boolean (task, TRUE);
  else
    g_dbus_connection_call (G_DBUS_CONNECTION (source), BUS_NAME, BUS_PATH, BUS_NAME, "ListActivatableNames", NULL,
                            G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NONE, WAIT_MS, NULL, names_cb, g_object_ref (task));
}

void
ember_chooser_portal_find (GDBusConnection *bus,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, ember_chooser_portal_find);
  if (bus == NULL)
    return_absent (task);
  else
    g_dbus_connection_call (bus, BUS_NAME, BUS_PATH, BUS_NAME, "NameHasOwner", g_variant_new ("(s)", PORTAL_NAME),
                            G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, WAIT_MS, NULL, owner_cb, g_object_ref (task));
}

gboolean
ember_chooser_portal_find_finish (GAsyncResult *result,
                                  GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ember_chooser_portal_find), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
