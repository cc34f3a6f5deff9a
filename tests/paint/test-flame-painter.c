/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/flame-painter.h"

#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#include "paint/flame-colors.h"
#include "support/small-profile.h"

#define WIDTH 400
#define HEIGHT 100
#define ROW 20

/* A picture of rows drawn without labels' help: what its pixels are can be told. */
typedef struct
{
  EmberFlameGraph *graph;
  EmberTheme theme;
  EmberFlameColors colors;
  EmberFlameStyle style;
  EmberFlameGeometry geometry;
  EmberFlameLayout layout;
  cairo_surface_t *surface;
} Picture;

static EmberFlameGraph *
graph_of (const char *const *stacks)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (int i = 0; stacks[i] != NULL; i++)
    small_profile_add (builder, i, "app", 1, "cycles", stacks[i], 1);

  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (builder);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);

  return ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
}

static void
init_picture (Picture *picture,
              const char *const *stacks,
              bool is_dark,
              double scale)
{
  memset (picture, 0, sizeof *picture);
  picture->graph = graph_of (stacks);
  if (is_dark)
    ember_theme_init_dark (&picture->theme);
  else
    ember_theme_init_light (&picture->theme);
  ember_flame_colors_init (&picture->colors, &picture->theme);
  picture->style = (EmberFlameStyle){ .theme = &picture->theme, .scale = scale };
  picture->geometry = (EmberFlameGeometry){ EMBER_FLAME_SPAN_ALL, WIDTH, HEIGHT, ROW, 0, false };
  picture->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) (WIDTH * scale), (int) (HEIGHT * scale));
  cairo_surface_set_device_scale (picture->surface, scale, scale);
  ember_flame_layout_init (&picture->layout);
}

static void
draw (Picture *picture)
{
  g_autoptr (EmberFlamePainter) painter = ember_flame_painter_new ();
  cairo_t *cr = cairo_create (picture->surface);

  ember_flame_layout_update (&picture->layout, picture->graph, picture->style.measure, picture->style.order, picture->geometry.span, WIDTH, 1 / picture->style.scale);
  cairo_set_source_rgb (cr, 1, 0, 1);
  cairo_paint (cr);
  ember_flame_painter_draw_rows (painter, cr, &picture->layout, &picture->geometry, &picture->style);
  cairo_destroy (cr);
  cairo_surface_flush (picture->surface);
}

static void
clear_picture (Picture *picture)
{
  ember_flame_layout_clear (&picture->layout);
  ember_flame_graph_unref (picture->graph);
  cairo_surface_destroy (picture->surface);
}

static uint32_t
get_pixel (Picture *picture,
           double x_px,
           double y_px)
{
  const unsigned char *data = cairo_image_surface_get_data (picture->surface);
  const int x = (int) (x_px * picture->style.scale);
  const int y = (int) (y_px * picture->style.scale);
  uint32_t pixel;

  memcpy (&pixel, data + (ptrdiff_t) y * cairo_image_surface_get_stride (picture->surface) + 4 * x, 4);
  return pixel;
}

/* The fill of the first frame with a name. */
static uint32_t
get_fill (Picture *picture,
          const char *name,
          EmberFlameShade shade)
{
  EmberProfile *profile = ember_flame_graph_get_profile (picture->graph);

  for (EmberFrameId i = 0; i < ember_frames_get_n (ember_profile_get_frames (profile)); i++)
    if (g_str_equal (ember_profile_get_frame_name (profile, i), name))
      return picture->colors.fills[shade][ember_flame_hue_get (profile, i)][ember_flame_variant_get (profile, i)];
  g_assert_not_reached ();
}

/* left (3 of 4) and right (1 of 4) above main; left holds a frame of the kernel. */
static const char *const four[] = { "main;left;read@[kernel.kallsyms]", "main;left;read@[kernel.kallsyms]", "main;left;read@[kernel.kallsyms]", "main;right", NULL };

static void
test_boxes_have_their_colour_in_light_and_dark_at_every_scale (void)
{
  for (int i = 0; i < 6; i++)
    {
      Picture picture;

      init_picture (&picture, four, i % 2 == 1, 1 + i / 2);
      draw (&picture);
      /* The corner of a box, which no letter reaches. */
      g_assert_cmphex (get_pixel (&picture, 1, HEIGHT - 3 * ROW + 1), ==, get_fill (&picture, "main", EMBER_FLAME_SHADE_PLAIN));
      g_assert_cmphex (get_pixel (&picture, 1, HEIGHT - 4 * ROW + 1), ==, get_fill (&picture, "left", EMBER_FLAME_SHADE_PLAIN));
      g_assert_cmphex (get_pixel (&picture, 301, HEIGHT - 4 * ROW + 1), ==, get_fill (&picture, "right", EMBER_FLAME_SHADE_PLAIN));
      g_assert_cmphex (get_pixel (&picture, 1, HEIGHT - 5 * ROW + 1), ==, get_fill (&picture, "read", EMBER_FLAME_SHADE_PLAIN));
      g_assert_cmphex (get_pixel (&picture, 350, HEIGHT - 5 * ROW + 1), ==, picture.colors.background);
      clear_picture (&picture);
    }
}

static void
test_one_pixel_of_background_parts_boxes (void)
{
  Picture picture;

  init_picture (&picture, four, false, 1);
  draw (&picture);
  g_assert_cmphex (get_pixel (&picture, 298, HEIGHT - 4 * ROW + 1), ==, get_fill (&picture, "left", EMBER_FLAME_SHADE_PLAIN));
  g_assert_cmphex (get_pixel (&picture, 299, HEIGHT - 4 * ROW + 1), ==, picture.colors.background);
  g_assert_cmphex (get_pixel (&picture, 300, HEIGHT - 4 * ROW + 1), ==, get_fill (&picture, "right", EMBER_FLAME_SHADE_PLAIN));
  g_assert_cmphex (get_pixel (&picture, 1, HEIGHT - 4 * ROW + ROW - 2), ==, get_fill (&picture, "left", EMBER_FLAME_SHADE_PLAIN));
  g_assert_cmphex (get_pixel (&picture, 1, HEIGHT - 4 * ROW + ROW - 1), ==, 0xffff00ffu);
  clear_picture (&picture);
}

static void
test_icicle_hangs_from_the_top (void)
{
  Picture picture;

  init_picture (&picture, four, false, 1);
  picture.geometry.is_icicle = true;
  draw (&picture);
  g_assert_cmphex (get_pixel (&picture, 1, 2 * ROW + 1), ==, get_fill (&picture, "main", EMBER_FLAME_SHADE_PLAIN));
  g_assert_cmphex (get_pixel (&picture, 1, 3 * ROW + 1), ==, get_fill (&picture, "left", EMBER_FLAME_SHADE_PLAIN));
  clear_picture (&picture);
}

static void
test_search_lights_matches_and_fades_the_rest (void)
{
  Picture picture;

  init_picture (&picture, four, true, 1);

  g_autoptr (EmberSearch) search = ember_search_new (ember_flame_graph_get_profile (picture.graph), "left", false, NULL, NULL);

  picture.style.search = search;
  draw (&picture);
  g_assert_cmphex (get_pixel (&picture, 1, HEIGHT - 4 * ROW + 1), ==, get_fill (&picture, "left", EMBER_FLAME_SHADE_LIT));
  g_assert_cmphex (get_pixel (&picture, 301, HEIGHT - 4 * ROW + 1), ==, get_fill (&picture, "right", EMBER_FLAME_SHADE_FADED));
  clear_picture (&picture);
}

static void
test_ancestors_of_what_is_zoomed_stand_back (void)
{
  Picture picture;

  init_picture (&picture, four, false, 1);
  picture.geometry.span = (EmberFlameSpan){ 0, 0.75 };
  draw (&picture);
  g_assert_cmphex (get_pixel (&picture, 1, HEIGHT - 3 * ROW + 1), ==, get_fill (&picture, "main", EMBER_FLAME_SHADE_AROUND));
  g_assert_cmphex (get_pixel (&picture, 1, HEIGHT - 4 * ROW + 1), ==, get_fill (&picture, "left", EMBER_FLAME_SHADE_PLAIN));
  clear_picture (&picture);
}

static void
test_narrow_frames_are_striped_boxes (void)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  Picture picture;
  int n_stripes[2] = { 0, 0 };

  for (int i = 0; i < 2000; i++)
    g_ptr_array_add (lines, g_strdup_printf ("main;leaf%d", i));
  g_ptr_array_add (lines, NULL);
  init_picture (&picture, (const char *const *) lines->pdata, false, 1);
  draw (&picture);
  for (int x = 0; x < WIDTH; x++)
    for (int i = 0; i < 2; i++)
      n_stripes[i] += get_pixel (&picture, x, HEIGHT - 4 * ROW + 5) == picture.colors.merged[i];
  g_assert_cmpint (n_stripes[0] + n_stripes[1], ==, WIDTH);
  g_assert_cmpint (n_stripes[0], >, WIDTH / 4);
  clear_picture (&picture);
}

/* Darkest to the eye between two places of a row: letters, if there are any. */
static bool
has_letters (Picture *picture,
             uint32_t fill,
             double begin_px,
             double end_px,
             double y_px)
{
  for (double y = y_px; y < y_px + ROW - 1; y++)
    for (double x = begin_px; x < end_px; x++)
      if (get_pixel (picture, x, y) != fill)
        return true;
  return false;
}

static void
test_label_stays_in_view_when_its_box_is_cut (void)
{
  Picture picture;

  init_picture (&picture, four, false, 1);
  picture.geometry.span = (EmberFlameSpan){ 0.5, 1 };
  draw (&picture);
  g_assert_true (has_letters (&picture, get_fill (&picture, "left", EMBER_FLAME_SHADE_PLAIN), 4, 30, HEIGHT - 4 * ROW));
  clear_picture (&picture);
}

static void
test_label_never_leaves_its_box (void)
{
  const char *const long_names[] = { "main;a_name_that_is_much_longer_than_its_box_can_hold", "main;b", "main;b", "main;b", "main;\xff\xfe invalid", "main;\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d_\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e", "main;b", "main;b", NULL };
  Picture picture;

  init_picture (&picture, long_names, false, 1);
  draw (&picture);
  g_assert_true (has_letters (&picture, get_fill (&picture, long_names[0] + 5, EMBER_FLAME_SHADE_PLAIN), 4, 46, HEIGHT - 4 * ROW));
  g_assert_false (has_letters (&picture, get_fill (&picture, long_names[0] + 5, EMBER_FLAME_SHADE_PLAIN), 0, 3, HEIGHT - 4 * ROW));
  g_assert_false (has_letters (&picture, get_fill (&picture, long_names[0] + 5, EMBER_FLAME_SHADE_PLAIN), 46, 49, HEIGHT - 4 * ROW));
  clear_picture (&picture);
}

/* @by_mask: frames are told by a mask instead of an id */
static void
check_outlines (bool by_mask,
                double line_px)
{
  const char *const twice[] = { "f;g", "h;g", NULL };
  EmberFlameOutline outline = { .color = ember_color_from_rgb (0x123456), .line_px = line_px };
  g_autofree bool *mask = NULL;
  Picture picture;
  cairo_t *cr;

  init_picture (&picture, twice, false, 1);
  draw (&picture);
  while (!g_str_equal (ember_profile_get_frame_name (ember_flame_graph_get_profile (picture.graph), outline.frame), "g"))
    outline.frame++;
  mask = g_new0 (bool, outline.frame + 10);
  mask[outline.frame] = true;
  if (by_mask)
    {
      outline.frames = mask;
      outline.frame = 0;
    }
  cr = cairo_create (picture.surface);
  ember_flame_painter_outline (cr, &picture.layout, &picture.geometry, &outline);
  cairo_destroy (cr);
  cairo_surface_flush (picture.surface);
  for (int i = 0; i < 2; i++)
    for (int px = 0; px < 3; px++)
      {
        const bool is_line = px < (int) line_px;

        g_assert_true ((get_pixel (&picture, i * 200 + 100, HEIGHT - 4 * ROW + px) == 0xff123456u) == is_line);
        g_assert_true ((get_pixel (&picture, i * 200 + px, HEIGHT - 4 * ROW + 10) == 0xff123456u) == is_line);
      }
  g_assert_cmphex (get_pixel (&picture, 1, HEIGHT - 3 * ROW + 10), !=, 0xff123456u);
  clear_picture (&picture);
}

static void
test_every_box_of_a_function_is_outlined (void)
{
  check_outlines (false, 1);
  check_outlines (true, 2);
}

/* Both sides share a row, and nothing else. */
static void
test_callers_and_callees_share_one_row (void)
{
  const char *const above[] = { "a;b;c;d;e", NULL };
  const char *const below[] = { "a;b;c;d;e;f;g;h", NULL };
  EmberTheme theme;
  const EmberFlameStyle style = { .theme = &theme, .measure = EMBER_MEASURE_WEIGHT, .scale = 1 };
  Picture callers, callees;
  double sum_px;

  ember_theme_init_light (&theme);
  init_picture (&callers, above, false, 1);
  init_picture (&callees, below, false, 1);
  sum_px = ember_flame_painter_measure (callers.graph, &style, EMBER_FLAME_SPAN_ALL, 400) +
           ember_flame_painter_measure (callees.graph, &style, EMBER_FLAME_SPAN_ALL, 400);
  /* Seven rows and ten: sixteen together, with the margins of one picture. */
  g_assert_cmpfloat (ember_flame_painter_measure_around (callers.graph, callees.graph, &style, 400), ==,
                     sum_px / 2 + (16 - 8.5) * ember_flame_painter_get_row_px (&theme));
  clear_picture (&callers);
  clear_picture (&callees);
}

static cairo_status_t
append_cb (void *closure,
           const unsigned char *data,
           unsigned length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

static char *
draw_svg (EmberFlameGraph *graph,
          double width,
          double height)
{
  GString *text = g_string_new (NULL);
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_cb, text, width, height);
  cairo_t *cr = cairo_create (surface);
  EmberTheme theme;

  ember_theme_init_light (&theme);
  ember_flame_painter_draw (cr, graph, &(EmberFlameStyle){ .theme = &theme, .title = "title", .scale = 1, .is_vector = true }, &(EmberFlameGeometry){ .span = EMBER_FLAME_SPAN_ALL, .width_px = width, .height_px = height });
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_string_free (text, FALSE);
}

static void
test_vector_picture_has_no_pixels (void)
{
  g_autoptr (EmberFlameGraph) graph = graph_of (four);
  g_autofree char *text = draw_svg (graph, 800, 300);

  g_assert_null (strstr (text, "<image"));
  g_assert_nonnull (strstr (text, "<path"));
}

static void
test_picture_of_nothing_is_a_sentence (void)
{
  g_autoptr (EmberFlameGraph) graph = graph_of ((const char *const[]){ NULL });
  g_autofree char *text = draw_svg (graph, 800, 300);

  g_assert_nonnull (strstr (text, "glyph"));
}

static void
test_measured_height_fits_every_row (void)
{
  g_autoptr (EmberFlameGraph) graph = graph_of ((const char *const[]){ "a;b;c;d;e;f;g;h;i;j", NULL });
  EmberTheme theme;
  EmberFlameStyle style = { .theme = &theme, .scale = 1 };

  ember_theme_init_light (&theme);
  g_assert_cmpfloat (ember_flame_painter_measure (graph, &style, EMBER_FLAME_SPAN_ALL, 800), >, 12 * ember_flame_painter_get_row_px (&theme));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flame-painter/boxes-have-their-colour-in-light-and-dark-at-every-scale", test_boxes_have_their_colour_in_light_and_dark_at_every_scale);
  g_test_add_func ("/flame-painter/one-pixel-of-background-parts-boxes", test_one_pixel_of_background_parts_boxes);
  g_test_add_func ("/flame-painter/icicle-hangs-from-the-top", test_icicle_hangs_from_the_top);
  g_test_add_func ("/flame-painter/search-lights-matches-and-fades-the-rest", test_search_lights_matches_and_fades_the_rest);
  g_test_add_func ("/flame-painter/ancestors-of-what-is-zoomed-stand-back", test_ancestors_of_what_is_zoomed_stand_back);
  g_test_add_func ("/flame-painter/narrow-frames-are-striped-boxes", test_narrow_frames_are_striped_boxes);
  g_test_add_func ("/flame-painter/label-stays-in-view-when-its-box-is-cut", test_label_stays_in_view_when_its_box_is_cut);
  g_test_add_func ("/flame-painter/label-never-leaves-its-box", test_label_never_leaves_its_box);
  g_test_add_func ("/flame-painter/callers-and-callees-share-one-row", test_callers_and_callees_share_one_row);
  g_test_add_func ("/flame-painter/every-box-of-a-function-is-outlined", test_every_box_of_a_function_is_outlined);
  g_test_add_func ("/flame-painter/vector-picture-has-no-pixels", test_vector_picture_has_no_pixels);
  g_test_add_func ("/flame-painter/picture-of-nothing-is-a-sentence", test_picture_of_nothing_is_a_sentence);
  g_test_add_func ("/flame-painter/measured-height-fits-every-row", test_measured_height_fits_every_row);
  return g_test_run ();
}
