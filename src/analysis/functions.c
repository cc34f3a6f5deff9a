/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/functions.h"

#include "profile/bitmap.h"

#define NODES_PER_CHECK 65536

typedef struct
{
  const EmberFunctionIndex *index;
  EmberFunctionOrder order;
  bool is_descending;
} Sorting;

/* Nodes come in preorder, so a node stands below another of the same function
 * exactly as long as that one's subtree lasts. */
static bool
add_nodes (EmberFunction *functions,
           const EmberFunctionIndex *index,
           const EmberFlameGraph *graph,
           EmberMeasure measure,
           GCancellable *cancellable)
{
  const EmberStacks *stacks = ember_flame_graph_get_stacks (graph);
  const uint32_t n_nodes = ember_stacks_get_n (stacks);
  g_autofree EmberStackId *ends = g_new0 (EmberStackId, MAX (index->n_functions, 1));
  uint32_t n_until_check = NODES_PER_CHECK;

  for (EmberStackId id = 0; id < n_nodes;)
    {
      const uint64_t total = ember_flame_graph_get_total (graph, measure, id);
      const EmberFunctionId function = index->of_frames[ember_stacks_get_frame (stacks, id)];

      if (--n_until_check == 0)
        {
          if (g_cancellable_is_cancelled (cancellable))
            return false;
          n_until_check = NODES_PER_CHECK;
        }
      if (total > 0 && function != EMBER_NO_FUNCTION)
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
compare_numbers (uint64_t left,
                 uint64_t right)
{
  return (left > right) - (left < right);
}

static int
compare_ties (const EmberFunction *left,
              const EmberFunction *right,
              const EmberFunctionName *names)
{
  if (left->self != right->self)
    return compare_numbers (right->self, left->self);
  if (left->total != right->total)
    return compare_numbers (right->total, left->total);
  return compare_numbers (names[left->id].rank, names[right->id].rank);
}

static int
compare_functions_cb (gconstpointer a,
                      gconstpointer b,
                      gpointer data)
{
  const EmberFunction *left = a;
  const EmberFunction *right = b;
  const Sorting *sorting = data;
  const EmberFunctionName *names = sorting->index->names;
  int order = 0;

  switch (sorting->order)
    {
    case EMBER_FUNCTION_ORDER_TOTAL:
      order = compare_numbers (left->total, right->total);
      break;
    case EMBER_FUNCTION_ORDER_NAME:
      order = compare_numbers (names[left->id].rank, names[right->id].rank);
      break;
    case EMBER_FUNCTION_ORDER_MODULE:
      order = compare_numbers (names[left->id].rank_by_module, names[right->id].rank_by_module);
      break;
    case EMBER_FUNCTION_ORDER_SELF:
    default:
      order = compare_numbers (left->self, right->self);
    }
  if (order == 0)
    return compare_ties (left, right, names);
  return sorting->is_descending ? -order : order;
}

void
ember_functions_sort (EmberFunctions *functions,
                      EmberFunctionOrder order,
                      bool is_descending)
{
  Sorting sorting = { functions->index, order, is_descending };

  g_qsort_with_data (functions->functions, (int) functions->n_functions, sizeof (EmberFunction), compare_functions_cb, &sorting);
}

EmberFunctions *
ember_functions_new_in (EmberFunctionIndex *index,
                        const EmberFlameGraph *graph,
                        EmberMeasure measure,
                        GCancellable *cancellable)
{
  g_autofree EmberFunction *all = g_new0 (EmberFunction, MAX (index->n_functions, 1));
  EmberFunctions *functions;
  uint32_t n = 0;

  g_assert (index->profile == ember_flame_graph_get_profile (graph));
  if (!add_nodes (all, index, graph, measure, cancellable))
    return NULL;
  for (EmberFunctionId i = 0; i < index->n_functions; i++)
    if (all[i].total > 0)
      all[n++] = (EmberFunction){ i, index->names[i].name, index->names[i].module, all[i].self, all[i].total };
  functions = g_new0 (EmberFunctions, 1);
  functions->index = ember_function_index_ref (index);
  functions->functions = g_steal_pointer (&all);
  functions->n_functions = n;
  ember_functions_sort (functions, EMBER_FUNCTION_ORDER_SELF, true);
  return functions;
}

EmberFunctions *
ember_functions_new (const EmberFlameGraph *graph,
                     EmberMeasure measure,
                     GCancellable *cancellable)
{
  g_autoptr (EmberFunctionIndex) index = ember_function_index_new (ember_flame_graph_get_profile (graph));

  return ember_functions_new_in (index, graph, measure, cancellable);
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
  ember_function_index_unref (functions->index);
  g_free (functions->functions);
  g_free (functions);
}
