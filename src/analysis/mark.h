/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis/flame-graph.h"
#include "analysis/stack-mask.h"
#include "profile/profile.h"

typedef enum
{
  EMBER_MARK_SEARCH,   /* text: a part of a frame's name, or an expression; as EmberSearch */
  EMBER_MARK_FUNCTION, /* text: the whole name, bytewise, of code in module */
  EMBER_MARK_GROUP,    /* text: the whole name of what the first level of the tree tells apart: a comm */
} EmberMarkKind;

/* EmberMark: what somebody asks "when did it run?" about; immutable and reference counted.
 *
 * Says things by name, so it holds for another recording and for a tree of another shape.
 */
typedef struct
{
  EmberMarkKind kind;
  bool is_regex; /* only of a search */
  char *text;    /* bytes as they came; of a search valid UTF-8 */
  char *module;  /* (nullable): only of a function, else ""; without a folder it is in any, NULL is any module */
  /*< private >*/
  gatomicrefcount ref_count;
} EmberMark;

EmberMark *ember_mark_new_search (const char *text,
                                  bool is_regex);

/* @module: (nullable): */
EmberMark *ember_mark_new_function (const char *name,
                                    const char *module);

EmberMark *ember_mark_new_group (const char *name);

/* The function, or the group, that a frame of @profile belongs to; not the root's frame. */
EmberMark *ember_mark_new_frame (const EmberProfile *profile,
                                 EmberFrameId frame);

EmberMark *ember_mark_ref (EmberMark *mark);

void ember_mark_unref (EmberMark *mark);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberMark, ember_mark_unref)

bool ember_mark_equal (const EmberMark *a,
                       const EmberMark *b);

/* Which frames of @profile are meant: one for each.
 * @error: what is wrong with an expression, or %G_IO_ERROR_CANCELLED
 * Returns: (transfer full) (nullable): g_free() it */
bool *ember_mark_find_frames (const EmberMark *mark,
                              EmberProfile *profile,
                              GCancellable *cancellable,
                              GError **error);

/* How much of a graph is below such frames; what holds several counts once.
 * @frames: of the graph's profile, of ember_mark_find_frames() */
uint64_t ember_mark_count (const bool *frames,
                           const EmberFlameGraph *graph,
                           EmberMeasure measure);

/* Which stacks of @profile hold such a frame.
 * Returns: (transfer full) (nullable): as ember_mark_find_frames() */
EmberStackMask *ember_mark_find_stacks (const EmberMark *mark,
                                        EmberProfile *profile,
                                        GCancellable *cancellable,
                                        GError **error);
