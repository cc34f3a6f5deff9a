/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-space.h"

#include <glib.h>
#include <string.h>

#define N_ADDRESSES 300

/* A mapping with @tag as its image; offsets count from 1000 × tag. */
static EmberPerfMap
map_of (uint64_t begin,
        uint64_t end,
        uint32_t tag)
{
  return (EmberPerfMap){ .begin = begin, .end = end, .offset = 1000 * tag, .image = tag };
}

static uint64_t
what_is_at (const EmberPerfSpace *space,
            uint64_t address)
{
  const EmberPerfMap *map = ember_perf_space_find (space, address);

  return map != NULL ? map->offset + (address - map->begin) : UINT64_MAX;
}

/* The same as an array with an entry for each address. */
static void
test_mappings_equal_an_array_of_addresses (void)
{
  EmberPerfSpaceLimits limits = { .max_maps = 10000 };
  EmberPerfSpace *space = ember_perf_space_new (&limits);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  uint64_t model[N_ADDRESSES];

  memset (model, 0xff, sizeof model);
  for (uint32_t step = 1; step < 3000; step++)
    {
      const uint64_t begin = (uint64_t) g_rand_int_range (rand, 0, N_ADDRESSES);
      const uint64_t end = (uint64_t) g_rand_int_range (rand, 0, N_ADDRESSES + 1);
      const EmberPerfMap map = map_of (begin, end, step);
      const bool is_removal = g_rand_int_range (rand, 0, 4) == 0;

      if (is_removal)
        ember_perf_space_remove (&space, begin, end, &limits);
      else
        ember_perf_space_add (&space, &map, &limits);
      for (uint64_t i = begin; i < end; i++)
        model[i] = is_removal ? UINT64_MAX : 1000 * step + (i - begin);
      for (uint64_t i = 0; i < N_ADDRESSES; i++)
        g_assert_cmpuint (what_is_at (space, i), ==, model[i]);
    }
  ember_perf_space_unref (space, &limits);
  g_assert_cmpuint (limits.n_maps, ==, 0);
}

/* Whatever is found anywhere passes; far from all mappings most addresses do not. */
static void
test_what_is_mapped_passes_the_filter (void)
{
  static const uint64_t block = UINT64_C (1) << EMBER_PERF_SPACE_BLOCK_SHIFT;
  EmberPerfSpaceLimits limits = { .max_maps = 10000 };
  EmberPerfSpace *space = ember_perf_space_new (&limits);
  EmberPerfSpace *child;
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  EmberPerfMap map;
  uint32_t n_passed = 0;

  for (uint32_t i = 0; i < 40; i++)
    {
      map = map_of ((uint64_t) g_rand_int (rand) << 15, 0, i);
      map.end = map.begin + 1 + g_rand_int (rand) % (2 * block);
      ember_perf_space_add (&space, &map, &limits);
      g_assert_true (ember_perf_space_filter_passes (ember_perf_space_get_filter (space), map.begin));
      g_assert_true (ember_perf_space_filter_passes (ember_perf_space_get_filter (space), map.end - 1));
      g_assert_true (ember_perf_space_filter_passes (ember_perf_space_get_filter (space), map.begin + (map.end - map.begin) / 2));
    }
  for (uint32_t i = 0; i < 10000; i++)
    n_passed += ember_perf_space_filter_passes (ember_perf_space_get_filter (space), (uint64_t) g_rand_int (rand) << 32 | g_rand_int (rand));
  g_assert_cmpuint (n_passed, <, 1000);
  child = ember_perf_space_ref (space);
  ember_perf_space_add (&child, &(EmberPerfMap){ .begin = 1, .end = UINT64_MAX }, &limits);
  for (uint32_t i = 0; i < 1000; i++)
    g_assert_true (ember_perf_space_filter_passes (ember_perf_space_get_filter (child), (uint64_t) g_rand_int (rand) << 20));
  ember_perf_space_unref (child, &limits);
  child = ember_perf_space_ref (space);
  ember_perf_space_add (&child, &(EmberPerfMap){ .begin = 1, .end = 2 }, &limits);
  g_assert_true (ember_perf_space_filter_passes (ember_perf_space_get_filter (child), map.begin));
  ember_perf_space_unref (child, &limits);
  ember_perf_space_unref (space, &limits);
}

static void
test_a_shared_space_is_copied_before_it_changes (void)
{
  EmberPerfSpaceLimits limits = { .max_maps = 100 };
  EmberPerfSpace *parent = ember_perf_space_new (&limits);
  const EmberPerfMap first = map_of (10, 20, 1);
  const EmberPerfMap second = map_of (15, 30, 2);
  EmberPerfSpace *child;

  ember_perf_space_add (&parent, &first, &limits);
  child = ember_perf_space_ref (parent);
  g_assert_cmpuint (ember_perf_space_get_epoch (child), ==, ember_perf_space_get_epoch (parent));
  ember_perf_space_add (&child, &second, &limits);
  g_assert_cmpuint (what_is_at (parent, 16), ==, 1006);
  g_assert_cmpuint (what_is_at (child, 16), ==, 2001);
  g_assert_cmpuint (ember_perf_space_get_epoch (child), !=, ember_perf_space_get_epoch (parent));
  ember_perf_space_unref (child, &limits);
  ember_perf_space_unref (parent, &limits);
}

static void
test_forks_beyond_the_limit_begin_empty (void)
{
  EmberPerfSpaceLimits limits = { .max_maps = 3 };
  EmberPerfSpace *parent = ember_perf_space_new (&limits);
  const EmberPerfMap maps[] = { map_of (10, 20, 1), map_of (30, 40, 2) };
  EmberPerfSpace *child;

  ember_perf_space_add (&parent, &maps[0], &limits);
  ember_perf_space_add (&parent, &maps[1], &limits);
  child = ember_perf_space_ref (parent);
  ember_perf_space_add (&child, &maps[0], &limits);
  g_assert_cmpuint (what_is_at (child, 10), ==, 1000);
  g_assert_cmpuint (what_is_at (child, 30), ==, UINT64_MAX);
  g_assert_cmpuint (what_is_at (parent, 30), ==, 2000);
  ember_perf_space_unref (child, &limits);
  ember_perf_space_unref (parent, &limits);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perf-data-space/mappings-equal-an-array-of-addresses", test_mappings_equal_an_array_of_addresses);
  g_test_add_func ("/perf-data-space/what-is-mapped-passes-the-filter", test_what_is_mapped_passes_the_filter);
  g_test_add_func ("/perf-data-space/a-shared-space-is-copied-before-it-changes", test_a_shared_space_is_copied_before_it_changes);
  g_test_add_func ("/perf-data-space/forks-beyond-the-limit-begin-empty", test_forks_beyond_the_limit_begin_empty);
  return g_test_run ();
}
