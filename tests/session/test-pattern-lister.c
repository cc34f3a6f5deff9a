/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/pattern-lister.h"

#include "support/scene-recording.h"

typedef struct
{
  EmberSession *session;
  EmberPatternLister *lister;
} Fixture;

static void
run_until_idle (Fixture *fixture)
{
  while (ember_session_is_busy (fixture->session) || ember_pattern_lister_is_busy (fixture->lister))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (EmberProfile) profile = scene_recording_new ("two-threads", NULL);

  fixture->session = ember_session_new ();
  ember_session_replace_profile (fixture->session, profile);
  fixture->lister = ember_pattern_lister_new (fixture->session);
  run_until_idle (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->lister);
  g_assert_finalize_object (fixture->session);
}

static guint
count_periodic (Fixture *fixture)
{
  const GArray *patterns = ember_pattern_lister_get_patterns (fixture->lister);
  guint n = 0;

  for (guint i = 0; i < patterns->len; i++)
    n += g_array_index (patterns, EmberPattern, i).kind == EMBER_PATTERN_PERIODIC;
  return n;
}

static void
test_it_works_only_while_it_is_looked_at (Fixture *fixture,
                                          gconstpointer data)
{
  g_assert_null (ember_pattern_lister_get_patterns (fixture->lister));
  ember_pattern_lister_set_is_active (fixture->lister, true);
  run_until_idle (fixture);
  g_assert_cmpuint (count_periodic (fixture), ==, 2);
  g_assert_nonnull (ember_pattern_lister_get_profile (fixture->lister));
  ember_pattern_lister_set_is_active (fixture->lister, false);
  g_assert_null (ember_pattern_lister_get_patterns (fixture->lister));
}

static void
test_it_follows_the_filter (Fixture *fixture,
                            gconstpointer data)
{
  g_autoptr (EmberFilter) filter = NULL;

  ember_pattern_lister_set_is_active (fixture->lister, true);
  run_until_idle (fixture);
  filter = ember_filter_with (ember_session_get_filter (fixture->session),
                              &(EmberFilterCondition){ .kind = EMBER_FILTER_THREAD, .is_enabled = true, .number = 1211 });
  ember_session_set_filter (fixture->session, filter);
  run_until_idle (fixture);
  g_assert_cmpuint (count_periodic (fixture), ==, 1);
}

static void
test_the_heaviest_comes_first (Fixture *fixture,
                               gconstpointer data)
{
  const GArray *patterns;

  ember_pattern_lister_set_is_active (fixture->lister, true);
  run_until_idle (fixture);
  patterns = ember_pattern_lister_get_patterns (fixture->lister);
  for (guint i = 1; i < patterns->len; i++)
    g_assert_cmpfloat (ember_pattern_get_weight (&g_array_index (patterns, EmberPattern, i - 1), 4), >=,
                       ember_pattern_get_weight (&g_array_index (patterns, EmberPattern, i), 4));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/pattern-lister/it-works-only-while-it-is-looked-at", Fixture, NULL, set_up, test_it_works_only_while_it_is_looked_at, tear_down);
  g_test_add ("/pattern-lister/it-follows-the-filter", Fixture, NULL, set_up, test_it_follows_the_filter, tear_down);
  g_test_add ("/pattern-lister/the-heaviest-comes-first", Fixture, NULL, set_up, test_the_heaviest_comes_first, tear_down);
  return g_test_run ();
}
