/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-space.h"

#include <string.h>

/* A mapping over more than that is code nowhere: all of memory may be it. */
#define MAX_REGIONS 64

struct _EmberPerfSpace
{
  uint32_t n_refs;
  uint32_t epoch;
  EmberPerfMap *maps; /* sorted, disjoint */
  size_t n_maps;
  size_t n_allocated;
  EmberPerfSpaceFilter filter; /* of all that was ever added */
};

EmberPerfSpace *
ember_perf_space_new (EmberPerfSpaceLimits *limits)
{
  EmberPerfSpace *space = g_new0 (EmberPerfSpace, 1);

  space->n_refs = 1;
  space->epoch = ++limits->epoch;
  return space;
}

EmberPerfSpace *
ember_perf_space_ref (EmberPerfSpace *space)
{
  space->n_refs++;
  return space;
}

void
ember_perf_space_unref (EmberPerfSpace *space,
                        EmberPerfSpaceLimits *limits)
{
  if (--space->n_refs > 0)
    return;
  limits->n_maps -= space->n_maps;
  g_free (space->maps);
  g_free (space);
}

/* First map that ends behind @address. */
static size_t
find_index (const EmberPerfSpace *space,
            uint64_t address)
{
  size_t low = 0;
  size_t high = space->n_maps;

  while (low < high)
    {
      const size_t middle = low + (high - low) / 2;

      if (space->maps[middle].end <= address)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Room for two more maps, and content that is not shared. */
static void
make_writable (EmberPerfSpace **space,
               EmberPerfSpaceLimits *limits)
{
  EmberPerfSpace *old = *space;

  if (old->n_refs > 1)
    {
      EmberPerfSpace *copy = g_new0 (EmberPerfSpace, 1);

      copy->n_refs = 1;
      copy->n_maps = limits->n_maps + old->n_maps <= limits->max_maps ? old->n_maps : 0;
      copy->n_allocated = copy->n_maps + 8;
      copy->maps = g_new (EmberPerfMap, copy->n_allocated);
      copy->filter = old->filter;
      if (copy->n_maps > 0)
        memcpy (copy->maps, old->maps, copy->n_maps * sizeof *old->maps);
      limits->n_maps += copy->n_maps;
      ember_perf_space_unref (old, limits);
      *space = copy;
    }
  else if (old->n_maps + 2 > old->n_allocated)
    {
      old->n_allocated = MAX (16, 2 * old->n_allocated);
      old->maps = g_renew (EmberPerfMap, old->maps, old->n_allocated);
    }
  (*space)->epoch = ++limits->epoch;
}

/* Makes room for @n_new maps in place of [first, last). */
static void
replace (EmberPerfSpace *space,
         size_t first,
         size_t last,
         size_t n_new)
{
  memmove (space->maps + first + n_new, space->maps + last, (space->n_maps - last) * sizeof *space->maps);
  space->n_maps = space->n_maps - (last - first) + n_new;
}

/* Cuts [begin, end) out.
 * Returns: the index at which a map of that range belongs */
static size_t
cut_out (EmberPerfSpace *space,
         uint64_t begin,
         uint64_t end)
{
  size_t first = find_index (space, begin);
  size_t last = first;

  if (first < space->n_maps && space->maps[first].begin < begin)
    {
      EmberPerfMap *left = &space->maps[first];

      if (left->end > end)
        {
          replace (space, first, first, 1);
          space->maps[first].end = begin;
          left = &space->maps[first + 1];
          left->offset += end - left->begin;
          left->begin = end;
          return first + 1;
        }
      left->end = begin;
      first++;
    }
  for (last = first; last < space->n_maps && space->maps[last].end <= end; last++)
    ;
  if (last < space->n_maps && space->maps[last].begin < end)
    {
      space->maps[last].offset += end - space->maps[last].begin;
      space->maps[last].begin = end;
    }
  replace (space, first, last, 0);
  return first;
}

/* Lets blocks [first, last] pass, which lie in one region. */
static void
open_blocks (EmberPerfSpaceFilter *filter,
             uint64_t first,
             uint64_t last)
{
  uint8_t *page = &filter->page_of_hash[ember_perf_space_hash_region (first << EMBER_PERF_SPACE_BLOCK_SHIFT)];

  if (*page == 0)
    *page = (uint8_t) (1 + filter->n_pages++ % EMBER_PERF_SPACE_N_PAGES);
  for (uint64_t block = first; block <= last; block++)
    filter->pages[*page][block / 64 % EMBER_PERF_SPACE_N_WORDS] |= UINT64_C (1) << block % 64;
}

/* Lets [begin, end) pass. */
static void
open_filter (EmberPerfSpaceFilter *filter,
             uint64_t begin,
             uint64_t end)
{
  const uint64_t n_blocks = UINT64_C (64) * EMBER_PERF_SPACE_N_WORDS;
  const uint64_t last = (end - 1) >> EMBER_PERF_SPACE_BLOCK_SHIFT;
  uint64_t first = begin >> EMBER_PERF_SPACE_BLOCK_SHIFT;

  for (uint32_t i = 0; i < MAX_REGIONS && first <= last; i++)
    {
      const uint64_t last_of_region = MIN (last, first | (n_blocks - 1));

      open_blocks (filter, first, last_of_region);
      first = last_of_region + 1;
    }
  if (first <= last)
    {
      memset (filter->page_of_hash, 1, sizeof filter->page_of_hash);
      memset (filter->pages[1], 0xff, sizeof filter->pages[1]);
    }
}

void
ember_perf_space_add (EmberPerfSpace **space,
                      const EmberPerfMap *map,
                      EmberPerfSpaceLimits *limits)
{
  size_t index, n_before;

  if (map->begin >= map->end)
    return;
  make_writable (space, limits);
  n_before = (*space)->n_maps;
  index = cut_out (*space, map->begin, map->end);
  if ((*space)->n_maps < EMBER_PERF_SPACE_MAX_MAPS)
    {
      replace (*space, index, index, 1);
      (*space)->maps[index] = *map;
      open_filter (&(*space)->filter, map->begin, map->end);
    }
  limits->n_maps += (*space)->n_maps - n_before;
}

void
ember_perf_space_remove (EmberPerfSpace **space,
                         uint64_t begin,
                         uint64_t end,
                         EmberPerfSpaceLimits *limits)
{
  size_t n_before;

  if (begin >= end)
    return;
  make_writable (space, limits);
  n_before = (*space)->n_maps;
  cut_out (*space, begin, end);
  limits->n_maps += (*space)->n_maps - n_before;
}

const EmberPerfMap *
ember_perf_space_find (const EmberPerfSpace *space,
                       uint64_t address)
{
  const size_t index = find_index (space, address);

  return index < space->n_maps && space->maps[index].begin <= address ? &space->maps[index] : NULL;
}

const EmberPerfSpaceFilter *
ember_perf_space_get_filter (const EmberPerfSpace *space)
{
  return &space->filter;
}

uint32_t
ember_perf_space_get_epoch (const EmberPerfSpace *space)
{
  return space->epoch;
}
