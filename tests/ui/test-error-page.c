/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/error-page.h"

#include "support/widgets.h"
#include "ui/command-line.h"

static EmberErrorPage *
error_page_with (const char *command)
{
  EmberErrorPage *page = g_object_ref_sink (g_object_new (EMBER_TYPE_ERROR_PAGE, NULL));

  ember_error_page_set_error (page, "photo.jpg", "This is a picture.", command);
  return page;
}

static void
test_it_names_the_file_and_says_what_is_wrong (void)
{
  EmberErrorPage *page = error_page_with (NULL);

  g_assert_nonnull (find_text (GTK_WIDGET (page), "photo.jpg"));
  g_assert_nonnull (find_text (GTK_WIDGET (page), "This is a picture."));
  g_assert_false (gtk_widget_get_visible (find_widget (GTK_WIDGET (page), EMBER_TYPE_COMMAND_LINE)));
  g_assert_finalize_object (page);
}

static void
test_a_command_that_helps_can_be_copied (void)
{
  EmberErrorPage *page = error_page_with ("perf script");
  GtkWidget *line = find_widget (GTK_WIDGET (page), EMBER_TYPE_COMMAND_LINE);
  g_autofree char *text = NULL;

  g_assert_true (gtk_widget_get_visible (line));
  g_object_get (line, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "perf script");
  g_assert_finalize_object (page);
}

int
main (int argc,
      char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/error-page/it-names-the-file-and-says-what-is-wrong", test_it_names_the_file_and_says_what_is_wrong);
  g_test_add_func ("/error-page/a-command-that-helps-can-be-copied", test_a_command_that_helps_can_be_copied);
  return g_test_run ();
}
