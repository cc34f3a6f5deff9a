/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "profile/amount-text.h"
#include "ui/flame-view-steps.h"

typedef struct
{
  EmberProfile *profile;
  char *text;
  bool is_regex;
} Request;

static void
request_free (void *data)
{
  Request *request = data;

  ember_profile_unref (request->profile);
  g_free (request->text);
  g_free (request);
}

static void
search_worker (GTask *task,
               gpointer source,
               gpointer task_data,
               GCancellable *cancellable)
{
  const Request *request = task_data;
  GError *error = NULL;
  EmberSearch *search = ember_search_new (request->profile, request->text, request->is_regex, cancellable, &error);

  if (search != NULL)
    g_task_return_pointer (task, search, (GDestroyNotify) ember_search_unref);
  else
    g_task_return_error (task, error);
}

static void
take_search (EmberFlameView *self,
             EmberSearch *search)
{
  g_clear_pointer (&self->search, ember_search_unref);
  self->search = search;
  self->is_at_match = false;
  ember_flame_view_update_summary (self);
  ember_flame_view_update_words (self);
  ember_flame_view_update_actions (self);
  ember_flame_view_redraw (self);
}

static void
search_done_cb (GObject *object,
                GAsyncResult *result,
                gpointer user_data)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (object);
  g_autoptr (GError) error = NULL;
  EmberSearch *search = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  ember_flame_view_take_text (self, &self->search_error, g_strdup (error != NULL ? error->message : ""), "search-error");
  take_search (self, search);
}

void
ember_flame_view_start_search (EmberFlameView *self)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  g_cancellable_cancel (self->search_cancellable);
  g_clear_object (&self->search_cancellable);
  if (self->graph == NULL || self->search_text[0] == '\0')
    {
      ember_flame_view_take_text (self, &self->search_error, g_strdup (""), "search-error");
      take_search (self, NULL);
      return;
    }
  request = g_new (Request, 1);
  request->profile = ember_profile_ref (ember_flame_graph_get_profile (self->graph));
  request->text = g_strdup (self->search_text);
  request->is_regex = self->search_is_regex;
  self->search_cancellable = g_cancellable_new ();
  task = g_task_new (self, self->search_cancellable, search_done_cb, NULL);
  g_task_set_source_tag (task, ember_flame_view_start_search);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, search_worker);
}

/* Returns: (transfer full) (nullable): "3 of 41", where the cursor is at a match */
static char *
dup_match_number (EmberFlameView *self)
{
  const uint32_t n_nodes = ember_stacks_get_n (ember_flame_graph_get_stacks (self->graph));
  g_autofree char *number = NULL;
  g_autofree char *all = NULL;
  EmberStackId found;

  if (!self->has_cursor || !ember_search_find_next (self->search, self->graph, self->cursor, &found) || found != self->cursor)
    return NULL;
  number = ember_amount_text_dup (ember_search_count_nodes (self->search, self->graph, self->cursor + 1));
  all = ember_amount_text_dup (ember_search_count_nodes (self->search, self->graph, n_nodes));
  /* Translators: which of the matching frames the cursor is at, "3 of 41" */
  return g_strdup_printf (_ ("%s of %s"), number, all);
}

void
ember_flame_view_update_summary (EmberFlameView *self)
{
  uint64_t n_samples, n_all;
  g_autofree char *samples = NULL;
  g_autofree char *share = NULL;
  g_autofree char *number = NULL;
  g_autofree char *summary = NULL;

  if (self->search == NULL || self->graph == NULL || ember_search_get_profile (self->search) != ember_flame_graph_get_profile (self->graph))
    {
      ember_flame_view_take_text (self, &self->search_summary, g_strdup (""), "search-summary");
      return;
    }
  n_samples = ember_search_count (self->search, self->graph, EMBER_MEASURE_SAMPLES);
  n_all = ember_flame_graph_get_total (self->graph, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT);
  samples = ember_amount_text_dup_samples (n_samples);
  share = ember_amount_text_dup_share (n_samples, n_all, 1);
  number = dup_match_number (self);
  /* Translators: "412 samples", then their part of all samples, as "12.3 %" */
  summary = g_strdup_printf (_ ("%s, %s matched"), samples, share);
  ember_flame_view_take_text (self, &self->search_summary,
                              number != NULL ? g_strdup_printf ("%s · %s", number, summary) : g_steal_pointer (&summary), "search-summary");
}

void
ember_flame_view_step_match (EmberFlameView *self,
                             bool is_forward)
{
  EmberStackId id;
  EmberStackId n;
  bool is_found;

  if (self->search == NULL || self->graph == NULL || ember_search_get_profile (self->search) != ember_flame_graph_get_profile (self->graph))
    return;
  n = ember_stacks_get_n (ember_flame_graph_get_stacks (self->graph));
  if (is_forward)
    is_found = ember_search_find_next (self->search, self->graph, self->has_cursor ? self->cursor + 1 : 0, &id) ||
               ember_search_find_next (self->search, self->graph, 0, &id);
  else
    is_found = ember_search_find_previous (self->search, self->graph, self->has_cursor ? self->cursor : n, &id) ||
               ember_search_find_previous (self->search, self->graph, n, &id);
  if (!is_found)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  self->has_pointer = false;
  self->is_cursor_shown = true;
  self->is_at_match = true;
  ember_flame_view_reveal (self, id);
}
