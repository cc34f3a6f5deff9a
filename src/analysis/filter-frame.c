/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/filter-frame.h"

#include <stdlib.h>
#include <string.h>

static bool
is_pid (const EmberProfile *profile,
        int32_t number)
{
  const EmberThreads *threads = ember_profile_get_threads (profile);

  for (EmberThreadId i = 0; i < ember_threads_get_n (threads); i++)
    if (ember_threads_get (threads, i)->pid == number)
      return true;
  return false;
}

/* The number stands last, in brackets, as ember_tree_shape_apply() writes it. A thread
 * of which the file tells no process stands for itself among processes. */
static void
name_group (const EmberProfile *profile,
            EmberMergeLevel merge_level,
            const char *name,
            EmberFilterCondition *condition)
{
  const char *bracket = strrchr (name, '[');
  const char *space = strrchr (name, ' ');
  const int32_t number = bracket != NULL ? (int32_t) strtol (bracket + 1, NULL, 10) : -1;

  switch (merge_level)
    {
    case EMBER_MERGE_PROCESS:
      condition->kind = is_pid (profile, number) ? EMBER_FILTER_PROCESS : EMBER_FILTER_THREAD;
      condition->number = number;
      break;
    case EMBER_MERGE_THREAD:
      condition->kind = EMBER_FILTER_THREAD;
      condition->number = number;
      break;
    case EMBER_MERGE_CPU:
      condition->kind = EMBER_FILTER_CPU;
      condition->number = space != NULL && g_ascii_isdigit (space[1]) ? (int32_t) strtol (space + 1, NULL, 10) : -1;
      break;
    case EMBER_MERGE_COMM:
    case EMBER_MERGE_NOTHING:
    case EMBER_N_MERGE_LEVELS:
    default:
      condition->kind = EMBER_FILTER_COMM;
      condition->text = g_strdup (name);
    }
}

bool
ember_filter_frame_get (const EmberProfile *profile,
                        EmberMergeLevel merge_level,
                        EmberFrameId frame,
                        EmberFilterKind kind,
                        EmberFilterCondition *condition)
{
  const uint32_t frame_kind = ember_frames_get (ember_profile_get_frames (profile), frame)->kind;
  const char *text = kind == EMBER_FILTER_MODULE ? ember_profile_get_frame_module (profile, frame) : ember_profile_get_frame_name (profile, frame);

  *condition = (EmberFilterCondition){ .kind = kind, .match = EMBER_MATCH_WHOLE, .is_enabled = true };
  if (frame_kind == EMBER_FRAME_ROOT || (frame_kind != EMBER_FRAME_COMM && text[0] == '\0'))
    return false;
  if (frame_kind == EMBER_FRAME_COMM)
    name_group (profile, merge_level, ember_profile_get_frame_name (profile, frame), condition);
  else
    condition->text = g_strdup (text);
  return true;
}
