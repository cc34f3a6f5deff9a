/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-chosen.h"

#include "support/pixels.h"

#define N_COLUMNS 8
#define N_ROWS 10
#define SIDE 30
#define CELL_RGB 0xff0000

typedef struct
{
  EmberHeatmapGeometry geometry;
  EmberTheme theme;
  cairo_surface_t *surface;
} Fixture;

/* Cells of one colour, over which the chosen is drawn. */
static void
draw (Fixture *fixture,
      const EmberHeatmapChosen *chosen,
      bool is_dark)
{
  const EmberHeatmapGrid grid = { 1000, 100, N_COLUMNS, N_ROWS, false, 0 };
  const EmberHeatmapFrame frame = { N_COLUMNS * SIDE, N_ROWS * SIDE, { 0, 0, N_COLUMNS * SIDE, N_ROWS * SIDE }, 1, true, false };
  cairo_t *cr;

  ember_heatmap_geometry_init (&fixture->geometry, &grid, &frame);
  ember_theme_init (&fixture->theme, is_dark);
  fixture->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, N_COLUMNS * SIDE, N_ROWS * SIDE);
  cr = cairo_create (fixture->surface);
  cairo_set_source_rgb (cr, 1, 0, 0);
  cairo_paint (cr);
  ember_heatmap_chosen_draw (cr, chosen, &fixture->theme, &fixture->geometry);
  cairo_destroy (cr);
  cairo_surface_flush (fixture->surface);
}

static void
fixture_clear (Fixture *fixture)
{
  g_clear_pointer (&fixture->surface, cairo_surface_destroy);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

/* The middle of a cell. */
static uint32_t
cell_at (const Fixture *fixture,
         uint32_t column,
         uint32_t row)
{
  const cairo_rectangle_t r = ember_heatmap_geometry_get_cell (&fixture->geometry, (EmberCell){ column, row });

  return pixel_at (fixture->surface, (int) (r.x + r.width / 2), (int) (r.y + r.height / 2));
}

static bool
has_pixel (const Fixture *fixture,
           EmberColor color)
{
  for (int y = 0; y < N_ROWS * SIDE; y++)
    for (int x = 0; x < N_COLUMNS * SIDE; x++)
      if (pixel_at (fixture->surface, x, y) == pixel_of (color))
        return true;
  return false;
}

static void
check_selected (bool is_dark)
{
  const EmberHeatmapChosen chosen = { .range = { 1230, 1520 } };
  g_auto (Fixture) fixture = { 0 };

  draw (&fixture, &chosen, is_dark);
  for (uint32_t column = 0; column < N_COLUMNS; column++)
    for (uint32_t row = 0; row < N_ROWS; row++)
      {
        const int64_t begin_ns = 1000 + 100 * column + 10 * row;
        const bool is_selected = begin_ns >= 1230 && begin_ns < 1520;

        g_assert_cmpint (cell_at (&fixture, column, row) == CELL_RGB, ==, is_selected);
      }
  g_assert_true (has_pixel (&fixture, fixture.theme.selection));
  g_assert_false (has_pixel (&fixture, fixture.theme.baseline));
}

static void
test_all_but_the_selected_cells_recede (void)
{
  check_selected (false);
  check_selected (true);
}

static void
test_a_baseline_stays_and_is_outlined_in_its_colour (void)
{
  const EmberHeatmapChosen chosen = { .range = { 1100, 1200 }, .baseline = { 1400, 1500 } };
  g_auto (Fixture) fixture = { 0 };

  draw (&fixture, &chosen, false);
  g_assert_cmphex (cell_at (&fixture, 1, 5), ==, CELL_RGB);
  g_assert_cmphex (cell_at (&fixture, 4, 5), ==, CELL_RGB);
  g_assert_cmphex (cell_at (&fixture, 2, 5), !=, CELL_RGB);
  g_assert_true (has_pixel (&fixture, fixture.theme.baseline));
}

static void
test_only_the_band_of_a_selection_stays (void)
{
  const EmberHeatmapChosen chosen = { .band = { 1000, 100, 20, 40 } };
  g_auto (Fixture) fixture = { 0 };

  draw (&fixture, &chosen, false);
  for (uint32_t row = 0; row < N_ROWS; row++)
    g_assert_cmpint (cell_at (&fixture, 3, row) == CELL_RGB, ==, row == 2 || row == 3);
}

static void
test_nothing_chosen_changes_nothing (void)
{
  const EmberHeatmapChosen chosen = { 0 };
  g_auto (Fixture) fixture = { 0 };

  g_assert_false (ember_heatmap_chosen_is_any (&chosen));
  draw (&fixture, &chosen, false);
  for (int y = 0; y < N_ROWS * SIDE; y++)
    for (int x = 0; x < N_COLUMNS * SIDE; x++)
      g_assert_cmphex (pixel_at (fixture.surface, x, y), ==, CELL_RGB);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-chosen/all-but-the-selected-cells-recede", test_all_but_the_selected_cells_recede);
  g_test_add_func ("/heatmap-chosen/a-baseline-stays-and-is-outlined-in-its-colour", test_a_baseline_stays_and_is_outlined_in_its_colour);
  g_test_add_func ("/heatmap-chosen/only-the-band-of-a-selection-stays", test_only_the_band_of_a_selection_stays);
  g_test_add_func ("/heatmap-chosen/nothing-chosen-changes-nothing", test_nothing_chosen_changes_nothing);
  return g_test_run ();
}
