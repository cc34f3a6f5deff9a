/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/chooser-portal.h"

#include <signal.h>

#include "support/temp-folder.h"

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

#define SERVICE "[D-BUS Service]\nName=" PORTAL_NAME "\nExec=/bin/true\n"

/* A message bus of the test's own. GTestDBus would fork a process to watch this one, and the sanitizers' leak check of that
 * process can wait for ever for threads that it does not have. */
typedef struct
{
  char *folder;
  GSubprocess *daemon;
  GDBusConnection *connection;
} TestBus;

static void
bus_up (TestBus *bus,
        gboolean can_start_portal)
{
  g_autofree char *config = NULL, *config_path = NULL, *option = NULL, *address = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;

  bus->folder = temp_folder_new ();
  config = g_strdup_printf ("<busconfig><type>session</type><listen>unix:tmpdir=%s</listen><servicedir>%s</servicedir>"
                            "<policy context=\"default\"><allow send_destination=\"*\"/><allow receive_sender=\"*\"/><allow own=\"*\"/></policy></busconfig>",
                            bus->folder, bus->folder);
  config_path = temp_folder_write (bus->folder, "bus.conf", config, -1);
  if (can_start_portal)
    g_free (temp_folder_write (bus->folder, PORTAL_NAME ".service", SERVICE, -1));
  option = g_strconcat ("--config-file=", config_path, NULL);
  bus->daemon = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "dbus-daemon", option,
                                  "--nofork", "--print-address", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (bus->daemon));
  address = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (address);
  bus->connection = g_dbus_connection_new_for_address_sync (
      address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
bus_down (TestBus *bus)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_close_sync (bus->connection, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&bus->connection);
  g_subprocess_send_signal (bus->daemon, SIGTERM);
  g_subprocess_wait (bus->daemon, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&bus->daemon);
  g_clear_pointer (&bus->folder, temp_folder_delete);
}

static void
test_without_a_bus_nobody_answers (void)
{
  g_assert_false (is_found (NULL));
}

static void
test_a_bus_without_the_name_has_no_portal (void)
{
  TestBus bus = { 0 };

  bus_up (&bus, FALSE);
  g_assert_false (is_found (bus.connection));
  bus_down (&bus);
}

static void
test_an_owned_name_is_a_portal (void)
{
  TestBus bus = { 0 };

  bus_up (&bus, FALSE);
  {
    g_autoptr (GVariant) answer =
        g_dbus_connection_call_sync (bus.connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                     "RequestName", g_variant_new ("(su)", PORTAL_NAME, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

    g_assert_nonnull (answer);
  }
  g_assert_true (is_found (bus.connection));
  bus_down (&bus);
}

static void
test_a_name_that_can_be_started_is_a_portal (void)
{
  TestBus bus = { 0 };

  bus_up (&bus, TRUE);
  g_assert_true (is_found (bus.connection));
  bus_down (&bus);
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
