/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/example.h"

#define EXAMPLE_NAME "database.perf.xz"

/* Where it may be, seen from the folder of the program. */
static const char *const places[] = { "../data/examples", "../share/emberscope/examples" };

GFile *
ember_example_find (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (places) && folder != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, places[i], EXAMPLE_NAME, NULL);
      g_autofree char *canonical = g_canonicalize_filename (path, NULL);

      if (g_file_test (canonical, G_FILE_TEST_IS_REGULAR))
        return g_file_new_for_path (canonical);
    }
  return NULL;
}
