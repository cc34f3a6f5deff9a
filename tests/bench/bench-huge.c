/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-huge [SAMPLES NODES [weights]]: feeds so many samples (100 M over 1 M stacks) to a builder, and does with the profile what
 * a window does. With `weights` each weighs something else. Prints rows of the table; needs 4 GB of memory. */
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "analysis/heatmap-matches.h"
#include "analysis/mark.h"
#include "bench/random-tree.h"
#include "bench/row.h"
#include "paint/flame-layout.h"
#include "profile/order-by-stack.h"

#define N_STEPS 100

static double
get_peak_gb (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_maxrss * 1024 / 1e9;
}

/* The slowest of some graphs, after the first two, which have fresh memory to touch. */
static double
measure_ranges (EmberFlameGraph *all,
                bool is_drag,
                double *first_ms)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  EmberFlameGraph *graph = ember_flame_graph_ref (all);
  EmberTimeRange range = { RANDOM_TREE_DURATION_NS / 4, RANDOM_TREE_DURATION_NS / 2 };
  EmberFlameLayout layout;
  double worst_ms = 0;

  *first_ms = 0;
  ember_flame_layout_init (&layout);
  for (int i = -2; i < N_STEPS; i++)
    {
      const double begin_ms = get_cpu_ms ();
      EmberFlameGraph *next;

      if (is_drag)
        range.end_ns += g_rand_int_range (rand, -500, 600) * INT64_C (1000000);
      else
        range = (EmberTimeRange){ (int64_t) (g_rand_double (rand) * 0.5 * (double) RANDOM_TREE_DURATION_NS), (int64_t) ((0.5 + g_rand_double (rand) * 0.5) * (double) RANDOM_TREE_DURATION_NS) };
      next = ember_flame_graph_new_near (graph, range, NULL);
      ember_flame_layout_update (&layout, next, EMBER_MEASURE_WEIGHT, EMBER_FLAME_ORDER_NAME, EMBER_FLAME_SPAN_ALL, 1920, 1);
      ember_flame_graph_unref (graph);
      graph = next;
      *(i < 0 ? first_ms : &worst_ms) = MAX (i < 0 ? *first_ms : worst_ms, get_cpu_ms () - begin_ms);
    }
  ember_flame_layout_clear (&layout);
  ember_flame_graph_unref (graph);
  return worst_ms;
}

static double
measure_matches (const EmberTableSet *set,
                 const EmberHeatmapGrid *grid)
{
  g_autoptr (EmberMark) mark = ember_mark_new_frame (set->profile, random_tree_pick_frame (set->profile));
  const double start_ms = get_cpu_ms ();
  g_autoptr (EmberStackMask) mask = ember_mark_find_stacks (mark, set->profile, NULL, NULL);
  g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new_of_stacks (set, grid, EMBER_TIME_RANGE_ALL, mask, NULL);

  g_assert_cmpuint (ember_heatmap_sum (heatmap), >, 0);
  return get_cpu_ms () - start_ms;
}

int
main (int argc,
      char *argv[])
{
  const uint32_t n_samples = argc > 2 ? (uint32_t) strtoul (argv[1], NULL, 10) : 100000000;
  const uint32_t n_nodes = argc > 2 ? (uint32_t) strtoul (argv[2], NULL, 10) : 1000000;
  const bool with_weights = argc > 3 && strcmp (argv[3], "weights") == 0;
  const double begin_ms = get_cpu_ms ();
  g_autoptr (EmberProfile) profile = random_tree_new (n_samples, n_nodes, with_weights);
  const double frozen_ms = get_cpu_ms ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 50);
  g_autofree char *name = g_strdup_printf ("%g M samples%s", n_samples / 1e6, with_weights ? " that differ in weight" : "");
  g_autofree char *building = g_strdup_printf ("building and freezing %s", name);
  g_autofree char *drawing = g_strdup_printf ("heat map of %s", name);
  g_autofree char *matching = g_strdup_printf ("heat map of %s in which a function of a third of them ran", name);
  g_autofree char *drag = g_strdup_printf ("slowest drag step of %s", name);
  g_autofree char *jump = g_strdup_printf ("slowest of any ranges of %s", name);
  g_autoptr (EmberHeatmap) heatmap = NULL;
  g_autoptr (EmberFlameGraph) all = NULL;
  double start_ms, first_ms;

  row_print_figure (building, (frozen_ms - begin_ms) / 1e3, "s");
  start_ms = get_cpu_ms ();
  heatmap = ember_heatmap_new (set, &grid, NULL);
  row_print_limit (drawing, get_cpu_ms () - start_ms, 50, "ms");
  start_ms = get_cpu_ms ();
  all = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
  row_print_figure ("the first graph, in a worker", get_cpu_ms () - start_ms, "ms");
  start_ms = get_cpu_ms ();
  ember_flame_graph_prepare (all);
  row_print_figure ("sums of blocks, in a worker after the first picture", get_cpu_ms () - start_ms, "ms");
  start_ms = get_cpu_ms ();
  ember_profile_order_by_stack (profile, NULL, NULL);
  row_print_figure ("rows ordered by stack, after that", get_cpu_ms () - start_ms, "ms");
  row_print_limit (matching, measure_matches (set, &grid), 50, "ms");
  row_print_limit (jump, MAX (measure_ranges (all, false, &first_ms), first_ms), 50, "ms");
  row_print_limit (drag, measure_ranges (all, true, &first_ms), 50, "ms");
  row_print_limit ("peak memory of all that", get_peak_gb (), 3.5, "GB");
  return 0;
}
