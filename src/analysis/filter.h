/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "profile/table-set.h"

/* What a condition looks at. Processes, threads and comms are one question,
 * who ran; CPUs another; each condition on the stack is one of its own. The
 * last two say which tables of samples are asked at all: see EmberFilterTables. */
typedef enum
{
  EMBER_FILTER_PROCESS, /* number: the pid */
  EMBER_FILTER_THREAD,  /* number: the tid */
  EMBER_FILTER_COMM,    /* text: the whole comm */
  EMBER_FILTER_CPU,     /* number: the CPU */
  EMBER_FILTER_FRAME,   /* text: a symbol somewhere on the stack, comms not included */
  EMBER_FILTER_MODULE,  /* text: the module of a frame somewhere on the stack */
  EMBER_FILTER_EVENT,   /* text: the name of an EmberEventChoice, in place of the first one; never excluding */
  EMBER_FILTER_IDLE,    /* idle samples, too; never excluding */
} EmberFilterKind;

/* How a FRAME or MODULE condition takes its text. */
typedef enum
{
  EMBER_MATCH_WHOLE, /* bytewise */
  EMBER_MATCH_PART,  /* as EmberSearch: capitals matter if there are some */
  EMBER_MATCH_REGEX, /* as EmberSearch */
} EmberMatch;

/* EmberFilterCondition: one chip. It names things by what the user sees, so it
 * holds for another recording too. */
typedef struct
{
  EmberFilterKind kind;
  EmberMatch match;
  bool is_excluding; /* "everything but" */
  bool is_enabled;   /* false: kept, but without effect */
  int32_t number;
  char *text; /* (nullable): valid UTF-8, or bytes of a comm or symbol as they came */
} EmberFilterCondition;

/* EmberFilter: which samples are looked at; immutable and reference counted.
 *
 * A sample passes if it answers every question that is asked: it is of one of the
 * processes, threads or comms named (if any is), on one of the CPUs named (if any is),
 * holds each frame and module named, and is of nothing that is excluded.
 */
typedef struct _EmberFilter EmberFilter;

/* The filter that everything passes. */
EmberFilter *ember_filter_new (void);

EmberFilter *ember_filter_ref (EmberFilter *filter);

void ember_filter_unref (EmberFilter *filter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberFilter, ember_filter_unref)

uint32_t ember_filter_get_n (const EmberFilter *filter);

/* Returns: (transfer none): */
const EmberFilterCondition *ember_filter_get (const EmberFilter *filter,
                                              uint32_t index);

/* Whether any condition holds samples back. */
bool ember_filter_is_active (const EmberFilter *filter);

bool ember_filter_equal (const EmberFilter *a,
                         const EmberFilter *b);

/* @condition: copied; one that is there already, but for is_enabled, is enabled instead; an event takes the
 * place of another event
 * Returns: (transfer full): @filter with one more condition */
EmberFilter *ember_filter_with (const EmberFilter *filter,
                                const EmberFilterCondition *condition);

EmberFilter *ember_filter_without (const EmberFilter *filter,
                                   uint32_t index);

EmberFilter *ember_filter_with_enabled (const EmberFilter *filter,
                                        uint32_t index,
                                        bool is_enabled);

/* Picks the samples of @set that pass.
 * @set: unfiltered
 * @error: what is wrong with an expression, or %G_IO_ERROR_CANCELLED
 * Cost: O(samples + nodes + names): 10 M samples about 20 ms
 * Returns: (transfer full) (nullable): @set with masks */
EmberTableSet *ember_filter_apply (const EmberFilter *filter,
                                   const EmberTableSet *set,
                                   GCancellable *cancellable,
                                   GError **error);
