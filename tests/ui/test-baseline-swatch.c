/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/baseline-swatch.h"

#include "support/widgets.h"
#include "ui/platform.h"

static void
test_it_knows_dark_from_light (void)
{
  GtkWidget *swatch = g_object_new (EMBER_TYPE_BASELINE_SWATCH, NULL);
  GtkWidget *window = show_in_window (swatch, 60, 40);

  g_assert_false (gtk_widget_has_css_class (swatch, "on-dark"));
  ember_platform_set_dark (TRUE);
  settle ();
  g_assert_true (gtk_widget_has_css_class (swatch, "on-dark"));
  ember_platform_set_dark (FALSE);
  settle ();
  g_assert_false (gtk_widget_has_css_class (swatch, "on-dark"));
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

static void
test_it_knows_high_contrast (void)
{
  GtkWidget *swatch = g_object_new (EMBER_TYPE_BASELINE_SWATCH, NULL);
  GtkWidget *window = show_in_window (swatch, 60, 40);

  g_assert_false (gtk_widget_has_css_class (swatch, "high-contrast"));
  set_high_contrast (TRUE);
  settle ();
  g_assert_true (gtk_widget_has_css_class (swatch, "high-contrast"));
  set_high_contrast (FALSE);
  settle ();
  g_assert_false (gtk_widget_has_css_class (swatch, "high-contrast"));
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

int
main (int argc,
      char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/baseline-swatch/it-knows-dark-from-light", test_it_knows_dark_from_light);
  g_test_add_func ("/baseline-swatch/it-knows-high-contrast", test_it_knows_high_contrast);
  return g_test_run ();
}
