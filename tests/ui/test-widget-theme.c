/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widget-theme.h"

#include "support/widgets.h"
#include "ui/platform.h"

static void
take_theme (EmberTheme *theme,
            gboolean is_high_contrast,
            gboolean is_dark)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *label = gtk_label_new ("text");

  set_high_contrast (is_high_contrast);
  ember_platform_set_dark (is_dark);
  gtk_window_set_child (GTK_WINDOW (window), label);
  ember_widget_theme_init (theme, label);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_a_widget_in_the_dark_style_has_a_dark_theme (void)
{
  EmberTheme light, dark;

  take_theme (&light, FALSE, FALSE);
  take_theme (&dark, FALSE, TRUE);
  g_assert_false (light.is_dark);
  g_assert_true (dark.is_dark);
  g_assert_cmpfloat (ember_color_get_luminance (light.background), >, ember_color_get_luminance (dark.background));
}

static void
test_text_contrasts_in_every_style (void)
{
  for (int i = 0; i < 4; i++)
    {
      EmberTheme theme;

      take_theme (&theme, i / 2 == 1, i % 2 == 1);
      g_assert_cmpint (theme.is_high_contrast, ==, i / 2 == 1);
      g_assert_cmpfloat (ember_color_get_contrast (theme.text, theme.background), >, 7);
      g_assert_cmpfloat (ember_color_get_contrast (theme.dim_text, theme.background), >, 4.5);
    }
}

static void
test_the_font_is_the_widgets (void)
{
  EmberTheme theme;

  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Monospace 20", NULL);
  take_theme (&theme, FALSE, FALSE);
  g_assert_cmpstr (theme.font_family, ==, "Monospace");
  g_assert_cmpfloat (theme.font_px, >, 20);
}

int
main (int argc,
      char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/widget-theme/a-widget-in-the-dark-style-has-a-dark-theme", test_a_widget_in_the_dark_style_has_a_dark_theme);
  g_test_add_func ("/widget-theme/text-contrasts-in-every-style", test_text_contrasts_in_every_style);
  g_test_add_func ("/widget-theme/the-font-is-the-widgets", test_the_font_is_the_widgets);
  return g_test_run ();
}
