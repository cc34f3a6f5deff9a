/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-damage.h"

typedef struct
{
  uint64_t sequence;
  uint64_t n_lines;
} ChunkLines;

void
ember_perf_script_damage_init (EmberPerfScriptDamage *damage)
{
  *damage = (EmberPerfScriptDamage){ 0 };
  ember_column_init (&damage->chunks, sizeof (ChunkLines));
}

void
ember_perf_script_damage_clear (EmberPerfScriptDamage *damage)
{
  ember_column_clear (&damage->chunks);
}

void
ember_perf_script_damage_add (EmberPerfScriptDamage *damage,
                              uint64_t sequence,
                              uint64_t line,
                              const char *problem)
{
  if (damage->damage.n_records == 0)
    damage->sequence = sequence;
  /* Chunks come in order: only the first one's lines compare. */
  if (damage->sequence == sequence)
    ember_damage_add (&damage->damage, line, problem);
  else
    damage->damage.n_records++;
}

void
ember_perf_script_damage_end_chunk (EmberPerfScriptDamage *damage,
                                    uint64_t sequence,
                                    uint64_t n_lines)
{
  *(ChunkLines *) ember_column_grow (&damage->chunks, 1) = (ChunkLines){ sequence, n_lines };
}

static uint64_t
count_lines_before (const EmberPerfScriptDamage *const *parts,
                    uint32_t n,
                    uint64_t sequence)
{
  uint64_t n_lines = 0;

  for (uint32_t i = 0; i < n; i++)
    {
      const ChunkLines *chunks = parts[i]->chunks.data;

      for (size_t j = 0; j < parts[i]->chunks.n; j++)
        if (chunks[j].sequence < sequence)
          n_lines += chunks[j].n_lines;
    }
  return n_lines;
}

EmberDamage
ember_perf_script_damage_join (const EmberPerfScriptDamage *const *parts,
                               uint32_t n)
{
  EmberDamage joined = { 0 };

  for (uint32_t i = 0; i < n; i++)
    {
      const EmberDamage *damage = &parts[i]->damage;

      if (damage->n_records == 0)
        continue;
      ember_damage_add (&joined, damage->first_line + count_lines_before (parts, n, parts[i]->sequence), damage->problem);
      joined.n_records += damage->n_records - 1;
    }
  return joined;
}
