/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/view-file.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "session/file-mark.h"
#include "session/view-text.h"

#define HEADER "[" EMBER_VIEW_TEXT_GROUP "]"

bool
ember_view_file_is_view (const char *path)
{
  char begin[sizeof HEADER - 1];
  struct stat status;
  bool is_view = false;
  int fd;

  if (stat (path, &status) < 0 || !S_ISREG (status.st_mode))
    return false;
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return false;
  is_view = read (fd, begin, sizeof begin) == (ssize_t) sizeof begin && memcmp (begin, HEADER, sizeof begin) == 0;
  close (fd);
  return is_view;
}

/* A view that was sent along with its recording has it beside itself. */
static void
find_recording (EmberViewRecording *recording,
                const char *view_path)
{
  g_autofree char *folder = g_path_get_dirname (view_path);
  g_autofree char *name = g_path_get_basename (recording->path);
  g_autofree char *beside = g_build_filename (folder, name, NULL);

  if (g_file_test (recording->path, G_FILE_TEST_EXISTS) || !g_file_test (beside, G_FILE_TEST_EXISTS))
    return;
  g_free (recording->path);
  recording->path = g_steal_pointer (&beside);
}

static bool
is_same_file (const EmberViewRecording *recording)
{
  EmberFileMark mark;

  if (recording->hash == NULL || !ember_file_mark_take (recording->path, &mark, NULL))
    return true;
  return mark.size_bytes == recording->size_bytes && g_str_equal (mark.hash, recording->hash);
}

EmberView *
ember_view_file_read (const char *path,
                      bool *is_changed,
                      bool *is_baseline_changed,
                      GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (EmberView) view = NULL;
  struct stat status;
  gsize size_bytes;

  if (stat (path, &status) == 0 && status.st_size > EMBER_VIEW_FILE_MAX_BYTES)
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, _ ("the file is too large for a view"));
      return NULL;
    }
  if (!g_file_get_contents (path, &text, &size_bytes, error))
    return NULL;
  view = ember_view_text_parse (text, size_bytes, error);
  if (view == NULL)
    return NULL;
  if (view->recording.path == NULL)
    {
      g_set_error_literal (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND, _ ("the view names no recording"));
      return NULL;
    }
  find_recording (&view->recording, path);
  *is_changed = !is_same_file (&view->recording);
  *is_baseline_changed = false;
  if (view->baseline_recording.path != NULL)
    {
      find_recording (&view->baseline_recording, path);
      *is_baseline_changed = !is_same_file (&view->baseline_recording);
    }
  return g_steal_pointer (&view);
}

static void
mark_recording (EmberViewRecording *recording)
{
  EmberFileMark mark;

  g_clear_pointer (&recording->hash, g_free);
  if (recording->path == NULL || !ember_file_mark_take (recording->path, &mark, NULL))
    return;
  recording->size_bytes = mark.size_bytes;
  recording->hash = g_strdup (mark.hash);
}

void
ember_view_file_mark (EmberView *view)
{
  mark_recording (&view->recording);
  mark_recording (&view->baseline_recording);
}
