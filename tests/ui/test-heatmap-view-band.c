/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/heatmap-view.h"

#include "analysis/band-apply.h"
#include "support/heatmap-view-fixture.h"
#include "support/small-profile.h"
#include "support/widgets.h"

#define BASE (8122 * EMBER_SECOND_NS)
#define WIDTH 700
#define HEIGHT 300
#define N_ROWS 20
#define ROW_NS (EMBER_SECOND_NS / N_ROWS)

static void
set_up (HeatmapViewFixture *fixture,
        gconstpointer data)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (int i = 0; i < 500; i++)
    small_profile_add (builder, BASE + i * (EMBER_SECOND_NS / 25), "java", 1, "cycles", "main", 1);
  heatmap_view_fixture_set_up (fixture, builder, N_ROWS, WIDTH, HEIGHT);
  ember_heatmap_view_set_takes_band (fixture->view, TRUE);
}

/* Columns [begin, end), and rows [low, high) of each; no rows: no band. */
static void
assert_band (HeatmapViewFixture *fixture,
             int64_t begin,
             int64_t end,
             int64_t low,
             int64_t high)
{
  const EmberTimeRange range = ember_heatmap_view_get_selection (fixture->view);
  const EmberBand band = ember_heatmap_view_get_band (fixture->view);
  const EmberBand expected = { BASE, high > low ? EMBER_SECOND_NS : 0, low * ROW_NS, high * ROW_NS };

  g_assert_cmpint (range.begin_ns, ==, BASE + begin * EMBER_SECOND_NS);
  g_assert_cmpint (range.end_ns, ==, BASE + end * EMBER_SECOND_NS);
  g_assert_true (ember_band_equal (&band, &expected));
}

static void
test_a_drag_with_alt_selects_a_rectangle (HeatmapViewFixture *fixture,
                                          gconstpointer data)
{
  drive (GTK_WIDGET (fixture->view), "%s keydown alt mousedown 1 %s mouseup 1 keyup alt", cell_at (fixture, 12, 8), cell_at (fixture, 4, 5));
  assert_band (fixture, 4, 13, 5, 9);
  g_assert_cmpuint (fixture->n_finals, ==, 1);
}

/* Samples of the cells [begin, end) x [low, high), looked at one by one. */
static uint64_t
count_rectangle (const HeatmapViewFixture *fixture,
                 const EmberHeatmapGrid *grid,
                 const uint32_t *columns,
                 const uint32_t *rows)
{
  uint64_t n = 0;

  for (uint32_t t = 0; t < fixture->set->n_tables; t++)
    for (size_t i = 0; i < ember_sample_table_get_n (fixture->set->tables[t]); i++)
      {
        EmberCell cell;

        g_assert_true (ember_heatmap_grid_find (grid, ember_sample_table_get (fixture->set->tables[t], i).time_ns, &cell));
        n += cell.column >= columns[0] && cell.column < columns[1] && cell.row >= rows[0] && cell.row < rows[1];
      }
  return n;
}

/* Columns shorter and longer than a second, of lengths that rows divide and do not. */
static void
test_a_rectangle_holds_its_cells_at_any_length_of_columns (HeatmapViewFixture *fixture,
                                                           gconstpointer data)
{
  static const int64_t lengths[] = { 1300000000, 500000000, 716667000, 2000000000, 1037000001 };

  for (size_t i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      const EmberHeatmapGrid grid = ember_heatmap_grid_new (fixture->profile, lengths[i], N_ROWS);
      EmberTimeRange range;
      EmberBand band;
      uint64_t n;

      ember_heatmap_unref (fixture->heatmap);
      fixture->heatmap = ember_heatmap_new (fixture->set, &grid, NULL);
      ember_heatmap_view_set_heatmap (fixture->view, fixture->heatmap);
      settle ();
      heatmap_view_fixture_place (fixture);
      drive (GTK_WIDGET (fixture->view), "%s keydown alt mousedown 1 %s mouseup 1 keyup alt", cell_at (fixture, 7, 14), cell_at (fixture, 2, 5));
      range = ember_heatmap_view_get_selection (fixture->view);
      band = ember_heatmap_view_get_band (fixture->view);
      g_assert_cmpint (range.begin_ns, ==, BASE + 2 * lengths[i]);
      g_assert_cmpint (range.end_ns, ==, BASE + 8 * lengths[i]);
      g_assert_cmpint (band.column_ns, ==, lengths[i]);
      n = count_rectangle (fixture, &grid, (const uint32_t[]){ 2, 8 }, (const uint32_t[]){ 5, 15 });
      g_assert_cmpuint (n, >, 30);
      g_assert_cmpuint (ember_band_count (&band, fixture->set, range), ==, n);
    }
}

static void
test_a_drag_without_alt_forgets_the_band (HeatmapViewFixture *fixture,
                                          gconstpointer data)
{
  ember_heatmap_view_set_banded_selection (fixture->view, (EmberTimeRange){ BASE, BASE + 5 * EMBER_SECOND_NS }, (EmberBand){ BASE, EMBER_SECOND_NS, 0, ROW_NS });
  drive (GTK_WIDGET (fixture->view), "%s mousedown 1 %s mouseup 1", cell_at (fixture, 8, 0), cell_at (fixture, 11, 19));
  assert_band (fixture, 8, 12, 0, 0);
}

static void
test_brackets_keep_the_band (HeatmapViewFixture *fixture,
                             gconstpointer data)
{
  ember_heatmap_view_set_banded_selection (fixture->view, (EmberTimeRange){ BASE, BASE + 5 * EMBER_SECOND_NS }, (EmberBand){ BASE, EMBER_SECOND_NS, 2 * ROW_NS, 3 * ROW_NS });
  drive (GTK_WIDGET (fixture->view), "key bracketright");
  assert_band (fixture, 5, 10, 2, 3);
}

static void
test_escape_gives_up_a_rectangle_and_then_clears_the_band (HeatmapViewFixture *fixture,
                                                           gconstpointer data)
{
  ember_heatmap_view_set_banded_selection (fixture->view, (EmberTimeRange){ BASE, BASE + 5 * EMBER_SECOND_NS }, (EmberBand){ BASE, EMBER_SECOND_NS, 2 * ROW_NS, 3 * ROW_NS });
  drive (GTK_WIDGET (fixture->view), "%s keydown alt mousedown 1 %s keyup alt key Escape mouseup 1", cell_at (fixture, 12, 8), cell_at (fixture, 14, 5));
  assert_band (fixture, 0, 5, 2, 3);
  drive (GTK_WIDGET (fixture->view), "key Escape");
  g_assert_true (ember_time_range_is_empty (ember_heatmap_view_get_selection (fixture->view)));
  g_assert_cmpint (ember_heatmap_view_get_band (fixture->view).column_ns, ==, 0);
}

static void
test_escape_clears_a_band_of_everything (HeatmapViewFixture *fixture,
                                         gconstpointer data)
{
  gboolean has_selection;

  ember_heatmap_view_set_banded_selection (fixture->view, (EmberTimeRange){ 0, 0 }, (EmberBand){ BASE, EMBER_SECOND_NS, 2 * ROW_NS, 3 * ROW_NS });
  g_object_get (fixture->view, "has-selection", &has_selection, NULL);
  g_assert_true (has_selection);
  drive (GTK_WIDGET (fixture->view), "key Escape");
  g_assert_cmpint (ember_heatmap_view_get_band (fixture->view).column_ns, ==, 0);
}

static void
test_alt_shift_and_arrows_make_a_band (HeatmapViewFixture *fixture,
                                       gconstpointer data)
{
  drive (GTK_WIDGET (fixture->view), "key Right key Up key alt+shift+Right key alt+shift+Right key alt+shift+Up");
  assert_band (fixture, 1, 4, 1, 3);
}

static void
test_a_view_that_takes_no_band_selects_a_range (HeatmapViewFixture *fixture,
                                                gconstpointer data)
{
  ember_heatmap_view_set_takes_band (fixture->view, FALSE);
  drive (GTK_WIDGET (fixture->view), "%s keydown alt mousedown 1 %s mouseup 1 keyup alt", cell_at (fixture, 4, 0), cell_at (fixture, 8, 19));
  assert_band (fixture, 4, 9, 0, 0);
}

int
main (int argc,
      char *argv[])
{
  widget_test_init (&argc, &argv);
  g_test_add ("/heatmap-view-band/a-drag-with-alt-selects-a-rectangle", HeatmapViewFixture, NULL, set_up, test_a_drag_with_alt_selects_a_rectangle, heatmap_view_fixture_tear_down);
  g_test_add ("/heatmap-view-band/a-rectangle-holds-its-cells-at-any-length-of-columns", HeatmapViewFixture, NULL, set_up, test_a_rectangle_holds_its_cells_at_any_length_of_columns, heatmap_view_fixture_tear_down);
  g_test_add ("/heatmap-view-band/a-drag-without-alt-forgets-the-band", HeatmapViewFixture, NULL, set_up, test_a_drag_without_alt_forgets_the_band, heatmap_view_fixture_tear_down);
  g_test_add ("/heatmap-view-band/brackets-keep-the-band", HeatmapViewFixture, NULL, set_up, test_brackets_keep_the_band, heatmap_view_fixture_tear_down);
  g_test_add ("/heatmap-view-band/escape-gives-up-a-rectangle-and-then-clears-the-band", HeatmapViewFixture, NULL, set_up, test_escape_gives_up_a_rectangle_and_then_clears_the_band, heatmap_view_fixture_tear_down);
  g_test_add ("/heatmap-view-band/escape-clears-a-band-of-everything", HeatmapViewFixture, NULL, set_up, test_escape_clears_a_band_of_everything, heatmap_view_fixture_tear_down);
  g_test_add ("/heatmap-view-band/alt-shift-and-arrows-make-a-band", HeatmapViewFixture, NULL, set_up, test_alt_shift_and_arrows_make_a_band, heatmap_view_fixture_tear_down);
  g_test_add ("/heatmap-view-band/a-view-that-takes-no-band-selects-a-range", HeatmapViewFixture, NULL, set_up, test_a_view_that_takes_no_band_selects_a_range, heatmap_view_fixture_tear_down);
  return g_test_run ();
}
