/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "analysis/function-strips.h"
#include "analysis/heatmap-grid.h"
#include "analysis/turned-graph.h"
#include "session/loader.h"

#define N_BUCKETS 60

/* print-turned FILE: of all samples a line "N DEPTH SAMPLES WEIGHT NAME MODULE" for each node of the inverted graph, a parent
 * before its children, of comms without module; where there are times "S NAME MODULE COUNT…" and "T PID TID COUNT…" for
 * the strips of each function and thread over the time of the heat map; tabs between. */
static void
print_counts (const EmberWhenStrips *strips,
              uint32_t group)
{
  for (uint32_t i = 0; i < strips->n_buckets; i++)
    printf ("\t%u", ember_when_strips_get (strips, group)[i]);
  printf ("\n");
}

static bool
print_inverted (EmberFlameGraph *graph)
{
  EmberProfile *profile = ember_flame_graph_get_profile (graph);
  g_autoptr (EmberFrameOrder) order = ember_frame_order_new (profile);
  bool is_cut;
  g_autoptr (EmberFlameGraph) turned = ember_turned_graph_new (graph, &(EmberTurn){ .kind = EMBER_TURN_INVERTED }, order, NULL, &is_cut);
  const EmberStacks *stacks = ember_flame_graph_get_stacks (turned);

  for (EmberStackId id = 0; id < ember_stacks_get_n (stacks); id++)
    {
      const EmberFrameId frame = ember_stacks_get_frame (stacks, id);
      const bool is_comm = ember_frames_get (ember_profile_get_frames (profile), frame)->kind == EMBER_FRAME_COMM;

      printf ("N\t%u\t%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\t%s\t%s\n", ember_stacks_get_depth (stacks, id),
              ember_flame_graph_get_total (turned, EMBER_MEASURE_SAMPLES, id), ember_flame_graph_get_total (turned, EMBER_MEASURE_WEIGHT, id),
              id != EMBER_STACK_ROOT ? ember_profile_get_frame_name (profile, frame) : "",
              id != EMBER_STACK_ROOT && !is_comm ? ember_profile_get_frame_module (profile, frame) : "");
    }
  return !is_cut;
}

static void
print_function_strips (const EmberTableSet *set,
                       EmberTimeRange range)
{
  g_autoptr (EmberFunctionIndex) index = ember_function_index_new (set->profile);
  g_autoptr (EmberWhenStrips) strips = ember_function_strips_new (index, set, range, N_BUCKETS, NULL);

  for (EmberFunctionId i = 0; i < index->n_functions; i++)
    {
      printf ("S\t%s\t%s", ember_function_index_get_name (index, i), ember_function_index_get_module (index, i));
      print_counts (strips, i);
    }
}

static void
print_thread_strips (const EmberTableSet *set,
                     EmberTimeRange range)
{
  const EmberThreads *threads = ember_profile_get_threads (set->profile);
  const uint32_t n = ember_threads_get_n (threads);
  g_autofree uint32_t *groups = g_new (uint32_t, MAX (n, 1));
  g_autoptr (EmberWhenStrips) strips = NULL;

  for (uint32_t i = 0; i < n; i++)
    groups[i] = i;
  strips = ember_when_strips_new (set, range, N_BUCKETS, EMBER_WHEN_BY_THREAD, groups, n, NULL);
  for (uint32_t i = 0; i < n; i++)
    {
      printf ("T\t%d\t%d", ember_threads_get (threads, i)->pid, ember_threads_get (threads, i)->tid);
      print_counts (strips, i);
    }
}

int
main (int argc,
      char **argv)
{
  const EmberReadOptions options = { 0 };
  g_autoptr (GFile) file = g_file_new_for_path (argc > 1 ? argv[1] : "-");
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = ember_load_sync (file, &options, NULL, NULL, &error);
  g_autoptr (EmberTableSet) set = profile != NULL ? ember_table_set_new (profile, NULL, 0, true) : NULL;
  g_autoptr (EmberFlameGraph) graph = set != NULL ? ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL) : NULL;

  if (graph == NULL || !print_inverted (graph))
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "the graph was cut");
      return 1;
    }
  if (ember_profile_has_times (profile))
    {
      const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 1);

      print_function_strips (set, ember_heatmap_grid_get_range (&grid));
      print_thread_strips (set, ember_heatmap_grid_get_range (&grid));
    }
  return 0;
}
