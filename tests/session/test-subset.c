/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/subset.h"

#include "support/small-profile.h"

static void
run_until_idle (EmberSubset *subset)
{
  while (ember_subset_is_busy (subset))
    g_main_context_iteration (NULL, TRUE);
}

static EmberSubset *
subset_of (EmberProfile *profile)
{
  EmberSubset *subset = ember_subset_new ();

  ember_subset_set_profile (subset, profile);
  run_until_idle (subset);
  return subset;
}

static const char *
get_comm (const EmberTableSet *set,
          const EmberSample *sample)
{
  const EmberThread *thread = ember_threads_get (ember_profile_get_threads (set->profile), sample->thread);

  return ember_strings_get (ember_profile_get_strings (set->profile), thread->comm);
}

/* The comm of the @index-th sample, which is some thread's. */
static const char *
comm_at (const EmberTableSet *set,
         size_t index)
{
  const EmberSample sample = ember_sample_table_get (set->tables[0], index % ember_sample_table_get_n (set->tables[0]));

  return get_comm (set, &sample);
}

static EmberFilter *
filter_of_comm (const char *comm)
{
  g_autoptr (EmberFilter) nothing = ember_filter_new ();

  return ember_filter_with (nothing, &(EmberFilterCondition){ .kind = EMBER_FILTER_COMM, .is_enabled = true, .text = (char *) comm });
}

static bool
is_counted (const EmberTableSet *set,
            uint32_t table,
            size_t row)
{
  const EmberBitmap *mask = ember_table_set_get_mask (set, table);

  return mask == NULL || ember_bitmap_get (mask, row);
}

/* @comm: (nullable): NULL: all samples are to be counted */
static void
assert_is_of_comm (EmberSubset *subset,
                   const char *comm)
{
  const EmberTableSet *set = ember_subset_get_set (subset);
  uint64_t n = 0;

  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (set->tables[t], row);
        const bool is_wanted = comm == NULL || g_str_equal (get_comm (set, &sample), comm);

        g_assert_cmpint (is_counted (set, t, row), ==, is_wanted);
        n += is_wanted;
      }
  g_assert_cmpuint (n, >, 0);
}

/* The name below the root of each sample's stack. */
static void
assert_first_level_is (EmberSubset *subset,
                       EmberMergeLevel merge_level)
{
  const EmberTableSet *set = ember_subset_get_set (subset);
  const EmberStacks *stacks = ember_profile_get_stacks (set->profile);

  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (set->tables[t], row);
        const EmberThread *thread = ember_threads_get (ember_profile_get_threads (set->profile), sample.thread);
        g_autofree char *expected = merge_level == EMBER_MERGE_THREAD ? g_strdup_printf ("%s [%d]", get_comm (set, &sample), thread->tid)
                                                                      : g_strdup (get_comm (set, &sample));
        EmberStackId node = sample.stack;

        while (ember_stacks_get_depth (stacks, node) > 1)
          node = ember_stacks_get_parent (stacks, node);
        g_assert_cmpstr (ember_profile_get_frame_name (set->profile, ember_stacks_get_frame (stacks, node)), ==, expected);
      }
}

static void
test_each_filter_leaves_what_it_names (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (3, 4000, 10, 40);
  EmberSubset *subset = subset_of (profile);

  assert_is_of_comm (subset, NULL);
  for (size_t i = 0; i < 40; i += 7)
    {
      g_autofree char *comm = g_strdup (comm_at (ember_subset_get_whole (subset), i));
      g_autoptr (EmberFilter) filter = filter_of_comm (comm);

      ember_subset_set_filter (subset, filter);
      run_until_idle (subset);
      assert_is_of_comm (subset, comm);
    }
  g_assert_finalize_object (subset);
}

static void
test_what_stood_stays_until_the_new_stands (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (4, 4000, 10, 40);
  g_autoptr (EmberSubset) subset = subset_of (profile);
  const EmberTableSet *before = ember_subset_get_set (subset);
  g_autofree char *comm = g_strdup (comm_at (before, 0));
  g_autoptr (EmberFilter) filter = filter_of_comm (comm);

  g_assert_true (ember_subset_set_filter (subset, filter));
  g_assert_true (ember_subset_get_set (subset) == before);
  g_assert_true (ember_subset_get_filter (subset) == filter);
  run_until_idle (subset);
  assert_is_of_comm (subset, comm);
}

static void
test_undo_and_redo_bring_filters_back (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (5, 4000, 10, 40);
  g_autoptr (EmberSubset) subset = subset_of (profile);
  g_autofree char *comm = g_strdup (comm_at (ember_subset_get_set (subset), 9));
  g_autoptr (EmberFilter) filter = filter_of_comm (comm);

  g_assert_true (ember_subset_set_filter (subset, filter));
  run_until_idle (subset);
  g_assert_true (ember_subset_undo (subset));
  run_until_idle (subset);
  assert_is_of_comm (subset, NULL);
  g_assert_false (ember_subset_undo (subset));
  g_assert_true (ember_subset_redo (subset));
  run_until_idle (subset);
  assert_is_of_comm (subset, comm);
}

static void
test_filter_and_merge_level_hold_together (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (6, 4000, 10, 40);
  g_autoptr (EmberSubset) subset = subset_of (profile);
  g_autofree char *comm = g_strdup (comm_at (ember_subset_get_set (subset), 5));
  g_autoptr (EmberFilter) filter = filter_of_comm (comm);

  ember_subset_set_merge_level (subset, EMBER_MERGE_THREAD);
  ember_subset_set_filter (subset, filter);
  run_until_idle (subset);
  assert_is_of_comm (subset, comm);
  assert_first_level_is (subset, EMBER_MERGE_THREAD);
  ember_subset_set_merge_level (subset, EMBER_MERGE_COMM);
  run_until_idle (subset);
  assert_is_of_comm (subset, comm);
  assert_first_level_is (subset, EMBER_MERGE_COMM);
}

static void
test_event_and_idle_keep_the_filter (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (7, 4000, 10, 40);
  g_autoptr (EmberSubset) subset = subset_of (profile);
  g_autofree char *comm = g_strdup (comm_at (ember_subset_get_set (subset), 5));
  g_autoptr (EmberFilter) filter = filter_of_comm (comm);
  const GPtrArray *choices = ember_subset_get_choices (subset);
  const EmberEventChoice *last = g_ptr_array_index (choices, choices->len - 1);

  ember_subset_set_filter (subset, filter);
  g_assert_true (ember_subset_set_event_name (subset, last->name));
  g_assert_true (ember_subset_set_with_idle (subset, true));
  run_until_idle (subset);
  assert_is_of_comm (subset, comm);
}

static uint64_t
count_whole (EmberSubset *subset)
{
  run_until_idle (subset);
  return ember_table_set_count (ember_subset_get_whole (subset), EMBER_TIME_RANGE_ALL);
}

static void
test_event_and_idle_are_filters_that_can_be_taken_back (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (11, 4000, 10, 40);
  g_autoptr (EmberSubset) subset = subset_of (profile);
  g_autofree char *first = g_strdup (ember_subset_get_event_name (subset));
  const GPtrArray *choices = ember_subset_get_choices (subset);
  const EmberEventChoice *last = g_ptr_array_index (choices, choices->len - 1);
  g_autoptr (EmberFilter) off = NULL;

  g_assert_cmpstr (first, !=, last->name);
  ember_subset_set_event_name (subset, last->name);
  g_assert_cmpuint (count_whole (subset), ==, last->n_samples - last->n_idle);
  ember_subset_set_with_idle (subset, true);
  g_assert_cmpuint (count_whole (subset), ==, last->n_samples);
  g_assert_cmpuint (ember_filter_get_n (ember_subset_get_filter (subset)), ==, 2);
  off = ember_filter_with_enabled (ember_subset_get_filter (subset), 0, false);
  ember_subset_set_filter (subset, off);
  g_assert_cmpstr (ember_subset_get_event_name (subset), ==, first);
  g_assert_true (ember_subset_get_with_idle (subset));
  for (int i = 0; i < 3; i++)
    g_assert_true (ember_subset_undo (subset));
  g_assert_false (ember_subset_can_undo (subset));
  g_assert_cmpstr (ember_subset_get_event_name (subset), ==, first);
  g_assert_false (ember_subset_get_with_idle (subset));
  ember_subset_redo (subset);
  g_assert_cmpstr (ember_subset_get_event_name (subset), ==, last->name);
}

static void
test_the_first_event_needs_no_filter (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (12, 400, 10, 40);
  g_autoptr (EmberSubset) subset = subset_of (profile);
  g_autofree char *first = g_strdup (ember_subset_get_event_name (subset));
  const GPtrArray *choices = ember_subset_get_choices (subset);
  const EmberEventChoice *last = g_ptr_array_index (choices, choices->len - 1);

  g_assert_false (ember_subset_set_event_name (subset, first));
  ember_subset_set_event_name (subset, last->name);
  g_assert_true (ember_subset_set_event_name (subset, first));
  g_assert_cmpuint (ember_filter_get_n (ember_subset_get_filter (subset)), ==, 0);
}

static void
test_idle_samples_shown_before_a_recording_are_no_step (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (13, 400, 10, 40);
  g_autoptr (EmberSubset) subset = ember_subset_new ();

  g_assert_true (ember_subset_set_with_idle (subset, true));
  g_assert_false (ember_subset_can_undo (subset));
  ember_subset_set_profile (subset, profile);
  g_assert_true (ember_subset_get_with_idle (subset));
  ember_subset_forget (subset);
  g_assert_true (ember_subset_get_with_idle (subset));
  g_assert_false (ember_subset_can_undo (subset));
}

static void
test_a_profile_that_knows_more_keeps_filter_and_merge_level (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (8, 4000, 10, 40);
  g_autoptr (EmberProfile) other = small_profile_new_random (8, 5000, 10, 40);
  g_autoptr (EmberSubset) subset = subset_of (profile);
  g_autofree char *comm = g_strdup (comm_at (ember_subset_get_set (subset), 5));
  g_autoptr (EmberFilter) filter = filter_of_comm (comm);

  ember_subset_set_filter (subset, filter);
  ember_subset_set_merge_level (subset, EMBER_MERGE_THREAD);
  run_until_idle (subset);
  ember_subset_set_profile (subset, other);
  run_until_idle (subset);
  g_assert_true (ember_subset_get_profile (subset) == other);
  assert_is_of_comm (subset, comm);
  assert_first_level_is (subset, EMBER_MERGE_THREAD);
}

static void
test_forgetting_leaves_nothing (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (9, 400, 10, 40);
  g_autoptr (EmberSubset) subset = subset_of (profile);
  g_autoptr (EmberFilter) filter = filter_of_comm ("nobody");

  ember_subset_set_filter (subset, filter);
  ember_subset_forget (subset);
  run_until_idle (subset);
  g_assert_null (ember_subset_get_profile (subset));
  g_assert_null (ember_subset_get_set (subset));
  g_assert_cmpuint (ember_filter_get_n (ember_subset_get_filter (subset)), ==, 0);
  g_assert_false (ember_subset_can_undo (subset));
}

static void
test_a_filter_that_cannot_be_asked_leaves_all_and_says_why (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (10, 400, 10, 40);
  g_autoptr (EmberSubset) subset = subset_of (profile);
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  char text[] = "(";
  g_autoptr (EmberFilter) filter = ember_filter_with (nothing, &(EmberFilterCondition){
                                                                   .kind = EMBER_FILTER_FRAME,
                                                                   .match = EMBER_MATCH_REGEX,
                                                                   .is_enabled = true,
                                                                   .text = text,
                                                               });

  ember_subset_set_filter (subset, filter);
  run_until_idle (subset);
  g_assert_true (ember_subset_get_error (subset)->domain == G_REGEX_ERROR);
  assert_is_of_comm (subset, NULL);
  ember_subset_set_merge_level (subset, EMBER_MERGE_NOTHING);
  run_until_idle (subset);
  g_assert_nonnull (ember_subset_get_error (subset));
  ember_subset_undo (subset);
  run_until_idle (subset);
  g_assert_null (ember_subset_get_error (subset));
}

static void
test_a_profile_without_samples_has_no_set (void)
{
  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (ember_profile_builder_new ());
  g_autoptr (EmberSubset) subset = subset_of (profile);
  g_autoptr (EmberFilter) filter = filter_of_comm ("nobody");

  ember_subset_set_filter (subset, filter);
  ember_subset_set_merge_level (subset, EMBER_MERGE_CPU);
  run_until_idle (subset);
  g_assert_null (ember_subset_get_set (subset));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/subset/each-filter-leaves-what-it-names", test_each_filter_leaves_what_it_names);
  g_test_add_func ("/subset/what-stood-stays-until-the-new-stands", test_what_stood_stays_until_the_new_stands);
  g_test_add_func ("/subset/undo-and-redo-bring-filters-back", test_undo_and_redo_bring_filters_back);
  g_test_add_func ("/subset/filter-and-merge-level-hold-together", test_filter_and_merge_level_hold_together);
  g_test_add_func ("/subset/event-and-idle-keep-the-filter", test_event_and_idle_keep_the_filter);
  g_test_add_func ("/subset/event-and-idle-are-filters-that-can-be-taken-back", test_event_and_idle_are_filters_that_can_be_taken_back);
  g_test_add_func ("/subset/the-first-event-needs-no-filter", test_the_first_event_needs_no_filter);
  g_test_add_func ("/subset/idle-samples-shown-before-a-recording-are-no-step", test_idle_samples_shown_before_a_recording_are_no_step);
  g_test_add_func ("/subset/a-profile-that-knows-more-keeps-filter-and-merge-level", test_a_profile_that_knows_more_keeps_filter_and_merge_level);
  g_test_add_func ("/subset/forgetting-leaves-nothing", test_forgetting_leaves_nothing);
  g_test_add_func ("/subset/a-filter-that-cannot-be-asked-leaves-all-and-says-why", test_a_filter_that_cannot_be_asked_leaves_all_and_says_why);
  g_test_add_func ("/subset/a-profile-without-samples-has-no-set", test_a_profile_without_samples_has_no_set);
  return g_test_run ();
}
