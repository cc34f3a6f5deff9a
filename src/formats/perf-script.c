/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script.h"

#include <sched.h>
#include <string.h>

#include "formats/perf-script-frame.h"
#include "formats/perf-script-line.h"
#include "formats/perf-script-parser.h"

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

/* What the threads share: each one cuts a chunk off, which then lies in its processor's cache, and parses it. */
typedef struct
{
  GMutex lock; /* of all that follows */
  EmberPerfScriptCutter *cutter;
  bool has_more;
  GError *problem;
} Source;

typedef struct
{
  Source *source;
  EmberPerfScriptParser *parser;
  EmberPerfScriptChunk chunk; /* holds bytes, but for the last one */
  GThread *thread;
} Worker;

/* Returns: whether there is something to parse, be it the last */
static bool
take_chunk (Source *source,
            EmberPerfScriptChunk *chunk)
{
  bool is_taken;

  g_mutex_lock (&source->lock);
  is_taken = source->has_more;
  if (is_taken)
    source->has_more = ember_perf_script_cutter_next (source->cutter, chunk, &source->problem);
  g_mutex_unlock (&source->lock);
  return is_taken;
}

static gpointer
parse_worker (gpointer data)
{
  Worker *worker = data;

  while (take_chunk (worker->source, &worker->chunk))
    ember_perf_script_parser_parse (worker->parser, &worker->chunk);
  return NULL;
}

/* @first: the chunk that was cut already, which this thread parses */
static void
parse_by_workers (EmberPerfScriptCutter *cutter,
                  EmberPerfScriptChunk *first,
                  EmberPerfScriptParser **parsers,
                  uint32_t n_workers,
                  GError **error)
{
  g_autofree Worker *workers = g_new0 (Worker, n_workers);
  Source source = { .cutter = cutter, .has_more = true };

  g_mutex_init (&source.lock);
  for (uint32_t i = 1; i < n_workers; i++)
    {
      workers[i] = (Worker){ .source = &source, .parser = parsers[i] };
      ember_perf_script_chunk_init (&workers[i].chunk);
      workers[i].thread = g_thread_new ("parse", parse_worker, &workers[i]);
    }
  workers[0] = (Worker){ .source = &source, .parser = parsers[0], .chunk = *first };
  ember_perf_script_chunk_init (first);
  ember_perf_script_parser_parse (parsers[0], &workers[0].chunk);
  parse_worker (&workers[0]);
  for (uint32_t i = 1; i < n_workers; i++)
    g_thread_join (workers[i].thread);
  for (uint32_t i = 0; i < n_workers; i++)
    ember_perf_script_chunk_clear (&workers[i].chunk);
  g_mutex_clear (&source.lock);
  if (source.problem != NULL)
    g_propagate_error (error, source.problem);
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

/* What fits into one chunk is not worth a thread. */
static uint32_t
choose_n_workers (const EmberReading *reading,
                  const EmberPerfScriptCutter *cutter)
{
  if (cutter->has_ended)
    return 1;
  return CLAMP (reading->options.n_threads > 0 ? reading->options.n_threads : count_cpus (), 1, MAX_THREADS);
}

/* Returns: (transfer full): how the input ended, if not well */
static GError *
parse_input (const EmberReading *reading,
             size_t chunk_bytes,
             const EmberPerfScriptParserOptions *options,
             EmberProfileBuilder **builder,
             EmberDamage *damage)
{
  EmberPerfScriptCutter cutter;
  EmberPerfScriptChunk chunk;
  EmberPerfScriptParser *parsers[MAX_THREADS];
  GError *problem = NULL;
  bool has_more;
  uint32_t n_workers;

  ember_perf_script_chunk_init (&chunk);
  ember_perf_script_cutter_init (&cutter, reading->input, chunk_bytes);
  has_more = ember_perf_script_cutter_next (&cutter, &chunk, &problem);
  n_workers = choose_n_workers (reading, &cutter);
  for (uint32_t i = 0; i < n_workers; i++)
    parsers[i] = ember_perf_script_parser_new (options);
  if (n_workers > 1)
    {
      parse_by_workers (&cutter, &chunk, parsers, n_workers, &problem);
    }
  else
    {
      for (; has_more; has_more = ember_perf_script_cutter_next (&cutter, &chunk, &problem))
        ember_perf_script_parser_parse (parsers[0], &chunk);
      ember_perf_script_parser_parse (parsers[0], &chunk);
    }
  ember_perf_script_chunk_clear (&chunk);
  ember_perf_script_cutter_clear (&cutter);
  *builder = ember_perf_script_parser_join (parsers, n_workers, damage);
  for (uint32_t i = 0; i < n_workers; i++)
    ember_perf_script_parser_free (parsers[i]);
  return problem;
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
  problem = parse_input (reading, chunk_bytes, &options, &builder, &damage);
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
