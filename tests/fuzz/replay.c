/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replay FOLDER…: hands each file of the folders, and each of its beginnings that ends in a power
 * of two, to the fuzz target this is linked with. */
#include <glib.h>

#include "fuzz/fuzz-target.h"

static void
replay_file (const char *path)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize n;

  if (!g_file_get_contents (path, &bytes, &n, &error))
    g_error ("%s", error->message);
  for (gsize n_cut = 1; n_cut < n; n_cut *= 2)
    LLVMFuzzerTestOneInput ((const uint8_t *) bytes, n_cut);
  LLVMFuzzerTestOneInput ((const uint8_t *) bytes, n);
}

static guint
replay_folder (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;
  guint n_files = 0;

  if (dir == NULL)
    g_error ("%s", error->message);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      replay_file (path);
      n_files++;
    }
  return n_files;
}

int
main (int argc,
      char *argv[])
{
  guint n_files = 0;

  for (int i = 1; i < argc; i++)
    n_files += replay_folder (argv[i]);
  g_print ("%u files\n", n_files);
  return n_files > 0 ? 0 : 1;
}
