/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/ruler-words.h"

static const EmberHeatmapGrid grid = { 0, EMBER_SECOND_NS, 60, 50, false, 0 };

static void
check (const EmberRuler *ruler,
       const char *expected)
{
  const EmberRulerReading reading = ember_ruler_read_drawn (ruler, &grid);
  g_autofree char *words = ember_ruler_words_dup (&reading, &grid, NULL, " · ");

  g_assert_cmpstr (words, ==, expected);
}

static void
test_a_slope_tells_work_period_and_drift (void)
{
  check (&(EmberRuler){ { 2, 3 }, { 12, 13 }, 0 },
         "works 20 ± 2 ms per wakeup · wakes every 1.020 ± 0.002 s, 1 a column · drifts +20 ± 2 ms/s, 45.0° · 10 columns, 10 rows: 10.2 s · as drawn; a cell is 20.0 ms · 0 samples");
}

static void
test_a_line_that_falls_tells_no_work (void)
{
  check (&(EmberRuler){ { 2, 13 }, { 12, 3 }, 0.2 },
         "wakes every 4.90 ± 0.01 s, one each 5 columns · drifts -20 ± 2 ms/s, -45.0° · 10 columns, 10 rows: 9.80 s · as drawn; a cell is 20.0 ms · 0 samples");
}

static void
test_an_upright_ruler_tells_how_long (void)
{
  check (&(EmberRuler){ { 2, 10 }, { 2, 19 }, 0 }, "lasts 200 ms · 0 samples");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ruler-words/a-slope-tells-work-period-and-drift", test_a_slope_tells_work_period_and_drift);
  g_test_add_func ("/ruler-words/a-line-that-falls-tells-no-work", test_a_line_that_falls_tells_no_work);
  g_test_add_func ("/ruler-words/an-upright-ruler-tells-how-long", test_an_upright_ruler_tells_how_long);
  return g_test_run ();
}
