/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-stacks.h"

#include <string.h>

#include "formats/perf-script-frame.h"
#include "profile/hash.h"
#include "profile/idle.h"

#define N_LINE_SLOTS (1u << 15)
#define N_NAME_SLOTS (1u << 15)
#define N_CALLS (1u << 14)

typedef struct
{
  EmberStackId caller;
  EmberFrameId frame;
  EmberStackId stack; /* 0: the slot is free */
} Call;

static void
init_empty (EmberPerfScriptStacks *stacks,
            EmberProfileBuilder *builder,
            bool keep_addresses)
{
  *stacks = (EmberPerfScriptStacks){ .builder = builder, .keep_addresses = keep_addresses };
  ember_column_init (&stacks->calls, sizeof (Call));
  ember_column_init (&stacks->frames, sizeof (EmberFrameId));
  ember_column_init (&stacks->idle_frames, sizeof (uint8_t));
  ember_column_init (&stacks->last_frames, sizeof (EmberFrameId));
  ember_column_init (&stacks->last_stacks, sizeof (EmberStackId));
}

void
ember_perf_script_stacks_init (EmberPerfScriptStacks *stacks,
                               EmberProfileBuilder *builder,
                               bool keep_addresses)
{
  init_empty (stacks, builder, keep_addresses);
  ember_block_memo_init (&stacks->lines, N_LINE_SLOTS);
  ember_block_memo_init (&stacks->names, N_NAME_SLOTS);
  memset (ember_column_grow (&stacks->calls, N_CALLS), 0, N_CALLS * sizeof (Call));
}

void
ember_perf_script_stacks_init_copy (EmberPerfScriptStacks *stacks,
                                    const EmberPerfScriptStacks *source,
                                    EmberProfileBuilder *builder)
{
  init_empty (stacks, builder, source->keep_addresses);
  ember_block_memo_init_copy (&stacks->lines, &source->lines);
  ember_block_memo_init_copy (&stacks->names, &source->names);
  ember_column_copy (&stacks->calls, &source->calls);
  ember_column_copy (&stacks->idle_frames, &source->idle_frames);
}

void
ember_perf_script_stacks_clear (EmberPerfScriptStacks *stacks)
{
  ember_block_memo_clear (&stacks->lines);
  ember_block_memo_clear (&stacks->names);
  ember_column_clear (&stacks->calls);
  ember_column_clear (&stacks->frames);
  ember_column_clear (&stacks->idle_frames);
  ember_column_clear (&stacks->last_frames);
  ember_column_clear (&stacks->last_stacks);
}

void
ember_perf_script_stacks_begin (EmberPerfScriptStacks *stacks)
{
  stacks->frames.n = 0;
}

static bool
is_idle_name (const char *name,
              size_t n)
{
  char copy[64];

  n = MIN (n, sizeof copy - 1);
  memcpy (copy, name, n);
  copy[n] = '\0';
  return ember_idle_is_idle_leaf (copy);
}

static EmberFrameId
add_frame (EmberPerfScriptStacks *stacks,
           const EmberPerfScriptFrame *parsed,
           uint64_t address)
{
  const EmberFrame frame = {
    .address = address,
    .name = ember_profile_builder_add_string (stacks->builder, parsed->name, (gssize) parsed->n_name),
    .module = ember_profile_builder_add_string (stacks->builder, parsed->module, (gssize) parsed->n_module),
    .kind = parsed->kind,
  };
  const EmberFrameId id = ember_profile_builder_add_frame (stacks->builder, &frame);

  /* Ids that were skipped are comms and the root, which are no leaves. */
  if (id >= stacks->idle_frames.n)
    {
      const size_t n_more = id + 1 - stacks->idle_frames.n;

      memset (ember_column_grow (&stacks->idle_frames, n_more), 0, n_more);
      ((uint8_t *) stacks->idle_frames.data)[id] = is_idle_name (parsed->name, parsed->n_name);
    }
  return id;
}

/* Symbol and module are asked for without the offset between them: the same function is
 * met at many. */
static EmberFrameId
find_frame (EmberPerfScriptStacks *stacks,
            const EmberPerfScriptFrame *frame)
{
  const EmberBlockHash module = ember_block_memo_hash (&stacks->names, frame->module, frame->n_module);
  EmberBlockHash hash = ember_block_memo_hash (&stacks->names, frame->name, frame->n_name);
  EmberBlockValue value = { 0 };

  hash.low += module.low;
  hash.high += module.high << 1;
  if (!ember_block_memo_find (&stacks->names, hash, frame->kind, &value))
    {
      value.id = add_frame (stacks, frame, 0);
      ember_block_memo_put (&stacks->names, hash, frame->kind, value);
    }
  return value.id;
}

bool
ember_perf_script_stacks_add_line (EmberPerfScriptStacks *stacks,
                                   const char *line,
                                   const char *end)
{
  uint64_t address = 0;
  const char *rest;
  EmberPerfScriptFrame frame;
  EmberFrameId id;

  if (!ember_perf_script_frame_parse_address (line, end, &address, &rest) &&
      !ember_perf_script_frame_is_symbol (rest, end))
    return false;
  ember_perf_script_frame_parse_symbol (&frame, rest, end);
  if (stacks->keep_addresses && frame.kind == EMBER_FRAME_UNKNOWN)
    id = add_frame (stacks, &frame, address);
  else
    id = find_frame (stacks, &frame);
  *(EmberFrameId *) ember_column_add (&stacks->frames) = id;
  return true;
}

bool
ember_perf_script_stacks_add_known (EmberPerfScriptStacks *stacks,
                                    EmberBlockHash hash)
{
  EmberBlockValue value;

  if (!ember_block_memo_find (&stacks->lines, hash, 0, &value))
    return false;
  *(EmberFrameId *) ember_column_add (&stacks->frames) = value.id;
  return true;
}

void
ember_perf_script_stacks_remember (EmberPerfScriptStacks *stacks,
                                   EmberBlockHash hash)
{
  const EmberFrameId *frames = stacks->frames.data;

  ember_block_memo_put (&stacks->lines, hash, 0, (EmberBlockValue){ .id = frames[stacks->frames.n - 1] });
}

static EmberStackId
add_call (EmberPerfScriptStacks *stacks,
          EmberStackId caller,
          EmberFrameId frame)
{
  Call *call = (Call *) stacks->calls.data + (ember_hash_pair (caller, frame) & (N_CALLS - 1));

  if (call->stack == 0 || call->caller != caller || call->frame != frame)
    *call = (Call){ caller, frame, ember_profile_builder_add_call (stacks->builder, caller, frame) };
  return call->stack;
}

/* How many of the outermost frames, and the comm, are those of the last stack. */
static size_t
count_shared (const EmberPerfScriptStacks *stacks,
              EmberStackId comm)
{
  const EmberFrameId *frames = stacks->frames.data;
  const EmberFrameId *last_frames = stacks->last_frames.data;
  const size_t n = stacks->frames.n;
  const size_t limit = MIN (n, stacks->last_frames.n);
  size_t shared = 0;

  if (comm != stacks->last_comm)
    return 0;
  while (shared < limit && last_frames[shared] == frames[n - 1 - shared])
    shared++;
  return shared;
}

static bool
has_idle_leaf (const EmberPerfScriptStacks *stacks)
{
  const EmberFrameId *frames = stacks->frames.data;

  return stacks->frames.n == 0 || ((const uint8_t *) stacks->idle_frames.data)[frames[0]] != 0;
}

EmberStackId
ember_perf_script_stacks_end (EmberPerfScriptStacks *stacks,
                              EmberStackId comm,
                              bool *is_idle)
{
  const EmberFrameId *frames = stacks->frames.data;
  const size_t n = stacks->frames.n;
  const size_t shared = count_shared (stacks, comm);
  EmberStackId stack = shared > 0 ? ((const EmberStackId *) stacks->last_stacks.data)[shared - 1] : comm;
  EmberFrameId *last_frames;
  EmberStackId *last_stacks;

  stacks->last_comm = comm;
  stacks->last_frames.n = stacks->last_stacks.n = shared;
  last_frames = ember_column_grow (&stacks->last_frames, n - shared);
  last_stacks = ember_column_grow (&stacks->last_stacks, n - shared);
  for (size_t i = shared; i < n; i++)
    {
      stack = add_call (stacks, stack, frames[n - 1 - i]);
      *last_frames++ = frames[n - 1 - i];
      *last_stacks++ = stack;
    }
  *is_idle = has_idle_leaf (stacks);
  return stack;
}

void
ember_perf_script_stacks_end_on (EmberPerfScriptStacks *stacks,
                                 EmberStackId callers,
                                 EmberStackId *ends,
                                 bool *is_idle)
{
  const EmberFrameId *frames = stacks->frames.data;

  for (size_t i = stacks->frames.n; i-- > 0;)
    ends[i] = callers = add_call (stacks, callers, frames[i]);
  *is_idle = has_idle_leaf (stacks);
}

EmberStackId
ember_perf_script_stacks_get_callers (const EmberPerfScriptStacks *stacks,
                                      size_t n)
{
  g_assert (n < stacks->last_stacks.n);
  return ((const EmberStackId *) stacks->last_stacks.data)[stacks->last_stacks.n - 1 - n];
}
