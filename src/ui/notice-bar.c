/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/notice-bar.h"

#include "ui/template.h"

struct _EmberNoticeBar
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *action_button;
};

enum
{
  PROP_TEXT = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmberNoticeBar, ember_notice_bar, GTK_TYPE_WIDGET)

static void
dismiss_action_cb (GtkWidget *widget,
                   const char *name,
                   GVariant *parameter)
{
  ember_notice_bar_set_text (EMBER_NOTICE_BAR (widget), NULL);
}

static void
ember_notice_bar_get_property (GObject *object,
                               guint id,
                               GValue *value,
                               GParamSpec *pspec)
{
  if (id == PROP_TEXT)
    g_value_set_string (value, ember_notice_bar_get_text (EMBER_NOTICE_BAR (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ember_notice_bar_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  if (id == PROP_TEXT)
    ember_notice_bar_set_text (EMBER_NOTICE_BAR (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ember_notice_bar_dispose (GObject *object)
{
  ember_template_dispose (GTK_WIDGET (object), EMBER_TYPE_NOTICE_BAR);
  G_OBJECT_CLASS (ember_notice_bar_parent_class)->dispose (object);
}

static void
ember_notice_bar_class_init (EmberNoticeBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ember_notice_bar_get_property;
  object_class->set_property = ember_notice_bar_set_property;
  object_class->dispose = ember_notice_bar_dispose;
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "",
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "noticebar");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/notice-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberNoticeBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, EmberNoticeBar, label);
  gtk_widget_class_bind_template_child (widget_class, EmberNoticeBar, action_button);
  gtk_widget_class_install_action (widget_class, "notice.dismiss", NULL, dismiss_action_cb);
}

static void
ember_notice_bar_init (EmberNoticeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

const char *
ember_notice_bar_get_text (EmberNoticeBar *self)
{
  g_return_val_if_fail (EMBER_IS_NOTICE_BAR (self), NULL);

  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_text (self->label) : "";
}

void
ember_notice_bar_set_text (EmberNoticeBar *self,
                           const char *text)
{
  const gboolean has_text = text != NULL && text[0] != '\0';

  g_return_if_fail (EMBER_IS_NOTICE_BAR (self));

  if (g_strcmp0 (ember_notice_bar_get_text (self), has_text ? text : "") == 0)
    return;
  /* The words stay while the bar slides away. */
  if (has_text)
    {
      gtk_label_set_text (self->label, text);
      /* With large text in a small window not all of them are shown. */
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), text);
    }
  gtk_revealer_set_reveal_child (self->revealer, has_text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

void
ember_notice_bar_set_action (EmberNoticeBar *self,
                             const char *label,
                             const char *action)
{
  g_return_if_fail (EMBER_IS_NOTICE_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self->action_button), label != NULL);
  if (label == NULL)
    return;
  gtk_button_set_label (self->action_button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->action_button), action);
}
