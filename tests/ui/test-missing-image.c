/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/missing-image-row.h"

#include "profile/tree-builder.h"
#include "support/address-profile.h"
#include "support/widgets.h"

enum
{
  LIBRARY = 1,
  KERNEL,
  MAP,
};

/* A recording that was told these. */
static EmberProfile *
new_profile (const EmberUnresolved *unresolved,
             guint n)
{
  AddressProfile recording;
  EmberTreeBuilder *builder;
  g_autoptr (EmberProfile) profile = NULL;
  g_autofree EmberStackId *map = NULL;

  address_profile_begin (&recording, 7);
  g_assert_cmpuint (address_profile_add_image (&recording, EMBER_IMAGE_ELF, "/usr/lib/lib\xff.so", 3), ==, LIBRARY);
  g_assert_cmpuint (address_profile_add_image (&recording, EMBER_IMAGE_KERNEL, "[kernel.kallsyms]", 0), ==, KERNEL);
  g_assert_cmpuint (address_profile_add_image (&recording, EMBER_IMAGE_PERF_MAP, "/tmp/perf-7.map", 0), ==, MAP);
  profile = address_profile_end (&recording);
  builder = ember_tree_builder_new (profile);
  map = g_new0 (EmberStackId, ember_stacks_get_n (ember_profile_get_stacks (profile)));
  ember_tree_builder_map_stacks (builder, map);
  for (guint i = 0; i < n; i++)
    ember_tree_builder_add_unresolved (builder, &unresolved[i]);
  return ember_tree_builder_freeze (builder, false);
}

static void
test_a_library_is_told_by_its_name_place_and_build (void)
{
  static const EmberUnresolved facts = { .image = LIBRARY, .reason = EMBER_UNRESOLVED_OTHER_BUILD, .n_frames = 1234, .share = 0.1234 };
  g_autoptr (EmberProfile) profile = new_profile (&facts, 1);
  g_autoptr (EmberMissingImage) image = ember_missing_image_new (profile, 0);
  g_autofree char *name = ember_missing_image_dup_name (image);
  g_autofree char *path = ember_missing_image_dup_path (image);
  g_autofree char *build_id = ember_missing_image_dup_build_id (image);
  g_autofree char *amount = ember_missing_image_dup_amount (image);

  g_assert_cmpstr (name, ==, "lib\xef\xbf\xbd.so");
  g_assert_cmpstr (path, ==, "/usr/lib/lib\xef\xbf\xbd.so");
  g_assert_cmpstr (build_id, ==, "000000");
  g_assert_cmpstr (amount, ==, "12.3 % · 1,234 frames");
  g_assert_nonnull (g_strstr_len (ember_missing_image_get_reason (image), -1, "another build"));
  g_assert_null (ember_missing_image_get_command (image));
}

static void
test_each_reason_is_told (void)
{
  static const struct
  {
    EmberUnresolved facts;
    const char *name;
    const char *reason;
  } cases[] = {
    { { .image = LIBRARY, .reason = EMBER_UNRESOLVED_NOT_FOUND }, "lib\xef\xbf\xbd.so", "Not found" },
    { { .image = LIBRARY, .reason = EMBER_UNRESOLVED_CHANGED }, "lib\xef\xbf\xbd.so", "was changed after it was recorded" },
    { { .image = LIBRARY, .reason = EMBER_UNRESOLVED_NO_SYMBOLS }, "lib\xef\xbf\xbd.so", "or build it with them" },
    { { .image = LIBRARY, .reason = EMBER_UNRESOLVED_NO_SYMBOLS, .advice = (char *) "install" }, "lib\xef\xbf\xbd.so", "Install them:" },
    { { .image = KERNEL, .reason = EMBER_UNRESOLVED_HIDDEN }, "[kernel.kallsyms]", "secret" },
    { { .image = KERNEL, .reason = EMBER_UNRESOLVED_OTHER_BUILD }, "[kernel.kallsyms]", "not the kernel that runs here" },
    { { .image = KERNEL, .reason = EMBER_UNRESOLVED_NO_SYMBOLS }, "[kernel.kallsyms]", "list of functions" },
    { { .image = MAP, .reason = EMBER_UNRESOLVED_NOT_FOUND }, "perf-7.map", "left no map" },
    { { .image = MAP, .reason = EMBER_UNRESOLVED_NO_SYMBOLS }, "perf-7.map", "does not have these" },
    { { .image = EMBER_IMAGE_NONE, .reason = EMBER_UNRESOLVED_NO_FILE }, "Addresses in no mapping", "no file" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EmberProfile) profile = new_profile (&cases[i].facts, 1);
      g_autoptr (EmberMissingImage) image = ember_missing_image_new (profile, 0);
      g_autofree char *name = ember_missing_image_dup_name (image);

      g_assert_cmpstr (name, ==, cases[i].name);
      g_assert_nonnull (g_strstr_len (ember_missing_image_get_reason (image), -1, cases[i].reason));
      g_assert_cmpstr (ember_missing_image_get_command (image), ==, cases[i].facts.advice);
    }
}

static void
test_what_nothing_helps_comes_last (void)
{
  static const EmberUnresolved facts[] = {
    { .image = EMBER_IMAGE_NONE, .reason = EMBER_UNRESOLVED_NO_FILE, .n_frames = 1, .share = 0.0004 },
    { .image = MAP, .reason = EMBER_UNRESOLVED_NOT_FOUND },
  };
  g_autoptr (EmberProfile) profile = new_profile (facts, G_N_ELEMENTS (facts));
  g_autoptr (GListStore) list = g_list_store_new (EMBER_TYPE_MISSING_IMAGE);
  g_autoptr (EmberMissingImage) last = NULL;
  g_autofree char *amount = NULL;

  ember_missing_image_fill (list, profile);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  last = g_list_model_get_item (G_LIST_MODEL (list), 1);
  amount = ember_missing_image_dup_amount (last);
  g_assert_cmpstr (amount, ==, "< 0.1 % · 1 frame");
  ember_missing_image_fill (list, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
}

static void
test_a_row_shows_what_there_is (void)
{
  static const EmberUnresolved facts[] = {
    { .image = LIBRARY, .reason = EMBER_UNRESOLVED_NO_SYMBOLS, .n_frames = 5, .share = 0.5, .advice = (char *) "sudo apt install libfoo-dbgsym" },
    { .image = EMBER_IMAGE_NONE, .reason = EMBER_UNRESOLVED_NO_FILE },
  };
  g_autoptr (EmberProfile) profile = new_profile (facts, G_N_ELEMENTS (facts));
  g_autoptr (EmberMissingImage) library = ember_missing_image_new (profile, 0);
  g_autoptr (EmberMissingImage) memory = ember_missing_image_new (profile, 1);
  GtkWidget *row = g_object_ref_sink (ember_missing_image_row_new ());
  GtkWidget *command;

  ember_missing_image_row_set_image (EMBER_MISSING_IMAGE_ROW (row), library);
  g_assert_nonnull (find_text (row, "build-id 000000"));
  command = find_text (row, "sudo apt install libfoo-dbgsym");
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_parent (command)));
  ember_missing_image_row_set_image (EMBER_MISSING_IMAGE_ROW (row), memory);
  g_assert_null (find_text (row, "build-id"));
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (command)));
  g_assert_finalize_object (row);
}

int
main (int argc,
      char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/missing-image/a-library-is-told-by-its-name-place-and-build", test_a_library_is_told_by_its_name_place_and_build);
  g_test_add_func ("/missing-image/each-reason-is-told", test_each_reason_is_told);
  g_test_add_func ("/missing-image/what-nothing-helps-comes-last", test_what_nothing_helps_comes_last);
  g_test_add_func ("/missing-image/a-row-shows-what-there-is", test_a_row_shows_what_there_is);
  return g_test_run ();
}
