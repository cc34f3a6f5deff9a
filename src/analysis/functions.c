/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/functions.h"

#include "profile/bitmap.h"
#include "profile/hash.h"

#define NO_FUNCTION UINT32_MAX
#define NODES_PER_CHECK 65536

/* Functions in order of their first frame. */
typedef struct
{
  const EmberProfile *profile;
  EmberColumn functions; /* EmberFunction */
  EmberIdTable index;
} Finder;

static uint32_t
intern_function (Finder *finder,
                 const EmberFrame *frame)
{
  const uint64_t hash = ember_hash_pair (frame->name, frame->module);
  const EmberFunction *functions = finder->functions.data;
  EmberIdCursor cursor = ember_id_table_find (&finder->index, hash);
  const uint32_t id = (uint32_t) finder->functions.n;

  while (ember_id_table_next (&finder->index, &cursor))
    if (functions[cursor.id].name == frame->name && functions[cursor.id].module == frame->module)
      return cursor.id;
  *(EmberFunction *) ember_column_grow (&finder->functions, 1) = (EmberFunction){ .name = frame->name, .module = frame->module };
  ember_id_table_add (&finder->index, hash, id);
  return id;
}

/* Which function each frame belongs to; comms and the root are no code. */
static uint32_t *
map_frames (Finder *finder)
{
  const EmberFrames *frames = ember_profile_get_frames (finder->profile);
  const uint32_t n_frames = ember_frames_get_n (frames);
  uint32_t *map = g_new (uint32_t, n_frames);

  for (EmberFrameId i = 0; i < n_frames; i++)
    {
      const EmberFrame *frame = ember_frames_get (frames, i);
      const bool is_code = frame->kind != EMBER_FRAME_COMM && frame->kind != EMBER_FRAME_ROOT;

      map[i] = is_code ? intern_function (finder, frame) : NO_FUNCTION;
    }
  return map;
}

/* Nodes come in preorder, so a node stands below another of the same function
 * exactly as long as that one's subtree lasts. */
static bool
add_nodes (Finder *finder,
           const EmberFlameGraph *graph,
           EmberMeasure measure,
           GCancellable *cancellable)
{
  const EmberStacks *stacks = ember_flame_graph_get_stacks (graph);
  const uint32_t n_nodes = ember_stacks_get_n (stacks);
  g_autofree uint32_t *map = map_frames (finder);
  g_autofree EmberStackId *ends = g_new0 (EmberStackId, MAX (finder->functions.n, 1));
  EmberFunction *functions = finder->functions.data;
  uint32_t n_until_check = NODES_PER_CHECK;

  for (EmberStackId id = 0; id < n_nodes;)
    {
      const uint64_t total = ember_flame_graph_get_total (graph, measure, id);
      const uint32_t function = map[ember_stacks_get_frame (stacks, id)];

      if (--n_until_check == 0)
        {
          if (g_cancellable_is_cancelled (cancellable))
            return false;
          n_until_check = NODES_PER_CHECK;
        }
      if (total > 0 && function != NO_FUNCTION)
        {
          functions[function].self += ember_flame_graph_get_self (graph, measure, id);
          if (id >= ends[function])
            {
              functions[function].total += total;
              ends[function] = ember_stacks_get_end (stacks, id);
            }
        }
      id = total > 0 ? id + 1 : ember_stacks_get_end (stacks, id);
    }
  return !g_cancellable_is_cancelled (cancellable);
}

static int
compare_functions (gconstpointer a,
                   gconstpointer b,
                   gpointer data)
{
  const EmberFunction *left = a;
  const EmberFunction *right = b;
  const EmberStrings *strings = data;
  int order;

  if (left->self != right->self)
    return left->self > right->self ? -1 : 1;
  if (left->total != right->total)
    return left->total > right->total ? -1 : 1;
  order = ember_strings_compare (strings, left->name, right->name);
  return order != 0 ? order : ember_strings_compare (strings, left->module, right->module);
}

static EmberFunctions *
make_sorted (const Finder *finder)
{
  const EmberFunction *found = finder->functions.data;
  EmberFunctions *functions = g_new0 (EmberFunctions, 1);

  functions->functions = g_new (EmberFunction, MAX (finder->functions.n, 1));
  for (size_t i = 0; i < finder->functions.n; i++)
    if (found[i].total > 0)
      functions->functions[functions->n_functions++] = found[i];
  g_qsort_with_data (functions->functions, (int) functions->n_functions, sizeof (EmberFunction), compare_functions,
                     (gpointer) ember_profile_get_strings (finder->profile));
  return functions;
}

EmberFunctions *
ember_functions_new (const EmberFlameGraph *graph,
                     EmberMeasure measure,
                     GCancellable *cancellable)
{
  Finder finder = { .profile = ember_flame_graph_get_profile (graph) };
  EmberFunctions *functions = NULL;

  ember_column_init (&finder.functions, sizeof (EmberFunction));
  ember_id_table_init (&finder.index);
  if (add_nodes (&finder, graph, measure, cancellable))
    functions = make_sorted (&finder);
  ember_id_table_clear (&finder.index);
  ember_column_clear (&finder.functions);
  return functions;
}

void
ember_functions_keep (EmberFunctions *functions,
                      const EmberSearch *search)
{
  const EmberProfile *profile = ember_search_get_profile (search);
  const EmberFrames *frames = ember_profile_get_frames (profile);
  g_autoptr (EmberBitmap) names = ember_bitmap_new (ember_strings_get_n (ember_profile_get_strings (profile)));
  const uint32_t n = functions->n_functions;

  for (EmberFrameId i = 0; i < ember_frames_get_n (frames); i++)
    if (ember_search_matches (search, i))
      ember_bitmap_set (names, ember_frames_get (frames, i)->name);
  functions->n_functions = 0;
  for (uint32_t i = 0; i < n; i++)
    if (ember_bitmap_get (names, functions->functions[i].name))
      functions->functions[functions->n_functions++] = functions->functions[i];
}

void
ember_functions_free (EmberFunctions *functions)
{
  g_free (functions->functions);
  g_free (functions);
}
