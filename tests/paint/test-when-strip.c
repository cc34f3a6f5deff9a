/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/when-strip.h"

#define HEIGHT_PX 16

static cairo_surface_t *
draw (const uint32_t *counts,
      uint32_t n_counts,
      int width_px,
      double mark_begin,
      double mark_end)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width_px, HEIGHT_PX);
  cairo_t *cr = cairo_create (surface);
  EmberTheme theme;

  ember_theme_init_light (&theme);
  theme.grid.alpha = 0;
  ember_when_strip_draw (cr, &(EmberWhenStrip){ counts, n_counts, mark_begin, mark_end }, &theme, width_px, HEIGHT_PX);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static uint32_t
get_pixel (cairo_surface_t *surface,
           int x,
           int y)
{
  return ((const uint32_t *) (const void *) (cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface)))[x];
}

/* How many pixels from the bottom on are drawn. */
static int
get_height (cairo_surface_t *surface,
            int x)
{
  int height_px = 0;

  while (height_px < HEIGHT_PX && get_pixel (surface, x, HEIGHT_PX - 1 - height_px) != 0)
    height_px++;
  return height_px;
}

static void
test_a_bar_is_as_high_as_its_share_of_the_highest (void)
{
  const uint32_t counts[] = { 16, 0, 8, 4, 1 };
  cairo_surface_t *surface = draw (counts, 5, 50, 0, 0);

  for (int x = 0; x < 50; x++)
    g_assert_cmpint (get_height (surface, x), ==, (int) counts[x / 10]);
  cairo_surface_destroy (surface);
}

static void
test_one_sample_among_millions_is_seen (void)
{
  const uint32_t counts[] = { 5000000, 0, 1, 0 };
  cairo_surface_t *surface = draw (counts, 4, 40, 0, 0);

  g_assert_cmpint (get_height (surface, 25), ==, 1);
  g_assert_cmpint (get_height (surface, 35), ==, 0);
  cairo_surface_destroy (surface);
}

/* A single count among many more than there are pixels still has its bar. */
static void
test_no_count_is_lost_where_pixels_are_few (void)
{
  for (uint32_t n_counts = 1; n_counts < 400; n_counts += 37)
    for (uint32_t at = 0; at < n_counts; at += 7)
      {
        g_autofree uint32_t *counts = g_new0 (uint32_t, n_counts);
        cairo_surface_t *surface;
        int n_columns = 0;

        counts[at] = 3;
        surface = draw (counts, n_counts, 30, 0, 0);
        for (int x = 0; x < 30; x++)
          n_columns += get_height (surface, x) > 0;
        g_assert_cmpint (n_columns, >=, 1);
        g_assert_cmpint (n_columns, <=, (int) (30 / MIN (n_counts, 30)) + 1);
        cairo_surface_destroy (surface);
      }
}

static void
test_nothing_is_drawn_for_no_samples (void)
{
  const uint32_t counts[] = { 0, 0, 0 };
  cairo_surface_t *surface = draw (counts, 3, 30, 0, 0);

  for (int x = 0; x < 30; x++)
    for (int y = 0; y < HEIGHT_PX; y++)
      g_assert_cmphex (get_pixel (surface, x, y), ==, 0);
  cairo_surface_destroy (surface);
}

static void
test_what_is_selected_is_marked (void)
{
  const uint32_t counts[] = { 0, 0 };
  cairo_surface_t *surface = draw (counts, 2, 40, 0.25, 0.5);

  for (int x = 0; x < 40; x++)
    g_assert_cmpint (get_pixel (surface, x, 3) != 0, ==, x >= 10 && x < 20);
  cairo_surface_destroy (surface);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/when-strip/a-bar-is-as-high-as-its-share-of-the-highest", test_a_bar_is_as_high_as_its_share_of_the_highest);
  g_test_add_func ("/when-strip/one-sample-among-millions-is-seen", test_one_sample_among_millions_is_seen);
  g_test_add_func ("/when-strip/no-count-is-lost-where-pixels-are-few", test_no_count_is_lost_where_pixels_are_few);
  g_test_add_func ("/when-strip/nothing-is-drawn-for-no-samples", test_nothing_is_drawn_for_no_samples);
  g_test_add_func ("/when-strip/what-is-selected-is-marked", test_what_is_selected_is_marked);
  return g_test_run ();
}
