/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/band-apply.h"

#include "analysis/flame-graph.h"
#include "support/small-profile.h"

#define N_SECONDS 20

static EmberBand
make_random_band (GRand *rand,
                  int64_t origin_ns)
{
  /* From much shorter than the distance of samples to longer than the recording. */
  const int64_t column_ns = (int64_t) (g_rand_double_range (rand, 1e-4, 1) * EMBER_SECOND_NS * g_rand_int_range (rand, 1, 25)) + 1;
  const int64_t begin_ns = (int64_t) (g_rand_double (rand) * (double) column_ns);
  const int64_t length_ns = (int64_t) (g_rand_double (rand) * (double) column_ns) + 1;

  return (EmberBand){ origin_ns, column_ns, begin_ns, begin_ns + length_ns };
}

/* A set with every third sample left out. */
static EmberTableSet *
create_filtered (EmberProfile *profile)
{
  EmberTableSet *set = ember_table_set_new (profile, NULL, 0, true);

  set->masks = g_new (EmberBitmap *, set->n_tables);
  for (uint32_t i = 0; i < set->n_tables; i++)
    {
      const size_t n = ember_sample_table_get_n (set->tables[i]);

      set->masks[i] = ember_bitmap_new (n);
      for (size_t row = 0; row < n; row++)
        if (row % 3 != 0)
          ember_bitmap_set (set->masks[i], row);
    }
  return set;
}

static bool
is_meant (const EmberTableSet *set,
          uint32_t table,
          size_t row,
          const EmberBand *band,
          EmberTimeRange range)
{
  const int64_t time_ns = ember_sample_table_get_times (set->tables[table])[row];
  const EmberBitmap *mask = ember_table_set_get_mask (set, table);
  const int64_t offset_ns = (time_ns - band->origin_ns) % band->column_ns;
  const bool is_in_band = (offset_ns >= band->begin_ns && offset_ns < band->end_ns) || offset_ns + band->column_ns < band->end_ns;

  return (mask == NULL || ember_bitmap_get (mask, row)) && is_in_band && time_ns >= range.begin_ns && time_ns < range.end_ns;
}

/* Counts each sample by itself and compares; also the graph that is made of it. */
static void
check (const EmberTableSet *set,
       const EmberBand *band,
       EmberTimeRange range)
{
  g_autoptr (EmberTableSet) banded = ember_band_apply (band, set, range, NULL);
  const uint32_t n_nodes = ember_stacks_get_n (ember_profile_get_stacks (set->profile));
  g_autofree uint64_t *selves = g_new0 (uint64_t, n_nodes);
  g_autoptr (EmberFlameGraph) graph = NULL;
  uint64_t n = 0;

  for (uint32_t i = 0; i < set->n_tables; i++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[i]); row++)
      {
        const bool is_in = is_meant (set, i, row, band, range);

        g_assert_cmpint (ember_bitmap_get (banded->masks[i], row), ==, is_in);
        n += is_in;
        if (is_in)
          selves[ember_sample_table_get_stacks (set->tables[i])[row]] += ember_sample_table_get_weight (set->tables[i], row);
      }
  g_assert_cmpuint (ember_band_count (band, set, range), ==, n);
  graph = ember_flame_graph_new (banded, range, NULL);
  for (EmberStackId id = 0; id < n_nodes; id++)
    g_assert_cmpuint (ember_flame_graph_get_self (graph, EMBER_MEASURE_WEIGHT, id), ==, selves[id]);
}

static void
test_a_band_holds_the_samples_that_a_plain_recount_finds (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (EmberProfile) profile = small_profile_new_random (5, 3000, N_SECONDS, 20);
  g_autoptr (EmberTableSet) all = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberTableSet) filtered = create_filtered (profile);
  const int64_t origin_ns = ember_profile_get_origin (profile);

  for (int i = 0; i < 60; i++)
    {
      const EmberBand band = make_random_band (rand, origin_ns);
      const int64_t begin_ns = origin_ns + (int64_t) (g_rand_double (rand) * N_SECONDS * EMBER_SECOND_NS);
      const EmberTimeRange range = { begin_ns, begin_ns + (int64_t) (g_rand_double (rand) * N_SECONDS * EMBER_SECOND_NS) };

      check (all, &band, EMBER_TIME_RANGE_ALL);
      check (all, &band, range);
      check (filtered, &band, range);
    }
}

static void
test_the_set_says_its_band (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (6, 100, 3, 5);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberBand band = { ember_profile_get_origin (profile), EMBER_SECOND_NS, 0, EMBER_SECOND_NS / 2 };
  g_autoptr (EmberTableSet) banded = ember_band_apply (&band, set, EMBER_TIME_RANGE_ALL, NULL);
  g_autoptr (EmberTableSet) copy = ember_table_set_copy (banded);

  g_assert_false (ember_band_is_active (&set->band));
  g_assert_true (ember_band_equal (&copy->band, &band));
  g_assert_false (ember_table_set_equal (set, banded));
}

static void
test_no_band_counts_the_range (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (7, 500, 3, 5);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberTimeRange range = { ember_profile_get_origin (profile) + EMBER_SECOND_NS, ember_profile_get_origin (profile) + 2 * EMBER_SECOND_NS };

  g_assert_cmpuint (ember_band_count (&(EmberBand){ 0 }, set, range), ==, ember_table_set_count (set, range));
}

static void
test_cancelling_leaves_nothing (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (8, 500, 3, 5);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const EmberBand band = { ember_profile_get_origin (profile), EMBER_SECOND_NS, 0, EMBER_SECOND_NS / 2 };

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_band_apply (&band, set, EMBER_TIME_RANGE_ALL, cancellable));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/band-apply/a-band-holds-the-samples-that-a-plain-recount-finds", test_a_band_holds_the_samples_that_a_plain_recount_finds);
  g_test_add_func ("/band-apply/the-set-says-its-band", test_the_set_says_its_band);
  g_test_add_func ("/band-apply/no-band-counts-the-range", test_no_band_counts_the_range);
  g_test_add_func ("/band-apply/cancelling-leaves-nothing", test_cancelling_leaves_nothing);
  return g_test_run ();
}
