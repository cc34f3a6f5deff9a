/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-mappings.h"

void
ember_perf_mappings_init (EmberPerfMappings *mappings)
{
  *mappings = (EmberPerfMappings){ 0 };
  mappings->kernel = ember_perf_space_new (&mappings->limits);
  mappings->processes = g_hash_table_new (NULL, NULL);
  mappings->left = g_hash_table_new (NULL, NULL);
}

static void
clear_spaces (EmberPerfMappings *mappings,
              GHashTable *spaces)
{
  GHashTableIter iter;
  gpointer space;

  g_hash_table_iter_init (&iter, spaces);
  while (g_hash_table_iter_next (&iter, NULL, &space))
    ember_perf_space_unref (space, &mappings->limits);
  g_hash_table_unref (spaces);
}

void
ember_perf_mappings_clear (EmberPerfMappings *mappings)
{
  clear_spaces (mappings, mappings->processes);
  clear_spaces (mappings, mappings->left);
  ember_perf_space_unref (mappings->kernel, &mappings->limits);
}

static EmberPerfSpace *
find (GHashTable *spaces,
      int32_t pid)
{
  return g_hash_table_lookup (spaces, GINT_TO_POINTER (pid));
}

/* @space: (nullable) (transfer full): NULL forgets what was there */
static void
replace (EmberPerfMappings *mappings,
         GHashTable *spaces,
         int32_t pid,
         EmberPerfSpace *space)
{
  EmberPerfSpace *old = find (spaces, pid);

  if (space != NULL)
    g_hash_table_insert (spaces, GINT_TO_POINTER (pid), space);
  else if (old != NULL)
    g_hash_table_remove (spaces, GINT_TO_POINTER (pid));
  if (old != NULL)
    ember_perf_space_unref (old, &mappings->limits);
}

/* What is mapped while the call that brought a new program goes on is of either. */
void
ember_perf_mappings_add (EmberPerfMappings *mappings,
                         int32_t pid,
                         const EmberPerfMap *map)
{
  EmberPerfSpace *space = find (mappings->processes, pid);
  EmberPerfSpace *left = find (mappings->left, pid);

  if (space == NULL)
    space = ember_perf_space_new (&mappings->limits);
  ember_perf_space_add (&space, map, &mappings->limits);
  g_hash_table_insert (mappings->processes, GINT_TO_POINTER (pid), space);
  if (left == NULL)
    return;
  ember_perf_space_add (&left, map, &mappings->limits);
  g_hash_table_insert (mappings->left, GINT_TO_POINTER (pid), left);
}

void
ember_perf_mappings_fork (EmberPerfMappings *mappings,
                          int32_t pid,
                          int32_t parent_pid)
{
  EmberPerfSpace *parent = find (mappings->processes, parent_pid);

  replace (mappings, mappings->processes, pid, parent != NULL ? ember_perf_space_ref (parent) : ember_perf_space_new (&mappings->limits));
}

void
ember_perf_mappings_exec (EmberPerfMappings *mappings,
                          int32_t pid)
{
  EmberPerfSpace *old = find (mappings->processes, pid);

  replace (mappings, mappings->left, pid, old != NULL ? ember_perf_space_ref (old) : NULL);
  replace (mappings, mappings->processes, pid, ember_perf_space_new (&mappings->limits));
}

void
ember_perf_mappings_forget_left (EmberPerfMappings *mappings,
                                 int32_t pid)
{
  replace (mappings, mappings->left, pid, NULL);
}

const EmberPerfSpace *
ember_perf_mappings_get (const EmberPerfMappings *mappings,
                         int32_t pid)
{
  return find (mappings->processes, pid);
}

const EmberPerfSpace *
ember_perf_mappings_get_left (const EmberPerfMappings *mappings,
                              int32_t pid)
{
  return g_hash_table_size (mappings->left) > 0 ? find (mappings->left, pid) : NULL;
}

void
ember_perf_mappings_add_kernel (EmberPerfMappings *mappings,
                                const EmberPerfMap *map)
{
  ember_perf_space_add (&mappings->kernel, map, &mappings->limits);
}

void
ember_perf_mappings_remove_kernel (EmberPerfMappings *mappings,
                                   uint64_t begin,
                                   uint64_t end)
{
  ember_perf_space_remove (&mappings->kernel, begin, end, &mappings->limits);
}
