/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/debuginfod.h"

#include <glib/gi18n.h>

static bool
has_network (const char *sandbox_info)
{
  g_autoptr (GKeyFile) info = g_key_file_new ();
  g_auto (GStrv) shared = NULL;

  if (!g_key_file_load_from_file (info, sandbox_info, G_KEY_FILE_NONE, NULL))
    return !g_file_test (sandbox_info, G_FILE_TEST_EXISTS);
  shared = g_key_file_get_string_list (info, "Context", "shared", NULL, NULL);
  return shared != NULL && g_strv_contains ((const char *const *) shared, "network");
}

char *
ember_debuginfod_dup_obstacle (const char *sandbox_info,
                               const char *urls)
{
#ifndef EMBER_HAS_DEBUGINFOD
  return g_strdup (_ ("Emberscope was built without libdebuginfod"));
#endif
  if (!has_network (sandbox_info))
    return g_strdup (_ ("This sandbox has no access to the network"));
  if (urls == NULL || urls[strspn (urls, " ")] == '\0')
    return g_strdup (_ ("No server is known: the environment variable DEBUGINFOD_URLS is not set"));
  return NULL;
}
