/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/tree-builder.h"

#include <string.h>

#include "profile/profile-freeze.h"

struct _EmberTreeBuilder
{
  EmberProfile *profile;
};

static void
copy_column (EmberColumn *to,
             const EmberColumn *from)
{
  if (from->n > 0)
    memcpy (ember_column_grow (to, from->n), from->data, from->n * from->element_size);
}

static void
copy_names (EmberProfile *profile,
            const EmberProfile *base)
{
  for (EmberStringId i = 1; i < ember_strings_get_n (&base->strings); i++)
    ember_strings_intern (&profile->strings, ember_strings_get (&base->strings, i), (gssize) ember_strings_get_size (&base->strings, i));
  for (EmberImageId i = 1; i < ember_images_get_n (&base->images); i++)
    ember_images_intern (&profile->images, ember_images_get (&base->images, i));
  for (EmberThreadId i = 0; i < ember_threads_get_n (&base->threads); i++)
    ember_threads_intern (&profile->threads, ember_threads_get (&base->threads, i));
}

static void
add_unresolved (EmberProfile *profile,
                const EmberUnresolved *unresolved)
{
  EmberUnresolved *copy = ember_column_grow (&profile->unresolved, 1);

  *copy = *unresolved;
  copy->advice = g_strdup (unresolved->advice);
}

static void
copy_remarks (EmberProfile *profile,
              const EmberProfile *base)
{
  const EmberNotice *notices = base->notices.data;
  const EmberFact *facts = base->facts.data;
  const EmberUnresolved *unresolved = base->unresolved.data;

  for (size_t i = 0; i < base->notices.n; i++)
    *(EmberNotice *) ember_column_grow (&profile->notices, 1) = (EmberNotice){ g_strdup (notices[i].text), notices[i].count };
  for (size_t i = 0; i < base->facts.n; i++)
    *(EmberFact *) ember_column_grow (&profile->facts, 1) = (EmberFact){ g_strdup (facts[i].key), g_strdup (facts[i].value) };
  for (size_t i = 0; i < base->unresolved.n; i++)
    add_unresolved (profile, &unresolved[i]);
  copy_column (&profile->gaps, &base->gaps);
  copy_column (&profile->events, &base->events);
}

/* Tables whose columns are the base's, but for stacks of their own. */
static void
share_tables (EmberProfile *profile,
              const EmberProfile *base)
{
  const EmberSampleTable *tables = base->tables.data;

  for (size_t i = 0; i < base->tables.n; i++)
    {
      EmberSampleTable *table = ember_column_grow (&profile->tables, 1);
      const size_t n = ember_sample_table_get_n (&tables[i]);

      *table = tables[i];
      table->is_shared = true;
      table->by_stack = NULL;
      ember_column_init (&table->stacks, sizeof (EmberStackId));
      memset (ember_column_grow (&table->stacks, n), 0, n * sizeof (EmberStackId));
    }
}

EmberTreeBuilder *
ember_tree_builder_new_without_frames (EmberProfile *base)
{
  EmberTreeBuilder *builder = g_new0 (EmberTreeBuilder, 1);

  builder->profile = ember_profile_alloc ();
  builder->profile->base = ember_profile_ref (base);
  builder->profile->range = base->range;
  builder->profile->n_samples = base->n_samples;
  builder->profile->has_times = base->has_times;
  builder->profile->has_wall_clock = base->has_wall_clock;
  builder->profile->wall_clock_ns = base->wall_clock_ns;
  builder->profile->clock_ns = base->clock_ns;
  copy_names (builder->profile, base);
  copy_remarks (builder->profile, base);
  share_tables (builder->profile, base);
  return builder;
}

EmberTreeBuilder *
ember_tree_builder_new (EmberProfile *base)
{
  EmberTreeBuilder *builder = ember_tree_builder_new_without_frames (base);

  for (EmberFrameId i = 1; i < ember_frames_get_n (&base->frames); i++)
    ember_frames_intern (&builder->profile->frames, ember_frames_get (&base->frames, i));
  return builder;
}

void
ember_tree_builder_free (EmberTreeBuilder *builder)
{
  g_clear_pointer (&builder->profile, ember_profile_unref);
  g_free (builder);
}

EmberStringId
ember_tree_builder_add_string (EmberTreeBuilder *builder,
                               const char *bytes,
                               gssize size_bytes)
{
  return ember_strings_intern (&builder->profile->strings, bytes, size_bytes);
}

EmberFrameId
ember_tree_builder_add_frame (EmberTreeBuilder *builder,
                              const EmberFrame *frame)
{
  return ember_frames_intern (&builder->profile->frames, frame);
}

EmberStackId
ember_tree_builder_add_call (EmberTreeBuilder *builder,
                             EmberStackId parent,
                             EmberFrameId frame)
{
  return ember_stacks_push (&builder->profile->stacks, parent, frame);
}

const EmberFrames *
ember_tree_builder_get_frames (const EmberTreeBuilder *builder)
{
  return &builder->profile->frames;
}

void
ember_tree_builder_add_notice (EmberTreeBuilder *builder,
                               char *text,
                               uint64_t count)
{
  *(EmberNotice *) ember_column_grow (&builder->profile->notices, 1) = (EmberNotice){ text, count };
}

void
ember_tree_builder_add_unresolved (EmberTreeBuilder *builder,
                                   const EmberUnresolved *unresolved)
{
  add_unresolved (builder->profile, unresolved);
}

EmberStackId *
ember_tree_builder_get_stacks (EmberTreeBuilder *builder,
                               uint32_t table)
{
  return ((EmberSampleTable *) builder->profile->tables.data)[table].stacks.data;
}

void
ember_tree_builder_map_stacks (EmberTreeBuilder *builder,
                               const EmberStackId *map)
{
  const EmberSampleTable *tables = builder->profile->base->tables.data;

  for (uint32_t i = 0; i < builder->profile->tables.n; i++)
    {
      const EmberStackId *old = ember_sample_table_get_stacks (&tables[i]);
      EmberStackId *stacks = ember_tree_builder_get_stacks (builder, i);

      for (size_t row = 0; row < ember_sample_table_get_n (&tables[i]); row++)
        stacks[row] = map[old[row]];
    }
}

void
ember_tree_builder_take_samples (EmberTreeBuilder *builder)
{
  EmberSampleTable *tables = builder->profile->tables.data;
  EmberSampleTable *old = builder->profile->base->tables.data;

  for (size_t i = 0; i < builder->profile->tables.n; i++)
    {
      tables[i].is_shared = old[i].is_shared;
      old[i].is_shared = true;
    }
}

EmberProfile *
ember_tree_builder_freeze (EmberTreeBuilder *builder,
                           bool sorts_idle)
{
  EmberProfile *profile = g_steal_pointer (&builder->profile);

  ember_tree_builder_free (builder);
  ember_profile_freeze_tree (profile, sorts_idle);
  return profile;
}
