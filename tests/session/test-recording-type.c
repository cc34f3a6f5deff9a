/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/recording-type.h"

#include <glib.h>
#include <string.h>

static const struct
{
  const char *name;
  const char *begin;
  size_t n;
  const char *type;
} cases[] = {
  { "perf.data", "PERFILE2\0\0", 10, "application/x-perf-data" },
  { "big-endian", "2ELIFREP", 8, "application/x-perf-data" },
  { "a.emberview", "[Emberscope View]\nversion=1\n", 28, "application/x-emberscope-view" },
  { "a.perf.gz", "\x1f\x8b\x08", 3, "application/x-perf-script-compressed" },
  { "a.xz", "\xfd"
            "7zXZ\0",
    6, "application/x-perf-script-compressed" },
  { "a.zst", "\x28\xb5\x2f\xfd\x04", 5, "application/x-perf-script-compressed" },
  { "a.txt", "main;run;read it 12\nmain 1\n", 27, "text/x-folded-stacks" },
  { "a.txt", "main;run 12\r\n", 13, "text/x-folded-stacks" },
  { "a.folded", "main 12\n", 8, "text/x-folded-stacks" },
  { "a.collapsed", "", 0, "text/x-folded-stacks" },
  { "a.txt", "app 1/1 [000] 1.0: 1 cycles:\n", 30, "text/x-perf-script" },
  { "a.txt", "main;run\n", 9, "text/x-perf-script" },
  { "a.txt", "main;run12\n", 11, "text/x-perf-script" },
  { "a.txt", " 12\n", 4, "text/x-perf-script" },
  { "a.txt", "12", 2, "text/x-perf-script" },
  { "", "", 0, "text/x-perf-script" },
  { "short", "PERFILE", 7, "text/x-perf-script" },
};

static void
test_content_tells_the_type (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* Exactly as long, so that reading on is found. */
      g_autofree char *begin = g_memdup2 (cases[i].begin, cases[i].n);

      g_assert_cmpstr (ember_recording_type_guess (cases[i].name, begin, cases[i].n), ==, cases[i].type);
    }
}

/* What the desktop is told this program opens, is among what it knows. */
static void
test_every_type_is_one_that_is_installed (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "io.github.emberscope.Emberscope.mime.xml.in", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *element = g_strdup_printf ("<mime-type type=\"%s\">", cases[i].type);

      g_assert_nonnull (strstr (text, element));
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recording-type/content-tells-the-type", test_content_tells_the_type);
  g_test_add_func ("/recording-type/every-type-is-one-that-is-installed", test_every_type_is_one_that_is_installed);
  return g_test_run ();
}
