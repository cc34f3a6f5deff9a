/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-data-unwind.h"

/* EmberPerfPlayer: plays a log in the order of time, mappings and names of processes included, and adds its
 * samples to the log's builder. In one go, or piece by piece, as what comes is settled. */
typedef struct _EmberPerfPlayer EmberPerfPlayer;

/* @log: (transfer none): outlives the player */
EmberPerfPlayer *ember_perf_player_new (EmberPerfLog *log);

void ember_perf_player_free (EmberPerfPlayer *player);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberPerfPlayer, ember_perf_player_free)

/* Plays what is in the log from before @end_ns, and drops it. O(samples + changes in the log), a sort by radix included.
 * @unwind: (nullable): finds callers in copies of stacks
 * @end_ns: INT64_MAX: all of it
 * Returns: false with @error set where the user cancelled */
bool ember_perf_player_play (EmberPerfPlayer *player,
                             EmberPerfUnwind *unwind,
                             int64_t end_ns,
                             GCancellable *cancellable,
                             GError **error);

/* Gives images the build-ids that were not known yet when they were mapped. */
void ember_perf_player_finish (EmberPerfPlayer *player);
