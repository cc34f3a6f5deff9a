/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/difference.h"
#include "analysis/functions.h"
#include "analysis/search.h"
#include "export/picture.h"

/* What a picture of a table of functions shows. Borrows what it points to. */
typedef struct
{
  const EmberFlameGraph *graph;
  EmberDifference *difference; /* (nullable): over the tree of graph; a column says what changed */
  EmberChangeBasis basis;
  const EmberSearch *search; /* (nullable): only functions that it finds have rows */
  const EmberTableSet *set;  /* of the graph's profile: whose samples tell when each ran */
  EmberTimeRange marked;     /* of that time; may be empty */
  const char *caption;       /* (nullable): UTF-8 */
  bool is_sorted;            /* else most self first, as functions are */
  EmberFunctionOrder order;  /* these three as EmberFunctionPicture has them */
  bool is_share;
  bool is_descending;
  bool is_dark; /* on a dark background */
} EmberFunctionExport;

/* Writes the first rows of the table, as ember_picture_write() does. */
bool ember_function_export_write (const EmberFunctionExport *export,
                                  EmberPictureKind kind,
                                  const char *path,
                                  GError **error);
