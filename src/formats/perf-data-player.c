/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-player.h"

#include "formats/perf-data-images.h"
#include "formats/perf-data-mappings.h"
#include "formats/perf-data-threads.h"
#include "formats/perf-data-tree.h"
#include "profile/time-order.h"

#define STEPS_BETWEEN_CHECKS 256
#define N_LANES 64

/* An event of the file, as the builder has it. */
typedef struct
{
  EmberEventId id; /* UINT32_MAX until its first sample */
  bool is_out;     /* its samples are switch-outs */
} Event;

/* A sample whose stack is not known yet. */
typedef struct
{
  EmberSample sample;
  uint64_t row;
  int32_t pid;
  bool is_out;
} Waiting;

/* Where the last sample of a CPU was: mostly the next one is there, too. */
typedef struct
{
  uint64_t generation; /* of when that was; 0: never */
  int32_t pid;
  int32_t tid;
  size_t thread; /* index in the player's threads */
  const EmberPerfSpace *space;
} Lane;

struct _EmberPerfPlayer
{
  EmberPerfLog *log;
  EmberPerfUnwind *unwind; /* nullable */
  EmberProfileBuilder *builder;
  EmberPerfTree *tree;
  EmberPerfMappings mappings;
  EmberPerfImages images;
  EmberPerfThreads threads;
  EmberColumn events; /* Event, of each attr */
  Waiting waiting[EMBER_PERF_TREE_MAX_WAITING];
  uint32_t n_waiting;
  Lane lanes[N_LANES]; /* by CPU */
  uint64_t generation; /* counts changes, from 1 */
  EmberColumn rows;    /* EmberTimeOrderEntry, as the next two: what is played */
  EmberColumn changes;
  EmberColumn spare;
};

typedef EmberPerfPlayer Player;

static void
add_sample (Player *player,
            Waiting *waiting,
            EmberStackId stack)
{
  waiting->sample.stack = stack;
  ember_profile_builder_add_sample (player->builder, &waiting->sample);
  if (waiting->is_out)
    ember_perf_switches_tell_out (&player->log->switches, waiting->row, &waiting->sample, player->builder);
}

/* Gives the samples that wait to the builder. */
static void
finish_waiting (Player *player)
{
  const EmberStackId *stacks = ember_perf_tree_finish (player->tree);

  for (uint32_t i = 0; i < player->n_waiting; i++)
    add_sample (player, &player->waiting[i], stacks[i]);
  player->n_waiting = 0;
}

/* Samples of the process that wait mean the mappings of now. */
static void
finish_waiting_of (Player *player,
                   int32_t pid)
{
  for (uint32_t i = 0; i < player->n_waiting; i++)
    if (player->waiting[i].pid == pid)
      {
        finish_waiting (player);
        return;
      }
}

/* Whether samples that wait would mean other mappings than they should, or such that are gone. */
static bool
changes_mappings (const EmberPerfChange *change)
{
  switch (change->kind)
    {
    case EMBER_PERF_CHANGE_COMM:
      return change->is_exec;
    case EMBER_PERF_CHANGE_FORK:
      return change->pid != change->parent_pid && !change->is_exec;
    case EMBER_PERF_CHANGE_NOTHING:
      return false;
    case EMBER_PERF_CHANGE_MAP:
    case EMBER_PERF_CHANGE_KERNEL_MAP:
    case EMBER_PERF_CHANGE_KSYMBOL:
    default:
      return true;
    }
}

static void
apply_map (Player *player,
           const EmberPerfChange *change)
{
  const EmberPerfMap map = ember_perf_images_map_user (&player->images, change);

  ember_perf_mappings_add (&player->mappings, change->pid, &map);
}

static void
apply_kernel_map (Player *player,
                  const EmberPerfChange *change)
{
  EmberPerfMap map;

  if (ember_perf_images_map_kernel (&player->images, change, &map))
    ember_perf_mappings_add_kernel (&player->mappings, &map);
}

static void
apply_comm (Player *player,
            const EmberPerfChange *change)
{
  ember_perf_threads_set_comm (&player->threads, change->tid, change->name);
  if (change->is_exec)
    ember_perf_mappings_exec (&player->mappings, change->pid);
}

static void
apply_fork (Player *player,
            const EmberPerfChange *change)
{
  if (changes_mappings (change))
    ember_perf_mappings_fork (&player->mappings, change->pid, change->parent_pid);
  if (change->tid != change->parent_tid)
    ember_perf_threads_set_comm (&player->threads, change->tid, ember_perf_threads_get_comm (&player->threads, change->parent_tid));
}

static void
apply_ksymbol (Player *player,
               const EmberPerfChange *change)
{
  const EmberPerfMap map = ember_perf_images_map_symbol (change);

  if (change->is_exec)
    ember_perf_mappings_remove_kernel (&player->mappings, map.begin, map.end);
  else
    ember_perf_mappings_add_kernel (&player->mappings, &map);
}

static void
apply_change (Player *player,
              const EmberPerfChange *change)
{
  const bool is_of_kernel = change->kind == EMBER_PERF_CHANGE_KERNEL_MAP || change->kind == EMBER_PERF_CHANGE_KSYMBOL;

  if (is_of_kernel)
    finish_waiting (player);
  else if (changes_mappings (change))
    finish_waiting_of (player, change->pid);
  switch (change->kind)
    {
    case EMBER_PERF_CHANGE_MAP:
      apply_map (player, change);
      break;
    case EMBER_PERF_CHANGE_KERNEL_MAP:
      apply_kernel_map (player, change);
      break;
    case EMBER_PERF_CHANGE_COMM:
      apply_comm (player, change);
      break;
    case EMBER_PERF_CHANGE_FORK:
      apply_fork (player, change);
      break;
    case EMBER_PERF_CHANGE_KSYMBOL:
      apply_ksymbol (player, change);
      break;
    case EMBER_PERF_CHANGE_NOTHING:
    default:
      g_assert_not_reached ();
    }
}

static const Event *
get_event (Player *player,
           uint32_t attr_index)
{
  const EmberPerfAttr *attr = ember_perf_attrs_get (&player->log->header->attrs, attr_index);
  Event *event;

  while (player->events.n <= attr_index)
    *(Event *) ember_column_grow (&player->events, 1) = (Event){ .id = UINT32_MAX };
  event = (Event *) player->events.data + attr_index;
  if (event->id == UINT32_MAX)
    {
      g_autofree char *name = ember_perf_attr_dup_name (attr);

      event->id = ember_profile_builder_add_event (player->builder, ember_profile_builder_add_string (player->builder, name, -1),
                                                   attr->type == EMBER_PERF_TYPE_TRACEPOINT);
      event->is_out = ember_perf_switches_is_out (attr);
    }
  return event;
}

/* The mappings that the user's part of a row's stack lies in.
 * @is_settled: (out): whether that stays so until the next change */
static const EmberPerfSpace *
find_space (Player *player,
            const EmberPerfRow *row,
            bool *is_settled)
{
  const EmberPerfSpace *left = ember_perf_mappings_get_left (&player->mappings, row->pid);

  *is_settled = left == NULL;
  if (left != NULL && !ember_perf_chains_begins_in_user (&player->log->chains, row->chain))
    return left;
  if (left != NULL)
    {
      finish_waiting_of (player, row->pid);
      ember_perf_mappings_forget_left (&player->mappings, row->pid);
    }
  return ember_perf_mappings_get (&player->mappings, row->pid);
}

static const Lane *
get_lane (Player *player,
          const EmberPerfRow *row)
{
  Lane *lane = &player->lanes[(uint32_t) row->cpu % N_LANES];
  bool is_settled = true;

  if (lane->generation == player->generation && lane->pid == row->pid && lane->tid == row->tid)
    return lane;
  *lane = (Lane){ .pid = row->pid, .tid = row->tid, .thread = ember_perf_threads_find (&player->threads, row->tid) };
  if (!player->log->without_stacks)
    lane->space = find_space (player, row, &is_settled);
  lane->generation = is_settled ? player->generation : 0;
  return lane;
}

static void
play_row (Player *player,
          uint64_t index,
          int64_t time_ns)
{
  const EmberPerfRow *row = (const EmberPerfRow *) player->log->rows.data + index;
  const Event *event = get_event (player, row->attr);
  const Lane *lane = get_lane (player, row);
  const EmberPerfThread *thread = ember_perf_threads_get (&player->threads, lane->thread);
  const EmberPerfSpace *user = lane->space;
  const EmberPerfChainId chain = player->unwind != NULL ? ember_perf_unwind_row (player->unwind, row, user) : row->chain;
  EmberSample sample = { .time_ns = time_ns, .cpu = row->cpu, .weight = row->weight };

  if (thread->thread == UINT32_MAX || thread->pid != row->pid)
    ember_perf_threads_enter (&player->threads, lane->thread, row->pid);
  sample.thread = thread->thread;
  sample.event = event->id;
  if (player->log->without_stacks)
    {
      add_sample (player, &(Waiting){ sample, index, row->pid, event->is_out }, thread->stack);
      return;
    }
  ember_perf_tree_add (player->tree, chain, &(EmberPerfPlace){ thread->stack, (uint32_t) row->cpu, user, player->mappings.kernel, &player->images.kernel });
  player->waiting[player->n_waiting++] = (Waiting){ sample, index, row->pid, event->is_out };
  if (player->n_waiting == EMBER_PERF_TREE_MAX_WAITING)
    finish_waiting (player);
}

EmberPerfPlayer *
ember_perf_player_new (EmberPerfLog *log)
{
  Player *player = g_new (Player, 1);

  *player = (Player){ .log = log, .builder = log->builder, .generation = 1 };
  player->tree = ember_perf_tree_new (log->builder, log->header, &log->chains);
  ember_perf_mappings_init (&player->mappings);
  ember_perf_images_init (&player->images, log->header, log->builder);
  ember_perf_threads_init (&player->threads, log->builder);
  ember_column_init (&player->events, sizeof (Event));
  ember_column_init (&player->rows, sizeof (EmberTimeOrderEntry));
  ember_column_init (&player->changes, sizeof (EmberTimeOrderEntry));
  ember_column_init (&player->spare, sizeof (EmberTimeOrderEntry));
  ember_perf_switches_tell_ins (&log->switches, log->builder);
  return player;
}

void
ember_perf_player_free (EmberPerfPlayer *player)
{
  ember_perf_mappings_clear (&player->mappings);
  ember_perf_images_clear (&player->images);
  ember_perf_threads_clear (&player->threads);
  ember_column_clear (&player->events);
  ember_column_clear (&player->rows);
  ember_column_clear (&player->changes);
  ember_column_clear (&player->spare);
  ember_perf_tree_free (player->tree);
  g_free (player);
}

/* Applies the changes that come before a row, and those at its time that stand before it in the file.
 * Returns: the next change */
static size_t
apply_changes (Player *player,
               size_t next,
               int64_t time_ns,
               uint64_t row)
{
  const EmberTimeOrderEntry *changes = player->changes.data;
  const int64_t *change_times = player->log->change_times.data;
  const EmberPerfChange *all_changes = player->log->changes.data;

  for (; next < player->changes.n; next++)
    {
      const EmberPerfChange *change = &all_changes[changes[next].row];
      const int64_t change_ns = change_times[changes[next].row];

      if (change_ns > time_ns || (change_ns == time_ns && change->n_rows_before > row))
        break;
      apply_change (player, change);
      player->generation++;
    }
  return next;
}

/* Merges rows and changes, both in order of time; where times are equal the
 * order of the file decides.
 * Returns: false with @error set: cancelled */
static bool
play (Player *player,
      int64_t end_ns,
      GCancellable *cancellable,
      GError **error)
{
  const EmberPerfLog *log = player->log;
  const EmberTimeOrderEntry *entries = player->rows.data;
  const int64_t *times = log->times.data;
  size_t next = 0;

  for (size_t i = 0; i < player->rows.n && times[entries[i].row] < end_ns; i++)
    {
      const uint64_t row = entries[i].row;

      if (i % STEPS_BETWEEN_CHECKS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return false;
      next = apply_changes (player, next, times[row], row);
      play_row (player, row, times[row]);
    }
  finish_waiting (player);
  if (end_ns != INT64_MAX)
    apply_changes (player, next, end_ns - 1, UINT64_MAX);
  return true;
}

bool
ember_perf_player_play (EmberPerfPlayer *player,
                        EmberPerfUnwind *unwind,
                        int64_t end_ns,
                        GCancellable *cancellable,
                        GError **error)
{
  EmberPerfLog *log = player->log;
  bool is_played;

  player->unwind = unwind;
  player->mappings.limits.max_maps = 64 * (log->n_changes + 1024);
  ember_time_order_sort_with (&player->rows, &player->spare, log->times.data, log->times.n);
  ember_time_order_sort_with (&player->changes, &player->spare, log->change_times.data, log->change_times.n);
  is_played = play (player, end_ns, cancellable, error);
  if (end_ns != INT64_MAX)
    {
      ember_perf_log_drop (log, end_ns);
      ember_perf_tree_forget_chains (player->tree);
    }
  return is_played;
}

void
ember_perf_player_finish (EmberPerfPlayer *player)
{
  ember_perf_images_finish (&player->images);
}
