/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/flame-graph.h"

#include "analysis/flame-graph-over.h"

struct _EmberFlameGraph
{
  gatomicrefcount ref_count;
  EmberTimeRange range;
  const EmberStacks *stacks; /* the profile's, or tree */
  EmberStacks tree;          /* of ember_flame_graph_new_over() */
  uint64_t uniform_weight;
  EmberFlameCounter *counter;
  EmberFlameRows *rows; /* NULL: only a part of them was counted */
  EmberFlameSums sums;
};

/* @counter: (transfer full)
 * Returns: (transfer full): counts nothing yet */
static EmberFlameGraph *
new_empty (EmberFlameCounter *counter,
           EmberTimeRange range)
{
  EmberFlameGraph *graph = g_new0 (EmberFlameGraph, 1);

  g_atomic_ref_count_init (&graph->ref_count);
  graph->range = range;
  graph->counter = counter;
  graph->stacks = ember_profile_get_stacks (ember_flame_counter_get_set (counter)->profile);
  ember_flame_counter_is_weighted (counter, &graph->uniform_weight);
  return graph;
}

/* @counter: (transfer full) */
static EmberFlameGraph *
new_graph (EmberFlameCounter *counter,
           EmberTimeRange range,
           const EmberFlameGraph *previous,
           GCancellable *cancellable)
{
  EmberFlameGraph *graph = new_empty (counter, range);

  graph->rows = ember_flame_counter_find_rows (counter, range);
  if (ember_flame_counter_count (counter, graph->rows, previous != NULL ? &previous->sums : NULL, previous != NULL ? previous->rows : NULL, cancellable, &graph->sums))
    return graph;
  ember_flame_counter_unref (counter);
  g_free (graph->rows);
  g_free (graph);
  return NULL;
}

EmberFlameGraph *
ember_flame_graph_new (const EmberTableSet *set,
                       EmberTimeRange range,
                       GCancellable *cancellable)
{
  return new_graph (ember_flame_counter_new (set), range, NULL, cancellable);
}

EmberFlameGraph *
ember_flame_graph_new_near (const EmberFlameGraph *previous,
                            EmberTimeRange range,
                            GCancellable *cancellable)
{
  return new_graph (ember_flame_counter_ref (previous->counter), range, previous->rows != NULL ? previous : NULL, cancellable);
}

void
ember_flame_graph_prepare (const EmberFlameGraph *graph)
{
  ember_flame_counter_prepare (graph->counter, &graph->sums, graph->rows);
}

EmberFlameGraph *
ember_flame_graph_new_part (const EmberFlameGraph *graph,
                            const EmberBitmap *nodes)
{
  EmberFlameGraph *part = new_empty (ember_flame_counter_ref (graph->counter), graph->range);

  ember_flame_counter_pick (graph->counter, &graph->sums, nodes, &part->sums);
  return part;
}

EmberFlameGraph *
ember_flame_graph_new_over (const EmberFlameGraph *base,
                            EmberStacks *stacks,
                            EmberFlameSums *sums)
{
  EmberFlameGraph *graph = g_new0 (EmberFlameGraph, 1);

  g_atomic_ref_count_init (&graph->ref_count);
  graph->range = base->range;
  graph->uniform_weight = base->uniform_weight;
  graph->counter = ember_flame_counter_ref (base->counter);
  graph->tree = *stacks;
  graph->stacks = &graph->tree;
  graph->sums = *sums;
  return graph;
}

EmberFlameGraph *
ember_flame_graph_ref (EmberFlameGraph *graph)
{
  g_atomic_ref_count_inc (&graph->ref_count);
  return graph;
}

void
ember_flame_graph_unref (EmberFlameGraph *graph)
{
  if (!g_atomic_ref_count_dec (&graph->ref_count))
    return;
  if (graph->stacks == &graph->tree)
    {
      ember_column_clear (&graph->sums.samples);
      ember_column_clear (&graph->sums.weights);
      ember_stacks_clear (&graph->tree);
    }
  else
    ember_flame_counter_recycle (graph->counter, &graph->sums);
  ember_flame_counter_unref (graph->counter);
  g_free (graph->rows);
  g_free (graph);
}

EmberTimeRange
ember_flame_graph_get_range (const EmberFlameGraph *graph)
{
  return graph->range;
}

const EmberTableSet *
ember_flame_graph_get_set (const EmberFlameGraph *graph)
{
  return ember_flame_counter_get_set (graph->counter);
}

EmberProfile *
ember_flame_graph_get_profile (const EmberFlameGraph *graph)
{
  return ember_flame_graph_get_set (graph)->profile;
}

const EmberStacks *
ember_flame_graph_get_stacks (const EmberFlameGraph *graph)
{
  return graph->stacks;
}

bool
ember_flame_graph_has_own_weights (const EmberFlameGraph *graph)
{
  return graph->sums.weights.n > 0;
}

bool
ember_flame_graph_has_weights (const EmberFlameGraph *graph)
{
  return graph->sums.weights.n > 0 || graph->uniform_weight != 1;
}

EmberFlameSumView
ember_flame_graph_get_sums (const EmberFlameGraph *graph,
                            EmberMeasure measure)
{
  const bool is_weight = measure == EMBER_MEASURE_WEIGHT;

  return (EmberFlameSumView){
    .samples = graph->sums.samples.data,
    .weights = is_weight && graph->sums.weights.n > 0 ? graph->sums.weights.data : NULL,
    .unit = is_weight ? graph->uniform_weight : 1,
  };
}

uint64_t
ember_flame_graph_get_before (const EmberFlameGraph *graph,
                              EmberMeasure measure,
                              EmberStackId id)
{
  const EmberFlameSumView sums = ember_flame_graph_get_sums (graph, measure);

  return ember_flame_sum_view_get (&sums, id);
}

uint64_t
ember_flame_graph_get_total (const EmberFlameGraph *graph,
                             EmberMeasure measure,
                             EmberStackId id)
{
  return ember_flame_graph_get_before (graph, measure, ember_stacks_get_end (graph->stacks, id)) -
         ember_flame_graph_get_before (graph, measure, id);
}

uint64_t
ember_flame_graph_get_self (const EmberFlameGraph *graph,
                            EmberMeasure measure,
                            EmberStackId id)
{
  return ember_flame_graph_get_before (graph, measure, id + 1) -
         ember_flame_graph_get_before (graph, measure, id);
}
