/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/flame-export.h"

#include <string.h>

#include "support/small-profile.h"
#include "support/temp-folder.h"

/* Writes a graph of a random recording, @depth frames deep at least.
 * Returns: the file's bytes, none of them 0 */
static char *
write_graph (EmberPictureKind kind,
             const char *search_text,
             EmberTimeRange range,
             uint32_t depth,
             int *width,
             int *height)
{
  char *folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "out", NULL);
  g_autoptr (GString) stack = g_string_new ("main");
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberFlameGraph) graph = NULL;
  g_autoptr (EmberSearch) search = NULL;
  g_autoptr (GError) error = NULL;
  char *content;
  gsize n;

  for (uint32_t i = 1; i < depth; i++)
    g_string_append_printf (stack, ";f%u", i);
  small_profile_add (builder, 1, "app", 1, "cycles", stack->str, 1);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  graph = ember_flame_graph_new (set, range, NULL);
  if (search_text != NULL)
    search = ember_search_new (profile, search_text, true, NULL, NULL);
  g_assert_true (ember_flame_export_write (&(EmberFlameExport){ .graph = graph, .search = search, .caption = "a.txt" }, kind, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, &n, NULL));
  if (kind == EMBER_PICTURE_PNG)
    {
      cairo_surface_t *surface = cairo_image_surface_create_from_png (path);

      *width = cairo_image_surface_get_width (surface);
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
test_a_deeper_graph_is_a_higher_picture (void)
{
  int width, height, deep_height;
  g_autofree char *flat = write_graph (EMBER_PICTURE_PNG, NULL, EMBER_TIME_RANGE_ALL, 20, &width, &height);
  g_autofree char *deep = write_graph (EMBER_PICTURE_PNG, NULL, EMBER_TIME_RANGE_ALL, 120, &width, &deep_height);

  g_assert_true (g_str_has_prefix (flat + 1, "PNG"));
  g_assert_true (g_str_has_prefix (deep + 1, "PNG"));
  g_assert_cmpint (width, ==, EMBER_FLAME_EXPORT_WIDTH_PX);
  g_assert_cmpint (deep_height - height, >=, 100 * 10);
}

static void
test_svg_holds_vectors_only (void)
{
  g_autofree char *content = write_graph (EMBER_PICTURE_SVG, NULL, EMBER_TIME_RANGE_ALL, 20, NULL, NULL);

  g_assert_nonnull (strstr (content, "<path"));
  g_assert_null (strstr (content, "<image"));
}

static void
test_pdf_holds_vectors_only (void)
{
  g_autofree char *content = write_graph (EMBER_PICTURE_PDF, NULL, EMBER_TIME_RANGE_ALL, 20, NULL, NULL);

  g_assert_true (g_str_has_prefix (content, "%PDF-"));
  g_assert_null (strstr (content, "/Subtype /Image"));
  g_assert_nonnull (strstr (content, "/Title (a.txt)"));
}

static void
test_what_matches_the_search_is_lit (void)
{
  g_autofree char *plain = write_graph (EMBER_PICTURE_SVG, NULL, EMBER_TIME_RANGE_ALL, 20, NULL, NULL);
  g_autofree char *all = write_graph (EMBER_PICTURE_SVG, "^f", EMBER_TIME_RANGE_ALL, 20, NULL, NULL);
  g_autofree char *one = write_graph (EMBER_PICTURE_SVG, "^f7$", EMBER_TIME_RANGE_ALL, 20, NULL, NULL);

  g_assert_cmpstr (plain, !=, all);
  g_assert_cmpstr (all, !=, one);
}

static void
test_an_empty_graph_is_a_picture_too (void)
{
  g_autofree char *content = write_graph (EMBER_PICTURE_SVG, NULL, (EmberTimeRange){ 5, 5 }, 20, NULL, NULL);

  g_assert_nonnull (strstr (content, "</svg>"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flame-export/a-deeper-graph-is-a-higher-picture", test_a_deeper_graph_is_a_higher_picture);
  g_test_add_func ("/flame-export/svg-holds-vectors-only", test_svg_holds_vectors_only);
  g_test_add_func ("/flame-export/pdf-holds-vectors-only", test_pdf_holds_vectors_only);
  g_test_add_func ("/flame-export/what-matches-the-search-is-lit", test_what_matches_the_search_is_lit);
  g_test_add_func ("/flame-export/an-empty-graph-is-a-picture-too", test_an_empty_graph_is_a_picture_too);
  return g_test_run ();
}
