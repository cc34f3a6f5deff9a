/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <locale.h>

#include "cli/headless.h"
#include "cli/translations.h"
#include "cli/view-options.h"
#include "ui/application.h"

/* A view tells what to show as options do. */
static int
run_headless (EmberOptions *options)
{
  g_autoptr (GError) error = NULL;
  bool is_changed = false;

  if (!ember_options_take_view (options, &is_changed, &error))
    {
      ember_headless_print_error (error->message);
      return EMBER_EXIT_FAILED;
    }
  if (is_changed)
    ember_headless_print_error (_ ("the recording has changed since the view was saved"));
  return ember_headless_run (options);
}

static int
run (EmberOptions *options)
{
  g_autofree char *text = NULL;
  g_autoptr (EmberView) view = NULL;

  switch (options->command)
    {
    case EMBER_COMMAND_HELP:
      text = ember_options_dup_help ();
      return ember_headless_print (text);
    case EMBER_COMMAND_VERSION:
      return ember_headless_print ("Emberscope " EMBER_VERSION "\n");
    case EMBER_COMMAND_WINDOW:
      view = ember_options_dup_view (options);
      return ember_application_run ((const char *const *) options->files, (const char *const *) options->symbol_folders, view);
    case EMBER_COMMAND_PRINT:
    case EMBER_COMMAND_EXPORT:
    case EMBER_COMMAND_SYNTHESIZE:
    default:
      return run_headless (options);
    }
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (EmberOptions) options = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  ember_translations_bind ();
  ember_headless_prepare ();
  options = ember_options_parse (argv, &error);
  if (options == NULL)
    {
      ember_headless_print_error (error->message);
      return EMBER_EXIT_USAGE;
    }
  return run (options);
}
