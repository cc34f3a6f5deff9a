/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/turner.h"

#include "support/small-profile.h"

typedef struct
{
  EmberProfile *profile;
  EmberSession *session;
  EmberTurner *turner;
} Fixture;

static void
run_until_idle (const Fixture *fixture)
{
  while (ember_session_is_busy (fixture->session) || ember_turner_is_busy (fixture->turner))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->profile = small_profile_new_random (41, 4000, 6, 20);
  fixture->session = ember_session_new ();
  fixture->turner = ember_turner_new (fixture->session);
  ember_session_replace_profile (fixture->session, fixture->profile);
  run_until_idle (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->turner);
  g_assert_finalize_object (fixture->session);
  ember_profile_unref (fixture->profile);
}

static void
check_equal (const EmberFlameGraph *a,
             const EmberFlameGraph *b)
{
  const uint32_t n = ember_stacks_get_n (ember_flame_graph_get_stacks (a));

  g_assert_cmpuint (ember_stacks_get_n (ember_flame_graph_get_stacks (b)), ==, n);
  for (EmberStackId id = 0; id < n; id++)
    {
      g_assert_cmpuint (ember_stacks_get_frame (ember_flame_graph_get_stacks (a), id), ==, ember_stacks_get_frame (ember_flame_graph_get_stacks (b), id));
      g_assert_cmpuint (ember_flame_graph_get_total (a, EMBER_MEASURE_WEIGHT, id), ==, ember_flame_graph_get_total (b, EMBER_MEASURE_WEIGHT, id));
    }
}

/* @shown is what turning the session's graph by hand gives. */
static void
check_turned (const Fixture *fixture,
              const EmberFlameGraph *shown,
              EmberTurnKind kind,
              EmberMark *function)
{
  EmberFlameGraph *base = ember_session_get_graph (fixture->session);
  EmberProfile *profile = ember_flame_graph_get_profile (base);
  g_autoptr (EmberFrameOrder) order = ember_frame_order_new (profile);
  g_autofree bool *frames = function != NULL ? ember_mark_find_frames (function, profile, NULL, NULL) : NULL;
  bool is_cut;
  g_autoptr (EmberFlameGraph) expected = ember_turned_graph_new (base, &(EmberTurn){ .kind = kind, .frames = frames }, order, NULL, &is_cut);

  g_assert_nonnull (shown);
  check_equal (shown, expected);
}

static void
test_the_graph_itself_is_shown_at_first_and_at_last (Fixture *fixture,
                                                     gconstpointer data)
{
  g_assert_true (ember_turner_get_graph (fixture->turner) == ember_session_get_graph (fixture->session));
  ember_turner_set_kind (fixture->turner, EMBER_TURN_INVERTED, NULL);
  run_until_idle (fixture);
  g_assert_true (ember_turner_get_graph (fixture->turner) != ember_session_get_graph (fixture->session));
  ember_turner_set_kind (fixture->turner, EMBER_TURN_NONE, NULL);
  g_assert_true (ember_turner_get_graph (fixture->turner) == ember_session_get_graph (fixture->session));
}

static void
test_an_inverted_graph_follows_the_session (Fixture *fixture,
                                            gconstpointer data)
{
  g_autoptr (EmberProfile) other = small_profile_new_random (42, 1000, 6, 10);
  const int64_t origin_ns = ember_profile_get_origin (fixture->profile);

  ember_turner_set_kind (fixture->turner, EMBER_TURN_INVERTED, NULL);
  run_until_idle (fixture);
  check_turned (fixture, ember_turner_get_graph (fixture->turner), EMBER_TURN_INVERTED, NULL);
  ember_session_set_range (fixture->session, (EmberTimeRange){ origin_ns, origin_ns + 1500000000 });
  run_until_idle (fixture);
  check_turned (fixture, ember_turner_get_graph (fixture->turner), EMBER_TURN_INVERTED, NULL);
  ember_session_replace_profile (fixture->session, other);
  run_until_idle (fixture);
  check_turned (fixture, ember_turner_get_graph (fixture->turner), EMBER_TURN_INVERTED, NULL);
}

static void
test_a_function_has_two_sides (Fixture *fixture,
                               gconstpointer data)
{
  const EmberStacks *stacks = ember_profile_get_stacks (fixture->profile);
  g_autoptr (EmberMark) function = ember_mark_new_frame (fixture->profile, ember_stacks_get_frame (stacks, 3));
  g_autoptr (EmberMark) other = ember_mark_new_frame (fixture->profile, ember_stacks_get_frame (stacks, 4));

  ember_turner_set_kind (fixture->turner, EMBER_TURN_CALLERS, function);
  run_until_idle (fixture);
  check_turned (fixture, ember_turner_get_graph (fixture->turner), EMBER_TURN_CALLERS, function);
  check_turned (fixture, ember_turner_get_callees (fixture->turner), EMBER_TURN_CALLEES, function);
  ember_turner_set_kind (fixture->turner, EMBER_TURN_CALLERS, other);
  run_until_idle (fixture);
  check_turned (fixture, ember_turner_get_graph (fixture->turner), EMBER_TURN_CALLERS, other);
  g_assert_true (ember_mark_equal (ember_turner_get_function (fixture->turner), other));
  ember_turner_set_kind (fixture->turner, EMBER_TURN_INVERTED, NULL);
  run_until_idle (fixture);
  g_assert_null (ember_turner_get_callees (fixture->turner));
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* One stack in a third of a million: its callers are made when somebody looks there. */
static void
test_a_focus_is_looked_at_closer_where_the_graph_was_cut (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  Fixture fixture = { 0 };
  const EmberStacks *stacks;
  EmberFrameId rare;
  guint n_graphs = 0;

  for (int i = 0; i < 300000; i++)
    small_profile_add (builder, i, "app", 1, "cycles", "main;busy", 1);
  small_profile_add (builder, 300000, "app", 1, "cycles", "main;a;rare", 1);
  fixture.profile = ember_profile_builder_freeze (builder);
  fixture.session = ember_session_new ();
  fixture.turner = ember_turner_new (fixture.session);
  ember_session_replace_profile (fixture.session, fixture.profile);
  run_until_idle (&fixture);
  ember_turner_set_kind (fixture.turner, EMBER_TURN_INVERTED, NULL);
  run_until_idle (&fixture);
  g_signal_connect_swapped (fixture.turner, "notify::graph", G_CALLBACK (count_cb), &n_graphs);
  stacks = ember_flame_graph_get_stacks (ember_turner_get_graph (fixture.turner));
  g_assert_cmpuint (ember_stacks_get_n (stacks), ==, 5);
  rare = ember_stacks_get_frame (stacks, 4);
  ember_turner_set_focus (fixture.turner, &rare, 1);
  run_until_idle (&fixture);
  g_assert_cmpuint (n_graphs, ==, 1);
  g_assert_cmpuint (ember_stacks_get_n (ember_flame_graph_get_stacks (ember_turner_get_graph (fixture.turner))), ==, 8);
  ember_turner_set_focus (fixture.turner, NULL, 0);
  run_until_idle (&fixture);
  g_assert_cmpuint (n_graphs, ==, 1);
  tear_down (&fixture, NULL);
}

static void
test_both_graphs_of_a_comparison_are_turned (Fixture *fixture,
                                             gconstpointer data)
{
  EmberFlameGraph *graph = ember_session_get_graph (fixture->session);
  const EmberTimeRange all = ember_profile_get_range (fixture->profile);
  g_autoptr (EmberFlameGraph) baseline = ember_flame_graph_new (ember_flame_graph_get_set (graph), (EmberTimeRange){ all.begin_ns, (all.begin_ns + all.end_ns) / 2 }, NULL);
  g_autoptr (EmberDifference) difference = ember_difference_new (graph, baseline, EMBER_MEASURE_SAMPLES, EMBER_PER_TIME);
  EmberDifference *turned;

  ember_turner_set_compared (fixture->turner, difference);
  ember_turner_set_kind (fixture->turner, EMBER_TURN_INVERTED, NULL);
  run_until_idle (fixture);
  turned = ember_turner_get_difference (fixture->turner);
  g_assert_true (turned->range == ember_turner_get_graph (fixture->turner));
  g_assert_cmpuint (ember_flame_graph_get_total (turned->baseline, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT), ==,
                    ember_flame_graph_get_total (baseline, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT));
  ember_turner_set_compared (fixture->turner, NULL);
  run_until_idle (fixture);
  g_assert_null (ember_turner_get_difference (fixture->turner));
  check_turned (fixture, ember_turner_get_graph (fixture->turner), EMBER_TURN_INVERTED, NULL);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/turner/the-graph-itself-is-shown-at-first-and-at-last", Fixture, NULL, set_up, test_the_graph_itself_is_shown_at_first_and_at_last, tear_down);
  g_test_add ("/turner/an-inverted-graph-follows-the-session", Fixture, NULL, set_up, test_an_inverted_graph_follows_the_session, tear_down);
  g_test_add ("/turner/a-function-has-two-sides", Fixture, NULL, set_up, test_a_function_has_two_sides, tear_down);
  g_test_add ("/turner/both-graphs-of-a-comparison-are-turned", Fixture, NULL, set_up, test_both_graphs_of_a_comparison_are_turned, tear_down);
  g_test_add_func ("/turner/a-focus-is-looked-at-closer-where-the-graph-was-cut", test_a_focus_is_looked_at_closer_where_the_graph_was_cut);
  return g_test_run ();
}
