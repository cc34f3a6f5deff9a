/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/profile-builder.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "profile/profile-builder-private.h"
#include "profile/profile-freeze.h"

/* Samples without a time are numbered from here up while a builder fills:
 * their order is known, and no real time is negative. */
#define UNTIMED_BASE (INT64_MIN + 1)

EmberProfileBuilder *
ember_profile_builder_new (void)
{
  EmberProfileBuilder *builder = g_new0 (EmberProfileBuilder, 1);

  builder->profile = ember_profile_alloc ();
  ember_column_init (&builder->chunks, sizeof (EmberBuilderChunk));
  ember_column_init (&builder->switches, sizeof (EmberSwitch));
  return builder;
}

void
ember_profile_builder_clear_chunks (EmberProfileBuilder *builder)
{
  EmberBuilderChunk *chunks = builder->chunks.data;

  for (size_t i = 0; i < builder->chunks.n; i++)
    g_free (chunks[i].first_rows);
  ember_column_clear (&builder->chunks);
}

void
ember_profile_builder_free (EmberProfileBuilder *builder)
{
  ember_profile_builder_clear_chunks (builder);
  ember_column_clear (&builder->switches);
  g_clear_pointer (&builder->profile, ember_profile_unref);
  g_free (builder);
}

EmberStringId
ember_profile_builder_add_string (EmberProfileBuilder *builder,
                                  const char *bytes,
                                  gssize size_bytes)
{
  return ember_strings_intern (&builder->profile->strings, bytes, size_bytes);
}

const char *
ember_profile_builder_get_string (const EmberProfileBuilder *builder,
                                  EmberStringId id)
{
  return ember_strings_get (&builder->profile->strings, id);
}

static EmberEventId
add_event (EmberProfileBuilder *builder,
           const EmberEvent *event)
{
  const EmberEvent *events = builder->profile->events.data;
  const EmberEventId id = (EmberEventId) builder->profile->events.n;
  EmberSampleTable *table;

  for (EmberEventId i = 0; i < id; i++)
    if (events[i].name == event->name && events[i].is_tracepoint == event->is_tracepoint && events[i].is_span == event->is_span)
      return i;
  *(EmberEvent *) ember_column_grow (&builder->profile->events, 1) = *event;
  table = ember_column_grow (&builder->profile->tables, 1);
  ember_sample_table_init (table);
  table->event = id;
  return id;
}

EmberEventId
ember_profile_builder_add_event (EmberProfileBuilder *builder,
                                 EmberStringId name,
                                 bool is_tracepoint)
{
  return add_event (builder, &(EmberEvent){ .name = name, .is_tracepoint = is_tracepoint });
}

EmberThreadId
ember_profile_builder_add_thread (EmberProfileBuilder *builder,
                                  const EmberThread *thread)
{
  return ember_threads_intern (&builder->profile->threads, thread);
}

EmberImageId
ember_profile_builder_add_image (EmberProfileBuilder *builder,
                                 const EmberImage *image)
{
  return ember_images_intern (&builder->profile->images, image);
}

const EmberImage *
ember_profile_builder_get_image (const EmberProfileBuilder *builder,
                                 EmberImageId id)
{
  return ember_images_get (&builder->profile->images, id);
}

uint32_t
ember_profile_builder_get_n_images (const EmberProfileBuilder *builder)
{
  return ember_images_get_n (&builder->profile->images);
}

void
ember_profile_builder_set_build_id (EmberProfileBuilder *builder,
                                    EmberImageId id,
                                    const uint8_t *build_id,
                                    uint32_t size_bytes)
{
  ember_images_set_build_id (&builder->profile->images, id, build_id, size_bytes);
}

EmberFrameId
ember_profile_builder_add_frame (EmberProfileBuilder *builder,
                                 const EmberFrame *frame)
{
  return ember_frames_intern (&builder->profile->frames, frame);
}

EmberFrameId
ember_profile_builder_append_frame (EmberProfileBuilder *builder,
                                    const EmberFrame *frame)
{
  return ember_frames_append (&builder->profile->frames, frame);
}

EmberStackId
ember_profile_builder_add_comm (EmberProfileBuilder *builder,
                                EmberStringId comm)
{
  const EmberFrame frame = { .name = comm, .kind = EMBER_FRAME_COMM };

  return ember_stacks_push (&builder->profile->stacks, EMBER_STACK_ROOT, ember_profile_builder_add_frame (builder, &frame));
}

EmberStackId
ember_profile_builder_add_call (EmberProfileBuilder *builder,
                                EmberStackId parent,
                                EmberFrameId frame)
{
  return ember_stacks_push (&builder->profile->stacks, parent, frame);
}

void
ember_profile_builder_expect_call (const EmberProfileBuilder *builder,
                                   EmberStackId parent,
                                   EmberFrameId frame)
{
  ember_stacks_expect (&builder->profile->stacks, parent, frame);
}

void
ember_profile_builder_add_sample (EmberProfileBuilder *builder,
                                  const EmberSample *sample)
{
  EmberSample stored = *sample;

  g_assert (sample->time_ns == EMBER_TIME_NONE || (sample->time_ns >= 0 && sample->time_ns <= EMBER_TIME_MAX_NS));
  if (sample->time_ns == EMBER_TIME_NONE)
    stored.time_ns = UNTIMED_BASE + (int64_t) builder->n_untimed++;
  ember_sample_table_append (ember_profile_builder_get_table (builder, sample->event), &stored);
  builder->profile->n_samples++;
}

void
ember_profile_builder_add_switch (EmberProfileBuilder *builder,
                                  const EmberSample *sample,
                                  int32_t out,
                                  int32_t in)
{
  if (sample->time_ns < 0)
    return;
  *(EmberSwitch *) ember_column_grow (&builder->switches, 1) = (EmberSwitch){
    .time_ns = sample->time_ns,
    .row = ember_sample_table_get_n (ember_profile_builder_get_table (builder, sample->event)) - 1,
    .event = sample->event,
    .tid = ember_threads_get (&builder->profile->threads, sample->thread)->tid,
    .out = out,
    .in = in,
  };
}

void
ember_profile_builder_add_switch_in (EmberProfileBuilder *builder,
                                     int64_t time_ns,
                                     int32_t tid)
{
  *(EmberSwitch *) ember_column_grow (&builder->switches, 1) = (EmberSwitch){
    .time_ns = time_ns,
    .event = EMBER_SWITCH_NO_EVENT,
    .tid = tid,
    .out = -1,
    .in = -1,
  };
}

void
ember_profile_builder_add_notice (EmberProfileBuilder *builder,
                                  char *text,
                                  uint64_t count)
{
  *(EmberNotice *) ember_column_grow (&builder->profile->notices, 1) = (EmberNotice){ text, count };
}

void
ember_profile_builder_add_fact (EmberProfileBuilder *builder,
                                const char *key,
                                const char *value)
{
  const EmberFact *facts = builder->profile->facts.data;

  for (size_t i = 0; i < builder->profile->facts.n; i++)
    if (g_str_equal (facts[i].key, key))
      return;
  *(EmberFact *) ember_column_grow (&builder->profile->facts, 1) = (EmberFact){ g_strdup (key), g_strdup (value) };
}

void
ember_profile_builder_set_wall_clock (EmberProfileBuilder *builder,
                                      int64_t time_ns,
                                      int64_t wall_clock_ns)
{
  EmberProfile *profile = builder->profile;

  if (profile->has_wall_clock || time_ns < 0 || wall_clock_ns < 0 || time_ns > EMBER_TIME_MAX_NS || wall_clock_ns > EMBER_TIME_MAX_NS)
    return;
  profile->has_wall_clock = true;
  profile->clock_ns = time_ns;
  profile->wall_clock_ns = wall_clock_ns;
}

void
ember_profile_builder_add_gap (EmberProfileBuilder *builder,
                               EmberTimeRange range)
{
  if (!ember_time_range_is_empty (range))
    *(EmberTimeRange *) ember_column_grow (&builder->profile->gaps, 1) = range;
}

uint64_t
ember_profile_builder_get_n_samples (const EmberProfileBuilder *builder)
{
  return builder->profile->n_samples;
}

void
ember_profile_builder_begin_chunk (EmberProfileBuilder *builder,
                                   uint64_t sequence)
{
  const uint32_t n_tables = (uint32_t) builder->profile->tables.n;
  EmberBuilderChunk *chunk = ember_column_grow (&builder->chunks, 1);

  *chunk = (EmberBuilderChunk){ sequence, builder->n_untimed, builder->switches.n, g_new (size_t, n_tables), n_tables };
  for (uint32_t i = 0; i < n_tables; i++)
    chunk->first_rows[i] = ember_sample_table_get_n (ember_profile_builder_get_table (builder, i));
}

/* How many waits have no end. Where threads were seen to leave twice, a better recording would
 * tell more; a few are what every recording has while it begins. */
static void
tell_endless_waits (EmberProfileBuilder *builder,
                    uint64_t n_waits,
                    uint64_t n_not_back,
                    uint64_t n_unseen)
{
  g_autofree char *number = g_strdup_printf ("%" PRIu64, n_not_back + n_unseen);

  if (n_not_back + n_unseen > 0)
    ember_profile_builder_add_fact (builder, "waits without an end", number);
  if (n_unseen > n_waits / 20)
    ember_profile_builder_add_notice (builder,
                                      g_strdup_printf (ngettext ("The end of %" PRIu64 " wait was not recorded, so off-CPU leaves it out: record all CPUs (-a), or with --switch-events",
                                                                 "The ends of %" PRIu64 " waits were not recorded, so off-CPU leaves them out: record all CPUs (-a), or with --switch-events",
                                                                 (gulong) n_unseen),
                                                       n_unseen),
                                      n_unseen);
}

/* Makes samples of an event of its own of those at which threads left their CPUs. */
static void
add_waits (EmberProfileBuilder *builder)
{
  const EmberSwitch *switches = builder->switches.data;
  const size_t n = builder->switches.n;
  g_autofree int64_t *waits_ns = g_new (int64_t, n);
  EmberEvent event = { .is_span = true };
  uint64_t n_not_back = 0;
  uint64_t n_unseen = 0;
  EmberEventId id;

  if (n == 0 || !ember_off_cpu_measure (&builder->switches, waits_ns))
    return;
  event.name = ember_profile_builder_add_string (builder, EMBER_OFF_CPU_NAME, -1);
  id = add_event (builder, &event);
  for (size_t i = 0; i < n; i++)
    {
      n_not_back += waits_ns[i] == EMBER_OFF_CPU_NOT_BACK;
      n_unseen += waits_ns[i] == EMBER_OFF_CPU_UNSEEN;
      if (waits_ns[i] >= 0)
        {
          EmberSample wait = ember_sample_table_get (ember_profile_builder_get_table (builder, switches[i].event), switches[i].row);

          wait.event = id;
          wait.weight = (uint64_t) waits_ns[i];
          ember_sample_table_append (ember_profile_builder_get_table (builder, id), &wait);
        }
    }
  tell_endless_waits (builder, ember_sample_table_get_n (ember_profile_builder_get_table (builder, id)), n_not_back, n_unseen);
}

EmberProfile *
ember_profile_builder_freeze (EmberProfileBuilder *builder)
{
  EmberProfile *profile;

  add_waits (builder);
  profile = g_steal_pointer (&builder->profile);
  ember_profile_builder_free (builder);
  ember_profile_freeze (profile);
  return profile;
}
