/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/heatmap.h"
#include "analysis/thread-table.h"

/* What tells the parts of a split heat map apart. */
typedef enum
{
  EMBER_SPLIT_NONE,
  EMBER_SPLIT_CPU,
  EMBER_SPLIT_THREAD,
  EMBER_SPLIT_PROCESS,
} EmberSplitKind;

#define EMBER_N_SPLIT_KINDS 4

/* Parts that are shown at first, and more than which nobody looks at. */
#define EMBER_SPLIT_DEFAULT_PARTS 20
#define EMBER_SPLIT_MAX_PARTS 200

/* CPUs of higher numbers count as those that are not in the file. */
#define EMBER_SPLIT_MAX_CPUS 65536

/* EmberSplitPart: the samples of one CPU, thread or process, or of all that have no map of their own. */
typedef struct
{
  EmberHeatmap *heatmap;
  uint64_t n_samples;
  uint32_t n_others; /* how many are in it together; 0: it is one */
  uint32_t row;      /* of the table, unless it is of CPUs or of others */
  int32_t cpu;       /* of CPUs; -1: not in the file */
} EmberSplitPart;

/* EmberSplit: a heat map taken apart: one of the same grid for each of the busiest CPUs, threads or
 * processes, and one for all others. Cell by cell they add up to the whole. Frozen and reference counted.
 */
typedef struct
{
  EmberSplitKind kind;
  EmberThreadTable *table; /* (nullable): without counts; NULL where it is of CPUs */
  EmberSplitPart *parts;   /* n_parts: threads and processes with the busiest first, CPUs by number; others last */
  uint32_t n_parts;
  uint32_t n_all;     /* CPUs, threads or processes that have samples */
  uint64_t n_samples; /* of all parts */
  EmberTableSet *set; /* what it is of */
  EmberHeatmapGrid grid;
  EmberTimeRange range; /* samples outside of it are left out */
  bool is_time;         /* maps have waits in all cells that they last */
  /*< private >*/
  uint32_t *places; /* the part of each thread, or of each CPU, the first of which is the unknown one; of those without samples none */
  gatomicrefcount ref_count;
} EmberSplit;

/* @kind: not EMBER_SPLIT_NONE
 * @range: samples outside of it are left out; %EMBER_TIME_RANGE_ALL for none
 * @n_own: how many have a map of their own, 1..EMBER_SPLIT_MAX_PARTS; fewer where all maps together would have more than twice EMBER_HEATMAP_MAX_CELLS cells
 * @spreads_waits: @set is of waits, and maps have them in all cells that they last; then the longest waits make the busiest
 * Cost: two passes over the samples, whatever the number of parts: 1 M samples of 10,000 threads 50 ms; see ember_split_count()
 * Returns: (transfer full) (nullable): NULL if cancelled */
EmberSplit *ember_split_new (const EmberTableSet *set,
                             const EmberHeatmapGrid *grid,
                             EmberTimeRange range,
                             EmberSplitKind kind,
                             uint32_t n_own,
                             bool spreads_waits,
                             GCancellable *cancellable);

EmberSplit *ember_split_ref (EmberSplit *split);

void ember_split_unref (EmberSplit *split);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberSplit, ember_split_unref)

/* How many have a part of their own: all parts, but for that of the others. */
uint32_t ember_split_get_n_own (const EmberSplit *split);

/* The part that a row of a table of the set belongs to; it must have passed the filter and count in the range. */
static inline uint32_t
ember_split_find (const EmberSplit *split,
                  const EmberSampleTable *table,
                  size_t row)
{
  int32_t cpu;

  if (split->table != NULL)
    return split->places[((const EmberThreadId *) table->threads.data)[row]];
  cpu = ((const int32_t *) table->cpus.data)[row];
  return split->places[cpu >= 0 && cpu < EMBER_SPLIT_MAX_CPUS ? cpu + 1 : 0];
}

/* What names a part in a filter.
 * @condition: (out): enabled, not excluding; its text is borrowed from the split
 * Returns: false for others, and for a CPU that is not in the file, which no condition names */
bool ember_split_get_condition (const EmberSplit *split,
                                uint32_t part,
                                EmberFilterCondition *condition);

/* "none", "cpu", "thread", "process". */
const char *ember_split_kind_get_word (EmberSplitKind kind);

/* @word: (nullable)
 * Returns: false where it is none of these */
bool ember_split_kind_from_word (const char *word,
                                 EmberSplitKind *kind);
