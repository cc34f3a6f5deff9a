/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/profile-builder.h"

#include <string.h>

#include "support/small-profile.h"

static void
test_samples_come_out_in_order_of_time (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  const EmberSampleTable *tables;
  uint32_t n_tables;

  small_profile_add (builder, 3000, "b", 2, "cycles", "main;x", 1);
  small_profile_add (builder, 1000, "a", 1, "cycles", "main;y", 1);
  small_profile_add (builder, 2000, "a", 1, "cycles", "main", 1);
  profile = ember_profile_builder_freeze (builder);

  tables = ember_profile_get_tables (profile, &n_tables);
  g_assert_cmpuint (n_tables, ==, 1);
  for (size_t i = 0; i < 3; i++)
    {
      static const char *const stacks[] = { "a;main;y", "a;main", "b;main;x" };
      const EmberSample sample = ember_sample_table_get (&tables[0], i);
      g_autofree char *stack = small_profile_dup_stack (profile, sample.stack);

      g_assert_cmpint (sample.time_ns, ==, 1000 * ((int64_t) i + 1));
      g_assert_cmpstr (stack, ==, stacks[i]);
    }
}

static void
test_equal_times_keep_the_order_of_the_file (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  const EmberSampleTable *tables;
  uint32_t n_tables;

  small_profile_add (builder, 9, "z", 1, "cycles", "", 1);
  for (uint64_t i = 0; i < 100; i++)
    small_profile_add (builder, 5, "a", 1, "cycles", "main", i);
  profile = ember_profile_builder_freeze (builder);

  tables = ember_profile_get_tables (profile, &n_tables);
  for (uint64_t i = 0; i < 100; i++)
    g_assert_cmpuint (ember_sample_table_get_weight (&tables[0], i), ==, i);
}

/* What a builder with a sample at @sample_ns tells of the time of day. */
static bool
get_offset (int64_t sample_ns,
            int64_t time_ns,
            int64_t wall_clock_ns,
            int64_t *offset_ns)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;

  small_profile_add (builder, sample_ns, "a", 1, "x", "main", 1);
  ember_profile_builder_set_wall_clock (builder, time_ns, wall_clock_ns);
  ember_profile_builder_set_wall_clock (builder, 1, 1);
  profile = ember_profile_builder_freeze (builder);
  return ember_profile_get_wall_clock_offset (profile, offset_ns);
}

static void
test_the_first_time_of_day_holds (void)
{
  int64_t offset_ns;

  g_assert_true (get_offset (5000, 4000, 1000000, &offset_ns));
  g_assert_cmpint (offset_ns, ==, 996000);
  g_assert_true (get_offset (7 * EMBER_SECOND_NS, 7 * EMBER_SECOND_NS, 0, &offset_ns));
  g_assert_cmpint (offset_ns, ==, -7 * EMBER_SECOND_NS);
}

static void
test_a_time_of_day_of_another_clock_is_forgotten (void)
{
  int64_t offset_ns;

  g_assert_true (get_offset (EMBER_SECOND_NS, 2 * EMBER_SECOND_NS, 9, &offset_ns));
  g_assert_false (get_offset (EMBER_SECOND_NS - 1, 2 * EMBER_SECOND_NS, 9, &offset_ns));
  g_assert_false (get_offset (EMBER_TIME_MAX_NS - 1, 0, 2, &offset_ns));
  g_assert_false (get_offset (EMBER_TIME_NONE, 0, 0, &offset_ns));
}

static void
check_subtree (const EmberStacks *stacks,
               EmberStackId id)
{
  const EmberStackId end = ember_stacks_get_end (stacks, id);

  g_assert_cmpuint (end, >, id);
  for (EmberStackId other = 0; other < ember_stacks_get_n (stacks); other++)
    {
      EmberStackId up = other;

      while (up != id && up != EMBER_STACK_ROOT)
        up = ember_stacks_get_parent (stacks, up);
      g_assert_cmpint (up == id, ==, id <= other && other < end);
    }
}

static void
test_a_subtree_is_one_range_of_ids (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (1, 300, 3, 5);
  const EmberStacks *stacks = ember_profile_get_stacks (profile);

  g_assert_cmpuint (ember_stacks_get_n (stacks), >, 500);
  for (EmberStackId id = 0; id < ember_stacks_get_n (stacks); id++)
    check_subtree (stacks, id);
}

static void
test_siblings_stand_in_order_of_name (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (2, 500, 3, 12);
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  uint32_t n_pairs = 0;

  for (EmberStackId id = 1; id < ember_stacks_get_n (stacks); id++)
    {
      const EmberStackId sibling = ember_stacks_get_end (stacks, id);

      g_assert_cmpuint (ember_stacks_get_depth (stacks, id), ==, ember_stacks_get_depth (stacks, ember_stacks_get_parent (stacks, id)) + 1);
      if (sibling == ember_stacks_get_n (stacks) || ember_stacks_get_parent (stacks, sibling) != ember_stacks_get_parent (stacks, id))
        continue;
      n_pairs++;
      g_assert_cmpint (strcmp (ember_profile_get_frame_name (profile, ember_stacks_get_frame (stacks, id)),
                               ember_profile_get_frame_name (profile, ember_stacks_get_frame (stacks, sibling))),
                       <=, 0);
    }
  g_assert_cmpuint (n_pairs, >, 100);
}

static void
test_idle_samples_stand_apart (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  const EmberSampleTable *tables;
  uint32_t n_tables;

  small_profile_add (builder, 1, "swapper", 0, "cycles", "start;do_idle", 1);
  small_profile_add (builder, 2, "swapper", 0, "cycles", "start;do_idle;irq_handler", 1);
  small_profile_add (builder, 3, "swapper", 0, "cycles", "", 1);
  small_profile_add (builder, 4, "mine", 7, "cycles", "do_idle", 1);
  profile = ember_profile_builder_freeze (builder);

  tables = ember_profile_get_tables (profile, &n_tables);
  g_assert_cmpuint (n_tables, ==, 2);
  g_assert_false (tables[0].is_idle);
  g_assert_cmpuint (ember_sample_table_get_n (&tables[0]), ==, 2);
  g_assert_cmpint (ember_sample_table_get_times (&tables[0])[0], ==, 2);
  g_assert_true (tables[1].is_idle);
  g_assert_cmpuint (ember_sample_table_get_n (&tables[1]), ==, 2);
}

static void
test_without_times_samples_are_numbered (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  const EmberSampleTable *tables;
  uint32_t n_tables;

  small_profile_add (builder, EMBER_TIME_NONE, "a", 1, "x", "main", 1);
  small_profile_add (builder, EMBER_TIME_NONE, "a", 1, "y", "main", 1);
  small_profile_add (builder, EMBER_TIME_NONE, "a", 1, "x", "main", 1);
  profile = ember_profile_builder_freeze (builder);

  g_assert_false (ember_profile_has_times (profile));
  tables = ember_profile_get_tables (profile, &n_tables);
  g_assert_cmpint (ember_sample_table_get_times (&tables[0])[1], ==, 2);
  g_assert_cmpint (ember_sample_table_get_times (&tables[1])[0], ==, 1);
}

static void
test_a_sample_without_time_among_timed_ones_is_counted (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  const EmberNotice *notices;
  uint32_t n_notices;

  small_profile_add (builder, EMBER_TIME_NONE, "a", 1, "x", "main", 1);
  small_profile_add (builder, 77, "a", 1, "x", "main", 1);
  profile = ember_profile_builder_freeze (builder);

  g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 1);
  notices = ember_profile_get_notices (profile, &n_notices);
  g_assert_cmpuint (n_notices, ==, 1);
  g_assert_cmpuint (notices[0].count, ==, 1);
  g_assert_nonnull (strstr (notices[0].text, "without a time stamp"));
}

static void
test_gaps_are_joined (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  const EmberTimeRange *gaps;
  uint32_t n_gaps;

  ember_profile_builder_add_gap (builder, (EmberTimeRange){ 50, 60 });
  ember_profile_builder_add_gap (builder, (EmberTimeRange){ 10, 20 });
  ember_profile_builder_add_gap (builder, (EmberTimeRange){ 15, 30 });
  profile = ember_profile_builder_freeze (builder);

  gaps = ember_profile_get_gaps (profile, &n_gaps);
  g_assert_cmpuint (n_gaps, ==, 2);
  g_assert_cmpint (gaps[0].begin_ns, ==, 10);
  g_assert_cmpint (gaps[0].end_ns, ==, 30);
  g_assert_cmpint (gaps[1].begin_ns, ==, 50);
}

static void
test_weights_cost_nothing_until_they_differ (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  const EmberSampleTable *tables;
  uint32_t n_tables;

  for (int i = 0; i < 10; i++)
    small_profile_add (builder, i, "a", 1, "same", "main", 250000);
  for (uint64_t i = 0; i < 10; i++)
    small_profile_add (builder, (int64_t) i, "a", 1, "differ", "main", i < 9 ? 5 : 6);
  profile = ember_profile_builder_freeze (builder);

  tables = ember_profile_get_tables (profile, &n_tables);
  g_assert_cmpuint (tables[0].weights.n, ==, 0);
  g_assert_cmpuint (ember_sample_table_get_weight (&tables[0], 9), ==, 250000);
  g_assert_cmpuint (tables[1].weights.n, ==, 10);
  g_assert_cmpuint (ember_sample_table_get_weight (&tables[1], 0), ==, 5);
  g_assert_cmpuint (ember_sample_table_get_weight (&tables[1], 9), ==, 6);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile-builder/samples-come-out-in-order-of-time", test_samples_come_out_in_order_of_time);
  g_test_add_func ("/profile-builder/equal-times-keep-the-order-of-the-file", test_equal_times_keep_the_order_of_the_file);
  g_test_add_func ("/profile-builder/a-subtree-is-one-range-of-ids", test_a_subtree_is_one_range_of_ids);
  g_test_add_func ("/profile-builder/siblings-stand-in-order-of-name", test_siblings_stand_in_order_of_name);
  g_test_add_func ("/profile-builder/idle-samples-stand-apart", test_idle_samples_stand_apart);
  g_test_add_func ("/profile-builder/without-times-samples-are-numbered", test_without_times_samples_are_numbered);
  g_test_add_func ("/profile-builder/a-sample-without-time-among-timed-ones-is-counted", test_a_sample_without_time_among_timed_ones_is_counted);
  g_test_add_func ("/profile-builder/gaps-are-joined", test_gaps_are_joined);
  g_test_add_func ("/profile-builder/weights-cost-nothing-until-they-differ", test_weights_cost_nothing_until_they_differ);
  g_test_add_func ("/profile-builder/the-first-time-of-day-holds", test_the_first_time_of_day_holds);
  g_test_add_func ("/profile-builder/a-time-of-day-of-another-clock-is-forgotten", test_a_time_of_day_of_another_clock_is_forgotten);
  return g_test_run ();
}
