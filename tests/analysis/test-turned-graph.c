/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/turned-graph.h"

#include "analysis/alignment.h"
#include "support/small-profile.h"

/* What a path of frames holds, counted sample by sample. */
typedef struct
{
  uint64_t samples;
  uint64_t weight;
  uint64_t own_samples;
  uint64_t own_weight;
} Sums;

/* "/frame/frame/…" -> Sums */
typedef GHashTable Recount;

static Sums *
get_sums (Recount *recount,
          const char *path)
{
  Sums *sums = g_hash_table_lookup (recount, path);

  if (sums == NULL)
    {
      sums = g_new0 (Sums, 1);
      g_hash_table_insert (recount, g_strdup (path), sums);
    }
  return sums;
}

/* Counts a sample at each step of its path; at the last as its own. */
static void
count_path (Recount *recount,
            const EmberFrameId *frames,
            size_t n,
            uint64_t weight)
{
  g_autoptr (GString) path = g_string_new ("");

  for (size_t i = 0; i <= n; i++)
    {
      Sums *sums = get_sums (recount, path->str);

      sums->samples++;
      sums->weight += weight;
      if (i == n)
        {
          sums->own_samples++;
          sums->own_weight += weight;
        }
      else
        g_string_append_printf (path, "/%u", frames[i]);
    }
}

/* @stack: from the comm to the leaf */
static void
count_sample (Recount *recount,
              const EmberTurn *turn,
              const EmberFrameId *stack,
              size_t n,
              uint64_t weight)
{
  g_autofree EmberFrameId *path = g_new (EmberFrameId, n + 1);
  size_t outermost = 0;
  size_t n_path = 0;

  while (turn->kind != EMBER_TURN_INVERTED && outermost < n && !turn->frames[stack[outermost]])
    outermost++;
  if (turn->kind != EMBER_TURN_INVERTED && outermost == n)
    return;
  if (turn->kind == EMBER_TURN_CALLEES)
    for (size_t i = outermost + 1; i < n; i++)
      path[n_path++] = stack[i];
  else
    for (size_t i = turn->kind == EMBER_TURN_INVERTED ? n : outermost; i-- > 0;)
      path[n_path++] = stack[i];
  count_path (recount, path, n_path, weight);
}

static Recount *
recount_slowly (const EmberTableSet *set,
                EmberTimeRange range,
                const EmberTurn *turn)
{
  const EmberStacks *stacks = ember_profile_get_stacks (set->profile);
  Recount *recount = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (set->tables[t], row);
        const uint32_t n = ember_stacks_get_depth (stacks, sample.stack);
        g_autofree EmberFrameId *stack = g_new (EmberFrameId, n + 1);
        EmberStackId at = sample.stack;

        if (sample.time_ns < range.begin_ns || sample.time_ns >= range.end_ns)
          continue;
        for (uint32_t i = n; i-- > 0; at = ember_stacks_get_parent (stacks, at))
          stack[i] = ember_stacks_get_frame (stacks, at);
        count_sample (recount, turn, stack, n, sample.weight);
      }
  return recount;
}

static char *
dup_path (const EmberStacks *stacks,
          EmberStackId id)
{
  GString *path = g_string_new ("");

  for (; id != EMBER_STACK_ROOT; id = ember_stacks_get_parent (stacks, id))
    {
      g_autofree char *step = g_strdup_printf ("/%u", ember_stacks_get_frame (stacks, id));

      g_string_prepend (path, step);
    }
  return g_string_free (path, FALSE);
}

/* Children stand side by side, each by its rank behind the one before. */
static void
check_order (const EmberStacks *stacks,
             const EmberFrameOrder *order)
{
  for (EmberStackId id = 0; id < ember_stacks_get_n (stacks); id++)
    {
      const EmberStackId end = ember_stacks_get_end (stacks, id);
      uint32_t rank = 0;

      for (EmberStackId child = id + 1; child < end; child = ember_stacks_get_end (stacks, child))
        {
          g_assert_cmpuint (ember_stacks_get_parent (stacks, child), ==, id);
          g_assert_cmpuint (ember_stacks_get_depth (stacks, child), ==, ember_stacks_get_depth (stacks, id) + 1);
          g_assert_cmpuint (order->ranks[ember_stacks_get_frame (stacks, child)], >=, rank);
          rank = order->ranks[ember_stacks_get_frame (stacks, child)] + 1;
        }
    }
}

static void
check_turn (const EmberTableSet *set,
            EmberTimeRange range,
            const EmberTurn *turn)
{
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, range, NULL);
  g_autoptr (EmberFrameOrder) order = ember_frame_order_new (set->profile);
  bool is_cut = true;
  g_autoptr (EmberFlameGraph) turned = ember_turned_graph_new (graph, turn, order, NULL, &is_cut);
  const EmberStacks *stacks = ember_flame_graph_get_stacks (turned);
  g_autoptr (GHashTable) recount = recount_slowly (set, range, turn);

  g_assert_false (is_cut);
  g_assert_cmpuint (ember_stacks_get_n (stacks), ==, MAX (g_hash_table_size (recount), 1));
  for (EmberStackId id = 0; id < ember_stacks_get_n (stacks); id++)
    {
      g_autofree char *path = dup_path (stacks, id);
      const Sums *sums = get_sums (recount, path);

      g_assert_cmpuint (ember_flame_graph_get_total (turned, EMBER_MEASURE_SAMPLES, id), ==, sums->samples);
      g_assert_cmpuint (ember_flame_graph_get_total (turned, EMBER_MEASURE_WEIGHT, id), ==, sums->weight);
      g_assert_cmpuint (ember_flame_graph_get_self (turned, EMBER_MEASURE_SAMPLES, id), ==, sums->own_samples);
      g_assert_cmpuint (ember_flame_graph_get_self (turned, EMBER_MEASURE_WEIGHT, id), ==, sums->own_weight);
    }
  check_order (stacks, order);
}

/* Every turn; CALLERS and CALLEES of every frame of code. */
static void
check_profile (EmberProfile *profile)
{
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const uint32_t n_frames = ember_frames_get_n (ember_profile_get_frames (profile));
  const int64_t origin_ns = ember_profile_get_origin (profile);
  const EmberTimeRange part = { origin_ns + 700000000, origin_ns + INT64_C (2100000001) };

  check_turn (set, EMBER_TIME_RANGE_ALL, &(EmberTurn){ .kind = EMBER_TURN_INVERTED });
  check_turn (set, part, &(EmberTurn){ .kind = EMBER_TURN_INVERTED });
  check_turn (set, (EmberTimeRange){ 5, 6 }, &(EmberTurn){ .kind = EMBER_TURN_INVERTED });
  for (EmberFrameId i = 1; i < n_frames; i++)
    {
      g_autofree bool *frames = g_new0 (bool, n_frames);

      frames[i] = true;
      check_turn (set, part, &(EmberTurn){ .kind = EMBER_TURN_CALLERS, .frames = frames });
      check_turn (set, part, &(EmberTurn){ .kind = EMBER_TURN_CALLEES, .frames = frames });
    }
}

/* Few names: stacks are full of recursion. */
static void
test_every_path_holds_the_samples_that_go_there (void)
{
  g_autoptr (EmberProfile) few = small_profile_new_random (31, 1500, 4, 3);
  g_autoptr (EmberProfile) many = small_profile_new_random (32, 1500, 4, 60);

  check_profile (few);
  check_profile (many);
}

/* More than enough frames for more than one digit of a rank, and items for sorting by digits. */
static void
test_many_frames_are_sorted_right (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;

  for (int i = 0; i < 3000; i++)
    {
      g_autofree char *stack = g_strdup_printf ("main;f%d;g%d", i * 7919 % 1000, i * 6007 % 701);

      small_profile_add (builder, i, "app", 1, "cycles", stack, 1 + i % 3);
    }
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  check_turn (set, EMBER_TIME_RANGE_ALL, &(EmberTurn){ .kind = EMBER_TURN_INVERTED });
}

static void
test_stacks_of_any_depth_are_turned (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (GString) stack = g_string_new ("f0");
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;

  for (int i = 1; i < 20000; i++)
    g_string_append_printf (stack, ";f%d", i % 10);
  small_profile_add (builder, 1, "app", 1, "cycles", stack->str, 1);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  {
    g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
    g_autoptr (EmberFrameOrder) order = ember_frame_order_new (profile);
    bool is_cut;
    g_autoptr (EmberFlameGraph) turned = ember_turned_graph_new (graph, &(EmberTurn){ .kind = EMBER_TURN_INVERTED }, order, NULL, &is_cut);

    g_assert_cmpuint (ember_flame_graph_get_stacks (turned)->max_depth, ==, 20001);
  }
}

/* Three hundred thousand samples of one stack, and one of another. */
static EmberProfile *
new_lopsided (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (int i = 0; i < 300000; i++)
    small_profile_add (builder, i, "app", 1, "cycles", "main;busy", 1);
  small_profile_add (builder, 300000, "app", 1, "cycles", "main;a;b;rare", 1);
  return ember_profile_builder_freeze (builder);
}

static EmberFrameId
find_frame (EmberProfile *profile,
            const char *name)
{
  EmberFrameId id = 0;

  while (!g_str_equal (ember_profile_get_frame_name (profile, id), name))
    id++;
  return id;
}

static void
test_what_nobody_can_see_is_cut_until_somebody_looks (void)
{
  g_autoptr (EmberProfile) profile = new_lopsided ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
  g_autoptr (EmberFrameOrder) order = ember_frame_order_new (profile);
  const EmberFrameId focus[] = { find_frame (profile, "rare"), find_frame (profile, "b") };
  bool is_cut = false;
  g_autoptr (EmberFlameGraph) all = ember_turned_graph_new (graph, &(EmberTurn){ .kind = EMBER_TURN_INVERTED }, order, NULL, &is_cut);
  g_autoptr (EmberFlameGraph) close = NULL;

  /* busy, main, app; rare. */
  g_assert_true (is_cut);
  g_assert_cmpuint (ember_stacks_get_n (ember_flame_graph_get_stacks (all)), ==, 5);
  g_assert_cmpuint (ember_flame_graph_get_self (all, EMBER_MEASURE_SAMPLES, 4), ==, 1);
  close = ember_turned_graph_new (graph, &(EmberTurn){ .kind = EMBER_TURN_INVERTED, .focus = focus, .n_focus = 2 }, order, NULL, &is_cut);
  g_assert_false (is_cut);
  g_assert_cmpuint (ember_stacks_get_n (ember_flame_graph_get_stacks (close)), ==, 9);
  g_assert_cmpuint (ember_flame_graph_get_self (close, EMBER_MEASURE_SAMPLES, 8), ==, 1);
  g_assert_cmpuint (ember_flame_graph_get_total (close, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT), ==, 300001);
}

/* Both hold the same samples on the same paths; of two graphs turned together each has nodes of the other's, too. */
static void
assert_same_below (const EmberFlameGraph *alone,
                   EmberStackId alone_id,
                   const EmberFlameGraph *pair,
                   EmberStackId pair_id)
{
  const EmberStacks *alone_stacks = ember_flame_graph_get_stacks (alone);
  const EmberStacks *pair_stacks = ember_flame_graph_get_stacks (pair);
  EmberStackId child = alone_id + 1;

  for (EmberMeasure measure = EMBER_MEASURE_SAMPLES; measure <= EMBER_MEASURE_WEIGHT; measure++)
    {
      g_assert_cmpuint (ember_flame_graph_get_total (alone, measure, alone_id), ==, ember_flame_graph_get_total (pair, measure, pair_id));
      g_assert_cmpuint (ember_flame_graph_get_self (alone, measure, alone_id), ==, ember_flame_graph_get_self (pair, measure, pair_id));
    }
  for (EmberStackId other = pair_id + 1; other < ember_stacks_get_end (pair_stacks, pair_id); other = ember_stacks_get_end (pair_stacks, other))
    if (child < ember_stacks_get_end (alone_stacks, alone_id) &&
        ember_stacks_get_frame (pair_stacks, other) == ember_stacks_get_frame (alone_stacks, child))
      {
        assert_same_below (alone, child, pair, other);
        child = ember_stacks_get_end (alone_stacks, child);
      }
    else
      {
        g_assert_cmpuint (ember_flame_graph_get_total (pair, EMBER_MEASURE_SAMPLES, other), ==, 0);
      }
  g_assert_cmpuint (child, ==, ember_stacks_get_end (alone_stacks, alone_id));
}

/* @frames: (nullable): of the function, in each profile */
static void
check_difference (EmberDifference *difference,
                  EmberTurnKind kind,
                  const bool *const frames[2])
{
  EmberFlameGraph *const graphs[] = { difference->range, difference->baseline };
  g_autoptr (EmberFrameOrder) order = ember_frame_order_new (ember_flame_graph_get_profile (difference->range));
  bool is_cut = true;
  g_autoptr (EmberDifference) turned = ember_turned_graph_new_difference (difference, &(EmberTurn){ .kind = kind, .frames = frames[0] }, order, NULL, &is_cut);
  EmberFlameGraph *const results[] = { turned->range, turned->baseline };

  g_assert_false (is_cut);
  g_assert_cmpfloat (turned->scale, ==, difference->scale);
  g_assert_cmpuint (ember_stacks_get_n (ember_flame_graph_get_stacks (turned->range)), ==, ember_stacks_get_n (ember_flame_graph_get_stacks (turned->baseline)));
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (EmberFrameOrder) own_order = ember_frame_order_new (ember_flame_graph_get_profile (graphs[i]));
      g_autoptr (EmberFlameGraph) alone = ember_turned_graph_new (graphs[i], &(EmberTurn){ .kind = kind, .frames = frames[i] }, own_order, NULL, &is_cut);

      assert_same_below (alone, EMBER_STACK_ROOT, results[i], EMBER_STACK_ROOT);
    }
}

/* All that are called as the frame of some sample. */
static bool *
find_function (EmberProfile *profile,
               const char *name)
{
  const uint32_t n = ember_frames_get_n (ember_profile_get_frames (profile));
  bool *frames = g_new0 (bool, n);

  for (EmberFrameId i = 0; i < n; i++)
    frames[i] = g_str_equal (ember_profile_get_frame_name (profile, i), name);
  return frames;
}

static void
check_kinds (EmberDifference *difference)
{
  EmberProfile *profile = ember_flame_graph_get_profile (difference->range);
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  const char *name = ember_profile_get_frame_name (profile, ember_stacks_get_frame (stacks, ember_stacks_get_n (stacks) / 2));
  g_autofree bool *own = find_function (profile, name);
  g_autofree bool *other = find_function (ember_flame_graph_get_profile (difference->baseline), name);

  check_difference (difference, EMBER_TURN_INVERTED, (const bool *const[]){ NULL, NULL });
  check_difference (difference, EMBER_TURN_CALLERS, (const bool *const[]){ own, other });
  check_difference (difference, EMBER_TURN_CALLEES, (const bool *const[]){ own, other });
}

static void
test_two_ranges_are_turned_onto_one_tree (void)
{
  for (uint32_t seed = 1; seed <= 8; seed++)
    {
      g_autoptr (EmberProfile) profile = small_profile_new_random (seed, 800, 5, 40);
      g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
      const EmberTimeRange all = ember_profile_get_range (profile);
      const int64_t middle_ns = all.begin_ns + (all.end_ns - all.begin_ns) / 3;
      g_autoptr (EmberFlameGraph) range = ember_flame_graph_new (set, (EmberTimeRange){ all.begin_ns, middle_ns }, NULL);
      g_autoptr (EmberFlameGraph) baseline = ember_flame_graph_new (set, (EmberTimeRange){ middle_ns, all.end_ns }, NULL);
      g_autoptr (EmberDifference) difference = ember_difference_new (range, baseline, EMBER_MEASURE_WEIGHT, seed % 2 == 0 ? EMBER_PER_TIME : EMBER_PER_SAMPLE);
      g_autoptr (EmberDifference) flipped = ember_difference_flip (difference);

      check_kinds (difference);
      check_kinds (flipped);
    }
}

static void
test_two_recordings_are_turned_onto_one_tree (void)
{
  g_autoptr (EmberProfile) a = small_profile_new_random (21, 600, 5, 40);
  g_autoptr (EmberProfile) b = small_profile_new_random (22, 500, 5, 40);
  EmberAlignment alignment;

  g_assert_true (ember_alignment_init (&alignment, a, b, NULL));
  {
    g_autoptr (EmberTableSet) set = ember_table_set_new (alignment.a, NULL, 0, true);
    g_autoptr (EmberTableSet) other_set = ember_table_set_new (alignment.b, NULL, 0, true);
    g_autoptr (EmberFlameGraph) range = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
    g_autoptr (EmberFlameGraph) baseline = ember_flame_graph_new (other_set, EMBER_TIME_RANGE_ALL, NULL);
    g_autoptr (EmberDifference) difference = ember_difference_new (range, baseline, EMBER_MEASURE_SAMPLES, EMBER_PER_SAMPLE);

    check_kinds (difference);
  }
  ember_alignment_clear (&alignment);
}

static void
test_a_cancelled_request_has_no_result (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (1, 100, 1, 5);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
  g_autoptr (EmberFrameOrder) order = ember_frame_order_new (profile);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  bool is_cut;

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_turned_graph_new (graph, &(EmberTurn){ .kind = EMBER_TURN_INVERTED }, order, cancellable, &is_cut));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/turned-graph/every-path-holds-the-samples-that-go-there", test_every_path_holds_the_samples_that_go_there);
  g_test_add_func ("/turned-graph/many-frames-are-sorted-right", test_many_frames_are_sorted_right);
  g_test_add_func ("/turned-graph/stacks-of-any-depth-are-turned", test_stacks_of_any_depth_are_turned);
  g_test_add_func ("/turned-graph/what-nobody-can-see-is-cut-until-somebody-looks", test_what_nobody_can_see_is_cut_until_somebody_looks);
  g_test_add_func ("/turned-graph/two-ranges-are-turned-onto-one-tree", test_two_ranges_are_turned_onto_one_tree);
  g_test_add_func ("/turned-graph/two-recordings-are-turned-onto-one-tree", test_two_recordings_are_turned_onto_one_tree);
  g_test_add_func ("/turned-graph/a-cancelled-request-has-no-result", test_a_cancelled_request_has_no_result);
  return g_test_run ();
}
