/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/block-lines.h"

#include <glib.h>
#include <string.h>

typedef struct
{
  EmberBlockMemo memo;
  EmberBlockLines lines;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  ember_block_memo_init (&fixture->memo, 16);
  ember_block_lines_init (&fixture->lines);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  ember_block_lines_clear (&fixture->lines);
  ember_block_memo_clear (&fixture->memo);
}

static void
split (Fixture *fixture,
       const char *text)
{
  ember_block_lines_split (&fixture->lines, &fixture->memo, text, text + strlen (text));
}

static bool
hashes_equal (EmberBlockHash a,
              EmberBlockHash b)
{
  g_assert_true ((a.low == b.low) == (a.high == b.high));
  return a.low == b.low;
}

static void
test_lines_come_without_newlines (Fixture *fixture,
                                  gconstpointer data)
{
  static const char *const expected[] = { "one", "", "three", "last" };

  split (fixture, "one\n\nthree\nlast");
  g_assert_cmpuint (ember_block_lines_get_n (&fixture->lines), ==, G_N_ELEMENTS (expected));
  for (size_t i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const EmberBlockLine *line = ember_block_lines_get (&fixture->lines, i);

      g_assert_cmpmem (line->begin, (size_t) (line->end - line->begin), expected[i], strlen (expected[i]));
    }
}

static void
test_a_newline_at_the_end_is_no_line (Fixture *fixture,
                                      gconstpointer data)
{
  split (fixture, "one\ntwo\n");
  g_assert_cmpuint (ember_block_lines_get_n (&fixture->lines), ==, 2);
  split (fixture, "");
  g_assert_cmpuint (ember_block_lines_get_n (&fixture->lines), ==, 0);
}

static void
test_a_line_hashes_as_it_does_alone (Fixture *fixture,
                                     gconstpointer data)
{
  split (fixture, "one\ntwo\none");
  g_assert_true (hashes_equal (ember_block_lines_get (&fixture->lines, 0)->hash, ember_block_lines_get (&fixture->lines, 2)->hash));
  g_assert_true (hashes_equal (ember_block_lines_get (&fixture->lines, 1)->hash, ember_block_memo_hash (&fixture->memo, "two", 3)));
  g_assert_false (hashes_equal (ember_block_lines_get (&fixture->lines, 0)->hash, ember_block_lines_get (&fixture->lines, 1)->hash));
}

/* All texts of up to four lines of three kinds: tails hash alike where their lines are the same, and nowhere else. */
static void
test_tails_hash_alike_where_their_lines_are_the_same (Fixture *fixture,
                                                      gconstpointer data)
{
  static const char *const kinds[] = { "a", "b", "" };
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (int i = 0; i < 3 * 3 * 3 * 3; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s\n%s\n%s\n%s\n", kinds[i % 3], kinds[i / 3 % 3], kinds[i / 9 % 3], kinds[i / 27]);

      split (fixture, text);
      for (size_t j = 0; j < 4; j++)
        {
          const EmberBlockLine *line = ember_block_lines_get (&fixture->lines, j);
          const EmberBlockHash *before = g_hash_table_lookup (found, line->begin);

          if (before == NULL)
            {
              g_assert_true (g_hash_table_add (known, g_memdup2 (&line->tail.low, sizeof line->tail.low)));
              g_hash_table_insert (found, g_strdup (line->begin), g_memdup2 (&line->tail, sizeof line->tail));
            }
          else
            g_assert_true (hashes_equal (*before, line->tail));
        }
    }
  g_assert_cmpuint (g_hash_table_size (found), ==, 3 + 9 + 27 + 81);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/block-lines/lines-come-without-newlines", Fixture, NULL, set_up, test_lines_come_without_newlines, tear_down);
  g_test_add ("/block-lines/a-newline-at-the-end-is-no-line", Fixture, NULL, set_up, test_a_newline_at_the_end_is_no_line, tear_down);
  g_test_add ("/block-lines/a-line-hashes-as-it-does-alone", Fixture, NULL, set_up, test_a_line_hashes_as_it_does_alone, tear_down);
  g_test_add ("/block-lines/tails-hash-alike-where-their-lines-are-the-same", Fixture, NULL, set_up, test_tails_hash_alike_where_their_lines_are_the_same, tear_down);
  return g_test_run ();
}
