/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/atomic-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define N_TRIES 100

struct _EmberAtomicFile
{
  EmberOutput output;
  char *path;   /* as the user wrote it, for messages */
  char *target; /* with links followed */
  char *folder;
  char *hidden; /* (nullable): the name the file has until it is whole */
  int fd;
};

/* Says what could not be written and why; errno is @code. */
static void
set_error (GError **error,
           const char *path,
           int code)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
               /* Translators: a file's name, and the system's word for what went wrong */
               _ ("“%s” cannot be written: %s"), name, g_strerror (code));
}

static char *
make_hidden_name (const char *folder)
{
  return g_strdup_printf ("%s/.emberscope-%08x%08x", folder, g_random_int (), g_random_int ());
}

/* Opens a file without a name: should we die, nothing is left. */
static int
open_unnamed (const EmberAtomicFile *file)
{
  return open (file->folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
}

static int
open_hidden (EmberAtomicFile *file)
{
  int fd = -1;

  for (int i = 0; i < N_TRIES && fd < 0; i++)
    {
      g_autofree char *name = make_hidden_name (file->folder);

      fd = open (name, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0666);
      if (fd >= 0)
        file->hidden = g_steal_pointer (&name);
      else if (errno != EEXIST)
        break;
    }
  return fd;
}

/* The new file is to be as open, or as closed, as the old one. */
static bool
take_permissions (const EmberAtomicFile *file,
                  GError **error)
{
  struct stat old;

  if (stat (file->target, &old) != 0)
    return true;
  if (!S_ISREG (old.st_mode))
    {
      g_autofree char *name = g_filename_display_name (file->path);

      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, _ ("“%s” cannot be written: it is no regular file"), name);
      return false;
    }
  /* Only root may give files away; for others theirs is right already. */
  if (fchown (file->fd, old.st_uid, old.st_gid) != 0)
    errno = 0;
  if (fchmod (file->fd, old.st_mode & 0777) == 0)
    return true;
  set_error (error, file->path, errno);
  return false;
}

EmberAtomicFile *
ember_atomic_file_new (const char *path,
                       EmberAtomicFileMode mode,
                       GError **error)
{
  g_autoptr (EmberAtomicFile) file = g_new0 (EmberAtomicFile, 1);

  file->path = g_strdup (path);
  file->target = realpath (path, NULL);
  if (file->target == NULL)
    file->target = g_strdup (path);
  file->folder = g_path_get_dirname (file->target);
  file->fd = mode == EMBER_ATOMIC_FILE_NAMED ? -1 : open_unnamed (file);
  if (file->fd < 0)
    file->fd = open_hidden (file);
  if (file->fd < 0)
    {
      set_error (error, path, errno);
      return NULL;
    }
  ember_output_init (&file->output, file->fd);
  return take_permissions (file, error) ? g_steal_pointer (&file) : NULL;
}

EmberOutput *
ember_atomic_file_get_output (EmberAtomicFile *file)
{
  return &file->output;
}

/* A file without a name cannot take that of another at once, so it gets a hidden one first. */
static bool
name_file (EmberAtomicFile *file)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", file->fd);

  for (int i = 0; i < N_TRIES; i++)
    {
      g_autofree char *name = make_hidden_name (file->folder);

      if (linkat (AT_FDCWD, link, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0)
        {
          file->hidden = g_steal_pointer (&name);
          return true;
        }
      if (errno != EEXIST)
        break;
    }
  return false;
}

/* Returns: 0 or errno */
static int
commit (EmberAtomicFile *file)
{
  const int code = ember_output_flush (&file->output);

  if (code != 0)
    return code;
  if (fsync (file->fd) != 0 || (file->hidden == NULL && !name_file (file)) || rename (file->hidden, file->target) != 0)
    return errno;
  g_clear_pointer (&file->hidden, g_free);
  return 0;
}

bool
ember_atomic_file_commit (EmberAtomicFile *file,
                          GError **error)
{
  const int code = commit (file);

  if (code != 0)
    set_error (error, file->path, code);
  ember_atomic_file_free (file);
  return code == 0;
}

void
ember_atomic_file_free (EmberAtomicFile *file)
{
  if (file->hidden != NULL)
    unlink (file->hidden);
  if (file->fd >= 0)
    close (file->fd);
  ember_output_clear (&file->output);
  free (file->target);
  g_free (file->path);
  g_free (file->folder);
  g_free (file->hidden);
  g_free (file);
}
