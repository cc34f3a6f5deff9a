/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/dpkg-owners.h"

#include "support/temp-folder.h"

static void
add_list (const char *root,
          const char *name,
          const char *text)
{
  g_autofree char *list = g_build_filename ("var/lib/dpkg/info", name, NULL);

  g_free (temp_folder_write (root, list, text, -1));
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
  char *root = temp_folder_new ();
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
  temp_folder_delete (root);
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
