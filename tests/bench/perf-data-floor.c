/* SPDX-License-Identifier: GPL-3.0-or-later */
/* perf-data-floor FILE: the least that reading a perf.data file can cost. Walks over all records as they are stored, and
 * sorts the samples by time; what they hold is not looked at. */
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_BYTES ((size_t) 1 << 20)

typedef struct
{
  uint64_t time_ns;
  uint64_t position;
} Sample;

typedef struct
{
  Sample *samples;
  size_t n;
  size_t n_allocated;
} Samples;

/* The head of the file, as perf writes it. */
typedef struct
{
  char magic[8];
  uint64_t size_bytes;
  uint64_t attr_bytes;
  uint64_t attrs_begin;
  uint64_t attrs_bytes;
  uint64_t data_begin;
  uint64_t data_bytes;
} Head;

static int
compare_samples_cb (const void *a,
                    const void *b)
{
  const Sample *x = a;
  const Sample *y = b;

  return (x->time_ns > y->time_ns) - (x->time_ns < y->time_ns);
}

static void
fail (const char *text)
{
  fprintf (stderr, "perf-data-floor: %s\n", text);
  exit (1);
}

static void
add_sample (Samples *samples,
            uint64_t time_ns,
            uint64_t position)
{
  if (samples->n == samples->n_allocated)
    {
      samples->n_allocated = samples->n_allocated == 0 ? 1024 : 2 * samples->n_allocated;
      samples->samples = realloc (samples->samples, samples->n_allocated * sizeof (Sample));
      if (samples->samples == NULL)
        fail ("out of memory");
    }
  samples->samples[samples->n++] = (Sample){ time_ns, position };
}

/* Returns: bytes of whole records at the front of the block */
static size_t
walk (Samples *samples,
      const char *block,
      size_t n,
      size_t time_offset,
      uint64_t position)
{
  size_t at = 0;

  while (at + sizeof (struct perf_event_header) <= n)
    {
      struct perf_event_header header;
      uint64_t time_ns;

      memcpy (&header, block + at, sizeof header);
      if (header.size < sizeof header)
        fail ("a record is too small");
      if (at + header.size > n)
        break;
      if (header.type == PERF_RECORD_SAMPLE && time_offset + sizeof time_ns <= header.size)
        {
          memcpy (&time_ns, block + at + time_offset, sizeof time_ns);
          add_sample (samples, time_ns, position + at);
        }
      at += header.size;
    }
  return at;
}

static size_t
find_time (uint64_t sample_type)
{
  return sizeof (struct perf_event_header) +
         8 * (size_t) __builtin_popcountll (sample_type & (PERF_SAMPLE_IDENTIFIER | PERF_SAMPLE_IP | PERF_SAMPLE_TID));
}

int
main (int argc,
      char *argv[])
{
  static char block[BLOCK_BYTES];
  const int fd = argc > 1 ? open (argv[1], O_RDONLY | O_CLOEXEC) : -1;
  struct perf_event_attr attr = { 0 };
  Samples samples = { 0 };
  size_t n_left = 0;
  uint64_t position;
  ssize_t n;
  Head head;

  if (fd < 0 || pread (fd, &head, sizeof head, 0) != sizeof head || memcmp (head.magic, "PERFILE2", 8) != 0 ||
      pread (fd, &attr, PERF_ATTR_SIZE_VER0, (off_t) head.attrs_begin) != PERF_ATTR_SIZE_VER0)
    fail ("not a perf.data file");
  position = head.data_begin;
  while ((n = pread (fd, block + n_left, BLOCK_BYTES - n_left, (off_t) (position + n_left))) > 0 && position < head.data_begin + head.data_bytes)
    {
      const uint64_t left = head.data_begin + head.data_bytes - position;
      const size_t n_block = n_left + (size_t) n < left ? n_left + (size_t) n : (size_t) left;
      const size_t n_walked = walk (&samples, block, n_block, find_time (attr.sample_type), position);

      if (n_walked == 0)
        break;
      n_left = n_block - n_walked;
      memmove (block, block + n_walked, n_left);
      position += n_walked;
    }
  qsort (samples.samples, samples.n, sizeof (Sample), compare_samples_cb);
  printf ("%zu samples\n", samples.n);
  free (samples.samples);
  return 0;
}
