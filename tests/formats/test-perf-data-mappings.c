/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-mappings.h"

typedef struct
{
  EmberPerfMappings mappings;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  ember_perf_mappings_init (&fixture->mappings);
  fixture->mappings.limits.max_maps = 1000;
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  ember_perf_mappings_clear (&fixture->mappings);
  g_assert_cmpuint (fixture->mappings.limits.n_maps, ==, 0);
}

static EmberPerfMap
map_of (EmberImageId image)
{
  return (EmberPerfMap){ .begin = 1000, .end = 2000, .image = image };
}

static void
add (Fixture *fixture,
     int32_t pid,
     EmberImageId image)
{
  const EmberPerfMap map = map_of (image);

  ember_perf_mappings_add (&fixture->mappings, pid, &map);
}

/* Returns: 0 where nothing is mapped */
static EmberImageId
get_image (const EmberPerfSpace *space)
{
  const EmberPerfMap *map = space != NULL ? ember_perf_space_find (space, 1500) : NULL;

  return map != NULL ? map->image : 0;
}

static void
test_a_process_has_what_it_mapped (Fixture *fixture,
                                   gconstpointer data)
{
  g_assert_null (ember_perf_mappings_get (&fixture->mappings, 5));
  add (fixture, 5, 1);
  add (fixture, 6, 2);
  g_assert_cmpuint (get_image (ember_perf_mappings_get (&fixture->mappings, 5)), ==, 1);
  g_assert_cmpuint (get_image (ember_perf_mappings_get (&fixture->mappings, 6)), ==, 2);
}

static void
test_a_fork_begins_with_its_parents_and_goes_its_own_way (Fixture *fixture,
                                                          gconstpointer data)
{
  add (fixture, 5, 1);
  ember_perf_mappings_fork (&fixture->mappings, 6, 5);
  g_assert_cmpuint (get_image (ember_perf_mappings_get (&fixture->mappings, 6)), ==, 1);
  add (fixture, 6, 2);
  g_assert_cmpuint (get_image (ember_perf_mappings_get (&fixture->mappings, 5)), ==, 1);
  g_assert_cmpuint (get_image (ember_perf_mappings_get (&fixture->mappings, 6)), ==, 2);
  /* One whose number was used before, of a parent that nothing is known of. */
  ember_perf_mappings_fork (&fixture->mappings, 6, 7);
  g_assert_nonnull (ember_perf_mappings_get (&fixture->mappings, 6));
  g_assert_cmpuint (get_image (ember_perf_mappings_get (&fixture->mappings, 6)), ==, 0);
}

static void
test_what_a_new_program_left_is_known_until_it_is_forgotten (Fixture *fixture,
                                                             gconstpointer data)
{
  add (fixture, 5, 1);
  g_assert_null (ember_perf_mappings_get_left (&fixture->mappings, 5));
  ember_perf_mappings_exec (&fixture->mappings, 5);
  g_assert_cmpuint (get_image (ember_perf_mappings_get (&fixture->mappings, 5)), ==, 0);
  g_assert_cmpuint (get_image (ember_perf_mappings_get_left (&fixture->mappings, 5)), ==, 1);
  g_assert_null (ember_perf_mappings_get_left (&fixture->mappings, 6));
  /* What is mapped now is of either. */
  add (fixture, 5, 2);
  g_assert_cmpuint (get_image (ember_perf_mappings_get (&fixture->mappings, 5)), ==, 2);
  g_assert_cmpuint (get_image (ember_perf_mappings_get_left (&fixture->mappings, 5)), ==, 2);
  ember_perf_mappings_forget_left (&fixture->mappings, 5);
  g_assert_null (ember_perf_mappings_get_left (&fixture->mappings, 5));
  g_assert_cmpuint (get_image (ember_perf_mappings_get (&fixture->mappings, 5)), ==, 2);
}

static void
test_of_two_programs_the_last_one_is_left (Fixture *fixture,
                                           gconstpointer data)
{
  add (fixture, 5, 1);
  ember_perf_mappings_exec (&fixture->mappings, 5);
  ember_perf_mappings_forget_left (&fixture->mappings, 5);
  add (fixture, 5, 2);
  ember_perf_mappings_exec (&fixture->mappings, 5);
  g_assert_cmpuint (get_image (ember_perf_mappings_get_left (&fixture->mappings, 5)), ==, 2);
  ember_perf_mappings_exec (&fixture->mappings, 8);
  g_assert_null (ember_perf_mappings_get_left (&fixture->mappings, 8));
}

static void
test_the_kernel_loses_what_is_taken_away (Fixture *fixture,
                                          gconstpointer data)
{
  const EmberPerfMap map = map_of (3);

  ember_perf_mappings_add_kernel (&fixture->mappings, &map);
  g_assert_cmpuint (get_image (fixture->mappings.kernel), ==, 3);
  ember_perf_mappings_remove_kernel (&fixture->mappings, 1500, 1501);
  g_assert_cmpuint (get_image (fixture->mappings.kernel), ==, 0);
  g_assert_nonnull (ember_perf_space_find (fixture->mappings.kernel, 1501));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/perf-data-mappings/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("a-process-has-what-it-mapped", test_a_process_has_what_it_mapped);
  ADD ("a-fork-begins-with-its-parents-and-goes-its-own-way", test_a_fork_begins_with_its_parents_and_goes_its_own_way);
  ADD ("what-a-new-program-left-is-known-until-it-is-forgotten", test_what_a_new_program_left_is_known_until_it_is_forgotten);
  ADD ("of-two-programs-the-last-one-is-left", test_of_two_programs_the_last_one_is_left);
  ADD ("the-kernel-loses-what-is-taken-away", test_the_kernel_loses_what_is_taken_away);
#undef ADD
  return g_test_run ();
}
