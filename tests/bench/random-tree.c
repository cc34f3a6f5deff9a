/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/random-tree.h"

#include <stdlib.h>
#include <time.h>

#define N_NAMES 100000
#define N_MODULES 300
/* Of time, which have rates of their own. */
#define N_SLOTS 10000

double
get_cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

EmberStackId *
random_tree_add_stacks (EmberProfileBuilder *builder,
                        GRand *rand,
                        uint32_t n_nodes)
{
  EmberStackId *stacks = g_new (EmberStackId, n_nodes);
  g_autofree uint8_t *depths = g_malloc0 (n_nodes);

  stacks[0] = ember_profile_builder_add_comm (builder, ember_profile_builder_add_string (builder, "app", -1));
  for (uint32_t i = 1; i < n_nodes; i++)
    {
      const uint32_t parent = g_rand_int_range (rand, (gint32) (i / 8), (gint32) i);
      const int number = g_rand_int_range (rand, 0, N_NAMES);
      g_autofree char *name = g_strdup_printf ("ns::function_with_a_name_%d", number);
      g_autofree char *module = g_strdup_printf ("/usr/lib/module_%d.so", number % N_MODULES);
      const EmberFrame frame = {
        .name = ember_profile_builder_add_string (builder, name, -1),
        .module = ember_profile_builder_add_string (builder, module, -1),
      };
      const uint32_t at = depths[parent] < 60 ? parent : 0;

      depths[i] = depths[at] + 1;
      stacks[i] = ember_profile_builder_add_call (builder, stacks[at], ember_profile_builder_add_frame (builder, &frame));
    }
  return stacks;
}

/* The time of sample @i of @n: as in life, in each hundredth of a second another rate. */
static int64_t
warp_time (const double *slots,
           uint32_t i,
           uint32_t n)
{
  const double at = (double) i / n * N_SLOTS;
  const uint32_t slot = (uint32_t) at;

  return (int64_t) ((slots[slot] + (at - slot) * (slots[slot + 1] - slots[slot])) / slots[N_SLOTS] * (double) RANDOM_TREE_DURATION_NS);
}

static double *
create_slots (GRand *rand)
{
  double *slots = g_new (double, N_SLOTS + 1);

  slots[0] = 0;
  for (uint32_t i = 0; i < N_SLOTS; i++)
    slots[i + 1] = slots[i] + 0.5 + g_rand_double (rand);
  return slots;
}

EmberProfile *
random_tree_new (uint32_t n_samples,
                 uint32_t n_nodes,
                 bool with_weights)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  const EmberThread thread = { 1, 1, ember_profile_builder_add_string (builder, "app", -1) };
  EmberSample sample = { .thread = ember_profile_builder_add_thread (builder, &thread) };
  g_autofree EmberStackId *stacks = random_tree_add_stacks (builder, rand, n_nodes);
  g_autofree double *slots = create_slots (rand);

  sample.event = ember_profile_builder_add_event (builder, ember_profile_builder_add_string (builder, "cycles", -1), false);
  for (uint32_t i = 0; i < n_samples; i++)
    {
      const double u = g_rand_double (rand);

      sample.time_ns = warp_time (slots, i, n_samples);
      sample.stack = stacks[(uint32_t) (u * u * n_nodes)];
      sample.weight = with_weights ? g_rand_int (rand) : 1;
      ember_profile_builder_add_sample (builder, &sample);
    }
  return ember_profile_builder_freeze (builder);
}

EmberFrameId
random_tree_pick_frame (const EmberProfile *profile)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  uint32_t n_tables;
  const EmberSampleTable *table = ember_profile_get_tables (profile, &n_tables);
  const int64_t third = (int64_t) ember_sample_table_get_n (table) / 3;
  g_autofree int64_t *before = g_new0 (int64_t, (size_t) ember_stacks_get_n (stacks) + 1);
  EmberStackId best = EMBER_STACK_ROOT;

  for (size_t row = 0; row < ember_sample_table_get_n (table); row++)
    before[ember_sample_table_get_stacks (table)[row] + 1]++;
  for (EmberStackId id = 0; id < ember_stacks_get_n (stacks); id++)
    before[id + 1] += before[id];
  for (EmberStackId id = 0; id < ember_stacks_get_n (stacks); id++)
    {
      const int64_t total = before[ember_stacks_get_end (stacks, id)] - before[id];
      const int64_t best_total = before[ember_stacks_get_end (stacks, best)] - before[best];

      if (ember_stacks_get_depth (stacks, id) > 1 && ABS (total - third) < ABS (best_total - third))
        best = id;
    }
  return ember_stacks_get_frame (stacks, best);
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  const double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

void
print_times (const char *what,
             double *times_ms,
             int n)
{
  qsort (times_ms, (size_t) n, sizeof *times_ms, compare_doubles);
  g_print ("  %-34s best %8.3f  median %8.3f  p98 %8.3f  p99 %8.3f ms\n", what, times_ms[0], times_ms[n / 2], times_ms[n * 98 / 100], times_ms[n * 99 / 100]);
}
