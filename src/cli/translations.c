/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/translations.h"

#include <glib.h>
#include <libintl.h>

/* Where they may be, and what tells that the program stands there; seen from its folder. */
static const struct
{
  const char *sign;
  const char *folder;
} places[] = {
  { "../meson-info", "../po" },
  { "../share/locale", "../share/locale" },
};

static char *
dup_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (places) && folder != NULL; i++)
    {
      g_autofree char *sign = g_build_filename (folder, places[i].sign, NULL);

      if (g_file_test (sign, G_FILE_TEST_IS_DIR))
        return g_build_filename (folder, places[i].folder, NULL);
    }
  return g_strdup (EMBER_LOCALE_DIR);
}

void
ember_translations_bind (void)
{
  g_autofree char *folder = dup_folder ();

  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
