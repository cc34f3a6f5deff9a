/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/function-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "paint/flame-colors.h"
#include "profile/amount-text.h"

char *
ember_function_words_dup_name (const EmberFunctions *functions,
                               const EmberFunction *function)
{
  return g_utf8_make_valid (ember_function_index_get_name (functions->index, function->id), -1);
}

char *
ember_function_words_dup_path (const EmberFunctions *functions,
                               const EmberFunction *function)
{
  return g_utf8_make_valid (ember_function_index_get_module (functions->index, function->id), -1);
}

char *
ember_function_words_dup_module (const EmberFunctions *functions,
                                 const EmberFunction *function)
{
  g_autofree char *path = ember_function_words_dup_path (functions, function);

  return path[0] != '\0' ? g_path_get_basename (path) : g_steal_pointer (&path);
}

char *
ember_function_words_dup_share (const EmberFlameGraph *graph,
                                uint64_t part)
{
  const uint64_t all = ember_flame_graph_get_total (graph, EMBER_MEASURE_WEIGHT, EMBER_STACK_ROOT);

  /* Translators: a part of all samples */
  return g_strdup_printf (_ ("%.2f %%"), all > 0 ? 100 * (double) part / (double) all : 0.0);
}

char *
ember_function_words_dup_amount (const EmberFlameGraph *graph,
                                 uint64_t amount)
{
  return ember_amount_text_dup_bare_weight (ember_flame_graph_get_set (graph), amount);
}

char *
ember_function_words_dup_change (const EmberFunctions *functions,
                                 const EmberFunction *function)
{
  EmberChange change;
  const char *sign;
  double percent;

  if (functions->difference == NULL)
    return g_strdup ("");
  change = ember_functions_get_change (functions, function);
  sign = ember_change_step_get_sign (ember_change_step_get (change.change, change.confidence));
  if (change.range == 0 && change.baseline == 0)
    return g_strdup ("");
  if (change.baseline == 0 || change.expected <= 0)
    /* Translators: an arrow, and that a function is only in the range, not in what that is compared with */
    return g_strdup_printf (_ ("%s new"), sign);
  if (change.range == 0)
    /* Translators: an arrow, and that a function is only in what a range is compared with */
    return g_strdup_printf (_ ("%s gone"), sign);
  percent = round (100 * ((double) change.range / change.expected - 1));
  if (percent == 0)
    return g_strdup (_ ("the same"));
  /* Translators: an arrow, and by how much a number grew or shrank, as "↑ +48 %" */
  return g_strdup_printf (percent > 0 ? _ ("%s +%.0f %%") : _ ("%s −%.0f %%"), sign, fabs (percent));
}

char *
ember_function_words_dup_both (const EmberFunctions *functions,
                               const EmberFlameGraph *graph,
                               const EmberFunction *function)
{
  g_autofree char *range = NULL;
  g_autofree char *baseline = NULL;
  g_autofree char *expected = NULL;
  EmberChange change;

  if (functions->difference == NULL)
    return NULL;
  change = ember_functions_get_change (functions, function);
  range = ember_function_words_dup_amount (graph, change.range);
  baseline = ember_function_words_dup_amount (graph, change.baseline);
  expected = ember_function_words_dup_amount (graph, (uint64_t) llround (change.expected));
  /* Translators: numbers of a range, of what it is compared with, and the latter scaled to the range */
  return g_strdup_printf (_ ("%s, baseline %s, scaled %s"), range, baseline, expected);
}
