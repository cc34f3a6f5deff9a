/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/amount-text.h"

#include <locale.h>
#include <string.h>

#include "support/small-profile.h"

static void
check (uint64_t amount,
       const char *expected)
{
  g_autofree char *text = ember_amount_text_dup (amount);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_digits_stand_in_groups_of_three (void)
{
  check (0, "0");
  check (7, "7");
  check (999, "999");
  check (1000, "1,000");
  check (11758, "11,758");
  check (123456, "123,456");
  check (1234567, "1,234,567");
  check (UINT64_MAX, "18,446,744,073,709,551,615");
}

static void
test_samples_have_a_plural (void)
{
  g_autofree char *none = ember_amount_text_dup_samples (0);
  g_autofree char *one = ember_amount_text_dup_samples (1);
  g_autofree char *many = ember_amount_text_dup_samples (11758);

  g_assert_cmpstr (none, ==, "0 samples");
  g_assert_cmpstr (one, ==, "1 sample");
  g_assert_cmpstr (many, ==, "11,758 samples");
}

static void
check_time (uint64_t time_ns,
            const char *expected)
{
  g_autofree char *text = ember_amount_text_dup_time (time_ns);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_times_have_three_digits (void)
{
  check_time (0, "0 ns");
  check_time (950, "950 ns");
  check_time (1000, "1.00 µs");
  check_time (9994, "9.99 µs");
  check_time (9996, "10.0 µs");
  check_time (99960, "100 µs");
  check_time (2004008, "2.00 ms");
  check_time (34068136, "34.1 ms");
  check_time (999499999, "999 ms");
  check_time (999500000, "1.00 s");
  check_time (UINT64_C (2184368720), "2.18 s");
  check_time (UINT64_C (999400000000), "999 s");
  check_time (UINT64_C (999600000000), "1,000 s");
  check_time (UINT64_MAX, "18,446,744,074 s");
}

/* The weight of a set of all of @events, which end with NULL. */
static void
check_weight (const char *const *events,
              uint64_t weight,
              const char *expected)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autofree char *text = NULL;
  g_autofree char *bare = NULL;
  g_autofree char *number = ember_amount_text_dup (weight);

  for (int i = 0; events[i] != NULL; i++)
    small_profile_add (builder, i, "a", 1, events[i], "main", 2);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  text = ember_amount_text_dup_weight (set, weight);
  g_assert_cmpstr (text, ==, expected);
  /* The number alone, where it is part of the text: a time is written otherwise. */
  bare = ember_amount_text_dup_bare_weight (set, weight);
  g_assert_cmpstr (bare, ==, strstr (expected, number) != NULL ? number : expected);
}

static void
check_weight_of_one (const char *event,
                     const char *expected)
{
  check_weight ((const char *const[]){ event, NULL }, UINT64_C (2184368720), expected);
}

static void
test_clocks_weigh_time (void)
{
  check_weight_of_one ("cpu-clock", "2.18 s");
  check_weight_of_one ("cpu-clock:ppp", "2.18 s");
  check_weight_of_one ("task-clock:u", "2.18 s");
  check_weight_of_one ("sched:sched_stat_runtime", "2.18 s");
}

static void
test_counters_weigh_what_they_count (void)
{
  check_weight_of_one ("cycles", "2,184,368,720 cycles");
  check_weight_of_one ("cycles:uppp", "2,184,368,720 cycles");
  check_weight_of_one ("cpu_core/cycles/", "2,184,368,720 cycles");
  check_weight_of_one ("cpu_atom/cycles/ppp", "2,184,368,720 cycles");
  check_weight_of_one ("cpu_atom/cycles/:P", "2,184,368,720 cycles");
  check_weight_of_one ("L1-dcache-load-misses", "2,184,368,720 L1-dcache-load-misses");
}

static void
test_an_unknown_unit_is_called_weight (void)
{
  check_weight_of_one ("", "weight 2,184,368,720");
  check_weight_of_one ("sched:sched_switch", "weight 2,184,368,720");
  check_weight_of_one ("cpu/event=0x3c,umask=0x0/", "weight 2,184,368,720");
  check_weight_of_one ("MEM_TRANS_RETIRED.LOAD_LATENCY:ldlat=64:precise=2", "weight 2,184,368,720");
  check_weight_of_one ("/", "weight 2,184,368,720");
}

static void
test_several_events_need_one_unit (void)
{
  check_weight ((const char *const[]){ "cpu_core/cycles/", "cpu_atom/cycles/", NULL }, 41200, "41,200 cycles");
  check_weight ((const char *const[]){ "cpu-clock", "task-clock", NULL }, 41200, "41.2 µs");
  check_weight ((const char *const[]){ "cycles", "instructions", NULL }, 41200, "weight 41,200");
  check_weight ((const char *const[]){ "cycles", "cpu-clock", NULL }, 41200, "weight 41,200");
}

static void
check_share (uint64_t part,
             uint64_t all,
             int n_decimals,
             const char *expected)
{
  g_autofree char *text = ember_amount_text_dup_share (part, all, n_decimals);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_a_small_share_is_not_nothing (void)
{
  check_share (412, 3350, 1, "12.3 %");
  check_share (1, 1000000, 1, "< 0.1 %");
  check_share (1, 1000000, 2, "< 0.01 %");
  check_share (1, 1000000, 0, "< 1 %");
  check_share (49999, 100000000, 1, "< 0.1 %");
  check_share (50001, 100000000, 1, "0.1 %");
  check_share (0, 1000, 1, "0.0 %");
  check_share (0, 0, 2, "0.00 %");
  check_share (UINT64_MAX, UINT64_MAX, 1, "100.0 %");
}

/* Whatever the locale is, there are groups, and the text is UTF-8. */
static void
test_other_locales_have_groups_too (void)
{
  static const char *const locales[] = { "C", "C.UTF-8", "en_US.UTF-8", "de_DE.UTF-8", "fr_FR", "es_ES.UTF-8", "pl_PL.UTF-8" };

  for (size_t i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      g_autofree char *text = NULL;

      if (setlocale (LC_ALL, locales[i]) == NULL)
        continue;
      text = ember_amount_text_dup (1234567);
      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_cmpuint (g_utf8_strlen (text, -1), ==, 9);
    }
  setlocale (LC_ALL, "C");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/amount-text/digits-stand-in-groups-of-three", test_digits_stand_in_groups_of_three);
  g_test_add_func ("/amount-text/samples-have-a-plural", test_samples_have_a_plural);
  g_test_add_func ("/amount-text/times-have-three-digits", test_times_have_three_digits);
  g_test_add_func ("/amount-text/clocks-weigh-time", test_clocks_weigh_time);
  g_test_add_func ("/amount-text/counters-weigh-what-they-count", test_counters_weigh_what_they_count);
  g_test_add_func ("/amount-text/an-unknown-unit-is-called-weight", test_an_unknown_unit_is_called_weight);
  g_test_add_func ("/amount-text/several-events-need-one-unit", test_several_events_need_one_unit);
  g_test_add_func ("/amount-text/a-small-share-is-not-nothing", test_a_small_share_is_not_nothing);
  g_test_add_func ("/amount-text/other-locales-have-groups-too", test_other_locales_have_groups_too);
  return g_test_run ();
}
