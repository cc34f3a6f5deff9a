/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile-builder.h"

/* Adds a sample as perf script would print it.
 * @stack: frame names from the outermost to the leaf with ';' between; "" for none.
 *         A name that ends in "@MODULE" has that module; [MODULE] in brackets is kernel code.
 * @pid: also the tid */
void small_profile_add (EmberProfileBuilder *builder,
                        int64_t time_ns,
                        const char *comm,
                        int32_t pid,
                        const char *event,
                        const char *stack,
                        uint64_t weight);

/* A thread leaves its CPU to another one: a sample of sched:sched_switch, of which freezing makes off-CPU. */
void small_profile_add_switch (EmberProfileBuilder *builder,
                               int64_t time_ns,
                               const char *comm,
                               int32_t pid,
                               const char *stack,
                               int32_t next_pid);

/* The names of a stack with ';' between, comm first. */
char *small_profile_dup_stack (const EmberProfile *profile,
                               EmberStackId stack);

/* A profile of @n_samples random samples over @n_seconds, made from @seed alone: 3 events, 20
 * threads and idle CPUs, stacks up to 12 deep out of @n_names functions, one in ten with a weight of its own. */
EmberProfile *small_profile_new_random (uint32_t seed,
                                        uint32_t n_samples,
                                        uint32_t n_seconds,
                                        uint32_t n_names);
