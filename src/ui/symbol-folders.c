/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/symbol-folders.h"

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
