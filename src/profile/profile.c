/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/profile-private.h"

EmberProfile *
ember_profile_alloc (void)
{
  EmberProfile *profile = g_new0 (EmberProfile, 1);

  g_atomic_ref_count_init (&profile->n_refs);
  ember_strings_init (&profile->strings);
  ember_images_init (&profile->images);
  ember_frames_init (&profile->frames);
  ember_threads_init (&profile->threads);
  ember_stacks_init (&profile->stacks);
  ember_column_init (&profile->events, sizeof (EmberEvent));
  ember_column_init (&profile->tables, sizeof (EmberSampleTable));
  ember_column_init (&profile->notices, sizeof (EmberNotice));
  ember_column_init (&profile->facts, sizeof (EmberFact));
  ember_column_init (&profile->gaps, sizeof (EmberTimeRange));
  ember_column_init (&profile->unresolved, sizeof (EmberUnresolved));
  return profile;
}

static void
free_texts (EmberProfile *profile)
{
  EmberNotice *notices = profile->notices.data;
  EmberFact *facts = profile->facts.data;
  EmberUnresolved *unresolved = profile->unresolved.data;

  for (size_t i = 0; i < profile->notices.n; i++)
    g_free (notices[i].text);
  for (size_t i = 0; i < profile->unresolved.n; i++)
    g_free (unresolved[i].advice);
  for (size_t i = 0; i < profile->facts.n; i++)
    {
      g_free (facts[i].key);
      g_free (facts[i].value);
    }
}

static void
free_profile (EmberProfile *profile)
{
  EmberSampleTable *tables = profile->tables.data;

  free_texts (profile);
  for (size_t i = 0; i < profile->tables.n; i++)
    ember_sample_table_clear (&tables[i]);
  ember_strings_clear (&profile->strings);
  ember_images_clear (&profile->images);
  ember_frames_clear (&profile->frames);
  ember_threads_clear (&profile->threads);
  ember_stacks_clear (&profile->stacks);
  ember_column_clear (&profile->events);
  ember_column_clear (&profile->tables);
  ember_column_clear (&profile->notices);
  ember_column_clear (&profile->facts);
  ember_column_clear (&profile->gaps);
  ember_column_clear (&profile->unresolved);
  g_clear_pointer (&profile->base, ember_profile_unref);
  g_free (profile);
}

EmberProfile *
ember_profile_ref (EmberProfile *profile)
{
  g_atomic_ref_count_inc (&profile->n_refs);
  return profile;
}

void
ember_profile_unref (EmberProfile *profile)
{
  if (g_atomic_ref_count_dec (&profile->n_refs))
    free_profile (profile);
}

const EmberStrings *
ember_profile_get_strings (const EmberProfile *profile)
{
  return &profile->strings;
}

const EmberImages *
ember_profile_get_images (const EmberProfile *profile)
{
  return &profile->images;
}

const EmberFrames *
ember_profile_get_frames (const EmberProfile *profile)
{
  return &profile->frames;
}

const EmberThreads *
ember_profile_get_threads (const EmberProfile *profile)
{
  return &profile->threads;
}

const EmberStacks *
ember_profile_get_stacks (const EmberProfile *profile)
{
  return &profile->stacks;
}

const EmberSampleTable *
ember_profile_get_tables (const EmberProfile *profile,
                          uint32_t *n_tables)
{
  *n_tables = (uint32_t) profile->tables.n;
  return profile->tables.data;
}

const EmberEvent *
ember_profile_get_events (const EmberProfile *profile,
                          uint32_t *n_events)
{
  *n_events = (uint32_t) profile->events.n;
  return profile->events.data;
}

const EmberNotice *
ember_profile_get_notices (const EmberProfile *profile,
                           uint32_t *n_notices)
{
  *n_notices = (uint32_t) profile->notices.n;
  return profile->notices.data;
}

const EmberFact *
ember_profile_get_facts (const EmberProfile *profile,
                         uint32_t *n_facts)
{
  *n_facts = (uint32_t) profile->facts.n;
  return profile->facts.data;
}

const EmberUnresolved *
ember_profile_get_unresolved (const EmberProfile *profile,
                              uint32_t *n_unresolved)
{
  *n_unresolved = (uint32_t) profile->unresolved.n;
  return profile->unresolved.data;
}

bool
ember_profile_has_times (const EmberProfile *profile)
{
  return profile->has_times;
}

EmberTimeRange
ember_profile_get_range (const EmberProfile *profile)
{
  return profile->range;
}

int64_t
ember_profile_get_origin (const EmberProfile *profile)
{
  return profile->range.begin_ns - profile->range.begin_ns % EMBER_SECOND_NS;
}

bool
ember_profile_get_wall_clock_offset (const EmberProfile *profile,
                                     int64_t *offset_ns)
{
  *offset_ns = profile->wall_clock_ns - profile->clock_ns;
  return profile->has_wall_clock;
}

uint64_t
ember_profile_get_n_samples (const EmberProfile *profile)
{
  return profile->n_samples;
}

const EmberTimeRange *
ember_profile_get_gaps (const EmberProfile *profile,
                        uint32_t *n_gaps)
{
  *n_gaps = (uint32_t) profile->gaps.n;
  return profile->gaps.data;
}

const char *
ember_profile_get_frame_name (const EmberProfile *profile,
                              EmberFrameId frame)
{
  return ember_strings_get (&profile->strings, ember_frames_get (&profile->frames, frame)->name);
}

const char *
ember_profile_get_frame_module (const EmberProfile *profile,
                                EmberFrameId frame)
{
  return ember_strings_get (&profile->strings, ember_frames_get (&profile->frames, frame)->module);
}
