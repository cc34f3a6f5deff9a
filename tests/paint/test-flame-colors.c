/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/flame-colors.h"

#include "support/small-profile.h"

typedef void (*ThemeInit) (EmberTheme *theme);

static const ThemeInit themes[] = { ember_theme_init_light, ember_theme_init_dark };

static void
test_every_label_can_be_read (void)
{
  for (size_t t = 0; t < G_N_ELEMENTS (themes); t++)
    {
      EmberTheme theme;
      EmberFlameColors colors;

      themes[t](&theme);
      ember_flame_colors_init (&colors, &theme);
      for (int shade = 0; shade < EMBER_N_FLAME_SHADES; shade++)
        for (int hue = 0; hue < EMBER_N_FLAME_HUES; hue++)
          for (int i = 0; i < EMBER_N_FLAME_VARIANTS; i++)
            {
              const EmberColor fill = ember_color_from_rgb (colors.fills[shade][hue][i] & 0xffffff);

              g_assert_cmpfloat (ember_color_get_contrast (colors.texts[shade], fill), >=, 4.5);
            }
    }
}

static void
test_every_label_of_a_change_can_be_read (void)
{
  for (size_t t = 0; t < G_N_ELEMENTS (themes); t++)
    {
      EmberTheme theme;
      EmberFlameColors colors;

      themes[t](&theme);
      ember_flame_colors_init (&colors, &theme);
      for (int shade = 0; shade < EMBER_N_FLAME_SHADES; shade++)
        for (int step = 0; step < EMBER_N_CHANGE_STEPS; step++)
          g_assert_cmpfloat (ember_color_get_contrast (colors.texts[shade], ember_color_from_rgb (colors.changes[shade][step] & 0xffffff)), >=, 4.5);
    }
}

static void
test_red_grew_and_blue_shrank (void)
{
  EmberTheme theme;
  EmberFlameColors colors;
  EmberColor grown, shrunk;

  ember_theme_init_light (&theme);
  ember_flame_colors_init (&colors, &theme);
  grown = ember_color_from_rgb (colors.changes[EMBER_FLAME_SHADE_PLAIN][ember_change_step_get (1, 1)] & 0xffffff);
  shrunk = ember_color_from_rgb (colors.changes[EMBER_FLAME_SHADE_PLAIN][ember_change_step_get (-1, 1)] & 0xffffff);
  g_assert_cmpfloat (grown.red, >, grown.blue + 0.3);
  g_assert_cmpfloat (shrunk.blue, >, shrunk.red + 0.3);
}

static void
test_what_chance_may_have_done_is_paler (void)
{
  const uint32_t middle = ember_change_step_get (0, 1);

  g_assert_cmpuint (ember_change_step_get (1, 0), ==, middle);
  g_assert_cmpuint (ember_change_step_get (1, 1), ==, EMBER_N_CHANGE_STEPS - 1);
  g_assert_cmpuint (ember_change_step_get (-1, 1), ==, 0);
  g_assert_cmpuint (ember_change_step_get (0.8, 0.5), <, ember_change_step_get (0.8, 1));
  g_assert_cmpstr (ember_change_step_get_sign (middle), ==, "");
  g_assert_cmpstr (ember_change_step_get_sign (0), !=, ember_change_step_get_sign (EMBER_N_CHANGE_STEPS - 1));
}

static void
test_lit_boxes_stand_out_from_faded_ones (void)
{
  for (size_t t = 0; t < G_N_ELEMENTS (themes); t++)
    {
      EmberTheme theme;
      EmberFlameColors colors;

      themes[t](&theme);
      ember_flame_colors_init (&colors, &theme);
      for (int hue = 0; hue < EMBER_N_FLAME_HUES; hue++)
        g_assert_cmpfloat (ember_color_get_contrast (ember_color_from_rgb (colors.fills[EMBER_FLAME_SHADE_LIT][hue][0] & 0xffffff),
                                                     ember_color_from_rgb (colors.fills[EMBER_FLAME_SHADE_FADED][hue][0] & 0xffffff)),
                           >=, 3);
    }
}

static EmberProfile *
profile_of (const char *stack)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, 1, "app", 1, "e", stack, 1);
  return ember_profile_builder_freeze (builder);
}

/* The frame of a name; there must be one. */
static EmberFrameId
find_frame (EmberProfile *profile,
            const char *name)
{
  for (EmberFrameId i = 0; i < ember_frames_get_n (ember_profile_get_frames (profile)); i++)
    if (g_str_equal (ember_profile_get_frame_name (profile, i), name))
      return i;
  g_assert_not_reached ();
}

static void
test_hue_follows_the_kind_of_code (void)
{
  g_autoptr (EmberProfile) profile = profile_of ("main;std::sort;vfs_read@[kernel.kallsyms]");

  g_assert_cmpint (ember_flame_hue_get (profile, 0), ==, EMBER_FLAME_HUE_ROOT);
  g_assert_cmpint (ember_flame_hue_get (profile, find_frame (profile, "app")), ==, EMBER_FLAME_HUE_COMM);
  g_assert_cmpint (ember_flame_hue_get (profile, find_frame (profile, "main")), ==, EMBER_FLAME_HUE_USER);
  g_assert_cmpint (ember_flame_hue_get (profile, find_frame (profile, "std::sort")), ==, EMBER_FLAME_HUE_CPP);
  g_assert_cmpint (ember_flame_hue_get (profile, find_frame (profile, "vfs_read")), ==, EMBER_FLAME_HUE_KERNEL);
}

static void
test_function_has_the_same_variant_in_every_profile (void)
{
  g_autoptr (EmberProfile) one = profile_of ("main;work");
  g_autoptr (EmberProfile) other = profile_of ("a;b;c;d;work;e");

  g_assert_cmpuint (ember_flame_variant_get (one, find_frame (one, "work")), ==, ember_flame_variant_get (other, find_frame (other, "work")));
}

static void
test_every_hue_has_a_name (void)
{
  for (int a = 0; a < EMBER_N_FLAME_HUES; a++)
    for (int b = 0; b < a; b++)
      g_assert_cmpstr (ember_flame_hue_get_name (a), !=, ember_flame_hue_get_name (b));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flame-colors/every-label-can-be-read", test_every_label_can_be_read);
  g_test_add_func ("/flame-colors/every-label-of-a-change-can-be-read", test_every_label_of_a_change_can_be_read);
  g_test_add_func ("/flame-colors/red-grew-and-blue-shrank", test_red_grew_and_blue_shrank);
  g_test_add_func ("/flame-colors/what-chance-may-have-done-is-paler", test_what_chance_may_have_done_is_paler);
  g_test_add_func ("/flame-colors/lit-boxes-stand-out-from-faded-ones", test_lit_boxes_stand_out_from_faded_ones);
  g_test_add_func ("/flame-colors/hue-follows-the-kind-of-code", test_hue_follows_the_kind_of_code);
  g_test_add_func ("/flame-colors/function-has-the-same-variant-in-every-profile", test_function_has_the_same_variant_in_every_profile);
  g_test_add_func ("/flame-colors/every-hue-has-a-name", test_every_hue_has_a_name);
  return g_test_run ();
}
