/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/dpkg-owners.h"

#include <glib.h>
#include <glib/gstdio.h>

#define LISTS "var/lib/dpkg/info"

static void
add_list (const char *root,
          const char *name,
          const char *text)
{
  g_autofree char *folder = g_build_filename (root, LISTS, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
remove_list (const char *root,
             const char *name)
{
  g_autofree char *path = g_build_filename (root, LISTS, name, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
remove_folders (const char *root)
{
  static const char *const folders[] = { "var/lib/dpkg/info", "var/lib/dpkg", "var/lib", "var", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (root, folders[i], NULL);

      g_assert_cmpint (g_rmdir (path), ==, 0);
    }
}

static void
test_packages_are_told_by_their_files (void)
{
  static const char *const paths[] = {
    "/usr/lib/libone.so.1", /* owned as it is */
    "/usr/lib/libtwo.so.2", /* owned without /usr */
    "/lib/libthree.so.3",   /* owned with it */
    "/usr/lib/libone.so",   /* begins like another one */
    "/opt/app",
  };
  g_autofree char *root = g_dir_make_tmp ("ember-dpkg-XXXXXX", NULL);
  char *owners[G_N_ELEMENTS (paths)];

  add_list (root, "libone1:amd64.list", "/.\n/usr\n/usr/lib\n/usr/lib/libone.so.1\n");
  add_list (root, "libtwo.list", "/.\n/lib/libtwo.so.2\n");
  add_list (root, "three-tools.list", "/usr/lib/libthree.so.3"); /* without an end of line */
  add_list (root, "libone1:amd64.md5sums", "/opt/app\n");
  ember_dpkg_owners_find (root, paths, G_N_ELEMENTS (paths), owners);
  g_assert_cmpstr (owners[0], ==, "libone1");
  g_assert_cmpstr (owners[1], ==, "libtwo");
  g_assert_cmpstr (owners[2], ==, "three-tools");
  g_assert_null (owners[3]);
  g_assert_null (owners[4]);
  for (gsize i = 0; i < 3; i++)
    g_free (owners[i]);
  remove_list (root, "libone1:amd64.list");
  remove_list (root, "libtwo.list");
  remove_list (root, "three-tools.list");
  remove_list (root, "libone1:amd64.md5sums");
  remove_folders (root);
}

static void
test_a_system_without_dpkg_owns_nothing (void)
{
  static const char *const paths[] = { "/usr/bin/ls" };
  char *owner = (char *) "";

  ember_dpkg_owners_find ("/nonexistent", paths, 1, &owner);
  g_assert_null (owner);
  ember_dpkg_owners_find ("/nonexistent", NULL, 0, NULL);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dpkg-owners/packages-are-told-by-their-files", test_packages_are_told_by_their_files);
  g_test_add_func ("/dpkg-owners/a-system-without-dpkg-owns-nothing", test_a_system_without_dpkg_owns_nothing);
  return g_test_run ();
}
