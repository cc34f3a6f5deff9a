/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings.h"

#include "support/widgets.h"

static const char *const rows[] = { "10", "50", "100", NULL };
static const char *const palettes[] = { "classic", "enhanced", "viridis", NULL };

static GtkDropDown *
drop_down_new (const char *const *labels)
{
  return g_object_ref_sink (GTK_DROP_DOWN (gtk_drop_down_new_from_strings (labels)));
}

static void
test_the_schema_is_found_in_the_build_directory (void)
{
  g_autoptr (GSettings) settings = ember_settings_new ();

  g_assert_nonnull (settings);
  g_assert_cmpuint (g_settings_get_uint (settings, "rows"), ==, 50);
}

static void
test_a_choice_of_numbers_goes_both_ways (void)
{
  g_autoptr (GSettings) settings = ember_settings_new ();
  g_autoptr (GtkDropDown) drop_down = drop_down_new (rows);

  ember_settings_bind_choice (settings, "rows", drop_down, rows);
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, 1);
  gtk_drop_down_set_selected (drop_down, 2);
  g_assert_cmpuint (g_settings_get_uint (settings, "rows"), ==, 100);
  g_settings_set_uint (settings, "rows", 10);
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, 0);
}

static void
test_a_choice_of_words_goes_both_ways (void)
{
  g_autoptr (GSettings) settings = ember_settings_new ();
  g_autoptr (GtkDropDown) drop_down = drop_down_new (palettes);
  g_autofree char *value = NULL;

  ember_settings_bind_choice (settings, "palette", drop_down, palettes);
  gtk_drop_down_set_selected (drop_down, 2);
  value = g_settings_get_string (settings, "palette");
  g_assert_cmpstr (value, ==, "viridis");
  g_settings_set_string (settings, "palette", "enhanced");
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, 1);
}

static void
test_a_choice_of_fractions_goes_both_ways (void)
{
  g_autoptr (GSettings) settings = ember_settings_new ();
  g_autoptr (GtkDropDown) drop_down = drop_down_new (ember_settings_clips);

  ember_settings_bind_choice (settings, "clip", drop_down, ember_settings_clips);
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, 0);
  gtk_drop_down_set_selected (drop_down, 1);
  g_assert_cmpfloat (g_settings_get_double (settings, "clip"), ==, 99.9);
  g_settings_set_double (settings, "clip", 95);
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, 3);
}

static void
test_a_value_that_is_no_row_stays (void)
{
  g_autoptr (GSettings) settings = ember_settings_new ();
  g_autoptr (GtkDropDown) drop_down = drop_down_new (rows);

  g_settings_set_uint (settings, "rows", 77);
  ember_settings_bind_choice (settings, "rows", drop_down, rows);
  /* Newer versions of GTK show some row rather than none. */
  g_assert_cmpuint (g_settings_get_uint (settings, "rows"), ==, 77);
}

int
main (int argc,
      char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/settings/the-schema-is-found-in-the-build-directory", test_the_schema_is_found_in_the_build_directory);
  g_test_add_func ("/settings/a-choice-of-numbers-goes-both-ways", test_a_choice_of_numbers_goes_both_ways);
  g_test_add_func ("/settings/a-choice-of-words-goes-both-ways", test_a_choice_of_words_goes_both_ways);
  g_test_add_func ("/settings/a-choice-of-fractions-goes-both-ways", test_a_choice_of_fractions_goes_both_ways);
  g_test_add_func ("/settings/a-value-that-is-no-row-stays", test_a_value_that_is_no_row_stays);
  return g_test_run ();
}
