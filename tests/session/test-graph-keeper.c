/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/graph-keeper.h"

#include "analysis/band-apply.h"
#include "support/small-profile.h"

#define N_SECONDS 20

typedef struct
{
  EmberProfile *profile;
  EmberTableSet *set;
  EmberGraphKeeper *keeper;
  guint n_changes;
} Fixture;

static const EmberBand no_band;

static void
changed_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_changes++;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->profile = small_profile_new_random (7, 5000, N_SECONDS, 60);
  fixture->set = ember_table_set_new (fixture->profile, NULL, 0, true);
  fixture->keeper = ember_graph_keeper_new (changed_cb, fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  ember_graph_keeper_free (fixture->keeper);
  ember_table_set_free (fixture->set);
  ember_profile_unref (fixture->profile);
}

static void
run_until_idle (EmberGraphKeeper *keeper)
{
  while (ember_graph_keeper_is_busy (keeper))
    g_main_context_iteration (NULL, TRUE);
}

/* The @index-th of some ranges that overlap, lie apart, are short, long and empty of samples. */
static EmberTimeRange
range_at (Fixture *fixture,
          int index)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) index);
  const int64_t begin_ns = ember_profile_get_origin (fixture->profile) + (int64_t) (g_rand_double (random) * N_SECONDS * EMBER_SECOND_NS);
  const int64_t length_ns = (int64_t) (g_rand_double (random) * N_SECONDS * EMBER_SECOND_NS / (1 << index % 8));

  return (EmberTimeRange){ begin_ns, begin_ns + length_ns + 1 };
}

static void
assert_graph_is_of (Fixture *fixture,
                    const EmberTableSet *set,
                    EmberTimeRange range)
{
  EmberFlameGraph *graph = ember_graph_keeper_get (fixture->keeper);
  g_autoptr (EmberFlameGraph) expected = ember_flame_graph_new (set, range, NULL);
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
test_the_graph_of_each_range_is_what_counting_gives (Fixture *fixture,
                                                     gconstpointer data)
{
  for (int i = 0; i < 40; i++)
    {
      ember_graph_keeper_request (fixture->keeper, fixture->set, range_at (fixture, i), no_band);
      run_until_idle (fixture->keeper);
      assert_graph_is_of (fixture, fixture->set, range_at (fixture, i));
    }
  g_assert_cmpuint (fixture->n_changes, ==, 40);
}

static void
test_an_empty_range_is_everything (Fixture *fixture,
                                   gconstpointer data)
{
  ember_graph_keeper_request (fixture->keeper, fixture->set, (EmberTimeRange){ 0, 0 }, no_band);
  run_until_idle (fixture->keeper);
  assert_graph_is_of (fixture, fixture->set, EMBER_TIME_RANGE_ALL);
}

/* A graph with a band is not what the next one could be made from, nor the other way around. */
static void
test_ranges_with_and_without_a_band_follow_each_other (Fixture *fixture,
                                                       gconstpointer data)
{
  const EmberBand band = { ember_profile_get_origin (fixture->profile), EMBER_SECOND_NS, 200000000, 450000000 };

  for (int i = 0; i < 12; i++)
    {
      const EmberTimeRange range = range_at (fixture, i);
      const bool is_banded = i % 3 > 0;
      g_autoptr (EmberTableSet) banded = ember_band_apply (&band, fixture->set, range, NULL);

      ember_graph_keeper_request (fixture->keeper, fixture->set, range, is_banded ? band : no_band);
      run_until_idle (fixture->keeper);
      assert_graph_is_of (fixture, is_banded ? banded : fixture->set, range);
    }
}

static void
test_of_many_requests_the_last_one_stands (Fixture *fixture,
                                           gconstpointer data)
{
  for (int i = 0; i < 200; i++)
    {
      ember_graph_keeper_request (fixture->keeper, fixture->set, range_at (fixture, i), no_band);
      g_main_context_iteration (NULL, FALSE);
    }
  run_until_idle (fixture->keeper);
  assert_graph_is_of (fixture, fixture->set, range_at (fixture, 199));
}

static void
test_another_set_has_a_graph_of_its_own (Fixture *fixture,
                                         gconstpointer data)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (8, 3000, N_SECONDS, 90);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);

  ember_graph_keeper_request (fixture->keeper, fixture->set, range_at (fixture, 1), no_band);
  run_until_idle (fixture->keeper);
  ember_graph_keeper_request (fixture->keeper, fixture->set, range_at (fixture, 2), no_band);
  ember_graph_keeper_begin_set (fixture->keeper);
  run_until_idle (fixture->keeper);
  assert_graph_is_of (fixture, fixture->set, range_at (fixture, 1));
  for (int i = 2; i < 4; i++)
    {
      ember_graph_keeper_request (fixture->keeper, set, range_at (fixture, i), no_band);
      run_until_idle (fixture->keeper);
      g_assert_true (ember_flame_graph_get_profile (ember_graph_keeper_get (fixture->keeper)) == profile);
      assert_graph_is_of (fixture, set, range_at (fixture, i));
    }
}

static void
test_what_was_cancelled_changes_nothing (Fixture *fixture,
                                         gconstpointer data)
{
  ember_graph_keeper_request (fixture->keeper, fixture->set, range_at (fixture, 1), no_band);
  ember_graph_keeper_cancel (fixture->keeper);
  ember_graph_keeper_request (fixture->keeper, NULL, range_at (fixture, 1), no_band);
  run_until_idle (fixture->keeper);
  g_assert_null (ember_graph_keeper_get (fixture->keeper));
  g_assert_cmpuint (fixture->n_changes, ==, 0);
}

static void
test_a_graph_comes_after_one_was_dropped (Fixture *fixture,
                                          gconstpointer data)
{
  ember_graph_keeper_request (fixture->keeper, fixture->set, range_at (fixture, 1), no_band);
  run_until_idle (fixture->keeper);
  ember_graph_keeper_drop (fixture->keeper);
  g_assert_null (ember_graph_keeper_get (fixture->keeper));
  g_assert_cmpuint (fixture->n_changes, ==, 2);
  ember_graph_keeper_request (fixture->keeper, fixture->set, range_at (fixture, 2), no_band);
  run_until_idle (fixture->keeper);
  assert_graph_is_of (fixture, fixture->set, range_at (fixture, 2));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, function) g_test_add ("/graph-keeper/" name, Fixture, NULL, set_up, function, tear_down)
  TEST ("the-graph-of-each-range-is-what-counting-gives", test_the_graph_of_each_range_is_what_counting_gives);
  TEST ("an-empty-range-is-everything", test_an_empty_range_is_everything);
  TEST ("ranges-with-and-without-a-band-follow-each-other", test_ranges_with_and_without_a_band_follow_each_other);
  TEST ("of-many-requests-the-last-one-stands", test_of_many_requests_the_last_one_stands);
  TEST ("another-set-has-a-graph-of-its-own", test_another_set_has_a_graph_of_its_own);
  TEST ("what-was-cancelled-changes-nothing", test_what_was_cancelled_changes_nothing);
  TEST ("a-graph-comes-after-one-was-dropped", test_a_graph_comes_after_one_was_dropped);
  return g_test_run ();
}
