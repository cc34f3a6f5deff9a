/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-events.h"

#include "profile/builder-fork.h"

typedef struct
{
  EmberProfileBuilder *builder;
  EmberPerfScriptEvents events;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->builder = ember_profile_builder_new ();
  ember_perf_script_events_init (&fixture->events, fixture->builder);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  ember_perf_script_events_clear (&fixture->events);
  ember_profile_builder_free (fixture->builder);
}

static EmberEventId
find (Fixture *fixture,
      const char *name,
      bool is_tracepoint)
{
  g_assert_true (ember_perf_script_events_find (&fixture->events, name, strlen (name), is_tracepoint));
  g_assert_true (ember_perf_script_events_is_last (&fixture->events, name, strlen (name), is_tracepoint));
  return fixture->events.last;
}

static void
test_events_are_told_by_name_and_kind (Fixture *fixture,
                                       gconstpointer data)
{
  const EmberEventId cycles = find (fixture, "cycles", false);
  const EmberEventId other = find (fixture, "cycle", false);

  g_assert_cmpuint (cycles, !=, other);
  g_assert_cmpuint (find (fixture, "cycles", false), ==, cycles);
  g_assert_false (ember_perf_script_events_is_last (&fixture->events, "cycles", 6, true));
  g_assert_false (ember_perf_script_events_is_last (&fixture->events, "cycles", 5, false));
}

static void
test_an_event_may_have_no_name (Fixture *fixture,
                                gconstpointer data)
{
  g_assert_false (ember_perf_script_events_is_last (&fixture->events, "", 0, false));
  find (fixture, "", false);
  g_assert_false (fixture->events.last_is_switch);
}

static void
test_only_tracepoints_are_switches (Fixture *fixture,
                                    gconstpointer data)
{
  find (fixture, "sched:sched_switch", true);
  g_assert_true (fixture->events.last_is_switch);
  find (fixture, "sched:sched_wakeup", true);
  g_assert_false (fixture->events.last_is_switch);
  find (fixture, "sched:sched_switch", false);
  g_assert_false (fixture->events.last_is_switch);
}

static void
test_there_can_be_too_many (Fixture *fixture,
                            gconstpointer data)
{
  EmberProfileBuilder *fork;
  EmberPerfScriptEvents copy;

  for (uint32_t i = 0; i < EMBER_PERF_SCRIPT_MAX_EVENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("event%u", i);

      find (fixture, name, false);
    }
  g_assert_false (ember_perf_script_events_find (&fixture->events, "more", 4, false));
  /* One that begins with what this one knows has no room left either. */
  fork = ember_builder_fork (fixture->builder);
  ember_perf_script_events_init_copy (&copy, &fixture->events, fork);
  g_assert_false (ember_perf_script_events_find (&copy, "more", 4, false));
  ember_perf_script_events_clear (&copy);
  ember_profile_builder_free (fork);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/perf-script-events/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("events-are-told-by-name-and-kind", test_events_are_told_by_name_and_kind);
  ADD ("an-event-may-have-no-name", test_an_event_may_have_no_name);
  ADD ("only-tracepoints-are-switches", test_only_tracepoints_are_switches);
  ADD ("there-can-be-too-many", test_there_can_be_too_many);
#undef ADD
  return g_test_run ();
}
