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
#include "formats/switch-text.h"

#define N_BLOCK_SLOTS (1u << 15)
#define N_TAIL_SLOTS (1u << 16)
/* How many leading lines may be new above a known tail. */
#define MAX_NEW_LINES 3
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
  EmberBlockMemo blocks;   /* all the frame lines of a record */
  EmberBlockMemo tails;    /* the same without its first lines */
  EmberColumn chunk_lines; /* ChunkLines */
  EmberColumn times;       /* int64_t, for the preview */
  uint32_t n_events;
  char *last_event_name;
  size_t n_last_event_name;
  bool last_event_is_tracepoint;
  bool last_event_is_switch;
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
  size_t n_frame_lines; /* 0 also where the stack came from a memo */
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
  ember_block_memo_init (&parser->tails, N_TAIL_SLOTS);
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
  ember_block_memo_clear (&parser->tails);
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
      parser->last_event_is_switch = record->is_tracepoint && ember_switch_text_is_event (header->event, header->n_event);
    }
  *event = parser->last_event;
  return true;
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
    .stack = record->stack,
    .weight = header->has_period && !record->is_tracepoint ? header->period : 1,
  };

  if (!find_event (parser, record, &sample.event))
    {
      add_damage (parser, line, N_ ("there are more than 4096 different events"));
      return;
    }
  ember_profile_builder_add_sample (parser->builder, &sample);
  if (parser->last_event_is_switch)
    add_switch (parser, record, &sample);
  if (parser->options.progress != NULL && header->time_ns != EMBER_TIME_NONE && !(record->is_idle && record->thread->is_idle_task))
    *(int64_t *) ember_column_grow (&parser->times, 1) = header->time_ns;
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

/* Takes what follows the header by its lines, behind those that were taken already.
 * Returns: false where the record is damaged, and skipped */
static bool
parse_stack (EmberPerfScriptParser *parser,
             Record *record,
             BlockEnd *block_end)
{
  *block_end = parse_lines (parser);
  if (*block_end == BLOCK_DAMAGED)
    {
      skip_record (parser);
      return false;
    }
  record->n_frame_lines = parser->stacks.frames.n;
  if (record->n_frame_lines == 0 && record->header.n_text > 0)
    take_frame_of_header (parser, record);
  record->stack = ember_perf_script_stacks_end (&parser->stacks, record->thread->comm_stack, &record->is_idle);
  return true;
}

/* The frame lines of one record, and what the memos are asked about them. */
typedef struct
{
  const char *end;
  EmberStackId comm;
  uint64_t n_lines_before;
  EmberBlockHash hashes[MAX_NEW_LINES + 1]; /* of all lines, all but the first, … */
  uint32_t n_hashes;
} Block;

/* Puts what the block's lines, without the @n_new first ones, make into a memo.
 * @n_lines: of the whole block */
static void
remember (EmberPerfScriptParser *parser,
          const Block *block,
          uint32_t n_new,
          uint64_t n_lines,
          EmberStackId stack,
          bool is_idle)
{
  const EmberBlockValue value = { stack, (uint32_t) (n_lines - n_new) << 1 | is_idle };

  ember_block_memo_put (n_new == 0 ? &parser->blocks : &parser->tails, block->hashes[n_new], block->comm, value);
}

/* Takes the block where its lines without those taken already are known, and makes their stack
 * the callers of what was taken.
 * Returns: false where they are not */
static bool
take_known_tail (EmberPerfScriptParser *parser,
                 const Block *block,
                 Record *record)
{
  const uint32_t n_new = block->n_hashes - 1;
  const EmberBlockMemo *memo = n_new == 0 ? &parser->blocks : &parser->tails;
  EmberBlockValue value;
  EmberStackId ends[MAX_NEW_LINES];

  if (!ember_block_memo_find (memo, block->hashes[n_new], block->comm, &value))
    return false;
  parser->at = block->end;
  parser->n_lines += value.extra >> 1;
  record->stack = value.id;
  record->is_idle = value.extra & 1;
  if (n_new == 0)
    return true;
  ember_perf_script_stacks_end_on (&parser->stacks, value.id, ends, &record->is_idle);
  record->stack = ends[0];
  for (uint32_t i = 0; i < n_new; i++)
    remember (parser, block, i, parser->n_lines - block->n_lines_before, ends[i], record->is_idle);
  return true;
}

/* Hashes the lines from @at to the block's end: all, or a tail. What the memo knows about them
 * is fetched while other work is done. */
static void
hash_tail (const EmberPerfScriptParser *parser,
           Block *block,
           const char *at)
{
  const EmberBlockMemo *memo = block->n_hashes == 0 ? &parser->blocks : &parser->tails;
  const EmberBlockHash hash = ember_block_memo_hash (memo, at, (size_t) (block->end - at));

  block->hashes[block->n_hashes++] = hash;
  ember_block_memo_prefetch (memo, hash);
}

/* Takes one line if it is a frame, and hashes the tail below it. */
static bool
take_frame (EmberPerfScriptParser *parser,
            Block *block)
{
  const char *line = parser->at;
  const char *newline = line < block->end ? memchr (line, '\n', (size_t) (block->end - line)) : NULL;

  if (newline == NULL || *line != '\t' || block->n_hashes > MAX_NEW_LINES)
    return false;
  hash_tail (parser, block, newline + 1);
  if (!ember_perf_script_stacks_add_line (&parser->stacks, line, line + ember_perf_script_line_trim (line, newline)))
    return false;
  parser->n_lines++;
  parser->at = newline + 1;
  return true;
}

/* Looks for the block that begins where the parser stands. It has no hashes where what
 * follows is to be taken line by line. */
static void
begin_block (EmberPerfScriptParser *parser,
             Block *block)
{
  const char *begin = parser->at;

  *block = (Block){ 0 };
  if (begin == parser->end || (*begin != '\t' && *begin != ' ') || begin < parser->mixed_until)
    return;
  block->end = find_next_blank (parser);
  block->n_lines_before = parser->n_lines;
  if ((size_t) (block->end - begin) <= MAX_BLOCK_BYTES)
    hash_tail (parser, block, begin);
}

/* Takes what follows the header: as a known block, as some new lines above a known tail, or line
 * by line.
 * @block: has no hashes where nothing is to be remembered
 * Returns: false where the record is damaged, and skipped */
static bool
parse_frames (EmberPerfScriptParser *parser,
              Record *record,
              Block *block)
{
  BlockEnd block_end;
  uint64_t n_lines;

  ember_perf_script_stacks_begin (&parser->stacks);
  block->comm = record->thread->comm_stack;
  while (block->n_hashes > 0)
    {
      if (take_known_tail (parser, block, record))
        {
          if (parser->at < parser->end)
            take_line (parser);
          return true;
        }
      if (!take_frame (parser, block))
        break;
    }
  if (!parse_stack (parser, record, &block_end))
    return false;
  if (block_end == BLOCK_MIXED && block->end != NULL)
    parser->mixed_until = block->end;
  if (block->n_hashes == 0 || block_end == BLOCK_MIXED || parser->at < block->end)
    return true;
  n_lines = parser->n_lines - block->n_lines_before - (block->end < parser->end);
  for (uint32_t i = 0; i < block->n_hashes && i < record->n_frame_lines; i++)
    remember (parser, block, i, n_lines, ember_perf_script_stacks_get_callers (&parser->stacks, i), record->is_idle);
  return true;
}

static void
parse_sample (EmberPerfScriptParser *parser,
              Record *record,
              Block *block,
              uint64_t line)
{
  record->thread = ember_perf_script_threads_find (&parser->threads, &record->header);
  record->is_tracepoint = record->header.n_text > 0 && record->header.n_event > 0;
  if (parse_frames (parser, record, block))
    add_sample (parser, record, line);
}

static EmberPerfScriptHeaderKind
parse_header (EmberPerfScriptParser *parser,
              EmberPerfScriptHeader *header,
              Block *block,
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
  begin_block (parser, block);
  return ember_perf_script_header_parse_bare (header, line, 0);
}

/* At a place where a record may begin. */
static void
parse_record (EmberPerfScriptParser *parser)
{
  Record record;
  Block block;
  EmberPerfScriptHeaderKind kind;
  const char *line = parser->at;
  const char *end = take_line (parser);
  const uint64_t number = parser->n_lines;
  const size_t n = ember_perf_script_line_trim (line, end);

  if (line[0] != '#')
    ember_perf_script_comments_end (&parser->comments);
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
  begin_block (parser, &block);
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
  if (chunk->is_too_long && chunk->has_long_line)
    add_damage (parser, parser->n_lines + 1 + chunk->n_before_long_line, N_ ("the line is longer than 1 MiB"));
  else if (chunk->is_too_long)
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
