/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/debuginfod.h"

#include <dlfcn.h>
#ifdef EMBER_HAS_DEBUGINFOD
#include <elfutils/debuginfod.h>
#endif
#include <glib/gi18n.h>
#include <stdlib.h>
#include <unistd.h>

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

#ifdef EMBER_HAS_DEBUGINFOD

struct _EmberDebuginfod
{
  GCancellable *cancellable;
  debuginfod_client *client;
  void (*end) (debuginfod_client *client);
  int (*find) (debuginfod_client *client,
               const unsigned char *build_id,
               int size_bytes,
               char **path);
};

/* Who waits in this thread, for the callback, which gets no data. */
static __thread EmberDebuginfod *current;

/* Returns: not 0: no more is wanted */
static int
progress_cb (debuginfod_client *client,
             long n_done,
             long n_all)
{
  return current != NULL && g_cancellable_is_cancelled (current->cancellable);
}

EmberDebuginfod *
ember_debuginfod_new (GCancellable *cancellable)
{
  void *library = dlopen (DEBUGINFOD_SONAME, RTLD_NOW | RTLD_LOCAL);
  debuginfod_client *(*begin) (void);
  void (*set_progress) (debuginfod_client * client, debuginfod_progressfn_t function);
  EmberDebuginfod *server;

  if (library == NULL)
    return NULL;
  server = g_new0 (EmberDebuginfod, 1);
  *(void **) &begin = dlsym (library, "debuginfod_begin");
  *(void **) &set_progress = dlsym (library, "debuginfod_set_progressfn");
  *(void **) &server->end = dlsym (library, "debuginfod_end");
  *(void **) &server->find = dlsym (library, "debuginfod_find_debuginfo");
  if (begin != NULL && set_progress != NULL && server->end != NULL && server->find != NULL)
    server->client = begin ();
  if (server->client == NULL)
    {
      g_free (server);
      return NULL;
    }
  set_progress (server->client, progress_cb);
  server->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return server;
}

void
ember_debuginfod_free (EmberDebuginfod *server)
{
  if (server == NULL)
    return;
  server->end (server->client);
  g_clear_object (&server->cancellable);
  g_free (server);
}

char *
ember_debuginfod_dup_symbols (EmberDebuginfod *server,
                              const uint8_t *build_id,
                              uint32_t size_bytes)
{
  g_autofree char *hex = g_malloc0 (2 * (gsize) size_bytes + 1);
  char *found = NULL;
  char *path;
  int fd;

  if (size_bytes == 0 || g_cancellable_is_cancelled (server->cancellable))
    return NULL;
  for (uint32_t i = 0; i < size_bytes; i++)
    g_snprintf (hex + 2 * i, 3, "%02x", build_id[i]);
  current = server;
  fd = server->find (server->client, (const unsigned char *) hex, 0, &found);
  current = NULL;
  if (fd < 0)
    return NULL;
  close (fd);
  path = g_strdup (found);
  free (found);
  return path;
}

#else

EmberDebuginfod *
ember_debuginfod_new (GCancellable *cancellable)
{
  return NULL;
}

void
ember_debuginfod_free (EmberDebuginfod *server)
{
}

char *
ember_debuginfod_dup_symbols (EmberDebuginfod *server,
                              const uint8_t *build_id,
                              uint32_t size_bytes)
{
  return NULL;
}

#endif
