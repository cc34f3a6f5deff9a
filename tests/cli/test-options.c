/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include <string.h>

#include "support/option-line.h"

static void
test_files_alone_open_windows (void)
{
  g_autoptr (EmberOptions) none = option_line_parse_good ("");
  g_autoptr (EmberOptions) two = option_line_parse_good ("a b");

  g_assert_cmpint (none->command, ==, EMBER_COMMAND_WINDOW);
  g_assert_null (none->files);
  g_assert_cmpint (two->command, ==, EMBER_COMMAND_WINDOW);
  g_assert_cmpuint (g_strv_length (two->files), ==, 2);
}

static void
test_what_to_print_is_told (void)
{
  const char *words[] = { "info", "samples", "folded", "heatmap", "functions", "patterns" };

  for (int i = 0; i < (int) G_N_ELEMENTS (words); i++)
    {
      g_autofree char *line = g_strdup_printf ("--print=%s -", words[i]);
      g_autoptr (EmberOptions) options = option_line_parse_good (line);

      g_assert_cmpint (options->command, ==, EMBER_COMMAND_PRINT);
      g_assert_cmpint (options->content, ==, i);
      g_assert_cmpstr (options->files[0], ==, "-");
      g_assert_true (options->with_idle);
      g_assert_cmpuint (options->n_rows, ==, 50);
      g_assert_cmpint (options->column_ns, ==, EMBER_SECOND_NS);
      g_assert_false (options->has_range);
    }
}

static void
test_the_end_of_the_name_tells_what_to_export (void)
{
  g_autoptr (EmberOptions) folded = option_line_parse_good ("--export=a.csv/b.FOLDED f");
  g_autoptr (EmberOptions) csv = option_line_parse_good ("--view=heatmap --column=0.1 --rows=1000 --export a.b.csv f");
  g_autoptr (EmberOptions) functions = option_line_parse_good ("--export=a.csv --view=functions --search=a f");

  g_assert_cmpint (folded->command, ==, EMBER_COMMAND_EXPORT);
  g_assert_cmpint (folded->kind, ==, EMBER_EXPORT_FOLDED);
  g_assert_cmpstr (folded->export_path, ==, "a.csv/b.FOLDED");
  g_assert_cmpint (csv->kind, ==, EMBER_EXPORT_CSV);
  g_assert_true (csv->is_heatmap);
  g_assert_cmpuint (csv->n_rows, ==, 1000);
  g_assert_cmpint (csv->split, ==, EMBER_SPLIT_NONE);
  g_assert_cmpint (csv->column_ns, ==, 100000000);
  g_assert_false (csv->spreads_waits);
  g_assert_cmpint (functions->kind, ==, EMBER_EXPORT_CSV);
  g_assert_false (functions->is_heatmap);
}

static void
test_values_arrive (void)
{
  g_autoptr (EmberOptions) options = option_line_parse_good ("--print=folded --range=@1.5- --event=cpu-clock --idle=hide --with=pid,jit --with=all f");

  g_assert_true (options->has_range);
  g_assert_true (options->range.is_absolute);
  g_assert_cmpint (options->range.range.begin_ns, ==, 1500000000);
  g_assert_cmpint (options->range.range.end_ns, ==, INT64_MAX);
  g_assert_cmpstr (options->event, ==, "cpu-clock");
  g_assert_false (options->with_idle);
  g_assert_cmpint (options->folded, ==, EMBER_FOLDED_PID | EMBER_FOLDED_JIT | EMBER_FOLDED_KERNEL);
}

static void
test_pictures_hide_idle_samples_until_asked (void)
{
  const char *names[] = { "a.svg", "a.png", "a.PDF" };

  for (int i = 0; i < (int) G_N_ELEMENTS (names); i++)
    {
      g_autofree char *line = g_strdup_printf ("--export=%s --search=^f f", names[i]);
      g_autofree char *with_idle = g_strdup_printf ("--export=%s --idle=show f", names[i]);
      g_autoptr (EmberOptions) plain = option_line_parse_good (line);
      g_autoptr (EmberOptions) asked = option_line_parse_good (with_idle);

      g_assert_cmpint (plain->kind, ==, i);
      g_assert_false (plain->is_heatmap);
      g_assert_false (plain->with_idle);
      g_assert_cmpstr (plain->search, ==, "^f");
      g_assert_true (asked->with_idle);
    }
}

static void
test_a_search_goes_with_pictures_maps_and_functions (void)
{
  const char *lines[] = {
    "--search=^f --export=a.svg --view=heatmap f",
    "--search=^f --print=heatmap f",
    "--search=^f --print=functions f",
    "--search=^f --export=a.csv f",
    "--search=^f --export=a.csv --view=heatmap f",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (EmberOptions) options = option_line_parse_good (lines[i]);

      g_assert_cmpstr (options->search, ==, "^f");
    }
}

static void
test_a_search_must_be_characters (void)
{
  char *argv[] = { (char *) "emberscope", (char *) "--export=a.svg", (char *) "--search=\xff", (char *) "f", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (ember_options_parse (argv, &error));
  g_assert_cmpstr (error->message, ==, "--search is not valid UTF-8");
}

static void
test_bytes_of_a_name_need_not_be_characters (void)
{
  char *argv[] = { (char *) "emberscope", (char *) "--print=info", (char *) "--event=\xff", (char *) "\xfe.txt", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberOptions) options = ember_options_parse (argv, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (options->event, ==, "\xff");
  g_assert_cmpstr (options->files[0], ==, "\xfe.txt");
}

static void
test_help_and_version_need_nothing_else (void)
{
  g_autoptr (EmberOptions) help = option_line_parse_good ("-h");
  g_autoptr (EmberOptions) both = option_line_parse_good ("--version --help --print=info");
  g_autoptr (EmberOptions) version = option_line_parse_good ("--version a b");

  g_assert_cmpint (help->command, ==, EMBER_COMMAND_HELP);
  g_assert_cmpint (both->command, ==, EMBER_COMMAND_HELP);
  g_assert_cmpint (version->command, ==, EMBER_COMMAND_VERSION);
}

static void
test_what_is_wrong_is_told (void)
{
  const OptionLineRefusal cases[] = {
    { "--print=info", "no FILE is given" },
    { "--print=info a b c", "one FILE at a time: “b” is one too many" },
    { "--print=info ''", "a FILE has an empty name" },
    { "--print=x a", "--print does not take “x”, only one of: info, samples, folded, heatmap, functions, patterns" },
    { "--print= a", "--print does not take “”, only one of: info, samples, folded, heatmap, functions, patterns" },
    { "--print=info --export=a.csv a", "--print and --export do not go together" },
    { "--export=a.csv --view=both a", "--view does not take “both”, only one of: heatmap, flamegraph, functions" },
    { "--export=a.folded --view=heatmap a", "folded text holds no heat map; write .csv, .svg, .png or .pdf" },
    { "--export=a.folded --view=functions a", "folded text holds no table of functions; write .csv, .svg, .png or .pdf" },
    { "--export=a.txt a", "the name of “a.txt” must end in one of: svg, png, pdf, folded, csv" },
    { "--export=b.csv/a a", "the name of “b.csv/a” must end in one of: svg, png, pdf, folded, csv" },
    { "--export=csv a", "the name of “csv” must end in one of: svg, png, pdf, folded, csv" },
    { "--search='(' --export=a.svg a", "--search is no regular expression: Error while compiling regular expression ‘(’ at char 1: missing terminating )" },
    { "--idle=yes --print=info a", "--idle does not take “yes”, only one of: show, hide" },
    { "--with=pid,foo --print=folded a", "--with does not take “foo”, only one of: pid, tid, kernel, jit, all, addrs" },
    { "--by=all --baseline=1-2 a", "--by does not take “all”, only one of: total, self" },
    { "--filter=pid --print=samples a", "--filter: “pid” is no filter; after the first word must come = or !=" },
    { "--filter=pid=1 --filter=cpu=x --print=samples a", "--filter: “cpu=x” is no filter; it needs a number" },
    { "--merge=pid --print=folded a", "--merge does not take “pid”, only one of: comm, process, thread, cpu, none" },
    { "--merge=cpu --print=folded --with=tid a", "--with=pid and --with=tid go only with --merge=comm" },
    { "--range=x --print=info a", "--range: “x” is no range of seconds; write it like 10.38-14.6 or @8122.5-@8124" },
    { "--band=x --print=samples a", "--band: “x” is no part of a column; write it like 200ms-300ms, or 200ms-300ms/5s for each 5 s" },
    { "--band=2-1ms --print=samples a", "--band: “2-1ms” ends before it begins" },
    { "--range=2-1 --print=info a", "--range: “2-1” ends before it begins" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (option_line_parse (cases[i].line, &error));
      g_assert_true (error->domain == G_OPTION_ERROR);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_filters_and_merge_level_arrive (void)
{
  g_autoptr (EmberOptions) plain = option_line_parse_good ("--print=samples f");
  g_autoptr (EmberOptions) options = option_line_parse_good ("--print=folded --filter=tid=7 --filter='frame!~^a b' --merge=none f");

  g_assert_cmpuint (ember_filter_get_n (plain->filter), ==, 0);
  g_assert_cmpint (plain->merge_level, ==, EMBER_MERGE_COMM);
  g_assert_cmpuint (ember_filter_get_n (options->filter), ==, 2);
  g_assert_cmpint (ember_filter_get (options->filter, 0)->number, ==, 7);
  g_assert_cmpstr (ember_filter_get (options->filter, 1)->text, ==, "^a b");
  g_assert_true (ember_filter_get (options->filter, 1)->is_excluding);
  g_assert_cmpint (options->merge_level, ==, EMBER_MERGE_NOTHING);
}

static void
test_a_picture_of_a_flame_graph_can_be_turned (void)
{
  static const char *const bad[] = { "--print=folded --invert a", "--export=a.svg --view=heatmap --invert a", "--export=a.svg --invert --function=f a", "--export=a.csv --function=f a", "--print=info --function=f a" };
  g_autoptr (EmberOptions) inverted = option_line_parse_good ("--export=a.svg --invert a");
  g_autoptr (EmberOptions) around = option_line_parse_good ("--export=a.pdf --function=main a");
  g_autoptr (EmberOptions) window = option_line_parse_good ("--invert --baseline-file=b --per=samples a");
  g_autoptr (EmberOptions) compared = option_line_parse_good ("--export=a.svg --invert --baseline=1-2 a");
  g_autoptr (EmberOptions) around_compared = option_line_parse_good ("--export=a.svg --function=f --baseline-file=b a");
  g_autoptr (EmberOptions) around_window = option_line_parse_good ("--function=f a");

  g_assert_true (window->is_inverted);
  g_assert_true (compared->is_inverted && compared->has_baseline);
  g_assert_cmpstr (around_compared->function, ==, "f");
  g_assert_cmpstr (around_window->function, ==, "f");
  g_assert_true (inverted->is_inverted);
  g_assert_null (inverted->function);
  g_assert_cmpstr (around->function, ==, "main");
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (option_line_parse (bad[i], &error));
      g_assert_nonnull (strstr (error->message, "the picture of a flame graph"));
    }
}

static void
test_when_a_function_ran_goes_with_the_heat_map (void)
{
  static const char *const good[] = { "--when=f a", "--when=f --search=g a", "--print=heatmap --when=f a", "--export=a.svg --view=heatmap --when=f a", "--export=a.svg --when=f --search=g a" };
  static const char *const bad[] = { "--print=folded --when=f a", "--export=a.svg --when=f --function=g a", "--export=a.csv --when=f a", "--print=heatmap --when=f --search=g a" };

  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (EmberOptions) options = option_line_parse_good (good[i]);

      g_assert_cmpstr (options->when, ==, "f");
    }
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (option_line_parse (bad[i], &error));
      g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
      g_assert_nonnull (strstr (error->message, "--when goes only with"));
    }
}

static void
test_inlined_functions_are_shown_on_demand (void)
{
  g_autoptr (EmberOptions) plain = option_line_parse_good ("--print=folded a");
  g_autoptr (EmberOptions) inlined = option_line_parse_good ("--print=folded --inline a");
  g_autoptr (GError) error = NULL;

  g_assert_false (plain->with_inlined);
  g_assert_true (inlined->with_inlined);
  g_assert_null (option_line_parse ("--inline --synthesize=periodic", &error));
}

static void
test_folders_of_symbols_add_up (void)
{
  g_autoptr (EmberOptions) options = option_line_parse_good ("--symbols=/ --symbols=/usr a");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (options->command, ==, EMBER_COMMAND_WINDOW);
  g_assert_cmpuint (g_strv_length (options->symbol_folders), ==, 2);
  g_assert_cmpstr (options->symbol_folders[1], ==, "/usr");
  g_assert_null (option_line_parse ("--symbols=/nonexistent a", &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
  g_assert_nonnull (strstr (error->message, "/nonexistent"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/options/files-alone-open-windows", test_files_alone_open_windows);
  g_test_add_func ("/options/what-to-print-is-told", test_what_to_print_is_told);
  g_test_add_func ("/options/the-end-of-the-name-tells-what-to-export", test_the_end_of_the_name_tells_what_to_export);
  g_test_add_func ("/options/values-arrive", test_values_arrive);
  g_test_add_func ("/options/pictures-hide-idle-samples-until-asked", test_pictures_hide_idle_samples_until_asked);
  g_test_add_func ("/options/a-search-goes-with-pictures-maps-and-functions", test_a_search_goes_with_pictures_maps_and_functions);
  g_test_add_func ("/options/a-search-must-be-characters", test_a_search_must_be_characters);
  g_test_add_func ("/options/bytes-of-a-name-need-not-be-characters", test_bytes_of_a_name_need_not_be_characters);
  g_test_add_func ("/options/help-and-version-need-nothing-else", test_help_and_version_need_nothing_else);
  g_test_add_func ("/options/what-is-wrong-is-told", test_what_is_wrong_is_told);
  g_test_add_func ("/options/a-picture-of-a-flame-graph-can-be-turned", test_a_picture_of_a_flame_graph_can_be_turned);
  g_test_add_func ("/options/when-a-function-ran-goes-with-the-heat-map", test_when_a_function_ran_goes_with_the_heat_map);
  g_test_add_func ("/options/inlined-functions-are-shown-on-demand", test_inlined_functions_are_shown_on_demand);
  g_test_add_func ("/options/folders-of-symbols-add-up", test_folders_of_symbols_add_up);
  g_test_add_func ("/options/filters-and-merge-level-arrive", test_filters_and_merge_level_arrive);
  return g_test_run ();
}
