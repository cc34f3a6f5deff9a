/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-queries [SAMPLES NODES]: what a window asks of a recording, each beside a floor that is measured in the same run, in CPU
 * milliseconds, as rows of the table. Without arguments 10 M samples of 1 M stacks, and what 1 M of 100 k are asked. */
#include <stdlib.h>
#include <string.h>

#include "analysis/filter-text.h"
#include "analysis/heatmap-matches.h"
#include "analysis/mark.h"
#include "bench/random-tree.h"
#include "bench/row.h"
#include "paint/flame-painter.h"
#include "profile/order-by-stack.h"

#define N_RUNS 7
#define N_RANGES 200
#define DURATION_NS RANDOM_TREE_DURATION_NS
#define PART_OF_NAMES "name_77" /* of one in 90 */

static int
compare_doubles (const void *a,
                 const void *b)
{
  const double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

/* @permille: of the times that are at most the result
 * @times_ms: n; sorted afterwards */
static double
get_quantile (double *times_ms,
              uint32_t n,
              uint32_t permille)
{
  qsort (times_ms, n, sizeof *times_ms, compare_doubles);
  return times_ms[MIN (n * permille / 1000, n - 1)];
}

typedef struct
{
  EmberProfile *profile;
  EmberTableSet *set;
  EmberFlameGraph *all;
  const char *name; /* of rows */
  uint32_t n_nodes;
  EmberFrameId picked; /* of about a third of the samples */
} Recording;

/* A piece of work that is done again and again.
 * Returns: a number that keeps the compiler from leaving the work out */
typedef uint64_t (*Work) (Recording *recording);

static volatile uint64_t sink;

static double
measure (Recording *recording,
         Work work)
{
  double best_ms = G_MAXDOUBLE;

  for (int i = 0; i < N_RUNS; i++)
    {
      const double begin_ms = get_cpu_ms ();

      sink += work (recording);
      best_ms = MIN (best_ms, get_cpu_ms () - begin_ms);
    }
  return best_ms;
}

/* The floor of heat maps: reads each time once. */
static uint64_t
pass_times (Recording *recording)
{
  const EmberSampleTable *table = recording->set->tables[0];
  const int64_t *times = ember_sample_table_get_times (table);
  const size_t n = ember_sample_table_get_n (table);
  uint64_t sum = 0;

  for (size_t i = 0; i < n; i++)
    sum += (uint64_t) times[i];
  return sum;
}

static uint64_t
map_all (Recording *recording)
{
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (recording->profile, EMBER_SECOND_NS, 50);
  g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new (recording->set, &grid, NULL);

  return heatmap->max_count;
}

/* As where a function was picked: when did it run? */
static uint64_t
map_matches (Recording *recording,
             const EmberMark *mark)
{
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (recording->profile, EMBER_SECOND_NS, 50);
  g_autoptr (EmberStackMask) mask = ember_mark_find_stacks (mark, recording->profile, NULL, NULL);
  g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new_of_stacks (recording->set, &grid, EMBER_TIME_RANGE_ALL, mask, NULL);

  return heatmap->max_count;
}

static uint64_t
map_picked (Recording *recording)
{
  g_autoptr (EmberMark) mark = ember_mark_new_frame (recording->profile, recording->picked);

  return map_matches (recording, mark);
}

static uint64_t
map_searched (Recording *recording)
{
  g_autoptr (EmberMark) mark = ember_mark_new_search (PART_OF_NAMES, false);

  return map_matches (recording, mark);
}

/* As where only its samples are to be seen: the filter and the map. */
static uint64_t
map_filtered (Recording *recording,
              const char *condition_text)
{
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (recording->profile, EMBER_SECOND_NS, 50);
  g_autoptr (EmberFilter) none = ember_filter_new ();
  g_autoptr (EmberFilter) filter = NULL;
  g_autoptr (EmberTableSet) left = NULL;
  g_autoptr (EmberHeatmap) heatmap = NULL;
  EmberFilterCondition condition;

  g_assert_true (ember_filter_text_parse (condition_text, &condition, NULL));
  filter = ember_filter_with (none, &condition);
  g_free (condition.text);
  left = ember_filter_apply (filter, recording->set, NULL, NULL);
  heatmap = ember_heatmap_new (left, &grid, NULL);
  return heatmap->max_count;
}

static uint64_t
map_filtered_by_frame (Recording *recording)
{
  g_autofree char *condition = g_strdup_printf ("frame==%s", ember_profile_get_frame_name (recording->profile, recording->picked));

  return map_filtered (recording, condition);
}

static uint64_t
map_filtered_by_part (Recording *recording)
{
  return map_filtered (recording, "frame=" PART_OF_NAMES);
}

static void
add_heatmap_row (Recording *recording,
                 const char *what,
                 Work work,
                 double pass_ms,
                 double reach)
{
  g_autofree char *name = g_strdup_printf ("heat map of %s%s", recording->name, what);

  row_print_ratio (name, measure (recording, work), "a pass over the times", pass_ms, "ms", reach);
}

static void
add_heatmap_rows (Recording *recording)
{
  const double pass_ms = measure (recording, pass_times);
  double begin_ms;

  add_heatmap_row (recording, "", map_all, pass_ms, 0.2);
  add_heatmap_row (recording, ", filtered by a function, before rows are ordered by stack", map_filtered_by_frame, pass_ms, 0);
  add_heatmap_row (recording, ", filtered by a part of 1,111 names, before that", map_filtered_by_part, pass_ms, 0);
  begin_ms = get_cpu_ms ();
  ember_profile_order_by_stack (recording->profile, NULL, NULL);
  row_print_figure ("rows ordered by stack, which a worker does after the first picture", get_cpu_ms () - begin_ms, "ms");
  add_heatmap_row (recording, " in which a function of a third of them ran", map_picked, pass_ms, 1.5);
  add_heatmap_row (recording, " in which one of 1,111 functions ran", map_searched, pass_ms, 0);
  add_heatmap_row (recording, ", filtered by a function of a third of them", map_filtered_by_frame, pass_ms, 1.5);
  add_heatmap_row (recording, ", filtered by a part of 1,111 names", map_filtered_by_part, pass_ms, 0);
}

/* The floor of graphs: counts each stack, adds nothing up. */
static uint64_t
count_stacks (Recording *recording)
{
  const EmberSampleTable *table = recording->set->tables[0];
  const EmberStackId *stacks = ember_sample_table_get_stacks (table);
  const size_t n = ember_sample_table_get_n (table);
  uint32_t *counts = g_new0 (uint32_t, recording->n_nodes);
  uint64_t sum;

  for (size_t i = 0; i < n; i++)
    counts[stacks[i]]++;
  sum = counts[stacks[0]];
  g_free (counts);
  return sum;
}

/* @difference: (nullable): colours the boxes */
static void
draw (const EmberFlameLayout *layout,
      const EmberDifference *difference)
{
  static cairo_surface_t *surface;
  static EmberFlamePainter *painter;
  EmberTheme theme;
  EmberFlameGeometry geometry = { EMBER_FLAME_SPAN_ALL, 1920, 1080, 0, 0, false };
  cairo_t *cr;

  if (surface == NULL)
    {
      surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1920, 1080);
      painter = ember_flame_painter_new ();
    }
  ember_theme_init_light (&theme);
  geometry.row_px = ember_flame_painter_get_row_px (&theme);
  cr = cairo_create (surface);
  ember_flame_painter_draw_rows (painter, cr, layout, &geometry, &(EmberFlameStyle){ .theme = &theme, .difference = difference, .measure = EMBER_MEASURE_WEIGHT, .scale = 1 });
  cairo_destroy (cr);
}

typedef struct
{
  double p50_ms, p98_ms, p99_ms; /* of counts, totals and layout */
  double pixels_p98_ms;          /* and a picture of 1920 × 1080 */
} RangeTimes;

/* @part: of the recording's time: how long each range is; 0: whatever comes */
static EmberTimeRange
choose_range (GRand *rand,
              double part)
{
  const double a = g_rand_double (rand), b = g_rand_double (rand);

  if (part > 0)
    return (EmberTimeRange){ (int64_t) (a * (1 - part) * (double) DURATION_NS), (int64_t) ((a * (1 - part) + part) * (double) DURATION_NS) };
  return (EmberTimeRange){ (int64_t) (MIN (a, b) * (double) DURATION_NS), (int64_t) (MAX (a, b) * (double) DURATION_NS) };
}

/* One graph after the other, as a window asks for them: of ranges anywhere, or each near the last one. */
static RangeTimes
measure_ranges_once (Recording *recording,
                     double part,
                     bool is_drag)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  EmberFlameGraph *graph = ember_flame_graph_ref (recording->all);
  EmberTimeRange range = { DURATION_NS / 4, DURATION_NS / 2 };
  EmberFlameLayout layout;
  double times_ms[N_RANGES], pixels_ms[N_RANGES];

  ember_flame_layout_init (&layout);
  /* The first ones have memory and sums of blocks to make. */
  for (int i = -3; i < N_RANGES; i++)
    {
      double begin_ms, end_ms;
      EmberFlameGraph *next;

      if (is_drag)
        range.end_ns = CLAMP (range.end_ns + g_rand_int_range (rand, -550, 600) * INT64_C (1000000), range.begin_ns, DURATION_NS);
      else
        range = choose_range (rand, part);
      begin_ms = get_cpu_ms ();
      next = ember_flame_graph_new_near (graph, range, NULL);
      ember_flame_layout_update (&layout, next, EMBER_MEASURE_WEIGHT, EMBER_FLAME_ORDER_NAME, EMBER_FLAME_SPAN_ALL, 1920, 1);
      ember_flame_graph_unref (graph);
      graph = next;
      end_ms = get_cpu_ms ();
      draw (&layout, NULL);
      if (i < 0)
        continue;
      times_ms[i] = end_ms - begin_ms;
      pixels_ms[i] = get_cpu_ms () - begin_ms;
    }
  ember_flame_layout_clear (&layout);
  ember_flame_graph_unref (graph);
  return (RangeTimes){
    .p50_ms = get_quantile (times_ms, N_RANGES, 500),
    .p98_ms = get_quantile (times_ms, N_RANGES, 980),
    .p99_ms = get_quantile (times_ms, N_RANGES, 990),
    .pixels_p98_ms = get_quantile (pixels_ms, N_RANGES, 980),
  };
}

static RangeTimes
measure_ranges (Recording *recording,
                double part,
                bool is_drag)
{
  RangeTimes best = { G_MAXDOUBLE, G_MAXDOUBLE, G_MAXDOUBLE, G_MAXDOUBLE };

  for (int i = 0; i < N_RUNS; i++)
    {
      const RangeTimes times = measure_ranges_once (recording, part, is_drag);

      best.p50_ms = MIN (best.p50_ms, times.p50_ms);
      best.p98_ms = MIN (best.p98_ms, times.p98_ms);
      best.p99_ms = MIN (best.p99_ms, times.p99_ms);
      best.pixels_p98_ms = MIN (best.pixels_p98_ms, times.pixels_p98_ms);
    }
  return best;
}

static void
add_range_rows (Recording *recording)
{
  const double parts[] = { 0, 0.01, 0.1, 0.5, 0.9 };

  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const RangeTimes times = measure_ranges (recording, parts[i], false);
      g_autofree char *length = parts[i] > 0 ? g_strdup_printf ("ranges of %g %%", parts[i] * 100) : g_strdup ("any ranges");
      g_autofree char *what = g_strdup_printf ("graph of %s, %s: counts, totals, layout, p99", recording->name, length);
      g_autofree char *pixels = g_strdup_printf ("selection to pixels of %s, any range, p98", recording->name);

      row_print_limit (what, times.p99_ms, 8, "ms");
      if (parts[i] > 0)
        continue;
      row_print_ratio ("the same, median", times.p50_ms, "a pass that counts all stacks", measure (recording, count_stacks), "ms", 0);
      row_print_limit (pixels, times.pixels_p98_ms, 16, "ms");
    }
}

static void
add_drag_rows (Recording *recording,
               double reach_ms)
{
  const RangeTimes times = measure_ranges (recording, 0, true);
  g_autofree char *step = g_strdup_printf ("drag step of %s, p98", recording->name);
  g_autofree char *pixels = g_strdup_printf ("drag step to pixels of %s, p98", recording->name);

  row_print_limit (step, times.p98_ms, reach_ms, "ms");
  row_print_limit (pixels, times.pixels_p98_ms, 16, "ms");
}

static uint64_t
paint_half (Recording *recording)
{
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (recording->set, (EmberTimeRange){ DURATION_NS / 2, DURATION_NS }, NULL);
  EmberFlameLayout layout;

  ember_flame_layout_init (&layout);
  ember_flame_layout_update (&layout, graph, EMBER_MEASURE_WEIGHT, EMBER_FLAME_ORDER_NAME, EMBER_FLAME_SPAN_ALL, 1920, 1);
  draw (&layout, NULL);
  ember_flame_layout_clear (&layout);
  return ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT);
}

static uint64_t
paint_difference (Recording *recording)
{
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (recording->set, (EmberTimeRange){ DURATION_NS / 2, DURATION_NS }, NULL);
  g_autoptr (EmberFlameGraph) baseline = ember_flame_graph_new (recording->set, (EmberTimeRange){ 0, DURATION_NS / 2 }, NULL);
  g_autoptr (EmberDifference) difference = ember_difference_new (graph, baseline, EMBER_MEASURE_WEIGHT, EMBER_PER_TIME);
  EmberFlameLayout layout;

  ember_flame_layout_init (&layout);
  ember_flame_layout_update (&layout, graph, EMBER_MEASURE_WEIGHT, EMBER_FLAME_ORDER_NAME, EMBER_FLAME_SPAN_ALL, 1920, 1);
  draw (&layout, difference);
  ember_flame_layout_clear (&layout);
  return ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT);
}

static void
add_difference_row (Recording *recording)
{
  g_autofree char *what = g_strdup_printf ("differential of the halves of %s, painted", recording->name);

  row_print_ratio (what, measure (recording, paint_difference), "the graph of one half, painted", measure (recording, paint_half), "ms", 2.5);
}

/* The floor of a search: each place of the text in the names. */
static uint64_t
find_all (Recording *recording)
{
  const EmberStrings *strings = ember_profile_get_strings (recording->profile);
  const char *at = strings->bytes.data;
  const char *const end = at + strings->bytes.n;
  uint64_t n = 0;

  while ((at = memmem (at, (size_t) (end - at), "name_777", 8)) != NULL)
    {
      at++;
      n++;
    }
  return n;
}

static uint64_t
search_text (Recording *recording)
{
  g_autoptr (EmberSearch) search = ember_search_new (recording->profile, "name_777", false, NULL, NULL);

  return ember_search_get_n_frames (search);
}

static uint64_t
search_expression (Recording *recording)
{
  g_autoptr (EmberSearch) search = ember_search_new (recording->profile, "^ns::.*7+8$", true, NULL, NULL);

  return ember_search_get_n_frames (search);
}

/* The slow kind: nothing of it is fixed. */
static uint64_t
search_vague_expression (Recording *recording)
{
  g_autoptr (EmberSearch) search = ember_search_new (recording->profile, "(function|method)_[a-z_]+[0-9]*7[0-9]?8", true, NULL, NULL);

  return ember_search_get_n_frames (search);
}

static void
add_search_rows (Recording *recording)
{
  g_autofree char *what = g_strdup_printf ("search for a text in %u names", ember_frames_get_n (ember_profile_get_frames (recording->profile)));

  row_print_ratio (what, measure (recording, search_text), "memmem()", measure (recording, find_all), "ms", 3);
  row_print_limit ("search for `^ns::.*7+8$` there", measure (recording, search_expression), 50, "ms");
  row_print_limit ("search for `(function|method)_[a-z_]+[0-9]*7[0-9]?8` there", measure (recording, search_vague_expression), 50, "ms");
}

static void
run (uint32_t n_samples,
     uint32_t n_nodes,
     bool with_weights)
{
  g_autoptr (EmberProfile) profile = random_tree_new (n_samples, n_nodes, with_weights);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFlameGraph) all = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
  g_autofree char *name = g_strdup_printf ("%g M samples, %g M stacks%s", n_samples / 1e6, n_nodes / 1e6, with_weights ? ", weights that differ" : "");
  Recording recording = { profile, set, all, name, ember_stacks_get_n (ember_profile_get_stacks (profile)), random_tree_pick_frame (profile) };

  if (n_samples > 1000000 && !with_weights)
    add_heatmap_rows (&recording);
  if (n_samples > 1000000)
    add_range_rows (&recording);
  add_drag_rows (&recording, n_nodes <= 100000 ? 1 : 8);
  add_difference_row (&recording);
  if (n_samples > 1000000 && !with_weights)
    add_search_rows (&recording);
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
  run (10000000, 1000000, false);
  run (10000000, 1000000, true);
  run (1000000, 100000, false);
  return 0;
}
