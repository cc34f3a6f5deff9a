/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/graph-keeper.h"
#include "session/heatmap-keeper.h"
#include "session/session.h"

/* session.c holds the object and what is looked at, session-loading.c how a recording comes into it. */
struct _EmberSession
{
  GObject parent_instance;

  EmberOpening *opening;
  EmberSessionState state;
  GError *error; /* nullable */
  gboolean is_reload;

  EmberSubset *subset;
  EmberHeatmapForm form;
  EmberTimeRange range;
  EmberBand band; /* of the range */

  EmberHeatmapKeeper *heatmap_keeper;
  EmberGraphKeeper *graph_keeper;
};

typedef enum
{
  EMBER_SESSION_PROP_STATE = 1,
  EMBER_SESSION_PROP_PROFILE,
  EMBER_SESSION_PROP_TABLE_SET,
  EMBER_SESSION_PROP_HEATMAP,
  EMBER_SESSION_PROP_GRAPH,
  EMBER_SESSION_PROP_EVENT_NAME,
  EMBER_SESSION_PROP_WITH_IDLE,
  EMBER_SESSION_PROP_WITH_INLINED,
  EMBER_SESSION_PROP_ASKS_SERVERS,
  EMBER_SESSION_PROP_FILTER,
  EMBER_SESSION_PROP_MERGE_LEVEL,
  EMBER_SESSION_PROP_COLUMN_NS,
  EMBER_SESSION_PROP_N_ROWS,
  EMBER_SESSION_PROP_ROW_FACTOR,
  EMBER_SESSION_PROP_SPREADS_WAITS,
  EMBER_SESSION_PROP_RANGE,
  EMBER_SESSION_PROP_PROGRESS,
  EMBER_SESSION_N_PROPS
} EmberSessionProperty;

/* session.c */

void ember_session_notify (EmberSession *self,
                           EmberSessionProperty property);

/* session-loading.c */

/* Makes the opening, and lets what it tells change the session. */
void ember_session_init_loading (EmberSession *self);
