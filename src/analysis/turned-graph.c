/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/turned-graph.h"

#include <string.h>

#include "analysis/graph-writer.h"

#define LIMIT_SHIFT 17
/* Below this, sorting by comparing is faster than by counting digits. */
#define FEW_ITEMS 48
#define DIGIT_BITS 8
#define N_DIGITS (1 << DIGIT_BITS)
#define NODES_PER_CHECK 16384

/* A node of the old tree whose frame is the next one of some samples on the way. */
typedef struct
{
  uint32_t rank; /* of its frame */
  EmberStackId at;
  uint32_t n_samples;
  uint64_t weight;
} Item;

/* An open node of the new tree: its children are made of the items [next, end), sorted by rank. */
typedef struct
{
  size_t next;
  size_t end;
  size_t begin;
  uint32_t n_focused; /* how many steps of the focus lead here; beyond n_focus: none */
  uint64_t limit_samples;
  uint64_t limit_weight;
} Level;

/* All that waits stands in one array, deeper levels behind: a level's items go with it. Columns give
 * memory back when they shrink, which happens here all the time. */
typedef struct
{
  const EmberFlameGraph *graph;
  const EmberStacks *stacks;
  const EmberTurn *turn;
  const uint32_t *ranks;
  uint32_t max_rank;
  GCancellable *cancellable;
  EmberGraphWriter writer;
  Item *items;
  size_t n_items;
  size_t capacity; /* of items and scratch */
  Item *scratch;
  GArray *levels; /* Level */
  bool is_cut;
} Turner;

static void
push_item (Turner *turner,
           EmberStackId at,
           uint32_t n_samples,
           uint64_t weight)
{
  if (turner->n_items == turner->capacity)
    {
      turner->capacity = MAX (turner->capacity * 2, 1024);
      turner->items = g_renew (Item, turner->items, turner->capacity);
      g_clear_pointer (&turner->scratch, g_free);
    }
  turner->items[turner->n_items++] = (Item){
    .rank = turner->ranks[ember_stacks_get_frame (turner->stacks, at)],
    .at = at,
    .n_samples = n_samples,
    .weight = weight,
  };
}

static uint32_t
get_samples (const Turner *turner,
             EmberStackId id)
{
  return (uint32_t) ember_flame_graph_get_total (turner->graph, EMBER_MEASURE_SAMPLES, id);
}

static uint64_t
get_weight (const Turner *turner,
            EmberStackId id)
{
  return turner->writer.is_weighted ? ember_flame_graph_get_total (turner->graph, EMBER_MEASURE_WEIGHT, id) : 0;
}

static void
add_own (Turner *turner,
         EmberStackId id)
{
  ember_graph_writer_add (&turner->writer, (uint32_t) ember_flame_graph_get_self (turner->graph, EMBER_MEASURE_SAMPLES, id),
                          turner->writer.is_weighted ? ember_flame_graph_get_self (turner->graph, EMBER_MEASURE_WEIGHT, id) : 0);
}

/* Callers: one step up; samples that have come to the end are the open node's own. */
static void
step_up (Turner *turner,
         EmberStackId at,
         uint32_t n_samples,
         uint64_t weight)
{
  const EmberStackId parent = ember_stacks_get_parent (turner->stacks, at);

  if (parent == EMBER_STACK_ROOT)
    ember_graph_writer_add (&turner->writer, n_samples, weight);
  else
    push_item (turner, parent, n_samples, weight);
}

/* Callees: what stood at the node itself is the open node's own. */
static void
step_down (Turner *turner,
           EmberStackId at)
{
  const EmberStackId end = ember_stacks_get_end (turner->stacks, at);

  add_own (turner, at);
  for (EmberStackId child = at + 1; child < end; child = ember_stacks_get_end (turner->stacks, child))
    if (get_samples (turner, child) > 0)
      push_item (turner, child, get_samples (turner, child), get_weight (turner, child));
}

static void
step (Turner *turner,
      const Item *item)
{
  if (turner->turn->kind == EMBER_TURN_CALLEES)
    step_down (turner, item->at);
  else
    step_up (turner, item->at, item->n_samples, item->weight);
}

/* Every node that was a leaf; the root itself has no frame to begin with. */
static void
push_leaves (Turner *turner)
{
  const uint32_t n = ember_stacks_get_n (turner->stacks);

  add_own (turner, EMBER_STACK_ROOT);
  for (EmberStackId id = 1; id < n; id++)
    {
      const uint64_t n_samples = ember_flame_graph_get_self (turner->graph, EMBER_MEASURE_SAMPLES, id);

      if (n_samples > 0)
        push_item (turner, id, (uint32_t) n_samples, turner->writer.is_weighted ? ember_flame_graph_get_self (turner->graph, EMBER_MEASURE_WEIGHT, id) : 0);
    }
}

/* From the outermost calls of the function; what lies below one is part of it. */
static void
push_around_function (Turner *turner)
{
  const uint32_t n = ember_stacks_get_n (turner->stacks);

  for (EmberStackId id = 0; id < n;)
    {
      const uint32_t n_samples = get_samples (turner, id);
      const bool is_call = n_samples > 0 && turner->turn->frames[ember_stacks_get_frame (turner->stacks, id)];

      if (is_call)
        step (turner, &(Item){ .at = id, .n_samples = n_samples, .weight = get_weight (turner, id) });
      id = n_samples > 0 && !is_call ? id + 1 : ember_stacks_get_end (turner->stacks, id);
    }
}

static void
sort_few (Item *items,
          size_t n)
{
  for (size_t i = 1; i < n; i++)
    {
      const Item item = items[i];
      size_t to = i;

      for (; to > 0 && items[to - 1].rank > item.rank; to--)
        items[to] = items[to - 1];
      items[to] = item;
    }
}

/* Digit by digit from the lowest; the ranks bound how many there are. */
static void
sort_many (Turner *turner,
           Item *items,
           size_t n)
{
  Item *from = items;
  Item *to;

  if (turner->scratch == NULL)
    turner->scratch = g_new (Item, turner->capacity);
  to = turner->scratch;
  for (uint32_t shift = 0; shift < 32 && turner->max_rank >> shift > 0; shift += DIGIT_BITS)
    {
      size_t starts[N_DIGITS] = { 0 };
      size_t sum = 0;
      Item *swap = from;

      for (size_t i = 0; i < n; i++)
        starts[from[i].rank >> shift & (N_DIGITS - 1)]++;
      for (uint32_t digit = 0; digit < N_DIGITS; digit++)
        {
          const size_t count = starts[digit];

          starts[digit] = sum;
          sum += count;
        }
      for (size_t i = 0; i < n; i++)
        to[starts[from[i].rank >> shift & (N_DIGITS - 1)]++] = from[i];
      from = to;
      to = swap;
    }
  if (from != items)
    memcpy (items, from, n * sizeof *items);
}

/* What was pushed since @begin is what the children of the open node are made of. */
static void
push_level (Turner *turner,
            size_t begin,
            Level level)
{
  const size_t n = turner->n_items - begin;
  Item *items = n > 0 ? turner->items + begin : NULL;

  if (n < FEW_ITEMS)
    sort_few (items, n);
  else
    sort_many (turner, items, n);
  level.begin = level.next = begin;
  level.end = turner->n_items;
  g_array_append_val (turner->levels, level);
}

/* Where the focus leads through the node, it is made however small; at its end small means something else. */
static bool
enter (const Turner *turner,
       EmberFrameId frame,
       uint64_t n_samples,
       uint64_t weight,
       Level *level)
{
  const EmberTurn *turn = turner->turn;
  const bool is_before_end = level->n_focused < turn->n_focus;

  if (is_before_end && turn->focus[level->n_focused] == frame)
    {
      level->n_focused++;
      if (level->n_focused == turn->n_focus)
        {
          level->limit_samples = n_samples >> LIMIT_SHIFT;
          level->limit_weight = weight >> LIMIT_SHIFT;
        }
      return true;
    }
  if (is_before_end)
    level->n_focused = turn->n_focus + 1;
  return n_samples >= level->limit_samples || (turner->writer.is_weighted && weight >= level->limit_weight);
}

/* Whether there is anything below a node of the items [begin, end). */
static bool
has_more (const Turner *turner,
          size_t begin,
          size_t end)
{
  bool has_any = false;

  for (size_t i = begin; i < end; i++)
    {
      const EmberStackId at = turner->items[i].at;

      if (turner->turn->kind == EMBER_TURN_CALLEES)
        has_any |= get_samples (turner, at) > ember_flame_graph_get_self (turner->graph, EMBER_MEASURE_SAMPLES, at);
      else
        has_any |= ember_stacks_get_parent (turner->stacks, at) != EMBER_STACK_ROOT;
    }
  return has_any;
}

/* Makes a node of the items [begin, end), which have one frame. */
static void
write_node (Turner *turner,
            size_t begin,
            size_t end,
            Level level)
{
  const EmberFrameId frame = ember_stacks_get_frame (turner->stacks, turner->items[begin].at);
  const size_t below = turner->n_items;
  uint64_t n_samples = 0;
  uint64_t weight = 0;

  for (size_t i = begin; i < end; i++)
    {
      n_samples += turner->items[i].n_samples;
      weight += turner->items[i].weight;
    }
  ember_graph_writer_open (&turner->writer, frame);
  if (!enter (turner, frame, n_samples, weight, &level))
    {
      ember_graph_writer_add (&turner->writer, (uint32_t) n_samples, weight);
      ember_graph_writer_close (&turner->writer);
      turner->is_cut |= has_more (turner, begin, end);
      return;
    }
  for (size_t i = begin; i < end; i++)
    {
      /* The array moves when it grows. */
      const Item item = turner->items[i];

      step (turner, &item);
    }
  push_level (turner, below, level);
}

static bool
write_nodes (Turner *turner)
{
  uint32_t n_until_check = NODES_PER_CHECK;

  while (turner->levels->len > 0)
    {
      Level *level = &g_array_index (turner->levels, Level, turner->levels->len - 1);
      const Item *items = turner->items;
      const size_t begin = level->next;
      size_t end = begin;

      if (--n_until_check == 0)
        {
          if (g_cancellable_is_cancelled (turner->cancellable))
            return false;
          n_until_check = NODES_PER_CHECK;
        }
      if (begin == level->end)
        {
          turner->n_items = level->begin;
          g_array_set_size (turner->levels, turner->levels->len - 1);
          ember_graph_writer_close (&turner->writer);
          continue;
        }
      while (end < level->end && items[end].rank == items[begin].rank)
        end++;
      level->next = end;
      write_node (turner, begin, end, *level);
    }
  return !g_cancellable_is_cancelled (turner->cancellable);
}

/* The frame of the root: the function's, where there is one. */
static EmberFrameId
find_root_frame (const Turner *turner)
{
  const uint32_t n = ember_frames_get_n (ember_profile_get_frames (ember_flame_graph_get_profile (turner->graph)));

  for (EmberFrameId i = 0; turner->turn->kind != EMBER_TURN_INVERTED && i < n; i++)
    if (turner->turn->frames[i])
      return i;
  return 0;
}

EmberFlameGraph *
ember_turned_graph_new (const EmberFlameGraph *graph,
                        const EmberTurn *turn,
                        const EmberFrameOrder *order,
                        GCancellable *cancellable,
                        bool *is_cut)
{
  const uint64_t n_all = ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT);
  const uint64_t all_weight = ember_flame_graph_get_total (graph, EMBER_MEASURE_WEIGHT, EMBER_STACK_ROOT);
  EmberFlameGraph *turned = NULL;
  Turner turner = {
    .graph = graph,
    .stacks = ember_flame_graph_get_stacks (graph),
    .turn = turn,
    .ranks = order->ranks,
    .max_rank = ember_frames_get_n (ember_profile_get_frames (order->profile)) - 1,
    .cancellable = cancellable,
  };

  g_assert (turn->kind != EMBER_TURN_NONE && order->profile == ember_flame_graph_get_profile (graph));
  turner.levels = g_array_new (FALSE, FALSE, sizeof (Level));
  ember_graph_writer_init (&turner.writer, ember_flame_graph_has_own_weights (graph), find_root_frame (&turner));
  if (turn->kind == EMBER_TURN_INVERTED)
    push_leaves (&turner);
  else
    push_around_function (&turner);
  push_level (&turner, 0, (Level){ .limit_samples = n_all >> LIMIT_SHIFT, .limit_weight = all_weight >> LIMIT_SHIFT });
  if (write_nodes (&turner))
    turned = ember_graph_writer_finish (&turner.writer, graph);
  else
    ember_graph_writer_clear (&turner.writer);
  *is_cut = turner.is_cut;
  g_array_unref (turner.levels);
  g_free (turner.items);
  g_free (turner.scratch);
  return turned;
}
