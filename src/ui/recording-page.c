/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/recording-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "paint/flame-layout.h"
#include "paint/palette.h"
#include "profile/amount-text.h"
#include "session/turner.h"
#include "ui/baseline-pane.h"
#include "ui/column-length.h"
#include "ui/command-line.h"
#include "ui/comparison-actions.h"
#include "ui/comparison-bar.h"
#include "ui/filter-bar.h"
#include "ui/flame-filter.h"
#include "ui/function-picks.h"
#include "ui/function-view.h"
#include "ui/load-bar.h"
#include "ui/mark-bar.h"
#include "ui/naming-bar.h"
#include "ui/search-bar.h"
#include "ui/selection-bar.h"
#include "ui/settings.h"
#include "ui/template.h"
#include "ui/yielding-layout.h"

struct _EmberRecordingPage
{
  GtkWidget parent_instance;

  EmberLoadBar *load_bar;
  EmberFilterBar *filter_bar;
  GtkPaned *paned;
  GtkDropDown *event_choice;
  GtkWidget *idle_button;
  GtkDropDown *off_cpu_choice;
  GtkWidget *heatmap_choices;
  EmberColumnLength *column_length;
  GtkDropDown *rows_choice;
  GtkDropDown *palette_choice;
  GtkStack *heatmap_stack;
  EmberMarkBar *mark_bar;
  EmberHeatmapView *heatmap_view;
  EmberCommandLine *times_line;
  EmberSelectionBar *selection_bar;
  EmberBaselinePane *baseline_pane;
  EmberComparisonBar *comparison_bar;
  EmberSearchBar *search_bar;
  GtkStack *flame_stack;
  EmberFlameView *flame_view;
  EmberFunctionTable *function_table;
  EmberFunctionView *function_view;
  GtkLabel *status;
  EmberNamingBar *naming_bar;

  EmberSession *session;
  EmberMarker *marker;
  EmberComparison *comparison;
  EmberFunctionList *function_list;
  EmberFunctionPicks *function_picks;
  EmberTurner *turner;
  const char *view; /* one of lower_views */
  GSettings *settings;
  double split;     /* the heat map's share of the height */
  int split_height; /* of both; 0 before they are shown */
  guint n_progress; /* times that loading has told how far it is */
};

#define N_PROGRESS_UNSEEN 3

enum
{
  PROP_VIEW = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What stands below, in the order of the keyboard. */
static const char *const lower_views[] = { "graph", "inverted", "functions" };

G_DEFINE_FINAL_TYPE (EmberRecordingPage, ember_recording_page, GTK_TYPE_WIDGET)

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

/* Whether there are samples, but none that passes the filters. */
static gboolean
is_filtered_out (EmberRecordingPage *self)
{
  const EmberTableSet *set = ember_session_get_table_set (self->session);

  return set != NULL && ember_filter_is_active (ember_session_get_filter (self->session)) &&
         ember_table_set_count (set, EMBER_TIME_RANGE_ALL) == 0;
}

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
static void
update_status (EmberRecordingPage *self,
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

static void
readout_changed_cb (EmberRecordingPage *self,
                    GParamSpec *pspec,
                    GObject *view)
{
  update_status (self, view);
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
  update_status (self, G_OBJECT (self->flame_view));
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

static void
set_view (EmberRecordingPage *self,
          const char *view)
{
  const gboolean is_around = ember_function_view_get_function (self->function_view) != NULL;

  if (self->view == view && !is_around)
    return;
  self->view = view;
  ember_function_view_show (self->function_view, NULL);
  update_view (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

/* Goes before the view until it is closed. */
static void
show_around (EmberRecordingPage *self,
             EmberMark *function)
{
  ember_function_view_show (self->function_view, function);
  update_view (self);
}

static void
show_around_cb (EmberRecordingPage *self,
                guint frame,
                EmberFlameView *view)
{
  g_autoptr (EmberMark) function = ember_mark_new_frame (ember_flame_graph_get_profile (ember_flame_view_get_graph (view)), frame);

  show_around (self, function);
}

static void
row_around_cb (EmberRecordingPage *self)
{
  const char *name, *module;

  if (ember_function_table_get_selected (self->function_table, &name, &module))
    {
      g_autoptr (EmberMark) function = ember_mark_new_function (name, module);

      show_around (self, function);
    }
}

static void
around_closed_cb (EmberRecordingPage *self)
{
  show_around (self, NULL);
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
  set_view (self, g_str_equal (self->view, "functions") ? lower_views[0] : self->view);
  gtk_widget_grab_focus (GTK_WIDGET (self->flame_view));
  ember_flame_view_show_mark (self->flame_view);
}

static void
matches_changed_cb (EmberRecordingPage *self)
{
  g_autofree char *label = ember_marker_dup_label (self->marker);

  ember_heatmap_view_set_matches (self->heatmap_view, ember_marker_get_matches (self->marker), label);
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

static gboolean
mark_key_cb (GtkWidget *widget,
             GVariant *action,
             gpointer user_data)
{
  return gtk_widget_activate_action_variant (GTK_WIDGET (EMBER_RECORDING_PAGE (widget)->mark_bar), g_variant_get_string (action, NULL), NULL);
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

static int
get_paned_limit (EmberRecordingPage *self,
                 const char *property)
{
  int limit = 0;

  g_object_get (self->paned, property, &limit, NULL);
  return limit;
}

/* Where the handle should be, as far as both canvases have their least height. */
static int
get_split_position (EmberRecordingPage *self)
{
  return CLAMP ((int) round (self->split * self->split_height), get_paned_limit (self, "min-position"), self->split_height);
}

/* The canvases keep their shares at every size, also after one that was too small for them. */
static void
split_height_cb (EmberRecordingPage *self)
{
  const int height = get_paned_limit (self, "max-position");

  if (height <= 1 || height == G_MAXINT || height == self->split_height)
    return;
  self->split_height = height;
  gtk_paned_set_position (self->paned, get_split_position (self));
}

static void
split_moved_cb (EmberRecordingPage *self)
{
  const int position = gtk_paned_get_position (self->paned);

  if (get_paned_limit (self, "max-position") == self->split_height && position != get_split_position (self))
    self->split = (double) position / self->split_height;
}

static void
ember_recording_page_get_property (GObject *object,
                                   guint id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  if (id == PROP_VIEW)
    g_value_set_string (value, EMBER_RECORDING_PAGE (object)->view);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ember_recording_page_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  if (id != PROP_VIEW)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  for (gsize i = 0; i < G_N_ELEMENTS (lower_views); i++)
    if (g_strcmp0 (lower_views[i], g_value_get_string (value)) == 0)
      set_view (EMBER_RECORDING_PAGE (object), lower_views[i]);
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
  g_type_ensure (EMBER_TYPE_YIELDING_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "recordingpage");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/recording-page.ui");
  bind_children (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, 0, "comparison.use-as-baseline", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, GDK_SHIFT_MASK, "comparison.flip", NULL);
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  gtk_widget_class_install_property_action (widget_class, "recording.view", "view");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_d, 0, mark_key_cb, "s", "mark.select-densest");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, mark_key_cb, "s", "mark.clear");
}

static void
connect_flame_view (EmberRecordingPage *self,
                    EmberFlameView *view)
{
  g_signal_connect_swapped (view, "show-when", G_CALLBACK (show_when_cb), self);
  g_signal_connect_swapped (view, "show-around", G_CALLBACK (show_around_cb), self);
  g_signal_connect_swapped (view, "notify::status", G_CALLBACK (readout_changed_cb), self);
}

static void
ember_recording_page_init (EmberRecordingPage *self)
{
  g_autoptr (GtkStringList) rows = gtk_string_list_new (ember_settings_rows);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->view = lower_views[0];
  gtk_drop_down_set_model (self->rows_choice, G_LIST_MODEL (rows));
  ember_command_line_set_text (self->times_line, "perf script --header > recording.txt");
  ember_search_bar_bind (self->search_bar, GTK_WIDGET (self->flame_view));
  g_signal_connect_swapped (self->event_choice, "notify::selected", G_CALLBACK (event_selected_cb), self);
  g_signal_connect (self->heatmap_view, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect (self->heatmap_view, "baseline-changed", G_CALLBACK (baseline_changed_cb), self);
  g_signal_connect_swapped (self->heatmap_view, "notify::readout", G_CALLBACK (readout_changed_cb), self);
  connect_flame_view (self, self->flame_view);
  connect_flame_view (self, ember_function_view_get_callers (self->function_view));
  connect_flame_view (self, ember_function_view_get_callees (self->function_view));
  g_signal_connect_swapped (self->paned, "notify::max-position", G_CALLBACK (split_height_cb), self);
  g_signal_connect_swapped (self->paned, "notify::position", G_CALLBACK (split_moved_cb), self);
}

static gboolean
merge_level_from_setting (GValue *value,
                          GVariant *variant,
                          gpointer user_data)
{
  g_value_set_int (value, (int) ember_merge_level_from_word (g_variant_get_string (variant, NULL)));
  return TRUE;
}

static gboolean
order_from_setting (GValue *value,
                    GVariant *variant,
                    gpointer user_data)
{
  const gboolean is_weight = g_str_equal (g_variant_get_string (variant, NULL), "weight");

  g_value_set_int (value, is_weight ? EMBER_FLAME_ORDER_WEIGHT : EMBER_FLAME_ORDER_NAME);
  return TRUE;
}

static gboolean
spreads_from_setting (GValue *value,
                      GVariant *variant,
                      gpointer user_data)
{
  g_value_set_boolean (value, g_str_equal (g_variant_get_string (variant, NULL), "spread"));
  return TRUE;
}

/* The menu gives GTK_INVALID_LIST_POSITION while it has no rows. */
static gboolean
palette_from_row (GBinding *binding,
                  const GValue *from,
                  GValue *to,
                  gpointer user_data)
{
  const guint row = g_value_get_uint (from);

  if (row >= EMBER_N_PALETTES)
    return FALSE;
  g_value_set_int (to, (int) row);
  return TRUE;
}

static void
bind_settings (EmberRecordingPage *self)
{
  ember_settings_bind_choice (self->settings, "rows", self->rows_choice, ember_settings_rows);
  ember_settings_bind_choice (self->settings, "palette", self->palette_choice, ember_settings_palettes);
  ember_settings_bind_choice (self->settings, "off-cpu-place", self->off_cpu_choice, ember_settings_off_cpu_places);
  g_settings_bind_with_mapping (self->settings, "off-cpu-place", self->session, "spreads-waits", G_SETTINGS_BIND_GET,
                                spreads_from_setting, NULL, NULL, NULL);
  g_settings_bind (self->settings, "wall-clock", self->heatmap_view, "wall-clock", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "rows", self->session, "n-rows", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "show-idle", self->session, "with-idle", G_SETTINGS_BIND_GET);
  g_settings_bind_with_mapping (self->settings, "merge-level", self->session, "merge-level", G_SETTINGS_BIND_GET,
                                merge_level_from_setting, NULL, NULL, NULL);
  g_settings_bind (self->settings, "debuginfod", self->session, "asks-servers", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "show-inlined", self->session, "with-inlined", G_SETTINGS_BIND_GET);
  g_object_bind_property_full (self->palette_choice, "selected", self->heatmap_view, "palette", G_BINDING_SYNC_CREATE,
                               palette_from_row, NULL, NULL, NULL);
  g_settings_bind_with_mapping (self->settings, "sibling-order", self->flame_view, "sibling-order", G_SETTINGS_BIND_GET,
                                order_from_setting, NULL, NULL, NULL);
  g_settings_bind (self->settings, "is-icicle", self->flame_view, "is-icicle", G_SETTINGS_BIND_GET);
}

static void
bind_comparison (EmberRecordingPage *self)
{
  GActionGroup *actions;
  GObject *other_map;

  self->comparison = ember_comparison_new (self->session);
  actions = ember_comparison_actions_new (self->session, self->comparison);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "comparison", actions);
  g_object_unref (actions);
  ember_comparison_bar_bind (self->comparison_bar, self->session, self->comparison);
  ember_baseline_pane_bind (self->baseline_pane, self->comparison);
  other_map = G_OBJECT (ember_baseline_pane_get_heatmap_view (self->baseline_pane));
  g_object_bind_property (self->heatmap_view, "palette", other_map, "palette", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (other_map, "notify::readout", G_CALLBACK (readout_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->comparison, "changed", G_CALLBACK (graph_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->comparison, "notify::baseline", G_CALLBACK (comparison_baseline_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->comparison, "notify::other", G_CALLBACK (comparison_baseline_cb), self, G_CONNECT_SWAPPED);
  comparison_baseline_cb (self);
}

void
ember_recording_page_bind (EmberRecordingPage *self,
                           EmberSession *session,
                           GSettings *settings)
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
    { "notify::progress", G_CALLBACK (progress_changed_cb) },
    { "notify::state", G_CALLBACK (progress_changed_cb) },
  };

  g_return_if_fail (EMBER_IS_RECORDING_PAGE (self) && self->session == NULL);

  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  self->split = g_settings_get_double (settings, "split");
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (session, handlers[i].signal, handlers[i].callback, self, G_CONNECT_SWAPPED);
  ember_filter_bar_bind (self->filter_bar, session);
  ember_flame_filter_bind (self->flame_view, session);
  ember_flame_filter_bind (ember_function_view_get_callers (self->function_view), session);
  ember_flame_filter_bind (ember_function_view_get_callees (self->function_view), session);
  ember_function_view_bind (self->function_view, session, self->flame_view);
  ember_selection_bar_bind (self->selection_bar, session, settings);
  self->marker = ember_marker_new (session);
  g_signal_connect_object (self->marker, "notify::matches", G_CALLBACK (matches_changed_cb), self, G_CONNECT_SWAPPED);
  ember_column_length_bind (self->column_length, session);
  ember_mark_bar_bind (self->mark_bar, session, self->marker, GTK_WIDGET (self->flame_view));
  self->turner = ember_turner_new (session);
  g_signal_connect_object (self->turner, "notify::graph", G_CALLBACK (graph_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flame_view, "zoomed", G_CALLBACK (zoomed_cb), self, G_CONNECT_SWAPPED);
  self->function_list = ember_function_list_new (session);
  bind_comparison (self);
  ember_function_table_bind (self->function_table, self->function_list, session);
  self->function_picks = ember_function_picks_new (self->marker, self->flame_view, self->function_table, self->function_list);
  g_signal_connect_object (self->function_table, "activated", G_CALLBACK (function_activated_cb), self, G_CONNECT_SWAPPED);
  ember_naming_bar_bind (self->naming_bar, session);
  g_signal_connect_object (self->function_table, "show-around", G_CALLBACK (row_around_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->function_view, "closed", G_CALLBACK (around_closed_cb), self, G_CONNECT_SWAPPED);
  bind_settings (self);
  profile_changed_cb (self);
  progress_changed_cb (self);
}

EmberHeatmapView *
ember_recording_page_get_heatmap_view (EmberRecordingPage *self)
{
  return self->heatmap_view;
}

EmberFlameView *
ember_recording_page_get_flame_view (EmberRecordingPage *self)
{
  return self->flame_view;
}

EmberComparison *
ember_recording_page_get_comparison (EmberRecordingPage *self)
{
  return self->comparison;
}

gboolean
ember_recording_page_is_busy (EmberRecordingPage *self)
{
  return ember_session_is_busy (self->session) || ember_comparison_is_busy (self->comparison) || ember_turner_is_busy (self->turner);
}

void
ember_recording_page_find (EmberRecordingPage *self)
{
  ember_search_bar_open (self->search_bar);
}

void
ember_recording_page_show_next (EmberRecordingPage *self)
{
  gsize i = 0;

  g_return_if_fail (EMBER_IS_RECORDING_PAGE (self));

  while (lower_views[i] != self->view)
    i++;
  set_view (self, lower_views[(i + 1) % G_N_ELEMENTS (lower_views)]);
  gtk_widget_grab_focus (g_str_equal (self->view, "functions") ? GTK_WIDGET (self->function_table) : GTK_WIDGET (self->flame_view));
}

void
ember_recording_page_save (EmberRecordingPage *self)
{
  if (self->split_height > 0)
    g_settings_set_double (self->settings, "split", CLAMP (self->split, 0.05, 0.95));
}
