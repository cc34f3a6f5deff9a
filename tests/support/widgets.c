/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/widgets.h"

#include <gdk/x11/gdkx.h>

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

GtkWidget *
find_next_widget (GtkWidget *widget,
                  GType type)
{
  do
    widget = gtk_widget_get_next_sibling (widget);
  while (widget != NULL && !g_type_is_a (G_OBJECT_TYPE (widget), type));
  return widget;
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

static void
exited_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, NULL));
  *(gboolean *) user_data = TRUE;
}

static void
run (const char *const *arguments)
{
  g_autoptr (GSubprocess) process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_NONE, NULL);
  gboolean is_over = FALSE;

  g_assert_nonnull (process);
  g_subprocess_wait_check_async (process, NULL, exited_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

/* Motion is compressed to one a frame; each gets a frame of its own. */
static void
add_motion (GPtrArray *arguments,
            GtkWidget *widget,
            const char *place)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (root));
  g_auto (GStrv) parts = g_strsplit (place, ",", 2);
  graphene_point_t point = GRAPHENE_POINT_INIT ((float) atof (parts[0]), (float) atof (parts[1]));
  double surface_x, surface_y;

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (root), &point, &point));
  gtk_native_get_surface_transform (GTK_NATIVE (root), &surface_x, &surface_y);
  g_ptr_array_add (arguments, g_strdup ("mousemove"));
  g_ptr_array_add (arguments, g_strdup ("--window"));
  g_ptr_array_add (arguments, g_strdup_printf ("%lu", gdk_x11_surface_get_xid (surface)));
  g_ptr_array_add (arguments, g_strdup_printf ("%d", (int) (point.x + surface_x)));
  g_ptr_array_add (arguments, g_strdup_printf ("%d", (int) (point.y + surface_y)));
  g_ptr_array_add (arguments, g_strdup ("sleep"));
  g_ptr_array_add (arguments, g_strdup ("0.05"));
}

/* There is no window manager to do it. */
static void
focus (GtkWidget *widget)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (widget));
  g_autofree char *xid = g_strdup_printf ("%lu", gdk_x11_surface_get_xid (surface));

  run ((const char *const[]){ "xdotool", "windowfocus", "--sync", xid, NULL });
  gtk_widget_grab_focus (widget);
  run_for (50);
}

void
drive (GtkWidget *widget,
       const char *format,
       ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  if (widget != NULL)
    focus (widget);
  words = g_strsplit (text, " ", -1);
  g_ptr_array_add (arguments, g_strdup ("xdotool"));
  for (char **word = words; *word != NULL; word++)
    if ((*word)[0] == '@')
      add_motion (arguments, widget, *word + 1);
    else
      g_ptr_array_add (arguments, g_strdup (*word));
  g_ptr_array_add (arguments, NULL);
  run ((const char *const *) arguments->pdata);
  run_for (80);
}
