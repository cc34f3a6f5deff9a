/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/file-mark.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_BYTES (64 * 1024)

static bool
fail (int code,
      GError **error)
{
  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (code), g_strerror (code));
  return false;
}

static bool
hash_part (int fd,
           off_t begin,
           off_t end,
           GChecksum *checksum,
           GError **error)
{
  g_autofree uint8_t *chunk = g_malloc (CHUNK_BYTES);

  while (begin < end)
    {
      const ssize_t n = pread (fd, chunk, (size_t) MIN (end - begin, CHUNK_BYTES), begin);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (errno, error);
      /* It shrinks while it is read: then it is another file by the time it is asked for. */
      if (n == 0)
        return fail (EIO, error);
      g_checksum_update (checksum, chunk, n);
      begin += n;
    }
  return true;
}

static bool
hash_file (int fd,
           EmberFileMark *mark,
           GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *size = NULL;
  struct stat status;
  off_t first_end;

  if (fstat (fd, &status) < 0)
    return fail (errno, error);
  if (!S_ISREG (status.st_mode))
    return fail (S_ISDIR (status.st_mode) ? EISDIR : EINVAL, error);
  first_end = MIN (status.st_size, EMBER_FILE_MARK_PART_BYTES);
  if (!hash_part (fd, 0, first_end, checksum, error) ||
      !hash_part (fd, MAX (first_end, status.st_size - EMBER_FILE_MARK_PART_BYTES), status.st_size, checksum, error))
    return false;
  mark->size_bytes = (uint64_t) status.st_size;
  size = g_strdup_printf ("%" G_GUINT64_FORMAT, mark->size_bytes);
  g_checksum_update (checksum, (const guchar *) size, -1);
  g_strlcpy (mark->hash, g_checksum_get_string (checksum), sizeof mark->hash);
  return true;
}

bool
ember_file_mark_take (const char *path,
                      EmberFileMark *mark,
                      GError **error)
{
  /* A pipe without a writer must not be waited for. */
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  bool is_good;

  if (fd < 0)
    return fail (errno, error);
  is_good = hash_file (fd, mark, error);
  close (fd);
  return is_good;
}
