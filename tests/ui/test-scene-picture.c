/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/scene-picture.h"

#include "support/widgets.h"
#include "ui/pattern-lesson.h"

#define WIDTH_PX 130
#define HEIGHT_PX 100

static void
wait_for_picture (GtkWidget *picture)
{
  while (ember_scene_picture_is_empty (EMBER_SCENE_PICTURE (picture)))
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

/* What the widget draws, as pixels of CAIRO_FORMAT_ARGB32. */
static cairo_surface_t *
paint (GtkWidget *picture)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (picture);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH_PX, HEIGHT_PX);
  cairo_t *cr = cairo_create (surface);

  gdk_paintable_snapshot (paintable, snapshot, WIDTH_PX, HEIGHT_PX);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* How much darker than white a line of pixels is. */
static guint64
get_ink (cairo_surface_t *surface,
         int y)
{
  const guint32 *line = (const guint32 *) (void *) (cairo_image_surface_get_data (surface) + (size_t) y * cairo_image_surface_get_stride (surface));
  guint64 ink = 0;

  for (int x = 0; x < WIDTH_PX; x++)
    ink += 255 - (line[x] & 255);
  return ink;
}

static void
test_a_wakeup_is_one_level_line (void)
{
  GtkWidget *picture = ember_scene_picture_new ("once-a-second");
  GtkWidget *window = show_in_window (picture, WIDTH_PX, HEIGHT_PX);
  cairo_surface_t *surface;
  guint64 most = 0, sum = 0;

  wait_for_picture (picture);
  surface = paint (picture);
  for (int y = 0; y < HEIGHT_PX; y++)
    {
      most = MAX (most, get_ink (surface, y));
      sum += get_ink (surface, y);
    }
  g_assert_cmpuint (most, >, 5 * sum / HEIGHT_PX);
  cairo_surface_destroy (surface);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_the_picture_is_full_to_its_borders (void)
{
  GtkWidget *picture = ember_scene_picture_new ("cpu-100");
  GtkWidget *window = show_in_window (picture, WIDTH_PX, HEIGHT_PX);
  cairo_surface_t *surface;

  wait_for_picture (picture);
  surface = paint (picture);
  for (int y = 0; y < HEIGHT_PX; y++)
    g_assert_cmpuint (get_ink (surface, y), >, 255 * WIDTH_PX * 8 / 10);
  cairo_surface_destroy (surface);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_nothing_is_made_of_what_is_not_shown (void)
{
  GtkWidget *picture = g_object_ref_sink (ember_scene_picture_new ("blocking"));

  run_for (100);
  g_assert_true (ember_scene_picture_is_empty (EMBER_SCENE_PICTURE (picture)));
  g_assert_finalize_object (picture);
}

static void
test_one_that_goes_before_it_is_made_goes_quietly (void)
{
  GtkWidget *window = show_in_window (ember_scene_picture_new ("blocking"), WIDTH_PX, HEIGHT_PX);

  gtk_window_destroy (GTK_WINDOW (window));
  run_for (200);
}

static void
test_another_scene_is_another_picture (void)
{
  GtkWidget *picture = ember_scene_picture_new ("cpu-100");
  GtkWidget *window = show_in_window (picture, WIDTH_PX, HEIGHT_PX);
  g_autofree char *scene = NULL;

  wait_for_picture (picture);
  g_object_set (picture, "scene", "cpu-5", "palette", 2, NULL);
  g_assert_true (ember_scene_picture_is_empty (EMBER_SCENE_PICTURE (picture)));
  wait_for_picture (picture);
  g_object_get (picture, "scene", &scene, NULL);
  g_assert_cmpstr (scene, ==, "cpu-5");
  gtk_test_accessible_assert_role (picture, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (picture, GTK_ACCESSIBLE_PROPERTY_LABEL, ember_pattern_lesson_find_title ("cpu-5"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene-picture/a-wakeup-is-one-level-line", test_a_wakeup_is_one_level_line);
  g_test_add_func ("/scene-picture/the-picture-is-full-to-its-borders", test_the_picture_is_full_to_its_borders);
  g_test_add_func ("/scene-picture/nothing-is-made-of-what-is-not-shown", test_nothing_is_made_of_what_is_not_shown);
  g_test_add_func ("/scene-picture/one-that-goes-before-it-is-made-goes-quietly", test_one_that_goes_before_it_is_made_goes_quietly);
  g_test_add_func ("/scene-picture/another-scene-is-another-picture", test_another_scene_is_another_picture);
  return g_test_run ();
}
