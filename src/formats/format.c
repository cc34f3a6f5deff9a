/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/format.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/stat.h>

#include "formats/content-name.h"
#include "formats/folded-text.h"
#include "formats/perf-data.h"
#include "formats/perf-script.h"
#include "formats/reading.h"

GQuark
ember_format_error_quark (void)
{
  return g_quark_from_static_string ("ember-format-error-quark");
}

/* In this order; the first that knows an input reads it. */
static const EmberFormatReader *const readers[] = {
  &ember_perf_data_reader,
  &ember_perf_script_reader,
  &ember_folded_reader,
};

/* A FIFO is opened without waiting for its writer: reading waits, and can be cancelled. */
GInputStream *
ember_format_open (GFile *file,
                   int64_t *size_bytes,
                   GCancellable *cancellable,
                   GError **error)
{
  const char *path = g_file_peek_path (file);
  struct stat status;
  int fd;

  *size_bytes = -1;
  if (path == NULL)
    return G_INPUT_STREAM (g_file_read (file, cancellable, error));
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0 || fstat (fd, &status) < 0)
    {
      const int code = errno;

      if (fd >= 0)
        close (fd);
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
      return NULL;
    }
  if (S_ISDIR (status.st_mode))
    {
      close (fd);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, _ ("This is a folder; open a file in it"));
      return NULL;
    }
  if (S_ISREG (status.st_mode))
    *size_bytes = status.st_size;
  return g_unix_input_stream_new (fd, TRUE);
}

static void
refuse (const EmberReading *reading,
        const uint8_t *bytes,
        size_t n,
        GError **error)
{
  g_autofree char *name = NULL;

  if (n == 0)
    {
      g_set_error_literal (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_EMPTY, _ ("The file is empty"));
      return;
    }
  name = ember_content_name_dup (bytes, n);
  g_set_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_NOT_A_PROFILE,
               /* Translators: %s is a noun phrase such as "a PNG image". */
               _ ("This is %s. Emberscope reads perf.data, the text of “perf script” and folded stacks, also compressed with gzip, zstd or xz"),
               name);
}

static EmberProfile *
choose_and_read (const EmberReading *reading,
                 GError **error)
{
  size_t n;
  const uint8_t *bytes = ember_input_peek (reading->input, EMBER_INPUT_PEEK_BYTES, &n, error);

  if (bytes == NULL)
    return NULL;
  for (size_t i = 0; i < G_N_ELEMENTS (readers); i++)
    if (readers[i]->recognise (bytes, n))
      return readers[i]->read (reading, error);
  refuse (reading, bytes, n, error);
  return NULL;
}

static EmberProfile *
read_stream (GInputStream *stream,
             int64_t size_bytes,
             GFile *folder,
             const EmberReadOptions *options,
             EmberProgress *progress,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (EmberInput) input = ember_input_new (stream, size_bytes, progress, cancellable);
  const EmberReading reading = {
    .input = input,
    .options = options != NULL ? *options : (EmberReadOptions){ 0 },
    .progress = progress,
    .cancellable = cancellable,
    .folder = folder,
  };

  return choose_and_read (&reading, error);
}

EmberProfile *
ember_format_read (GInputStream *stream,
                   int64_t size_bytes,
                   const EmberReadOptions *options,
                   EmberProgress *progress,
                   GCancellable *cancellable,
                   GError **error)
{
  return read_stream (stream, size_bytes, NULL, options, progress, cancellable, error);
}

/* In a recording that is a folder, "data" is the file that tells what the others hold. */
EmberProfile *
ember_format_read_file (GFile *file,
                        const EmberReadOptions *options,
                        EmberProgress *progress,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GFile) head = g_file_get_child (file, "data");
  g_autoptr (GError) problem = NULL;
  g_autoptr (GInputStream) stream = NULL;
  int64_t size_bytes;
  bool is_folder;

  stream = ember_format_open (file, &size_bytes, cancellable, &problem);
  is_folder = g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  if (is_folder)
    stream = ember_format_open (head, &size_bytes, cancellable, NULL);
  if (stream == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  return read_stream (stream, size_bytes, is_folder ? file : NULL, options, progress, cancellable, error);
}
