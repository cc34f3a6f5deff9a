/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/filter.h"
#include "analysis/when-strips.h"

/* What is a row of its own. */
typedef enum
{
  EMBER_THREADS_BY_THREAD,
  EMBER_THREADS_BY_PROCESS, /* threads of which the file tells no process stand for themselves */
} EmberThreadGrouping;

typedef struct
{
  EmberStringId comm; /* the last one that the thread had; of a process, its first thread's */
  int32_t pid;        /* -1: not in the file */
  int32_t tid;        /* -1: not in the file, or a process */
  uint32_t n_threads; /* of a process; else 1 */
  uint64_t n_samples; /* in the range */
} EmberThreadRow;

/* EmberThreadTable: the threads or processes of a recording, with how often and when each was seen.
 *
 * Rows are numbered alike for the same recording and grouping, whatever is counted.
 * Immutable and reference counted, so threads share it without a lock.
 */
typedef struct
{
  EmberProfile *profile;
  EmberThreadGrouping grouping;
  EmberThreadRow *rows;
  uint32_t n_rows;
  uint64_t n_samples;      /* of all rows */
  EmberWhenStrips *strips; /* (nullable): of each row; NULL without times */
  /*< private >*/
  gatomicrefcount ref_count;
} EmberThreadTable;

/* @range, @band: what is counted; strips are of all that a heat map shows
 * @strips: (transfer none) (nullable): of an earlier table of the same samples and grouping
 * Cost: O(samples + threads); 10 M samples 10-40 ms
 * Returns: (transfer full) (nullable): NULL if cancelled */
EmberThreadTable *ember_thread_table_new (const EmberTableSet *set,
                                          EmberTimeRange range,
                                          const EmberBand *band,
                                          EmberThreadGrouping grouping,
                                          EmberWhenStrips *strips,
                                          GCancellable *cancellable);

/* The rows alone, in which nothing is counted and which have no strips.
 * @rows: (out) (transfer full): g_free(): the row of each thread */
EmberThreadTable *ember_thread_table_new_uncounted (EmberProfile *profile,
                                                    EmberThreadGrouping grouping,
                                                    uint32_t **rows);

EmberThreadTable *ember_thread_table_ref (EmberThreadTable *table);

void ember_thread_table_unref (EmberThreadTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberThreadTable, ember_thread_table_unref)

/* Bytes as they came.
 * Returns: (transfer none): */
const char *ember_thread_table_get_comm (const EmberThreadTable *table,
                                         uint32_t row);

/* What names a row in a filter: its pid, its tid, or its comm where there is no number.
 * @condition: (out): enabled, not excluding; its text is borrowed from the table */
void ember_thread_table_get_condition (const EmberThreadTable *table,
                                       uint32_t row,
                                       EmberFilterCondition *condition);
