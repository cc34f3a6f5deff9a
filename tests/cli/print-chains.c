/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "formats/perf-data-log.h"

/* print-chains FILE: prints of each sample of a perf.data a line "TIME_NS PID TID" with the addresses of its call chain
 * behind, leaf first, as they stand in the file; of one without a time that is -1. */

static void
print_row (const EmberPerfLog *log,
           size_t index)
{
  const EmberPerfRow *row = (const EmberPerfRow *) log->rows.data + index;
  const int64_t time_ns = ((const int64_t *) log->times.data)[index];
  size_t n;
  const uint64_t *words = ember_perf_chains_get (&log->chains, row->chain, &n);

  printf ("%" G_GINT64_FORMAT " %d %d", time_ns == EMBER_TIME_NONE ? -1 : time_ns, row->pid, row->tid);
  for (size_t i = 0; i < n; i++)
    if (words[i] < EMBER_PERF_CONTEXT_MAX)
      printf (" %" G_GINT64_MODIFIER "x", words[i]);
    else if (words[i] == EMBER_PERF_CONTEXT_USER_DEFERRED)
      i++;
  printf ("\n");
}

static bool
print_chains (EmberInput *input,
              GError **error)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  EmberPerfHeader header;
  EmberPerfLog log;
  EmberPerfRecord record;
  g_autoptr (EmberPerfStream) stream = NULL;
  bool is_read;

  ember_perf_header_init (&header);
  ember_perf_log_init (&log, builder, &header, NULL);
  is_read = ember_perf_header_read (&header, input, error);
  if (is_read)
    {
      stream = ember_perf_stream_new (input, header.data_bytes, header.is_swapped);
      while (ember_perf_stream_next (stream, &record, error) > 0)
        ember_perf_log_add (&log, &record);
      for (size_t i = 0; i < log.rows.n; i++)
        print_row (&log, i);
    }
  ember_perf_log_clear (&log);
  ember_perf_header_clear (&header);
  ember_profile_unref (ember_profile_builder_freeze (builder));
  return is_read;
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (argc > 1 ? argv[1] : "perf.data");
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &error);
  g_autoptr (EmberInput) input = stream != NULL ? ember_input_new (G_INPUT_STREAM (stream), -1, NULL, NULL) : NULL;

  if (input == NULL || !print_chains (input, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  return 0;
}
