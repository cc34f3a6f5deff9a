/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/flame-view.h"

#include <string.h>

#include "support/small-profile.h"
#include "support/widgets.h"
#include "ui/flame-view-steps.h"

#define WIDTH 600
#define HEIGHT 300

/* A view in a window on an X server; a sample a second. */
typedef struct
{
  GtkWidget *window;
  EmberFlameView *view;
} Fixture;

static const char *const stacks[] = {
  "main;alpha;beta", "main;alpha;beta", "main;alpha;beta", "main;alpha;beta", "main;alpha;gamma",
  "main;alpha;gamma", "main;delta", "main;delta", "run;alpha@[kernel.kallsyms]", "run;alpha@[kernel.kallsyms]",
  NULL
};

static EmberFlameGraph *
graph_of (const char *const *lines,
          EmberTimeRange range)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (int i = 0; lines[i] != NULL; i++)
    small_profile_add (builder, i * EMBER_SECOND_NS, i < 8 ? "app" : "zoo", 1, "cycles", lines[i], 1);

  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (builder);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);

  return ember_flame_graph_new (set, range, NULL);
}

static void
set_up (Fixture *fixture)
{
  g_autoptr (EmberFlameGraph) graph = graph_of (stacks, EMBER_TIME_RANGE_ALL);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  fixture->view = EMBER_FLAME_VIEW (ember_flame_view_new ());
  ember_flame_view_set_graph (fixture->view, graph);
  fixture->window = show_in_window (GTK_WIDGET (fixture->view), WIDTH, HEIGHT);
}

static void
tear_down (Fixture *fixture)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->view), (gpointer *) &fixture->view);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_until_gone ((gpointer *) &fixture->view);
}

/* The node of a path such as "app;main". */
static EmberStackId
node (Fixture *fixture,
      const char *path)
{
  EmberProfile *profile = ember_flame_graph_get_profile (fixture->view->graph);

  for (EmberStackId id = 0; id < ember_stacks_get_n (ember_profile_get_stacks (profile)); id++)
    {
      g_autofree char *stack = small_profile_dup_stack (profile, id);

      if (g_str_equal (stack, path))
        return id;
    }
  g_error ("no stack %s", path);
}

/* The middle of a node's box, as drive() takes it. */
static char *
at (Fixture *fixture,
    const char *path)
{
  static char places[4][32];
  static int next;
  const EmberFlameBox *box = ember_flame_layout_find_stack (&fixture->view->layout, node (fixture, path));
  GdkRectangle rectangle;

  g_assert_nonnull (box);
  rectangle = ember_flame_view_get_rectangle (fixture->view, box);
  next = (next + 1) % 4;
  g_snprintf (places[next], sizeof places[next], "@%d,%d", rectangle.x + rectangle.width / 2, rectangle.y + rectangle.height / 2);
  return places[next];
}

/* Whether the view shows exactly the width of a node. */
static void
assert_shows (Fixture *fixture,
              const char *path)
{
  const EmberFlameSpan span = ember_flame_span_of (fixture->view->graph, fixture->view->measure, fixture->view->order, node (fixture, path));

  g_assert_cmpfloat_with_epsilon (fixture->view->geometry.span.begin, span.begin, 1e-9);
  g_assert_cmpfloat_with_epsilon (fixture->view->geometry.span.end, span.end, 1e-9);
}

static char *
get_text (Fixture *fixture,
          const char *property)
{
  char *text;

  g_object_get (fixture->view, property, &text, NULL);
  return text;
}

static void
assert_text (Fixture *fixture,
             const char *property,
             const char *part)
{
  g_autofree char *text = get_text (fixture, property);

  if (strstr (text, part) == NULL)
    g_error ("%s is \"%s\", without \"%s\"", property, text, part);
}

static void
assert_cursor (Fixture *fixture,
               const char *path)
{
  g_assert_true (fixture->view->has_cursor);
  g_assert_cmpuint (fixture->view->cursor, ==, node (fixture, path));
}

static void
test_click_zooms_and_keeps_ancestors (void)
{
  Fixture fixture;

  set_up (&fixture);
  drive (GTK_WIDGET (fixture.view), "%s click 1", at (&fixture, "app;main;alpha"));
  assert_shows (&fixture, "app;main;alpha");
  g_assert_nonnull (ember_flame_layout_find_stack (&fixture.view->layout, node (&fixture, "app;main")));
  g_assert_nonnull (ember_flame_layout_find_stack (&fixture.view->layout, EMBER_STACK_ROOT));
  g_assert_null (ember_flame_layout_find_stack (&fixture.view->layout, node (&fixture, "zoo")));
  drive (GTK_WIDGET (fixture.view), "%s click 1", at (&fixture, "app;main"));
  assert_shows (&fixture, "app;main");
  tear_down (&fixture);
}

static void
test_back_forward_and_escape_walk_the_places (void)
{
  Fixture fixture;

  set_up (&fixture);
  drive (GTK_WIDGET (fixture.view), "%s click 1", at (&fixture, "app;main;alpha"));
  drive (GTK_WIDGET (fixture.view), "%s click 1", at (&fixture, "app;main;alpha;gamma"));
  assert_shows (&fixture, "app;main;alpha;gamma");
  drive (GTK_WIDGET (fixture.view), "click 8");
  assert_shows (&fixture, "app;main;alpha");
  drive (GTK_WIDGET (fixture.view), "key alt+Left");
  assert_shows (&fixture, "");
  drive (GTK_WIDGET (fixture.view), "click 9");
  assert_shows (&fixture, "app;main;alpha");
  drive (GTK_WIDGET (fixture.view), "key alt+Right");
  assert_shows (&fixture, "app;main;alpha;gamma");
  drive (GTK_WIDGET (fixture.view), "key Escape");
  assert_shows (&fixture, "");
  drive (GTK_WIDGET (fixture.view), "key alt+Left");
  assert_shows (&fixture, "app;main;alpha;gamma");
  tear_down (&fixture);
}

/* Returns: how many frames the way from all to @path took */
static int
count_steps_to (Fixture *fixture,
                const char *path)
{
  double last;
  int n_steps = 0;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ember_flame_view_zoom_to (fixture->view, EMBER_STACK_ROOT);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  ember_flame_view_zoom_to (fixture->view, node (fixture, path));
  last = fixture->view->geometry.span.end;
  g_assert_cmpfloat (last, ==, 1);
  while (fixture->view->animation != 0)
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpfloat (fixture->view->geometry.span.end, <=, last);
      n_steps += fixture->view->geometry.span.end < last;
      last = fixture->view->geometry.span.end;
    }
  return n_steps;
}

/* A machine that stands still sees less of it: some way must be seen. */
static void
test_zoom_is_eased_over_several_frames (void)
{
  Fixture fixture;
  int n_steps = 0;

  set_up (&fixture);
  for (int i = 0; i < 50 && n_steps <= 2; i++)
    {
      n_steps = count_steps_to (&fixture, "app;main;alpha;beta");
      assert_shows (&fixture, "app;main;alpha;beta");
    }
  g_assert_cmpint (n_steps, >, 2);
  tear_down (&fixture);
}

static void
test_wheel_zooms_at_the_pointer (void)
{
  Fixture fixture;
  double before, after;

  set_up (&fixture);
  drive (GTK_WIDGET (fixture.view), "@450,200");
  before = ember_flame_geometry_find_part (&fixture.view->geometry, 450);
  drive (GTK_WIDGET (fixture.view), "click 4 click 4 click 4");
  after = ember_flame_geometry_find_part (&fixture.view->geometry, 450);
  g_assert_cmpfloat_with_epsilon (before, after, 1e-9);
  g_assert_cmpfloat (fixture.view->geometry.span.end - fixture.view->geometry.span.begin, <, 0.6);
  drive (GTK_WIDGET (fixture.view), "click 5 click 5 click 5 click 5");
  g_assert_cmpfloat (fixture.view->geometry.span.end - fixture.view->geometry.span.begin, ==, 1);
  tear_down (&fixture);
}

static void
test_drag_pans (void)
{
  Fixture fixture;
  double before;

  set_up (&fixture);
  drive (GTK_WIDGET (fixture.view), "@300,200 click 4 click 4 click 4 click 4");
  before = ember_flame_geometry_find_part (&fixture.view->geometry, 300);
  drive (GTK_WIDGET (fixture.view), "mousedown 1 @310,200 @400,200 mouseup 1");
  g_assert_cmpfloat_with_epsilon (ember_flame_geometry_find_part (&fixture.view->geometry, 400), before, 1e-9);
  drive (GTK_WIDGET (fixture.view), "key alt+Left");
  g_assert_cmpfloat_with_epsilon (ember_flame_geometry_find_part (&fixture.view->geometry, 300), before, 1e-9);
  tear_down (&fixture);
}

static void
test_hover_says_what_is_under_the_pointer (void)
{
  Fixture fixture;
  g_autofree char *tooltip = NULL;

  set_up (&fixture);
  drive (GTK_WIDGET (fixture.view), "%s", at (&fixture, "app;main;alpha"));
  assert_text (&fixture, "status", "alpha (user code) · 6 samples · self 0 samples · 60.00 % of view · 60.00 % of all");
  g_assert_true (fixture.view->has_hover);
  tooltip = ember_flame_view_dup_tooltip (fixture.view, &fixture.view->hover);
  g_assert_nonnull (strstr (tooltip, "<b>alpha</b>"));
  g_assert_true (pango_parse_markup (tooltip, -1, 0, NULL, NULL, NULL, NULL));
  drive (GTK_WIDGET (fixture.view), "%s", at (&fixture, "zoo;run;alpha"));
  assert_text (&fixture, "status", "alpha ([kernel.kallsyms])");
  drive (GTK_WIDGET (fixture.view), "@300,5");
  g_assert_false (fixture.view->has_hover);
  tear_down (&fixture);
}

static void
test_tab_leads_to_the_cursor (void)
{
  Fixture fixture;

  set_up (&fixture);
  drive (GTK_WIDGET (fixture.view), "%s", at (&fixture, "zoo"));
  gtk_window_set_focus (GTK_WINDOW (fixture.window), NULL);
  gtk_widget_grab_focus (GTK_WIDGET (fixture.view));
  g_assert_false (fixture.view->is_cursor_shown);
  gtk_window_set_focus (GTK_WINDOW (fixture.window), NULL);
  drive (NULL, "key Tab");
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (fixture.view)));
  g_assert_true (fixture.view->is_cursor_shown);
  assert_cursor (&fixture, "");
  assert_text (&fixture, "status", "all samples");
  drive (GTK_WIDGET (fixture.view), "key Up");
  gtk_window_set_focus (GTK_WINDOW (fixture.window), NULL);
  drive (NULL, "key Tab");
  assert_cursor (&fixture, "app");
  tear_down (&fixture);
}

static void
test_arrows_walk_the_graph (void)
{
  Fixture fixture;

  set_up (&fixture);
  drive (GTK_WIDGET (fixture.view), "key Home key Up");
  assert_cursor (&fixture, "app");
  drive (GTK_WIDGET (fixture.view), "key Up key Up key Up");
  assert_cursor (&fixture, "app;main;alpha;beta");
  assert_text (&fixture, "status", "beta");
  drive (GTK_WIDGET (fixture.view), "key Right");
  assert_cursor (&fixture, "app;main;alpha;gamma");
  drive (GTK_WIDGET (fixture.view), "key Down key Right");
  assert_cursor (&fixture, "app;main;delta");
  drive (GTK_WIDGET (fixture.view), "key Right");
  assert_cursor (&fixture, "zoo;run;alpha");
  drive (GTK_WIDGET (fixture.view), "key Down key Return");
  assert_shows (&fixture, "zoo;run");
  drive (GTK_WIDGET (fixture.view), "key Escape key Home");
  assert_shows (&fixture, "");
  g_object_set (fixture.view, "is-icicle", TRUE, NULL);
  drive (GTK_WIDGET (fixture.view), "key Down");
  assert_cursor (&fixture, "app");
  tear_down (&fixture);
}

static void
test_keys_zoom_and_pan (void)
{
  Fixture fixture;
  double begin;

  set_up (&fixture);
  drive (GTK_WIDGET (fixture.view), "key plus key plus key plus");
  begin = fixture.view->geometry.span.begin;
  g_assert_cmpfloat (begin, >, 0);
  drive (GTK_WIDGET (fixture.view), "key shift+Right");
  g_assert_cmpfloat (fixture.view->geometry.span.begin, >, begin);
  drive (GTK_WIDGET (fixture.view), "key minus key minus key minus key minus");
  assert_shows (&fixture, "");
  tear_down (&fixture);
}

static void
read_text_cb (GObject *object,
              GAsyncResult *result,
              gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

static char *
read_clipboard (Fixture *fixture)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->view)), NULL, read_text_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  return text;
}

static void
test_menu_opens_by_button_and_keys_and_copies (void)
{
  Fixture fixture;
  g_autofree char *name = NULL;
  g_autofree char *stack = NULL;

  set_up (&fixture);
  drive (GTK_WIDGET (fixture.view), "%s click 3", at (&fixture, "app;main;alpha;gamma"));
  g_assert_true (gtk_widget_get_mapped (fixture.view->menu));
  assert_cursor (&fixture, "app;main;alpha;gamma");
  gtk_popover_popdown (GTK_POPOVER (fixture.view->menu));
  settle ();
  drive (GTK_WIDGET (fixture.view), "key shift+F10");
  g_assert_true (gtk_widget_get_mapped (fixture.view->menu));
  gtk_popover_popdown (GTK_POPOVER (fixture.view->menu));
  settle ();
  drive (GTK_WIDGET (fixture.view), "key Up key Menu");
  g_assert_true (gtk_widget_get_mapped (fixture.view->menu));
  assert_text (&fixture, "status", "gamma (");
  gtk_popover_popdown (GTK_POPOVER (fixture.view->menu));
  settle ();
  drive (GTK_WIDGET (fixture.view), "key ctrl+c");
  name = read_clipboard (&fixture);
  g_assert_cmpstr (name, ==, "gamma");
  drive (GTK_WIDGET (fixture.view), "key ctrl+shift+c");
  stack = read_clipboard (&fixture);
  g_assert_cmpstr (stack, ==, "app;main;alpha;gamma");
  tear_down (&fixture);
}

static void
test_search_counts_nested_matches_once_and_walks_them (void)
{
  Fixture fixture;

  set_up (&fixture);
  g_object_set (fixture.view, "search-text", "alpha|beta", "search-is-regex", TRUE, NULL);
  g_free (wait_for_text (fixture.view, "search-summary"));
  g_assert_cmpstr (fixture.view->search_summary, ==, "8 samples, 80.0 % matched");
  drive (GTK_WIDGET (fixture.view), "key n");
  assert_cursor (&fixture, "app;main;alpha");
  g_assert_cmpstr (fixture.view->search_summary, ==, "1 of 3 · 8 samples, 80.0 % matched");
  drive (GTK_WIDGET (fixture.view), "key n key n");
  assert_cursor (&fixture, "zoo;run;alpha");
  assert_text (&fixture, "search-summary", "3 of 3");
  drive (GTK_WIDGET (fixture.view), "key Home");
  g_assert_cmpstr (fixture.view->search_summary, ==, "8 samples, 80.0 % matched");
  drive (GTK_WIDGET (fixture.view), "key shift+n");
  assert_cursor (&fixture, "zoo;run;alpha");
  drive (GTK_WIDGET (fixture.view), "key n");
  assert_cursor (&fixture, "app;main;alpha");
  drive (GTK_WIDGET (fixture.view), "key shift+n key shift+n");
  assert_cursor (&fixture, "app;main;alpha;beta");
  gtk_widget_activate_action (GTK_WIDGET (fixture.view), "flame.search-this", NULL);
  assert_text (&fixture, "search-text", "beta");
  g_object_set (fixture.view, "search-text", "", NULL);
  g_assert_cmpstr (fixture.view->search_summary, ==, "");
  tear_down (&fixture);
}

/* The focus stays in the search's entry while Enter walks the matches. */
static void
test_a_match_is_told_while_something_else_has_the_focus (void)
{
  Fixture fixture;

  set_up (&fixture);
  g_object_set (fixture.view, "search-text", "beta", NULL);
  g_free (wait_for_text (fixture.view, "search-summary"));
  gtk_window_set_focus (GTK_WINDOW (fixture.window), NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture.view), "flame.next-match", NULL);
  assert_cursor (&fixture, "app;main;alpha;beta");
  assert_text (&fixture, "status", "beta (");
  g_object_set (fixture.view, "search-text", "", NULL);
  g_assert_cmpstr (fixture.view->status, ==, "");
  tear_down (&fixture);
}

static void
test_broken_expression_says_why (void)
{
  Fixture fixture;

  set_up (&fixture);
  g_object_set (fixture.view, "search-is-regex", TRUE, "search-text", "alp(ha", NULL);
  g_free (wait_for_text (fixture.view, "search-error"));
  assert_text (&fixture, "search-error", "missing");
  assert_text (&fixture, "search-summary", "");
  g_object_set (fixture.view, "search-text", "alp(ha)", NULL);
  g_free (wait_for_text (fixture.view, "search-summary"));
  g_assert_cmpstr (fixture.view->search_error, ==, "");
  tear_down (&fixture);
}

static void
test_zoom_stays_when_the_range_changes (void)
{
  Fixture fixture;
  g_autoptr (EmberFlameGraph) all = NULL;
  g_autoptr (EmberFlameGraph) part = NULL;
  g_autoptr (EmberFlameGraph) without = NULL;

  set_up (&fixture);
  all = ember_flame_graph_ref (fixture.view->graph);
  part = ember_flame_graph_new_near (all, (EmberTimeRange){ 3 * EMBER_SECOND_NS, 7 * EMBER_SECOND_NS }, NULL);
  without = ember_flame_graph_new_near (all, (EmberTimeRange){ 8 * EMBER_SECOND_NS, 9 * EMBER_SECOND_NS }, NULL);
  ember_flame_view_zoom_to (fixture.view, node (&fixture, "app;main;alpha"));
  ember_flame_view_set_graph (fixture.view, part);
  assert_shows (&fixture, "app;main;alpha");
  ember_flame_view_set_graph (fixture.view, without);
  assert_shows (&fixture, "");
  ember_flame_view_set_graph (fixture.view, all);
  assert_shows (&fixture, "app;main;alpha");
  tear_down (&fixture);
}

static void
test_zoom_and_search_stay_when_the_recording_is_read_again (void)
{
  static const char *const others[] = { "aaa;bbb", "main;alpha;beta", "main;alpha;beta", "main;delta", NULL };
  g_autoptr (EmberFlameGraph) other = graph_of (others, EMBER_TIME_RANGE_ALL);
  Fixture fixture;

  set_up (&fixture);
  g_object_set (fixture.view, "search-text", "beta", NULL);
  g_free (wait_for_text (fixture.view, "search-summary"));
  ember_flame_view_zoom_to (fixture.view, node (&fixture, "app;main;alpha"));
  ember_flame_view_set_graph (fixture.view, other);
  assert_shows (&fixture, "app;main;alpha");
  g_free (wait_for_text (fixture.view, "search-summary"));
  assert_text (&fixture, "search-summary", "2 samples, 50.0 %");
  ember_flame_view_set_graph (fixture.view, NULL);
  g_assert_cmpstr (fixture.view->search_summary, ==, "");
  settle ();
  tear_down (&fixture);
}

static void
test_siblings_can_stand_by_weight (void)
{
  static const char *const lines[] = { "a", "z", "z", NULL };
  g_autoptr (EmberFlameGraph) graph = graph_of (lines, EMBER_TIME_RANGE_ALL);
  Fixture fixture;

  set_up (&fixture);
  ember_flame_view_set_graph (fixture.view, graph);
  g_assert_cmpfloat (ember_flame_layout_find_stack (&fixture.view->layout, node (&fixture, "app;z"))->begin_px, >, 0);
  g_object_set (fixture.view, "sibling-order", EMBER_FLAME_ORDER_WEIGHT, NULL);
  g_assert_cmpfloat (ember_flame_layout_find_stack (&fixture.view->layout, node (&fixture, "app;z"))->begin_px, ==, 0);
  tear_down (&fixture);
}

static void
test_deep_stacks_can_be_scrolled_to (void)
{
  Fixture fixture;
  g_autoptr (GString) deep = g_string_new ("f0");
  const char *lines[2] = { NULL, NULL };
  double top;

  for (int i = 1; i < 100; i++)
    g_string_append_printf (deep, ";f%d", i);
  lines[0] = deep->str;

  g_autoptr (EmberFlameGraph) graph = graph_of (lines, EMBER_TIME_RANGE_ALL);

  set_up (&fixture);
  g_assert_false (gtk_widget_get_child_visible (fixture.view->scrollbar));
  ember_flame_view_set_graph (fixture.view, graph);
  settle ();
  g_assert_true (gtk_widget_get_child_visible (fixture.view->scrollbar));
  g_assert_cmpfloat (fixture.view->geometry.scroll_px, ==, 0);
  top = gtk_adjustment_get_value (fixture.view->adjustment);
  drive (GTK_WIDGET (fixture.view), "@300,150 keydown shift click 4 click 4 keyup shift");
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture.view->adjustment), <, top);
  g_assert_cmpfloat (fixture.view->geometry.scroll_px, >, 0);
  drive (GTK_WIDGET (fixture.view), "mousedown 1 @300,50 @300,30 mouseup 1");
  g_assert_cmpfloat (fixture.view->geometry.scroll_px, ==, 0);
  gtk_adjustment_set_value (fixture.view->adjustment, 0);
  assert_text (&fixture, "status", "");
  g_assert_nonnull (ember_flame_view_find_box (fixture.view, 300, fixture.view->geometry.row_px / 2));
  tear_down (&fixture);
}

static void
test_click_on_a_merged_box_looks_closer (void)
{
  Fixture fixture;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  const EmberFlameBox *merged;
  uint32_t n;

  for (int i = 0; i < 3000; i++)
    g_ptr_array_add (lines, g_strdup_printf ("main;leaf%04d", i));
  g_ptr_array_add (lines, NULL);

  g_autoptr (EmberFlameGraph) graph = graph_of ((const char *const *) lines->pdata, EMBER_TIME_RANGE_ALL);

  set_up (&fixture);
  ember_flame_view_set_graph (fixture.view, graph);
  merged = ember_flame_layout_get_row (&fixture.view->layout, 3, &n);
  while (!merged->is_merged)
    merged++;
  drive (GTK_WIDGET (fixture.view), "@300,%d", (int) (HEIGHT - 3.5 * fixture.view->geometry.row_px));
  assert_text (&fixture, "status", "too narrow to draw, called by main");
  drive (GTK_WIDGET (fixture.view), "click 1");
  g_assert_cmpfloat (fixture.view->geometry.span.begin, >, 0);
  drive (GTK_WIDGET (fixture.view), "key alt+Left");
  g_assert_cmpfloat (fixture.view->geometry.span.begin, ==, 0);
  tear_down (&fixture);
}

static void
test_view_without_samples_or_graph_does_nothing (void)
{
  Fixture fixture;
  g_autoptr (EmberFlameGraph) empty = graph_of (stacks, (EmberTimeRange){ 1, 2 });

  set_up (&fixture);
  for (int i = 0; i < 2; i++)
    {
      ember_flame_view_set_graph (fixture.view, i == 0 ? empty : NULL);
      drive (GTK_WIDGET (fixture.view), "@300,200 click 1 click 3 click 4 click 8 mousedown 1 @200,100 mouseup 1");
      drive (GTK_WIDGET (fixture.view), "key Up key Return key Escape key plus key n key Menu key ctrl+c key alt+Left key Page_Up key shift+Left");
      assert_text (&fixture, "status", "");
    }
  tear_down (&fixture);
}

static void
test_assistive_technology_is_told (void)
{
  const char *wanted = "app (comm) · 8 samples · self 0 samples · 80.00 % of view · 80.00 % of all";
  Fixture fixture;

  set_up (&fixture);
  gtk_test_accessible_assert_role (fixture.view, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (fixture.view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Flame graph of 10 samples");
  drive (GTK_WIDGET (fixture.view), "key Home key Up");
  gtk_test_accessible_assert_property (fixture.view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, wanted);
  tear_down (&fixture);
}

int
main (int argc,
      char *argv[])
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/flame-view/click-zooms-and-keeps-ancestors", test_click_zooms_and_keeps_ancestors);
  g_test_add_func ("/flame-view/back-forward-and-escape-walk-the-places", test_back_forward_and_escape_walk_the_places);
  g_test_add_func ("/flame-view/zoom-is-eased-over-several-frames", test_zoom_is_eased_over_several_frames);
  g_test_add_func ("/flame-view/wheel-zooms-at-the-pointer", test_wheel_zooms_at_the_pointer);
  g_test_add_func ("/flame-view/drag-pans", test_drag_pans);
  g_test_add_func ("/flame-view/hover-says-what-is-under-the-pointer", test_hover_says_what_is_under_the_pointer);
  g_test_add_func ("/flame-view/tab-leads-to-the-cursor", test_tab_leads_to_the_cursor);
  g_test_add_func ("/flame-view/arrows-walk-the-graph", test_arrows_walk_the_graph);
  g_test_add_func ("/flame-view/keys-zoom-and-pan", test_keys_zoom_and_pan);
  g_test_add_func ("/flame-view/menu-opens-by-button-and-keys-and-copies", test_menu_opens_by_button_and_keys_and_copies);
  g_test_add_func ("/flame-view/search-counts-nested-matches-once-and-walks-them", test_search_counts_nested_matches_once_and_walks_them);
  g_test_add_func ("/flame-view/a-match-is-told-while-something-else-has-the-focus", test_a_match_is_told_while_something_else_has_the_focus);
  g_test_add_func ("/flame-view/broken-expression-says-why", test_broken_expression_says_why);
  g_test_add_func ("/flame-view/zoom-stays-when-the-range-changes", test_zoom_stays_when_the_range_changes);
  g_test_add_func ("/flame-view/zoom-and-search-stay-when-the-recording-is-read-again", test_zoom_and_search_stay_when_the_recording_is_read_again);
  g_test_add_func ("/flame-view/siblings-can-stand-by-weight", test_siblings_can_stand_by_weight);
  g_test_add_func ("/flame-view/deep-stacks-can-be-scrolled-to", test_deep_stacks_can_be_scrolled_to);
  g_test_add_func ("/flame-view/click-on-a-merged-box-looks-closer", test_click_on_a_merged_box_looks_closer);
  g_test_add_func ("/flame-view/view-without-samples-or-graph-does-nothing", test_view_without_samples_or_graph_does_nothing);
  g_test_add_func ("/flame-view/assistive-technology-is-told", test_assistive_technology_is_told);
  return g_test_run ();
}
