/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/comparison-bar.h"

#include <string.h>

#include "paint/flame-colors.h"
#include "support/small-profile.h"
#include "support/widgets.h"
#include "support/window-fixture.h"
#include "ui/export-dialog.h"
#include "ui/flame-view-steps.h"
#include "ui/widget-theme.h"

#define BEGIN_S 100
#define N_SECONDS 9

typedef struct
{
  WindowFixture window;
  EmberRecordingPage *page;
  EmberSession *session;
  EmberComparison *comparison;
  GtkWidget *bar;
  EmberFlameView *flame_view;
  GtkWidget *heatmap_view;
} Fixture;

/* Each second has a hundred samples. In the first four 20 of them are "work" and 80 "rest";
 * in all later ones 60 are "work" and 40 "fresh". */
static char *
dup_recording (void)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < N_SECONDS * 100; i++)
    {
      const bool is_calm = i < 400;
      const char *name = i % 5 < (is_calm ? 1 : 3) ? "work" : is_calm ? "rest"
                                                                      : "fresh";

      g_string_append_printf (text, "app 10 [000] %d.%06d: 1 cycles: \n\t401000 %s+0x10 (/bin/app)\n\t402000 main+0x20 (/bin/app)\n\n",
                              BEGIN_S + i / 100, i % 100 * 10000, name);
    }
  return g_string_free (text, FALSE);
}

static void
wait (Fixture *fixture)
{
  while (ember_session_is_busy (fixture->session) || ember_comparison_is_busy (fixture->comparison))
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

static EmberTimeRange
seconds (int begin,
         int end)
{
  return (EmberTimeRange){ (BEGIN_S + begin) * EMBER_SECOND_NS, (BEGIN_S + end) * EMBER_SECOND_NS };
}

static void
set_up (Fixture *fixture,
        gconstpointer application)
{
  g_autofree char *text = dup_recording ();

  window_fixture_set_up (&fixture->window, application);
  window_fixture_open (&fixture->window, "a.txt", text);
  fixture->page = ember_window_get_recording_page (fixture->window.window);
  fixture->session = ember_window_get_session (fixture->window.window);
  fixture->comparison = ember_recording_page_get_comparison (fixture->page);
  fixture->bar = find_widget (GTK_WIDGET (fixture->page), EMBER_TYPE_COMPARISON_BAR);
  fixture->flame_view = ember_recording_page_get_flame_view (fixture->page);
  fixture->heatmap_view = GTK_WIDGET (ember_recording_page_get_heatmap_view (fixture->page));
}

static void
tear_down (Fixture *fixture,
           gconstpointer application)
{
  window_fixture_tear_down (&fixture->window, application);
}

/* The busy half against the calm one. */
static void
compare (Fixture *fixture)
{
  ember_session_set_range (fixture->session, seconds (4, 8));
  ember_comparison_set_baseline (fixture->comparison, seconds (0, 4));
  wait (fixture);
}

static const EmberFlameBox *
find_box (Fixture *fixture,
          const char *path)
{
  EmberProfile *profile = ember_flame_graph_get_profile (fixture->flame_view->graph);

  for (EmberStackId id = 0; id < ember_stacks_get_n (ember_profile_get_stacks (profile)); id++)
    {
      g_autofree char *stack = small_profile_dup_stack (profile, id);

      if (g_str_equal (stack, path))
        return ember_flame_layout_find_stack (&fixture->flame_view->layout, id);
    }
  return NULL;
}

/* What the graph has painted at the right end of a box, where no letter stands. */
static uint32_t
get_color (Fixture *fixture,
           const char *path)
{
  GtkWidget *view = GTK_WIDGET (fixture->flame_view);
  const EmberFlameBox *box = find_box (fixture, path);
  const GdkRectangle r = ember_flame_view_get_rectangle (fixture->flame_view, box);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (view);
  const int width = gtk_widget_get_width (view), height = gtk_widget_get_height (view);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_t *cr = cairo_create (surface);
  GskRenderNode *node;
  uint32_t pixel;

  g_assert_nonnull (box);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  memcpy (&pixel, cairo_image_surface_get_data (surface) + (r.y + r.height / 2) * cairo_image_surface_get_stride (surface) + (r.x + r.width - 4) * 4, 4);
  cairo_surface_destroy (surface);
  return pixel & 0xffffff;
}

static uint32_t
get_change_color (Fixture *fixture,
                  double change)
{
  g_autofree EmberFlameColors *colors = g_new (EmberFlameColors, 1);
  EmberTheme theme;

  ember_widget_theme_init (&theme, GTK_WIDGET (fixture->flame_view));
  ember_flame_colors_init (colors, &theme);
  return colors->changes[EMBER_FLAME_SHADE_PLAIN][ember_change_step_get (change, 1)] & 0xffffff;
}

/* Moves the pointer to a box and reads what is said of it. */
static void
assert_said (Fixture *fixture,
             const char *path,
             const char *words)
{
  const EmberFlameBox *box = find_box (fixture, path);
  g_autofree char *status = NULL;
  GdkRectangle r;

  g_assert_nonnull (box);
  r = ember_flame_view_get_rectangle (fixture->flame_view, box);
  drive (GTK_WIDGET (fixture->flame_view), "@%d,%d", r.x + r.width / 2, r.y + r.height / 2);
  g_object_get (fixture->flame_view, "status", &status, NULL);
  if (strstr (status, words) == NULL)
    g_error ("said is \"%s\", without \"%s\"", status, words);
}

static GtkWidget *
find_button (GtkWidget *root,
             const char *text)
{
  GtkWidget *widget = find_text (root, text);

  while (widget != NULL && !GTK_IS_BUTTON (widget))
    widget = gtk_widget_get_parent (widget);
  g_assert_nonnull (widget);
  return widget;
}

static void
click (Fixture *fixture,
       GtkWidget *widget)
{
  drive (widget, "@%d,%d click 1", gtk_widget_get_width (widget) / 2, gtk_widget_get_height (widget) / 2);
  wait (fixture);
}

static void
test_a_drag_with_control_compares (Fixture *fixture,
                                   gconstpointer application)
{
  const int width = gtk_widget_get_width (fixture->heatmap_view);
  EmberTimeRange baseline;

  g_assert_false (gtk_widget_get_visible (fixture->bar));
  drive (fixture->heatmap_view, "@%d,60 keydown ctrl mousedown 1 @%d,80 mouseup 1 keyup ctrl", width / 4, width / 2);
  wait (fixture);
  baseline = ember_comparison_get_baseline (fixture->comparison);
  g_assert_true (gtk_widget_get_visible (fixture->bar));
  g_assert_false (ember_time_range_is_empty (baseline));
  g_assert_true (ember_time_range_is_empty (ember_session_get_range (fixture->session)));
  g_assert_nonnull (fixture->flame_view->difference);
  g_assert_nonnull (find_text (fixture->bar, "Compared with "));
  drive (fixture->heatmap_view, "key Escape");
  wait (fixture);
  g_assert_false (gtk_widget_get_visible (fixture->bar));
  g_assert_null (fixture->flame_view->difference);
}

static void
test_colours_and_words_tell_what_changed (Fixture *fixture,
                                          gconstpointer application)
{
  compare (fixture);
  g_assert_nonnull (find_text (fixture->bar, "Compared with 0.000 s – 4.000 s · 4.000 s · 400 samples · 44.4 %"));
  g_assert_cmphex (get_color (fixture, "app;main;fresh"), ==, get_change_color (fixture, 1));
  g_assert_cmphex (get_color (fixture, "app;main;work"), ==, get_change_color (fixture, 160.0 / 240));
  g_assert_cmphex (get_color (fixture, "app;main"), ==, get_change_color (fixture, 0));
  assert_said (fixture, "app;main;work", "↑ grew by 200 %: 240 samples, baseline 80 samples");
  assert_said (fixture, "app;main;fresh", "↑ new: 160 samples, none in the baseline");
  assert_said (fixture, "app;main", "the same: 400 samples, baseline 400 samples");
  gtk_test_accessible_assert_property (fixture->flame_view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Flame graph of 400 samples, compared with a baseline");
}

static void
test_flip_swaps_the_ranges (Fixture *fixture,
                            gconstpointer application)
{
  uint32_t grown;

  compare (fixture);
  grown = get_color (fixture, "app;main;work");
  click (fixture, find_button (fixture->bar, "Flip"));
  g_assert_true (ember_time_range_equal (ember_heatmap_view_get_selection (EMBER_HEATMAP_VIEW (fixture->heatmap_view)), seconds (0, 4)));
  g_assert_true (ember_time_range_equal (ember_heatmap_view_get_baseline (EMBER_HEATMAP_VIEW (fixture->heatmap_view)), seconds (4, 8)));
  g_assert_cmphex (get_color (fixture, "app;main;work"), ==, get_change_color (fixture, -160.0 / 240));
  assert_said (fixture, "app;main;work", "↓ shrank by 67 %: 80 samples, baseline 240 samples");
  drive (fixture->heatmap_view, "key shift+b");
  wait (fixture);
  g_assert_cmphex (get_color (fixture, "app;main;work"), ==, grown);
}

static void
test_what_only_the_baseline_has_is_shown (Fixture *fixture,
                                          gconstpointer application)
{
  GtkWidget *button;

  compare (fixture);
  g_assert_null (find_box (fixture, "app;main;rest"));
  button = find_button (fixture->bar, "Only in Baseline");
  click (fixture, button);
  g_assert_null (find_box (fixture, "app;main;work"));
  g_assert_cmphex (get_color (fixture, "app;main;rest"), ==, get_change_color (fixture, -1));
  assert_said (fixture, "app;main;rest", "↓ gone: baseline 320 samples");
  click (fixture, button);
  g_assert_null (find_box (fixture, "app;main;rest"));
  g_assert_nonnull (find_box (fixture, "app;main;work"));
}

static void
test_the_selection_becomes_the_baseline (Fixture *fixture,
                                         gconstpointer application)
{
  ember_session_set_range (fixture->session, seconds (0, 4));
  wait (fixture);
  click (fixture, find_button (GTK_WIDGET (fixture->page), "Use as Baseline"));
  g_assert_true (ember_time_range_equal (ember_comparison_get_baseline (fixture->comparison), seconds (0, 4)));
  g_assert_true (ember_time_range_is_empty (ember_session_get_range (fixture->session)));
  ember_session_set_range (fixture->session, seconds (5, 6));
  drive (fixture->heatmap_view, "key b");
  wait (fixture);
  g_assert_true (ember_time_range_equal (ember_comparison_get_baseline (fixture->comparison), seconds (5, 6)));
}

static void
test_the_choices_say_how (Fixture *fixture,
                          gconstpointer application)
{
  GtkWidget *basis = find_widget (fixture->bar, GTK_TYPE_DROP_DOWN);
  GtkWidget *normalization = find_next_widget (basis, GTK_TYPE_DROP_DOWN);

  ember_session_set_range (fixture->session, seconds (4, 8));
  ember_comparison_set_baseline (fixture->comparison, seconds (0, 2));
  wait (fixture);
  assert_said (fixture, "app;main", "the same: 400 samples, baseline 200 samples, per equal time 400 samples");
  drive (normalization, "key space key Down key Return");
  wait (fixture);
  g_assert_cmpint (ember_comparison_get_normalization (fixture->comparison), ==, EMBER_PER_SAMPLE);
  assert_said (fixture, "app;main;work", "baseline 40 samples, per equal samples 80 samples");
  drive (basis, "key space key Down key Return");
  wait (fixture);
  g_assert_cmpint (ember_comparison_get_basis (fixture->comparison), ==, EMBER_CHANGE_OF_SELF);
  assert_said (fixture, "app;main", "none in both");
  gtk_test_accessible_assert_property (normalization, GTK_ACCESSIBLE_PROPERTY_LABEL, "What makes the two comparable");
}

static void
test_comparing_can_be_stopped (Fixture *fixture,
                               gconstpointer application)
{
  uint32_t plain;

  ember_session_set_range (fixture->session, seconds (4, 8));
  wait (fixture);
  plain = get_color (fixture, "app;main;work");
  ember_comparison_set_baseline (fixture->comparison, seconds (0, 4));
  wait (fixture);
  g_assert_cmphex (get_color (fixture, "app;main;work"), !=, plain);
  click (fixture, find_button (fixture->bar, "Stop Comparing"));
  g_assert_false (gtk_widget_get_visible (fixture->bar));
  g_assert_cmphex (get_color (fixture, "app;main;work"), ==, plain);
  g_assert_true (ember_time_range_equal (ember_session_get_range (fixture->session), seconds (4, 8)));
}

static char *
export_as (Fixture *fixture,
           const char *name,
           guint content)
{
  EmberExportDialog *dialog = ember_export_dialog_new (fixture->window.window);
  g_autofree char *path = g_build_filename (fixture->window.folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *choice = find_widget (gtk_window_get_child (GTK_WINDOW (dialog)), GTK_TYPE_DROP_DOWN);
  char *text = NULL;

  gtk_window_present (GTK_WINDOW (dialog));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), content);
  g_assert_nonnull (find_text (GTK_WIDGET (dialog), "against 0.000 s – 4.000 s, per time"));
  ember_export_dialog_save (dialog, file);
  while (!g_file_get_contents (path, &text, NULL, NULL))
    g_main_context_iteration (NULL, TRUE);
  settle ();
  return text;
}

static void
test_what_is_exported_tells_the_comparison (Fixture *fixture,
                                            gconstpointer application)
{
  g_autofree char *folded = NULL;
  g_autofree char *functions = NULL;
  g_autofree char *svg = NULL;

  compare (fixture);
  folded = export_as (fixture, "out.folded", 2);
  g_assert_cmpstr (folded, ==, "app;main;fresh 0 160\napp;main;rest 320 0\napp;main;work 80 240\n");
  functions = export_as (fixture, "out.csv", 3);
  g_assert_nonnull (strstr (functions, "\n240,240,80,80,work,"));
  svg = export_as (fixture, "out.svg", 0);
  g_assert_nonnull (strstr (svg, "<svg"));
}

static void
add_tests (GtkApplication *application)
{
  g_test_add ("/comparison-bar/a-drag-with-control-compares", Fixture, application, set_up, test_a_drag_with_control_compares, tear_down);
  g_test_add ("/comparison-bar/colours-and-words-tell-what-changed", Fixture, application, set_up, test_colours_and_words_tell_what_changed, tear_down);
  g_test_add ("/comparison-bar/flip-swaps-the-ranges", Fixture, application, set_up, test_flip_swaps_the_ranges, tear_down);
  g_test_add ("/comparison-bar/what-only-the-baseline-has-is-shown", Fixture, application, set_up, test_what_only_the_baseline_has_is_shown, tear_down);
  g_test_add ("/comparison-bar/the-selection-becomes-the-baseline", Fixture, application, set_up, test_the_selection_becomes_the_baseline, tear_down);
  g_test_add ("/comparison-bar/the-choices-say-how", Fixture, application, set_up, test_the_choices_say_how, tear_down);
  g_test_add ("/comparison-bar/what-is-exported-tells-the-comparison", Fixture, application, set_up, test_what_is_exported_tells_the_comparison, tear_down);
  g_test_add ("/comparison-bar/comparing-can-be-stopped", Fixture, application, set_up, test_comparing_can_be_stopped, tear_down);
}

int
main (int argc,
      char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
