/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/perf-map.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A name in a public folder is nothing to trust: the file must be root's or ours. */
static bool
is_trusted (FILE *stream)
{
  struct stat status;

  return fstat (fileno (stream), &status) == 0 && S_ISREG (status.st_mode) && (status.st_uid == 0 || status.st_uid == geteuid ());
}

static void
offer_line (char *line,
            EmberAddressLookup *lookup)
{
  char *at, *name;
  const uint64_t begin = g_ascii_strtoull (line, &at, 16);
  uint64_t size_bytes;

  if (at == line || *at != ' ')
    return;
  size_bytes = g_ascii_strtoull (at, &name, 16);
  if (name == at || *name != ' ' || size_bytes == 0)
    return;
  name[strcspn (name, "\r\n")] = '\0';
  if (name[1] != '\0')
    ember_address_lookup_offer (lookup, begin, size_bytes, EMBER_BINDING_GLOBAL, name + 1, "");
}

bool
ember_perf_map_offer (const char *path,
                      EmberAddressLookup *lookup)
{
  /* A pipe of that name must not keep us waiting. */
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  FILE *stream;
  char *line = NULL;
  size_t n_allocated = 0;
  bool is_ours;

  if (fd < 0)
    return false;
  stream = fdopen (fd, "r");
  is_ours = is_trusted (stream);
  while (is_ours && getline (&line, &n_allocated, stream) > 0)
    offer_line (line, lookup);
  free (line);
  fclose (stream);
  return is_ours;
}
