/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/view-command.h"

static void
test_a_view_becomes_a_line_for_a_shell (void)
{
  g_autoptr (EmberView) view = ember_view_new ();
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) one = ember_filter_with (nothing, &(EmberFilterCondition){ .kind = EMBER_FILTER_COMM, .is_enabled = true, .is_excluding = true, .text = (char *) "it's" });
  g_autofree char *empty = ember_view_command_new (view, NULL);
  g_autofree char *line = NULL;

  g_assert_cmpstr (empty, ==, "emberscope");
  view->recording.path = g_strdup ("-odd name");
  view->event = g_strdup ("cycles");
  view->has_range = true;
  view->range = ember_view_get_span ((EmberTimeRange){ 8122500000000, 8123000000001 }, 8122000000000);
  view->has_band = true;
  view->band = (EmberBandSpan){ 200000000, 300000000, 0 };
  view->filter = ember_filter_with (one, &(EmberFilterCondition){ .kind = EMBER_FILTER_THREAD, .number = 7 });
  view->search = g_strdup ("a.b");
  view->has_merge_level = true;
  view->merge_level = EMBER_MERGE_NOTHING;
  view->has_idle = true;
  view->column_ns = 1300000000;
  view->n_rows = 100;
  view->palette = g_strdup ("classic");
  view->scale = g_strdup ("log");
  view->clip = 99.9;
  view->off_cpu_place = g_strdup ("begin");
  view->has_wall_clock = view->with_wall_clock = true;
  view->has_inlined = view->with_inlined = true;
  view->sibling_order = g_strdup ("name");
  view->has_icicle = true;
  line = ember_view_command_new (view, NULL);
  g_assert_cmpstr (line, ==, "emberscope --event=cycles --range=0.5-1.000000001 --band=200ms-300ms '--filter=comm!=it'\\''s' '--search=a\\.b' --idle=hide --inline --column=1.3 --rows=100 --palette=classic --scale=log --clip=99.9 --off-cpu=begin --wall-clock --merge=none --order=name --root=bottom './-odd name'");
}

static void
test_a_split_is_told_unless_it_is_none (void)
{
  g_autoptr (EmberView) view = ember_view_new ();
  g_autofree char *split = NULL;
  g_autofree char *own = NULL;
  g_autofree char *whole = NULL;

  view->split = g_strdup ("thread");
  split = ember_view_command_new (view, NULL);
  g_assert_cmpstr (split, ==, "emberscope --split=thread");
  view->has_split_scale = view->has_own_scales = true;
  own = ember_view_command_new (view, NULL);
  g_assert_cmpstr (own, ==, "emberscope --split=thread --split-scale=own");
  g_free (view->split);
  view->split = g_strdup ("none");
  whole = ember_view_command_new (view, NULL);
  g_assert_cmpstr (whole, ==, "emberscope");
}

static void
test_folders_of_symbols_are_told (void)
{
  static const char *const folders[] = { "/srv/symbols", "/my symbols", NULL };
  g_autoptr (EmberView) view = ember_view_new ();
  g_autofree char *line = NULL;

  view->recording.path = g_strdup ("/a");
  line = ember_view_command_new (view, folders);
  g_assert_cmpstr (line, ==, "emberscope --symbols=/srv/symbols '--symbols=/my symbols' /a");
}

static void
test_what_is_behind_a_function_is_told_too (void)
{
  static const char *const main_names[] = { "java", "a;b", NULL };
  static const char *const callee_names[] = { NULL };
  g_autoptr (EmberView) view = ember_view_new ();
  g_autofree char *turned = NULL;
  g_autofree char *around = NULL;

  view->below = g_strdup ("inverted");
  view->zooms[EMBER_VIEW_GRAPH_MAIN].names = g_strdupv ((char **) main_names);
  view->zooms[EMBER_VIEW_GRAPH_CALLEES] = (EmberViewZoom){ g_strdupv ((char **) callee_names), 0.25, 0.5 };
  turned = ember_view_command_new (view, NULL);
  g_assert_cmpstr (turned, ==, "emberscope --invert '--zoom=java;a%3Bb'");
  view->function = g_strdup ("f");
  around = ember_view_command_new (view, NULL);
  g_assert_cmpstr (around, ==, "emberscope --function=f '--zoom=java;a%3Bb' --zoom-callees=@0.25-0.5");
}

static void
test_the_table_and_a_flipped_comparison_are_told (void)
{
  g_autoptr (EmberView) view = ember_view_new ();
  g_autofree char *line = NULL;

  view->below = g_strdup ("functions");
  view->is_flipped = true;
  view->baseline_recording.path = g_strdup ("b");
  view->recording.path = g_strdup ("a");
  line = ember_view_command_new (view, NULL);
  g_assert_cmpstr (line, ==, "emberscope --baseline-file=b --flip --view=functions a");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view-command/a-view-becomes-a-line-for-a-shell", test_a_view_becomes_a_line_for_a_shell);
  g_test_add_func ("/view-command/a-split-is-told-unless-it-is-none", test_a_split_is_told_unless_it_is_none);
  g_test_add_func ("/view-command/folders-of-symbols-are-told", test_folders_of_symbols_are_told);
  g_test_add_func ("/view-command/what-is-behind-a-function-is-told-too", test_what_is_behind_a_function_is_told_too);
  g_test_add_func ("/view-command/the-table-and-a-flipped-comparison-are-told", test_the_table_and_a_flipped_comparison_are_told);
  return g_test_run ();
}
