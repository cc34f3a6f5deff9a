/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/session.h"

#include "analysis/band-apply.h"
#include "support/small-profile.h"

#define N_SECONDS 20

static EmberProfile *
random_profile_new (void)
{
  return small_profile_new_random (7, 5000, N_SECONDS, 60);
}

static void
run_until_idle (EmberSession *session)
{
  while (ember_session_is_busy (session))
    g_main_context_iteration (NULL, TRUE);
}

static EmberSession *
session_with (EmberProfile *profile)
{
  EmberSession *session = ember_session_new ();

  ember_session_replace_profile (session, profile);
  run_until_idle (session);
  return session;
}

/* The @index-th of some ranges that overlap, lie apart, are short, long and empty of samples. */
static EmberTimeRange
range_at (const EmberProfile *profile,
          int index)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) index);
  const int64_t origin_ns = ember_profile_get_origin (profile);
  const int64_t begin_ns = origin_ns + (int64_t) (g_rand_double (random) * N_SECONDS * EMBER_SECOND_NS);
  const int64_t length_ns = (int64_t) (g_rand_double (random) * N_SECONDS * EMBER_SECOND_NS / (1 << index % 8));

  return (EmberTimeRange){ begin_ns, begin_ns + length_ns + 1 };
}

static void
assert_graph_is_of (EmberSession *session,
                    EmberTimeRange range)
{
  EmberFlameGraph *graph = ember_session_get_graph (session);
  g_autoptr (EmberFlameGraph) expected = ember_flame_graph_new (ember_session_get_table_set (session), range, NULL);
  const uint32_t n_stacks = ember_stacks_get_n (ember_flame_graph_get_stacks (expected));

  g_assert_nonnull (graph);
  for (EmberStackId id = 0; id < n_stacks; id++)
    {
      g_assert_cmpuint (ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, id), ==,
                        ember_flame_graph_get_total (expected, EMBER_MEASURE_SAMPLES, id));
      g_assert_cmpuint (ember_flame_graph_get_self (graph, EMBER_MEASURE_WEIGHT, id), ==,
                        ember_flame_graph_get_self (expected, EMBER_MEASURE_WEIGHT, id));
    }
}

static void
test_a_new_profile_shows_everything (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  EmberSession *session = session_with (profile);

  g_assert_true (ember_time_range_is_empty (ember_session_get_range (session)));
  assert_graph_is_of (session, EMBER_TIME_RANGE_ALL);
  g_assert_nonnull (ember_session_get_heatmap (session));
  g_assert_finalize_object (session);
}

static void
test_the_graph_of_each_range_is_what_counting_gives (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);

  for (int i = 0; i < 40; i++)
    {
      ember_session_set_range (session, range_at (profile, i));
      run_until_idle (session);
      assert_graph_is_of (session, range_at (profile, i));
    }
}

static void
test_the_graph_of_a_band_is_what_counting_gives (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);
  const EmberBand band = { ember_profile_get_origin (profile), EMBER_SECOND_NS, 200000000, 450000000 };

  for (int i = 0; i < 10; i++)
    {
      const EmberTimeRange range = i % 5 < 4 ? range_at (profile, i) : (EmberTimeRange){ 0, 0 };
      const EmberTimeRange counted = i % 5 < 4 ? range : EMBER_TIME_RANGE_ALL;
      g_autoptr (EmberTableSet) banded = ember_band_apply (&band, ember_session_get_table_set (session), counted, NULL);
      g_autoptr (EmberFlameGraph) expected = ember_flame_graph_new (banded, counted, NULL);

      ember_session_set_banded_range (session, range, band);
      g_assert_true (ember_session_has_selection (session));
      run_until_idle (session);
      for (EmberStackId id = 0; id < ember_stacks_get_n (ember_profile_get_stacks (profile)); id++)
        g_assert_cmpuint (ember_flame_graph_get_total (ember_session_get_graph (session), EMBER_MEASURE_WEIGHT, id), ==,
                          ember_flame_graph_get_total (expected, EMBER_MEASURE_WEIGHT, id));
    }
  ember_session_set_range (session, range_at (profile, 3));
  g_assert_cmpint (ember_session_get_band (session).column_ns, ==, 0);
  run_until_idle (session);
  assert_graph_is_of (session, range_at (profile, 3));
}

static void
test_of_many_ranges_at_once_the_last_one_stands (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);

  for (int i = 0; i < 200; i++)
    {
      ember_session_set_range (session, range_at (profile, i));
      g_main_context_iteration (NULL, FALSE);
    }
  run_until_idle (session);
  assert_graph_is_of (session, range_at (profile, 199));
}

static void
test_an_empty_range_shows_everything_again (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);

  ember_session_set_range (session, range_at (profile, 3));
  run_until_idle (session);
  ember_session_set_range (session, (EmberTimeRange){ 5, 5 });
  run_until_idle (session);
  assert_graph_is_of (session, EMBER_TIME_RANGE_ALL);
}

static void
test_columns_are_as_long_as_asked_for (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);
  const EmberTimeRange range = ember_profile_get_range (profile);
  const EmberHeatmapGrid *grid;

  ember_session_set_column_ns (session, 16667000);
  run_until_idle (session);
  grid = &ember_session_get_heatmap (session)->grid;
  g_assert_cmpint (grid->column_ns, ==, 16667000);
  g_assert_cmpint (ember_heatmap_grid_get_range (grid).end_ns, >=, range.end_ns);
}

static void
test_rows_change_the_heat_map_alone (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);
  const EmberFlameGraph *graph = ember_session_get_graph (session);

  g_assert_cmpuint (ember_session_get_heatmap (session)->grid.n_rows, ==, 50);
  ember_session_set_n_rows (session, 200);
  run_until_idle (session);
  g_assert_cmpuint (ember_session_get_heatmap (session)->grid.n_rows, ==, 200);
  g_assert_true (graph == ember_session_get_graph (session));
}

static void
test_a_row_factor_changes_the_heat_map (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);

  g_object_set (session, "row-factor", 10u, NULL);
  run_until_idle (session);
  g_assert_cmpuint (ember_session_get_heatmap (session)->grid.n_rows, ==, 500);
}

static uint64_t
count_heatmap (const EmberHeatmap *heatmap)
{
  uint64_t n = 0;

  for (uint32_t i = 0; i < ember_heatmap_grid_get_n_cells (&heatmap->grid); i++)
    n += heatmap->counts[i];
  return n;
}

static void
test_both_views_follow_event_and_idle (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);
  const GPtrArray *choices = ember_session_get_event_choices (session);

  g_assert_cmpuint (choices->len, >, 1);
  for (guint i = 0; i < choices->len; i++)
    {
      const EmberEventChoice *choice = g_ptr_array_index (choices, i);

      ember_session_set_event_name (session, choice->name);
      ember_session_set_with_idle (session, TRUE);
      run_until_idle (session);
      g_assert_cmpstr (ember_session_get_event_name (session), ==, choice->name);
      g_assert_cmpuint (count_heatmap (ember_session_get_heatmap (session)), ==, choice->n_samples);
      g_assert_cmpuint (ember_flame_graph_get_total (ember_session_get_graph (session), EMBER_MEASURE_SAMPLES, 0), ==,
                        choice->n_samples);
      ember_session_set_with_idle (session, FALSE);
      run_until_idle (session);
      g_assert_cmpuint (count_heatmap (ember_session_get_heatmap (session)), <, choice->n_samples);
      assert_graph_is_of (session, EMBER_TIME_RANGE_ALL);
    }
}

/* The picture of a filter is that of the samples it leaves. */
static void
test_both_views_follow_filter_and_merge_level (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);
  const uint64_t n_all = count_heatmap (ember_session_get_heatmap (session));
  const EmberThread *thread = ember_threads_get (ember_profile_get_threads (profile), 3);
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) filter = ember_filter_with (nothing, &(EmberFilterCondition){
                                                                   .kind = EMBER_FILTER_THREAD,
                                                                   .is_enabled = true,
                                                                   .number = thread->tid,
                                                               });

  ember_session_set_range (session, range_at (profile, 3));
  ember_session_set_filter (session, filter);
  g_object_set (session, "merge-level", EMBER_MERGE_NOTHING, NULL);
  run_until_idle (session);
  g_assert_cmpuint (count_heatmap (ember_session_get_heatmap (session)), ==,
                    ember_table_set_count (ember_session_get_table_set (session), EMBER_TIME_RANGE_ALL));
  g_assert_cmpuint (count_heatmap (ember_session_get_heatmap (session)), <, n_all);
  assert_graph_is_of (session, range_at (profile, 3));
  ember_subset_undo (ember_session_get_subset (session));
  run_until_idle (session);
  g_assert_cmpuint (count_heatmap (ember_session_get_heatmap (session)), ==, n_all);
  assert_graph_is_of (session, range_at (profile, 3));
}

static void
test_a_profile_that_knows_more_keeps_range_and_event (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberProfile) other = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);
  const GPtrArray *choices = ember_session_get_event_choices (session);
  const EmberEventChoice *last = g_ptr_array_index (choices, choices->len - 1);
  g_autofree char *name = g_strdup (last->name);

  ember_session_set_event_name (session, name);
  ember_session_set_range (session, range_at (profile, 5));
  ember_session_replace_profile (session, other);
  run_until_idle (session);
  g_assert_true (ember_session_get_profile (session) == other);
  g_assert_cmpstr (ember_session_get_event_name (session), ==, name);
  g_assert_true (ember_time_range_equal (ember_session_get_range (session), range_at (profile, 5)));
  g_assert_true (ember_flame_graph_get_profile (ember_session_get_graph (session)) == other);
  assert_graph_is_of (session, range_at (profile, 5));
}

static void
test_a_range_outside_a_new_profile_is_dropped (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) other = NULL;
  g_autoptr (EmberSession) session = session_with (profile);

  small_profile_add (builder, ember_profile_get_range (profile).end_ns + EMBER_SECOND_NS, "app", 1, "cycles", "main", 1);
  other = ember_profile_builder_freeze (builder);
  ember_session_set_range (session, range_at (profile, 5));
  ember_session_replace_profile (session, other);
  run_until_idle (session);
  g_assert_true (ember_time_range_is_empty (ember_session_get_range (session)));
  assert_graph_is_of (session, EMBER_TIME_RANGE_ALL);
}

static void
test_a_range_before_the_first_sample_of_its_second_stays (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberSession) session = NULL;
  const EmberTimeRange range = { 10 * EMBER_SECOND_NS, 10 * EMBER_SECOND_NS + 5000 };

  small_profile_add (builder, 10 * EMBER_SECOND_NS + 900000, "app", 1, "cycles", "main", 1);
  profile = ember_profile_builder_freeze (builder);
  session = session_with (profile);
  ember_session_set_range (session, range);
  ember_session_replace_profile (session, profile);
  run_until_idle (session);
  g_assert_true (ember_time_range_equal (ember_session_get_range (session), range));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, function) g_test_add_func ("/session/" name, function)
  TEST ("a-new-profile-shows-everything", test_a_new_profile_shows_everything);
  TEST ("the-graph-of-each-range-is-what-counting-gives", test_the_graph_of_each_range_is_what_counting_gives);
  TEST ("the-graph-of-a-band-is-what-counting-gives", test_the_graph_of_a_band_is_what_counting_gives);
  TEST ("of-many-ranges-at-once-the-last-one-stands", test_of_many_ranges_at_once_the_last_one_stands);
  TEST ("an-empty-range-shows-everything-again", test_an_empty_range_shows_everything_again);
  TEST ("columns-are-as-long-as-asked-for", test_columns_are_as_long_as_asked_for);
  TEST ("rows-change-the-heat-map-alone", test_rows_change_the_heat_map_alone);
  TEST ("a-row-factor-changes-the-heat-map", test_a_row_factor_changes_the_heat_map);
  TEST ("both-views-follow-event-and-idle", test_both_views_follow_event_and_idle);
  TEST ("both-views-follow-filter-and-merge-level", test_both_views_follow_filter_and_merge_level);
  TEST ("a-profile-that-knows-more-keeps-range-and-event", test_a_profile_that_knows_more_keeps_range_and_event);
  TEST ("a-range-outside-a-new-profile-is-dropped", test_a_range_outside_a_new_profile_is_dropped);
  TEST ("a-range-before-the-first-sample-of-its-second-stays", test_a_range_before_the_first_sample_of_its_second_stays);
  return g_test_run ();
}
