/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/builder-merge.h"

#include <string.h>

#include "profile/profile-builder-private.h"

/* New memory is dear, so rows are not copied into tables of their own: the first part's grow, and are filled from
 * their end. None of its rows comes to stand before the place it has, so each is taken before it is written over. */

/* Ids of a part, as the whole numbers them; NULL: they are the same. */
typedef struct
{
  EmberStringId *strings;
  EmberImageId *images;
  EmberFrameId *frames;
  EmberThreadId *threads;
  EmberStackId *stacks;
} IdMap;

typedef struct
{
  EmberProfileBuilder *builder;
  IdMap map;
  EmberEventId *events; /* of the whole; UINT32_MAX until the event's first sample comes */
  uint64_t *row_shifts; /* of each event: added to a row of the present chunk it gives the whole's */
  size_t next_chunk;
} Part;

/* Samples of an event in one chunk. */
typedef struct
{
  const Part *part;
  uint32_t table; /* of the part */
  EmberEventId event;
  size_t first;
  size_t n;
  size_t target; /* the row of the whole where they begin */
  int64_t untimed_shift;
} Run;

/* An event of the whole. */
typedef struct
{
  EmberEvent event;
  size_t n_rows;
  uint64_t first_weight;
  bool has_weights;
  uint32_t own_table; /* of the first part; UINT32_MAX: it has none */
} Target;

typedef struct
{
  Part *parts;
  uint32_t n_parts;
  EmberColumn runs;     /* Run, in the order of the file */
  EmberColumn targets;  /* Target */
  EmberColumn switches; /* EmberSwitch */
  uint64_t n_untimed;
} Merge;

/* Room for @n ids, of which the first @n_shared stay as they are. */
static uint32_t *
new_ids (uint32_t n,
         uint32_t n_shared)
{
  uint32_t *ids = g_new (uint32_t, MAX (n, 1));

  for (uint32_t i = 0; i < n_shared; i++)
    ids[i] = i;
  return ids;
}

static void
map_images (IdMap *map,
            EmberProfileBuilder *whole,
            const EmberProfile *part,
            uint32_t n_shared)
{
  const uint32_t n = ember_images_get_n (&part->images);

  map->images = new_ids (n, n_shared);
  for (uint32_t i = n_shared; i < n; i++)
    {
      EmberImage image = *ember_images_get (&part->images, i);

      image.path = map->strings[image.path];
      map->images[i] = ember_profile_builder_add_image (whole, &image);
    }
}

static void
map_strings (IdMap *map,
             EmberProfileBuilder *whole,
             const EmberProfile *part,
             uint32_t n_shared)
{
  const uint32_t n = ember_strings_get_n (&part->strings);

  map->strings = new_ids (n, n_shared);
  for (uint32_t i = n_shared; i < n; i++)
    map->strings[i] = ember_profile_builder_add_string (whole, ember_strings_get (&part->strings, i),
                                                        (gssize) ember_strings_get_size (&part->strings, i));
}

static void
map_frames (IdMap *map,
            EmberProfileBuilder *whole,
            const EmberProfile *part,
            uint32_t n_shared)
{
  const uint32_t n = ember_frames_get_n (&part->frames);

  map->frames = new_ids (n, n_shared);
  for (uint32_t i = n_shared; i < n; i++)
    {
      EmberFrame frame = *ember_frames_get (&part->frames, i);

      frame.name = map->strings[frame.name];
      frame.module = map->strings[frame.module];
      frame.image = map->images[frame.image];
      map->frames[i] = ember_profile_builder_add_frame (whole, &frame);
    }
}

static void
map_threads (IdMap *map,
             EmberProfileBuilder *whole,
             const EmberProfile *part,
             uint32_t n_shared)
{
  const uint32_t n = ember_threads_get_n (&part->threads);

  map->threads = new_ids (n, n_shared);
  for (uint32_t i = n_shared; i < n; i++)
    {
      EmberThread thread = *ember_threads_get (&part->threads, i);

      thread.comm = map->strings[thread.comm];
      map->threads[i] = ember_profile_builder_add_thread (whole, &thread);
    }
}

static void
map_stacks (IdMap *map,
            EmberProfileBuilder *whole,
            const EmberProfile *part,
            uint32_t n_shared)
{
  const uint32_t n = ember_stacks_get_n (&part->stacks);

  map->stacks = new_ids (n, n_shared);
  for (uint32_t i = n_shared; i < n; i++)
    map->stacks[i] = ember_profile_builder_add_call (whole, map->stacks[ember_stacks_get_parent (&part->stacks, i)],
                                                     map->frames[ember_stacks_get_frame (&part->stacks, i)]);
}

/* What all tables begin with has the same id in each. */
static IdMap
map_ids (EmberProfileBuilder *whole,
         const EmberProfileBuilder *part)
{
  const EmberBuilderShared common = { .n_strings = 1, .n_images = 1, .n_frames = 1, .n_stacks = 1 };
  const EmberBuilderShared *shared = part->shared.origin == whole ? &part->shared : &common;
  IdMap map = { 0 };

  map_strings (&map, whole, part->profile, shared->n_strings);
  map_images (&map, whole, part->profile, shared->n_images);
  map_frames (&map, whole, part->profile, shared->n_frames);
  map_threads (&map, whole, part->profile, shared->n_threads);
  map_stacks (&map, whole, part->profile, shared->n_stacks);
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

static EmberEventId
add_target (Merge *merge,
            const EmberEvent *event)
{
  const Target *targets = merge->targets.data;
  const EmberEventId id = (EmberEventId) merge->targets.n;

  for (EmberEventId i = 0; i < id; i++)
    if (targets[i].event.name == event->name && targets[i].event.is_tracepoint == event->is_tracepoint && targets[i].event.is_span == event->is_span)
      return i;
  *(Target *) ember_column_grow (&merge->targets, 1) = (Target){ .event = *event, .own_table = UINT32_MAX };
  return id;
}

static EmberEventId
find_event (Merge *merge,
            const Part *part,
            uint32_t table)
{
  EmberEvent event = ((const EmberEvent *) part->builder->profile->events.data)[table];

  if (part->map.strings != NULL)
    event.name = part->map.strings[event.name];
  return add_target (merge, &event);
}

/* Says where the rows [first, last) of a part's table belong. */
static void
plan_rows (Merge *merge,
           Part *part,
           uint32_t index,
           size_t first,
           size_t last,
           int64_t untimed_shift)
{
  const EmberSampleTable *table = ember_profile_builder_get_table (part->builder, index);
  EmberEventId *event = &part->events[index];
  Target *target;

  if (first == last)
    return;
  if (*event == UINT32_MAX)
    *event = find_event (merge, part, index);
  target = (Target *) merge->targets.data + *event;
  if (target->n_rows == 0)
    target->first_weight = ember_sample_table_get_weight (table, first);
  if (table->weights.n > 0 || table->uniform_weight != target->first_weight)
    target->has_weights = true;
  if (part == merge->parts)
    target->own_table = index;
  part->row_shifts[index] = target->n_rows - first;
  *(Run *) ember_column_grow (&merge->runs, 1) = (Run){ part, index, *event, first, last - first, target->n_rows, untimed_shift };
  target->n_rows += last - first;
}

/* Appends switches [first, last) of a part, whose rows were planned just now. */
static void
append_switches (Merge *merge,
                 const Part *part,
                 size_t first,
                 size_t last)
{
  const EmberSwitch *switches = part->builder->switches.data;

  for (size_t i = first; i < last; i++)
    {
      EmberSwitch *added = ember_column_grow (&merge->switches, 1);

      *added = switches[i];
      if (added->event != EMBER_SWITCH_NO_EVENT)
        {
          added->row += part->row_shifts[switches[i].event];
          added->event = part->events[switches[i].event];
        }
    }
}

/* Says where the samples of the part's next chunk belong. */
static void
plan_chunk (Merge *merge,
            Part *part)
{
  const EmberProfileBuilder *builder = part->builder;
  const EmberBuilderChunk *chunk = (const EmberBuilderChunk *) builder->chunks.data + part->next_chunk++;
  const EmberBuilderChunk *next = part->next_chunk < builder->chunks.n ? chunk + 1 : NULL;
  const uint64_t n_untimed_end = next != NULL ? next->n_untimed_before : builder->n_untimed;

  for (uint32_t i = 0; i < builder->profile->tables.n; i++)
    {
      const size_t first = i < chunk->n_tables ? chunk->first_rows[i] : 0;
      const size_t table_end = next != NULL && i < next->n_tables ? next->first_rows[i] : 0;
      const size_t last = next != NULL ? table_end : ember_sample_table_get_n (ember_profile_builder_get_table (builder, i));

      plan_rows (merge, part, i, first, MAX (first, last), (int64_t) merge->n_untimed - (int64_t) chunk->n_untimed_before);
    }
  merge->n_untimed += n_untimed_end - chunk->n_untimed_before;
  append_switches (merge, part, chunk->n_switches_before, next != NULL ? next->n_switches_before : builder->switches.n);
}

/* The part whose next chunk comes first; NULL where all are done. */
static Part *
choose_part (const Merge *merge)
{
  uint64_t lowest = UINT64_MAX;
  Part *chosen = NULL;

  for (Part *part = merge->parts; part < merge->parts + merge->n_parts; part++)
    if (part->next_chunk < part->builder->chunks.n)
      {
        const EmberBuilderChunk *chunk = (const EmberBuilderChunk *) part->builder->chunks.data + part->next_chunk;

        if (chosen == NULL || chunk->sequence < lowest)
          {
            lowest = chunk->sequence;
            chosen = part;
          }
      }
  return chosen;
}

/* Gives the table its rows and, where weights differ, a column of them. */
static void
reserve_rows (EmberSampleTable *table,
              const Target *target)
{
  const size_t n_before = table->times.n;

  if (target->has_weights && table->weights.n == 0 && n_before > 0)
    {
      uint64_t *weights = ember_column_grow (&table->weights, n_before);

      for (size_t i = 0; i < n_before; i++)
        weights[i] = table->uniform_weight;
    }
  if (target->has_weights)
    ember_column_fill_up (&table->weights, target->n_rows);
  ember_column_fill_up (&table->times, target->n_rows);
  ember_column_fill_up (&table->threads, target->n_rows);
  ember_column_fill_up (&table->cpus, target->n_rows);
  ember_column_fill_up (&table->stacks, target->n_rows);
  table->uniform_weight = target->first_weight;
}

/* Puts the events and their tables into the order of the file. */
static void
make_tables (const Merge *merge)
{
  EmberProfile *profile = merge->parts[0].builder->profile;
  const Target *targets = merge->targets.data;
  EmberColumn events, tables;

  ember_column_init (&events, sizeof (EmberEvent));
  ember_column_init (&tables, sizeof (EmberSampleTable));
  for (EmberEventId i = 0; i < merge->targets.n; i++)
    {
      EmberSampleTable *table = ember_column_grow (&tables, 1);

      *(EmberEvent *) ember_column_grow (&events, 1) = targets[i].event;
      if (targets[i].own_table == UINT32_MAX)
        ember_sample_table_init (table);
      else
        *table = *ember_profile_builder_get_table (merge->parts[0].builder, targets[i].own_table);
      table->event = i;
      reserve_rows (table, &targets[i]);
    }
  ember_column_clear (&profile->events);
  ember_column_clear (&profile->tables);
  ember_column_take (&profile->events, &events);
  ember_column_take (&profile->tables, &tables);
}

static void
copy_rows (EmberColumn *target,
           size_t row,
           const EmberColumn *source,
           size_t first,
           size_t n)
{
  const size_t size = target->element_size;

  memmove ((char *) target->data + row * size, (const char *) source->data + first * size, n * size);
}

/* @map: (nullable): what each id becomes */
static void
copy_ids (EmberColumn *target,
          size_t row,
          const EmberColumn *source,
          size_t first,
          size_t n,
          const uint32_t *map)
{
  const uint32_t *from = (const uint32_t *) source->data + first;
  uint32_t *to = (uint32_t *) target->data + row;

  if (map == NULL)
    copy_rows (target, row, source, first, n);
  else
    for (size_t i = 0; i < n; i++)
      to[i] = map[from[i]];
}

static void
copy_weights (EmberSampleTable *target,
              size_t row,
              const EmberSampleTable *source,
              size_t first,
              size_t n)
{
  uint64_t *weights = (uint64_t *) target->weights.data + row;

  if (source->weights.n > 0)
    copy_rows (&target->weights, row, &source->weights, first, n);
  else
    for (size_t i = 0; i < n; i++)
      weights[i] = source->uniform_weight;
}

static void
shift_untimed (int64_t *times,
               size_t n,
               int64_t shift)
{
  for (size_t i = 0; i < n; i++)
    if (times[i] < 0)
      times[i] += shift;
}

static void
copy_run (const Merge *merge,
          const Run *run)
{
  const Part *part = run->part;
  EmberSampleTable *target = ember_profile_builder_get_table (merge->parts[0].builder, run->event);
  const EmberSampleTable *source = part == merge->parts ? target : ember_profile_builder_get_table (part->builder, run->table);

  copy_rows (&target->times, run->target, &source->times, run->first, run->n);
  if (run->untimed_shift != 0)
    shift_untimed ((int64_t *) target->times.data + run->target, run->n, run->untimed_shift);
  copy_ids (&target->threads, run->target, &source->threads, run->first, run->n, part->map.threads);
  copy_rows (&target->cpus, run->target, &source->cpus, run->first, run->n);
  copy_ids (&target->stacks, run->target, &source->stacks, run->first, run->n, part->map.stacks);
  if (target->weights.n > 0)
    copy_weights (target, run->target, source, run->first, run->n);
}

static void
merge_init (Merge *merge,
            EmberProfileBuilder **parts,
            uint32_t n_parts)
{
  *merge = (Merge){ .parts = g_new0 (Part, n_parts), .n_parts = n_parts };
  ember_column_init (&merge->runs, sizeof (Run));
  ember_column_init (&merge->targets, sizeof (Target));
  ember_column_init (&merge->switches, sizeof (EmberSwitch));
  for (uint32_t i = 0; i < n_parts; i++)
    {
      Part *part = &merge->parts[i];
      const size_t n_events = parts[i]->profile->events.n;

      part->builder = parts[i];
      part->events = g_new (EmberEventId, MAX (n_events, 1));
      part->row_shifts = g_new0 (uint64_t, MAX (n_events, 1));
      for (size_t j = 0; j < n_events; j++)
        part->events[j] = UINT32_MAX;
    }
}

/* Frees the parts too, but for the first. */
static void
merge_clear (Merge *merge)
{
  for (uint32_t i = 0; i < merge->n_parts; i++)
    {
      g_free (merge->parts[i].events);
      g_free (merge->parts[i].row_shifts);
      clear_id_map (&merge->parts[i].map);
      if (i > 0)
        ember_profile_builder_free (merge->parts[i].builder);
    }
  g_free (merge->parts);
  ember_column_clear (&merge->runs);
  ember_column_clear (&merge->targets);
  ember_column_clear (&merge->switches);
}

EmberProfileBuilder *
ember_builder_merge (EmberProfileBuilder **parts,
                     uint32_t n_parts)
{
  EmberProfileBuilder *whole = parts[0];
  const Run *runs;
  Part *part;
  Merge merge;

  if (n_parts == 1)
    return whole;
  merge_init (&merge, parts, n_parts);
  for (uint32_t i = 1; i < n_parts; i++)
    {
      merge.parts[i].map = map_ids (whole, parts[i]);
      append_remarks (whole, parts[i]->profile);
    }
  while ((part = choose_part (&merge)) != NULL)
    plan_chunk (&merge, part);
  make_tables (&merge);
  runs = merge.runs.data;
  for (size_t i = merge.runs.n; i-- > 0;)
    copy_run (&merge, &runs[i]);
  for (uint32_t i = 1; i < n_parts; i++)
    whole->profile->n_samples += parts[i]->profile->n_samples;
  whole->n_untimed = merge.n_untimed;
  ember_profile_builder_clear_chunks (whole);
  ember_column_clear (&whole->switches);
  ember_column_take (&whole->switches, &merge.switches);
  merge_clear (&merge);
  return whole;
}
