/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/function-index.h"

#include <string.h>

#include "profile/hash.h"

/* Functions in order of their first frame. */
typedef struct
{
  const EmberProfile *profile;
  EmberColumn names; /* EmberFunctionName */
  EmberIdTable index;
} Finder;

static EmberFunctionId
intern_function (Finder *finder,
                 const EmberFrame *frame)
{
  const uint64_t hash = ember_hash_pair (frame->name, frame->module);
  const EmberFunctionName *names = finder->names.data;
  EmberIdCursor cursor = ember_id_table_find (&finder->index, hash);
  const EmberFunctionId id = (EmberFunctionId) finder->names.n;

  while (ember_id_table_next (&finder->index, &cursor))
    if (names[cursor.id].name == frame->name && names[cursor.id].module == frame->module)
      return cursor.id;
  *(EmberFunctionName *) ember_column_grow (&finder->names, 1) = (EmberFunctionName){ .name = frame->name, .module = frame->module };
  ember_id_table_add (&finder->index, hash, id);
  return id;
}

static EmberFunctionId *
map_frames (Finder *finder)
{
  const EmberFrames *frames = ember_profile_get_frames (finder->profile);
  const uint32_t n_frames = ember_frames_get_n (frames);
  EmberFunctionId *map = g_new (EmberFunctionId, n_frames);

  for (EmberFrameId i = 0; i < n_frames; i++)
    {
      const EmberFrame *frame = ember_frames_get (frames, i);
      const bool is_code = frame->kind != EMBER_FRAME_COMM && frame->kind != EMBER_FRAME_ROOT;

      map[i] = is_code ? intern_function (finder, frame) : EMBER_NO_FUNCTION;
    }
  return map;
}

static int
compare_by_name (const EmberFunctionIndex *index,
                 EmberFunctionId left,
                 EmberFunctionId right)
{
  const EmberStrings *strings = ember_profile_get_strings (index->profile);
  const int order = ember_strings_compare (strings, index->names[left].name, index->names[right].name);

  return order != 0 ? order : ember_strings_compare (strings, index->names[left].module, index->names[right].module);
}

static int
compare_by_name_cb (gconstpointer a,
                    gconstpointer b,
                    gpointer data)
{
  return compare_by_name (data, *(const EmberFunctionId *) a, *(const EmberFunctionId *) b);
}

/* Names have been ranked. */
static int
compare_by_module_cb (gconstpointer a,
                      gconstpointer b,
                      gpointer data)
{
  const EmberFunctionIndex *index = data;
  const EmberFunctionName *left = &index->names[*(const EmberFunctionId *) a];
  const EmberFunctionName *right = &index->names[*(const EmberFunctionId *) b];
  const int order = left->module == right->module ? 0 : ember_strings_compare (ember_profile_get_strings (index->profile), left->module, right->module);

  return order != 0 ? order : (left->rank > right->rank) - (left->rank < right->rank);
}

static void
rank_functions (EmberFunctionIndex *index)
{
  g_autofree EmberFunctionId *order = g_new (EmberFunctionId, MAX (index->n_functions, 1));

  for (EmberFunctionId i = 0; i < index->n_functions; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) index->n_functions, sizeof *order, compare_by_name_cb, index);
  for (uint32_t i = 0; i < index->n_functions; i++)
    index->names[order[i]].rank = i;
  g_qsort_with_data (order, (int) index->n_functions, sizeof *order, compare_by_module_cb, index);
  for (uint32_t i = 0; i < index->n_functions; i++)
    index->names[order[i]].rank_by_module = i;
}

EmberFunctionIndex *
ember_function_index_new (EmberProfile *profile)
{
  Finder finder = { .profile = profile };
  EmberFunctionIndex *index = g_new0 (EmberFunctionIndex, 1);

  g_atomic_ref_count_init (&index->ref_count);
  index->profile = ember_profile_ref (profile);
  ember_column_init (&finder.names, sizeof (EmberFunctionName));
  ember_id_table_init (&finder.index);
  index->of_frames = map_frames (&finder);
  index->n_functions = (uint32_t) finder.names.n;
  index->names = g_memdup2 (finder.names.data, finder.names.n * sizeof (EmberFunctionName));
  ember_id_table_clear (&finder.index);
  ember_column_clear (&finder.names);
  rank_functions (index);
  return index;
}

EmberFunctionIndex *
ember_function_index_ref (EmberFunctionIndex *index)
{
  g_atomic_ref_count_inc (&index->ref_count);
  return index;
}

void
ember_function_index_unref (EmberFunctionIndex *index)
{
  if (!g_atomic_ref_count_dec (&index->ref_count))
    return;
  ember_profile_unref (index->profile);
  g_free (index->names);
  g_free (index->of_frames);
  g_free (index);
}

const char *
ember_function_index_get_name (const EmberFunctionIndex *index,
                               EmberFunctionId id)
{
  return ember_strings_get (ember_profile_get_strings (index->profile), index->names[id].name);
}

const char *
ember_function_index_get_module (const EmberFunctionIndex *index,
                                 EmberFunctionId id)
{
  return ember_strings_get (ember_profile_get_strings (index->profile), index->names[id].module);
}

EmberFunctionId
ember_function_index_find (const EmberFunctionIndex *index,
                           const char *name,
                           const char *module)
{
  for (EmberFunctionId i = 0; i < index->n_functions; i++)
    if (strcmp (ember_function_index_get_name (index, i), name) == 0 && strcmp (ember_function_index_get_module (index, i), module) == 0)
      return i;
  return EMBER_NO_FUNCTION;
}
