/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/flame-filter.h"
#include "ui/recording-page-private.h"

const char *const ember_recording_page_views[EMBER_N_RECORDING_PAGE_VIEWS] = { "graph", "inverted", "functions" };

/* Whether there are samples, but none that passes the filters. */
static gboolean
is_filtered_out (EmberRecordingPage *self)
{
  const EmberTableSet *set = ember_session_get_table_set (self->session);

  return set != NULL && ember_filter_is_active (ember_session_get_filter (self->session)) &&
         ember_table_set_count (set, EMBER_TIME_RANGE_ALL) == 0;
}

static void
update_flame_stack (EmberRecordingPage *self)
{
  const gboolean has_graph = ember_flame_view_get_graph (self->flame_view) != NULL;

  const char *page = g_str_equal (self->view, "functions") ? "functions" : "graph";

  if (!has_graph)
    page = "waiting";
  else if (is_filtered_out (self))
    page = "filtered-out";
  else if (ember_function_view_get_function (self->function_view) != NULL)
    page = "function";
  gtk_stack_set_visible_child_name (self->flame_stack, page);
}

static void
graph_changed_cb (EmberRecordingPage *self)
{
  EmberFlameGraph *graph = ember_comparison_get_graph (self->comparison);
  EmberDifference *difference = ember_comparison_get_difference (self->comparison);
  const EmberChangeBasis basis = ember_comparison_get_basis (self->comparison);

  ember_turner_set_compared (self->turner, difference);
  ember_function_view_set_compared (self->function_view, difference, basis);
  if (ember_turner_get_kind (self->turner) != EMBER_TURN_NONE)
    ember_flame_view_set_compared_graph (self->flame_view, ember_turner_get_graph (self->turner), ember_turner_get_difference (self->turner), basis);
  else
    ember_flame_view_set_compared_graph (self->flame_view, graph, difference, basis);
  ember_function_list_set_difference (self->function_list, difference, basis);
  update_flame_stack (self);
  ember_recording_page_update_status (self, G_OBJECT (self->flame_view));
}

/* What is shown below now, and so what a search is about. */
static void
update_view (EmberRecordingPage *self)
{
  const gboolean is_around = ember_function_view_get_function (self->function_view) != NULL;
  const gboolean is_table = !is_around && g_str_equal (self->view, "functions");
  const gboolean has_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->flame_stack)) != NULL;
  GtkWidget *target = is_around ? GTK_WIDGET (self->function_view) : is_table ? GTK_WIDGET (self->function_table)
                                                                              : GTK_WIDGET (self->flame_view);

  ember_function_list_set_active (self->function_list, is_table);
  ember_turner_set_kind (self->turner, g_str_equal (self->view, "inverted") ? EMBER_TURN_INVERTED : EMBER_TURN_NONE, NULL);
  ember_comparison_bar_set_can_show_gone (self->comparison_bar, !is_around && ember_turner_get_kind (self->turner) == EMBER_TURN_NONE);
  ember_search_bar_set_target (self->search_bar, target, is_table);
  graph_changed_cb (self);
  if (has_focus)
    gtk_widget_grab_focus (target);
}

void
ember_recording_page_set_view (EmberRecordingPage *self,
                               const char *view)
{
  const gboolean is_around = ember_function_view_get_function (self->function_view) != NULL;

  if (self->view == view && !is_around)
    return;
  self->view = view;
  if (is_around)
    ember_function_view_show (self->function_view, NULL);
  else
    update_view (self);
  ember_recording_page_notify_view (self);
}

/* A function goes before the view until it is closed. */
static void
show_around_cb (EmberRecordingPage *self,
                guint frame,
                EmberFlameView *view)
{
  g_autoptr (EmberMark) function = ember_mark_new_frame (ember_flame_graph_get_profile (ember_flame_view_get_graph (view)), frame);

  ember_function_view_show (self->function_view, function);
}

static void
row_around_cb (EmberRecordingPage *self)
{
  const char *name, *module;

  if (ember_function_table_get_selected (self->function_table, &name, &module))
    {
      g_autoptr (EmberMark) function = ember_mark_new_function (name, module);

      ember_function_view_show (self->function_view, function);
    }
}

static void
zoomed_cb (EmberRecordingPage *self)
{
  g_autoptr (GArray) frames = ember_flame_view_dup_zoom (self->flame_view);

  if (ember_turner_get_kind (self->turner) != EMBER_TURN_NONE)
    ember_turner_set_focus (self->turner, (const void *) frames->data, frames->len);
}

static void
function_activated_cb (EmberRecordingPage *self)
{
  ember_recording_page_set_view (self, g_str_equal (self->view, "functions") ? ember_recording_page_views[0] : self->view);
  gtk_widget_grab_focus (GTK_WIDGET (self->flame_view));
  ember_flame_view_show_mark (self->flame_view);
}

/* Asking again takes the mark back. */
static void
show_when_cb (EmberRecordingPage *self,
              guint frame,
              EmberFlameView *view)
{
  g_autoptr (EmberMark) mark = ember_mark_new_frame (ember_flame_graph_get_profile (ember_flame_view_get_graph (view)), frame);
  const gboolean is_again = ember_marker_has_picked (self->marker) && ember_mark_equal (ember_marker_get_mark (self->marker), mark);

  ember_marker_pick (self->marker, is_again ? NULL : mark);
}

static void
readout_changed_cb (EmberRecordingPage *self,
                    GParamSpec *pspec,
                    GObject *view)
{
  ember_recording_page_update_status (self, view);
}

static void
bind_flame_view (EmberRecordingPage *self,
                 EmberFlameView *view)
{
  ember_flame_filter_bind (view, self->session);
  g_signal_connect_swapped (view, "show-when", G_CALLBACK (show_when_cb), self);
  g_signal_connect_swapped (view, "show-around", G_CALLBACK (show_around_cb), self);
  g_signal_connect_swapped (view, "notify::status", G_CALLBACK (readout_changed_cb), self);
}

void
ember_recording_page_bind_view (EmberRecordingPage *self)
{
  bind_flame_view (self, self->flame_view);
  bind_flame_view (self, ember_function_view_get_callers (self->function_view));
  bind_flame_view (self, ember_function_view_get_callees (self->function_view));
  ember_function_view_bind (self->function_view, self->session, self->flame_view);
  ember_function_table_bind (self->function_table, self->function_list, self->session);
  self->function_picks = ember_function_picks_new (self->marker, self->flame_view, self->function_table, self->function_list);
  g_signal_connect_object (self->turner, "notify::graph", G_CALLBACK (graph_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->comparison, "changed", G_CALLBACK (graph_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flame_view, "zoomed", G_CALLBACK (zoomed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->function_table, "activated", G_CALLBACK (function_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->function_table, "show-around", G_CALLBACK (row_around_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->function_view, "notify::function", G_CALLBACK (update_view), self, G_CONNECT_SWAPPED);
}

void
ember_recording_page_show_next (EmberRecordingPage *self)
{
  gsize i = 0;

  g_return_if_fail (EMBER_IS_RECORDING_PAGE (self));

  while (ember_recording_page_views[i] != self->view)
    i++;
  ember_recording_page_set_view (self, ember_recording_page_views[(i + 1) % EMBER_N_RECORDING_PAGE_VIEWS]);
  gtk_widget_grab_focus (g_str_equal (self->view, "functions") ? GTK_WIDGET (self->function_table) : GTK_WIDGET (self->flame_view));
}
