/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text-tool hash FILE: reads a file in the plainest way and hashes it: the floor of every reader of text.
 * text-tool decode FILE: decompresses a file and drops what comes out.
 * text-tool write repetitive|natural MEGABYTES FILE: makes a text of that size, and prints how many samples it has. */
#include <fcntl.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/script-file.h"
#include "formats/decoder.h"
#include "profile/hash.h"

static uint8_t in[256 * 1024];
static uint8_t out[256 * 1024];

static int
open_file (const char *path)
{
  const int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    g_error ("%s cannot be read", path);
  return fd;
}

static uint64_t
hash_file (int fd)
{
  uint64_t hash = 0;
  ssize_t n;

  while ((n = read (fd, in, sizeof in)) > 0)
    hash ^= ember_hash_bytes (in, (size_t) n);
  return hash;
}

static uint64_t
decode_file (int fd)
{
  EmberDecoder *decoder = NULL;
  uint64_t n_bytes = 0;
  ssize_t n;

  while ((n = read (fd, in, sizeof in)) > 0)
    {
      if (decoder == NULL)
        decoder = ember_decoder_new (ember_compression_recognise (in, (size_t) n));
      for (size_t at = 0, n_in = 1, n_out = 1; n_in > 0 || n_out > 0; at += n_in, n_bytes += n_out)
        {
          g_autoptr (GError) error = NULL;

          n_in = (size_t) n - at;
          n_out = sizeof out;
          if (ember_decoder_decode (decoder, in + at, &n_in, out, &n_out, &error) == EMBER_DECODER_FAILED)
            g_error ("%s", error->message);
        }
    }
  if (decoder != NULL)
    ember_decoder_free (decoder);
  return n_bytes;
}

int
main (int argc,
      char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "hash") == 0)
    printf ("%" G_GINT64_MODIFIER "x\n", hash_file (open_file (argv[2])));
  else if (argc == 3 && strcmp (argv[1], "decode") == 0)
    printf ("%" G_GUINT64_FORMAT "\n", decode_file (open_file (argv[2])));
  else if (argc == 5 && strcmp (argv[1], "write") == 0)
    printf ("%" G_GUINT64_FORMAT "\n", script_file_write (argv[4], strcmp (argv[2], "natural") == 0 ? SCRIPT_FILE_NATURAL : SCRIPT_FILE_REPETITIVE,
                                                          strtoull (argv[3], NULL, 10) * 1000000));
  else
    g_error ("usage: text-tool hash|decode FILE, or write KIND MEGABYTES FILE");
  return 0;
}
