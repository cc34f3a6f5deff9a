/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/thread-panel.h"

#include <glib/gi18n.h>

#include "session/thread-lister.h"
#include "ui/template.h"
#include "ui/thread-columns.h"
#include "ui/thread-picks.h"

struct _EmberThreadPanel
{
  GtkWidget parent_instance;

  GtkDropDown *grouping_choice;
  GtkWidget *search_entry;
  GtkColumnView *view;
  GtkLabel *summary;

  EmberSession *session;
  EmberThreadLister *lister;
  EmberThreadItems *items;
  GtkFilter *search;
  char *search_text;
  GtkSelectionModel *selection;
  GtkWidget *menu;
  EmberThreadItem *meant; /* (nullable): the row that the menu is of */
  GdkModifierType modifiers;
  guint mirror_id;
};

G_DEFINE_FINAL_TYPE (EmberThreadPanel, ember_thread_panel, GTK_TYPE_WIDGET)

static void selection_changed_cb (EmberThreadPanel *self);

/* Selects what the filter names. */
static void
mirror (EmberThreadPanel *self)
{
  g_autoptr (GtkBitset) selected = ember_thread_picks_find (ember_session_get_filter (self->session), G_LIST_MODEL (self->selection));
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->selection)));

  g_signal_handlers_block_by_func (self->selection, selection_changed_cb, self);
  gtk_selection_model_set_selection (self->selection, selected, all);
  g_signal_handlers_unblock_by_func (self->selection, selection_changed_cb, self);
}

static gboolean
mirror_idle_cb (gpointer user_data)
{
  EmberThreadPanel *self = user_data;

  self->mirror_id = 0;
  mirror (self);
  return G_SOURCE_REMOVE;
}

/* Rows that move, come and go are selected anew once all have their places. */
static void
queue_mirror (EmberThreadPanel *self)
{
  if (self->mirror_id == 0)
    self->mirror_id = g_idle_add (mirror_idle_cb, self);
}

static void
update_summary (EmberThreadPanel *self)
{
  const EmberThreadTable *table = ember_thread_lister_get_table (self->lister);
  const guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_autofree char *text = NULL;

  if (table == NULL)
    text = g_strdup ("");
  else if (table->grouping == EMBER_THREADS_BY_PROCESS)
    /* Translators: how many rows the search leaves, and how many there are */
    text = g_strdup_printf (ngettext ("%u of %u process", "%u of %u processes", table->n_rows), n_shown, table->n_rows);
  else
    /* Translators: how many rows the search leaves, and how many there are */
    text = g_strdup_printf (ngettext ("%u of %u thread", "%u of %u threads", table->n_rows), n_shown, table->n_rows);
  gtk_label_set_text (self->summary, text);
}

/* Rows that the search hides stay picked only where something is added. */
static void
selection_changed_cb (EmberThreadPanel *self)
{
  const gboolean is_adding = (self->modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0;
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);
  g_autoptr (EmberFilter) filter = ember_thread_picks_apply (ember_session_get_filter (self->session), G_LIST_MODEL (self->selection), selected, is_adding);

  if (filter != NULL)
    {
      ember_session_set_filter (self->session, filter);
      update_summary (self);
    }
  else
    {
      /* Translators: too many rows of the list of threads were selected */
      g_autofree char *text = g_strdup_printf (ngettext ("A filter names at most %d row", "A filter names at most %d rows", EMBER_THREAD_PICKS_MAX), EMBER_THREAD_PICKS_MAX);

      gtk_label_set_text (self->summary, text);
    }
  queue_mirror (self);
}

static void
pick (EmberThreadPanel *self,
      EmberThreadItem *item,
      EmberThreadPick how)
{
  g_autoptr (EmberFilter) filter = ember_thread_picks_pick (ember_session_get_filter (self->session), item, how);

  ember_session_set_filter (self->session, filter);
}

static void
rows_changed_cb (EmberThreadPanel *self)
{
  queue_mirror (self);
  update_summary (self);
}

static void
table_changed_cb (EmberThreadPanel *self)
{
  ember_thread_items_set_table (self->items, ember_thread_lister_get_table (self->lister));
  ember_thread_columns_resort (self->view);
  update_summary (self);
}

static void
grouping_changed_cb (EmberThreadPanel *self)
{
  const guint row = gtk_drop_down_get_selected (self->grouping_choice);

  ember_thread_lister_set_grouping (self->lister, row == 1 ? EMBER_THREADS_BY_PROCESS : EMBER_THREADS_BY_THREAD);
}

static gboolean
matches_search (gpointer item,
                gpointer user_data)
{
  EmberThreadPanel *self = user_data;

  return self->search_text[0] == '\0' || ember_thread_item_matches (item, self->search_text);
}

static void
search_changed_cb (EmberThreadPanel *self)
{
  g_free (self->search_text);
  self->search_text = g_utf8_strdown (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), -1);
  gtk_filter_changed (self->search, GTK_FILTER_CHANGE_DIFFERENT);
}

/* The row that an action means. */
static EmberThreadItem *
get_meant (EmberThreadPanel *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->meant != NULL)
    return self->meant;
  return root != NULL ? ember_thread_columns_find_item (self->view, gtk_root_get_focus (root)) : NULL;
}

static void
pick_action_cb (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  EmberThreadPanel *self = EMBER_THREAD_PANEL (widget);
  EmberThreadItem *item = get_meant (self);

  if (item == NULL)
    return;
  if (g_str_equal (action, "threads.exclude"))
    pick (self, item, EMBER_THREAD_PICK_EXCLUDE);
  else
    pick (self, item, g_str_equal (action, "threads.add") ? EMBER_THREAD_PICK_ADD : EMBER_THREAD_PICK_ONLY);
}

static void
copy_action_cb (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  EmberThreadItem *item = get_meant (EMBER_THREAD_PANEL (widget));
  g_autofree char *text = NULL;

  if (item == NULL)
    return;
  text = ember_thread_picks_dup_line (item);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
menu_closed_cb (EmberThreadPanel *self)
{
  g_clear_object (&self->meant);
}

static void
open_menu (EmberThreadPanel *self,
           EmberThreadItem *item,
           const graphene_point_t *point)
{
  const GdkRectangle at = { (int) point->x, (int) point->y, 1, 1 };

  if (self->menu == NULL)
    {
      g_autoptr (GMenu) model = g_menu_new ();

      g_menu_append (model, _ ("Show _Only This"), "threads.only");
      g_menu_append (model, _ ("Show This, _Too"), "threads.add");
      g_menu_append (model, _ ("_Hide This"), "threads.exclude");
      g_menu_append (model, _ ("_Copy"), "threads.copy");
      self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (model));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self->view));
      g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (menu_closed_cb), self);
    }
  g_set_object (&self->meant, item);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* Returns: (transfer none) (nullable): the row under an event, and where it is in the view */
static EmberThreadItem *
find_item_at (EmberThreadPanel *self,
              GdkEvent *event,
              graphene_point_t *point)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkNative *native = gtk_widget_get_native (view);
  double x, y, surface_x, surface_y;

  if (!gdk_event_get_position (event, &x, &y))
    return NULL;
  gtk_native_get_surface_transform (native, &surface_x, &surface_y);
  *point = GRAPHENE_POINT_INIT ((float) (x - surface_x), (float) (y - surface_y));
  if (!gtk_widget_compute_point (GTK_WIDGET (native), view, point, point))
    return NULL;
  return ember_thread_columns_find_item (self->view, gtk_widget_pick (view, point->x, point->y, GTK_PICK_DEFAULT));
}

/* GTK 4.8 takes Ctrl for the cell, then for its row, which cancel each other. */
static gboolean
press (EmberThreadPanel *self,
       GdkEvent *event)
{
  const GdkModifierType modifiers = self->modifiers & (GDK_ALT_MASK | GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  const gboolean is_primary = gdk_button_event_get_button (event) == GDK_BUTTON_PRIMARY;
  graphene_point_t point;
  EmberThreadItem *item = find_item_at (self, event, &point);

  if (item == NULL)
    return FALSE;
  if (gdk_event_triggers_context_menu (event))
    open_menu (self, item, &point);
  else if (is_primary && modifiers == GDK_ALT_MASK)
    pick (self, item, EMBER_THREAD_PICK_EXCLUDE);
  else if (is_primary && modifiers == GDK_CONTROL_MASK)
    pick (self, item, EMBER_THREAD_PICK_TOGGLE);
  else
    return FALSE;
  return TRUE;
}

/* Sees events before the table does, which knows neither Alt nor menus, and Ctrl not well. */
static gboolean
event_cb (EmberThreadPanel *self,
          GdkEvent *event)
{
  const GdkEventType type = gdk_event_get_event_type (event);

  if (type != GDK_BUTTON_PRESS && type != GDK_KEY_PRESS)
    return FALSE;
  self->modifiers = gdk_event_get_modifier_state (event);
  return type == GDK_BUTTON_PRESS && press (self, event);
}

static void
activate_cb (EmberThreadPanel *self,
             guint position)
{
  g_autoptr (EmberThreadItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    pick (self, item, EMBER_THREAD_PICK_ONLY);
}

static void
ember_thread_panel_map (GtkWidget *widget)
{
  EmberThreadPanel *self = EMBER_THREAD_PANEL (widget);

  GTK_WIDGET_CLASS (ember_thread_panel_parent_class)->map (widget);
  if (self->lister != NULL)
    ember_thread_lister_set_is_active (self->lister, true);
}

static void
ember_thread_panel_unmap (GtkWidget *widget)
{
  EmberThreadPanel *self = EMBER_THREAD_PANEL (widget);

  if (self->lister != NULL)
    ember_thread_lister_set_is_active (self->lister, false);
  GTK_WIDGET_CLASS (ember_thread_panel_parent_class)->unmap (widget);
}

static void
ember_thread_panel_dispose (GObject *object)
{
  EmberThreadPanel *self = EMBER_THREAD_PANEL (object);

  g_clear_handle_id (&self->mirror_id, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  ember_template_dispose (GTK_WIDGET (self), EMBER_TYPE_THREAD_PANEL);
  g_clear_object (&self->meant);
  g_clear_object (&self->selection);
  g_clear_object (&self->search);
  g_clear_object (&self->items);
  g_clear_object (&self->lister);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_thread_panel_parent_class)->dispose (object);
}

static void
ember_thread_panel_finalize (GObject *object)
{
  g_free (EMBER_THREAD_PANEL (object)->search_text);
  G_OBJECT_CLASS (ember_thread_panel_parent_class)->finalize (object);
}

static void
ember_thread_panel_class_init (EmberThreadPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ember_thread_panel_dispose;
  object_class->finalize = ember_thread_panel_finalize;
  widget_class->map = ember_thread_panel_map;
  widget_class->unmap = ember_thread_panel_unmap;
  gtk_widget_class_set_css_name (widget_class, "threadpanel");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/thread-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberThreadPanel, grouping_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberThreadPanel, search_entry);
  gtk_widget_class_bind_template_child (widget_class, EmberThreadPanel, view);
  gtk_widget_class_bind_template_child (widget_class, EmberThreadPanel, summary);
  gtk_widget_class_install_action (widget_class, "threads.only", NULL, pick_action_cb);
  gtk_widget_class_install_action (widget_class, "threads.add", NULL, pick_action_cb);
  gtk_widget_class_install_action (widget_class, "threads.exclude", NULL, pick_action_cb);
  gtk_widget_class_install_action (widget_class, "threads.copy", NULL, copy_action_cb);
}

/* Keys of the table alone: in the search they mean the text. */
static void
add_shortcut (EmberThreadPanel *self,
              const char *trigger,
              const char *action)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger), gtk_named_action_new (action)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), controller);
}

static void
ember_thread_panel_init (EmberThreadPanel *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->search_text = g_strdup ("");
  self->items = ember_thread_items_new ();
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), events);
  add_shortcut (self, "Delete", "threads.exclude");
  add_shortcut (self, "<Control>c", "threads.copy");
  g_signal_connect_swapped (self->search_entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
}

/* Items are searched, then sorted, both a part at a time where they are many. */
static void
create_model (EmberThreadPanel *self)
{
  GtkFilterListModel *found;
  GtkSortListModel *sorted;

  self->search = GTK_FILTER (gtk_custom_filter_new (matches_search, self, NULL));
  found = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->items)), g_object_ref (self->search));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (found), g_object_ref (gtk_column_view_get_sorter (self->view)));
  gtk_filter_list_model_set_incremental (found, TRUE);
  gtk_sort_list_model_set_incremental (sorted, TRUE);
  self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (sorted)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (rows_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, self->selection);
}

void
ember_thread_panel_bind (EmberThreadPanel *self,
                         EmberSession *session)
{
  g_return_if_fail (EMBER_IS_THREAD_PANEL (self) && self->session == NULL);

  self->session = g_object_ref (session);
  self->lister = ember_thread_lister_new (session);
  ember_thread_columns_add (self->view, self->items, session);
  create_model (self);
  g_signal_connect_object (self->lister, "changed", G_CALLBACK (table_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::filter", G_CALLBACK (queue_mirror), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->grouping_choice, "notify::selected", G_CALLBACK (grouping_changed_cb), self);
  ember_thread_lister_set_is_active (self->lister, gtk_widget_get_mapped (GTK_WIDGET (self)));
}

gboolean
ember_thread_panel_is_busy (EmberThreadPanel *self)
{
  return ember_thread_lister_is_busy (self->lister);
}
