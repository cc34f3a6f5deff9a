/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/table-sort.h"

#include <glib.h>

static const struct
{
  const char *word;
  EmberFunctionOrder order;
  bool is_share;
} words[] = {
  { "self", EMBER_FUNCTION_ORDER_SELF, false },
  { "self-share", EMBER_FUNCTION_ORDER_SELF, true },
  { "total", EMBER_FUNCTION_ORDER_TOTAL, false },
  { "total-share", EMBER_FUNCTION_ORDER_TOTAL, true },
  { "name", EMBER_FUNCTION_ORDER_NAME, false },
  { "module", EMBER_FUNCTION_ORDER_MODULE, false },
  { "change", EMBER_FUNCTION_ORDER_CHANGE, false },
};

char *
ember_table_sort_format (const EmberTableSort *sort)
{
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].order == sort->order && words[i].is_share == sort->is_share)
      return g_strconcat (sort->is_turned_round ? "-" : "", words[i].word, NULL);
  g_return_val_if_reached (g_strdup (EMBER_TABLE_SORT_DEFAULT));
}

bool
ember_table_sort_parse (const char *text,
                        EmberTableSort *sort)
{
  const bool is_turned_round = text[0] == '-';

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, text + is_turned_round))
      {
        *sort = (EmberTableSort){ words[i].order, words[i].is_share, is_turned_round };
        return true;
      }
  return false;
}

bool
ember_table_sort_is_descending (const EmberTableSort *sort)
{
  const bool is_text = sort->order == EMBER_FUNCTION_ORDER_NAME || sort->order == EMBER_FUNCTION_ORDER_MODULE;

  return sort->is_turned_round == is_text;
}
