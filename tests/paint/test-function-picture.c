/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/function-picture.h"

#include "analysis/function-strips.h"
#include "support/pixels.h"
#include "support/small-profile.h"

#define BAR_RGB 0xb5382a

/* A recording of some functions, a sample each, and the picture of its table. */
typedef struct
{
  EmberProfile *profile;
  EmberTableSet *set;
  EmberFlameGraph *graph;
  EmberFunctionIndex *index;
  EmberFunctions *functions;
  EmberWhenStrips *strips;
  EmberTheme theme;
  EmberFunctionPicture picture;
} Fixture;

static void
fixture_init (Fixture *fixture,
              uint32_t n_functions,
              const char *last_name)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (uint32_t i = 0; i < n_functions; i++)
    {
      g_autofree char *name = g_strdup_printf ("function%u@app", i);

      small_profile_add (builder, i * (int64_t) EMBER_SECOND_NS, "app", 1, "cycles", i + 1 == n_functions ? last_name : name, 1);
    }
  fixture->profile = ember_profile_builder_freeze (builder);
  fixture->set = ember_table_set_new (fixture->profile, NULL, 0, true);
  fixture->graph = ember_flame_graph_new (fixture->set, EMBER_TIME_RANGE_ALL, NULL);
  fixture->index = ember_function_index_new (fixture->profile);
  fixture->functions = ember_functions_new_in (fixture->index, fixture->graph, EMBER_MEASURE_WEIGHT, NULL);
  fixture->strips = n_functions > 0 ? ember_function_strips_new_of_recording (fixture->index, fixture->set, NULL) : NULL;
  ember_theme_init_light (&fixture->theme);
  fixture->picture = (EmberFunctionPicture){ .functions = fixture->functions, .graph = fixture->graph, .strips = fixture->strips, .theme = &fixture->theme, .title = "file" };
}

static void
fixture_clear (Fixture *fixture)
{
  g_clear_pointer (&fixture->strips, ember_when_strips_unref);
  ember_functions_free (fixture->functions);
  ember_function_index_unref (fixture->index);
  ember_flame_graph_unref (fixture->graph);
  ember_table_set_free (fixture->set);
  ember_profile_unref (fixture->profile);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static cairo_surface_t *
draw (const Fixture *fixture)
{
  double width_px, height_px;
  cairo_surface_t *surface;
  cairo_t *cr;

  ember_function_picture_measure (&fixture->picture, &width_px, &height_px);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width_px, (int) height_px);
  cr = cairo_create (surface);
  ember_function_picture_draw (&fixture->picture, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static uint32_t
count_pixels (cairo_surface_t *surface,
              uint32_t pixel,
              int begin_y,
              int end_y)
{
  uint32_t n = 0;

  for (int y = begin_y; y < end_y; y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      n += pixel_at (surface, x, y) == pixel;
  return n;
}

static double
measure_height (uint32_t n_functions)
{
  g_auto (Fixture) fixture = { 0 };
  double width_px, height_px;

  fixture_init (&fixture, n_functions, "last");
  ember_function_picture_measure (&fixture.picture, &width_px, &height_px);
  return height_px;
}

static void
test_each_function_is_a_row_until_there_are_many (void)
{
  const double row_px = measure_height (2) - measure_height (1);

  g_assert_cmpfloat (row_px, >, 12);
  g_assert_cmpfloat (measure_height (EMBER_FUNCTION_PICTURE_MAX_ROWS), ==, measure_height (1) + (EMBER_FUNCTION_PICTURE_MAX_ROWS - 1) * row_px);
  /* What is left out has a line of its own. */
  g_assert_cmpfloat (measure_height (EMBER_FUNCTION_PICTURE_MAX_ROWS + 1), ==, measure_height (EMBER_FUNCTION_PICTURE_MAX_ROWS) + row_px);
  g_assert_cmpfloat (measure_height (3 * EMBER_FUNCTION_PICTURE_MAX_ROWS), ==, measure_height (EMBER_FUNCTION_PICTURE_MAX_ROWS + 1));
}

static void
test_a_name_of_any_length_stays_within_the_picture (void)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_auto (Fixture) fixture = { 0 };
  cairo_surface_t *surface;
  const uint32_t background = 0xffffff;

  for (int i = 0; i < 400; i++)
    g_string_append (name, "template::");
  fixture_init (&fixture, 2, name->str);
  surface = draw (&fixture);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 1600);
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    g_assert_cmphex (pixel_at (surface, 1599, y), ==, background);
  cairo_surface_destroy (surface);
}

static void
test_strips_say_when_each_ran (void)
{
  g_auto (Fixture) fixture = { 0 };
  cairo_surface_t *with, *without;

  fixture_init (&fixture, 4, "last");
  with = draw (&fixture);
  fixture.picture.strips = NULL;
  without = draw (&fixture);
  /* Each function has one sample, whose bar is as high as the strip. */
  g_assert_cmpuint (count_pixels (with, BAR_RGB, 0, cairo_image_surface_get_height (with)), >=, 4 * 16);
  g_assert_cmpuint (count_pixels (without, BAR_RGB, 0, cairo_image_surface_get_height (without)), ==, 0);
  g_assert_cmpint (cairo_image_surface_get_height (with), ==, cairo_image_surface_get_height (without));
  cairo_surface_destroy (with);
  cairo_surface_destroy (without);
}

static void
test_an_arrow_says_how_it_is_sorted (void)
{
  g_auto (Fixture) fixture = { 0 };
  cairo_surface_t *down, *up;
  int n_different = 0;
  int last_y = 0;

  fixture_init (&fixture, 3, "last");
  fixture.picture.is_sorted = true;
  fixture.picture.order = EMBER_FUNCTION_ORDER_TOTAL;
  fixture.picture.is_descending = true;
  down = draw (&fixture);
  fixture.picture.is_descending = false;
  up = draw (&fixture);
  for (int y = 0; y < cairo_image_surface_get_height (up); y++)
    for (int x = 0; x < cairo_image_surface_get_width (up); x++)
      if (pixel_at (up, x, y) != pixel_at (down, x, y))
        {
          n_different++;
          last_y = y;
        }
  g_assert_cmpint (n_different, >, 5);
  g_assert_cmpint (n_different, <, 80);
  g_assert_cmpint (last_y, <, 80);
  cairo_surface_destroy (down);
  cairo_surface_destroy (up);
}

static void
test_a_comparison_has_a_column_more (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (EmberDifference) difference = NULL;
  g_autoptr (EmberFunctions) compared = NULL;
  double width_px, height_px, wider_px;

  fixture_init (&fixture, 3, "a_name_long_enough_that_the_picture_has_no_width_to_spare_for_other_columns_of_the_table");
  difference = ember_difference_new (fixture.graph, fixture.graph, EMBER_MEASURE_WEIGHT, EMBER_PER_TIME);
  compared = ember_functions_new_compared (fixture.index, difference, EMBER_CHANGE_OF_TOTAL, NULL);
  ember_function_picture_measure (&fixture.picture, &width_px, &height_px);
  fixture.picture.functions = compared;
  ember_function_picture_measure (&fixture.picture, &wider_px, &height_px);
  g_assert_cmpfloat (wider_px, >, width_px + 40);
}

static void
test_no_functions_are_a_sentence (void)
{
  g_auto (Fixture) fixture = { 0 };
  cairo_surface_t *surface;
  int height;

  fixture_init (&fixture, 0, NULL);
  surface = draw (&fixture);
  height = cairo_image_surface_get_height (surface);
  g_assert_cmpuint (count_pixels (surface, 0xffffff, height - 32, height), <, 32u * (uint32_t) cairo_image_surface_get_width (surface) - 100);
  cairo_surface_destroy (surface);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/function-picture/each-function-is-a-row-until-there-are-many", test_each_function_is_a_row_until_there_are_many);
  g_test_add_func ("/function-picture/a-name-of-any-length-stays-within-the-picture", test_a_name_of_any_length_stays_within_the_picture);
  g_test_add_func ("/function-picture/strips-say-when-each-ran", test_strips_say_when_each_ran);
  g_test_add_func ("/function-picture/an-arrow-says-how-it-is-sorted", test_an_arrow_says_how_it_is_sorted);
  g_test_add_func ("/function-picture/a-comparison-has-a-column-more", test_a_comparison_has_a_column_more);
  g_test_add_func ("/function-picture/no-functions-are-a-sentence", test_no_functions_are_a_sentence);
  return g_test_run ();
}
