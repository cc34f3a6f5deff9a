/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window.h"

#include <glib/gi18n.h>

#include "analysis/filter-tables.h"
#include "analysis/pattern.h"
#include "profile/amount-text.h"
#include "session/selection.h"
#include "session/view-file.h"
#include "ui/empty-page.h"
#include "ui/error-page.h"
#include "ui/export-dialog.h"
#include "ui/filter-actions.h"
#include "ui/filter-popover.h"
#include "ui/notice-bar.h"
#include "ui/pattern-panel.h"
#include "ui/picture-actions.h"
#include "ui/platform.h"
#include "ui/recent.h"
#include "ui/side-pane.h"
#include "ui/symbol-folders.h"
#include "ui/symbols-dialog.h"
#include "ui/thread-panel.h"
#include "ui/view-actions.h"
#include "ui/view-restore.h"
#include "ui/window-actions.h"
#include "ui/window-settings.h"

struct _EmberWindow
{
  GtkApplicationWindow parent_instance;

  GtkLabel *title_label;
  GtkLabel *subtitle_label;
  GtkMenuButton *recent_button;
  GtkMenuButton *filter_button;
  EmberFilterPopover *filter_popover;
  EmberNoticeBar *notice_bar;
  GtkStack *pages;
  EmberEmptyPage *empty_page;
  EmberErrorPage *error_page;
  EmberRecordingPage *recording_page;
  GtkPaned *side_paned;
  EmberThreadPanel *thread_panel;
  EmberPatternPanel *pattern_panel;

  EmberSession *session;
  GSettings *settings;   /* of this window */
  char **symbol_folders; /* (nullable): of the command line */
};

G_DEFINE_FINAL_TYPE (EmberWindow, ember_window, GTK_TYPE_APPLICATION_WINDOW)

char *
ember_window_dup_file_name (EmberWindow *self)
{
  GFile *file = ember_session_get_file (self->session);
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;

  return name != NULL ? g_filename_display_name (name) : g_strdup (_ ("Standard input"));
}

static char *
dup_subtitle (EmberSession *session)
{
  const EmberTableSet *set = ember_session_get_table_set (session);
  const char *event = ember_session_get_event_name (session);
  g_autofree char *duration = NULL;
  g_autofree char *samples = NULL;
  EmberSelection all;

  if (set == NULL)
    return NULL;
  all = ember_selection_new (set, (EmberTimeRange){ 0, 0 });
  duration = all.has_duration ? ember_selection_dup_duration (all.whole.end_ns - all.whole.begin_ns) : NULL;
  samples = ember_amount_text_dup_samples (all.n_all);
  if (event == NULL || event[0] == '\0')
    return duration != NULL ? g_strjoin (" · ", duration, samples, NULL) : g_steal_pointer (&samples);
  return duration != NULL ? g_strjoin (" · ", duration, samples, event, NULL) : g_strjoin (" · ", samples, event, NULL);
}

static void
update_title (EmberWindow *self)
{
  const gboolean is_empty = ember_session_get_state (self->session) == EMBER_SESSION_EMPTY;
  g_autofree char *name = is_empty ? g_strdup ("Emberscope") : ember_window_dup_file_name (self);
  /* Translators: the title of a window: %s is the name of a file. */
  g_autofree char *title = is_empty ? g_strdup (name) : g_strdup_printf (_ ("%s – Emberscope"), name);
  g_autofree char *subtitle = dup_subtitle (self->session);

  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_text (self->title_label, name);
  gtk_label_set_text (self->subtitle_label, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle_label), subtitle != NULL);
}

static char *
dup_notices (EmberWindow *self)
{
  const EmberProfile *profile = ember_session_get_profile (self->session);
  const EmberHeatmap *heatmap = ember_session_get_heatmap (self->session);
  const GError *error = ember_session_get_error (self->session);
  GString *text = g_string_new (NULL);
  const EmberNotice *notices;
  uint32_t n_notices = 0;
  const char *missing;

  if (error != NULL)
    /* Translators: %s is a sentence that says why. */
    g_string_append_printf (text, _ ("The file could not be read again, so this is what it held before. %s"), error->message);
  notices = profile != NULL ? ember_profile_get_notices (profile, &n_notices) : NULL;
  for (uint32_t i = 0; i < n_notices; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", notices[i].text);
  missing = profile != NULL ? ember_filter_tables_find_missing_event (ember_session_get_filter (self->session), profile) : NULL;
  if (missing != NULL)
    {
      g_string_append (text, text->len > 0 ? "\n" : "");
      /* Translators: %s is the name of an event */
      g_string_append_printf (text, _ ("The recording has no event “%s”."), missing);
    }
  if (heatmap != NULL && heatmap->grid.is_cut)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                            _ ("The recording claims to be longer than a heat map can be; the heat map shows its beginning."));
  if (ember_opening_get_naming (ember_session_get_opening (self->session)).is_stopped)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", _ ("Names were not looked up."));
  return g_string_free (text, FALSE);
}

/* Whether the notices tell of frames that have no names, so that the button beside them helps. */
static gboolean
lacks_names (EmberSession *session)
{
  const EmberProfile *profile = ember_session_get_profile (session);
  uint32_t n = 0;
  const EmberUnresolved *unresolved = profile != NULL ? ember_profile_get_unresolved (profile, &n) : NULL;

  return ember_opening_get_naming (ember_session_get_opening (session)).is_stopped || ember_unresolved_is_notable (unresolved, n);
}

static void
update_notice (EmberWindow *self)
{
  g_autofree char *text = dup_notices (self);

  ember_notice_bar_set_action (self->notice_bar, lacks_names (self->session) ? _ ("S_ymbols…") : NULL, "win.symbols");
  ember_notice_bar_set_text (self->notice_bar, text);
}

static void
show_error (EmberWindow *self)
{
  const GError *error = ember_session_get_error (self->session);
  g_autofree char *command = ember_session_dup_help_command (self->session);
  g_autofree char *name = ember_window_dup_file_name (self);

  ember_error_page_set_error (self->error_page, name, error->message, command);
}

static void
show_page (EmberWindow *self,
           const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  if (gtk_stack_get_visible_child (self->pages) == page)
    return;
  gtk_stack_set_visible_child (self->pages, page);
  gtk_widget_grab_focus (page);
}

static void
state_changed_cb (EmberWindow *self)
{
  GFile *file = ember_session_get_file (self->session);

  switch (ember_session_get_state (self->session))
    {
    case EMBER_SESSION_LOADING:
      show_page (self, "recording");
      ember_notice_bar_set_text (self->notice_bar, NULL);
      break;
    case EMBER_SESSION_READY:
      show_page (self, "recording");
      update_notice (self);
      /* Of a view, that is what was opened, and stands there already. */
      if (file != NULL && !ember_view_restore_is_of_file (self))
        ember_recent_add (file);
      break;
    case EMBER_SESSION_FAILED:
      show_error (self);
      show_page (self, "error");
      break;
    case EMBER_SESSION_EMPTY:
    default:
      show_page (self, "empty");
    }
  update_title (self);
  ember_window_update_actions (self);
}

static void
session_changed_cb (EmberWindow *self)
{
  update_title (self);
  ember_window_update_actions (self);
}

/* Names that were found in the background bring notices of their own. */
static void
profile_changed_cb (EmberWindow *self)
{
  if (ember_session_get_state (self->session) == EMBER_SESSION_READY)
    update_notice (self);
}

/* Giving up names is told; what else ends naming brings a profile. */
static void
naming_progressed_cb (EmberWindow *self)
{
  if (ember_opening_get_naming (ember_session_get_opening (self->session)).is_stopped)
    update_notice (self);
}

static void
actions_changed_cb (EmberWindow *self)
{
  ember_window_update_actions (self);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue *value,
         double x,
         double y,
         gpointer user_data)
{
  GSList *files = g_value_get_boxed (value);

  for (GSList *link = files; link != NULL; link = link->next)
    ember_window_open (user_data, link->data);
  return files != NULL;
}

static void
restore_size (EmberWindow *self)
{
  int width_px, height_px;

  g_settings_get (self->settings, "window-size", "(ii)", &width_px, &height_px);
  gtk_window_set_default_size (GTK_WINDOW (self), MAX (width_px, 480), MAX (height_px, 360));
  if (g_settings_get_boolean (self->settings, "is-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
save_size (EmberWindow *self)
{
  int width_px, height_px;

  gtk_window_get_default_size (GTK_WINDOW (self), &width_px, &height_px);
  g_settings_set (self->settings, "window-size", "(ii)", width_px, height_px);
  g_settings_set_boolean (self->settings, "is-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  ember_recording_page_save (self->recording_page);
}

static gboolean
ember_window_close_request (GtkWindow *window)
{
  save_size (EMBER_WINDOW (window));
  return GTK_WINDOW_CLASS (ember_window_parent_class)->close_request (window);
}

static void
ember_window_dispose (GObject *object)
{
  EmberWindow *self = EMBER_WINDOW (object);

  if (self->session != NULL)
    {
      /* The map of actions does not let go of those whose state others keep. */
      g_action_map_remove_action (G_ACTION_MAP (self), "show-idle");
      g_action_map_remove_action (G_ACTION_MAP (self), "wall-clock");
      ember_window_settings_remove_actions (G_ACTION_MAP (self));
      g_signal_handlers_disconnect_by_data (self->session, self);
      ember_session_cancel_loading (self->session);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBER_TYPE_WINDOW);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (ember_window_parent_class)->dispose (object);
}

static void
ember_window_finalize (GObject *object)
{
  g_strfreev (EMBER_WINDOW (object)->symbol_folders);
  G_OBJECT_CLASS (ember_window_parent_class)->finalize (object);
}

static void
pointed_at_cb (EmberWindow *self,
               const EmberPattern *pattern)
{
  /* A row that loses the focus because the window goes points at nothing, too. */
  if (self->recording_page != NULL)
    ember_heatmap_view_set_hint (ember_recording_page_get_heatmap_view (self->recording_page), pattern != NULL ? pattern->range : (EmberTimeRange){ 0, 0 },
                                 pattern != NULL ? pattern->band : (EmberBand){ 0 });
}

static void
ember_window_class_init (EmberWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = ember_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ember_window_close_request;
  g_type_ensure (EMBER_TYPE_EMPTY_PAGE);
  g_type_ensure (EMBER_TYPE_ERROR_PAGE);
  g_type_ensure (EMBER_TYPE_FILTER_POPOVER);
  g_type_ensure (EMBER_TYPE_NOTICE_BAR);
  g_type_ensure (EMBER_TYPE_PATTERN_PANEL);
  g_type_ensure (EMBER_TYPE_RECORDING_PAGE);
  g_type_ensure (EMBER_TYPE_THREAD_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberWindow, title_label);
  gtk_widget_class_bind_template_child (widget_class, EmberWindow, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, EmberWindow, recent_button);
  gtk_widget_class_bind_template_child (widget_class, EmberWindow, filter_button);
  gtk_widget_class_bind_template_child (widget_class, EmberWindow, filter_popover);
  gtk_widget_class_bind_template_child (widget_class, EmberWindow, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, EmberWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, EmberWindow, empty_page);
  gtk_widget_class_bind_template_child (widget_class, EmberWindow, error_page);
  gtk_widget_class_bind_template_child (widget_class, EmberWindow, recording_page);
  gtk_widget_class_bind_template_child (widget_class, EmberWindow, side_paned);
  gtk_widget_class_bind_template_child (widget_class, EmberWindow, thread_panel);
  gtk_widget_class_bind_template_child (widget_class, EmberWindow, pattern_panel);
}

static void
ember_window_init (EmberWindow *self)
{
  GtkDropTarget *drop_target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->session = ember_session_new ();
  ember_recent_attach (self->recent_button);
  g_signal_connect (drop_target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop_target));
  g_signal_connect_swapped (self->session, "notify::state", G_CALLBACK (state_changed_cb), self);
  g_signal_connect_swapped (self->session, "notify::profile", G_CALLBACK (profile_changed_cb), self);
  g_signal_connect_object (ember_session_get_opening (self->session), "naming-progressed", G_CALLBACK (naming_progressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->session, "notify::table-set", G_CALLBACK (session_changed_cb), self);
  g_signal_connect_swapped (self->session, "notify::graph", G_CALLBACK (actions_changed_cb), self);
  g_signal_connect_swapped (self->session, "notify::range", G_CALLBACK (actions_changed_cb), self);
}

EmberWindow *
ember_window_new (GtkApplication *application,
                  GSettings *user_settings,
                  const char *const *symbol_folders)
{
  EmberWindow *self = g_object_new (EMBER_TYPE_WINDOW, "application", application, NULL);

  self->settings = ember_window_settings_new (user_settings);
  self->symbol_folders = g_strdupv ((char **) symbol_folders);
  ember_symbol_folders_bind (self->session, self->settings, symbol_folders);
  restore_size (self);
  ember_window_add_actions (self);
  ember_filter_actions_add (self);
  ember_window_settings_add_actions (self->settings, G_ACTION_MAP (self));
  ember_view_actions_add (self);
  ember_picture_actions_add (self);
  ember_filter_popover_bind (self->filter_popover, self->session);
  ember_recording_page_bind (self->recording_page, self->session, self->settings);
  ember_pattern_panel_bind (self->pattern_panel, self->session);
  g_signal_connect_object (self->pattern_panel, "pointed-at", G_CALLBACK (pointed_at_cb), self, G_CONNECT_SWAPPED);
  g_settings_bind (self->settings, "show-patterns", self->pattern_panel, "visible", G_SETTINGS_BIND_GET);
  ember_thread_panel_bind (self->thread_panel, self->session);
  ember_side_pane_bind (self->side_paned, self->settings, "threads-width");
  g_settings_bind (self->settings, "show-threads", self->thread_panel, "visible", G_SETTINGS_BIND_GET);
  ember_platform_fit_shortcuts (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (self)));
  state_changed_cb (self);
  return self;
}

/* Told by content, as recordings are; what is no file of this computer is none. */
static gboolean
is_view (GFile *file)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  return path != NULL && ember_view_file_is_view (path);
}

void
ember_window_open (EmberWindow *self,
                   GFile *file)
{
  const EmberSessionState state = ember_session_get_state (self->session);
  EmberWindow *window = self;

  g_return_if_fail (EMBER_IS_WINDOW (self));

  if (state == EMBER_SESSION_READY || state == EMBER_SESSION_LOADING)
    window = ember_window_new (gtk_window_get_application (GTK_WINDOW (self)), ember_window_settings_get_user_settings (self->settings),
                               (const char *const *) self->symbol_folders);
  if (is_view (file))
    ember_view_restore_open (window, file);
  else
    ember_session_load (window->session, file);
  gtk_window_present (GTK_WINDOW (window));
}

EmberSession *
ember_window_get_session (EmberWindow *self)
{
  g_return_val_if_fail (EMBER_IS_WINDOW (self), NULL);

  return self->session;
}

GSettings *
ember_window_get_settings (EmberWindow *self)
{
  g_return_val_if_fail (EMBER_IS_WINDOW (self), NULL);

  return self->settings;
}

EmberRecordingPage *
ember_window_get_recording_page (EmberWindow *self)
{
  g_return_val_if_fail (EMBER_IS_WINDOW (self), NULL);

  return self->recording_page;
}

void
ember_window_set_notice (EmberWindow *self,
                         const char *text)
{
  g_return_if_fail (EMBER_IS_WINDOW (self));

  ember_notice_bar_set_text (self->notice_bar, text);
}

void
ember_window_add_notice (EmberWindow *self,
                         const char *text)
{
  const char *before;
  g_autofree char *both = NULL;

  g_return_if_fail (EMBER_IS_WINDOW (self));

  before = ember_notice_bar_get_text (self->notice_bar);
  both = before != NULL && before[0] != '\0' ? g_strjoin (" ", before, text, NULL) : g_strdup (text);
  ember_notice_bar_set_text (self->notice_bar, both);
}

void
ember_window_show_filter (EmberWindow *self)
{
  g_return_if_fail (EMBER_IS_WINDOW (self));

  gtk_menu_button_popup (self->filter_button);
}

void
ember_window_show_export (EmberWindow *self)
{
  g_return_if_fail (EMBER_IS_WINDOW (self));

  gtk_window_present (GTK_WINDOW (ember_export_dialog_new (self)));
}

void
ember_window_show_symbols (EmberWindow *self)
{
  g_return_if_fail (EMBER_IS_WINDOW (self));

  gtk_window_present (GTK_WINDOW (ember_symbols_dialog_new (GTK_WINDOW (self), self->session, self->settings)));
}

void
ember_window_enable_action (EmberWindow *self,
                            const char *name,
                            gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}
