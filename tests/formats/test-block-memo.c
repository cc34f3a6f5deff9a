/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/block-memo.h"

#include <glib.h>
#include <string.h>

static void
test_any_changed_byte_changes_the_hash (void)
{
  EmberBlockMemo memo;
  char bytes[100] = { 0 };

  ember_block_memo_init (&memo, 64);
  for (size_t n = 0; n < sizeof bytes; n++)
    {
      const EmberBlockHash hash = ember_block_memo_hash (&memo, bytes, n);

      for (size_t i = 0; i < n; i++)
        {
          EmberBlockHash changed;

          bytes[i] = 1;
          changed = ember_block_memo_hash (&memo, bytes, n);
          bytes[i] = 0;
          g_assert_true (changed.low != hash.low && changed.high != hash.high);
        }
      if (n > 0)
        g_assert_true (ember_block_memo_hash (&memo, bytes, n - 1).high != hash.high);
    }
  ember_block_memo_clear (&memo);
}

static void
test_a_block_has_several_meanings (void)
{
  EmberBlockMemo memo;
  EmberBlockHash hash;
  EmberBlockValue value;

  ember_block_memo_init (&memo, 1024);
  hash = ember_block_memo_hash (&memo, "abc", 3);
  for (uint32_t meaning = 0; meaning < 4; meaning++)
    ember_block_memo_put (&memo, hash, meaning, (EmberBlockValue){ meaning + 10, meaning });
  for (uint32_t meaning = 0; meaning < 4; meaning++)
    {
      g_assert_true (ember_block_memo_find (&memo, hash, meaning, &value));
      g_assert_cmpuint (value.id, ==, meaning + 10);
      g_assert_cmpuint (value.extra, ==, meaning);
    }
  g_assert_false (ember_block_memo_find (&memo, hash, 9, &value));
  ember_block_memo_clear (&memo);
}

static void
test_what_is_found_is_right (void)
{
  EmberBlockMemo memo;
  uint32_t n_found = 0;

  ember_block_memo_init (&memo, 1024);
  for (uint32_t round = 0; round < 3; round++)
    for (uint32_t i = 0; i < 3000; i++)
      {
        const EmberBlockHash hash = ember_block_memo_hash (&memo, (const char *) &i, sizeof i);
        EmberBlockValue value;

        ember_block_memo_prefetch (&memo, hash);
        if (ember_block_memo_find (&memo, hash, i % 7, &value))
          {
            g_assert_cmpuint (value.id, ==, i);
            n_found++;
          }
        else if (i % 3 != 0)
          ember_block_memo_put (&memo, hash, i % 7, (EmberBlockValue){ i, 0 });
        if (i % 3 == 0)
          g_assert_false (ember_block_memo_find (&memo, hash, i % 7, &value));
      }
  g_assert_cmpuint (n_found, <, 4000);
  ember_block_memo_clear (&memo);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/block-memo/any-changed-byte-changes-the-hash", test_any_changed_byte_changes_the_hash);
  g_test_add_func ("/block-memo/a-block-has-several-meanings", test_a_block_has_several_meanings);
  g_test_add_func ("/block-memo/what-is-found-is-right", test_what_is_found_is_right);
  return g_test_run ();
}
