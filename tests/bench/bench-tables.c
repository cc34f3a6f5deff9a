/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-tables [FUNCTIONS THREADS]: what a frame costs while the table of functions, the panel of threads, and the maps of a heat map
 * that is split by thread scroll in a window that fills the screen, in CPU milliseconds of this process; tables beside one of GTK's with
 * as many rows and columns of plain labels at the same size. Rows of the table; without arguments for 100 k functions and 10 k threads. */
#include <gtk/gtk.h>
#include <stdlib.h>

#include "bench/random-tree.h"
#include "bench/row.h"
#include "profile/profile-builder.h"
#include "support/temp-folder.h"
#include "support/widgets.h"
#include "ui/application.h"
#include "ui/function-table.h"
#include "ui/settings.h"
#include "ui/thread-panel.h"
#include "ui/window.h"

#define N_SAMPLES 1000000
#define DURATION_S 60
#define N_FRAMES 20
#define STEP_PX 60 /* a turn of the wheel */

static void
painted_cb (GdkFrameClock *clock,
            guint *n_painted)
{
  (*n_painted)++;
}

/* Functions with names as of C++, two to a stack. */
static EmberFrameId
add_function (EmberProfileBuilder *builder,
              uint32_t number)
{
  g_autofree char *name = g_strdup_printf ("ns::Module%u::function_%u<std::vector<int>>(unsigned long)", number % 97, number);
  g_autofree char *module = g_strdup_printf ("/usr/lib/x86_64-linux-gnu/libmodule%u.so", number % 97);
  const EmberFrame frame = {
    .kind = EMBER_FRAME_USER,
    .name = ember_profile_builder_add_string (builder, name, -1),
    .module = ember_profile_builder_add_string (builder, module, -1),
  };

  return ember_profile_builder_add_frame (builder, &frame);
}

static EmberProfile *
create_profile (uint32_t n_functions,
                uint32_t n_threads)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autofree EmberStackId *stacks = g_new (EmberStackId, n_functions);
  g_autofree EmberThreadId *threads = g_new (EmberThreadId, n_threads);
  const EmberStringId comm = ember_profile_builder_add_string (builder, "java", -1);
  EmberSample sample = { .event = ember_profile_builder_add_event (builder, ember_profile_builder_add_string (builder, "cycles", -1), false), .weight = 1 };

  for (uint32_t i = 0; i < n_functions; i++)
    {
      const EmberStackId below = i < 100 ? ember_profile_builder_add_comm (builder, comm) : stacks[i % 100];

      stacks[i] = ember_profile_builder_add_call (builder, below, add_function (builder, i));
    }
  for (uint32_t i = 0; i < n_threads; i++)
    {
      g_autofree char *name = g_strdup_printf ("worker-%u", i);

      threads[i] = ember_profile_builder_add_thread (builder, &(EmberThread){ (int32_t) (i / 16 + 1), (int32_t) (i + 1), ember_profile_builder_add_string (builder, name, -1) });
    }
  for (uint32_t i = 0; i < N_SAMPLES; i++)
    {
      sample.time_ns = (int64_t) i * DURATION_S * EMBER_SECOND_NS / N_SAMPLES;
      sample.thread = threads[(uint64_t) i * 7919 % n_threads];
      sample.stack = stacks[(uint64_t) i * 104729 % n_functions];
      ember_profile_builder_add_sample (builder, &sample);
    }
  return ember_profile_builder_freeze (builder);
}

/* Opens something small, then shows a big one in its place. */
static void
show (EmberWindow *window,
      EmberProfile *profile)
{
  char *folder = temp_folder_new ();
  g_autofree char *path = temp_folder_write (folder, "small.txt", "app 1 [000] 0.000001: 1 cycles: \n\t401000 main+0x1 (/bin/app)\n\n", -1);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  ember_window_open (window, file);
  run_for (2000);
  temp_folder_delete (folder);
  ember_session_replace_profile (ember_window_get_session (window), profile);
}

/* The mean and the slowest frame. */
typedef struct
{
  double mean_ms;
  double max_ms;
} Frames;

/* Each frame stands a turn of the wheel further than the one before, and begins anew at the end. */
static Frames
measure_scrolling (GtkWidget *view)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (view);
  guint n_painted = 0;
  const gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &n_painted);
  double begin_ms = 0;
  Frames frames = { 0 };

  for (int i = -5; i < N_FRAMES; i++)
    {
      const double room_px = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
      const double to_px = gtk_adjustment_get_value (adjustment) + STEP_PX;
      const double frame_ms = get_cpu_ms ();
      const guint before = n_painted;

      if (i == 0)
        begin_ms = frame_ms;
      gtk_adjustment_set_value (adjustment, to_px < room_px ? to_px : 0);
      gtk_widget_queue_draw (view);
      while (n_painted == before)
        g_main_context_iteration (NULL, TRUE);
      if (i >= 0)
        frames.max_ms = MAX (frames.max_ms, get_cpu_ms () - frame_ms);
    }
  frames.mean_ms = (get_cpu_ms () - begin_ms) / N_FRAMES;
  g_signal_handler_disconnect (clock, handler);
  return frames;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

/* As many rows and columns at the same size, in a window of its own. */
static Frames
measure_plain (GtkWidget *view)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkStringList *rows = gtk_string_list_new (NULL);
  GtkWidget *plain;
  const guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view))));
  const guint n_columns = g_list_model_get_n_items (gtk_column_view_get_columns (GTK_COLUMN_VIEW (view)));
  Frames frames;

  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *text = g_strdup_printf ("row %u", i);

      gtk_string_list_append (rows, text);
    }
  plain = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (rows))));
  for (guint i = 0; i < n_columns; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column = gtk_column_view_column_new ("Column", factory);

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
      gtk_column_view_column_set_fixed_width (column, gtk_widget_get_width (view) / (int) n_columns);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (plain), column);
      g_object_unref (column);
    }
  gtk_widget_add_css_class (plain, "data-table");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), plain);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), gtk_widget_get_width (view), gtk_widget_get_height (view));
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_present (GTK_WINDOW (window));
  run_for (1000);
  frames = measure_scrolling (plain);
  gtk_window_destroy (GTK_WINDOW (window));
  run_for (200);
  return frames;
}

static void
add_rows (GtkWidget *view,
          const char *what)
{
  const guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view))));
  const Frames frames = measure_scrolling (view);
  const Frames plain = measure_plain (view);
  g_autofree char *mean = g_strdup_printf ("frame of scrolling %u %s, %d × %d", n_rows, what, gtk_widget_get_width (view), gtk_widget_get_height (view));
  g_autofree char *slowest = g_strdup_printf ("slowest of %d such frames", N_FRAMES);

  row_print_ratio (mean, frames.mean_ms, "plain labels", plain.mean_ms, "ms", 0);
  row_print_limit (slowest, frames.max_ms, 16, "ms");
}

/* All the maps that can be had of so many threads, and what is searched for is pointed out on them. */
static void
add_maps (EmberWindow *window,
          uint32_t n_threads,
          bool is_marked)
{
  EmberRecordingPage *page = ember_window_get_recording_page (window);
  GtkWidget *split_view = GTK_WIDGET (ember_recording_page_get_split_view (page));
  g_autoptr (EmberMark) mark = is_marked ? ember_mark_new_search ("function_1", FALSE) : NULL;
  GtkWidget *viewport = find_widget (split_view, GTK_TYPE_VIEWPORT);
  g_autofree char *mean = NULL;
  g_autofree char *slowest = g_strdup_printf ("slowest of %d such frames", N_FRAMES);
  Frames frames;

  ember_marker_pick (ember_recording_page_get_marker (page), mark);
  gtk_widget_activate_action (GTK_WIDGET (page), "recording.split", "s", "thread");
  for (int i = EMBER_SPLIT_DEFAULT_PARTS; i < EMBER_SPLIT_MAX_PARTS; i += EMBER_SPLIT_DEFAULT_PARTS)
    {
      run_for (500);
      g_signal_emit_by_name (find_text (split_view, "Show _More"), "clicked");
    }
  while (ember_recording_page_is_busy (page))
    g_main_context_iteration (NULL, TRUE);
  run_for (1000);
  frames = measure_scrolling (viewport);
  mean = g_strdup_printf ("frame of scrolling %u maps of %u threads%s, %d × %d", ember_split_view_get_split (ember_recording_page_get_split_view (page))->n_parts, n_threads,
                          is_marked ? ", marked" : "", gtk_widget_get_width (viewport), gtk_widget_get_height (viewport));
  row_print_limit (mean, frames.mean_ms, 16, "ms");
  row_print_limit (slowest, frames.max_ms, 16, "ms");
  gtk_widget_activate_action (GTK_WIDGET (page), "recording.split", "s", "none");
}

int
main (int argc,
      char *argv[])
{
  const uint32_t n_functions = argc > 2 ? (uint32_t) strtoul (argv[1], NULL, 10) : 100000;
  const uint32_t n_threads = argc > 2 ? (uint32_t) strtoul (argv[2], NULL, 10) : 10000;
  g_autoptr (EmberProfile) profile = create_profile (n_functions, n_threads);
  GtkApplication *application;
  g_autoptr (GSettings) settings = NULL;
  EmberWindow *window;
  GtkWidget *table, *panel;

  setvbuf (stdout, NULL, _IOLBF, 0);
  gtk_init ();
  settings = ember_settings_new ();
  application = GTK_APPLICATION (ember_application_new (FALSE, G_APPLICATION_NON_UNIQUE));
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  window = ember_window_new (application, settings, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 1920, 1080);
  gtk_window_present (GTK_WINDOW (window));
  run_for (500);
  show (window, profile);
  g_object_set (ember_window_get_recording_page (window), "view", "functions", NULL);
  run_for (3000);
  table = find_widget (find_widget (GTK_WIDGET (window), EMBER_TYPE_FUNCTION_TABLE), GTK_TYPE_COLUMN_VIEW);
  add_rows (table, "functions");
  g_object_set (ember_window_get_recording_page (window), "view", "graph", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-threads", NULL);
  run_for (3000);
  panel = find_widget (find_widget (GTK_WIDGET (window), EMBER_TYPE_THREAD_PANEL), GTK_TYPE_COLUMN_VIEW);
  add_rows (panel, "threads");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-threads", NULL);
  add_maps (window, n_threads, false);
  add_maps (window, n_threads, true);
  return 0;
}
