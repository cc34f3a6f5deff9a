/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/thread-items.h"

#include <string.h>

struct _EmberThreadItem
{
  GObject parent_instance;

  EmberThreadTable *table;
  uint32_t row;
};

struct _EmberThreadItems
{
  GObject parent_instance;

  EmberThreadTable *table; /* (nullable) */
  GPtrArray *items;        /* EmberThreadItem */
};

enum
{
  SIGNAL_UPDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmberThreadItem, ember_thread_item, G_TYPE_OBJECT)

static void
ember_thread_item_finalize (GObject *object)
{
  ember_thread_table_unref (EMBER_THREAD_ITEM (object)->table);
  G_OBJECT_CLASS (ember_thread_item_parent_class)->finalize (object);
}

static void
ember_thread_item_class_init (EmberThreadItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ember_thread_item_finalize;
}

static void
ember_thread_item_init (EmberThreadItem *self)
{
}

const EmberThreadTable *
ember_thread_item_get_table (EmberThreadItem *self)
{
  return self->table;
}

uint32_t
ember_thread_item_get_row (EmberThreadItem *self)
{
  return self->row;
}

static bool
begins_with (int32_t number,
             const char *text)
{
  char digits[16];

  g_snprintf (digits, sizeof digits, "%d", number);
  return number >= 0 && g_str_has_prefix (digits, text);
}

bool
ember_thread_item_matches (EmberThreadItem *self,
                           const char *text)
{
  const EmberThreadRow *row = &self->table->rows[self->row];
  g_autofree char *valid = NULL;
  g_autofree char *comm = NULL;

  if (begins_with (row->pid, text) || begins_with (row->tid, text))
    return true;
  valid = g_utf8_make_valid (ember_thread_table_get_comm (self->table, self->row), -1);
  comm = g_utf8_strdown (valid, -1);
  return strstr (comm, text) != NULL;
}

static GType
get_item_type (GListModel *list)
{
  return EMBER_TYPE_THREAD_ITEM;
}

static guint
get_n_items (GListModel *list)
{
  return EMBER_THREAD_ITEMS (list)->items->len;
}

static gpointer
get_item (GListModel *list,
          guint position)
{
  EmberThreadItems *self = EMBER_THREAD_ITEMS (list);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EmberThreadItems, ember_thread_items, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_list_model))

static void
ember_thread_items_finalize (GObject *object)
{
  EmberThreadItems *self = EMBER_THREAD_ITEMS (object);

  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->table, ember_thread_table_unref);
  G_OBJECT_CLASS (ember_thread_items_parent_class)->finalize (object);
}

static void
ember_thread_items_class_init (EmberThreadItemsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ember_thread_items_finalize;
  signals[SIGNAL_UPDATED] = g_signal_new ("updated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ember_thread_items_init (EmberThreadItems *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

EmberThreadItems *
ember_thread_items_new (void)
{
  return g_object_new (EMBER_TYPE_THREAD_ITEMS, NULL);
}

static EmberThreadItem *
create_item (EmberThreadTable *table,
             uint32_t row)
{
  EmberThreadItem *item = g_object_new (EMBER_TYPE_THREAD_ITEM, NULL);

  item->table = ember_thread_table_ref (table);
  item->row = row;
  return item;
}

static void
renumber (EmberThreadItems *self,
          EmberThreadTable *table)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      EmberThreadItem *item = g_ptr_array_index (self->items, i);

      ember_thread_table_unref (item->table);
      item->table = ember_thread_table_ref (table);
    }
}

static void
replace (EmberThreadItems *self,
         EmberThreadTable *table)
{
  const guint n_before = self->items->len;

  g_ptr_array_set_size (self->items, 0);
  for (uint32_t i = 0; table != NULL && i < table->n_rows; i++)
    g_ptr_array_add (self->items, create_item (table, i));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->items->len);
}

void
ember_thread_items_set_table (EmberThreadItems *self,
                              EmberThreadTable *table)
{
  const bool is_alike = self->table != NULL && table != NULL && self->table->profile == table->profile && self->table->grouping == table->grouping;

  if (self->table == table)
    return;
  if (table != NULL)
    ember_thread_table_ref (table);
  g_clear_pointer (&self->table, ember_thread_table_unref);
  self->table = table;
  if (!is_alike)
    {
      replace (self, table);
      return;
    }
  renumber (self, table);
  g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
}
