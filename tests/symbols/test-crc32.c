/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/crc32.h"

#include <glib/gstdio.h>
#include <unistd.h>

static uint32_t
checksum_of (const char *content)
{
  g_autofree char *path = NULL;
  uint32_t checksum;

  close (g_file_open_tmp ("ember-crc32-XXXXXX", &path, NULL));
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  g_assert_true (ember_crc32_of_file (path, &checksum));
  g_unlink (path);
  g_assert_false (ember_crc32_of_file (path, &checksum));
  return checksum;
}

/* The values that everybody's test has. */
static void
test_checksums_are_those_of_others (void)
{
  g_assert_cmphex (checksum_of (""), ==, 0);
  g_assert_cmphex (checksum_of ("123456789"), ==, 0xcbf43926);
  g_assert_cmphex (checksum_of ("The quick brown fox jumps over the lazy dog"), ==, 0x414fa339);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crc32/checksums-are-those-of-others", test_checksums_are_those_of_others);
  return g_test_run ();
}
