/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/functions.h"

#include "profile/bitmap.h"

#define NODES_PER_CHECK 65536

typedef struct
{
  const EmberFunctions *functions;
  const EmberFunctionIndex *index;
  EmberFunctionOrder order;
  bool is_descending;
} Sorting;

static void
add_self (EmberFunction *function,
          uint64_t amount,
          bool is_baseline)
{
  *(is_baseline ? &function->baseline_self : &function->self) += amount;
}

static void
add_total (EmberFunction *function,
           uint64_t amount,
           bool is_baseline)
{
  *(is_baseline ? &function->baseline_total : &function->total) += amount;
}

/* Nodes come in preorder, so a node stands below another of the same function
 * exactly as long as that one's subtree lasts.
 * @graph: on the tree of the index's profile, or on one that is the same node for node */
static bool
add_nodes (EmberFunction *functions,
           const EmberFunctionIndex *index,
           const EmberFlameGraph *graph,
           EmberMeasure measure,
           bool is_baseline,
           GCancellable *cancellable)
{
  const EmberStacks *stacks = ember_profile_get_stacks (index->profile);
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
          add_self (&functions[function], ember_flame_graph_get_self (graph, measure, id), is_baseline);
          if (id >= ends[function])
            {
              add_total (&functions[function], total, is_baseline);
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

/* How much more there is than the baseline lets expect. */
static double
get_growth (const EmberFunctions *functions,
            const EmberFunction *function)
{
  const bool is_self = functions->basis == EMBER_CHANGE_OF_SELF;
  const double scale = functions->difference != NULL ? functions->difference->scale : 1;

  return (double) (is_self ? function->self : function->total) - scale * (double) (is_self ? function->baseline_self : function->baseline_total);
}

static int
compare_growth (const EmberFunctions *functions,
                const EmberFunction *left,
                const EmberFunction *right)
{
  const double a = get_growth (functions, left);
  const double b = get_growth (functions, right);

  return functions->difference != NULL ? (a > b) - (a < b) : 0;
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
    case EMBER_FUNCTION_ORDER_CHANGE:
      order = compare_growth (sorting->functions, left, right);
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
  Sorting sorting = { functions, functions->index, order, is_descending };

  g_qsort_with_data (functions->functions, (int) functions->n_functions, sizeof (EmberFunction), compare_functions_cb, &sorting);
}

/* @all: (transfer full): of each function of the index
 * Returns: (transfer full): those that were seen */
static EmberFunctions *
new_functions (EmberFunctionIndex *index,
               EmberFunction *all)
{
  EmberFunctions *functions = g_new0 (EmberFunctions, 1);
  uint32_t n = 0;

  for (EmberFunctionId i = 0; i < index->n_functions; i++)
    if (all[i].total > 0 || all[i].baseline_total > 0)
      {
        all[n] = all[i];
        all[n].id = i;
        all[n].name = index->names[i].name;
        all[n++].module = index->names[i].module;
      }
  functions->index = ember_function_index_ref (index);
  functions->functions = all;
  functions->n_functions = n;
  return functions;
}

EmberFunctions *
ember_functions_new_in (EmberFunctionIndex *index,
                        const EmberFlameGraph *graph,
                        EmberMeasure measure,
                        GCancellable *cancellable)
{
  g_autofree EmberFunction *all = g_new0 (EmberFunction, MAX (index->n_functions, 1));
  EmberFunctions *functions;

  g_assert (index->profile == ember_flame_graph_get_profile (graph));
  if (!add_nodes (all, index, graph, measure, false, cancellable))
    return NULL;
  functions = new_functions (index, g_steal_pointer (&all));
  ember_functions_sort (functions, EMBER_FUNCTION_ORDER_SELF, true);
  return functions;
}

EmberFunctions *
ember_functions_new_compared (EmberFunctionIndex *index,
                              EmberDifference *difference,
                              EmberChangeBasis basis,
                              GCancellable *cancellable)
{
  g_autofree EmberFunction *all = g_new0 (EmberFunction, MAX (index->n_functions, 1));
  EmberFunctions *functions;

  g_assert (index->profile == ember_flame_graph_get_profile (difference->range));
  if (!add_nodes (all, index, difference->range, difference->measure, false, cancellable) ||
      !add_nodes (all, index, difference->baseline, difference->measure, true, cancellable))
    return NULL;
  functions = new_functions (index, g_steal_pointer (&all));
  functions->difference = ember_difference_ref (difference);
  functions->basis = basis;
  ember_functions_sort (functions, EMBER_FUNCTION_ORDER_SELF, true);
  return functions;
}

/* Samples behind weights are not counted by function, so the mean weight of all stands for theirs. */
EmberChange
ember_functions_get_change (const EmberFunctions *functions,
                            const EmberFunction *function)
{
  const EmberDifference *difference = functions->difference;
  const bool is_self = functions->basis == EMBER_CHANGE_OF_SELF;
  const uint64_t range = is_self ? function->self : function->total;
  const uint64_t baseline = is_self ? function->baseline_self : function->baseline_total;
  const double weight = (double) ember_flame_graph_get_total (difference->range, difference->measure, EMBER_STACK_ROOT) +
                        (double) ember_flame_graph_get_total (difference->baseline, difference->measure, EMBER_STACK_ROOT);
  const double samples = (double) ember_flame_graph_get_total (difference->range, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT) +
                         (double) ember_flame_graph_get_total (difference->baseline, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT);
  const double n_samples = weight > 0 ? ((double) range + (double) baseline) * samples / weight : 0;

  return ember_difference_compare (difference, range, baseline, (uint64_t) n_samples);
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
  g_clear_pointer (&functions->difference, ember_difference_unref);
  g_free (functions->functions);
  g_free (functions);
}
