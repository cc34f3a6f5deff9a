/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/function-model.h"

struct _EmberFunctionModel
{
  GObject parent_instance;

  guint n_rows;
  GPtrArray *rows; /* GObject; NULL where nobody has looked yet, and may be shorter than n_rows */
};

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return EMBER_FUNCTION_MODEL (model)->n_rows;
}

static gpointer
get_item (GListModel *model,
          guint position)
{
  EmberFunctionModel *self = EMBER_FUNCTION_MODEL (model);

  if (position >= self->n_rows)
    return NULL;
  if (position >= self->rows->len)
    g_ptr_array_set_size (self->rows, (int) position + 1);
  if (self->rows->pdata[position] == NULL)
    self->rows->pdata[position] = g_object_new (G_TYPE_OBJECT, NULL);
  return g_object_ref (self->rows->pdata[position]);
}

static void
init_list_model (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EmberFunctionModel, ember_function_model, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_list_model))

static void
free_row (gpointer row)
{
  if (row != NULL)
    g_object_unref (row);
}

static void
ember_function_model_finalize (GObject *object)
{
  g_ptr_array_unref (EMBER_FUNCTION_MODEL (object)->rows);
  G_OBJECT_CLASS (ember_function_model_parent_class)->finalize (object);
}

static void
ember_function_model_class_init (EmberFunctionModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ember_function_model_finalize;
}

static void
ember_function_model_init (EmberFunctionModel *self)
{
  self->rows = g_ptr_array_new_with_free_func (free_row);
}

EmberFunctionModel *
ember_function_model_new (void)
{
  return g_object_new (EMBER_TYPE_FUNCTION_MODEL, NULL);
}

void
ember_function_model_set_n_rows (EmberFunctionModel *self,
                                 guint n_rows)
{
  const guint old = self->n_rows;

  g_return_if_fail (EMBER_IS_FUNCTION_MODEL (self));

  if (n_rows == old)
    return;
  self->n_rows = n_rows;
  if (self->rows->len > n_rows)
    g_ptr_array_set_size (self->rows, (int) n_rows);
  g_list_model_items_changed (G_LIST_MODEL (self), MIN (old, n_rows), old - MIN (old, n_rows), n_rows - MIN (old, n_rows));
}
