/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-copies.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define NO_FILE UINT32_MAX
/* Descriptors are few; a recording in more parts is copied like a pipe. */
#define MAX_FILES 256
#define MAX_SPILL_BYTES ((int64_t) 16 << 30)

typedef struct
{
  uint64_t offset;
  uint32_t file;
  uint32_t size_bytes;
} Copy;

void
ember_perf_copies_init (EmberPerfCopies *copies)
{
  *copies = (EmberPerfCopies){ .spill = NO_FILE, .current = NO_FILE };
  ember_column_init (&copies->copies, sizeof (Copy));
  ember_column_init (&copies->files, sizeof (int));
}

void
ember_perf_copies_clear (EmberPerfCopies *copies)
{
  for (size_t i = 0; i < copies->files.n; i++)
    close (((const int *) copies->files.data)[i]);
  ember_column_clear (&copies->copies);
  ember_column_clear (&copies->files);
}

static uint32_t
add_file (EmberPerfCopies *copies,
          int fd)
{
  *(int *) ember_column_grow (&copies->files, 1) = fd;
  return (uint32_t) copies->files.n - 1;
}

void
ember_perf_copies_begin_input (EmberPerfCopies *copies,
                               const EmberInput *input)
{
  const int fd = copies->files.n < MAX_FILES ? ember_input_dup_file (input) : -1;

  copies->current = fd >= 0 ? add_file (copies, fd) : NO_FILE;
}

/* A file in a folder for large ones, else in that for any; it has no name, or loses it at once.
 * Returns: a descriptor, or -1 */
static int
open_nameless (void)
{
  int fd = open ("/var/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  g_autofree char *path = NULL;

  if (fd >= 0)
    return fd;
  fd = g_file_open_tmp ("emberscope-XXXXXX", &path, NULL);
  if (fd >= 0)
    g_unlink (path);
  return fd;
}

/* At most half of the room there is. */
static void
open_spill (EmberPerfCopies *copies)
{
  const int fd = open_nameless ();
  struct statvfs status;

  if (fd < 0 || fstatvfs (fd, &status) != 0)
    {
      copies->is_full = true;
      if (fd >= 0)
        close (fd);
      return;
    }
  copies->spill = add_file (copies, fd);
  copies->spill_limit_bytes = (int64_t) MIN ((uint64_t) status.f_bavail / 2 * status.f_frsize, (uint64_t) MAX_SPILL_BYTES);
}

static bool
write_spill (EmberPerfCopies *copies,
             const uint8_t *bytes,
             size_t size_bytes)
{
  if (copies->spill == NO_FILE && !copies->is_full)
    open_spill (copies);
  if (copies->is_full || (int64_t) size_bytes > copies->spill_limit_bytes - copies->spill_bytes ||
      pwrite (((const int *) copies->files.data)[copies->spill], bytes, size_bytes, copies->spill_bytes) != (gssize) size_bytes)
    {
      copies->is_full = true;
      return false;
    }
  copies->spill_bytes += (int64_t) size_bytes;
  return true;
}

EmberPerfCopyId
ember_perf_copies_add (EmberPerfCopies *copies,
                       const EmberPerfRecord *record,
                       const EmberPerfSample *sample)
{
  const uint8_t *begin = sample->user_regs;
  Copy copy = { .file = copies->current };

  if (begin == NULL || sample->user_stack == NULL || copies->copies.n == UINT32_MAX - 1)
    return EMBER_PERF_NO_COPY;
  copy.size_bytes = (uint32_t) (sample->user_stack + sample->n_user_stack - begin);
  if (copies->current != NO_FILE && !record->is_packed)
    {
      copy.offset = record->position + EMBER_PERF_RECORD_HEADER_BYTES + (uint64_t) (begin - record->body.at);
    }
  else
    {
      if (!write_spill (copies, begin, copy.size_bytes))
        return EMBER_PERF_NO_COPY;
      copy.file = copies->spill;
      copy.offset = (uint64_t) copies->spill_bytes - copy.size_bytes;
    }
  *(Copy *) ember_column_grow (&copies->copies, 1) = copy;
  return (EmberPerfCopyId) copies->copies.n;
}

size_t
ember_perf_copies_read (const EmberPerfCopies *copies,
                        EmberPerfCopyId id,
                        uint8_t *bytes)
{
  const Copy *copy = (const Copy *) copies->copies.data + id - 1;
  const int fd = ((const int *) copies->files.data)[copy->file];

  return pread (fd, bytes, copy->size_bytes, (off_t) copy->offset) == (gssize) copy->size_bytes ? copy->size_bytes : 0;
}
