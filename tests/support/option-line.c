/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/option-line.h"

EmberOptions *
option_line_parse (const char *line,
                   GError **error)
{
  g_autofree char *whole = g_strdup_printf ("emberscope %s", line);
  g_auto (GStrv) argv = NULL;

  g_assert_true (g_shell_parse_argv (whole, NULL, &argv, NULL));
  return ember_options_parse (argv, error);
}

EmberOptions *
option_line_parse_good (const char *line)
{
  g_autoptr (GError) error = NULL;
  EmberOptions *options = option_line_parse (line, &error);

  g_assert_no_error (error);
  return options;
}

void
option_line_assert_refused (const OptionLineRefusal *refusals,
                            size_t n_refusals)
{
  for (size_t i = 0; i < n_refusals; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (option_line_parse (refusals[i].line, &error));
      g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
      g_assert_cmpstr (error->message, ==, refusals[i].message);
    }
}
