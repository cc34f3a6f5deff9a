/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/heatmap-pick.h"

static const EmberTimeRange none = { 0, 0 };

/* From the begin of the earlier to the end of the later one. */
static EmberTimeRange
join (EmberTimeRange a,
      EmberTimeRange b)
{
  return (EmberTimeRange){ MIN (a.begin_ns, b.begin_ns), MAX (a.end_ns, b.end_ns) };
}

static EmberTimeRange
get_shown (const EmberHeatmapPick *pick)
{
  return ember_time_range_intersect (pick->chosen, ember_heatmap_grid_get_range (&pick->grid));
}

/* An empty range stays one. */
static EmberTimeRange
shift (EmberTimeRange range,
       int64_t by_ns)
{
  if (ember_time_range_is_empty (range))
    return none;
  return (EmberTimeRange){ range.begin_ns + by_ns, range.end_ns + by_ns };
}

static EmberPickResult
show (EmberHeatmapPick *pick,
      EmberTimeRange range)
{
  if (ember_time_range_equal (pick->preview, range))
    return EMBER_PICK_NOTHING;
  pick->preview = range;
  return EMBER_PICK_PREVIEW;
}

/* The border goes as many cells as the pointer, so it does not jump to it at first.
 * One cell is left at least, on the side where the border was. */
static EmberPickResult
move_edge (EmberHeatmapPick *pick,
           EmberCell cell)
{
  const int64_t n_cells = ember_heatmap_grid_get_n_cells (&pick->grid);
  const int64_t moved = (int64_t) ember_heatmap_grid_get_index (&pick->grid, cell) - pick->press_index;
  const int64_t index = CLAMP (pick->edge_index + moved, 0, n_cells);
  const int64_t edge_ns = ember_heatmap_grid_get_border (&pick->grid, (uint32_t) index);

  if (moved == 0)
    return show (pick, pick->chosen);
  if (edge_ns == pick->anchor.begin_ns)
    return EMBER_PICK_NOTHING;
  return show (pick, join (pick->anchor, (EmberTimeRange){ edge_ns, edge_ns }));
}

void
ember_heatmap_pick_set_grid (EmberHeatmapPick *pick,
                             const EmberHeatmapGrid *grid)
{
  pick->grid = *grid;
  pick->kind = EMBER_PICK_IDLE;
}

EmberTimeRange
ember_heatmap_pick_get_range (const EmberHeatmapPick *pick)
{
  return pick->kind == EMBER_PICK_IDLE ? pick->chosen : pick->preview;
}

EmberPickResult
ember_heatmap_pick_press (EmberHeatmapPick *pick,
                          EmberCell cell,
                          int n_press)
{
  const EmberTimeRange range = ember_heatmap_grid_get_cell (&pick->grid, cell);
  const bool is_elsewhere = pick->kind == EMBER_PICK_FLOATING && !ember_time_range_equal (range, pick->anchor);

  if (n_press == 2 && !is_elsewhere)
    return ember_heatmap_pick_choose (pick, ember_heatmap_grid_get_range (&pick->grid));
  if (n_press > 2 && !is_elsewhere)
    return EMBER_PICK_NOTHING;
  if (pick->kind == EMBER_PICK_FLOATING)
    return ember_heatmap_pick_choose (pick, join (pick->anchor, range));
  pick->kind = EMBER_PICK_PRESSED;
  pick->anchor = range;
  pick->preview = none;
  return show (pick, range);
}

EmberPickResult
ember_heatmap_pick_press_edge (EmberHeatmapPick *pick,
                               EmberHeatmapEdge edge,
                               EmberCell cell)
{
  const bool is_begin = edge == EMBER_HEATMAP_EDGE_BEGIN;
  const int64_t fixed_ns = is_begin ? pick->chosen.end_ns : pick->chosen.begin_ns;
  /* A typed border may lie within a cell: it goes on from where that cell begins or ends. */
  const EmberCell at = ember_heatmap_grid_clamp (&pick->grid, is_begin ? pick->chosen.begin_ns : pick->chosen.end_ns - 1);

  pick->kind = EMBER_PICK_EDGE;
  pick->anchor = (EmberTimeRange){ fixed_ns, fixed_ns };
  pick->press_index = ember_heatmap_grid_get_index (&pick->grid, cell);
  pick->edge_index = ember_heatmap_grid_get_index (&pick->grid, at) + (is_begin ? 0 : 1);
  pick->preview = pick->chosen;
  return EMBER_PICK_NOTHING;
}

EmberPickResult
ember_heatmap_pick_press_column (EmberHeatmapPick *pick,
                                 uint32_t column)
{
  pick->kind = EMBER_PICK_COLUMNS;
  pick->anchor = ember_heatmap_grid_get_column (&pick->grid, column);
  pick->preview = none;
  return show (pick, pick->anchor);
}

EmberPickResult
ember_heatmap_pick_move (EmberHeatmapPick *pick,
                         EmberCell cell)
{
  const EmberTimeRange range = ember_heatmap_grid_get_cell (&pick->grid, cell);

  switch (pick->kind)
    {
    case EMBER_PICK_PRESSED:
      if (!ember_time_range_equal (range, pick->anchor))
        pick->kind = EMBER_PICK_DRAGGING;
      return show (pick, join (pick->anchor, range));
    case EMBER_PICK_DRAGGING:
    case EMBER_PICK_FLOATING:
      return show (pick, join (pick->anchor, range));
    case EMBER_PICK_EDGE:
      return move_edge (pick, cell);
    case EMBER_PICK_COLUMNS:
      return show (pick, join (pick->anchor, ember_heatmap_grid_get_column (&pick->grid, cell.column)));
    case EMBER_PICK_IDLE:
    default:
      return EMBER_PICK_NOTHING;
    }
}

EmberPickResult
ember_heatmap_pick_release (EmberHeatmapPick *pick)
{
  if (pick->kind == EMBER_PICK_PRESSED)
    {
      pick->kind = EMBER_PICK_FLOATING;
      return EMBER_PICK_NOTHING;
    }
  if (pick->kind == EMBER_PICK_FLOATING)
    return EMBER_PICK_NOTHING;
  return ember_heatmap_pick_confirm (pick);
}

EmberPickResult
ember_heatmap_pick_confirm (EmberHeatmapPick *pick)
{
  if (pick->kind == EMBER_PICK_IDLE)
    return EMBER_PICK_NOTHING;
  if (pick->kind == EMBER_PICK_EDGE && ember_time_range_equal (pick->preview, pick->chosen))
    {
      pick->kind = EMBER_PICK_IDLE;
      return EMBER_PICK_NOTHING;
    }
  return ember_heatmap_pick_choose (pick, pick->preview);
}

EmberPickResult
ember_heatmap_pick_cancel (EmberHeatmapPick *pick)
{
  if (pick->kind == EMBER_PICK_IDLE)
    return EMBER_PICK_NOTHING;
  pick->kind = EMBER_PICK_IDLE;
  return EMBER_PICK_FINAL;
}

EmberPickResult
ember_heatmap_pick_choose (EmberHeatmapPick *pick,
                           EmberTimeRange range)
{
  const bool is_same = pick->kind == EMBER_PICK_IDLE && ember_time_range_equal (pick->chosen, range);

  pick->kind = EMBER_PICK_IDLE;
  pick->chosen = ember_time_range_is_empty (range) ? none : range;
  return is_same ? EMBER_PICK_NOTHING : EMBER_PICK_FINAL;
}

EmberPickResult
ember_heatmap_pick_choose_cells (EmberHeatmapPick *pick,
                                 EmberCell from,
                                 EmberCell to)
{
  return ember_heatmap_pick_choose (pick, join (ember_heatmap_grid_get_cell (&pick->grid, from),
                                                ember_heatmap_grid_get_cell (&pick->grid, to)));
}

int64_t
ember_heatmap_pick_get_step (const EmberHeatmapPick *pick,
                             int direction)
{
  const EmberTimeRange shown = get_shown (pick);

  return ember_time_range_is_empty (shown) ? 0 : (shown.end_ns - shown.begin_ns) * direction;
}

bool
ember_heatmap_pick_can_shift (const EmberHeatmapPick *pick,
                              int64_t by_ns)
{
  const EmberTimeRange whole = ember_heatmap_grid_get_range (&pick->grid);

  return !ember_time_range_is_empty (ember_time_range_intersect (shift (get_shown (pick), by_ns), whole));
}

EmberPickResult
ember_heatmap_pick_shift (EmberHeatmapPick *pick,
                          int64_t by_ns)
{
  if (!ember_heatmap_pick_can_shift (pick, by_ns))
    return EMBER_PICK_NOTHING;
  return ember_heatmap_pick_choose (pick, shift (get_shown (pick), by_ns));
}
