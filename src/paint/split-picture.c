/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/split-picture.h"

#include <glib/gi18n.h>

#include "analysis/split-words.h"
#include "paint/heatmap-chrome.h"
#include "paint/heatmap-legend.h"
#include "paint/heatmap-text.h"
#include "paint/source-color.h"
#include "profile/amount-text.h"

#define MARGIN 12.0
#define NAMES_WIDTH 200.0
#define WHOLE_HEIGHT 220.0
#define PART_HEIGHT 80.0
#define GAP 18.0

static double
get_legend_height (const EmberSplitPicture *picture)
{
  return ember_heatmap_legend_get_height (&picture->style.theme) + GAP;
}

static double
get_top (const EmberSplitPicture *picture,
         uint32_t index)
{
  const double legend = get_legend_height (picture);

  return index == 0 ? legend : 2 * legend + WHOLE_HEIGHT + (index - 1) * (PART_HEIGHT + GAP);
}

double
ember_split_picture_get_height (const EmberSplitPicture *picture)
{
  const double end = get_top (picture, picture->split->n_parts) + (picture->split->n_parts > 0 ? PART_HEIGHT : WHOLE_HEIGHT);

  return end + ember_heatmap_chrome_get_label_height (&picture->style.theme) + MARGIN;
}

void
ember_split_picture_place (const EmberSplitPicture *picture,
                           double width,
                           uint32_t index,
                           EmberHeatmapGeometry *geometry)
{
  const EmberHeatmapGrid *grid = &picture->heatmap->grid;
  const double part = picture->zoom.height > 0 ? picture->zoom.height : 1;
  const double margin = NAMES_WIDTH + ember_heatmap_chrome_get_margin (grid, &picture->style.theme, part);
  const EmberHeatmapFrame frame = {
    .width = width,
    .height = ember_split_picture_get_height (picture),
    .room = { margin, get_top (picture, index), width - margin - MARGIN, index == 0 ? WHOLE_HEIGHT : PART_HEIGHT },
    .scale = 1,
    .is_whole = true,
    .fills_height = picture->zoom.height > 0,
  };

  ember_heatmap_geometry_init (geometry, grid, &frame);
  ember_heatmap_zoom_apply (&picture->zoom, geometry);
}

static void
draw_words (const EmberSplitPicture *picture,
            cairo_t *cr,
            const EmberHeatmapGeometry *geometry,
            const char *name,
            const char *amount)
{
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (geometry);
  const EmberTheme *theme = &picture->style.theme;
  g_auto (EmberHeatmapText) large = { 0 };
  g_auto (EmberHeatmapText) small = { 0 };
  double y;

  ember_heatmap_text_init (&large, theme, 1, false);
  ember_heatmap_text_init (&small, theme, EMBER_HEATMAP_TEXT_SMALL, false);
  y = plot.y + (plot.height - large.height - small.height) / 2;
  ember_heatmap_text_draw (&large, cr, name, theme->text, MARGIN, y, NAMES_WIDTH - MARGIN);
  ember_heatmap_text_draw (&small, cr, amount, theme->dim_text, MARGIN, y + large.height, NAMES_WIDTH - MARGIN);
}

static void
draw_map (const EmberSplitPicture *picture,
          cairo_t *cr,
          double width,
          uint32_t index,
          uint32_t common_top)
{
  const EmberSplitMatches *matches = picture->matches;
  const EmberHeatmap *heatmap = index == 0 ? picture->heatmap : picture->split->parts[index - 1].heatmap;
  EmberHeatmapStyle style = picture->style;
  EmberHeatmapMarking marking;
  EmberHeatmapGeometry geometry;

  style.top = index == 0 ? 0 : common_top;
  style.hides_columns = index != picture->split->n_parts;
  if (index > 0 && matches != NULL && style.marking != NULL)
    {
      marking = (EmberHeatmapMarking){ matches->maps[index - 1], style.marking->label };
      style.marking = &marking;
    }
  else if (index > 0)
    {
      style.marking = NULL;
    }
  ember_split_picture_place (picture, width, index, &geometry);
  ember_heatmap_painter_draw_cells (cr, heatmap, &style, &geometry);
  ember_heatmap_chrome_draw_axes (cr, &style, &geometry);
  if (style.chosen != NULL)
    ember_heatmap_chosen_draw (cr, style.chosen, &style.theme, &geometry);
  if (index == 0 || (index == 1 && !picture->has_own_scales))
    ember_heatmap_legend_draw (cr, heatmap, &style, &geometry);
  if (index == 0)
    {
      g_autofree char *samples = ember_amount_text_dup_samples (picture->split->n_samples);

      draw_words (picture, cr, &geometry, _ ("All"), samples);
    }
  else
    {
      g_autofree char *name = ember_split_dup_name (picture->split, index - 1);
      g_autofree char *amount = ember_split_dup_amount (picture->split, index - 1);

      draw_words (picture, cr, &geometry, name, amount);
    }
}

static void
draw_heading (const EmberSplitPicture *picture,
              cairo_t *cr,
              const char *text,
              double y,
              double most,
              bool is_bold)
{
  g_auto (EmberHeatmapText) layout = { 0 };

  ember_heatmap_text_init (&layout, &picture->style.theme, 1, is_bold);
  ember_heatmap_text_draw (&layout, cr, text, is_bold ? picture->style.theme.text : picture->style.theme.dim_text, MARGIN, y - MARGIN / 2 - layout.height, most);
}

void
ember_split_picture_draw (const EmberSplitPicture *picture,
                          cairo_t *cr,
                          double width)
{
  const EmberColor background = picture->style.theme.background;
  const uint32_t common_top = picture->has_own_scales ? 0 : ember_color_scale_get_common_top (picture->split, picture->style.curve, picture->style.clip);

  ember_color_set_source (cr, background);
  cairo_rectangle (cr, 0, 0, width, ember_split_picture_get_height (picture));
  cairo_fill (cr);
  if (picture->style.title != NULL)
    draw_heading (picture, cr, picture->style.title, get_top (picture, 0), width / 2, true);
  for (uint32_t i = 0; i <= picture->split->n_parts; i++)
    draw_map (picture, cr, width, i, common_top);
  if (picture->split->n_parts > 0)
    draw_heading (picture, cr, picture->has_own_scales ? _ ("Each its own scale") : _ ("One scale for all"), get_top (picture, 1), NAMES_WIDTH, false);
}
