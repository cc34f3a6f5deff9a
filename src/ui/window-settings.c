/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_SETTINGS_ENABLE_BACKEND
#include "ui/window-settings.h"

#include <gio/gsettingsbackend.h>

#define KEY "ember-window-settings"

typedef struct
{
  GSettings *user_settings;
  gboolean are_passed_on;
} Link;

static const char *const choices[] = {
  "rows",
  "palette",
  "scale",
  "clip",
  "show-inlined",
  "off-cpu-place",
  "is-icicle",
  "sibling-order",
  "merge-level",
  "show-threads",
  "show-patterns",
};

static Link *
get_link (GSettings *settings)
{
  return g_object_get_data (G_OBJECT (settings), KEY);
}

static void
link_free (gpointer data)
{
  Link *link = data;

  g_object_unref (link->user_settings);
  g_free (link);
}

/* Each tells the other, so what is the same already must not be told. */
static void
copy_value (GSettings *from,
            GSettings *to,
            const char *key)
{
  g_autoptr (GVariant) value = g_settings_get_value (from, key);
  g_autoptr (GVariant) present = g_settings_get_value (to, key);

  if (!g_variant_equal (value, present))
    g_settings_set_value (to, key, value);
}

static void
changed_cb (GSettings *settings,
            const char *key)
{
  Link *link = get_link (settings);

  if (link->are_passed_on)
    copy_value (settings, link->user_settings, key);
}

static void
user_changed_cb (GSettings *settings,
                 const char *key,
                 GSettings *user_settings)
{
  copy_value (user_settings, settings, key);
}

GSettings *
ember_window_settings_new (GSettings *user_settings)
{
  g_autoptr (GSettingsBackend) backend = g_memory_settings_backend_new ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;
  Link *link = g_new0 (Link, 1);
  GSettings *settings;

  g_object_get (user_settings, "settings-schema", &schema, NULL);
  settings = g_settings_new_full (schema, backend, NULL);
  link->user_settings = g_object_ref (user_settings);
  link->are_passed_on = TRUE;
  g_object_set_data_full (G_OBJECT (settings), KEY, link, link_free);
  keys = g_settings_schema_list_keys (schema);
  for (char **key = keys; *key != NULL; key++)
    copy_value (user_settings, settings, *key);
  g_signal_connect (settings, "changed", G_CALLBACK (changed_cb), NULL);
  g_signal_connect_object (user_settings, "changed", G_CALLBACK (user_changed_cb), settings, G_CONNECT_SWAPPED);
  return settings;
}

GSettings *
ember_window_settings_get_user_settings (GSettings *settings)
{
  return get_link (settings)->user_settings;
}

void
ember_window_settings_set_passed_on (GSettings *settings,
                                     gboolean are_passed_on)
{
  get_link (settings)->are_passed_on = are_passed_on;
}

void
ember_window_settings_add_actions (GSettings *settings,
                                   GActionMap *map)
{
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (settings, choices[i]);

      g_action_map_add_action (map, action);
    }
}

void
ember_window_settings_remove_actions (GActionMap *map)
{
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    g_action_map_remove_action (map, choices[i]);
}
