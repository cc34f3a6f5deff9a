/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/flame-layout.h"

#include <math.h>

#include "support/small-profile.h"

#define WIDTH_PX 400.0

static EmberFlameGraph *
random_graph (uint32_t seed,
              uint32_t n_samples)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (seed, n_samples, 5, 30);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);

  return ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
}

static EmberFlameSpan
random_span (GRand *rand)
{
  const double length = pow (10, -g_rand_double_range (rand, 0, 4));
  const double begin = g_rand_double_range (rand, 0, 1 - length);

  return g_rand_int_range (rand, 0, 4) == 0 ? EMBER_FLAME_SPAN_ALL : (EmberFlameSpan){ begin, begin + length };
}

typedef void (*Check) (const EmberFlameLayout *layout);

/* Runs a check on layouts of random graphs, orders, measures and spans. */
static void
for_random_layouts (Check check)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  EmberFlameLayout layout;

  ember_flame_layout_init (&layout);
  for (uint32_t seed = 0; seed < 4; seed++)
    {
      g_autoptr (EmberFlameGraph) graph = random_graph (seed, 10 + 800 * seed);

      for (int i = 0; i < 40; i++)
        {
          ember_flame_layout_update (&layout, graph, i % 2, i / 2 % 2, random_span (rand), WIDTH_PX, i % 3 == 0 ? 0.5 : 1);
          check (&layout);
        }
    }
  ember_flame_layout_clear (&layout);
}

static void
check_boxes_stand_side_by_side (const EmberFlameLayout *layout)
{
  for (uint32_t row = 0; row < ember_flame_layout_get_n_rows (layout); row++)
    {
      uint32_t n;
      const EmberFlameBox *boxes = ember_flame_layout_get_row (layout, row, &n);

      g_assert_cmpuint (n, >, 0);
      for (uint32_t i = 0; i < n; i++)
        {
          g_assert_cmpfloat (boxes[i].begin_px, <, boxes[i].end_px);
          g_assert_cmpfloat (boxes[i].begin_px, <, WIDTH_PX);
          g_assert_cmpfloat (boxes[i].end_px, >, 0);
          if (i > 0)
            g_assert_cmpfloat (boxes[i - 1].end_px, <=, boxes[i].begin_px + 1e-6);
          if (!boxes[i].is_merged)
            g_assert_cmpfloat (boxes[i].end_px - boxes[i].begin_px, >=, layout->min_px - 1e-6);
        }
    }
}

static void
test_boxes_stand_side_by_side (void)
{
  for_random_layouts (check_boxes_stand_side_by_side);
}

/* Within the view, children and merged boxes cover their parent but for its own part. */
static void
check_nothing_vanishes (const EmberFlameLayout *layout)
{
  const double unit_px = layout->width_px / (layout->span.end - layout->span.begin) /
                         (double) ember_flame_graph_get_total (layout->graph, layout->measure, EMBER_STACK_ROOT);

  for (uint32_t row = 0; row + 1 < ember_flame_layout_get_n_rows (layout); row++)
    {
      uint32_t n, n_above;
      const EmberFlameBox *boxes = ember_flame_layout_get_row (layout, row, &n);
      const EmberFlameBox *above = ember_flame_layout_get_row (layout, row + 1, &n_above);

      for (uint32_t i = 0; i < n; i++)
        {
          const double self_px = unit_px * (double) ember_flame_graph_get_self (layout->graph, layout->measure, boxes[i].id);
          const double begin_px = MAX (boxes[i].begin_px, 0);
          const double end_px = MIN (boxes[i].end_px - self_px, WIDTH_PX);
          double covered_px = 0;

          if (boxes[i].is_merged)
            continue;
          for (uint32_t k = 0; k < n_above; k++)
            covered_px += MAX (0, MIN (above[k].end_px, end_px) - MAX (above[k].begin_px, begin_px));
          g_assert_cmpfloat_with_epsilon (covered_px, MAX (end_px - begin_px, 0), 1e-3);
        }
    }
}

static void
test_nothing_vanishes (void)
{
  for_random_layouts (check_nothing_vanishes);
}

static void
check_totals_are_the_graphs (const EmberFlameLayout *layout)
{
  const double all = (double) ember_flame_graph_get_total (layout->graph, layout->measure, EMBER_STACK_ROOT);

  for (size_t i = 0; i < layout->boxes.n; i++)
    {
      const EmberFlameBox *box = (const EmberFlameBox *) layout->boxes.data + i;
      const double width = (box->end_px - box->begin_px) / WIDTH_PX * (layout->span.end - layout->span.begin);

      g_assert_cmpfloat_with_epsilon (width, (double) box->total / all, 1e-9);
      if (!box->is_merged)
        g_assert_cmpuint (box->total, ==, ember_flame_graph_get_total (layout->graph, layout->measure, box->id));
    }
}

static void
test_widths_are_the_totals (void)
{
  for_random_layouts (check_totals_are_the_graphs);
}

static void
check_find_is_the_inverse (const EmberFlameLayout *layout)
{
  for (uint32_t row = 0; row < ember_flame_layout_get_n_rows (layout); row++)
    {
      uint32_t n;
      const EmberFlameBox *boxes = ember_flame_layout_get_row (layout, row, &n);

      for (uint32_t i = 0; i < n; i++)
        {
          const double x_px = (MAX (boxes[i].begin_px, 0) + MIN (boxes[i].end_px, WIDTH_PX)) / 2;

          g_assert_true (ember_flame_layout_find (layout, row, x_px) == &boxes[i]);
          if (!boxes[i].is_merged)
            g_assert_true (ember_flame_layout_find_stack (layout, boxes[i].id) == &boxes[i]);
        }
    }
}

static void
test_box_under_the_middle_of_a_box_is_that_box (void)
{
  for_random_layouts (check_find_is_the_inverse);
}

/* Every wide node in view is a box, found by going through all nodes. */
static void
check_no_wide_node_is_missed (const EmberFlameLayout *layout)
{
  const uint32_t n = ember_stacks_get_n (ember_flame_graph_get_stacks (layout->graph));
  const double scale = layout->width_px / (layout->span.end - layout->span.begin);
  size_t n_wide = 0, n_boxes = 0;

  for (EmberStackId id = 0; id < n; id++)
    {
      const EmberFlameSpan span = ember_flame_span_of (layout->graph, layout->measure, layout->order, id);
      const bool is_in_view = (span.end - layout->span.begin) * scale > 1e-3 && (span.begin - layout->span.begin) * scale < WIDTH_PX - 1e-3;

      if (!is_in_view || (span.end - span.begin) * scale < layout->min_px * 1.001)
        continue;
      n_wide++;
      g_assert_nonnull (ember_flame_layout_find_stack (layout, id));
    }
  for (size_t i = 0; i < layout->boxes.n; i++)
    n_boxes += !((const EmberFlameBox *) layout->boxes.data)[i].is_merged;
  g_assert_cmpuint (n_wide, <=, n_boxes);
}

static void
test_no_wide_node_is_missed (void)
{
  for_random_layouts (check_no_wide_node_is_missed);
}

static void
check_siblings_are_in_order (const EmberFlameLayout *layout)
{
  for (uint32_t row = 0; row < ember_flame_layout_get_n_rows (layout); row++)
    {
      uint32_t n;
      const EmberFlameBox *boxes = ember_flame_layout_get_row (layout, row, &n);
      const EmberStacks *stacks = ember_flame_graph_get_stacks (layout->graph);

      for (uint32_t i = 1; i < n; i++)
        {
          if (boxes[i].is_merged || boxes[i - 1].is_merged ||
              ember_stacks_get_parent (stacks, boxes[i].id) != ember_stacks_get_parent (stacks, boxes[i - 1].id))
            continue;
          if (layout->order == EMBER_FLAME_ORDER_NAME)
            g_assert_cmpuint (boxes[i - 1].id, <, boxes[i].id);
          else
            g_assert_cmpuint (boxes[i - 1].total, >=, boxes[i].total);
        }
    }
}

static void
test_siblings_are_in_order (void)
{
  for_random_layouts (check_siblings_are_in_order);
}

static void
check_neighbours_are_not_both_merged (const EmberFlameLayout *layout)
{
  for (uint32_t row = 0; row < ember_flame_layout_get_n_rows (layout); row++)
    {
      uint32_t n;
      const EmberFlameBox *boxes = ember_flame_layout_get_row (layout, row, &n);

      for (uint32_t i = 1; i < n; i++)
        g_assert_false (boxes[i].is_merged && boxes[i - 1].is_merged && boxes[i].id == boxes[i - 1].id);
    }
}

static void
test_narrow_neighbours_are_one_merged_box (void)
{
  for_random_layouts (check_neighbours_are_not_both_merged);
}

static EmberFlameGraph *
graph_of_leaves (uint32_t n_leaves,
                 const char *stack)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (uint32_t i = 0; i < n_leaves; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s;leaf%05u", stack, i);

      small_profile_add (builder, i, "app", 1, "e", text, 1);
    }

  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (builder);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);

  return ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
}

static void
test_thousands_of_narrow_leaves_are_one_box (void)
{
  g_autoptr (EmberFlameGraph) graph = graph_of_leaves (5000, "main");
  EmberFlameLayout layout;
  const EmberFlameBox *boxes;
  uint32_t n;

  ember_flame_layout_init (&layout);
  ember_flame_layout_update (&layout, graph, EMBER_MEASURE_SAMPLES, EMBER_FLAME_ORDER_NAME, EMBER_FLAME_SPAN_ALL, WIDTH_PX, 1);
  g_assert_cmpuint (ember_flame_layout_get_n_rows (&layout), ==, 4);
  boxes = ember_flame_layout_get_row (&layout, 3, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (boxes[0].is_merged);
  g_assert_cmpuint (boxes[0].total, ==, 5000);
  ember_flame_layout_clear (&layout);
}

static void
test_stack_of_a_hundred_thousand_frames_is_laid_out (void)
{
  GString *deep = g_string_new ("f");
  EmberFlameLayout layout;

  for (int i = 0; i < 100000; i++)
    g_string_append (deep, ";f");

  g_autoptr (EmberFlameGraph) graph = graph_of_leaves (1, deep->str);

  ember_flame_layout_init (&layout);
  ember_flame_layout_update (&layout, graph, EMBER_MEASURE_SAMPLES, EMBER_FLAME_ORDER_NAME, EMBER_FLAME_SPAN_ALL, 20, 1);
  g_assert_cmpuint (ember_flame_layout_get_n_rows (&layout), ==, 100004);
  ember_flame_layout_clear (&layout);
  g_string_free (deep, TRUE);
}

static void
test_tints_are_those_of_the_graphs_profile (void)
{
  EmberFlameLayout layout;

  ember_flame_layout_init (&layout);
  for (uint32_t seed = 1; seed <= 3; seed++)
    {
      g_autoptr (EmberFlameGraph) graph = random_graph (seed, 500);
      const EmberProfile *profile = ember_flame_graph_get_profile (graph);
      const uint32_t n_frames = ember_frames_get_n (ember_profile_get_frames (profile));

      for (int i = 0; i < 2; i++)
        {
          ember_flame_layout_update (&layout, graph, EMBER_MEASURE_SAMPLES, EMBER_FLAME_ORDER_NAME, EMBER_FLAME_SPAN_ALL, WIDTH_PX, 1);
          for (EmberFrameId frame = 0; frame < n_frames; frame++)
            g_assert_cmpuint (ember_flame_tints_get (layout.tints, frame), ==, ember_flame_hue_get (profile, frame) * EMBER_N_FLAME_VARIANTS + ember_flame_variant_get (profile, frame));
        }
    }
  ember_flame_layout_clear (&layout);
}

static void
test_empty_graph_has_no_rows (void)
{
  g_autoptr (EmberFlameGraph) graph = random_graph (1, 0);
  EmberFlameLayout layout;

  ember_flame_layout_init (&layout);
  g_assert_cmpuint (ember_flame_layout_get_n_rows (&layout), ==, 0);
  ember_flame_layout_update (&layout, graph, EMBER_MEASURE_SAMPLES, EMBER_FLAME_ORDER_NAME, EMBER_FLAME_SPAN_ALL, WIDTH_PX, 1);
  g_assert_cmpuint (ember_flame_layout_get_n_rows (&layout), ==, 0);
  g_assert_null (ember_flame_layout_find (&layout, 0, 10));
  g_assert_null (ember_flame_layout_find_stack (&layout, EMBER_STACK_ROOT));
  ember_flame_layout_clear (&layout);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flame-layout/boxes-stand-side-by-side", test_boxes_stand_side_by_side);
  g_test_add_func ("/flame-layout/nothing-vanishes", test_nothing_vanishes);
  g_test_add_func ("/flame-layout/widths-are-the-totals", test_widths_are_the_totals);
  g_test_add_func ("/flame-layout/box-under-the-middle-of-a-box-is-that-box", test_box_under_the_middle_of_a_box_is_that_box);
  g_test_add_func ("/flame-layout/no-wide-node-is-missed", test_no_wide_node_is_missed);
  g_test_add_func ("/flame-layout/siblings-are-in-order", test_siblings_are_in_order);
  g_test_add_func ("/flame-layout/narrow-neighbours-are-one-merged-box", test_narrow_neighbours_are_one_merged_box);
  g_test_add_func ("/flame-layout/thousands-of-narrow-leaves-are-one-box", test_thousands_of_narrow_leaves_are_one_box);
  g_test_add_func ("/flame-layout/stack-of-a-hundred-thousand-frames-is-laid-out", test_stack_of_a_hundred_thousand_frames_is_laid_out);
  g_test_add_func ("/flame-layout/tints-are-those-of-the-graphs-profile", test_tints_are_those_of_the_graphs_profile);
  g_test_add_func ("/flame-layout/empty-graph-has-no-rows", test_empty_graph_has_no_rows);
  return g_test_run ();
}
