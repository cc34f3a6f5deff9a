/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/profile-freeze.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "profile/idle.h"

/* Which threads are idle tasks, and which stacks an idle task may rest in. */
typedef struct
{
  bool *threads;
  bool *stacks;
} IdleMaps;

static IdleMaps
make_idle_maps (const EmberProfile *profile)
{
  const uint32_t n_threads = ember_threads_get_n (&profile->threads);
  const uint32_t n_frames = ember_frames_get_n (&profile->frames);
  const uint32_t n_stacks = ember_stacks_get_n (&profile->stacks);
  g_autofree int8_t *names = g_new0 (int8_t, ember_strings_get_n (&profile->strings)); /* 1: idle, -1: not, 0: not looked at */
  g_autofree bool *frames = g_new (bool, n_frames);
  IdleMaps maps = { g_new (bool, MAX (n_threads, 1)), g_new (bool, n_stacks) };

  for (uint32_t i = 0; i < n_threads; i++)
    maps.threads[i] = ember_idle_is_idle_task (ember_threads_get (&profile->threads, i));
  for (uint32_t i = 0; i < n_frames; i++)
    {
      const EmberFrame *frame = ember_frames_get (&profile->frames, i);

      if (names[frame->name] == 0)
        names[frame->name] = ember_idle_is_idle_leaf (ember_profile_get_frame_name (profile, i)) ? 1 : -1;
      frames[i] = frame->kind == EMBER_FRAME_COMM || frame->kind == EMBER_FRAME_ROOT || names[frame->name] > 0;
    }
  for (uint32_t i = 0; i < n_stacks; i++)
    maps.stacks[i] = frames[ember_stacks_get_frame (&profile->stacks, i)];
  return maps;
}

/* In a recording with times, a sample without one has no place on the axis;
 * without any times, the samples' numbers stand in for them. */
static void
settle_times (EmberSampleTable *table,
              EmberProfile *profile,
              uint64_t *n_dropped)
{
  EmberSampleTable kept;
  int64_t *times = table->times.data;
  const size_t n = ember_sample_table_get_n (table);
  size_t n_untimed = 0;

  for (size_t i = 0; i < n; i++)
    n_untimed += times[i] < 0;
  if (n_untimed == 0)
    return;
  if (!profile->has_times)
    {
      for (size_t i = 0; i < n; i++)
        times[i] -= INT64_MIN + 1;
      return;
    }
  ember_sample_table_init (&kept);
  kept.event = table->event;
  for (size_t i = 0; i < n; i++)
    if (times[i] >= 0)
      {
        const EmberSample sample = ember_sample_table_get (table, i);

        ember_sample_table_append (&kept, &sample);
      }
  ember_sample_table_clear (table);
  *table = kept;
  *n_dropped += n_untimed;
}

static void
settle_all_times (EmberProfile *profile)
{
  EmberSampleTable *tables = profile->tables.data;
  uint64_t n_dropped = 0;

  for (size_t i = 0; i < profile->tables.n && !profile->has_times; i++)
    {
      const int64_t *times = ember_sample_table_get_times (&tables[i]);

      for (size_t row = 0; row < ember_sample_table_get_n (&tables[i]) && !profile->has_times; row++)
        profile->has_times = times[row] >= 0;
    }
  for (size_t i = 0; i < profile->tables.n; i++)
    settle_times (&tables[i], profile, &n_dropped);
  if (n_dropped > 0)
    {
      EmberNotice *notice = ember_column_grow (&profile->notices, 1);

      profile->n_samples -= n_dropped;
      notice->count = n_dropped;
      notice->text = g_strdup_printf (ngettext ("%" PRIu64 " sample without a time stamp was left out",
                                                "%" PRIu64 " samples without a time stamp were left out",
                                                (gulong) n_dropped),
                                      n_dropped);
    }
}

static void
renumber_stacks (EmberProfile *profile)
{
  const uint32_t n_frames = ember_frames_get_n (&profile->frames);
  g_autofree uint32_t *rank = g_new (uint32_t, n_frames);
  g_autofree EmberStackId *renumbered = NULL;
  EmberSampleTable *tables = profile->tables.data;

  ember_frames_rank (&profile->frames, &profile->strings, rank);
  renumbered = ember_stacks_freeze (&profile->stacks, rank, n_frames);
  for (size_t i = 0; i < profile->tables.n; i++)
    {
      EmberStackId *stacks = tables[i].stacks.data;

      for (size_t row = 0; row < tables[i].stacks.n; row++)
        stacks[row] = renumbered[stacks[row]];
    }
}

/* Returns: how many are
 * @is_idle: (out caller-allocates): of each row */
static size_t
flag_idle (const EmberSampleTable *table,
           const IdleMaps *maps,
           bool *is_idle)
{
  const EmberThreadId *threads = table->threads.data;
  const EmberStackId *stacks = table->stacks.data;
  size_t n_idle = 0;

  for (size_t row = 0; row < ember_sample_table_get_n (table); row++)
    {
      is_idle[row] = maps->threads[threads[row]] && maps->stacks[stacks[row]];
      n_idle += is_idle[row];
    }
  return n_idle;
}

/* The others of a table, in its place. Columns that are another's stay as they are. */
static void
drop_idle (EmberSampleTable *table,
           bool *is_idle,
           size_t n_idle)
{
  const size_t n = ember_sample_table_get_n (table);
  size_t n_kept = 0;

  if (table->is_shared)
    {
      EmberSampleTable kept;

      for (size_t row = 0; row < n; row++)
        is_idle[row] = !is_idle[row];
      kept = ember_sample_table_pick (table, is_idle, n - n_idle);
      ember_sample_table_clear (table);
      *table = kept;
      return;
    }
  for (size_t row = 0; row < n; row++)
    if (!is_idle[row])
      ember_sample_table_move (table, row, n_kept++);
  ember_sample_table_shrink (table, n_kept);
}

static void
append_closed (EmberColumn *closed,
               EmberSampleTable *table)
{
  if (!table->is_shared)
    ember_column_narrow (&table->weights);
  *(EmberSampleTable *) ember_column_grow (closed, 1) = *table;
}

/* Sorts @table, splits it and appends what is not empty to @closed. */
static void
close_table (EmberColumn *closed,
             EmberSampleTable *table,
             const IdleMaps *maps)
{
  const size_t n = ember_sample_table_get_n (table);
  g_autofree bool *is_idle = g_new (bool, n + 1);
  EmberSampleTable idle;
  size_t n_idle;

  ember_sample_table_sort (table);
  n_idle = flag_idle (table, maps, is_idle);
  table->is_idle = n_idle == n;
  if (n == 0)
    {
      ember_sample_table_clear (table);
      return;
    }
  if (n_idle == 0 || n_idle == n)
    {
      append_closed (closed, table);
      return;
    }
  idle = ember_sample_table_pick (table, is_idle, n_idle);
  idle.is_idle = true;
  drop_idle (table, is_idle, n_idle);
  append_closed (closed, table);
  append_closed (closed, &idle);
}

/* The reverse of splitting: one table with the rows of all, which are cleared. */
static EmberSampleTable
join_tables (EmberSampleTable *tables,
             size_t n)
{
  EmberSampleTable joined;

  ember_sample_table_init (&joined);
  joined.event = tables[0].event;
  for (size_t i = 0; i < n; i++)
    {
      for (size_t row = 0; row < ember_sample_table_get_n (&tables[i]); row++)
        {
          const EmberSample sample = ember_sample_table_get (&tables[i], row);

          ember_sample_table_append (&joined, &sample);
        }
      ember_sample_table_clear (&tables[i]);
    }
  return joined;
}

static bool
is_split_right (const EmberSampleTable *table,
                const IdleMaps *maps)
{
  const EmberThreadId *threads = table->threads.data;
  const EmberStackId *stacks = table->stacks.data;

  for (size_t row = 0; row < ember_sample_table_get_n (table); row++)
    if ((maps->threads[threads[row]] && maps->stacks[stacks[row]]) != table->is_idle)
      return false;
  return true;
}

static void
set_tables (EmberProfile *profile,
            EmberColumn *closed,
            IdleMaps *maps)
{
  ember_column_clear (&profile->tables);
  ember_column_take (&profile->tables, closed);
  for (size_t i = 0; i < profile->tables.n; i++)
    ember_sample_table_mark ((EmberSampleTable *) profile->tables.data + i);
  g_free (maps->threads);
  g_free (maps->stacks);
}

static void
close_tables (EmberProfile *profile)
{
  IdleMaps maps = make_idle_maps (profile);
  EmberColumn closed;
  EmberSampleTable *tables = profile->tables.data;

  ember_column_init (&closed, sizeof (EmberSampleTable));
  for (size_t i = 0; i < profile->tables.n; i++)
    {
      ((EmberEvent *) profile->events.data)[i].n_samples = ember_sample_table_get_n (&tables[i]);
      close_table (&closed, &tables[i], &maps);
    }
  set_tables (profile, &closed, &maps);
}

/* An event's tables, one or two, stay as they are if no sample changes sides. */
static void
sort_idle (EmberProfile *profile)
{
  IdleMaps maps = make_idle_maps (profile);
  EmberColumn closed;
  EmberSampleTable *tables = profile->tables.data;
  size_t n_of_event;

  ember_column_init (&closed, sizeof (EmberSampleTable));
  for (size_t i = 0; i < profile->tables.n; i += n_of_event)
    {
      n_of_event = i + 1 < profile->tables.n && tables[i + 1].event == tables[i].event ? 2 : 1;
      if (is_split_right (&tables[i], &maps) && (n_of_event == 1 || is_split_right (&tables[i + 1], &maps)))
        {
          memcpy (ember_column_grow (&closed, n_of_event), &tables[i], n_of_event * sizeof *tables);
        }
      else
        {
          EmberSampleTable joined = n_of_event == 1 ? tables[i] : join_tables (&tables[i], n_of_event);

          close_table (&closed, &joined, &maps);
        }
    }
  set_tables (profile, &closed, &maps);
}

static void
find_range (EmberProfile *profile)
{
  const EmberSampleTable *tables = profile->tables.data;

  if (!profile->has_times || profile->tables.n == 0)
    return;
  profile->range = (EmberTimeRange){ INT64_MAX, 0 };
  for (size_t i = 0; i < profile->tables.n; i++)
    {
      const int64_t *times = ember_sample_table_get_times (&tables[i]);

      profile->range.begin_ns = MIN (profile->range.begin_ns, times[0]);
      profile->range.end_ns = MAX (profile->range.end_ns, times[tables[i].times.n - 1] + 1);
    }
}

/* perf script --reltime prints times that have nothing to do with the clock its header tells of. */
static void
check_wall_clock (EmberProfile *profile)
{
  const bool is_same_clock = profile->range.begin_ns >= profile->clock_ns - EMBER_SECOND_NS;
  const bool is_in_time = profile->range.end_ns - profile->clock_ns <= EMBER_TIME_MAX_NS - profile->wall_clock_ns;

  profile->has_wall_clock = profile->has_wall_clock && profile->has_times && is_same_clock && is_in_time;
}

static int
compare_gaps_cb (gconstpointer a,
                 gconstpointer b)
{
  const EmberTimeRange *x = a;
  const EmberTimeRange *y = b;

  return (x->begin_ns > y->begin_ns) - (x->begin_ns < y->begin_ns);
}

/* Sorts the gaps and joins those that touch. */
static void
join_gaps (EmberProfile *profile)
{
  EmberTimeRange *gaps = profile->gaps.data;
  size_t n = 0;

  if (profile->gaps.n == 0)
    return;
  qsort (gaps, profile->gaps.n, sizeof *gaps, compare_gaps_cb);
  for (size_t i = 1; i < profile->gaps.n; i++)
    if (gaps[i].begin_ns <= gaps[n].end_ns)
      gaps[n].end_ns = MAX (gaps[n].end_ns, gaps[i].end_ns);
    else
      gaps[++n] = gaps[i];
  ember_column_shrink (&profile->gaps, n + 1);
}

static void
freeze_names (EmberProfile *profile)
{
  ember_strings_freeze (&profile->strings);
  ember_images_freeze (&profile->images);
  ember_frames_freeze (&profile->frames);
  ember_threads_freeze (&profile->threads);
}

void
ember_profile_freeze (EmberProfile *profile)
{
  settle_all_times (profile);
  renumber_stacks (profile);
  close_tables (profile);
  find_range (profile);
  check_wall_clock (profile);
  join_gaps (profile);
  freeze_names (profile);
}

void
ember_profile_freeze_tree (EmberProfile *profile,
                           bool sorts_idle)
{
  renumber_stacks (profile);
  if (sorts_idle)
    sort_idle (profile);
  freeze_names (profile);
}
