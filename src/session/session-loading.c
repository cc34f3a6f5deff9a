/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/session-private.h"

#include "formats/format.h"
#include "session/naming.h"

static void
set_state (EmberSession *self,
           EmberSessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  ember_session_notify (self, EMBER_SESSION_PROP_STATE);
}

static void
forget_profile (EmberSession *self)
{
  ember_heatmap_keeper_cancel (self->heatmap_keeper);
  ember_graph_keeper_cancel (self->graph_keeper);
  ember_subset_forget (self->subset);
}

static void
progressed_cb (EmberSession *self)
{
  if (!self->is_reload)
    ember_heatmap_keeper_preview (self->heatmap_keeper, ember_opening_get_progress (self->opening));
  ember_session_notify (self, EMBER_SESSION_PROP_PROGRESS);
}

/* The picture comes first: names follow, and with them the graph is made anew. */
static void
read_cb (EmberSession *self,
         EmberProfile *profile)
{
  ember_heatmap_keeper_cancel (self->heatmap_keeper);
  ember_subset_set_profile (self->subset, profile);
  set_state (self, EMBER_SESSION_READY);
  ember_opening_name (self->opening, profile);
}

/* Loading brought nothing. */
static void
back_to_before (EmberSession *self)
{
  EmberProfile *profile = ember_subset_get_profile (self->subset);

  if (profile == NULL)
    forget_profile (self);
  else if (ember_naming_is_needed (profile))
    ember_opening_name (self->opening, profile);
  set_state (self, profile != NULL ? EMBER_SESSION_READY : EMBER_SESSION_EMPTY);
}

static void
ended_cb (EmberSession *self,
          const GError *error)
{
  ember_heatmap_keeper_cancel (self->heatmap_keeper);
  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);
  if (error == NULL || (self->is_reload && ember_session_get_profile (self) != NULL))
    {
      back_to_before (self);
      return;
    }
  forget_profile (self);
  set_state (self, EMBER_SESSION_FAILED);
}

static void
begin_loading (EmberSession *self,
               GFile *file,
               gboolean is_reload)
{
  self->is_reload = is_reload;
  g_clear_error (&self->error);
  ember_opening_read (self->opening, file);
  set_state (self, EMBER_SESSION_LOADING);
  ember_session_notify (self, EMBER_SESSION_PROP_PROGRESS);
}

void
ember_session_init_loading (EmberSession *self)
{
  self->opening = ember_opening_new ();
  g_signal_connect_object (self->opening, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->opening, "named", G_CALLBACK (ember_session_replace_profile), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->opening, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->opening, "progressed", G_CALLBACK (progressed_cb), self, G_CONNECT_SWAPPED);
}

void
ember_session_load (EmberSession *self,
                    GFile *file)
{
  g_return_if_fail (EMBER_IS_SESSION (self));

  forget_profile (self);
  ember_session_set_column_ns (self, EMBER_SECOND_NS);
  begin_loading (self, file, FALSE);
}

void
ember_session_reload (EmberSession *self)
{
  g_return_if_fail (EMBER_IS_SESSION (self));

  if (ember_opening_get_file (self->opening) == NULL)
    return;
  begin_loading (self, ember_opening_get_file (self->opening), ember_session_get_profile (self) != NULL);
}

void
ember_session_stop_loading (EmberSession *self)
{
  g_return_if_fail (EMBER_IS_SESSION (self));

  ember_opening_stop (self->opening);
}

void
ember_session_cancel_loading (EmberSession *self)
{
  g_return_if_fail (EMBER_IS_SESSION (self));

  if (ember_opening_cancel (self->opening))
    back_to_before (self);
}

EmberSessionState
ember_session_get_state (EmberSession *self)
{
  return self->state;
}

GFile *
ember_session_get_file (EmberSession *self)
{
  return ember_opening_get_file (self->opening);
}

const GError *
ember_session_get_error (EmberSession *self)
{
  return self->error;
}

char *
ember_session_dup_help_command (EmberSession *self)
{
  GFile *file = ember_opening_get_file (self->opening);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *quoted = path != NULL ? g_shell_quote (path) : NULL;

  if (quoted == NULL || !g_error_matches (self->error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_PERF_DATA))
    return NULL;
  return g_strdup_printf ("perf script --header -i %s > recording.txt", quoted);
}

EmberLoadProgress
ember_session_get_progress (EmberSession *self)
{
  EmberProgress *progress = ember_opening_get_progress (self->opening);
  EmberProgressState state = { .n_bytes_total = -1 };

  if (progress != NULL)
    state = ember_progress_get_state (progress);
  return (EmberLoadProgress){
    .n_bytes = state.n_bytes,
    .n_bytes_total = state.n_bytes_total,
    .n_samples = state.n_samples,
  };
}
