/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "profile/amount-text.h"
#include "ui/recording-page-private.h"

static void
selection_changed_cb (EmberHeatmapView *view,
                      gboolean is_preview,
                      gpointer user_data)
{
  EmberRecordingPage *self = user_data;

  ember_session_set_banded_range (self->session, ember_heatmap_view_get_selection (view), ember_heatmap_view_get_band (view));
}

static void
range_changed_cb (EmberRecordingPage *self)
{
  const EmberTimeRange range = ember_session_get_range (self->session);
  const EmberBand band = ember_session_get_band (self->session);
  const EmberBand shown = ember_heatmap_view_get_band (self->heatmap_view);

  if (!ember_time_range_equal (ember_heatmap_view_get_selection (self->heatmap_view), range) || !ember_band_equal (&shown, &band))
    ember_heatmap_view_set_banded_selection (self->heatmap_view, range, band);
}

static void
heatmap_changed_cb (EmberRecordingPage *self)
{
  ember_heatmap_view_set_heatmap (self->heatmap_view, ember_session_get_heatmap (self->session));
}

static void
baseline_changed_cb (EmberHeatmapView *view,
                     gboolean is_preview,
                     gpointer user_data)
{
  ember_comparison_set_baseline (EMBER_RECORDING_PAGE (user_data)->comparison, ember_heatmap_view_get_baseline (view));
}

/* A baseline of another recording is shown on a map of its own. */
static void
comparison_baseline_cb (EmberRecordingPage *self)
{
  const gboolean is_own = ember_comparison_get_other (self->comparison) == NULL;
  const EmberTimeRange baseline = ember_comparison_get_baseline (self->comparison);

  ember_heatmap_view_set_takes_baseline (self->heatmap_view, is_own);
  ember_heatmap_view_set_takes_band (self->heatmap_view, TRUE);
  if (is_own && !ember_time_range_equal (ember_heatmap_view_get_baseline (self->heatmap_view), baseline))
    ember_heatmap_view_set_baseline (self->heatmap_view, baseline);
}

static void
matches_changed_cb (EmberRecordingPage *self)
{
  g_autofree char *label = ember_marker_dup_label (self->marker);

  ember_heatmap_view_set_matches (self->heatmap_view, ember_marker_get_matches (self->marker), label);
}

static void
table_set_changed_cb (EmberRecordingPage *self)
{
  const EmberTableSet *set = ember_session_get_table_set (self->session);
  const gboolean is_span = set != NULL && ember_table_set_is_span (set);

  ember_heatmap_view_set_table_set (self->heatmap_view, set);
  /* Nobody waits idly. */
  gtk_widget_set_visible (self->idle_button, !is_span);
  gtk_widget_set_visible (GTK_WIDGET (self->off_cpu_choice), is_span);
}

/* Counts what is shown: idle samples only while they are. */
static char *
dup_choice_label (const EmberEventChoice *choice,
                  gboolean with_idle)
{
  g_autofree char *number = ember_amount_text_dup (choice->n_samples - (with_idle ? 0 : choice->n_idle));

  /* Translators: an event and how many samples it has, as "cycles · 5,120". */
  return g_strdup_printf (_ ("%s · %s"), choice->name[0] != '\0' ? choice->name : _ ("unnamed event"), number);
}

static void
select_event (EmberRecordingPage *self)
{
  const GPtrArray *choices = ember_session_get_event_choices (self->session);
  const char *name = ember_session_get_event_name (self->session);

  for (guint i = 0; i < choices->len; i++)
    if (g_strcmp0 (((const EmberEventChoice *) g_ptr_array_index (choices, i))->name, name) == 0)
      gtk_drop_down_set_selected (self->event_choice, i);
}

static void
event_selected_cb (EmberRecordingPage *self)
{
  const GPtrArray *choices = ember_session_get_event_choices (self->session);
  const guint row = gtk_drop_down_get_selected (self->event_choice);

  if (row < choices->len)
    ember_session_set_event_name (self->session, ((const EmberEventChoice *) g_ptr_array_index (choices, row))->name);
}

static void
fill_event_choice (EmberRecordingPage *self)
{
  const GPtrArray *choices = ember_session_get_event_choices (self->session);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  gboolean with_idle;

  g_object_get (self->session, "with-idle", &with_idle, NULL);
  for (guint i = 0; i < choices->len; i++)
    gtk_string_list_take (labels, dup_choice_label (g_ptr_array_index (choices, i), with_idle));
  /* Filling the menu is no choice of the user's. */
  g_signal_handlers_block_by_func (self->event_choice, event_selected_cb, self);
  gtk_drop_down_set_model (self->event_choice, G_LIST_MODEL (labels));
  select_event (self);
  g_signal_handlers_unblock_by_func (self->event_choice, event_selected_cb, self);
  gtk_widget_set_visible (GTK_WIDGET (self->event_choice), choices->len > 1);
}

static void
profile_changed_cb (EmberRecordingPage *self)
{
  const EmberProfile *profile = ember_session_get_profile (self->session);
  const gboolean has_times = profile == NULL || ember_profile_has_times (profile);

  fill_event_choice (self);
  gtk_widget_set_visible (self->heatmap_choices, has_times);
  gtk_stack_set_visible_child_name (self->heatmap_stack, has_times ? "heatmap" : "no-times");
}

static void
readout_changed_cb (EmberRecordingPage *self,
                    GParamSpec *pspec,
                    GObject *view)
{
  ember_recording_page_update_status (self, view);
}

/* The map of all stays as low as it can be, the others have the room. */
void
ember_recording_page_set_split (EmberRecordingPage *self,
                                EmberSplitKind kind)
{
  const EmberSplitKind last = ember_split_view_get_kind (self->split_view);

  if (kind == last)
    return;
  ember_split_view_set_kind (self->split_view, kind);
  if (last == EMBER_SPLIT_NONE)
    gtk_paned_set_position (self->map_paned, 0);
  if (last == EMBER_SPLIT_NONE || kind == EMBER_SPLIT_NONE)
    ember_recording_page_share_with_parts (self, kind != EMBER_SPLIT_NONE);
  ember_recording_page_notify_split (self);
}

static void
watch_session (EmberRecordingPage *self)
{
  static const struct
  {
    const char *signal;
    GCallback callback;
  } handlers[] = {
    { "notify::profile", G_CALLBACK (profile_changed_cb) },
    { "notify::with-idle", G_CALLBACK (fill_event_choice) },
    { "notify::table-set", G_CALLBACK (table_set_changed_cb) },
    { "notify::heatmap", G_CALLBACK (heatmap_changed_cb) },
    { "notify::range", G_CALLBACK (range_changed_cb) },
    { "notify::event-name", G_CALLBACK (select_event) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->session, handlers[i].signal, handlers[i].callback, self, G_CONNECT_SWAPPED);
}

static void
bind_baseline (EmberRecordingPage *self)
{
  GObject *other_map;

  ember_baseline_pane_bind (self->baseline_pane, self->comparison);
  other_map = G_OBJECT (ember_baseline_pane_get_heatmap_view (self->baseline_pane));
  g_object_bind_property (self->heatmap_view, "palette", other_map, "palette", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->heatmap_view, "scale", other_map, "scale", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self->heatmap_view, "clip", other_map, "clip", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (other_map, "notify::readout", G_CALLBACK (readout_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->comparison, "notify::baseline", G_CALLBACK (comparison_baseline_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->comparison, "notify::other", G_CALLBACK (comparison_baseline_cb), self, G_CONNECT_SWAPPED);
  comparison_baseline_cb (self);
}

void
ember_recording_page_bind_map (EmberRecordingPage *self)
{
  g_signal_connect_swapped (self->event_choice, "notify::selected", G_CALLBACK (event_selected_cb), self);
  g_signal_connect (self->heatmap_view, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect (self->heatmap_view, "baseline-changed", G_CALLBACK (baseline_changed_cb), self);
  g_signal_connect_swapped (self->heatmap_view, "notify::readout", G_CALLBACK (readout_changed_cb), self);
  watch_session (self);
  g_signal_connect_object (self->marker, "notify::matches", G_CALLBACK (matches_changed_cb), self, G_CONNECT_SWAPPED);
  ember_column_length_bind (self->column_length, self->session);
  ember_mark_bar_bind (self->mark_bar, self->session, self->marker, GTK_WIDGET (self->flame_view));
  bind_baseline (self);
  ember_split_view_bind (self->split_view, self->session, self->comparison, self->marker, self->heatmap_view, self->split_label);
  g_signal_connect_swapped (self->split_view, "notify::readout", G_CALLBACK (readout_changed_cb), self);
  profile_changed_cb (self);
}
