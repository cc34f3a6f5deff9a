/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/function-columns.h"

#include <glib/gi18n.h>

#include "paint/function-words.h"
#include "ui/when-view.h"

typedef struct Column Column;

/* What a column is. */
typedef struct
{
  const char *title;
  bool is_text; /* else a number, the largest of which is wanted first */
  bool is_wide;
  bool is_strip;
  bool is_share;
  bool is_sorted; /* by order, on a click on the title */
  EmberFunctionOrder order;
  int n_min_chars; /* the least where all columns must find room, and what it has where there is more */
  int n_chars;
  /* Returns: (transfer full): what stands in a cell */
  char *(*dup_text) (const Column *column, const EmberFunction *function);
  char *(*dup_tooltip) (const Column *column, const EmberFunction *function); /* (nullable) */
} ColumnKind;

struct Column
{
  EmberFunctionColumns *columns;
  const ColumnKind *kind;
  GtkColumnViewColumn *column; /* borrowed from the view */
};

static char *dup_name (const Column *column, const EmberFunction *function);
static char *dup_whole_name (const Column *column, const EmberFunction *function);
static char *dup_module (const Column *column, const EmberFunction *function);
static char *dup_path (const Column *column, const EmberFunction *function);
static char *dup_self_share (const Column *column, const EmberFunction *function);
static char *dup_self (const Column *column, const EmberFunction *function);
static char *dup_total_share (const Column *column, const EmberFunction *function);
static char *dup_total (const Column *column, const EmberFunction *function);
static char *dup_change (const Column *column, const EmberFunction *function);
static char *dup_both (const Column *column, const EmberFunction *function);

/* The first number, since whoever compares asks for it first. */
#define CHANGE_COLUMN 1
#define SELF_SHARE_COLUMN 2

static const ColumnKind kinds[] = {
  { N_ ("Function"), true, true, false, false, true, EMBER_FUNCTION_ORDER_NAME, 14, 24, dup_name, dup_whole_name },
  { N_ ("Change"), false, false, false, false, true, EMBER_FUNCTION_ORDER_CHANGE, 9, 10, dup_change, dup_both },
  { N_ ("Self %"), false, false, false, true, true, EMBER_FUNCTION_ORDER_SELF, 7, 7, dup_self_share, NULL },
  { N_ ("Self"), false, false, false, false, true, EMBER_FUNCTION_ORDER_SELF, 9, 12, dup_self, NULL },
  { N_ ("Total %"), false, false, false, true, true, EMBER_FUNCTION_ORDER_TOTAL, 7, 7, dup_total_share, NULL },
  { N_ ("Total"), false, false, false, false, true, EMBER_FUNCTION_ORDER_TOTAL, 9, 12, dup_total, NULL },
  { N_ ("When it ran"), false, false, true, false, false, EMBER_FUNCTION_ORDER_SELF, 0, 0, NULL, NULL },
  { N_ ("Module"), true, false, false, false, true, EMBER_FUNCTION_ORDER_MODULE, 9, 16, dup_module, dup_path },
};

struct _EmberFunctionColumns
{
  Column columns[G_N_ELEMENTS (kinds)];
  GtkColumnView *view; /* borrowed */
  EmberFunctionList *list;
  EmberSession *session;
  EmberFunctionMenu menu;
  gpointer user_data;
  GHashTable *cells;    /* GtkListItem -> Column: those that show a row */
  const Column *sorted; /* (nullable): by which the list is sorted */
  const Column *probed; /* (nullable): by which the view wants it sorted, see probe_order() */
  GObject *probes[2];
};

static const EmberFunctions *
get_functions (const Column *column)
{
  return ember_function_list_get_functions (column->columns->list);
}

static const EmberFlameGraph *
get_graph (const Column *column)
{
  return ember_function_list_get_graph (column->columns->list);
}

static char *
dup_name (const Column *column,
          const EmberFunction *function)
{
  return ember_function_words_dup_name (get_functions (column), function);
}

static char *
dup_path (const Column *column,
          const EmberFunction *function)
{
  return ember_function_words_dup_path (get_functions (column), function);
}

static char *
dup_whole_name (const Column *column,
                const EmberFunction *function)
{
  g_autofree char *name = dup_name (column, function);
  g_autofree char *path = dup_path (column, function);

  return path[0] != '\0' ? g_strjoin ("\n", name, path, NULL) : g_steal_pointer (&name);
}

static char *
dup_module (const Column *column,
            const EmberFunction *function)
{
  return ember_function_words_dup_module (get_functions (column), function);
}

static char *
dup_self_share (const Column *column,
                const EmberFunction *function)
{
  return ember_function_words_dup_share (get_graph (column), function->self);
}

static char *
dup_self (const Column *column,
          const EmberFunction *function)
{
  return ember_function_words_dup_amount (get_graph (column), function->self);
}

static char *
dup_total_share (const Column *column,
                 const EmberFunction *function)
{
  return ember_function_words_dup_share (get_graph (column), function->total);
}

static char *
dup_total (const Column *column,
           const EmberFunction *function)
{
  return ember_function_words_dup_amount (get_graph (column), function->total);
}

static char *
dup_change (const Column *column,
            const EmberFunction *function)
{
  return ember_function_words_dup_change (get_functions (column), function);
}

static char *
dup_both (const Column *column,
          const EmberFunction *function)
{
  return ember_function_words_dup_both (get_functions (column), get_graph (column), function);
}

static void
fill_text (const Column *column,
           GtkWidget *cell,
           const EmberFunction *function)
{
  g_autofree char *text = function != NULL ? column->kind->dup_text (column, function) : NULL;
  g_autofree char *tooltip = NULL;

  if (g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (cell)), text) == 0)
    return;
  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
  if (column->kind->dup_tooltip != NULL && function != NULL)
    tooltip = column->kind->dup_tooltip (column, function);
  gtk_widget_set_tooltip_text (cell, tooltip);
}

static void
fill_cell (const Column *column,
           GtkListItem *item)
{
  const EmberFunctions *functions = ember_function_list_get_functions (column->columns->list);
  const guint position = gtk_list_item_get_position (item);
  const EmberFunction *function = functions != NULL && position < functions->n_functions ? &functions->functions[position] : NULL;
  EmberWhenStrips *strips = function != NULL ? ember_function_list_get_strips (column->columns->list) : NULL;
  GtkWidget *cell = gtk_list_item_get_child (item);

  if (column->kind->is_strip)
    ember_when_view_set (EMBER_WHEN_VIEW (cell), strips, strips != NULL ? function->id : 0, ember_session_get_range (column->columns->session));
  else
    fill_text (column, cell, function);
}

static void
pressed_cb (GtkGestureClick *click,
            int n_presses,
            double x_px,
            double y_px,
            gpointer user_data)
{
  GtkListItem *item = user_data;
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  const Column *column = g_object_get_data (G_OBJECT (click), "column");

  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  column->columns->menu (gtk_list_item_get_position (item), cell, x_px, y_px, column->columns->user_data);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem *item,
          gpointer user_data)
{
  const Column *column = user_data;
  GtkWidget *cell = column->kind->is_strip ? ember_when_view_new () : gtk_inscription_new (NULL);
  GtkGesture *click = gtk_gesture_click_new ();

  if (!column->kind->is_strip)
    g_object_set (cell, "xalign", column->kind->is_text ? 0.0f : 1.0f, "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_MIDDLE,
                  "min-chars", column->kind->n_min_chars, "nat-chars", column->kind->n_chars, NULL);
  if (!column->kind->is_text)
    gtk_widget_add_css_class (cell, "numeric");
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_object_set_data (G_OBJECT (click), "column", (gpointer) column);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), item, 0);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem *item,
         gpointer user_data)
{
  Column *column = user_data;

  g_hash_table_insert (column->columns->cells, item, column);
  fill_cell (column, item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem *item,
           gpointer user_data)
{
  g_hash_table_remove (((Column *) user_data)->columns->cells, item);
}

/* Rows stand in the order of the list, not of this: the first column that is asked is the one to sort by. */
static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer user_data)
{
  Column *column = user_data;

  column->columns->probed = column;
  return GTK_ORDERING_SMALLER;
}

/* Which column GTK's sorter asks first and whether it turns its answer round is all that it tells before GTK 4.10.
 * Returns: what the sorter makes of "smaller" */
static GtkOrdering
probe_order (EmberFunctionColumns *columns)
{
  columns->probed = NULL;
  return gtk_sorter_compare (gtk_column_view_get_sorter (columns->view), columns->probes[0], columns->probes[1]);
}

static void
sorter_changed_cb (EmberFunctionColumns *columns)
{
  GtkOrdering ordering;
  const Column *column;
  bool is_new;

  if (gtk_widget_in_destruction (GTK_WIDGET (columns->view)))
    return;
  ordering = probe_order (columns);
  column = columns->probed;
  is_new = column != columns->sorted;
  columns->sorted = column;
  if (column != NULL && is_new && !column->kind->is_text && ordering == GTK_ORDERING_SMALLER)
    {
      /* Comes back here. */
      gtk_column_view_sort_by_column (columns->view, column->column, GTK_SORT_DESCENDING);
      return;
    }
  ember_function_list_set_order (columns->list, column != NULL ? column->kind->order : EMBER_FUNCTION_ORDER_SELF,
                                 column == NULL || ordering == GTK_ORDERING_LARGER);
}

static void
add_column (EmberFunctionColumns *columns,
            Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), column);
  column->column = gtk_column_view_column_new (_ (column->kind->title), factory);
  gtk_column_view_column_set_expand (column->column, column->kind->is_wide);
  gtk_column_view_column_set_resizable (column->column, TRUE);
  if (column->kind->is_sorted)
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, column, NULL));

      gtk_column_view_column_set_sorter (column->column, sorter);
    }
  gtk_column_view_append_column (columns->view, column->column);
  g_object_unref (column->column);
}

/* Returns: (nullable): NULL where there is no such column */
static Column *
find_column (EmberFunctionColumns *columns,
             const EmberTableSort *sort)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].is_sorted && kinds[i].order == sort->order && kinds[i].is_share == sort->is_share)
      return &columns->columns[i];
  return NULL;
}

void
ember_function_columns_set_sort (EmberFunctionColumns *columns,
                                 const EmberTableSort *sort)
{
  const Column *column = find_column (columns, sort);

  if (column == NULL)
    return;
  /* Otherwise the arrow of the column before would stay where it is. */
  gtk_column_view_sort_by_column (columns->view, NULL, GTK_SORT_ASCENDING);
  /* A column that is new begins in its own way, whatever it is asked for. */
  gtk_column_view_sort_by_column (columns->view, column->column, column->kind->is_text ? GTK_SORT_ASCENDING : GTK_SORT_DESCENDING);
  if (sort->is_turned_round)
    gtk_column_view_sort_by_column (columns->view, column->column, column->kind->is_text ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

bool
ember_function_columns_get_sort (EmberFunctionColumns *columns,
                                 EmberTableSort *sort)
{
  const GtkOrdering ordering = probe_order (columns);
  const Column *column = columns->probed;

  if (column == NULL)
    return false;
  *sort = (EmberTableSort){ column->kind->order, column->kind->is_share, (ordering == GTK_ORDERING_LARGER) == column->kind->is_text };
  return true;
}

/* GTK puts the cells of a column that appears behind the others of their row, so all appear anew.
 * The list stays as it is sorted. */
static void
lay_out (EmberFunctionColumns *columns)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (columns->view);
  EmberTableSort sort;
  const bool is_sorted = ember_function_columns_get_sort (columns, &sort);

  g_signal_handlers_block_by_func (sorter, sorter_changed_cb, columns);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_object_ref (columns->columns[i].column);
      gtk_column_view_remove_column (columns->view, columns->columns[i].column);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gtk_column_view_append_column (columns->view, columns->columns[i].column);
      g_object_unref (columns->columns[i].column);
    }
  if (is_sorted)
    ember_function_columns_set_sort (columns, &sort);
  g_signal_handlers_unblock_by_func (sorter, sorter_changed_cb, columns);
}

/* The change has a column while something is compared. */
static void
show_change (EmberFunctionColumns *columns)
{
  const EmberFunctions *functions = ember_function_list_get_functions (columns->list);
  const bool is_compared = functions != NULL && functions->difference != NULL;
  GtkColumnViewColumn *column = columns->columns[CHANGE_COLUMN].column;

  if (gtk_column_view_column_get_visible (column) == is_compared)
    return;
  gtk_column_view_column_set_visible (column, is_compared);
  lay_out (columns);
}

EmberFunctionColumns *
ember_function_columns_new (GtkColumnView *view,
                            EmberFunctionList *list,
                            EmberSession *session,
                            EmberFunctionMenu menu,
                            gpointer user_data)
{
  EmberFunctionColumns *columns = g_new0 (EmberFunctionColumns, 1);

  columns->view = view;
  columns->list = list;
  columns->session = session;
  columns->menu = menu;
  columns->user_data = user_data;
  columns->cells = g_hash_table_new (NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (columns->probes); i++)
    columns->probes[i] = g_object_new (G_TYPE_OBJECT, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      columns->columns[i].columns = columns;
      columns->columns[i].kind = &kinds[i];
      add_column (columns, &columns->columns[i]);
    }
  g_signal_connect_swapped (gtk_column_view_get_sorter (view), "changed", G_CALLBACK (sorter_changed_cb), columns);
  gtk_column_view_sort_by_column (view, columns->columns[SELF_SHARE_COLUMN].column, GTK_SORT_DESCENDING);
  show_change (columns);
  return columns;
}

void
ember_function_columns_free (EmberFunctionColumns *columns)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns->probes); i++)
    g_object_unref (columns->probes[i]);
  g_hash_table_unref (columns->cells);
  g_free (columns);
}

void
ember_function_columns_update (EmberFunctionColumns *columns)
{
  GHashTableIter iter;
  gpointer item, column;

  show_change (columns);
  g_hash_table_iter_init (&iter, columns->cells);
  while (g_hash_table_iter_next (&iter, &item, &column))
    fill_cell (column, item);
}
