/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/builder-fork.h"

#include "profile/profile-builder-private.h"

static void
replace (EmberColumn *target,
         const EmberColumn *source)
{
  ember_column_clear (target);
  ember_column_copy (target, source);
}

static void
replace_index (EmberIdTable *target,
               const EmberIdTable *source)
{
  replace (&target->slots, &source->slots);
  target->n_used = source->n_used;
}

static void
copy_stacks (EmberStacks *target,
             const EmberStacks *source)
{
  replace (&target->parents, &source->parents);
  replace (&target->frames, &source->frames);
  replace (&target->slots, &source->slots);
}

static void
copy_events (EmberProfileBuilder *fork,
             const EmberProfileBuilder *origin)
{
  ember_column_copy (&fork->profile->events, &origin->profile->events);
  for (EmberEventId i = 0; i < fork->profile->events.n; i++)
    {
      EmberSampleTable *table = ember_column_grow (&fork->profile->tables, 1);

      ember_sample_table_init (table);
      table->event = i;
    }
}

EmberProfileBuilder *
ember_builder_fork (const EmberProfileBuilder *origin)
{
  EmberProfileBuilder *fork = ember_profile_builder_new ();
  EmberProfile *target = fork->profile;
  const EmberProfile *source = origin->profile;

  replace (&target->strings.bytes, &source->strings.bytes);
  replace (&target->strings.offsets, &source->strings.offsets);
  replace_index (&target->strings.index, &source->strings.index);
  replace (&target->images.images, &source->images.images);
  replace_index (&target->images.index, &source->images.index);
  replace (&target->frames.frames, &source->frames.frames);
  replace_index (&target->frames.index, &source->frames.index);
  replace (&target->threads.threads, &source->threads.threads);
  replace_index (&target->threads.index, &source->threads.index);
  copy_stacks (&target->stacks, &source->stacks);
  copy_events (fork, origin);
  fork->shared = (EmberBuilderShared){
    .origin = origin,
    .n_strings = ember_strings_get_n (&source->strings),
    .n_images = ember_images_get_n (&source->images),
    .n_frames = ember_frames_get_n (&source->frames),
    .n_threads = ember_threads_get_n (&source->threads),
    .n_stacks = ember_stacks_get_n (&source->stacks),
  };
  return fork;
}
