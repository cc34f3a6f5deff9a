/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/reading.h"

#include <glib/gi18n.h>

bool
ember_reading_end (const EmberReading *reading,
                   EmberProfileBuilder *builder,
                   GError *problem,
                   GError **error)
{
  if (problem != NULL && (ember_profile_builder_get_n_samples (builder) == 0 ||
                          g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
                          g_error_matches (problem, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_SHRANK)))
    {
      g_propagate_error (error, problem);
      return false;
    }
  if (problem != NULL)
    /* Translators: %s is a whole sentence that says what is wrong with the input, without its full stop. */
    ember_profile_builder_add_notice (builder, g_strdup_printf (_ ("%s; what was read before it is shown"), problem->message), 1);
  g_clear_error (&problem);
  if (ember_input_was_stopped (reading->input))
    ember_profile_builder_add_notice (builder, g_strdup (_ ("Reading was stopped before the end")), 1);
  return true;
}

EmberProfile *
ember_reading_freeze (const EmberReading *reading,
                      EmberProfileBuilder *builder,
                      GError **error)
{
  if (ember_profile_builder_get_n_samples (builder) == 0)
    {
      ember_profile_builder_free (builder);
      g_set_error_literal (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_EMPTY, _ ("The recording holds no samples"));
      return NULL;
    }
  ember_progress_set_phase (reading->progress, EMBER_PHASE_SORTING);
  return ember_profile_builder_freeze (builder);
}
