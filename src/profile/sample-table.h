/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/stack-rows.h"
#include "profile/threads.h"
#include "profile/time-range.h"

typedef uint32_t EmberEventId;
#define EMBER_ROWS_A_MARK 64

/* EmberSampleTable: the samples of one event, sorted by time, in columns.
 * Samples of equal time keep the order of the file. In a profile without times
 * the time column holds the sample's place in the file instead, over all events. */
typedef struct
{
  EmberColumn times;        /* int64_t, nanoseconds */
  EmberColumn threads;      /* EmberThreadId */
  EmberColumn cpus;         /* int32_t, -1 if not in the file */
  EmberColumn stacks;       /* EmberStackId */
  EmberColumn weights;      /* uint64_t, or uint32_t where the table is closed and none needs more; empty where all weights are uniform_weight */
  EmberColumn marks;        /* int64_t: the time of each EMBER_ROWS_A_MARK-th row, so that a search stays in the cache; empty: none yet */
  EmberStackRows *by_stack; /* (nullable): made late: see order-by-stack.h */
  uint64_t uniform_weight;
  EmberEventId event;
  bool is_idle;   /* the event's samples of an idle CPU */
  bool is_shared; /* all columns but stacks are borrowed from another table */
} EmberSampleTable;

void ember_sample_table_init (EmberSampleTable *table);

void ember_sample_table_clear (EmberSampleTable *table);

/* EmberSample: one row of a table, for building and for printing. */
typedef struct
{
  int64_t time_ns; /* 0 .. EMBER_TIME_MAX_NS, or EMBER_TIME_NONE */
  EmberThreadId thread;
  int32_t cpu; /* -1: not in the file */
  EmberStackId stack;
  EmberEventId event;
  uint64_t weight;
} EmberSample;

#define EMBER_TIME_NONE INT64_MIN
/* 146 years; a larger time is damage, and readers refuse it. */
#define EMBER_TIME_MAX_NS (INT64_C (1) << 62)

void ember_sample_table_append (EmberSampleTable *table,
                                const EmberSample *sample);

/* A new table of the @n_picked rows that are picked. */
EmberSampleTable ember_sample_table_pick (const EmberSampleTable *table,
                                          const bool *is_picked,
                                          size_t n_picked);

/* Copies row @from over row @to. */
void ember_sample_table_move (EmberSampleTable *table,
                              size_t from,
                              size_t to);

/* Keeps the first @n rows; they are not marked any more. */
void ember_sample_table_shrink (EmberSampleTable *table,
                                size_t n);

/* Makes the marks of a table that will not change any more. */
void ember_sample_table_mark (EmberSampleTable *table);

/* Sorts by time, stable; returns at once where the table is in order already. */
void ember_sample_table_sort (EmberSampleTable *table);

/* The rows [*first, *last) whose time lies in @range, by binary search. */
void ember_sample_table_find (const EmberSampleTable *table,
                              EmberTimeRange range,
                              size_t *first,
                              size_t *last);

/* Returns: the first of the rows [first, last) whose time is @time_ns or later, or @last: cheap where it lies near */
size_t ember_sample_table_find_from (const EmberSampleTable *table,
                                     size_t first,
                                     size_t last,
                                     int64_t time_ns);

/* The same for several times at once, which wait for memory together.
 * @times_ns: n, in order
 * @rows: (out): n */
void ember_sample_table_find_each (const EmberSampleTable *table,
                                   size_t first,
                                   size_t last,
                                   const int64_t *times_ns,
                                   size_t n,
                                   size_t *rows);

static inline size_t
ember_sample_table_get_n (const EmberSampleTable *table)
{
  return table->times.n;
}

static inline const int64_t *
ember_sample_table_get_times (const EmberSampleTable *table)
{
  return table->times.data;
}

static inline const EmberStackId *
ember_sample_table_get_stacks (const EmberSampleTable *table)
{
  return table->stacks.data;
}

static inline uint64_t
ember_sample_table_get_weight (const EmberSampleTable *table,
                               size_t row)
{
  return table->weights.n > 0 ? ember_column_get_number (&table->weights, row) : table->uniform_weight;
}

/* One row as a value; its time is that of the column. */
EmberSample ember_sample_table_get (const EmberSampleTable *table,
                                    size_t row);
