/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-chains.h"

#include <stdlib.h>

#include "formats/perf-data-log.h"
#include "profile/time-order.h"

/* perf prints no more frames than this. */
#define MAX_PRINTED 127

static void
append_chain (GString *text,
              const EmberPerfChains *chains,
              EmberPerfChainId id)
{
  size_t n_words;
  const uint64_t *words = ember_perf_chains_get (chains, id, &n_words);
  uint32_t n = 0;

  for (size_t i = 0; i < n_words && n < MAX_PRINTED; i++)
    if (words[i] < EMBER_PERF_CONTEXT_MAX)
      {
        g_string_append_printf (text, " %" G_GINT64_MODIFIER "x", words[i]);
        n++;
      }
}

/* Reads records without building a profile.
 * Returns: a line for each sample in order of time: "PID/TID TIME EVENT: addresses, leaf first" */
static char *
dup_samples (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) file_stream = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
  g_autoptr (EmberInput) input = ember_input_new (file_stream, -1, NULL, NULL);
  g_autoptr (EmberProfileBuilder) builder = ember_profile_builder_new ();
  g_autoptr (EmberPerfStream) stream = NULL;
  GString *text = g_string_new (NULL);
  EmberPerfHeader header;
  EmberPerfLog log;
  EmberPerfRecord record;
  EmberColumn order;

  ember_perf_header_init (&header);
  ember_perf_log_init (&log, builder, &header, NULL);
  g_assert_true (ember_perf_header_read (&header, input, NULL));
  stream = ember_perf_stream_new (input, header.data_bytes, header.is_swapped);
  while (ember_perf_stream_next (stream, &record, NULL) > 0)
    ember_perf_log_add (&log, &record);
  ember_perf_header_read_features (&header, input, builder, NULL);
  ember_column_init (&order, sizeof (EmberTimeOrderEntry));
  ember_time_order_sort (&order, log.times.data, log.times.n);
  for (size_t i = 0; i < order.n; i++)
    {
      const uint64_t index = ((const EmberTimeOrderEntry *) order.data)[i].row;
      const EmberPerfRow *row = (const EmberPerfRow *) log.rows.data + index;
      g_autofree char *event = ember_perf_attr_dup_name (ember_perf_attrs_get (&header.attrs, row->attr));

      g_string_append_printf (text, "%d/%d %" G_GINT64_FORMAT " %s:", row->pid, row->tid, ((const int64_t *) log.times.data)[index], event);
      append_chain (text, &log.chains, row->chain);
      g_string_append_c (text, '\n');
    }
  ember_column_clear (&order);
  ember_perf_log_clear (&log);
  ember_perf_header_clear (&header);
  return g_string_free (text, FALSE);
}

/* What perf script printed, in the same form. */
static char *
dup_expected (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) packed = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
  g_autoptr (GConverter) unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) plain = g_converter_input_stream_new (packed, unpacker);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (plain);
  g_autoptr (GRegex) head = g_regex_new ("^\\s*(-?\\d+/-?\\d+)\\s+(\\d+)\\.(\\d{9}):\\s+(.+?): *([0-9a-f]*) *$", 0, 0, NULL);
  GString *text = g_string_new (NULL);
  char *line;

  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      g_autoptr (GMatchInfo) match = NULL;

      g_strchomp (line);
      if (g_regex_match (head, line, 0, &match))
        {
          g_autofree char *threads = g_match_info_fetch (match, 1);
          g_autofree char *seconds = g_match_info_fetch (match, 2);
          g_autofree char *nanoseconds = g_match_info_fetch (match, 3);
          g_autofree char *event = g_match_info_fetch (match, 4);
          g_autofree char *address = g_match_info_fetch (match, 5);
          const gint64 time_ns = g_ascii_strtoll (seconds, NULL, 10) * 1000000000 + g_ascii_strtoll (nanoseconds, NULL, 10);

          g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT " %s:%s%s", text->len > 0 ? "\n" : "", threads, time_ns, event,
                                  address[0] != '\0' ? " " : "", address);
        }
      else if (line[0] != '\0')
        {
          g_string_append_printf (text, " %s", g_strchug (line));
        }
      g_free (line);
    }
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

static int
compare_lines_cb (gconstpointer a,
                  gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Samples of one time come in another order from perf. (g_strsplit() looks at all that remains for each line
 * where the address sanitizer is at work.) */
static char **
sort_lines (const char *text)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  for (const char *end; (end = strchr (text, '\n')) != NULL; text = end + 1)
    g_ptr_array_add (lines, g_strndup (text, (gsize) (end - text)));
  g_ptr_array_sort (lines, compare_lines_cb);
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&lines), FALSE);
}

/* What cannot be held to perf's output. Where the hardware recorded no call,
 * perf takes the last address from the record behind. User code in DWARF
 * recordings has as many frames as perf could unwind without the programs. */
static void
cut_what_differs (char **lines,
                  const char *name)
{
  const bool is_lbr = g_str_equal (name, "perfparser-vector_static_gcc-perf.lbr.data");
  const bool is_dwarf = !is_lbr && g_str_has_prefix (name, "perfparser-vector_static_gcc");

  for (; *lines != NULL; lines++)
    for (char *last = strrchr (*lines, ' '); last != NULL; last = strrchr (*lines, ' '))
      {
        const bool is_user = last[strlen (last) - 1] != ':' && strlen (last + 1) < 16;

        if (!is_lbr && !(is_dwarf && is_user))
          break;
        *last = '\0';
        if (is_lbr)
          break;
      }
}

static void
test_chains_equal_those_of_perf_script (gconstpointer data)
{
  const char *folder = data;
  g_autofree char *expected_folder = g_build_filename (folder, "expected", NULL);
  g_autoptr (GDir) dir = g_dir_open (expected_folder, 0, NULL);
  const char *name;
  uint32_t n_files = 0;

  if (dir == NULL)
    {
      g_test_skip ("the corpus is not here");
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *expected_path = g_build_filename (expected_folder, name, NULL);
      g_autofree char *base = g_strndup (name, strlen (name) - strlen (".script.gz"));
      g_autofree char *path = g_build_filename (folder, "perfdata", base, NULL);
      g_autofree char *got_text = dup_samples (path);
      g_autofree char *wanted_text = dup_expected (expected_path);
      g_auto (GStrv) got = sort_lines (got_text);
      g_auto (GStrv) wanted = sort_lines (wanted_text);

      cut_what_differs (got, base);
      cut_what_differs (wanted, base);
      g_assert_cmpuint (g_strv_length (got), ==, g_strv_length (wanted));
      for (uint32_t i = 0; got[i] != NULL; i++)
        g_assert_cmpstr (got[i], ==, wanted[i]);
      n_files++;
    }
  g_assert_cmpuint (n_files, ==, 21);
}

static void
test_equal_chains_are_one (void)
{
  static const uint64_t words[] = { EMBER_PERF_CONTEXT_USER, 1, 2, 3 };
  static const uint64_t kernel_words[] = { EMBER_PERF_CONTEXT_KERNEL, 1, 2, 3 };
  const EmberPerfAttr attr = { .sample_type = EMBER_PERF_SAMPLE_CALLCHAIN };
  EmberPerfSample sample = { .chain = (const uint8_t *) words, .n_chain = 4 };
  EmberPerfChains chains;
  EmberPerfChainId first;

  ember_perf_chains_init (&chains);
  first = ember_perf_chains_add (&chains, &sample, &attr, 2, false);
  g_assert_cmpuint (ember_perf_chains_add (&chains, &sample, &attr, 2, false), ==, first);
  sample.n_chain = 3;
  g_assert_cmpuint (ember_perf_chains_add (&chains, &sample, &attr, 2, false), !=, first);
  g_assert_true (ember_perf_chains_has_user (&chains, first));
  sample.chain = (const uint8_t *) kernel_words;
  g_assert_false (ember_perf_chains_has_user (&chains, ember_perf_chains_add (&chains, &sample, &attr, 2, false)));
  ember_perf_chains_clear (&chains);
}

int
main (int argc,
      char **argv)
{
  g_autofree char *corpus = NULL;

  g_test_init (&argc, &argv, NULL);
  corpus = g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "corpus", NULL);
  g_test_add_data_func ("/perf-data-chains/chains-equal-those-of-perf-script", corpus, test_chains_equal_those_of_perf_script);
  g_test_add_func ("/perf-data-chains/equal-chains-are-one", test_equal_chains_are_one);
  return g_test_run ();
}
