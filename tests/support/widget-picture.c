/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/widget-picture.h"

#include "support/widgets.h"

/* How long is waited at most until a widget comes to rest, and between two looks. */
#define MAX_LOOKS 60
#define BETWEEN_LOOKS_MS 150

static GBytes *
draw (GtkWidget *widget)
{
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  GskRenderNode *node;
  GBytes *pixels;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) cairo_image_surface_get_stride (surface) * (gsize) height);
  cairo_surface_destroy (surface);
  return pixels;
}

GBytes *
widget_picture_take (GtkWidget *widget)
{
  GBytes *pixels = draw (widget);

  for (int i = 0; i < MAX_LOOKS; i++)
    {
      g_autoptr (GBytes) before = pixels;

      run_for (BETWEEN_LOOKS_MS);
      pixels = draw (widget);
      if (g_bytes_equal (before, pixels))
        break;
    }
  return pixels;
}

static void
keep_picture (GBytes *pixels,
              GtkWidget *widget,
              const char *name)
{
  const int stride = cairo_format_stride_for_width (CAIRO_FORMAT_ARGB32, gtk_widget_get_width (widget));
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
  cairo_surface_t *surface =
      cairo_image_surface_create_for_data ((guchar *) g_bytes_get_data (pixels, NULL), CAIRO_FORMAT_ARGB32, stride / 4,
                                           (int) g_bytes_get_size (pixels) / stride, stride);

  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  g_test_message ("see %s", path);
}

void
widget_picture_assert_shown (GtkWidget *widget,
                             GBytes *expected)
{
  g_autoptr (GBytes) pixels = widget_picture_take (widget);

  if (g_bytes_equal (pixels, expected))
    return;
  keep_picture (expected, widget, "ember-view-expected.png");
  keep_picture (pixels, widget, "ember-view-shown.png");
  g_assert_not_reached ();
}
