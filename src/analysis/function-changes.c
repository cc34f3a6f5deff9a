/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/function-changes.h"

#include <math.h>
#include <string.h>

static int
compare_names (const EmberFunctionChange *a,
               const EmberFunctionChange *b)
{
  const int order = strcmp (a->name, b->name);

  return order != 0 ? order : strcmp (a->module, b->module);
}

static int
compare_names_cb (gconstpointer a,
                  gconstpointer b,
                  gpointer data)
{
  return compare_names (a, b);
}

/* By how much it changed, against what the baseline lets expect. */
static double
get_distance (const EmberDifference *difference,
              uint64_t range,
              uint64_t baseline)
{
  return fabs ((double) range - (double) baseline * difference->scale);
}

static int
compare_changes_cb (gconstpointer a,
                    gconstpointer b,
                    gpointer data)
{
  const EmberFunctionChange *left = a;
  const EmberFunctionChange *right = b;
  const double self_left = get_distance (data, left->self, left->baseline_self);
  const double self_right = get_distance (data, right->self, right->baseline_self);
  const double total_left = get_distance (data, left->total, left->baseline_total);
  const double total_right = get_distance (data, right->total, right->baseline_total);

  if (self_left != self_right)
    return self_left > self_right ? -1 : 1;
  if (total_left != total_right)
    return total_left > total_right ? -1 : 1;
  return compare_names (left, right);
}

static void
add_functions (EmberFunctionChanges *changes,
               const EmberFunctions *functions,
               const EmberProfile *profile,
               bool is_baseline)
{
  const EmberStrings *strings = ember_profile_get_strings (profile);

  for (uint32_t i = 0; i < functions->n_functions; i++)
    {
      const EmberFunction *function = &functions->functions[i];
      EmberFunctionChange *change = &changes->changes[changes->n_changes++];

      *change = (EmberFunctionChange){
        .name = ember_strings_get (strings, function->name),
        .module = ember_strings_get (strings, function->module),
      };
      *(is_baseline ? &change->baseline_self : &change->self) = function->self;
      *(is_baseline ? &change->baseline_total : &change->total) = function->total;
    }
}

/* Neighbours of one name become one. */
static void
join (EmberFunctionChanges *changes)
{
  uint32_t n = 0;

  for (uint32_t i = 0; i < changes->n_changes; i++)
    {
      const EmberFunctionChange *change = &changes->changes[i];
      EmberFunctionChange *last = n > 0 ? &changes->changes[n - 1] : NULL;

      if (last == NULL || compare_names (last, change) != 0)
        {
          changes->changes[n++] = *change;
          continue;
        }
      last->self += change->self;
      last->total += change->total;
      last->baseline_self += change->baseline_self;
      last->baseline_total += change->baseline_total;
    }
  changes->n_changes = n;
}

EmberFunctionChanges *
ember_function_changes_new (EmberDifference *difference,
                            GCancellable *cancellable)
{
  g_autoptr (EmberFunctions) range = ember_functions_new (difference->range, difference->measure, cancellable);
  g_autoptr (EmberFunctions) baseline = range != NULL ? ember_functions_new (difference->baseline, difference->measure, cancellable) : NULL;
  EmberFunctionChanges *changes;

  if (baseline == NULL)
    return NULL;
  changes = g_new0 (EmberFunctionChanges, 1);
  changes->difference = ember_difference_ref (difference);
  changes->changes = g_new (EmberFunctionChange, MAX ((size_t) range->n_functions + baseline->n_functions, 1));
  add_functions (changes, range, ember_flame_graph_get_profile (difference->range), false);
  add_functions (changes, baseline, ember_flame_graph_get_profile (difference->baseline), true);
  g_qsort_with_data (changes->changes, (int) changes->n_changes, sizeof (EmberFunctionChange), compare_names_cb, NULL);
  join (changes);
  g_qsort_with_data (changes->changes, (int) changes->n_changes, sizeof (EmberFunctionChange), compare_changes_cb, difference);
  return changes;
}

void
ember_function_changes_free (EmberFunctionChanges *changes)
{
  ember_difference_unref (changes->difference);
  g_free (changes->changes);
  g_free (changes);
}
