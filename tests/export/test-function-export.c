/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/function-export.h"

#include <string.h>

#include "support/small-profile.h"
#include "support/temp-folder.h"

/* Writes the table of a random recording as asked for.
 * Returns: the file's bytes, none of them 0 */
static char *
write_table (EmberPictureKind kind,
             const char *search_text,
             EmberFunctionOrder order,
             bool is_compared,
             int *height)
{
  char *folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "out", NULL);
  g_autoptr (EmberProfile) profile = small_profile_new_random (5, 500, 10, 12);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
  g_autoptr (EmberDifference) difference = is_compared ? ember_difference_new (graph, graph, EMBER_MEASURE_WEIGHT, EMBER_PER_TIME) : NULL;
  g_autoptr (EmberSearch) search = search_text != NULL ? ember_search_new (profile, search_text, true, NULL, NULL) : NULL;
  const EmberFunctionExport export = {
    .graph = graph,
    .difference = difference,
    .search = search,
    .set = set,
    .caption = "a.txt",
    .is_sorted = true,
    .order = order,
  };
  g_autoptr (GError) error = NULL;
  char *content;
  gsize n;

  g_assert_true (ember_function_export_write (&export, kind, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, &n, NULL));
  if (kind == EMBER_PICTURE_PNG)
    {
      cairo_surface_t *surface = cairo_image_surface_create_from_png (path);

      *height = cairo_image_surface_get_height (surface);
      cairo_surface_destroy (surface);
    }
  for (gsize i = 0; i < n; i++)
    if (content[i] == '\0')
      content[i] = ' ';
  temp_folder_delete (folder);
  return content;
}

static void
test_vectors_stay_vectors (void)
{
  g_autofree char *svg = write_table (EMBER_PICTURE_SVG, NULL, EMBER_FUNCTION_ORDER_NAME, false, NULL);
  g_autofree char *pdf = write_table (EMBER_PICTURE_PDF, NULL, EMBER_FUNCTION_ORDER_NAME, false, NULL);

  g_assert_nonnull (strstr (svg, "<path"));
  g_assert_null (strstr (svg, "<image"));
  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
  g_assert_null (strstr (pdf, "/Subtype /Image"));
  g_assert_nonnull (strstr (pdf, "/Title (a.txt)"));
}

static void
test_only_what_is_found_has_a_row (void)
{
  int all_px, few_px, none_px;
  g_autofree char *all = write_table (EMBER_PICTURE_PNG, NULL, EMBER_FUNCTION_ORDER_NAME, false, &all_px);
  g_autofree char *few = write_table (EMBER_PICTURE_PNG, "^f1$", EMBER_FUNCTION_ORDER_NAME, false, &few_px);
  g_autofree char *none = write_table (EMBER_PICTURE_PNG, "nowhere", EMBER_FUNCTION_ORDER_NAME, false, &none_px);

  g_assert_true (g_str_has_prefix (all + 1, "PNG") && g_str_has_prefix (few + 1, "PNG") && g_str_has_prefix (none + 1, "PNG"));
  /* There are twelve names; one of them may be in two modules. */
  g_assert_cmpint (all_px, >, few_px + 9 * 12);
  g_assert_cmpint (few_px, >=, none_px);
}

static void
test_order_and_comparison_change_the_picture (void)
{
  g_autofree char *by_name = write_table (EMBER_PICTURE_SVG, NULL, EMBER_FUNCTION_ORDER_NAME, false, NULL);
  g_autofree char *by_total = write_table (EMBER_PICTURE_SVG, NULL, EMBER_FUNCTION_ORDER_TOTAL, false, NULL);
  g_autofree char *compared = write_table (EMBER_PICTURE_SVG, NULL, EMBER_FUNCTION_ORDER_NAME, true, NULL);

  g_assert_cmpstr (by_name, !=, by_total);
  g_assert_cmpstr (by_name, !=, compared);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/function-export/vectors-stay-vectors", test_vectors_stay_vectors);
  g_test_add_func ("/function-export/only-what-is-found-has-a-row", test_only_what_is_found_has_a_row);
  g_test_add_func ("/function-export/order-and-comparison-change-the-picture", test_order_and_comparison_change_the_picture);
  return g_test_run ();
}
