/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/flame-graph.h"

/* EmberSearch: which frames of a profile have a name that matches a text.
 *
 * Immutable and reference counted; any thread may read it.
 */
typedef struct _EmberSearch EmberSearch;

/* Looks at the name of each frame, comms included.
 * @text: UTF-8; a part of the name, or a Perl-compatible expression if @is_regex. Capitals matter if it
 *        has some, but not those of an escape (\W). Invalid bytes in names count as U+FFFD for expressions.
 * @error: %G_REGEX_ERROR with a sentence that says what is wrong with the expression, or %G_IO_ERROR_CANCELLED
 * Cost: about as much as memmem() over all names for a part, under 0.5 µs a name for a plain expression;
 *       one that backtracks without end is refused
 * Returns: (transfer full) (nullable) */
EmberSearch *ember_search_new (EmberProfile *profile,
                               const char *text,
                               bool is_regex,
                               GCancellable *cancellable,
                               GError **error);

/* What of a frame is looked at. */
typedef enum
{
  EMBER_SEARCH_NAME,
  EMBER_SEARCH_MODULE,
} EmberSearchField;

/* As ember_search_new(), in the field that @field says. */
EmberSearch *ember_search_new_in (EmberProfile *profile,
                                  EmberSearchField field,
                                  const char *text,
                                  bool is_regex,
                                  GCancellable *cancellable,
                                  GError **error);

EmberSearch *ember_search_ref (EmberSearch *search);

void ember_search_unref (EmberSearch *search);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberSearch, ember_search_unref)

EmberProfile *ember_search_get_profile (const EmberSearch *search);

/* How many frames match. */
uint32_t ember_search_get_n_frames (const EmberSearch *search);

bool ember_search_matches (const EmberSearch *search,
                           EmberFrameId frame);

/* What lies at or below matching nodes; a match below another one counts once.
 * @graph: of the same profile
 * Cost: O(nodes), 1-4 ms for 1 M */
uint64_t ember_search_count (const EmberSearch *search,
                             const EmberFlameGraph *graph,
                             EmberMeasure measure);

/* How many of the matching nodes before @end, in preorder, have samples in @graph.
 * Cost: O(@end), 1-4 ms for 1 M */
uint32_t ember_search_count_nodes (const EmberSearch *search,
                                   const EmberFlameGraph *graph,
                                   EmberStackId end);

/* The first matching node at or after @id, in preorder, that has samples in @graph.
 * Returns: false if there is none */
bool ember_search_find_next (const EmberSearch *search,
                             const EmberFlameGraph *graph,
                             EmberStackId id,
                             EmberStackId *found);

/* The last matching node before @id, in preorder, that has samples in @graph. */
bool ember_search_find_previous (const EmberSearch *search,
                                 const EmberFlameGraph *graph,
                                 EmberStackId id,
                                 EmberStackId *found);
