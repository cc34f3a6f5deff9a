/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/comparison.h"

#include "analysis/band-apply.h"
#include "support/small-profile.h"
#include "support/temp-folder.h"

typedef struct
{
  EmberProfile *profile;
  int64_t origin_ns;
  EmberSession *session;
  EmberComparison *comparison;
  guint n_changes;
  char *folder;
} Fixture;

static void
run_until_idle (const Fixture *fixture)
{
  while (ember_session_is_busy (fixture->session) || ember_comparison_is_busy (fixture->comparison))
    g_main_context_iteration (NULL, TRUE);
}

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changes++;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->profile = small_profile_new_random (7, 5000, 9, 30);
  fixture->origin_ns = ember_profile_get_origin (fixture->profile);
  fixture->session = ember_session_new ();
  fixture->comparison = ember_comparison_new (fixture->session);
  fixture->folder = temp_folder_new ();
  g_signal_connect_swapped (fixture->comparison, "changed", G_CALLBACK (changed_cb), fixture);
  ember_session_replace_profile (fixture->session, fixture->profile);
  run_until_idle (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->comparison);
  g_assert_finalize_object (fixture->session);
  ember_profile_unref (fixture->profile);
  temp_folder_delete (fixture->folder);
}

static EmberTimeRange
seconds (const Fixture *fixture,
         int begin,
         int end)
{
  return (EmberTimeRange){ fixture->origin_ns + begin * EMBER_SECOND_NS, fixture->origin_ns + end * EMBER_SECOND_NS };
}

/* How many samples of the session in @range have @id on their stack. */
static uint64_t
recount (const Fixture *fixture,
         EmberTimeRange range,
         EmberStackId id)
{
  const EmberTableSet *set = ember_session_get_table_set (fixture->session);
  const EmberStacks *stacks = ember_profile_get_stacks (set->profile);
  uint64_t n = 0;

  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (set->tables[t], row);
        const EmberBitmap *mask = ember_table_set_get_mask (set, t);

        n += sample.time_ns >= range.begin_ns && sample.time_ns < range.end_ns && (mask == NULL || ember_bitmap_get (mask, row)) &&
             sample.stack >= id && sample.stack < ember_stacks_get_end (stacks, id);
      }
  return n;
}

/* What must be shown of two ranges of the session's recording. */
static void
check (const Fixture *fixture,
       EmberTimeRange range,
       EmberTimeRange baseline)
{
  EmberDifference *difference;
  uint32_t n;

  run_until_idle (fixture);
  difference = ember_comparison_get_difference (fixture->comparison);
  g_assert_nonnull (difference);
  g_assert_true (ember_comparison_get_graph (fixture->comparison) == difference->range);
  n = ember_stacks_get_n (ember_flame_graph_get_stacks (difference->range));
  for (EmberStackId id = 0; id < n; id += 5)
    {
      g_assert_cmpuint (ember_flame_graph_get_total (difference->range, EMBER_MEASURE_SAMPLES, id), ==, recount (fixture, range, id));
      g_assert_cmpuint (ember_flame_graph_get_total (difference->baseline, EMBER_MEASURE_SAMPLES, id), ==, recount (fixture, baseline, id));
    }
}

static void
test_without_a_baseline_the_graph_is_the_sessions (Fixture *fixture,
                                                   gconstpointer data)
{
  g_assert_false (ember_comparison_is_active (fixture->comparison));
  g_assert_null (ember_comparison_get_difference (fixture->comparison));
  g_assert_true (ember_comparison_get_graph (fixture->comparison) == ember_session_get_graph (fixture->session));
  fixture->n_changes = 0;
  ember_session_set_range (fixture->session, seconds (fixture, 1, 2));
  run_until_idle (fixture);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  g_assert_true (ember_comparison_get_graph (fixture->comparison) == ember_session_get_graph (fixture->session));
}

static void
test_a_band_is_compared_with_whole_columns (Fixture *fixture,
                                            gconstpointer data)
{
  const EmberBand band = { fixture->origin_ns, EMBER_SECOND_NS, 0, EMBER_SECOND_NS / 4 };
  EmberDifference *difference;

  ember_comparison_set_baseline (fixture->comparison, seconds (fixture, 1, 4));
  ember_session_set_banded_range (fixture->session, seconds (fixture, 1, 4), band);
  run_until_idle (fixture);
  difference = ember_comparison_get_difference (fixture->comparison);
  g_assert_cmpuint (ember_flame_graph_get_total (difference->range, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT), ==,
                    ember_band_count (&band, ember_session_get_table_set (fixture->session), seconds (fixture, 1, 4)));
  g_assert_cmpuint (ember_flame_graph_get_total (difference->baseline, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT), ==,
                    recount (fixture, seconds (fixture, 1, 4), EMBER_STACK_ROOT));
  g_assert_cmpfloat_with_epsilon (difference->scale, 0.25, 1e-9);
}

static void
test_two_ranges_are_compared_and_follow_the_session (Fixture *fixture,
                                                     gconstpointer data)
{
  const EmberFilterCondition condition = { .kind = EMBER_FILTER_CPU, .is_excluding = true, .is_enabled = true, .number = 1 };
  g_autoptr (EmberFilter) filter = ember_filter_with (ember_session_get_filter (fixture->session), &condition);

  ember_comparison_set_baseline (fixture->comparison, seconds (fixture, 1, 4));
  check (fixture, EMBER_TIME_RANGE_ALL, seconds (fixture, 1, 4));
  ember_session_set_range (fixture->session, seconds (fixture, 5, 6));
  check (fixture, seconds (fixture, 5, 6), seconds (fixture, 1, 4));
  g_assert_cmpfloat_with_epsilon (ember_comparison_get_difference (fixture->comparison)->scale, 1.0 / 3, 1e-9);
  ember_comparison_set_baseline (fixture->comparison, seconds (fixture, 2, 3));
  check (fixture, seconds (fixture, 5, 6), seconds (fixture, 2, 3));
  ember_session_set_with_idle (fixture->session, TRUE);
  check (fixture, seconds (fixture, 5, 6), seconds (fixture, 2, 3));
  ember_session_set_filter (fixture->session, filter);
  check (fixture, seconds (fixture, 5, 6), seconds (fixture, 2, 3));
  ember_session_set_merge_level (fixture->session, EMBER_MERGE_NOTHING);
  check (fixture, seconds (fixture, 5, 6), seconds (fixture, 2, 3));
}

static void
test_flipping_swaps_the_ranges (Fixture *fixture,
                                gconstpointer data)
{
  ember_comparison_set_baseline (fixture->comparison, seconds (fixture, 1, 4));
  ember_session_set_range (fixture->session, seconds (fixture, 5, 6));
  run_until_idle (fixture);
  ember_comparison_flip (fixture->comparison);
  check (fixture, seconds (fixture, 1, 4), seconds (fixture, 5, 6));
  g_assert_true (ember_time_range_equal (ember_session_get_range (fixture->session), seconds (fixture, 1, 4)));
  g_assert_true (ember_time_range_equal (ember_comparison_get_baseline (fixture->comparison), seconds (fixture, 5, 6)));
}

static void
test_flipping_everything_makes_it_a_range (Fixture *fixture,
                                           gconstpointer data)
{
  ember_comparison_set_baseline (fixture->comparison, seconds (fixture, 1, 4));
  run_until_idle (fixture);
  ember_comparison_flip (fixture->comparison);
  check (fixture, seconds (fixture, 1, 4), EMBER_TIME_RANGE_ALL);
  g_assert_true (ember_comparison_is_active (fixture->comparison));
}

static void
test_normalization_and_basis_are_told (Fixture *fixture,
                                       gconstpointer data)
{
  ember_comparison_set_baseline (fixture->comparison, seconds (fixture, 1, 4));
  ember_session_set_range (fixture->session, seconds (fixture, 5, 6));
  ember_comparison_set_normalization (fixture->comparison, EMBER_PER_SAMPLE);
  check (fixture, seconds (fixture, 5, 6), seconds (fixture, 1, 4));
  g_assert_cmpint (ember_comparison_get_difference (fixture->comparison)->normalization, ==, EMBER_PER_SAMPLE);
  fixture->n_changes = 0;
  ember_comparison_set_basis (fixture->comparison, EMBER_CHANGE_OF_SELF);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  ember_comparison_set_basis (fixture->comparison, EMBER_CHANGE_OF_SELF);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
}

static void
test_what_is_gone_can_be_shown (Fixture *fixture,
                                gconstpointer data)
{
  EmberDifference *difference;
  EmberFlameGraph *gone;
  uint64_t n_gone = 0;

  ember_session_set_range (fixture->session, seconds (fixture, 5, 6));
  ember_comparison_set_baseline (fixture->comparison, seconds (fixture, 1, 4));
  ember_comparison_set_shows_gone (fixture->comparison, TRUE);
  run_until_idle (fixture);
  difference = ember_comparison_get_difference (fixture->comparison);
  gone = ember_comparison_get_graph (fixture->comparison);
  for (EmberStackId id = 0; id < ember_stacks_get_n (ember_flame_graph_get_stacks (gone)); id++)
    {
      const uint64_t self = ember_flame_graph_get_self (gone, EMBER_MEASURE_SAMPLES, id);

      g_assert_true (self == 0 || ember_flame_graph_get_total (difference->range, EMBER_MEASURE_SAMPLES, id) == 0);
      n_gone += self;
    }
  g_assert_cmpuint (n_gone, >, 0);
  ember_comparison_set_shows_gone (fixture->comparison, FALSE);
  check (fixture, seconds (fixture, 5, 6), seconds (fixture, 1, 4));
}

static void
test_clearing_brings_the_sessions_graph_back (Fixture *fixture,
                                              gconstpointer data)
{
  ember_comparison_set_baseline (fixture->comparison, seconds (fixture, 1, 4));
  run_until_idle (fixture);
  ember_comparison_clear (fixture->comparison);
  g_assert_false (ember_comparison_is_active (fixture->comparison));
  g_assert_null (ember_comparison_get_difference (fixture->comparison));
  g_assert_true (ember_comparison_get_graph (fixture->comparison) == ember_session_get_graph (fixture->session));
}

static void
test_a_newer_request_wins (Fixture *fixture,
                           gconstpointer data)
{
  for (int i = 0; i < 8; i++)
    ember_comparison_set_baseline (fixture->comparison, seconds (fixture, i, i + 1));
  check (fixture, EMBER_TIME_RANGE_ALL, seconds (fixture, 7, 8));
}

static void
test_the_same_recording_with_names_keeps_the_baseline (Fixture *fixture,
                                                       gconstpointer data)
{
  g_autoptr (EmberProfile) again = small_profile_new_random (7, 5000, 9, 30);

  ember_comparison_set_baseline (fixture->comparison, seconds (fixture, 1, 4));
  run_until_idle (fixture);
  ember_session_replace_profile (fixture->session, again);
  check (fixture, EMBER_TIME_RANGE_ALL, seconds (fixture, 1, 4));
  g_assert_true (ember_flame_graph_get_profile (ember_comparison_get_graph (fixture->comparison)) == again);
}

/* Opens @text as the other recording. */
static void
open_other (Fixture *fixture,
            const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, "other", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  ember_comparison_open (fixture->comparison, file);
  run_until_idle (fixture);
}

/* The recording that @other is compared with: in its first second a;b, in its second one a;c. */
static void
show_small_recording (Fixture *fixture)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;

  for (int i = 0; i < 10; i++)
    small_profile_add (builder, i * 200000000, "app", 1, "cycles", i < 5 ? "a@/opt/new/app;b@/opt/new/app" : "a@/opt/new/app;c@/opt/new/app", 1);
  profile = ember_profile_builder_freeze (builder);
  ember_session_replace_profile (fixture->session, profile);
  run_until_idle (fixture);
}

static const char other_text[] =
    "app 9 [000] 500.000000: 1 cycles: \n\t1 c (/opt/old/app)\n\t2 a (/opt/old/app)\n\n"
    "app 9 [000] 500.500000: 1 cycles: \n\t1 c (/opt/old/app)\n\t2 a (/opt/old/app)\n\n"
    "app 9 [000] 501.000000: 1 cycles: \n\t1 d (/opt/old/app)\n\t2 a (/opt/old/app)\n\n";

/* Self of the last frame of @stack in range and baseline. */
static void
assert_self (const Fixture *fixture,
             const char *stack,
             uint64_t range,
             uint64_t baseline)
{
  const EmberDifference *difference = ember_comparison_get_difference (fixture->comparison);
  const EmberProfile *profile = ember_flame_graph_get_profile (difference->range);

  for (EmberStackId id = 0; id < ember_stacks_get_n (ember_profile_get_stacks (profile)); id++)
    {
      g_autofree char *name = small_profile_dup_stack (profile, id);
      const EmberChange change = ember_difference_get_self (difference, id);

      if (!g_str_equal (name, stack))
        continue;
      g_assert_cmpuint (change.range, ==, range);
      g_assert_cmpuint (change.baseline, ==, baseline);
      return;
    }
  g_assert_not_reached ();
}

static void
test_another_recording_matches_by_symbol_and_module (Fixture *fixture,
                                                     gconstpointer data)
{
  show_small_recording (fixture);
  open_other (fixture, other_text);
  g_assert_true (ember_comparison_is_active (fixture->comparison));
  g_assert_nonnull (ember_comparison_get_difference (fixture->comparison));
  assert_self (fixture, "app;a;b", 5, 0);
  assert_self (fixture, "app;a;c", 5, 2);
  assert_self (fixture, "app;a;d", 0, 1);
  ember_session_set_range (fixture->session, (EmberTimeRange){ EMBER_SECOND_NS, 2 * EMBER_SECOND_NS });
  ember_comparison_set_baseline (fixture->comparison, (EmberTimeRange){ 501 * EMBER_SECOND_NS, 502 * EMBER_SECOND_NS });
  run_until_idle (fixture);
  assert_self (fixture, "app;a;b", 0, 0);
  assert_self (fixture, "app;a;c", 5, 0);
  assert_self (fixture, "app;a;d", 0, 1);
}

static void
test_flipping_two_recordings_shows_the_other_one (Fixture *fixture,
                                                  gconstpointer data)
{
  show_small_recording (fixture);
  open_other (fixture, other_text);
  ember_comparison_flip (fixture->comparison);
  run_until_idle (fixture);
  g_assert_true (ember_comparison_is_flipped (fixture->comparison));
  assert_self (fixture, "app;a;c", 2, 5);
  g_assert_cmpuint (ember_flame_graph_get_total (ember_comparison_get_graph (fixture->comparison), EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT), ==, 3);
  ember_comparison_flip (fixture->comparison);
  run_until_idle (fixture);
  assert_self (fixture, "app;a;c", 5, 2);
}

static void
test_a_filter_and_a_merge_level_hold_for_both_recordings (Fixture *fixture,
                                                          gconstpointer data)
{
  char name[] = "c";
  const EmberFilterCondition condition = { .kind = EMBER_FILTER_FRAME, .match = EMBER_MATCH_WHOLE, .is_enabled = true, .text = name };
  g_autoptr (EmberFilter) filter = NULL;

  show_small_recording (fixture);
  filter = ember_filter_with (ember_session_get_filter (fixture->session), &condition);
  ember_session_set_filter (fixture->session, filter);
  ember_session_set_merge_level (fixture->session, EMBER_MERGE_NOTHING);
  open_other (fixture, other_text);
  assert_self (fixture, "a;c", 5, 2);
  g_assert_cmpuint (ember_flame_graph_get_total (ember_comparison_get_difference (fixture->comparison)->baseline, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT), ==, 2);
}

static void
test_closing_the_other_recording_brings_the_graph_back (Fixture *fixture,
                                                        gconstpointer data)
{
  show_small_recording (fixture);
  open_other (fixture, other_text);
  ember_comparison_clear (fixture->comparison);
  g_assert_null (ember_comparison_get_other (fixture->comparison));
  g_assert_true (ember_comparison_get_graph (fixture->comparison) == ember_session_get_graph (fixture->session));
}

static void
test_a_file_that_is_none_leaves_the_graph_as_it_is (Fixture *fixture,
                                                    gconstpointer data)
{
  show_small_recording (fixture);
  open_other (fixture, "nothing of a recording");
  g_assert_cmpint (ember_session_get_state (ember_comparison_get_other (fixture->comparison)), ==, EMBER_SESSION_FAILED);
  g_assert_null (ember_comparison_get_difference (fixture->comparison));
  g_assert_true (ember_comparison_get_graph (fixture->comparison) == ember_session_get_graph (fixture->session));
}

static void
add (const char *path,
     void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/comparison/without-a-baseline-the-graph-is-the-sessions", test_without_a_baseline_the_graph_is_the_sessions);
  add ("/comparison/a-band-is-compared-with-whole-columns", test_a_band_is_compared_with_whole_columns);
  add ("/comparison/two-ranges-are-compared-and-follow-the-session", test_two_ranges_are_compared_and_follow_the_session);
  add ("/comparison/flipping-swaps-the-ranges", test_flipping_swaps_the_ranges);
  add ("/comparison/flipping-everything-makes-it-a-range", test_flipping_everything_makes_it_a_range);
  add ("/comparison/normalization-and-basis-are-told", test_normalization_and_basis_are_told);
  add ("/comparison/what-is-gone-can-be-shown", test_what_is_gone_can_be_shown);
  add ("/comparison/clearing-brings-the-sessions-graph-back", test_clearing_brings_the_sessions_graph_back);
  add ("/comparison/a-newer-request-wins", test_a_newer_request_wins);
  add ("/comparison/the-same-recording-with-names-keeps-the-baseline", test_the_same_recording_with_names_keeps_the_baseline);
  add ("/comparison/another-recording-matches-by-symbol-and-module", test_another_recording_matches_by_symbol_and_module);
  add ("/comparison/flipping-two-recordings-shows-the-other-one", test_flipping_two_recordings_shows_the_other_one);
  add ("/comparison/a-filter-and-a-merge-level-hold-for-both-recordings", test_a_filter_and_a_merge_level_hold_for_both_recordings);
  add ("/comparison/closing-the-other-recording-brings-the-graph-back", test_closing_the_other_recording_brings_the_graph_back);
  add ("/comparison/a-file-that-is-none-leaves-the-graph-as-it-is", test_a_file_that_is_none_leaves_the_graph_as_it_is);
  return g_test_run ();
}
