/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/bitmap.h"

static void
test_counting_equals_looking_at_each_bit (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (EmberBitmap) bitmap = ember_bitmap_new (300);

  for (int i = 0; i < 120; i++)
    ember_bitmap_set (bitmap, (size_t) g_rand_int_range (rand, 0, 300));
  for (size_t first = 0; first <= 300; first++)
    {
      size_t n = 0;

      for (size_t last = first; last <= 300; last++)
        {
          g_assert_cmpuint (ember_bitmap_count (bitmap, first, last), ==, n);
          g_assert_cmpuint (ember_bitmap_count_plain (bitmap, first, last), ==, n);
          if (last < 300)
            n += ember_bitmap_get (bitmap, last);
        }
    }
}

static void
test_a_new_bitmap_is_empty (void)
{
  g_autoptr (EmberBitmap) bitmap = ember_bitmap_new (128);
  g_autoptr (EmberBitmap) nothing = ember_bitmap_new (0);

  g_assert_cmpuint (ember_bitmap_count (bitmap, 0, 128), ==, 0);
  g_assert_cmpuint (ember_bitmap_count (nothing, 0, 0), ==, 0);
}

static void
test_a_range_of_bits_is_set_as_each_bit_is (void)
{
  for (size_t first = 0; first <= 200; first += 3)
    for (size_t last = first; last <= 200; last += 7)
      {
        g_autoptr (EmberBitmap) bitmap = ember_bitmap_new (200);

        ember_bitmap_set_range (bitmap, first, last);
        for (size_t i = 0; i < 200; i++)
          g_assert_cmpint (ember_bitmap_get (bitmap, i), ==, i >= first && i < last);
      }
}

static void
test_what_two_bitmaps_share_is_left (void)
{
  g_autoptr (EmberBitmap) a = ember_bitmap_new (130);
  g_autoptr (EmberBitmap) b = ember_bitmap_new (130);

  ember_bitmap_set_range (a, 20, 130);
  ember_bitmap_set_range (b, 0, 129);
  ember_bitmap_intersect (a, b);
  g_assert_cmpuint (ember_bitmap_count (a, 0, 130), ==, 109);
  g_assert_cmpuint (ember_bitmap_count (a, 20, 129), ==, 109);
}

static void
test_what_another_bitmap_lacks_is_left (void)
{
  g_autoptr (EmberBitmap) a = ember_bitmap_new (130);
  g_autoptr (EmberBitmap) b = ember_bitmap_new (130);

  ember_bitmap_set_range (a, 20, 130);
  ember_bitmap_set_range (b, 0, 125);
  ember_bitmap_subtract (a, b);
  g_assert_cmpuint (ember_bitmap_count (a, 0, 130), ==, 5);
  g_assert_cmpuint (ember_bitmap_count (a, 125, 130), ==, 5);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bitmap/counting-equals-looking-at-each-bit", test_counting_equals_looking_at_each_bit);
  g_test_add_func ("/bitmap/a-new-bitmap-is-empty", test_a_new_bitmap_is_empty);
  g_test_add_func ("/bitmap/a-range-of-bits-is-set-as-each-bit-is", test_a_range_of_bits_is_set_as_each_bit_is);
  g_test_add_func ("/bitmap/what-two-bitmaps-share-is-left", test_what_two_bitmaps_share_is_left);
  g_test_add_func ("/bitmap/what-another-bitmap-lacks-is-left", test_what_another_bitmap_lacks_is_left);
  return g_test_run ();
}
