/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/subset.h"

#include "analysis/filter-tables.h"
#include "session/filter-history.h"
#include "session/latest.h"
#include "session/retire.h"
#include "session/subset-work.h"

struct _EmberSubset
{
  GObject parent_instance;

  EmberProfile *profile;
  GPtrArray *choices;             /* EmberEventChoice */
  const EmberEventChoice *choice; /* one of them */
  bool with_idle;                 /* as the filter that holds says, and choice */
  EmberMergeLevel merge_level;
  EmberFilterHistory *history;

  EmberTableSet *whole;
  EmberTableSet *filtered; /* (nullable): what filtered_by leaves of whole */
  EmberFilter *filtered_by;
  EmberProfile *shaped; /* (nullable): profile, of shaped_level */
  EmberMergeLevel shaped_level;
  EmberTableSet *set;
  GError *error;
  EmberLatest *work;
};

enum
{
  SIGNAL_RECORDING_CHANGED,
  SIGNAL_FILTER_CHANGED,
  SIGNAL_EVENT_CHANGED,
  SIGNAL_IDLE_CHANGED,
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmberSubset, ember_subset, G_TYPE_OBJECT)

static void
forget_filtered (EmberSubset *self)
{
  g_clear_pointer (&self->filtered, ember_table_set_free);
  g_clear_pointer (&self->filtered_by, ember_filter_unref);
}

/* @filtered: (transfer full): of @filter
 * @shaped: (transfer full) */
static void
take (EmberSubset *self,
      EmberTableSet *filtered,
      EmberFilter *filter,
      EmberProfile *shaped)
{
  ember_filter_ref (filter);
  forget_filtered (self);
  self->filtered = filtered;
  self->filtered_by = filter;
  if (self->shaped != shaped)
    ember_retire_profile (g_steal_pointer (&self->shaped));
  g_clear_pointer (&self->shaped, ember_profile_unref);
  self->shaped = shaped;
  self->shaped_level = self->merge_level;
  g_clear_pointer (&self->set, ember_table_set_free);
  self->set = ember_table_set_move (filtered, shaped);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static EmberFilter *
get_filter (EmberSubset *self)
{
  return ember_filter_history_get (self->history);
}

/* The tree that stands ready for the merge level, if one does. */
static EmberProfile *
find_shaped (EmberSubset *self)
{
  if (self->merge_level == EMBER_MERGE_COMM)
    return self->profile;
  return self->shaped != NULL && self->shaped_level == self->merge_level ? self->shaped : NULL;
}

static EmberTableSet *
find_filtered (EmberSubset *self)
{
  const bool is_same = self->filtered != NULL && ember_filter_equal (self->filtered_by, get_filter (self));

  if (!ember_filter_is_active (get_filter (self)))
    return self->whole;
  return is_same ? self->filtered : NULL;
}

/* What is wanted changed; nothing that is under way fits any more. */
static void
renew (EmberSubset *self)
{
  EmberProfile *shaped = find_shaped (self);
  const EmberTableSet *filtered = find_filtered (self);
  EmberSubsetRequest *request;

  ember_latest_cancel (self->work);
  g_clear_error (&self->error);
  if (shaped != NULL && filtered != NULL)
    {
      take (self, ember_table_set_copy (filtered), get_filter (self), ember_profile_ref (shaped));
      return;
    }
  request = ember_subset_request_new (self->whole, get_filter (self), self->merge_level);
  request->filtered = filtered != NULL ? ember_table_set_copy (filtered) : NULL;
  request->shaped = shaped != NULL ? ember_profile_ref (shaped) : NULL;
  ember_latest_push (self->work, request);
}

/* A filter that cannot be asked leaves all samples, and the error says so. */
static void
work_done_cb (gpointer data,
              gpointer user_data)
{
  EmberSubset *self = user_data;
  EmberSubsetResult *result = data;
  g_autoptr (EmberFilter) nothing = ember_filter_new ();

  if (result == NULL)
    return;
  self->error = g_steal_pointer (&result->error);
  if (self->error != NULL)
    take (self, ember_table_set_copy (self->whole), nothing, g_steal_pointer (&result->shaped));
  else
    take (self, g_steal_pointer (&result->filtered), get_filter (self), g_steal_pointer (&result->shaped));
  ember_subset_result_free (result);
}

static void
renew_whole (EmberSubset *self)
{
  forget_filtered (self);
  g_clear_pointer (&self->whole, ember_table_set_free);
  self->whole = ember_table_set_new (self->profile, self->choice->events, self->choice->n_events, self->with_idle);
  renew (self);
}

static const EmberEventChoice *
find_choice (EmberSubset *self,
             const char *name)
{
  g_autoptr (EmberEventChoice) wanted = self->profile != NULL ? ember_event_choice_find (self->profile, name) : NULL;

  for (guint i = 0; wanted != NULL && i < self->choices->len; i++)
    {
      const EmberEventChoice *choice = g_ptr_array_index (self->choices, i);

      if (g_str_equal (choice->name, wanted->name))
        return choice;
    }
  return NULL;
}

/* That of the filter, as far as the recording has it. */
static const EmberEventChoice *
find_wanted_choice (EmberSubset *self)
{
  const EmberEventChoice *choice = find_choice (self, ember_filter_tables_get_event (get_filter (self)));

  return choice != NULL ? choice : find_choice (self, NULL);
}

static void
clear_sets (EmberSubset *self)
{
  forget_filtered (self);
  g_clear_pointer (&self->whole, ember_table_set_free);
  g_clear_pointer (&self->set, ember_table_set_free);
}

static void
drop_sets (EmberSubset *self)
{
  ember_latest_cancel (self->work);
  clear_sets (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
drop_all (EmberSubset *self)
{
  clear_sets (self);
  ember_retire_profile (g_steal_pointer (&self->shaped));
  ember_retire_profile (g_steal_pointer (&self->profile));
  g_clear_error (&self->error);
}

static void
ember_subset_dispose (GObject *object)
{
  EmberSubset *self = EMBER_SUBSET (object);

  g_clear_pointer (&self->work, ember_latest_free);
  drop_all (self);
  G_OBJECT_CLASS (ember_subset_parent_class)->dispose (object);
}

static void
ember_subset_finalize (GObject *object)
{
  EmberSubset *self = EMBER_SUBSET (object);

  g_ptr_array_unref (self->choices);
  ember_filter_history_free (self->history);
  G_OBJECT_CLASS (ember_subset_parent_class)->finalize (object);
}

static guint
add_signal (EmberSubsetClass *klass,
            const char *name)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ember_subset_class_init (EmberSubsetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ember_subset_dispose;
  object_class->finalize = ember_subset_finalize;
  signals[SIGNAL_RECORDING_CHANGED] = add_signal (klass, "recording-changed");
  signals[SIGNAL_FILTER_CHANGED] = add_signal (klass, "filter-changed");
  signals[SIGNAL_EVENT_CHANGED] = add_signal (klass, "event-changed");
  signals[SIGNAL_IDLE_CHANGED] = add_signal (klass, "idle-changed");
  signals[SIGNAL_CHANGED] = add_signal (klass, "changed");
}

static void
ember_subset_init (EmberSubset *self)
{
  self->choices = g_ptr_array_new ();
  self->history = ember_filter_history_new ();
  self->work = ember_latest_new (ember_subset_work, work_done_cb, self, ember_subset_request_free, ember_subset_result_free);
}

EmberSubset *
ember_subset_new (void)
{
  return g_object_new (EMBER_TYPE_SUBSET, NULL);
}

void
ember_subset_set_profile (EmberSubset *self,
                          EmberProfile *profile)
{
  g_return_if_fail (EMBER_IS_SUBSET (self));

  forget_filtered (self);
  ember_retire_profile (g_steal_pointer (&self->shaped));
  ember_retire_profile (g_steal_pointer (&self->profile));
  self->profile = ember_profile_ref (profile);
  g_ptr_array_unref (self->choices);
  self->choices = ember_event_choices_new (profile);
  self->choice = find_wanted_choice (self);
  g_signal_emit (self, signals[SIGNAL_RECORDING_CHANGED], 0);
  if (self->choice != NULL)
    renew_whole (self);
  else
    drop_sets (self);
}

void
ember_subset_forget (EmberSubset *self)
{
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) filter = NULL;

  g_return_if_fail (EMBER_IS_SUBSET (self));

  ember_latest_cancel (self->work);
  drop_all (self);
  g_ptr_array_set_size (self->choices, 0);
  self->choice = NULL;
  filter = ember_filter_tables_with_idle (nothing, self->with_idle);
  ember_filter_history_reset (self->history, filter);
  g_signal_emit (self, signals[SIGNAL_RECORDING_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_FILTER_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

EmberProfile *
ember_subset_get_profile (EmberSubset *self)
{
  return self->profile;
}

const EmberTableSet *
ember_subset_get_whole (EmberSubset *self)
{
  return self->whole;
}

const EmberTableSet *
ember_subset_get_set (EmberSubset *self)
{
  return self->set;
}

const char *
ember_subset_get_event_name (EmberSubset *self)
{
  return self->choice != NULL ? self->choice->name : NULL;
}

const GPtrArray *
ember_subset_get_choices (EmberSubset *self)
{
  return self->choices;
}

bool
ember_subset_set_merge_level (EmberSubset *self,
                              EmberMergeLevel merge_level)
{
  if (self->merge_level == merge_level)
    return false;
  self->merge_level = merge_level;
  if (self->choice != NULL)
    renew (self);
  return true;
}

/* Returns: true, for those that have changed the filter */
static bool
follow_history (EmberSubset *self)
{
  const EmberEventChoice *choice = find_wanted_choice (self);
  const bool with_idle = ember_filter_tables_have_idle (get_filter (self));
  const bool is_other_event = choice != self->choice;
  const bool is_other_idle = with_idle != self->with_idle;

  self->choice = choice;
  self->with_idle = with_idle;
  g_signal_emit (self, signals[SIGNAL_FILTER_CHANGED], 0);
  if (is_other_event)
    g_signal_emit (self, signals[SIGNAL_EVENT_CHANGED], 0);
  if (is_other_idle)
    g_signal_emit (self, signals[SIGNAL_IDLE_CHANGED], 0);
  if (self->choice != NULL && (is_other_event || is_other_idle))
    renew_whole (self);
  else if (self->choice != NULL)
    renew (self);
  return true;
}

bool
ember_subset_set_event_name (EmberSubset *self,
                             const char *name)
{
  const EmberEventChoice *choice = find_choice (self, name);
  g_autoptr (EmberFilter) filter = NULL;

  if (choice == NULL || choice == self->choice)
    return false;
  filter = ember_filter_tables_with_event (get_filter (self), choice != find_choice (self, NULL) ? choice->name : NULL);
  return ember_subset_set_filter (self, filter);
}

bool
ember_subset_set_with_idle (EmberSubset *self,
                            bool with_idle)
{
  g_autoptr (EmberFilter) filter = NULL;

  if (self->with_idle == with_idle)
    return false;
  filter = ember_filter_tables_with_idle (get_filter (self), with_idle);
  if (self->profile != NULL)
    return ember_subset_set_filter (self, filter);
  ember_filter_history_amend (self->history, filter);
  return follow_history (self);
}

bool
ember_subset_set_filter (EmberSubset *self,
                         EmberFilter *filter)
{
  return ember_filter_history_push (self->history, filter) && follow_history (self);
}

bool
ember_subset_undo (EmberSubset *self)
{
  return ember_filter_history_undo (self->history) && follow_history (self);
}

bool
ember_subset_redo (EmberSubset *self)
{
  return ember_filter_history_redo (self->history) && follow_history (self);
}

bool
ember_subset_get_with_idle (EmberSubset *self)
{
  return self->with_idle;
}

EmberMergeLevel
ember_subset_get_merge_level (EmberSubset *self)
{
  return self->merge_level;
}

EmberFilter *
ember_subset_get_filter (EmberSubset *self)
{
  return ember_filter_history_get (self->history);
}

bool
ember_subset_can_undo (EmberSubset *self)
{
  return ember_filter_history_can_undo (self->history);
}

bool
ember_subset_can_redo (EmberSubset *self)
{
  return ember_filter_history_can_redo (self->history);
}

const GError *
ember_subset_get_error (EmberSubset *self)
{
  return self->error;
}

bool
ember_subset_is_busy (EmberSubset *self)
{
  return ember_latest_is_busy (self->work);
}
