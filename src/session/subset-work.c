/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/subset-work.h"

EmberSubsetRequest *
ember_subset_request_new (const EmberTableSet *whole,
                          EmberFilter *filter,
                          EmberMergeLevel merge_level)
{
  EmberSubsetRequest *request = g_new0 (EmberSubsetRequest, 1);

  request->whole = ember_table_set_copy (whole);
  request->filter = ember_filter_ref (filter);
  request->merge_level = merge_level;
  return request;
}

void
ember_subset_request_free (gpointer data)
{
  EmberSubsetRequest *request = data;

  ember_table_set_free (request->whole);
  ember_filter_unref (request->filter);
  g_clear_pointer (&request->filtered, ember_table_set_free);
  g_clear_pointer (&request->shaped, ember_profile_unref);
  g_free (request);
}

void
ember_subset_result_free (gpointer data)
{
  EmberSubsetResult *result = data;

  g_clear_pointer (&result->filtered, ember_table_set_free);
  g_clear_pointer (&result->shaped, ember_profile_unref);
  g_clear_error (&result->error);
  g_free (result);
}

gpointer
ember_subset_work (gconstpointer data,
                   GCancellable *cancellable)
{
  const EmberSubsetRequest *request = data;
  const EmberTreeShape shape = { .merge_level = request->merge_level };
  EmberSubsetResult *result = g_new0 (EmberSubsetResult, 1);

  if (request->filtered != NULL)
    result->filtered = ember_table_set_copy (request->filtered);
  else
    result->filtered = ember_filter_apply (request->filter, request->whole, cancellable, &result->error);
  if (request->shaped != NULL)
    result->shaped = ember_profile_ref (request->shaped);
  else if (!g_cancellable_is_cancelled (cancellable))
    result->shaped = ember_tree_shape_apply (shape, request->whole->profile, cancellable);
  if (!g_cancellable_is_cancelled (cancellable))
    return result;
  ember_subset_result_free (result);
  return NULL;
}
