/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/opening.h"

#include "session/loader.h"
#include "session/naming.h"

#define PROGRESS_INTERVAL_MS 100

struct _EmberOpening
{
  GObject parent_instance;

  GFile *file;
  GCancellable *reading;      /* NULL: nothing is being read */
  GCancellable *naming;       /* NULL: no names are being looked up */
  GCancellable *fetching;     /* of that: asking servers */
  EmberNamingProgress *named; /* of that */
  guint named_id;
  EmberProgress *progress;
  guint progress_id;
  EmberProfile *nameless; /* (nullable): what waits for names, or waited, as it was read */
  char **symbol_folders;  /* (nullable): */
  gboolean with_inlined;
  gboolean asks_servers;
  gboolean is_thorough;       /* what is or was looked up last is also what takes longer */
  gboolean is_naming_stopped; /* the user did not want to wait for names */
};

enum
{
  SIGNAL_READ,
  SIGNAL_NAMED,
  SIGNAL_ENDED,
  SIGNAL_PROGRESSED,
  SIGNAL_NAMING_PROGRESSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmberOpening, ember_opening, G_TYPE_OBJECT)

static gboolean
progress_timeout_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_PROGRESSED], 0);
  return G_SOURCE_CONTINUE;
}

static void
abandon_reading (EmberOpening *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_object (&self->reading);
}

static gboolean
named_timeout_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_NAMING_PROGRESSED], 0);
  return G_SOURCE_CONTINUE;
}

static void
forget_naming (EmberOpening *self)
{
  g_clear_handle_id (&self->named_id, g_source_remove);
  g_clear_pointer (&self->named, ember_naming_progress_unref);
  g_clear_object (&self->fetching);
  g_clear_object (&self->naming);
}

static void
abandon_naming (EmberOpening *self)
{
  if (self->naming == NULL)
    return;
  g_cancellable_cancel (self->naming);
  g_cancellable_cancel (self->fetching);
  forget_naming (self);
}

static gboolean
wants_more (EmberOpening *self)
{
  return self->with_inlined || self->asks_servers;
}

static void naming_done_cb (GObject *source,
                            GAsyncResult *result,
                            gpointer user_data);

static void
begin_naming (EmberOpening *self,
              gboolean is_thorough)
{
  EmberNamingOptions options = {
    .folders = (const char *const *) self->symbol_folders,
    .recording = self->file,
    .with_inlined = is_thorough && self->with_inlined,
    .asks_servers = is_thorough && self->asks_servers,
  };

  abandon_naming (self);
  self->is_naming_stopped = FALSE;
  if (self->nameless == NULL)
    return;
  self->is_thorough = is_thorough;
  self->naming = g_cancellable_new ();
  options.fetching = self->fetching = g_cancellable_new ();
  options.count = self->named = ember_naming_progress_new ();
  self->named_id = g_timeout_add (PROGRESS_INTERVAL_MS, named_timeout_cb, self);
  ember_naming_async (self->nameless, &options, self->progress, self->naming, naming_done_cb, g_object_ref (self));
}

/* Names come first; what is inlined, and what servers have, takes longer, and follows. */
static void
naming_done_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (EmberOpening) self = user_data;
  g_autoptr (EmberProfile) named = ember_naming_finish (result, NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->naming)
    return;
  forget_naming (self);
  if (named != NULL && wants_more (self) && !self->is_thorough)
    begin_naming (self, TRUE);
  if (named != NULL)
    g_signal_emit (self, signals[SIGNAL_NAMED], 0, named);
  g_signal_emit (self, signals[SIGNAL_NAMING_PROGRESSED], 0);
}

static void
reading_done_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (EmberOpening) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = ember_load_finish (result, &error);

  /* A newer reading, or none, took the place of a cancelled one. */
  if (g_task_get_cancellable (G_TASK (result)) != self->reading)
    return;
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_object (&self->reading);
  if (profile != NULL)
    g_signal_emit (self, signals[SIGNAL_READ], 0, profile);
  else
    g_signal_emit (self, signals[SIGNAL_ENDED], 0, ember_progress_is_stopped (self->progress) ? NULL : error);
}

static void
ember_opening_dispose (GObject *object)
{
  EmberOpening *self = EMBER_OPENING (object);

  abandon_reading (self);
  abandon_naming (self);
  g_clear_pointer (&self->progress, ember_progress_unref);
  g_clear_pointer (&self->nameless, ember_profile_unref);
  g_clear_pointer (&self->symbol_folders, g_strfreev);
  g_clear_object (&self->file);
  G_OBJECT_CLASS (ember_opening_parent_class)->dispose (object);
}

static guint
add_signal (EmberOpeningClass *klass,
            const char *name,
            guint n_params)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_params, G_TYPE_POINTER);
}

static void
ember_opening_class_init (EmberOpeningClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ember_opening_dispose;
  signals[SIGNAL_READ] = add_signal (klass, "read", 1);
  signals[SIGNAL_NAMED] = add_signal (klass, "named", 1);
  signals[SIGNAL_ENDED] = add_signal (klass, "ended", 1);
  signals[SIGNAL_PROGRESSED] = add_signal (klass, "progressed", 0);
  signals[SIGNAL_NAMING_PROGRESSED] = add_signal (klass, "naming-progressed", 0);
}

static void
ember_opening_init (EmberOpening *self)
{
}

EmberOpening *
ember_opening_new (void)
{
  return g_object_new (EMBER_TYPE_OPENING, NULL);
}

void
ember_opening_read (EmberOpening *self,
                    GFile *file)
{
  const EmberReadOptions options = { .symbol_folders = (const char *const *) self->symbol_folders };

  g_return_if_fail (EMBER_IS_OPENING (self));

  abandon_reading (self);
  abandon_naming (self);
  if (g_set_object (&self->file, file))
    g_clear_pointer (&self->nameless, ember_profile_unref);
  self->reading = g_cancellable_new ();
  g_clear_pointer (&self->progress, ember_progress_unref);
  self->progress = ember_progress_new ();
  self->progress_id = g_timeout_add (PROGRESS_INTERVAL_MS, progress_timeout_cb, self);
  ember_load_async (file, &options, self->progress, self->reading, reading_done_cb, g_object_ref (self));
}

void
ember_opening_name (EmberOpening *self,
                    EmberProfile *profile)
{
  g_return_if_fail (EMBER_IS_OPENING (self));

  abandon_naming (self);
  g_clear_pointer (&self->nameless, ember_profile_unref);
  if (ember_naming_is_needed (profile))
    self->nameless = ember_profile_ref (profile);
  ember_opening_name_again (self);
}

void
ember_opening_name_again (EmberOpening *self)
{
  g_return_if_fail (EMBER_IS_OPENING (self));

  begin_naming (self, FALSE);
}

/* Where more is wanted, names that are under way come first. */
static gboolean
set_wish (EmberOpening *self,
          gboolean *wish,
          gboolean is_wanted)
{
  if (*wish == is_wanted)
    return FALSE;
  *wish = is_wanted;
  if (!is_wanted || self->naming == NULL || self->is_thorough)
    begin_naming (self, wants_more (self));
  return TRUE;
}

gboolean
ember_opening_get_with_inlined (EmberOpening *self)
{
  return self->with_inlined;
}

gboolean
ember_opening_set_with_inlined (EmberOpening *self,
                                gboolean with_inlined)
{
  g_return_val_if_fail (EMBER_IS_OPENING (self), FALSE);

  return set_wish (self, &self->with_inlined, with_inlined);
}

gboolean
ember_opening_get_asks_servers (EmberOpening *self)
{
  return self->asks_servers;
}

gboolean
ember_opening_set_asks_servers (EmberOpening *self,
                                gboolean asks_servers)
{
  g_return_val_if_fail (EMBER_IS_OPENING (self), FALSE);

  return set_wish (self, &self->asks_servers, asks_servers);
}

const char *const *
ember_opening_get_symbol_folders (EmberOpening *self)
{
  static const char *const none[] = { NULL };

  return self->symbol_folders != NULL ? (const char *const *) self->symbol_folders : none;
}

void
ember_opening_set_symbol_folders (EmberOpening *self,
                                  const char *const *folders)
{
  static const char *const none[] = { NULL };

  g_return_if_fail (EMBER_IS_OPENING (self));

  if (g_strv_equal (ember_opening_get_symbol_folders (self), folders != NULL ? folders : none))
    return;
  g_strfreev (self->symbol_folders);
  self->symbol_folders = g_strdupv ((char **) folders);
  ember_opening_name_again (self);
}

EmberNamingState
ember_opening_get_naming (EmberOpening *self)
{
  EmberNamingState state = { .is_stopped = self->is_naming_stopped };

  if (self->naming == NULL)
    return state;
  state.is_busy = TRUE;
  state.asks_servers = self->is_thorough && self->asks_servers && !g_cancellable_is_cancelled (self->fetching);
  ember_naming_progress_get (self->named, &state.n_done, &state.n_all);
  return state;
}

void
ember_opening_stop_naming (EmberOpening *self)
{
  g_return_if_fail (EMBER_IS_OPENING (self));

  if (self->naming == NULL)
    return;
  if (ember_opening_get_naming (self).asks_servers)
    g_cancellable_cancel (self->fetching);
  else
    {
      abandon_naming (self);
      self->is_naming_stopped = !self->is_thorough;
    }
  g_signal_emit (self, signals[SIGNAL_NAMING_PROGRESSED], 0);
}

void
ember_opening_stop (EmberOpening *self)
{
  g_return_if_fail (EMBER_IS_OPENING (self));

  if (self->reading != NULL)
    ember_progress_stop (self->progress);
}

gboolean
ember_opening_cancel (EmberOpening *self)
{
  g_return_val_if_fail (EMBER_IS_OPENING (self), FALSE);

  if (self->reading == NULL)
    return FALSE;
  abandon_reading (self);
  return TRUE;
}

gboolean
ember_opening_is_reading (EmberOpening *self)
{
  return self->reading != NULL;
}

gboolean
ember_opening_is_busy (EmberOpening *self)
{
  return self->reading != NULL || self->naming != NULL;
}

EmberProgress *
ember_opening_get_progress (EmberOpening *self)
{
  return self->progress;
}

GFile *
ember_opening_get_file (EmberOpening *self)
{
  return self->file;
}
