/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/change-legend.h"

#include "support/widgets.h"

static void
test_it_reads_what_the_colours_mean (void)
{
  GtkWidget *legend = g_object_new (EMBER_TYPE_CHANGE_LEGEND, NULL);
  GtkWidget *window = show_in_window (legend, 500, 40);

  gtk_test_accessible_assert_role (legend, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (legend, GTK_ACCESSIBLE_PROPERTY_LABEL, "Colours: blue shrank or is gone, grey is the same, red grew or is new");
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

/* How far to the right anything is drawn in @width. */
static double
draw (int width)
{
  GtkWidget *legend = g_object_new (EMBER_TYPE_CHANGE_LEGEND, NULL);
  GtkWidget *window = show_in_window (legend, width, 40);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (legend);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  graphene_rect_t bounds;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (legend), gtk_widget_get_height (legend));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_get_bounds (node, &bounds);
  gsk_render_node_unref (node);
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
  return (double) (bounds.origin.x + bounds.size.width);
}

static void
test_what_finds_no_room_is_left_out (void)
{
  g_assert_cmpfloat (draw (700), >, 250);
  g_assert_cmpfloat (draw (700), <, 700);
  g_assert_cmpfloat (draw (150), <=, 150);
}

int
main (int argc,
      char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/change-legend/it-reads-what-the-colours-mean", test_it_reads_what_the_colours_mean);
  g_test_add_func ("/change-legend/what-finds-no-room-is-left-out", test_what_finds_no_room_is_left_out);
  return g_test_run ();
}
