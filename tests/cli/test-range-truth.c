/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/functions.h"
#include "analysis/heatmap-range.h"
#include "export/folded.h"
#include "export/samples-text.h"
#include "support/captured-output.h"
#include "support/small-profile.h"

/* What holds for every recording and every range: a range is the recording cut to it,
 * and ranges that tile time add up to the whole. */

#define N_SEEDS 6

static char *
fold (const EmberTableSet *set,
      EmberTimeRange range)
{
  EmberOutput output;

  captured_output_begin (&output);
  ember_folded_write (&output, set, range, EMBER_FOLDED_TID);
  return captured_output_end (&output);
}

static char *
print_samples (const EmberTableSet *set,
               EmberTimeRange range)
{
  EmberOutput output;

  captured_output_begin (&output);
  ember_samples_text_write (&output, set, range);
  return captured_output_end (&output);
}

static EmberFunctions *
functions_of (const EmberTableSet *set,
              EmberTimeRange range)
{
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, range, NULL);

  return ember_functions_new (graph, EMBER_MEASURE_WEIGHT, NULL);
}

/* Adds the stack of a sample frame by frame. */
static EmberStackId
copy_stack (EmberProfileBuilder *builder,
            const EmberProfile *profile,
            EmberStackId stack)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  const EmberFrameId id = ember_stacks_get_frame (stacks, stack);
  EmberFrame frame = *ember_frames_get (ember_profile_get_frames (profile), id);

  frame.name = ember_profile_builder_add_string (builder, ember_profile_get_frame_name (profile, id), -1);
  frame.module = ember_profile_builder_add_string (builder, ember_profile_get_frame_module (profile, id), -1);
  if (ember_stacks_get_depth (stacks, stack) == 1)
    return ember_profile_builder_add_comm (builder, frame.name);
  return ember_profile_builder_add_call (builder, copy_stack (builder, profile, ember_stacks_get_parent (stacks, stack)),
                                         ember_profile_builder_add_frame (builder, &frame));
}

static void
copy_sample (EmberProfileBuilder *builder,
             const EmberProfile *profile,
             EmberSample sample)
{
  uint32_t n_events;
  const EmberStrings *strings = ember_profile_get_strings (profile);
  const EmberEvent *event = &ember_profile_get_events (profile, &n_events)[sample.event];
  EmberThread thread = *ember_threads_get (ember_profile_get_threads (profile), sample.thread);

  thread.comm = ember_profile_builder_add_string (builder, ember_strings_get (strings, thread.comm), -1);
  sample.thread = ember_profile_builder_add_thread (builder, &thread);
  sample.stack = copy_stack (builder, profile, sample.stack);
  sample.event = ember_profile_builder_add_event (builder, ember_profile_builder_add_string (builder, ember_strings_get (strings, event->name), -1), event->is_tracepoint);
  ember_profile_builder_add_sample (builder, &sample);
}

/* A recording of nothing but the samples in @range, in the order of the tables. */
static EmberProfile *
cut_to (const EmberTableSet *set,
        EmberTimeRange range)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (set->tables[t], row);

        if (sample.time_ns >= range.begin_ns && sample.time_ns < range.end_ns)
          copy_sample (builder, set->profile, sample);
      }
  return ember_profile_builder_freeze (builder);
}

static EmberTimeRange
pick_range (GRand *rand,
            const EmberProfile *profile)
{
  const EmberTimeRange whole = ember_profile_get_range (profile);
  const double length = (double) (whole.end_ns - whole.begin_ns);
  const int64_t a = whole.begin_ns + (int64_t) (g_rand_double_range (rand, -0.1, 1.1) * length);
  const int64_t b = whole.begin_ns + (int64_t) (g_rand_double_range (rand, -0.1, 1.1) * length);

  return (EmberTimeRange){ MIN (a, b), MAX (a, b) };
}

static void
check_functions (const EmberTableSet *set,
                 EmberTimeRange range,
                 const EmberTableSet *cut_set)
{
  g_autoptr (EmberFunctions) of_range = functions_of (set, range);
  g_autoptr (EmberFunctions) of_cut = functions_of (cut_set, EMBER_TIME_RANGE_ALL);

  g_assert_cmpuint (of_range->n_functions, ==, of_cut->n_functions);
  for (uint32_t i = 0; i < of_cut->n_functions; i++)
    {
      const EmberFunction *a = &of_range->functions[i];
      const EmberFunction *b = &of_cut->functions[i];

      g_assert_cmpuint (a->self, ==, b->self);
      g_assert_cmpuint (a->total, ==, b->total);
      g_assert_cmpstr (ember_strings_get (ember_profile_get_strings (set->profile), a->name), ==,
                       ember_strings_get (ember_profile_get_strings (cut_set->profile), b->name));
    }
}

static void
test_a_range_equals_the_recording_cut_to_it (void)
{
  for (uint32_t seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr (EmberProfile) profile = small_profile_new_random (seed, 2000, 5, 15);
      g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

      for (int i = 0; i < 10; i++)
        {
          const EmberTimeRange range = pick_range (rand, profile);
          g_autoptr (EmberProfile) cut = cut_to (set, range);
          g_autoptr (EmberTableSet) cut_set = ember_table_set_new (cut, NULL, 0, true);
          g_autofree char *of_range = fold (set, range);
          g_autofree char *of_cut = fold (cut_set, EMBER_TIME_RANGE_ALL);

          g_assert_cmpstr (of_range, ==, of_cut);
          check_functions (set, range, cut_set);
        }
    }
}

static void
test_ranges_that_tile_time_print_every_sample_once (void)
{
  for (uint32_t seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr (EmberProfile) profile = small_profile_new_random (seed, 3000, 6, 15);
      g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GString) parts = g_string_new (NULL);
      g_autofree char *whole = print_samples (set, EMBER_TIME_RANGE_ALL);
      const EmberTimeRange all = ember_profile_get_range (profile);

      for (EmberTimeRange range = { all.begin_ns, all.begin_ns }; range.begin_ns < all.end_ns; range.begin_ns = range.end_ns)
        {
          g_autofree char *part = NULL;

          range.end_ns = range.begin_ns + 1 + (int64_t) (g_rand_double (rand) * 1e9);
          part = print_samples (set, range);
          g_string_append (parts, part);
        }
      g_assert_cmpstr (parts->str, ==, whole);
    }
}

static uint64_t
sum_self (const EmberFunctions *functions)
{
  uint64_t sum = 0;

  for (uint32_t i = 0; i < functions->n_functions; i++)
    sum += functions->functions[i].self;
  return sum;
}

static void
test_columns_sum_to_the_whole (void)
{
  for (uint32_t seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr (EmberProfile) profile = small_profile_new_random (seed, 3000, 6, 15);
      g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, seed % 2);
      g_autoptr (EmberHeatmap) whole = ember_heatmap_new_of_range (set, EMBER_TIME_RANGE_ALL, EMBER_SECOND_NS, 50, NULL);
      g_autoptr (EmberFunctions) all = functions_of (set, EMBER_TIME_RANGE_ALL);
      uint64_t self = 0;

      for (uint32_t column = 0; column < whole->grid.n_columns; column++)
        {
          const EmberTimeRange range = ember_heatmap_grid_get_column (&whole->grid, column);
          g_autoptr (EmberHeatmap) part = ember_heatmap_new_of_range (set, range, EMBER_SECOND_NS, 50, NULL);
          g_autoptr (EmberFunctions) functions = functions_of (set, range);

          g_assert_cmpmem (part->counts, 50 * sizeof (uint32_t), whole->counts + column * 50, 50 * sizeof (uint32_t));
          self += sum_self (functions);
        }
      g_assert_cmpuint (self, ==, sum_self (all));
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/range-truth/a-range-equals-the-recording-cut-to-it", test_a_range_equals_the_recording_cut_to_it);
  g_test_add_func ("/range-truth/ranges-that-tile-time-print-every-sample-once", test_ranges_that_tile_time_print_every_sample_once);
  g_test_add_func ("/range-truth/columns-sum-to-the-whole", test_columns_sum_to_the_whole);
  return g_test_run ();
}
