/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/frames.h"

#include <string.h>

#include "profile/hash.h"
#include "profile/time-order.h"

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
ember_frames_append (EmberFrames *frames,
                     const EmberFrame *frame)
{
  const uint32_t id = ember_frames_get_n (frames);

  if (id == UINT32_MAX - 1)
    g_error ("out of memory: more than four thousand million frames");
  *(EmberFrame *) ember_column_grow (&frames->frames, 1) = *frame;
  return id;
}

EmberFrameId
ember_frames_intern (EmberFrames *frames,
                     const EmberFrame *frame)
{
  const uint64_t hash = hash_frame (frame);
  EmberIdCursor cursor = ember_id_table_find (&frames->index, hash);
  EmberFrameId id;

  while (ember_id_table_next (&frames->index, &cursor))
    if (equal (ember_frames_get (frames, cursor.id), frame))
      return cursor.id;
  id = ember_frames_append (frames, frame);
  ember_id_table_add (&frames->index, hash, id);
  return id;
}

void
ember_frames_freeze (EmberFrames *frames)
{
  ember_id_table_clear (&frames->index);
}

static int
compare_strings_cb (gconstpointer a,
                    gconstpointer b,
                    gpointer data)
{
  return ember_strings_compare (data, *(const EmberStringId *) a, *(const EmberStringId *) b);
}

/* Returns: (transfer full): the place of each string that a frame has, among those */
static uint32_t *
rank_strings (const EmberFrames *frames,
              const EmberStrings *strings)
{
  const uint32_t n_frames = ember_frames_get_n (frames);
  const uint32_t n_strings = ember_strings_get_n (strings);
  uint32_t *rank = g_new0 (uint32_t, n_strings);
  g_autofree EmberStringId *used = g_new (EmberStringId, n_strings);
  uint32_t n_used = 0;

  for (uint32_t i = 0; i < n_frames; i++)
    {
      const EmberFrame *frame = ember_frames_get (frames, i);

      rank[frame->name] = rank[frame->module] = 1;
    }
  for (EmberStringId i = 0; i < n_strings; i++)
    if (rank[i] != 0)
      used[n_used++] = i;
  g_qsort_with_data (used, (gint) n_used, sizeof *used, compare_strings_cb, (gpointer) strings);
  for (uint32_t i = 0; i < n_used; i++)
    rank[used[i]] = i;
  return rank;
}

/* What frames are sorted by, the least first. */
typedef enum
{
  KEY_IMAGE,
  KEY_ADDRESS,
  KEY_KIND,
  KEY_MODULE,
  KEY_NAME,
} Key;

static int64_t
get_key (const EmberFrame *frame,
         Key key,
         const uint32_t *string_rank)
{
  switch (key)
    {
    case KEY_IMAGE:
      return frame->image;
    case KEY_ADDRESS:
      return (int64_t) (frame->address ^ (UINT64_C (1) << 63)); /* signed as the order of unsigned ones */
    case KEY_KIND:
      return frame->kind;
    case KEY_MODULE:
      return string_rank[frame->module];
    case KEY_NAME:
    default:
      return string_rank[frame->name];
    }
}

/* What frames are sorted with. */
typedef struct
{
  EmberFrameId *order;     /* as far as they are sorted */
  EmberFrameId *old_order; /* as they were before a pass */
  int64_t *keys;
  EmberColumn sorted; /* EmberTimeOrderEntry */
  EmberColumn spare;
} Sorting;

static void
sorting_init (Sorting *sorting,
              uint32_t n)
{
  sorting->order = g_new (EmberFrameId, n);
  sorting->old_order = g_new (EmberFrameId, n);
  sorting->keys = g_new (int64_t, n);
  ember_column_init (&sorting->sorted, sizeof (EmberTimeOrderEntry));
  ember_column_init (&sorting->spare, sizeof (EmberTimeOrderEntry));
  for (uint32_t i = 0; i < n; i++)
    sorting->order[i] = i;
}

static void
sorting_clear (Sorting *sorting)
{
  g_free (sorting->order);
  g_free (sorting->old_order);
  g_free (sorting->keys);
  ember_column_clear (&sorting->sorted);
  ember_column_clear (&sorting->spare);
}

/* One stable pass. */
static void
sort_by_key (Sorting *sorting,
             const EmberFrames *frames,
             Key key,
             const uint32_t *string_rank)
{
  const uint32_t n = ember_frames_get_n (frames);
  const EmberTimeOrderEntry *entries;

  for (uint32_t i = 0; i < n; i++)
    sorting->keys[i] = get_key (ember_frames_get (frames, sorting->order[i]), key, string_rank);
  if (ember_time_order_is_sorted (sorting->keys, n))
    return;
  ember_time_order_sort_with (&sorting->sorted, &sorting->spare, sorting->keys, n);
  entries = sorting->sorted.data;
  memcpy (sorting->old_order, sorting->order, n * sizeof *sorting->order);
  for (uint32_t i = 0; i < n; i++)
    sorting->order[i] = sorting->old_order[entries[i].row];
}

void
ember_frames_rank (const EmberFrames *frames,
                   const EmberStrings *strings,
                   uint32_t *rank)
{
  const uint32_t n = ember_frames_get_n (frames);
  g_autofree uint32_t *string_rank = rank_strings (frames, strings);
  Sorting sorting;

  sorting_init (&sorting, n);
  for (Key key = KEY_IMAGE; key <= KEY_NAME; key++)
    sort_by_key (&sorting, frames, key, string_rank);
  for (uint32_t i = 0; i < n; i++)
    rank[sorting.order[i]] = i;
  sorting_clear (&sorting);
}
