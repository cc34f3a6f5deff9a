/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/samples-text.h"

#include "support/captured-output.h"
#include "support/small-profile.h"

static char *
print (EmberProfile *profile,
       EmberTimeRange range)
{
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  EmberOutput output;

  captured_output_begin (&output);
  ember_samples_text_write (&output, set, range);
  return captured_output_end (&output);
}

static void
test_samples_of_all_events_stand_in_order_of_time (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autofree char *text = NULL;

  small_profile_add (builder, 30, "a", 1, "cycles", "main;f", 7);
  small_profile_add (builder, 10, "b", 2, "sched:x y", "", 1);
  small_profile_add (builder, 20, "swapper", 0, "cycles", "do_idle", 9);
  profile = ember_profile_builder_freeze (builder);
  text = print (profile, EMBER_TIME_RANGE_ALL);
  g_assert_cmpstr (text, ==,
                   "10 2 2 2 1 0 sched:x y\n"
                   "20 0 0 0 9 1 cycles\n"
                   "30 1 1 1 7 2 cycles\n");
}

static void
test_what_is_unknown_is_minus_one (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autofree char *text = NULL;
  const EmberThread thread = { -1, -1, EMBER_STRING_EMPTY };
  const EmberSample sample = {
    .time_ns = 5,
    .thread = ember_profile_builder_add_thread (builder, &thread),
    .cpu = -1,
    .stack = ember_profile_builder_add_comm (builder, EMBER_STRING_EMPTY),
    .event = ember_profile_builder_add_event (builder, EMBER_STRING_EMPTY, false),
    .weight = 1,
  };

  ember_profile_builder_add_sample (builder, &sample);
  profile = ember_profile_builder_freeze (builder);
  text = print (profile, EMBER_TIME_RANGE_ALL);
  g_assert_cmpstr (text, ==, "5 -1 -1 -1 1 0 \n");
}

static void
test_without_times_the_order_is_the_files (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autofree char *text = NULL;

  small_profile_add (builder, EMBER_TIME_NONE, "a", 1, "x", "main", 1);
  small_profile_add (builder, EMBER_TIME_NONE, "a", 2, "y", "main", 1);
  small_profile_add (builder, EMBER_TIME_NONE, "a", 3, "x", "main", 1);
  profile = ember_profile_builder_freeze (builder);
  text = print (profile, EMBER_TIME_RANGE_ALL);
  g_assert_cmpstr (text, ==, "0 1 1 1 1 1 x\n0 2 2 2 1 1 y\n0 3 3 3 1 1 x\n");
}

static void
test_a_range_ends_before_its_end (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autofree char *text = NULL;

  for (int i = 1; i <= 4; i++)
    small_profile_add (builder, i, "a", i, "x", "main", 1);
  profile = ember_profile_builder_freeze (builder);
  text = print (profile, (EmberTimeRange){ 2, 4 });
  g_assert_cmpstr (text, ==, "2 2 2 2 1 1 x\n3 3 3 3 1 1 x\n");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/samples-text/samples-of-all-events-stand-in-order-of-time", test_samples_of_all_events_stand_in_order_of_time);
  g_test_add_func ("/samples-text/what-is-unknown-is-minus-one", test_what_is_unknown_is_minus_one);
  g_test_add_func ("/samples-text/without-times-the-order-is-the-files", test_without_times_the_order_is_the_files);
  g_test_add_func ("/samples-text/a-range-ends-before-its-end", test_a_range_ends_before_its_end);
  return g_test_run ();
}
