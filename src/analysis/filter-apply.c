/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "analysis/filter.h"
#include "analysis/search.h"
#include "analysis/stack-mask-rows.h"

/* Rows between two looks at the cancellable; a multiple of 64. */
#define ROWS_BETWEEN_CHECKS ((size_t) 1 << 18)

/* What passes, answered once for each thread and stack instead of each sample. */
typedef struct
{
  uint8_t *threads;       /* of each thread: 1 or 0; NULL: nobody asks */
  EmberStackMask *stacks; /* that pass; NULL: nobody asks */
  uint8_t *cpus;          /* of CPU i - 1, up to n_cpus */
  uint32_t n_cpus;
  bool is_any_cpu_named;
} Answers;

static bool
is_of_thread (const EmberFilterCondition *condition,
              const EmberThread *thread,
              const EmberStrings *strings)
{
  switch (condition->kind)
    {
    case EMBER_FILTER_PROCESS:
      return thread->pid == condition->number;
    case EMBER_FILTER_THREAD:
      return thread->tid == condition->number;
    case EMBER_FILTER_COMM:
      return g_strcmp0 (ember_strings_get (strings, thread->comm), condition->text) == 0;
    case EMBER_FILTER_CPU:
    case EMBER_FILTER_FRAME:
    case EMBER_FILTER_MODULE:
    case EMBER_FILTER_EVENT:
    case EMBER_FILTER_IDLE:
    default:
      return false;
    }
}

static bool
asks_who (const EmberFilterCondition *condition)
{
  return condition->kind == EMBER_FILTER_PROCESS || condition->kind == EMBER_FILTER_THREAD || condition->kind == EMBER_FILTER_COMM;
}

static bool
asks_where (const EmberFilterCondition *condition)
{
  return condition->kind == EMBER_FILTER_FRAME || condition->kind == EMBER_FILTER_MODULE;
}

static bool
asks (const EmberFilter *filter,
      bool (*is_about) (const EmberFilterCondition *))
{
  for (uint32_t i = 0; i < ember_filter_get_n (filter); i++)
    if (ember_filter_get (filter, i)->is_enabled && is_about (ember_filter_get (filter, i)))
      return true;
  return false;
}

static void
answer_thread (const EmberFilter *filter,
               const EmberProfile *profile,
               EmberThreadId id,
               uint8_t *answer)
{
  const EmberThread *thread = ember_threads_get (ember_profile_get_threads (profile), id);
  bool is_asked = false;
  bool is_named = false;
  bool is_excluded = false;

  for (uint32_t i = 0; i < ember_filter_get_n (filter); i++)
    {
      const EmberFilterCondition *condition = ember_filter_get (filter, i);

      if (!condition->is_enabled || !asks_who (condition))
        continue;
      is_asked |= !condition->is_excluding;
      if (is_of_thread (condition, thread, ember_profile_get_strings (profile)))
        *(condition->is_excluding ? &is_excluded : &is_named) = true;
    }
  *answer = !is_excluded && (is_named || !is_asked);
}

/* CPUs are few and their numbers bounded by the conditions that name them. */
static void
answer_cpus (const EmberFilter *filter,
             Answers *answers)
{
  for (uint32_t i = 0; i < ember_filter_get_n (filter); i++)
    {
      const EmberFilterCondition *condition = ember_filter_get (filter, i);

      if (condition->kind != EMBER_FILTER_CPU || !condition->is_enabled)
        continue;
      answers->n_cpus = MAX (answers->n_cpus, (uint32_t) CLAMP (condition->number, -1, 65535) + 2);
      answers->is_any_cpu_named |= !condition->is_excluding;
    }
  answers->cpus = g_new (uint8_t, answers->n_cpus + 1);
  memset (answers->cpus, !answers->is_any_cpu_named, answers->n_cpus + 1);
  for (int round = 0; round < 2; round++)
    for (uint32_t i = 0; i < ember_filter_get_n (filter); i++)
      {
        const EmberFilterCondition *condition = ember_filter_get (filter, i);

        /* What is excluded has the last word. */
        if (condition->kind == EMBER_FILTER_CPU && condition->is_enabled && condition->is_excluding == (round == 1) &&
            condition->number >= -1 && condition->number <= 65535)
          answers->cpus[condition->number + 1] = round == 0;
      }
}

static bool
is_code (const EmberFrame *frame)
{
  return frame->kind != EMBER_FRAME_COMM && frame->kind != EMBER_FRAME_ROOT;
}

/* Which frames a condition names; modules are looked at once each. */
static bool *
find_frames (const EmberFilterCondition *condition,
             EmberProfile *profile,
             GCancellable *cancellable,
             GError **error)
{
  const EmberFrames *frames = ember_profile_get_frames (profile);
  const uint32_t n = ember_frames_get_n (frames);
  const EmberSearchField field = condition->kind == EMBER_FILTER_FRAME ? EMBER_SEARCH_NAME : EMBER_SEARCH_MODULE;
  g_autoptr (EmberSearch) search = NULL;
  bool *named;

  if (condition->match != EMBER_MATCH_WHOLE)
    {
      search = ember_search_new_in (profile, field, condition->text, condition->match == EMBER_MATCH_REGEX, cancellable, error);
      if (search == NULL)
        return NULL;
    }
  named = g_new (bool, n);
  for (EmberFrameId i = 0; i < n; i++)
    {
      const char *text = field == EMBER_SEARCH_NAME ? ember_profile_get_frame_name (profile, i) : ember_profile_get_frame_module (profile, i);

      named[i] = is_code (ember_frames_get (frames, i)) &&
                 (search != NULL ? ember_search_matches (search, i) : g_strcmp0 (text, condition->text) == 0);
    }
  return named;
}

/* Returns: false if cancelled or if an expression is bad */
static bool
answer_stacks (const EmberFilter *filter,
               EmberProfile *profile,
               Answers *answers,
               GCancellable *cancellable,
               GError **error)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  g_autoptr (EmberBitmap) passing = ember_bitmap_new (ember_stacks_get_n (stacks));

  ember_bitmap_set_range (passing, 0, passing->n);
  for (uint32_t i = 0; i < ember_filter_get_n (filter); i++)
    {
      const EmberFilterCondition *condition = ember_filter_get (filter, i);
      g_autofree bool *named = NULL;
      g_autoptr (EmberStackMask) holders = NULL;

      if (!condition->is_enabled || !asks_where (condition))
        continue;
      named = find_frames (condition, profile, cancellable, error);
      if (named == NULL)
        return false;
      holders = ember_stack_mask_new (stacks, named, ember_frames_get_n (ember_profile_get_frames (profile)));
      if (condition->is_excluding)
        ember_bitmap_subtract (passing, holders->nodes);
      else
        ember_bitmap_intersect (passing, holders->nodes);
    }
  answers->stacks = ember_stack_mask_new_of_nodes (passing);
  return true;
}

static bool
answer_all (const EmberFilter *filter,
            EmberProfile *profile,
            Answers *answers,
            GCancellable *cancellable,
            GError **error)
{
  const uint32_t n_threads = ember_threads_get_n (ember_profile_get_threads (profile));

  if (asks (filter, asks_who))
    answers->threads = g_new (uint8_t, MAX (n_threads, 1));
  for (EmberThreadId i = 0; i < n_threads && answers->threads != NULL; i++)
    answer_thread (filter, profile, i, &answers->threads[i]);
  answer_cpus (filter, answers);
  return !asks (filter, asks_where) || answer_stacks (filter, profile, answers, cancellable, error);
}

static void
clear_answers (Answers *answers)
{
  g_free (answers->threads);
  g_clear_pointer (&answers->stacks, ember_stack_mask_free);
  g_free (answers->cpus);
}

/* The answers about 64 rows or fewer, as bits. */
static uint64_t
ask_threads (const Answers *answers,
             const EmberThreadId *threads,
             size_t n)
{
  uint64_t word = 0;

  for (size_t i = 0; i < n; i++)
    word |= (uint64_t) answers->threads[threads[i]] << i;
  return word;
}

static uint64_t
ask_cpus (const Answers *answers,
          const int32_t *cpus,
          size_t n)
{
  uint64_t word = 0;

  for (size_t i = 0; i < n; i++)
    word |= (uint64_t) answers->cpus[MIN ((uint32_t) cpus[i] + 1, answers->n_cpus)] << i;
  return word;
}

/* Takes away what does not pass.
 * @first: a multiple of 64 */
static void
narrow_mask (EmberBitmap *mask,
             const EmberSampleTable *table,
             const Answers *answers,
             size_t first,
             size_t last)
{
  const EmberThreadId *threads = table->threads.data;
  const int32_t *cpus = table->cpus.data;

  for (size_t row = first; row < last && answers->threads != NULL; row += 64)
    mask->words[row / 64] &= ask_threads (answers, threads + row, MIN (64, last - row));
  for (size_t row = first; row < last && answers->n_cpus > 0; row += 64)
    mask->words[row / 64] &= ask_cpus (answers, cpus + row, MIN (64, last - row));
}

/* Returns: false if cancelled */
static bool
fill_mask (EmberBitmap *mask,
           const EmberSampleTable *table,
           const Answers *answers,
           GCancellable *cancellable)
{
  const size_t n = ember_sample_table_get_n (table);

  if (answers->stacks == NULL)
    ember_bitmap_set_range (mask, 0, n);
  else if (!ember_stack_mask_find_rows (answers->stacks, table, 0, n, mask, cancellable))
    return false;
  for (size_t row = 0; row < n; row += ROWS_BETWEEN_CHECKS)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return false;
      narrow_mask (mask, table, answers, row, MIN (n, row + ROWS_BETWEEN_CHECKS));
    }
  return true;
}

static bool
fill_masks (EmberTableSet *set,
            const Answers *answers,
            GCancellable *cancellable)
{
  for (uint32_t i = 0; i < set->n_tables; i++)
    if (!fill_mask (set->masks[i], set->tables[i], answers, cancellable))
      return false;
  return true;
}

EmberTableSet *
ember_filter_apply (const EmberFilter *filter,
                    const EmberTableSet *set,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (EmberTableSet) filtered = ember_table_set_copy (set);
  Answers answers = { 0 };
  bool is_whole;

  g_assert (set->masks == NULL);
  if (!ember_filter_is_active (filter))
    return g_steal_pointer (&filtered);
  filtered->masks = g_new (EmberBitmap *, MAX (set->n_tables, 1));
  for (uint32_t i = 0; i < set->n_tables; i++)
    filtered->masks[i] = ember_bitmap_new (ember_sample_table_get_n (set->tables[i]));
  is_whole = answer_all (filter, set->profile, &answers, cancellable, error);
  if (is_whole && !fill_masks (filtered, &answers, cancellable))
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      is_whole = false;
    }
  clear_answers (&answers);
  return is_whole ? g_steal_pointer (&filtered) : NULL;
}
