/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-load [MEGABYTES [RUNS [FILE…]]]: what it costs to load the text of perf script, beside a
 * floor: reading the same file and hashing it. Generated files, and those named. */
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "bench/measure.h"
#include "bench/script-file.h"
#include "formats/format.h"
#include "profile/hash.h"
#include "support/temp-folder.h"

typedef struct
{
  const char *path;
  uint32_t n_threads;
  uint64_t *n_samples; /* told by the process that loads */
} Job;

static void
read_and_hash (const void *data)
{
  const Job *job = data;
  static char buffer[256 * 1024];
  const int fd = open (job->path, O_RDONLY | O_CLOEXEC);
  uint64_t hash = 0;
  ssize_t n;

  while ((n = read (fd, buffer, sizeof buffer)) > 0)
    hash ^= ember_hash_bytes (buffer, (size_t) n);
  close (fd);
  if (hash == 0)
    printf ("the hash is zero\n");
}

static void
load (const void *data)
{
  const Job *job = data;
  g_autoptr (GFile) file = g_file_new_for_path (job->path);
  g_autoptr (GError) error = NULL;
  const EmberReadOptions options = { .n_threads = job->n_threads };
  int64_t size_bytes;
  g_autoptr (GInputStream) stream = ember_format_open (file, &size_bytes, NULL, &error);
  g_autoptr (EmberProfile) profile = NULL;

  if (stream != NULL)
    profile = ember_format_read (stream, size_bytes, &options, NULL, NULL, &error);
  if (profile == NULL)
    g_error ("%s: %s", job->path, error->message);
  *job->n_samples = ember_profile_get_n_samples (profile);
}

static void
measure_file (const char *path,
              uint32_t n_runs)
{
  uint64_t *n_samples = mmap (NULL, sizeof *n_samples, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  GStatBuf status;
  uint64_t n_bytes;
  Measure floor;
  Measure one;
  Measure two;

  if (g_stat (path, &status) != 0)
    g_error ("%s cannot be read", path);
  if (n_samples == MAP_FAILED)
    g_error ("there is no memory");
  n_bytes = (uint64_t) status.st_size;
  floor = measure_run (read_and_hash, &(Job){ path, 0, NULL }, n_runs);
  measure_print ("  read and hash", floor, n_bytes, 0);
  one = measure_run (load, &(Job){ path, 1, n_samples }, n_runs);
  measure_print ("  load, 1 thread", one, n_bytes, *n_samples);
  two = measure_run (load, &(Job){ path, 2, n_samples }, n_runs);
  measure_print ("  load, 2 threads", two, n_bytes, *n_samples);
  printf ("  load / floor %.2f, 2 threads / 1 thread %.2f\n", one.cpu_s / floor.cpu_s, two.cpu_s / one.cpu_s);
  munmap (n_samples, sizeof *n_samples);
}

static void
measure_generated (const char *folder,
                   ScriptFileKind kind,
                   const char *name,
                   uint64_t size_bytes,
                   uint32_t n_runs)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  const uint64_t n_samples = script_file_write (path, kind, size_bytes);

  printf ("%s: %.0f MB, %" G_GUINT64_FORMAT " samples\n", name, (double) size_bytes / 1e6, n_samples);
  measure_file (path, n_runs);
  g_unlink (path);
}

int
main (int argc,
      char *argv[])
{
  const uint64_t size_bytes = (argc > 1 ? strtoull (argv[1], NULL, 10) : 200) * 1000000;
  const uint32_t n_runs = argc > 2 ? (uint32_t) strtoul (argv[2], NULL, 10) : 5;
  char *folder = temp_folder_new ();

  if (size_bytes > 0)
    {
      measure_generated (folder, SCRIPT_FILE_REPETITIVE, "repetitive.txt", size_bytes, n_runs);
      measure_generated (folder, SCRIPT_FILE_NATURAL, "natural.txt", size_bytes, n_runs);
    }
  temp_folder_delete (folder);
  for (int i = 3; i < argc; i++)
    {
      printf ("%s\n", argv[i]);
      measure_file (argv[i], n_runs);
    }
  return 0;
}
