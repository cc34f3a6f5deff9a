/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/split-matches.h"

#include "analysis/split-count.h"

EmberSplitMatches *
ember_split_matches_new (EmberSplit *split,
                         const EmberStackMask *stacks,
                         GCancellable *cancellable)
{
  EmberHeatmap **maps = ember_split_count (split, stacks, cancellable);
  EmberSplitMatches *matches;

  if (maps == NULL)
    return NULL;
  matches = g_new0 (EmberSplitMatches, 1);
  g_atomic_ref_count_init (&matches->ref_count);
  matches->split = ember_split_ref (split);
  matches->maps = maps;
  return matches;
}

EmberSplitMatches *
ember_split_matches_ref (EmberSplitMatches *matches)
{
  g_atomic_ref_count_inc (&matches->ref_count);
  return matches;
}

void
ember_split_matches_unref (EmberSplitMatches *matches)
{
  if (!g_atomic_ref_count_dec (&matches->ref_count))
    return;
  for (uint32_t i = 0; i < matches->split->n_parts; i++)
    ember_heatmap_unref (matches->maps[i]);
  g_free (matches->maps);
  ember_split_unref (matches->split);
  g_free (matches);
}
