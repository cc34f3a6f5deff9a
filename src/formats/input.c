/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/input.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gfiledescriptorbased.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "formats/decoder.h"
#include "formats/format.h"

/* gzip in zstd in xz is somebody's pipeline; more is a bomb. */
#define MAX_LAYERS 4
#define LAYER_BUFFER_BYTES ((size_t) 1 << 18)

/* One decompression; it reads from the layer below, the lowest one from the stream. */
typedef struct
{
  EmberDecoder *decoder;
  EmberCompression compression;
  uint8_t *buffer; /* compressed bytes [begin, end) */
  size_t begin;
  size_t end;
  bool has_ended_below;
  bool is_between_frames;
  bool has_ended;
} Layer;

struct _EmberInput
{
  GInputStream *stream;
  EmberProgress *progress;
  GCancellable *user_cancel;
  GCancellable *cancel; /* by the user's, and by stopping */
  gulong user_handler;
  gulong stop_handler;
  int64_t size_bytes;
  int64_t n_raw; /* bytes of the stream read, or position after a seek */
  bool was_stopped;
  bool has_ended;
  Layer layers[MAX_LAYERS];
  uint32_t n_layers;
  bool is_settled; /* all layers are known */
  uint8_t *ahead;  /* looked at and not yet taken: [ahead_begin, ahead_end) */
  size_t ahead_begin;
  size_t ahead_end;
  uint64_t position;
  GError *held; /* to be returned when what came before it is taken */
};

static void
cancel_cb (GCancellable *source,
           GCancellable *cancel)
{
  g_cancellable_cancel (cancel);
}

EmberInput *
ember_input_new (GInputStream *stream,
                 int64_t size_bytes,
                 EmberProgress *progress,
                 GCancellable *cancellable)
{
  EmberInput *input = g_new0 (EmberInput, 1);

  input->stream = g_object_ref (stream);
  input->size_bytes = size_bytes;
  input->cancel = g_cancellable_new ();
  if (progress != NULL)
    {
      input->progress = ember_progress_ref (progress);
      input->stop_handler = g_cancellable_connect (ember_progress_get_stopper (progress), G_CALLBACK (cancel_cb), input->cancel, NULL);
    }
  if (cancellable != NULL)
    {
      input->user_cancel = g_object_ref (cancellable);
      input->user_handler = g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb), input->cancel, NULL);
    }
  input->ahead = g_malloc (EMBER_INPUT_PEEK_BYTES);
  ember_progress_set_bytes (progress, 0, size_bytes);
  return input;
}

void
ember_input_free (EmberInput *input)
{
  if (input->progress != NULL)
    g_cancellable_disconnect (ember_progress_get_stopper (input->progress), input->stop_handler);
  g_cancellable_disconnect (input->user_cancel, input->user_handler);
  for (uint32_t i = 0; i < input->n_layers; i++)
    {
      ember_decoder_free (input->layers[i].decoder);
      g_free (input->layers[i].buffer);
    }
  g_clear_pointer (&input->progress, ember_progress_unref);
  g_clear_object (&input->user_cancel);
  g_clear_object (&input->cancel);
  g_clear_object (&input->stream);
  g_clear_error (&input->held);
  g_free (input->ahead);
  g_free (input);
}

/* Cancelled by the user: an error. Stopped: the end. */
static gssize
end_early (EmberInput *input,
           GError **error)
{
  if (g_cancellable_set_error_if_cancelled (input->user_cancel, error))
    return -1;
  input->was_stopped = true;
  return 0;
}

static gssize
fail_for_shrinking (const EmberInput *input,
                    GError **error)
{
  g_set_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_SHRANK,
               /* Translators: both are numbers of bytes. */
               _ ("The file became shorter while it was read: it ends at byte %" PRId64 " instead of %" PRId64),
               input->n_raw, input->size_bytes);
  return -1;
}

/* Returns: what one read() gives, 0 at the end, -1 with @error set */
static gssize
read_stream (EmberInput *input,
             void *buffer,
             size_t n_wanted,
             GError **error)
{
  g_autoptr (GError) problem = NULL;
  gssize n;

  if (input->has_ended)
    return 0;
  if (g_cancellable_is_cancelled (input->cancel))
    return end_early (input, error);
  n = g_input_stream_read (input->stream, buffer, n_wanted, input->cancel, &problem);
  if (n < 0 && g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return end_early (input, error);
  if (n < 0)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return -1;
    }
  input->n_raw += n;
  ember_progress_set_bytes (input->progress, input->n_raw, input->size_bytes);
  if (n > 0)
    return n;
  input->has_ended = true;
  if (input->n_raw < input->size_bytes)
    return fail_for_shrinking (input, error);
  return 0;
}

static gssize read_layer (EmberInput *input,
                          uint32_t n_layers,
                          void *buffer,
                          size_t n_wanted,
                          GError **error);

/* Returns: false with @error set */
static bool
refill (EmberInput *input,
        uint32_t index,
        GError **error)
{
  Layer *layer = &input->layers[index];
  gssize n;

  if (layer->begin < layer->end || layer->has_ended_below)
    return true;
  n = read_layer (input, index, layer->buffer, LAYER_BUFFER_BYTES, error);
  if (n < 0)
    return false;
  layer->begin = 0;
  layer->end = (size_t) n;
  layer->has_ended_below = n == 0;
  return true;
}

/* Between frames: zeros are padding; what is neither padding nor a frame is not ours.
 * Returns: whether a frame follows; clear @layer->has_ended tells if that is not known yet */
static bool
find_next_frame (Layer *layer)
{
  while (layer->begin < layer->end && layer->buffer[layer->begin] == 0)
    layer->begin++;
  if (layer->begin == layer->end)
    {
      layer->has_ended = layer->has_ended_below;
      return false;
    }
  return true;
}

static bool
fail_for_missing_end (const EmberInput *input,
                      const Layer *layer,
                      GError **error)
{
  if (input->was_stopped)
    return true;
  g_set_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_DAMAGED,
               /* Translators: %s is gzip, zstd or xz. */
               _ ("The %s data is cut off: its end is missing"), ember_compression_get_name (layer->compression));
  return false;
}

/* One step of decompression.
 * Returns: false with @error set */
static bool
decode_step (EmberInput *input,
             Layer *layer,
             void *buffer,
             size_t *n,
             GError **error)
{
  size_t n_in = layer->end - layer->begin;
  EmberDecoderStatus status;

  if (layer->is_between_frames && !find_next_frame (layer))
    {
      *n = 0;
      return true;
    }
  n_in = layer->end - layer->begin;
  status = ember_decoder_decode (layer->decoder, layer->buffer + layer->begin, &n_in, buffer, n, error);
  layer->begin += n_in;
  layer->is_between_frames = status == EMBER_DECODER_FRAME_ENDS;
  if (status == EMBER_DECODER_FAILED)
    return false;
  if (status == EMBER_DECODER_GOES_ON && *n == 0 && layer->begin == layer->end && layer->has_ended_below)
    {
      layer->has_ended = true;
      return fail_for_missing_end (input, layer, error);
    }
  return true;
}

static gssize
read_layer (EmberInput *input,
            uint32_t n_layers,
            void *buffer,
            size_t n_wanted,
            GError **error)
{
  Layer *layer;

  if (n_layers == 0)
    return read_stream (input, buffer, n_wanted, error);
  layer = &input->layers[n_layers - 1];
  while (!layer->has_ended)
    {
      size_t n = n_wanted;

      if (g_cancellable_is_cancelled (input->cancel))
        return end_early (input, error);
      if (!refill (input, n_layers - 1, error) || !decode_step (input, layer, buffer, &n, error))
        {
          layer->has_ended = true;
          return -1;
        }
      if (n > 0)
        return (gssize) n;
    }
  return 0;
}

/* Looks at up to @n_wanted bytes of what the layers known so far give. */
static bool
look_ahead (EmberInput *input,
            size_t n_wanted,
            GError **error)
{
  if (input->ahead_begin > 0)
    memmove (input->ahead, input->ahead + input->ahead_begin, input->ahead_end - input->ahead_begin);
  input->ahead_end -= input->ahead_begin;
  input->ahead_begin = 0;
  while (input->ahead_end < n_wanted && input->held == NULL)
    {
      const gssize n = read_layer (input, input->n_layers, input->ahead + input->ahead_end,
                                   EMBER_INPUT_PEEK_BYTES - input->ahead_end, &input->held);

      if (n <= 0)
        break;
      input->ahead_end += (size_t) n;
    }
  if (input->held == NULL || input->ahead_end > 0)
    return true;
  g_propagate_error (error, g_steal_pointer (&input->held));
  return false;
}

/* What was looked at is compressed: it becomes the input of one more layer. */
static void
add_layer (EmberInput *input,
           EmberCompression compression)
{
  Layer *layer = &input->layers[input->n_layers++];

  layer->compression = compression;
  layer->decoder = ember_decoder_new (compression);
  layer->buffer = g_malloc (LAYER_BUFFER_BYTES);
  layer->end = input->ahead_end;
  memcpy (layer->buffer, input->ahead, input->ahead_end);
  input->ahead_end = 0;
}

static bool
settle (EmberInput *input,
        GError **error)
{
  while (!input->is_settled)
    {
      EmberCompression compression;

      if (!look_ahead (input, 6, error))
        return false;
      compression = ember_compression_recognise (input->ahead, input->ahead_end);
      if (compression == EMBER_COMPRESSION_NONE)
        {
          input->is_settled = true;
        }
      else if (input->n_layers == MAX_LAYERS)
        {
          g_set_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_NOT_A_PROFILE,
                       _ ("The file is compressed in more than %d layers"), MAX_LAYERS);
          return false;
        }
      else
        {
          add_layer (input, compression);
        }
    }
  return true;
}

const uint8_t *
ember_input_peek (EmberInput *input,
                  size_t n_wanted,
                  size_t *n_bytes,
                  GError **error)
{
  g_assert (n_wanted <= EMBER_INPUT_PEEK_BYTES);
  *n_bytes = 0;
  if (!settle (input, error))
    return NULL;
  if (input->ahead_end - input->ahead_begin < n_wanted && !look_ahead (input, n_wanted, error))
    return NULL;
  *n_bytes = MIN (n_wanted, input->ahead_end - input->ahead_begin);
  return input->ahead + input->ahead_begin;
}

static size_t
take_ahead (EmberInput *input,
            void *buffer,
            size_t n_wanted)
{
  const size_t n = MIN (n_wanted, input->ahead_end - input->ahead_begin);

  memcpy (buffer, input->ahead + input->ahead_begin, n);
  input->ahead_begin += n;
  return n;
}

gssize
ember_input_read (EmberInput *input,
                  void *buffer,
                  size_t n_wanted,
                  GError **error)
{
  size_t n_read;

  if (!settle (input, error))
    return -1;
  n_read = take_ahead (input, buffer, n_wanted);
  while (n_read < n_wanted && input->held == NULL)
    {
      const gssize n = read_layer (input, input->n_layers, (char *) buffer + n_read, n_wanted - n_read, &input->held);

      if (n <= 0)
        break;
      n_read += (size_t) n;
    }
  if (input->held != NULL && (n_read == 0 || g_error_matches (input->held, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      g_propagate_error (error, g_steal_pointer (&input->held));
      return -1;
    }
  input->position += n_read;
  return (gssize) n_read;
}

uint64_t
ember_input_get_position (const EmberInput *input)
{
  return input->position;
}

int64_t
ember_input_get_size (const EmberInput *input)
{
  return input->size_bytes;
}

bool
ember_input_is_compressed (const EmberInput *input)
{
  return input->n_layers > 0;
}

bool
ember_input_was_stopped (const EmberInput *input)
{
  return input->was_stopped;
}

static bool
is_seekable_stream (const EmberInput *input)
{
  return G_IS_SEEKABLE (input->stream) && g_seekable_can_seek (G_SEEKABLE (input->stream));
}

bool
ember_input_can_seek (const EmberInput *input)
{
  if (input->n_layers > 0)
    return false;
  if (is_seekable_stream (input))
    return true;
  return G_IS_FILE_DESCRIPTOR_BASED (input->stream) &&
         lseek (g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (input->stream)), 0, SEEK_CUR) >= 0;
}

/* Moves the stream by @offset bytes from where it stands: the stream may not have begun at 0. */
static bool
move_stream (EmberInput *input,
             int64_t offset,
             GError **error)
{
  if (is_seekable_stream (input))
    return g_seekable_seek (G_SEEKABLE (input->stream), offset, G_SEEK_CUR, input->cancel, error);
  if (lseek (g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (input->stream)), offset, SEEK_CUR) >= 0)
    return true;
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
  return false;
}

bool
ember_input_seek (EmberInput *input,
                  uint64_t position,
                  GError **error)
{
  g_assert (ember_input_can_seek (input));
  if (position > G_MAXINT64)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("A position in the file is out of bounds"));
      return false;
    }
  if (!move_stream (input, (int64_t) position - input->n_raw, error))
    return false;
  input->n_raw = (int64_t) position;
  input->position = position;
  input->ahead_begin = input->ahead_end = 0;
  input->has_ended = false;
  g_clear_error (&input->held);
  return true;
}

int
ember_input_dup_file (const EmberInput *input)
{
  struct stat status;
  int fd;

  if (!input->is_settled || input->n_layers > 0 || !G_IS_FILE_DESCRIPTOR_BASED (input->stream))
    return -1;
  fd = g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (input->stream));
  /* the stream may not have begun at the front */
  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode) || lseek (fd, 0, SEEK_CUR) != input->n_raw)
    return -1;
  return fcntl (fd, F_DUPFD_CLOEXEC, 0);
}
