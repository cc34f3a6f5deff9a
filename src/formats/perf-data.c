/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data.h"

#include <glib/gi18n.h>

#include "formats/perf-data-build.h"

#define CONFIG_DUMMY 9
#define MAX_EVENTS_TOLD 100

/* What an error of the input leaves nothing of. */
static bool
is_final (const GError *problem)
{
  return g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (problem, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_SHRANK);
}

/* Takes in all records of an input.
 * Returns: (transfer full) (nullable): what ended that before the end */
static GError *
read_input (EmberPerfLog *log,
            EmberInput *input,
            uint64_t size_bytes)
{
  g_autoptr (EmberPerfStream) stream = ember_perf_stream_new (input, size_bytes, log->header->is_swapped);
  GError *problem = NULL;
  EmberPerfRecord record;

  ember_perf_copies_begin_input (&log->copies, input);

  while (ember_perf_stream_next (stream, &record, &problem) > 0)
    ember_perf_log_add (log, &record);
  if (ember_input_was_stopped (input))
    g_clear_error (&problem);
  return problem;
}

/* A recording by several threads is a folder: beside the file with the head
 * stand "data.0", "data.1" and so on, which are nothing but records.
 * Returns: (transfer full) (nullable): the first thing that went wrong */
static GError *
read_parts (EmberPerfLog *log,
            const EmberReading *reading)
{
  GError *first = NULL;

  for (uint32_t i = 0; reading->folder != NULL && (first == NULL || !is_final (first)); i++)
    {
      g_autofree char *name = g_strdup_printf ("data.%u", i);
      g_autoptr (GFile) part = g_file_get_child (reading->folder, name);
      g_autoptr (GInputStream) stream = NULL;
      g_autoptr (EmberInput) input = NULL;
      g_autoptr (GError) problem = NULL;
      int64_t size_bytes;

      stream = ember_format_open (part, &size_bytes, reading->cancellable, NULL);
      if (stream == NULL)
        break;
      input = ember_input_new (stream, size_bytes, reading->progress, reading->cancellable);
      problem = read_input (log, input, UINT64_MAX);
      if (first == NULL)
        first = g_steal_pointer (&problem);
    }
  return first;
}

static GError *
read_records (EmberPerfLog *log,
              const EmberReading *reading)
{
  g_autoptr (GError) later = NULL;
  GError *problem = read_input (log, reading->input, log->header->data_bytes);

  if (problem == NULL || !is_final (problem))
    later = read_parts (log, reading);
  ember_perf_log_finish (log);
  return problem != NULL ? problem : g_steal_pointer (&later);
}

/* Where times were taken from the clock of the day they need no reference. */
static void
add_wall_clock (EmberProfileBuilder *builder,
                const EmberPerfAttr *attr)
{
  const int32_t realtime = 0;

  if ((attr->flags & EMBER_PERF_FLAG_USE_CLOCKID) != 0 && attr->clockid == realtime)
    ember_profile_builder_set_wall_clock (builder, 0, 0);
}

/* perf adds an event that never comes, to be told of new mappings. */
static bool
is_dummy (const EmberPerfAttr *attr)
{
  return attr->type == EMBER_PERF_TYPE_SOFTWARE && attr->config == CONFIG_DUMMY;
}

/* How often each event was sampled: so many times a second, or each time that so many had come. */
static void
add_rate (EmberProfileBuilder *builder,
          const EmberPerfAttr *attr)
{
  g_autofree char *name = ember_perf_attr_dup_name (attr);
  g_autofree char *valid_name = g_utf8_make_valid (name, -1);
  g_autofree char *key = g_strdup_printf ("sample %s of %s", attr->flags & EMBER_PERF_FLAG_FREQ ? "frequency" : "period", valid_name);
  g_autofree char *rate = g_strdup_printf ("%" G_GUINT64_FORMAT, attr->period_or_frequency);

  ember_profile_builder_add_fact (builder, key, rate);
}

static void
add_facts (EmberProfileBuilder *builder,
           const EmberPerfHeader *header)
{
  for (uint32_t i = 0; i < header->attrs.attrs.n && i < MAX_EVENTS_TOLD; i++)
    if (!is_dummy (ember_perf_attrs_get (&header->attrs, i)))
      add_rate (builder, ember_perf_attrs_get (&header->attrs, i));
  if (header->attrs.attrs.n > 0)
    add_wall_clock (builder, ember_perf_attrs_get (&header->attrs, 0));
}

/* What stands behind the records.
 * Returns: (transfer full) (nullable): what is wrong, @problem first */
static GError *
read_rest (EmberPerfHeader *header,
           const EmberReading *reading,
           EmberProfileBuilder *builder,
           GError *problem)
{
  GError *later = NULL;

  if (!header->is_pipe && header->data_bytes == UINT64_MAX)
    ember_profile_builder_add_notice (builder, g_strdup (_ ("perf was stopped before it could finish this recording: what it writes last is missing")), 1);
  if (is_final (problem) || ember_input_was_stopped (reading->input))
    return problem;
  if (!ember_perf_header_read_features (header, reading->input, builder, &later) && problem == NULL)
    problem = g_steal_pointer (&later);
  g_clear_error (&later);
  return problem;
}

static bool
build (EmberPerfLog *log,
       const EmberReading *reading,
       GError **error)
{
  EmberPerfUnwind *unwind = ember_perf_unwind_new (log, &reading->options);
  const bool is_built = ember_perf_build (log, unwind, reading->cancellable, error);

  if (unwind != NULL && is_built)
    ember_perf_unwind_finish (unwind);
  ember_perf_unwind_free (unwind);
  return is_built;
}

static bool
read_all (EmberPerfHeader *header,
          const EmberReading *reading,
          EmberProfileBuilder *builder,
          GError **error)
{
  EmberPerfLog log;
  GError *problem;
  bool is_built = false;

  if (!ember_perf_header_read (header, reading->input, error))
    return false;
  ember_perf_log_init (&log, builder, header, reading->progress);
  problem = read_rest (header, reading, builder, read_records (&log, reading));
  add_facts (builder, header);
  if (problem == NULL || !is_final (problem))
    {
      ember_progress_set_phase (reading->progress, EMBER_PHASE_SORTING);
      is_built = build (&log, reading, error);
    }
  else
    {
      g_propagate_error (error, g_steal_pointer (&problem));
    }
  ember_perf_log_clear (&log);
  if (!is_built)
    {
      g_clear_error (&problem);
      return false;
    }
  return ember_reading_end (reading, builder, problem, error);
}

static EmberProfile *
read_perf_data (const EmberReading *reading,
                GError **error)
{
  g_autoptr (EmberProfileBuilder) builder = ember_profile_builder_new ();
  EmberPerfHeader header;
  bool is_read;

  ember_perf_header_init (&header);
  is_read = read_all (&header, reading, builder, error);
  ember_perf_header_clear (&header);
  return is_read ? ember_reading_freeze (reading, g_steal_pointer (&builder), error) : NULL;
}

const EmberFormatReader ember_perf_data_reader = { ember_perf_header_recognise, read_perf_data };
