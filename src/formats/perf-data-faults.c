/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-faults.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "profile/amount-text.h"

void
ember_perf_fault_count (EmberPerfFault *fault,
                        uint64_t position)
{
  if (fault->n++ == 0)
    fault->first_position = position;
}

void
ember_perf_faults_add_lost (EmberPerfFaults *faults,
                            uint64_t n_lost)
{
  faults->n_lost = n_lost > UINT64_MAX - faults->n_lost ? UINT64_MAX : faults->n_lost + n_lost;
}

static void
add_notice (EmberProfileBuilder *builder,
            char *text,
            uint64_t count)
{
  if (count > 0)
    ember_profile_builder_add_notice (builder, text, count);
  else
    g_free (text);
}

void
ember_perf_faults_tell (const EmberPerfFaults *faults,
                        EmberProfileBuilder *builder)
{
  g_autofree char *n_bad_records = ember_amount_text_dup (faults->bad.n);
  g_autofree char *n_strangers = ember_amount_text_dup (faults->strangers.n);
  g_autofree char *n_lost = ember_amount_text_dup (faults->n_lost);
  g_autofree char *n_sums = ember_amount_text_dup (faults->n_sums);

  add_notice (builder,
              g_strdup_printf (ngettext ("%s damaged record was skipped; it is at byte %" PRIu64,
                                         "%s damaged records were skipped; the first is at byte %" PRIu64,
                                         (gulong) faults->bad.n),
                               n_bad_records, faults->bad.first_position),
              faults->bad.n);
  add_notice (builder,
              g_strdup_printf (ngettext ("%s sample of an unknown event was skipped; it is at byte %" PRIu64,
                                         "%s samples of an unknown event were skipped; the first is at byte %" PRIu64,
                                         (gulong) faults->strangers.n),
                               n_strangers, faults->strangers.first_position),
              faults->strangers.n);
  add_notice (builder,
              g_strdup_printf (ngettext ("%s sum of waits was left out, as perf record --off-cpu writes it without a time",
                                         "%s sums of waits were left out, as perf record --off-cpu writes them without a time",
                                         (gulong) faults->n_sums),
                               n_sums),
              faults->n_sums);
  add_notice (builder,
              g_strdup_printf (ngettext ("%s event was lost while recording, as perf could not keep up",
                                         "%s events were lost while recording, as perf could not keep up",
                                         (gulong) faults->n_lost),
                               n_lost),
              faults->n_lost);
}
