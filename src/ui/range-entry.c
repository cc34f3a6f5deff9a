/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/range-entry.h"

#include <glib/gi18n.h>

#include "profile/band-text.h"
#include "profile/time-text.h"
#include "session/view.h"
#include "ui/template.h"

struct _EmberRangeEntry
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkEditable *range_entry;
  GtkEditable *band_entry;
  GtkLabel *message;

  EmberSession *session;
};

G_DEFINE_FINAL_TYPE (EmberRangeEntry, ember_range_entry, GTK_TYPE_WIDGET)

static void
say (EmberRangeEntry *self,
     const char *message)
{
  /* Translators: a hint below two entries, of a range of time and of a band */
  gtk_label_set_text (self->message, message != NULL ? message : _ ("A range is in seconds on the axis; with a band only that part of each of its columns counts."));
}

static int64_t
get_origin (EmberRangeEntry *self)
{
  return ember_profile_get_origin (ember_session_get_profile (self->session));
}

static char *
dup_range (EmberRangeEntry *self)
{
  const EmberTimeRange range = ember_session_get_range (self->session);
  EmberTimeSpan span;

  if (ember_time_range_is_empty (range))
    return g_strdup ("");
  span = ember_view_get_span (range, get_origin (self));
  return ember_view_dup_span (&span);
}

static char *
dup_band (EmberRangeEntry *self)
{
  const EmberBand band = ember_session_get_band (self->session);
  EmberBandSpan span;

  if (!ember_band_is_active (&band))
    return g_strdup ("");
  span = ember_band_get_span (&band, ember_session_get_column_ns (self->session));
  return ember_band_span_format (&span);
}

static void
show_cb (EmberRangeEntry *self)
{
  g_autofree char *range = NULL;
  g_autofree char *band = NULL;

  if (ember_session_get_profile (self->session) == NULL)
    return;
  range = dup_range (self);
  band = dup_band (self);
  gtk_editable_set_text (self->range_entry, range);
  gtk_editable_set_text (self->band_entry, band);
  gtk_widget_remove_css_class (GTK_WIDGET (self->range_entry), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->band_entry), "error");
  say (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->range_entry));
}

static char *
dup_typed (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

/* @range: (out): empty for everything, as nothing says */
static bool
parse_range (EmberRangeEntry *self,
             EmberTimeRange *range,
             GError **error)
{
  const EmberTimeRange all = ember_profile_get_range (ember_session_get_profile (self->session));
  g_autofree char *text = dup_typed (self->range_entry);
  char begin[EMBER_TIME_TEXT_SIZE], end[EMBER_TIME_TEXT_SIZE];
  EmberTimeSpan span;

  *range = (EmberTimeRange){ 0, 0 };
  if (text[0] == '\0')
    return true;
  if (!ember_time_span_parse (text, &span, error))
    return false;
  *range = ember_time_range_intersect (ember_time_span_resolve (&span, get_origin (self)), all);
  if (!ember_time_range_is_empty (*range))
    return true;
  ember_time_text_format (all.begin_ns - get_origin (self), 0, begin);
  ember_time_text_format (all.end_ns - get_origin (self), 0, end);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* Translators: what the user typed, then the first and last second of the recording */
               _ ("Nothing was recorded in “%s”, only from %s to %s."), text, begin, end);
  return false;
}

/* @band: (out): none where nothing is said */
static bool
parse_band (EmberRangeEntry *self,
            EmberBand *band,
            GError **error)
{
  g_autofree char *text = dup_typed (self->band_entry);
  EmberBandSpan span;

  *band = (EmberBand){ 0 };
  if (text[0] == '\0')
    return true;
  return ember_band_span_parse (text, &span, error) &&
         ember_band_span_resolve (&span, get_origin (self), ember_session_get_column_ns (self->session), band, error);
}

static void
mark_good (GtkEditable *entry,
           gboolean is_good)
{
  if (is_good)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
}

static void
select_cb (EmberRangeEntry *self)
{
  g_autoptr (GError) range_error = NULL;
  g_autoptr (GError) band_error = NULL;
  EmberTimeRange range;
  EmberBand band;

  if (ember_session_get_profile (self->session) == NULL)
    return;
  mark_good (self->range_entry, parse_range (self, &range, &range_error));
  mark_good (self->band_entry, parse_band (self, &band, &band_error));
  if (range_error != NULL || band_error != NULL)
    {
      say (self, range_error != NULL ? range_error->message : band_error->message);
      gtk_widget_grab_focus (GTK_WIDGET (range_error != NULL ? self->range_entry : self->band_entry));
      return;
    }
  ember_session_set_banded_range (self->session, range, band);
  gtk_menu_button_popdown (self->button);
}

static void
update (EmberRangeEntry *self)
{
  const EmberProfile *profile = ember_session_get_profile (self->session);

  gtk_widget_set_visible (GTK_WIDGET (self), profile != NULL && ember_profile_has_times (profile));
  if (profile == NULL)
    gtk_menu_button_popdown (self->button);
}

static void
ember_range_entry_dispose (GObject *object)
{
  g_clear_object (&EMBER_RANGE_ENTRY (object)->session);
  ember_template_dispose (GTK_WIDGET (object), EMBER_TYPE_RANGE_ENTRY);
  G_OBJECT_CLASS (ember_range_entry_parent_class)->dispose (object);
}

static void
ember_range_entry_class_init (EmberRangeEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_range_entry_dispose;
  gtk_widget_class_set_css_name (widget_class, "rangeentry");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/range-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberRangeEntry, button);
  gtk_widget_class_bind_template_child (widget_class, EmberRangeEntry, range_entry);
  gtk_widget_class_bind_template_child (widget_class, EmberRangeEntry, band_entry);
  gtk_widget_class_bind_template_child (widget_class, EmberRangeEntry, message);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
  gtk_widget_class_bind_template_callback (widget_class, select_cb);
}

static void
ember_range_entry_init (EmberRangeEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ember_range_entry_bind (EmberRangeEntry *self,
                        EmberSession *session)
{
  g_return_if_fail (EMBER_IS_RANGE_ENTRY (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::profile", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
ember_range_entry_open (EmberRangeEntry *self)
{
  g_return_if_fail (EMBER_IS_RANGE_ENTRY (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_menu_button_popup (self->button);
}
