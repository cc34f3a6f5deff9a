/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/filter-bar.h"

#include <glib/gi18n.h>

#include "analysis/filter-tables.h"
#include "profile/amount-text.h"
#include "session/filter-counter.h"
#include "ui/filter-chip.h"
#include "ui/template.h"

struct _EmberFilterBar
{
  GtkWidget parent_instance;

  GtkWidget *bar;
  GtkScrolledWindow *scroller;
  GtkBox *chips;
  GtkWidget *add_button;
  GtkLabel *summary;

  EmberSession *session;
  EmberFilterCounter *counter;
};

G_DEFINE_FINAL_TYPE (EmberFilterBar, ember_filter_bar, GTK_TYPE_WIDGET)

static uint32_t
get_index (GtkWidget *chip)
{
  uint32_t index = 0;

  while ((chip = gtk_widget_get_prev_sibling (chip)) != NULL)
    index++;
  return index;
}

static void
switched_cb (EmberFilterChip *chip,
             gboolean is_on,
             gpointer user_data)
{
  EmberFilterBar *self = user_data;
  g_autoptr (EmberFilter) filter = ember_filter_with_enabled (ember_session_get_filter (self->session), get_index (GTK_WIDGET (chip)), is_on);

  ember_session_set_filter (self->session, filter);
}

static void
removed_cb (EmberFilterChip *chip,
            gpointer user_data)
{
  EmberFilterBar *self = user_data;
  g_autoptr (EmberFilter) filter = ember_filter_without (ember_session_get_filter (self->session), get_index (GTK_WIDGET (chip)));

  ember_session_set_filter (self->session, filter);
}

static void
add_chip (EmberFilterBar *self)
{
  GtkWidget *chip = ember_filter_chip_new ();

  g_signal_connect_object (chip, "switched", G_CALLBACK (switched_cb), self, 0);
  g_signal_connect_object (chip, "removed", G_CALLBACK (removed_cb), self, 0);
  gtk_box_append (self->chips, chip);
}

/* The keyboard goes on with the chip before, or with adding one. */
static void
drop_last_chip (EmberFilterBar *self)
{
  GtkWidget *chip = gtk_widget_get_last_child (GTK_WIDGET (self->chips));
  GtkWidget *before = gtk_widget_get_prev_sibling (chip);

  if (gtk_widget_get_focus_child (GTK_WIDGET (self->chips)) == chip)
    gtk_widget_child_focus (before != NULL ? before : self->add_button, GTK_DIR_TAB_FORWARD);
  gtk_box_remove (self->chips, chip);
}

/* A file that was read again may have lost the event of a chip.
 * Returns: (transfer full) (nullable): */
static char *
dup_missing (EmberFilterBar *self)
{
  const EmberProfile *profile = ember_session_get_profile (self->session);
  const char *name = profile != NULL ? ember_filter_tables_find_missing_event (ember_session_get_filter (self->session), profile) : NULL;

  /* Translators: %s is the name of an event */
  return name != NULL ? g_strdup_printf (_ ("The recording has no event “%s”."), name) : NULL;
}

static void
update_counts (EmberFilterBar *self)
{
  const EmberTableSet *whole = ember_session_get_whole_set (self->session);
  const uint64_t n_all = whole != NULL ? ember_table_set_count (whole, EMBER_TIME_RANGE_ALL) : 0;
  EmberFilter *filter = ember_session_get_filter (self->session);
  g_autofree char *missing = dup_missing (self);
  uint32_t i = 0;

  for (GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips)); chip != NULL; chip = gtk_widget_get_next_sibling (chip))
    {
      const EmberFilterCondition *condition = ember_filter_get (filter, i++);
      uint64_t n_samples;
      const bool is_known = ember_filter_counter_get (self->counter, condition, &n_samples);

      if (missing != NULL && condition->kind == EMBER_FILTER_EVENT)
        ember_filter_chip_set_missing (EMBER_FILTER_CHIP (chip), missing);
      else
        ember_filter_chip_set_count (EMBER_FILTER_CHIP (chip), is_known ? &n_samples : NULL, n_all);
    }
}

static void
update_chips (EmberFilterBar *self)
{
  EmberFilter *filter = ember_session_get_filter (self->session);
  const uint32_t n = ember_filter_get_n (filter);
  uint32_t n_chips = 0;
  GtkWidget *chip;

  for (chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips)); chip != NULL; chip = gtk_widget_get_next_sibling (chip))
    n_chips++;
  for (; n_chips < n; n_chips++)
    add_chip (self);
  for (; n_chips > n; n_chips--)
    drop_last_chip (self);
  chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips));
  for (uint32_t i = 0; i < n; i++, chip = gtk_widget_get_next_sibling (chip))
    ember_filter_chip_set_condition (EMBER_FILTER_CHIP (chip), ember_filter_get (filter, i), ember_session_get_profile (self->session));
  gtk_widget_set_visible (self->bar, n > 0);
  update_counts (self);
}

static char *
dup_summary (EmberFilterBar *self)
{
  const EmberTableSet *whole = ember_session_get_whole_set (self->session);
  const EmberTableSet *set = ember_session_get_table_set (self->session);
  g_autofree char *some = NULL;
  g_autofree char *all = NULL;
  uint64_t n_some;

  if (set == NULL || whole == NULL)
    return g_strdup ("");
  n_some = ember_table_set_count (set, EMBER_TIME_RANGE_ALL);
  if (n_some == 0)
    return g_strdup (_ ("No samples pass the filters"));
  some = ember_amount_text_dup (n_some);
  all = ember_amount_text_dup_samples (ember_table_set_count (whole, EMBER_TIME_RANGE_ALL));
  /* Translators: what filters leave: a number, and "5,120 samples" */
  return g_strdup_printf (_ ("%s of %s"), some, all);
}

static void
update_summary (EmberFilterBar *self)
{
  const GError *error = ember_subset_get_error (ember_session_get_subset (self->session));
  g_autofree char *summary = NULL;

  if (!gtk_widget_get_visible (self->bar))
    return;
  summary = error != NULL ? g_strdup (error->message) : dup_summary (self);
  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), summary);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->summary), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->summary), "error");
}

/* The chip that was added last is the one to look at. */
static void
adjustment_changed_cb (EmberFilterBar *self,
                       GtkAdjustment *adjustment)
{
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static void
filter_changed_cb (EmberFilterBar *self)
{
  update_chips (self);
  update_summary (self);
}

static void
ember_filter_bar_dispose (GObject *object)
{
  EmberFilterBar *self = EMBER_FILTER_BAR (object);

  ember_template_dispose (GTK_WIDGET (self), EMBER_TYPE_FILTER_BAR);
  g_clear_object (&self->counter);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_filter_bar_parent_class)->dispose (object);
}

static void
ember_filter_bar_class_init (EmberFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_filter_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "filterbar");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberFilterBar, bar);
  gtk_widget_class_bind_template_child (widget_class, EmberFilterBar, scroller);
  gtk_widget_class_bind_template_child (widget_class, EmberFilterBar, chips);
  gtk_widget_class_bind_template_child (widget_class, EmberFilterBar, add_button);
  gtk_widget_class_bind_template_child (widget_class, EmberFilterBar, summary);
}

static void
ember_filter_bar_init (EmberFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "changed", G_CALLBACK (adjustment_changed_cb), self, G_CONNECT_SWAPPED);
}

void
ember_filter_bar_bind (EmberFilterBar *self,
                       EmberSession *session)
{
  g_return_if_fail (EMBER_IS_FILTER_BAR (self) && self->session == NULL);

  self->session = g_object_ref (session);
  self->counter = ember_filter_counter_new (ember_session_get_subset (session));
  g_signal_connect_object (session, "notify::filter", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::table-set", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->counter, "changed", G_CALLBACK (update_counts), self, G_CONNECT_SWAPPED);
  filter_changed_cb (self);
}
