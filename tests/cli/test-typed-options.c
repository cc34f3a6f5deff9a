/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/typed-options.h"

#include <string.h>

static bool
parse (const char *line,
       EmberTypedOptions *typed,
       GError **error)
{
  g_autofree char *whole = g_strdup_printf ("emberscope %s", line);
  g_auto (GStrv) argv = NULL;

  g_assert_true (g_shell_parse_argv (whole, NULL, &argv, NULL));
  return ember_typed_options_parse (typed, argv, error);
}

static void
test_values_are_left_as_typed (void)
{
  g_auto (EmberTypedOptions) typed = { 0 };

  g_assert_true (parse ("--rows=many --filter=a --filter '' --invert -- --odd b", &typed, NULL));
  g_assert_cmpstr (typed.rows, ==, "many");
  g_assert_cmpuint (g_strv_length (typed.filter), ==, 2);
  g_assert_cmpstr (typed.filter[1], ==, "");
  g_assert_true (typed.is_inverted);
  g_assert_null (typed.print);
  g_assert_cmpstr (typed.files[0], ==, "--odd");
  g_assert_cmpstr (typed.files[1], ==, "b");
}

static void
test_an_unknown_option_is_told (void)
{
  g_auto (EmberTypedOptions) typed = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (parse ("--rows=2 --baselin=1-2 a", &typed, &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION);
  g_assert_nonnull (strstr (error->message, "--baselin"));
  g_assert_null (typed.rows);
}

static void
test_help_names_every_option (void)
{
  const char *options[] = { "--print=WHAT", "--export=OUT", "--view=VIEW", "--range=BEGIN-END", "--band=BEGIN-END", "--column=SECONDS", "--rows=N", "--scale=SCALE", "--clip=PERCENTILE", "--event=NAME", "--idle=show|hide", "--off-cpu=begin|spread", "--search=REGEX", "--filter=CONDITION", "--merge=LEVEL", "--with=WHAT", "--version", "-h, --help" };
  g_autofree char *help = ember_typed_options_dup_help ();

  for (size_t i = 0; i < G_N_ELEMENTS (options); i++)
    g_assert_nonnull (strstr (help, options[i]));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/typed-options/values-are-left-as-typed", test_values_are_left_as_typed);
  g_test_add_func ("/typed-options/an-unknown-option-is-told", test_an_unknown_option_is_told);
  g_test_add_func ("/typed-options/help-names-every-option", test_help_names_every_option);
  return g_test_run ();
}
