/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/look-options.h"

#include "support/option-line.h"

static void
test_a_scale_goes_with_windows_and_pictures_of_heat_maps (void)
{
  g_autoptr (EmberOptions) plain = option_line_parse_good ("f");
  g_autoptr (EmberOptions) window = option_line_parse_good ("--scale=log --clip=99.9 f");
  g_autoptr (EmberOptions) picture = option_line_parse_good ("--scale=sqrt --clip=50 --export=a.svg --view=heatmap f");

  g_assert_cmpint (plain->scale, ==, EMBER_CURVE_LINEAR);
  g_assert_cmpfloat (plain->clip, ==, EMBER_CLIP_NOTHING);
  g_assert_false (plain->has_scale || plain->has_clip);
  g_assert_cmpint (window->scale, ==, EMBER_CURVE_LOG);
  g_assert_cmpfloat (window->clip, ==, 99.9);
  g_assert_true (window->has_scale && window->has_clip);
  g_assert_cmpint (picture->scale, ==, EMBER_CURVE_SQRT);
  g_assert_cmpfloat (picture->clip, ==, 50);
}

static void
test_colours_order_and_root_go_with_windows_and_pictures (void)
{
  g_autoptr (EmberOptions) plain = option_line_parse_good ("f");
  g_autoptr (EmberOptions) window = option_line_parse_good ("--palette=enhanced --order=weight --root=top --zoom=a f");
  g_autoptr (EmberOptions) map = option_line_parse_good ("--palette=viridis --export=a.png --view=heatmap f");
  g_autoptr (EmberOptions) graph = option_line_parse_good ("--order=weight --root=top --invert --export=a.png f");

  g_assert_false (plain->has_palette || plain->has_order || plain->has_root || plain->is_icicle);
  g_assert_true (window->has_palette && window->has_order && window->has_root && window->is_icicle);
  g_assert_cmpint (window->palette, ==, EMBER_PALETTE_ENHANCED);
  g_assert_cmpint (window->order, ==, EMBER_FLAME_ORDER_WEIGHT);
  g_assert_cmpstr (window->zooms[EMBER_VIEW_GRAPH_MAIN], ==, "a");
  g_assert_cmpint (map->palette, ==, EMBER_PALETTE_VIRIDIS);
  g_assert_true (graph->is_icicle);
}

static void
test_what_is_wrong_is_told (void)
{
  const OptionLineRefusal cases[] = {
    { "--split=core a", "--split does not take “core”, only one of: none, cpu, thread, process" },
    { "--scale=cubic a", "--scale does not take “cubic”, only one of: linear, sqrt, log" },
    { "--clip=49.9 a", "--clip takes a percentile from 50 to 100, not “49.9”" },
    { "--clip=nan a", "--clip takes a percentile from 50 to 100, not “nan”" },
    { "--clip=99% a", "--clip takes a percentile from 50 to 100, not “99%”" },
    { "--clip= a", "--clip takes a percentile from 50 to 100, not “”" },
    { "--off-cpu=over --print=heatmap a", "--off-cpu does not take “over”, only one of: begin, spread" },
    { "--palette=gray a", "--palette does not take “gray”, only one of: classic, enhanced, viridis" },
    { "--order=size a", "--order does not take “size”, only one of: name, weight" },
    { "--root=left a", "--root does not take “left”, only one of: bottom, top" },
    { "--map-time=x a", "--map-time: “x” is no range of seconds; write it like 10.38-14.6 or @8122.5-@8124" },
    { "--map-rows=0.5-0.25 a", "--map-rows takes a part of a column such as 0.25-0.5, not “0.5-0.25”" },
    { "--view=functions --sort=size a", "--sort does not take “size”, only one of: self, self-share, total, total-share, name, module, change" },
    { "--column=0 --print=heatmap a", "--column: “0” is no length of time; write it like 1.3 s, 16.667 ms or 1 min" },
    { "--column=2x --print=heatmap a", "--column: “2x” is no length of time; write it like 1.3 s, 16.667 ms or 1 min" },
    { "--rows=0 --print=heatmap a", "--rows takes a number from 1 to 1000, not “0”" },
    { "--rows=1001 --print=heatmap a", "--rows takes a number from 1 to 1000, not “1001”" },
    { "--rows=5.5 --print=heatmap a", "--rows takes a number from 1 to 1000, not “5.5”" },
    { "--rows= --print=heatmap a", "--rows takes a number from 1 to 1000, not “”" },
  };

  option_line_assert_refused (cases, G_N_ELEMENTS (cases));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/look-options/a-scale-goes-with-windows-and-pictures-of-heat-maps", test_a_scale_goes_with_windows_and_pictures_of_heat_maps);
  g_test_add_func ("/look-options/what-is-wrong-is-told", test_what_is_wrong_is_told);
  g_test_add_func ("/look-options/colours-order-and-root-go-with-windows-and-pictures", test_colours_order_and_root_go_with_windows_and_pictures);
  return g_test_run ();
}
