/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/scene-file.h"

#include "profile/table-set.h"
#include "session/loader.h"

static void
test_each_classic_picture_has_a_file (void)
{
  uint32_t n_scenes;
  const EmberScene *classics = ember_scene_get_classics (&n_scenes);

  g_assert_cmpuint (n_scenes, ==, 17);
  for (uint32_t i = 0; i < n_scenes; i++)
    {
      g_autoptr (GFile) file = ember_scene_file_new (classics[i].name);
      g_autofree char *name = g_file_get_basename (file);

      g_assert_true (ember_scene_file_get_scene (file) == &classics[i]);
      g_assert_cmpstr (name, ==, classics[i].name);
      g_assert_null (g_file_peek_path (file));
    }
}

static void
test_other_files_are_none (void)
{
  g_autoptr (GFile) path = g_file_new_for_path ("/tmp/once-a-second");
  g_autoptr (GFile) uri = g_file_new_for_uri ("sftp:once-a-second");
  g_autoptr (GFile) unknown = ember_scene_file_new ("thrice-a-second");
  g_autoptr (GFile) long_one = ember_scene_file_new ("once-a-second,seconds=3600,cpus=256,hz=10000");

  g_assert_null (ember_scene_file_get_scene (NULL));
  g_assert_null (ember_scene_file_get_scene (path));
  g_assert_null (ember_scene_file_get_scene (uri));
  g_assert_null (ember_scene_file_get_scene (unknown));
  g_assert_null (ember_scene_file_get_scene (long_one));
}

static void
test_it_is_read_as_what_the_generator_makes (void)
{
  g_autoptr (GFile) file = ember_scene_file_new ("busy-wait-20ms");
  g_autoptr (EmberProfile) profile = ember_load_sync (file, NULL, NULL, NULL, NULL);
  g_autoptr (EmberProfile) wanted = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberTableSet) wanted_set = NULL;

  wanted = ember_scene_record (ember_scene_file_get_scene (file), NULL);
  g_assert_nonnull (profile);
  set = ember_table_set_new (profile, NULL, 0, true);
  wanted_set = ember_table_set_new (wanted, NULL, 0, true);
  g_assert_cmpuint (ember_table_set_count (set, EMBER_TIME_RANGE_ALL), ==, ember_table_set_count (wanted_set, EMBER_TIME_RANGE_ALL));
  g_assert_cmpuint (ember_table_set_count (set, EMBER_TIME_RANGE_ALL), >, 1000);
}

static void
test_a_cancelled_one_is_none (void)
{
  g_autoptr (GFile) file = ember_scene_file_new ("once-a-second");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_load_sync (file, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_one_that_there_is_not_cannot_be_opened (void)
{
  g_autoptr (GFile) file = ember_scene_file_new ("thrice-a-second");
  g_autoptr (GError) error = NULL;

  g_assert_null (ember_load_sync (file, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene-file/each-classic-picture-has-a-file", test_each_classic_picture_has_a_file);
  g_test_add_func ("/scene-file/other-files-are-none", test_other_files_are_none);
  g_test_add_func ("/scene-file/it-is-read-as-what-the-generator-makes", test_it_is_read_as_what_the_generator_makes);
  g_test_add_func ("/scene-file/a-cancelled-one-is-none", test_a_cancelled_one_is_none);
  g_test_add_func ("/scene-file/one-that-there-is-not-cannot-be-opened", test_one_that_there_is_not_cannot_be_opened);
  return g_test_run ();
}
