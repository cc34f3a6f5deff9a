/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/turned-graph.h"

#include "analysis/graph-writer.h"
#include "analysis/turn-items.h"

#define LIMIT_SHIFT 17
#define NODES_PER_CHECK 16384

typedef EmberTurnItem Item;

/* An open node of the new tree: its children are made of the items [next, end), sorted by rank. */
typedef struct
{
  size_t next;
  size_t end;
  size_t begin;
  uint32_t n_focused; /* how many steps of the focus lead here; beyond n_focus: none */
  uint64_t limit_samples[EMBER_TURN_MAX_GRAPHS];
  uint64_t limit_weight[EMBER_TURN_MAX_GRAPHS];
} Level;

typedef struct
{
  const EmberFlameGraph *graphs[EMBER_TURN_MAX_GRAPHS];
  uint32_t n_graphs;
  const EmberStacks *stacks; /* of the first; the second's is the same but for the numbers of frames */
  const EmberTurn *turn;
  const uint32_t *ranks;
  uint32_t max_rank;
  GCancellable *cancellable;
  EmberGraphWriter writers[EMBER_TURN_MAX_GRAPHS];
  EmberTurnItems items;
  GArray *levels; /* Level */
  bool is_cut;
} Turner;

/* @item: counts of the samples that come to @at */
static void
push_item (Turner *turner,
           EmberStackId at,
           const Item *item)
{
  Item *pushed = ember_turn_items_push (&turner->items);

  *pushed = *item;
  pushed->rank = turner->ranks[ember_stacks_get_frame (turner->stacks, at)];
  pushed->at = at;
}

/* Returns: whether any graph has samples there */
static bool
get_totals (const Turner *turner,
            EmberStackId id,
            Item *item)
{
  bool has_any = false;

  *item = (Item){ .at = id };
  for (uint32_t i = 0; i < turner->n_graphs; i++)
    {
      item->n_samples[i] = (uint32_t) ember_flame_graph_get_total (turner->graphs[i], EMBER_MEASURE_SAMPLES, id);
      has_any |= item->n_samples[i] > 0;
      if (turner->writers[i].is_weighted)
        item->weight[i] = ember_flame_graph_get_total (turner->graphs[i], EMBER_MEASURE_WEIGHT, id);
    }
  return has_any;
}

/* Returns: whether any graph has samples that end there */
static bool
get_own (const Turner *turner,
         EmberStackId id,
         Item *item)
{
  bool has_any = false;

  *item = (Item){ .at = id };
  for (uint32_t i = 0; i < turner->n_graphs; i++)
    {
      item->n_samples[i] = (uint32_t) ember_flame_graph_get_self (turner->graphs[i], EMBER_MEASURE_SAMPLES, id);
      has_any |= item->n_samples[i] > 0;
      if (item->n_samples[i] > 0 && turner->writers[i].is_weighted)
        item->weight[i] = ember_flame_graph_get_self (turner->graphs[i], EMBER_MEASURE_WEIGHT, id);
    }
  return has_any;
}

/* To the open node. */
static void
add (Turner *turner,
     const Item *item)
{
  for (uint32_t i = 0; i < turner->n_graphs; i++)
    ember_graph_writer_add (&turner->writers[i], item->n_samples[i], item->weight[i]);
}

static void
add_own (Turner *turner,
         EmberStackId id)
{
  Item own;

  get_own (turner, id, &own);
  add (turner, &own);
}

/* Callers: one step up; samples that have come to the end are the open node's own. */
static void
step_up (Turner *turner,
         const Item *item)
{
  const EmberStackId parent = ember_stacks_get_parent (turner->stacks, item->at);

  if (parent == EMBER_STACK_ROOT)
    add (turner, item);
  else
    push_item (turner, parent, item);
}

/* Callees: what stood at the node itself is the open node's own. */
static void
step_down (Turner *turner,
           EmberStackId at)
{
  const EmberStackId end = ember_stacks_get_end (turner->stacks, at);
  Item item;

  add_own (turner, at);
  for (EmberStackId child = at + 1; child < end; child = ember_stacks_get_end (turner->stacks, child))
    if (get_totals (turner, child, &item))
      push_item (turner, child, &item);
}

static void
step (Turner *turner,
      const Item *item)
{
  if (turner->turn->kind == EMBER_TURN_CALLEES)
    step_down (turner, item->at);
  else
    step_up (turner, item);
}

/* Every node that was a leaf; the root itself has no frame to begin with. */
static void
push_leaves (Turner *turner)
{
  const uint32_t n = ember_stacks_get_n (turner->stacks);
  Item own;

  add_own (turner, EMBER_STACK_ROOT);
  for (EmberStackId id = 1; id < n; id++)
    if (get_own (turner, id, &own))
      push_item (turner, id, &own);
}

/* From the outermost calls of the function; what lies below one is part of it. */
static void
push_around_function (Turner *turner)
{
  const uint32_t n = ember_stacks_get_n (turner->stacks);

  for (EmberStackId id = 0; id < n;)
    {
      Item item;
      const bool has_any = get_totals (turner, id, &item);
      const bool is_call = has_any && turner->turn->frames[ember_stacks_get_frame (turner->stacks, id)];

      if (is_call)
        step (turner, &item);
      id = has_any && !is_call ? id + 1 : ember_stacks_get_end (turner->stacks, id);
    }
}

/* What was pushed since @begin is what the children of the open node are made of. */
static void
push_level (Turner *turner,
            size_t begin,
            Level level)
{
  ember_turn_items_sort (&turner->items, begin, turner->max_rank);
  level.begin = level.next = begin;
  level.end = turner->items.n;
  g_array_append_val (turner->levels, level);
}

static void
set_limits (const Turner *turner,
            const Item *sums,
            Level *level)
{
  for (uint32_t i = 0; i < turner->n_graphs; i++)
    {
      level->limit_samples[i] = sums->n_samples[i] >> LIMIT_SHIFT;
      level->limit_weight[i] = sums->weight[i] >> LIMIT_SHIFT;
    }
}

/* Of two graphs it is enough if one of them shows the node. */
static bool
is_large (const Turner *turner,
          const Item *sums,
          const Level *level)
{
  for (uint32_t i = 0; i < turner->n_graphs; i++)
    if (sums->n_samples[i] > 0 && (sums->n_samples[i] >= level->limit_samples[i] ||
                                   (turner->writers[i].is_weighted && sums->weight[i] >= level->limit_weight[i])))
      return true;
  return false;
}

/* Where the focus leads through the node, it is made however small; at its end small means something else. */
static bool
enter (const Turner *turner,
       EmberFrameId frame,
       const Item *sums,
       Level *level)
{
  const EmberTurn *turn = turner->turn;
  const bool is_before_end = level->n_focused < turn->n_focus;

  if (is_before_end && turn->focus[level->n_focused] == frame)
    {
      level->n_focused++;
      if (level->n_focused == turn->n_focus)
        set_limits (turner, sums, level);
      return true;
    }
  if (is_before_end)
    level->n_focused = turn->n_focus + 1;
  return is_large (turner, sums, level);
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
      const EmberStackId at = turner->items.items[i].at;

      for (uint32_t g = 0; g < turner->n_graphs && turner->turn->kind == EMBER_TURN_CALLEES; g++)
        has_any |= turner->items.items[i].n_samples[g] > ember_flame_graph_get_self (turner->graphs[g], EMBER_MEASURE_SAMPLES, at);
      if (turner->turn->kind != EMBER_TURN_CALLEES)
        has_any |= ember_stacks_get_parent (turner->stacks, at) != EMBER_STACK_ROOT;
    }
  return has_any;
}

/* The same node of each tree, by the number that its own profile has for the frame. */
static void
open_node (Turner *turner,
           EmberStackId at)
{
  for (uint32_t i = 0; i < turner->n_graphs; i++)
    ember_graph_writer_open (&turner->writers[i], ember_stacks_get_frame (ember_flame_graph_get_stacks (turner->graphs[i]), at));
}

static void
close_node (Turner *turner)
{
  for (uint32_t i = 0; i < turner->n_graphs; i++)
    ember_graph_writer_close (&turner->writers[i]);
}

/* Makes a node of the items [begin, end), which have one frame. */
static void
write_node (Turner *turner,
            size_t begin,
            size_t end,
            Level level)
{
  const EmberStackId at = turner->items.items[begin].at;
  const size_t below = turner->items.n;
  Item sums = { 0 };

  for (size_t i = begin; i < end; i++)
    for (uint32_t g = 0; g < turner->n_graphs; g++)
      {
        sums.n_samples[g] += turner->items.items[i].n_samples[g];
        sums.weight[g] += turner->items.items[i].weight[g];
      }
  open_node (turner, at);
  if (!enter (turner, ember_stacks_get_frame (turner->stacks, at), &sums, &level))
    {
      add (turner, &sums);
      close_node (turner);
      turner->is_cut |= has_more (turner, begin, end);
      return;
    }
  for (size_t i = begin; i < end; i++)
    {
      /* The array moves when it grows. */
      const Item item = turner->items.items[i];

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
      const Item *items = turner->items.items;
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
          turner->items.n = level->begin;
          g_array_set_size (turner->levels, turner->levels->len - 1);
          close_node (turner);
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
find_root_frame (const Turner *turner,
                 const EmberStacks *stacks)
{
  const uint32_t n = ember_stacks_get_n (turner->stacks);

  for (EmberStackId i = 1; turner->turn->kind != EMBER_TURN_INVERTED && i < n; i++)
    if (turner->turn->frames[ember_stacks_get_frame (turner->stacks, i)])
      return ember_stacks_get_frame (stacks, i);
  return 0;
}

static void
init_writers (Turner *turner)
{
  for (uint32_t i = 0; i < turner->n_graphs; i++)
    ember_graph_writer_init (&turner->writers[i], ember_flame_graph_has_own_weights (turner->graphs[i]),
                             find_root_frame (turner, ember_flame_graph_get_stacks (turner->graphs[i])));
}

/* @turned: (out): of each graph; unset if cancelled */
static bool
turn_graphs (Turner *turner,
             EmberFlameGraph **turned)
{
  Level level = { 0 };
  Item all;
  bool is_whole;

  turner->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  init_writers (turner);
  get_totals (turner, EMBER_STACK_ROOT, &all);
  set_limits (turner, &all, &level);
  if (turner->turn->kind == EMBER_TURN_INVERTED)
    push_leaves (turner);
  else
    push_around_function (turner);
  push_level (turner, 0, level);
  is_whole = write_nodes (turner);
  for (uint32_t i = 0; i < turner->n_graphs; i++)
    if (is_whole)
      turned[i] = ember_graph_writer_finish (&turner->writers[i], turner->graphs[i]);
    else
      ember_graph_writer_clear (&turner->writers[i]);
  g_array_unref (turner->levels);
  ember_turn_items_clear (&turner->items);
  return is_whole;
}

static Turner
create_turner (const EmberFlameGraph *graph,
               const EmberTurn *turn,
               const EmberFrameOrder *order,
               GCancellable *cancellable)
{
  g_assert (turn->kind != EMBER_TURN_NONE && order->profile == ember_flame_graph_get_profile (graph));
  return (Turner){
    .graphs = { graph },
    .n_graphs = 1,
    .stacks = ember_flame_graph_get_stacks (graph),
    .turn = turn,
    .ranks = order->ranks,
    .max_rank = ember_frames_get_n (ember_profile_get_frames (order->profile)) - 1,
    .cancellable = cancellable,
  };
}

EmberFlameGraph *
ember_turned_graph_new (const EmberFlameGraph *graph,
                        const EmberTurn *turn,
                        const EmberFrameOrder *order,
                        GCancellable *cancellable,
                        bool *is_cut)
{
  Turner turner = create_turner (graph, turn, order, cancellable);
  EmberFlameGraph *turned = NULL;

  turn_graphs (&turner, &turned);
  *is_cut = turner.is_cut;
  return turned;
}

EmberDifference *
ember_turned_graph_new_difference (const EmberDifference *difference,
                                   const EmberTurn *turn,
                                   const EmberFrameOrder *order,
                                   GCancellable *cancellable,
                                   bool *is_cut)
{
  Turner turner = create_turner (difference->range, turn, order, cancellable);
  EmberFlameGraph *turned[EMBER_TURN_MAX_GRAPHS] = { NULL };
  EmberDifference *result;

  turner.graphs[1] = difference->baseline;
  turner.n_graphs = 2;
  *is_cut = false;
  if (!turn_graphs (&turner, turned))
    return NULL;
  *is_cut = turner.is_cut;
  result = ember_difference_new (turned[0], turned[1], difference->measure, difference->normalization);
  result->scale = difference->scale;
  ember_flame_graph_unref (turned[0]);
  ember_flame_graph_unref (turned[1]);
  return result;
}
