/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/view.h"

static void
test_a_view_becomes_a_line_for_a_shell (void)
{
  g_autoptr (EmberView) view = ember_view_new ();
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) one = ember_filter_with (nothing, &(EmberFilterCondition){ .kind = EMBER_FILTER_COMM, .is_enabled = true, .is_excluding = true, .text = (char *) "it's" });
  g_autofree char *empty = ember_view_dup_command (view);
  g_autofree char *line = NULL;

  g_assert_cmpstr (empty, ==, "emberscope");
  view->recording.path = g_strdup ("-odd name");
  view->event = g_strdup ("cycles");
  view->has_range = true;
  view->range = ember_view_get_span ((EmberTimeRange){ 8122500000000, 8123000000001 }, 8122000000000);
  view->has_band = true;
  view->band = (EmberBandSpan){ 200000000, 300000000, 0 };
  view->filter = ember_filter_with (one, &(EmberFilterCondition){ .kind = EMBER_FILTER_THREAD, .number = 7 });
  view->search = g_strdup ("a.b");
  view->has_merge_level = true;
  view->merge_level = EMBER_MERGE_NOTHING;
  view->has_idle = true;
  view->column_ns = 1300000000;
  view->n_rows = 100;
  view->scale = g_strdup ("log");
  view->clip = 99.9;
  line = ember_view_dup_command (view);
  g_assert_cmpstr (line, ==, "emberscope --event=cycles --range=0.5-1.000000001 --band=200ms-300ms '--filter=comm!=it'\\''s' '--search=a\\.b' --merge=none --idle=hide --column=1.3 --rows=100 --scale=log --clip=99.9 './-odd name'");
}

static void
test_a_split_is_told_unless_it_is_none (void)
{
  g_autoptr (EmberView) view = ember_view_new ();
  g_autofree char *split = NULL;
  g_autofree char *whole = NULL;

  view->split = g_strdup ("thread");
  split = ember_view_dup_command (view);
  g_assert_cmpstr (split, ==, "emberscope --split=thread");
  g_free (view->split);
  view->split = g_strdup ("none");
  whole = ember_view_dup_command (view);
  g_assert_cmpstr (whole, ==, "emberscope");
}

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
  g_test_add_func ("/view/a-view-becomes-a-line-for-a-shell", test_a_view_becomes_a_line_for_a_shell);
  g_test_add_func ("/view/a-split-is-told-unless-it-is-none", test_a_split_is_told_unless_it_is_none);
  g_test_add_func ("/view/spans-are-written-as-they-are-read", test_spans_are_written_as_they_are_read);
  return g_test_run ();
}
