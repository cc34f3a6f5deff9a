/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/recording-facts.h"

#include <glib/gi18n.h>

#include "profile/amount-text.h"
#include "profile/time-text.h"
#include "session/selection.h"

#define KIBIBYTE 1024

typedef struct
{
  GPtrArray *facts;
  const char *section;
  const EmberProfile *profile;
} Writer;

static void
fact_free (gpointer data)
{
  EmberRecordingFact *fact = data;

  g_free (fact->label);
  g_free (fact->value);
  g_free (fact);
}

/* @value: (transfer full) (nullable): NULL adds nothing */
static void
take (Writer *writer,
      const char *label,
      char *value)
{
  EmberRecordingFact *fact;

  if (value == NULL)
    return;
  fact = g_new (EmberRecordingFact, 1);
  fact->section = writer->section;
  fact->label = g_strdup (label);
  fact->value = g_utf8_make_valid (value, -1);
  g_free (value);
  g_ptr_array_add (writer->facts, fact);
}

static const char *
find (const Writer *writer,
      const char *key)
{
  uint32_t n_facts;
  const EmberFact *facts = ember_profile_get_facts (writer->profile, &n_facts);

  for (uint32_t i = 0; i < n_facts; i++)
    if (g_str_equal (facts[i].key, key))
      return facts[i].value;
  return NULL;
}

static void
add_file (Writer *writer,
          const EmberRecordingFile *file)
{
  writer->section = _ ("File");
  take (writer, _ ("Name"), g_strdup (file->name != NULL ? file->name : _ ("Standard input")));
  take (writer, _ ("Folder"), g_strdup (file->folder));
  take (writer, _ ("Size"), file->size_bytes >= 0 ? g_format_size_full ((guint64) file->size_bytes, G_FORMAT_SIZE_LONG_FORMAT) : NULL);
}

static char *
dup_clock (int64_t time_ns)
{
  char text[EMBER_TIME_TEXT_SIZE];

  /* Translators: a time on the clock that the recording was made with */
  return g_strdup_printf (_ ("%s s"), ember_time_text_format (time_ns, 9, text));
}

static char *
dup_wall_clock (int64_t time_ns)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_ns / EMBER_SECOND_NS);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S %Z") : NULL;
}

static void
add_times (Writer *writer)
{
  const EmberTimeRange range = ember_profile_get_range (writer->profile);
  uint32_t n_gaps;
  int64_t offset_ns;

  writer->section = _ ("Time");
  if (!ember_profile_has_times (writer->profile) || ember_time_range_is_empty (range))
    {
      take (writer, _ ("Time stamps"), g_strdup (_ ("none")));
      return;
    }
  if (ember_profile_get_wall_clock_offset (writer->profile, &offset_ns))
    {
      take (writer, _ ("Started"), dup_wall_clock (range.begin_ns + offset_ns));
      take (writer, _ ("Ended"), dup_wall_clock (range.end_ns - 1 + offset_ns));
    }
  take (writer, _ ("Duration"), ember_selection_dup_duration (range.end_ns - range.begin_ns));
  take (writer, _ ("First sample, on perf’s clock"), dup_clock (range.begin_ns));
  take (writer, _ ("Last sample, on perf’s clock"), dup_clock (range.end_ns - 1));
  take (writer, _ ("Zero of the axis, on perf’s clock"), dup_clock (ember_profile_get_origin (writer->profile)));
  ember_profile_get_gaps (writer->profile, &n_gaps);
  take (writer, _ ("Spans with lost samples"), ember_amount_text_dup (n_gaps));
}

static char *
dup_rate (const Writer *writer,
          const char *event)
{
  g_autofree char *frequency_key = g_strdup_printf ("sample frequency of %s", event);
  g_autofree char *period_key = g_strdup_printf ("sample period of %s", event);
  const char *frequency = find (writer, frequency_key);
  const char *period = find (writer, period_key);
  g_autofree char *number = NULL;
  uint64_t n;

  if (frequency == NULL && period == NULL)
    return NULL;
  n = g_ascii_strtoull (frequency != NULL ? frequency : period, NULL, 10);
  number = ember_amount_text_dup (n);
  if (frequency != NULL)
    /* Translators: how often an event is sampled: up to so many times a second */
    return g_strdup_printf (_ ("%s a second"), number);
  /* Translators: how often an event is sampled: each time that it came so many times */
  return g_strdup_printf (ngettext ("every event", "every %s events", n), number);
}

static void
add_events (Writer *writer)
{
  const EmberStrings *strings = ember_profile_get_strings (writer->profile);
  uint32_t n_events;
  const EmberEvent *events = ember_profile_get_events (writer->profile, &n_events);

  writer->section = _ ("Events");
  for (uint32_t i = 0; i < n_events; i++)
    {
      g_autofree char *name = g_utf8_make_valid (ember_strings_get (strings, events[i].name), -1);
      g_autofree char *samples = ember_amount_text_dup_samples (events[i].n_samples);
      g_autofree char *rate = dup_rate (writer, name);

      take (writer, name[0] != '\0' ? name : _ ("unnamed event"), rate != NULL ? g_strjoin (" · ", samples, rate, NULL) : g_strdup (samples));
    }
}

static void
add_counts (Writer *writer,
            const EmberRecordingCounts *counts)
{
  writer->section = _ ("Contents");
  take (writer, _ ("Samples"), ember_amount_text_dup (ember_profile_get_n_samples (writer->profile)));
  take (writer, _ ("Idle samples"), ember_amount_text_dup (counts->n_idle));
  take (writer, _ ("Processes"), ember_amount_text_dup (counts->n_processes));
  take (writer, _ ("Threads"), ember_amount_text_dup (counts->n_threads));
  take (writer, _ ("Distinct stacks"), ember_amount_text_dup (counts->n_stacks));
  take (writer, _ ("Skipped records"), ember_amount_text_dup (counts->n_skipped));
}

static void
add_notices (Writer *writer)
{
  uint32_t n_notices;
  const EmberNotice *notices = ember_profile_get_notices (writer->profile, &n_notices);

  for (uint32_t i = 0; i < n_notices; i++)
    take (writer, _ ("Notice"), g_strdup (notices[i].text));
}

static char *
dup_cpus (const Writer *writer)
{
  const char *online = find (writer, "nrcpus online");
  const char *available = find (writer, "nrcpus avail");

  if (online == NULL || g_strcmp0 (online, available) == 0)
    return g_strdup (available);
  /* Translators: numbers of CPUs: those switched on, and all */
  return available != NULL ? g_strdup_printf (_ ("%s of %s"), online, available) : g_strdup (online);
}

/* perf tells kibibytes, with or without saying so. */
static char *
dup_memory (const Writer *writer)
{
  const char *text = find (writer, "total memory");
  const guint64 n_kibibytes = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;

  if (n_kibibytes == 0 || n_kibibytes > G_MAXUINT64 / KIBIBYTE)
    return g_strdup (text);
  return g_format_size_full (n_kibibytes * KIBIBYTE, G_FORMAT_SIZE_IEC_UNITS);
}

static void
add_machine (Writer *writer)
{
  writer->section = _ ("Machine");
  take (writer, _ ("Host"), g_strdup (find (writer, "hostname")));
  take (writer, _ ("Kernel"), g_strdup (find (writer, "os release")));
  take (writer, _ ("Architecture"), g_strdup (find (writer, "arch")));
  take (writer, _ ("CPUs"), dup_cpus (writer));
  take (writer, _ ("Processor"), g_strdup (find (writer, "cpudesc")));
  take (writer, _ ("Processor’s id"), g_strdup (find (writer, "cpuid")));
  take (writer, _ ("Memory"), dup_memory (writer));
}

static bool
is_told_elsewhere (const char *key)
{
  static const char *const keys[] = {
    "hostname", "os release", "arch", "nrcpus online", "nrcpus avail", "cpudesc", "cpuid", "total memory",
    "cmdline", "perf version", "clockid", "captured on", "reference time",
    "time of first sample", "time of last sample", "sample duration"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i], key))
      return true;
  return g_str_has_prefix (key, "sample frequency of ") || g_str_has_prefix (key, "sample period of ");
}

static void
add_perf (Writer *writer)
{
  uint32_t n_facts;
  const EmberFact *facts = ember_profile_get_facts (writer->profile, &n_facts);

  writer->section = _ ("How it was recorded");
  take (writer, _ ("Command"), g_strdup (find (writer, "cmdline")));
  take (writer, _ ("Version of perf"), g_strdup (find (writer, "perf version")));
  take (writer, _ ("Clock"), g_strdup (find (writer, "clockid")));
  take (writer, _ ("Written"), g_strdup (find (writer, "captured on")));
  for (uint32_t i = 0; i < n_facts; i++)
    if (!is_told_elsewhere (facts[i].key))
      take (writer, facts[i].key, g_strdup (facts[i].value));
}

GPtrArray *
ember_recording_facts_new (const EmberProfile *profile,
                           const EmberRecordingCounts *counts,
                           const EmberRecordingFile *file)
{
  Writer writer = { g_ptr_array_new_with_free_func (fact_free), NULL, profile };

  add_file (&writer, file);
  add_times (&writer);
  add_events (&writer);
  add_counts (&writer, counts);
  add_notices (&writer);
  add_machine (&writer);
  add_perf (&writer);
  return writer.facts;
}

char *
ember_recording_facts_dup_text (const GPtrArray *facts)
{
  GString *text = g_string_new (NULL);
  const char *section = NULL;

  for (guint i = 0; i < facts->len; i++)
    {
      const EmberRecordingFact *fact = g_ptr_array_index (facts, i);

      if (fact->section != section)
        g_string_append_printf (text, "%s%s\n", section != NULL ? "\n" : "", fact->section);
      section = fact->section;
      g_string_append_printf (text, "%s: %s\n", fact->label, fact->value);
    }
  return g_string_free (text, FALSE);
}
