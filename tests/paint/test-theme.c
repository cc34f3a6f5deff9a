/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/theme.h"

static void
test_text_can_be_read_in_both_styles (void)
{
  EmberTheme themes[2];

  ember_theme_init_light (&themes[0]);
  ember_theme_init_dark (&themes[1]);
  for (int i = 0; i < 2; i++)
    {
      g_assert_cmpfloat (ember_color_get_contrast (themes[i].text, themes[i].background), >, 7);
      g_assert_cmpfloat (ember_color_get_contrast (themes[i].dim_text, themes[i].background), >, 4.5);
      g_assert_cmpfloat (ember_color_get_contrast (themes[i].selection, themes[i].background), >, 7);
      g_assert_cmpfloat (ember_color_get_contrast (themes[i].baseline, themes[i].background), >, 4.5);
      g_assert_cmpfloat (ember_color_get_contrast (themes[i].focus, themes[i].background), >, 3);
    }
}

static void
test_a_theme_equals_only_itself (void)
{
  EmberTheme light, dark, larger;

  ember_theme_init_light (&light);
  ember_theme_init_dark (&dark);
  larger = light;
  larger.font_px++;
  g_assert_true (ember_theme_equal (&light, &light));
  g_assert_false (ember_theme_equal (&light, &dark));
  g_assert_false (ember_theme_equal (&light, &larger));
}

static void
test_black_and_white_contrast_most (void)
{
  const EmberColor black = ember_color_from_rgb (0x000000);
  const EmberColor white = ember_color_from_rgb (0xffffff);

  g_assert_cmpfloat_with_epsilon (ember_color_get_contrast (black, white), 21, 1e-6);
  g_assert_cmpfloat_with_epsilon (ember_color_get_contrast (white, black), 21, 1e-6);
  g_assert_cmpfloat_with_epsilon (ember_color_get_contrast (white, white), 1, 1e-6);
}

static void
test_readable_text_on_any_grey_has_contrast (void)
{
  for (uint32_t grey = 0; grey < 256; grey++)
    {
      const EmberColor color = ember_color_from_rgb (grey << 16 | grey << 8 | grey);

      g_assert_cmpfloat (ember_color_get_contrast (color, ember_color_get_readable (color)), >, 4.5);
    }
}

static void
test_a_mix_runs_from_one_colour_to_the_other (void)
{
  const EmberColor red = ember_color_from_rgb (0xff0000);
  const EmberColor blue = ember_color_from_rgb (0x0000ff);

  g_assert_cmpfloat_with_epsilon (ember_color_mix (red, blue, 0).red, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (ember_color_mix (red, blue, 0.25).red, 0.75, 1e-9);
  g_assert_cmpfloat_with_epsilon (ember_color_mix (red, blue, 0.25).blue, 0.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (ember_color_mix (red, blue, 1).blue, 1, 1e-9);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theme/text-can-be-read-in-both-styles", test_text_can_be_read_in_both_styles);
  g_test_add_func ("/theme/a-theme-equals-only-itself", test_a_theme_equals_only_itself);
  g_test_add_func ("/theme/black-and-white-contrast-most", test_black_and_white_contrast_most);
  g_test_add_func ("/theme/readable-text-on-any-grey-has-contrast", test_readable_text_on_any_grey_has_contrast);
  g_test_add_func ("/theme/a-mix-runs-from-one-colour-to-the-other", test_a_mix_runs_from_one_colour_to_the_other);
  return g_test_run ();
}
