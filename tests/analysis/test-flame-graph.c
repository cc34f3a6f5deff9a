/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/flame-graph.h"

#include "support/small-profile.h"

static EmberTableSet *
all_tables (EmberProfile *profile)
{
  return ember_table_set_new (profile, NULL, 0, true);
}

/* What the graph should say of every node, found by walking each sample's stack to the root. */
typedef struct
{
  uint64_t *self[2]; /* by measure */
  uint64_t *total[2];
} Truth;

static void
add_by_hand (Truth *truth,
             const EmberStacks *stacks,
             EmberMeasure measure,
             EmberStackId id,
             uint64_t amount)
{
  truth->self[measure][id] += amount;
  for (; id != EMBER_STACK_ROOT; id = ember_stacks_get_parent (stacks, id))
    truth->total[measure][id] += amount;
  truth->total[measure][id] += amount;
}

static Truth
count_by_hand (const EmberTableSet *set,
               EmberTimeRange range)
{
  const EmberStacks *stacks = ember_profile_get_stacks (set->profile);
  const uint32_t n = ember_stacks_get_n (stacks);
  Truth truth;

  for (int m = 0; m < 2; m++)
    {
      truth.self[m] = g_new0 (uint64_t, n);
      truth.total[m] = g_new0 (uint64_t, n);
    }
  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (set->tables[t], row);

        if (sample.time_ns < range.begin_ns || sample.time_ns >= range.end_ns)
          continue;
        add_by_hand (&truth, stacks, EMBER_MEASURE_SAMPLES, sample.stack, 1);
        add_by_hand (&truth, stacks, EMBER_MEASURE_WEIGHT, sample.stack, sample.weight);
      }
  return truth;
}

static void
assert_true (const EmberFlameGraph *graph)
{
  const EmberTableSet *set = ember_flame_graph_get_set (graph);
  const Truth truth = count_by_hand (set, ember_flame_graph_get_range (graph));
  const uint32_t n = ember_stacks_get_n (ember_profile_get_stacks (set->profile));

  for (int m = 0; m < 2; m++)
    {
      for (EmberStackId id = 0; id < n; id++)
        {
          g_assert_cmpuint (ember_flame_graph_get_self (graph, m, id), ==, truth.self[m][id]);
          g_assert_cmpuint (ember_flame_graph_get_total (graph, m, id), ==, truth.total[m][id]);
        }
      g_free (truth.self[m]);
      g_free (truth.total[m]);
    }
}

static void
assert_equal (const EmberFlameGraph *a,
              const EmberFlameGraph *b)
{
  const uint32_t n = ember_stacks_get_n (ember_flame_graph_get_stacks (a));

  for (int m = 0; m < 2; m++)
    for (EmberStackId id = 0; id <= n; id++)
      g_assert_cmpuint (ember_flame_graph_get_before (a, m, id), ==, ember_flame_graph_get_before (b, m, id));
}

/* A random part of the profile's time; now and then nothing, all, or outside of it. */
static EmberTimeRange
random_range (GRand *rand,
              const EmberProfile *profile)
{
  const EmberTimeRange all = ember_profile_get_range (profile);
  const double length_ns = (double) (all.end_ns - all.begin_ns);
  const EmberTimeRange range = {
    all.begin_ns + (int64_t) (g_rand_double_range (rand, -0.1, 1.1) * length_ns),
    all.begin_ns + (int64_t) (g_rand_double_range (rand, -0.1, 1.1) * length_ns),
  };

  if (g_rand_int_range (rand, 0, 10) == 0)
    return EMBER_TIME_RANGE_ALL;
  if (range.end_ns < range.begin_ns && g_rand_int_range (rand, 0, 10) > 0)
    return (EmberTimeRange){ range.end_ns, range.begin_ns };
  return range;
}

static void
test_self_and_total_are_what_a_count_by_hand_says (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (uint32_t seed = 0; seed < 6; seed++)
    {
      g_autoptr (EmberProfile) profile = small_profile_new_random (seed, seed * 150, 7, 5 + seed);
      g_autoptr (EmberTableSet) set = all_tables (profile);

      for (int i = 0; i < 12; i++)
        {
          g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, random_range (rand, profile), NULL);

          assert_true (graph);
        }
    }
}

static void
test_near_equals_new (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (uint32_t seed = 0; seed < 6; seed++)
    {
      g_autoptr (EmberProfile) profile = small_profile_new_random (seed, 600, 7, 8);
      g_autoptr (EmberTableSet) set = all_tables (profile);
      g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, random_range (rand, profile), NULL);

      for (int i = 0; i < 60; i++)
        {
          const EmberTimeRange range = random_range (rand, profile);
          g_autoptr (EmberFlameGraph) wanted = ember_flame_graph_new (set, range, NULL);
          EmberFlameGraph *near = ember_flame_graph_new_near (graph, range, NULL);

          assert_equal (near, wanted);
          g_assert_true (ember_time_range_equal (ember_flame_graph_get_range (near), range));
          ember_flame_graph_unref (graph);
          graph = near;
        }
    }
}

static void
add_random_calls (EmberProfileBuilder *builder,
                  GRand *rand,
                  EmberStackId *stacks,
                  int n)
{
  for (int i = 1; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%d", i);
      const EmberFrame frame = { .name = ember_profile_builder_add_string (builder, name, -1) };

      stacks[i] = ember_profile_builder_add_call (builder, stacks[g_rand_int_range (rand, 0, i)], ember_profile_builder_add_frame (builder, &frame));
    }
}

/* Many samples of few stacks, two events, so that sums of blocks pay.
 * @weight_bits: what each sample weighs has up to so many bits; 0: all weigh the same */
static EmberProfile *
long_profile_new (int weight_bits)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  const EmberThread thread = { 1, 1, ember_profile_builder_add_string (builder, "app", -1) };
  EmberSample sample = { .thread = ember_profile_builder_add_thread (builder, &thread) };
  EmberStackId stacks[50] = { ember_profile_builder_add_comm (builder, thread.comm) };

  add_random_calls (builder, rand, stacks, 50);
  for (int i = 0; i < 2; i++)
    ember_profile_builder_add_event (builder, ember_profile_builder_add_string (builder, i == 0 ? "cycles" : "faults", -1), false);
  for (int i = 0; i < 900000; i++)
    {
      sample.time_ns = i * INT64_C (1000) + g_rand_int_range (rand, 0, 1000);
      sample.stack = stacks[g_rand_int_range (rand, 0, 50)];
      sample.event = i % 3 == 0;
      sample.weight = weight_bits > 0 ? ((uint64_t) g_rand_int (rand) << 32 | g_rand_int (rand)) >> (64 - weight_bits) : 7;
      ember_profile_builder_add_sample (builder, &sample);
    }
  return ember_profile_builder_freeze (builder);
}

static void
check_long_ranges (int weight_bits,
                   EmberTimeRange first_range)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autoptr (EmberProfile) profile = long_profile_new (weight_bits);
  g_autoptr (EmberTableSet) set = all_tables (profile);
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, first_range, NULL);

  for (int i = 0; i < 25; i++)
    {
      const EmberTimeRange range = random_range (rand, profile);
      g_autoptr (EmberFlameGraph) wanted = ember_flame_graph_new (set, range, NULL);
      g_autoptr (EmberFlameGraph) near = ember_flame_graph_new_near (graph, range, NULL);

      assert_equal (near, wanted);
    }
}

static void
test_near_equals_new_in_long_ranges (void)
{
  check_long_ranges (0, EMBER_TIME_RANGE_ALL);
}

static void
test_a_prepared_graph_counts_the_same (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (5, 1100000, 7, 30);
  g_autoptr (EmberTableSet) set = all_tables (profile);
  g_autoptr (EmberFlameGraph) all = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
  const EmberTimeRange whole = ember_profile_get_range (profile);

  ember_flame_graph_prepare (all);
  ember_flame_graph_prepare (all);
  for (int i = 0; i < 8; i++)
    {
      const int64_t length_ns = whole.end_ns - whole.begin_ns;
      const EmberTimeRange range = { whole.begin_ns + length_ns / 17 * i, whole.end_ns - length_ns / 19 * i };
      g_autoptr (EmberFlameGraph) wanted = ember_flame_graph_new (set, range, NULL);
      g_autoptr (EmberFlameGraph) near = ember_flame_graph_new_near (all, range, NULL);

      assert_equal (near, wanted);
    }
}

static void
test_near_equals_new_in_long_ranges_with_weights (void)
{
  check_long_ranges (20, EMBER_TIME_RANGE_ALL);
  check_long_ranges (32, EMBER_TIME_RANGE_ALL);
}

static void
test_near_equals_new_in_long_ranges_after_a_short_one (void)
{
  check_long_ranges (32, (EmberTimeRange){ 0, 1000000 });
}

static void
test_near_equals_new_where_weights_overflow (void)
{
  check_long_ranges (64, EMBER_TIME_RANGE_ALL);
}

static int
compare_texts (const void *a,
               const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Every node with samples as "stack self total weight", sorted. */
static char *
describe (const EmberFlameGraph *graph)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (EmberStackId id = 0; id < ember_stacks_get_n (ember_flame_graph_get_stacks (graph)); id++)
    if (ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, id) > 0)
      {
        g_autofree char *stack = small_profile_dup_stack (ember_flame_graph_get_profile (graph), id);
        const uint64_t self = ember_flame_graph_get_self (graph, EMBER_MEASURE_SAMPLES, id);
        const uint64_t total = ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, id);
        const uint64_t weight = ember_flame_graph_get_total (graph, EMBER_MEASURE_WEIGHT, id);

        g_ptr_array_add (lines, g_strdup_printf ("%s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, stack, self, total, weight));
      }
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static EmberStringId
copy_string (EmberProfileBuilder *builder,
             const EmberProfile *profile,
             EmberStringId id)
{
  return ember_profile_builder_add_string (builder, ember_strings_get (ember_profile_get_strings (profile), id), -1);
}

static EmberStackId
copy_stack (EmberProfileBuilder *builder,
            const EmberProfile *profile,
            EmberStackId id)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  EmberFrame frame = *ember_frames_get (ember_profile_get_frames (profile), ember_stacks_get_frame (stacks, id));
  EmberStackId parent;

  frame.name = copy_string (builder, profile, frame.name);
  frame.module = copy_string (builder, profile, frame.module);
  if (frame.kind == EMBER_FRAME_COMM)
    return ember_profile_builder_add_comm (builder, frame.name);
  parent = copy_stack (builder, profile, ember_stacks_get_parent (stacks, id));
  return ember_profile_builder_add_call (builder, parent, ember_profile_builder_add_frame (builder, &frame));
}

/* A recording of the samples in @range alone. */
static EmberProfile *
cut (const EmberTableSet *set,
     EmberTimeRange range)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[t]); row++)
      {
        EmberSample sample = ember_sample_table_get (set->tables[t], row);
        EmberThread thread = *ember_threads_get (ember_profile_get_threads (set->profile), sample.thread);

        if (sample.time_ns < range.begin_ns || sample.time_ns >= range.end_ns)
          continue;
        thread.comm = copy_string (builder, set->profile, thread.comm);
        sample.thread = ember_profile_builder_add_thread (builder, &thread);
        sample.event = ember_profile_builder_add_event (builder, ember_profile_builder_add_string (builder, "event", -1), false);
        sample.stack = copy_stack (builder, set->profile, sample.stack);
        ember_profile_builder_add_sample (builder, &sample);
      }
  return ember_profile_builder_freeze (builder);
}

static void
test_graph_of_a_range_equals_the_graph_of_a_file_cut_to_it (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (uint32_t seed = 0; seed < 20; seed++)
    {
      g_autoptr (EmberProfile) profile = small_profile_new_random (seed, 400, 7, 10);
      g_autoptr (EmberTableSet) set = all_tables (profile);
      const EmberTimeRange range = random_range (rand, profile);
      g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, range, NULL);
      g_autoptr (EmberProfile) cut_profile = cut (set, range);
      g_autoptr (EmberTableSet) cut_set = all_tables (cut_profile);
      g_autoptr (EmberFlameGraph) cut_graph = ember_flame_graph_new (cut_set, EMBER_TIME_RANGE_ALL, NULL);
      g_autofree char *text = describe (graph);
      g_autofree char *cut_text = describe (cut_graph);

      g_assert_cmpstr (text, ==, cut_text);
    }
}

static EmberFlameGraph *
graph_of_one_sample (uint64_t weight)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, 1, "a", 1, "e", "f", weight);

  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (builder);
  g_autoptr (EmberTableSet) set = all_tables (profile);

  return ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
}

static void
test_weight_is_told_from_samples_only_where_it_differs (void)
{
  g_autoptr (EmberFlameGraph) graph_of_one = graph_of_one_sample (1);
  g_autoptr (EmberFlameGraph) graph_of_seven = graph_of_one_sample (7);

  g_assert_false (ember_flame_graph_has_weights (graph_of_one));
  g_assert_true (ember_flame_graph_has_weights (graph_of_seven));
  g_assert_cmpuint (ember_flame_graph_get_total (graph_of_seven, EMBER_MEASURE_WEIGHT, EMBER_STACK_ROOT), ==, 7);
}

static void
test_cancelled_request_makes_no_graph (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (1, 300, 7, 8);
  g_autoptr (EmberTableSet) set = all_tables (profile);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, cancellable);

  g_assert_nonnull (graph);
  g_cancellable_cancel (cancellable);
  g_assert_null (ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, cancellable));
  g_assert_null (ember_flame_graph_new_near (graph, EMBER_TIME_RANGE_ALL, cancellable));
  assert_true (graph);
}

static void
test_set_without_tables_has_an_empty_graph (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (1, 30, 7, 8);
  const EmberEventId no_event = UINT32_MAX;
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, &no_event, 1, true);
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
  g_autoptr (EmberFlameGraph) near = ember_flame_graph_new_near (graph, EMBER_TIME_RANGE_ALL, NULL);

  g_assert_cmpuint (ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT), ==, 0);
  assert_true (near);
}

static void
test_part_holds_what_ends_in_its_nodes (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (3, 4000, 7, 30);
  g_autoptr (EmberTableSet) set = all_tables (profile);
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
  const uint32_t n = ember_stacks_get_n (ember_flame_graph_get_stacks (graph));
  g_autoptr (EmberBitmap) nodes = ember_bitmap_new (n);
  g_autoptr (EmberFlameGraph) part = NULL;
  g_autoptr (EmberFlameGraph) near = NULL;

  for (EmberStackId id = 0; id < n; id += 3)
    ember_bitmap_set (nodes, id);
  part = ember_flame_graph_new_part (graph, nodes);
  for (int m = 0; m < 2; m++)
    for (EmberStackId id = 0; id < n; id++)
      g_assert_cmpuint (ember_flame_graph_get_self (part, m, id), ==, id % 3 == 0 ? ember_flame_graph_get_self (graph, m, id) : 0);
  near = ember_flame_graph_new_near (part, EMBER_TIME_RANGE_ALL, NULL);
  assert_equal (near, graph);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flame-graph/self-and-total-are-what-a-count-by-hand-says", test_self_and_total_are_what_a_count_by_hand_says);
  g_test_add_func ("/flame-graph/near-equals-new", test_near_equals_new);
  g_test_add_func ("/flame-graph/near-equals-new-in-long-ranges", test_near_equals_new_in_long_ranges);
  g_test_add_func ("/flame-graph/near-equals-new-in-long-ranges-with-weights", test_near_equals_new_in_long_ranges_with_weights);
  g_test_add_func ("/flame-graph/near-equals-new-in-long-ranges-after-a-short-one", test_near_equals_new_in_long_ranges_after_a_short_one);
  g_test_add_func ("/flame-graph/near-equals-new-where-weights-overflow", test_near_equals_new_where_weights_overflow);
  g_test_add_func ("/flame-graph/a-prepared-graph-counts-the-same", test_a_prepared_graph_counts_the_same);
  g_test_add_func ("/flame-graph/graph-of-a-range-equals-the-graph-of-a-file-cut-to-it", test_graph_of_a_range_equals_the_graph_of_a_file_cut_to_it);
  g_test_add_func ("/flame-graph/weight-is-told-from-samples-only-where-it-differs", test_weight_is_told_from_samples_only_where_it_differs);
  g_test_add_func ("/flame-graph/cancelled-request-makes-no-graph", test_cancelled_request_makes_no_graph);
  g_test_add_func ("/flame-graph/set-without-tables-has-an-empty-graph", test_set_without_tables_has_an_empty_graph);
  g_test_add_func ("/flame-graph/part-holds-what-ends-in-its-nodes", test_part_holds_what_ends_in_its_nodes);
  return g_test_run ();
}
