/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/selection-bar.h"

#include "paint/flame-layout.h"
#include "session/selection.h"
#include "ui/range-entry.h"
#include "ui/settings.h"
#include "ui/template.h"
#include "ui/yielding-layout.h"

struct _EmberSelectionBar
{
  GtkWidget parent_instance;

  GtkLabel *label;
  EmberRangeEntry *range_entry;
  GtkWidget *clear_button;
  GtkDropDown *merge_choice;
  GtkWidget *baseline_button;
  GtkDropDown *order_choice;

  EmberSession *session;
  gboolean with_time_of_day;
};

enum
{
  PROP_WALL_CLOCK = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmberSelectionBar, ember_selection_bar, GTK_TYPE_WIDGET)

static char *
dup_words (EmberSelectionBar *self,
           const EmberTableSet *set)
{
  const EmberSelection selection = ember_selection_new_banded (set, ember_session_get_range (self->session), ember_session_get_band (self->session));
  g_autofree char *words = ember_selection_dup_words (&selection);
  g_autofree char *time_of_day = self->with_time_of_day ? ember_selection_dup_time_of_day (&selection) : NULL;

  return time_of_day != NULL ? g_strjoin (" · ", time_of_day, words, NULL) : g_steal_pointer (&words);
}

static void
changed_cb (EmberSelectionBar *self)
{
  const EmberTableSet *set = ember_session_get_table_set (self->session);
  const gboolean has_selection = ember_session_has_selection (self->session);
  g_autofree char *words = set != NULL ? dup_words (self, set) : NULL;

  gtk_label_set_text (self->label, words != NULL ? words : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), words);
  gtk_widget_set_visible (self->clear_button, has_selection);
  gtk_widget_set_visible (self->baseline_button, has_selection);
}

static void
ember_selection_bar_get_property (GObject *object,
                                  guint id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  if (id == PROP_WALL_CLOCK)
    g_value_set_boolean (value, EMBER_SELECTION_BAR (object)->with_time_of_day);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ember_selection_bar_set_property (GObject *object,
                                  guint id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  EmberSelectionBar *self = EMBER_SELECTION_BAR (object);

  if (id != PROP_WALL_CLOCK)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->with_time_of_day == g_value_get_boolean (value))
    return;
  self->with_time_of_day = g_value_get_boolean (value);
  changed_cb (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
ember_selection_bar_dispose (GObject *object)
{
  g_clear_object (&EMBER_SELECTION_BAR (object)->session);
  ember_template_dispose (GTK_WIDGET (object), EMBER_TYPE_SELECTION_BAR);
  G_OBJECT_CLASS (ember_selection_bar_parent_class)->dispose (object);
}

static void
ember_selection_bar_class_init (EmberSelectionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = ember_selection_bar_get_property;
  G_OBJECT_CLASS (klass)->set_property = ember_selection_bar_set_property;
  G_OBJECT_CLASS (klass)->dispose = ember_selection_bar_dispose;
  properties[PROP_WALL_CLOCK] = g_param_spec_boolean ("wall-clock", NULL, NULL, FALSE,
                                                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  g_type_ensure (EMBER_TYPE_YIELDING_LAYOUT);
  g_type_ensure (EMBER_TYPE_RANGE_ENTRY);
  gtk_widget_class_set_css_name (widget_class, "selectionbar");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/selection-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberSelectionBar, label);
  gtk_widget_class_bind_template_child (widget_class, EmberSelectionBar, range_entry);
  gtk_widget_class_bind_template_child (widget_class, EmberSelectionBar, clear_button);
  gtk_widget_class_bind_template_child (widget_class, EmberSelectionBar, merge_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberSelectionBar, baseline_button);
  gtk_widget_class_bind_template_child (widget_class, EmberSelectionBar, order_choice);
}

static void
ember_selection_bar_init (EmberSelectionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ember_selection_bar_bind (EmberSelectionBar *self,
                          EmberSession *session,
                          GSettings *settings)
{
  g_return_if_fail (EMBER_IS_SELECTION_BAR (self));

  self->session = g_object_ref (session);
  ember_range_entry_bind (self->range_entry, session);
  g_signal_connect_object (session, "notify::range", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::table-set", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  ember_settings_bind_choice (settings, "merge-level", self->merge_choice, ember_merge_level_words);
  ember_settings_bind_choice (settings, "sibling-order", self->order_choice, ember_flame_order_words);
  g_settings_bind (settings, "wall-clock", self, "wall-clock", G_SETTINGS_BIND_GET);
  changed_cb (self);
}

const char *
ember_selection_bar_get_words (EmberSelectionBar *self)
{
  return gtk_label_get_text (self->label);
}

void
ember_selection_bar_type_range (EmberSelectionBar *self)
{
  ember_range_entry_open (self->range_entry);
}
