/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data.h"

#include <glib/gi18n.h>

#include "formats/perf-data-player.h"

#define CONFIG_DUMMY 9
#define MAX_EVENTS_TOLD 100

/* What an error of the input leaves nothing of. */
static bool
is_final (const GError *problem)
{
  return g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (problem, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_SHRANK);
}

/* What reads a file. */
typedef struct
{
  const EmberReading *reading;
  EmberProfileBuilder *builder;
  EmberPerfHeader header;
  EmberPerfLog log;
  EmberPerfPlayer *player; /* NULL until something is played */
  bool has_features;
  GError *feature_problem; /* (nullable): */
} Job;

/* @end_ns: INT64_MAX: all there is
 * Returns: false with @error set: cancelled */
static bool
play (Job *job,
      int64_t end_ns,
      GError **error)
{
  EmberPerfUnwind *unwind = ember_perf_unwind_new (&job->log, &job->reading->options);
  bool is_played;

  ember_perf_switches_settle (&job->log.switches, &job->header.switch_layout, job->header.is_swapped);
  if (job->player == NULL)
    job->player = ember_perf_player_new (&job->log);
  is_played = ember_perf_player_play (job->player, unwind, end_ns, job->reading->cancellable, error);
  if (unwind != NULL && is_played)
    ember_perf_unwind_finish (unwind);
  ember_perf_unwind_free (unwind);
  return is_played;
}

/* Only where the names of events are known, and no other file holds a part of the same time. */
static bool
can_play_piece (const Job *job)
{
  return (job->has_features || job->header.is_pipe) && job->reading->folder == NULL && ember_perf_log_is_ripe (&job->log);
}

/* Takes in all records of an input.
 * Returns: (transfer full) (nullable): what ended that before the end */
static GError *
read_input (Job *job,
            EmberInput *input,
            uint64_t size_bytes)
{
  g_autoptr (EmberPerfStream) stream = ember_perf_stream_new (input, size_bytes, job->header.is_swapped);
  GError *problem = NULL;
  EmberPerfRecord record;

  ember_perf_copies_begin_input (&job->log.copies, input);

  while (ember_perf_stream_next (stream, &record, &problem) > 0)
    {
      ember_perf_log_add (&job->log, &record);
      if (record.type == EMBER_PERF_RECORD_FINISHED_ROUND && can_play_piece (job) && !play (job, job->log.settled_ns, &problem))
        break;
    }
  if (ember_input_was_stopped (input))
    g_clear_error (&problem);
  return problem;
}

/* A recording by several threads is a folder: beside the file with the head
 * stand "data.0", "data.1" and so on, which are nothing but records.
 * Returns: (transfer full) (nullable): the first thing that went wrong */
static GError *
read_parts (Job *job)
{
  const EmberReading *reading = job->reading;
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
      problem = read_input (job, input, UINT64_MAX);
      if (first == NULL)
        first = g_steal_pointer (&problem);
    }
  return first;
}

static GError *
read_records (Job *job)
{
  g_autoptr (GError) later = NULL;
  GError *problem = read_input (job, job->reading->input, job->header.data_bytes);

  if (problem == NULL || !is_final (problem))
    later = read_parts (job);
  ember_perf_log_finish (&job->log);
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

/* What stands behind the records is read before them where that can be done.
 * Returns: (transfer full) (nullable): what leaves nothing to read */
static GError *
read_features_first (Job *job)
{
  EmberInput *input = job->reading->input;
  const EmberPerfHeader *header = &job->header;
  GError *problem = NULL;

  if (header->is_pipe || header->data_bytes > G_MAXINT64 - header->data_offset || !ember_input_can_seek (input) ||
      !ember_input_seek (input, header->data_offset + header->data_bytes, NULL))
    return NULL;
  job->has_features = true;
  ember_perf_header_read_features (&job->header, input, job->builder, &job->feature_problem);
  if (is_final (job->feature_problem))
    return g_steal_pointer (&job->feature_problem);
  ember_input_seek (input, header->data_offset, &problem);
  return problem;
}

/* Returns: (transfer full) (nullable): what is wrong, @problem first */
static GError *
read_rest (Job *job,
           GError *problem)
{
  EmberPerfHeader *header = &job->header;

  if (!header->is_pipe && header->data_bytes == UINT64_MAX)
    ember_profile_builder_add_notice (job->builder, g_strdup (_ ("perf was stopped before it could finish this recording: what it writes last is missing")), 1);
  if (is_final (problem) || ember_input_was_stopped (job->reading->input))
    return problem;
  if (!job->has_features)
    ember_perf_header_read_features (header, job->reading->input, job->builder, &job->feature_problem);
  if (problem == NULL)
    problem = g_steal_pointer (&job->feature_problem);
  return problem;
}

static bool
read_all (Job *job,
          GError **error)
{
  GError *problem;

  if (!ember_perf_header_read (&job->header, job->reading->input, error))
    return false;
  problem = read_features_first (job);
  if (problem == NULL)
    problem = read_rest (job, read_records (job));
  add_facts (job->builder, &job->header);
  if (problem != NULL && is_final (problem))
    {
      g_propagate_error (error, problem);
      return false;
    }
  ember_progress_set_phase (job->reading->progress, EMBER_PHASE_SORTING);
  if (!play (job, INT64_MAX, error))
    {
      g_clear_error (&problem);
      return false;
    }
  ember_perf_player_finish (job->player);
  return ember_reading_end (job->reading, job->builder, problem, error);
}

static EmberProfile *
read_perf_data (const EmberReading *reading,
                GError **error)
{
  g_autoptr (EmberProfileBuilder) builder = ember_profile_builder_new ();
  Job job = { .reading = reading, .builder = builder };
  bool is_read;

  ember_perf_header_init (&job.header);
  ember_perf_log_init (&job.log, builder, &job.header, reading->progress);
  job.log.without_stacks = reading->options.without_stacks;
  is_read = read_all (&job, error);
  g_clear_pointer (&job.player, ember_perf_player_free);
  g_clear_error (&job.feature_problem);
  ember_perf_log_clear (&job.log);
  ember_perf_header_clear (&job.header);
  return is_read ? ember_reading_freeze (reading, g_steal_pointer (&builder), error) : NULL;
}

const EmberFormatReader ember_perf_data_reader = { ember_perf_header_recognise, read_perf_data };
