/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/caption.h"

#include <glib/gi18n.h>
#include <string.h>

#include "analysis/band-apply.h"
#include "analysis/filter-words.h"
#include "profile/amount-text.h"
#include "profile/band-text.h"
#include "profile/time-text.h"

#define SEPARATOR " · "

/* Nobody chose the ends of a whole recording; they need no nanoseconds. */
static int64_t
round_to_ms (int64_t time_ns)
{
  return (time_ns + 500000) / 1000000 * 1000000;
}

/* "10.380 s – 14.600 s" on the heat map's axis. */
static void
append_range (GString *caption,
              const EmberProfile *profile,
              EmberTimeRange range)
{
  const int64_t zero_ns = ember_profile_get_origin (profile);
  const bool is_whole = ember_time_range_equal (range, ember_profile_get_range (profile));
  const int64_t begin_ns = range.begin_ns - zero_ns;
  const int64_t end_ns = range.end_ns - zero_ns;
  char begin[EMBER_TIME_TEXT_SIZE];
  char end[EMBER_TIME_TEXT_SIZE];

  if (!ember_profile_has_times (profile))
    return;
  g_string_append (caption, SEPARATOR);
  if (ember_time_range_is_empty (range))
    {
      g_string_append (caption, _ ("empty range"));
      return;
    }
  /* Translators: where a range begins and ends, in seconds */
  g_string_append_printf (caption, _ ("%s s – %s s"),
                          ember_time_text_format (is_whole ? round_to_ms (begin_ns) : begin_ns, 3, begin),
                          ember_time_text_format (is_whole ? round_to_ms (end_ns) : end_ns, 3, end));
}

static void
append_band (GString *caption,
             const EmberBand *band,
             EmberTimeRange range)
{
  g_autofree char *words = NULL;

  if (!ember_band_is_active (band))
    return;
  words = ember_band_dup_words (band, range);
  g_string_append_printf (caption, SEPARATOR "%s", words);
}

/* @band: of which samples are told
 * @n_samples: of these */
static char *
create (const char *file_name,
        const EmberProfile *profile,
        EmberTimeRange range,
        const EmberBand *band,
        uint64_t n_samples,
        const char *event)
{
  GString *caption = g_string_new (file_name);
  g_autofree char *samples = ember_amount_text_dup_samples (n_samples);

  append_range (caption, profile, range);
  append_band (caption, band, range);
  g_string_append (caption, SEPARATOR);
  g_string_append (caption, samples);
  if (event[0] != '\0')
    g_string_append_printf (caption, SEPARATOR "%s", event);
  return g_string_free (caption, FALSE);
}

char *
ember_caption_new (const char *file_name,
                   const EmberTableSet *set,
                   EmberTimeRange range,
                   const char *event)
{
  const bool has_times = ember_profile_has_times (set->profile);
  const EmberTimeRange clipped = has_times ? ember_time_range_intersect (range, ember_profile_get_range (set->profile)) : range;

  return create (file_name, set->profile, clipped, &set->band, ember_table_set_count (set, clipped), event);
}

char *
ember_caption_new_of_part (const char *file_name,
                           const EmberTableSet *set,
                           EmberTimeRange range,
                           const EmberBand *band,
                           const char *event)
{
  const EmberTimeRange all = ember_profile_get_range (set->profile);
  const EmberTimeRange clipped = ember_time_range_is_empty (range) ? all : ember_time_range_intersect (range, all);

  return create (file_name, set->profile, clipped, band, ember_band_count (band, set, clipped), event);
}

char *
ember_caption_add_filter (const char *caption,
                          const EmberFilter *filter,
                          const EmberProfile *profile,
                          EmberMergeLevel merge_level)
{
  static const char *const levels[] = {
    [EMBER_MERGE_PROCESS] = N_ ("by process"),
    [EMBER_MERGE_THREAD] = N_ ("by thread"),
    [EMBER_MERGE_CPU] = N_ ("by CPU"),
    [EMBER_MERGE_NOTHING] = N_ ("all merged"),
  };
  g_autofree char *words = ember_filter_words_dup (filter, profile);
  GString *whole = g_string_new (caption);

  if (words != NULL)
    g_string_append_printf (whole, SEPARATOR "%s", words);
  if (merge_level != EMBER_MERGE_COMM)
    g_string_append_printf (whole, SEPARATOR "%s", _ (levels[merge_level]));
  return g_string_free (whole, FALSE);
}

char *
ember_caption_add_waits (const char *caption,
                         const EmberHeatmap *heatmap,
                         const EmberTableSet *set)
{
  if (!ember_table_set_is_span (set))
    return g_strdup (caption);
  return g_strconcat (caption, SEPARATOR, heatmap->is_time ? _ ("waits spread over their duration") : _ ("waits where they begin"), NULL);
}

char *
ember_caption_add_baseline (const char *caption,
                            const char *file_name,
                            const EmberTableSet *set,
                            EmberTimeRange range,
                            EmberNormalization normalization)
{
  GString *baseline = g_string_new (file_name);
  g_autofree char *own = NULL;
  char *whole;

  append_range (baseline, set->profile, ember_time_range_intersect (range, ember_profile_get_range (set->profile)));
  own = g_string_free (baseline, FALSE);
  /* Translators: a caption, then the file and range that it is compared with, and how */
  whole = g_strdup_printf (normalization == EMBER_PER_TIME ? _ ("%s · against %s, per time") : _ ("%s · against %s, per sample"),
                           caption, g_str_has_prefix (own, SEPARATOR) ? own + strlen (SEPARATOR) : own);
  return whole;
}

char *
ember_caption_add_turn (const char *caption,
                        bool is_inverted,
                        const char *function)
{
  g_autofree char *name = function != NULL ? g_utf8_make_valid (function, -1) : NULL;

  if (name != NULL)
    /* Translators: what a picture shows, then the name of a function */
    return g_strdup_printf (_ ("%s · callers and callees of %s"), caption, name);
  /* Translators: what a picture shows, and that the graph begins with the leaves */
  return is_inverted ? g_strdup_printf (_ ("%s · inverted"), caption) : g_strdup (caption);
}

char *
ember_caption_add_gone (const char *caption)
{
  /* Translators: what a picture shows, and what of it */
  return g_strdup_printf (_ ("%s · what only the baseline has"), caption);
}

char *
ember_caption_add_search (const char *caption,
                          const char *text,
                          uint64_t n_matched,
                          uint64_t n_samples)
{
  g_autofree char *share = ember_amount_text_dup_share (n_matched, n_samples, 1);

  /* Translators: a caption, what was searched for, and how much of the samples matches it ("12.3 %") */
  return g_strdup_printf (_ ("%s · “%s” in %s"), caption, text, share);
}
