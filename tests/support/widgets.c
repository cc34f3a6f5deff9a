/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/widgets.h"

GtkWidget *
find_widget (GtkWidget *root,
             GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (root), type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

static gboolean
has_text (GtkWidget *widget,
          const char *text)
{
  const char *own = NULL;

  if (GTK_IS_LABEL (widget))
    own = gtk_label_get_text (GTK_LABEL (widget));
  else if (GTK_IS_BUTTON (widget))
    own = gtk_button_get_label (GTK_BUTTON (widget));
  return own != NULL && strstr (own, text) != NULL;
}

GtkWidget *
find_text (GtkWidget *root,
           const char *text)
{
  GtkWidget *found = has_text (root, text) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_text (child, text);
  return found;
}

static gboolean
end_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

void
run_for (guint ms)
{
  gboolean is_over = FALSE;

  g_timeout_add (ms, end_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}
