/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-frames.h"

#include <glib/gi18n.h>

#include "formats/blank-line.h"
#include "formats/perf-script-frame.h"
#include "formats/perf-script-line.h"

#define N_BLOCK_SLOTS (1u << 15)
#define N_TAIL_SLOTS (1u << 16)
/* How many leading lines may be new above a known tail. */
#define MAX_NEW_LINES 3
/* How many lines are looked up while what is known of them comes into the cache. */
#define LINES_AHEAD 6
#define MAX_BLOCK_BYTES ((size_t) 1 << 16)

typedef EmberPerfScriptFrames Frames;
typedef EmberPerfScriptCursor Cursor;
typedef EmberPerfScriptBlock Block;
typedef EmberPerfScriptStack Stack;

typedef enum
{
  BLOCK_ENDS,  /* with its record */
  BLOCK_MIXED, /* another record's header follows without an empty line */
  BLOCK_DAMAGED,
} BlockEnd;

void
ember_perf_script_frames_init (EmberPerfScriptFrames *frames,
                               EmberProfileBuilder *builder,
                               bool keep_addresses)
{
  frames->next_blank = frames->mixed_until = NULL;
  ember_perf_script_stacks_init (&frames->stacks, builder, keep_addresses);
  ember_block_memo_init (&frames->blocks, N_BLOCK_SLOTS);
  ember_block_memo_init (&frames->tails, N_TAIL_SLOTS);
  ember_block_lines_init (&frames->lines);
}

void
ember_perf_script_frames_init_copy (EmberPerfScriptFrames *frames,
                                    const EmberPerfScriptFrames *source,
                                    EmberProfileBuilder *builder)
{
  frames->next_blank = frames->mixed_until = NULL;
  ember_perf_script_stacks_init_copy (&frames->stacks, &source->stacks, builder);
  ember_block_memo_init_copy (&frames->blocks, &source->blocks);
  ember_block_memo_init_copy (&frames->tails, &source->tails);
  ember_block_lines_init (&frames->lines);
}

void
ember_perf_script_frames_clear (EmberPerfScriptFrames *frames)
{
  ember_perf_script_stacks_clear (&frames->stacks);
  ember_block_memo_clear (&frames->blocks);
  ember_block_memo_clear (&frames->tails);
  ember_block_lines_clear (&frames->lines);
}

void
ember_perf_script_frames_begin_chunk (EmberPerfScriptFrames *frames)
{
  frames->next_blank = frames->mixed_until = NULL;
}

static const char *
find_next_blank (Frames *frames,
                 const Cursor *cursor)
{
  if (frames->next_blank < cursor->at)
    frames->next_blank = cursor->at + ember_blank_line_find (cursor->at, (size_t) (cursor->end - cursor->at));
  return frames->next_blank;
}

void
ember_perf_script_frames_begin (EmberPerfScriptFrames *frames,
                                const EmberPerfScriptCursor *cursor,
                                EmberPerfScriptBlock *block)
{
  const char *begin = cursor->at;

  *block = (Block){ 0 };
  if (begin == cursor->end || (*begin != '\t' && *begin != ' ') || begin < frames->mixed_until)
    return;
  block->end = find_next_blank (frames, cursor);
  if ((size_t) (block->end - begin) > MAX_BLOCK_BYTES)
    return;
  block->hash = ember_block_memo_hash (&frames->blocks, begin, (size_t) (block->end - begin));
  block->is_hashed = true;
  ember_block_memo_prefetch (&frames->blocks, block->hash);
}

static void
prefetch_line (const Frames *frames,
               size_t index)
{
  if (index < ember_block_lines_get_n (&frames->lines))
    ember_block_memo_prefetch (&frames->stacks.lines, ember_block_lines_get (&frames->lines, index)->hash);
}

/* Adds a frame, by what is known of its line where that is one of the block's.
 * Returns: false where the line is no frame */
static bool
add_frame (Frames *frames,
           const EmberBlockLine *known,
           const char *line,
           const char *end)
{
  if (!ember_perf_script_stacks_add_line (&frames->stacks, line, line + ember_perf_script_line_trim (line, end)))
    return false;
  if (known != NULL)
    ember_perf_script_stacks_remember (&frames->stacks, known->hash);
  return true;
}

/* Takes frame lines up to the end of the record.
 * @n_leading: (out): how many of the first lines of the block are frames that were added
 * @problem: (out): set where the last line taken is damaged */
static BlockEnd
take_lines (Frames *frames,
            Cursor *cursor,
            size_t *n_leading,
            const char **problem)
{
  size_t n_lines = 0;

  *n_leading = 0;
  for (size_t i = 0; i < LINES_AHEAD; i++)
    prefetch_line (frames, i);
  for (; !ember_perf_script_cursor_is_done (cursor); n_lines++)
    {
      const char *line = cursor->at;
      const EmberBlockLine *known = n_lines < ember_block_lines_get_n (&frames->lines) ? ember_block_lines_get (&frames->lines, n_lines) : NULL;
      const char *end;
      EmberPerfScriptLine kind;

      prefetch_line (frames, n_lines + LINES_AHEAD);
      if (known != NULL && ember_perf_script_stacks_add_known (&frames->stacks, known->hash))
        {
          ember_perf_script_cursor_pass_line (cursor, known->end);
          *n_leading += *n_leading == n_lines;
          continue;
        }
      end = ember_perf_script_cursor_find_line_end (cursor);
      kind = ember_perf_script_line_classify (line, end);
      if (kind == EMBER_PERF_SCRIPT_LINE_HEADER)
        return BLOCK_MIXED;
      ember_perf_script_cursor_pass_line (cursor, end);
      if (kind == EMBER_PERF_SCRIPT_LINE_BLANK)
        return BLOCK_ENDS;
      if (kind == EMBER_PERF_SCRIPT_LINE_OTHER)
        {
          const bool is_too_long = (size_t) (end - line) > EMBER_PERF_SCRIPT_MAX_LINE_BYTES;

          *problem = is_too_long ? N_ ("the line is longer than 1 MiB") : N_ ("a stack frame was expected");
          return BLOCK_DAMAGED;
        }
      if (kind != EMBER_PERF_SCRIPT_LINE_FRAME)
        continue;
      if (!add_frame (frames, known, line, end))
        {
          *problem = N_ ("a stack frame was expected");
          return BLOCK_DAMAGED;
        }
      *n_leading += *n_leading == n_lines;
    }
  return BLOCK_ENDS;
}

/* The frame of `perf script -G` stands on the header line, behind a tracepoint's text. */
static void
take_frame_of_header (Frames *frames,
                      const EmberPerfScriptHeader *header,
                      Stack *stack)
{
  const char *end = header->text + header->n_text;
  const char *frame = ember_perf_script_frame_find (header->text, end);

  if (frame != NULL && ember_perf_script_stacks_add_line (&frames->stacks, frame, end))
    stack->text_is_frame = frame == header->text;
}

/* Puts what the block's lines, without the @n_new first ones, make into a memo.
 * @n_lines: of the whole block */
static void
remember (Frames *frames,
          const Block *block,
          size_t n_new,
          uint64_t n_lines,
          EmberStackId stack,
          bool is_idle)
{
  const EmberBlockValue value = { stack, (uint32_t) (n_lines - n_new) << 1 | is_idle };

  if (n_new == 0)
    ember_block_memo_put (&frames->blocks, block->hash, block->comm, value);
  else
    ember_block_memo_put (&frames->tails, ember_block_lines_get (&frames->lines, n_new)->tail, block->comm, value);
}

/* Takes what follows the header by its lines, and remembers it where it ends with its block. */
static bool
take_line_by_line (Frames *frames,
                   Cursor *cursor,
                   const Block *block,
                   const EmberPerfScriptHeader *header,
                   Stack *stack)
{
  size_t n_leading;
  size_t n_frame_lines;
  size_t n_lines;
  BlockEnd block_end;

  ember_perf_script_stacks_begin (&frames->stacks);
  block_end = take_lines (frames, cursor, &n_leading, &stack->problem);
  if (block_end == BLOCK_DAMAGED)
    return false;
  n_frame_lines = frames->stacks.frames.n;
  if (n_frame_lines == 0 && header->n_text > 0)
    take_frame_of_header (frames, header, stack);
  stack->id = ember_perf_script_stacks_end (&frames->stacks, block->comm, &stack->is_idle);
  if (block_end == BLOCK_MIXED && block->end != NULL)
    frames->mixed_until = block->end;
  if (!block->is_hashed || block_end == BLOCK_MIXED || cursor->at < block->end)
    return true;
  n_lines = ember_block_lines_get_n (&frames->lines);
  for (size_t i = 0; i <= MIN (MAX_NEW_LINES, n_leading) && i < n_frame_lines; i++)
    remember (frames, block, i, n_lines, ember_perf_script_stacks_get_callers (&frames->stacks, i), stack->is_idle);
  return true;
}

/* Takes the block as a whole where it is known. */
static bool
take_known_block (const Frames *frames,
                  Cursor *cursor,
                  const Block *block,
                  Stack *stack)
{
  EmberBlockValue value;

  if (!ember_block_memo_find (&frames->blocks, block->hash, block->comm, &value))
    return false;
  cursor->at = block->end;
  cursor->n_lines += value.extra >> 1;
  stack->id = value.id;
  stack->is_idle = value.extra & 1;
  return true;
}

/* Adds the first @n lines of the block, which all must be frames. */
static bool
add_first_lines (Frames *frames,
                 size_t n)
{
  ember_perf_script_stacks_begin (&frames->stacks);
  for (size_t i = 0; i < n; i++)
    {
      const EmberBlockLine *line = ember_block_lines_get (&frames->lines, i);

      if (!ember_perf_script_stacks_add_known (&frames->stacks, line->hash) &&
          (ember_perf_script_line_classify (line->begin, line->end) != EMBER_PERF_SCRIPT_LINE_FRAME || !add_frame (frames, line, line->begin, line->end)))
        return false;
    }
  return true;
}

/* Takes the block where all but a few of its first lines are known, as what those called.
 * Returns: false where they are not */
static bool
take_known_tail (Frames *frames,
                 Cursor *cursor,
                 const Block *block,
                 Stack *stack)
{
  const size_t n_lines = ember_block_lines_get_n (&frames->lines);
  const size_t limit = MIN (MAX_NEW_LINES + 1, n_lines);
  EmberBlockValue value;
  EmberStackId ends[MAX_NEW_LINES];
  size_t n_new = 1;

  for (size_t i = 1; i < limit; i++)
    ember_block_memo_prefetch (&frames->tails, ember_block_lines_get (&frames->lines, i)->tail);
  while (n_new < limit && !ember_block_memo_find (&frames->tails, ember_block_lines_get (&frames->lines, n_new)->tail, block->comm, &value))
    n_new++;
  if (n_new >= limit || !add_first_lines (frames, n_new))
    return false;
  ember_perf_script_stacks_end_on (&frames->stacks, value.id, ends, &stack->is_idle);
  stack->id = ends[0];
  for (size_t i = 0; i < n_new; i++)
    remember (frames, block, i, n_lines, ends[i], stack->is_idle);
  cursor->at = block->end;
  cursor->n_lines += n_lines;
  return true;
}

static void
take_blank_line (Cursor *cursor)
{
  if (!ember_perf_script_cursor_is_done (cursor))
    ember_perf_script_cursor_take_line (cursor);
}

/* Not in line, so that a known block need not save registers for it. */
static G_GNUC_NO_INLINE bool
take_new_block (Frames *frames,
                Cursor *cursor,
                const Block *block,
                const EmberPerfScriptHeader *header,
                Stack *stack)
{
  ember_block_lines_split (&frames->lines, &frames->stacks.lines, cursor->at, block->is_hashed ? block->end : cursor->at);
  if (!take_known_tail (frames, cursor, block, stack))
    return take_line_by_line (frames, cursor, block, header, stack);
  take_blank_line (cursor);
  return true;
}

bool
ember_perf_script_frames_take (EmberPerfScriptFrames *frames,
                               EmberPerfScriptCursor *cursor,
                               EmberPerfScriptBlock *block,
                               const EmberPerfScriptHeader *header,
                               EmberStackId comm,
                               EmberPerfScriptStack *stack)
{
  *stack = (Stack){ 0 };
  block->comm = comm;
  if (!block->is_hashed || !take_known_block (frames, cursor, block, stack))
    return take_new_block (frames, cursor, block, header, stack);
  take_blank_line (cursor);
  return true;
}
