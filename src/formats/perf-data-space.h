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

/* @address: lies in no mapping
 * @begin, @size_bytes: (out): what lies in none around it */
void ember_perf_space_find_gap (const EmberPerfSpace *space,
                                uint64_t address,
                                uint64_t *begin,
                                uint64_t *size_bytes);

uint32_t ember_perf_space_get_epoch (const EmberPerfSpace *space);
