/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/guide-card.h"

#include <glib/gi18n.h>

#include "ui/pattern-lesson.h"
#include "ui/scene-picture.h"
#include "ui/template.h"

struct _EmberGuideCard
{
  GtkWidget parent_instance;

  GtkWidget *picture;
  GtkLabel *title;
  GtkLabel *text;
  GtkWidget *button;

  const char *scene;
};

G_DEFINE_FINAL_TYPE (EmberGuideCard, ember_guide_card, GTK_TYPE_WIDGET)

static gboolean
ember_guide_card_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (EMBER_GUIDE_CARD (widget)->button);
}

static void
ember_guide_card_dispose (GObject *object)
{
  ember_template_dispose (GTK_WIDGET (object), EMBER_TYPE_GUIDE_CARD);
  G_OBJECT_CLASS (ember_guide_card_parent_class)->dispose (object);
}

static void
ember_guide_card_class_init (EmberGuideCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_guide_card_dispose;
  widget_class->grab_focus = ember_guide_card_grab_focus;
  g_type_ensure (EMBER_TYPE_SCENE_PICTURE);
  gtk_widget_class_set_css_name (widget_class, "guidecard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/guide-card.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberGuideCard, picture);
  gtk_widget_class_bind_template_child (widget_class, EmberGuideCard, title);
  gtk_widget_class_bind_template_child (widget_class, EmberGuideCard, text);
  gtk_widget_class_bind_template_child (widget_class, EmberGuideCard, button);
}

static void
ember_guide_card_init (EmberGuideCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ember_guide_card_new (guint lesson)
{
  EmberGuideCard *self = g_object_new (EMBER_TYPE_GUIDE_CARD, NULL);
  const EmberPatternLesson about = ember_pattern_lesson_get (lesson);
  /* Translators: what a button does; %s is the title of a pattern. */
  g_autofree char *label = g_strdup_printf (_ ("Open “%s” as a recording"), about.title);

  self->scene = about.scene;
  g_object_set (self->picture, "scene", about.scene, NULL);
  gtk_label_set_text (self->title, about.title);
  gtk_label_set_text (self->text, about.text);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", about.scene);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, about.title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, about.text, -1);
  return GTK_WIDGET (self);
}

const char *
ember_guide_card_get_scene (EmberGuideCard *self)
{
  g_return_val_if_fail (EMBER_IS_GUIDE_CARD (self), NULL);

  return self->scene;
}

void
ember_guide_card_set_palette (EmberGuideCard *self,
                              int palette)
{
  g_return_if_fail (EMBER_IS_GUIDE_CARD (self));

  g_object_set (self->picture, "palette", palette, NULL);
}
