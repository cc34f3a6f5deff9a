/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/unresolved.h"

static void
test_memory_without_a_file_does_not_count (void)
{
  static const EmberUnresolved unresolved[] = {
    { .reason = EMBER_UNRESOLVED_NO_FILE, .share = 0.9 },
    { .reason = EMBER_UNRESOLVED_NOT_FOUND, .share = 0.0006 },
    { .reason = EMBER_UNRESOLVED_HIDDEN, .share = 0.0005 },
  };

  g_assert_cmpfloat_with_epsilon (ember_unresolved_get_share (unresolved, 3), 0.0011, 1e-12);
  g_assert_true (ember_unresolved_is_notable (unresolved, 3));
  g_assert_false (ember_unresolved_is_notable (unresolved, 2));
  g_assert_false (ember_unresolved_is_notable (NULL, 0));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/unresolved/memory-without-a-file-does-not-count", test_memory_without_a_file_does_not_count);
  return g_test_run ();
}
