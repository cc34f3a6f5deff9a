/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-features.h"

#include "formats/perf-data-header.h"

enum
{
  FEATURE_TRACING_DATA = 1,
  FEATURE_BUILD_ID = 2,
  FEATURE_HOSTNAME = 3,
  FEATURE_OS_RELEASE = 4,
  FEATURE_VERSION = 5,
  FEATURE_ARCH = 6,
  FEATURE_N_CPUS = 7,
  FEATURE_CPU_DESC = 8,
  FEATURE_CPU_ID = 9,
  FEATURE_TOTAL_MEMORY = 10,
  FEATURE_CMDLINE = 11,
  FEATURE_EVENT_DESC = 12,
  FEATURE_CLOCK_DATA = 29,
  FEATURE_SIMPLEPERF_FILE = 128,
  FEATURE_SIMPLEPERF_META = 129,
  FEATURE_SIMPLEPERF_FILE2 = 132,
};

#define MISC_BUILD_ID_SIZE (1u << 15)

/* Its own times are exact, while the reference has microseconds. */
#define CLOCK_OF_THE_DAY 0

/* By the kernel's numbers of clocks, in the words of perf. */
static const char *const clock_names[] = {
  [CLOCK_OF_THE_DAY] = "realtime (0)",
  [1] = "monotonic (1)",
  [4] = "monotonic_raw (4)",
  [7] = "boottime (7)",
  [11] = "clocktai (11)",
};

bool
ember_perf_feature_is_used (uint32_t feature)
{
  return (feature >= FEATURE_TRACING_DATA && feature <= FEATURE_EVENT_DESC) || feature == FEATURE_CLOCK_DATA ||
         feature == FEATURE_SIMPLEPERF_FILE || feature == FEATURE_SIMPLEPERF_META || feature == FEATURE_SIMPLEPERF_FILE2;
}

/* Bytes are kept as facts only where they are text. */
static void
add_fact (EmberProfileBuilder *builder,
          const char *key,
          const char *value,
          size_t size_bytes)
{
  g_autofree char *text = g_utf8_make_valid (value, (gssize) size_bytes);

  if (text[0] != '\0')
    ember_profile_builder_add_fact (builder, key, text);
}

/* A text behind its length, which counts padding. */
static const char *
take_counted_text (EmberPerfBytes *bytes,
                   size_t *size_bytes)
{
  const uint32_t length = ember_perf_bytes_take_u32 (bytes);
  EmberPerfBytes piece = ember_perf_bytes_take_piece (bytes, length);

  return ember_perf_bytes_take_text (&piece, size_bytes);
}

static void
add_text_fact (EmberProfileBuilder *builder,
               const char *key,
               EmberPerfBytes bytes)
{
  size_t n;
  const char *text = take_counted_text (&bytes, &n);

  if (n > 0)
    add_fact (builder, key, text, n);
}

static void
add_number_fact (EmberProfileBuilder *builder,
                 const char *key,
                 uint64_t number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, number);

  ember_profile_builder_add_fact (builder, key, text);
}

static void
add_command_line (EmberProfileBuilder *builder,
                  EmberPerfBytes bytes)
{
  const uint32_t n_words = ember_perf_bytes_take_u32 (&bytes);
  g_autoptr (GString) line = g_string_new (NULL);

  for (uint32_t i = 0; i < n_words && ember_perf_bytes_get_left (&bytes) > 0; i++)
    {
      size_t n;
      const char *word = take_counted_text (&bytes, &n);

      if (i > 0)
        g_string_append_c (line, ' ');
      g_string_append_len (line, word, (gssize) n);
    }
  add_fact (builder, "cmdline", line->str, line->len);
}

static void
add_cpus (EmberProfileBuilder *builder,
          EmberPerfBytes bytes)
{
  const uint32_t n_available = ember_perf_bytes_take_u32 (&bytes);
  const uint32_t n_online = ember_perf_bytes_take_u32 (&bytes);

  if (bytes.is_short)
    return;
  add_number_fact (builder, "nrcpus online", n_online);
  add_number_fact (builder, "nrcpus avail", n_available);
}

/* The event that one entry of the table is about: by its ids, else by its place. */
static uint32_t
find_described (const EmberPerfHeader *header,
                EmberPerfBytes ids,
                uint32_t place)
{
  const uint64_t id = ember_perf_bytes_take_u64 (&ids);
  const uint32_t index = ids.is_short ? EMBER_PERF_NO_ATTR : ember_perf_attrs_find (&header->attrs, id);

  if (index != EMBER_PERF_NO_ATTR)
    return index;
  return place < header->attrs.attrs.n ? place : EMBER_PERF_NO_ATTR;
}

/* Names of events; each entry is an attr, a count of ids, a name and the ids. */
static void
add_event_names (EmberPerfHeader *header,
                 EmberPerfBytes bytes)
{
  const uint32_t n_events = ember_perf_bytes_take_u32 (&bytes);
  const uint32_t attr_bytes = ember_perf_bytes_take_u32 (&bytes);

  for (uint32_t i = 0; i < n_events && !bytes.is_short; i++)
    {
      uint32_t n_ids, index;
      size_t n;
      const char *name;
      EmberPerfBytes ids;

      ember_perf_bytes_take (&bytes, attr_bytes);
      n_ids = ember_perf_bytes_take_u32 (&bytes);
      name = take_counted_text (&bytes, &n);
      ids = ember_perf_bytes_take_piece (&bytes, 8 * (uint64_t) n_ids);
      index = bytes.is_short ? EMBER_PERF_NO_ATTR : find_described (header, ids, i);
      if (index != EMBER_PERF_NO_ATTR && ember_perf_attrs_get (&header->attrs, index)->name == NULL)
        ember_perf_attrs_get (&header->attrs, index)->name = g_strndup (name, n);
    }
}

static void
add_build_ids (EmberPerfHeader *header,
               EmberPerfBytes bytes,
               EmberProfileBuilder *builder)
{
  while (ember_perf_bytes_get_left (&bytes) >= 8)
    {
      uint16_t misc, size_bytes;
      EmberPerfBytes body;

      ember_perf_bytes_take_u32 (&bytes);
      misc = ember_perf_bytes_take_u16 (&bytes);
      size_bytes = ember_perf_bytes_take_u16 (&bytes);
      if (size_bytes < 8)
        return;
      body = ember_perf_bytes_take_piece (&bytes, size_bytes - 8u);
      ember_perf_header_add_build_id (header, body, misc, builder);
    }
}

void
ember_perf_header_add_build_id (EmberPerfHeader *header,
                                EmberPerfBytes body,
                                uint32_t misc,
                                EmberProfileBuilder *builder)
{
  EmberPerfBuildId entry = { 0 };
  const uint8_t *bytes;
  const char *path;
  size_t n;

  ember_perf_bytes_take_u32 (&body); /* pid of the machine, for guests */
  bytes = ember_perf_bytes_take (&body, 24);
  path = ember_perf_bytes_take_text (&body, &n);
  if (bytes == NULL || n == 0)
    return;
  entry.size_bytes = misc & MISC_BUILD_ID_SIZE ? MIN (bytes[20], EMBER_BUILD_ID_MAX_BYTES) : EMBER_BUILD_ID_MAX_BYTES;
  entry.is_kernel = (misc & 7) == 1;
  memcpy (entry.bytes, bytes, entry.size_bytes);
  entry.path = ember_profile_builder_add_string (builder, path, (gssize) n);
  *(EmberPerfBuildId *) ember_column_grow (&header->build_ids, 1) = entry;
}

void
ember_perf_header_add_tracing (EmberPerfHeader *header,
                               EmberPerfBytes bytes)
{
  if (header->switch_layout.size_bytes == 0)
    ember_perf_tracing_find_switch (bytes, &header->switch_layout);
}

/* When the recording's clock showed what, and what the time of day was then. */
static void
add_clock (EmberProfileBuilder *builder,
           EmberPerfBytes bytes)
{
  const uint32_t version = ember_perf_bytes_take_u32 (&bytes);
  const uint32_t clockid = ember_perf_bytes_take_u32 (&bytes);
  const uint64_t wall_clock_ns = ember_perf_bytes_take_u64 (&bytes);
  const uint64_t time_ns = ember_perf_bytes_take_u64 (&bytes);

  if (version != 1 || bytes.is_short)
    return;
  if (clockid < G_N_ELEMENTS (clock_names) && clock_names[clockid] != NULL)
    add_fact (builder, "clockid", clock_names[clockid], strlen (clock_names[clockid]));
  if (wall_clock_ns <= (uint64_t) EMBER_TIME_MAX_NS && time_ns <= (uint64_t) EMBER_TIME_MAX_NS)
    ember_profile_builder_set_wall_clock (builder, (int64_t) time_ns,
                                          (int64_t) (clockid == CLOCK_OF_THE_DAY ? time_ns : wall_clock_ns));
}

/* Pairs of texts. */
static void
add_simpleperf_facts (EmberProfileBuilder *builder,
                      EmberPerfBytes bytes)
{
  while (ember_perf_bytes_get_left (&bytes) > 0)
    {
      size_t n_key, n_value;
      const char *key = ember_perf_bytes_take_text (&bytes, &n_key);
      const char *value = ember_perf_bytes_take_text (&bytes, &n_value);
      g_autofree char *name = g_strndup (key, n_key);

      if (g_str_equal (name, "product_props"))
        add_fact (builder, "hostname", value, n_value);
      else if (g_str_equal (name, "kernel_version"))
        add_fact (builder, "os release", value, n_value);
      else if (g_str_equal (name, "simpleperf_version"))
        add_fact (builder, "perf version", value, n_value);
    }
}

void
ember_perf_header_add_feature (EmberPerfHeader *header,
                               uint32_t feature,
                               EmberPerfBytes bytes,
                               EmberProfileBuilder *builder)
{
  switch (feature)
    {
    case FEATURE_TRACING_DATA:
      ember_perf_header_add_tracing (header, bytes);
      break;
    case FEATURE_BUILD_ID:
      add_build_ids (header, bytes, builder);
      break;
    case FEATURE_HOSTNAME:
      add_text_fact (builder, "hostname", bytes);
      break;
    case FEATURE_OS_RELEASE:
      add_text_fact (builder, "os release", bytes);
      break;
    case FEATURE_VERSION:
      add_text_fact (builder, "perf version", bytes);
      break;
    case FEATURE_ARCH:
      add_text_fact (builder, "arch", bytes);
      break;
    case FEATURE_N_CPUS:
      add_cpus (builder, bytes);
      break;
    case FEATURE_CPU_DESC:
      add_text_fact (builder, "cpudesc", bytes);
      break;
    case FEATURE_CPU_ID:
      add_text_fact (builder, "cpuid", bytes);
      break;
    case FEATURE_TOTAL_MEMORY:
      add_number_fact (builder, "total memory", ember_perf_bytes_take_u64 (&bytes));
      break;
    case FEATURE_CMDLINE:
      add_command_line (builder, bytes);
      break;
    case FEATURE_EVENT_DESC:
      add_event_names (header, bytes);
      break;
    case FEATURE_CLOCK_DATA:
      add_clock (builder, bytes);
      break;
    case FEATURE_SIMPLEPERF_FILE:
    case FEATURE_SIMPLEPERF_FILE2:
      ember_perf_symbols_parse (&header->symbols, bytes, feature == FEATURE_SIMPLEPERF_FILE2, builder);
      break;
    case FEATURE_SIMPLEPERF_META:
      add_simpleperf_facts (builder, bytes);
      break;
    default:
      break;
    }
}
