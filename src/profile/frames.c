/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/frames.h"

#include "profile/hash.h"

static uint64_t
hash_frame (const EmberFrame *frame)
{
  return ember_hash_pair (frame->address ^ ((uint64_t) frame->kind << 60) ^ ((uint64_t) frame->image << 40),
                          (uint64_t) frame->name << 32 | frame->module);
}

static bool
equal (const EmberFrame *a,
       const EmberFrame *b)
{
  return a->address == b->address && a->name == b->name && a->module == b->module && a->kind == b->kind &&
         a->image == b->image;
}

typedef struct
{
  const EmberFrames *frames;
  const EmberStrings *strings;
} RankContext;

static int
compare_frames_cb (gconstpointer a,
                   gconstpointer b,
                   gpointer data)
{
  const RankContext *context = data;
  const EmberFrame *x = ember_frames_get (context->frames, *(const EmberFrameId *) a);
  const EmberFrame *y = ember_frames_get (context->frames, *(const EmberFrameId *) b);
  int order = 0;

  if (x->name != y->name)
    order = ember_strings_compare (context->strings, x->name, y->name);
  if (order == 0 && x->module != y->module)
    order = ember_strings_compare (context->strings, x->module, y->module);
  if (order == 0)
    order = (x->kind > y->kind) - (x->kind < y->kind);
  if (order == 0)
    order = (x->address > y->address) - (x->address < y->address);
  if (order == 0)
    order = (x->image > y->image) - (x->image < y->image);
  return order;
}

void
ember_frames_init (EmberFrames *frames)
{
  const EmberFrame root = { .kind = EMBER_FRAME_ROOT };

  ember_column_init (&frames->frames, sizeof (EmberFrame));
  ember_id_table_init (&frames->index);
  ember_frames_intern (frames, &root);
}

void
ember_frames_clear (EmberFrames *frames)
{
  ember_column_clear (&frames->frames);
  ember_id_table_clear (&frames->index);
}

EmberFrameId
ember_frames_intern (EmberFrames *frames,
                     const EmberFrame *frame)
{
  const uint64_t hash = hash_frame (frame);
  EmberIdCursor cursor = ember_id_table_find (&frames->index, hash);
  const uint32_t id = ember_frames_get_n (frames);
  EmberFrame *copy;

  while (ember_id_table_next (&frames->index, &cursor))
    if (equal (ember_frames_get (frames, cursor.id), frame))
      return cursor.id;

  if (id == UINT32_MAX - 1)
    g_error ("out of memory: more than four thousand million frames");
  copy = ember_column_grow (&frames->frames, 1);
  *copy = *frame;
  ember_id_table_add (&frames->index, hash, id);
  return id;
}

void
ember_frames_freeze (EmberFrames *frames)
{
  ember_id_table_clear (&frames->index);
}

void
ember_frames_rank (const EmberFrames *frames,
                   const EmberStrings *strings,
                   uint32_t *rank)
{
  const uint32_t n = ember_frames_get_n (frames);
  g_autofree EmberFrameId *order = g_new (EmberFrameId, n);
  RankContext context = { frames, strings };

  for (uint32_t i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (gint) n, sizeof *order, compare_frames_cb, &context);
  for (uint32_t i = 0; i < n; i++)
    rank[order[i]] = i;
}
