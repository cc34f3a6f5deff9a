/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/palette.h"

static double
get_luminance (EmberPalette palette,
               bool is_dark,
               uint32_t count,
               uint32_t max_count)
{
  return ember_color_get_luminance (ember_palette_get_color (palette, is_dark, count, &(EmberColorScale){ max_count, EMBER_CURVE_LINEAR }));
}

static void
test_more_samples_lie_further_from_the_background (void)
{
  for (int palette = 0; palette < EMBER_N_PALETTES; palette++)
    for (uint32_t count = 0; count < 100; count++)
      {
        /* The blue ones of the enhanced palette are a scale of their own. */
        if (palette == EMBER_PALETTE_ENHANCED && (count == 1 || count == 2))
          continue;
        g_assert_cmpfloat (get_luminance (palette, false, count, 100), >, get_luminance (palette, false, count + 1, 100));
        g_assert_cmpfloat (get_luminance (palette, true, count, 100), <, get_luminance (palette, true, count + 1, 100));
      }
}

static void
test_one_sample_among_millions_differs_from_none (void)
{
  for (int palette = 0; palette < EMBER_N_PALETTES; palette++)
    for (int is_dark = 0; is_dark < 2; is_dark++)
      {
        const EmberColor zero = ember_palette_get_color (palette, is_dark, 0, &(EmberColorScale){ 5000000, EMBER_CURVE_LINEAR });
        const EmberColor one = ember_palette_get_color (palette, is_dark, 1, &(EmberColorScale){ 5000000, EMBER_CURVE_LINEAR });
        const double distance = ABS (zero.red - one.red) + ABS (zero.green - one.green) + ABS (zero.blue - one.blue);

        g_assert_cmpfloat (distance, >, 0.12);
      }
}

static void
test_one_and_two_samples_are_blue_in_the_enhanced_palette (void)
{
  for (int is_dark = 0; is_dark < 2; is_dark++)
    for (uint32_t count = 1; count <= 3; count++)
      {
        const EmberColor color = ember_palette_get_color (EMBER_PALETTE_ENHANCED, is_dark, count, &(EmberColorScale){ 20, EMBER_CURVE_LINEAR });

        g_assert_cmpint (color.blue > color.red, ==, count <= 2);
      }
}

static void
test_the_fullest_cell_stands_out_from_an_empty_one (void)
{
  for (int palette = 0; palette < EMBER_N_PALETTES; palette++)
    for (int is_dark = 0; is_dark < 2; is_dark++)
      g_assert_cmpfloat (ember_color_get_contrast (ember_palette_get_color (palette, is_dark, 0, &(EmberColorScale){ 9, EMBER_CURVE_LINEAR }),
                                                   ember_palette_get_color (palette, is_dark, 9, &(EmberColorScale){ 9, EMBER_CURVE_LINEAR })),
                         >, 4.5);
}

static uint32_t
to_pixel (EmberColor color)
{
  return 0xff000000 | (uint32_t) (color.red * 255 + 0.5) << 16 | (uint32_t) (color.green * 255 + 0.5) << 8 | (uint32_t) (color.blue * 255 + 0.5);
}

static void
test_the_table_of_pixels_holds_the_same_colours (void)
{
  static const uint32_t maxima[] = { 0, 1, 2, 5, 4094, 4095 };
  g_autofree EmberPaletteLut *lut = g_new (EmberPaletteLut, 1);

  for (size_t i = 0; i < G_N_ELEMENTS (maxima); i++)
    for (int palette = 0; palette < EMBER_N_PALETTES; palette++)
      {
        ember_palette_lut_init (lut, palette, i % 2 == 0, &(EmberColorScale){ maxima[i], EMBER_CURVE_LINEAR });
        for (uint32_t count = 0; count <= maxima[i]; count++)
          g_assert_cmphex (ember_palette_lut_get (lut, count), ==, to_pixel (ember_palette_get_color (palette, i % 2 == 0, count, &(EmberColorScale){ maxima[i], EMBER_CURVE_LINEAR })));
      }
}

static void
test_the_table_follows_each_scale (void)
{
  static const uint32_t tops[] = { 1, 7, 4096, 70000, 3000000000 };
  g_autofree EmberPaletteLut *lut = g_new (EmberPaletteLut, 1);

  for (size_t i = 0; i < G_N_ELEMENTS (tops); i++)
    for (int curve = 0; curve < EMBER_N_CURVES; curve++)
      {
        const EmberColorScale scale = { tops[i], (EmberCurve) curve };

        ember_palette_lut_init (lut, EMBER_PALETTE_VIRIDIS, false, &scale);
        for (double count = 0; count < UINT32_MAX; count = count * 1.01 + 1)
          {
            const uint32_t pixel = ember_palette_lut_get (lut, (uint32_t) count);
            const uint32_t exact = to_pixel (ember_palette_get_color (EMBER_PALETTE_VIRIDIS, false, (uint32_t) count, &scale));

            for (int shift = 0; shift < 24; shift += 8)
              g_assert_cmpint (ABS ((int) (pixel >> shift & 0xff) - (int) (exact >> shift & 0xff)), <=, count < 4096 || count >= tops[i] ? 0 : 4);
          }
      }
}

static void
test_large_counts_keep_few_and_most_apart (void)
{
  static const uint32_t maxima[] = { 4096, 5000, 1000000, UINT32_MAX };
  g_autofree EmberPaletteLut *lut = g_new (EmberPaletteLut, 1);

  for (size_t i = 0; i < G_N_ELEMENTS (maxima); i++)
    {
      ember_palette_lut_init (lut, EMBER_PALETTE_ENHANCED, false, &(EmberColorScale){ maxima[i], EMBER_CURVE_LINEAR });
      for (uint32_t count = 0; count < 4; count++)
        g_assert_cmphex (ember_palette_lut_get (lut, count), ==, to_pixel (ember_palette_get_color (EMBER_PALETTE_ENHANCED, false, count, &(EmberColorScale){ maxima[i], EMBER_CURVE_LINEAR })));
      g_assert_cmphex (ember_palette_lut_get (lut, maxima[i]), ==, to_pixel (ember_palette_get_color (EMBER_PALETTE_ENHANCED, false, maxima[i], &(EmberColorScale){ maxima[i], EMBER_CURVE_LINEAR })));
      g_assert_cmphex (ember_palette_lut_get (lut, UINT32_MAX), ==, ember_palette_lut_get (lut, maxima[i]));
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/more-samples-lie-further-from-the-background", test_more_samples_lie_further_from_the_background);
  g_test_add_func ("/palette/one-sample-among-millions-differs-from-none", test_one_sample_among_millions_differs_from_none);
  g_test_add_func ("/palette/one-and-two-samples-are-blue-in-the-enhanced-palette", test_one_and_two_samples_are_blue_in_the_enhanced_palette);
  g_test_add_func ("/palette/the-fullest-cell-stands-out-from-an-empty-one", test_the_fullest_cell_stands_out_from_an_empty_one);
  g_test_add_func ("/palette/the-table-of-pixels-holds-the-same-colours", test_the_table_of_pixels_holds_the_same_colours);
  g_test_add_func ("/palette/the-table-follows-each-scale", test_the_table_follows_each_scale);
  g_test_add_func ("/palette/large-counts-keep-few-and-most-apart", test_large_counts_keep_few_and_most_apart);
  return g_test_run ();
}
