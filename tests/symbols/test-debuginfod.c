/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/debuginfod.h"

#include <glib/gstdio.h>

#define URL "http://127.0.0.1:8002/"

#ifdef EMBER_HAS_DEBUGINFOD
static char *
write_info (const char *content)
{
  char *path = NULL;
  const int fd = g_file_open_tmp ("ember-sandbox-XXXXXX", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  return path;
}

static char *
obstacle_in (const char *info)
{
  g_autofree char *path = write_info (info);
  char *obstacle = ember_debuginfod_dup_obstacle (path, URL);

  g_unlink (path);
  return obstacle;
}

static void
test_a_sandbox_without_network_is_an_obstacle (void)
{
  g_autofree char *closed = obstacle_in ("[Context]\nshared=ipc;\n");
  g_autofree char *bare = obstacle_in ("[Application]\nname=x\n");
  g_autofree char *broken = obstacle_in ("no key file");

  g_assert_cmpstr (closed, ==, "This sandbox has no access to the network");
  g_assert_cmpstr (bare, ==, closed);
  g_assert_cmpstr (broken, ==, closed);
}

static void
test_a_sandbox_with_network_is_none (void)
{
  g_autofree char *open = obstacle_in ("[Context]\nshared=network;ipc;\n");

  g_assert_null (open);
}

static void
test_a_server_must_be_known (void)
{
  g_autofree char *none = ember_debuginfod_dup_obstacle ("/nonexistent", NULL);
  g_autofree char *blank = ember_debuginfod_dup_obstacle ("/nonexistent", "  ");
  g_autofree char *known = ember_debuginfod_dup_obstacle ("/nonexistent", URL);

  g_assert_nonnull (strstr (none, "DEBUGINFOD_URLS"));
  g_assert_cmpstr (blank, ==, none);
  g_assert_null (known);
}
#endif

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#ifdef EMBER_HAS_DEBUGINFOD
  g_test_add_func ("/debuginfod/a-sandbox-without-network-is-an-obstacle", test_a_sandbox_without_network_is_an_obstacle);
  g_test_add_func ("/debuginfod/a-sandbox-with-network-is-none", test_a_sandbox_with_network_is_none);
  g_test_add_func ("/debuginfod/a-server-must-be-known", test_a_server_must_be_known);
#endif
  return g_test_run ();
}
