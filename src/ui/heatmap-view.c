/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/heatmap-view.h"

#include <gtk/gtk.h>

#include "ui/heatmap-readout.h"
#include "ui/heatmap-view-private.h"
#include "ui/heatmap-view-zoom.h"

#define LEAST_WIDTH 240
#define NATURAL_WIDTH 800
#define LEAST_HEIGHT 150
#define NATURAL_HEIGHT 340
#define SMALL_HEIGHT 44

enum
{
  PROP_PALETTE = 1,
  PROP_RULER,
  PROP_ROW_FACTOR,
  PROP_SCALE,
  PROP_CLIP,
  PROP_READOUT,
  PROP_HAS_SELECTION,
  PROP_WALL_CLOCK,
  N_PROPS
};

enum
{
  SELECTION_CHANGED,
  BASELINE_CHANGED,
  ZOOM_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmberHeatmapView, ember_heatmap_view, GTK_TYPE_WIDGET)

void
ember_heatmap_view_drop_nodes (EmberHeatmapView *self)
{
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  g_clear_object (&self->baseline_word);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The cell that the readout is about.
 * Returns: false for none */
static bool
get_subject (EmberHeatmapView *self,
             EmberCell *cell)
{
  *cell = self->cursor;
  if (!self->is_cursor_shown && self->hover.kind != EMBER_HEATMAP_HIT_CELL && self->hover.kind != EMBER_HEATMAP_HIT_EDGE)
    return false;
  if (!self->is_cursor_shown)
    *cell = self->hover.cell;
  return ember_heatmap_view_has_cells (self) && cell->column < self->heatmap->grid.n_columns && cell->row < self->heatmap->grid.n_rows;
}

static void
update_readout (EmberHeatmapView *self)
{
  EmberCell cell;
  char *reading = ember_heatmap_view_dup_reading (self);
  g_autofree char *readout = reading != NULL ? reading : get_subject (self, &cell) ? ember_heatmap_readout_dup (self->heatmap, self->style.marking != NULL ? self->matches : NULL, self->style.is_bare ? NULL : self->set, self->with_time_of_day, cell)
                                                                                   : g_strdup ("");

  if (g_strcmp0 (readout, self->readout) == 0)
    return;
  g_free (self->readout);
  self->readout = g_steal_pointer (&readout);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->readout, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READOUT]);
}

void
ember_heatmap_view_update_label (EmberHeatmapView *self)
{
  const EmberTimeRange seen = self->geometry.content_width > self->geometry.plot_width ? ember_heatmap_zoom_get_range (&self->geometry) : (EmberTimeRange){ 0, 0 };
  g_autofree char *label = ember_heatmap_readout_dup_label (self->heatmap, self->pick.chosen, self->baseline_pick.chosen, seen);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static bool
has_selection (const EmberHeatmapView *self)
{
  return !ember_time_range_is_empty (self->pick.chosen) || ember_band_is_active (&self->banding.band);
}

/* Escape goes on to whoever else wants it where there is nothing to clear. */
static void
update_actions (EmberHeatmapView *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "heatmap.clear-selection",
                                 self->active->kind != EMBER_PICK_IDLE || self->banding.is_dragged || self->ruler.is_on || has_selection (self) || !ember_time_range_is_empty (self->baseline_pick.chosen));
}

static void
scale_factor_cb (GObject *object,
                 GParamSpec *pspec,
                 gpointer user_data)
{
  gtk_widget_queue_resize (GTK_WIDGET (object));
}

void
ember_heatmap_view_update_words (EmberHeatmapView *self)
{
  update_readout (self);
  update_actions (self);
}

void
ember_heatmap_view_update_ranges (EmberHeatmapView *self)
{
  ember_heatmap_view_update_label (self);
  update_actions (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ember_heatmap_view_take_result (EmberHeatmapView *self,
                                const EmberHeatmapPick *pick,
                                EmberPickResult result)
{
  const bool is_baseline = pick == &self->baseline_pick;

  if (!is_baseline && result != EMBER_PICK_NOTHING && !self->banding.is_kept)
    self->banding.band = (EmberBand){ 0 };
  if (result == EMBER_PICK_FINAL)
    self->banding.is_kept = false;
  update_actions (self);
  if (result == EMBER_PICK_NOTHING)
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (result == EMBER_PICK_FINAL)
    {
      ember_heatmap_view_update_label (self);
      if (!is_baseline)
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_SELECTION]);
    }
  g_signal_emit (self, signals[is_baseline ? BASELINE_CHANGED : SELECTION_CHANGED], 0, result == EMBER_PICK_PREVIEW);
}

void
ember_heatmap_view_emit_selection (EmberHeatmapView *self,
                                   bool is_preview)
{
  update_actions (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!is_preview)
    {
      ember_heatmap_view_update_label (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_SELECTION]);
    }
  g_signal_emit (self, signals[SELECTION_CHANGED], 0, is_preview);
}

void
ember_heatmap_view_emit_zoom (EmberHeatmapView *self)
{
  g_signal_emit (self, signals[ZOOM_CHANGED], 0);
}

bool
ember_heatmap_view_has_cells (const EmberHeatmapView *self)
{
  return self->heatmap != NULL && self->heatmap->grid.n_columns > 0;
}

static void
ember_heatmap_view_dispose (GObject *object)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (object);

  ember_heatmap_view_stop_input (self);
  ember_heatmap_view_clear_ruler (self);
  g_clear_object (&self->baseline_word);
  g_clear_pointer (&self->overview, gtk_widget_unparent);
  g_clear_pointer (&self->row_bar, gtk_widget_unparent);
  g_clear_object (&self->row_adjustment);
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  g_clear_pointer (&self->heatmap, ember_heatmap_unref);
  g_clear_pointer (&self->matches, ember_heatmap_unref);
  g_clear_pointer (&self->set, ember_table_set_free);
  G_OBJECT_CLASS (ember_heatmap_view_parent_class)->dispose (object);
}

static void
ember_heatmap_view_finalize (GObject *object)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (object);

  g_free (self->readout);
  g_free (self->matches_label);
  G_OBJECT_CLASS (ember_heatmap_view_parent_class)->finalize (object);
}

static void
ember_heatmap_view_get_property (GObject *object,
                                 guint id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (object);

  switch (id)
    {
    case PROP_PALETTE:
      g_value_set_int (value, (int) self->style.palette);
      break;
    case PROP_RULER:
      g_value_set_boolean (value, self->ruler.is_on);
      break;
    case PROP_ROW_FACTOR:
      g_value_set_uint (value, self->row_factor);
      break;
    case PROP_SCALE:
      g_value_set_int (value, (int) self->style.curve);
      break;
    case PROP_CLIP:
      g_value_set_double (value, self->style.clip);
      break;
    case PROP_READOUT:
      g_value_set_string (value, self->readout);
      break;
    case PROP_HAS_SELECTION:
      g_value_set_boolean (value, has_selection (self));
      break;
    case PROP_WALL_CLOCK:
      g_value_set_boolean (value, self->with_time_of_day);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
update_time_of_day (EmberHeatmapView *self)
{
  self->style.has_time_of_day = self->with_time_of_day && self->set != NULL &&
                                ember_profile_get_wall_clock_offset (self->set->profile, &self->style.time_of_day_ns);
  ember_heatmap_view_drop_nodes (self);
}

static void
ember_heatmap_view_set_property (GObject *object,
                                 guint id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (object);

  switch (id)
    {
    case PROP_PALETTE:
      if ((int) self->style.palette == g_value_get_int (value))
        return;
      self->style.palette = (EmberPalette) g_value_get_int (value);
      ember_heatmap_view_drop_nodes (self);
      break;
    case PROP_RULER:
      ember_heatmap_view_set_ruler_on (self, g_value_get_boolean (value));
      return;
    case PROP_SCALE:
      if ((int) self->style.curve == g_value_get_int (value))
        return;
      self->style.curve = (EmberCurve) g_value_get_int (value);
      ember_heatmap_view_drop_nodes (self);
      break;
    case PROP_CLIP:
      if (self->style.clip == g_value_get_double (value))
        return;
      self->style.clip = g_value_get_double (value);
      ember_heatmap_view_drop_nodes (self);
      break;
    case PROP_WALL_CLOCK:
      if (self->with_time_of_day == g_value_get_boolean (value))
        return;
      self->with_time_of_day = g_value_get_boolean (value);
      update_time_of_day (self);
      update_readout (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
ember_heatmap_view_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  const bool is_small = EMBER_HEATMAP_VIEW (widget)->style.is_bare;

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : is_small ? SMALL_HEIGHT
                                                                                : LEAST_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : is_small ? SMALL_HEIGHT
                                                                                  : NATURAL_HEIGHT;
}

static void
ember_heatmap_view_size_allocate (GtkWidget *widget,
                                  int width,
                                  int height,
                                  int baseline)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);

  ember_heatmap_view_update (self);
  ember_heatmap_view_update_hover (self);
  ember_heatmap_view_update_label (self);
}

static void
ember_heatmap_view_snapshot (GtkWidget *widget,
                             GtkSnapshot *snapshot)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);

  ember_heatmap_view_draw (self, snapshot);
  gtk_widget_snapshot_child (widget, self->overview, snapshot);
  gtk_widget_snapshot_child (widget, self->row_bar, snapshot);
}

static void
ember_heatmap_view_css_changed (GtkWidget *widget,
                                GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ember_heatmap_view_parent_class)->css_changed (widget, change);
  gtk_widget_queue_allocate (widget);
}

static void
ember_heatmap_view_direction_changed (GtkWidget *widget,
                                      GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (ember_heatmap_view_parent_class)->direction_changed (widget, previous);
  gtk_widget_queue_allocate (widget);
}

/* By Tab and the like, not by a click or by the program. */
static gboolean
ember_heatmap_view_focus (GtkWidget *widget,
                          GtkDirectionType direction)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);
  gboolean is_taken;

  self->is_tabbed_to = true;
  is_taken = GTK_WIDGET_CLASS (ember_heatmap_view_parent_class)->focus (widget, direction);
  self->is_tabbed_to = false;
  return is_taken;
}

static void
ember_heatmap_view_class_init (EmberHeatmapViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ember_heatmap_view_dispose;
  object_class->finalize = ember_heatmap_view_finalize;
  object_class->get_property = ember_heatmap_view_get_property;
  object_class->set_property = ember_heatmap_view_set_property;
  widget_class->measure = ember_heatmap_view_measure;
  widget_class->size_allocate = ember_heatmap_view_size_allocate;
  widget_class->snapshot = ember_heatmap_view_snapshot;
  widget_class->focus = ember_heatmap_view_focus;
  widget_class->css_changed = ember_heatmap_view_css_changed;
  widget_class->direction_changed = ember_heatmap_view_direction_changed;

  properties[PROP_PALETTE] = g_param_spec_int ("palette", NULL, NULL, 0, EMBER_N_PALETTES - 1, EMBER_PALETTE_CLASSIC,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_RULER] = g_param_spec_boolean ("ruler", NULL, NULL, FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_ROW_FACTOR] = g_param_spec_uint ("row-factor", NULL, NULL, 1, EMBER_HEATMAP_MAX_ROWS, 1,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SCALE] = g_param_spec_int ("scale", NULL, NULL, 0, EMBER_N_CURVES - 1, EMBER_CURVE_LINEAR,
                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_CLIP] = g_param_spec_double ("clip", NULL, NULL, EMBER_LEAST_CLIP, EMBER_CLIP_NOTHING, EMBER_CLIP_NOTHING,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_READOUT] = g_param_spec_string ("readout", NULL, NULL, "",
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_WALL_CLOCK] = g_param_spec_boolean ("wall-clock", NULL, NULL, FALSE,
                                                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_HAS_SELECTION] = g_param_spec_boolean ("has-selection", NULL, NULL, FALSE,
                                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                             0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[BASELINE_CHANGED] = g_signal_new ("baseline-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[ZOOM_CHANGED] = g_signal_new ("zoom-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "heatmap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  ember_heatmap_view_class_init_input (widget_class);
  ember_heatmap_view_class_init_band (widget_class);
  ember_heatmap_view_class_init_ruler (widget_class);
  ember_heatmap_view_class_init_zoom (widget_class);
  ember_heatmap_view_class_init_scale (widget_class);
}

static void
ember_heatmap_view_init (EmberHeatmapView *self)
{
  self->readout = g_strdup ("");
  self->style.clip = EMBER_CLIP_NOTHING;
  self->row_factor = 1;
  self->pick.grid.n_rows = 1;
  self->baseline_pick.grid.n_rows = 1;
  self->active = &self->pick;
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (scale_factor_cb), NULL);
  ember_heatmap_view_init_ruler (self);
  ember_heatmap_view_init_band (self);
  ember_heatmap_view_init_input (self);
  ember_heatmap_view_init_zoom (self);
  ember_heatmap_view_update_label (self);
  update_actions (self);
}

GtkWidget *
ember_heatmap_view_new (void)
{
  return g_object_new (EMBER_TYPE_HEATMAP_VIEW, NULL);
}

/* On another grid the cursor is where it was in time. A map of nothing is one that is to be replaced by another recording's. */
static void
keep_cursor (EmberHeatmapView *self,
             const EmberHeatmapGrid *grid)
{
  const EmberHeatmapGrid *last = &self->pick.grid;

  if (grid->n_columns == 0)
    {
      self->cursor = (EmberCell){ 0, 0 };
      self->zoom = (EmberHeatmapZoom){ 0 };
    }
  else if (last->n_columns > 0)
    {
      self->cursor = ember_heatmap_grid_clamp (grid, ember_heatmap_grid_get_cell (last, self->cursor).begin_ns);
    }
}

void
ember_heatmap_view_set_heatmap (EmberHeatmapView *self,
                                EmberHeatmap *heatmap)
{
  static const EmberHeatmapGrid no_grid = { 0, 1, 0, 1, false };
  const EmberHeatmapGrid *grid = heatmap != NULL ? &heatmap->grid : &no_grid;

  g_return_if_fail (EMBER_IS_HEATMAP_VIEW (self));
  if (heatmap == self->heatmap)
    return;
  g_clear_pointer (&self->heatmap, ember_heatmap_unref);
  self->heatmap = heatmap != NULL ? ember_heatmap_ref (heatmap) : NULL;
  if (!ember_heatmap_grid_equal (&self->pick.grid, grid))
    {
      ember_heatmap_view_take_result (self, self->active, ember_heatmap_pick_cancel (self->active));
      keep_cursor (self, grid);
      ember_heatmap_pick_set_grid (&self->pick, grid);
      ember_heatmap_pick_set_grid (&self->baseline_pick, grid);
      self->is_extending = false;
    }
  ember_heatmap_view_update_ruler (self);
  ember_heatmap_view_update_marking (self);
  ember_heatmap_view_update (self);
  ember_heatmap_view_update_hover (self);
  ember_heatmap_view_update_words (self);
  ember_heatmap_view_update_label (self);
}

void
ember_heatmap_view_set_table_set (EmberHeatmapView *self,
                                  const EmberTableSet *set)
{
  g_return_if_fail (EMBER_IS_HEATMAP_VIEW (self));
  g_clear_pointer (&self->set, ember_table_set_free);
  self->set = set != NULL ? ember_table_set_copy (set) : NULL;
  ember_heatmap_view_update_ruler (self);
  update_time_of_day (self);
  ember_heatmap_view_update_words (self);
}

void
ember_heatmap_view_set_selection (EmberHeatmapView *self,
                                  EmberTimeRange range)
{
  ember_heatmap_view_set_banded_selection (self, range, (EmberBand){ 0 });
}

void
ember_heatmap_view_set_banded_selection (EmberHeatmapView *self,
                                         EmberTimeRange range,
                                         EmberBand band)
{
  g_return_if_fail (EMBER_IS_HEATMAP_VIEW (self));
  if (ember_heatmap_pick_choose (&self->pick, range) == EMBER_PICK_NOTHING && ember_band_equal (&self->banding.band, &band))
    return;
  self->banding.band = band;
  if (!ember_time_range_is_empty (range) && ember_heatmap_view_has_cells (self) && !self->style.is_bare)
    ember_heatmap_view_show_cell (self, ember_heatmap_grid_clamp (&self->heatmap->grid, range.begin_ns));
  self->is_extending = false;
  ember_heatmap_view_update_ranges (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_SELECTION]);
}

EmberTimeRange
ember_heatmap_view_get_selection (EmberHeatmapView *self)
{
  g_return_val_if_fail (EMBER_IS_HEATMAP_VIEW (self), ((EmberTimeRange){ 0, 0 }));
  return ember_heatmap_pick_get_range (&self->pick);
}
