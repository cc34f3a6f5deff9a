/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>

#include "ui/heatmap-view-private.h"
#include "ui/widget-theme.h"

#define LINE 2.0
#define CASING 1.0

/* Width of the pieces in which what is not selected is dimmed. */
#define BAND 64.0

/* How far what is not selected recedes. */
#define DIM 0.5

static graphene_rect_t
to_rect (cairo_rectangle_t r)
{
  return GRAPHENE_RECT_INIT ((float) r.x, (float) r.y, (float) r.width, (float) r.height);
}

static cairo_rectangle_t
grow (cairo_rectangle_t r,
      double by)
{
  return (cairo_rectangle_t){ r.x - by, r.y - by, r.width + 2 * by, r.height + 2 * by };
}

static void
append (GtkSnapshot *snapshot,
        EmberColor color,
        cairo_rectangle_t r)
{
  const GdkRGBA rgba = ember_color_to_rgba (color);
  const graphene_rect_t rect = to_rect (r);

  gtk_snapshot_append_color (snapshot, &rgba, &rect);
}

static void
append_frame (GtkSnapshot *snapshot,
              EmberColor color,
              cairo_rectangle_t r,
              double width)
{
  const GdkRGBA rgba = ember_color_to_rgba (color);
  const graphene_rect_t rect = to_rect (grow (r, width));
  const float widths[4] = { (float) width, (float) width, (float) width, (float) width };
  const GdkRGBA colors[4] = { rgba, rgba, rgba, rgba };
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, &rect, 0);
  gtk_snapshot_append_border (snapshot, &rounded, widths, colors);
}

/* A line that can be seen on every colour: itself, and the background around it. */
static void
append_cased_frame (GtkSnapshot *snapshot,
                    const EmberTheme *theme,
                    EmberColor color,
                    cairo_rectangle_t r,
                    double width)
{
  append_frame (snapshot, theme->background, grow (r, width), CASING);
  append_frame (snapshot, color, r, width);
}

/* Map and chrome as pixels: a compositor that wants all of a window painted anew gets them at the price of a copy. */
static GskRenderNode *
create_picture (EmberHeatmapView *self)
{
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) self->geometry.width, (float) self->geometry.height);
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  GskRenderNode *node = gsk_cairo_node_new (&bounds);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (self->geometry.width) * scale, (int) ceil (self->geometry.height) * scale);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  ember_heatmap_painter_draw_cells (cr, self->heatmap, &self->style, &self->geometry);
  ember_heatmap_painter_draw_chrome (cr, self->heatmap, &self->style, &self->geometry);
  cairo_destroy (cr);
  cr = gsk_cairo_node_get_draw_context (node);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return node;
}

/* What is neither selected nor baseline: rectangles that do not overlap. */
typedef struct
{
  cairo_rectangle_t parts[16];
  uint32_t n;
} Outside;

static void
outside_init (Outside *outside,
              const EmberHeatmapSelection *selection,
              const EmberHeatmapSelection *baseline)
{
  outside->n = 0;
  for (uint32_t i = 0; i < selection->n_outside; i++)
    {
      const cairo_rectangle_t a = selection->outside[i];

      if (!baseline->is_on_map)
        outside->parts[outside->n++] = a;
      for (uint32_t j = 0; j < baseline->n_outside; j++)
        {
          const cairo_rectangle_t b = baseline->outside[j];
          const double x = MAX (a.x, b.x);
          const double y = MAX (a.y, b.y);
          const double width = MIN (a.x + a.width, b.x + b.width) - x;
          const double height = MIN (a.y + a.height, b.y + b.height) - y;

          if (width > 0 && height > 0)
            outside->parts[outside->n++] = (cairo_rectangle_t){ x, y, width, height };
        }
    }
}

/* The part of what is not selected in one vertical band, as one node. */
static GskRenderNode *
create_band (const Outside *outside,
             const GdkRGBA *dim,
             double left,
             double right)
{
  GskRenderNode *parts[G_N_ELEMENTS (outside->parts)];
  GskRenderNode *band;
  uint32_t n = 0;

  for (uint32_t i = 0; i < outside->n; i++)
    {
      const cairo_rectangle_t r = outside->parts[i];
      const double begin = MAX (r.x, left);
      const double end = MIN (r.x + r.width, right);
      const graphene_rect_t rect = to_rect ((cairo_rectangle_t){ begin, r.y, end - begin, r.height });

      if (end > begin)
        parts[n++] = gsk_color_node_new (dim, &rect);
    }
  band = gsk_container_node_new (parts, n);
  for (uint32_t i = 0; i < n; i++)
    gsk_render_node_unref (parts[i]);
  return band;
}

/* In bands that stay where they are: in a drag only those under the pointer
 * change, and only these are painted again, not the whole map. */
static void
draw_outside (GtkSnapshot *snapshot,
              const Outside *outside,
              const EmberTheme *theme,
              const cairo_rectangle_t *plot)
{
  GdkRGBA dim = ember_color_to_rgba (theme->background);

  dim.alpha = DIM;
  for (double x = plot->x; x < plot->x + plot->width; x += BAND)
    {
      GskRenderNode *band = create_band (outside, &dim, x, MIN (x + BAND, plot->x + plot->width));

      gtk_snapshot_append_node (snapshot, band);
      gsk_render_node_unref (band);
    }
}

static void
draw_selection (EmberHeatmapView *self,
                GtkSnapshot *snapshot)
{
  const EmberTheme *theme = &self->style.theme;
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (&self->geometry);
  const graphene_rect_t clip = to_rect (grow (plot, LINE / 2 + CASING));
  EmberHeatmapSelection selection;
  EmberHeatmapSelection baseline;
  Outside outside;

  ember_heatmap_selection_init (&selection, &self->geometry, ember_heatmap_pick_get_range (&self->pick));
  ember_heatmap_selection_init (&baseline, &self->geometry, ember_heatmap_pick_get_range (&self->baseline_pick));
  outside_init (&outside, &selection, &baseline);
  gtk_snapshot_push_clip (snapshot, &clip);
  draw_outside (snapshot, &outside, theme, &plot);
  for (uint32_t i = 0; i < selection.n_outline; i++)
    append (snapshot, theme->background, grow (selection.outline[i].line, LINE / 2 + CASING));
  for (uint32_t i = 0; i < selection.n_outline; i++)
    append (snapshot, theme->selection, grow (selection.outline[i].line, LINE / 2));
  gtk_snapshot_pop (snapshot);
}

static void
draw_hint (EmberHeatmapView *self,
           GtkSnapshot *snapshot)
{
  const EmberTheme *theme = &self->style.theme;
  EmberHeatmapSelection hint;

  if (ember_band_is_active (&self->banding.hint))
    {
      ember_heatmap_view_draw_band (self, snapshot, self->hint, &self->banding.hint, theme->focus, false);
      return;
    }
  ember_heatmap_selection_init (&hint, &self->geometry, self->hint);
  for (uint32_t i = 0; i < hint.n_outline; i++)
    append (snapshot, theme->background, grow (hint.outline[i].line, LINE / 2 + CASING));
  for (uint32_t i = 0; i < hint.n_outline; i++)
    append (snapshot, theme->focus, grow (hint.outline[i].line, LINE / 2));
}

static void
draw_hover (EmberHeatmapView *self,
            GtkSnapshot *snapshot)
{
  const EmberTheme *theme = &self->style.theme;
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (&self->geometry);
  cairo_rectangle_t r;

  if (self->hover.kind == EMBER_HEATMAP_HIT_NOTHING || self->hover.kind == EMBER_HEATMAP_HIT_EDGE || self->hover.cell.column >= self->geometry.grid.n_columns)
    return;
  r = ember_heatmap_geometry_get_cell (&self->geometry, self->hover.cell);
  if (self->hover.kind == EMBER_HEATMAP_HIT_COLUMN)
    {
      r.y = plot.y;
      r.height = plot.height;
    }
  append_cased_frame (snapshot, theme, theme->text, r, 1);
}

/* The keyboard's cell, while the keyboard has the focus. */
static void
draw_cursor (EmberHeatmapView *self,
             GtkSnapshot *snapshot)
{
  const EmberTheme *theme = &self->style.theme;

  if (self->is_cursor_shown && gtk_widget_has_focus (GTK_WIDGET (self)))
    append_cased_frame (snapshot, theme, theme->focus, ember_heatmap_geometry_get_cell (&self->geometry, self->cursor), 2);
}

void
ember_heatmap_view_draw (EmberHeatmapView *self,
                         GtkSnapshot *snapshot)
{
  graphene_rect_t clip;

  if (self->heatmap == NULL)
    return;
  if (self->picture == NULL)
    self->picture = create_picture (self);
  gtk_snapshot_append_node (snapshot, self->picture);
  if (!ember_heatmap_view_has_cells (self))
    return;
  draw_selection (self, snapshot);
  clip = to_rect (grow (ember_heatmap_geometry_get_plot (&self->geometry), LINE + CASING));
  gtk_snapshot_push_clip (snapshot, &clip);
  if (ember_band_is_active (&self->banding.band))
    ember_heatmap_view_draw_band (self, snapshot, ember_heatmap_pick_get_range (&self->pick), &self->banding.band, self->style.theme.selection, true);
  ember_heatmap_view_draw_baseline (self, snapshot);
  draw_hint (self, snapshot);
  draw_hover (self, snapshot);
  draw_cursor (self, snapshot);
  ember_heatmap_view_draw_ruler (self, snapshot);
  gtk_snapshot_pop (snapshot);
}
