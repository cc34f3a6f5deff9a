/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/view.h"

static void
test_spans_are_written_as_they_are_read (void)
{
  static const char *const texts[] = { "10.38-14.6", "@1-@2.5", "3-", "-4.5", "0-0.000000001" };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      EmberTimeSpan span;
      g_autofree char *text = NULL;

      g_assert_true (ember_time_span_parse (texts[i], &span, NULL));
      text = ember_view_dup_span (&span);
      g_assert_cmpstr (text, ==, texts[i]);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/spans-are-written-as-they-are-read", test_spans_are_written_as_they_are_read);
  return g_test_run ();
}
