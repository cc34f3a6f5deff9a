/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/recording-page.h"

#include <glib/gi18n.h>

#include "ui/comparison-actions.h"
#include "ui/recording-page-private.h"
#include "ui/settings.h"
#include "ui/template.h"
#include "ui/yielding-layout.h"

#define N_PROGRESS_UNSEEN 3

enum
{
  PROP_VIEW = 1,
  PROP_SPLIT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmberRecordingPage, ember_recording_page, GTK_TYPE_WIDGET)

/* What can be done, while nothing is pointed at. */
static const char *
get_hint (EmberRecordingPage *self)
{
  if (ember_session_get_graph (self->session) == NULL)
    return "";
  return ember_profile_has_times (ember_session_get_profile (self->session))
             ? _ ("Drag over the heat map to choose a time · click a frame to zoom to it, right-click it for more")
             : _ ("Click a frame to zoom to it, right-click it for more");
}

/* What @view tells is what the user points at, unless it says that nothing is pointed at. */
void
ember_recording_page_update_status (EmberRecordingPage *self,
                                    GObject *view)
{
  GObject *const tellers[] = { view, EMBER_IS_FLAME_VIEW (view) ? G_OBJECT (self->heatmap_view) : G_OBJECT (self->flame_view) };
  g_autofree char *text = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (tellers) && (text == NULL || text[0] == '\0'); i++)
    {
      g_clear_pointer (&text, g_free);
      g_object_get (tellers[i], EMBER_IS_FLAME_VIEW (tellers[i]) ? "status" : "readout", &text, NULL);
    }
  if (text != NULL && text[0] != '\0')
    {
      gtk_label_set_text (self->status, text);
      gtk_widget_remove_css_class (GTK_WIDGET (self->status), "dim-label");
    }
  else
    {
      gtk_label_set_text (self->status, get_hint (self));
      gtk_widget_add_css_class (GTK_WIDGET (self->status), "dim-label");
    }
}

void
ember_recording_page_notify_view (EmberRecordingPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

static gboolean
mark_key_cb (GtkWidget *widget,
             GVariant *action,
             gpointer user_data)
{
  return gtk_widget_activate_action_variant (GTK_WIDGET (EMBER_RECORDING_PAGE (widget)->mark_bar), g_variant_get_string (action, NULL), NULL);
}

/* A file that is read in a moment shows no bar. */
static void
progress_changed_cb (EmberRecordingPage *self)
{
  const EmberLoadProgress progress = ember_session_get_progress (self->session);
  const gboolean is_loading = ember_session_get_state (self->session) == EMBER_SESSION_LOADING;

  ember_load_bar_set_progress (self->load_bar, (guint64) progress.n_bytes, (guint64) MAX (progress.n_bytes_total, 0),
                               progress.n_samples);
  self->n_progress = is_loading ? self->n_progress + 1 : 0;
  gtk_widget_set_visible (GTK_WIDGET (self->load_bar), self->n_progress > N_PROGRESS_UNSEEN);
}

static void
ember_recording_page_get_property (GObject *object,
                                   guint id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  EmberRecordingPage *self = EMBER_RECORDING_PAGE (object);

  if (id == PROP_VIEW)
    g_value_set_string (value, self->view);
  else if (id == PROP_SPLIT)
    g_value_set_string (value, ember_split_kind_get_word (self->split_view != NULL ? ember_split_view_get_kind (self->split_view) : EMBER_SPLIT_NONE));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ember_recording_page_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  EmberRecordingPage *self = EMBER_RECORDING_PAGE (object);
  EmberSplitKind kind;

  if (id == PROP_SPLIT)
    {
      if (ember_split_kind_from_word (g_value_get_string (value), &kind))
        ember_recording_page_set_split (self, kind);
    }
  else if (id == PROP_VIEW)
    {
      for (gsize i = 0; i < EMBER_N_RECORDING_PAGE_VIEWS; i++)
        if (g_strcmp0 (ember_recording_page_views[i], g_value_get_string (value)) == 0)
          ember_recording_page_set_view (self, ember_recording_page_views[i]);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

void
ember_recording_page_notify_split (EmberRecordingPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPLIT]);
}

/* What the map is split by, in turn. */
static gboolean
split_key_cb (GtkWidget *widget,
              GVariant *args,
              gpointer user_data)
{
  EmberRecordingPage *self = EMBER_RECORDING_PAGE (widget);

  ember_recording_page_set_split (self, (EmberSplitKind) ((ember_split_view_get_kind (self->split_view) + 1) % EMBER_N_SPLIT_KINDS));
  return TRUE;
}

static gboolean
ember_recording_page_grab_focus (GtkWidget *widget)
{
  EmberRecordingPage *self = EMBER_RECORDING_PAGE (widget);
  const char *page = gtk_stack_get_visible_child_name (self->heatmap_stack);

  return gtk_widget_grab_focus (g_strcmp0 (page, "heatmap") == 0 ? GTK_WIDGET (self->heatmap_view) : GTK_WIDGET (self->flame_view));
}

static void
ember_recording_page_dispose (GObject *object)
{
  EmberRecordingPage *self = EMBER_RECORDING_PAGE (object);

  g_clear_object (&self->function_picks);
  ember_template_dispose (GTK_WIDGET (self), EMBER_TYPE_RECORDING_PAGE);
  g_clear_object (&self->function_list);
  g_clear_object (&self->turner);
  g_clear_object (&self->marker);
  g_clear_object (&self->comparison);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (ember_recording_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, load_bar);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, paned);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, event_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, idle_button);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, off_cpu_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, heatmap_choices);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, column_length);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, rows_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, palette_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, heatmap_stack);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, heatmap_view);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, map_paned);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, split_label);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, split_view);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, mark_bar);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, times_line);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, baseline_pane);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, comparison_bar);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, flame_stack);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, flame_view);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, function_table);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, function_view);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, status);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingPage, naming_bar);
}

static void
ember_recording_page_class_init (EmberRecordingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_recording_page_dispose;
  G_OBJECT_CLASS (klass)->get_property = ember_recording_page_get_property;
  G_OBJECT_CLASS (klass)->set_property = ember_recording_page_set_property;
  widget_class->grab_focus = ember_recording_page_grab_focus;
  g_type_ensure (EMBER_TYPE_COLUMN_LENGTH);
  g_type_ensure (EMBER_TYPE_BASELINE_PANE);
  g_type_ensure (EMBER_TYPE_COMMAND_LINE);
  g_type_ensure (EMBER_TYPE_FILTER_BAR);
  g_type_ensure (EMBER_TYPE_COMPARISON_BAR);
  g_type_ensure (EMBER_TYPE_FLAME_VIEW);
  g_type_ensure (EMBER_TYPE_FUNCTION_TABLE);
  g_type_ensure (EMBER_TYPE_FUNCTION_VIEW);
  g_type_ensure (EMBER_TYPE_HEATMAP_VIEW);
  g_type_ensure (EMBER_TYPE_LOAD_BAR);
  g_type_ensure (EMBER_TYPE_MARK_BAR);
  g_type_ensure (EMBER_TYPE_NAMING_BAR);
  g_type_ensure (EMBER_TYPE_SEARCH_BAR);
  g_type_ensure (EMBER_TYPE_SELECTION_BAR);
  g_type_ensure (EMBER_TYPE_SPLIT_VIEW);
  g_type_ensure (EMBER_TYPE_YIELDING_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "recordingpage");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/recording-page.ui");
  bind_children (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, 0, "comparison.use-as-baseline", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, GDK_SHIFT_MASK, "comparison.flip", NULL);
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SPLIT] = g_param_spec_string ("split", NULL, NULL, "none", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  gtk_widget_class_install_property_action (widget_class, "recording.view", "view");
  gtk_widget_class_install_property_action (widget_class, "recording.split", "split");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_s, 0, split_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_d, 0, mark_key_cb, "s", "mark.select-densest");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, mark_key_cb, "s", "mark.clear");
}

static void
ember_recording_page_init (EmberRecordingPage *self)
{
  g_autoptr (GtkStringList) rows = gtk_string_list_new (ember_settings_rows);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->view = ember_recording_page_views[0];
  gtk_drop_down_set_model (self->rows_choice, G_LIST_MODEL (rows));
  ember_command_line_set_text (self->times_line, "perf script --header > recording.txt");
  ember_search_bar_bind (self->search_bar, GTK_WIDGET (self->flame_view));
  ember_recording_page_init_split (self);
}

static void
bind_comparison (EmberRecordingPage *self)
{
  GActionGroup *actions;

  self->comparison = ember_comparison_new (self->session);
  actions = ember_comparison_actions_new (self->session, self->comparison);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "comparison", actions);
  g_object_unref (actions);
  ember_comparison_bar_bind (self->comparison_bar, self->session, self->comparison);
}

void
ember_recording_page_bind (EmberRecordingPage *self,
                           EmberSession *session,
                           GSettings *settings)
{
  g_return_if_fail (EMBER_IS_RECORDING_PAGE (self) && self->session == NULL);

  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  self->split = g_settings_get_double (settings, "split");
  self->marker = ember_marker_new (session);
  self->turner = ember_turner_new (session);
  self->function_list = ember_function_list_new (session);
  g_signal_connect_object (session, "notify::progress", G_CALLBACK (progress_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (progress_changed_cb), self, G_CONNECT_SWAPPED);
  ember_filter_bar_bind (self->filter_bar, session);
  ember_selection_bar_bind (self->selection_bar, session, settings);
  ember_naming_bar_bind (self->naming_bar, session);
  bind_comparison (self);
  ember_recording_page_bind_map (self);
  ember_recording_page_bind_view (self);
  ember_recording_page_bind_settings (self);
  progress_changed_cb (self);
}

EmberHeatmapView *
ember_recording_page_get_heatmap_view (EmberRecordingPage *self)
{
  return self->heatmap_view;
}

EmberSplitView *
ember_recording_page_get_split_view (EmberRecordingPage *self)
{
  return self->split_view;
}

EmberFlameView *
ember_recording_page_get_flame_view (EmberRecordingPage *self)
{
  return self->flame_view;
}

EmberFunctionTable *
ember_recording_page_get_function_table (EmberRecordingPage *self)
{
  g_return_val_if_fail (EMBER_IS_RECORDING_PAGE (self), NULL);

  return self->function_table;
}

EmberMarker *
ember_recording_page_get_marker (EmberRecordingPage *self)
{
  return self->marker;
}

EmberFunctionView *
ember_recording_page_get_function_view (EmberRecordingPage *self)
{
  return self->function_view;
}

EmberComparison *
ember_recording_page_get_comparison (EmberRecordingPage *self)
{
  return self->comparison;
}

gboolean
ember_recording_page_is_busy (EmberRecordingPage *self)
{
  return ember_session_is_busy (self->session) || ember_comparison_is_busy (self->comparison) || ember_turner_is_busy (self->turner) ||
         ember_function_view_is_busy (self->function_view) || ember_marker_is_busy (self->marker) || ember_split_view_is_busy (self->split_view);
}

void
ember_recording_page_type_range (EmberRecordingPage *self)
{
  ember_selection_bar_type_range (self->selection_bar);
}

void
ember_recording_page_find (EmberRecordingPage *self)
{
  ember_search_bar_open (self->search_bar);
}
