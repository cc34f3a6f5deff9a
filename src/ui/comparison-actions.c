/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/comparison-actions.h"

/* What the actions work on lives as long as they do. */
typedef struct
{
  EmberSession *session;
  EmberComparison *comparison;
  GSimpleActionGroup *group; /* borrowed: it owns this */
} Subject;

static void
subject_free (gpointer data)
{
  Subject *subject = data;

  g_signal_handlers_disconnect_by_data (subject->session, subject);
  g_signal_handlers_disconnect_by_data (subject->comparison, subject);
  g_object_unref (subject->session);
  g_object_unref (subject->comparison);
  g_free (subject);
}

static void
enable (Subject *subject,
        const char *name,
        gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (subject->group), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

static void
update (Subject *subject)
{
  const gboolean is_active = ember_comparison_is_active (subject->comparison);
  const gboolean has_range = ember_session_has_selection (subject->session);

  enable (subject, "use-as-baseline", has_range && ember_comparison_get_other (subject->comparison) == NULL);
  enable (subject, "flip", is_active);
  enable (subject, "clear", is_active);
}

/* Of a band its columns as a whole, and it stays selected: what is different in it is asked then. */
static void
use_as_baseline_cb (GSimpleAction *action,
                    GVariant *parameter,
                    gpointer user_data)
{
  Subject *subject = user_data;

  const EmberBand band = ember_session_get_band (subject->session);
  const EmberTimeRange range = ember_session_get_range (subject->session);
  const bool is_all = ember_time_range_is_empty (range);

  ember_comparison_set_baseline (subject->comparison, is_all ? ember_profile_get_range (ember_session_get_profile (subject->session)) : range);
  if (!ember_band_is_active (&band))
    ember_session_set_range (subject->session, (EmberTimeRange){ 0, 0 });
}

static void
flip_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  ember_comparison_flip (((Subject *) user_data)->comparison);
}

static void
clear_cb (GSimpleAction *action,
          GVariant *parameter,
          gpointer user_data)
{
  ember_comparison_clear (((Subject *) user_data)->comparison);
}

GActionGroup *
ember_comparison_actions_new (EmberSession *session,
                              EmberComparison *comparison)
{
  static const GActionEntry entries[] = {
    { .name = "use-as-baseline", .activate = use_as_baseline_cb },
    { .name = "flip", .activate = flip_cb },
    { .name = "clear", .activate = clear_cb },
  };
  GSimpleActionGroup *group = g_simple_action_group_new ();
  g_autoptr (GPropertyAction) shows_gone = g_property_action_new ("shows-gone", comparison, "shows-gone");
  Subject *subject = g_new (Subject, 1);

  *subject = (Subject){ g_object_ref (session), g_object_ref (comparison), group };
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), subject);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (shows_gone));
  g_object_set_data_full (G_OBJECT (group), "ember-subject", subject, subject_free);
  g_signal_connect_swapped (session, "notify::range", G_CALLBACK (update), subject);
  g_signal_connect_swapped (comparison, "notify", G_CALLBACK (update), subject);
  update (subject);
  return G_ACTION_GROUP (group);
}
