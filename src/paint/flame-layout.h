/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/flame-graph.h"
#include "paint/flame-tints.h"

/* In which order siblings stand. */
typedef enum
{
  EMBER_FLAME_ORDER_NAME,   /* stable while the range changes */
  EMBER_FLAME_ORDER_WEIGHT, /* the widest first, equal ones by name */
} EmberFlameOrder;

/* What settings, views and the command line call them, in order; NULL is behind the last. */
extern const char *const ember_flame_order_words[];

/* @word: (nullable): what is none is the order by name */
EmberFlameOrder ember_flame_order_from_word (const char *word);

/* EmberFlameSpan: a part of a graph's width, which goes from 0 to 1. */
typedef struct
{
  double begin;
  double end;
} EmberFlameSpan;

#define EMBER_FLAME_SPAN_ALL ((EmberFlameSpan){ 0, 1 })

/* EmberFlameBox: a node, or neighbours too narrow to draw with all that lies below them. */
typedef struct
{
  double begin_px; /* from the left edge of the view, may lie outside of it */
  double end_px;
  uint64_t total;  /* by the layout's measure */
  EmberStackId id; /* of a merged box: the parent */
  bool is_merged;
} EmberFlameBox;

/* EmberFlameLayout: the boxes that can be seen of a graph, row by row, the root's row first.
 *
 * Children begin where their parent begins; the parent's own part is the rest at
 * its end. Its memory is used again by each ember_flame_layout_update().
 */
typedef struct
{
  EmberFlameGraph *graph; /* NULL before the first update */
  EmberMeasure measure;
  EmberFlameOrder order;
  EmberFlameSpan span;
  double width_px;
  double min_px;
  EmberColumn boxes;      /* EmberFlameBox, by row, in each from left to right */
  EmberColumn row_begins; /* uint32_t, one more than there are rows */
  EmberColumn siblings;   /* scratch for sorting */
  EmberFlameTints *tints; /* of the graph's profile, for who draws; NULL before the first update */
} EmberFlameLayout;

void ember_flame_layout_init (EmberFlameLayout *layout);

void ember_flame_layout_clear (EmberFlameLayout *layout);

/* @span: what of the graph @width_px shows
 * @min_px: boxes narrower than this are merged; 1 device pixel
 * Cost: follows pixels, not nodes: O(boxes × log nodes); by weight also O(children of each box) */
void ember_flame_layout_update (EmberFlameLayout *layout,
                                EmberFlameGraph *graph,
                                EmberMeasure measure,
                                EmberFlameOrder order,
                                EmberFlameSpan span,
                                double width_px,
                                double min_px);

uint32_t ember_flame_layout_get_n_rows (const EmberFlameLayout *layout);

/* Returns: (transfer none): the boxes of @row, valid until the next update */
const EmberFlameBox *ember_flame_layout_get_row (const EmberFlameLayout *layout,
                                                 uint32_t row,
                                                 uint32_t *n_boxes);

/* The box under a place in a row; a merged box is at least @min_px wide there.
 * Returns: (transfer none) (nullable) */
const EmberFlameBox *ember_flame_layout_find (const EmberFlameLayout *layout,
                                              uint32_t row,
                                              double x_px);

/* The box of a node, if it is one in view.
 * Returns: (transfer none) (nullable) */
const EmberFlameBox *ember_flame_layout_find_stack (const EmberFlameLayout *layout,
                                                    EmberStackId id);

/* Where a node stands in the graph's width.
 * Cost: O(depth); by weight O(siblings of each ancestor) */
EmberFlameSpan ember_flame_span_of (const EmberFlameGraph *graph,
                                    EmberMeasure measure,
                                    EmberFlameOrder order,
                                    EmberStackId id);
