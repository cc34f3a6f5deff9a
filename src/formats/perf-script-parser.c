/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-parser.h"

#include <glib/gi18n.h>
#include <string.h>

#include "formats/blank-line.h"
#include "formats/block-lines.h"
#include "formats/perf-script-comment.h"
#include "formats/perf-script-frame.h"
#include "formats/perf-script-line.h"
#include "formats/perf-script-stacks.h"
#include "formats/perf-script-threads.h"
#include "formats/switch-text.h"
#include "profile/builder-fork.h"
#include "profile/builder-merge.h"

#define N_BLOCK_SLOTS (1u << 15)
#define N_TAIL_SLOTS (1u << 16)
/* How many leading lines may be new above a known tail. */
#define MAX_NEW_LINES 3
/* How many lines are looked up while what is known of them comes into the cache. */
#define LINES_AHEAD 6
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
  EmberBlockLines lines;   /* of a block that is not known as a whole */
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
  size_t n_leading;     /* of the first lines, those that are frames */
  bool is_idle;
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
  ember_block_lines_init (&parser->lines);
  ember_column_init (&parser->chunk_lines, sizeof (ChunkLines));
  ember_column_init (&parser->times, sizeof (int64_t));
  return parser;
}

EmberPerfScriptParser *
ember_perf_script_parser_new (const EmberPerfScriptParserOptions *options)
{
  EmberPerfScriptParser *parser = new_empty (options, ember_profile_builder_new ());

  ember_perf_script_stacks_init (&parser->stacks, parser->builder, options->keep_addresses);
  ember_perf_script_threads_init (&parser->threads, parser->builder);
  ember_block_memo_init (&parser->blocks, N_BLOCK_SLOTS);
  ember_block_memo_init (&parser->tails, N_TAIL_SLOTS);
  return parser;
}

EmberPerfScriptParser *
ember_perf_script_parser_fork (const EmberPerfScriptParser *origin)
{
  EmberPerfScriptParser *parser = new_empty (&origin->options, ember_builder_fork (origin->builder));

  ember_perf_script_stacks_init_copy (&parser->stacks, &origin->stacks, parser->builder);
  ember_perf_script_threads_init_copy (&parser->threads, &origin->threads, parser->builder);
  ember_block_memo_init_copy (&parser->blocks, &origin->blocks);
  ember_block_memo_init_copy (&parser->tails, &origin->tails);
  parser->n_events = origin->n_events;
  return parser;
}

static void
clear_caches (EmberPerfScriptParser *parser)
{
  ember_perf_script_stacks_clear (&parser->stacks);
  ember_perf_script_threads_clear (&parser->threads);
  ember_block_memo_clear (&parser->blocks);
  ember_block_memo_clear (&parser->tails);
  ember_block_lines_clear (&parser->lines);
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

static void
prefetch_line (const EmberPerfScriptParser *parser,
               size_t index)
{
  if (index < ember_block_lines_get_n (&parser->lines))
    ember_block_memo_prefetch (&parser->stacks.lines, ember_block_lines_get (&parser->lines, index)->hash);
}

/* Adds a frame, by what is known of its line where that is one of the block's.
 * Returns: false where the line is no frame */
static bool
add_frame (EmberPerfScriptParser *parser,
           const EmberBlockLine *known,
           const char *line,
           const char *end)
{
  if (!ember_perf_script_stacks_add_line (&parser->stacks, line, line + ember_perf_script_line_trim (line, end)))
    return false;
  if (known != NULL)
    ember_perf_script_stacks_remember (&parser->stacks, known->hash);
  return true;
}

/* Takes frame lines up to the end of the record.
 * @n_leading: (out): how many of the first lines of the block are frames that were added */
static BlockEnd
parse_lines (EmberPerfScriptParser *parser,
             size_t *n_leading)
{
  size_t n_lines = 0;

  *n_leading = 0;
  for (size_t i = 0; i < LINES_AHEAD; i++)
    prefetch_line (parser, i);
  for (; parser->at < parser->end; n_lines++)
    {
      const char *line = parser->at;
      const EmberBlockLine *known = n_lines < ember_block_lines_get_n (&parser->lines) ? ember_block_lines_get (&parser->lines, n_lines) : NULL;
      const char *newline;
      const char *end;
      EmberPerfScriptLine kind;

      prefetch_line (parser, n_lines + LINES_AHEAD);
      if (known != NULL && ember_perf_script_stacks_add_known (&parser->stacks, known->hash))
        {
          parser->n_lines++;
          parser->at = MIN (known->end + 1, parser->end);
          *n_leading += *n_leading == n_lines;
          continue;
        }
      newline = memchr (line, '\n', (size_t) (parser->end - line));
      end = newline != NULL ? newline : parser->end;
      kind = ember_perf_script_line_classify (line, end);
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
      if (kind != EMBER_PERF_SCRIPT_LINE_FRAME)
        continue;
      if (!add_frame (parser, known, line, end))
        {
          add_damage (parser, parser->n_lines, N_ ("a stack frame was expected"));
          return BLOCK_DAMAGED;
        }
      *n_leading += *n_leading == n_lines;
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
  *block_end = parse_lines (parser, &record->n_leading);
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
  EmberBlockHash hash; /* of all lines */
  bool is_hashed;      /* false: they are to be taken line by line, and not remembered */
} Block;

/* Puts what the block's lines, without the @n_new first ones, make into a memo.
 * @n_lines: of the whole block */
static void
remember (EmberPerfScriptParser *parser,
          const Block *block,
          size_t n_new,
          uint64_t n_lines,
          EmberStackId stack,
          bool is_idle)
{
  const EmberBlockValue value = { stack, (uint32_t) (n_lines - n_new) << 1 | is_idle };

  if (n_new == 0)
    ember_block_memo_put (&parser->blocks, block->hash, block->comm, value);
  else
    ember_block_memo_put (&parser->tails, ember_block_lines_get (&parser->lines, n_new)->tail, block->comm, value);
}

/* Takes the block as a whole where it is known. */
static bool
take_known_block (EmberPerfScriptParser *parser,
                  const Block *block,
                  Record *record)
{
  EmberBlockValue value;

  if (!ember_block_memo_find (&parser->blocks, block->hash, block->comm, &value))
    return false;
  parser->at = block->end;
  parser->n_lines += value.extra >> 1;
  record->stack = value.id;
  record->is_idle = value.extra & 1;
  return true;
}

/* Adds the first @n lines of the block, which all must be frames. */
static bool
add_first_lines (EmberPerfScriptParser *parser,
                 size_t n)
{
  ember_perf_script_stacks_begin (&parser->stacks);
  for (size_t i = 0; i < n; i++)
    {
      const EmberBlockLine *line = ember_block_lines_get (&parser->lines, i);

      if (!ember_perf_script_stacks_add_known (&parser->stacks, line->hash) &&
          (ember_perf_script_line_classify (line->begin, line->end) != EMBER_PERF_SCRIPT_LINE_FRAME || !add_frame (parser, line, line->begin, line->end)))
        return false;
    }
  return true;
}

/* Takes the block where all but a few of its first lines are known, as what those called.
 * Returns: false where they are not */
static bool
take_known_tail (EmberPerfScriptParser *parser,
                 const Block *block,
                 Record *record)
{
  const size_t n_lines = ember_block_lines_get_n (&parser->lines);
  const size_t limit = MIN (MAX_NEW_LINES + 1, n_lines);
  EmberBlockValue value;
  EmberStackId ends[MAX_NEW_LINES];
  size_t n_new = 1;

  for (size_t i = 1; i < limit; i++)
    ember_block_memo_prefetch (&parser->tails, ember_block_lines_get (&parser->lines, i)->tail);
  while (n_new < limit && !ember_block_memo_find (&parser->tails, ember_block_lines_get (&parser->lines, n_new)->tail, block->comm, &value))
    n_new++;
  if (n_new >= limit || !add_first_lines (parser, n_new))
    return false;
  ember_perf_script_stacks_end_on (&parser->stacks, value.id, ends, &record->is_idle);
  record->stack = ends[0];
  for (size_t i = 0; i < n_new; i++)
    remember (parser, block, i, n_lines, ends[i], record->is_idle);
  parser->at = block->end;
  parser->n_lines += n_lines;
  return true;
}

/* Looks for the block that begins where the parser stands. What the memo knows about it
 * is fetched while other work is done. */
static void
begin_block (EmberPerfScriptParser *parser,
             Block *block)
{
  const char *begin = parser->at;

  *block = (Block){ 0 };
  if (begin == parser->end || (*begin != '\t' && *begin != ' ') || begin < parser->mixed_until)
    return;
  block->end = find_next_blank (parser);
  if ((size_t) (block->end - begin) > MAX_BLOCK_BYTES)
    return;
  block->hash = ember_block_memo_hash (&parser->blocks, begin, (size_t) (block->end - begin));
  block->is_hashed = true;
  ember_block_memo_prefetch (&parser->blocks, block->hash);
}

/* Takes what follows the header: as a known block, as some new lines above a known tail, or line
 * by line.
 * Returns: false where the record is damaged, and skipped */
static bool
parse_frames (EmberPerfScriptParser *parser,
              Record *record,
              Block *block)
{
  const char *begin = parser->at;
  BlockEnd block_end;
  size_t n_lines;

  block->comm = record->thread->comm_stack;
  if (block->is_hashed && !take_known_block (parser, block, record))
    ember_block_lines_split (&parser->lines, &parser->stacks.lines, begin, block->end);
  else
    ember_block_lines_split (&parser->lines, &parser->stacks.lines, begin, begin);
  if (parser->at > begin || take_known_tail (parser, block, record))
    {
      if (parser->at < parser->end)
        take_line (parser);
      return true;
    }
  if (!parse_stack (parser, record, &block_end))
    return false;
  if (block_end == BLOCK_MIXED && block->end != NULL)
    parser->mixed_until = block->end;
  if (!block->is_hashed || block_end == BLOCK_MIXED || parser->at < block->end)
    return true;
  n_lines = ember_block_lines_get_n (&parser->lines);
  for (size_t i = 0; i <= MIN (MAX_NEW_LINES, record->n_leading) && i < record->n_frame_lines; i++)
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
  return ember_builder_merge (parts, n);
}
