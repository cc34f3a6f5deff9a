/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window-settings.h"

#include <gtk/gtk.h>

#include "ui/settings.h"

typedef struct
{
  GSettings *user;
  GSettings *first;
  GSettings *second;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->user = ember_settings_new ();
  g_settings_set_uint (fixture->user, "rows", 20);
  fixture->first = ember_window_settings_new (fixture->user);
  fixture->second = ember_window_settings_new (fixture->user);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_settings_reset (fixture->user, "rows");
  g_settings_reset (fixture->user, "is-icicle");
  g_assert_finalize_object (fixture->first);
  g_assert_finalize_object (fixture->second);
  g_object_unref (fixture->user);
}

static void
assert_rows (Fixture *fixture,
             guint user,
             guint first,
             guint second)
{
  g_assert_cmpuint (g_settings_get_uint (fixture->user, "rows"), ==, user);
  g_assert_cmpuint (g_settings_get_uint (fixture->first, "rows"), ==, first);
  g_assert_cmpuint (g_settings_get_uint (fixture->second, "rows"), ==, second);
}

static void
test_what_a_window_changes_is_the_users (Fixture *fixture,
                                         gconstpointer data)
{
  assert_rows (fixture, 20, 20, 20);
  g_settings_set_uint (fixture->first, "rows", 100);
  assert_rows (fixture, 100, 100, 100);
  g_settings_set_uint (fixture->user, "rows", 25);
  assert_rows (fixture, 25, 25, 25);
}

static void
test_what_is_not_passed_on_stays_in_the_window (Fixture *fixture,
                                                gconstpointer data)
{
  ember_window_settings_set_passed_on (fixture->first, FALSE);
  g_settings_set_uint (fixture->first, "rows", 10);
  ember_window_settings_set_passed_on (fixture->first, TRUE);
  assert_rows (fixture, 20, 10, 20);
  g_settings_set_boolean (fixture->first, "is-icicle", TRUE);
  assert_rows (fixture, 20, 10, 20);
  g_assert_true (g_settings_get_boolean (fixture->user, "is-icicle"));
  g_assert_true (g_settings_get_boolean (fixture->second, "is-icicle"));
  g_settings_set_uint (fixture->second, "rows", 40);
  assert_rows (fixture, 40, 40, 40);
}

static void
test_actions_change_the_settings (Fixture *fixture,
                                  gconstpointer data)
{
  GSimpleActionGroup *group = g_simple_action_group_new ();

  ember_window_settings_add_actions (fixture->first, G_ACTION_MAP (group));
  g_action_group_activate_action (G_ACTION_GROUP (group), "rows", g_variant_new_uint32 (50));
  g_action_group_activate_action (G_ACTION_GROUP (group), "is-icicle", NULL);
  assert_rows (fixture, 50, 50, 50);
  g_assert_true (g_settings_get_boolean (fixture->user, "is-icicle"));
  ember_window_settings_remove_actions (G_ACTION_MAP (group));
  g_assert_false (g_action_group_has_action (G_ACTION_GROUP (group), "rows"));
  g_object_unref (group);
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/window-settings/what-a-window-changes-is-the-users", Fixture, NULL, set_up, test_what_a_window_changes_is_the_users, tear_down);
  g_test_add ("/window-settings/what-is-not-passed-on-stays-in-the-window", Fixture, NULL, set_up, test_what_is_not_passed_on_stays_in_the_window, tear_down);
  g_test_add ("/window-settings/actions-change-the-settings", Fixture, NULL, set_up, test_actions_change_the_settings, tear_down);
  return g_test_run ();
}
