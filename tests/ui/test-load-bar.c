/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/load-bar.h"

#include "support/widgets.h"

static void
test_it_tells_bytes_and_samples (void)
{
  EmberLoadBar *bar = g_object_ref_sink (g_object_new (EMBER_TYPE_LOAD_BAR, NULL));
  GtkLabel *label = GTK_LABEL (find_widget (GTK_WIDGET (bar), GTK_TYPE_LABEL));
  GtkProgressBar *progress_bar = GTK_PROGRESS_BAR (find_widget (GTK_WIDGET (bar), GTK_TYPE_PROGRESS_BAR));

  ember_load_bar_set_progress (bar, 50000000, 200000000, 5120);
  g_assert_cmpstr (gtk_label_get_text (label), ==, "50.0\u00a0MB of 200.0\u00a0MB read · 5,120 samples");
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (progress_bar), ==, 0.25);
  ember_load_bar_set_progress (bar, 50000000, 0, 1);
  g_assert_cmpstr (gtk_label_get_text (label), ==, "50.0\u00a0MB read · 1 sample");
  g_assert_finalize_object (bar);
}

int
main (int argc,
      char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/load-bar/it-tells-bytes-and-samples", test_it_tells_bytes_and_samples);
  return g_test_run ();
}
