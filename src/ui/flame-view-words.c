/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <string.h>

#include "paint/flame-colors.h"
#include "profile/amount-text.h"
#include "ui/flame-view-steps.h"

static EmberFrameId
get_frame (EmberFlameView *self,
           EmberStackId id)
{
  return ember_stacks_get_frame (ember_flame_graph_get_stacks (self->graph), id);
}

char *
ember_flame_view_dup_name (EmberFlameView *self,
                           EmberStackId id)
{
  EmberProfile *profile = ember_flame_graph_get_profile (self->graph);

  /* The root of a graph around a function is that function. */
  if (get_frame (self, id) == 0)
    return g_strdup (ember_flame_hue_get_name (EMBER_FLAME_HUE_ROOT));
  return g_utf8_make_valid (ember_profile_get_frame_name (profile, get_frame (self, id)), -1);
}

static char *
dup_module (EmberFlameView *self,
            EmberStackId id)
{
  return g_utf8_make_valid (ember_profile_get_frame_module (ember_flame_graph_get_profile (self->graph), get_frame (self, id)), -1);
}

/* How much of what is in view lies in the box. */
static char *
dup_share_of_view (EmberFlameView *self,
                   const EmberFlameBox *box)
{
  const double width_px = self->geometry.width_px;

  return ember_amount_text_dup_percent (100 * (MIN (box->end_px, width_px) - MAX (box->begin_px, 0)) / width_px, 2);
}

/* "412 samples", and "41,200 cycles" where that says more. */
static char *
dup_amount (EmberFlameView *self,
            uint64_t n_samples,
            uint64_t weight)
{
  g_autofree char *samples = ember_amount_text_dup_samples (n_samples);
  g_autofree char *sum = NULL;

  if (n_samples == 0 || !ember_flame_graph_has_weights (self->graph))
    return g_steal_pointer (&samples);
  sum = ember_amount_text_dup_weight (ember_flame_graph_get_set (self->graph), weight);
  /* Translators: "412 samples", then the sum of their weights (periods), as in "41,200 cycles" */
  return g_strdup_printf (_ ("%s, %s"), samples, sum);
}

static char *
dup_total (EmberFlameView *self,
           EmberStackId id)
{
  return dup_amount (self,
                     ember_flame_graph_get_total (self->graph, EMBER_MEASURE_SAMPLES, id),
                     ember_flame_graph_get_total (self->graph, EMBER_MEASURE_WEIGHT, id));
}

static char *
dup_self (EmberFlameView *self,
          EmberStackId id)
{
  return dup_amount (self,
                     ember_flame_graph_get_self (self->graph, EMBER_MEASURE_SAMPLES, id),
                     ember_flame_graph_get_self (self->graph, EMBER_MEASURE_WEIGHT, id));
}

static char *
dup_share_of_all (EmberFlameView *self,
                  uint64_t amount)
{
  return ember_amount_text_dup_share (amount, ember_flame_graph_get_total (self->graph, self->measure, EMBER_STACK_ROOT), 2);
}

static char *
dup_merged_words (EmberFlameView *self,
                  const EmberFlameBox *box)
{
  g_autofree char *name = ember_flame_view_dup_name (self, box->id);
  g_autofree char *of_view = dup_share_of_view (self, box);
  g_autofree char *of_all = dup_share_of_all (self, box->total);

  /* Translators: %s is the caller, then parts of the view and of all samples, as "12.34 %" */
  return g_strdup_printf (_ ("Frames too narrow to draw, called by %s · %s of view · %s of all"), name, of_view, of_all);
}

static char *
dup_words (EmberFlameView *self,
           const EmberFlameBox *box)
{
  g_autofree char *name = NULL;
  g_autofree char *module = NULL;
  g_autofree char *module_name = NULL;
  g_autofree char *total = NULL;
  g_autofree char *own = NULL;
  g_autofree char *of_view = NULL;
  g_autofree char *of_all = NULL;
  g_autofree char *words = NULL;
  g_autofree char *change = NULL;

  if (box->is_merged)
    return dup_merged_words (self, box);
  name = ember_flame_view_dup_name (self, box->id);
  module = dup_module (self, box->id);
  module_name = module[0] != '\0' ? g_path_get_basename (module) : g_strdup (ember_flame_hue_get_name (ember_flame_hue_get (ember_flame_graph_get_profile (self->graph), get_frame (self, box->id))));
  total = dup_total (self, box->id);
  own = dup_self (self, box->id);
  of_view = dup_share_of_view (self, box);
  of_all = dup_share_of_all (self, box->total);
  /* Translators: symbol (module) · amount · self amount · parts of the view and of all samples, as "12.34 %" */
  words = g_strdup_printf (_ ("%s (%s) · %s · self %s · %s of view · %s of all"), name, module_name, total, own, of_view, of_all);
  change = ember_flame_view_dup_change (self, box->id, self->basis);
  return change != NULL ? g_strjoin (" · ", words, change, NULL) : g_steal_pointer (&words);
}

/* A line of a tooltip, or nothing. */
static char *
dup_change_line (EmberFlameView *self,
                 EmberStackId id,
                 EmberChangeBasis basis)
{
  g_autofree char *change = ember_flame_view_dup_change (self, id, basis);

  return change != NULL ? g_strconcat ("\n", change, NULL) : g_strdup ("");
}

char *
ember_flame_view_dup_tooltip (EmberFlameView *self,
                              const EmberFlameBox *box)
{
  g_autofree char *name = ember_flame_view_dup_name (self, box->id);
  g_autofree char *module = dup_module (self, box->id);
  g_autofree char *total = dup_total (self, box->id);
  g_autofree char *own = dup_self (self, box->id);
  g_autofree char *change = dup_change_line (self, box->id, EMBER_CHANGE_OF_TOTAL);
  g_autofree char *own_change = dup_change_line (self, box->id, EMBER_CHANGE_OF_SELF);
  g_autofree char *of_view = dup_share_of_view (self, box);
  g_autofree char *of_all = dup_share_of_all (self, box->total);
  g_autofree char *own_of_all = dup_share_of_all (self, ember_flame_graph_get_self (self->graph, self->measure, box->id));
  const EmberFlameHue hue = ember_flame_hue_get (ember_flame_graph_get_profile (self->graph), get_frame (self, box->id));

  if (box->is_merged)
    return g_markup_printf_escaped (_ ("<b>Frames too narrow to draw</b>\n"
                                       "called by %s\n\n"
                                       "%s of view · %s of all\n"
                                       "<small>Click to look closer</small>"),
                                    name, of_view, of_all);
  /* Translators: symbol, module, kind of code, then amounts, their parts of the view and of all samples, and how they changed */
  return g_markup_printf_escaped (_ ("<b>%s</b>\n"
                                     "<small>%s%s%s</small>\n\n"
                                     "Total: %s\n"
                                     "%s of view · %s of all%s\n\n"
                                     "Self: %s\n"
                                     "%s of all%s"),
                                  name, module, module[0] != '\0' ? " · " : "", ember_flame_hue_get_name (hue), total,
                                  of_view, of_all, change, own, own_of_all, own_change);
}

static bool
boxes_equal (const EmberFlameBox *a,
             const EmberFlameBox *b)
{
  return a->id == b->id && a->is_merged == b->is_merged && a->begin_px == b->begin_px && a->end_px == b->end_px;
}

static void
update_hover (EmberFlameView *self)
{
  const EmberFlameBox *box = self->has_pointer && !self->is_panning ? ember_flame_view_find_box (self, self->pointer_x, self->pointer_y) : NULL;

  if (box == NULL ? !self->has_hover : self->has_hover && boxes_equal (box, &self->hover))
    return;
  self->has_hover = box != NULL;
  if (box != NULL)
    self->hover = *box;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ember_flame_view_update_words (EmberFlameView *self)
{
  const EmberFlameBox *box = NULL;
  char *status;

  if (self->graph != NULL)
    update_hover (self);
  else
    self->has_hover = false;
  if (self->has_hover)
    box = &self->hover;
  else if (self->graph != NULL && ember_flame_view_has_cursor_in_use (self))
    box = ember_flame_layout_find_stack (&self->layout, self->cursor);
  status = box != NULL ? dup_words (self, box) : g_strdup ("");
  if (g_strcmp0 (status, self->status) != 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, status, -1);
  ember_flame_view_take_text (self, &self->status, status, "status");
}
