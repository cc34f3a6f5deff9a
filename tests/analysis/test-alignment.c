/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/alignment.h"

#include "analysis/flame-graph.h"
#include "support/small-profile.h"

static EmberProfile *
profile_of (const char *first,
            const char *second)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, 1, "app", 1, "e", first, 1);
  if (second != NULL)
    small_profile_add (builder, 2, "app", 1, "e", second, 1);
  return ember_profile_builder_freeze (builder);
}

static void
assert_same_trees (const EmberProfile *a,
                   const EmberProfile *b)
{
  const uint32_t n = ember_stacks_get_n (ember_profile_get_stacks (a));

  g_assert_cmpuint (ember_stacks_get_n (ember_profile_get_stacks (b)), ==, n);
  for (EmberStackId i = 0; i < n; i++)
    {
      const EmberFrameId frame_a = ember_stacks_get_frame (ember_profile_get_stacks (a), i);
      const EmberFrameId frame_b = ember_stacks_get_frame (ember_profile_get_stacks (b), i);

      g_assert_cmpuint (ember_stacks_get_end (ember_profile_get_stacks (a), i), ==, ember_stacks_get_end (ember_profile_get_stacks (b), i));
      g_assert_cmpstr (ember_profile_get_frame_name (a, frame_a), ==, ember_profile_get_frame_name (b, frame_b));
      g_assert_cmpstr (ember_profile_get_frame_module (a, frame_a), ==, ember_profile_get_frame_module (b, frame_b));
    }
}

/* What of each stack, as text, a profile holds. */
static GHashTable *
count_stacks (EmberProfile *profile)
{
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (EmberStackId i = 0; i < ember_stacks_get_n (ember_profile_get_stacks (profile)); i++)
    {
      const uint64_t n = ember_flame_graph_get_self (graph, EMBER_MEASURE_SAMPLES, i);

      if (n > 0)
        g_hash_table_insert (counts, small_profile_dup_stack (profile, i), GUINT_TO_POINTER ((guint) n));
    }
  return counts;
}

static void
assert_same_counts (EmberProfile *a,
                    EmberProfile *b)
{
  g_autoptr (GHashTable) counts_a = count_stacks (a);
  g_autoptr (GHashTable) counts_b = count_stacks (b);
  GHashTableIter iter;
  gpointer stack, n;

  g_assert_cmpuint (g_hash_table_size (counts_a), ==, g_hash_table_size (counts_b));
  g_hash_table_iter_init (&iter, counts_a);
  while (g_hash_table_iter_next (&iter, &stack, &n))
    g_assert_true (g_hash_table_lookup (counts_b, stack) == n);
}

static void
test_random_recordings_get_the_same_tree_and_keep_their_samples (void)
{
  for (uint32_t seed = 1; seed < 8; seed++)
    {
      g_autoptr (EmberProfile) a = small_profile_new_random (seed, 900, 5, 12);
      g_autoptr (EmberProfile) b = small_profile_new_random (seed + 100, 700, 9, 14);
      EmberAlignment alignment;

      g_assert_true (ember_alignment_init (&alignment, a, b, NULL));
      assert_same_trees (alignment.a, alignment.b);
      assert_same_counts (a, alignment.a);
      assert_same_counts (b, alignment.b);
      g_assert_cmpuint (ember_profile_get_n_samples (alignment.a), ==, 900);
      ember_alignment_clear (&alignment);
    }
}

static void
test_a_module_matches_by_the_name_of_its_file (void)
{
  g_autoptr (EmberProfile) a = profile_of ("main@/usr/bin/app;work@/usr/bin/app", NULL);
  g_autoptr (EmberProfile) b = profile_of ("main@/opt/app;work@/opt/app", "main@/opt/app;rest@/opt/app");
  EmberAlignment alignment;

  g_assert_true (ember_alignment_init (&alignment, a, b, NULL));
  assert_same_trees (alignment.a, alignment.b);
  /* root, app, main, work, rest */
  g_assert_cmpuint (ember_stacks_get_n (ember_profile_get_stacks (alignment.a)), ==, 5);
  ember_alignment_clear (&alignment);
}

static void
test_another_module_is_another_frame (void)
{
  g_autoptr (EmberProfile) a = profile_of ("main@/usr/bin/app;read@/lib/libc.so", NULL);
  g_autoptr (EmberProfile) b = profile_of ("main@/usr/bin/app;read@/lib/libfast.so", NULL);
  EmberAlignment alignment;

  g_assert_true (ember_alignment_init (&alignment, a, b, NULL));
  g_assert_cmpuint (ember_stacks_get_n (ember_profile_get_stacks (alignment.b)), ==, 5);
  ember_alignment_clear (&alignment);
}

static void
test_cancelled_it_sets_nothing (void)
{
  g_autoptr (EmberProfile) a = small_profile_new_random (1, 70000, 5, 4000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  EmberAlignment alignment = { NULL, NULL };

  g_cancellable_cancel (cancellable);
  g_assert_cmpuint (ember_stacks_get_n (ember_profile_get_stacks (a)), >, 65536);
  g_assert_false (ember_alignment_init (&alignment, a, a, cancellable));
  g_assert_null (alignment.a);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alignment/random-recordings-get-the-same-tree-and-keep-their-samples", test_random_recordings_get_the_same_tree_and_keep_their_samples);
  g_test_add_func ("/alignment/a-module-matches-by-the-name-of-its-file", test_a_module_matches_by_the_name_of_its_file);
  g_test_add_func ("/alignment/another-module-is-another-frame", test_another_module_is_another_frame);
  g_test_add_func ("/alignment/cancelled-it-sets-nothing", test_cancelled_it_sets_nothing);
  return g_test_run ();
}
