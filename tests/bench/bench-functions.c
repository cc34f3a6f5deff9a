/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times what a table of functions and a turned flame graph cost in their workers, in CPU milliseconds.
 * Usage: bench-functions [SAMPLES NODES]; without, 1 M of 100 k and 10 M of 1 M. */
#include <stdlib.h>

#include "analysis/function-strips.h"
#include "analysis/functions.h"
#include "analysis/turned-graph.h"
#include "bench/random-tree.h"

#define N_RUNS 5
#define N_BUCKETS 80

static void
time_functions (const EmberFlameGraph *graph)
{
  EmberProfile *profile = ember_flame_graph_get_profile (graph);
  double index_ms[N_RUNS], fill_ms[N_RUNS], sort_ms[N_RUNS], strips_ms[N_RUNS];

  for (int i = 0; i < N_RUNS; i++)
    {
      double start_ms = get_cpu_ms ();
      g_autoptr (EmberFunctionIndex) index = ember_function_index_new (profile);
      g_autoptr (EmberFunctions) functions = NULL;
      g_autoptr (EmberWhenStrips) strips = NULL;

      index_ms[i] = get_cpu_ms () - start_ms;
      start_ms = get_cpu_ms ();
      functions = ember_functions_new_in (index, graph, EMBER_MEASURE_WEIGHT, NULL);
      fill_ms[i] = get_cpu_ms () - start_ms;
      start_ms = get_cpu_ms ();
      ember_functions_sort (functions, EMBER_FUNCTION_ORDER_NAME, false);
      sort_ms[i] = get_cpu_ms () - start_ms;
      start_ms = get_cpu_ms ();
      strips = ember_function_strips_new (index, ember_flame_graph_get_set (graph), (EmberTimeRange){ 0, RANDOM_TREE_DURATION_NS }, N_BUCKETS, NULL);
      strips_ms[i] = get_cpu_ms () - start_ms;
      if (i == 0)
        g_print ("  %u functions, strips of %u parts\n", functions->n_functions, strips->n_buckets);
    }
  print_times ("index of the functions", index_ms, N_RUNS);
  print_times ("fill the table", fill_ms, N_RUNS);
  print_times ("sort it by name", sort_ms, N_RUNS);
  print_times ("strips of when they ran", strips_ms, N_RUNS);
}

static void
time_turn (const EmberFlameGraph *graph,
           const EmberFrameOrder *order,
           const EmberTurn *turn,
           const char *what)
{
  double times_ms[N_RUNS];

  for (int i = 0; i < N_RUNS; i++)
    {
      const double start_ms = get_cpu_ms ();
      bool is_cut;
      g_autoptr (EmberFlameGraph) turned = ember_turned_graph_new (graph, turn, order, NULL, &is_cut);

      times_ms[i] = get_cpu_ms () - start_ms;
      if (i == 0)
        g_print ("  %s: %u nodes%s\n", what, ember_stacks_get_n (ember_flame_graph_get_stacks (turned)), is_cut ? ", cut" : "");
    }
  print_times (what, times_ms, N_RUNS);
}

/* A third of the time against all of it. */
static void
time_turned_difference (EmberFlameGraph *graph,
                        const EmberFrameOrder *order)
{
  const EmberTimeRange all = ember_profile_get_range (ember_flame_graph_get_profile (graph));
  g_autoptr (EmberFlameGraph) third = ember_flame_graph_new (ember_flame_graph_get_set (graph), (EmberTimeRange){ all.begin_ns, all.begin_ns + (all.end_ns - all.begin_ns) / 3 }, NULL);
  g_autoptr (EmberDifference) difference = ember_difference_new (third, graph, EMBER_MEASURE_WEIGHT, EMBER_PER_TIME);
  double times_ms[N_RUNS];

  for (int i = 0; i < N_RUNS; i++)
    {
      const double start_ms = get_cpu_ms ();
      bool is_cut;
      g_autoptr (EmberDifference) turned = ember_turned_graph_new_difference (difference, &(EmberTurn){ .kind = EMBER_TURN_INVERTED }, order, NULL, &is_cut);

      g_assert_nonnull (turned);
      times_ms[i] = get_cpu_ms () - start_ms;
    }
  print_times ("inverted graph against a baseline", times_ms, N_RUNS);
}

static void
run (uint32_t n_samples,
     uint32_t n_nodes,
     bool with_weights)
{
  g_autoptr (EmberProfile) profile = random_tree_new (n_samples, n_nodes, with_weights);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
  g_autofree bool *frames = g_new0 (bool, ember_frames_get_n (ember_profile_get_frames (profile)));
  const double start_ms = get_cpu_ms ();
  g_autoptr (EmberFrameOrder) order = ember_frame_order_new (profile);

  g_print ("%u samples, %u nodes, %s weights\n", n_samples, ember_stacks_get_n (ember_profile_get_stacks (profile)), with_weights ? "different" : "equal");
  g_print ("  order of the frames: %.1f ms, once\n", get_cpu_ms () - start_ms);
  time_functions (graph);
  time_turn (graph, order, &(EmberTurn){ .kind = EMBER_TURN_INVERTED }, "inverted graph");
  time_turned_difference (graph, order);
  frames[ember_stacks_get_frame (ember_profile_get_stacks (profile), 2)] = true;
  time_turn (graph, order, &(EmberTurn){ .kind = EMBER_TURN_CALLERS, .frames = frames }, "callers of a function");
  time_turn (graph, order, &(EmberTurn){ .kind = EMBER_TURN_CALLEES, .frames = frames }, "callees of a function");
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
  run (10000000, 1000000, false);
  run (10000000, 1000000, true);
  return 0;
}
