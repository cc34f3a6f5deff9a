/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/empty-page.h"

#include "support/widgets.h"

static void
test_it_offers_to_open_to_try_and_to_record (void)
{
  GtkWidget *page = g_object_ref_sink (g_object_new (EMBER_TYPE_EMPTY_PAGE, NULL));
  GtkWidget *open = find_text (page, "Open a Recording");
  GtkWidget *example = find_text (page, "Try the Example");

  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (open)), ==, "win.open");
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (example)), ==, "win.open-example");
  g_assert_nonnull (find_text (page, "perf record"));
  g_assert_finalize_object (page);
}

int
main (int argc,
      char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/empty-page/it-offers-to-open-to-try-and-to-record", test_it_offers_to_open_to_try_and_to_record);
  return g_test_run ();
}
