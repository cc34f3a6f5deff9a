/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/folded.h"

#include <stdlib.h>
#include <string.h>

#include "profile/event-choice.h"

/* What a stack without frames is, where it has no comm either. */
#define NO_STACK "[no stack]"

/* The weight of a stack, in one thread where lines tell threads apart. */
typedef struct
{
  EmberStackId stack;
  EmberThreadId thread;
  uint64_t weight;
} Part;

/* A line of output before it is written. */
typedef struct
{
  size_t begin;        /* in the folder's text */
  uint64_t weights[2]; /* of each side */
} Line;

/* Lines of one recording, or of two that are compared side by side. */
typedef struct
{
  EmberFoldedFlags flags;
  GString *text; /* lines with their NUL, one behind the other */
  GArray *lines; /* Line */
} Folder;

/* Where a frame stands in the folder's text already. */
typedef struct
{
  const char *comm; /* whose line that is; NULL: nowhere */
  gsize begin;
  gsize size_bytes;
} Written;

/* Lines come in the order of the tree, so most of a line stands in the one before. */
typedef struct
{
  EmberFrameId *frames; /* as many as the tree is deep */
  Written *written;     /* of each frame */
  EmberStackId last;    /* whose line was the last one; the root: there is none, or it has no comm */
  const char *comm;     /* of that line */
  gsize begin;          /* where the text of its frames begins */
  gsize *sizes;         /* of that text, up to each level */
} Scratch;

EmberTableSet *
ember_folded_table_set_new (EmberProfile *profile,
                            bool with_idle)
{
  uint32_t n_events;
  const EmberEvent *events = ember_profile_get_events (profile, &n_events);
  g_autoptr (EmberEventChoice) choice = ember_event_choice_find (profile, NULL);
  g_autofree EmberEventId *chosen = g_new (EmberEventId, 2 * (size_t) n_events + 1);
  uint32_t n_chosen = 0;
  bool has_plain = false;

  for (uint32_t i = 0; choice != NULL && i < choice->n_events; i++)
    {
      chosen[n_chosen++] = choice->events[i];
      has_plain = has_plain || !events[choice->events[i]].is_tracepoint;
    }
  for (EmberEventId i = 0; i < n_events; i++)
    if (!events[i].is_span && (events[i].is_tracepoint || !has_plain))
      {
        chosen[n_chosen++] = i;
        has_plain = has_plain || !events[i].is_tracepoint;
      }
  return ember_table_set_new (profile, chosen, n_chosen, with_idle);
}

static bool
is_counted (const EmberTableSet *set,
            uint32_t table,
            size_t row)
{
  const EmberBitmap *mask = ember_table_set_get_mask (set, table);

  return mask == NULL || ember_bitmap_get (mask, row);
}

static int
compare_parts (const void *a,
               const void *b)
{
  const Part *left = a;
  const Part *right = b;

  if (left->stack != right->stack)
    return left->stack < right->stack ? -1 : 1;
  return (left->thread > right->thread) - (left->thread < right->thread);
}

/* Sums the weights of equal parts, which must stand side by side. */
static size_t
join_parts (Part *parts,
            size_t n_parts)
{
  size_t n = 0;

  for (size_t i = 0; i < n_parts; i++)
    if (n > 0 && compare_parts (&parts[n - 1], &parts[i]) == 0)
      parts[n - 1].weight += parts[i].weight;
    else
      parts[n++] = parts[i];
  return n;
}

/* One part for each (stack, thread) of the range. */
static void
collect_by_thread (const EmberTableSet *set,
                   EmberTimeRange range,
                   EmberColumn *parts)
{
  for (uint32_t t = 0; t < set->n_tables; t++)
    {
      const EmberThreadId *threads = set->tables[t]->threads.data;
      const EmberStackId *stacks = ember_sample_table_get_stacks (set->tables[t]);
      size_t first, last;
      Part *added;

      ember_sample_table_find (set->tables[t], range, &first, &last);
      added = ember_column_grow (parts, ember_table_set_count_rows (set, t, first, last));
      for (size_t row = first; row < last; row++)
        if (is_counted (set, t, row))
          *added++ = (Part){ stacks[row], threads[row], ember_sample_table_get_weight (set->tables[t], row) };
    }
  if (parts->n == 0)
    return;
  qsort (parts->data, parts->n, sizeof (Part), compare_parts);
  ember_column_shrink (parts, join_parts (parts->data, parts->n));
}

/* One part for each stack of the range. */
static void
collect_by_stack (const EmberTableSet *set,
                  EmberTimeRange range,
                  EmberColumn *parts)
{
  const uint32_t n_stacks = ember_stacks_get_n (ember_profile_get_stacks (set->profile));
  g_autofree uint64_t *weights = g_new0 (uint64_t, n_stacks);
  g_autofree bool *is_used = g_new0 (bool, n_stacks);

  for (uint32_t t = 0; t < set->n_tables; t++)
    {
      const EmberStackId *stacks = ember_sample_table_get_stacks (set->tables[t]);
      size_t first, last;

      ember_sample_table_find (set->tables[t], range, &first, &last);
      for (size_t row = first; row < last; row++)
        {
          if (!is_counted (set, t, row))
            continue;
          weights[stacks[row]] += ember_sample_table_get_weight (set->tables[t], row);
          is_used[stacks[row]] = true;
        }
    }
  for (EmberStackId i = 0; i < n_stacks; i++)
    if (is_used[i])
      *(Part *) ember_column_grow (parts, 1) = (Part){ i, 0, weights[i] };
}

/* The first level of the stack, if it is no code.
 * Returns: (nullable): NULL in a tree that tells nothing apart */
static const char *
get_comm (const EmberProfile *profile,
          EmberStackId stack)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  EmberFrameId frame;

  while (ember_stacks_get_depth (stacks, stack) > 1)
    stack = ember_stacks_get_parent (stacks, stack);
  frame = ember_stacks_get_frame (stacks, stack);
  return ember_frames_get (ember_profile_get_frames (profile), frame)->kind == EMBER_FRAME_COMM ? ember_profile_get_frame_name (profile, frame) : NULL;
}

/* Code has a ';' before it, and a line cannot be empty. */
static void
tidy_begin (GString *text,
            gsize begin)
{
  if (text->len == begin)
    g_string_append (text, NO_STACK);
  else
    g_string_erase (text, (gssize) begin, 1);
}

/* A name is tidied once as long as the comm stays the same, which is true of most, in the order of the tree.
 * @comm: (nullable): without it the text of a line moves once more */
static void
append_frame (Folder *folder,
              const EmberProfile *profile,
              EmberFrameId frame,
              const char *comm,
              Written *written)
{
  const gsize begin = folder->text->len;

  if (comm == NULL)
    {
      ember_folded_append_frame (folder->text, profile, frame, "", folder->flags);
      return;
    }
  if (written->comm == comm)
    {
      g_string_append_len (folder->text, folder->text->str + written->begin, (gssize) written->size_bytes);
      return;
    }
  ember_folded_append_frame (folder->text, profile, frame, comm, folder->flags);
  *written = (Written){ comm, begin, folder->text->len - begin };
}

/* The innermost level that a stack has in common with that of the last line.
 * @n: (out): how many frames lie above it; they are put into the scratch, innermost first */
static uint32_t
find_common_level (const EmberStacks *stacks,
                   EmberStackId stack,
                   const Scratch *scratch,
                   uint32_t *n)
{
  *n = 0;
  while (stack != EMBER_STACK_ROOT && (stack > scratch->last || scratch->last >= ember_stacks_get_end (stacks, stack)))
    {
      scratch->frames[(*n)++] = ember_stacks_get_frame (stacks, stack);
      stack = ember_stacks_get_parent (stacks, stack);
    }
  return ember_stacks_get_depth (stacks, stack);
}

static void
add_line (Folder *folder,
          const EmberProfile *profile,
          const Part *part,
          unsigned side,
          Scratch *scratch)
{
  Line line = { .begin = folder->text->len };
  uint32_t n;
  uint32_t level = find_common_level (ember_profile_get_stacks (profile), part->stack, scratch, &n);
  gsize begin;

  if (level == 0)
    scratch->comm = get_comm (profile, part->stack);
  if (level == 0 && scratch->comm != NULL)
    {
      n--;
      scratch->sizes[++level] = 0;
    }
  if (scratch->comm != NULL)
    ember_folded_append_comm (folder->text, scratch->comm, ember_threads_get (ember_profile_get_threads (profile), part->thread), folder->flags);
  begin = folder->text->len;
  if (level > 1)
    g_string_append_len (folder->text, folder->text->str + scratch->begin, (gssize) scratch->sizes[level]);
  while (n > 0)
    {
      const EmberFrameId frame = scratch->frames[--n];

      append_frame (folder, profile, frame, scratch->comm, &scratch->written[frame]);
      scratch->sizes[++level] = folder->text->len - begin;
    }
  scratch->begin = begin;
  scratch->last = scratch->comm != NULL ? part->stack : EMBER_STACK_ROOT;
  if (scratch->comm == NULL)
    tidy_begin (folder->text, line.begin);
  g_string_append_c (folder->text, '\0');
  line.weights[side] = part->weight;
  g_array_append_val (folder->lines, line);
}

static void
add_side (Folder *folder,
          const EmberTableSet *set,
          EmberTimeRange range,
          unsigned side)
{
  const size_t n_levels = (size_t) ember_profile_get_stacks (set->profile)->max_depth + 1;
  g_autofree EmberFrameId *frames = g_new (EmberFrameId, n_levels);
  g_autofree Written *written = g_new0 (Written, ember_frames_get_n (ember_profile_get_frames (set->profile)));
  g_autofree gsize *sizes = g_new (gsize, n_levels);
  Scratch scratch = { .frames = frames, .written = written, .sizes = sizes };
  EmberColumn parts;

  ember_column_init (&parts, sizeof (Part));
  if ((folder->flags & (EMBER_FOLDED_PID | EMBER_FOLDED_TID)) != 0)
    collect_by_thread (set, range, &parts);
  else
    collect_by_stack (set, range, &parts);
  for (size_t i = 0; i < parts.n; i++)
    add_line (folder, set->profile, (const Part *) parts.data + i, side, &scratch);
  ember_column_clear (&parts);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b,
               gpointer data)
{
  const Folder *folder = data;

  return strcmp (folder->text->str + ((const Line *) a)->begin, folder->text->str + ((const Line *) b)->begin);
}

/* Stacks that differ may read the same once they are tidied. */
static void
write_lines (EmberOutput *output,
             Folder *folder,
             unsigned n_sides)
{
  Line *lines = (Line *) (void *) folder->lines->data;
  const guint n_lines = folder->lines->len;

  g_array_sort_with_data (folder->lines, compare_lines, folder);
  for (guint i = 0; i < n_lines; i++)
    {
      if (i + 1 < n_lines && compare_lines (&lines[i], &lines[i + 1], folder) == 0)
        {
          lines[i + 1].weights[0] += lines[i].weights[0];
          lines[i + 1].weights[1] += lines[i].weights[1];
          continue;
        }
      ember_output_text (output, folder->text->str + lines[i].begin);
      for (unsigned side = 0; side < n_sides; side++)
        {
          ember_output_char (output, ' ');
          ember_output_uint (output, lines[i].weights[side]);
        }
      ember_output_char (output, '\n');
    }
}

static void
folder_init (Folder *folder,
             EmberFoldedFlags flags)
{
  folder->flags = flags;
  folder->text = g_string_new (NULL);
  folder->lines = g_array_new (FALSE, FALSE, sizeof (Line));
}

static void
folder_clear (Folder *folder)
{
  g_array_unref (folder->lines);
  g_string_free (folder->text, TRUE);
}

void
ember_folded_write (EmberOutput *output,
                    const EmberTableSet *set,
                    EmberTimeRange range,
                    EmberFoldedFlags flags)
{
  Folder folder;

  folder_init (&folder, flags);
  add_side (&folder, set, range, 0);
  write_lines (output, &folder, 1);
  folder_clear (&folder);
}

void
ember_folded_write_difference (EmberOutput *output,
                               const EmberTableSet *baseline,
                               EmberTimeRange baseline_range,
                               const EmberTableSet *set,
                               EmberTimeRange range,
                               EmberFoldedFlags flags)
{
  Folder folder;

  folder_init (&folder, flags);
  add_side (&folder, baseline, baseline_range, 0);
  add_side (&folder, set, range, 1);
  write_lines (output, &folder, 2);
  folder_clear (&folder);
}
