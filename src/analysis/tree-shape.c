/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/tree-shape.h"

#include "profile/hash.h"
#include "profile/id-table.h"
#include "profile/tree-builder.h"

/* Stacks between two looks at the cancellable. */
#define STACKS_BETWEEN_CHECKS 4096

/* A stack of the base under one frame of the merge level: made once, however many samples have it. */
typedef struct
{
  EmberFrameId group;
  EmberStackId old;
  EmberStackId placed;
} Placed;

typedef struct
{
  const EmberProfile *base;
  EmberTreeShape shape;
  EmberTreeBuilder *builder;
  EmberFrameId *thread_groups; /* of each thread; unused for CPUs */
  GHashTable *cpu_groups;      /* CPU -> EmberFrameId */
  EmberColumn placed;          /* Placed */
  EmberIdTable index;          /* of (group, old) */
  EmberColumn path;            /* EmberFrameId: room to walk up a stack */
} Shaping;

const char *const ember_merge_level_words[] = { "comm", "process", "thread", "cpu", "none", NULL };

EmberMergeLevel
ember_merge_level_from_word (const char *word)
{
  for (int i = 0; i < EMBER_N_MERGE_LEVELS; i++)
    if (g_str_equal (ember_merge_level_words[i], word))
      return (EmberMergeLevel) i;
  return EMBER_MERGE_COMM;
}

static EmberFrameId
add_group (Shaping *shaping,
           char *name)
{
  const EmberFrame frame = {
    .name = ember_tree_builder_add_string (shaping->builder, name, -1),
    .kind = EMBER_FRAME_COMM,
  };

  g_free (name);
  return ember_tree_builder_add_frame (shaping->builder, &frame);
}

/* A process is called as its first thread is, or as the first one of it that the file names. */
static EmberStringId
find_process_comm (const EmberThreads *threads,
                   EmberThreadId id)
{
  const int32_t pid = ember_threads_get (threads, id)->pid;
  EmberStringId comm = ember_threads_get (threads, id)->comm;

  for (EmberThreadId i = ember_threads_get_n (threads); i-- > 0;)
    {
      const EmberThread *thread = ember_threads_get (threads, i);

      if (thread->pid == pid && thread->tid == pid)
        return thread->comm;
      if (thread->pid == pid)
        comm = thread->comm;
    }
  return comm;
}

static EmberFrameId
make_thread_group (Shaping *shaping,
                   EmberThreadId id,
                   GHashTable *processes)
{
  const EmberThreads *threads = ember_profile_get_threads (shaping->base);
  const EmberStrings *strings = ember_profile_get_strings (shaping->base);
  const EmberThread *thread = ember_threads_get (threads, id);
  gpointer known;
  EmberFrameId group;

  if (shaping->shape.merge_level == EMBER_MERGE_COMM)
    return add_group (shaping, g_strdup (ember_strings_get (strings, thread->comm)));
  if (shaping->shape.merge_level == EMBER_MERGE_THREAD || thread->pid == -1)
    return add_group (shaping, g_strdup_printf ("%s [%d]", ember_strings_get (strings, thread->comm), thread->tid));
  if (g_hash_table_lookup_extended (processes, GINT_TO_POINTER (thread->pid), NULL, &known))
    return GPOINTER_TO_UINT (known);
  group = add_group (shaping, g_strdup_printf ("%s [%d]", ember_strings_get (strings, find_process_comm (threads, id)), thread->pid));
  g_hash_table_insert (processes, GINT_TO_POINTER (thread->pid), GUINT_TO_POINTER (group));
  return group;
}

static void
make_thread_groups (Shaping *shaping)
{
  const uint32_t n = ember_threads_get_n (ember_profile_get_threads (shaping->base));
  g_autoptr (GHashTable) processes = g_hash_table_new (NULL, NULL);

  shaping->thread_groups = g_new0 (EmberFrameId, MAX (n, 1));
  if (shaping->shape.merge_level != EMBER_MERGE_CPU && shaping->shape.merge_level != EMBER_MERGE_NOTHING)
    for (EmberThreadId i = 0; i < n; i++)
      shaping->thread_groups[i] = make_thread_group (shaping, i, processes);
}

static EmberFrameId
get_cpu_group (Shaping *shaping,
               int32_t cpu)
{
  gpointer known;
  EmberFrameId group;

  if (g_hash_table_lookup_extended (shaping->cpu_groups, GINT_TO_POINTER (cpu), NULL, &known))
    return GPOINTER_TO_UINT (known);
  group = add_group (shaping, cpu >= 0 ? g_strdup_printf ("CPU %d", cpu) : g_strdup ("CPU ?"));
  g_hash_table_insert (shaping->cpu_groups, GINT_TO_POINTER (cpu), GUINT_TO_POINTER (group));
  return group;
}

/* The frames of a stack from the leaf up to, not with, the comm. */
static size_t
walk_up (Shaping *shaping,
         EmberStackId old)
{
  const EmberStacks *stacks = ember_profile_get_stacks (shaping->base);

  shaping->path.n = 0;
  for (; ember_stacks_get_depth (stacks, old) > 1; old = ember_stacks_get_parent (stacks, old))
    *(EmberFrameId *) ember_column_grow (&shaping->path, 1) = ember_stacks_get_frame (stacks, old);
  return shaping->path.n;
}

/* Frame 0, the root's, stands for "no group". */
static EmberStackId
place (Shaping *shaping,
       EmberFrameId group,
       EmberStackId old)
{
  const size_t n = walk_up (shaping, old);
  const EmberFrameId *path = shaping->path.data;
  EmberStackId node = EMBER_STACK_ROOT;

  if (group != 0 && !shaping->shape.is_inverted)
    node = ember_tree_builder_add_call (shaping->builder, node, group);
  for (size_t i = 0; i < n; i++)
    node = ember_tree_builder_add_call (shaping->builder, node, path[shaping->shape.is_inverted ? i : n - 1 - i]);
  if (group != 0 && shaping->shape.is_inverted)
    node = ember_tree_builder_add_call (shaping->builder, node, group);
  return node;
}

static EmberStackId
find_place (Shaping *shaping,
            EmberFrameId group,
            EmberStackId old)
{
  const uint64_t hash = ember_hash_pair (group, old);
  EmberIdCursor cursor = ember_id_table_find (&shaping->index, hash);
  Placed *placed;

  while (ember_id_table_next (&shaping->index, &cursor))
    {
      placed = (Placed *) shaping->placed.data + cursor.id;
      if (placed->group == group && placed->old == old)
        return placed->placed;
    }
  placed = ember_column_grow (&shaping->placed, 1);
  *placed = (Placed){ group, old, place (shaping, group, old) };
  ember_id_table_add (&shaping->index, hash, (uint32_t) (shaping->placed.n - 1));
  return placed->placed;
}

static bool
shape_table (Shaping *shaping,
             const EmberSampleTable *table,
             EmberStackId *stacks,
             GCancellable *cancellable)
{
  const EmberThreadId *threads = table->threads.data;
  const int32_t *cpus = table->cpus.data;
  const EmberStackId *old = ember_sample_table_get_stacks (table);
  const bool is_by_cpu = shaping->shape.merge_level == EMBER_MERGE_CPU;
  EmberFrameId group = 0;

  for (size_t row = 0; row < ember_sample_table_get_n (table); row++)
    {
      if (!is_by_cpu)
        group = shaping->thread_groups[threads[row]];
      else if (row == 0 || cpus[row] != cpus[row - 1])
        group = get_cpu_group (shaping, cpus[row]);
      if (row % STACKS_BETWEEN_CHECKS == 0 && g_cancellable_is_cancelled (cancellable))
        return false;
      stacks[row] = find_place (shaping, group, old[row]);
    }
  return true;
}

EmberProfile *
ember_tree_shape_apply (EmberTreeShape shape,
                        EmberProfile *base,
                        GCancellable *cancellable)
{
  Shaping shaping = { .base = base, .shape = shape };
  uint32_t n_tables;
  const EmberSampleTable *tables = ember_profile_get_tables (base, &n_tables);
  bool is_whole = true;

  if (shape.merge_level == EMBER_MERGE_COMM && !shape.is_inverted)
    return ember_profile_ref (base);
  shaping.builder = ember_tree_builder_new (base);
  shaping.cpu_groups = g_hash_table_new (NULL, NULL);
  ember_column_init (&shaping.placed, sizeof (Placed));
  ember_column_init (&shaping.path, sizeof (EmberFrameId));
  ember_id_table_init (&shaping.index);
  make_thread_groups (&shaping);
  for (uint32_t i = 0; i < n_tables && is_whole; i++)
    is_whole = shape_table (&shaping, &tables[i], ember_tree_builder_get_stacks (shaping.builder, i), cancellable);
  ember_column_clear (&shaping.placed);
  ember_column_clear (&shaping.path);
  ember_id_table_clear (&shaping.index);
  g_hash_table_unref (shaping.cpu_groups);
  g_free (shaping.thread_groups);
  if (is_whole)
    return ember_tree_builder_freeze (shaping.builder, false);
  ember_tree_builder_free (shaping.builder);
  return NULL;
}
