/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/widgets.h"

#include <gdk/x11/gdkx.h>

#define TICK_MS 10

/* GTK 4.8 to 4.18 can lose count where a pressed widget goes away before the button is released; 4.24 counts a frame
 * for a window and for each popover over it, and finds it counted already. */
static const char *own_warnings[] = { "Broken accounting of active state", "gdk_frame_timings_submitted() called on submitted frame" };

static GLogWriterOutput
write_log_cb (GLogLevelFlags level,
              const GLogField *fields,
              gsize n_fields,
              gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    for (gsize w = 0; g_str_equal (fields[i].key, "MESSAGE") && w < G_N_ELEMENTS (own_warnings); w++)
      if (g_str_has_prefix (fields[i].value, own_warnings[w]))
        return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, user_data);
}

void
widget_test_init (int *argc,
                  char ***argv)
{
  g_log_set_writer_func (write_log_cb, NULL, NULL);
  gtk_test_init (argc, argv, NULL);
}

/* GTK 4.20 has a setting for it, of which 1 is no preference and 2 more; until then it was another theme. */
void
set_high_contrast (gboolean is_high)
{
  GtkSettings *settings = gtk_settings_get_default ();

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (settings), "gtk-interface-contrast") != NULL)
    g_object_set (settings, "gtk-interface-contrast", is_high ? 2 : 1, NULL);
  else
    g_object_set (settings, "gtk-theme-name", is_high ? "Default-hc" : "Default", NULL);
}

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
count_tick_cb (gpointer user_data)
{
  guint *n_ticks = user_data;

  return --*n_ticks > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
run_for (guint ms)
{
  guint n_ticks = (ms + TICK_MS - 1) / TICK_MS;

  g_timeout_add (TICK_MS, count_tick_cb, &n_ticks);
  while (n_ticks > 0)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
count_frame_cb (GtkWidget *widget,
                GdkFrameClock *clock,
                gpointer user_data)
{
  int *n_frames = user_data;

  return --*n_frames > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* What is to be painted has been when the second frame begins. */
static void
wait_for_frames (GtkWidget *window)
{
  int n_frames = 2;
  const guint id = gtk_widget_add_tick_callback (window, count_frame_cb, &n_frames, NULL);

  g_object_ref (window);
  while (n_frames > 0 && gtk_widget_get_mapped (window))
    g_main_context_iteration (NULL, TRUE);
  if (n_frames > 0)
    gtk_widget_remove_tick_callback (window, id);
  g_object_unref (window);
}

void
settle (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  gdk_display_sync (gdk_display_get_default ());
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_widget_get_mapped (window))
        wait_for_frames (window);
    }
}

void
wait_until_gone (gpointer *object)
{
  settle ();
  for (int i = 0; i < 1000 && *object != NULL; i++)
    run_for (10);
  g_assert_null (*object);
}

char *
wait_for_text (gpointer object,
               const char *property)
{
  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *text = NULL;

      g_object_get (object, property, &text, NULL);
      if (text != NULL && text[0] != '\0')
        return g_steal_pointer (&text);
      run_for (10);
    }
  g_error ("%s stays empty", property);
}

void
wait_until_described (char *(*describe) (gpointer data),
                      gpointer data,
                      const char *expected)
{
  g_autofree char *text = describe (data);

  for (int i = 0; i < 200 && !g_str_equal (text, expected); i++)
    {
      run_for (50);
      g_free (text);
      text = describe (data);
    }
  g_assert_cmpstr (text, ==, expected);
}

GtkWidget *
show_in_window (GtkWidget *widget,
                int width,
                int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  settle ();
  return window;
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

static char *
dup_xid (GtkWidget *widget)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (widget));

  return g_strdup_printf ("%lu", gdk_x11_surface_get_xid (surface));
}

static void
add_motion (GPtrArray *arguments,
            GtkWidget *widget,
            const char *place)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  g_auto (GStrv) parts = g_strsplit (place, ",", 2);
  graphene_point_t point = GRAPHENE_POINT_INIT ((float) atof (parts[0]), (float) atof (parts[1]));
  double surface_x, surface_y;

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (root), &point, &point));
  gtk_native_get_surface_transform (GTK_NATIVE (root), &surface_x, &surface_y);
  g_ptr_array_add (arguments, g_strdup ("mousemove"));
  g_ptr_array_add (arguments, g_strdup ("--window"));
  g_ptr_array_add (arguments, dup_xid (GTK_WIDGET (root)));
  g_ptr_array_add (arguments, g_strdup_printf ("%d", (int) (point.x + surface_x)));
  g_ptr_array_add (arguments, g_strdup_printf ("%d", (int) (point.y + surface_y)));
}

static void
add_click (GPtrArray *arguments,
           const char *button)
{
  g_ptr_array_add (arguments, g_strdup ("mousedown"));
  g_ptr_array_add (arguments, g_strdup (button));
  g_ptr_array_add (arguments, g_strdup ("mouseup"));
  g_ptr_array_add (arguments, g_strdup (button));
}

/* A function key by its number: newer keyboard maps have its symbol on several levels, and xdotool takes the last one,
 * with Alt.
 * Returns: (transfer full): other words as they are */
static char *
dup_word (const char *word)
{
  const char *plus = strrchr (word, '+');
  const char *name = plus != NULL ? plus + 1 : word;
  GdkKeymapKey *keys = NULL;
  int n_keys = 0;
  char *text;

  if (name[0] != 'F' || !g_ascii_isdigit (name[1]) ||
      !gdk_display_map_keyval (gdk_display_get_default (), gdk_keyval_from_name (name), &keys, &n_keys))
    return g_strdup (word);
  text = g_strdup_printf ("%.*s%u", (int) (name - word), word, keys[0].keycode);
  g_free (keys);
  return text;
}

/* There is no window manager to do it. */
static void
focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *owner = gtk_root_get_focus (root);
  g_autofree char *xid = dup_xid (GTK_WIDGET (root));

  /* Newer GTK puts windows that read from the right beyond the left edge of the screen, where nothing can be pointed at. */
  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    run ((const char *const[]){ "xdotool", "windowmove", xid, "0", "0", NULL });
  if (!gtk_window_is_active (GTK_WINDOW (root)))
    run ((const char *const[]){ "xdotool", "windowfocus", "--sync", xid, NULL });
  else if (owner == widget || (owner != NULL && gtk_widget_is_ancestor (owner, widget)))
    return;
  gtk_widget_grab_focus (widget);
  settle ();
}

/* Runs what has been collected, and waits until it shows. */
static void
flush (GPtrArray *arguments)
{
  if (arguments->len == 1)
    return;
  g_ptr_array_add (arguments, NULL);
  run ((const char *const *) arguments->pdata);
  g_ptr_array_set_size (arguments, 1);
  settle ();
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
      {
        /* Motion is compressed to one a frame; each gets a frame of its own. */
        flush (arguments);
        add_motion (arguments, widget, *word + 1);
        flush (arguments);
      }
    else if (g_str_equal (*word, "click") && word[1] != NULL && g_ascii_isdigit (word[1][0]))
      {
        /* The command itself rests for a tenth of a second. */
        word++;
        add_click (arguments, *word);
      }
    else
      {
        g_ptr_array_add (arguments, dup_word (*word));
      }
  flush (arguments);
}
