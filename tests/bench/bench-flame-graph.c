/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times the flame graph from samples to pixels, in CPU milliseconds: counting, a step of a drag, layout,
 * painting, comparing two ranges and search. Usage: bench-flame-graph [SAMPLES NODES]; without, 1 M of 100 k and 10 M of 1 M. */
#include <stdlib.h>
#include <string.h>

#include "analysis/search.h"
#include "bench/random-tree.h"
#include "paint/flame-painter.h"

#define N_STEPS 200
#define DURATION_NS RANDOM_TREE_DURATION_NS

static void
time_counting (const EmberTableSet *set)
{
  const double parts[] = { 0.01, 0.1, 1 };
  double times_ms[5];

  for (size_t p = 0; p < G_N_ELEMENTS (parts); p++)
    {
      g_autofree char *what = g_strdup_printf ("new graph of %g %%", parts[p] * 100);

      for (int i = 0; i < 5; i++)
        {
          const int64_t begin = (int64_t) ((1 - parts[p]) / 2 * (double) DURATION_NS);
          const double start_ms = get_cpu_ms ();
          g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, (EmberTimeRange){ begin, begin + (int64_t) (parts[p] * (double) DURATION_NS) }, NULL);

          times_ms[i] = get_cpu_ms () - start_ms;
          g_assert_nonnull (graph);
        }
      print_times (what, times_ms, 5);
    }
}

/* Counts and lays out @n ranges, each near the one before if @is_drag, else anywhere. */
static void
time_ranges (const char *what,
             EmberFlameGraph *all,
             bool is_drag)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  EmberFlameGraph *graph = ember_flame_graph_ref (all);
  EmberTimeRange range = { DURATION_NS / 4, DURATION_NS / 2 };
  EmberFlameLayout layout;
  double times_ms[N_STEPS];

  ember_flame_layout_init (&layout);
  for (int i = -3; i < N_STEPS; i++)
    {
      double start_ms;
      EmberFlameGraph *next;

      if (is_drag)
        range.end_ns += g_rand_int_range (rand, -500, 600) * INT64_C (1000000);
      else
        range = (EmberTimeRange){ (int64_t) (g_rand_double (rand) * (double) DURATION_NS), (int64_t) (g_rand_double (rand) * (double) DURATION_NS) };
      if (range.end_ns < range.begin_ns)
        range = (EmberTimeRange){ range.end_ns, range.begin_ns };
      start_ms = get_cpu_ms ();
      next = ember_flame_graph_new_near (graph, range, NULL);
      ember_flame_layout_update (&layout, next, EMBER_MEASURE_WEIGHT, EMBER_FLAME_ORDER_NAME, EMBER_FLAME_SPAN_ALL, 1920, 1);
      ember_flame_graph_unref (graph);
      graph = next;
      if (i >= 0)
        times_ms[i] = get_cpu_ms () - start_ms;
    }
  print_times (what, times_ms, N_STEPS);
  ember_flame_layout_clear (&layout);
  ember_flame_graph_unref (graph);
}

static void
time_layout (EmberFlameGraph *graph,
             EmberFlameOrder order,
             const char *what)
{
  EmberFlameLayout layout;
  double times_ms[20];

  ember_flame_layout_init (&layout);
  for (int i = 0; i < 20; i++)
    {
      const double start_ms = get_cpu_ms ();

      ember_flame_layout_update (&layout, graph, EMBER_MEASURE_WEIGHT, order, (EmberFlameSpan){ 0.01 * i, 1 }, 1920, 1);
      times_ms[i] = get_cpu_ms () - start_ms;
    }
  print_times (what, times_ms, 20);
  ember_flame_layout_clear (&layout);
}

static void
time_painting (EmberFlameGraph *graph,
               int width,
               int height)
{
  g_autofree char *what = g_strdup_printf ("layout and paint %d × %d", width, height);
  g_autoptr (EmberFlamePainter) painter = ember_flame_painter_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  EmberFlameLayout layout;
  EmberTheme theme;
  double times_ms[20];

  ember_theme_init_light (&theme);
  ember_flame_layout_init (&layout);
  for (int i = -2; i < 20; i++)
    {
      const EmberFlameGeometry geometry = { { 0, 1 - 0.01 * i }, width, height, ember_flame_painter_get_row_px (&theme), 0, false };
      const EmberFlameStyle style = { .theme = &theme, .measure = EMBER_MEASURE_WEIGHT, .scale = 1 };
      const double start_ms = get_cpu_ms ();

      ember_flame_layout_update (&layout, graph, style.measure, style.order, geometry.span, width, 1);
      ember_flame_painter_draw_rows (painter, cr, &layout, &geometry, &style);
      if (i >= 0)
        times_ms[i] = get_cpu_ms () - start_ms;
    }
  print_times (what, times_ms, 20);
  ember_flame_layout_clear (&layout);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* From samples to pixels.
 * @difference: (nullable): colours the boxes */
static void
paint (EmberFlameGraph *graph,
       const EmberDifference *difference)
{
  g_autoptr (EmberFlamePainter) painter = ember_flame_painter_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1920, 1080);
  cairo_t *cr = cairo_create (surface);
  EmberFlameGeometry geometry = { EMBER_FLAME_SPAN_ALL, 1920, 1080, 0, 0, false };
  EmberFlameLayout layout;
  EmberTheme theme;

  ember_theme_init_light (&theme);
  geometry.row_px = ember_flame_painter_get_row_px (&theme);
  ember_flame_layout_init (&layout);
  ember_flame_layout_update (&layout, graph, EMBER_MEASURE_WEIGHT, EMBER_FLAME_ORDER_NAME, geometry.span, geometry.width_px, 1);
  ember_flame_painter_draw_rows (painter, cr, &layout, &geometry, &(EmberFlameStyle){ .theme = &theme, .difference = difference, .measure = EMBER_MEASURE_WEIGHT, .scale = 1 });
  ember_flame_layout_clear (&layout);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* The graph of a range of @set, counted anew, or near another one where there is one. */
static EmberFlameGraph *
count (const EmberTableSet *set,
       EmberFlameGraph *near,
       EmberTimeRange range)
{
  return near != NULL ? ember_flame_graph_new_near (near, range, NULL) : ember_flame_graph_new (set, range, NULL);
}

/* The second half against the first one; beside it the graph of the second half alone.
 * @near: (nullable): a graph of the set that was asked for before, as in a window */
static void
time_comparing (const EmberTableSet *set,
                EmberFlameGraph *near)
{
  const EmberTimeRange first = { 0, DURATION_NS / 2 };
  const EmberTimeRange second = { DURATION_NS / 2, DURATION_NS };
  double alone_ms[9], compared_ms[9], gone_ms[9];

  for (int i = -1; i < 9; i++)
    {
      const double start_ms = get_cpu_ms ();
      EmberFlameGraph *alone = count (set, near, second);

      paint (alone, NULL);
      ember_flame_graph_unref (alone);

      const double alone_end_ms = get_cpu_ms ();
      EmberFlameGraph *range = count (set, near, second);
      EmberFlameGraph *baseline = count (set, near, first);
      EmberDifference *difference = ember_difference_new (range, baseline, EMBER_MEASURE_WEIGHT, EMBER_PER_TIME);

      paint (range, difference);
      ember_flame_graph_unref (range);
      ember_flame_graph_unref (baseline);

      const double compared_end_ms = get_cpu_ms ();
      EmberFlameGraph *gone = ember_difference_new_gone (difference);

      if (i >= 0)
        {
          alone_ms[i] = alone_end_ms - start_ms;
          compared_ms[i] = compared_end_ms - alone_end_ms;
          gone_ms[i] = get_cpu_ms () - compared_end_ms;
        }
      ember_flame_graph_unref (gone);
      ember_difference_unref (difference);
    }
  print_times (near != NULL ? "half near another graph, painted" : "half, counted and painted", alone_ms, 9);
  print_times ("  against the other half", compared_ms, 9);
  print_times ("  what only the other half has", gone_ms, 9);
}

/* The floor of a search: every place of @text in all names. */
static size_t
find_all (const EmberStrings *strings,
          const char *text)
{
  const char *at = strings->bytes.data;
  const char *const end = at + strings->bytes.n;
  size_t n = 0;

  while ((at = memmem (at, (size_t) (end - at), text, strlen (text))) != NULL)
    {
      at++;
      n++;
    }
  return n;
}

static void
time_search (EmberFlameGraph *graph,
             const char *text,
             bool is_regex)
{
  EmberProfile *profile = ember_flame_graph_get_profile (graph);
  const EmberStrings *strings = ember_profile_get_strings (profile);
  g_autofree char *what = g_strdup_printf ("search %s \"%s\"", is_regex ? "expression" : "text", text);
  double times_ms[5], floor_ms[5], count_ms[5];

  for (int i = 0; i < 5; i++)
    {
      double start_ms = get_cpu_ms ();
      g_autoptr (EmberSearch) search = ember_search_new (profile, text, is_regex, NULL, NULL);

      times_ms[i] = get_cpu_ms () - start_ms;
      start_ms = get_cpu_ms ();
      ember_search_count (search, graph, EMBER_MEASURE_SAMPLES);
      count_ms[i] = get_cpu_ms () - start_ms;
      start_ms = get_cpu_ms ();
      find_all (strings, text);
      floor_ms[i] = get_cpu_ms () - start_ms;
    }
  print_times (what, times_ms, 5);
  print_times ("  counting its matches", count_ms, 5);
  print_times ("  memmem() over all names", floor_ms, 5);
}

static void
run (uint32_t n_samples,
     uint32_t n_nodes,
     bool with_weights)
{
  g_autoptr (EmberProfile) profile = random_tree_new (n_samples, n_nodes, with_weights);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFlameGraph) all = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);

  g_print ("%u samples, %u nodes, %s weights\n", n_samples, ember_stacks_get_n (ember_profile_get_stacks (profile)), with_weights ? "different" : "equal");
  time_counting (set);
  time_ranges ("any range near another, with layout", all, false);
  time_ranges ("drag step, with layout", all, true);
  time_layout (all, EMBER_FLAME_ORDER_NAME, "layout by name");
  time_layout (all, EMBER_FLAME_ORDER_WEIGHT, "layout by weight");
  time_painting (all, 1920, 1080);
  time_painting (all, 3840, 2160);
  time_comparing (set, NULL);
  time_comparing (set, all);
  time_search (all, "name_777", false);
  time_search (all, "^ns::.*7+8$", true);
}

int
main (int argc,
      char *argv[])
{
  if (argc > 2)
    {
      run ((uint32_t) strtoul (argv[1], NULL, 10), (uint32_t) strtoul (argv[2], NULL, 10), argc > 3);
      return 0;
    }
  run (1000000, 100000, false);
  run (1000000, 100000, true);
  run (10000000, 1000000, false);
  run (10000000, 1000000, true);
  return 0;
}
