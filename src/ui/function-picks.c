/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/function-picks.h"

struct _EmberFunctionPicks
{
  GObject parent_instance;

  EmberMarker *marker;
  EmberFlameView *flame_view;
  EmberFunctionTable *table;
  EmberFunctionList *list;
};

G_DEFINE_FINAL_TYPE (EmberFunctionPicks, ember_function_picks, G_TYPE_OBJECT)

static void
row_picked_cb (EmberFunctionPicks *self)
{
  const char *name, *module;
  g_autoptr (EmberMark) mark = NULL;

  if (ember_function_table_get_selected (self->table, &name, &module))
    mark = ember_mark_new_function (name, module);
  ember_marker_pick (self->marker, mark);
}

/* Only what somebody picked is outlined: the graph lights by itself what is searched for. */
static void
mark_changed_cb (EmberFunctionPicks *self)
{
  EmberMark *mark = ember_marker_has_picked (self->marker) ? ember_marker_get_mark (self->marker) : NULL;
  const gboolean is_function = mark != NULL && mark->kind == EMBER_MARK_FUNCTION && mark->module != NULL;

  ember_flame_view_set_mark (self->flame_view, mark);
  ember_function_table_select (self->table, is_function ? mark->text : NULL, is_function ? mark->module : NULL);
}

static void
cursor_moved_cb (EmberFunctionPicks *self)
{
  EmberFlameGraph *graph = ember_flame_view_get_graph (self->flame_view);
  EmberFrameId id;

  if (graph != NULL && ember_flame_view_get_cursor_frame (self->flame_view, &id))
    {
      const EmberProfile *profile = ember_flame_graph_get_profile (graph);

      if (ember_frames_get (ember_profile_get_frames (profile), id)->kind != EMBER_FRAME_COMM)
        ember_function_table_select (self->table, ember_profile_get_frame_name (profile, id), ember_profile_get_frame_module (profile, id));
    }
}

static void
search_changed_cb (EmberFunctionPicks *self)
{
  g_autofree char *text = NULL;
  gboolean is_regex;

  g_object_get (self->flame_view, "search-text", &text, "search-is-regex", &is_regex, NULL);
  ember_function_list_set_search (self->list, text, is_regex);
}

static void
ember_function_picks_dispose (GObject *object)
{
  EmberFunctionPicks *self = EMBER_FUNCTION_PICKS (object);

  g_clear_object (&self->marker);
  g_clear_object (&self->flame_view);
  g_clear_object (&self->table);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (ember_function_picks_parent_class)->dispose (object);
}

static void
ember_function_picks_class_init (EmberFunctionPicksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ember_function_picks_dispose;
}

static void
ember_function_picks_init (EmberFunctionPicks *self)
{
}

EmberFunctionPicks *
ember_function_picks_new (EmberMarker *marker,
                          EmberFlameView *flame_view,
                          EmberFunctionTable *table,
                          EmberFunctionList *list)
{
  EmberFunctionPicks *self = g_object_new (EMBER_TYPE_FUNCTION_PICKS, NULL);

  self->marker = g_object_ref (marker);
  self->flame_view = g_object_ref (flame_view);
  self->table = g_object_ref (table);
  self->list = g_object_ref (list);
  g_signal_connect_object (table, "picked", G_CALLBACK (row_picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (table, "activated", G_CALLBACK (row_picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (marker, "notify::mark", G_CALLBACK (mark_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (flame_view, "cursor-moved", G_CALLBACK (cursor_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (flame_view, "notify::search-text", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (flame_view, "notify::search-is-regex", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  search_changed_cb (self);
  return self;
}
