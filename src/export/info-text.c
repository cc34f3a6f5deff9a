/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/info-text.h"

#include "analysis/recording-counts.h"
#include "profile/time-text.h"

static void
write_key (EmberOutput *output,
           const char *key)
{
  ember_output_text (output, key);
  ember_output_text (output, ": ");
}

static void
write_count (EmberOutput *output,
             const char *key,
             uint64_t count)
{
  write_key (output, key);
  ember_output_uint (output, count);
  ember_output_char (output, '\n');
}

static void
write_time (EmberOutput *output,
            const char *key,
            int64_t time_ns,
            bool is_known)
{
  char text[EMBER_TIME_TEXT_SIZE];

  write_key (output, key);
  ember_output_text (output, is_known ? ember_time_text_format (time_ns, 9, text) : "unknown");
  ember_output_char (output, '\n');
}

/* As ISO 8601 has it, in UTC. */
static void
write_wall_clock (EmberOutput *output,
                  const EmberProfile *profile)
{
  const int64_t begin_ns = ember_profile_get_range (profile).begin_ns;
  int64_t offset_ns;
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *date = NULL;
  g_autofree char *text = NULL;

  if (!ember_profile_get_wall_clock_offset (profile, &offset_ns))
    return;
  time = g_date_time_new_from_unix_utc ((begin_ns + offset_ns) / EMBER_SECOND_NS);
  date = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  text = g_strdup_printf ("%s.%09dZ", date, (int) ((begin_ns + offset_ns) % EMBER_SECOND_NS));
  write_key (output, "first wall-clock time");
  ember_output_text (output, text);
  ember_output_char (output, '\n');
}

static void
write_events (EmberOutput *output,
              const EmberProfile *profile)
{
  const EmberStrings *strings = ember_profile_get_strings (profile);
  uint32_t n_events;
  const EmberEvent *events = ember_profile_get_events (profile, &n_events);

  write_count (output, "events", n_events);
  for (uint32_t i = 0; i < n_events; i++)
    {
      write_key (output, "event");
      ember_output_line_text (output, ember_strings_get (strings, events[i].name));
      ember_output_text (output, " (");
      ember_output_uint (output, events[i].n_samples);
      ember_output_text (output, events[i].n_samples == 1 ? " sample)\n" : " samples)\n");
    }
}

static void
write_notices (EmberOutput *output,
               const EmberProfile *profile)
{
  uint32_t n_notices;
  const EmberNotice *notices = ember_profile_get_notices (profile, &n_notices);

  for (uint32_t i = 0; i < n_notices; i++)
    {
      write_key (output, "notice");
      ember_output_line_text (output, notices[i].text);
      ember_output_char (output, '\n');
    }
}

static void
write_facts (EmberOutput *output,
             const EmberProfile *profile)
{
  uint32_t n_facts;
  const EmberFact *facts = ember_profile_get_facts (profile, &n_facts);

  for (uint32_t i = 0; i < n_facts; i++)
    {
      write_key (output, facts[i].key);
      ember_output_line_text (output, facts[i].value);
      ember_output_char (output, '\n');
    }
}

void
ember_info_text_write (EmberOutput *output,
                       const EmberProfile *profile)
{
  const EmberTimeRange range = ember_profile_get_range (profile);
  const bool has_times = ember_profile_has_times (profile) && !ember_time_range_is_empty (range);
  const EmberRecordingCounts counts = ember_recording_counts_new (profile);
  uint32_t n_gaps;

  ember_profile_get_gaps (profile, &n_gaps);
  write_count (output, "samples", ember_profile_get_n_samples (profile));
  write_count (output, "idle samples", counts.n_idle);
  write_events (output, profile);
  write_count (output, "threads", counts.n_threads);
  write_count (output, "distinct stacks", counts.n_stacks);
  write_time (output, "first time", range.begin_ns, has_times);
  write_time (output, "last time", range.end_ns - has_times, has_times);
  write_time (output, "axis zero", has_times ? ember_profile_get_origin (profile) : 0, has_times);
  write_wall_clock (output, profile);
  write_count (output, "gaps", n_gaps);
  write_count (output, "skipped records", counts.n_skipped);
  write_notices (output, profile);
  write_facts (output, profile);
}
