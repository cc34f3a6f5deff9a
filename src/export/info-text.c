/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/info-text.h"

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

static uint64_t
count_idle (const EmberProfile *profile)
{
  uint64_t n_idle = 0;
  uint32_t n_tables;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);

  for (uint32_t i = 0; i < n_tables; i++)
    if (tables[i].is_idle)
      n_idle += ember_sample_table_get_n (&tables[i]);
  return n_idle;
}

/* A thread that changed its comm is still one thread. */
static uint64_t
count_threads (const EmberProfile *profile)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  const EmberThreads *threads = ember_profile_get_threads (profile);

  for (uint32_t i = 0; i < ember_threads_get_n (threads); i++)
    {
      const EmberThread *thread = ember_threads_get (threads, i);
      int64_t *key = g_new (int64_t, 1);

      *key = (int64_t) (((uint64_t) (uint32_t) thread->pid << 32) | (uint32_t) thread->tid);
      g_hash_table_add (seen, key);
    }
  return g_hash_table_size (seen);
}

static uint64_t
count_distinct_stacks (const EmberProfile *profile)
{
  const uint32_t n_stacks = ember_stacks_get_n (ember_profile_get_stacks (profile));
  g_autofree bool *is_used = g_new0 (bool, n_stacks);
  uint64_t n_used = 0;
  uint32_t n_tables;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);

  for (uint32_t t = 0; t < n_tables; t++)
    {
      const EmberStackId *stacks = ember_sample_table_get_stacks (&tables[t]);

      for (size_t row = 0; row < ember_sample_table_get_n (&tables[t]); row++)
        {
          n_used += !is_used[stacks[row]];
          is_used[stacks[row]] = true;
        }
    }
  return n_used;
}

static void
write_notices (EmberOutput *output,
               const EmberProfile *profile)
{
  uint32_t n_notices;
  const EmberNotice *notices = ember_profile_get_notices (profile, &n_notices);
  uint64_t n_skipped = 0;

  for (uint32_t i = 0; i < n_notices; i++)
    n_skipped += notices[i].count;
  write_count (output, "skipped records", n_skipped);
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
  uint32_t n_gaps;

  ember_profile_get_gaps (profile, &n_gaps);
  write_count (output, "samples", ember_profile_get_n_samples (profile));
  write_count (output, "idle samples", count_idle (profile));
  write_events (output, profile);
  write_count (output, "threads", count_threads (profile));
  write_count (output, "distinct stacks", count_distinct_stacks (profile));
  write_time (output, "first time", range.begin_ns, has_times);
  write_time (output, "last time", range.end_ns - has_times, has_times);
  write_time (output, "axis zero", has_times ? ember_profile_get_origin (profile) : 0, has_times);
  write_wall_clock (output, profile);
  write_count (output, "gaps", n_gaps);
  write_notices (output, profile);
  write_facts (output, profile);
}
