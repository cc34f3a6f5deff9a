/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/standout.h"

#include "analysis/work-stream.h"

#define MAX_SAMPLES 100000
#define KEPT 0.6
#define LEAST 0.05

struct _EmberStandout
{
  const EmberTableSet *set;
  EmberFlameGraph *all;
  GArray *stacks; /* EmberStackId of the samples added, sorted to be looked at */
  uint64_t n_added;
  bool is_against_rest;
};

EmberStandout *
ember_standout_new (const EmberTableSet *set,
                    EmberTimeRange range,
                    GCancellable *cancellable)
{
  EmberFlameGraph *all = ember_flame_graph_new (set, range, cancellable);
  EmberStandout *self;

  if (all == NULL)
    return NULL;
  self = g_new0 (EmberStandout, 1);
  self->set = set;
  self->all = all;
  self->stacks = g_array_new (FALSE, FALSE, sizeof (EmberStackId));
  return self;
}

void
ember_standout_free (EmberStandout *standout)
{
  ember_flame_graph_unref (standout->all);
  g_array_unref (standout->stacks);
  g_free (standout);
}

void
ember_standout_add (EmberStandout *standout,
                    EmberTimeRange range,
                    EmberThreadId thread)
{
  const uint64_t n_in_range = ember_table_set_count (standout->set, range);
  const uint64_t stride = n_in_range / MAX_SAMPLES + 1;
  g_auto (EmberWorkStream) stream;
  EmberWorkSample sample;
  uint64_t n = 0;

  ember_work_stream_init (&stream, standout->set, range, false);
  while (ember_work_stream_next (&stream, &sample))
    if (thread == EMBER_STANDOUT_ANY_THREAD || sample.thread == thread)
      {
        if (n++ % stride == 0)
          g_array_append_val (standout->stacks, sample.stack);
        standout->n_added++;
      }
}

static int
compare_stacks_cb (gconstpointer a,
                   gconstpointer b)
{
  const EmberStackId left = *(const EmberStackId *) a;
  const EmberStackId right = *(const EmberStackId *) b;

  return left < right ? -1 : left > right;
}

static EmberStackId
get_stack (const EmberStandout *self,
           guint index)
{
  return g_array_index (self->stacks, EmberStackId, index);
}

/* First of the sorted stacks from @index on that is not before @end. */
static guint
find_behind (const EmberStandout *self,
             guint index,
             guint last,
             EmberStackId end)
{
  while (index < last)
    {
      const guint middle = index + (last - index) / 2;

      if (get_stack (self, middle) < end)
        index = middle + 1;
      else
        last = middle;
    }
  return index;
}

/* How much more of the samples added than of all others is at or below @id, in parts of one. */
static double
get_gain (const EmberStandout *self,
          EmberStackId id,
          guint n_here)
{
  const double part = (double) n_here / self->stacks->len;
  const double here = part * (double) self->n_added;
  const double all = (double) ember_flame_graph_get_total (self->all, EMBER_MEASURE_SAMPLES, id);
  const double n_others = (double) ember_flame_graph_get_total (self->all, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT) - (double) self->n_added;

  if (!self->is_against_rest || n_others < 1)
    return part;
  return part - MAX (all - here, 0) / n_others;
}

/* Goes to the child that gained most.
 * @first, @last: (inout): the sorted stacks at or below @id, then those of the child
 * Returns: its gain; 0 where there is no child */
static double
descend (const EmberStandout *self,
         EmberStackId *id,
         guint *first,
         guint *last)
{
  const EmberStacks *stacks = ember_flame_graph_get_stacks (self->all);
  const uint32_t depth = ember_stacks_get_depth (stacks, *id) + 1;
  double best = 0;
  EmberStackId best_id = *id;
  guint best_first = *first, best_last = *first;
  guint i = find_behind (self, *first, *last, *id + 1);

  while (i < *last)
    {
      EmberStackId child = get_stack (self, i);
      guint end;

      while (ember_stacks_get_depth (stacks, child) > depth)
        child = ember_stacks_get_parent (stacks, child);
      end = find_behind (self, i, *last, ember_stacks_get_end (stacks, child));
      if (get_gain (self, child, end - i) > best)
        {
          best = get_gain (self, child, end - i);
          best_id = child;
          best_first = i;
          best_last = end;
        }
      i = end;
    }
  *id = best_id;
  *first = best_first;
  *last = best_last;
  return best;
}

EmberStackId
ember_standout_find (EmberStandout *standout,
                     bool is_against_rest)
{
  EmberStackId id = EMBER_STACK_ROOT;
  EmberStackId found = EMBER_STACK_ROOT;
  guint first = 0;
  guint last = standout->stacks->len;
  double most = 0;

  standout->is_against_rest = is_against_rest;
  g_array_sort (standout->stacks, compare_stacks_cb);
  while (first < last)
    {
      const double gain = descend (standout, &id, &first, &last);

      if (gain < LEAST || gain < KEPT * most)
        break;
      most = MAX (most, gain);
      found = id;
    }
  g_array_set_size (standout->stacks, 0);
  standout->n_added = 0;
  return found;
}
