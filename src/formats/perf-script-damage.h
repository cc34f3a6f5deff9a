/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/damage.h"
#include "profile/column.h"

/* EmberPerfScriptDamage: what was damaged in the chunks that one of several parsers had. A chunk does not know where in
 * the input it stands, so lines get their numbers when all chunks are known. */
typedef struct
{
  EmberDamage damage; /* its line is one of the chunk below */
  uint64_t sequence;  /* of the first chunk with damage */
  EmberColumn chunks; /* private: how many lines each chunk had */
} EmberPerfScriptDamage;

void ember_perf_script_damage_init (EmberPerfScriptDamage *damage);

void ember_perf_script_damage_clear (EmberPerfScriptDamage *damage);

/* Counts a damaged record. In growing order of chunks, and of lines in each.
 * @sequence: of its chunk
 * @line: in the chunk, from 1
 * @problem: see EmberDamage */
void ember_perf_script_damage_add (EmberPerfScriptDamage *damage,
                                   uint64_t sequence,
                                   uint64_t line,
                                   const char *problem);

/* A chunk is at its end.
 * @n_lines: in all of it */
void ember_perf_script_damage_end_chunk (EmberPerfScriptDamage *damage,
                                         uint64_t sequence,
                                         uint64_t n_lines);

/* Adds up what all parsers of an input met.
 * @parts: n of them, which have all chunks together
 * Returns: with lines of the whole input */
EmberDamage ember_perf_script_damage_join (const EmberPerfScriptDamage *const *parts,
                                           uint32_t n);
