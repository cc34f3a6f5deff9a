/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/table-set.h"

/* EmberWorkStream: the samples of a set in order of time, whatever tables they stand in. */
typedef struct
{
  const EmberTableSet *set;
  uint32_t n_cursors;
  struct EmberWorkCursor
  {
    const EmberSampleTable *table;
    const EmberBitmap *mask;
    size_t row;
    size_t last;
  } * cursors;
} EmberWorkStream;

typedef struct
{
  int64_t time_ns;
  EmberThreadId thread;
  int32_t cpu;
  EmberStackId stack;
} EmberWorkSample;

/* The samples of CPUs at work in @range; @with_idle: those of idle CPUs too, as far as the set has them.
 * @set: borrowed */
void ember_work_stream_init (EmberWorkStream *stream,
                             const EmberTableSet *set,
                             EmberTimeRange range,
                             bool with_idle);

void ember_work_stream_clear (EmberWorkStream *stream);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EmberWorkStream, ember_work_stream_clear)

/* Cost: 3 ns, more with several tables.
 * Returns: false behind the last one */
bool ember_work_stream_next (EmberWorkStream *stream,
                             EmberWorkSample *sample);
