/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/color-scale.h"
#include "support/heatmap-view-fixture.h"
#include "support/small-profile.h"
#include "support/widgets.h"

#define BASE (8122 * EMBER_SECOND_NS)
#define WIDTH 700
#define HEIGHT 300

/* Cells of 1 to 20 samples, one a second. */
static void
set_up (HeatmapViewFixture *fixture)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (int64_t second = 0; second < 20; second++)
    for (int64_t i = 0; i <= second; i++)
      small_profile_add (builder, BASE + second * EMBER_SECOND_NS + i, "java", 1, "cycles", "main", 1);
  heatmap_view_fixture_set_up (fixture, builder, 20, WIDTH, HEIGHT);
}

/* Returns: (transfer full): */
static cairo_surface_t *
draw (HeatmapViewFixture *fixture)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  settle ();
  paintable = gtk_widget_paintable_new (GTK_WIDGET (fixture->view));
  gdk_paintable_snapshot (paintable, snapshot, WIDTH, HEIGHT);
  node = gtk_snapshot_free_to_node (snapshot);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static uint32_t
get_pixel (cairo_surface_t *picture,
           HeatmapViewFixture *fixture,
           uint32_t column)
{
  const cairo_rectangle_t r = ember_heatmap_geometry_get_cell (&fixture->geometry, (EmberCell){ column, 0 });
  const unsigned char *data = cairo_image_surface_get_data (picture);

  return ((const uint32_t *) (const void *) (data + (size_t) (r.y + r.height / 2) * (size_t) cairo_image_surface_get_stride (picture)))[(int) (r.x + r.width / 2)] & 0xffffff;
}

static void
test_a_key_goes_through_the_scales (void)
{
  HeatmapViewFixture fixture;
  cairo_surface_t *linear, *logarithmic, *again;
  int scale;

  set_up (&fixture);
  linear = draw (&fixture);
  drive (GTK_WIDGET (fixture.view), "key l key l");
  g_object_get (fixture.view, "scale", &scale, NULL);
  g_assert_cmpint (scale, ==, EMBER_CURVE_LOG);
  logarithmic = draw (&fixture);
  g_assert_cmphex (get_pixel (linear, &fixture, 5), !=, get_pixel (logarithmic, &fixture, 5));
  g_assert_cmphex (get_pixel (linear, &fixture, 19), ==, get_pixel (logarithmic, &fixture, 19));
  drive (GTK_WIDGET (fixture.view), "key l");
  again = draw (&fixture);
  g_assert_cmphex (get_pixel (linear, &fixture, 5), ==, get_pixel (again, &fixture, 5));
  cairo_surface_destroy (linear);
  cairo_surface_destroy (logarithmic);
  cairo_surface_destroy (again);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static double
get_clip (HeatmapViewFixture *fixture)
{
  double clip;

  g_object_get (fixture->view, "clip", &clip, NULL);
  return clip;
}

static void
test_a_key_goes_through_the_clips (void)
{
  HeatmapViewFixture fixture;
  cairo_surface_t *plain, *clipped;

  set_up (&fixture);
  plain = draw (&fixture);
  g_assert_cmphex (get_pixel (plain, &fixture, 18), !=, get_pixel (plain, &fixture, 19));
  drive (GTK_WIDGET (fixture.view), "key shift+l");
  g_assert_cmpfloat (get_clip (&fixture), ==, 99.9);
  g_object_set (fixture.view, "clip", 97.0, NULL);
  drive (GTK_WIDGET (fixture.view), "key shift+l");
  g_assert_cmpfloat (get_clip (&fixture), ==, 95);
  clipped = draw (&fixture);
  g_assert_cmphex (get_pixel (clipped, &fixture, 18), ==, get_pixel (clipped, &fixture, 19));
  drive (GTK_WIDGET (fixture.view), "key shift+l");
  g_assert_cmpfloat (get_clip (&fixture), ==, EMBER_CLIP_NOTHING);
  cairo_surface_destroy (plain);
  cairo_surface_destroy (clipped);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

int
main (int argc,
      char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/heatmap-view-scale/a-key-goes-through-the-scales", test_a_key_goes_through_the_scales);
  g_test_add_func ("/heatmap-view-scale/a-key-goes-through-the-clips", test_a_key_goes_through_the_clips);
  return g_test_run ();
}
