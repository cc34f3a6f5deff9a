/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/patterns.h"

#include <math.h>

#include "analysis/chance.h"
#include "analysis/filter.h"
#include "profile/profile-builder.h"
#include "support/pattern-truth.h"
#include "support/scene-recording.h"

static GArray *
find (EmberProfile *profile)
{
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, false);

  return ember_patterns_find (set, EMBER_TIME_RANGE_ALL, NULL);
}

static const EmberPattern *
find_kind (const GArray *patterns,
           EmberPatternKind kind)
{
  for (guint i = 0; i < patterns->len; i++)
    if (g_array_index (patterns, EmberPattern, i).kind == kind)
      return &g_array_index (patterns, EmberPattern, i);
  return NULL;
}

static void
test_each_classic_picture_is_named (void)
{
  uint32_t n;
  const EmberScene *scenes = ember_scene_get_classics (&n);

  for (uint32_t i = 0; i < n; i++)
    {
      g_autoptr (GArray) truth = NULL;
      g_autoptr (EmberProfile) profile = ember_scene_record (&scenes[i], &truth);
      g_autoptr (GArray) found = find (profile);
      PatternScore scores[EMBER_N_PATTERN_KINDS] = { 0 };

      pattern_truth_compare (&scenes[i], truth, found, scores);
      for (int kind = 0; kind < EMBER_N_PATTERN_KINDS; kind++)
        {
          g_assert_cmpuint (scores[kind].n_found, ==, scores[kind].n_true);
          g_assert_cmpuint (scores[kind].n_busy_good, ==, scores[kind].n_busy);
          g_assert_cmpuint (scores[kind].n_false, ==, 0);
        }
      g_assert_nonnull (find_kind (found, scenes[i].kind));
    }
}

/* A part of what bench-patterns runs through. */
static void
test_a_grid_of_recordings_is_named (void)
{
  PatternScore scores[EMBER_N_PATTERN_KINDS] = { 0 };

  for (EmberPatternKind kind = 0; kind < EMBER_N_PATTERN_KINDS; kind++)
    for (uint32_t i = 0, n = 0; n < 6; i++)
      {
        EmberScene scene = pattern_truth_draw (kind, i + 1000);
        g_autoptr (GArray) truth = NULL;
        g_autoptr (EmberProfile) profile = NULL;
        g_autoptr (GArray) found = NULL;

        if (scene.n_cpus * scene.frequency_hz * scene.duration_s > 3e5)
          continue;
        n++;
        profile = ember_scene_record (&scene, &truth);
        found = find (profile);
        pattern_truth_compare (&scene, truth, found, scores);
      }
  for (int kind = 0; kind < EMBER_N_PATTERN_KINDS; kind++)
    {
      g_test_message ("%s: %u of %u, %u false", ember_pattern_kind_get_name (kind), scores[kind].n_found, scores[kind].n_true, scores[kind].n_false);
      /* No such wakeups may be among a few recordings. */
      g_assert_true (scores[kind].n_true > 0 || kind == EMBER_PATTERN_BUSY_WAIT);
      g_assert_cmpuint (scores[kind].n_true - scores[kind].n_found, <=, scores[kind].n_true / 20 + 1);
      g_assert_cmpuint (scores[kind].n_false, <=, 2 + scores[kind].n_found / 20);
      g_assert_cmpuint (scores[kind].n_busy - scores[kind].n_busy_good, <=, 1);
    }
}

static void
test_noise_is_nothing (void)
{
  for (uint32_t seed = 0; seed < 60; seed++)
    {
      EmberChance chance = { seed };
      EmberProfileBuilder *builder = ember_profile_builder_new ();
      const EmberEventId event = ember_profile_builder_add_event (builder, ember_profile_builder_add_string (builder, "cycles", -1), false);
      const uint32_t n_threads = 1 + seed % 12;
      g_autoptr (EmberProfile) profile = NULL;
      g_autoptr (GArray) found = NULL;

      for (double time = 1; time < 61; time += ember_chance_wait (&chance, 1.0 / (20 + 4 * seed)))
        {
          const EmberThread thread = { 1, (int32_t) ember_chance_pick (&chance, n_threads), ember_profile_builder_add_string (builder, "noise", -1) };
          const EmberSample sample = {
            .time_ns = (int64_t) (time * 1e9),
            .thread = ember_profile_builder_add_thread (builder, &thread),
            .cpu = (int32_t) ember_chance_pick (&chance, 4),
            .stack = ember_profile_builder_add_comm (builder, thread.comm),
            .event = event,
            .weight = 1,
          };

          ember_profile_builder_add_sample (builder, &sample);
        }
      profile = ember_profile_builder_freeze (builder);
      found = find (profile);
      g_assert_cmpuint (found->len, ==, 0);
    }
}

static void
test_the_code_that_does_it_is_named (void)
{
  g_autoptr (EmberProfile) profile = scene_recording_new ("single-threaded", NULL);
  g_autoptr (GArray) found = find (profile);
  const EmberPattern *pattern = find_kind (found, EMBER_PATTERN_SINGLE_THREADED);
  const EmberStacks *stacks = ember_profile_get_stacks (profile);

  g_assert_nonnull (pattern);
  g_assert_cmpstr (ember_profile_get_frame_name (profile, ember_stacks_get_frame (stacks, pattern->stack)), ==, "merge_runs");
  g_assert_cmpstr (ember_strings_get (ember_profile_get_strings (profile),
                                      ember_threads_get (ember_profile_get_threads (profile), pattern->thread)->comm),
                   ==, "compaction");
}

static void
test_what_ran_before_and_after_a_gap_is_named (void)
{
  g_autoptr (EmberProfile) profile = scene_recording_new ("blocking", NULL);
  g_autoptr (GArray) found = find (profile);
  const EmberPattern *pattern = find_kind (found, EMBER_PATTERN_BLOCKING);

  g_assert_nonnull (pattern);
  g_assert_cmpuint (pattern->stack, !=, EMBER_STACK_ROOT);
  g_assert_cmpuint (pattern->stack_after, !=, EMBER_STACK_ROOT);
}

static void
test_a_filter_and_a_range_hold (void)
{
  g_autoptr (EmberProfile) profile = scene_recording_new ("two-threads", NULL);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, false);
  g_autoptr (EmberFilter) none = ember_filter_new ();
  g_autoptr (EmberFilter) filter = ember_filter_with (none, &(EmberFilterCondition){ .kind = EMBER_FILTER_THREAD, .is_enabled = true, .number = 1211 });
  g_autoptr (EmberTableSet) filtered = ember_filter_apply (filter, set, NULL, NULL);
  const EmberTimeRange whole = ember_profile_get_range (profile);
  const EmberTimeRange range = { whole.begin_ns + 20 * EMBER_SECOND_NS, whole.begin_ns + 40 * EMBER_SECOND_NS };
  g_autoptr (GArray) found = ember_patterns_find (filtered, range, NULL);
  guint n = 0;

  for (guint i = 0; i < found->len; i++)
    {
      const EmberPattern *pattern = &g_array_index (found, EmberPattern, i);

      g_assert_cmpint (pattern->range.begin_ns, >=, range.begin_ns);
      g_assert_cmpint (pattern->range.end_ns, <=, range.end_ns);
      if (pattern->kind == EMBER_PATTERN_PERIODIC)
        {
          g_assert_cmpint (ember_threads_get (ember_profile_get_threads (profile), pattern->thread)->tid, ==, 1211);
          n++;
        }
    }
  g_assert_cmpuint (n, ==, 1);
}

static void
test_times_that_are_none_say_nothing (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) empty = ember_profile_builder_freeze (builder);
  g_autoptr (GArray) found = find (empty);

  g_assert_cmpuint (found->len, ==, 0);
}

static void
test_cancelling_gives_nothing (void)
{
  g_autoptr (EmberProfile) profile = scene_recording_new ("cpu-50", NULL);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, false);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_patterns_find (set, EMBER_TIME_RANGE_ALL, cancellable));
}

static void
test_more_of_a_recording_weighs_more (void)
{
  EmberPattern gap = ember_pattern_make (EMBER_PATTERN_BLOCKING, (EmberTimeRange){ 0, EMBER_SECOND_NS });
  EmberPattern longer = ember_pattern_make (EMBER_PATTERN_BLOCKING, (EmberTimeRange){ 0, 3 * EMBER_SECOND_NS });

  g_assert_cmpfloat (ember_pattern_get_weight (&gap, 4), <, ember_pattern_get_weight (&longer, 4));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/patterns/each-classic-picture-is-named", test_each_classic_picture_is_named);
  g_test_add_func ("/patterns/a-grid-of-recordings-is-named", test_a_grid_of_recordings_is_named);
  g_test_add_func ("/patterns/noise-is-nothing", test_noise_is_nothing);
  g_test_add_func ("/patterns/the-code-that-does-it-is-named", test_the_code_that_does_it_is_named);
  g_test_add_func ("/patterns/what-ran-before-and-after-a-gap-is-named", test_what_ran_before_and_after_a_gap_is_named);
  g_test_add_func ("/patterns/a-filter-and-a-range-hold", test_a_filter_and_a_range_hold);
  g_test_add_func ("/patterns/times-that-are-none-say-nothing", test_times_that_are_none_say_nothing);
  g_test_add_func ("/patterns/cancelling-gives-nothing", test_cancelling_gives_nothing);
  g_test_add_func ("/patterns/more-of-a-recording-weighs-more", test_more_of_a_recording_weighs_more);
  return g_test_run ();
}
