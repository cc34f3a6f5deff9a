/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/function-index.h"

#include <string.h>

#include "support/small-profile.h"

static void
test_functions_are_told_apart_by_name_and_module (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberFunctionIndex) index = NULL;

  small_profile_add (builder, 1, "f", 1, "cycles", "main@a;f@a;f@b", 1);
  small_profile_add (builder, 2, "f", 1, "cycles", "main@a;f@b;f@a", 1);
  profile = ember_profile_builder_freeze (builder);
  index = ember_function_index_new (profile);
  g_assert_cmpuint (index->n_functions, ==, 3);
  g_assert_cmpuint (ember_function_index_find (index, "f", "a"), !=, ember_function_index_find (index, "f", "b"));
  g_assert_cmpstr (ember_function_index_get_module (index, ember_function_index_find (index, "f", "b")), ==, "b");
  g_assert_cmpuint (ember_function_index_find (index, "f", ""), ==, EMBER_NO_FUNCTION);
}

static void
test_every_frame_of_code_has_the_function_of_its_name (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (3, 500, 2, 40);
  g_autoptr (EmberFunctionIndex) index = ember_function_index_new (profile);
  const EmberFrames *frames = ember_profile_get_frames (profile);

  for (EmberFrameId i = 0; i < ember_frames_get_n (frames); i++)
    {
      const EmberFrame *frame = ember_frames_get (frames, i);
      const EmberFunctionId id = index->of_frames[i];

      if (frame->kind == EMBER_FRAME_COMM || frame->kind == EMBER_FRAME_ROOT)
        {
          g_assert_cmpuint (id, ==, EMBER_NO_FUNCTION);
          continue;
        }
      g_assert_cmpstr (ember_function_index_get_name (index, id), ==, ember_profile_get_frame_name (profile, i));
      g_assert_cmpstr (ember_function_index_get_module (index, id), ==, ember_profile_get_frame_module (profile, i));
    }
}

static void
test_ranks_are_the_places_in_both_orders (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (4, 500, 2, 60);
  g_autoptr (EmberFunctionIndex) index = ember_function_index_new (profile);

  for (EmberFunctionId a = 0; a < index->n_functions; a++)
    for (EmberFunctionId b = 0; b < index->n_functions; b++)
      {
        const int by_name = strcmp (ember_function_index_get_name (index, a), ember_function_index_get_name (index, b));
        const int by_module = strcmp (ember_function_index_get_module (index, a), ember_function_index_get_module (index, b));

        g_assert_true ((index->names[a].rank < index->names[b].rank) == (by_name < 0 || (by_name == 0 && by_module < 0)));
        g_assert_true ((index->names[a].rank_by_module < index->names[b].rank_by_module) == (by_module < 0 || (by_module == 0 && by_name < 0)));
      }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/function-index/functions-are-told-apart-by-name-and-module", test_functions_are_told_apart_by_name_and_module);
  g_test_add_func ("/function-index/every-frame-of-code-has-the-function-of-its-name", test_every_frame_of_code_has_the_function_of_its_name);
  g_test_add_func ("/function-index/ranks-are-the-places-in-both-orders", test_ranks_are_the_places_in_both_orders);
  return g_test_run ();
}
