/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/function-table.h"

#include <glib/gi18n.h>

#include "profile/amount-text.h"
#include "ui/function-columns.h"
#include "ui/function-model.h"
#include "ui/template.h"

struct _EmberFunctionTable
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkColumnView *view;
  GtkLabel *nothing;

  EmberFunctionList *list;
  EmberSession *session;
  EmberFunctionColumns *columns;
  EmberFunctionModel *model;
  GtkSingleSelection *selection;
  GtkWidget *menu;

  char *name; /* (nullable): of the selected function */
  char *module;
  EmberFunctionIndex *index; /* (nullable): in which it is function id */
  EmberFunctionId id;
  gboolean is_selecting; /* by the program */
  gboolean has_to_scroll;
};

enum
{
  PICKED,
  ACTIVATED,
  SHOW_AROUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmberFunctionTable, ember_function_table, GTK_TYPE_WIDGET)

static void
set_selected (EmberFunctionTable *self,
              const char *name,
              const char *module)
{
  char *old_name = self->name;
  char *old_module = self->module;

  self->name = g_strdup (name);
  self->module = g_strdup (name != NULL ? module : NULL);
  g_free (old_name);
  g_free (old_module);
  g_clear_pointer (&self->index, ember_function_index_unref);
}

/* The row of the selected function, or GTK_INVALID_LIST_POSITION. */
static guint
find_row (EmberFunctionTable *self)
{
  const EmberFunctions *functions = ember_function_list_get_functions (self->list);

  if (self->name == NULL || functions == NULL)
    return GTK_INVALID_LIST_POSITION;
  if (self->index != functions->index)
    {
      g_clear_pointer (&self->index, ember_function_index_unref);
      self->index = ember_function_index_ref (functions->index);
      self->id = ember_function_index_find (self->index, self->name, self->module);
    }
  for (guint i = 0; i < functions->n_functions; i++)
    if (functions->functions[i].id == self->id)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

/* GTK's list scrolls by an action of its own; the column view keeps it inside. */
static void
scroll_to (EmberFunctionTable *self,
           guint row)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL)
    gtk_widget_activate_action (child, "list.scroll-to-item", "u", row);
}

static void
update_selection (EmberFunctionTable *self)
{
  const guint row = find_row (self);

  self->is_selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, row);
  self->is_selecting = FALSE;
  if (self->has_to_scroll && row != GTK_INVALID_LIST_POSITION)
    {
      self->has_to_scroll = FALSE;
      scroll_to (self, row);
    }
}

/* Without a graph nothing is known as yet, not even that there is nothing. */
static void
update_nothing (EmberFunctionTable *self)
{
  EmberFlameGraph *graph = ember_function_list_get_graph (self->list);
  const char *text = "";

  if (graph != NULL && ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT) == 0)
    text = _ ("No samples in this range");
  else if (graph != NULL)
    text = _ ("No function is called like that");
  gtk_label_set_text (self->nothing, text);
}

static void
update_label (EmberFunctionTable *self,
              guint n_functions)
{
  g_autofree char *number = ember_amount_text_dup (n_functions);
  /* Translators: what assistive technology calls the table */
  g_autofree char *label = g_strdup_printf (ngettext ("Table of %s function", "Table of %s functions", n_functions), number);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
functions_changed_cb (EmberFunctionTable *self)
{
  const EmberFunctions *functions = ember_function_list_get_functions (self->list);
  const guint n = functions != NULL ? functions->n_functions : 0;

  self->is_selecting = TRUE;
  ember_function_model_set_n_rows (self->model, n);
  self->is_selecting = FALSE;
  ember_function_columns_update (self->columns);
  update_selection (self);
  update_label (self, n);
  if (n == 0)
    update_nothing (self);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "rows" : "nothing");
}

static void
strips_changed_cb (EmberFunctionTable *self)
{
  ember_function_columns_update (self->columns);
}

static const EmberFunction *
get_selected_row (EmberFunctionTable *self)
{
  const EmberFunctions *functions = ember_function_list_get_functions (self->list);
  const guint row = gtk_single_selection_get_selected (self->selection);

  return functions != NULL && row < functions->n_functions ? &functions->functions[row] : NULL;
}

static void
selected_cb (EmberFunctionTable *self)
{
  const EmberFunction *function = get_selected_row (self);
  const EmberFunctions *functions = ember_function_list_get_functions (self->list);

  if (self->is_selecting)
    return;
  set_selected (self, function != NULL ? ember_function_index_get_name (functions->index, function->id) : NULL,
                function != NULL ? ember_function_index_get_module (functions->index, function->id) : NULL);
  g_signal_emit (self, signals[PICKED], 0);
}

static void
show_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  if (EMBER_FUNCTION_TABLE (widget)->name != NULL)
    g_signal_emit (widget, signals[ACTIVATED], 0);
}

static void
show_around_cb (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  if (EMBER_FUNCTION_TABLE (widget)->name != NULL)
    g_signal_emit (widget, signals[SHOW_AROUND], 0);
}

static void
activate_cb (EmberFunctionTable *self,
             guint row)
{
  gtk_single_selection_set_selected (self->selection, row);
  show_cb (GTK_WIDGET (self), NULL, NULL);
}

/* As --print=functions prints it. */
static void
copy_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  EmberFunctionTable *self = EMBER_FUNCTION_TABLE (widget);
  const EmberFunction *function = get_selected_row (self);
  g_autofree char *function_name = NULL;
  g_autofree char *module = NULL;
  g_autofree char *text = NULL;

  if (function == NULL)
    return;
  function_name = g_utf8_make_valid (self->name, -1);
  module = g_utf8_make_valid (self->module, -1);
  text = g_strdup_printf ("%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\t%s\t%s", function->self, function->total, function_name, module);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static GMenuModel *
create_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("Show in the _Flame Graph"), "functions.show");
  g_menu_append (menu, _ ("Callers _and Callees"), "functions.show-around");
  g_menu_append (menu, _ ("_Copy Row"), "functions.copy");
  return G_MENU_MODEL (menu);
}

static void
open_menu (EmberFunctionTable *self,
           GtkWidget *at,
           double x_px,
           double y_px)
{
  graphene_point_t point;

  if (!gtk_widget_compute_point (at, GTK_WIDGET (self), &GRAPHENE_POINT_INIT ((float) x_px, (float) y_px), &point))
    return;
  if (self->menu == NULL)
    {
      g_autoptr (GMenuModel) model = create_menu ();

      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) point.x, (int) point.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
cell_menu_cb (guint row,
              GtkWidget *cell,
              double x_px,
              double y_px,
              gpointer user_data)
{
  EmberFunctionTable *self = user_data;

  gtk_single_selection_set_selected (self->selection, row);
  open_menu (self, cell, x_px, y_px);
}

/* By key: at the row that has the focus. */
static void
menu_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  EmberFunctionTable *self = EMBER_FUNCTION_TABLE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (get_selected_row (self) != NULL && focus != NULL && gtk_widget_is_ancestor (focus, widget))
    open_menu (self, focus, 24, gtk_widget_get_height (focus) / 2.0);
}

static void
ember_function_table_size_allocate (GtkWidget *widget,
                                    int width,
                                    int height,
                                    int baseline)
{
  EmberFunctionTable *self = EMBER_FUNCTION_TABLE (widget);

  gtk_widget_size_allocate (GTK_WIDGET (self->stack), &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
ember_function_table_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (EMBER_FUNCTION_TABLE (widget)->stack), orientation, for_size, minimum, natural, NULL, NULL);
}

static gboolean
ember_function_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (EMBER_FUNCTION_TABLE (widget)->view));
}

static void
ember_function_table_dispose (GObject *object)
{
  EmberFunctionTable *self = EMBER_FUNCTION_TABLE (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  ember_template_dispose (GTK_WIDGET (self), EMBER_TYPE_FUNCTION_TABLE);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_pointer (&self->index, ember_function_index_unref);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_function_table_parent_class)->dispose (object);
}

static void
ember_function_table_finalize (GObject *object)
{
  EmberFunctionTable *self = EMBER_FUNCTION_TABLE (object);

  g_clear_pointer (&self->columns, ember_function_columns_free);
  g_free (self->name);
  g_free (self->module);
  G_OBJECT_CLASS (ember_function_table_parent_class)->finalize (object);
}

static void
ember_function_table_class_init (EmberFunctionTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_function_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = ember_function_table_finalize;
  widget_class->size_allocate = ember_function_table_size_allocate;
  widget_class->measure = ember_function_table_measure;
  widget_class->grab_focus = ember_function_table_grab_focus;
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SHOW_AROUND] = g_signal_new ("show-around", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "functiontable");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/function-table.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberFunctionTable, stack);
  gtk_widget_class_bind_template_child (widget_class, EmberFunctionTable, view);
  gtk_widget_class_bind_template_child (widget_class, EmberFunctionTable, nothing);
  gtk_widget_class_install_action (widget_class, "functions.show", NULL, show_cb);
  gtk_widget_class_install_action (widget_class, "functions.show-around", NULL, show_around_cb);
  gtk_widget_class_install_action (widget_class, "functions.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "functions.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, 0, "functions.show-around", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "functions.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "functions.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "functions.menu", NULL);
}

static void
ember_function_table_init (EmberFunctionTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = ember_function_model_new ();
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
}

void
ember_function_table_bind (EmberFunctionTable *self,
                           EmberFunctionList *list,
                           EmberSession *session)
{
  g_return_if_fail (EMBER_IS_FUNCTION_TABLE (self) && self->list == NULL);

  self->list = g_object_ref (list);
  self->session = g_object_ref (session);
  self->columns = ember_function_columns_new (self->view, list, session, cell_menu_cb, self);
  g_signal_connect_object (list, "notify::functions", G_CALLBACK (functions_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::strips", G_CALLBACK (strips_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::range", G_CALLBACK (strips_changed_cb), self, G_CONNECT_SWAPPED);
  functions_changed_cb (self);
}

void
ember_function_table_select (EmberFunctionTable *self,
                             const char *name,
                             const char *module)
{
  g_return_if_fail (EMBER_IS_FUNCTION_TABLE (self) && self->list != NULL);

  if (g_strcmp0 (name, self->name) == 0 && (name == NULL || g_strcmp0 (module, self->module) == 0))
    return;
  set_selected (self, name, module);
  self->has_to_scroll = TRUE;
  update_selection (self);
}

gboolean
ember_function_table_get_selected (EmberFunctionTable *self,
                                   const char **name,
                                   const char **module)
{
  g_return_val_if_fail (EMBER_IS_FUNCTION_TABLE (self), FALSE);

  *name = self->name;
  *module = self->module;
  return self->name != NULL;
}

char *
ember_function_table_dup_sort (EmberFunctionTable *self)
{
  EmberTableSort sort;

  g_return_val_if_fail (EMBER_IS_FUNCTION_TABLE (self) && self->columns != NULL, NULL);

  return ember_function_columns_get_sort (self->columns, &sort) ? ember_table_sort_format (&sort) : NULL;
}

void
ember_function_table_set_sort (EmberFunctionTable *self,
                               const char *text)
{
  EmberTableSort sort;

  g_return_if_fail (EMBER_IS_FUNCTION_TABLE (self) && self->columns != NULL);

  if (ember_table_sort_parse (text, &sort))
    ember_function_columns_set_sort (self->columns, &sort);
}

gboolean
ember_function_table_is_busy (EmberFunctionTable *self)
{
  return self->list != NULL && ember_function_list_is_busy (self->list);
}
