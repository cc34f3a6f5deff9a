/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-parser.h"

#include <glib/gi18n.h>
#include <string.h>

#include "formats/perf-script-comment.h"
#include "formats/perf-script-cursor.h"
#include "formats/perf-script-damage.h"
#include "formats/perf-script-events.h"
#include "formats/perf-script-frames.h"
#include "formats/perf-script-line.h"
#include "formats/perf-script-threads.h"
#include "formats/switch-text.h"
#include "profile/builder-fork.h"
#include "profile/builder-merge.h"

struct _EmberPerfScriptParser
{
  EmberPerfScriptParserOptions options;
  EmberProfileBuilder *builder;
  EmberPerfScriptThreads threads;
  EmberPerfScriptEvents events;
  EmberPerfScriptFrames frames;
  EmberPerfScriptDamage damage;
  EmberColumn times; /* int64_t, for the preview */

  /* The chunk under way. */
  uint64_t sequence;
  EmberPerfScriptCursor cursor;
  EmberPerfScriptComments comments;
};

/* One sample's header, and what is known of it. */
typedef struct
{
  EmberPerfScriptHeader header;
  const EmberPerfScriptThread *thread;
  EmberPerfScriptStack stack;
  bool is_tracepoint;
} Record;

/* @builder: (transfer full) */
static EmberPerfScriptParser *
new_empty (const EmberPerfScriptParserOptions *options,
           EmberProfileBuilder *builder)
{
  EmberPerfScriptParser *parser = g_new0 (EmberPerfScriptParser, 1);

  parser->options = *options;
  parser->builder = builder;
  ember_perf_script_damage_init (&parser->damage);
  ember_column_init (&parser->times, sizeof (int64_t));
  return parser;
}

EmberPerfScriptParser *
ember_perf_script_parser_new (const EmberPerfScriptParserOptions *options)
{
  EmberPerfScriptParser *parser = new_empty (options, ember_profile_builder_new ());

  ember_perf_script_threads_init (&parser->threads, parser->builder);
  ember_perf_script_events_init (&parser->events, parser->builder);
  ember_perf_script_frames_init (&parser->frames, parser->builder, options->keep_addresses);
  return parser;
}

EmberPerfScriptParser *
ember_perf_script_parser_fork (const EmberPerfScriptParser *origin)
{
  EmberPerfScriptParser *parser = new_empty (&origin->options, ember_builder_fork (origin->builder));

  ember_perf_script_threads_init_copy (&parser->threads, &origin->threads, parser->builder);
  ember_perf_script_events_init_copy (&parser->events, &origin->events, parser->builder);
  ember_perf_script_frames_init_copy (&parser->frames, &origin->frames, parser->builder);
  return parser;
}

static void
clear_caches (EmberPerfScriptParser *parser)
{
  ember_perf_script_threads_clear (&parser->threads);
  ember_perf_script_events_clear (&parser->events);
  ember_perf_script_frames_clear (&parser->frames);
  ember_column_clear (&parser->times);
}

void
ember_perf_script_parser_free (EmberPerfScriptParser *parser)
{
  clear_caches (parser);
  g_clear_pointer (&parser->builder, ember_profile_builder_free);
  ember_perf_script_damage_clear (&parser->damage);
  g_free (parser);
}

/* @line: in the chunk, from 1 */
static void
add_damage (EmberPerfScriptParser *parser,
            uint64_t line,
            const char *problem)
{
  ember_perf_script_damage_add (&parser->damage, parser->sequence, line, problem);
}

/* Skips up to where a record may begin. */
static void
skip_record (EmberPerfScriptCursor *cursor)
{
  while (!ember_perf_script_cursor_is_done (cursor))
    {
      const char *end = ember_perf_script_cursor_find_line_end (cursor);
      const EmberPerfScriptLine kind = ember_perf_script_line_classify (cursor->at, end);

      if (kind == EMBER_PERF_SCRIPT_LINE_HEADER)
        return;
      ember_perf_script_cursor_pass_line (cursor, end);
      if (kind == EMBER_PERF_SCRIPT_LINE_BLANK)
        return;
    }
}

static void
add_switch (EmberPerfScriptParser *parser,
            const Record *record,
            const EmberSample *sample)
{
  int32_t out, in;

  if (ember_switch_text_parse (record->header.text, record->header.n_text, &out, &in))
    ember_profile_builder_add_switch (parser->builder, sample, out, in);
}

static void
add_sample (EmberPerfScriptParser *parser,
            const Record *record,
            uint64_t line)
{
  const EmberPerfScriptHeader *header = &record->header;
  EmberSample sample = {
    .time_ns = header->time_ns,
    .thread = record->thread->id,
    .cpu = header->cpu,
    .stack = record->stack.id,
    .weight = header->has_period && !record->is_tracepoint ? header->period : 1,
  };

  if (!ember_perf_script_events_is_last (&parser->events, header->event, header->n_event, record->is_tracepoint) &&
      !ember_perf_script_events_find (&parser->events, header->event, header->n_event, record->is_tracepoint))
    {
      add_damage (parser, line, N_ ("there are more than 4096 different events"));
      return;
    }
  sample.event = parser->events.last;
  ember_profile_builder_add_sample (parser->builder, &sample);
  if (parser->events.last_is_switch)
    add_switch (parser, record, &sample);
  if (parser->options.progress != NULL && header->time_ns != EMBER_TIME_NONE && !(record->stack.is_idle && record->thread->is_idle_task))
    *(int64_t *) ember_column_grow (&parser->times, 1) = header->time_ns;
}

static void
parse_sample (EmberPerfScriptParser *parser,
              Record *record,
              EmberPerfScriptBlock *block,
              uint64_t line)
{
  const EmberPerfScriptHeader *header = &record->header;

  record->thread = ember_perf_script_threads_find (&parser->threads, header);
  if (!ember_perf_script_frames_take (&parser->frames, &parser->cursor, block, header, record->thread->comm_stack, &record->stack))
    {
      add_damage (parser, parser->cursor.n_lines, record->stack.problem);
      skip_record (&parser->cursor);
      return;
    }
  record->is_tracepoint = header->n_text > 0 && header->n_event > 0 && !record->stack.text_is_frame;
  add_sample (parser, record, line);
}

static EmberPerfScriptHeaderKind
parse_header (EmberPerfScriptParser *parser,
              EmberPerfScriptHeader *header,
              EmberPerfScriptBlock *block,
              const char *line,
              size_t n)
{
  EmberPerfScriptHeaderKind kind = ember_perf_script_header_parse_timed (header, line, n);

  if (kind != EMBER_PERF_SCRIPT_HEADER_NONE || line[0] == '#')
    return kind;
  if (line[0] != '\t')
    kind = ember_perf_script_header_parse_untimed (header, line, n);
  if (kind != EMBER_PERF_SCRIPT_HEADER_NONE || !parser->options.has_bare_headers)
    return kind;
  if (line[0] != '\t')
    return ember_perf_script_header_parse_bare (header, line, n);
  /* -F ip,sym: the frames stand alone, and are read once more as such. */
  parser->cursor.at = line;
  parser->cursor.n_lines--;
  ember_perf_script_frames_begin (&parser->frames, &parser->cursor, block);
  return ember_perf_script_header_parse_bare (header, line, 0);
}

/* At a place where a record may begin. */
static void
parse_record (EmberPerfScriptParser *parser)
{
  Record record;
  EmberPerfScriptBlock block;
  EmberPerfScriptHeaderKind kind;
  const char *line = parser->cursor.at;
  const char *end = ember_perf_script_cursor_take_line (&parser->cursor);
  const uint64_t number = parser->cursor.n_lines;
  const size_t n = ember_perf_script_line_trim (line, end);

  if (line[0] != '#')
    ember_perf_script_comments_end (&parser->comments);
  if (n == 0)
    return;
  if (n > EMBER_PERF_SCRIPT_MAX_LINE_BYTES)
    {
      add_damage (parser, number, N_ ("the line is longer than 1 MiB"));
      skip_record (&parser->cursor);
      return;
    }
  if (line[0] == '#' && ember_perf_script_comments_take (&parser->comments, parser->builder, line, n))
    return;
  ember_perf_script_frames_begin (&parser->frames, &parser->cursor, &block);
  kind = parse_header (parser, &record.header, &block, line, n);
  if (kind != EMBER_PERF_SCRIPT_HEADER_NONE)
    ember_perf_script_comments_end (&parser->comments);
  switch (kind)
    {
    case EMBER_PERF_SCRIPT_HEADER_SAMPLE:
      parse_sample (parser, &record, &block, number);
      return;
    case EMBER_PERF_SCRIPT_HEADER_DAMAGED:
      add_damage (parser, number, N_ ("the time stamp is out of bounds"));
      break;
    case EMBER_PERF_SCRIPT_HEADER_NONE:
      if (line[0] == '#')
        return;
      add_damage (parser, number, N_ ("the header of a sample was expected"));
      break;
    case EMBER_PERF_SCRIPT_HEADER_RECORD:
    default:
      break;
    }
  skip_record (&parser->cursor);
}

static void
tell_progress (EmberPerfScriptParser *parser,
               uint64_t n_samples_before)
{
  ember_progress_add_samples (parser->options.progress,
                              ember_profile_builder_get_n_samples (parser->builder) - n_samples_before);
  ember_progress_add_times (parser->options.progress, parser->times.data, parser->times.n);
  parser->times.n = 0;
}

void
ember_perf_script_parser_parse (EmberPerfScriptParser *parser,
                                const EmberPerfScriptChunk *chunk)
{
  static const char byte_order_mark[] = "\xef\xbb\xbf";
  const uint64_t n_samples_before = ember_profile_builder_get_n_samples (parser->builder);

  parser->sequence = chunk->sequence;
  parser->cursor = (EmberPerfScriptCursor){ .at = chunk->bytes, .end = chunk->bytes + chunk->n };
  ember_perf_script_frames_begin_chunk (&parser->frames);
  ember_perf_script_comments_begin (&parser->comments, chunk->sequence == 0);
  if (chunk->sequence == 0 && chunk->n >= 3 && memcmp (chunk->bytes, byte_order_mark, 3) == 0)
    parser->cursor.at += 3;
  ember_profile_builder_begin_chunk (parser->builder, chunk->sequence);
  while (!ember_perf_script_cursor_is_done (&parser->cursor))
    parse_record (parser);
  if (chunk->is_too_long && chunk->has_long_line)
    add_damage (parser, parser->cursor.n_lines + 1 + chunk->n_before_long_line, N_ ("the line is longer than 1 MiB"));
  else if (chunk->is_too_long)
    add_damage (parser, parser->cursor.n_lines + 1, N_ ("the record is longer than 8 MiB"));
  ember_perf_script_damage_end_chunk (&parser->damage, chunk->sequence, parser->cursor.n_lines + chunk->n_dropped);
  tell_progress (parser, n_samples_before);
}

EmberProfileBuilder *
ember_perf_script_parser_join (EmberPerfScriptParser **parsers,
                               uint32_t n,
                               EmberDamage *damage)
{
  g_autofree EmberProfileBuilder **builders = g_new (EmberProfileBuilder *, n);
  g_autofree const EmberPerfScriptDamage **damages = g_new (const EmberPerfScriptDamage *, n);

  for (uint32_t i = 0; i < n; i++)
    {
      clear_caches (parsers[i]);
      builders[i] = g_steal_pointer (&parsers[i]->builder);
      damages[i] = &parsers[i]->damage;
    }
  *damage = ember_perf_script_damage_join (damages, n);
  return ember_builder_merge (builders, n);
}
