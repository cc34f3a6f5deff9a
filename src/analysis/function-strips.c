/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/function-strips.h"

#include "analysis/flame-graph.h"

/* As functions are counted, see ember_functions_new(): what is below a node of the same function is counted with it.
 * @ends: of each function: zeros */
static void
add_bucket (EmberWhenStrips *strips,
            const EmberFunctionIndex *index,
            const EmberFlameGraph *graph,
            uint32_t bucket,
            EmberStackId *ends)
{
  const EmberStacks *stacks = ember_flame_graph_get_stacks (graph);
  const uint32_t n_nodes = ember_stacks_get_n (stacks);

  for (EmberStackId id = 0; id < n_nodes;)
    {
      const uint64_t total = ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, id);
      const EmberFunctionId function = index->of_frames[ember_stacks_get_frame (stacks, id)];

      if (total > 0 && function != EMBER_NO_FUNCTION && id >= ends[function])
        {
          strips->counts[(size_t) function * strips->n_buckets + bucket] += (uint32_t) total;
          ends[function] = ember_stacks_get_end (stacks, id);
        }
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

  g_assert (index->profile == set->profile);
  for (uint32_t bucket = 0; bucket < n_buckets; bucket++)
    {
      const EmberTimeRange part = {
        ember_when_strips_get_border (range, n_buckets, bucket),
        ember_when_strips_get_border (range, n_buckets, bucket + 1),
      };
      g_autoptr (EmberFlameGraph) previous = g_steal_pointer (&graph);
      g_autofree EmberStackId *ends = g_new0 (EmberStackId, MAX (index->n_functions, 1));

      graph = previous != NULL ? ember_flame_graph_new_near (previous, part, cancellable) : ember_flame_graph_new (set, part, cancellable);
      if (graph == NULL)
        return NULL;
      add_bucket (strips, index, graph, bucket, ends);
    }
  return g_steal_pointer (&strips);
}
