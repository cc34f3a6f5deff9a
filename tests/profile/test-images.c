/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/images.h"

#include <glib.h>

#include "profile/builder-merge.h"

static EmberImage
libfoo (EmberStringId path,
        uint8_t first_byte)
{
  return (EmberImage){ .path = path, .kind = EMBER_IMAGE_ELF, .pid = -1, .build_id_size = 20, .build_id = { first_byte } };
}

static void
test_one_path_with_two_build_ids_is_two_images (void)
{
  EmberImages images;
  const EmberImage old = libfoo (1, 0xaa);
  const EmberImage new = libfoo (1, 0xbb);
  EmberImageId first;

  ember_images_init (&images);
  first = ember_images_intern (&images, &old);
  g_assert_cmpuint (first, !=, EMBER_IMAGE_NONE);
  g_assert_cmpuint (ember_images_intern (&images, &new), !=, first);
  g_assert_cmpuint (ember_images_intern (&images, &old), ==, first);
  g_assert_cmpuint (ember_images_get_n (&images), ==, 3);
  ember_images_clear (&images);
}

static void
test_frames_of_two_images_are_two_frames (void)
{
  EmberFrames frames;
  const EmberFrame a = { .address = 16, .image = 1 };
  const EmberFrame b = { .address = 16, .image = 2 };

  ember_frames_init (&frames);
  g_assert_cmpuint (ember_frames_intern (&frames, &a), !=, ember_frames_intern (&frames, &b));
  g_assert_cmpuint (ember_frames_intern (&frames, &a), ==, ember_frames_intern (&frames, &a));
  ember_frames_clear (&frames);
}

/* A builder with one sample in an image; @n_names strings come first, so ids differ between parts. */
static EmberProfileBuilder *
part_with_image (uint32_t n_names,
                 int64_t time_ns)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  EmberImage image;
  EmberFrame frame;
  EmberThread thread = { .pid = 1, .tid = 1 };
  EmberSample sample = { .time_ns = time_ns, .cpu = -1, .weight = 1 };

  ember_profile_builder_begin_chunk (builder, n_names);
  for (uint32_t i = 0; i < n_names; i++)
    {
      g_autofree char *name = g_strdup_printf ("name %u", i);

      ember_profile_builder_add_string (builder, name, -1);
    }
  image = libfoo (ember_profile_builder_add_string (builder, "/lib/libfoo.so", -1), (uint8_t) n_names);
  frame = (EmberFrame){ .address = 64, .module = image.path, .image = ember_profile_builder_add_image (builder, &image) };
  thread.comm = ember_profile_builder_add_string (builder, "main", -1);
  sample.thread = ember_profile_builder_add_thread (builder, &thread);
  sample.event = ember_profile_builder_add_event (builder, thread.comm, false);
  sample.stack = ember_profile_builder_add_call (builder, ember_profile_builder_add_comm (builder, thread.comm),
                                                 ember_profile_builder_add_frame (builder, &frame));
  ember_profile_builder_add_sample (builder, &sample);
  return builder;
}

static void
test_merging_keeps_each_frame_with_its_image (void)
{
  EmberProfileBuilder *parts[] = { part_with_image (3, 100), part_with_image (7, 200) };
  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (ember_builder_merge (parts, 2));
  const EmberImages *images = ember_profile_get_images (profile);
  const EmberFrames *frames = ember_profile_get_frames (profile);
  uint32_t n_found = 0;

  g_assert_cmpuint (ember_images_get_n (images), ==, 3);
  for (EmberFrameId i = 0; i < ember_frames_get_n (frames); i++)
    if (ember_frames_get (frames, i)->image != EMBER_IMAGE_NONE)
      {
        const EmberImage *image = ember_images_get (images, ember_frames_get (frames, i)->image);

        g_assert_cmpstr (ember_strings_get (ember_profile_get_strings (profile), image->path), ==, "/lib/libfoo.so");
        g_assert_cmpuint (image->build_id[0], ==, n_found == 0 ? 3 : 7);
        n_found++;
      }
  g_assert_cmpuint (n_found, ==, 2);
}

static void
test_padding_is_no_part_of_a_build_id (void)
{
  EmberImage image = { .build_id_size = 20, .build_id = { 0xab, 2, 3, 4, 5, 6, 7, 8 } };
  g_autofree char *short_id = ember_image_dup_build_id (&image);
  g_autofree char *middle_id = NULL;
  g_autofree char *long_id = NULL;
  g_autofree char *no_id = NULL;

  image.build_id[11] = 0xff;
  middle_id = ember_image_dup_build_id (&image);
  image.build_id[18] = 0x10;
  long_id = ember_image_dup_build_id (&image);
  image.build_id_size = 0;
  no_id = ember_image_dup_build_id (&image);
  g_assert_cmpstr (short_id, ==, "ab02030405060708");
  g_assert_cmpstr (middle_id, ==, "ab02030405060708000000ff00000000");
  g_assert_cmpstr (long_id, ==, "ab02030405060708000000ff0000000000001000");
  g_assert_cmpstr (no_id, ==, "");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/images/one-path-with-two-build-ids-is-two-images", test_one_path_with_two_build_ids_is_two_images);
  g_test_add_func ("/images/frames-of-two-images-are-two-frames", test_frames_of_two_images_are_two_frames);
  g_test_add_func ("/images/merging-keeps-each-frame-with-its-image", test_merging_keeps_each_frame_with_its_image);
  g_test_add_func ("/images/padding-is-no-part-of-a-build-id", test_padding_is_no_part_of_a_build_id);
  return g_test_run ();
}
