/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/flame-painter.h"

#include <math.h>
#include <string.h>

#include "paint/flame-colors.h"
#include "paint/flame-label.h"
#include "paint/heatmap-marking.h"
#include "paint/source-color.h"

/* Between a box and its label. */
#define PADDING_PX 4.0
/* A box with less room than this has no label. */
#define MIN_LABEL_PX 20.0
/* A box narrower than this has no gap to its neighbour, or nothing would be left of it. */
#define MIN_GAP_PX 3.0
#define MIN_OUTLINE_PX 4.0
/* Between the arrow of a change and the name. */
#define SIGN_GAP_PX 3.0

struct _EmberFlamePainter
{
  EmberTheme theme; /* what colors and font were made from */
  bool is_themed;
  EmberFlameColors colors;
  EmberFlameFont *font;
  cairo_surface_t *strips; /* one line of pixels for each row; kept between frames */
};

/* One call of ember_flame_painter_draw_rows(). */
typedef struct
{
  EmberFlamePainter *painter;
  cairo_t *cr;
  const EmberFlameLayout *layout;
  const EmberFlameGeometry *geometry;
  const EmberFlameStyle *style;
  EmberProfile *profile;
  const EmberStacks *stacks;
  uint32_t first_row;
  uint32_t last_row;
} Drawing;

EmberFlamePainter *
ember_flame_painter_new (void)
{
  return g_new0 (EmberFlamePainter, 1);
}

void
ember_flame_painter_free (EmberFlamePainter *painter)
{
  g_clear_pointer (&painter->font, ember_flame_font_free);
  g_clear_pointer (&painter->strips, cairo_surface_destroy);
  g_free (painter);
}

static double
get_font_px (const EmberTheme *theme)
{
  return MAX (round (theme->font_px * 0.86), 8);
}

double
ember_flame_painter_get_row_px (const EmberTheme *theme)
{
  return ceil (get_font_px (theme) * 1.62);
}

static void
set_theme (EmberFlamePainter *painter,
           const EmberTheme *theme)
{
  if (painter->is_themed && ember_theme_equal (&painter->theme, theme))
    return;
  painter->theme = *theme;
  painter->is_themed = true;
  ember_flame_colors_init (&painter->colors, theme);
  g_clear_pointer (&painter->font, ember_flame_font_free);
  painter->font = ember_flame_font_new (theme->font_family, get_font_px (theme));
}

static void
set_pixel_color (cairo_t *cr,
                 uint32_t pixel)
{
  ember_color_set_source (cr, ember_color_from_rgb (pixel & 0xffffff));
}

static EmberFlameShade
get_shade (const Drawing *drawing,
           const EmberFlameBox *box)
{
  if (drawing->style->search != NULL)
    return ember_search_matches (drawing->style->search, ember_stacks_get_frame (drawing->stacks, box->id)) ? EMBER_FLAME_SHADE_LIT : EMBER_FLAME_SHADE_FADED;
  if (box->begin_px <= 0 && box->end_px >= drawing->layout->width_px && box->end_px - box->begin_px > drawing->layout->width_px + 1)
    return EMBER_FLAME_SHADE_AROUND;
  return EMBER_FLAME_SHADE_PLAIN;
}

static uint32_t
get_change_step (const Drawing *drawing,
                 EmberStackId id)
{
  const EmberChange change = ember_difference_get (drawing->style->difference, id, drawing->style->basis);

  return ember_change_step_get (change.change, change.confidence);
}

static uint32_t
get_fill (const Drawing *drawing,
          const EmberFlameBox *box)
{
  uint32_t tint;

  if (drawing->style->difference != NULL)
    return drawing->painter->colors.changes[get_shade (drawing, box)][get_change_step (drawing, box->id)];
  tint = ember_flame_tints_get (drawing->layout->tints, ember_stacks_get_frame (drawing->stacks, box->id));
  return drawing->painter->colors.fills[get_shade (drawing, box)][tint / EMBER_N_FLAME_VARIANTS][tint % EMBER_N_FLAME_VARIANTS];
}

static void
fill_pixels (uint32_t *pixels,
             int begin,
             int end,
             uint32_t pixel)
{
  for (int x = begin; x < end; x++)
    pixels[x] = pixel;
}

/* A merged box is striped and never less than a pixel wide. */
static void
fill_merged (const Drawing *drawing,
             uint32_t *pixels,
             int begin,
             int end)
{
  const int stripe = (int) MAX (drawing->style->scale, 1);

  for (int x = begin; x < end; x++)
    pixels[x] = drawing->painter->colors.merged[x / stripe % 3 != 0];
}

static void
fill_strip (const Drawing *drawing,
            uint32_t row,
            uint32_t *pixels,
            int width)
{
  const double scale = drawing->style->scale;
  const int gap = (int) MAX (round (scale), 1);
  uint32_t n;
  const EmberFlameBox *boxes = ember_flame_layout_get_row (drawing->layout, row, &n);

  fill_pixels (pixels, 0, width, drawing->painter->colors.background);
  for (uint32_t i = 0; i < n; i++)
    {
      const int begin = (int) round (MAX (boxes[i].begin_px, 0) * scale);
      const int end = (int) round (MIN (boxes[i].end_px, drawing->layout->width_px) * scale);

      if (boxes[i].is_merged)
        continue;
      if (boxes[i].end_px > drawing->layout->width_px || end - begin < MIN_GAP_PX * gap)
        fill_pixels (pixels, begin, MIN (end, width), get_fill (drawing, &boxes[i]));
      else
        fill_pixels (pixels, begin, MIN (end, width) - gap, get_fill (drawing, &boxes[i]));
    }
  for (uint32_t i = 0; i < n; i++)
    if (boxes[i].is_merged)
      {
        const int begin = (int) CLAMP (floor (boxes[i].begin_px * scale + 0.5), 0, width - 1);
        const int end = (int) round (MIN (boxes[i].end_px, drawing->layout->width_px) * scale);

        fill_merged (drawing, pixels, begin, MIN (MAX (end, begin + 1), width));
      }
}

static uint32_t *
begin_strips (EmberFlamePainter *painter,
              int width,
              int n_rows,
              int *stride)
{
  if (painter->strips == NULL || cairo_image_surface_get_width (painter->strips) != width || cairo_image_surface_get_height (painter->strips) < n_rows)
    {
      g_clear_pointer (&painter->strips, cairo_surface_destroy);
      painter->strips = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, n_rows);
    }
  cairo_surface_flush (painter->strips);
  *stride = cairo_image_surface_get_stride (painter->strips) / (int) sizeof (uint32_t);
  return (uint32_t *) (void *) cairo_image_surface_get_data (painter->strips);
}

/* Every row is one line of pixels, stretched to its height when it is painted:
 * the cost follows the pixels of a line, whatever the profile. */
static void
draw_strips (const Drawing *drawing)
{
  const EmberFlameGeometry *geometry = drawing->geometry;
  const int width = (int) ceil (geometry->width_px * drawing->style->scale);
  const int n_rows = (int) (drawing->last_row - drawing->first_row);
  cairo_t *cr = drawing->cr;
  cairo_matrix_t matrix;
  int stride;
  uint32_t *pixels = begin_strips (drawing->painter, width, n_rows, &stride);

  if (pixels == NULL)
    return;
  for (int i = 0; i < n_rows; i++)
    fill_strip (drawing, drawing->first_row + (uint32_t) i, pixels + (ptrdiff_t) i * stride, width);
  cairo_surface_mark_dirty (drawing->painter->strips);
  cairo_set_source_surface (cr, drawing->painter->strips, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  for (int i = 0; i < n_rows; i++)
    {
      const double y_px = ember_flame_geometry_get_y (geometry, drawing->first_row + (uint32_t) i);

      cairo_matrix_init (&matrix, drawing->style->scale, 0, 0, 1 / geometry->row_px, 0, i - y_px / geometry->row_px);
      cairo_pattern_set_matrix (cairo_get_source (cr), &matrix);
      cairo_rectangle (cr, 0, y_px, geometry->width_px, geometry->row_px - 1);
      cairo_fill (cr);
    }
}

static void
draw_merged_vector (const Drawing *drawing,
                    double begin_px,
                    double end_px,
                    double y_px)
{
  const double height_px = drawing->geometry->row_px - 1;
  const double dashes[] = { 1, 2 };
  cairo_t *cr = drawing->cr;

  end_px = MAX (end_px, begin_px + 0.5);
  set_pixel_color (cr, drawing->painter->colors.merged[1]);
  cairo_rectangle (cr, begin_px, y_px, end_px - begin_px, height_px);
  cairo_fill (cr);
  set_pixel_color (cr, drawing->painter->colors.merged[0]);
  cairo_set_line_width (cr, height_px);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_move_to (cr, begin_px, y_px + height_px / 2);
  cairo_line_to (cr, end_px, y_px + height_px / 2);
  cairo_stroke (cr);
}

static void
draw_vectors (const Drawing *drawing)
{
  cairo_t *cr = drawing->cr;

  for (uint32_t row = drawing->first_row; row < drawing->last_row; row++)
    {
      const double y_px = ember_flame_geometry_get_y (drawing->geometry, row);
      uint32_t n;
      const EmberFlameBox *boxes = ember_flame_layout_get_row (drawing->layout, row, &n);

      for (uint32_t i = 0; i < n; i++)
        {
          const double begin_px = MAX (boxes[i].begin_px, 0);
          const double end_px = MIN (boxes[i].end_px, drawing->layout->width_px);
          const double gap_px = end_px - begin_px < MIN_GAP_PX ? 0 : 0.5;

          if (boxes[i].is_merged)
            {
              draw_merged_vector (drawing, begin_px, end_px, y_px);
              continue;
            }
          set_pixel_color (cr, get_fill (drawing, &boxes[i]));
          cairo_rectangle (cr, begin_px, y_px, end_px - begin_px - gap_px, drawing->geometry->row_px - 1);
          cairo_fill (cr);
        }
    }
}

/* The arrow of a change, before the name. Returns: the width taken */
static double
add_sign (const Drawing *drawing,
          const EmberFlameBox *box,
          double begin_px,
          double baseline_px,
          double room_px)
{
  const char *sign = drawing->style->difference != NULL ? ember_change_step_get_sign (get_change_step (drawing, box->id)) : "";

  if (sign[0] == '\0')
    return 0;
  return ember_flame_font_add (drawing->painter->font, sign, strlen (sign), begin_px, baseline_px, room_px, get_shade (drawing, box)) + SIGN_GAP_PX;
}

static void
add_label (const Drawing *drawing,
           const EmberFlameBox *box,
           double baseline_px)
{
  const double left_px = MAX (box->begin_px, 0) + PADDING_PX;
  const double all_room_px = MIN (box->end_px, drawing->layout->width_px) - PADDING_PX - left_px;
  const double sign_px = add_sign (drawing, box, left_px, baseline_px, all_room_px);
  const EmberFrameId frame = ember_stacks_get_frame (drawing->stacks, box->id);
  const EmberStrings *strings = ember_profile_get_strings (drawing->profile);
  const EmberStringId name = ember_frames_get (ember_profile_get_frames (drawing->profile), frame)->name;
  const char *root_name = ember_flame_hue_get_name (EMBER_FLAME_HUE_ROOT);
  const bool is_root = box->id == EMBER_STACK_ROOT && ember_stacks_get_frame (drawing->stacks, box->id) == 0;

  ember_flame_font_add (drawing->painter->font,
                        is_root ? root_name : ember_strings_get (strings, name),
                        is_root ? strlen (root_name) : ember_strings_get_size (strings, name),
                        left_px + sign_px, baseline_px, all_room_px - sign_px, get_shade (drawing, box));
}

static void
draw_labels (const Drawing *drawing)
{
  EmberFlameFont *font = drawing->painter->font;
  const double text_px = ember_flame_font_get_height (font);
  const double inset_px = round ((drawing->geometry->row_px - 1 - text_px) / 2 + ember_flame_font_get_ascent (font));

  ember_flame_font_begin (font);
  for (uint32_t row = drawing->first_row; row < drawing->last_row; row++)
    {
      const double baseline_px = ember_flame_geometry_get_y (drawing->geometry, row) + inset_px;
      uint32_t n;
      const EmberFlameBox *boxes = ember_flame_layout_get_row (drawing->layout, row, &n);

      for (uint32_t i = 0; i < n; i++)
        if (!boxes[i].is_merged && MIN (boxes[i].end_px, drawing->layout->width_px) - MAX (boxes[i].begin_px, 0) >= MIN_LABEL_PX + 2 * PADDING_PX)
          add_label (drawing, &boxes[i], baseline_px);
    }
  for (unsigned shade = 0; shade < EMBER_N_FLAME_SHADES; shade++)
    {
      ember_color_set_source (drawing->cr, drawing->painter->colors.texts[shade]);
      ember_flame_font_draw (font, drawing->cr, shade);
    }
}

void
ember_flame_painter_draw_rows (EmberFlamePainter *painter,
                               cairo_t *cr,
                               const EmberFlameLayout *layout,
                               const EmberFlameGeometry *geometry,
                               const EmberFlameStyle *style)
{
  Drawing drawing = { painter, cr, layout, geometry, style, .profile = NULL };

  if (layout->graph == NULL || geometry->width_px < 1 || geometry->height_px < 1)
    return;
  drawing.profile = ember_flame_graph_get_profile (layout->graph);
  drawing.stacks = ember_flame_graph_get_stacks (layout->graph);
  set_theme (painter, style->theme);
  ember_flame_geometry_find_rows (geometry, ember_flame_layout_get_n_rows (layout), &drawing.first_row, &drawing.last_row);
  if (drawing.first_row == drawing.last_row)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, geometry->width_px, geometry->height_px);
  cairo_clip (cr);
  if (style->is_vector)
    draw_vectors (&drawing);
  else
    draw_strips (&drawing);
  draw_labels (&drawing);
  cairo_restore (cr);
}

/* A line lies inside of its box; where nothing would be left inside of it, a foot has to do. */
static void
outline_box (cairo_t *cr,
             double begin_px,
             double end_px,
             double y_px,
             double row_px,
             double line_px)
{
  if (end_px - begin_px < MIN_OUTLINE_PX + 2 * (line_px - 1))
    cairo_rectangle (cr, begin_px + line_px / 2, y_px + row_px - 2 - line_px / 2, MAX (end_px - begin_px - line_px, 0), 1);
  else
    cairo_rectangle (cr, begin_px + line_px / 2, y_px + line_px / 2, end_px - begin_px - 1 - line_px, row_px - 1 - line_px);
}

EmberFlameOutline
ember_flame_outline_of_mark (const bool *frames,
                             const EmberTheme *theme)
{
  return (EmberFlameOutline){
    .frames = frames,
    .color = ember_heatmap_marking_get_color (theme->background, 1, theme->is_dark),
    .line_px = EMBER_FLAME_MARK_PX,
  };
}

void
ember_flame_painter_outline (cairo_t *cr,
                             const EmberFlameLayout *layout,
                             const EmberFlameGeometry *geometry,
                             const EmberFlameOutline *outline)
{
  const EmberStacks *stacks = ember_flame_graph_get_stacks (layout->graph);
  uint32_t first, last;

  ember_color_set_source (cr, outline->color);
  cairo_set_line_width (cr, outline->line_px);
  ember_flame_geometry_find_rows (geometry, ember_flame_layout_get_n_rows (layout), &first, &last);
  for (uint32_t row = first; row < last; row++)
    {
      const double y_px = ember_flame_geometry_get_y (geometry, row);
      uint32_t n;
      const EmberFlameBox *boxes = ember_flame_layout_get_row (layout, row, &n);

      for (uint32_t i = 0; i < n; i++)
        {
          const EmberFrameId frame = ember_stacks_get_frame (stacks, boxes[i].id);

          if (!boxes[i].is_merged && (outline->frames != NULL ? outline->frames[frame] : frame == outline->frame))
            outline_box (cr, round (MAX (boxes[i].begin_px, 0)), round (MIN (boxes[i].end_px, layout->width_px)), y_px, geometry->row_px, outline->line_px);
        }
    }
  cairo_stroke (cr);
}
