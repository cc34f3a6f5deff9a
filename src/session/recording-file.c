/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/recording-file.h"

#include <sys/stat.h>
#include <unistd.h>

/* Newer portals tell here where the file is outside the sandbox. */
#define HOST_PATH "xattr::document-portal.host-path"

gboolean
ember_recording_file_is_handed_over (const char *path)
{
  const char *rest = path;

  if (g_str_has_prefix (path, "/run/flatpak/doc/"))
    return TRUE;
  if (!g_str_has_prefix (path, "/run/user/"))
    return FALSE;
  rest += strlen ("/run/user/");
  rest += strspn (rest, "0123456789");
  return g_str_has_prefix (rest, "/doc/");
}

static char *
dup_shown_folder (GFile *file,
                  GFileInfo *info)
{
  g_autofree char *path = g_file_get_path (file);
  const char *shown = path;
  g_autofree char *folder = NULL;

  if (path == NULL)
    return NULL;
  if (ember_recording_file_is_handed_over (path))
    shown = info != NULL ? g_file_info_get_attribute_string (info, HOST_PATH) : NULL;
  if (shown == NULL)
    return NULL;
  folder = g_path_get_dirname (shown);
  return g_filename_display_name (folder);
}

void
ember_recording_file_init (EmberRecordingFile *recording_file,
                           GFile *file)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autofree char *base = file != NULL ? g_file_get_basename (file) : NULL;

  *recording_file = (EmberRecordingFile){ .size_bytes = -1 };
  if (base == NULL)
    return;
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," HOST_PATH, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  recording_file->name = g_filename_display_name (base);
  recording_file->folder = dup_shown_folder (file, info);
  if (info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
    recording_file->size_bytes = g_file_info_get_size (info);
}

void
ember_recording_file_clear (EmberRecordingFile *recording_file)
{
  g_clear_pointer (&recording_file->name, g_free);
  g_clear_pointer (&recording_file->folder, g_free);
}

int64_t
ember_recording_file_get_written (GFile *file)
{
  g_autoptr (GFileInfo) info = NULL;
  struct stat status;

  if (file == NULL)
    return fstat (STDIN_FILENO, &status) == 0 && S_ISREG (status.st_mode) ? status.st_mtime : 0;
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  return info != NULL ? (int64_t) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) : 0;
}
