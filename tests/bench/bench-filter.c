/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times a change of the filter, in CPU milliseconds: picking the samples, then the heat map and flame graph of what
 * passes; and the table of threads. Usage: bench-filter [SAMPLES NODES]; without, 1 M of 100 k and 10 M of 1 M. */
#include <stdlib.h>

#include "analysis/filter-text.h"
#include "analysis/flame-graph.h"
#include "analysis/heatmap.h"
#include "analysis/thread-table.h"
#include "bench/random-tree.h"

#define N_THREADS 1000
#define N_CPUS 16
#define N_RUNS 7

static EmberThreadId
add_thread (EmberProfileBuilder *builder,
            int32_t number)
{
  g_autofree char *comm = g_strdup_printf ("thread-%d", number % 40);

  return ember_profile_builder_add_thread (builder, &(EmberThread){ number / 10, number, ember_profile_builder_add_string (builder, comm, -1) });
}

static EmberProfile *
create_profile (uint32_t n_samples,
                uint32_t n_nodes)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autofree EmberStackId *stacks = random_tree_add_stacks (builder, rand, n_nodes);
  EmberThreadId threads[N_THREADS];
  EmberSample sample = { .weight = 1 };

  for (int32_t i = 0; i < N_THREADS; i++)
    threads[i] = add_thread (builder, i + 1);
  sample.event = ember_profile_builder_add_event (builder, ember_profile_builder_add_string (builder, "cycles", -1), false);
  for (uint32_t i = 0; i < n_samples; i++)
    {
      const double u = g_rand_double (rand);

      sample.time_ns = (int64_t) ((double) i / n_samples * (double) RANDOM_TREE_DURATION_NS);
      sample.stack = stacks[(uint32_t) (u * u * n_nodes)];
      sample.thread = threads[g_rand_int_range (rand, 0, N_THREADS)];
      sample.cpu = g_rand_int_range (rand, 0, N_CPUS);
      ember_profile_builder_add_sample (builder, &sample);
    }
  return ember_profile_builder_freeze (builder);
}

static EmberFilter *
parse_filter (const char *texts)
{
  g_auto (GStrv) parts = g_strsplit (texts, " ", -1);
  EmberFilter *filter = ember_filter_new ();

  for (char **part = parts; *part != NULL; part++)
    {
      EmberFilterCondition condition;
      EmberFilter *more;

      g_assert_true (ember_filter_text_parse (*part, &condition, NULL));
      more = ember_filter_with (filter, &condition);
      g_free (condition.text);
      ember_filter_unref (filter);
      filter = more;
    }
  return filter;
}

/* The best of some runs: what stands beside them is other work of the machine. */
static void
time_filter (const EmberTableSet *set,
             const char *texts)
{
  g_autoptr (EmberFilter) filter = parse_filter (texts);
  double pick_ms = G_MAXDOUBLE, heatmap_ms = G_MAXDOUBLE, graph_ms = G_MAXDOUBLE;
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (set->profile, EMBER_SECOND_NS, 50);
  uint64_t n_left = 0;

  for (int i = 0; i < N_RUNS; i++)
    {
      const double begin_ms = get_cpu_ms ();
      g_autoptr (EmberTableSet) left = ember_filter_apply (filter, set, NULL, NULL);
      const double picked_ms = get_cpu_ms ();
      g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new (left, &grid, NULL);
      const double mapped_ms = get_cpu_ms ();
      g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (left, EMBER_TIME_RANGE_ALL, NULL);
      const double end_ms = get_cpu_ms ();

      n_left = ember_heatmap_sum (heatmap);
      g_assert_nonnull (graph);
      pick_ms = MIN (pick_ms, picked_ms - begin_ms);
      heatmap_ms = MIN (heatmap_ms, mapped_ms - picked_ms);
      graph_ms = MIN (graph_ms, end_ms - mapped_ms);
    }
  g_print ("  %-34s leaves %9" G_GUINT64_FORMAT "  pick %6.2f  map %6.2f  graph %6.2f  all %6.2f ms\n",
           texts, n_left, pick_ms, heatmap_ms, graph_ms, pick_ms + heatmap_ms + graph_ms);
}

static void
time_table (const EmberTableSet *set)
{
  g_autoptr (EmberThreadTable) first = ember_thread_table_new (set, EMBER_TIME_RANGE_ALL, &(EmberBand){ 0 }, EMBER_THREADS_BY_THREAD, NULL, NULL);
  double whole_ms = G_MAXDOUBLE, range_ms = G_MAXDOUBLE;

  for (int i = 0; i < N_RUNS; i++)
    {
      const double begin_ms = get_cpu_ms ();
      g_autoptr (EmberThreadTable) whole = ember_thread_table_new (set, EMBER_TIME_RANGE_ALL, &(EmberBand){ 0 }, EMBER_THREADS_BY_THREAD, NULL, NULL);
      const double whole_end_ms = get_cpu_ms ();
      g_autoptr (EmberThreadTable) part = ember_thread_table_new (set, (EmberTimeRange){ 0, RANDOM_TREE_DURATION_NS / 10 }, &(EmberBand){ 0 }, EMBER_THREADS_BY_THREAD, first->strips, NULL);
      const double end_ms = get_cpu_ms ();

      g_assert_cmpuint (whole->n_samples, >, part->n_samples);
      whole_ms = MIN (whole_ms, whole_end_ms - begin_ms);
      range_ms = MIN (range_ms, end_ms - whole_end_ms);
    }
  g_print ("  table of %u threads: with strips %.2f, of a tenth of the time %.2f ms\n", first->n_rows, whole_ms, range_ms);
}

static void
run (uint32_t n_samples,
     uint32_t n_nodes)
{
  static const char *const filters[] = {
    "tid=17",
    "comm=thread-3",
    "comm!=thread-3",
    "pid=5 pid=6 pid=7",
    "cpu=3",
    "frame=name_77",
    "frame!~_9[0-4]*$",
    "module==/usr/lib/module_7.so",
    "comm=thread-3 cpu!=0 frame=name_1",
  };
  g_autoptr (EmberProfile) profile = create_profile (n_samples, n_nodes);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);

  g_print ("%u samples, %u nodes, %d threads:\n", n_samples, n_nodes, N_THREADS);
  for (size_t i = 0; i < G_N_ELEMENTS (filters); i++)
    time_filter (set, filters[i]);
  time_table (set);
}

int
main (int argc,
      char **argv)
{
  if (argc == 3)
    {
      run ((uint32_t) atoi (argv[1]), (uint32_t) atoi (argv[2]));
      return 0;
    }
  run (1000000, 100000);
  run (10000000, 1000000);
  return 0;
}
