/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/thread-picks.h"

#include "analysis/filter-text.h"

static bool
asks_who (const EmberFilterCondition *condition)
{
  return condition->kind == EMBER_FILTER_PROCESS || condition->kind == EMBER_FILTER_THREAD || condition->kind == EMBER_FILTER_COMM;
}

static void
add (EmberFilter **filter,
     const EmberFilterCondition *condition)
{
  EmberFilter *more = ember_filter_with (*filter, condition);

  ember_filter_unref (*filter);
  *filter = more;
}

static EmberFilterCondition
get_condition (EmberThreadItem *item,
               bool is_excluding)
{
  EmberFilterCondition condition;

  ember_thread_table_get_condition (ember_thread_item_get_table (item), ember_thread_item_get_row (item), &condition);
  condition.is_excluding = is_excluding;
  return condition;
}

static bool
is_same (const EmberFilterCondition *a,
         const EmberFilterCondition *b)
{
  return a->kind == b->kind && a->number == b->number && g_strcmp0 (a->text, b->text) == 0;
}

static bool
asks_the_same (const EmberFilterCondition *a,
               const EmberFilterCondition *b)
{
  return a->kind == b->kind || (asks_who (a) && asks_who (b));
}

EmberFilter *
ember_thread_picks_pick_condition (EmberFilter *filter,
                                   const EmberFilterCondition *condition,
                                   EmberThreadPick how)
{
  EmberFilterCondition picked = *condition;
  EmberFilter *changed = ember_filter_new ();
  bool was_named = false;

  picked.is_excluding = how == EMBER_THREAD_PICK_EXCLUDE;
  for (uint32_t i = 0; i < ember_filter_get_n (filter); i++)
    {
      const EmberFilterCondition *other = ember_filter_get (filter, i);
      const bool is_replaced = asks_the_same (other, &picked) && how == EMBER_THREAD_PICK_ONLY;

      if (!is_replaced && !is_same (other, &picked))
        add (&changed, other);
      was_named |= is_same (other, &picked) && other->is_enabled && !other->is_excluding;
    }
  if (how != EMBER_THREAD_PICK_TOGGLE || !was_named)
    add (&changed, &picked);
  return changed;
}

EmberFilter *
ember_thread_picks_pick (EmberFilter *filter,
                         EmberThreadItem *item,
                         EmberThreadPick how)
{
  const EmberFilterCondition condition = get_condition (item, false);

  return ember_thread_picks_pick_condition (filter, &condition, how);
}

/* The conditions that a filter names threads by, as a set of their texts. */
static GHashTable *
collect_names (EmberFilter *filter)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (uint32_t i = 0; i < ember_filter_get_n (filter); i++)
    {
      const EmberFilterCondition *condition = ember_filter_get (filter, i);

      if (asks_who (condition) && condition->is_enabled && !condition->is_excluding)
        g_hash_table_add (names, ember_filter_text_format (condition));
    }
  return names;
}

GtkBitset *
ember_thread_picks_find (EmberFilter *filter,
                         GListModel *list)
{
  g_autoptr (GHashTable) names = collect_names (filter);
  const guint n = g_hash_table_size (names) > 0 ? g_list_model_get_n_items (list) : 0;
  GtkBitset *found = gtk_bitset_new_empty ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EmberThreadItem) item = g_list_model_get_item (list, i);
      const EmberFilterCondition condition = get_condition (item, false);
      g_autofree char *text = ember_filter_text_format (&condition);

      if (g_hash_table_contains (names, text))
        gtk_bitset_add (found, i);
    }
  return found;
}

/* The conditions of some rows, as texts; or of all but those. */
static GHashTable *
collect_rows (GListModel *list,
              const GtkBitset *selected,
              bool is_selected)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (EmberThreadItem) item = NULL;
      EmberFilterCondition condition;

      if (gtk_bitset_contains (selected, i) != is_selected)
        continue;
      item = g_list_model_get_item (list, i);
      condition = get_condition (item, false);
      g_hash_table_add (names, ember_filter_text_format (&condition));
    }
  return names;
}

/* What stays of a filter beside the rows that are selected. */
static bool
stays (const EmberFilterCondition *condition,
       GHashTable *selected,
       GHashTable *unselected,
       bool keeps_others)
{
  EmberFilterCondition named = *condition;
  g_autofree char *text = NULL;

  if (!asks_who (condition))
    return true;
  named.is_excluding = false;
  text = ember_filter_text_format (&named);
  if (g_hash_table_contains (selected, text))
    return !condition->is_excluding;
  return condition->is_excluding || (keeps_others && !g_hash_table_contains (unselected, text));
}

/* Those that a search hides, too. */
static guint64
count_rows (GListModel *list)
{
  g_autoptr (EmberThreadItem) item = g_list_model_get_item (list, 0);

  return item != NULL ? ember_thread_item_get_table (item)->n_rows : 0;
}

EmberFilter *
ember_thread_picks_apply (EmberFilter *filter,
                          GListModel *list,
                          const GtkBitset *selected,
                          gboolean keeps_others)
{
  const guint64 n_selected = gtk_bitset_get_size (selected);
  const bool is_all = n_selected > 1 && n_selected == count_rows (list);
  g_autoptr (GtkBitset) nothing = gtk_bitset_new_empty ();
  const GtkBitset *wanted = is_all ? nothing : selected;
  g_autoptr (GHashTable) names = NULL;
  g_autoptr (GHashTable) others = NULL;
  EmberFilter *changed;

  if (!is_all && n_selected > EMBER_THREAD_PICKS_MAX)
    return NULL;
  names = collect_rows (list, wanted, true);
  others = collect_rows (list, wanted, false);
  changed = ember_filter_new ();
  for (uint32_t i = 0; i < ember_filter_get_n (filter); i++)
    if (stays (ember_filter_get (filter, i), names, others, keeps_others))
      add (&changed, ember_filter_get (filter, i));
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    if (gtk_bitset_contains (wanted, i))
      {
        g_autoptr (EmberThreadItem) item = g_list_model_get_item (list, i);
        const EmberFilterCondition condition = get_condition (item, false);

        add (&changed, &condition);
      }
  return changed;
}

char *
ember_thread_picks_dup_line (EmberThreadItem *item)
{
  const EmberThreadTable *table = ember_thread_item_get_table (item);
  const EmberThreadRow *row = &table->rows[ember_thread_item_get_row (item)];
  g_autofree char *comm = g_utf8_make_valid (ember_thread_table_get_comm (table, ember_thread_item_get_row (item)), -1);

  return g_strdup_printf ("%s\t%d\t%d\t%" G_GUINT64_FORMAT, comm, row->pid, row->tid, row->n_samples);
}
