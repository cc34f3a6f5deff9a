/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/heatmap-export.h"

#include <string.h>

#include "support/temp-folder.h"

/* @max_count: of the one cell that has samples
 * @time_of_day_ns: -1: columns are seconds
 * Returns: the file's bytes, none of them 0 */
static char *
write_map_of_day (EmberPictureKind kind,
                  uint32_t n_columns,
                  uint32_t n_rows,
                  uint32_t max_count,
                  int64_t time_of_day_ns,
                  int *height)
{
  const EmberHeatmapGrid grid = { .column_ns = EMBER_SECOND_NS, .n_columns = n_columns, .n_rows = n_rows };
  uint32_t *counts = g_new0 (uint32_t, (size_t) n_columns * n_rows + 1);
  g_autoptr (EmberHeatmap) heatmap = NULL;
  char *folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "out", NULL);
  g_autoptr (GError) error = NULL;
  char *content;
  gsize n;

  counts[0] = max_count;
  heatmap = ember_heatmap_new_from_counts (&grid, counts, ember_heatmap_grid_get_range (&grid));
  g_assert_true (ember_heatmap_export_write (
      &(EmberHeatmapExport){
          .heatmap = heatmap,
          .palette = EMBER_PALETTE_CLASSIC,
          .caption = "a.txt",
          .has_time_of_day = time_of_day_ns >= 0,
          .time_of_day_ns = time_of_day_ns,
      },
      kind, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, &n, NULL));
  if (kind == EMBER_PICTURE_PNG)
    {
      cairo_surface_t *surface = cairo_image_surface_create_from_png (path);

      g_assert_cmpint (cairo_image_surface_get_width (surface), ==, EMBER_HEATMAP_EXPORT_WIDTH_PX);
      *height = cairo_image_surface_get_height (surface);
      cairo_surface_destroy (surface);
    }
  for (gsize i = 0; i < n; i++)
    if (content[i] == '\0')
      content[i] = ' ';
  temp_folder_delete (folder);
  return content;
}

static char *
write_map (EmberPictureKind kind,
           uint32_t n_columns,
           uint32_t n_rows,
           uint32_t max_count,
           int *height)
{
  return write_map_of_day (kind, n_columns, n_rows, max_count, -1, height);
}

static void
test_more_rows_are_a_higher_picture_within_reason (void)
{
  int few, some, many;
  g_autofree char *first = write_map (EMBER_PICTURE_PNG, 20, 10, 3, &few);
  g_autofree char *second = write_map (EMBER_PICTURE_PNG, 20, 50, 3, &some);
  g_autofree char *third = write_map (EMBER_PICTURE_PNG, 20, 1000, 3, &many);

  g_assert_true (g_str_has_prefix (first + 1, "PNG"));
  g_assert_true (g_str_has_prefix (second + 1, "PNG"));
  g_assert_true (g_str_has_prefix (third + 1, "PNG"));
  g_assert_cmpint (few, >, 300);
  g_assert_cmpint (some, >, few);
  g_assert_cmpint (many, >, some);
  g_assert_cmpint (many, <, 1300);
}

static void
test_cells_are_vectors (void)
{
  g_autofree char *empty = write_map (EMBER_PICTURE_SVG, 20, 10, 0, NULL);
  g_autofree char *filled = write_map (EMBER_PICTURE_SVG, 20, 10, 3, NULL);

  g_assert_null (strstr (filled, "<image"));
  g_assert_cmpstr (filled, !=, empty);
}

static void
test_columns_tell_times_of_day (void)
{
  const int64_t noon_ns = 12 * 60 * 60 * EMBER_SECOND_NS;
  int height;
  g_autofree char *seconds = write_map (EMBER_PICTURE_PNG, 20, 10, 3, &height);
  g_autofree char *noon = write_map_of_day (EMBER_PICTURE_PNG, 20, 10, 3, noon_ns, &height);
  g_autofree char *next_noon = write_map_of_day (EMBER_PICTURE_PNG, 20, 10, 3, 3 * noon_ns, &height);
  g_autofree char *later = write_map_of_day (EMBER_PICTURE_PNG, 20, 10, 3, noon_ns + 7 * EMBER_SECOND_NS, &height);

  g_assert_false (g_str_equal (noon, seconds));
  g_assert_false (g_str_equal (noon, later));
  g_assert_true (g_str_equal (noon, next_noon));
}

/* The colours at both ends of the plot's lowest line, of a map whose columns have 1, 2, 3 … samples in each cell. */
static void
draw_counted_columns (const EmberHeatmapSeen *seen,
                      uint32_t *left,
                      uint32_t *right,
                      int *height)
{
  const EmberHeatmapGrid grid = { .column_ns = EMBER_SECOND_NS, .n_columns = 10, .n_rows = 100 };
  uint32_t *counts = g_new (uint32_t, 1000);
  g_autoptr (EmberHeatmap) heatmap = NULL;
  char *folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "out.png", NULL);
  cairo_surface_t *surface;
  const uint32_t *line;

  for (uint32_t i = 0; i < 1000; i++)
    counts[i] = 1 + i / 100;
  heatmap = ember_heatmap_new_from_counts (&grid, counts, ember_heatmap_grid_get_range (&grid));
  g_assert_true (ember_heatmap_export_write (&(EmberHeatmapExport){ .heatmap = heatmap, .seen = *seen, .palette = EMBER_PALETTE_CLASSIC }, EMBER_PICTURE_PNG, path, NULL));
  surface = cairo_image_surface_create_from_png (path);
  *height = cairo_image_surface_get_height (surface);
  line = (const uint32_t *) (void *) (cairo_image_surface_get_data (surface) + (size_t) (*height / 2) * cairo_image_surface_get_stride (surface));
  *left = line[100] & 0xffffff;
  *right = line[EMBER_HEATMAP_EXPORT_WIDTH_PX - 50] & 0xffffff;
  cairo_surface_destroy (surface);
  temp_folder_delete (folder);
}

static void
test_only_the_part_that_is_seen_is_drawn (void)
{
  const EmberHeatmapSeen all = { 0 };
  const EmberHeatmapSeen one = { .zoom = { .begin_ns = 4e9, .length_ns = 1e9 }, .columns = { 4, 5 }, .rows = { 0, 100 } };
  const EmberHeatmapSeen low = { .zoom = { .length_ns = 10e9, .height = 0.1 }, .columns = { 0, 10 }, .rows = { 0, 10 } };
  uint32_t first, last, left, right;
  int height_of_all, height;

  draw_counted_columns (&all, &first, &last, &height_of_all);
  g_assert_cmphex (first, !=, last);
  draw_counted_columns (&one, &left, &right, &height);
  g_assert_cmphex (left, ==, right);
  g_assert_cmphex (left, !=, first);
  g_assert_cmphex (left, !=, last);
  g_assert_cmpint (height, ==, height_of_all);
  draw_counted_columns (&low, &left, &right, &height);
  g_assert_cmphex (left, ==, first);
  g_assert_cmphex (right, ==, last);
  g_assert_cmpint (height, <, height_of_all);
}

static void
test_maps_of_any_size_are_a_picture (void)
{
  g_autofree char *none = write_map (EMBER_PICTURE_PDF, 0, 50, 0, NULL);
  g_autofree char *wide = write_map (EMBER_PICTURE_PDF, 100000, 50, 7, NULL);

  g_assert_true (g_str_has_prefix (none, "%PDF-"));
  g_assert_true (g_str_has_prefix (wide, "%PDF-"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-export/more-rows-are-a-higher-picture-within-reason", test_more_rows_are_a_higher_picture_within_reason);
  g_test_add_func ("/heatmap-export/cells-are-vectors", test_cells_are_vectors);
  g_test_add_func ("/heatmap-export/columns-tell-times-of-day", test_columns_tell_times_of_day);
  g_test_add_func ("/heatmap-export/only-the-part-that-is-seen-is-drawn", test_only_the_part_that_is_seen_is_drawn);
  g_test_add_func ("/heatmap-export/maps-of-any-size-are-a-picture", test_maps_of_any_size_are_a_picture);
  return g_test_run ();
}
