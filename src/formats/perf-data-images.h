/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-data-change.h"
#include "formats/perf-data-header.h"
#include "formats/perf-data-space.h"

/* EmberPerfImages: which image lies behind each mapping of a recording, by what it is called, and by the
 * build-ids that stand with the mapping or in the header. */
typedef struct
{
  EmberProfileBuilder *builder;  /* borrowed */
  const EmberPerfHeader *header; /* borrowed */
  EmberPerfMap kernel;           /* the kernel itself: all its addresses that lie in no other mapping */
  GHashTable *build_ids;         /* path → index + 1 in the header's */
  size_t n_build_ids;            /* so many of the header's are in there */
} EmberPerfImages;

void ember_perf_images_init (EmberPerfImages *images,
                             const EmberPerfHeader *header,
                             EmberProfileBuilder *builder);

void ember_perf_images_clear (EmberPerfImages *images);

/* What a process maps.
 * @change: a MAP */
EmberPerfMap ember_perf_images_map_user (EmberPerfImages *images,
                                         const EmberPerfChange *change);

/* What the kernel maps. Where that is itself, `kernel` is another one from now on.
 * @change: a KERNEL_MAP
 * @map: (out): a module
 * Returns: whether it is one */
bool ember_perf_images_map_kernel (EmberPerfImages *images,
                                   const EmberPerfChange *change,
                                   EmberPerfMap *map);

/* A symbol of the kernel that was made at run time, which has no image.
 * @change: a KSYMBOL */
EmberPerfMap ember_perf_images_map_symbol (const EmberPerfChange *change);

/* Gives images the build-ids that came into the header after they were mapped. */
void ember_perf_images_finish (EmberPerfImages *images);
