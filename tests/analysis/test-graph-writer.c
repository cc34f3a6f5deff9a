/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/graph-writer.h"

#include "support/small-profile.h"

static EmberFlameGraph *
new_base (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;

  small_profile_add (builder, 1, "app", 1, "cycles", "main", 7);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  return ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
}

/* A root with two children, the first of which has one; written and read again. */
static void
check (bool is_weighted)
{
  g_autoptr (EmberFlameGraph) base = new_base ();
  g_autoptr (EmberFlameGraph) graph = NULL;
  const EmberStacks *stacks;
  EmberGraphWriter writer;

  ember_graph_writer_init (&writer, is_weighted, 0);
  ember_graph_writer_add (&writer, 1, 10);
  ember_graph_writer_open (&writer, 1);
  ember_graph_writer_open (&writer, 2);
  ember_graph_writer_add (&writer, 3, 30);
  ember_graph_writer_close (&writer);
  ember_graph_writer_close (&writer);
  ember_graph_writer_open (&writer, 2);
  ember_graph_writer_add (&writer, 5, 50);
  ember_graph_writer_add (&writer, 1, 0);
  graph = ember_graph_writer_finish (&writer, base);
  stacks = ember_flame_graph_get_stacks (graph);
  g_assert_cmpuint (ember_stacks_get_n (stacks), ==, 4);
  g_assert_cmpuint (stacks->max_depth, ==, 2);
  g_assert_cmpuint (ember_stacks_get_end (stacks, 0), ==, 4);
  g_assert_cmpuint (ember_stacks_get_end (stacks, 1), ==, 3);
  g_assert_cmpuint (ember_stacks_get_end (stacks, 2), ==, 3);
  g_assert_cmpuint (ember_stacks_get_end (stacks, 3), ==, 4);
  g_assert_cmpuint (ember_stacks_get_parent (stacks, 3), ==, 0);
  g_assert_cmpuint (ember_stacks_get_depth (stacks, 2), ==, 2);
  g_assert_cmpuint (ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, 0), ==, 10);
  g_assert_cmpuint (ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, 1), ==, 3);
  g_assert_cmpuint (ember_flame_graph_get_self (graph, EMBER_MEASURE_SAMPLES, 1), ==, 0);
  g_assert_cmpuint (ember_flame_graph_get_self (graph, EMBER_MEASURE_SAMPLES, 3), ==, 6);
  g_assert_cmpuint (ember_flame_graph_get_total (graph, EMBER_MEASURE_WEIGHT, 0), ==, is_weighted ? 90 : 70);
  g_assert_cmpuint (ember_flame_graph_get_self (graph, EMBER_MEASURE_WEIGHT, 2), ==, is_weighted ? 30 : 21);
  g_assert_true (ember_flame_graph_get_profile (graph) == ember_flame_graph_get_profile (base));
  g_assert_true (ember_time_range_equal (ember_flame_graph_get_range (graph), ember_flame_graph_get_range (base)));
}

static void
test_what_is_written_is_the_graph (void)
{
  check (false);
  check (true);
}

static void
test_what_is_open_is_closed_at_the_end (void)
{
  g_autoptr (EmberFlameGraph) base = new_base ();
  g_autoptr (EmberFlameGraph) graph = NULL;
  EmberGraphWriter writer;

  ember_graph_writer_init (&writer, false, 0);
  ember_graph_writer_open (&writer, 1);
  ember_graph_writer_open (&writer, 1);
  graph = ember_graph_writer_finish (&writer, base);
  for (EmberStackId id = 0; id < 3; id++)
    g_assert_cmpuint (ember_stacks_get_end (ember_flame_graph_get_stacks (graph), id), ==, 3);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph-writer/what-is-written-is-the-graph", test_what_is_written_is_the_graph);
  g_test_add_func ("/graph-writer/what-is-open-is-closed-at-the-end", test_what_is_open_is_closed_at_the_end);
  return g_test_run ();
}
