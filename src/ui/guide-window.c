/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/guide-window.h"

#include "paint/palette.h"
#include "ui/guide-card.h"
#include "ui/pattern-lesson.h"

#define MIN_CARDS_A_LINE 2
#define MAX_CARDS_A_LINE 4
#define SPACING_PX 18

struct _EmberGuideWindow
{
  GtkWindow parent_instance;

  GtkBox *content;

  GSettings *settings;
  GPtrArray *cards; /* EmberGuideCard, borrowed */
};

G_DEFINE_FINAL_TYPE (EmberGuideWindow, ember_guide_window, GTK_TYPE_WINDOW)

static GtkWidget *
create_heading (EmberLessonGroup group)
{
  GtkWidget *heading = gtk_label_new (ember_pattern_lesson_get_group_title (group));

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "group-title");
  return heading;
}

/* The buttons of the cards take the focus, not the places of the cards. */
static GtkWidget *
create_place (GtkWidget *card)
{
  GtkWidget *place = gtk_flow_box_child_new ();

  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (place), card);
  gtk_widget_set_focusable (place, FALSE);
  return place;
}

static void
add_group (EmberGuideWindow *self,
           EmberLessonGroup group)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow), TRUE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), SPACING_PX);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), SPACING_PX);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (flow), MIN_CARDS_A_LINE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), MAX_CARDS_A_LINE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (flow), GTK_ACCESSIBLE_PROPERTY_LABEL, ember_pattern_lesson_get_group_title (group), -1);
  for (guint i = 0; i < ember_pattern_lesson_count (); i++)
    if (ember_pattern_lesson_get (i).group == group)
      {
        GtkWidget *card = ember_guide_card_new (i);

        gtk_flow_box_append (GTK_FLOW_BOX (flow), create_place (card));
        g_ptr_array_add (self->cards, card);
      }
  gtk_box_append (self->content, create_heading (group));
  gtk_box_append (self->content, flow);
}

static void
palette_changed_cb (EmberGuideWindow *self)
{
  g_autofree char *palette = g_settings_get_string (self->settings, "palette");

  for (int i = 0; ember_palette_words[i] != NULL; i++)
    for (guint card = 0; card < self->cards->len && g_str_equal (ember_palette_words[i], palette); card++)
      ember_guide_card_set_palette (g_ptr_array_index (self->cards, card), i);
}

static void
ember_guide_window_dispose (GObject *object)
{
  EmberGuideWindow *self = EMBER_GUIDE_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EMBER_TYPE_GUIDE_WINDOW);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  G_OBJECT_CLASS (ember_guide_window_parent_class)->dispose (object);
}

static void
ember_guide_window_class_init (EmberGuideWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_guide_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/guide-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberGuideWindow, content);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ember_guide_window_init (EmberGuideWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cards = g_ptr_array_new ();
  for (int group = 0; group < EMBER_N_LESSON_GROUPS; group++)
    add_group (self, (EmberLessonGroup) group);
}

static EmberGuideWindow *
find_open (GtkApplication *application)
{
  for (GList *link = gtk_application_get_windows (application); link != NULL; link = link->next)
    if (EMBER_IS_GUIDE_WINDOW (link->data))
      return link->data;
  return NULL;
}

static EmberGuideWindow *
create_window (GtkApplication *application,
               GSettings *settings)
{
  EmberGuideWindow *self = g_object_new (EMBER_TYPE_GUIDE_WINDOW, "application", application, NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::palette", G_CALLBACK (palette_changed_cb), self, G_CONNECT_SWAPPED);
  palette_changed_cb (self);
  return self;
}

void
ember_guide_window_present (GtkApplication *application,
                            GSettings *settings,
                            const char *scene)
{
  EmberGuideWindow *self = find_open (application);
  GtkWidget *card;

  if (self == NULL)
    self = create_window (application, settings);
  card = g_ptr_array_index (self->cards, 0);
  for (guint i = 0; i < self->cards->len; i++)
    if (g_str_equal (ember_guide_card_get_scene (g_ptr_array_index (self->cards, i)), scene))
      card = g_ptr_array_index (self->cards, i);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (card);
}
