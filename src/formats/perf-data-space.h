/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/images.h"

/* What lies at a range of addresses. */
typedef struct
{
  uint64_t begin;
  uint64_t end;
  uint64_t offset;      /* added to (address - begin): what a frame's address is */
  EmberImageId image;   /* what that counts from */
  EmberStringId module; /* its name on screen */
  EmberStringId name;   /* of the only symbol there is in it; else empty */
} EmberPerfMap;

/* EmberPerfSpace: the mappings of one process, or of the kernel.
 *
 * Reference counted; a process that forks shares its parent's until either
 * maps something. Each content has a number of its own, its epoch.
 */
typedef struct _EmberPerfSpace EmberPerfSpace;

/* What all spaces of a recording share. */
typedef struct
{
  uint32_t epoch;    /* the highest number given so far */
  uint64_t n_maps;   /* in all of them */
  uint64_t max_maps; /* a fork that would copy beyond this begins without mappings */
} EmberPerfSpaceLimits;

/* A process of more mappings than the kernel allows is a lie. */
#define EMBER_PERF_SPACE_MAX_MAPS 65536

EmberPerfSpace *ember_perf_space_new (EmberPerfSpaceLimits *limits);

EmberPerfSpace *ember_perf_space_ref (EmberPerfSpace *space);

void ember_perf_space_unref (EmberPerfSpace *space,
                             EmberPerfSpaceLimits *limits);

/* Puts a mapping over what was there.
 * @space: (inout) (transfer full): another one afterwards, if it was shared
 * O(maps) */
void ember_perf_space_add (EmberPerfSpace **space,
                           const EmberPerfMap *map,
                           EmberPerfSpaceLimits *limits);

/* Takes away what lies in [begin, end). */
void ember_perf_space_remove (EmberPerfSpace **space,
                              uint64_t begin,
                              uint64_t end,
                              EmberPerfSpaceLimits *limits);

/* Returns: (transfer none) (nullable): O(log maps) */
const EmberPerfMap *ember_perf_space_find (const EmberPerfSpace *space,
                                           uint64_t address);

#define EMBER_PERF_SPACE_REGION_SHIFT 30
#define EMBER_PERF_SPACE_BLOCK_SHIFT 20
#define EMBER_PERF_SPACE_N_WORDS (1024 / 64)
#define EMBER_PERF_SPACE_N_PAGES 4

/* EmberPerfSpaceFilter: where something may be mapped. Most of what is taken for an address is a small number, or lies on
 * the heap or the stack: a look here is much cheaper than looking for it among the mappings.
 *
 * A process has its code in a few regions of a GiB; each has a page of bits, one for each block. The regions of a hash
 * share one, and so do those beyond the fourth.
 */
typedef struct
{
  uint8_t page_of_hash[64]; /* 0: the page that stays empty */
  uint64_t pages[1 + EMBER_PERF_SPACE_N_PAGES][EMBER_PERF_SPACE_N_WORDS];
  uint32_t n_pages; /* so far */
} EmberPerfSpaceFilter;

/* Returns: (transfer none): changes with the space */
const EmberPerfSpaceFilter *ember_perf_space_get_filter (const EmberPerfSpace *space);

static inline uint32_t
ember_perf_space_hash_region (uint64_t address)
{
  return (uint32_t) ((address >> EMBER_PERF_SPACE_REGION_SHIFT) * UINT64_C (0x9e3779b97f4a7c15) >> 58);
}

/* Returns: false where @address lies in no mapping; true where it may lie in one */
static inline bool
ember_perf_space_filter_passes (const EmberPerfSpaceFilter *filter,
                                uint64_t address)
{
  const uint64_t *page = filter->pages[filter->page_of_hash[ember_perf_space_hash_region (address)]];
  const uint64_t block = address >> EMBER_PERF_SPACE_BLOCK_SHIFT;

  return (page[block / 64 % EMBER_PERF_SPACE_N_WORDS] >> block % 64 & 1) != 0;
}

uint32_t ember_perf_space_get_epoch (const EmberPerfSpace *space);
