/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/heatmap-pick.h"

#define ROWS 10

/* Ten columns of a second in ten rows, so cell i is [i, i + 1) tenths of a second. */
static const EmberHeatmapGrid grid = { 0, EMBER_SECOND_NS, 10, ROWS, false };

static EmberCell
cell_of (uint32_t index)
{
  return (EmberCell){ index / ROWS, index % ROWS };
}

static EmberTimeRange
tenths (int64_t begin,
        int64_t end)
{
  return (EmberTimeRange){ begin * EMBER_SECOND_NS / 10, end * EMBER_SECOND_NS / 10 };
}

static void
assert_range (const EmberHeatmapPick *pick,
              int64_t begin,
              int64_t end)
{
  const EmberTimeRange range = ember_heatmap_pick_get_range (pick);

  g_assert_cmpint (range.begin_ns, ==, tenths (begin, end).begin_ns);
  g_assert_cmpint (range.end_ns, ==, tenths (begin, end).end_ns);
}

static void
test_a_drag_selects_from_cell_to_cell (void)
{
  EmberHeatmapPick pick = { .grid = grid };

  g_assert_cmpint (ember_heatmap_pick_press (&pick, cell_of (23), 1), ==, EMBER_PICK_PREVIEW);
  assert_range (&pick, 23, 24);
  g_assert_cmpint (ember_heatmap_pick_move (&pick, cell_of (23)), ==, EMBER_PICK_NOTHING);
  g_assert_cmpint (ember_heatmap_pick_move (&pick, cell_of (41)), ==, EMBER_PICK_PREVIEW);
  assert_range (&pick, 23, 42);
  g_assert_cmpint (ember_heatmap_pick_release (&pick), ==, EMBER_PICK_FINAL);
  g_assert_cmpint (pick.kind, ==, EMBER_PICK_IDLE);
  assert_range (&pick, 23, 42);
}

static void
test_a_backward_drag_is_swapped (void)
{
  EmberHeatmapPick pick = { .grid = grid };

  ember_heatmap_pick_press (&pick, cell_of (41), 1);
  ember_heatmap_pick_move (&pick, cell_of (23));
  ember_heatmap_pick_release (&pick);
  assert_range (&pick, 23, 42);
}

static void
test_a_drag_that_returns_selects_its_cell (void)
{
  EmberHeatmapPick pick = { .grid = grid };

  ember_heatmap_pick_press (&pick, cell_of (41), 1);
  ember_heatmap_pick_move (&pick, cell_of (42));
  ember_heatmap_pick_move (&pick, cell_of (41));
  g_assert_cmpint (ember_heatmap_pick_release (&pick), ==, EMBER_PICK_FINAL);
  assert_range (&pick, 41, 42);
}

static void
test_two_clicks_select_with_a_preview_between (void)
{
  EmberHeatmapPick pick = { .grid = grid };

  ember_heatmap_pick_press (&pick, cell_of (7), 1);
  g_assert_cmpint (ember_heatmap_pick_release (&pick), ==, EMBER_PICK_NOTHING);
  g_assert_cmpint (pick.kind, ==, EMBER_PICK_FLOATING);
  g_assert_cmpint (ember_heatmap_pick_move (&pick, cell_of (55)), ==, EMBER_PICK_PREVIEW);
  assert_range (&pick, 7, 56);
  g_assert_cmpint (ember_heatmap_pick_press (&pick, cell_of (60), 1), ==, EMBER_PICK_FINAL);
  g_assert_cmpint (ember_heatmap_pick_release (&pick), ==, EMBER_PICK_NOTHING);
  assert_range (&pick, 7, 61);
}

static void
test_the_second_click_on_a_cell_selects_it (void)
{
  EmberHeatmapPick pick = { .grid = grid };

  ember_heatmap_pick_press (&pick, cell_of (7), 1);
  ember_heatmap_pick_release (&pick);
  g_assert_cmpint (ember_heatmap_pick_press (&pick, cell_of (7), 1), ==, EMBER_PICK_FINAL);
  assert_range (&pick, 7, 8);
}

static void
test_a_click_and_enter_select_the_cell (void)
{
  EmberHeatmapPick pick = { .grid = grid };

  ember_heatmap_pick_press (&pick, cell_of (7), 1);
  ember_heatmap_pick_release (&pick);
  g_assert_cmpint (ember_heatmap_pick_confirm (&pick), ==, EMBER_PICK_FINAL);
  assert_range (&pick, 7, 8);
}

static void
test_a_double_click_selects_everything (void)
{
  EmberHeatmapPick pick = { .grid = grid };

  ember_heatmap_pick_press (&pick, cell_of (7), 1);
  ember_heatmap_pick_release (&pick);
  g_assert_cmpint (ember_heatmap_pick_press (&pick, cell_of (7), 2), ==, EMBER_PICK_FINAL);
  assert_range (&pick, 0, 100);
  g_assert_cmpint (ember_heatmap_pick_release (&pick), ==, EMBER_PICK_NOTHING);
  g_assert_cmpint (ember_heatmap_pick_press (&pick, cell_of (7), 3), ==, EMBER_PICK_NOTHING);
  assert_range (&pick, 0, 100);
}

static void
test_a_quick_second_click_elsewhere_ends_the_range (void)
{
  EmberHeatmapPick pick = { .grid = grid };

  ember_heatmap_pick_press (&pick, cell_of (7), 1);
  ember_heatmap_pick_release (&pick);
  ember_heatmap_pick_press (&pick, cell_of (8), 2);
  assert_range (&pick, 7, 9);
}

static void
test_columns_are_dragged_whole (void)
{
  EmberHeatmapPick pick = { .grid = grid };

  g_assert_cmpint (ember_heatmap_pick_press_column (&pick, 5), ==, EMBER_PICK_PREVIEW);
  assert_range (&pick, 50, 60);
  ember_heatmap_pick_move (&pick, cell_of (38));
  assert_range (&pick, 30, 60);
  g_assert_cmpint (ember_heatmap_pick_release (&pick), ==, EMBER_PICK_FINAL);
}

static void
test_a_dragged_border_goes_as_far_as_the_pointer (void)
{
  EmberHeatmapPick pick = { .grid = grid, .chosen = tenths (20, 40) };

  g_assert_cmpint (ember_heatmap_pick_press_edge (&pick, EMBER_HEATMAP_EDGE_BEGIN, cell_of (25)), ==, EMBER_PICK_NOTHING);
  assert_range (&pick, 20, 40);
  ember_heatmap_pick_move (&pick, cell_of (28));
  assert_range (&pick, 23, 40);
  ember_heatmap_pick_move (&pick, cell_of (25));
  assert_range (&pick, 20, 40);
  ember_heatmap_pick_move (&pick, cell_of (15));
  g_assert_cmpint (ember_heatmap_pick_release (&pick), ==, EMBER_PICK_FINAL);
  assert_range (&pick, 10, 40);
}

static void
test_a_border_dragged_over_the_other_swaps (void)
{
  EmberHeatmapPick pick = { .grid = grid, .chosen = tenths (20, 40) };

  ember_heatmap_pick_press_edge (&pick, EMBER_HEATMAP_EDGE_END, cell_of (39));
  ember_heatmap_pick_move (&pick, cell_of (19));
  g_assert_false (ember_time_range_is_empty (ember_heatmap_pick_get_range (&pick)));
  ember_heatmap_pick_move (&pick, cell_of (9));
  assert_range (&pick, 10, 20);
}

static void
test_a_border_never_leaves_the_map (void)
{
  EmberHeatmapPick pick = { .grid = grid, .chosen = tenths (20, 40) };

  ember_heatmap_pick_press_edge (&pick, EMBER_HEATMAP_EDGE_END, cell_of (2));
  ember_heatmap_pick_move (&pick, cell_of (99));
  assert_range (&pick, 20, 100);
}

static void
test_the_other_border_stays_exact (void)
{
  const EmberTimeRange typed = { 2012345678, 4087654321 };
  EmberHeatmapPick pick = { .grid = grid, .chosen = typed };

  ember_heatmap_pick_press_edge (&pick, EMBER_HEATMAP_EDGE_END, cell_of (40));
  g_assert_cmpint (ember_heatmap_pick_release (&pick), ==, EMBER_PICK_NOTHING);
  g_assert_true (ember_time_range_equal (pick.chosen, typed));
  ember_heatmap_pick_press_edge (&pick, EMBER_HEATMAP_EDGE_END, cell_of (40));
  ember_heatmap_pick_move (&pick, cell_of (41));
  ember_heatmap_pick_release (&pick);
  g_assert_cmpint (pick.chosen.begin_ns, ==, typed.begin_ns);
  g_assert_cmpint (pick.chosen.end_ns, ==, tenths (0, 42).end_ns);
}

static void
test_cancel_brings_the_old_selection_back (void)
{
  EmberHeatmapPick pick = { .grid = grid, .chosen = tenths (20, 40) };

  ember_heatmap_pick_press (&pick, cell_of (70), 1);
  ember_heatmap_pick_move (&pick, cell_of (80));
  g_assert_cmpint (ember_heatmap_pick_cancel (&pick), ==, EMBER_PICK_FINAL);
  assert_range (&pick, 20, 40);
  g_assert_cmpint (ember_heatmap_pick_cancel (&pick), ==, EMBER_PICK_NOTHING);
}

static EmberPickResult
step (EmberHeatmapPick *pick,
      int direction)
{
  return ember_heatmap_pick_shift (pick, ember_heatmap_pick_get_step (pick, direction));
}

static void
test_steps_go_by_the_ranges_length (void)
{
  EmberHeatmapPick pick = { .grid = grid, .chosen = tenths (20, 45) };

  g_assert_cmpint (step (&pick, 1), ==, EMBER_PICK_FINAL);
  assert_range (&pick, 45, 70);
  step (&pick, -1);
  step (&pick, -1);
  assert_range (&pick, -5, 20);
  g_assert_false (ember_heatmap_pick_can_shift (&pick, ember_heatmap_pick_get_step (&pick, -1)));
  g_assert_cmpint (step (&pick, -1), ==, EMBER_PICK_NOTHING);
  pick.chosen = tenths (0, 0);
  g_assert_cmpint (step (&pick, 1), ==, EMBER_PICK_NOTHING);
}

static void
test_another_grid_keeps_the_chosen_time (void)
{
  const EmberHeatmapGrid finer = { 0, EMBER_SECOND_NS, 10, 50, false };
  EmberHeatmapPick pick = { .grid = grid, .chosen = tenths (20, 40) };

  ember_heatmap_pick_press (&pick, cell_of (70), 1);
  ember_heatmap_pick_set_grid (&pick, &finer);
  g_assert_cmpint (pick.kind, ==, EMBER_PICK_IDLE);
  assert_range (&pick, 20, 40);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-pick/a-drag-selects-from-cell-to-cell", test_a_drag_selects_from_cell_to_cell);
  g_test_add_func ("/heatmap-pick/a-backward-drag-is-swapped", test_a_backward_drag_is_swapped);
  g_test_add_func ("/heatmap-pick/a-drag-that-returns-selects-its-cell", test_a_drag_that_returns_selects_its_cell);
  g_test_add_func ("/heatmap-pick/two-clicks-select-with-a-preview-between", test_two_clicks_select_with_a_preview_between);
  g_test_add_func ("/heatmap-pick/the-second-click-on-a-cell-selects-it", test_the_second_click_on_a_cell_selects_it);
  g_test_add_func ("/heatmap-pick/a-click-and-enter-select-the-cell", test_a_click_and_enter_select_the_cell);
  g_test_add_func ("/heatmap-pick/a-double-click-selects-everything", test_a_double_click_selects_everything);
  g_test_add_func ("/heatmap-pick/a-quick-second-click-elsewhere-ends-the-range", test_a_quick_second_click_elsewhere_ends_the_range);
  g_test_add_func ("/heatmap-pick/columns-are-dragged-whole", test_columns_are_dragged_whole);
  g_test_add_func ("/heatmap-pick/a-dragged-border-goes-as-far-as-the-pointer", test_a_dragged_border_goes_as_far_as_the_pointer);
  g_test_add_func ("/heatmap-pick/a-border-dragged-over-the-other-swaps", test_a_border_dragged_over_the_other_swaps);
  g_test_add_func ("/heatmap-pick/a-border-never-leaves-the-map", test_a_border_never_leaves_the_map);
  g_test_add_func ("/heatmap-pick/the-other-border-stays-exact", test_the_other_border_stays_exact);
  g_test_add_func ("/heatmap-pick/cancel-brings-the-old-selection-back", test_cancel_brings_the_old_selection_back);
  g_test_add_func ("/heatmap-pick/steps-go-by-the-ranges-length", test_steps_go_by_the_ranges_length);
  g_test_add_func ("/heatmap-pick/another-grid-keeps-the-chosen-time", test_another_grid_keeps_the_chosen_time);
  return g_test_run ();
}
