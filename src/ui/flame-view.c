/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/flame-view.h"

#include <glib/gi18n.h>

#include "profile/amount-text.h"
#include "ui/flame-view-steps.h"

enum
{
  PROP_IS_ICICLE = 1,
  PROP_SIBLING_ORDER,
  PROP_MEASURE,
  PROP_SEARCH_TEXT,
  PROP_SEARCH_IS_REGEX,
  PROP_SEARCH_SUMMARY,
  PROP_SEARCH_ERROR,
  PROP_STATUS,
  N_PROPS
};

enum
{
  SHOW_WHEN,
  ASK_FILTER,
  CURSOR_MOVED,
  ZOOMED,
  SHOW_AROUND,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmberFlameView, ember_flame_view, GTK_TYPE_WIDGET)

void
ember_flame_view_take_text (EmberFlameView *self,
                            char **text,
                            char *new_text,
                            const char *property)
{
  if (g_strcmp0 (*text, new_text) == 0)
    {
      g_free (new_text);
      return;
    }
  g_free (*text);
  *text = new_text;
  g_object_notify (G_OBJECT (self), property);
}

static void
update_label (EmberFlameView *self)
{
  const bool is_compared = self->difference != NULL;
  const uint64_t n_samples = self->graph != NULL ? ember_flame_graph_get_total (self->graph, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT) : 0;
  g_autofree char *samples = ember_amount_text_dup_samples (n_samples);
  /* Translators: what assistive technology calls the canvas, as in "Flame graph of 5,120 samples";
   * begin with the words for "Flame graph" */
  g_autofree char *label = g_strdup_printf (is_compared ? _ ("Flame graph of %s, compared with a baseline") : _ ("Flame graph of %s"), samples);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
set_order (EmberFlameView *self,
           EmberFlameOrder order)
{
  if (self->order == order)
    return;
  self->order = order;
  ember_flame_view_apply_anchor (self);
  ember_flame_view_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIBLING_ORDER]);
}

static void
set_measure (EmberFlameView *self,
             EmberMeasure measure)
{
  if (self->measure == measure)
    return;
  self->measure = measure;
  ember_flame_view_apply_anchor (self);
  ember_flame_view_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MEASURE]);
}

static void
set_is_icicle (EmberFlameView *self,
               bool is_icicle)
{
  if (self->geometry.is_icicle == is_icicle)
    return;
  self->geometry.is_icicle = is_icicle;
  ember_flame_view_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_ICICLE]);
}

static void
set_search_text (EmberFlameView *self,
                 const char *text)
{
  if (g_strcmp0 (self->search_text, text) == 0)
    return;
  g_free (self->search_text);
  self->search_text = g_strdup (text != NULL ? text : "");
  ember_flame_view_start_search (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_TEXT]);
}

static void
set_search_is_regex (EmberFlameView *self,
                     bool is_regex)
{
  if (self->search_is_regex == is_regex)
    return;
  self->search_is_regex = is_regex;
  ember_flame_view_start_search (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_IS_REGEX]);
}

static void
adjustment_changed_cb (EmberFlameView *self)
{
  const double value_px = gtk_adjustment_get_value (self->adjustment);

  if (self->is_adjusting)
    return;
  ember_flame_view_set_scroll (self, (self->geometry.is_icicle ? value_px : gtk_adjustment_get_upper (self->adjustment) - gtk_adjustment_get_page_size (self->adjustment) - value_px) +
                                         (self->hides_root ? self->geometry.row_px : 0));
}

static void
ember_flame_view_get_property (GObject *object,
                               guint prop_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (object);

  switch (prop_id)
    {
    case PROP_IS_ICICLE:
      g_value_set_boolean (value, self->geometry.is_icicle);
      break;
    case PROP_SIBLING_ORDER:
      g_value_set_int (value, (int) self->order);
      break;
    case PROP_MEASURE:
      g_value_set_int (value, (int) self->measure);
      break;
    case PROP_SEARCH_TEXT:
      g_value_set_string (value, self->search_text);
      break;
    case PROP_SEARCH_IS_REGEX:
      g_value_set_boolean (value, self->search_is_regex);
      break;
    case PROP_SEARCH_SUMMARY:
      g_value_set_string (value, self->search_summary);
      break;
    case PROP_SEARCH_ERROR:
      g_value_set_string (value, self->search_error);
      break;
    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ember_flame_view_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (object);

  switch (prop_id)
    {
    case PROP_IS_ICICLE:
      set_is_icicle (self, g_value_get_boolean (value));
      break;
    case PROP_SIBLING_ORDER:
      set_order (self, (EmberFlameOrder) g_value_get_int (value));
      break;
    case PROP_MEASURE:
      set_measure (self, (EmberMeasure) g_value_get_int (value));
      break;
    case PROP_SEARCH_TEXT:
      set_search_text (self, g_value_get_string (value));
      break;
    case PROP_SEARCH_IS_REGEX:
      set_search_is_regex (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ember_flame_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : 60;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 800 : 360;
}

static void
ember_flame_view_size_allocate (GtkWidget *widget,
                                int width,
                                int height,
                                int baseline)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (widget);
  int scrollbar_width;

  ember_flame_view_update (self);
  gtk_widget_measure (self->scrollbar, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &scrollbar_width, NULL, NULL);
  gtk_widget_size_allocate (self->scrollbar, &(GtkAllocation){ width - scrollbar_width, 0, scrollbar_width, height }, -1);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
ember_flame_view_css_changed (GtkWidget *widget,
                              GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ember_flame_view_parent_class)->css_changed (widget, change);
  if (gtk_widget_get_width (widget) > 0)
    ember_flame_view_update (EMBER_FLAME_VIEW (widget));
}

static gboolean
ember_flame_view_query_tooltip (GtkWidget *widget,
                                int x,
                                int y,
                                gboolean is_keyboard,
                                GtkTooltip *tooltip)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (widget);
  const EmberFlameBox *box;
  g_autofree char *markup = NULL;
  GdkRectangle rectangle;

  if (self->graph == NULL || self->is_panning || (self->menu != NULL && gtk_widget_get_visible (self->menu)))
    return FALSE;
  if (is_keyboard)
    box = self->has_cursor ? ember_flame_layout_find_stack (&self->layout, self->cursor) : NULL;
  else
    box = ember_flame_view_find_box (self, x, y);
  if (box == NULL)
    return FALSE;
  markup = ember_flame_view_dup_tooltip (self, box);
  rectangle = ember_flame_view_get_rectangle (self, box);
  gtk_tooltip_set_markup (tooltip, markup);
  gtk_tooltip_set_tip_area (tooltip, &rectangle);
  return TRUE;
}

static void
ember_flame_view_dispose (GObject *object)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (object);

  ember_flame_view_stop_animation (self);
  g_cancellable_cancel (self->search_cancellable);
  g_clear_object (&self->search_cancellable);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->scrollbar, gtk_widget_unparent);
  g_clear_object (&self->adjustment);
  g_clear_pointer (&self->rows, gsk_render_node_unref);
  g_clear_pointer (&self->search, ember_search_unref);
  g_clear_pointer (&self->mark, ember_mark_unref);
  g_clear_pointer (&self->graph, ember_flame_graph_unref);
  g_clear_pointer (&self->difference, ember_difference_unref);
  G_OBJECT_CLASS (ember_flame_view_parent_class)->dispose (object);
}

static void
ember_flame_view_finalize (GObject *object)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (object);

  ember_flame_layout_clear (&self->layout);
  ember_flame_painter_free (self->painter);
  g_array_unref (self->back);
  g_array_unref (self->forward);
  g_free (self->marked_frames);
  g_free (self->search_text);
  g_free (self->search_summary);
  g_free (self->search_error);
  g_free (self->status);
  G_OBJECT_CLASS (ember_flame_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_IS_ICICLE] = g_param_spec_boolean ("is-icicle", NULL, NULL, FALSE, writable);
  properties[PROP_SIBLING_ORDER] = g_param_spec_int ("sibling-order", NULL, NULL, EMBER_FLAME_ORDER_NAME, EMBER_FLAME_ORDER_WEIGHT, EMBER_FLAME_ORDER_NAME, writable);
  properties[PROP_MEASURE] = g_param_spec_int ("measure", NULL, NULL, EMBER_MEASURE_SAMPLES, EMBER_MEASURE_WEIGHT, EMBER_MEASURE_WEIGHT, writable);
  properties[PROP_SEARCH_TEXT] = g_param_spec_string ("search-text", NULL, NULL, "", writable);
  properties[PROP_SEARCH_IS_REGEX] = g_param_spec_boolean ("search-is-regex", NULL, NULL, FALSE, writable);
  properties[PROP_SEARCH_SUMMARY] = g_param_spec_string ("search-summary", NULL, NULL, "", readable);
  properties[PROP_SEARCH_ERROR] = g_param_spec_string ("search-error", NULL, NULL, "", readable);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, "", readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/* At what is zoomed to where it was nowhere in sight. */
static void
show_cursor (EmberFlameView *self)
{
  const bool is_in_sight = self->has_cursor && ember_flame_layout_find_stack (&self->layout, self->cursor) != NULL;

  if (ember_flame_layout_get_n_rows (&self->layout) == 0)
    return;
  self->has_pointer = false;
  self->is_cursor_shown = true;
  ember_flame_view_set_cursor (self, is_in_sight ? self->cursor : self->anchor.id);
}

/* Comes by Tab and the like, not by a click or by the program; what came by key shows where it is,
 * whatever the pointer rests on. */
static gboolean
ember_flame_view_focus (GtkWidget *widget,
                        GtkDirectionType direction)
{
  const gboolean had_focus = gtk_widget_has_focus (widget);
  const gboolean is_taken = GTK_WIDGET_CLASS (ember_flame_view_parent_class)->focus (widget, direction);

  if (!had_focus && gtk_widget_is_focus (widget))
    show_cursor (EMBER_FLAME_VIEW (widget));
  return is_taken;
}

static void
ember_flame_view_class_init (EmberFlameViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ember_flame_view_get_property;
  object_class->set_property = ember_flame_view_set_property;
  object_class->dispose = ember_flame_view_dispose;
  object_class->finalize = ember_flame_view_finalize;
  install_properties (object_class);
  signals[SHOW_WHEN] = g_signal_new ("show-when", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ASK_FILTER] = g_signal_new ("ask-filter", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_BOOLEAN, G_TYPE_BOOLEAN);
  signals[SHOW_AROUND] = g_signal_new ("show-around", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ZOOMED] = g_signal_new ("zoomed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CURSOR_MOVED] = g_signal_new ("cursor-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  widget_class->measure = ember_flame_view_measure;
  widget_class->size_allocate = ember_flame_view_size_allocate;
  widget_class->css_changed = ember_flame_view_css_changed;
  widget_class->query_tooltip = ember_flame_view_query_tooltip;
  widget_class->focus = ember_flame_view_focus;
  widget_class->snapshot = ember_flame_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "flame");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  ember_flame_view_class_init_actions (widget_class);
  ember_flame_view_class_init_keys (widget_class);
}

static void
ember_flame_view_init (EmberFlameView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->measure = EMBER_MEASURE_WEIGHT;
  self->anchor.part = EMBER_FLAME_SPAN_ALL;
  self->geometry = (EmberFlameGeometry){ .span = EMBER_FLAME_SPAN_ALL, .width_px = 1, .height_px = 1, .row_px = 20 };
  self->painter = ember_flame_painter_new ();
  ember_flame_layout_init (&self->layout);
  self->back = g_array_new (FALSE, FALSE, sizeof (EmberFlameAnchor));
  self->forward = g_array_new (FALSE, FALSE, sizeof (EmberFlameAnchor));
  self->search_text = g_strdup ("");
  self->search_summary = g_strdup ("");
  self->search_error = g_strdup ("");
  self->status = g_strdup ("");
  self->adjustment = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  self->scrollbar = gtk_scrollbar_new (GTK_ORIENTATION_VERTICAL, self->adjustment);
  gtk_widget_set_parent (self->scrollbar, widget);
  gtk_widget_set_child_visible (self->scrollbar, FALSE);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (adjustment_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (ember_flame_view_update), NULL);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (ember_flame_view_update_words), NULL);
  /* The outline of the cursor comes and goes with it. */
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_has_tooltip (widget, TRUE);
  ember_flame_view_init_input (self);
  ember_flame_view_update_actions (self);
  update_label (self);
}

/* Returns: 0 for all samples, and without a graph; the root of a graph around a function is that function */
static EmberFrameId
get_frame (EmberFlameView *self,
           EmberStackId id)
{
  return self->graph != NULL ? ember_stacks_get_frame (ember_flame_graph_get_stacks (self->graph), id) : 0;
}

void
ember_flame_view_ask_when (EmberFlameView *self,
                           EmberStackId id)
{
  const EmberFrameId frame = get_frame (self, id);

  if (frame != 0)
    g_signal_emit (self, signals[SHOW_WHEN], 0, frame);
}

void
ember_flame_view_ask_filter (EmberFlameView *self,
                             EmberStackId id,
                             gboolean is_module,
                             gboolean is_excluding)
{
  const EmberFrameId frame = get_frame (self, id);

  if (frame != 0)
    g_signal_emit (self, signals[ASK_FILTER], 0, frame, is_module, is_excluding);
}

void
ember_flame_view_tell_cursor (EmberFlameView *self)
{
  g_signal_emit (self, signals[CURSOR_MOVED], 0);
}

void
ember_flame_view_tell_zoom (EmberFlameView *self)
{
  g_signal_emit (self, signals[ZOOMED], 0);
}

void
ember_flame_view_ask_around (EmberFlameView *self,
                             EmberFrameId frame)
{
  g_signal_emit (self, signals[SHOW_AROUND], 0, frame);
}

GtkWidget *
ember_flame_view_new (void)
{
  return g_object_new (EMBER_TYPE_FLAME_VIEW, NULL);
}

/* Shows self->difference with it. */
static void
show_graph (EmberFlameView *self,
            EmberFlameGraph *graph)
{
  EmberProfile *new_profile = graph != NULL ? ember_flame_graph_get_profile (graph) : NULL;
  g_autoptr (EmberFlameGraph) old = NULL;
  EmberProfile *old_profile;

  old = g_steal_pointer (&self->graph);
  old_profile = old != NULL ? ember_flame_graph_get_profile (old) : NULL;
  self->graph = graph != NULL ? ember_flame_graph_ref (graph) : NULL;
  self->has_hover = false;
  if (graph == NULL)
    ember_flame_view_forget_places (self);
  if (old != NULL && graph != NULL && ember_flame_graph_get_stacks (old) != ember_flame_graph_get_stacks (graph))
    ember_flame_view_carry_over (self, old, graph);
  if (old_profile != new_profile)
    {
      self->has_scrollbar = false;
      g_clear_pointer (&self->search, ember_search_unref);
      ember_flame_view_start_search (self);
      ember_flame_view_find_marked (self);
    }
  ember_flame_view_apply_anchor (self);
  ember_flame_view_update (self);
  ember_flame_view_update_summary (self);
  ember_flame_view_update_actions (self);
  update_label (self);
}

void
ember_flame_view_set_graph (EmberFlameView *self,
                            EmberFlameGraph *graph)
{
  ember_flame_view_set_compared_graph (self, graph, NULL, EMBER_CHANGE_OF_TOTAL);
}

void
ember_flame_view_set_compared_graph (EmberFlameView *self,
                                     EmberFlameGraph *graph,
                                     EmberDifference *difference,
                                     EmberChangeBasis basis)
{
  g_return_if_fail (EMBER_IS_FLAME_VIEW (self));

  if (self->graph == graph && self->difference == difference && self->basis == basis)
    return;
  g_clear_pointer (&self->difference, ember_difference_unref);
  self->difference = difference != NULL ? ember_difference_ref (difference) : NULL;
  self->basis = basis;
  show_graph (self, graph);
}

EmberDifference *
ember_flame_view_get_difference (EmberFlameView *self)
{
  g_return_val_if_fail (EMBER_IS_FLAME_VIEW (self), NULL);

  return self->difference;
}

EmberFlameGraph *
ember_flame_view_get_graph (EmberFlameView *self)
{
  g_return_val_if_fail (EMBER_IS_FLAME_VIEW (self), NULL);

  return self->graph;
}

void
ember_flame_view_set_hides_root (EmberFlameView *self,
                                 gboolean hides_root)
{
  g_return_if_fail (EMBER_IS_FLAME_VIEW (self));

  self->hides_root = hides_root;
  ember_flame_view_update (self);
}
