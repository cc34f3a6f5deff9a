/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/notice-bar.h"

#include "support/widgets.h"

static EmberNoticeBar *
notice_bar_new (void)
{
  return g_object_ref_sink (g_object_new (EMBER_TYPE_NOTICE_BAR, NULL));
}

static void
test_it_is_hidden_until_there_is_something_to_say (void)
{
  EmberNoticeBar *bar = notice_bar_new ();

  g_assert_cmpstr (ember_notice_bar_get_text (bar), ==, "");
  ember_notice_bar_set_text (bar, "3 records were skipped");
  g_assert_cmpstr (ember_notice_bar_get_text (bar), ==, "3 records were skipped");
  ember_notice_bar_set_text (bar, "");
  g_assert_cmpstr (ember_notice_bar_get_text (bar), ==, "");
  g_assert_finalize_object (bar);
}

static void
test_dismissing_hides_it (void)
{
  EmberNoticeBar *bar = notice_bar_new ();

  ember_notice_bar_set_text (bar, "3 records were skipped");
  gtk_widget_activate_action (GTK_WIDGET (bar), "notice.dismiss", NULL);
  g_assert_cmpstr (ember_notice_bar_get_text (bar), ==, "");
  g_assert_finalize_object (bar);
}

static void
test_a_button_leads_on_where_there_is_one (void)
{
  EmberNoticeBar *bar = g_object_new (EMBER_TYPE_NOTICE_BAR, NULL);
  GtkWidget *window = show_in_window (GTK_WIDGET (bar), 400, 200);
  GtkWidget *button = find_widget (GTK_WIDGET (bar), GTK_TYPE_BUTTON);

  g_assert_false (gtk_widget_get_visible (button));
  ember_notice_bar_set_action (bar, "_Dismiss it", "notice.dismiss");
  ember_notice_bar_set_text (bar, "3 records were skipped");
  g_assert_true (gtk_widget_get_visible (button));
  settle ();
  drive (button, "key space");
  g_assert_cmpstr (ember_notice_bar_get_text (bar), ==, "");
  ember_notice_bar_set_action (bar, NULL, NULL);
  g_assert_false (gtk_widget_get_visible (button));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Where large text or a small window would make it fill the window, the rest of it is in its tooltip. */
static void
test_long_words_leave_room_for_the_window (void)
{
  EmberNoticeBar *bar = g_object_new (EMBER_TYPE_NOTICE_BAR, NULL);
  GtkWidget *window = show_in_window (GTK_WIDGET (bar), 400, 200);
  GtkWidget *label = find_widget (GTK_WIDGET (bar), GTK_TYPE_LABEL);
  GString *words = g_string_new ("one line");
  int line_px, words_px;

  ember_notice_bar_set_text (bar, words->str);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, 300, &line_px, NULL, NULL, NULL);
  for (int i = 0; i < 50; i++)
    g_string_append (words, ", and one more of these lines");
  ember_notice_bar_set_text (bar, words->str);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, 300, &words_px, NULL, NULL, NULL);
  g_assert_cmpint (line_px, >, 0);
  g_assert_cmpint (words_px, >, 2 * line_px);
  g_assert_cmpint (words_px, <, 4 * line_px);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (label), ==, words->str);
  g_string_free (words, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/notice-bar/it-is-hidden-until-there-is-something-to-say",
                   test_it_is_hidden_until_there_is_something_to_say);
  g_test_add_func ("/notice-bar/dismissing-hides-it", test_dismissing_hides_it);
  g_test_add_func ("/notice-bar/a-button-leads-on-where-there-is-one", test_a_button_leads_on_where_there_is_one);
  g_test_add_func ("/notice-bar/long-words-leave-room-for-the-window", test_long_words_leave_room_for_the_window);
  return g_test_run ();
}
