/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/application.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "session/scene-file.h"
#include "ui/guide-window.h"
#include "ui/platform.h"
#include "ui/preferences-window.h"
#include "ui/settings.h"
#include "ui/view-restore.h"
#include "ui/window.h"

struct _EmberApplication
{
  GtkApplication parent_instance;

  GSettings *settings;
  gboolean reads_input;
  char **symbol_folders; /* (nullable): of the command line */
  EmberView *view;       /* (nullable): of the command line */
};

G_DEFINE_FINAL_TYPE (EmberApplication, ember_application, GTK_TYPE_APPLICATION)

static EmberWindow *
add_window (EmberApplication *self)
{
  return ember_window_new (GTK_APPLICATION (self), self->settings, (const char *const *) self->symbol_folders);
}

static void
new_window_cb (GSimpleAction *action,
               GVariant *parameter,
               gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (add_window (user_data)));
}

static void
preferences_cb (GSimpleAction *action,
                GVariant *parameter,
                gpointer user_data)
{
  ember_preferences_window_present (user_data, gtk_application_get_active_window (user_data), EMBER_APPLICATION (user_data)->settings);
}

static void
guide_cb (GSimpleAction *action,
          GVariant *parameter,
          gpointer user_data)
{
  ember_guide_window_present (user_data, EMBER_APPLICATION (user_data)->settings, g_variant_get_string (parameter, NULL));
}

/* In a window that is still empty, if there is one. */
static void
open_pattern_cb (GSimpleAction *action,
                 GVariant *parameter,
                 gpointer user_data)
{
  g_autoptr (GFile) file = ember_scene_file_new (g_variant_get_string (parameter, NULL));
  EmberWindow *window = NULL;

  for (GList *link = gtk_application_get_windows (user_data); link != NULL && window == NULL; link = link->next)
    if (EMBER_IS_WINDOW (link->data) && ember_session_get_state (ember_window_get_session (link->data)) == EMBER_SESSION_EMPTY)
      window = link->data;
  ember_window_open (window != NULL ? window : add_window (user_data), file);
}

static void
about_cb (GSimpleAction *action,
          GVariant *parameter,
          gpointer user_data)
{
  ember_platform_show_about (gtk_application_get_active_window (user_data));
}

/* Closes each window, so that each remembers its size. */
static void
quit_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *link = windows; link != NULL; link = link->next)
    if (EMBER_IS_WINDOW (link->data))
      gtk_window_close (link->data);
  g_application_quit (user_data);
}

/* @file: (nullable): NULL is standard input */
static void
open_in_window (EmberApplication *self,
                GFile *file)
{
  EmberWindow *window = add_window (self);

  ember_window_open (window, file);
  if (self->view != NULL)
    ember_view_restore (window, self->view);
}

static void
open_input (EmberApplication *self)
{
  self->reads_input = FALSE;
  open_in_window (self, NULL);
}

static void
ember_application_activate (GApplication *application)
{
  EmberApplication *self = EMBER_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (self->reads_input)
    open_input (self);
  else
    gtk_window_present (window != NULL ? window : GTK_WINDOW (add_window (self)));
}

static void
ember_application_open (GApplication *application,
                        GFile **files,
                        int n_files,
                        const char *hint)
{
  EmberApplication *self = EMBER_APPLICATION (application);

  if (self->reads_input)
    open_input (self);
  for (int i = 0; i < n_files; i++)
    open_in_window (self, files[i]);
}

static void
add_accelerators (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *keys[3];
  } accelerators[] = {
    { "app.new-window", { "<Control>n" } },
    { "app.quit", { "<Control>q" } },
    { "app.preferences", { "<Control>comma" } },
    { "window.close", { "<Control>w" } },
    { "win.open", { "<Control>o" } },
    { "win.compare-with", { "<Control>d" } },
    { "win.reload", { "F5", "<Control>r" } },
    { "win.type-range", { "<Control>l" } },
    { "win.find", { "<Control>f" } },
    { "win.next-view", { "F6" } },
    { "win.export", { "<Control>e" } },
    { "win.copy-picture('')", { "<Control><Shift>p" } },
    { "win.save-picture('')", { "<Control><Shift>s" } },
    { "win.recording", { "<Control>i" } },
    { "win.save-view", { "<Control>s" } },
    { "win.copy-command", { "<Control><Shift>l" } },
    { "win.show-threads", { "F9" } },
    { "win.show-patterns", { "F8" } },
    { "win.filter", { "<Control><Shift>f" } },
    { "win.undo", { "<Control>z" } },
    { "win.redo", { "<Control><Shift>z", "<Control>y" } },
    { "app.guide('')", { "<Shift>F1" } },
    { "win.show-help-overlay", { "F1", "<Control>question" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (application, accelerators[i].action, accelerators[i].keys);
}

static void
add_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/emberscope/Emberscope/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
ember_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "new-window", .activate = new_window_cb },
    { .name = "preferences", .activate = preferences_cb },
    { .name = "guide", .activate = guide_cb, .parameter_type = "s" },
    { .name = "open-pattern", .activate = open_pattern_cb, .parameter_type = "s" },
    { .name = "about", .activate = about_cb },
    { .name = "quit", .activate = quit_cb },
  };

  G_APPLICATION_CLASS (ember_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  add_accelerators (GTK_APPLICATION (application));
  add_style ();
  ember_platform_follow_color_scheme (application);
}

static void
ember_application_dispose (GObject *object)
{
  g_clear_object (&EMBER_APPLICATION (object)->settings);
  G_OBJECT_CLASS (ember_application_parent_class)->dispose (object);
}

static void
ember_application_finalize (GObject *object)
{
  g_strfreev (EMBER_APPLICATION (object)->symbol_folders);
  g_clear_pointer (&EMBER_APPLICATION (object)->view, ember_view_free);
  G_OBJECT_CLASS (ember_application_parent_class)->finalize (object);
}

static void
ember_application_class_init (EmberApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_application_dispose;
  G_OBJECT_CLASS (klass)->finalize = ember_application_finalize;
  application_class->startup = ember_application_startup;
  application_class->activate = ember_application_activate;
  application_class->open = ember_application_open;
}

static void
ember_application_init (EmberApplication *self)
{
  self->settings = ember_settings_new ();
}

EmberApplication *
ember_application_new (gboolean reads_input,
                       GApplicationFlags flags)
{
  EmberApplication *self = g_object_new (EMBER_TYPE_APPLICATION,
                                         "application-id", EMBER_APP_ID,
                                         "flags", G_APPLICATION_HANDLES_OPEN | flags,
                                         "resource-base-path", "/io/github/emberscope/Emberscope",
                                         NULL);

  self->reads_input = reads_input;
  return self;
}

/* A pipe has no meaning, or another one, in the process that runs already. */
static gboolean
is_only_ours (const char *path)
{
  GStatBuf status;

  return g_str_equal (path, "-") ||
         (g_stat (path, &status) == 0 && !S_ISREG (status.st_mode) && !S_ISDIR (status.st_mode));
}

int
ember_application_run (const char *const *paths,
                       const char *const *symbol_folders,
                       const EmberView *view)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (EmberApplication) self = NULL;
  GApplicationFlags flags = symbol_folders != NULL || view != NULL ? G_APPLICATION_NON_UNIQUE : G_APPLICATION_DEFAULT_FLAGS;
  gboolean reads_input = FALSE;

  g_ptr_array_add (arguments, (gpointer) "emberscope");
  g_ptr_array_add (arguments, (gpointer) "--");
  for (gsize i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      if (is_only_ours (paths[i]))
        flags |= G_APPLICATION_NON_UNIQUE;
      if (g_str_equal (paths[i], "-"))
        reads_input = TRUE;
      else
        g_ptr_array_add (arguments, (gpointer) paths[i]);
    }
  g_ptr_array_add (arguments, NULL);
  if (!gtk_init_check ())
    {
      g_printerr ("emberscope: %s\n", _ ("there is no display to open a window on; --print and --export work without one"));
      return 1;
    }
  self = ember_application_new (reads_input, flags);
  if (self->settings == NULL)
    {
      g_printerr ("emberscope: %s\n", _ ("its settings schema is not installed"));
      return 1;
    }
  self->symbol_folders = g_strdupv ((char **) symbol_folders);
  self->view = view != NULL ? ember_view_copy (view) : NULL;
  g_set_application_name ("Emberscope");
  return g_application_run (G_APPLICATION (self), (int) arguments->len - 1, (char **) arguments->pdata);
}
