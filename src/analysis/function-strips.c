/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/function-strips.h"

#include <string.h>

#include "analysis/flame-graph.h"
#include "analysis/heatmap-grid.h"

#define MAX_BUCKETS 120
#define MIN_BUCKETS 16
#define MAX_COUNTS ((uint32_t) 1 << 23)

/* Of each node the function whose outermost call it is; what is below a node of the same function is
 * counted with it, as ember_functions_new() does. */
static EmberFunctionId *
find_outermost (const EmberFunctionIndex *index)
{
  const EmberStacks *stacks = ember_profile_get_stacks (index->profile);
  const uint32_t n_nodes = ember_stacks_get_n (stacks);
  EmberFunctionId *outermost = g_new (EmberFunctionId, n_nodes);
  g_autofree EmberStackId *ends = g_new0 (EmberStackId, MAX (index->n_functions, 1));

  for (EmberStackId id = 0; id < n_nodes; id++)
    {
      const EmberFunctionId function = index->of_frames[ember_stacks_get_frame (stacks, id)];
      const bool is_outermost = function != EMBER_NO_FUNCTION && id >= ends[function];

      outermost[id] = is_outermost ? function : EMBER_NO_FUNCTION;
      if (is_outermost)
        ends[function] = ember_stacks_get_end (stacks, id);
    }
  return outermost;
}

/* @counts: of each function */
static void
count_bucket (const EmberFlameGraph *graph,
              const EmberFunctionId *outermost,
              uint32_t *counts)
{
  const EmberStacks *stacks = ember_flame_graph_get_stacks (graph);
  const uint32_t n_nodes = ember_stacks_get_n (stacks);

  for (EmberStackId id = 0; id < n_nodes;)
    {
      const uint32_t total = (uint32_t) ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, id);

      if (outermost[id] != EMBER_NO_FUNCTION)
        counts[outermost[id]] += total;
      id = total > 0 ? id + 1 : ember_stacks_get_end (stacks, id);
    }
}

EmberWhenStrips *
ember_function_strips_new (const EmberFunctionIndex *index,
                           const EmberTableSet *set,
                           EmberTimeRange range,
                           uint32_t n_buckets,
                           GCancellable *cancellable)
{
  g_autoptr (EmberWhenStrips) strips = ember_when_strips_new_empty (range, n_buckets, index->n_functions);
  g_autoptr (EmberFlameGraph) graph = NULL;
  g_autofree EmberFunctionId *outermost = find_outermost (index);
  g_autofree uint32_t *counts = g_new (uint32_t, MAX (index->n_functions, 1));

  g_assert (index->profile == set->profile);
  for (uint32_t bucket = 0; bucket < n_buckets; bucket++)
    {
      const EmberTimeRange part = {
        ember_when_strips_get_border (range, n_buckets, bucket),
        ember_when_strips_get_border (range, n_buckets, bucket + 1),
      };
      g_autoptr (EmberFlameGraph) previous = g_steal_pointer (&graph);

      graph = previous != NULL ? ember_flame_graph_new_near (previous, part, cancellable) : ember_flame_graph_new (set, part, cancellable);
      if (graph == NULL)
        return NULL;
      memset (counts, 0, index->n_functions * sizeof *counts);
      count_bucket (graph, outermost, counts);
      for (EmberFunctionId i = 0; i < index->n_functions; i++)
        strips->counts[(size_t) i * n_buckets + bucket] = counts[i];
    }
  return g_steal_pointer (&strips);
}

EmberWhenStrips *
ember_function_strips_new_of_recording (const EmberFunctionIndex *index,
                                        const EmberTableSet *set,
                                        GCancellable *cancellable)
{
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (set->profile, EMBER_SECOND_NS, 1);
  const uint32_t n_buckets = CLAMP (MAX_COUNTS / MAX (index->n_functions, 1), MIN_BUCKETS, MAX_BUCKETS);

  return ember_function_strips_new (index, set, ember_heatmap_grid_get_range (&grid), n_buckets, cancellable);
}
