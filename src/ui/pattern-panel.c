/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/pattern-panel.h"

#include <glib/gi18n.h>

#include "session/pattern-lister.h"
#include "ui/pattern-words.h"
#include "ui/template.h"

#define MAX_ROWS 200

struct _EmberPatternPanel
{
  GtkWidget parent_instance;

  GtkListBox *list;
  GtkLabel *summary;

  EmberSession *session;
  EmberPatternLister *lister;
};

enum
{
  SIGNAL_POINTED_AT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmberPatternPanel, ember_pattern_panel, GTK_TYPE_WIDGET)

static const EmberPattern *
get_pattern (EmberPatternPanel *self,
             GtkWidget *row)
{
  const GArray *patterns = ember_pattern_lister_get_patterns (self->lister);
  const int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));

  return patterns != NULL && index >= 0 && index < (int) patterns->len ? &g_array_index (patterns, EmberPattern, index) : NULL;
}

static void
point_at (EmberPatternPanel *self,
          GtkWidget *row)
{
  if (self->lister != NULL)
    g_signal_emit (self, signals[SIGNAL_POINTED_AT], 0, row != NULL ? get_pattern (self, row) : NULL);
}

static GtkWidget *
get_row (GtkEventController *controller)
{
  return gtk_event_controller_get_widget (controller);
}

static void
entered_cb (EmberPatternPanel *self,
            double x,
            double y,
            GtkEventController *controller)
{
  point_at (self, get_row (controller));
}

static void
focused_cb (EmberPatternPanel *self,
            GtkEventController *controller)
{
  point_at (self, get_row (controller));
}

static void
left_cb (EmberPatternPanel *self)
{
  point_at (self, NULL);
}

static GtkWidget *
create_label (const char *text,
              const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style_class);
  return label;
}

static void
watch_row (EmberPatternPanel *self,
           GtkWidget *row)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (entered_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focused_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (row, motion);
  gtk_widget_add_controller (row, focus);
}

static void
add_row (EmberPatternPanel *self,
         const EmberPattern *pattern)
{
  EmberProfile *profile = ember_pattern_lister_get_profile (self->lister);
  const char *name = ember_pattern_words_get_name (pattern->kind);
  g_autofree char *numbers = ember_pattern_words_dup_numbers (pattern, profile);
  g_autofree char *code = ember_pattern_words_dup_code (pattern, profile);
  g_autofree char *label = g_strjoin (", ", name, numbers, code[0] != '\0' ? code : NULL, NULL);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (box), create_label (name, "heading"));
  gtk_box_append (GTK_BOX (box), create_label (numbers, "numeric"));
  if (code[0] != '\0')
    gtk_box_append (GTK_BOX (box), create_label (code, "dim-label"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  watch_row (self, row);
  gtk_list_box_append (self->list, row);
}

static void
update_summary (EmberPatternPanel *self)
{
  const GArray *patterns = ember_pattern_lister_get_patterns (self->lister);
  g_autofree char *text = NULL;

  if (ember_pattern_lister_is_busy (self->lister))
    text = g_strdup (_ ("Looking for patterns…"));
  else if (patterns == NULL || patterns->len == 0)
    text = g_strdup (_ ("No pattern stands out"));
  else
    /* Translators: %u is how many there are */
    text = g_strdup_printf (ngettext ("%u pattern", "%u patterns", patterns->len), patterns->len);
  gtk_label_set_text (self->summary, text);
}

static void
patterns_changed_cb (EmberPatternPanel *self)
{
  const GArray *patterns = ember_pattern_lister_get_patterns (self->lister);
  GtkWidget *row;

  point_at (self, NULL);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; patterns != NULL && i < MIN (patterns->len, MAX_ROWS); i++)
    add_row (self, &g_array_index (patterns, EmberPattern, i));
  update_summary (self);
}

static void
row_activated_cb (EmberPatternPanel *self,
                  GtkListBoxRow *row)
{
  const EmberPattern *pattern = get_pattern (self, GTK_WIDGET (row));

  if (pattern != NULL)
    ember_session_set_banded_range (self->session, pattern->range, pattern->band);
}

static void
ember_pattern_panel_map (GtkWidget *widget)
{
  EmberPatternPanel *self = EMBER_PATTERN_PANEL (widget);

  GTK_WIDGET_CLASS (ember_pattern_panel_parent_class)->map (widget);
  if (self->lister != NULL)
    ember_pattern_lister_set_is_active (self->lister, true);
}

static void
ember_pattern_panel_unmap (GtkWidget *widget)
{
  EmberPatternPanel *self = EMBER_PATTERN_PANEL (widget);

  if (self->lister != NULL)
    ember_pattern_lister_set_is_active (self->lister, false);
  GTK_WIDGET_CLASS (ember_pattern_panel_parent_class)->unmap (widget);
}

static void
ember_pattern_panel_dispose (GObject *object)
{
  EmberPatternPanel *self = EMBER_PATTERN_PANEL (object);

  if (self->lister != NULL)
    g_signal_handlers_disconnect_by_data (self->lister, self);
  /* Rows that lose the focus as they go point at nothing any more. */
  g_clear_object (&self->lister);
  ember_template_dispose (GTK_WIDGET (self), EMBER_TYPE_PATTERN_PANEL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_pattern_panel_parent_class)->dispose (object);
}

static void
ember_pattern_panel_class_init (EmberPatternPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ember_pattern_panel_dispose;
  widget_class->map = ember_pattern_panel_map;
  widget_class->unmap = ember_pattern_panel_unmap;
  signals[SIGNAL_POINTED_AT] = g_signal_new ("pointed-at", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_css_name (widget_class, "patternpanel");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/pattern-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberPatternPanel, list);
  gtk_widget_class_bind_template_child (widget_class, EmberPatternPanel, summary);
}

static void
ember_pattern_panel_init (EmberPatternPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

void
ember_pattern_panel_bind (EmberPatternPanel *self,
                          EmberSession *session)
{
  g_return_if_fail (EMBER_IS_PATTERN_PANEL (self) && self->session == NULL);

  self->session = g_object_ref (session);
  self->lister = ember_pattern_lister_new (session);
  g_signal_connect_object (self->lister, "changed", G_CALLBACK (patterns_changed_cb), self, G_CONNECT_SWAPPED);
  ember_pattern_lister_set_is_active (self->lister, gtk_widget_get_mapped (GTK_WIDGET (self)));
}

gboolean
ember_pattern_panel_is_busy (EmberPatternPanel *self)
{
  return ember_pattern_lister_is_busy (self->lister);
}
