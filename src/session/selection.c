/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/selection.h"

#include <glib/gi18n.h>

#include "analysis/band-apply.h"
#include "profile/amount-text.h"
#include "profile/band-text.h"
#include "profile/time-text.h"

/* Below this a span needs microseconds to be told from its neighbours. */
#define SHORT_SPAN_NS (EMBER_SECOND_NS / 100)

EmberSelection
ember_selection_new (const EmberTableSet *set,
                     EmberTimeRange range)
{
  const int64_t origin_ns = ember_profile_get_origin (set->profile);
  const EmberTimeRange whole = ember_profile_get_range (set->profile);
  EmberSelection selection = {
    .n_all = ember_table_set_count (set, EMBER_TIME_RANGE_ALL),
  };

  if (!ember_time_range_is_empty (whole))
    selection.whole = (EmberTimeRange){ whole.begin_ns - origin_ns, whole.end_ns - origin_ns };
  selection.has_duration = ember_profile_has_times (set->profile) && selection.whole.end_ns - selection.whole.begin_ns > 1;
  selection.has_time_of_day = ember_profile_get_wall_clock_offset (set->profile, &selection.time_of_day_ns);
  selection.time_of_day_ns += origin_ns;
  selection.n_samples = selection.n_all;
  if (!ember_time_range_is_empty (range))
    {
      selection.range = (EmberTimeRange){ range.begin_ns - origin_ns, range.end_ns - origin_ns };
      selection.n_samples = ember_table_set_count (set, range);
    }
  return selection;
}

EmberSelection
ember_selection_new_banded (const EmberTableSet *set,
                            EmberTimeRange range,
                            EmberBand band)
{
  EmberSelection selection = ember_selection_new (set, range);

  if (!ember_band_is_active (&band))
    return selection;
  selection.n_samples = ember_band_count (&band, set, ember_time_range_is_empty (range) ? EMBER_TIME_RANGE_ALL : range);
  selection.band = band;
  selection.band.origin_ns -= ember_profile_get_origin (set->profile);
  return selection;
}

static char *
dup_seconds (int64_t time_ns,
             int n_decimals)
{
  /* Translators: a time in seconds, as "10.380 s". */
  return g_strdup_printf (_ ("%.*f s"), n_decimals, (double) time_ns / EMBER_SECOND_NS);
}

char *
ember_selection_dup_duration (int64_t duration_ns)
{
  return dup_seconds (duration_ns, duration_ns < SHORT_SPAN_NS ? 6 : 3);
}

char *
ember_selection_dup_time_of_day (const EmberSelection *selection)
{
  const EmberTimeRange range = ember_time_range_is_empty (selection->range) ? selection->whole : selection->range;
  const int n_decimals = range.end_ns - range.begin_ns < SHORT_SPAN_NS ? 6 : 3;
  char begin[EMBER_TIME_TEXT_SIZE];
  char end[EMBER_TIME_TEXT_SIZE];

  if (!selection->has_time_of_day)
    return NULL;
  ember_time_text_format_of_day (range.begin_ns + selection->time_of_day_ns, n_decimals, begin);
  ember_time_text_format_of_day (range.end_ns + selection->time_of_day_ns, n_decimals, end);
  /* Translators: two times of day */
  return g_strdup_printf (_ ("%s – %s"), begin, end);
}

static char *
dup_words_of_all (const EmberSelection *selection)
{
  g_autofree char *samples = ember_amount_text_dup_samples (selection->n_all);
  g_autofree char *duration = ember_selection_dup_duration (selection->whole.end_ns - selection->whole.begin_ns);

  if (!selection->has_duration)
    /* Translators: %s is "92,010 samples". */
    return g_strdup_printf (_ ("Whole recording · %s"), samples);
  /* Translators: "Whole recording · 62.400 s · 92,010 samples" */
  return g_strdup_printf (_ ("Whole recording · %s · %s"), duration, samples);
}

static char *
dup_words_of_band (const EmberSelection *selection)
{
  const bool is_all = ember_time_range_is_empty (selection->range);
  const EmberTimeRange range = is_all ? selection->whole : selection->range;
  g_autofree char *begin = dup_seconds (range.begin_ns, 3);
  g_autofree char *end = dup_seconds (range.end_ns, 3);
  g_autofree char *band = ember_band_dup_words (&selection->band, range);
  g_autofree char *samples = ember_amount_text_dup_samples (selection->n_samples);
  g_autofree char *share = ember_amount_text_dup_share (selection->n_samples, selection->n_all, 1);

  /* Translators: the selection: begin – end · the part of each column · samples · share of all samples. */
  return g_strdup_printf (_ ("%s – %s · %s · %s · %s"), begin, end, band, samples, share);
}

char *
ember_selection_dup_words (const EmberSelection *selection)
{
  const int64_t duration_ns = selection->range.end_ns - selection->range.begin_ns;
  const int n_decimals = duration_ns < SHORT_SPAN_NS ? 6 : 3;
  g_autofree char *begin = dup_seconds (selection->range.begin_ns, n_decimals);
  g_autofree char *end = dup_seconds (selection->range.end_ns, n_decimals);
  g_autofree char *duration = ember_selection_dup_duration (duration_ns);
  g_autofree char *samples = ember_amount_text_dup_samples (selection->n_samples);
  g_autofree char *share = ember_amount_text_dup_share (selection->n_samples, selection->n_all, 1);

  if (ember_band_is_active (&selection->band))
    return dup_words_of_band (selection);
  if (ember_time_range_is_empty (selection->range))
    return dup_words_of_all (selection);
  /* Translators: the selection: begin – end · duration · samples · share of all samples. */
  return g_strdup_printf (_ ("%s – %s · %s · %s · %s"), begin, end, duration, samples, share);
}
