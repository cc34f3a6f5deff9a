/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-header.h"

#include <glib/gi18n.h>

#include "formats/format.h"
#include "formats/perf-data-features.h"

#define PIPE_HEADER_BYTES 16
#define FILE_HEADER_BYTES 104
/* Attrs and their ids stand before the records; no recording has this many. */
#define MAX_DATA_OFFSET (UINT64_C (1) << 26)
#define MAX_FEATURE_BYTES (UINT64_C (1) << 28)
#define N_FEATURES 256

typedef struct
{
  uint64_t offset;
  uint64_t size_bytes;
} Section;

static const char magic[] = "PERFILE2";
static const char swapped_magic[] = "2ELIFREP";
static const char old_magic[] = "PERFFILE";
static const char swapped_old_magic[] = "ELIFFREP";

bool
ember_perf_header_recognise (const uint8_t *bytes,
                             size_t n)
{
  return n >= 8 && (memcmp (bytes, magic, 8) == 0 || memcmp (bytes, swapped_magic, 8) == 0 ||
                    memcmp (bytes, old_magic, 8) == 0 || memcmp (bytes, swapped_old_magic, 8) == 0);
}

void
ember_perf_header_init (EmberPerfHeader *header)
{
  *header = (EmberPerfHeader){ 0 };
  ember_perf_attrs_init (&header->attrs);
  ember_perf_symbols_init (&header->symbols);
  ember_column_init (&header->build_ids, sizeof (EmberPerfBuildId));
}

void
ember_perf_header_clear (EmberPerfHeader *header)
{
  ember_perf_attrs_clear (&header->attrs);
  ember_perf_symbols_clear (&header->symbols);
  ember_column_clear (&header->build_ids);
}

static bool
fail (const char *what,
      GError **error)
{
  g_set_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_DAMAGED,
               /* Translators: %s says what is wrong. */
               _ ("The head of the recording is damaged: %s"), what);
  return false;
}

static Section
take_section (EmberPerfBytes *bytes)
{
  Section section;

  section.offset = ember_perf_bytes_take_u64 (bytes);
  section.size_bytes = ember_perf_bytes_take_u64 (bytes);
  return section;
}

/* Makes @column hold @size_bytes more of the input, in steps, so that a lie
 * costs no more than there is to read.
 * Returns: false with @error set: of the input. Fewer bytes may have come */
static bool
read_more (EmberColumn *column,
           EmberInput *input,
           uint64_t size_bytes,
           GError **error)
{
  while (size_bytes > 0)
    {
      const size_t step_bytes = (size_t) MIN (size_bytes, (uint64_t) 1 << 20);
      const size_t n_before = column->n;
      const gssize n = ember_input_read (input, ember_column_grow (column, step_bytes), step_bytes, error);

      if (n < 0)
        return false;
      size_bytes -= (uint64_t) n;
      if ((size_t) n < step_bytes)
        {
          ember_column_shrink (column, n_before + (size_t) n);
          return true;
        }
    }
  return true;
}

/* The piece of @column, which begins at byte 0 of the file, that a section tells. */
static bool
get_piece (const EmberColumn *column,
           Section section,
           bool is_swapped,
           EmberPerfBytes *piece)
{
  if (section.offset > column->n || section.size_bytes > column->n - section.offset)
    return false;
  *piece = ember_perf_bytes ((const uint8_t *) column->data + section.offset, (size_t) section.size_bytes, is_swapped);
  return true;
}

static bool
parse_attrs (EmberPerfHeader *header,
             const EmberColumn *head,
             Section attrs,
             uint64_t entry_bytes,
             GError **error)
{
  EmberPerfBytes bytes;

  if (entry_bytes < sizeof (Section) || entry_bytes > 1 << 16 || !get_piece (head, attrs, header->is_swapped, &bytes))
    return fail (_ ("its table of events is not where it should be"), error);
  while (ember_perf_bytes_get_left (&bytes) >= entry_bytes)
    {
      EmberPerfAttr attr;
      EmberPerfBytes ids;
      uint32_t index;

      if (!ember_perf_attr_parse (&attr, &bytes, (size_t) entry_bytes - sizeof (Section)))
        return fail (_ ("an event in its table is unreadable"), error);
      index = ember_perf_attrs_add (&header->attrs, &attr);
      if (!get_piece (head, take_section (&bytes), header->is_swapped, &ids))
        return fail (_ ("the ids of an event are not where they should be"), error);
      while (ember_perf_bytes_get_left (&ids) >= 8)
        ember_perf_attrs_add_id (&header->attrs, index, ember_perf_bytes_take_u64 (&ids));
    }
  if (header->attrs.attrs.n == 0)
    return fail (_ ("it names no event"), error);
  return true;
}

static bool
parse_file_head (EmberPerfHeader *header,
                 EmberInput *input,
                 EmberColumn *head,
                 GError **error)
{
  EmberPerfBytes bytes = ember_perf_bytes (head->data, head->n, header->is_swapped);
  uint64_t entry_bytes;
  Section attrs, data;

  ember_perf_bytes_take (&bytes, PIPE_HEADER_BYTES);
  entry_bytes = ember_perf_bytes_take_u64 (&bytes);
  attrs = take_section (&bytes);
  data = take_section (&bytes);
  take_section (&bytes); /* names of events, by old versions */
  for (uint32_t i = 0; i < G_N_ELEMENTS (header->features); i++)
    header->features[i] = ember_perf_bytes_take_u64 (&bytes);
  if (data.offset < head->n || data.offset > MAX_DATA_OFFSET)
    return fail (_ ("its records are not where they should be"), error);
  header->data_offset = data.offset;
  header->data_bytes = data.size_bytes > 0 ? data.size_bytes : UINT64_MAX;
  if (!read_more (head, input, data.offset - head->n, error))
    return false;
  if (head->n < data.offset)
    return fail (_ ("it ends before its records"), error);
  return parse_attrs (header, head, attrs, entry_bytes, error);
}

static bool
parse_head (EmberPerfHeader *header,
            EmberInput *input,
            EmberColumn *head,
            GError **error)
{
  const uint8_t *bytes;
  EmberPerfBytes size;
  uint64_t size_bytes;

  if (!read_more (head, input, PIPE_HEADER_BYTES, error))
    return false;
  bytes = head->data;
  if (head->n < PIPE_HEADER_BYTES)
    return fail (_ ("it ends too early"), error);
  if (memcmp (bytes, old_magic, 8) == 0 || memcmp (bytes, swapped_old_magic, 8) == 0)
    {
      g_set_error_literal (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_PERF_DATA,
                           _ ("This is a perf.data file of version 1, which perf wrote before 2010; only version 2 is read"));
      return false;
    }
  header->is_swapped = (memcmp (bytes, swapped_magic, 8) == 0) == (G_BYTE_ORDER == G_LITTLE_ENDIAN);
  size = ember_perf_bytes (bytes + 8, 8, header->is_swapped);
  size_bytes = ember_perf_bytes_take_u64 (&size);
  header->is_pipe = size_bytes == PIPE_HEADER_BYTES;
  header->data_bytes = UINT64_MAX;
  if (header->is_pipe)
    return true;
  if (size_bytes < FILE_HEADER_BYTES)
    return fail (_ ("its size is impossible"), error);
  if (!read_more (head, input, FILE_HEADER_BYTES - PIPE_HEADER_BYTES, error))
    return false;
  if (head->n < FILE_HEADER_BYTES)
    return fail (_ ("it ends too early"), error);
  return parse_file_head (header, input, head, error);
}

bool
ember_perf_header_read (EmberPerfHeader *header,
                        EmberInput *input,
                        GError **error)
{
  EmberColumn head;
  bool is_read;

  ember_column_init (&head, 1);
  is_read = parse_head (header, input, &head, error);
  ember_column_clear (&head);
  return is_read;
}

static bool
has_feature (const EmberPerfHeader *header,
             uint32_t feature)
{
  return (header->features[feature / 64] >> feature % 64 & 1) != 0;
}

typedef struct
{
  uint32_t feature;
  Section section;
} FeatureEntry;

static int
compare_entries_cb (gconstpointer a,
                    gconstpointer b)
{
  const FeatureEntry *x = a;
  const FeatureEntry *y = b;

  return (x->section.offset > y->section.offset) - (x->section.offset < y->section.offset);
}

/* Returns: how many; what the table does not hold is left out. -1 with @error set */
static int
read_feature_table (const EmberPerfHeader *header,
                    EmberInput *input,
                    FeatureEntry *entries,
                    GError **error)
{
  EmberColumn table;
  EmberPerfBytes bytes;
  uint64_t n_wanted = 0;
  int n = 0;

  for (uint32_t i = 0; i < G_N_ELEMENTS (header->features); i++)
    n_wanted += (uint64_t) __builtin_popcountll (header->features[i]);
  ember_column_init (&table, 1);
  if (!read_more (&table, input, n_wanted * sizeof (Section), error))
    {
      ember_column_clear (&table);
      return -1;
    }
  bytes = ember_perf_bytes (table.data, table.n, header->is_swapped);
  for (uint32_t i = 0; i < N_FEATURES && ember_perf_bytes_get_left (&bytes) >= sizeof (Section); i++)
    if (has_feature (header, i))
      entries[n++] = (FeatureEntry){ i, take_section (&bytes) };
  ember_column_clear (&table);
  qsort (entries, (size_t) n, sizeof *entries, compare_entries_cb);
  return n;
}

static bool
skip_to (EmberInput *input,
         uint64_t position,
         GError **error)
{
  uint8_t buffer[4096];

  while (ember_input_get_position (input) < position)
    {
      const size_t n_wanted = (size_t) MIN (sizeof buffer, position - ember_input_get_position (input));
      const gssize n = ember_input_read (input, buffer, n_wanted, error);

      if (n < 0)
        return false;
      if ((size_t) n < n_wanted)
        return true;
    }
  return true;
}

/* Features are read in the order in which they stand, so that a pipe will do. */
static bool
read_feature (EmberPerfHeader *header,
              EmberInput *input,
              const FeatureEntry *entry,
              EmberProfileBuilder *builder,
              GError **error)
{
  const Section section = entry->section;
  EmberColumn column;
  bool is_read;

  if (!ember_perf_feature_is_used (entry->feature) || section.size_bytes > MAX_FEATURE_BYTES ||
      section.offset < ember_input_get_position (input))
    return true;
  if (!skip_to (input, section.offset, error))
    return false;
  ember_column_init (&column, 1);
  is_read = read_more (&column, input, section.size_bytes, error);
  if (is_read)
    ember_perf_header_add_feature (header, entry->feature,
                                   ember_perf_bytes (column.data, column.n, header->is_swapped), builder);
  ember_column_clear (&column);
  return is_read;
}

bool
ember_perf_header_read_features (EmberPerfHeader *header,
                                 EmberInput *input,
                                 EmberProfileBuilder *builder,
                                 GError **error)
{
  FeatureEntry entries[N_FEATURES];
  int n;

  if (header->is_pipe || header->data_bytes == UINT64_MAX)
    return true;
  if (!skip_to (input, header->data_offset + header->data_bytes, error))
    return false;
  n = read_feature_table (header, input, entries, error);
  for (int i = 0; i < n; i++)
    if (!read_feature (header, input, &entries[i], builder, error))
      return false;
  return n >= 0;
}

void
ember_perf_header_add_attr (EmberPerfHeader *header,
                            EmberPerfBytes body)
{
  EmberPerfAttr attr;
  uint32_t index;

  if (!ember_perf_attr_parse (&attr, &body, 0))
    return;
  index = ember_perf_attrs_add (&header->attrs, &attr);
  while (ember_perf_bytes_get_left (&body) >= 8)
    ember_perf_attrs_add_id (&header->attrs, index, ember_perf_bytes_take_u64 (&body));
}

void
ember_perf_header_update_event (EmberPerfHeader *header,
                                EmberPerfBytes body)
{
  const uint64_t kind = ember_perf_bytes_take_u64 (&body);
  const uint64_t id = ember_perf_bytes_take_u64 (&body);
  const uint32_t index = ember_perf_attrs_find (&header->attrs, id);
  const uint64_t kind_name = 2;
  EmberPerfAttr *attr;
  size_t n;
  const char *text;

  if (kind != kind_name || index == EMBER_PERF_NO_ATTR)
    return;
  attr = ember_perf_attrs_get (&header->attrs, index);
  text = ember_perf_bytes_take_text (&body, &n);
  g_free (attr->name);
  attr->name = g_strndup (text, n);
}
