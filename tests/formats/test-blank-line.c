/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/blank-line.h"

#include <glib.h>
#include <string.h>

static void
test_both_ways_agree (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 20000; i++)
    {
      const size_t n = (size_t) g_rand_int_range (rand, 0, 300);
      const int rarity = g_rand_int_range (rand, 2, 100);
      g_autofree char *bytes = g_malloc (MAX (n, 1));

      for (size_t j = 0; j < n; j++)
        bytes[j] = g_rand_int_range (rand, 0, rarity) == 0 ? '\n' : 'x';
      g_assert_cmpuint (ember_blank_line_find (bytes, n), ==, ember_blank_line_find_plain (bytes, n));
    }
}

static void
test_each_place_is_found (void)
{
  for (size_t n = 2; n < 200; n++)
    for (size_t at = 1; at < n; at++)
      {
        g_autofree char *bytes = g_malloc (n);

        memset (bytes, 'x', n);
        bytes[at - 1] = bytes[at] = '\n';
        g_assert_cmpuint (ember_blank_line_find (bytes, n), ==, at);
      }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blank-line/both-ways-agree", test_both_ways_agree);
  g_test_add_func ("/blank-line/each-place-is-found", test_each_place_is_found);
  return g_test_run ();
}
