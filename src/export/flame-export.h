/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/difference.h"
#include "analysis/search.h"
#include "export/picture.h"
#include "paint/flame-layout.h"

#define EMBER_FLAME_EXPORT_WIDTH_PX 1600

/* What an exported flame graph shows. Borrows what it points to. */
typedef struct
{
  EmberFlameGraph *graph;
  EmberFlameGraph *callees;                  /* (nullable): graph is of the callers of a function, and these are below it */
  const EmberSearch *search;                 /* (nullable): lights what matches */
  const EmberDifference *difference;         /* (nullable): colours tell what changed; over the tree of graph */
  const EmberDifference *callees_difference; /* (nullable): the same over the tree of callees */
  EmberChangeBasis basis;
  const bool *marked;  /* (nullable): one for each frame of the graph: its boxes are outlined, as of a function that is asked when it ran */
  const char *caption; /* (nullable): UTF-8 */
  EmberFlameOrder order;
  bool is_icicle;
  bool is_dark; /* on a dark background */
} EmberFlameExport;

/* Writes all of a graph, as high as its stacks are deep, as ember_picture_write() does. */
bool ember_flame_export_write (const EmberFlameExport *flame,
                               EmberPictureKind kind,
                               const char *path,
                               GError **error);
