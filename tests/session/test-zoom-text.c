/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/zoom-text.h"

static void
test_a_part_is_written_as_it_is_read (void)
{
  static const double parts[][2] = { { 0, 1 }, { 0.25, 0.5 }, { 1.0 / 3, 2.0 / 3 }, { 0.5, 0.5 + 1e-10 }, { 1e-12, 1 } };

  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text = ember_part_text_format (parts[i][0], parts[i][1]);
      double begin = -1, end = -1;

      g_assert_true (ember_part_text_parse (text, &begin, &end));
      g_assert_true (begin == parts[i][0] && end == parts[i][1]);
    }
}

static void
test_short_numbers_stay_short (void)
{
  g_autofree char *text = ember_part_text_format (0.1, 0.75);

  g_assert_cmpstr (text, ==, "0.1-0.75");
}

static void
test_what_is_no_part_is_left (void)
{
  static const char *const texts[] = { "", "-", "0.5", "0.5-", "-0.5", "0.5-0.5", "0.6-0.5", "0-1.1", "0-1x", "x0-1", " 0-1", "0- 1", "0--1", "nan-1", "0-nan", "0-inf", "plt" };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      double begin = 7, end = 8;

      g_assert_false (ember_part_text_parse (texts[i], &begin, &end));
      g_assert_true (begin == 7 && end == 8);
    }
}

static void
test_names_are_written_as_they_are_read (void)
{
  static const char *const paths[][5] = {
    { "java", "main", NULL },
    { "std::map<int; long>", ";", "%3B", "100%", NULL },
    { "\xff\xfe", "malloc@plt", NULL },
    { "f@0.25-0.5", NULL },
    { "a", "", NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (paths); i++)
    for (int part = 0; part < 2; part++)
      {
        g_auto (GStrv) names = g_strdupv ((char **) paths[i]);
        g_auto (GStrv) again = NULL;
        const EmberViewZoom zoom = { names, part == 0 ? 0 : 0.125, part == 0 ? 1 : 0.3 };
        EmberViewZoom read = { NULL, 0, 1 };
        g_autofree char *text = ember_zoom_text_format (&zoom);

        g_assert_true (g_utf8_validate (text, -1, NULL));
        ember_zoom_text_parse (text, &read);
        again = read.names;
        g_assert_true (g_strv_equal ((const char *const *) again, paths[i]));
        g_assert_true (read.begin == zoom.begin && read.end == zoom.end);
      }
}

static void
test_a_part_of_everything_names_no_frame (void)
{
  EmberViewZoom zoom = { NULL, 0, 1 };
  g_autofree char *none = ember_zoom_text_format (&zoom);
  g_autofree char *text = NULL;
  g_auto (GStrv) names = NULL;

  g_assert_null (none);
  ember_zoom_text_parse ("@0.5-1", &zoom);
  names = zoom.names;
  g_assert_cmpuint (g_strv_length (names), ==, 0);
  g_assert_true (zoom.begin == 0.5 && zoom.end == 1);
  text = ember_zoom_text_format (&zoom);
  g_assert_cmpstr (text, ==, "@0.5-1");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zoom-text/a-part-is-written-as-it-is-read", test_a_part_is_written_as_it_is_read);
  g_test_add_func ("/zoom-text/short-numbers-stay-short", test_short_numbers_stay_short);
  g_test_add_func ("/zoom-text/what-is-no-part-is-left", test_what_is_no_part_is_left);
  g_test_add_func ("/zoom-text/names-are-written-as-they-are-read", test_names_are_written_as_they_are_read);
  g_test_add_func ("/zoom-text/a-part-of-everything-names-no-frame", test_a_part_of_everything_names_no_frame);
  return g_test_run ();
}
