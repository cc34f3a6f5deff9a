/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/damage.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "formats/format.h"
#include "profile/amount-text.h"

void
ember_damage_add (EmberDamage *damage,
                  uint64_t line,
                  const char *problem)
{
  if (damage->n_records == 0 || line < damage->first_line)
    {
      damage->first_line = line;
      damage->problem = problem;
    }
  damage->n_records++;
}

void
ember_damage_tell (const EmberDamage *damage,
                   EmberProfileBuilder *builder)
{
  g_autofree char *n_records = ember_amount_text_dup (damage->n_records);

  if (damage->n_records == 0)
    return;
  ember_profile_builder_add_notice (
      builder,
      /* Translators: a number of records, the number of a line, and what is wrong there, a main clause. */
      g_strdup_printf (ngettext ("Skipped %s damaged record, in line %" PRIu64 ": %s",
                                 "Skipped %s damaged records, the first in line %" PRIu64 ": %s",
                                 (gulong) damage->n_records),
                       n_records, damage->first_line, _ (damage->problem)),
      damage->n_records);
}

GError *
ember_damage_new_error (const EmberDamage *damage)
{
  if (damage->n_records == 0)
    return NULL;
  return g_error_new (EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_DAMAGED,
                      /* Translators: the number of a line, and what is wrong there, a main clause. */
                      _ ("Nothing in the recording can be read; line %" PRIu64 ": %s"),
                      damage->first_line, _ (damage->problem));
}
