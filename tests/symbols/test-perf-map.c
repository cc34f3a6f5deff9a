/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/perf-map.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/temp-folder.h"

static void
test_lines_name_ranges_and_others_are_left (void)
{
  static const char text[] = "7f0000001000 20 LazyCompile:~run /app/main.js:3\n"
                             "7f0000002000 0 empty\n"
                             "rubbish\n"
                             "7f0000003000 zz name\n"
                             "7f0000004000 10\n"
                             "7f0000005000 10 last without end";
  const uint64_t addresses[] = { 0x7f000000101f, 0x7f0000001020, 0x7f0000002000, 0x7f0000004001, 0x7f0000005001 };
  const char *const names[] = { "LazyCompile:~run /app/main.js:3", NULL, NULL, NULL, "last without end" };
  g_autofree char *path = NULL;
  EmberAddressLookup lookup;

  close (g_file_open_tmp ("ember-perf-map-XXXXXX", &path, NULL));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  ember_address_lookup_init (&lookup, addresses, G_N_ELEMENTS (addresses));
  g_assert_true (ember_perf_map_offer (path, &lookup));
  g_unlink (path);
  g_assert_false (ember_perf_map_offer (path, &lookup));
  ember_address_lookup_finish (&lookup);
  for (size_t i = 0; i < G_N_ELEMENTS (addresses); i++)
    g_assert_cmpstr (ember_address_lookup_get (&lookup, i), ==, names[i]);
  ember_address_lookup_clear (&lookup);
}

static void
test_a_file_of_somebody_else_is_not_trusted (void)
{
  g_autofree char *path = NULL;
  const uint64_t address = 0x1000;
  EmberAddressLookup lookup;

  close (g_file_open_tmp ("ember-perf-map-XXXXXX", &path, NULL));
  g_assert_true (g_file_set_contents (path, "1000 10 lie\n", -1, NULL));
  if (chown (path, 12345, (gid_t) -1) != 0)
    {
      g_unlink (path);
      g_test_skip ("only root can give files away");
      return;
    }
  ember_address_lookup_init (&lookup, &address, 1);
  g_assert_false (ember_perf_map_offer (path, &lookup));
  ember_address_lookup_finish (&lookup);
  g_assert_null (ember_address_lookup_get (&lookup, 0));
  ember_address_lookup_clear (&lookup);
  g_unlink (path);
}

static void
test_a_pipe_of_that_name_is_no_map (void)
{
  char *folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "perf-1.map", NULL);
  EmberAddressLookup lookup;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  ember_address_lookup_init (&lookup, NULL, 0);
  g_assert_false (ember_perf_map_offer (path, &lookup));
  ember_address_lookup_clear (&lookup);
  temp_folder_delete (folder);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perf-map/lines-name-ranges-and-others-are-left", test_lines_name_ranges_and_others_are_left);
  g_test_add_func ("/perf-map/a-file-of-somebody-else-is-not-trusted", test_a_file_of_somebody_else_is_not_trusted);
  g_test_add_func ("/perf-map/a-pipe-of-that-name-is-no-map", test_a_pipe_of_that_name_is_no_map);
  return g_test_run ();
}
