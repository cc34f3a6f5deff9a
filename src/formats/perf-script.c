/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script.h"

#include <sched.h>
#include <string.h>

#include "formats/perf-script-crew.h"
#include "formats/perf-script-frame.h"
#include "formats/perf-script-line.h"

#define CHUNK_BYTES ((size_t) 1 << 18)
#define MAX_THREADS 64u

/* What the beginning of a text looks like. */
typedef struct
{
  size_t n_lines; /* neither blank nor comment */
  size_t n_timed;
  size_t n_untimed;
  size_t n_frames; /* indented by a tab */
  bool has_perf_header;
} Look;

static bool
is_tabbed_frame (const char *line,
                 size_t n)
{
  uint64_t address;
  const char *rest;

  return line[0] == '\t' && ember_perf_script_frame_parse_address (line, line + n, &address, &rest);
}

static void
look_at_line (Look *look,
              const char *line,
              size_t n)
{
  static const char perf_header[] = "# captured on";
  EmberPerfScriptHeader header;

  if (n == 0)
    return;
  if (ember_perf_script_header_parse_timed (&header, line, n) != EMBER_PERF_SCRIPT_HEADER_NONE)
    look->n_timed++;
  else if (line[0] == '#')
    look->has_perf_header = look->has_perf_header || (n >= sizeof perf_header - 1 && memcmp (line, perf_header, sizeof perf_header - 1) == 0);
  else if (is_tabbed_frame (line, n))
    look->n_frames++;
  else if (ember_perf_script_header_parse_untimed (&header, line, n) != EMBER_PERF_SCRIPT_HEADER_NONE)
    look->n_untimed++;
  look->n_lines += line[0] != '#';
}

static Look
look_at (const uint8_t *bytes,
         size_t n)
{
  const char *line = (const char *) bytes;
  const char *end = line + n;
  Look look = { 0 };

  if (n >= 3 && memcmp (line, "\xef\xbb\xbf", 3) == 0)
    line += 3;
  while (line < end)
    {
      const char *newline = memchr (line, '\n', (size_t) (end - line));

      /* The last line may be cut; it counts only where there is no other. */
      if (newline == NULL && look.n_lines > 0)
        break;
      if (newline == NULL)
        newline = end;
      look_at_line (&look, line, ember_perf_script_line_trim (line, newline));
      line = newline + 1;
    }
  return look;
}

/* A recording without call chains is all headers; one with deep chains and old, blank
 * indented frames may have a single header among lines that say little. */
static bool
recognise (const uint8_t *bytes,
           size_t n)
{
  const Look look = look_at (bytes, n);

  if (look.has_perf_header || look.n_timed > 0)
    return true;
  return look.n_untimed > 0 ? look.n_untimed * 200 >= look.n_lines : look.n_frames * 3 > look.n_lines;
}

/* Those that this process may use, which a container or a user may have made fewer. */
static uint32_t
count_cpus (void)
{
  cpu_set_t cpus;

  if (sched_getaffinity (0, sizeof cpus, &cpus) == 0)
    return (uint32_t) CPU_COUNT (&cpus);
  return g_get_num_processors ();
}

static uint32_t
choose_n_threads (const EmberReading *reading)
{
  return CLAMP (reading->options.n_threads > 0 ? reading->options.n_threads : count_cpus (), 1, MAX_THREADS);
}

EmberProfile *
ember_perf_script_read (const EmberReading *reading,
                        size_t chunk_bytes,
                        GError **error)
{
  size_t n;
  const uint8_t *bytes = ember_input_peek (reading->input, EMBER_INPUT_PEEK_BYTES, &n, error);
  EmberPerfScriptParserOptions options = { .keep_addresses = reading->options.keep_addresses, .progress = reading->progress };
  EmberProfileBuilder *builder = NULL;
  EmberDamage damage;
  GError *problem;
  Look look;

  if (bytes == NULL)
    return NULL;
  look = look_at (bytes, n);
  options.has_bare_headers = look.n_timed == 0 && look.n_untimed == 0;
  problem = ember_perf_script_crew_read (reading->input, chunk_bytes, &options, choose_n_threads (reading), &builder, &damage);
  if (problem == NULL && ember_profile_builder_get_n_samples (builder) == 0)
    problem = ember_damage_new_error (&damage);
  if (!ember_reading_end (reading, builder, problem, error))
    {
      ember_profile_builder_free (builder);
      return NULL;
    }
  ember_damage_tell (&damage, builder);
  return ember_reading_freeze (reading, builder, error);
}

static EmberProfile *
read_perf_script (const EmberReading *reading,
                  GError **error)
{
  return ember_perf_script_read (reading, CHUNK_BYTES, error);
}

const EmberFormatReader ember_perf_script_reader = { recognise, read_perf_script };
