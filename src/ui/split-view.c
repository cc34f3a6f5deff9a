/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/split-view.h"

#include <glib/gi18n.h>

#include "analysis/split-words.h"
#include "paint/color-scale.h"
#include "profile/amount-text.h"
#include "ui/heatmap-view-small.h"
#include "ui/split-row.h"
#include "ui/template.h"
#include "ui/thread-picks.h"

/* Rows so many pages above and below those that are seen are ready, too. */
#define PAGES_BEYOND 1.0
/* Seen before the first layout tells how many there are. */
#define N_SEEN_AT_FIRST 12

struct _EmberSplitView
{
  GtkWidget parent_instance;

  GtkLabel *summary;
  GtkDropDown *scale_choice;
  GtkScrolledWindow *scroller;
  GtkBox *list;
  GtkWidget *more;

  EmberSession *session;
  EmberComparison *comparison;
  EmberMarker *marker;
  char *mark_label; /* (nullable) */
  EmberHeatmapView *leader;
  GtkLabel *label;
  EmberSplitter *splitter;
  GPtrArray *rows; /* EmberSplitRow: children of the list */
  GtkSizeGroup *names;
  uint32_t top; /* the count with the strongest colour on all maps; 0: each has one of its own */
  char *readout;
};

enum
{
  PROP_READOUT = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmberSplitView, ember_split_view, GTK_TYPE_WIDGET)

static bool
is_in_sight (EmberSplitView *self,
             guint index)
{
  return gtk_widget_get_child_visible (g_ptr_array_index (self->rows, index));
}

static EmberHeatmapView *
get_map (EmberSplitView *self,
         guint index)
{
  return ember_split_row_get_heatmap_view (g_ptr_array_index (self->rows, index));
}

/* Gives a row what it shares with the map above. */
static void
follow (EmberSplitView *self,
        guint index)
{
  const EmberTimeRange range = ember_session_get_range (self->session);
  const EmberBand band = ember_session_get_band (self->session);
  const EmberTimeRange baseline = ember_heatmap_view_get_baseline (self->leader);
  const EmberHeatmapZoom zoom = ember_heatmap_view_get_zoom (self->leader);
  EmberSplitMatches *matches = ember_splitter_get_matches (self->splitter);
  EmberHeatmapView *map = get_map (self, index);
  const EmberBand shown = ember_heatmap_view_get_band (map);

  ember_heatmap_view_set_zoom (map, &zoom);
  ember_heatmap_view_set_matches (map, matches != NULL && index < matches->split->n_parts ? matches->maps[index] : NULL, self->mark_label);
  if (!ember_time_range_equal (ember_heatmap_view_get_selection (map), range) || !ember_band_equal (&shown, &band))
    ember_heatmap_view_set_banded_selection (map, range, band);
  ember_heatmap_view_set_takes_baseline (map, ember_comparison_get_other (self->comparison) == NULL);
  if (!ember_time_range_equal (ember_heatmap_view_get_baseline (map), baseline))
    ember_heatmap_view_set_baseline (map, baseline);
}

static void
follow_in_sight (EmberSplitView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (is_in_sight (self, i))
      follow (self, i);
}

/* Returns: from the top of a row to that of the next; 0 before the first layout */
static double
get_pitch (EmberSplitView *self)
{
  graphene_rect_t first, second;

  if (self->rows->len == 0 || !gtk_widget_compute_bounds (g_ptr_array_index (self->rows, 0), GTK_WIDGET (self->list), &first))
    return 0;
  if (self->rows->len == 1 || !gtk_widget_compute_bounds (g_ptr_array_index (self->rows, 1), GTK_WIDGET (self->list), &second))
    return first.size.height;
  return second.origin.y - first.origin.y;
}

static void
update_sight (EmberSplitView *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  const double page = gtk_adjustment_get_page_size (adjustment);
  const double top = gtk_adjustment_get_value (adjustment) - PAGES_BEYOND * page;
  const double bottom = gtk_adjustment_get_value (adjustment) + (1 + PAGES_BEYOND) * page;
  const double pitch = get_pitch (self);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const bool was_seen = is_in_sight (self, i);
      const bool is_seen = pitch > 0 && page > 0 ? (i + 1) * pitch >= top && i * pitch <= bottom : i < N_SEEN_AT_FIRST;

      if (is_seen == was_seen)
        continue;
      gtk_widget_set_child_visible (g_ptr_array_index (self->rows, i), is_seen);
      if (is_seen)
        follow (self, i);
    }
}

static void
selection_changed_cb (EmberSplitView *self,
                      gboolean is_preview,
                      EmberHeatmapView *map)
{
  ember_session_set_banded_range (self->session, ember_heatmap_view_get_selection (map), ember_heatmap_view_get_band (map));
}

static void
baseline_changed_cb (EmberSplitView *self,
                     gboolean is_preview,
                     EmberHeatmapView *map)
{
  ember_comparison_set_baseline (self->comparison, ember_heatmap_view_get_baseline (map));
}

static void
zoomed_cb (EmberSplitView *self,
           EmberHeatmapView *map)
{
  const EmberHeatmapZoom zoom = ember_heatmap_view_get_zoom (map);

  ember_heatmap_view_set_zoom (self->leader, &zoom);
  follow_in_sight (self);
}

static void
readout_changed_cb (EmberSplitView *self,
                    GParamSpec *pspec,
                    EmberHeatmapView *map)
{
  EmberSplitRow *row = EMBER_SPLIT_ROW (gtk_widget_get_ancestor (GTK_WIDGET (map), EMBER_TYPE_SPLIT_ROW));
  g_autofree char *name = ember_split_row_dup_name (row);
  g_autofree char *readout = NULL;

  g_object_get (map, "readout", &readout, NULL);
  g_free (self->readout);
  self->readout = readout[0] != '\0' ? g_strjoin (" · ", name, readout, NULL) : g_strdup ("");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READOUT]);
}

static void
picked_cb (EmberSplitView *self,
           int how,
           EmberSplitRow *row)
{
  EmberSplit *split = ember_splitter_get_split (self->splitter);
  g_autoptr (EmberFilter) filter = NULL;
  EmberFilterCondition condition;
  guint index;

  if (split == NULL || !g_ptr_array_find (self->rows, row, &index) || index >= split->n_parts || !ember_split_get_condition (split, index, &condition))
    return;
  filter = ember_thread_picks_pick_condition (ember_session_get_filter (self->session), &condition, (EmberThreadPick) how);
  ember_session_set_filter (self->session, filter);
}

static void
add_row (EmberSplitView *self)
{
  static const char *const followed[] = { "palette", "scale", "clip", "wall-clock" };
  GtkWidget *row = ember_split_row_new ();
  EmberHeatmapView *map = ember_split_row_get_heatmap_view (EMBER_SPLIT_ROW (row));

  for (size_t i = 0; i < G_N_ELEMENTS (followed); i++)
    g_object_bind_property (self->leader, followed[i], map, followed[i], G_BINDING_SYNC_CREATE);
  g_signal_connect_swapped (map, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (map, "baseline-changed", G_CALLBACK (baseline_changed_cb), self);
  g_signal_connect_swapped (map, "zoom-changed", G_CALLBACK (zoomed_cb), self);
  g_signal_connect_swapped (map, "notify::readout", G_CALLBACK (readout_changed_cb), self);
  g_signal_connect_swapped (row, "picked", G_CALLBACK (picked_cb), self);
  gtk_size_group_add_widget (self->names, ember_split_row_get_label (EMBER_SPLIT_ROW (row)));
  gtk_widget_set_vexpand (row, TRUE);
  gtk_widget_set_child_visible (row, FALSE);
  gtk_box_append (self->list, row);
  g_ptr_array_add (self->rows, row);
}

static void
set_n_rows (EmberSplitView *self,
            guint n)
{
  while (self->rows->len < n)
    add_row (self);
  while (self->rows->len > n)
    {
      gtk_box_remove (self->list, g_ptr_array_index (self->rows, self->rows->len - 1));
      g_ptr_array_set_size (self->rows, (int) self->rows->len - 1);
    }
}

/* Returns: (transfer full): "20 of 480 threads" */
static char *
dup_numbers (const EmberSplit *split)
{
  const uint32_t n_own = ember_split_get_n_own (split);

  if (split->kind == EMBER_SPLIT_CPU)
    /* Translators: how many have a map of their own, and how many there are */
    return g_strdup_printf (ngettext ("%u of %u CPU", "%u of %u CPUs", split->n_all), n_own, split->n_all);
  if (split->kind == EMBER_SPLIT_PROCESS)
    return g_strdup_printf (ngettext ("%u of %u process", "%u of %u processes", split->n_all), n_own, split->n_all);
  return g_strdup_printf (ngettext ("%u of %u thread", "%u of %u threads", split->n_all), n_own, split->n_all);
}

/* What the legend of the map of all does not tell: which count has the strongest colour on all others. */
static char *
dup_summary (EmberSplitView *self,
             const EmberSplit *split)
{
  g_autofree char *numbers = dup_numbers (split);
  g_autofree char *amount = NULL;

  if (self->top == 0)
    return g_steal_pointer (&numbers);
  amount = split->is_time ? ember_amount_text_dup_time ((uint64_t) self->top * 1000) : ember_amount_text_dup_samples (self->top);
  /* Translators: "20 of 480 threads", then how much the strongest colour means, as "10 samples" */
  return g_strdup_printf (_ ("%s · strongest colour: %s"), numbers, amount);
}

static void
update_words (EmberSplitView *self)
{
  const EmberSplit *split = ember_splitter_get_split (self->splitter);
  g_autofree char *summary = split != NULL ? dup_summary (self, split) : NULL;
  g_autofree char *samples = split != NULL ? ember_amount_text_dup_samples (split->n_samples) : NULL;
  g_autofree char *all = samples != NULL ? g_markup_printf_escaped ("%s\n<small>%s</small>", _ ("All"), samples) : NULL;

  gtk_label_set_text (self->summary, summary != NULL ? summary : "");
  gtk_label_set_markup (self->label, all != NULL ? all : "");
  gtk_widget_set_visible (self->more, split != NULL && ember_split_get_n_own (split) < split->n_parts &&
                                          ember_splitter_get_n_own (self->splitter) < EMBER_SPLIT_MAX_PARTS);
}

static void
update_tops (EmberSplitView *self)
{
  const EmberSplit *split = ember_splitter_get_split (self->splitter);
  int curve;
  double clip;

  g_object_get (self->leader, "scale", &curve, "clip", &clip, NULL);
  self->top = 0;
  if (ember_split_view_has_common_scale (self) && split != NULL)
    self->top = ember_color_scale_get_common_top (split, (EmberCurve) curve, clip);
  for (guint i = 0; i < self->rows->len; i++)
    ember_heatmap_view_set_top (get_map (self, i), self->top);
  update_words (self);
}

static void
split_changed_cb (EmberSplitView *self)
{
  EmberSplit *split = ember_splitter_get_split (self->splitter);

  update_words (self);
  if (split == NULL && ember_splitter_is_busy (self->splitter))
    return;
  set_n_rows (self, split != NULL ? split->n_parts : 0);
  for (guint i = 0; i < self->rows->len; i++)
    ember_split_row_set_part (g_ptr_array_index (self->rows, i), split, i, ember_session_get_table_set (self->session));
  update_tops (self);
  update_sight (self);
  follow_in_sight (self);
}

static void
mark_changed_cb (EmberSplitView *self)
{
  g_free (self->mark_label);
  self->mark_label = ember_marker_dup_label (self->marker);
  ember_splitter_set_mark (self->splitter, ember_marker_get_mark (self->marker));
}

static void
more_cb (EmberSplitView *self)
{
  ember_splitter_set_n_own (self->splitter, ember_splitter_get_n_own (self->splitter) + EMBER_SPLIT_DEFAULT_PARTS);
}

static void
ember_split_view_get_property (GObject *object,
                               guint id,
                               GValue *value,
                               GParamSpec *pspec)
{
  if (id == PROP_READOUT)
    g_value_set_string (value, EMBER_SPLIT_VIEW (object)->readout);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ember_split_view_dispose (GObject *object)
{
  EmberSplitView *self = EMBER_SPLIT_VIEW (object);

  if (self->splitter != NULL)
    g_signal_handlers_disconnect_by_data (self->splitter, self);
  if (self->scroller != NULL)
    g_signal_handlers_disconnect_by_data (gtk_scrolled_window_get_vadjustment (self->scroller), self);
  ember_template_dispose (GTK_WIDGET (self), EMBER_TYPE_SPLIT_VIEW);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_object (&self->splitter);
  g_clear_object (&self->names);
  g_clear_object (&self->leader);
  g_clear_object (&self->label);
  g_clear_object (&self->comparison);
  g_clear_object (&self->marker);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_split_view_parent_class)->dispose (object);
}

static void
ember_split_view_finalize (GObject *object)
{
  EmberSplitView *self = EMBER_SPLIT_VIEW (object);

  g_ptr_array_unref (self->rows);
  g_free (self->readout);
  g_free (self->mark_label);
  G_OBJECT_CLASS (ember_split_view_parent_class)->finalize (object);
}

static void
ember_split_view_class_init (EmberSplitViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ember_split_view_get_property;
  object_class->dispose = ember_split_view_dispose;
  object_class->finalize = ember_split_view_finalize;
  properties[PROP_READOUT] = g_param_spec_string ("readout", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "splitview");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/split-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberSplitView, summary);
  gtk_widget_class_bind_template_child (widget_class, EmberSplitView, scale_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberSplitView, scroller);
  gtk_widget_class_bind_template_child (widget_class, EmberSplitView, list);
  gtk_widget_class_bind_template_child (widget_class, EmberSplitView, more);
}

static void
ember_split_view_init (EmberSplitView *self)
{
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->readout = g_strdup ("");
  self->rows = g_ptr_array_new ();
  self->names = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (update_sight), self);
  g_signal_connect_swapped (adjustment, "changed", G_CALLBACK (update_sight), self);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (more_cb), self);
  g_signal_connect_swapped (self->scale_choice, "notify::selected", G_CALLBACK (update_tops), self);
}

void
ember_split_view_bind (EmberSplitView *self,
                       EmberSession *session,
                       EmberComparison *comparison,
                       EmberMarker *marker,
                       EmberHeatmapView *leader,
                       GtkLabel *label)
{
  g_return_if_fail (EMBER_IS_SPLIT_VIEW (self) && self->session == NULL);

  self->session = g_object_ref (session);
  self->comparison = g_object_ref (comparison);
  self->marker = g_object_ref (marker);
  self->leader = g_object_ref (leader);
  self->label = g_object_ref (label);
  self->splitter = ember_splitter_new (session);
  gtk_size_group_add_widget (self->names, GTK_WIDGET (label));
  g_signal_connect_object (self->splitter, "changed", G_CALLBACK (split_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->splitter, "marked", G_CALLBACK (follow_in_sight), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (marker, "notify::mark", G_CALLBACK (mark_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::range", G_CALLBACK (follow_in_sight), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (comparison, "notify::baseline", G_CALLBACK (follow_in_sight), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (comparison, "notify::other", G_CALLBACK (follow_in_sight), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (leader, "zoom-changed", G_CALLBACK (follow_in_sight), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (leader, "notify::scale", G_CALLBACK (update_tops), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (leader, "notify::clip", G_CALLBACK (update_tops), self, G_CONNECT_SWAPPED);
  mark_changed_cb (self);
}

void
ember_split_view_set_kind (EmberSplitView *self,
                           EmberSplitKind kind)
{
  g_return_if_fail (EMBER_IS_SPLIT_VIEW (self));

  ember_splitter_set_n_own (self->splitter, EMBER_SPLIT_DEFAULT_PARTS);
  ember_splitter_set_kind (self->splitter, kind);
  gtk_widget_set_visible (GTK_WIDGET (self), kind != EMBER_SPLIT_NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->label), kind != EMBER_SPLIT_NONE);
}

EmberSplitKind
ember_split_view_get_kind (EmberSplitView *self)
{
  g_return_val_if_fail (EMBER_IS_SPLIT_VIEW (self), EMBER_SPLIT_NONE);

  /* GTK asks for the state of actions as soon as the widget has a parent, before there is a session. */
  return self->splitter != NULL ? ember_splitter_get_kind (self->splitter) : EMBER_SPLIT_NONE;
}

EmberSplit *
ember_split_view_get_split (EmberSplitView *self)
{
  g_return_val_if_fail (EMBER_IS_SPLIT_VIEW (self), NULL);

  return self->splitter != NULL ? ember_splitter_get_split (self->splitter) : NULL;
}

EmberSplitMatches *
ember_split_view_get_matches (EmberSplitView *self)
{
  g_return_val_if_fail (EMBER_IS_SPLIT_VIEW (self), NULL);

  return self->splitter != NULL ? ember_splitter_get_matches (self->splitter) : NULL;
}

gboolean
ember_split_view_is_busy (EmberSplitView *self)
{
  g_return_val_if_fail (EMBER_IS_SPLIT_VIEW (self), FALSE);

  return self->splitter != NULL && ember_splitter_is_busy (self->splitter);
}

gboolean
ember_split_view_has_common_scale (EmberSplitView *self)
{
  g_return_val_if_fail (EMBER_IS_SPLIT_VIEW (self), FALSE);

  return gtk_drop_down_get_selected (self->scale_choice) == 0;
}

void
ember_split_view_set_has_common_scale (EmberSplitView *self,
                                       gboolean has_common_scale)
{
  g_return_if_fail (EMBER_IS_SPLIT_VIEW (self));

  gtk_drop_down_set_selected (self->scale_choice, has_common_scale ? 0 : 1);
}
