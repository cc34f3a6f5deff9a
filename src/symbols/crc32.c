/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/crc32.h"

#include <fcntl.h>
#include <glib.h>
#include <lzma.h>
#include <unistd.h>

#define BLOCK_BYTES ((size_t) 1 << 16)

bool
ember_crc32_of_file (const char *path,
                     uint32_t *checksum)
{
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  g_autofree uint8_t *block = NULL;
  ssize_t n;

  if (fd < 0)
    return false;
  block = g_malloc (BLOCK_BYTES);
  *checksum = 0;
  while ((n = read (fd, block, BLOCK_BYTES)) > 0)
    *checksum = lzma_crc32 (block, (size_t) n, *checksum);
  close (fd);
  return n == 0;
}
