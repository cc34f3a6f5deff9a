/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile-builder.h"

/* EmberDamage: what a reader of text had to skip. Zeroed is none. */
typedef struct
{
  uint64_t n_records;
  uint64_t first_line; /* from 1 */
  const char *problem; /* marked with N_(): what is wrong in the first line */
} EmberDamage;

/* Counts one more; the lowest line is remembered. */
void ember_damage_add (EmberDamage *damage,
                       uint64_t line,
                       const char *problem);

/* Tells the user by a notice; nothing to tell without damage. */
void ember_damage_tell (const EmberDamage *damage,
                        EmberProfileBuilder *builder);

/* For an input of which nothing could be kept.
 * Returns: (transfer full) (nullable): NULL without damage */
GError *ember_damage_new_error (const EmberDamage *damage);
