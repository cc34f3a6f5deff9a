/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option-company.h"

#include "support/option-line.h"

static void
test_what_would_change_nothing_is_told (void)
{
  const OptionLineRefusal cases[] = {
    { "--view=heatmap a", "--view goes only with --export, or with functions a window without --invert" },
    { "--view=heatmap --print=heatmap a", "--view goes only with --export, or with functions a window without --invert" },
    { "--split=cpu --print=heatmap a", "--split goes only with a window or the picture of a heat map" },
    { "--split=cpu --export=a.png a", "--split goes only with a window or the picture of a heat map" },
    { "--rows=9 --print=folded a", "--rows goes only with a window, --print=heatmap or --view=heatmap" },
    { "--rows=9 --export=a.csv a", "--rows goes only with a window, --print=heatmap or --view=heatmap" },
    { "--scale=log --print=heatmap a", "--scale goes only with a window or the picture of a heat map" },
    { "--clip=99 --export=a.svg a", "--clip goes only with a window or the picture of a heat map" },
    { "--with=pid --print=samples a", "--with goes only with folded text" },
    { "--with=pid --export=a.csv a", "--with goes only with folded text" },
    { "--search=x --print=folded a", "--search goes only with a window, a picture, a heat map or functions without baseline" },
    { "--search=x --print=functions --baseline=1-2 a", "--search goes only with a window, a picture, a heat map or functions without baseline" },
    { "--search=x --export=a.folded a", "--search goes only with a window, a picture, a heat map or functions without baseline" },
    { "--off-cpu=spread --print=folded a", "--off-cpu goes only with a window, --print=heatmap or --view=heatmap" },
    { "--column=2 --print=folded a", "--column goes only with a window, --band, --print=heatmap or --view=heatmap" },
    { "--by=self a", "--by goes only with --baseline or --baseline-file, and a window or the picture of a flame graph or of functions" },
    { "--by=self --baseline=1-2 --print=functions a", "--by goes only with --baseline or --baseline-file, and a window or the picture of a flame graph or of functions" },
    { "--baseline-only --baseline=1-2 --invert a", "--baseline-only goes only with --baseline or --baseline-file, and a window or the picture of a flame graph that is not turned" },
    { "--baseline-only --export=a.svg a", "--baseline-only goes only with --baseline or --baseline-file, and a window or the picture of a flame graph that is not turned" },
    { "--filter=pid=1 --print=info a", "--filter goes only with a window, --print=samples, folded, heatmap or functions, or --export" },
    { "--merge=cpu --print=samples a", "--merge goes only with a window, folded text, functions or the picture of a flame graph" },
    { "--merge=cpu --export=a.svg --view=heatmap a", "--merge goes only with a window, folded text, functions or the picture of a flame graph" },
    { "--band=0-1ms --print=heatmap a", "--band goes only with a window, --print=samples, folded text, functions or the picture of a flame graph" },
    { "--view=functions --invert a", "--view goes only with --export, or with functions a window without --invert" },
    { "--wall-clock --print=heatmap a", "--wall-clock goes only with a window or the picture of a heat map" },
    { "--palette=viridis --export=a.svg a", "--palette goes only with a window or the picture of a heat map" },
    { "--palette=viridis --print=heatmap a", "--palette goes only with a window or the picture of a heat map" },
    { "--order=name --export=a.svg --view=heatmap a", "--order goes only with a window or the picture of a flame graph" },
    { "--root=top --print=folded a", "--root goes only with a window or the picture of a flame graph that has no --function" },
    { "--root=top --export=a.svg --function=f a", "--root goes only with a window or the picture of a flame graph that has no --function" },
    { "--zoom=a --export=a.svg a", "--zoom goes only with a window" },
    { "--zoom-callers=a a", "--zoom-callers goes only with a window and --function" },
    { "--zoom-callees=a --export=a.svg --function=f a", "--zoom-callees goes only with a window and --function" },
    { "--map-time=1-2 --export=a.svg a", "--map-time goes only with a window or the picture of a heat map" },
    { "--map-rows=0-0.5 --print=heatmap a", "--map-rows goes only with a window or the picture of a heat map" },
    { "--dark --print=heatmap a", "--dark goes only with --export to .svg, .png or .pdf" },
    { "--dark --export=a.csv a", "--dark goes only with --export to .svg, .png or .pdf" },
    { "--sort=self a", "--sort goes only with a window or a picture, and --view=functions" },
    { "--sort=self --export=a.csv --view=functions a", "--sort goes only with a window or a picture, and --view=functions" },
    { "--root=top --export=a.png --view=functions a", "--root goes only with a window or the picture of a flame graph that has no --function" },
    { "--flip --baseline=1-2 a", "--flip goes only with --baseline-file, and a window, folded text, functions or the picture of a flame graph" },
  };

  option_line_assert_refused (cases, G_N_ELEMENTS (cases));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/option-company/what-would-change-nothing-is-told", test_what_would_change_nothing_is_told);
  return g_test_run ();
}
