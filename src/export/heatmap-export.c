/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/heatmap-export.h"

#include "paint/heatmap-painter.h"
#include "paint/split-picture.h"

/* Room for axes, title and legend; each row gets some pixels, within reason. */
#define CHROME_PX 120.0
#define ROW_PX 8.0
#define MIN_ROWS_PX 280.0
#define MAX_ROWS_PX 1000.0

typedef struct
{
  const EmberHeatmap *heatmap;
  EmberHeatmapStyle style;
  EmberHeatmapGeometry geometry;
} Scene;

static void
draw (cairo_t *cr,
      gconstpointer data)
{
  const Scene *scene = data;

  ember_heatmap_painter_draw (cr, scene->heatmap, &scene->style, &scene->geometry);
}

static void
draw_split (cairo_t *cr,
            gconstpointer data)
{
  ember_split_picture_draw (data, cr, EMBER_HEATMAP_EXPORT_WIDTH_PX);
}

/* Each map is as high as in any other such picture, so the picture follows how many there are. */
static bool
write_split (const EmberHeatmapExport *export,
             const EmberHeatmapStyle *style,
             EmberPictureKind kind,
             const char *path,
             GError **error)
{
  const EmberSplitPicture split = {
    .heatmap = export->heatmap,
    .split = export->split,
    .style = *style,
    .matches = export->split_matches,
    .has_own_scales = export->has_own_scales,
    .zoom = export->seen.zoom,
  };
  const EmberPicture picture = {
    .width_px = EMBER_HEATMAP_EXPORT_WIDTH_PX,
    .height_px = ember_split_picture_get_height (&split),
    .title = export->caption,
    .draw = draw_split,
    .data = &split,
  };

  return ember_picture_write (&picture, kind, path, error);
}

EmberHeatmapSeen
ember_heatmap_export_see (const EmberHeatmap *heatmap,
                          const EmberHeatmapZoom *zoom)
{
  EmberHeatmapStyle style = { .palette = EMBER_PALETTE_CLASSIC };
  EmberHeatmapGeometry geometry;

  ember_theme_init_light (&style.theme);
  ember_heatmap_painter_place_part (&geometry, heatmap, &style, EMBER_HEATMAP_EXPORT_WIDTH_PX, CHROME_PX + MIN_ROWS_PX, 1, zoom);
  return ember_heatmap_seen_new (zoom, &geometry);
}

bool
ember_heatmap_export_write (const EmberHeatmapExport *export,
                            EmberPictureKind kind,
                            const char *path,
                            GError **error)
{
  Scene scene = {
    .heatmap = export->heatmap,
    .style = {
        .palette = export->palette,
        .curve = export->curve,
        .clip = export->clip,
        .title = export->caption,
        .marking = export->marking,
        .chosen = &export->chosen,
        .has_time_of_day = export->has_time_of_day,
        .time_of_day_ns = export->time_of_day_ns,
    },
  };
  const EmberPicture picture = {
    .width_px = EMBER_HEATMAP_EXPORT_WIDTH_PX,
    .height_px = CHROME_PX + CLAMP (ember_heatmap_seen_get_n_rows (&export->seen, &export->heatmap->grid) * ROW_PX, MIN_ROWS_PX, MAX_ROWS_PX),
    .title = export->caption,
    .draw = draw,
    .data = &scene,
  };

  ember_theme_init (&scene.style.theme, export->is_dark);
  if (export->split != NULL)
    return write_split (export, &scene.style, kind, path, error);
  if (ember_heatmap_seen_is_part (&export->seen))
    ember_heatmap_painter_place_part (&scene.geometry, export->heatmap, &scene.style, picture.width_px, picture.height_px, 1, &export->seen.zoom);
  else
    ember_heatmap_painter_place (&scene.geometry, export->heatmap, &scene.style, picture.width_px, picture.height_px, 1, true);
  return ember_picture_write (&picture, kind, path, error);
}
