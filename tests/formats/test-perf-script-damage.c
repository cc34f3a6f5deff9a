/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-damage.h"

#include <glib.h>

static void
test_lines_count_from_the_begin_of_the_input (void)
{
  EmberPerfScriptDamage parts[2];
  const EmberPerfScriptDamage *const both[] = { &parts[0], &parts[1] };
  EmberDamage joined;

  /* Chunks of 10, 20, 30 and 40 lines, every other one by the other parser. */
  for (uint32_t i = 0; i < 2; i++)
    ember_perf_script_damage_init (&parts[i]);
  ember_perf_script_damage_end_chunk (&parts[0], 0, 10);
  ember_perf_script_damage_end_chunk (&parts[1], 1, 20);
  ember_perf_script_damage_add (&parts[0], 2, 7, "seventh");
  ember_perf_script_damage_add (&parts[0], 2, 9, "ninth");
  ember_perf_script_damage_end_chunk (&parts[0], 2, 30);
  ember_perf_script_damage_add (&parts[1], 3, 1, "first");
  ember_perf_script_damage_end_chunk (&parts[1], 3, 40);
  joined = ember_perf_script_damage_join (both, 2);
  g_assert_cmpuint (joined.n_records, ==, 3);
  g_assert_cmpuint (joined.first_line, ==, 10 + 20 + 7);
  g_assert_cmpstr (joined.problem, ==, "seventh");
  for (uint32_t i = 0; i < 2; i++)
    ember_perf_script_damage_clear (&parts[i]);
}

/* A line of a later chunk may have the smaller number. */
static void
test_the_first_chunk_tells_the_problem (void)
{
  EmberPerfScriptDamage part;
  const EmberPerfScriptDamage *const one[] = { &part };
  EmberDamage joined;

  ember_perf_script_damage_init (&part);
  ember_perf_script_damage_add (&part, 0, 8, "early");
  ember_perf_script_damage_end_chunk (&part, 0, 10);
  ember_perf_script_damage_add (&part, 1, 2, "late");
  ember_perf_script_damage_end_chunk (&part, 1, 10);
  joined = ember_perf_script_damage_join (one, 1);
  g_assert_cmpuint (joined.n_records, ==, 2);
  g_assert_cmpuint (joined.first_line, ==, 8);
  g_assert_cmpstr (joined.problem, ==, "early");
  ember_perf_script_damage_clear (&part);
}

static void
test_without_damage_there_is_none (void)
{
  EmberPerfScriptDamage part;
  const EmberPerfScriptDamage *const one[] = { &part };

  ember_perf_script_damage_init (&part);
  ember_perf_script_damage_end_chunk (&part, 0, 10);
  g_assert_cmpuint (ember_perf_script_damage_join (one, 1).n_records, ==, 0);
  ember_perf_script_damage_clear (&part);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perf-script-damage/lines-count-from-the-begin-of-the-input", test_lines_count_from_the_begin_of_the_input);
  g_test_add_func ("/perf-script-damage/the-first-chunk-tells-the-problem", test_the_first_chunk_tells_the_problem);
  g_test_add_func ("/perf-script-damage/without-damage-there-is-none", test_without_damage_there_is_none);
  return g_test_run ();
}
