/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/temp-folder.h"

#include <ftw.h>
#include <stdio.h>

#define MAX_OPEN_FOLDERS 16

char *
temp_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("ember-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

char *
temp_folder_write (const char *folder,
                   const char *name,
                   const char *content,
                   gssize size_bytes)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_file_set_contents (path, content, size_bytes, &error);
  g_assert_no_error (error);
  return path;
}

static int
remove_cb (const char *path,
           const struct stat *facts,
           int kind,
           struct FTW *place)
{
  return remove (path);
}

void
temp_folder_delete (char *folder)
{
  g_assert_cmpint (nftw (folder, remove_cb, MAX_OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS), ==, 0);
  g_free (folder);
}
