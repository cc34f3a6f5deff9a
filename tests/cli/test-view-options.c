/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/view-options.h"

#include <glib/gstdio.h>
#include <string.h>

#include "session/view-command.h"
#include "session/view-text.h"
#include "support/option-line.h"

static EmberView *
view_of (const char *arguments)
{
  g_autoptr (EmberOptions) options = option_line_parse_good (arguments);

  g_assert_cmpint (options->command, ==, EMBER_COMMAND_WINDOW);
  return ember_options_dup_view (options);
}

static void
test_a_plain_command_asks_for_nothing (void)
{
  g_assert_null (view_of ("file"));
}

/* What a window copies is a command line that asks for the same. */
static void
test_a_copied_command_asks_for_the_same (void)
{
  g_autoptr (EmberView) view = view_of ("--range=1.5-2 --band=200ms-300ms/5s --baseline=0-1 --baseline-file=/b --per=samples --by=self --flip --invert '--filter=comm=a b' --filter=tid!=3 '--search=^f(a|b)' --event=cycles --merge=thread --idle=show --column=16.667ms --rows=20 --scale=sqrt --clip=99.5 --palette=enhanced --off-cpu=spread --wall-clock --inline --order=weight --root=top --split=cpu --split-scale=own --map-time=1-2.5 --map-rows=0.25-0.75 '--zoom=a b;c@0.5-1' file");
  g_autofree char *line = NULL;
  g_autofree char *again = NULL;
  g_autoptr (EmberView) copy = NULL;

  view->recording.path = g_strdup ("file");
  line = ember_view_command_new (view, NULL);
  copy = view_of (line + strlen ("emberscope "));
  copy->recording.path = g_strdup ("file");
  again = ember_view_command_new (copy, NULL);
  g_assert_cmpstr (line, ==, again);
  g_assert_true (ember_filter_equal (view->filter, copy->filter));
  g_assert_cmpstr (copy->baseline_recording.path, ==, "/b");
  g_assert_cmpint (copy->normalization, ==, EMBER_PER_SAMPLE);
  g_assert_true (copy->has_basis && copy->basis == EMBER_CHANGE_OF_SELF);
  g_assert_cmpstr (copy->below, ==, "inverted");
  g_assert_true (copy->has_band);
  g_assert_cmpint (copy->band.column_ns, ==, 5 * EMBER_SECOND_NS);
  g_assert_cmpstr (copy->search, ==, "^f(a|b)");
  g_assert_cmpint (copy->column_ns, ==, 16667000);
  g_assert_cmpuint (copy->n_rows, ==, 20);
  g_assert_cmpstr (copy->scale, ==, "sqrt");
  g_assert_cmpfloat (copy->clip, ==, 99.5);
  g_assert_cmpstr (copy->palette, ==, "enhanced");
  g_assert_cmpstr (copy->off_cpu_place, ==, "spread");
  g_assert_cmpstr (copy->split, ==, "cpu");
  g_assert_true (copy->has_split_scale && copy->has_own_scales);
  g_assert_true (copy->has_wall_clock && copy->with_wall_clock);
  g_assert_true (copy->has_inlined && copy->with_inlined);
  g_assert_true (copy->is_flipped);
  g_assert_true (copy->has_map_time);
  g_assert_cmpint (copy->map_time.range.end_ns, ==, 2500000000);
  g_assert_true (copy->map_low == 0.25 && copy->map_high == 0.75);
  g_assert_cmpstr (copy->sibling_order, ==, "weight");
  g_assert_true (copy->has_icicle && copy->is_icicle);
  g_assert_cmpstr (copy->zooms[EMBER_VIEW_GRAPH_MAIN].names[1], ==, "c");
  g_assert_cmpfloat (copy->zooms[EMBER_VIEW_GRAPH_MAIN].begin, ==, 0.5);
  g_assert_true (copy->has_idle && copy->with_idle);
  g_assert_cmpint (copy->merge_level, ==, EMBER_MERGE_THREAD);
}

static void
test_a_function_is_asked_for_by_name_and_module (void)
{
  g_autoptr (EmberView) view = view_of ("'--function=read (libc.so)' --when=f --baseline=0-1 file");
  g_autofree char *line = ember_view_command_new (view, NULL);

  g_assert_cmpstr (view->function, ==, "read (libc.so)");
  g_assert_cmpstr (view->when, ==, "f");
  g_assert_cmpstr (line, ==, "emberscope --baseline=0-1 --when=f '--function=read (libc.so)'");
}

static void
test_what_only_the_baseline_has_is_asked_for (void)
{
  g_autoptr (EmberView) view = view_of ("--baseline=0-1 --baseline-only file");
  g_autofree char *line = ember_view_command_new (view, NULL);

  g_assert_true (view->shows_gone);
  g_assert_cmpstr (line, ==, "emberscope --baseline=0-1 --baseline-only");
}

static void
test_a_search_for_a_plain_text_is_one (void)
{
  static const struct
  {
    const char *typed;
    const char *text;
    bool is_regex;
  } cases[] = {
    { "leaf_3", "leaf_3", false },
    { "a\\\\.b", "a.b", false },
    { "std::a\\\\(x\\\\)\\\\[\\\\]", "std::a(x)[]", false },
    { "a.b", "a.b", true },
    { "\\\\d", "\\d", true },
    { "^f", "^f", true },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strdup_printf ("\"--search=%s\" f", cases[i].typed);
      g_autoptr (EmberView) view = view_of (line);

      g_assert_cmpstr (view->search, ==, cases[i].text);
      g_assert_cmpint (view->search_is_regex, ==, cases[i].is_regex);
    }
}

/* Each of them alone is enough to be asked for. */
static void
test_one_option_is_enough (void)
{
  static const char *const lines[] = { "--palette=viridis f", "--root=bottom f", "--order=name f", "--zoom=a f", "--view=functions f", "--view=functions --sort=-name f", "--map-time=10- f", "--map-rows=0-0.5 f", "--wall-clock f", "--off-cpu=begin f", "--inline f" };

  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (EmberView) view = view_of (lines[i]);
      g_autofree char *line = NULL;
      g_autofree char *expected = g_strdup_printf ("emberscope %s", lines[i]);

      g_assert_nonnull (view);
      view->recording.path = g_strdup ("f");
      line = ember_view_command_new (view, NULL);
      g_assert_cmpstr (line, ==, expected);
    }
}

/* Where a picture is made of a saved view, it looks as that, unless told otherwise. */
/* Options as if @view had been saved, and @arguments typed before its file. */
static EmberOptions *
options_beside_view (const EmberView *view,
                     const char *arguments)
{
  g_autofree char *text = ember_view_text_format (view);
  g_autofree char *path = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  EmberOptions *options;
  bool is_changed;
  const int fd = g_file_open_tmp ("ember-view-options-XXXXXX", &path, NULL);

  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  line = g_strconcat (arguments, " ", path, NULL);
  options = option_line_parse_good (line);
  g_assert_true (ember_options_take_view (options, &is_changed, &error));
  g_assert_no_error (error);
  g_unlink (path);
  return options;
}

static void
test_a_picture_looks_as_the_view (void)
{
  g_autoptr (EmberView) view = ember_view_new ();
  g_autoptr (EmberOptions) plain = NULL;
  g_autoptr (EmberOptions) typed = NULL;

  view->recording.path = g_strdup ("/nonexistent/a");
  view->when = g_strdup ("f");
  view->search = g_strdup ("g");
  view->palette = g_strdup ("viridis");
  view->sibling_order = g_strdup ("weight");
  view->has_icicle = view->is_icicle = true;
  view->has_inlined = view->with_inlined = true;
  plain = options_beside_view (view, "--export=a.svg");
  typed = options_beside_view (view, "--export=a.svg --order=name --root=bottom");
  g_assert_cmpint (plain->palette, ==, EMBER_PALETTE_VIRIDIS);
  g_assert_cmpint (plain->order, ==, EMBER_FLAME_ORDER_WEIGHT);
  g_assert_true (plain->is_icicle && plain->with_inlined);
  g_assert_cmpstr (plain->when, ==, "f");
  g_assert_cmpstr (plain->search, ==, "g");
  g_assert_cmpint (typed->order, ==, EMBER_FLAME_ORDER_NAME);
  g_assert_false (typed->is_icicle);
}

static void
test_a_picture_is_of_the_table_where_that_is_seen (void)
{
  g_autoptr (EmberView) view = ember_view_new ();
  g_autoptr (EmberOptions) plain = NULL;
  g_autoptr (EmberOptions) typed = NULL;
  g_autoptr (EmberOptions) turned = NULL;
  g_autoptr (EmberOptions) graph = NULL;
  g_autoptr (EmberOptions) text = NULL;

  view->recording.path = g_strdup ("/nonexistent/a");
  view->below = g_strdup ("functions");
  view->sort = g_strdup ("-name");
  view->when = g_strdup ("f");
  plain = options_beside_view (view, "--export=a.svg");
  typed = options_beside_view (view, "--export=a.svg --view=functions --sort=total");
  turned = options_beside_view (view, "--export=a.svg --invert");
  graph = options_beside_view (view, "--export=a.svg --view=flamegraph");
  text = options_beside_view (view, "--export=a.csv");
  g_assert_true (plain->shows_functions && typed->shows_functions);
  g_assert_cmpstr (plain->sort, ==, "-name");
  g_assert_null (plain->when);
  g_assert_cmpstr (typed->sort, ==, "total");
  g_assert_false (turned->shows_functions || graph->shows_functions || text->shows_functions);
  g_assert_cmpstr (graph->when, ==, "f");
}

static EmberView *
new_view_of_a_map (void)
{
  EmberView *view = ember_view_new ();

  view->recording.path = g_strdup ("/nonexistent/a");
  view->has_range = view->has_band = view->has_baseline = view->has_map_time = view->has_wall_clock = view->with_wall_clock = true;
  view->range.range = (EmberTimeRange){ 1, 2 };
  view->band = (EmberBandSpan){ .begin_ns = 1000, .end_ns = 2000 };
  view->baseline.range = (EmberTimeRange){ 3, 4 };
  view->map_time.range = (EmberTimeRange){ 5, 6 };
  view->map_low = 0.25;
  view->map_high = 0.5;
  view->off_cpu_place = g_strdup ("spread");
  view->has_split_scale = view->has_own_scales = true;
  return view;
}

static void
test_a_map_is_of_what_was_seen_and_outlines_what_was_selected (void)
{
  g_autoptr (EmberView) view = new_view_of_a_map ();
  g_autoptr (EmberOptions) plain = options_beside_view (view, "--export=a.svg --view=heatmap");
  g_autoptr (EmberOptions) numbers = options_beside_view (view, "--print=heatmap");
  g_autoptr (EmberOptions) typed = options_beside_view (view, "--export=a.svg --view=heatmap --range=0-1 --off-cpu=begin --map-rows=0-0.1");

  g_assert_false (plain->has_range || plain->has_band || plain->has_baseline);
  g_assert_true (plain->has_chosen && plain->has_chosen_band && plain->has_chosen_baseline);
  g_assert_cmpint (plain->chosen.range.end_ns, ==, 2);
  g_assert_cmpint (plain->chosen_baseline.range.end_ns, ==, 4);
  g_assert_true (plain->has_map_time && plain->map_time.range.begin_ns == 5);
  g_assert_true (plain->map_low == 0.25 && plain->map_high == 0.5);
  g_assert_true (plain->has_own_scales && plain->spreads_waits && plain->with_time_of_day && !plain->has_time_of_day);
  g_assert_true (numbers->has_range && !numbers->has_chosen && numbers->spreads_waits);
  /* What was typed goes before. */
  g_assert_true (typed->has_range && !typed->has_chosen && !typed->has_map_time && !typed->spreads_waits);
  g_assert_cmpfloat (typed->map_high, ==, 0.1);
}

static void
test_a_graph_is_flipped_as_the_view (void)
{
  g_autoptr (EmberView) view = ember_view_new ();
  g_autoptr (EmberOptions) plain = NULL;
  g_autoptr (EmberOptions) typed = NULL;
  g_autoptr (EmberOptions) map = NULL;

  view->recording.path = g_strdup ("/nonexistent/a");
  view->baseline_recording.path = g_strdup ("/nonexistent/b");
  view->is_flipped = true;
  plain = options_beside_view (view, "--print=functions");
  typed = options_beside_view (view, "--print=functions --baseline-file=/c");
  map = options_beside_view (view, "--print=heatmap");
  g_assert_true (plain->is_flipped);
  g_assert_cmpstr (plain->baseline_file, ==, "/nonexistent/b");
  g_assert_false (typed->is_flipped || map->is_flipped);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view-options/a-plain-command-asks-for-nothing", test_a_plain_command_asks_for_nothing);
  g_test_add_func ("/view-options/a-copied-command-asks-for-the-same", test_a_copied_command_asks_for_the_same);
  g_test_add_func ("/view-options/a-function-is-asked-for-by-name-and-module", test_a_function_is_asked_for_by_name_and_module);
  g_test_add_func ("/view-options/what-only-the-baseline-has-is-asked-for", test_what_only_the_baseline_has_is_asked_for);
  g_test_add_func ("/view-options/a-search-for-a-plain-text-is-one", test_a_search_for_a_plain_text_is_one);
  g_test_add_func ("/view-options/one-option-is-enough", test_one_option_is_enough);
  g_test_add_func ("/view-options/a-picture-looks-as-the-view", test_a_picture_looks_as_the_view);
  g_test_add_func ("/view-options/a-picture-is-of-the-table-where-that-is-seen", test_a_picture_is_of_the_table_where_that_is_seen);
  g_test_add_func ("/view-options/a-map-is-of-what-was-seen-and-outlines-what-was-selected", test_a_map_is_of_what_was_seen_and_outlines_what_was_selected);
  g_test_add_func ("/view-options/a-graph-is-flipped-as-the-view", test_a_graph_is_flipped_as_the_view);
  return g_test_run ();
}
