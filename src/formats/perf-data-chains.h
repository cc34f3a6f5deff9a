/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-data-sample.h"

typedef uint32_t EmberPerfChainId;

/* EmberPerfChains: each distinct call chain of a recording once, as words of
 * our own byte order: leaf first, context markers in between. */
typedef struct
{
  EmberColumn words;     /* uint64_t */
  EmberColumn ends;      /* uint64_t: end of each chain in words */
  EmberColumn user_bits; /* uint8_t: 1 where a chain has addresses of a process */
  EmberColumn scratch;   /* uint64_t: one chain that is being put together */
  EmberColumn old_words; /* those from before it began again */
  EmberColumn old_ends;
  EmberIdTable index;
} EmberPerfChains;

void ember_perf_chains_init (EmberPerfChains *chains);

void ember_perf_chains_clear (EmberPerfChains *chains);

/* The chain of a sample: its call chain; with hardware's record of calls in place of the
 * user's part, where there is one; or the address alone.
 * @cpu_mode: the level the header of the record tells, which counts where no marker does */
EmberPerfChainId ember_perf_chains_add (EmberPerfChains *chains,
                                        const EmberPerfSample *sample,
                                        const EmberPerfAttr *attr,
                                        uint32_t cpu_mode,
                                        bool is_swapped);

/* A chain that was put together elsewhere. */
EmberPerfChainId ember_perf_chains_add_words (EmberPerfChains *chains,
                                              const uint64_t *words,
                                              size_t n_words);

/* Forgets all chains but those that are then kept. */
void ember_perf_chains_begin_again (EmberPerfChains *chains);

/* @old: as it was numbered before
 * Returns: its new number */
EmberPerfChainId ember_perf_chains_keep (EmberPerfChains *chains,
                                         EmberPerfChainId old);

/* Returns: (nullable): NULL for a chain of nothing */
static inline const uint64_t *
ember_perf_chains_get (const EmberPerfChains *chains,
                       EmberPerfChainId id,
                       size_t *n_words)
{
  const uint64_t *ends = chains->ends.data;
  const uint64_t begin = id > 0 ? ends[id - 1] : 0;

  *n_words = (size_t) (ends[id] - begin);
  return *n_words > 0 ? (const uint64_t *) chains->words.data + begin : NULL;
}

/* Whether the sample was taken while a process ran its own code. */
static inline bool
ember_perf_chains_begins_in_user (const EmberPerfChains *chains,
                                  EmberPerfChainId id)
{
  size_t n_words;
  const uint64_t *words = ember_perf_chains_get (chains, id, &n_words);

  return n_words > 0 && words[0] == EMBER_PERF_CONTEXT_USER;
}

static inline bool
ember_perf_chains_has_user (const EmberPerfChains *chains,
                            EmberPerfChainId id)
{
  return ((const uint8_t *) chains->user_bits.data)[id] != 0;
}
