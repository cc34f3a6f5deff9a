/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "profile/profile.h"

/* EmberAlignment: two recordings put on stack trees that are the same, node for node.
 *
 * Frames match by symbol, module and kind, never by address; a module matches by the name of
 * its file, since the same program stands elsewhere on another machine. Each tree holds the
 * stacks of both recordings, numbered alike, so graphs of the two can be compared.
 */
typedef struct
{
  EmberProfile *a;
  EmberProfile *b;
} EmberAlignment;

/* @a, @b: merged alike, with all names
 * Cost: O(samples + nodes + frames × log frames)
 * Returns: false if cancelled; then nothing is set */
bool ember_alignment_init (EmberAlignment *alignment,
                           EmberProfile *a,
                           EmberProfile *b,
                           GCancellable *cancellable);

void ember_alignment_clear (EmberAlignment *alignment);
