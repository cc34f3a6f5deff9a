/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/function-model.h"

typedef struct
{
  guint position;
  guint n_removed;
  guint n_added;
  guint n_times;
} Change;

static void
changed_cb (GListModel *model,
            guint position,
            guint n_removed,
            guint n_added,
            gpointer user_data)
{
  Change *change = user_data;

  *change = (Change){ position, n_removed, n_added, change->n_times + 1 };
}

static void
test_rows_come_and_go_at_the_end (void)
{
  g_autoptr (EmberFunctionModel) model = ember_function_model_new ();
  g_autoptr (GObject) first = NULL;
  g_autoptr (GObject) again = NULL;
  Change change = { 0 };

  g_signal_connect (model, "items-changed", G_CALLBACK (changed_cb), &change);
  ember_function_model_set_n_rows (model, 100000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 100000);
  g_assert_true (change.position == 0 && change.n_removed == 0 && change.n_added == 100000);
  first = g_list_model_get_item (G_LIST_MODEL (model), 99);
  ember_function_model_set_n_rows (model, 120);
  g_assert_true (change.position == 120 && change.n_removed == 99880 && change.n_added == 0);
  again = g_list_model_get_item (G_LIST_MODEL (model), 99);
  g_assert_true (first == again);
  ember_function_model_set_n_rows (model, 120);
  g_assert_cmpuint (change.n_times, ==, 2);
}

static void
test_a_row_is_made_when_it_is_looked_at_and_goes_with_the_list (void)
{
  EmberFunctionModel *model = ember_function_model_new ();
  GObject *row;

  ember_function_model_set_n_rows (model, 10);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 10));
  row = g_list_model_get_item (G_LIST_MODEL (model), 9);
  g_object_add_weak_pointer (row, (gpointer *) &row);
  g_object_unref (row);
  g_assert_nonnull (row);
  ember_function_model_set_n_rows (model, 5);
  g_assert_null (row);
  g_assert_finalize_object (model);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/function-model/rows-come-and-go-at-the-end", test_rows_come_and_go_at_the_end);
  g_test_add_func ("/function-model/a-row-is-made-when-it-is-looked-at-and-goes-with-the-list", test_a_row_is_made_when_it_is_looked_at_and_goes_with_the_list);
  return g_test_run ();
}
