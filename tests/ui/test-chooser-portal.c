/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/chooser-portal.h"

#include <glib/gstdio.h>

#define PORTAL_NAME "org.freedesktop.portal.Desktop"

static void
take_result_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Returns: whether the portal is found on @bus; fails the test if the sentence for the user lacks what helps */
static gboolean
is_found (GDBusConnection *bus)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ember_chooser_portal_find (bus, take_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (ember_chooser_portal_find_finish (result, &error))
    return TRUE;
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (strstr (error->message, "emberscope FILE"));
  g_assert_nonnull (strstr (error->message, "Drop a file"));
  return FALSE;
}

static GDBusConnection *
connect_to (GTestDBus *dbus)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (dbus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);

  g_assert_no_error (error);
  return bus;
}

static void
test_without_a_bus_nobody_answers (void)
{
  g_assert_false (is_found (NULL));
}

static void
test_a_bus_without_the_name_has_no_portal (void)
{
  g_autoptr (GTestDBus) dbus = g_test_dbus_new (G_TEST_DBUS_NONE);

  g_test_dbus_up (dbus);
  {
    g_autoptr (GDBusConnection) bus = connect_to (dbus);

    g_assert_false (is_found (bus));
  }
  g_test_dbus_down (dbus);
}

static void
test_an_owned_name_is_a_portal (void)
{
  g_autoptr (GTestDBus) dbus = g_test_dbus_new (G_TEST_DBUS_NONE);

  g_test_dbus_up (dbus);
  {
    g_autoptr (GDBusConnection) bus = connect_to (dbus);
    g_autoptr (GVariant) answer =
        g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                                     g_variant_new ("(su)", PORTAL_NAME, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

    g_assert_nonnull (answer);
    g_assert_true (is_found (bus));
  }
  g_test_dbus_down (dbus);
}

static void
test_a_name_that_can_be_started_is_a_portal (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ember-portal-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, PORTAL_NAME ".service", NULL);
  g_autoptr (GTestDBus) dbus = g_test_dbus_new (G_TEST_DBUS_NONE);

  g_assert_true (g_file_set_contents (path, "[D-BUS Service]\nName=" PORTAL_NAME "\nExec=/bin/true\n", -1, NULL));
  g_test_dbus_add_service_dir (dbus, folder);
  g_test_dbus_up (dbus);
  {
    g_autoptr (GDBusConnection) bus = connect_to (dbus);

    g_assert_true (is_found (bus));
  }
  g_test_dbus_down (dbus);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_it_is_used_where_gtk_is_told_to (void)
{
  g_setenv ("GTK_USE_PORTAL", "1", TRUE);
  g_assert_true (ember_chooser_portal_is_used ());
  g_unsetenv ("GTK_USE_PORTAL");
  g_assert_cmpint (ember_chooser_portal_is_used (), ==, g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/chooser-portal/without-a-bus-nobody-answers", test_without_a_bus_nobody_answers);
  g_test_add_func ("/ui/chooser-portal/a-bus-without-the-name-has-no-portal", test_a_bus_without_the_name_has_no_portal);
  g_test_add_func ("/ui/chooser-portal/an-owned-name-is-a-portal", test_an_owned_name_is_a_portal);
  g_test_add_func ("/ui/chooser-portal/a-name-that-can-be-started-is-a-portal", test_a_name_that_can_be_started_is_a_portal);
  g_test_add_func ("/ui/chooser-portal/it-is-used-where-gtk-is-told-to", test_it_is_used_where_gtk_is_told_to);
  return g_test_run ();
}
