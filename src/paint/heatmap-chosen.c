/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-chosen.h"

#include <glib/gi18n.h>

#include "paint/heatmap-band.h"
#include "paint/heatmap-selection.h"
#include "paint/heatmap-text.h"
#include "paint/source-color.h"

/* As the window draws them. */
#define LINE 2.0
#define CASING 1.0
#define DIM 0.5
#define WORD_PADDING 4.0

static const double dashes[] = { 7, 4 };

static void
add_rectangle (cairo_t *cr,
               const cairo_rectangle_t *r,
               double grown)
{
  cairo_rectangle (cr, r->x - grown, r->y - grown, r->width + 2 * grown, r->height + 2 * grown);
}

static void
clip (cairo_t *cr,
      const cairo_rectangle_t *parts,
      uint32_t n_parts)
{
  for (uint32_t i = 0; i < n_parts; i++)
    add_rectangle (cr, &parts[i], 0);
  cairo_clip (cr);
}

/* What is neither selected nor baseline recedes. */
static void
dim_outside (cairo_t *cr,
             const EmberHeatmapSelection *selection,
             const EmberHeatmapSelection *baseline,
             const EmberTheme *theme)
{
  if (!selection->is_on_map)
    return;
  cairo_save (cr);
  clip (cr, selection->outside, selection->n_outside);
  if (baseline->is_on_map)
    clip (cr, baseline->outside, baseline->n_outside);
  ember_color_set_source_faded (cr, theme->background, DIM);
  cairo_paint (cr);
  cairo_restore (cr);
}

static void
outline (cairo_t *cr,
         const EmberHeatmapSelection *selection,
         const EmberTheme *theme)
{
  ember_color_set_source (cr, theme->background);
  for (uint32_t i = 0; i < selection->n_outline; i++)
    add_rectangle (cr, &selection->outline[i].line, LINE / 2 + CASING);
  cairo_fill (cr);
  ember_color_set_source (cr, theme->selection);
  for (uint32_t i = 0; i < selection->n_outline; i++)
    add_rectangle (cr, &selection->outline[i].line, LINE / 2);
  cairo_fill (cr);
}

static void
draw_band (cairo_t *cr,
           const EmberHeatmapChosen *chosen,
           const EmberTheme *theme,
           const EmberHeatmapGeometry *geometry)
{
  const EmberTimeRange range = ember_time_range_is_empty (chosen->range) ? ember_heatmap_grid_get_range (&geometry->grid) : chosen->range;
  g_auto (EmberHeatmapBand) shape = { 0 };

  ember_heatmap_band_init (&shape, geometry, range, &chosen->band);
  ember_color_set_source_faded (cr, theme->background, DIM);
  for (guint i = 0; i < shape.outside->len; i++)
    add_rectangle (cr, &g_array_index (shape.outside, cairo_rectangle_t, i), 0);
  cairo_fill (cr);
  for (int pass = 0; pass < 2; pass++)
    {
      ember_color_set_source (cr, pass == 0 ? theme->background : theme->selection);
      cairo_set_line_width (cr, pass == 0 ? LINE + 2 * CASING : LINE);
      for (guint i = 0; i < shape.inside->len; i++)
        add_rectangle (cr, &g_array_index (shape.inside, cairo_rectangle_t, i), LINE / 2);
      cairo_stroke (cr);
    }
}

/* A tag where the baseline begins, at the top of its first column. */
static void
draw_word (cairo_t *cr,
           const EmberHeatmapSelection *baseline,
           const EmberTheme *theme,
           const cairo_rectangle_t *plot)
{
  /* Translators: stands on the range of a heat map that another one is compared with */
  const char *word = _ ("baseline");
  g_auto (EmberHeatmapText) text = { 0 };
  double x = plot->x + plot->width;
  double y = plot->y + plot->height;
  double width;

  ember_heatmap_text_init (&text, theme, EMBER_HEATMAP_TEXT_SMALL, false);
  width = ember_heatmap_text_measure (&text, word) + 2 * WORD_PADDING;
  for (uint32_t i = 0; i < baseline->n_outline; i++)
    {
      x = MIN (x, baseline->outline[i].line.x);
      y = MIN (y, baseline->outline[i].line.y);
    }
  x = CLAMP (x, plot->x, MAX (plot->x + plot->width - width, plot->x));
  y = CLAMP (y, plot->y, MAX (plot->y + plot->height - text.height, plot->y));
  ember_color_set_source (cr, theme->baseline);
  cairo_rectangle (cr, x, y, width, text.height);
  cairo_fill (cr);
  ember_heatmap_text_draw (&text, cr, word, ember_color_get_readable (theme->baseline), x + WORD_PADDING, y, 0);
}

static void
draw_baseline (cairo_t *cr,
               const EmberHeatmapSelection *baseline,
               const EmberTheme *theme,
               const cairo_rectangle_t *plot)
{
  if (baseline->n_outline == 0)
    return;
  for (int pass = 0; pass < 2; pass++)
    {
      ember_color_set_source (cr, pass == 0 ? theme->background : theme->baseline);
      cairo_set_line_width (cr, pass == 0 ? LINE + 2 * CASING : LINE);
      cairo_set_dash (cr, dashes, pass == 0 ? 0 : G_N_ELEMENTS (dashes), 0);
      for (uint32_t i = 0; i < baseline->n_outline; i++)
        {
          const cairo_rectangle_t line = baseline->outline[i].line;

          cairo_move_to (cr, line.x, line.y);
          cairo_line_to (cr, line.x + line.width, line.y + line.height);
        }
      cairo_stroke (cr);
    }
  draw_word (cr, baseline, theme, plot);
}

bool
ember_heatmap_chosen_is_any (const EmberHeatmapChosen *chosen)
{
  return !ember_time_range_is_empty (chosen->range) || !ember_time_range_is_empty (chosen->baseline) || ember_band_is_active (&chosen->band);
}

void
ember_heatmap_chosen_draw (cairo_t *cr,
                           const EmberHeatmapChosen *chosen,
                           const EmberTheme *theme,
                           const EmberHeatmapGeometry *geometry)
{
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (geometry);
  EmberHeatmapSelection selection;
  EmberHeatmapSelection baseline;

  if (!ember_heatmap_chosen_is_any (chosen))
    return;
  ember_heatmap_selection_init (&selection, geometry, chosen->range);
  ember_heatmap_selection_init (&baseline, geometry, chosen->baseline);
  cairo_save (cr);
  add_rectangle (cr, &plot, LINE + CASING);
  cairo_clip (cr);
  dim_outside (cr, &selection, &baseline, theme);
  outline (cr, &selection, theme);
  if (ember_band_is_active (&chosen->band))
    draw_band (cr, chosen, theme, geometry);
  draw_baseline (cr, &baseline, theme, &plot);
  cairo_restore (cr);
}
