/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/flame-graph.h"

/* EmberGraphRequest: which flame graph to make, for EmberLatest. */
typedef struct
{
  EmberTableSet *set;
  EmberFlameGraph *previous; /* (nullable): one of the same set, to start from; not with a band */
  EmberTimeRange range;
  EmberBand band; /* of the range; may be none */
} EmberGraphRequest;

/* @previous: (nullable): a graph of the same set, whatever its band */
EmberGraphRequest *ember_graph_request_new (const EmberTableSet *set,
                                            EmberFlameGraph *previous,
                                            EmberTimeRange range,
                                            EmberBand band);

void ember_graph_request_free (gpointer request);

/* Returns: (transfer full) (nullable): an EmberFlameGraph; NULL if cancelled */
gpointer ember_graph_work (gconstpointer request,
                           GCancellable *cancellable);

/* Has a worker make what the first graphs near @graph would wait for, and the first heat maps of some stacks. */
void ember_graph_prepare (EmberFlameGraph *graph);
