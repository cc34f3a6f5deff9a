/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cut.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "analysis/band-apply.h"
#include "analysis/heatmap-matches.h"
#include "analysis/heatmap-range.h"
#include "analysis/heatmap-spread.h"
#include "analysis/mark-text.h"
#include "export/folded.h"

/* @name: (nullable): as ember_event_choice_find() takes it; bytes of the command line */
static EmberEventChoice *
find_event (const EmberProfile *profile,
            const char *name,
            GError **error)
{
  g_autofree char *valid = name != NULL ? g_utf8_make_valid (name, -1) : NULL;
  EmberEventChoice *choice = ember_event_choice_find (profile, valid);
  g_autoptr (GPtrArray) known = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  if (choice != NULL || valid == NULL)
    return choice;
  known = ember_event_choices_new (profile);
  for (guint i = 0; i < known->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", ((EmberEventChoice *) g_ptr_array_index (known, i))->name);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* Translators: what was typed, and the names there are */
               _ ("the recording has no event “%s”, only: %s"), valid, names->str);
  return NULL;
}

/* Facts are told of the whole recording, whatever else is asked for. */
static bool
is_info (const EmberOptions *options)
{
  return options->command == EMBER_COMMAND_PRINT && options->content == EMBER_CONTENT_INFO;
}

static bool
is_folded (const EmberOptions *options)
{
  return options->command == EMBER_COMMAND_EXPORT ? options->kind == EMBER_EXPORT_FOLDED : options->content == EMBER_CONTENT_FOLDED;
}

static bool
choose_tables (EmberCut *cut,
               EmberProfile *profile,
               const EmberOptions *options,
               GError **error)
{
  const bool is_samples = options->command == EMBER_COMMAND_PRINT && options->content == EMBER_CONTENT_SAMPLES;
  g_autoptr (EmberEventChoice) choice = NULL;

  if (is_info (options))
    cut->set = ember_table_set_new (profile, NULL, 0, true);
  else if (options->event == NULL && is_folded (options))
    cut->set = ember_folded_table_set_new (profile, options->with_idle);
  else if (options->event == NULL && is_samples)
    cut->set = ember_table_set_new (profile, NULL, 0, options->with_idle);
  if (cut->set != NULL)
    {
      cut->event = g_strdup ("");
      return true;
    }
  choice = find_event (profile, options->event, error);
  if (choice == NULL && options->event != NULL)
    return false;
  cut->set = choice != NULL ? ember_table_set_new (profile, choice->events, choice->n_events, options->with_idle)
                            : ember_table_set_new (profile, NULL, 0, options->with_idle);
  cut->event = g_strdup (choice != NULL ? choice->name : "");
  return true;
}

static bool
check_waits (const EmberCut *cut,
             const EmberOptions *options,
             GError **error)
{
  if (!options->spreads_waits || !options->has_off_cpu || ember_table_set_is_span (cut->set))
    return true;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* Translators: the name of an event */
               _ ("only waits last: --off-cpu=spread goes only with --event=%s"), "off-CPU");
  return false;
}

/* Expressions were looked at before; one that takes too long with these names is told now. */
static bool
choose_samples (EmberCut *cut,
                const EmberOptions *options,
                GError **error)
{
  EmberTableSet *passing;

  if (is_info (options))
    return true;
  passing = ember_filter_apply (options->filter, cut->set, NULL, error);
  if (passing == NULL)
    return false;
  ember_table_set_free (cut->set);
  cut->set = passing;
  return true;
}

/* @span: (nullable): NULL is everything */
static bool
choose_range (EmberCut *cut,
              const EmberProfile *profile,
              const EmberTimeSpan *span,
              GError **error)
{
  cut->range = EMBER_TIME_RANGE_ALL;
  if (span == NULL)
    return true;
  if (!ember_profile_has_times (profile))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("the recording has no time stamps, so no range can be taken of it"));
      return false;
    }
  cut->range = ember_time_range_intersect (ember_time_span_resolve (span, ember_profile_get_origin (profile)),
                                           ember_profile_get_range (profile));
  cut->is_empty = ember_time_range_is_empty (cut->range);
  return true;
}

static bool
choose_band (EmberCut *cut,
             const EmberProfile *profile,
             const EmberOptions *options,
             GError **error)
{
  EmberTableSet *banded;
  EmberBand band;

  if (!options->has_band || is_info (options))
    return true;
  if (!ember_profile_has_times (profile))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("the recording has no time stamps, so no band can be taken of it"));
      return false;
    }
  if (!ember_band_span_resolve (&options->band, ember_profile_get_origin (profile), options->column_ns, &band, error))
    {
      g_prefix_error (error, "--band: ");
      return false;
    }
  banded = ember_band_apply (&band, cut->set, cut->range, NULL);
  ember_table_set_free (cut->set);
  cut->set = banded;
  return true;
}

static EmberCut *
new_cut (EmberProfile *profile,
         const EmberOptions *options,
         const EmberTimeSpan *span,
         GError **error)
{
  g_autoptr (EmberCut) cut = g_new0 (EmberCut, 1);

  if (!choose_tables (cut, profile, options, error) || !check_waits (cut, options, error) ||
      !choose_samples (cut, options, error) || !choose_range (cut, profile, span, error))
    return NULL;
  return g_steal_pointer (&cut);
}

static EmberMark *
find_function (EmberProfile *profile,
               const char *name,
               GError **error)
{
  EmberMark *mark = ember_mark_text_parse (profile, name);
  g_autofree char *shown = g_utf8_make_valid (name, -1);

  if (mark == NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("no function is called “%s”"), shown);
  return mark;
}

/* What is asked for by name, in the cut's profile. */
static bool
find_names (EmberCut *cut,
            const EmberOptions *options,
            GError **error)
{
  EmberProfile *profile = cut->set->profile;

  g_clear_pointer (&cut->search, ember_search_unref);
  g_clear_pointer (&cut->when, ember_mark_unref);
  g_clear_pointer (&cut->function, ember_mark_unref);
  if (options->search != NULL)
    cut->search = ember_search_new (profile, options->search, true, NULL, error);
  if (options->when != NULL)
    cut->when = find_function (profile, options->when, error);
  if (options->function != NULL)
    cut->function = find_function (profile, options->function, error);
  return (options->search == NULL || cut->search != NULL) && (options->when == NULL || cut->when != NULL) &&
         (options->function == NULL || cut->function != NULL);
}

EmberCut *
ember_cut_new (EmberProfile *profile,
               const EmberOptions *options,
               GError **error)
{
  g_autoptr (EmberCut) cut = new_cut (profile, options, options->has_range && !is_info (options) ? &options->range : NULL, error);

  if (cut == NULL || !choose_band (cut, profile, options, error) || !find_names (cut, options, error))
    return NULL;
  return g_steal_pointer (&cut);
}

bool
ember_cut_add_baseline (EmberCut *cut,
                        EmberProfile *profile,
                        const EmberOptions *options,
                        GError **error)
{
  cut->baseline = new_cut (profile, options, options->has_baseline ? &options->baseline : NULL, error);
  return cut->baseline != NULL;
}

bool
ember_cut_flip (EmberCut *cut,
                const EmberOptions *options,
                GError **error)
{
  EmberCut *baseline = cut->baseline;
  EmberTableSet *set = cut->set;
  char *event = cut->event;
  const EmberTimeRange range = cut->range;
  const bool is_empty = cut->is_empty;

  cut->set = baseline->set;
  cut->event = baseline->event;
  cut->range = baseline->range;
  cut->is_empty = baseline->is_empty;
  baseline->set = set;
  baseline->event = event;
  baseline->range = range;
  baseline->is_empty = is_empty;
  return find_names (cut, options, error);
}

EmberHeatmap *
ember_cut_count_cells (const EmberCut *cut,
                       const EmberOptions *options)
{
  if (options->spreads_waits && ember_table_set_is_span (cut->set))
    {
      const EmberHeatmapGrid grid = ember_heatmap_grid_new_of_range (cut->set->profile, cut->range, options->column_ns, options->n_rows);

      return ember_heatmap_new_spread (cut->set, &grid, cut->range, NULL, NULL);
    }
  return ember_heatmap_new_of_range (cut->set, cut->range, options->column_ns, options->n_rows, NULL);
}

/* Returns: (transfer full) (nullable): NULL where nothing is pointed out */
static EmberStackMask *
find_stacks (const EmberCut *cut)
{
  if (cut->when != NULL)
    return ember_mark_find_stacks (cut->when, cut->set->profile, NULL, NULL);
  return cut->search != NULL ? ember_stack_mask_new_of_search (cut->search) : NULL;
}

EmberHeatmap *
ember_cut_count_matches (const EmberCut *cut,
                         const EmberHeatmap *heatmap)
{
  g_autoptr (EmberStackMask) stacks = find_stacks (cut);

  if (stacks == NULL)
    return NULL;
  if (heatmap->is_time)
    return ember_heatmap_new_spread (cut->set, &heatmap->grid, cut->range, stacks, NULL);
  return ember_heatmap_new_of_stacks (cut->set, &heatmap->grid, cut->range, stacks, NULL);
}

EmberSplitMatches *
ember_cut_count_split_matches (const EmberCut *cut,
                               EmberSplit *split)
{
  g_autoptr (EmberStackMask) stacks = find_stacks (cut);

  return stacks != NULL ? ember_split_matches_new (split, stacks, NULL) : NULL;
}

EmberSplit *
ember_cut_split (const EmberCut *cut,
                 const EmberOptions *options,
                 const EmberHeatmap *heatmap)
{
  return ember_split_new (cut->set, &heatmap->grid, cut->range, options->split, EMBER_SPLIT_DEFAULT_PARTS, heatmap->is_time, NULL);
}

void
ember_cut_free (EmberCut *cut)
{
  g_clear_pointer (&cut->search, ember_search_unref);
  g_clear_pointer (&cut->when, ember_mark_unref);
  g_clear_pointer (&cut->function, ember_mark_unref);
  g_clear_pointer (&cut->baseline, ember_cut_free);
  g_clear_pointer (&cut->set, ember_table_set_free);
  g_free (cut->event);
  g_free (cut);
}
