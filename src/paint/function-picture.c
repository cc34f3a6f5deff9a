/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/function-picture.h"

#include <glib/gi18n.h>
#include <math.h>
#include <pango/pangocairo.h>

#include "paint/function-words.h"
#include "paint/source-color.h"
#include "paint/when-strip.h"
#include "profile/amount-text.h"

#define MARGIN_PX 12.0
#define GAP_PX 20.0 /* between columns */
#define LEAST_WIDTH_PX 640.0
#define MOST_WIDTH_PX 1600.0
#define LEAST_NAME_PX 200.0
#define MOST_MODULE_PX 260.0
#define STRIP_WIDTH_PX 160.0
#define STRIP_HEIGHT_PX 16.0
#define ARROW_PX 8.0
#define STRIPE_ALPHA 0.35

typedef enum
{
  NAME,
  CHANGE,
  SELF_SHARE,
  SELF,
  TOTAL_SHARE,
  TOTAL,
  WHEN,
  MODULE,
  N_COLUMNS
} ColumnKind;

static const struct
{
  const char *title;
  bool is_text;
  EmberFunctionOrder order;
  bool is_share;
} columns[N_COLUMNS] = {
  [NAME] = { N_ ("Function"), true, EMBER_FUNCTION_ORDER_NAME, false },
  [CHANGE] = { N_ ("Change"), false, EMBER_FUNCTION_ORDER_CHANGE, false },
  [SELF_SHARE] = { N_ ("Self %"), false, EMBER_FUNCTION_ORDER_SELF, true },
  [SELF] = { N_ ("Self"), false, EMBER_FUNCTION_ORDER_SELF, false },
  [TOTAL_SHARE] = { N_ ("Total %"), false, EMBER_FUNCTION_ORDER_TOTAL, true },
  [TOTAL] = { N_ ("Total"), false, EMBER_FUNCTION_ORDER_TOTAL, false },
  [WHEN] = { N_ ("When it ran"), true, 0, false },
  [MODULE] = { N_ ("Module"), true, EMBER_FUNCTION_ORDER_MODULE, false },
};

/* Where everything stands; found anew for each measure and drawing. */
typedef struct
{
  const EmberFunctionPicture *picture;
  PangoLayout *text;
  double line_px;
  double row_px;
  double head_px; /* above the titles of the columns */
  double x_px[N_COLUMNS];
  double width_px[N_COLUMNS]; /* 0: no such column */
  double whole_px;
  uint32_t n_rows;
} Plan;

static void
plan_clear (Plan *plan)
{
  g_clear_object (&plan->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

/* Digits of equal width stand under each other. */
static void
set_font (Plan *plan,
          bool is_bold)
{
  const EmberTheme *theme = plan->picture->theme;
  PangoFontDescription *font = pango_font_description_new ();
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_font_description_set_family (font, theme->font_family);
  pango_font_description_set_absolute_size (font, theme->font_px * PANGO_SCALE);
  if (is_bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_SEMIBOLD);
  pango_layout_set_font_description (plan->text, font);
  pango_font_description_free (font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (plan->text, attributes);
}

static PangoLayout *
create_layout (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoLayout *layout;

  pango_context_set_round_glyph_positions (context, FALSE);
  layout = pango_layout_new (context);
  g_object_unref (context);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

static double
measure_text (Plan *plan,
              const char *text)
{
  PangoRectangle extents;

  pango_layout_set_width (plan->text, -1);
  pango_layout_set_text (plan->text, text, -1);
  pango_layout_get_extents (plan->text, NULL, &extents);
  return ceil ((double) extents.width / PANGO_SCALE);
}

static char *
dup_cell (const EmberFunctionPicture *picture,
          ColumnKind kind,
          const EmberFunction *function)
{
  switch (kind)
    {
    case NAME:
      return ember_function_words_dup_name (picture->functions, function);
    case SELF_SHARE:
      return ember_function_words_dup_share (picture->graph, function->self);
    case SELF:
      return ember_function_words_dup_amount (picture->graph, function->self);
    case TOTAL_SHARE:
      return ember_function_words_dup_share (picture->graph, function->total);
    case TOTAL:
      return ember_function_words_dup_amount (picture->graph, function->total);
    case MODULE:
      return ember_function_words_dup_module (picture->functions, function);
    case CHANGE:
      return ember_function_words_dup_change (picture->functions, function);
    case WHEN:
    case N_COLUMNS:
    default:
      return g_strdup ("");
    }
}

static bool
is_shown (const EmberFunctionPicture *picture,
          ColumnKind kind)
{
  return (kind != WHEN || picture->strips != NULL) && (kind != CHANGE || picture->functions->difference != NULL);
}

static bool
is_sorted_by (const EmberFunctionPicture *picture,
              ColumnKind kind)
{
  return picture->is_sorted && kind != WHEN && columns[kind].order == picture->order && columns[kind].is_share == picture->is_share;
}

static double
measure_column (Plan *plan,
                ColumnKind kind)
{
  const EmberFunctionPicture *picture = plan->picture;
  double width_px;

  set_font (plan, true);
  width_px = measure_text (plan, _ (columns[kind].title)) + (is_sorted_by (picture, kind) ? ARROW_PX + 6 : 0);
  set_font (plan, false);
  for (uint32_t row = 0; row < plan->n_rows; row++)
    {
      g_autofree char *text = dup_cell (picture, kind, &picture->functions->functions[row]);

      width_px = MAX (width_px, measure_text (plan, text));
    }
  if (kind == WHEN)
    return MAX (width_px, STRIP_WIDTH_PX);
  return kind == MODULE ? MIN (width_px, MOST_MODULE_PX) : width_px;
}

/* The names get what the other columns leave of the widest picture, or less where they need less. */
static void
plan_columns (Plan *plan)
{
  double others_px = 2 * MARGIN_PX;
  double least_px = LEAST_WIDTH_PX;
  double x_px = MARGIN_PX;

  for (ColumnKind kind = 0; kind < N_COLUMNS; kind++)
    if (is_shown (plan->picture, kind))
      {
        plan->width_px[kind] = measure_column (plan, kind);
        others_px += kind == NAME ? 0 : plan->width_px[kind] + GAP_PX;
      }
  set_font (plan, true);
  if (plan->picture->title != NULL)
    least_px = MAX (least_px, measure_text (plan, plan->picture->title) + 2 * MARGIN_PX);
  least_px = MIN (least_px, MOST_WIDTH_PX);
  plan->width_px[NAME] = CLAMP (plan->width_px[NAME], MAX (least_px - others_px, LEAST_NAME_PX), MAX (MOST_WIDTH_PX - others_px, LEAST_NAME_PX));
  plan->whole_px = others_px + plan->width_px[NAME];
  for (ColumnKind kind = 0; kind < N_COLUMNS; kind++)
    {
      plan->x_px[kind] = x_px;
      x_px += plan->width_px[kind] > 0 ? plan->width_px[kind] + GAP_PX : 0;
    }
}

static void
plan_init (Plan *plan,
           const EmberFunctionPicture *picture)
{
  *plan = (Plan){ .picture = picture, .text = create_layout (), .n_rows = MIN (picture->functions->n_functions, EMBER_FUNCTION_PICTURE_MAX_ROWS) };
  plan->line_px = ceil (picture->theme->font_px * 1.4);
  plan->row_px = MAX (plan->line_px, STRIP_HEIGHT_PX) + 4;
  plan->head_px = picture->title != NULL ? MARGIN_PX + plan->row_px + MARGIN_PX / 2 : MARGIN_PX;
  plan_columns (plan);
}

/* Cut in the middle, as the beginning and the end of a name tell most.
 * @y_px: of the row */
static void
draw_text (Plan *plan,
           cairo_t *cr,
           const char *text,
           double x_px,
           double y_px,
           double width_px,
           bool is_right)
{
  const double free_px = width_px - measure_text (plan, text);
  PangoRectangle extents;

  pango_layout_set_ellipsize (plan->text, PANGO_ELLIPSIZE_MIDDLE);
  if (free_px < 0)
    pango_layout_set_width (plan->text, (int) (width_px * PANGO_SCALE));
  pango_layout_get_extents (plan->text, NULL, &extents);
  cairo_move_to (cr, round (is_right ? x_px + MAX (free_px, 0) : x_px), round (y_px + (plan->row_px - (double) extents.height / PANGO_SCALE) / 2));
  pango_cairo_show_layout (cr, plan->text);
}

static void
draw_arrow (cairo_t *cr,
            double x_px,
            double middle_px,
            bool is_down)
{
  const double tip_px = is_down ? ARROW_PX / 4 : -ARROW_PX / 4;

  cairo_move_to (cr, x_px, middle_px - tip_px);
  cairo_line_to (cr, x_px + ARROW_PX, middle_px - tip_px);
  cairo_line_to (cr, x_px + ARROW_PX / 2, middle_px + tip_px);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_titles (Plan *plan,
             cairo_t *cr)
{
  const EmberFunctionPicture *picture = plan->picture;

  set_font (plan, true);
  ember_color_set_source (cr, picture->theme->dim_text);
  for (ColumnKind kind = 0; kind < N_COLUMNS; kind++)
    if (plan->width_px[kind] > 0)
      {
        const char *title = _ (columns[kind].title);
        const double width_px = measure_text (plan, title);
        const double end_px = columns[kind].is_text ? plan->x_px[kind] + width_px + 6 + ARROW_PX : plan->x_px[kind] + plan->width_px[kind];
        const double begin_px = is_sorted_by (picture, kind) ? end_px - ARROW_PX - 6 - width_px : plan->x_px[kind];

        draw_text (plan, cr, title, begin_px, plan->head_px, is_sorted_by (picture, kind) ? width_px : plan->width_px[kind], !columns[kind].is_text);
        if (is_sorted_by (picture, kind))
          draw_arrow (cr, end_px - ARROW_PX, plan->head_px + plan->row_px / 2, picture->is_descending);
      }
  ember_color_set_source (cr, picture->theme->grid);
  cairo_rectangle (cr, MARGIN_PX, plan->head_px + plan->row_px - 1, plan->whole_px - 2 * MARGIN_PX, 1);
  cairo_fill (cr);
}

static double
get_part (const EmberWhenStrips *strips,
          int64_t time_ns)
{
  return (double) (time_ns - strips->range.begin_ns) / (double) (strips->range.end_ns - strips->range.begin_ns);
}

static void
draw_strip (const Plan *plan,
            cairo_t *cr,
            EmberFunctionId id,
            double y_px)
{
  const EmberFunctionPicture *picture = plan->picture;
  EmberWhenStrip strip = { .counts = ember_when_strips_get (picture->strips, id), .n_counts = picture->strips->n_buckets };

  if (!ember_time_range_is_empty (picture->marked))
    {
      strip.mark_begin = get_part (picture->strips, picture->marked.begin_ns);
      strip.mark_end = get_part (picture->strips, picture->marked.end_ns);
    }
  cairo_save (cr);
  cairo_translate (cr, round (plan->x_px[WHEN]), round (y_px + (plan->row_px - STRIP_HEIGHT_PX) / 2));
  ember_when_strip_draw (cr, &strip, picture->theme, floor (plan->width_px[WHEN]), STRIP_HEIGHT_PX);
  cairo_restore (cr);
}

static void
draw_row (Plan *plan,
          cairo_t *cr,
          uint32_t row)
{
  const EmberFunctionPicture *picture = plan->picture;
  const EmberFunction *function = &picture->functions->functions[row];
  const double y_px = plan->head_px + (row + 1) * plan->row_px;

  if (row % 2 == 1)
    {
      ember_color_set_source_faded (cr, picture->theme->grid, STRIPE_ALPHA);
      cairo_rectangle (cr, MARGIN_PX / 2, y_px, plan->whole_px - MARGIN_PX, plan->row_px);
      cairo_fill (cr);
    }
  for (ColumnKind kind = 0; kind < N_COLUMNS; kind++)
    {
      g_autofree char *text = dup_cell (picture, kind, function);

      ember_color_set_source (cr, kind == MODULE ? picture->theme->dim_text : picture->theme->text);
      if (plan->width_px[kind] > 0 && kind != WHEN)
        draw_text (plan, cr, text, plan->x_px[kind], y_px, plan->width_px[kind], !columns[kind].is_text);
    }
  if (picture->strips != NULL)
    draw_strip (plan, cr, function->id, y_px);
}

/* Returns: (transfer full) (nullable): what stands under the last row */
static char *
dup_last_line (const Plan *plan)
{
  const EmberFunctions *functions = plan->picture->functions;
  const uint32_t n_more = functions->n_functions - plan->n_rows;
  g_autofree char *number = ember_amount_text_dup (n_more);

  if (functions->n_functions == 0)
    return g_strdup (ember_flame_graph_get_total (plan->picture->graph, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT) == 0 ? _ ("No samples in this range")
                                                                                                                      : _ ("No function is called like that"));
  /* Translators: under the rows of a table in a picture: how many are left out */
  return n_more > 0 ? g_strdup_printf (ngettext ("… and %s more function", "… and %s more functions", n_more), number) : NULL;
}

void
ember_function_picture_measure (const EmberFunctionPicture *picture,
                                double *width_px,
                                double *height_px)
{
  g_auto (Plan) plan = { 0 };
  g_autofree char *last = NULL;

  plan_init (&plan, picture);
  last = dup_last_line (&plan);
  *width_px = ceil (plan.whole_px);
  *height_px = ceil (plan.head_px + (1 + plan.n_rows + (last != NULL ? 1 : 0)) * plan.row_px + MARGIN_PX);
}

void
ember_function_picture_draw (const EmberFunctionPicture *picture,
                             cairo_t *cr)
{
  g_auto (Plan) plan = { 0 };
  g_autofree char *last = NULL;

  plan_init (&plan, picture);
  cairo_save (cr);
  ember_color_set_source (cr, picture->theme->background);
  cairo_paint (cr);
  if (picture->title != NULL)
    {
      set_font (&plan, true);
      ember_color_set_source (cr, picture->theme->text);
      draw_text (&plan, cr, picture->title, MARGIN_PX, MARGIN_PX, plan.whole_px - 2 * MARGIN_PX, false);
    }
  draw_titles (&plan, cr);
  set_font (&plan, false);
  for (uint32_t row = 0; row < plan.n_rows; row++)
    draw_row (&plan, cr, row);
  last = dup_last_line (&plan);
  ember_color_set_source (cr, picture->theme->dim_text);
  if (last != NULL)
    draw_text (&plan, cr, last, MARGIN_PX, plan.head_px + (1 + plan.n_rows) * plan.row_px, plan.whole_px - 2 * MARGIN_PX, false);
  cairo_restore (cr);
}
