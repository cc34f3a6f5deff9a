/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/search.h"

#include <string.h>

#include "support/small-profile.h"

static EmberProfile *
profile_of (const char *const *stacks)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (int i = 0; stacks[i] != NULL; i++)
    small_profile_add (builder, i, "app", 1, "cycles", stacks[i], 10);
  return ember_profile_builder_freeze (builder);
}

/* The names that match, sorted by frame id, with ',' between; or "!" and the error. */
static char *
search (EmberProfile *profile,
        const char *text,
        bool is_regex)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberSearch) found = ember_search_new (profile, text, is_regex, NULL, &error);
  GString *names = g_string_new (NULL);
  uint32_t n = 0;

  if (found == NULL)
    {
      g_assert_error (error, G_REGEX_ERROR, error->code);
      g_string_append_printf (names, "!%s", error->message);
      return g_string_free (names, FALSE);
    }
  g_assert_no_error (error);
  for (EmberFrameId i = 0; i < ember_frames_get_n (ember_profile_get_frames (profile)); i++)
    if (ember_search_matches (found, i))
      {
        g_string_append_printf (names, "%s%s", names->len > 0 ? "," : "", ember_profile_get_frame_name (profile, i));
        n++;
      }
  g_assert_cmpuint (n, ==, ember_search_get_n_frames (found));
  return g_string_free (names, FALSE);
}

static void
assert_finds (const char *text,
              bool is_regex,
              const char *wanted)
{
  const char *const stacks[] = { "main;Malloc;free", "main;MALLOC_impl;a.b", "größe;GRÖSSE;x\377y", NULL };
  g_autoptr (EmberProfile) profile = profile_of (stacks);
  g_autofree char *names = search (profile, text, is_regex);

  g_assert_cmpstr (names, ==, wanted);
}

static void
test_small_letters_match_capitals_too (void)
{
  assert_finds ("malloc", false, "Malloc,MALLOC_impl");
  assert_finds ("malloc", true, "Malloc,MALLOC_impl");
}

static void
test_capitals_match_only_capitals (void)
{
  assert_finds ("Malloc", false, "Malloc");
  assert_finds ("^Mal", true, "Malloc");
}

static void
test_capital_of_an_escape_is_no_capital (void)
{
  assert_finds ("malloc\\W|malloc\\Z", true, "Malloc");
  assert_finds ("\\p{L}alloc$", true, "Malloc");
}

static void
test_part_is_no_expression (void)
{
  assert_finds ("a.b", false, "a.b");
  assert_finds ("m.i", false, "");
  assert_finds ("m.i", true, "main");
  assert_finds ("(", false, "");
}

static void
test_letters_beyond_ascii_have_capitals (void)
{
  assert_finds ("grö", false, "größe,GRÖSSE");
  assert_finds ("GRÖ", false, "GRÖSSE");
}

static void
test_invalid_bytes_do_not_stop_an_expression (void)
{
  assert_finds ("^x.y$", true, "x\377y");
}

static void
test_comm_is_found (void)
{
  assert_finds ("app", false, "app");
}

static void
test_modules_and_events_are_no_names (void)
{
  assert_finds ("cycles", false, "");
}

static void
test_empty_text_finds_nothing (void)
{
  assert_finds ("", false, "");
  assert_finds ("", true, "");
}

static void
test_invalid_expression_says_why (void)
{
  const char *const stacks[] = { "main", NULL };
  g_autoptr (EmberProfile) profile = profile_of (stacks);
  g_autofree char *names = search (profile, "(ab", true);

  g_assert_nonnull (strstr (names, "missing"));
}

static void
test_expression_that_backtracks_without_end_is_refused (void)
{
  const char *const stacks[] = { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", NULL };
  g_autoptr (EmberProfile) profile = profile_of (stacks);
  g_autofree char *names = search (profile, "(a|aa|a?a)+$", true);

  g_assert_nonnull (strstr (names, "too long"));
}

static void
test_part_equals_escaped_expression_on_random_names (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  /* Long enough for several chunks, with needles across their borders. */
  for (int i = 0; i < 4000; i++)
    {
      char name[40];

      for (size_t k = 0; k < sizeof name - 1; k++)
        name[k] = "abAB_"[g_rand_int_range (rand, 0, 5)];
      name[g_rand_int_range (rand, 1, sizeof name)] = '\0';
      name[sizeof name - 1] = '\0';
      small_profile_add (builder, i, "app", 1, "e", name, 1);
    }

  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (builder);
  const char *const needles[] = { "a", "ab", "abab", "Ab", "aaaaaa", "b_a_b", "BBBBB", "ababababab" };

  for (size_t i = 0; i < G_N_ELEMENTS (needles); i++)
    {
      g_autofree char *part = search (profile, needles[i], false);
      g_autofree char *expression = search (profile, needles[i], true);

      g_assert_cmpstr (part, ==, expression);
    }
}

static void
test_nested_matches_count_once (void)
{
  const char *const stacks[] = { "f;g;f;h", "f;f", "g;h", "g;f", NULL };
  g_autoptr (EmberProfile) profile = profile_of (stacks);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
  g_autoptr (EmberSearch) found = ember_search_new (profile, "f", false, NULL, NULL);

  g_assert_cmpuint (ember_search_count (found, graph, EMBER_MEASURE_SAMPLES), ==, 3);
  g_assert_cmpuint (ember_search_count (found, graph, EMBER_MEASURE_WEIGHT), ==, 30);
}

static void
test_next_and_previous_walk_the_same_matches (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (7, 200, 5, 9);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberTimeRange all = ember_profile_get_range (profile);
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, (EmberTimeRange){ all.begin_ns, all.begin_ns + EMBER_SECOND_NS }, NULL);
  g_autoptr (EmberSearch) found = ember_search_new (profile, "^f[1-3]$", true, NULL, NULL);
  g_autoptr (GArray) forward = g_array_new (FALSE, FALSE, sizeof (EmberStackId));
  EmberStackId id = 0;

  for (; ember_search_find_next (found, graph, id, &id); id++)
    {
      g_assert_cmpuint (ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, id), >, 0);
      g_assert_cmpuint (ember_search_count_nodes (found, graph, id), ==, forward->len);
      g_array_append_val (forward, id);
    }
  g_assert_cmpuint (forward->len, >, 10);
  id = ember_stacks_get_n (ember_flame_graph_get_stacks (graph));
  g_assert_cmpuint (ember_search_count_nodes (found, graph, id), ==, forward->len);
  for (uint32_t i = forward->len; i-- > 0;)
    {
      g_assert_true (ember_search_find_previous (found, graph, id, &id));
      g_assert_cmpuint (id, ==, g_array_index (forward, EmberStackId, i));
    }
  g_assert_false (ember_search_find_previous (found, graph, id, &id));
}

static void
test_cancelled_search_is_no_result (void)
{
  const char *const stacks[] = { "main", NULL };
  g_autoptr (EmberProfile) profile = profile_of (stacks);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (int is_regex = 0; is_regex < 2; is_regex++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ember_search_new (profile, "m", is_regex, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/small-letters-match-capitals-too", test_small_letters_match_capitals_too);
  g_test_add_func ("/search/capitals-match-only-capitals", test_capitals_match_only_capitals);
  g_test_add_func ("/search/capital-of-an-escape-is-no-capital", test_capital_of_an_escape_is_no_capital);
  g_test_add_func ("/search/part-is-no-expression", test_part_is_no_expression);
  g_test_add_func ("/search/letters-beyond-ascii-have-capitals", test_letters_beyond_ascii_have_capitals);
  g_test_add_func ("/search/invalid-bytes-do-not-stop-an-expression", test_invalid_bytes_do_not_stop_an_expression);
  g_test_add_func ("/search/comm-is-found", test_comm_is_found);
  g_test_add_func ("/search/modules-and-events-are-no-names", test_modules_and_events_are_no_names);
  g_test_add_func ("/search/empty-text-finds-nothing", test_empty_text_finds_nothing);
  g_test_add_func ("/search/invalid-expression-says-why", test_invalid_expression_says_why);
  g_test_add_func ("/search/expression-that-backtracks-without-end-is-refused", test_expression_that_backtracks_without_end_is_refused);
  g_test_add_func ("/search/part-equals-escaped-expression-on-random-names", test_part_equals_escaped_expression_on_random_names);
  g_test_add_func ("/search/nested-matches-count-once", test_nested_matches_count_once);
  g_test_add_func ("/search/next-and-previous-walk-the-same-matches", test_next_and_previous_walk_the_same_matches);
  g_test_add_func ("/search/cancelled-search-is-no-result", test_cancelled_search_is_no_result);
  return g_test_run ();
}
