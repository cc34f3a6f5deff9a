/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/flame-export.h"

#include "paint/flame-painter.h"

typedef struct
{
  EmberFlameGraph *graph;
  EmberFlameGraph *callees;                  /* (nullable) */
  const EmberDifference *callees_difference; /* (nullable) */
  EmberFlameStyle style;
  EmberFlameGeometry geometry;
} Scene;

static void
draw (cairo_t *cr,
      gconstpointer data)
{
  const Scene *scene = data;

  if (scene->callees != NULL)
    ember_flame_painter_draw_around (cr, scene->graph, scene->callees, scene->callees_difference, &scene->style, &scene->geometry);
  else
    ember_flame_painter_draw (cr, scene->graph, &scene->style, &scene->geometry);
}

bool
ember_flame_export_write (const EmberFlameExport *flame,
                          EmberPictureKind kind,
                          const char *path,
                          GError **error)
{
  EmberTheme theme;
  Scene scene = {
    .graph = flame->graph,
    .callees = flame->callees,
    .callees_difference = flame->callees_difference,
    .style = {
        .theme = &theme,
        .search = flame->search,
        .marked = flame->marked,
        .difference = flame->difference,
        .basis = flame->basis,
        .title = flame->caption,
        .measure = EMBER_MEASURE_WEIGHT,
        .order = flame->order,
        .scale = 1,
        .is_vector = kind != EMBER_PICTURE_PNG,
    },
    .geometry = {
        .span = EMBER_FLAME_SPAN_ALL,
        .width_px = EMBER_FLAME_EXPORT_WIDTH_PX,
        .is_icicle = flame->is_icicle,
    },
  };
  EmberPicture picture = { .title = flame->caption, .draw = draw, .data = &scene };

  ember_theme_init (&theme, flame->is_dark);
  if (flame->callees != NULL)
    scene.geometry.height_px = ember_flame_painter_measure_around (flame->graph, flame->callees, &scene.style, scene.geometry.width_px);
  else
    scene.geometry.height_px = ember_flame_painter_measure (flame->graph, &scene.style, scene.geometry.span, scene.geometry.width_px);
  picture.width_px = scene.geometry.width_px;
  picture.height_px = scene.geometry.height_px;
  return ember_picture_write (&picture, kind, path, error);
}
