/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/small-profile.h"

static EmberFrameId
add_frame (EmberProfileBuilder *builder,
           const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "@", 2);
  EmberFrame frame = { .kind = EMBER_FRAME_USER };

  frame.name = ember_profile_builder_add_string (builder, parts[0], -1);
  if (parts[1] != NULL)
    {
      frame.module = ember_profile_builder_add_string (builder, parts[1], -1);
      if (parts[1][0] == '[')
        frame.kind = EMBER_FRAME_KERNEL;
    }
  return ember_profile_builder_add_frame (builder, &frame);
}

static EmberSample
add_sample (EmberProfileBuilder *builder,
            int64_t time_ns,
            const char *comm,
            int32_t pid,
            const char *event,
            const char *stack,
            uint64_t weight)
{
  g_auto (GStrv) names = g_strsplit (stack, ";", -1);
  const EmberStringId comm_id = ember_profile_builder_add_string (builder, comm, -1);
  const EmberThread thread = { pid, pid, comm_id };
  EmberSample sample = {
    .time_ns = time_ns,
    .thread = ember_profile_builder_add_thread (builder, &thread),
    .cpu = pid % 4,
    .stack = ember_profile_builder_add_comm (builder, comm_id),
    .event = ember_profile_builder_add_event (builder, ember_profile_builder_add_string (builder, event, -1), false),
    .weight = weight,
  };

  for (char **name = names; *name != NULL; name++)
    sample.stack = ember_profile_builder_add_call (builder, sample.stack, add_frame (builder, *name));
  ember_profile_builder_add_sample (builder, &sample);
  return sample;
}

void
small_profile_add (EmberProfileBuilder *builder,
                   int64_t time_ns,
                   const char *comm,
                   int32_t pid,
                   const char *event,
                   const char *stack,
                   uint64_t weight)
{
  add_sample (builder, time_ns, comm, pid, event, stack, weight);
}

void
small_profile_add_switch (EmberProfileBuilder *builder,
                          int64_t time_ns,
                          const char *comm,
                          int32_t pid,
                          const char *stack,
                          int32_t next_pid)
{
  const EmberSample sample = add_sample (builder, time_ns, comm, pid, "sched:sched_switch", stack, 1);

  ember_profile_builder_add_switch (builder, &sample, pid, next_pid);
}

char *
small_profile_dup_stack (const EmberProfile *profile,
                         EmberStackId stack)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  GString *text = g_string_new (NULL);

  for (; stack != EMBER_STACK_ROOT; stack = ember_stacks_get_parent (stacks, stack))
    {
      if (text->len > 0)
        g_string_prepend_c (text, ';');
      g_string_prepend (text, ember_profile_get_frame_name (profile, ember_stacks_get_frame (stacks, stack)));
    }
  return g_string_free (text, FALSE);
}

static char *
make_random_stack (GRand *rand,
                   uint32_t n_names)
{
  const int depth = g_rand_int_range (rand, 0, 13);
  GString *text = g_string_new (NULL);

  for (int i = 0; i < depth; i++)
    g_string_append_printf (text, "%sf%d@%s", i > 0 ? ";" : "", g_rand_int_range (rand, 0, (int) n_names),
                            i > 8 ? "[kernel.kallsyms]" : "/usr/bin/app");
  return g_string_free (text, FALSE);
}

EmberProfile *
small_profile_new_random (uint32_t seed,
                          uint32_t n_samples,
                          uint32_t n_seconds,
                          uint32_t n_names)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (uint32_t i = 0; i < n_samples; i++)
    {
      const int64_t time_ns = INT64_C (8122300000000) + (int64_t) (g_rand_double (rand) * n_seconds * 1e9);
      const int thread = g_rand_int_range (rand, 0, 21);
      g_autofree char *comm = thread == 0 ? g_strdup ("swapper") : g_strdup_printf ("app%d", thread % 5);
      g_autofree char *event = g_strdup_printf ("event%d", g_rand_int_range (rand, 0, 3));
      g_autofree char *stack = thread == 0 && g_rand_boolean (rand) ? g_strdup ("do_idle@[kernel.kallsyms]") : make_random_stack (rand, n_names);
      const uint64_t weight = g_rand_int_range (rand, 0, 10) == 0 ? g_rand_int (rand) : 1000;

      small_profile_add (builder, time_ns, comm, thread, event, stack, weight);
    }
  return ember_profile_builder_freeze (builder);
}
