/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"

/* A function of one profile, in order of its first frame. */
typedef uint32_t EmberFunctionId;

/* What is no code: comms and the root. */
#define EMBER_NO_FUNCTION ((EmberFunctionId) UINT32_MAX)

/* EmberFunctionName: functions are told apart by name and module. */
typedef struct
{
  EmberStringId name;
  EmberStringId module;
  uint32_t rank;           /* its place among all by name, then module; bytewise */
  uint32_t rank_by_module; /* the same by module, then name */
} EmberFunctionName;

/* EmberFunctionIndex: which function each frame of a profile belongs to.
 *
 * Immutable and reference counted, so threads share it without a lock.
 */
typedef struct
{
  EmberProfile *profile;
  EmberFunctionName *names; /* n_functions */
  uint32_t n_functions;
  EmberFunctionId *of_frames; /* of each frame, or EMBER_NO_FUNCTION */
  /*< private >*/
  gatomicrefcount ref_count;
} EmberFunctionIndex;

/* Cost: O(frames + functions × log functions)
 * Returns: (transfer full): */
EmberFunctionIndex *ember_function_index_new (EmberProfile *profile);

EmberFunctionIndex *ember_function_index_ref (EmberFunctionIndex *index);

void ember_function_index_unref (EmberFunctionIndex *index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberFunctionIndex, ember_function_index_unref)

/* These are (transfer none): bytes as they came. */
const char *ember_function_index_get_name (const EmberFunctionIndex *index,
                                           EmberFunctionId id);
const char *ember_function_index_get_module (const EmberFunctionIndex *index,
                                             EmberFunctionId id);

/* Cost: O(functions)
 * Returns: EMBER_NO_FUNCTION if there is none of that name in that module */
EmberFunctionId ember_function_index_find (const EmberFunctionIndex *index,
                                           const char *name,
                                           const char *module);
