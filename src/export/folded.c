/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/folded.h"

#include <stdlib.h>
#include <string.h>

#include "profile/event-choice.h"

/* The weight of a stack, in one thread where lines tell threads apart. */
typedef struct
{
  EmberStackId stack;
  EmberThreadId thread;
  uint64_t weight;
} Part;

/* A line of output before it is written; text stands in one buffer. */
typedef struct
{
  const char *text;
  uint64_t weight;
} Line;

typedef struct
{
  const EmberProfile *profile;
  EmberFoldedFlags flags;
  GString *text;   /* lines with their NUL, one behind the other */
  GArray *begins;  /* gsize: where each begins */
  GArray *weights; /* uint64_t */
  EmberFrameId *frames;
} Folder;

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
    if (events[i].is_tracepoint || !has_plain)
      {
        chosen[n_chosen++] = i;
        has_plain = has_plain || !events[i].is_tracepoint;
      }
  return ember_table_set_new (profile, chosen, n_chosen, with_idle);
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
      added = ember_column_grow (parts, last - first);
      for (size_t row = first; row < last; row++)
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
          weights[stacks[row]] += ember_sample_table_get_weight (set->tables[t], row);
          is_used[stacks[row]] = true;
        }
    }
  for (EmberStackId i = 0; i < n_stacks; i++)
    if (is_used[i])
      *(Part *) ember_column_grow (parts, 1) = (Part){ i, 0, weights[i] };
}

static const char *
get_comm (const Folder *folder,
          EmberStackId stack)
{
  const EmberStacks *stacks = ember_profile_get_stacks (folder->profile);

  while (ember_stacks_get_depth (stacks, stack) > 1)
    stack = ember_stacks_get_parent (stacks, stack);
  return ember_profile_get_frame_name (folder->profile, ember_stacks_get_frame (stacks, stack));
}

static void
add_line (Folder *folder,
          const Part *part)
{
  const EmberStacks *stacks = ember_profile_get_stacks (folder->profile);
  const char *comm = get_comm (folder, part->stack);
  const gsize begin = folder->text->len;
  uint32_t n = 0;

  for (EmberStackId i = part->stack; ember_stacks_get_depth (stacks, i) > 1; i = ember_stacks_get_parent (stacks, i))
    folder->frames[n++] = ember_stacks_get_frame (stacks, i);
  ember_folded_append_comm (folder->text, comm, ember_threads_get (ember_profile_get_threads (folder->profile), part->thread), folder->flags);
  while (n > 0)
    ember_folded_append_frame (folder->text, folder->profile, folder->frames[--n], comm, folder->flags);
  g_string_append_c (folder->text, '\0');
  g_array_append_val (folder->begins, begin);
  g_array_append_val (folder->weights, part->weight);
}

static int
compare_lines (const void *a,
               const void *b)
{
  return strcmp (((const Line *) a)->text, ((const Line *) b)->text);
}

/* Stacks that differ may read the same once they are tidied. */
static void
write_lines (EmberOutput *output,
             const Folder *folder)
{
  const guint n_lines = folder->begins->len;
  g_autofree Line *lines = g_new (Line, MAX (n_lines, 1));

  for (guint i = 0; i < n_lines; i++)
    lines[i] = (Line){ folder->text->str + g_array_index (folder->begins, gsize, i), g_array_index (folder->weights, uint64_t, i) };
  qsort (lines, n_lines, sizeof (Line), compare_lines);
  for (guint i = 0; i < n_lines; i++)
    {
      if (i + 1 < n_lines && compare_lines (&lines[i], &lines[i + 1]) == 0)
        {
          lines[i + 1].weight += lines[i].weight;
          continue;
        }
      ember_output_text (output, lines[i].text);
      ember_output_char (output, ' ');
      ember_output_uint (output, lines[i].weight);
      ember_output_char (output, '\n');
    }
}

void
ember_folded_write (EmberOutput *output,
                    const EmberTableSet *set,
                    EmberTimeRange range,
                    EmberFoldedFlags flags)
{
  Folder folder = {
    .profile = set->profile,
    .flags = flags,
    .text = g_string_new (NULL),
    .begins = g_array_new (FALSE, FALSE, sizeof (gsize)),
    .weights = g_array_new (FALSE, FALSE, sizeof (uint64_t)),
    .frames = g_new (EmberFrameId, ember_profile_get_stacks (set->profile)->max_depth + 1),
  };
  EmberColumn parts;

  ember_column_init (&parts, sizeof (Part));
  if ((flags & (EMBER_FOLDED_PID | EMBER_FOLDED_TID)) != 0)
    collect_by_thread (set, range, &parts);
  else
    collect_by_stack (set, range, &parts);
  for (size_t i = 0; i < parts.n; i++)
    add_line (&folder, (const Part *) parts.data + i);
  write_lines (output, &folder);

  ember_column_clear (&parts);
  g_free (folder.frames);
  g_array_unref (folder.weights);
  g_array_unref (folder.begins);
  g_string_free (folder.text, TRUE);
}
