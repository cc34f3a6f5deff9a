/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/patterns-text.h"

#include <math.h>
#include <string.h>

#include "support/captured-output.h"
#include "support/small-profile.h"

static char *
print (const EmberPattern *pattern,
       const EmberProfile *profile)
{
  g_autoptr (GArray) patterns = g_array_new (FALSE, FALSE, sizeof (EmberPattern));
  EmberOutput output;

  g_array_append_val (patterns, *pattern);
  captured_output_begin (&output);
  ember_patterns_text_write (&output, patterns, profile);
  return captured_output_end (&output);
}

static EmberProfile *
create_profile (const char *comm,
                const char *stack)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, 1500000000, comm, 7, "cycles", stack, 1);
  return ember_profile_builder_freeze (builder);
}

static void
test_a_pattern_is_one_object_on_one_line (void)
{
  g_autoptr (EmberProfile) profile = create_profile ("waker", "main;work");
  EmberPattern pattern = ember_pattern_make (EMBER_PATTERN_BUSY_WAIT, (EmberTimeRange){ 1512345678, 61512345678 });
  g_autofree char *text = NULL;

  pattern.range_bound_s = 0.002;
  pattern.thread = 0;
  pattern.period_s = 1.0200071;
  pattern.period_bound_s = 0.00003;
  pattern.busy_ms = 20.0071;
  pattern.busy_bound_ms = 0.03;
  pattern.sleep_s = 1;
  pattern.drift_ms_per_s = 19.6;
  pattern.confidence = 0.987;
  pattern.stack = 3;
  text = print (&pattern, profile);
  g_assert_cmpstr (text, ==,
                   "{\"pattern\":\"busy-wait\",\"begin\":0.512,\"end\":60.512,\"time_bound_s\":0.002,\"period_s\":1.02001,\"period_bound_s\":0.00003,"
                   "\"busy_ms\":20.01,\"busy_bound_ms\":0.03,\"sleep_s\":1,\"drift_ms_per_s\":19.6,"
                   "\"thread\":\"waker\",\"pid\":7,\"tid\":7,\"confidence\":0.99,\"frames\":[\"main\",\"work\"]}\n");
}

static void
test_loads_are_per_cents_and_named_by_what_they_are (void)
{
  g_autoptr (EmberProfile) profile = create_profile ("a", "f");
  EmberPattern rising = ember_pattern_make (EMBER_PATTERN_RISING, (EmberTimeRange){ 1000000000, 2000000000 });
  EmberPattern even = ember_pattern_make (EMBER_PATTERN_UTILIZATION, (EmberTimeRange){ 1000000000, 2000000000 });
  g_autofree char *rising_text = NULL;
  g_autofree char *even_text = NULL;

  rising.level = 0.1;
  rising.level_to = 0.8512;
  even.level = 0.5;
  even.variability = 0.021;
  rising_text = print (&rising, profile);
  even_text = print (&even, profile);
  g_assert_cmpstr (rising_text, ==, "{\"pattern\":\"rising\",\"begin\":0,\"end\":1,\"from_percent\":10,\"to_percent\":85.1,\"confidence\":1}\n");
  g_assert_cmpstr (even_text, ==, "{\"pattern\":\"utilization\",\"begin\":0,\"end\":1,\"level_percent\":50,\"variability_percent\":2.1,\"confidence\":1}\n");
}

static void
test_hostile_names_stay_valid_json (void)
{
  g_autoptr (EmberProfile) profile = create_profile ("a\"b\\\n\x01\xff", "f\"\t");
  EmberPattern pattern = ember_pattern_make (EMBER_PATTERN_PERIODIC, (EmberTimeRange){ 1000000000, 2000000000 });
  g_autofree char *text = NULL;

  pattern.thread = 0;
  pattern.stack = 2;
  text = print (&pattern, profile);
  g_assert_nonnull (strstr (text, "\"thread\":\"a\\\"b\\\\\\u000a\\u0001\357\277\275\""));
  g_assert_nonnull (strstr (text, "\"frames\":[\"f\\\"\\u0009\"]"));
}

static void
test_rounding_follows_the_bound (void)
{
  int n;

  g_assert_cmpfloat (ember_pattern_round (1.01987, 0.002, &n), ==, 1.02);
  g_assert_cmpint (n, ==, 3);
  g_assert_cmpfloat (ember_pattern_round (123.4, 30, &n), ==, 123);
  g_assert_cmpint (n, ==, 0);
  g_assert_cmpfloat (ember_pattern_round (0.123456789, NAN, NULL), ==, 0.123456789);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/patterns-text/a-pattern-is-one-object-on-one-line", test_a_pattern_is_one_object_on_one_line);
  g_test_add_func ("/patterns-text/loads-are-per-cents-and-named-by-what-they-are", test_loads_are_per_cents_and_named_by_what_they_are);
  g_test_add_func ("/patterns-text/hostile-names-stay-valid-json", test_hostile_names_stay_valid_json);
  g_test_add_func ("/patterns-text/rounding-follows-the-bound", test_rounding_follows_the_bound);
  return g_test_run ();
}
