/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/mark.h"

#include "support/small-profile.h"

static EmberProfile *
new_profile (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, 1, "init", 1, "cycles", "main@a;init@a", 1);
  small_profile_add (builder, 2, "init", 1, "cycles", "main@a;init@b;Deep@b", 1);
  small_profile_add (builder, 3, "app", 2, "cycles", "main@a", 1);
  return ember_profile_builder_freeze (builder);
}

/* The stacks of the mark, a line each. */
static char *
describe (const EmberMark *mark,
          EmberProfile *profile)
{
  g_autoptr (EmberStackMask) mask = ember_mark_find_stacks (mark, profile, NULL, NULL);
  GString *text = g_string_new (NULL);

  for (EmberStackId id = 0; id < ember_stacks_get_n (ember_profile_get_stacks (profile)); id++)
    if (ember_bitmap_get (mask->nodes, id))
      {
        g_autofree char *stack = small_profile_dup_stack (profile, id);

        g_string_append_printf (text, "%s\n", stack);
      }
  return g_string_free (text, FALSE);
}

static void
check (EmberMark *owned,
       const char *expected)
{
  g_autoptr (EmberMark) mark = owned;
  g_autoptr (EmberProfile) profile = new_profile ();
  g_autofree char *text = describe (mark, profile);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_a_function_is_name_and_module_but_no_comm (void)
{
  check (ember_mark_new_function ("init", "a"), "init;main;init\n");
  check (ember_mark_new_function ("init", "b"), "init;main;init\ninit;main;init;Deep\n");
  check (ember_mark_new_function ("ini", "a"), "");
}

static void
test_a_module_without_a_folder_is_in_any (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberMark) file = ember_mark_new_function ("main", "app");
  g_autoptr (EmberMark) elsewhere = ember_mark_new_function ("main", "/usr/app");
  g_autoptr (EmberProfile) profile = NULL;
  g_autofree char *found = NULL;
  g_autofree char *not_found = NULL;

  small_profile_add (builder, 1, "x", 1, "cycles", "main@/opt/app", 1);
  profile = ember_profile_builder_freeze (builder);
  found = describe (file, profile);
  not_found = describe (elsewhere, profile);
  g_assert_cmpstr (found, ==, "x;main\n");
  g_assert_cmpstr (not_found, ==, "");
}

static void
test_a_search_looks_at_parts_of_all_names (void)
{
  check (ember_mark_new_search ("deep", false), "init;main;init;Deep\n");
  check (ember_mark_new_search ("^app$", true), "app\napp;main\n");
}

static void
test_a_search_that_is_made_finds_the_same_stacks (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (2, 2000, 3, 30);
  g_autoptr (EmberSearch) search = ember_search_new (profile, "a", false, NULL, NULL);
  g_autoptr (EmberMark) mark = ember_mark_new_search ("a", false);
  g_autoptr (EmberStackMask) expected = ember_mark_find_stacks (mark, profile, NULL, NULL);
  g_autoptr (EmberStackMask) mask = ember_stack_mask_new_of_search (search);
  const uint32_t n = ember_stacks_get_n (ember_profile_get_stacks (profile));

  g_assert_cmpuint (mask->n_ranges, >, 0);
  for (EmberStackId id = 0; id < n; id++)
    g_assert_cmpint (ember_bitmap_get (mask->nodes, id), ==, ember_bitmap_get (expected->nodes, id));
}

static void
test_a_frame_of_the_first_level_is_a_group (void)
{
  g_autoptr (EmberProfile) profile = new_profile ();
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  g_autoptr (EmberMark) comm = ember_mark_new_frame (profile, ember_stacks_get_frame (stacks, 1));
  g_autoptr (EmberMark) code = ember_mark_new_frame (profile, ember_stacks_get_frame (stacks, 2));

  g_assert_cmpint (comm->kind, ==, EMBER_MARK_GROUP);
  g_assert_cmpstr (comm->text, ==, "app");
  g_assert_cmpint (code->kind, ==, EMBER_MARK_FUNCTION);
  g_assert_cmpstr (code->text, ==, "main");
  g_assert_cmpstr (code->module, ==, "a");
  check (g_steal_pointer (&comm), "app\napp;main\n");
}

static void
test_equal_is_what_means_the_same (void)
{
  g_autoptr (EmberMark) a = ember_mark_new_function ("f", "m");
  g_autoptr (EmberMark) b = ember_mark_new_function ("f", "m");
  g_autoptr (EmberMark) c = ember_mark_new_function ("f", "n");
  g_autoptr (EmberMark) d = ember_mark_new_search ("f", false);
  g_autoptr (EmberMark) e = ember_mark_new_search ("f", true);

  g_assert_true (ember_mark_equal (a, b));
  g_assert_false (ember_mark_equal (a, c));
  g_assert_false (ember_mark_equal (a, d));
  g_assert_false (ember_mark_equal (d, e));
}

/* Beside a recount of each sample's stack. */
static void
test_what_holds_a_function_twice_counts_once (void)
{
  static const char *const functions[] = { "main", "init", "Deep", "none" };
  static const uint64_t counts[] = { 13, 12, 8, 0 };
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberFlameGraph) graph = NULL;

  small_profile_add (builder, 1, "init", 1, "cycles", "main;init", 1);
  small_profile_add (builder, 2, "init", 1, "cycles", "main;init;main;init", 3);
  small_profile_add (builder, 3, "app", 2, "cycles", "main;init;Deep;init", 8);
  small_profile_add (builder, 4, "app", 2, "cycles", "main", 1);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  graph = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (functions); i++)
    {
      g_autoptr (EmberMark) mark = ember_mark_new_function (functions[i], NULL);
      g_autofree bool *frames = ember_mark_find_frames (mark, profile, NULL, NULL);

      g_assert_cmpuint (ember_mark_count (frames, graph, EMBER_MEASURE_WEIGHT), ==, counts[i]);
    }
}

static void
test_a_bad_expression_is_an_error (void)
{
  g_autoptr (EmberProfile) profile = new_profile ();
  g_autoptr (EmberMark) mark = ember_mark_new_search ("(", true);
  g_autoptr (GError) error = NULL;

  g_assert_null (ember_mark_find_stacks (mark, profile, NULL, &error));
  g_assert_error (error, G_REGEX_ERROR, G_REGEX_ERROR_UNMATCHED_PARENTHESIS);
}

static void
test_a_cancelled_request_has_no_result (void)
{
  g_autoptr (EmberProfile) profile = new_profile ();
  g_autoptr (EmberMark) mark = ember_mark_new_function ("f", "m");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_mark_find_frames (mark, profile, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mark/a-function-is-name-and-module-but-no-comm", test_a_function_is_name_and_module_but_no_comm);
  g_test_add_func ("/mark/a-module-without-a-folder-is-in-any", test_a_module_without_a_folder_is_in_any);
  g_test_add_func ("/mark/a-search-looks-at-parts-of-all-names", test_a_search_looks_at_parts_of_all_names);
  g_test_add_func ("/mark/a-search-that-is-made-finds-the-same-stacks", test_a_search_that_is_made_finds_the_same_stacks);
  g_test_add_func ("/mark/a-frame-of-the-first-level-is-a-group", test_a_frame_of_the_first_level_is_a_group);
  g_test_add_func ("/mark/equal-is-what-means-the-same", test_equal_is_what_means_the_same);
  g_test_add_func ("/mark/what-holds-a-function-twice-counts-once", test_what_holds_a_function_twice_counts_once);
  g_test_add_func ("/mark/a-bad-expression-is-an-error", test_a_bad_expression_is_an_error);
  g_test_add_func ("/mark/a-cancelled-request-has-no-result", test_a_cancelled_request_has_no_result);
  return g_test_run ();
}
