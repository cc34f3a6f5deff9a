/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/function-export.h"

#include "analysis/function-strips.h"
#include "paint/function-picture.h"

static void
draw (cairo_t *cr,
      gconstpointer data)
{
  ember_function_picture_draw (data, cr);
}

static EmberFunctions *
find_functions (const EmberFunctionExport *export,
                EmberFunctionIndex *index)
{
  EmberFunctions *functions = export->difference != NULL ? ember_functions_new_compared (index, export->difference, export->basis, NULL)
                                                         : ember_functions_new_in (index, export->graph, EMBER_MEASURE_WEIGHT, NULL);

  if (export->search != NULL)
    ember_functions_keep (functions, export->search);
  if (export->is_sorted)
    ember_functions_sort (functions, export->order, export->is_descending);
  return functions;
}

bool
ember_function_export_write (const EmberFunctionExport *export,
                             EmberPictureKind kind,
                             const char *path,
                             GError **error)
{
  EmberProfile *profile = ember_flame_graph_get_profile (export->graph);
  g_autoptr (EmberFunctionIndex) index = ember_function_index_new (profile);
  g_autoptr (EmberFunctions) functions = find_functions (export, index);
  g_autoptr (EmberWhenStrips) strips = ember_profile_has_times (profile) ? ember_function_strips_new_of_recording (index, export->set, NULL) : NULL;
  EmberTheme theme;
  const EmberFunctionPicture table = {
    .functions = functions,
    .graph = export->graph,
    .strips = strips,
    .marked = export->marked,
    .theme = &theme,
    .title = export->caption,
    .is_sorted = export->is_sorted,
    .order = export->order,
    .is_share = export->is_share,
    .is_descending = export->is_descending,
  };
  EmberPicture picture = { .title = export->caption, .draw = draw, .data = &table };

  ember_theme_init (&theme, export->is_dark);
  ember_function_picture_measure (&table, &picture.width_px, &picture.height_px);
  return ember_picture_write (&picture, kind, path, error);
}
