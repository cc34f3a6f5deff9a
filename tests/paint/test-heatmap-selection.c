/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-selection.h"

#include "paint/heatmap-zoom.h"

static const EmberHeatmapGrid grid = { 50 * EMBER_SECOND_NS, EMBER_SECOND_NS, 20, 10, false };

static void
init_geometry (EmberHeatmapGeometry *geometry)
{
  const EmberHeatmapFrame frame = { 400, 200, { 0, 0, 400, 200 }, 1, false, false };

  ember_heatmap_geometry_init (geometry, &grid, &frame);
}

static bool
is_outside (const EmberHeatmapSelection *selection,
            double x,
            double y)
{
  for (uint32_t i = 0; i < selection->n_outside; i++)
    {
      const cairo_rectangle_t r = selection->outside[i];

      if (x >= r.x && x < r.x + r.width && y >= r.y && y < r.y + r.height)
        return true;
    }
  return false;
}

/* Each cell lies outside if and only if its time does. */
static void
test_what_is_outside_is_what_was_not_chosen (void)
{
  EmberHeatmapGeometry geometry;

  init_geometry (&geometry);
  for (uint32_t begin = 0; begin < 200; begin += 7)
    for (uint32_t end = begin + 1; end <= 200; end += 3)
      {
        const EmberTimeRange range = { ember_heatmap_grid_get_border (&grid, begin), ember_heatmap_grid_get_border (&grid, end) };
        EmberHeatmapSelection selection;

        ember_heatmap_selection_init (&selection, &geometry, range);
        for (uint32_t i = 0; i < 200; i++)
          {
            const cairo_rectangle_t r = ember_heatmap_geometry_get_cell (&geometry, (EmberCell){ i / 10, i % 10 });

            g_assert_cmpint (is_outside (&selection, r.x + r.width / 2, r.y + r.height / 2), ==, i < begin || i >= end);
          }
      }
}

static void
test_the_outline_is_one_closed_line (void)
{
  EmberHeatmapGeometry geometry;
  EmberHeatmapSelection selection;

  init_geometry (&geometry);
  ember_heatmap_selection_init (&selection, &geometry, (EmberTimeRange){ 53 * EMBER_SECOND_NS + 400000000, 57 * EMBER_SECOND_NS + 200000000 });
  g_assert_cmpuint (selection.n_outline, ==, 8);
  for (uint32_t i = 0; i < selection.n_outline; i++)
    {
      const cairo_rectangle_t a = selection.outline[i].line;
      int n_touching = 0;

      /* Each line meets its two neighbours at its ends. */
      for (uint32_t j = 0; j < selection.n_outline; j++)
        {
          const cairo_rectangle_t b = selection.outline[j].line;

          n_touching += j != i && a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
        }
      g_assert_cmpint (n_touching, ==, 2);
    }
}

static void
test_edges_are_found_within_their_distance (void)
{
  EmberHeatmapGeometry geometry;
  EmberHeatmapSelection selection;
  bool is_upright;

  /* Columns are 20 wide, rows 20 high: from x = 60, y = 120 up; to x = 160, y = 160. */
  init_geometry (&geometry);
  ember_heatmap_selection_init (&selection, &geometry, (EmberTimeRange){ 53 * EMBER_SECOND_NS + 400000000, 57 * EMBER_SECOND_NS + 200000000 });
  g_assert_cmpint (ember_heatmap_selection_find_edge (&selection, 70, 123, 4, &is_upright), ==, EMBER_HEATMAP_EDGE_BEGIN);
  g_assert_false (is_upright);
  g_assert_cmpint (ember_heatmap_selection_find_edge (&selection, 57, 60, 4, &is_upright), ==, EMBER_HEATMAP_EDGE_BEGIN);
  g_assert_true (is_upright);
  g_assert_cmpint (ember_heatmap_selection_find_edge (&selection, 150, 157, 4, &is_upright), ==, EMBER_HEATMAP_EDGE_END);
  g_assert_false (is_upright);
  g_assert_cmpint (ember_heatmap_selection_find_edge (&selection, 163, 180, 4, &is_upright), ==, EMBER_HEATMAP_EDGE_END);
  g_assert_true (is_upright);
  g_assert_cmpint (ember_heatmap_selection_find_edge (&selection, 165, 180, 4, NULL), ==, EMBER_HEATMAP_EDGE_NONE);
  g_assert_cmpint (ember_heatmap_selection_find_edge (&selection, 110, 100, 4, NULL), ==, EMBER_HEATMAP_EDGE_NONE);
}

static void
test_a_range_beside_the_map_has_no_shape (void)
{
  EmberHeatmapGeometry geometry;
  EmberHeatmapSelection selection;

  init_geometry (&geometry);
  ember_heatmap_selection_init (&selection, &geometry, (EmberTimeRange){ 0, 50 * EMBER_SECOND_NS });
  g_assert_cmpuint (selection.n_outline, ==, 0);
  g_assert_cmpuint (selection.n_outside, ==, 0);
  ember_heatmap_selection_init (&selection, &geometry, (EmberTimeRange){ 60, 10 });
  g_assert_cmpuint (selection.n_outline, ==, 0);
}

static void
test_a_range_longer_than_the_map_leaves_nothing_outside (void)
{
  EmberHeatmapGeometry geometry;
  EmberHeatmapSelection selection;

  init_geometry (&geometry);
  ember_heatmap_selection_init (&selection, &geometry, EMBER_TIME_RANGE_ALL);
  g_assert_cmpuint (selection.n_outside, ==, 0);
  g_assert_cmpuint (selection.n_outline, >, 0);
}

static void
test_times_within_a_cell_stand_within_it (void)
{
  EmberHeatmapGeometry geometry;
  EmberHeatmapSelection selection;

  init_geometry (&geometry);
  ember_heatmap_selection_init (&selection, &geometry, (EmberTimeRange){ 53 * EMBER_SECOND_NS + 450000000, 53 * EMBER_SECOND_NS + 475000000 });
  g_assert_cmpuint (selection.n_outline, ==, 4);
  g_assert_cmpfloat_with_epsilon (selection.outline[0].line.y, 110, 1e-9);
  g_assert_cmpfloat_with_epsilon (selection.outline[2].line.y, 105, 1e-9);
}

/* Zoomed in both directions, each cell that is seen lies outside if and only if its time does, and only lines that are seen are drawn. */
static void
test_a_part_of_the_map_shows_the_same_shape (void)
{
  EmberHeatmapGeometry geometry;
  const EmberHeatmapZoom zoom = { 4.3e9, 5.5e9, 0.27, 0.44 };

  init_geometry (&geometry);
  ember_heatmap_zoom_apply (&zoom, &geometry);
  for (uint32_t begin = 0; begin < 200; begin += 7)
    for (uint32_t end = begin + 1; end <= 200; end += 3)
      {
        const EmberTimeRange range = { ember_heatmap_grid_get_border (&grid, begin), ember_heatmap_grid_get_border (&grid, end) };
        EmberHeatmapSelection selection;

        ember_heatmap_selection_init (&selection, &geometry, range);
        g_assert_true (selection.is_on_map);
        for (double x = 0.5; x < 400; x += 11)
          for (double y = 0.5; y < 200; y += 7)
            {
              const uint32_t index = ember_heatmap_grid_get_index (&grid, ember_heatmap_geometry_clamp (&geometry, x, y));

              g_assert_cmpint (is_outside (&selection, x, y), ==, index < begin || index >= end);
            }
        for (uint32_t i = 0; i < selection.n_outline; i++)
          {
            const cairo_rectangle_t line = selection.outline[i].line;

            g_assert_cmpfloat (line.y, >=, 0);
            g_assert_cmpfloat (line.y + line.height, <=, 200);
          }
      }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-selection/what-is-outside-is-what-was-not-chosen", test_what_is_outside_is_what_was_not_chosen);
  g_test_add_func ("/heatmap-selection/the-outline-is-one-closed-line", test_the_outline_is_one_closed_line);
  g_test_add_func ("/heatmap-selection/edges-are-found-within-their-distance", test_edges_are_found_within_their_distance);
  g_test_add_func ("/heatmap-selection/a-range-beside-the-map-has-no-shape", test_a_range_beside_the_map_has_no_shape);
  g_test_add_func ("/heatmap-selection/a-range-longer-than-the-map-leaves-nothing-outside", test_a_range_longer_than_the_map_leaves_nothing_outside);
  g_test_add_func ("/heatmap-selection/times-within-a-cell-stand-within-it", test_times_within_a_cell_stand_within_it);
  g_test_add_func ("/heatmap-selection/a-part-of-the-map-shows-the-same-shape", test_a_part_of_the_map_shows_the_same_shape);
  return g_test_run ();
}
