/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/flame-view-steps.h"

/* Names of a function are compared, which no expression can make slow. */
void
ember_flame_view_find_marked (EmberFlameView *self)
{
  g_clear_pointer (&self->marked_frames, g_free);
  if (self->mark != NULL && self->graph != NULL)
    self->marked_frames = ember_mark_find_frames (self->mark, ember_flame_graph_get_profile (self->graph), NULL, NULL);
}

void
ember_flame_view_outline_mark (EmberFlameView *self,
                               cairo_t *cr)
{
  const EmberFlameOutline outline = ember_flame_outline_of_mark (self->marked_frames, &self->theme);

  if (self->marked_frames != NULL)
    ember_flame_painter_outline (cr, &self->layout, &self->geometry, &outline);
}

void
ember_flame_view_set_mark (EmberFlameView *self,
                           EmberMark *mark)
{
  g_return_if_fail (EMBER_IS_FLAME_VIEW (self));

  if (mark == self->mark || (mark != NULL && self->mark != NULL && ember_mark_equal (mark, self->mark)))
    return;
  if (mark != NULL)
    ember_mark_ref (mark);
  g_clear_pointer (&self->mark, ember_mark_unref);
  self->mark = mark;
  ember_flame_view_find_marked (self);
  ember_flame_view_redraw (self);
}

gboolean
ember_flame_view_show_mark (EmberFlameView *self)
{
  const EmberStacks *stacks;
  EmberStackId widest = EMBER_STACK_ROOT;
  uint64_t most = 0;

  g_return_val_if_fail (EMBER_IS_FLAME_VIEW (self), FALSE);

  if (self->marked_frames == NULL)
    return FALSE;
  stacks = ember_flame_graph_get_stacks (self->graph);
  for (EmberStackId id = 0; id < ember_stacks_get_n (stacks);)
    {
      const uint64_t total = ember_flame_graph_get_total (self->graph, self->measure, id);
      const bool is_meant = self->marked_frames[ember_stacks_get_frame (stacks, id)];

      if (is_meant && total > most)
        {
          widest = id;
          most = total;
        }
      /* Below a box that is not wider there is none that is. */
      id = total > most ? id + 1 : ember_stacks_get_end (stacks, id);
    }
  if (most == 0)
    return FALSE;
  self->has_pointer = false;
  self->is_cursor_shown = true;
  ember_flame_view_reveal (self, widest);
  return TRUE;
}

gboolean
ember_flame_view_get_cursor_frame (EmberFlameView *self,
                                   EmberFrameId *frame)
{
  g_return_val_if_fail (EMBER_IS_FLAME_VIEW (self), FALSE);

  if (self->graph == NULL || !self->has_cursor || self->cursor == EMBER_STACK_ROOT)
    return FALSE;
  *frame = ember_stacks_get_frame (ember_flame_graph_get_stacks (self->graph), self->cursor);
  return TRUE;
}
