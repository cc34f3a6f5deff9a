/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-build.h"

#include "formats/perf-data-tree.h"
#include "profile/time-order.h"

#define STEPS_BETWEEN_CHECKS 256
#define N_LANES 64
#define N_RECENT 256

/* An event of the file, as the builder has it. */
typedef struct
{
  EmberEventId id; /* UINT32_MAX until its first sample */
  bool is_out;     /* its samples are switch-outs */
} Event;

/* What is known of a thread at the time that has been reached. */
typedef struct
{
  int32_t tid;
  int32_t pid; /* whose thread entry it is */
  EmberStringId comm;
  EmberThreadId thread; /* UINT32_MAX: to be made */
  EmberStackId stack;   /* of the comm */
} Thread;

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
  size_t thread; /* index in the player's states */
  const EmberPerfSpace *space;
} Lane;

struct _EmberPerfPlayer
{
  EmberPerfLog *log;
  EmberPerfUnwind *unwind; /* nullable */
  EmberProfileBuilder *builder;
  EmberPerfTree *tree;
  EmberPerfSpaceLimits limits;
  EmberPerfSpace *kernel;
  EmberPerfMap kernel_map;
  GHashTable *spaces;              /* pid → EmberPerfSpace */
  GHashTable *leaving;             /* pid → the same before it ran another program, until that runs */
  GHashTable *threads;             /* tid → index + 1 */
  size_t recent_threads[N_RECENT]; /* of those with a tid like that: index + 1 of the last one asked for */
  EmberColumn states;              /* Thread */
  EmberColumn events;              /* Event, of each attr */
  Waiting waiting[EMBER_PERF_TREE_MAX_WAITING];
  uint32_t n_waiting;
  Lane lanes[N_LANES]; /* by CPU */
  uint64_t generation; /* counts changes, from 1 */
  EmberColumn rows;    /* EmberTimeOrderEntry, as the next two: what is played */
  EmberColumn changes;
  EmberColumn spare;
  GHashTable *build_ids; /* path → index + 1 in the header's */
  size_t n_build_ids;    /* of those */
};

typedef EmberPerfPlayer Player;

static gpointer
key_of (int32_t id)
{
  return GINT_TO_POINTER (id);
}

static EmberStringId
get_first_comm (Player *player,
                int32_t tid)
{
  g_autofree char *name = tid == 0 ? g_strdup ("swapper") : g_strdup_printf (":%d", tid);

  return ember_profile_builder_add_string (player->builder, name, -1);
}

static size_t
find_thread (Player *player,
             int32_t tid)
{
  const size_t index = GPOINTER_TO_SIZE (g_hash_table_lookup (player->threads, key_of (tid)));

  if (index > 0)
    return index;
  *(Thread *) ember_column_grow (&player->states, 1) = (Thread){ .tid = tid, .thread = UINT32_MAX, .comm = get_first_comm (player, tid) };
  g_hash_table_insert (player->threads, key_of (tid), GSIZE_TO_POINTER (player->states.n));
  return player->states.n;
}

static size_t
get_thread_index (Player *player,
                  int32_t tid)
{
  size_t *recent = &player->recent_threads[(uint32_t) tid % N_RECENT];

  if (*recent == 0 || ((const Thread *) player->states.data)[*recent - 1].tid != tid)
    *recent = find_thread (player, tid);
  return *recent - 1;
}

static Thread *
get_thread (Player *player,
            int32_t tid)
{
  const size_t index = get_thread_index (player, tid);

  return (Thread *) player->states.data + index;
}

static void
set_comm (Player *player,
          int32_t tid,
          EmberStringId comm)
{
  Thread *thread = get_thread (player, tid);

  thread->comm = comm;
  thread->thread = UINT32_MAX;
}

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

/* @space: (transfer full): */
static void
set_space (Player *player,
           int32_t pid,
           EmberPerfSpace *space)
{
  EmberPerfSpace *old = g_hash_table_lookup (player->spaces, key_of (pid));

  finish_waiting_of (player, pid);
  g_hash_table_insert (player->spaces, key_of (pid), space);
  if (old != NULL)
    ember_perf_space_unref (old, &player->limits);
}

/* @space: (nullable) (transfer full): NULL forgets what was there */
static void
set_leaving (Player *player,
             int32_t pid,
             EmberPerfSpace *space)
{
  EmberPerfSpace *old = g_hash_table_lookup (player->leaving, key_of (pid));

  finish_waiting_of (player, pid);
  if (space != NULL)
    g_hash_table_insert (player->leaving, key_of (pid), space);
  else if (old != NULL)
    g_hash_table_remove (player->leaving, key_of (pid));
  if (old != NULL)
    ember_perf_space_unref (old, &player->limits);
}

static const uint8_t *
find_build_id (const Player *player,
               EmberStringId path,
               uint32_t *size_bytes)
{
  const size_t index = GPOINTER_TO_SIZE (g_hash_table_lookup (player->build_ids, GUINT_TO_POINTER (path)));
  const EmberPerfBuildId *entry = index > 0 ? (const EmberPerfBuildId *) player->log->header->build_ids.data + index - 1 : NULL;

  *size_bytes = entry != NULL ? entry->size_bytes : 0;
  return entry != NULL ? entry->bytes : NULL;
}

/* The build-id that came with the mapping, else that of the file's table. */
static void
set_build_id (const Player *player,
              EmberImage *image,
              const EmberPerfChange *change)
{
  const uint8_t *bytes = change->build_id;

  image->build_id_size = change->build_id_size;
  if (image->build_id_size == 0)
    bytes = find_build_id (player, image->path, &image->build_id_size);
  if (image->build_id_size > 0)
    memcpy (image->build_id, bytes, image->build_id_size);
}

/* A file without build-id is known by its inode. */
static void
set_identity (const Player *player,
              EmberImage *image,
              const EmberPerfChange *change)
{
  set_build_id (player, image, change);
  if (image->kind != EMBER_IMAGE_ELF || image->build_id_size > 0)
    return;
  image->inode = change->inode;
  image->generation = change->generation;
}

static bool
is_anonymous (const char *name)
{
  return name[0] == '\0' || g_str_has_prefix (name, "//anon") || g_str_has_prefix (name, "/dev/zero") ||
         g_str_has_prefix (name, "/anon_hugepage") || g_str_has_prefix (name, "[anon:");
}

static const char *
get_string (const Player *player,
            EmberStringId id)
{
  return ember_profile_builder_get_string (player->builder, id);
}

static EmberPerfMap
make_map (const EmberPerfChange *change)
{
  const uint64_t end = change->begin + change->size_bytes;

  return (EmberPerfMap){ .begin = change->begin, .end = end < change->begin ? UINT64_MAX : end };
}

/* Memory without a file holds code that was made at run time: perf-PID.map
 * names it, by addresses of the process. */
static void
apply_map (Player *player,
           const EmberPerfChange *change)
{
  EmberPerfSpace *space = g_hash_table_lookup (player->spaces, key_of (change->pid));
  EmberPerfSpace *leaving = g_hash_table_lookup (player->leaving, key_of (change->pid));
  const char *name = get_string (player, change->name);
  EmberPerfMap map = make_map (change);
  EmberImage image = { .kind = EMBER_IMAGE_ELF, .pid = -1, .path = change->name };

  map.offset = change->offset;
  if (is_anonymous (name))
    {
      g_autofree char *path = g_strdup_printf ("/tmp/perf-%d.map", change->pid);

      image.kind = EMBER_IMAGE_PERF_MAP;
      image.pid = change->pid;
      image.path = ember_profile_builder_add_string (player->builder, path, -1);
      map.offset = map.begin;
    }
  else if (g_str_has_prefix (name, "[vdso"))
    {
      image.kind = EMBER_IMAGE_VDSO;
      map.offset = 0;
    }
  else if (name[0] == '[' || g_str_has_prefix (name, "/SYSV"))
    {
      image.kind = EMBER_IMAGE_UNNAMED;
      map.offset = map.begin;
    }
  finish_waiting_of (player, change->pid);
  set_identity (player, &image, change);
  map.module = image.path;
  map.image = ember_profile_builder_add_image (player->builder, &image);
  if (space == NULL)
    space = ember_perf_space_new (&player->limits);
  ember_perf_space_add (&space, &map, &player->limits);
  g_hash_table_insert (player->spaces, key_of (change->pid), space);
  if (leaving != NULL)
    {
      ember_perf_space_add (&leaving, &map, &player->limits);
      g_hash_table_insert (player->leaving, key_of (change->pid), leaving);
    }
}

/* perf names a module by its file without folder and ending, in brackets. */
static char *
dup_module_name (const char *path)
{
  g_autofree char *base = NULL;
  char *dot;

  if (path[0] == '[')
    return g_strdup (path);
  base = g_path_get_basename (path);
  dot = strstr (base, ".ko");
  if (dot == NULL)
    return g_strdup (path);
  *dot = '\0';
  g_strdelimit (base, "-", '_');
  return g_strdup_printf ("[%s]", base);
}

static void
set_kernel (Player *player,
            const EmberPerfChange *change)
{
  EmberImage image = { .kind = EMBER_IMAGE_KERNEL, .pid = -1 };

  image.path = player->kernel_map.module;
  image.reference = change != NULL ? change->offset : 0;
  if (change != NULL)
    set_build_id (player, &image, change);
  player->kernel_map.image = ember_profile_builder_add_image (player->builder, &image);
}

static void
apply_kernel_map (Player *player,
                  const EmberPerfChange *change)
{
  const char *name = get_string (player, change->name);
  EmberImage image = { .kind = EMBER_IMAGE_MODULE, .pid = -1, .path = change->name };
  EmberPerfMap map = make_map (change);
  g_autofree char *short_name = NULL;

  if (g_str_has_prefix (name, "[guest.kernel."))
    return;
  finish_waiting (player);
  if (g_str_has_prefix (name, "[kernel."))
    {
      set_kernel (player, change);
      return;
    }
  short_name = dup_module_name (name);
  image.begin = map.begin;
  set_build_id (player, &image, change);
  map.offset = map.begin;
  map.module = ember_profile_builder_add_string (player->builder, short_name, -1);
  map.image = ember_profile_builder_add_image (player->builder, &image);
  ember_perf_space_add (&player->kernel, &map, &player->limits);
}

static void
apply_fork (Player *player,
            const EmberPerfChange *change)
{
  EmberPerfSpace *parent = g_hash_table_lookup (player->spaces, key_of (change->parent_pid));
  EmberStringId comm;

  if (change->pid != change->parent_pid && !change->is_exec)
    set_space (player, change->pid,
               parent != NULL ? ember_perf_space_ref (parent) : ember_perf_space_new (&player->limits));
  if (change->tid != change->parent_tid)
    {
      comm = get_thread (player, change->parent_tid)->comm;
      set_comm (player, change->tid, comm);
    }
}

static void
apply_ksymbol (Player *player,
               const EmberPerfChange *change)
{
  EmberPerfMap map = make_map (change);

  finish_waiting (player);
  if (change->is_exec)
    {
      ember_perf_space_remove (&player->kernel, map.begin, map.end, &player->limits);
      return;
    }
  map.module = map.name = change->name;
  map.offset = map.begin;
  ember_perf_space_add (&player->kernel, &map, &player->limits);
}

/* The new program has no mappings yet. But the kernel is still in the call
 * that brought it, and was called from the old one. */
static void
exec_process (Player *player,
              int32_t pid)
{
  EmberPerfSpace *old = g_hash_table_lookup (player->spaces, key_of (pid));

  set_leaving (player, pid, old != NULL ? ember_perf_space_ref (old) : NULL);
  set_space (player, pid, ember_perf_space_new (&player->limits));
}

static void
apply_change (Player *player,
              const EmberPerfChange *change)
{
  switch (change->kind)
    {
    case EMBER_PERF_CHANGE_MAP:
      apply_map (player, change);
      break;
    case EMBER_PERF_CHANGE_KERNEL_MAP:
      apply_kernel_map (player, change);
      break;
    case EMBER_PERF_CHANGE_COMM:
      set_comm (player, change->tid, change->name);
      if (change->is_exec)
        exec_process (player, change->pid);
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
  EmberPerfSpace *old = g_hash_table_size (player->leaving) > 0 ? g_hash_table_lookup (player->leaving, key_of (row->pid)) : NULL;

  *is_settled = old == NULL;
  if (old != NULL && !ember_perf_chains_begins_in_user (&player->log->chains, row->chain))
    return old;
  if (old != NULL)
    set_leaving (player, row->pid, NULL);
  return g_hash_table_lookup (player->spaces, key_of (row->pid));
}

static const Lane *
get_lane (Player *player,
          const EmberPerfRow *row)
{
  Lane *lane = &player->lanes[(uint32_t) row->cpu % N_LANES];
  bool is_settled = true;

  if (lane->generation == player->generation && lane->pid == row->pid && lane->tid == row->tid)
    return lane;
  *lane = (Lane){ .pid = row->pid, .tid = row->tid, .thread = get_thread_index (player, row->tid) };
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
  Thread *thread = (Thread *) player->states.data + lane->thread;
  const EmberPerfSpace *user = lane->space;
  const EmberPerfChainId chain = player->unwind != NULL ? ember_perf_unwind_row (player->unwind, row, user) : row->chain;
  EmberSample sample = { .time_ns = time_ns, .cpu = row->cpu, .weight = row->weight };

  if (thread->thread == UINT32_MAX || thread->pid != row->pid)
    {
      const EmberThread entry = { .pid = row->pid, .tid = row->tid, .comm = thread->comm };

      thread->pid = row->pid;
      thread->thread = ember_profile_builder_add_thread (player->builder, &entry);
      thread->stack = ember_profile_builder_add_comm (player->builder, thread->comm);
    }
  sample.thread = thread->thread;
  sample.event = event->id;
  if (player->log->without_stacks)
    {
      add_sample (player, &(Waiting){ sample, index, row->pid, event->is_out }, thread->stack);
      return;
    }
  ember_perf_tree_add (player->tree, chain, &(EmberPerfPlace){ thread->stack, (uint32_t) row->cpu, user, player->kernel, &player->kernel_map });
  player->waiting[player->n_waiting++] = (Waiting){ sample, index, row->pid, event->is_out };
  if (player->n_waiting == EMBER_PERF_TREE_MAX_WAITING)
    finish_waiting (player);
}

static void
read_build_ids (Player *player)
{
  const EmberPerfBuildId *build_ids = player->log->header->build_ids.data;

  for (; player->n_build_ids < player->log->header->build_ids.n; player->n_build_ids++)
    g_hash_table_insert (player->build_ids, GUINT_TO_POINTER (build_ids[player->n_build_ids].path),
                         GSIZE_TO_POINTER (player->n_build_ids + 1));
}

EmberPerfPlayer *
ember_perf_player_new (EmberPerfLog *log)
{
  Player *player = g_new (Player, 1);

  *player = (Player){ .log = log, .builder = log->builder, .generation = 1 };
  player->tree = ember_perf_tree_new (log->builder, log->header, &log->chains);
  player->kernel = ember_perf_space_new (&player->limits);
  player->spaces = g_hash_table_new (NULL, NULL);
  player->leaving = g_hash_table_new (NULL, NULL);
  player->threads = g_hash_table_new (NULL, NULL);
  player->build_ids = g_hash_table_new (NULL, NULL);
  ember_column_init (&player->states, sizeof (Thread));
  ember_column_init (&player->events, sizeof (Event));
  ember_column_init (&player->rows, sizeof (EmberTimeOrderEntry));
  ember_column_init (&player->changes, sizeof (EmberTimeOrderEntry));
  ember_column_init (&player->spare, sizeof (EmberTimeOrderEntry));
  ember_perf_switches_tell_ins (&log->switches, log->builder);
  read_build_ids (player);
  player->kernel_map.module = ember_profile_builder_add_string (player->builder, "[kernel.kallsyms]", -1);
  set_kernel (player, NULL);
  return player;
}

static void
clear_spaces (Player *player,
              GHashTable *spaces)
{
  GHashTableIter iter;
  gpointer space;

  g_hash_table_iter_init (&iter, spaces);
  while (g_hash_table_iter_next (&iter, NULL, &space))
    ember_perf_space_unref (space, &player->limits);
  g_hash_table_unref (spaces);
}

void
ember_perf_player_free (EmberPerfPlayer *player)
{
  clear_spaces (player, player->spaces);
  clear_spaces (player, player->leaving);
  ember_perf_space_unref (player->kernel, &player->limits);
  g_hash_table_unref (player->threads);
  g_hash_table_unref (player->build_ids);
  ember_column_clear (&player->states);
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
  player->limits.max_maps = 64 * (log->n_changes + 1024);
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
  const uint32_t n_images = ember_profile_builder_get_n_images (player->builder);

  if (player->n_build_ids == player->log->header->build_ids.n)
    return;
  read_build_ids (player);
  for (EmberImageId i = 0; i < n_images; i++)
    {
      uint32_t size_bytes;
      const uint8_t *bytes = find_build_id (player, ember_profile_builder_get_image (player->builder, i)->path, &size_bytes);

      if (bytes != NULL)
        ember_profile_builder_set_build_id (player->builder, i, bytes, size_bytes);
    }
}
