/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/view-options.h"

#include <string.h>

static EmberView *
view_of (const char *arguments)
{
  g_autofree char *line = g_strdup_printf ("emberscope %s", arguments);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberOptions) options = NULL;

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, NULL));
  options = ember_options_parse (argv, &error);
  g_assert_no_error (error);
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
  g_autoptr (EmberView) view = view_of ("--range=1.5-2 --band=200ms-300ms/5s --baseline=0-1 --baseline-file=/b --per=samples --by=self --invert '--filter=comm=a b' --filter=tid!=3 '--search=^f(a|b)' --event=cycles --merge=thread --idle=show --column=16.667ms --rows=20 --scale=sqrt --clip=99.5 file");
  g_autofree char *line = NULL;
  g_autofree char *again = NULL;
  g_autoptr (EmberView) copy = NULL;

  view->recording.path = g_strdup ("file");
  line = ember_view_dup_command (view);
  copy = view_of (line + strlen ("emberscope "));
  copy->recording.path = g_strdup ("file");
  again = ember_view_dup_command (copy);
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
  g_assert_true (copy->has_idle && copy->with_idle);
  g_assert_cmpint (copy->merge_level, ==, EMBER_MERGE_THREAD);
}

static void
test_a_function_is_asked_for_by_name_and_module (void)
{
  g_autoptr (EmberView) view = view_of ("'--function=read (libc.so)' --when=f --baseline=0-1 file");
  g_autofree char *line = ember_view_dup_command (view);

  g_assert_cmpstr (view->function, ==, "read (libc.so)");
  g_assert_cmpstr (view->when, ==, "f");
  g_assert_cmpstr (line, ==, "emberscope --baseline=0-1 --when=f '--function=read (libc.so)'");
}

static void
test_what_only_the_baseline_has_is_asked_for (void)
{
  g_autoptr (EmberView) view = view_of ("--baseline=0-1 --baseline-only file");
  g_autofree char *line = ember_view_dup_command (view);

  g_assert_true (view->shows_gone);
  g_assert_cmpstr (line, ==, "emberscope --baseline=0-1 --baseline-only");
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
  return g_test_run ();
}
