/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/flame-filter.h"

#include "analysis/filter-frame.h"

/* What the names of the merge level mean is told by the level that is wanted, so they can't be
 * asked for while a graph of another one is shown. */
static bool
is_outdated (EmberSession *session,
             const EmberProfile *profile,
             EmberFrameId frame)
{
  return ember_frames_get (ember_profile_get_frames (profile), frame)->kind == EMBER_FRAME_COMM && ember_session_is_busy (session);
}

static void
ask_filter_cb (EmberFlameView *view,
               guint frame,
               gboolean is_module,
               gboolean is_excluding,
               gpointer user_data)
{
  EmberSession *session = user_data;
  const EmberProfile *profile = ember_flame_graph_get_profile (ember_flame_view_get_graph (view));
  EmberFilterCondition condition;
  g_autoptr (EmberFilter) filter = NULL;

  if (is_outdated (session, profile, frame) ||
      !ember_filter_frame_get (profile, ember_session_get_merge_level (session), frame,
                               is_module ? EMBER_FILTER_MODULE : EMBER_FILTER_FRAME, &condition))
    return;
  condition.is_excluding = is_excluding;
  filter = ember_filter_with (ember_session_get_filter (session), &condition);
  g_free (condition.text);
  ember_session_set_filter (session, filter);
}

void
ember_flame_filter_bind (EmberFlameView *view,
                         EmberSession *session)
{
  g_signal_connect_object (view, "ask-filter", G_CALLBACK (ask_filter_cb), session, 0);
}
