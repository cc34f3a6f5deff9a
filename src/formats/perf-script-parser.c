/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-parser.h"

#include <glib/gi18n.h>
#include <string.h>

#include "formats/blank-line.h"
#include "formats/perf-script-comment.h"
#include "formats/perf-script-frame.h"
#include "formats/perf-script-line.h"
#include "formats/perf-script-stacks.h"
#include "formats/perf-script-threads.h"

#define N_BLOCK_SLOTS (1u << 16)
#define MAX_BLOCK_BYTES ((size_t) 1 << 16)
/* perf opens a file for each event and CPU; more names than this is not what it wrote. */
#define MAX_EVENTS 4096

/* How many lines a chunk has, so that lines can be numbered when all chunks are known. */
typedef struct
{
  uint64_t sequence;
  uint64_t n_lines;
} ChunkLines;

struct _EmberPerfScriptParser
{
  EmberPerfScriptParserOptions options;
  EmberProfileBuilder *builder;
  EmberPerfScriptStacks stacks;
  EmberPerfScriptThreads threads;
  EmberBlockMemo blocks;
  EmberColumn chunk_lines; /* ChunkLines */
  EmberColumn times;       /* int64_t, for the preview */
  uint32_t n_events;
  char *last_event_name;
  size_t n_last_event_name;
  bool last_event_is_tracepoint;
  EmberEventId last_event;

  EmberDamage damage; /* lines of the chunk that comes first */
  uint64_t damage_sequence;

  /* The chunk under way. */
  const EmberPerfScriptChunk *chunk;
  const char *at;
  const char *end;
  uint64_t n_lines;        /* taken so far */
  const char *next_blank;  /* the next empty line, where it is known: at or behind `at` */
  const char *mixed_until; /* up to here, records follow each other without empty lines */
  EmberPerfScriptComments comments;
};

/* One sample's header, and what is known of its stack. */
typedef struct
{
  EmberPerfScriptHeader header;
  const EmberPerfScriptThread *thread;
  EmberStackId stack;
  bool is_idle;
  bool is_tracepoint;
} Record;

EmberPerfScriptParser *
ember_perf_script_parser_new (const EmberPerfScriptParserOptions *options)
{
  EmberPerfScriptParser *parser = g_new0 (EmberPerfScriptParser, 1);

  parser->options = *options;
  parser->builder = ember_profile_builder_new ();
  ember_perf_script_stacks_init (&parser->stacks, parser->builder, options->keep_addresses);
  ember_perf_script_threads_init (&parser->threads, parser->builder);
  ember_block_memo_init (&parser->blocks, N_BLOCK_SLOTS);
  ember_column_init (&parser->chunk_lines, sizeof (ChunkLines));
  ember_column_init (&parser->times, sizeof (int64_t));
  return parser;
}

static void
clear_caches (EmberPerfScriptParser *parser)
{
  ember_perf_script_stacks_clear (&parser->stacks);
  ember_perf_script_threads_clear (&parser->threads);
  ember_block_memo_clear (&parser->blocks);
  ember_column_clear (&parser->times);
  g_clear_pointer (&parser->last_event_name, g_free);
}

void
ember_perf_script_parser_free (EmberPerfScriptParser *parser)
{
  clear_caches (parser);
  g_clear_pointer (&parser->builder, ember_profile_builder_free);
  ember_column_clear (&parser->chunk_lines);
  g_free (parser);
}

static void
add_damage (EmberPerfScriptParser *parser,
            uint64_t line,
            const char *problem)
{
  if (parser->damage.n_records == 0)
    parser->damage_sequence = parser->chunk->sequence;
  /* Chunks come in order: only the first one's lines compare. */
  if (parser->damage_sequence == parser->chunk->sequence)
    ember_damage_add (&parser->damage, line, problem);
  else
    parser->damage.n_records++;
}

/* Takes the next line.
 * Returns: where it ends: its newline, or the end of the chunk */
static const char *
take_line (EmberPerfScriptParser *parser)
{
  const char *newline = memchr (parser->at, '\n', (size_t) (parser->end - parser->at));

  parser->n_lines++;
  parser->at = newline != NULL ? newline + 1 : parser->end;
  return newline != NULL ? newline : parser->end;
}

/* Skips up to where a record may begin. */
static void
skip_record (EmberPerfScriptParser *parser)
{
  while (parser->at < parser->end)
    {
      const char *line = parser->at;
      const char *end = memchr (line, '\n', (size_t) (parser->end - line));
      const EmberPerfScriptLine kind = ember_perf_script_line_classify (line, end != NULL ? end : parser->end);

      if (kind == EMBER_PERF_SCRIPT_LINE_HEADER)
        return;
      take_line (parser);
      if (kind == EMBER_PERF_SCRIPT_LINE_BLANK)
        return;
    }
}

static const char *
find_next_blank (EmberPerfScriptParser *parser)
{
  if (parser->next_blank < parser->at)
    parser->next_blank = parser->at + ember_blank_line_find (parser->at, (size_t) (parser->end - parser->at));
  return parser->next_blank;
}

/* Returns: false where there are too many */
static bool
find_event (EmberPerfScriptParser *parser,
            const Record *record,
            EmberEventId *event)
{
  const EmberPerfScriptHeader *header = &record->header;

  if (parser->last_event_name == NULL || header->n_event != parser->n_last_event_name ||
      record->is_tracepoint != parser->last_event_is_tracepoint ||
      memcmp (header->event, parser->last_event_name, header->n_event) != 0)
    {
      const EmberStringId name = ember_profile_builder_add_string (parser->builder, header->event, (gssize) header->n_event);

      if (parser->n_events == MAX_EVENTS)
        return false;
      parser->last_event = ember_profile_builder_add_event (parser->builder, name, record->is_tracepoint);
      parser->n_events = MAX (parser->n_events, parser->last_event + 1);
      g_free (parser->last_event_name);
      parser->last_event_name = g_memdup2 (header->event, MAX (header->n_event, 1));
      parser->n_last_event_name = header->n_event;
      parser->last_event_is_tracepoint = record->is_tracepoint;
    }
  *event = parser->last_event;
  return true;
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
    .stack = record->stack,
    .weight = header->has_period && !record->is_tracepoint ? header->period : 1,
  };

  if (!find_event (parser, record, &sample.event))
    {
      add_damage (parser, line, N_ ("there are more than 4096 different events"));
      return;
    }
  ember_profile_builder_add_sample (parser->builder, &sample);
  if (parser->options.progress != NULL && header->time_ns != EMBER_TIME_NONE && !(record->is_idle && record->thread->is_idle_task))
    *(int64_t *) ember_column_grow (&parser->times, 1) = header->time_ns;
}

/* A block's value in the memo: the stack, and how many lines it took. */
static EmberBlockValue
make_block_value (const Record *record,
                  uint64_t n_lines)
{
  return (EmberBlockValue){ record->stack, (uint32_t) n_lines << 1 | record->is_idle };
}

/* The frame of `perf script -G` stands on the header line, behind a tracepoint's text. */
static void
take_frame_of_header (EmberPerfScriptParser *parser,
                      Record *record)
{
  const EmberPerfScriptHeader *header = &record->header;
  const char *end = header->text + header->n_text;
  const char *frame = ember_perf_script_frame_find (header->text, end);

  if (frame != NULL && ember_perf_script_stacks_add_line (&parser->stacks, frame, end))
    record->is_tracepoint = record->is_tracepoint && frame > header->text;
}

typedef enum
{
  BLOCK_ENDS,  /* with its record */
  BLOCK_MIXED, /* another record's header follows without an empty line */
  BLOCK_DAMAGED,
} BlockEnd;

/* Takes frame lines up to the end of the record. */
static BlockEnd
parse_lines (EmberPerfScriptParser *parser)
{
  while (parser->at < parser->end)
    {
      const char *line = parser->at;
      const char *newline = memchr (line, '\n', (size_t) (parser->end - line));
      const char *end = newline != NULL ? newline : parser->end;
      const EmberPerfScriptLine kind = ember_perf_script_line_classify (line, end);

      if (kind == EMBER_PERF_SCRIPT_LINE_HEADER)
        return BLOCK_MIXED;
      take_line (parser);
      if (kind == EMBER_PERF_SCRIPT_LINE_BLANK)
        return BLOCK_ENDS;
      if (kind == EMBER_PERF_SCRIPT_LINE_OTHER)
        {
          const bool is_too_long = (size_t) (end - line) > EMBER_PERF_SCRIPT_MAX_LINE_BYTES;

          add_damage (parser, parser->n_lines, is_too_long ? N_ ("the line is longer than 1 MiB") : N_ ("a stack frame was expected"));
          return BLOCK_DAMAGED;
        }
      if (kind == EMBER_PERF_SCRIPT_LINE_FRAME &&
          !ember_perf_script_stacks_add_line (&parser->stacks, line, line + ember_perf_script_line_trim (line, end)))
        {
          add_damage (parser, parser->n_lines, N_ ("a stack frame was expected"));
          return BLOCK_DAMAGED;
        }
    }
  return BLOCK_ENDS;
}

/* Takes what follows the header by its lines.
 * Returns: false where the record is damaged, and skipped */
static bool
parse_stack (EmberPerfScriptParser *parser,
             Record *record,
             BlockEnd *block_end)
{
  ember_perf_script_stacks_begin (&parser->stacks);
  *block_end = parse_lines (parser);
  if (*block_end == BLOCK_DAMAGED)
    {
      skip_record (parser);
      return false;
    }
  if (parser->stacks.frames.n == 0 && record->header.n_text > 0)
    take_frame_of_header (parser, record);
  record->stack = ember_perf_script_stacks_end (&parser->stacks, record->thread->comm_stack, &record->is_idle);
  return true;
}

/* Takes what follows the header as one block, if that block was seen before.
 * Returns: false where the record is damaged, and skipped */
static bool
parse_block (EmberPerfScriptParser *parser,
             Record *record)
{
  const char *begin = parser->at;
  const uint64_t n_lines_before = parser->n_lines;
  EmberBlockHash hash;
  EmberBlockValue value;
  BlockEnd block_end;
  const char *end;

  if (begin == parser->end || (*begin != '\t' && *begin != ' ') || begin < parser->mixed_until)
    return parse_stack (parser, record, &block_end);
  end = find_next_blank (parser);
  if ((size_t) (end - begin) > MAX_BLOCK_BYTES)
    {
      if (!parse_stack (parser, record, &block_end))
        return false;
      if (block_end == BLOCK_MIXED)
        parser->mixed_until = end;
      return true;
    }
  hash = ember_block_memo_hash (&parser->blocks, begin, (size_t) (end - begin), record->thread->comm_stack);
  if (ember_block_memo_find (&parser->blocks, hash, &value))
    {
      record->stack = value.id;
      record->is_idle = value.extra & 1;
      parser->n_lines += value.extra >> 1;
      parser->at = end;
      if (end < parser->end)
        take_line (parser);
      return true;
    }
  if (!parse_stack (parser, record, &block_end))
    return false;
  if (block_end == BLOCK_MIXED)
    parser->mixed_until = end;
  else if (parser->stacks.frames.n > 0 && parser->at >= end)
    ember_block_memo_put (&parser->blocks, hash, make_block_value (record, parser->n_lines - n_lines_before - (end < parser->end)));
  return true;
}

static void
parse_sample (EmberPerfScriptParser *parser,
              Record *record,
              uint64_t line)
{
  record->thread = ember_perf_script_threads_find (&parser->threads, &record->header);
  record->is_tracepoint = record->header.n_text > 0 && record->header.n_event > 0;
  if (parse_block (parser, record))
    add_sample (parser, record, line);
}

static EmberPerfScriptHeaderKind
parse_header (EmberPerfScriptParser *parser,
              EmberPerfScriptHeader *header,
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
  parser->at = line;
  parser->n_lines--;
  return ember_perf_script_header_parse_bare (header, line, 0);
}

/* At a place where a record may begin. */
static void
parse_record (EmberPerfScriptParser *parser)
{
  Record record;
  const char *line = parser->at;
  const char *end = take_line (parser);
  const uint64_t number = parser->n_lines;
  const size_t n = ember_perf_script_line_trim (line, end);

  if (n == 0)
    return;
  if (n > EMBER_PERF_SCRIPT_MAX_LINE_BYTES)
    {
      add_damage (parser, number, N_ ("the line is longer than 1 MiB"));
      skip_record (parser);
      return;
    }
  if (line[0] == '#' && ember_perf_script_comments_take (&parser->comments, parser->builder, line, n))
    return;
  switch (parse_header (parser, &record.header, line, n))
    {
    case EMBER_PERF_SCRIPT_HEADER_SAMPLE:
      parse_sample (parser, &record, number);
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
  skip_record (parser);
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

  parser->chunk = chunk;
  parser->at = chunk->bytes;
  parser->end = chunk->bytes + chunk->n;
  parser->n_lines = 0;
  parser->next_blank = parser->mixed_until = NULL;
  ember_perf_script_comments_begin (&parser->comments, chunk->sequence == 0);
  if (chunk->sequence == 0 && chunk->n >= 3 && memcmp (chunk->bytes, byte_order_mark, 3) == 0)
    parser->at += 3;
  ember_profile_builder_begin_chunk (parser->builder, chunk->sequence);
  while (parser->at < parser->end)
    parse_record (parser);
  if (chunk->is_too_long)
    add_damage (parser, parser->n_lines + 1, N_ ("the record is longer than 8 MiB"));
  *(ChunkLines *) ember_column_grow (&parser->chunk_lines, 1) = (ChunkLines){ chunk->sequence, parser->n_lines + chunk->n_dropped };
  tell_progress (parser, n_samples_before);
}

static uint64_t
count_lines_before (EmberPerfScriptParser **parsers,
                    uint32_t n,
                    uint64_t sequence)
{
  uint64_t n_lines = 0;

  for (uint32_t i = 0; i < n; i++)
    {
      const ChunkLines *chunks = parsers[i]->chunk_lines.data;

      for (size_t j = 0; j < parsers[i]->chunk_lines.n; j++)
        if (chunks[j].sequence < sequence)
          n_lines += chunks[j].n_lines;
    }
  return n_lines;
}

EmberProfileBuilder *
ember_perf_script_parser_join (EmberPerfScriptParser **parsers,
                               uint32_t n,
                               EmberDamage *damage)
{
  g_autofree EmberProfileBuilder **parts = g_new (EmberProfileBuilder *, n);

  *damage = (EmberDamage){ 0 };
  for (uint32_t i = 0; i < n; i++)
    {
      EmberPerfScriptParser *parser = parsers[i];
      const uint64_t line = parser->damage.first_line + count_lines_before (parsers, n, parser->damage_sequence);

      clear_caches (parser);
      parts[i] = g_steal_pointer (&parser->builder);
      if (parser->damage.n_records == 0)
        continue;
      ember_damage_add (damage, line, parser->damage.problem);
      damage->n_records += parser->damage.n_records - 1;
    }
  return ember_profile_builder_merge (parts, n);
}
