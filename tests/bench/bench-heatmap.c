/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>

#include "bench/random-tree.h"
#include "paint/heatmap-painter.h"
#include "support/small-profile.h"
#include "ui/heatmap-view.h"

/* Prints what a heat map costs, as milliseconds of CPU. */

#define N_SAMPLES 10000000
#define N_STEPS 200

static EmberProfile *
new_profile (uint32_t n_seconds)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  const EmberStringId comm = ember_profile_builder_add_string (builder, "java", -1);
  const EmberThread thread = { 1, 1, comm };
  EmberSample sample = {
    .thread = ember_profile_builder_add_thread (builder, &thread),
    .stack = ember_profile_builder_add_comm (builder, comm),
    .event = ember_profile_builder_add_event (builder, comm, false),
    .weight = 1,
  };

  for (int64_t i = 0; i < N_SAMPLES; i++)
    {
      sample.time_ns = 8122 * EMBER_SECOND_NS + (int64_t) ((double) i / N_SAMPLES * n_seconds * 1e9) + (i * 7919 % 1000) * 997;
      ember_profile_builder_add_sample (builder, &sample);
    }
  return ember_profile_builder_freeze (builder);
}

static EmberHeatmap *
bench_count (const EmberTableSet *set,
             uint32_t n_rows)
{
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (set->profile, EMBER_SECOND_NS, n_rows);
  const double begin = get_cpu_ms ();
  EmberHeatmap *heatmap = ember_heatmap_new (set, &grid, NULL);

  g_print ("count %d samples into %u x %u cells: %.2f ms\n", N_SAMPLES, grid.n_columns, n_rows, get_cpu_ms () - begin);
  return heatmap;
}

static void
bench_paint (EmberHeatmap *heatmap,
             int width,
             int height,
             int scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * scale, height * scale);
  cairo_t *cr = cairo_create (surface);
  EmberHeatmapStyle style = { .palette = EMBER_PALETTE_VIRIDIS };
  EmberHeatmapGeometry geometry;
  double begin;

  ember_theme_init_dark (&style.theme);
  cairo_scale (cr, scale, scale);
  ember_heatmap_painter_place (&geometry, heatmap, &style, width, height, scale, false);
  ember_heatmap_painter_draw (cr, heatmap, &style, &geometry);
  begin = get_cpu_ms ();
  for (int i = 0; i < 20; i++)
    ember_heatmap_painter_draw (cr, heatmap, &style, &geometry);
  g_print ("paint %u x %u cells on %d x %d pixels: %.2f ms\n", heatmap->grid.n_columns, heatmap->grid.n_rows,
           width * scale, height * scale, (get_cpu_ms () - begin) / 20);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static gpointer
find_controller (GtkWidget *widget,
                 GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }
  g_assert_not_reached ();
}

static void
painted_cb (GdkFrameClock *clock,
            guint *n_frames)
{
  (*n_frames)++;
}

/* A step to the same cell draws nothing: asks for a frame in any case. */
static void
wait_for_frame (GtkWidget *widget,
                const guint *n_frames)
{
  const guint before = *n_frames;

  gtk_widget_queue_draw (widget);
  while (*n_frames == before)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
bench_steps (const char *name,
             GtkWidget *view,
             const guint *n_frames)
{
  gpointer motion = find_controller (view, GTK_TYPE_EVENT_CONTROLLER_MOTION);
  const double begin = get_cpu_ms ();

  for (int i = 0; i < N_STEPS; i++)
    {
      g_signal_emit_by_name (motion, "motion", 110.0 + i * 4, 90 + 60 * sin (i * 0.3) + i * 0.3);
      wait_for_frame (view, n_frames);
    }
  g_print ("%s: %.2f ms a step\n", name, (get_cpu_ms () - begin) / N_STEPS);
}

static void
bench_view (const EmberTableSet *set,
            EmberHeatmap *heatmap,
            int width,
            int height)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = ember_heatmap_view_new ();
  guint n_frames = 0;

  ember_heatmap_view_set_heatmap (EMBER_HEATMAP_VIEW (view), heatmap);
  ember_heatmap_view_set_table_set (EMBER_HEATMAP_VIEW (view), set);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), &n_frames);
  wait_for_frame (view, &n_frames);
  g_print ("view of %d x %d pixels\n", width, height);
  bench_steps ("  hover", view, &n_frames);
  g_signal_emit_by_name (find_controller (view, GTK_TYPE_GESTURE_CLICK), "pressed", 1, 110.0, 90.0);
  bench_steps ("  drag preview", view, &n_frames);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* From a minute to the whole recording and back, a step of the wheel at a time. */
static void
bench_zoom (const EmberTableSet *set,
            EmberHeatmap *heatmap,
            int width,
            int height)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = ember_heatmap_view_new ();
  guint n_frames = 0;
  double most = 0;
  double all = 0;

  ember_heatmap_view_set_heatmap (EMBER_HEATMAP_VIEW (view), heatmap);
  ember_heatmap_view_set_table_set (EMBER_HEATMAP_VIEW (view), set);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), &n_frames);
  wait_for_frame (view, &n_frames);
  for (int i = 0; i < 64; i++)
    {
      const double begin = get_cpu_ms ();

      gtk_widget_activate_action (view, "heatmap.zoom", "(ib)", i < 32 ? -1 : 1, FALSE);
      wait_for_frame (view, &n_frames);
      all += get_cpu_ms () - begin;
      most = MAX (most, get_cpu_ms () - begin);
    }
  g_print ("zoom %u x %u cells on %d x %d pixels: %.2f ms a step, %.2f ms at most\n", heatmap->grid.n_columns, heatmap->grid.n_rows, width, height, all / 64, most);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  g_autoptr (EmberProfile) profile = new_profile (1000);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberHeatmap) coarse = bench_count (set, 15);
  g_autoptr (EmberHeatmap) heatmap = bench_count (set, 100);

  g_autoptr (EmberProfile) day_profile = new_profile (86400);
  g_autoptr (EmberTableSet) day_set = ember_table_set_new (day_profile, NULL, 0, true);
  g_autoptr (EmberHeatmap) day = bench_count (day_set, 50);

  bench_paint (coarse, 1920, 500, 1);
  bench_paint (heatmap, 1920, 500, 1);
  bench_paint (heatmap, 1920, 1000, 2);
  gtk_init ();
  bench_view (set, heatmap, 1280, 400);
  bench_view (set, heatmap, 1900, 1000);
  bench_zoom (day_set, day, 1280, 400);
  bench_zoom (day_set, day, 1900, 1000);
  return 0;
}
