/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/split-picture.h"

#include <string.h>

#include "support/pixels.h"
#include "support/small-profile.h"

#define WIDTH 900

typedef struct
{
  EmberHeatmap *heatmap;
  EmberSplit *split;
  EmberSplitPicture picture;
  cairo_surface_t *surface;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (3, 3000, 20, 30);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, false);
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 20);
  cairo_t *cr;

  fixture->heatmap = ember_heatmap_new (set, &grid, NULL);
  fixture->split = ember_split_new (set, &grid, EMBER_TIME_RANGE_ALL, EMBER_SPLIT_THREAD, 4, false, NULL);
  fixture->picture = (EmberSplitPicture){ .heatmap = fixture->heatmap, .split = fixture->split, .style = { .title = "test" } };
  ember_theme_init_light (&fixture->picture.style.theme);
  fixture->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, (int) ember_split_picture_get_height (&fixture->picture));
  cr = cairo_create (fixture->surface);
  ember_split_picture_draw (&fixture->picture, cr, WIDTH);
  cairo_destroy (cr);
  cairo_surface_flush (fixture->surface);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  cairo_surface_destroy (fixture->surface);
  ember_split_unref (fixture->split);
  ember_heatmap_unref (fixture->heatmap);
}

static void
check_map (const Fixture *fixture,
           uint32_t index,
           uint32_t top)
{
  const EmberHeatmap *heatmap = index == 0 ? fixture->heatmap : fixture->split->parts[index - 1].heatmap;
  const EmberColorScale scale = { .top = top };
  EmberHeatmapGeometry geometry;

  ember_split_picture_place (&fixture->picture, WIDTH, index, &geometry);
  for (uint32_t i = 0; i < ember_heatmap_grid_get_n_cells (&heatmap->grid); i++)
    {
      const EmberCell cell = { i / heatmap->grid.n_rows, i % heatmap->grid.n_rows };
      const cairo_rectangle_t r = ember_heatmap_geometry_get_cell (&geometry, cell);

      if (ember_heatmap_has_data (heatmap, cell))
        g_assert_cmphex (pixel_at (fixture->surface, (int) (r.x + r.width / 2), (int) (r.y + r.height / 2)), ==,
                         pixel_of (ember_palette_get_color (EMBER_PALETTE_CLASSIC, false, heatmap->counts[i], &scale)));
    }
}

static void
test_cells_of_all_maps_have_the_colours_of_their_counts (Fixture *fixture,
                                                         gconstpointer data)
{
  uint32_t max_count = 0;

  g_assert_cmpuint (fixture->split->n_parts, ==, 5);
  check_map (fixture, 0, fixture->heatmap->max_count);
  for (uint32_t part = 0; part < fixture->split->n_parts; part++)
    max_count = MAX (max_count, fixture->split->parts[part].heatmap->max_count);
  for (uint32_t part = 0; part < fixture->split->n_parts; part++)
    check_map (fixture, part + 1, max_count);
}

static void
draw_again (Fixture *fixture)
{
  cairo_t *cr = cairo_create (fixture->surface);

  ember_split_picture_draw (&fixture->picture, cr, WIDTH);
  cairo_destroy (cr);
  cairo_surface_flush (fixture->surface);
}

static void
test_each_map_can_have_its_own_scale (Fixture *fixture,
                                      gconstpointer data)
{
  fixture->picture.has_own_scales = true;
  draw_again (fixture);
  g_assert_cmpuint (fixture->split->parts[0].heatmap->max_count, !=, fixture->split->parts[3].heatmap->max_count);
  for (uint32_t part = 0; part < fixture->split->n_parts; part++)
    check_map (fixture, part + 1, fixture->split->parts[part].heatmap->max_count);
}

/* On every pixel of all maps. */
static void
test_all_maps_show_the_part_that_is_seen (Fixture *fixture,
                                          gconstpointer data)
{
  const EmberColorScale scale = { .top = fixture->heatmap->max_count };

  fixture->picture.zoom = (EmberHeatmapZoom){ .begin_ns = 4.5e9, .length_ns = 8e9, .low = 0.2, .height = 0.5 };
  draw_again (fixture);
  for (uint32_t index = 0; index <= fixture->split->n_parts; index++)
    {
      EmberHeatmapGeometry geometry;
      cairo_rectangle_t plot;
      EmberCell cell;

      ember_split_picture_place (&fixture->picture, WIDTH, index, &geometry);
      plot = ember_heatmap_geometry_get_plot (&geometry);
      g_assert_true (ember_heatmap_geometry_find (&geometry, plot.x, plot.y + plot.height - 1, &cell));
      g_assert_cmpuint (cell.column, ==, 4);
      g_assert_cmpuint (cell.row, ==, 4);
      g_assert_true (ember_heatmap_geometry_find (&geometry, plot.x + plot.width - 1, plot.y, &cell));
      g_assert_cmpuint (cell.column, ==, 12);
      g_assert_cmpuint (cell.row, ==, 13);
      if (index == 0)
        g_assert_cmphex (pixel_at (fixture->surface, (int) (plot.x + plot.width - 1), (int) plot.y), ==,
                         pixel_of (ember_palette_get_color (EMBER_PALETTE_CLASSIC, false, ember_heatmap_get_count (fixture->heatmap, cell), &scale)));
    }
}

/* Blue where there are marks on a small map, grey where there are none. */
static void
test_parts_have_marks_of_their_own (Fixture *fixture,
                                    gconstpointer data)
{
  EmberHeatmap *maps[5];
  const EmberSplitMatches matches = { .split = fixture->split, .maps = maps };
  const EmberHeatmapMarking marking = { fixture->heatmap, "all" };
  const EmberColorScale scale = { .top = ember_color_scale_get_common_top (fixture->split, EMBER_CURVE_LINEAR, EMBER_CLIP_NOTHING) };
  EmberCell cell = { 3, 7 };

  for (uint32_t i = 0; i < 5; i++)
    {
      uint32_t *counts = g_new0 (uint32_t, ember_heatmap_grid_get_n_cells (&fixture->split->grid));

      if (i == 2)
        memcpy (counts, fixture->split->parts[i].heatmap->counts, ember_heatmap_grid_get_n_cells (&fixture->split->grid) * sizeof (uint32_t));
      maps[i] = ember_heatmap_new_from_counts (&fixture->split->grid, counts, ember_heatmap_grid_get_range (&fixture->split->grid));
    }
  fixture->picture.style.marking = &marking;
  fixture->picture.matches = &matches;
  draw_again (fixture);
  for (uint32_t i = 0; i < 5; i++)
    {
      EmberHeatmapGeometry geometry;
      cairo_rectangle_t r;
      uint32_t pixel;

      while (ember_heatmap_get_count (fixture->split->parts[i].heatmap, cell) == 0)
        cell.row = (cell.row + 1) % fixture->split->grid.n_rows;
      ember_split_picture_place (&fixture->picture, WIDTH, i + 1, &geometry);
      r = ember_heatmap_geometry_get_cell (&geometry, cell);
      pixel = pixel_at (fixture->surface, (int) (r.x + r.width / 2), (int) (r.y + r.height / 2));
      g_assert_cmpint (pixel == pixel_of (ember_palette_get_color (EMBER_PALETTE_GRAY, false, ember_heatmap_get_count (fixture->split->parts[i].heatmap, cell), &scale)), ==, i != 2);
      g_assert_cmpint ((pixel & 0xff) > (pixel >> 16 & 0xff) + 50, ==, i == 2);
      ember_heatmap_unref (maps[i]);
    }
}

static void
test_columns_stand_under_each_other_and_maps_apart (Fixture *fixture,
                                                    gconstpointer data)
{
  EmberHeatmapGeometry last, next;

  ember_split_picture_place (&fixture->picture, WIDTH, 0, &last);
  for (uint32_t index = 1; index <= fixture->split->n_parts; index++)
    {
      cairo_rectangle_t above, below;

      ember_split_picture_place (&fixture->picture, WIDTH, index, &next);
      above = ember_heatmap_geometry_get_plot (&last);
      below = ember_heatmap_geometry_get_plot (&next);
      g_assert_cmpfloat (below.x, ==, above.x);
      g_assert_cmpfloat (below.width, ==, above.width);
      g_assert_cmpfloat (below.y, >, above.y + above.height);
      g_assert_cmpfloat (below.y + below.height, <, ember_split_picture_get_height (&fixture->picture));
      last = next;
    }
}

static void
test_each_map_has_its_name_beside_it (Fixture *fixture,
                                      gconstpointer data)
{
  const uint32_t background = pixel_of (fixture->picture.style.theme.background);

  for (uint32_t index = 0; index <= fixture->split->n_parts; index++)
    {
      EmberHeatmapGeometry geometry;
      cairo_rectangle_t plot;
      uint32_t n_drawn = 0;

      ember_split_picture_place (&fixture->picture, WIDTH, index, &geometry);
      plot = ember_heatmap_geometry_get_plot (&geometry);
      for (int y = (int) plot.y; y < (int) (plot.y + plot.height); y++)
        for (int x = 0; x < 150; x++)
          n_drawn += pixel_at (fixture->surface, x, y) != background;
      g_assert_cmpuint (n_drawn, >, 50);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/split-picture/cells-of-all-maps-have-the-colours-of-their-counts", Fixture, NULL, set_up, test_cells_of_all_maps_have_the_colours_of_their_counts, tear_down);
  g_test_add ("/split-picture/each-map-can-have-its-own-scale", Fixture, NULL, set_up, test_each_map_can_have_its_own_scale, tear_down);
  g_test_add ("/split-picture/all-maps-show-the-part-that-is-seen", Fixture, NULL, set_up, test_all_maps_show_the_part_that_is_seen, tear_down);
  g_test_add ("/split-picture/parts-have-marks-of-their-own", Fixture, NULL, set_up, test_parts_have_marks_of_their_own, tear_down);
  g_test_add ("/split-picture/columns-stand-under-each-other-and-maps-apart", Fixture, NULL, set_up, test_columns_stand_under_each_other_and_maps_apart, tear_down);
  g_test_add ("/split-picture/each-map-has-its-name-beside-it", Fixture, NULL, set_up, test_each_map_has_its_name_beside_it, tear_down);
  return g_test_run ();
}
