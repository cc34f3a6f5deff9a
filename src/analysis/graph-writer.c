/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/graph-writer.h"

static void
add_node (EmberGraphWriter *writer,
          EmberStackId parent,
          EmberFrameId frame,
          uint32_t depth)
{
  EmberStacks *stacks = &writer->stacks;

  if (stacks->parents.n >= UINT32_MAX - 1)
    g_error ("out of memory: more than four thousand million stacks");
  *(EmberStackId *) ember_column_grow (&stacks->parents, 1) = parent;
  *(EmberFrameId *) ember_column_grow (&stacks->frames, 1) = frame;
  *(EmberStackId *) ember_column_grow (&stacks->ends, 1) = 0;
  *(uint32_t *) ember_column_grow (&stacks->depths, 1) = depth;
  *(uint32_t *) ember_column_grow (&writer->sums.samples, 1) = 0;
  if (writer->is_weighted)
    *(uint64_t *) ember_column_grow (&writer->sums.weights, 1) = 0;
  stacks->max_depth = MAX (stacks->max_depth, depth);
  writer->open = (EmberStackId) stacks->parents.n - 1;
}

void
ember_graph_writer_init (EmberGraphWriter *writer,
                         bool is_weighted,
                         EmberFrameId frame)
{
  EmberStacks *stacks = &writer->stacks;

  *writer = (EmberGraphWriter){ .is_weighted = is_weighted };
  ember_column_init (&stacks->parents, sizeof (EmberStackId));
  ember_column_init (&stacks->frames, sizeof (EmberFrameId));
  ember_column_init (&stacks->ends, sizeof (EmberStackId));
  ember_column_init (&stacks->depths, sizeof (uint32_t));
  ember_column_init (&writer->sums.samples, sizeof (uint32_t));
  ember_column_init (&writer->sums.weights, sizeof (uint64_t));
  add_node (writer, EMBER_STACK_ROOT, frame, 0);
}

void
ember_graph_writer_clear (EmberGraphWriter *writer)
{
  ember_column_clear (&writer->stacks.parents);
  ember_column_clear (&writer->stacks.frames);
  ember_column_clear (&writer->stacks.ends);
  ember_column_clear (&writer->stacks.depths);
  ember_column_clear (&writer->sums.samples);
  ember_column_clear (&writer->sums.weights);
}

void
ember_graph_writer_open (EmberGraphWriter *writer,
                         EmberFrameId frame)
{
  add_node (writer, writer->open, frame, ember_stacks_get_depth (&writer->stacks, writer->open) + 1);
}

void
ember_graph_writer_close (EmberGraphWriter *writer)
{
  ((EmberStackId *) writer->stacks.ends.data)[writer->open] = (EmberStackId) writer->stacks.parents.n;
  writer->open = ember_stacks_get_parent (&writer->stacks, writer->open);
}

void
ember_graph_writer_add (EmberGraphWriter *writer,
                        uint32_t n_samples,
                        uint64_t weight)
{
  ((uint32_t *) writer->sums.samples.data)[writer->open] += n_samples;
  if (writer->is_weighted)
    ((uint64_t *) writer->sums.weights.data)[writer->open] += weight;
}

/* Counts become sums of all before, with one more at the end. */
static void
sum_up (EmberGraphWriter *writer)
{
  const size_t n = writer->stacks.parents.n;
  uint32_t *samples;
  uint64_t *weights;
  uint32_t n_samples = 0;
  uint64_t weight = 0;

  ember_column_grow (&writer->sums.samples, 1);
  samples = writer->sums.samples.data;
  for (size_t i = 0; i <= n; i++)
    {
      const uint32_t own = i < n ? samples[i] : 0;

      samples[i] = n_samples;
      n_samples += own;
    }
  if (!writer->is_weighted)
    return;
  ember_column_grow (&writer->sums.weights, 1);
  weights = writer->sums.weights.data;
  for (size_t i = 0; i <= n; i++)
    {
      const uint64_t own = i < n ? weights[i] : 0;

      weights[i] = weight;
      weight += own;
    }
}

EmberFlameGraph *
ember_graph_writer_finish (EmberGraphWriter *writer,
                           const EmberFlameGraph *base)
{
  while (writer->open != EMBER_STACK_ROOT)
    ember_graph_writer_close (writer);
  ember_graph_writer_close (writer);
  sum_up (writer);
  return ember_flame_graph_new_over (base, &writer->stacks, &writer->sums);
}
