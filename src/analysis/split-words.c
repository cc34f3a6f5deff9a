/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/split-words.h"

#include <glib/gi18n.h>

#include "profile/amount-text.h"

static char *
dup_others (EmberSplitKind kind,
            uint32_t n)
{
  if (kind == EMBER_SPLIT_CPU)
    /* Translators: of the parts of a heat map; %u is how many CPUs have no map of their own */
    return g_strdup_printf (ngettext ("%u other CPU", "%u other CPUs", n), n);
  if (kind == EMBER_SPLIT_PROCESS)
    /* Translators: of the parts of a heat map; %u is how many processes have no map of their own */
    return g_strdup_printf (ngettext ("%u other process", "%u other processes", n), n);
  /* Translators: of the parts of a heat map; %u is how many threads have no map of their own */
  return g_strdup_printf (ngettext ("%u other thread", "%u other threads", n), n);
}

static char *
dup_thread (const EmberThreadTable *table,
            uint32_t row)
{
  const EmberThreadRow *thread = &table->rows[row];
  const int32_t number = thread->tid != -1 ? thread->tid : thread->pid;
  g_autofree char *comm = g_utf8_make_valid (ember_thread_table_get_comm (table, row), -1);

  return number != -1 ? g_strdup_printf ("%s %d", comm, number) : g_steal_pointer (&comm);
}

char *
ember_split_dup_name (const EmberSplit *split,
                      uint32_t part)
{
  const EmberSplitPart *named = &split->parts[part];

  if (named->n_others > 0)
    return dup_others (split->kind, named->n_others);
  if (split->table != NULL)
    return dup_thread (split->table, named->row);
  /* Translators: of samples of which the file does not tell the CPU */
  return named->cpu >= 0 ? g_strdup_printf (_ ("CPU %d"), named->cpu) : g_strdup (_ ("CPU unknown"));
}

char *
ember_split_dup_amount (const EmberSplit *split,
                        uint32_t part)
{
  g_autofree char *samples = ember_amount_text_dup_samples (split->parts[part].n_samples);
  g_autofree char *share = ember_amount_text_dup_share (split->parts[part].n_samples, split->n_samples, 1);

  return g_strjoin (" · ", samples, share, NULL);
}
