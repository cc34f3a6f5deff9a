/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/flame-geometry.h"

static EmberFlameGeometry
random_geometry (GRand *rand)
{
  const double begin = g_rand_double (rand);

  return (EmberFlameGeometry){
    .span = { begin, begin + g_rand_double_range (rand, 1e-6, 1) },
    .width_px = g_rand_int_range (rand, 1, 4000),
    .height_px = g_rand_int_range (rand, 1, 2000),
    .row_px = g_rand_int_range (rand, 5, 40),
    .scroll_px = g_rand_int_range (rand, 0, 3000),
    .is_icicle = g_rand_boolean (rand),
  };
}

static void
test_row_holds_its_top_and_its_middle_but_not_the_next_rows_top (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int i = 0; i < 1000; i++)
    {
      const EmberFlameGeometry geometry = random_geometry (rand);
      const uint32_t row = (uint32_t) g_rand_int_range (rand, 0, 200);
      const double y_px = ember_flame_geometry_get_y (&geometry, row);
      uint32_t found;

      g_assert_true (ember_flame_geometry_find_row (&geometry, y_px, &found));
      g_assert_cmpuint (found, ==, row);
      g_assert_true (ember_flame_geometry_find_row (&geometry, y_px + geometry.row_px - 0.01, &found));
      g_assert_cmpuint (found, ==, row);
      if (ember_flame_geometry_find_row (&geometry, y_px + geometry.row_px, &found))
        g_assert_cmpuint (found, !=, row);
    }
}

static void
test_visible_rows_are_those_that_meet_the_view (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (int i = 0; i < 1000; i++)
    {
      const EmberFlameGeometry geometry = random_geometry (rand);
      uint32_t first, last;

      ember_flame_geometry_find_rows (&geometry, 300, &first, &last);
      for (uint32_t row = 0; row < 300; row++)
        {
          const double y_px = ember_flame_geometry_get_y (&geometry, row);

          g_assert_cmpint (row >= first && row < last, ==, y_px < geometry.height_px && y_px + geometry.row_px > 0);
        }
    }
}

static void
test_parts_and_pixels_are_inverse (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int i = 0; i < 1000; i++)
    {
      const EmberFlameGeometry geometry = random_geometry (rand);
      const double x_px = g_rand_double_range (rand, 0, geometry.width_px);

      g_assert_cmpfloat_with_epsilon (ember_flame_geometry_get_x (&geometry, ember_flame_geometry_find_part (&geometry, x_px)), x_px, 1e-5);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flame-geometry/row-holds-its-top-and-its-middle-but-not-the-next-rows-top", test_row_holds_its_top_and_its_middle_but_not_the_next_rows_top);
  g_test_add_func ("/flame-geometry/visible-rows-are-those-that-meet-the-view", test_visible_rows_are_those_that_meet_the_view);
  g_test_add_func ("/flame-geometry/parts-and-pixels-are-inverse", test_parts_and_pixels_are_inverse);
  return g_test_run ();
}
