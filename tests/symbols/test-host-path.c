/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/host-path.h"

#include "support/temp-folder.h"

/* A root of its own for each test. */
typedef struct
{
  char *root;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->root = temp_folder_new ();
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  temp_folder_delete (fixture->root);
}

static void
write_file (Fixture *fixture,
            const char *name,
            const char *text)
{
  g_free (temp_folder_write (fixture->root, name, text, -1));
}

/* @seen: (nullable): without the root */
static void
assert_seen (Fixture *fixture,
             const char *path,
             const char *seen)
{
  g_autofree char *expected = seen != NULL ? g_build_filename (fixture->root, seen, NULL) : NULL;
  g_autofree char *found = ember_host_path_dup (fixture->root, path);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_outside_of_a_sandbox_files_are_where_they_are (Fixture *fixture,
                                                    gconstpointer data)
{
  g_autofree char *system = ember_host_path_dup_system (fixture->root);
  g_autofree char *plain = NULL;

  write_file (fixture, "run/host/usr/bin/app", "");
  g_assert_false (ember_host_path_is_sandboxed (fixture->root));
  assert_seen (fixture, "/usr/bin/app", "/usr/bin/app");
  assert_seen (fixture, "/tmp/perf-1.map", "/tmp/perf-1.map");
  assert_seen (fixture, "[vdso]", NULL);
  g_assert_cmpstr (system, ==, fixture->root);
  plain = ember_host_path_dup (NULL, "/usr/bin/app");
  g_assert_cmpstr (plain, ==, "/usr/bin/app");
}

static void
test_a_sandbox_sees_the_hosts_files_in_their_own_place (Fixture *fixture,
                                                        gconstpointer data)
{
  g_autofree char *system = NULL;

  write_file (fixture, ".flatpak-info", "[Context]\nshared=ipc;\nfilesystems=host-os:ro;/tmpfoo;\n");
  write_file (fixture, "run/host/usr/bin/app", "");
  write_file (fixture, "usr/bin/app", "");
  write_file (fixture, "usr/bin/other", "");
  write_file (fixture, "tmp/perf-1.map", "");
  g_assert_true (ember_host_path_is_sandboxed (fixture->root));
  assert_seen (fixture, "/usr/bin/app", "/run/host/usr/bin/app");
  assert_seen (fixture, "/home/me/../../usr/bin/app", "/run/host/usr/bin/app");
  /* its own files are other ones */
  assert_seen (fixture, "/usr/bin/other", NULL);
  assert_seen (fixture, "/home/../usr/bin/other", NULL);
  assert_seen (fixture, "/usr", "/run/host/usr");
  assert_seen (fixture, "/tmp/perf-1.map", NULL);
  assert_seen (fixture, "/var/lib/app", NULL);
  assert_seen (fixture, "/run/user/1/app", NULL);
  /* what it has nothing of its own for is the host's */
  assert_seen (fixture, "/home/me/app", "/home/me/app");
  assert_seen (fixture, "/var/home/me/app", "/var/home/me/app");
  assert_seen (fixture, "/usr2/app", "/usr2/app");
  assert_seen (fixture, "relative", NULL);
  system = ember_host_path_dup_system (fixture->root);
  g_assert_true (g_str_has_suffix (system, "/run/host"));
}

static void
test_temporary_files_can_be_shared (Fixture *fixture,
                                    gconstpointer data)
{
  write_file (fixture, ".flatpak-info", "[Context]\nfilesystems=home;/tmp:ro;\n");
  assert_seen (fixture, "/tmp/perf-1.map", "/tmp/perf-1.map");
  assert_seen (fixture, "/usr/bin/app", NULL);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/host-path/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("outside-of-a-sandbox-files-are-where-they-are", test_outside_of_a_sandbox_files_are_where_they_are);
  ADD ("a-sandbox-sees-the-hosts-files-in-their-own-place", test_a_sandbox_sees_the_hosts_files_in_their_own_place);
  ADD ("temporary-files-can-be-shared", test_temporary_files_can_be_shared);
#undef ADD
  return g_test_run ();
}
