/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/flame-layout.h"

#include <math.h>
#include <stdlib.h>

const char *const ember_flame_order_words[] = { "name", "weight", NULL };

/* Siblings looked at one by one before a search is worth its price. */
#define STEPS_BEFORE_SEARCH 8
/* A stack this deep was made to hurt: the search would climb it for each pixel. */
#define MAX_CLIMB 2048

/* A child that is wide enough, while siblings are put in order. */
typedef struct
{
  EmberStackId id;
  uint64_t total;
} Sibling;

/* Walks the children of a node in preorder: wide ones alone, narrow and empty ones in runs.
 *
 * What was counted before a node grows along the siblings, so the end of a run
 * of narrow ones is found by searching that sum for the next pixel: the walk
 * costs pixels, not siblings. */
typedef struct
{
  EmberFlameSumView sums;
  const EmberStacks *stacks;
  EmberStackId end;   /* of the parent */
  uint32_t depth;     /* of the children */
  uint64_t min_units; /* narrower is narrow; at least 1 */
} Walk;

static uint64_t
get_before (const Walk *walk,
            EmberStackId id)
{
  return ember_flame_sum_view_get (&walk->sums, id);
}

/* The first node at or after @id before which more than @units are counted with it. */
static EmberStackId
search_units (const Walk *walk,
              EmberStackId id,
              uint64_t units)
{
  size_t step = 1;
  EmberStackId low, high;

  while (step < walk->end - id && get_before (walk, (EmberStackId) (id + step)) <= units)
    step *= 2;
  low = (EmberStackId) (id + step / 2);
  high = step < walk->end - id ? (EmberStackId) (id + step) : walk->end;
  while (low < high)
    {
      const EmberStackId middle = low + (high - low) / 2;

      if (get_before (walk, middle + 1) > units)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/* The child at or after @id that holds the sample with @units before it; the end if there is none. */
static EmberStackId
find_child (const Walk *walk,
            EmberStackId id,
            uint64_t units)
{
  EmberStackId node;

  for (int i = 0; i < STEPS_BEFORE_SEARCH; i++)
    {
      const EmberStackId next = id < walk->end ? ember_stacks_get_end (walk->stacks, id) : id;

      if (id >= walk->end || get_before (walk, next) > units)
        return id;
      id = next;
    }
  node = search_units (walk, id, units);
  if (node >= walk->end)
    return walk->end;
  if (ember_stacks_get_depth (walk->stacks, node) - walk->depth <= MAX_CLIMB)
    {
      while (ember_stacks_get_depth (walk->stacks, node) > walk->depth)
        node = ember_stacks_get_parent (walk->stacks, node);
      return node;
    }
  while (id < walk->end && get_before (walk, ember_stacks_get_end (walk->stacks, id)) <= units)
    id = ember_stacks_get_end (walk->stacks, id);
  return id;
}

/* The next thing at or after *@id: a wide child, or a run of narrow ones up to *@next. */
static bool
find_next (const Walk *walk,
           EmberStackId *id,
           EmberStackId *next,
           bool *is_wide)
{
  *id = *id < walk->end ? find_child (walk, *id, get_before (walk, *id)) : walk->end;
  if (*id >= walk->end)
    return false;
  *next = ember_stacks_get_end (walk->stacks, *id);
  *is_wide = get_before (walk, *next) - get_before (walk, *id) >= walk->min_units;
  if (*is_wide)
    return true;
  while (*next < walk->end)
    {
      const EmberStackId child = find_child (walk, *next, get_before (walk, *next) + walk->min_units - 1);

      /* Nothing that began after *next reaches beyond a pixel before this child. */
      *next = child;
      if (child >= walk->end || get_before (walk, ember_stacks_get_end (walk->stacks, child)) - get_before (walk, child) >= walk->min_units)
        break;
      *next = ember_stacks_get_end (walk->stacks, child);
    }
  return true;
}

static Walk
walk_children (const EmberFlameGraph *graph,
               EmberMeasure measure,
               EmberStackId parent,
               uint64_t min_units)
{
  const EmberStacks *stacks = ember_flame_graph_get_stacks (graph);

  return (Walk){
    .sums = ember_flame_graph_get_sums (graph, measure),
    .stacks = stacks,
    .end = ember_stacks_get_end (stacks, parent),
    .depth = ember_stacks_get_depth (stacks, parent) + 1,
    .min_units = MAX (min_units, 1),
  };
}

EmberFlameOrder
ember_flame_order_from_word (const char *word)
{
  return g_strcmp0 (word, ember_flame_order_words[EMBER_FLAME_ORDER_WEIGHT]) == 0 ? EMBER_FLAME_ORDER_WEIGHT : EMBER_FLAME_ORDER_NAME;
}

void
ember_flame_layout_init (EmberFlameLayout *layout)
{
  *layout = (EmberFlameLayout){ .span = EMBER_FLAME_SPAN_ALL };
  ember_column_init (&layout->boxes, sizeof (EmberFlameBox));
  ember_column_init (&layout->row_begins, sizeof (uint32_t));
  ember_column_init (&layout->siblings, sizeof (Sibling));
}

void
ember_flame_layout_clear (EmberFlameLayout *layout)
{
  g_clear_pointer (&layout->tints, ember_flame_tints_free);
  g_clear_pointer (&layout->graph, ember_flame_graph_unref);
  ember_column_clear (&layout->boxes);
  ember_column_clear (&layout->row_begins);
  ember_column_clear (&layout->siblings);
}

static void
add_box (EmberFlameLayout *layout,
         EmberFlameBox box)
{
  if (box.end_px > 0 && box.begin_px < layout->width_px && box.end_px > box.begin_px)
    *(EmberFlameBox *) ember_column_grow (&layout->boxes, 1) = box;
}

/* Pixels a unit; 0 for an empty graph. */
static double
get_unit_px (const EmberFlameLayout *layout)
{
  const uint64_t total = ember_flame_graph_get_total (layout->graph, layout->measure, EMBER_STACK_ROOT);

  return total > 0 ? layout->width_px / (layout->span.end - layout->span.begin) / (double) total : 0;
}

static uint64_t
to_units (double px,
          double unit_px)
{
  const double units = ceil (px / unit_px);

  return units < 1 ? 1 : units >= 0x1p63 ? UINT64_C (1) << 63
                                         : (uint64_t) units;
}

/* Has the processor fetch what the walk over the children of a box will look at, a row later. */
static void
expect_children (const Walk *walk,
                 EmberStackId id)
{
  __builtin_prefetch ((const EmberStackId *) walk->stacks->ends.data + id + 1);
  if (walk->sums.weights != NULL)
    __builtin_prefetch (walk->sums.weights + id + 1);
  else
    __builtin_prefetch (walk->sums.samples + id + 1);
}

static void
add_children_by_name (EmberFlameLayout *layout,
                      EmberFlameBox parent,
                      double unit_px)
{
  const Walk walk = walk_children (layout->graph, layout->measure, parent.id, to_units (layout->min_px, unit_px));
  const uint64_t base = get_before (&walk, parent.id + 1);
  EmberStackId id = parent.id + 1;
  EmberStackId next;
  bool is_wide;

  if (parent.begin_px < 0)
    id = find_child (&walk, id, base + (uint64_t) MAX (floor (-parent.begin_px / unit_px) - 1, 0));
  for (; find_next (&walk, &id, &next, &is_wide); id = next)
    {
      const uint64_t total = get_before (&walk, next) - get_before (&walk, id);
      const double begin_px = parent.begin_px + (double) (get_before (&walk, id) - base) * unit_px;

      if (begin_px >= layout->width_px)
        break;
      add_box (layout, (EmberFlameBox){ begin_px, begin_px + (double) total * unit_px, total, is_wide ? id : parent.id, !is_wide });
      if (is_wide)
        expect_children (&walk, id);
    }
}

static int
compare_siblings (const void *a,
                  const void *b)
{
  const Sibling *left = a;
  const Sibling *right = b;

  if (left->total != right->total)
    return left->total > right->total ? -1 : 1;
  return left->id < right->id ? -1 : 1;
}

static void
add_children_by_weight (EmberFlameLayout *layout,
                        EmberFlameBox parent,
                        double unit_px)
{
  const Walk walk = walk_children (layout->graph, layout->measure, parent.id, to_units (layout->min_px, unit_px));
  EmberStackId id = parent.id + 1;
  EmberStackId next;
  uint64_t at = 0;
  uint64_t n_narrow = 0;
  bool is_wide;

  ember_column_empty (&layout->siblings);
  for (; find_next (&walk, &id, &next, &is_wide); id = next)
    {
      const uint64_t total = get_before (&walk, next) - get_before (&walk, id);

      if (is_wide)
        *(Sibling *) ember_column_grow (&layout->siblings, 1) = (Sibling){ id, total };
      else
        n_narrow += total;
    }
  if (layout->siblings.n > 1)
    qsort (layout->siblings.data, layout->siblings.n, sizeof (Sibling), compare_siblings);
  for (size_t i = 0; i < layout->siblings.n; i++)
    {
      const Sibling *sibling = (const Sibling *) layout->siblings.data + i;
      const double begin_px = parent.begin_px + (double) at * unit_px;

      add_box (layout, (EmberFlameBox){ begin_px, begin_px + (double) sibling->total * unit_px, sibling->total, sibling->id, false });
      at += sibling->total;
    }
  if (n_narrow > 0)
    add_box (layout, (EmberFlameBox){ parent.begin_px + (double) at * unit_px, parent.begin_px + (double) (at + n_narrow) * unit_px, n_narrow, parent.id, true });
}

static void
set_graph (EmberFlameLayout *layout,
           EmberFlameGraph *graph)
{
  const EmberProfile *profile = ember_flame_graph_get_profile (graph);

  if (layout->graph == NULL || ember_flame_graph_get_profile (layout->graph) != profile)
    {
      g_clear_pointer (&layout->tints, ember_flame_tints_free);
      layout->tints = ember_flame_tints_new (profile);
    }
  ember_flame_graph_ref (graph);
  g_clear_pointer (&layout->graph, ember_flame_graph_unref);
  layout->graph = graph;
}

void
ember_flame_layout_update (EmberFlameLayout *layout,
                           EmberFlameGraph *graph,
                           EmberMeasure measure,
                           EmberFlameOrder order,
                           EmberFlameSpan span,
                           double width_px,
                           double min_px)
{
  size_t row_begin = 0;
  double unit_px;

  set_graph (layout, graph);
  layout->measure = measure;
  layout->order = order;
  layout->span = span;
  layout->width_px = width_px;
  layout->min_px = min_px;
  ember_column_empty (&layout->boxes);
  ember_column_empty (&layout->row_begins);
  unit_px = get_unit_px (layout);
  if (unit_px > 0)
    {
      const uint64_t total = ember_flame_graph_get_total (graph, measure, EMBER_STACK_ROOT);
      const double begin_px = -span.begin / (span.end - span.begin) * width_px;

      add_box (layout, (EmberFlameBox){ begin_px, begin_px + (double) total * unit_px, total, EMBER_STACK_ROOT, false });
    }
  while (row_begin < layout->boxes.n)
    {
      const size_t row_end = layout->boxes.n;

      *(uint32_t *) ember_column_grow (&layout->row_begins, 1) = (uint32_t) row_begin;
      for (size_t i = row_begin; i < row_end; i++)
        {
          const EmberFlameBox box = ((const EmberFlameBox *) layout->boxes.data)[i];

          if (box.is_merged)
            continue;
          if (order == EMBER_FLAME_ORDER_NAME)
            add_children_by_name (layout, box, unit_px);
          else
            add_children_by_weight (layout, box, unit_px);
        }
      row_begin = row_end;
    }
  *(uint32_t *) ember_column_grow (&layout->row_begins, 1) = (uint32_t) row_begin;
}

uint32_t
ember_flame_layout_get_n_rows (const EmberFlameLayout *layout)
{
  return layout->row_begins.n > 0 ? (uint32_t) layout->row_begins.n - 1 : 0;
}

const EmberFlameBox *
ember_flame_layout_get_row (const EmberFlameLayout *layout,
                            uint32_t row,
                            uint32_t *n_boxes)
{
  const uint32_t *begins = layout->row_begins.data;

  *n_boxes = begins[row + 1] - begins[row];
  return (const EmberFlameBox *) layout->boxes.data + begins[row];
}

const EmberFlameBox *
ember_flame_layout_find (const EmberFlameLayout *layout,
                         uint32_t row,
                         double x_px)
{
  uint32_t low = 0, high, n;
  const EmberFlameBox *boxes;

  if (row >= ember_flame_layout_get_n_rows (layout))
    return NULL;
  boxes = ember_flame_layout_get_row (layout, row, &n);
  high = n;
  while (low < high)
    {
      const uint32_t middle = low + (high - low) / 2;

      if (boxes[middle].begin_px <= x_px)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0)
    return NULL;
  low--;
  if (x_px < boxes[low].end_px || (boxes[low].is_merged && x_px < boxes[low].begin_px + layout->min_px))
    return &boxes[low];
  return NULL;
}

const EmberFlameBox *
ember_flame_layout_find_stack (const EmberFlameLayout *layout,
                               EmberStackId id)
{
  EmberFlameSpan span;
  const EmberFlameBox *box;
  double begin_px, end_px, scale;

  if (layout->graph == NULL || ember_flame_graph_get_total (layout->graph, layout->measure, id) == 0)
    return NULL;
  span = ember_flame_span_of (layout->graph, layout->measure, layout->order, id);
  scale = layout->width_px / (layout->span.end - layout->span.begin);
  begin_px = MAX ((span.begin - layout->span.begin) * scale, 0);
  end_px = MIN ((span.end - layout->span.begin) * scale, layout->width_px);
  if (begin_px > end_px)
    return NULL;
  box = ember_flame_layout_find (layout, ember_stacks_get_depth (ember_flame_graph_get_stacks (layout->graph), id), (begin_px + end_px) / 2);
  return box != NULL && !box->is_merged && box->id == id ? box : NULL;
}

/* How many units of its parent stand before a node. */
static uint64_t
get_units_before (const EmberFlameGraph *graph,
                  EmberMeasure measure,
                  EmberFlameOrder order,
                  EmberStackId parent,
                  EmberStackId id)
{
  const Walk walk = walk_children (graph, measure, parent, 1);
  const Sibling self = { id, ember_flame_graph_get_total (graph, measure, id) };
  uint64_t units = 0;
  EmberStackId sibling = parent + 1;
  EmberStackId next;
  bool is_wide;

  if (order == EMBER_FLAME_ORDER_NAME)
    return get_before (&walk, id) - get_before (&walk, parent + 1);
  for (; find_next (&walk, &sibling, &next, &is_wide); sibling = next)
    {
      const Sibling other = { sibling, get_before (&walk, next) - get_before (&walk, sibling) };

      if (sibling != id && compare_siblings (&other, &self) < 0)
        units += other.total;
    }
  return units;
}

EmberFlameSpan
ember_flame_span_of (const EmberFlameGraph *graph,
                     EmberMeasure measure,
                     EmberFlameOrder order,
                     EmberStackId id)
{
  const EmberStacks *stacks = ember_flame_graph_get_stacks (graph);
  const double all = (double) ember_flame_graph_get_total (graph, measure, EMBER_STACK_ROOT);
  const double total = (double) ember_flame_graph_get_total (graph, measure, id);
  uint64_t units = 0;

  if (all == 0)
    return EMBER_FLAME_SPAN_ALL;
  while (id != EMBER_STACK_ROOT)
    {
      const EmberStackId parent = ember_stacks_get_parent (stacks, id);

      units += get_units_before (graph, measure, order, parent, id);
      id = parent;
    }
  return (EmberFlameSpan){ (double) units / all, ((double) units + total) / all };
}
