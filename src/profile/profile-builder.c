/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/profile-builder.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "profile/off-cpu.h"
#include "profile/profile-freeze.h"

/* Samples without a time are numbered from here up while a builder fills:
 * their order is known, and no real time is negative. */
#define UNTIMED_BASE (INT64_MIN + 1)

struct _EmberProfileBuilder
{
  EmberProfile *profile; /* its tables: one per event, in the order of events */
  uint64_t n_untimed;
  EmberColumn chunks;   /* Chunk */
  EmberColumn switches; /* EmberSwitch */
};

/* Where the samples of a chunk begin, in each table that existed then. */
typedef struct
{
  uint64_t sequence;
  uint64_t n_untimed_before;
  size_t n_switches_before;
  size_t *first_rows; /* n_tables; a table that is newer begins at 0 */
  uint32_t n_tables;
} Chunk;

static EmberSampleTable *
get_table (const EmberProfileBuilder *builder,
           uint32_t index)
{
  return (EmberSampleTable *) builder->profile->tables.data + index;
}

EmberProfileBuilder *
ember_profile_builder_new (void)
{
  EmberProfileBuilder *builder = g_new0 (EmberProfileBuilder, 1);

  builder->profile = ember_profile_alloc ();
  ember_column_init (&builder->chunks, sizeof (Chunk));
  ember_column_init (&builder->switches, sizeof (EmberSwitch));
  return builder;
}

void
ember_profile_builder_free (EmberProfileBuilder *builder)
{
  Chunk *chunks = builder->chunks.data;

  for (size_t i = 0; i < builder->chunks.n; i++)
    g_free (chunks[i].first_rows);
  ember_column_clear (&builder->chunks);
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
  ember_sample_table_append (get_table (builder, sample->event), &stored);
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
    .row = ember_sample_table_get_n (get_table (builder, sample->event)) - 1,
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
  Chunk *chunk = ember_column_grow (&builder->chunks, 1);

  *chunk = (Chunk){ sequence, builder->n_untimed, builder->switches.n, g_new (size_t, n_tables), n_tables };
  for (uint32_t i = 0; i < n_tables; i++)
    chunk->first_rows[i] = ember_sample_table_get_n (get_table (builder, i));
}

/* Ids of a part, as the whole numbers them. */
typedef struct
{
  EmberStringId *strings;
  EmberImageId *images;
  EmberFrameId *frames;
  EmberThreadId *threads;
  EmberStackId *stacks;
  EmberEventId *events; /* UINT32_MAX until the event's first sample comes */
  uint64_t *row_shifts; /* of each event: added to a row of the present chunk it gives the whole's */
} IdMap;

static void
map_images (IdMap *map,
            EmberProfileBuilder *whole,
            const EmberProfile *part)
{
  const uint32_t n_images = ember_images_get_n (&part->images);

  map->images = g_new (EmberImageId, n_images);
  for (uint32_t i = 0; i < n_images; i++)
    {
      EmberImage image = *ember_images_get (&part->images, i);

      image.path = map->strings[image.path];
      map->images[i] = ember_profile_builder_add_image (whole, &image);
    }
}

static void
map_names (IdMap *map,
           EmberProfileBuilder *whole,
           const EmberProfile *part)
{
  const uint32_t n_strings = ember_strings_get_n (&part->strings);
  const uint32_t n_frames = ember_frames_get_n (&part->frames);
  const uint32_t n_threads = ember_threads_get_n (&part->threads);

  map->strings = g_new (EmberStringId, n_strings);
  for (uint32_t i = 0; i < n_strings; i++)
    map->strings[i] = ember_profile_builder_add_string (whole, ember_strings_get (&part->strings, i),
                                                        (gssize) ember_strings_get_size (&part->strings, i));
  map_images (map, whole, part);
  map->frames = g_new (EmberFrameId, n_frames);
  for (uint32_t i = 0; i < n_frames; i++)
    {
      EmberFrame frame = *ember_frames_get (&part->frames, i);

      frame.name = map->strings[frame.name];
      frame.module = map->strings[frame.module];
      frame.image = map->images[frame.image];
      map->frames[i] = ember_profile_builder_add_frame (whole, &frame);
    }
  map->threads = g_new (EmberThreadId, MAX (n_threads, 1));
  for (uint32_t i = 0; i < n_threads; i++)
    {
      EmberThread thread = *ember_threads_get (&part->threads, i);

      thread.comm = map->strings[thread.comm];
      map->threads[i] = ember_profile_builder_add_thread (whole, &thread);
    }
}

static IdMap
map_ids (EmberProfileBuilder *whole,
         const EmberProfile *part)
{
  const uint32_t n_stacks = ember_stacks_get_n (&part->stacks);
  IdMap map = { 0 };

  map_names (&map, whole, part);
  map.stacks = g_new (EmberStackId, n_stacks);
  map.stacks[EMBER_STACK_ROOT] = EMBER_STACK_ROOT;
  for (uint32_t i = 1; i < n_stacks; i++)
    map.stacks[i] = ember_profile_builder_add_call (whole, map.stacks[ember_stacks_get_parent (&part->stacks, i)],
                                                    map.frames[ember_stacks_get_frame (&part->stacks, i)]);
  map.events = g_new (EmberEventId, MAX (part->events.n, 1));
  map.row_shifts = g_new0 (uint64_t, MAX (part->events.n, 1));
  for (size_t i = 0; i < part->events.n; i++)
    map.events[i] = UINT32_MAX;
  return map;
}

static void
clear_id_map (IdMap *map)
{
  g_free (map->strings);
  g_free (map->images);
  g_free (map->frames);
  g_free (map->threads);
  g_free (map->stacks);
  g_free (map->events);
  g_free (map->row_shifts);
}

/* Appends rows [first, last) of a part's table. */
static void
append_rows (EmberProfileBuilder *whole,
             const EmberSampleTable *table,
             IdMap *map,
             const EmberEvent *event,
             size_t first,
             size_t last,
             int64_t untimed_shift)
{
  EmberEventId *id = &map->events[table->event];

  if (first == last)
    return;
  if (*id == UINT32_MAX)
    *id = ember_profile_builder_add_event (whole, map->strings[event->name], event->is_tracepoint);
  map->row_shifts[table->event] = ember_sample_table_get_n (get_table (whole, *id)) - first;
  for (size_t row = first; row < last; row++)
    {
      EmberSample sample = ember_sample_table_get (table, row);

      if (sample.time_ns < 0)
        sample.time_ns += untimed_shift;
      sample.thread = map->threads[sample.thread];
      sample.stack = map->stacks[sample.stack];
      ember_sample_table_append (get_table (whole, *id), &sample);
    }
  whole->profile->n_samples += last - first;
}

/* Appends switches [first, last) of a part, whose rows were appended just now. */
static void
append_switches (EmberProfileBuilder *whole,
                 const EmberProfileBuilder *part,
                 const IdMap *map,
                 size_t first,
                 size_t last)
{
  const EmberSwitch *switches = part->switches.data;

  for (size_t i = first; i < last; i++)
    {
      EmberSwitch *added = ember_column_grow (&whole->switches, 1);

      *added = switches[i];
      if (added->event != EMBER_SWITCH_NO_EVENT)
        {
          added->row += map->row_shifts[switches[i].event];
          added->event = map->events[switches[i].event];
        }
    }
}

/* Appends the samples of the part's @index-th chunk. */
static void
append_chunk (EmberProfileBuilder *whole,
              const EmberProfileBuilder *part,
              IdMap *map,
              size_t index)
{
  const Chunk *chunks = part->chunks.data;
  const Chunk *chunk = &chunks[index];
  const Chunk *next = index + 1 < part->chunks.n ? chunk + 1 : NULL;
  const EmberEvent *events = part->profile->events.data;
  const uint64_t n_untimed_end = next != NULL ? next->n_untimed_before : part->n_untimed;

  for (uint32_t i = 0; i < part->profile->tables.n; i++)
    {
      const EmberSampleTable *table = get_table (part, i);
      const size_t first = i < chunk->n_tables ? chunk->first_rows[i] : 0;
      const size_t table_end = next != NULL && i < next->n_tables ? next->first_rows[i] : 0;
      const size_t last = next != NULL ? table_end : ember_sample_table_get_n (table);

      append_rows (whole, table, map, &events[table->event], first, MAX (first, last),
                   (int64_t) whole->n_untimed - (int64_t) chunk->n_untimed_before);
    }
  whole->n_untimed += n_untimed_end - chunk->n_untimed_before;
  append_switches (whole, part, map, chunk->n_switches_before, next != NULL ? next->n_switches_before : part->switches.n);
}

/* Moves what is not samples: notices, facts, gaps. */
static void
append_remarks (EmberProfileBuilder *whole,
                const EmberProfile *part)
{
  const EmberNotice *notices = part->notices.data;
  const EmberFact *facts = part->facts.data;
  const EmberTimeRange *gaps = part->gaps.data;

  for (size_t i = 0; i < part->notices.n; i++)
    ember_profile_builder_add_notice (whole, g_strdup (notices[i].text), notices[i].count);
  for (size_t i = 0; i < part->facts.n; i++)
    ember_profile_builder_add_fact (whole, facts[i].key, facts[i].value);
  for (size_t i = 0; i < part->gaps.n; i++)
    ember_profile_builder_add_gap (whole, gaps[i]);
  if (part->has_wall_clock)
    ember_profile_builder_set_wall_clock (whole, part->clock_ns, part->wall_clock_ns);
}

/* The part whose next chunk comes first; n_parts where all are done. */
static uint32_t
choose_part (EmberProfileBuilder **parts,
             uint32_t n_parts,
             const size_t *next_chunk)
{
  uint64_t lowest = UINT64_MAX;
  uint32_t chosen = n_parts;

  for (uint32_t i = 0; i < n_parts; i++)
    if (next_chunk[i] < parts[i]->chunks.n)
      {
        const Chunk *chunk = (const Chunk *) parts[i]->chunks.data + next_chunk[i];

        if (chosen == n_parts || chunk->sequence < lowest)
          {
            lowest = chunk->sequence;
            chosen = i;
          }
      }
  return chosen;
}

EmberProfileBuilder *
ember_profile_builder_merge (EmberProfileBuilder **parts,
                             uint32_t n_parts)
{
  EmberProfileBuilder *whole;
  g_autofree IdMap *maps = g_new0 (IdMap, n_parts);
  g_autofree size_t *next_chunk = g_new0 (size_t, n_parts);
  uint32_t part;

  if (n_parts == 1)
    return parts[0];
  whole = ember_profile_builder_new ();
  for (uint32_t i = 0; i < n_parts; i++)
    {
      maps[i] = map_ids (whole, parts[i]->profile);
      append_remarks (whole, parts[i]->profile);
    }
  while ((part = choose_part (parts, n_parts, next_chunk)) < n_parts)
    append_chunk (whole, parts[part], &maps[part], next_chunk[part]++);
  for (uint32_t i = 0; i < n_parts; i++)
    {
      clear_id_map (&maps[i]);
      ember_profile_builder_free (parts[i]);
    }
  return whole;
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
          EmberSample wait = ember_sample_table_get (get_table (builder, switches[i].event), switches[i].row);

          wait.event = id;
          wait.weight = (uint64_t) waits_ns[i];
          ember_sample_table_append (get_table (builder, id), &wait);
        }
    }
  tell_endless_waits (builder, ember_sample_table_get_n (get_table (builder, id)), n_not_back, n_unseen);
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
