/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/symbol-folders.h"

#include "session/recording-file.h"

#define KEY "symbol-folders"

typedef struct
{
  EmberSession *session; /* its owner */
  char **typed;
} Binding;

static void
binding_free (gpointer data,
              GClosure *closure)
{
  Binding *binding = data;

  g_strfreev (binding->typed);
  g_free (binding);
}

static void
changed_cb (GSettings *settings,
            const char *key,
            gpointer user_data)
{
  const Binding *binding = user_data;
  g_auto (GStrv) kept = g_settings_get_strv (settings, KEY);
  g_autoptr (GStrvBuilder) folders = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (binding->typed != NULL)
    g_strv_builder_addv (folders, (const char **) binding->typed);
  g_strv_builder_addv (folders, (const char **) kept);
  all = g_strv_builder_end (folders);
  ember_session_set_symbol_folders (binding->session, (const char *const *) all);
}

void
ember_symbol_folders_bind (EmberSession *session,
                           GSettings *settings,
                           const char *const *typed)
{
  Binding *binding = g_new (Binding, 1);
  GClosure *closure;

  *binding = (Binding){ session, g_strdupv ((char **) typed) };
  closure = g_cclosure_new (G_CALLBACK (changed_cb), binding, binding_free);
  g_object_watch_closure (G_OBJECT (session), closure);
  g_signal_connect_closure (settings, "changed::" KEY, closure, FALSE);
  changed_cb (settings, KEY, binding);
}

void
ember_symbol_folders_add (GSettings *settings,
                          const char *path)
{
  g_auto (GStrv) kept = g_settings_get_strv (settings, KEY);
  g_autoptr (GStrvBuilder) folders = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (g_strv_contains ((const char *const *) kept, path))
    return;
  g_strv_builder_addv (folders, (const char **) kept);
  g_strv_builder_add (folders, path);
  all = g_strv_builder_end (folders);
  g_settings_set_strv (settings, KEY, (const char *const *) all);
}

void
ember_symbol_folders_remove (GSettings *settings,
                             const char *path)
{
  g_auto (GStrv) kept = g_settings_get_strv (settings, KEY);
  g_autoptr (GStrvBuilder) folders = g_strv_builder_new ();
  g_auto (GStrv) rest = NULL;

  for (guint i = 0; kept[i] != NULL; i++)
    if (!g_str_equal (kept[i], path))
      g_strv_builder_add (folders, kept[i]);
  rest = g_strv_builder_end (folders);
  g_settings_set_strv (settings, KEY, (const char *const *) rest);
}

char *
ember_symbol_folders_dup_label (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  EmberRecordingFile shown;
  char *label;

  if (!ember_recording_file_is_handed_over (path))
    return g_filename_display_name (path);
  ember_recording_file_init (&shown, file);
  label = shown.folder != NULL ? g_build_filename (shown.folder, shown.name, NULL) : g_strdup (shown.name);
  ember_recording_file_clear (&shown);
  return label;
}
