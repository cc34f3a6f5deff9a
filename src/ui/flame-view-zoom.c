/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "ui/flame-view-steps.h"

#define ANIMATION_US INT64_C (150000)
/* Steps of a wheel that follow each other this fast are one place to go back to. */
#define GESTURE_PAUSE_US INT64_C (700000)
#define MIN_SPAN 1e-10
#define MAX_PLACES 200

static bool
spans_equal (EmberFlameSpan a,
             EmberFlameSpan b)
{
  return a.begin == b.begin && a.end == b.end;
}

static EmberFlameSpan
clamp_span (EmberFlameSpan span)
{
  const double length = CLAMP (span.end - span.begin, MIN_SPAN, 1);
  const double begin = CLAMP ((span.begin + span.end - length) / 2, 0, 1 - length);

  return (EmberFlameSpan){ begin, begin + length };
}

/* Where the view will be when nothing moves any more. */
static EmberFlameSpan
get_target (EmberFlameView *self)
{
  return self->animation != 0 ? self->animation_to : self->geometry.span;
}

/* A node without samples in this range has no place: its nearest ancestor with some stands for it. */
static EmberFlameSpan
get_anchor_span (EmberFlameView *self)
{
  const EmberStacks *stacks = ember_flame_graph_get_stacks (self->graph);
  EmberStackId id = self->anchor.id;
  EmberFlameSpan part = self->anchor.part;
  EmberFlameSpan span;

  while (id != EMBER_STACK_ROOT && ember_flame_graph_get_total (self->graph, self->measure, id) == 0)
    {
      id = ember_stacks_get_parent (stacks, id);
      part = EMBER_FLAME_SPAN_ALL;
    }
  span = ember_flame_span_of (self->graph, self->measure, self->order, id);
  return clamp_span ((EmberFlameSpan){
      span.begin + part.begin * (span.end - span.begin),
      span.begin + part.end * (span.end - span.begin),
  });
}

void
ember_flame_view_stop_animation (EmberFlameView *self)
{
  if (self->animation != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->animation);
  self->animation = 0;
}

void
ember_flame_view_apply_anchor (EmberFlameView *self)
{
  ember_flame_view_stop_animation (self);
  self->geometry.span = self->graph != NULL ? get_anchor_span (self) : EMBER_FLAME_SPAN_ALL;
}

static gboolean
animate_cb (GtkWidget *widget,
            GdkFrameClock *clock,
            gpointer user_data)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (widget);
  const int64_t now_us = gdk_frame_clock_get_frame_time (clock);
  const double t = (double) (now_us - self->animation_begin_us) / ANIMATION_US;
  const double eased = 1 - pow (1 - CLAMP (t, 0, 1), 3);

  self->geometry.span.begin = self->animation_from.begin + (self->animation_to.begin - self->animation_from.begin) * eased;
  self->geometry.span.end = self->animation_from.end + (self->animation_to.end - self->animation_from.end) * eased;
  if (t >= 1)
    {
      self->geometry.span = self->animation_to;
      self->animation = 0;
    }
  ember_flame_view_update (self);
  return t < 1;
}

static bool
has_animations (EmberFlameView *self)
{
  gboolean is_enabled;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &is_enabled, NULL);
  return is_enabled && gtk_widget_get_mapped (GTK_WIDGET (self));
}

static void
move_to (EmberFlameView *self,
         EmberFlameSpan span,
         bool is_animated)
{
  ember_flame_view_stop_animation (self);
  if (is_animated && has_animations (self) && !spans_equal (span, self->geometry.span))
    {
      self->animation_from = self->geometry.span;
      self->animation_to = span;
      self->animation_begin_us = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (GTK_WIDGET (self)));
      self->animation = gtk_widget_add_tick_callback (GTK_WIDGET (self), animate_cb, NULL, NULL);
    }
  else
    {
      self->geometry.span = span;
      ember_flame_view_update (self);
    }
  ember_flame_view_update_actions (self);
  ember_flame_view_tell_zoom (self);
}

/* The deepest node that is as wide as the view or wider, there. */
static EmberStackId
find_node_around (EmberFlameView *self,
                  EmberFlameSpan span)
{
  const EmberStacks *stacks = ember_flame_graph_get_stacks (self->graph);
  const double slack = (span.end - span.begin) * 1e-6;
  EmberStackId id = EMBER_STACK_ROOT;
  EmberFlameLayout layout;

  ember_flame_layout_init (&layout);
  ember_flame_layout_update (&layout, self->graph, self->measure, self->order, span, 1, 0.5);
  for (uint32_t row = 0; row < ember_flame_layout_get_n_rows (&layout); row++)
    {
      const EmberFlameBox *box = ember_flame_layout_find (&layout, row, 0.5);

      if (box == NULL || box->is_merged || box->begin_px > slack || box->end_px < 1 - slack)
        break;
      id = box->id;
      g_assert (ember_stacks_get_depth (stacks, id) == row);
    }
  ember_flame_layout_clear (&layout);
  return id;
}

static void
set_anchor_from_span (EmberFlameView *self,
                      EmberFlameSpan span)
{
  const EmberStackId id = find_node_around (self, span);
  const EmberFlameSpan node = ember_flame_span_of (self->graph, self->measure, self->order, id);
  const double width = node.end - node.begin;

  self->anchor = (EmberFlameAnchor){ id, { (span.begin - node.begin) / width, (span.end - node.begin) / width } };
}

void
ember_flame_view_push_place (EmberFlameView *self,
                             bool is_step)
{
  const int64_t now_us = g_get_monotonic_time ();

  if (!is_step || now_us - self->last_push_us > GESTURE_PAUSE_US)
    {
      if (self->back->len == MAX_PLACES)
        g_array_remove_index (self->back, 0);
      g_array_append_val (self->back, self->anchor);
      g_array_set_size (self->forward, 0);
    }
  self->last_push_us = is_step ? now_us : 0;
}

void
ember_flame_view_zoom_to (EmberFlameView *self,
                          EmberStackId id)
{
  if (self->graph == NULL || ember_flame_graph_get_total (self->graph, self->measure, id) == 0)
    return;
  if (self->anchor.id != id || !spans_equal (self->anchor.part, EMBER_FLAME_SPAN_ALL))
    ember_flame_view_push_place (self, false);
  self->anchor = (EmberFlameAnchor){ id, EMBER_FLAME_SPAN_ALL };
  move_to (self, get_anchor_span (self), true);
  ember_flame_view_show_row (self, ember_stacks_get_depth (ember_flame_graph_get_stacks (self->graph), id));
}

void
ember_flame_view_zoom_to_span (EmberFlameView *self,
                               EmberFlameSpan span,
                               bool is_animated)
{
  if (self->graph == NULL || ember_flame_graph_get_total (self->graph, self->measure, EMBER_STACK_ROOT) == 0)
    return;
  span = clamp_span (span);
  set_anchor_from_span (self, span);
  move_to (self, span, is_animated);
}

void
ember_flame_view_zoom_at (EmberFlameView *self,
                          double x_px,
                          double factor)
{
  const EmberFlameSpan span = self->geometry.span;
  const double at = ember_flame_geometry_find_part (&self->geometry, CLAMP (x_px, 0, self->geometry.width_px));
  const double length = CLAMP ((span.end - span.begin) / factor, MIN_SPAN, 1);
  const double begin = CLAMP (at - (at - span.begin) * length / (span.end - span.begin), 0, 1 - length);

  if (length == span.end - span.begin)
    return;
  ember_flame_view_push_place (self, true);
  ember_flame_view_zoom_to_span (self, (EmberFlameSpan){ begin, begin + length }, false);
}

bool
ember_flame_view_is_zoomed (EmberFlameView *self)
{
  const EmberFlameSpan span = get_target (self);

  return span.begin > 0 || span.end < 1 || self->anchor.id != EMBER_STACK_ROOT;
}

bool
ember_flame_view_go (EmberFlameView *self,
                     bool is_forward)
{
  GArray *from = is_forward ? self->forward : self->back;
  GArray *to = is_forward ? self->back : self->forward;

  if (self->graph == NULL || from->len == 0)
    return false;
  g_array_append_val (to, self->anchor);
  self->anchor = g_array_index (from, EmberFlameAnchor, from->len - 1);
  g_array_set_size (from, from->len - 1);
  self->last_push_us = 0;
  move_to (self, get_anchor_span (self), true);
  ember_flame_view_show_row (self, ember_stacks_get_depth (ember_flame_graph_get_stacks (self->graph), self->anchor.id));
  return true;
}

static bool
is_same_frame (EmberProfile *a,
               EmberFrameId frame_a,
               EmberProfile *b,
               EmberFrameId frame_b)
{
  if (a == b)
    return frame_a == frame_b;
  return strcmp (ember_profile_get_frame_name (a, frame_a), ember_profile_get_frame_name (b, frame_b)) == 0 &&
         strcmp (ember_profile_get_frame_module (a, frame_a), ember_profile_get_frame_module (b, frame_b)) == 0;
}

/* The node of the same names, or as much of its path as there is. */
static EmberStackId
find_same_stack (const EmberFlameGraph *old,
                 EmberStackId id,
                 const EmberFlameGraph *new,
                 bool *is_whole)
{
  const EmberStacks *old_stacks = ember_flame_graph_get_stacks (old);
  const EmberStacks *stacks = ember_flame_graph_get_stacks (new);
  EmberStackId parent, end;

  if (id == EMBER_STACK_ROOT)
    return id;
  parent = find_same_stack (old, ember_stacks_get_parent (old_stacks, id), new, is_whole);
  end = ember_stacks_get_end (stacks, parent);
  for (EmberStackId child = parent + 1; child < end && *is_whole; child = ember_stacks_get_end (stacks, child))
    if (is_same_frame (ember_flame_graph_get_profile (old), ember_stacks_get_frame (old_stacks, id),
                       ember_flame_graph_get_profile (new), ember_stacks_get_frame (stacks, child)))
      return child;
  *is_whole = false;
  return parent;
}

static void
carry_anchor (EmberFlameAnchor *anchor,
              const EmberFlameGraph *old,
              const EmberFlameGraph *new)
{
  bool is_whole = true;

  anchor->id = find_same_stack (old, anchor->id, new, &is_whole);
  if (!is_whole)
    anchor->part = EMBER_FLAME_SPAN_ALL;
}

void
ember_flame_view_carry_over (EmberFlameView *self,
                             const EmberFlameGraph *old,
                             const EmberFlameGraph *new)
{
  bool is_whole = true;

  carry_anchor (&self->anchor, old, new);
  for (guint i = 0; i < self->back->len; i++)
    carry_anchor (&g_array_index (self->back, EmberFlameAnchor, i), old, new);
  for (guint i = 0; i < self->forward->len; i++)
    carry_anchor (&g_array_index (self->forward, EmberFlameAnchor, i), old, new);
  self->cursor = find_same_stack (old, self->cursor, new, &is_whole);
  self->has_cursor = self->has_cursor && is_whole;
}

void
ember_flame_view_forget_places (EmberFlameView *self)
{
  self->anchor = (EmberFlameAnchor){ EMBER_STACK_ROOT, EMBER_FLAME_SPAN_ALL };
  g_array_set_size (self->back, 0);
  g_array_set_size (self->forward, 0);
  self->has_cursor = false;
}

GArray *
ember_flame_view_dup_zoom (EmberFlameView *self)
{
  GArray *frames = g_array_new (FALSE, FALSE, sizeof (EmberFrameId));
  const EmberStacks *stacks;

  g_return_val_if_fail (EMBER_IS_FLAME_VIEW (self), frames);

  if (self->graph == NULL)
    return frames;
  stacks = ember_flame_graph_get_stacks (self->graph);
  g_array_set_size (frames, ember_stacks_get_depth (stacks, self->anchor.id));
  for (EmberStackId id = self->anchor.id; id != EMBER_STACK_ROOT; id = ember_stacks_get_parent (stacks, id))
    g_array_index (frames, EmberFrameId, ember_stacks_get_depth (stacks, id) - 1) = ember_stacks_get_frame (stacks, id);
  return frames;
}
