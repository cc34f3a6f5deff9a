/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/thread-columns.h"

#include <glib/gi18n.h>

#include "profile/amount-text.h"
#include "ui/when-view.h"

/* What a cell shows is kept with it. */
#define ITEM_KEY "ember-thread-item"

/* Frames of a table take room, too; as many characters at least. */
#define COMM_WIDTH_CHARS 14

typedef struct _Column Column;

struct _Column
{
  const char *title;
  char *(*dup_text) (const EmberThreadTable *table, uint32_t row); /* NULL: a strip */
  int (*compare) (const EmberThreadTable *table, uint32_t a, uint32_t b);
  bool is_number;
};

/* What the factory of a column needs. */
typedef struct
{
  const Column *column;
  EmberThreadItems *items;
  EmberSession *session;
} Maker;

static char *
dup_number (int32_t number)
{
  return number >= 0 ? g_strdup_printf ("%d", number) : g_strdup ("");
}

static char *
dup_comm (const EmberThreadTable *table,
          uint32_t row)
{
  return g_utf8_make_valid (ember_thread_table_get_comm (table, row), -1);
}

static char *
dup_pid (const EmberThreadTable *table,
         uint32_t row)
{
  return dup_number (table->rows[row].pid);
}

/* Of a process, how many threads it has. */
static char *
dup_tid (const EmberThreadTable *table,
         uint32_t row)
{
  if (table->grouping == EMBER_THREADS_BY_PROCESS && table->rows[row].tid == -1)
    return g_strdup_printf ("×%u", table->rows[row].n_threads);
  return dup_number (table->rows[row].tid);
}

static char *
dup_samples (const EmberThreadTable *table,
             uint32_t row)
{
  return ember_amount_text_dup (table->rows[row].n_samples);
}

static char *
dup_share (const EmberThreadTable *table,
           uint32_t row)
{
  return ember_amount_text_dup_share (table->rows[row].n_samples, table->n_samples, 1);
}

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

static int
compare_comms (const EmberThreadTable *table,
               uint32_t a,
               uint32_t b)
{
  return g_ascii_strcasecmp (ember_thread_table_get_comm (table, a), ember_thread_table_get_comm (table, b));
}

static int
compare_pids (const EmberThreadTable *table,
              uint32_t a,
              uint32_t b)
{
  return COMPARE (table->rows[a].pid, table->rows[b].pid);
}

static int
compare_tids (const EmberThreadTable *table,
              uint32_t a,
              uint32_t b)
{
  const int order = COMPARE (table->rows[a].tid, table->rows[b].tid);

  return order != 0 ? order : COMPARE (table->rows[a].n_threads, table->rows[b].n_threads);
}

static int
compare_samples (const EmberThreadTable *table,
                 uint32_t a,
                 uint32_t b)
{
  return COMPARE (table->rows[a].n_samples, table->rows[b].n_samples);
}

static uint32_t
find_first_bucket (const EmberWhenStrips *strips,
                   uint32_t row)
{
  const uint32_t *counts = ember_when_strips_get (strips, row);
  uint32_t bucket = 0;

  while (bucket < strips->n_buckets && counts[bucket] == 0)
    bucket++;
  return bucket;
}

/* Who was seen first comes first. */
static int
compare_begins (const EmberThreadTable *table,
                uint32_t a,
                uint32_t b)
{
  if (table->strips == NULL)
    return 0;
  return COMPARE (find_first_bucket (table->strips, a), find_first_bucket (table->strips, b));
}

static const Column columns[] = {
  { N_ ("Comm"), dup_comm, compare_comms, false },
  { N_ ("PID"), dup_pid, compare_pids, true },
  { N_ ("TID"), dup_tid, compare_tids, true },
  { N_ ("Samples"), dup_samples, compare_samples, true },
  { N_ ("Share"), dup_share, compare_samples, true },
  { N_ ("When"), NULL, compare_begins, false },
};
#define SAMPLES_COLUMN 3

static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer user_data)
{
  const Column *column = user_data;
  const EmberThreadTable *table = ember_thread_item_get_table ((EmberThreadItem *) a);

  return column->compare (table, ember_thread_item_get_row ((EmberThreadItem *) a), ember_thread_item_get_row ((EmberThreadItem *) b));
}

static void
update_strip (EmberWhenView *view,
              EmberSession *session,
              const EmberThreadTable *table,
              uint32_t row)
{
  ember_when_view_set (view, table->strips, table->strips != NULL ? row : 0, ember_session_get_range (session));
}

/* Shows the item that the cell holds. */
static void
update_cell (GtkWidget *cell,
             const Maker *maker)
{
  EmberThreadItem *item = g_object_get_data (G_OBJECT (cell), ITEM_KEY);
  const EmberThreadTable *table;
  uint32_t row;

  if (item == NULL)
    return;
  table = ember_thread_item_get_table (item);
  row = ember_thread_item_get_row (item);
  if (maker->column->dup_text == NULL)
    {
      update_strip (EMBER_WHEN_VIEW (cell), maker->session, table, row);
    }
  else
    {
      g_autofree char *text = maker->column->dup_text (table, row);

      gtk_label_set_text (GTK_LABEL (cell), text);
      if (!maker->column->is_number)
        gtk_widget_set_tooltip_text (cell, text);
    }
}

static void
updated_cb (gpointer source,
            GtkWidget *cell)
{
  update_cell (cell, g_object_get_data (G_OBJECT (cell), "ember-maker"));
}

static void
range_cb (GtkWidget *cell)
{
  updated_cb (NULL, cell);
}

static GtkWidget *
create_cell (const Maker *maker)
{
  GtkWidget *label;

  if (maker->column->dup_text == NULL)
    return ember_when_view_new ();
  label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), maker->column->is_number ? 1 : 0);
  if (maker->column->is_number)
    {
      gtk_widget_add_css_class (label, "numeric");
    }
  else
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), COMM_WIDTH_CHARS);
    }
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem *list_item,
          gpointer user_data)
{
  Maker *maker = user_data;
  GtkWidget *cell = create_cell (maker);

  g_object_set_data (G_OBJECT (cell), "ember-maker", maker);
  g_signal_connect_object (maker->items, "updated", G_CALLBACK (updated_cb), cell, 0);
  if (maker->column->dup_text == NULL)
    g_signal_connect_object (maker->session, "notify::range", G_CALLBACK (range_cb), cell, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem *list_item,
         gpointer user_data)
{
  GtkWidget *cell = gtk_list_item_get_child (list_item);

  g_object_set_data_full (G_OBJECT (cell), ITEM_KEY, g_object_ref (gtk_list_item_get_item (list_item)), g_object_unref);
  update_cell (cell, user_data);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem *list_item,
           gpointer user_data)
{
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (list_item)), ITEM_KEY, NULL);
}

static void
maker_free (gpointer data,
            GClosure *closure)
{
  Maker *maker = data;

  g_object_unref (maker->items);
  g_object_unref (maker->session);
  g_free (maker);
}

static GtkListItemFactory *
create_factory (const Column *column,
                EmberThreadItems *items,
                EmberSession *session)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Maker *maker = g_new (Maker, 1);

  *maker = (Maker){ column, g_object_ref (items), g_object_ref (session) };
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), maker);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), maker);
  g_signal_connect_data (factory, "unbind", G_CALLBACK (unbind_cb), maker, maker_free, 0);
  return factory;
}

void
ember_thread_columns_add (GtkColumnView *view,
                          EmberThreadItems *items,
                          EmberSession *session)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_ (columns[i].title), create_factory (&columns[i], items, session));
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_items, (gpointer) &columns[i], NULL));

      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, columns[i].dup_text == NULL || columns[i].compare == compare_comms);
      gtk_column_view_append_column (view, column);
      if (i == SAMPLES_COLUMN)
        gtk_column_view_sort_by_column (view, column, GTK_SORT_DESCENDING);
    }
}

void
ember_thread_columns_resort (GtkColumnView *view)
{
  GListModel *list = gtk_column_view_get_columns (view);

  for (guint i = SAMPLES_COLUMN; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (list, i);

      gtk_sorter_changed (gtk_column_view_column_get_sorter (column), GTK_SORTER_CHANGE_DIFFERENT);
    }
}

static EmberThreadItem *
find_below (GtkWidget *widget)
{
  EmberThreadItem *item = g_object_get_data (G_OBJECT (widget), ITEM_KEY);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && item == NULL; child = gtk_widget_get_next_sibling (child))
    item = find_below (child);
  return item;
}

/* A row is what lies two steps below the view: its list, then the row. */
EmberThreadItem *
ember_thread_columns_find_item (GtkColumnView *view,
                                GtkWidget *widget)
{
  GtkWidget *parent = widget != NULL ? gtk_widget_get_parent (widget) : NULL;

  while (parent != NULL && gtk_widget_get_parent (parent) != GTK_WIDGET (view))
    {
      widget = parent;
      parent = gtk_widget_get_parent (parent);
    }
  return parent != NULL ? find_below (widget) : NULL;
}
