/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/off-cpu.h"
#include "profile/profile-builder.h"
#include "profile/profile-private.h"

/* What a fork and its origin call by the same ids: those below these numbers. */
typedef struct
{
  const EmberProfileBuilder *origin; /* (nullable): only to be told apart; it may be gone */
  uint32_t n_strings;
  uint32_t n_images;
  uint32_t n_frames;
  uint32_t n_threads;
  uint32_t n_stacks;
} EmberBuilderShared;

/* What a builder is made of; only it and those that fork and join builders see it. */
struct _EmberProfileBuilder
{
  EmberProfile *profile; /* its tables: one per event, in the order of events */
  uint64_t n_untimed;
  EmberColumn chunks;   /* EmberBuilderChunk */
  EmberColumn switches; /* EmberSwitch */
  EmberBuilderShared shared;
};

/* Where the samples of a chunk begin, in each table that existed then. */
typedef struct
{
  uint64_t sequence;
  uint64_t n_untimed_before;
  size_t n_switches_before;
  size_t *first_rows; /* n_tables; a table that is newer begins at 0 */
  uint32_t n_tables;
} EmberBuilderChunk;

static inline EmberSampleTable *
ember_profile_builder_get_table (const EmberProfileBuilder *builder,
                                 uint32_t index)
{
  return (EmberSampleTable *) builder->profile->tables.data + index;
}

/* Forgets where chunks began. */
void ember_profile_builder_clear_chunks (EmberProfileBuilder *builder);
