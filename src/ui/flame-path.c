/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/flame-path.h"

#include "ui/flame-view-steps.h"

void
ember_flame_path_get_graphs (EmberRecordingPage *page,
                             EmberFlameView *graphs[EMBER_N_VIEW_GRAPHS])
{
  EmberFunctionView *function_view = ember_recording_page_get_function_view (page);

  graphs[EMBER_VIEW_GRAPH_MAIN] = ember_recording_page_get_flame_view (page);
  graphs[EMBER_VIEW_GRAPH_CALLERS] = ember_function_view_get_callers (function_view);
  graphs[EMBER_VIEW_GRAPH_CALLEES] = ember_function_view_get_callees (function_view);
}

char **
ember_flame_path_dup (EmberFlameView *view,
                      double *begin,
                      double *end)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  *begin = view->anchor.part.begin;
  *end = view->anchor.part.end;
  if (view->graph == NULL || !ember_flame_view_is_zoomed (view))
    return NULL;
  for (EmberStackId id = view->anchor.id; id != EMBER_STACK_ROOT; id = ember_stacks_get_parent (ember_flame_graph_get_stacks (view->graph), id))
    {
      const EmberFrameId frame = ember_stacks_get_frame (ember_flame_graph_get_stacks (view->graph), id);

      g_ptr_array_insert (names, 0, g_strdup (ember_profile_get_frame_name (ember_flame_graph_get_profile (view->graph), frame)));
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/* Returns: @parent itself if it has no such child */
static EmberStackId
find_child (EmberFlameView *view,
            EmberStackId parent,
            const char *name)
{
  const EmberStacks *stacks = ember_flame_graph_get_stacks (view->graph);
  const EmberProfile *profile = ember_flame_graph_get_profile (view->graph);
  const EmberStackId end = ember_stacks_get_end (stacks, parent);
  EmberStackId found = parent;
  uint64_t widest = 0;

  for (EmberStackId child = parent + 1; child < end; child = ember_stacks_get_end (stacks, child))
    {
      const uint64_t total = ember_flame_graph_get_total (view->graph, view->measure, child);

      if (total > widest && g_str_equal (ember_profile_get_frame_name (profile, ember_stacks_get_frame (stacks, child)), name))
        {
          found = child;
          widest = total;
        }
    }
  return found;
}

bool
ember_flame_path_zoom (EmberFlameView *view,
                       const char *const *names,
                       double begin,
                       double end)
{
  EmberStackId id = EMBER_STACK_ROOT;
  bool is_whole = view->graph != NULL;

  for (gsize i = 0; is_whole && names[i] != NULL; i++)
    {
      const EmberStackId child = find_child (view, id, names[i]);

      is_whole = child != id;
      id = child;
    }
  if (view->graph == NULL)
    return false;
  if (view->anchor.id != id)
    ember_flame_view_push_place (view, false);
  ember_flame_view_stop_animation (view);
  view->anchor = (EmberFlameAnchor){ id, is_whole ? (EmberFlameSpan){ begin, end } : EMBER_FLAME_SPAN_ALL };
  ember_flame_view_apply_anchor (view);
  ember_flame_view_update (view);
  ember_flame_view_show_row (view, ember_stacks_get_depth (ember_flame_graph_get_stacks (view->graph), id));
  ember_flame_view_update_actions (view);
  return is_whole;
}
