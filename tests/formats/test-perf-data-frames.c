/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-frames.h"

#define APP UINT64_C (0x400000)
#define N_PLACES 3000

typedef struct
{
  EmberPerfHeader header;
  EmberPerfSpaceLimits limits;
  EmberProfileBuilder *builder;
  EmberPerfFrames *frames;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  *fixture = (Fixture){ .limits = { .max_maps = 1000 }, .builder = ember_profile_builder_new () };
  ember_perf_header_init (&fixture->header);
  fixture->frames = ember_perf_frames_new (fixture->builder, &fixture->header);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  ember_perf_frames_free (fixture->frames);
  ember_perf_header_clear (&fixture->header);
  ember_profile_builder_free (fixture->builder);
}

/* A process with @image at @begin, 16 MiB of it. */
static EmberPerfSpace *
make_space (Fixture *fixture,
            uint64_t begin,
            EmberImageId image,
            EmberStringId name)
{
  const EmberPerfMap map = { .begin = begin, .end = begin + 0x1000000, .offset = 0x2000, .image = image, .name = name };
  EmberPerfSpace *space = ember_perf_space_new (&fixture->limits);

  ember_perf_space_add (&space, &map, &fixture->limits);
  return space;
}

static EmberImageId
add_image (Fixture *fixture,
           const char *path)
{
  const EmberImage image = { .kind = EMBER_IMAGE_ELF, .pid = -1, .path = ember_profile_builder_add_string (fixture->builder, path, -1) };

  return ember_profile_builder_add_image (fixture->builder, &image);
}

static EmberFrameId
find (Fixture *fixture,
      const EmberPerfSpace *space,
      const EmberPerfMap *fallback,
      uint64_t address)
{
  EmberPerfCall call = { .address = address, .space = space, .fallback = fallback };

  ember_perf_frames_find (fixture->frames, &call, 1);
  return call.frame;
}

static void
test_a_place_in_an_image_is_one_frame_in_all_processes (Fixture *fixture,
                                                        gconstpointer data)
{
  const EmberImageId image = add_image (fixture, "/bin/app");
  EmberPerfSpace *one = make_space (fixture, APP, image, EMBER_STRING_EMPTY);
  EmberPerfSpace *two = make_space (fixture, 2 * APP, image, EMBER_STRING_EMPTY);
  EmberPerfSpace *other = make_space (fixture, APP, add_image (fixture, "/bin/other"), EMBER_STRING_EMPTY);
  g_autofree EmberFrameId *frames = g_new (EmberFrameId, N_PLACES);

  for (uint32_t i = 0; i < N_PLACES; i++)
    {
      frames[i] = find (fixture, one, NULL, APP + i);
      g_assert_true (i == 0 || frames[i] != frames[i - 1]);
    }
  for (uint32_t i = 0; i < N_PLACES; i++)
    {
      g_assert_cmpuint (find (fixture, two, NULL, 2 * APP + i), ==, frames[i]);
      g_assert_cmpuint (find (fixture, one, NULL, APP + i), ==, frames[i]);
      g_assert_cmpuint (find (fixture, other, NULL, APP + i), !=, frames[i]);
    }
  ember_perf_space_unref (one, &fixture->limits);
  ember_perf_space_unref (two, &fixture->limits);
  ember_perf_space_unref (other, &fixture->limits);
}

static void
test_what_no_mapping_holds_is_nowhere_or_the_kernel (Fixture *fixture,
                                                     gconstpointer data)
{
  const EmberPerfMap kernel = { .image = add_image (fixture, "kernel") };
  EmberPerfSpace *space = make_space (fixture, APP, add_image (fixture, "/bin/app"), EMBER_STRING_EMPTY);

  for (uint32_t i = 0; i < 2; i++)
    {
      g_assert_cmpuint (find (fixture, space, NULL, APP - 1), ==, ember_perf_frames_get_nowhere (fixture->frames));
      g_assert_cmpuint (find (fixture, space, NULL, APP), !=, ember_perf_frames_get_nowhere (fixture->frames));
    }
  g_assert_cmpuint (find (fixture, space, &kernel, 17), !=, ember_perf_frames_get_nowhere (fixture->frames));
  g_assert_cmpuint (find (fixture, space, &kernel, 17), ==, find (fixture, space, &kernel, 17));
  ember_perf_space_unref (space, &fixture->limits);
}

/* An image may hold two such symbols, so its places are not told apart by their address. */
static void
test_a_mapping_with_a_name_is_one_frame (Fixture *fixture,
                                         gconstpointer data)
{
  const EmberImageId image = add_image (fixture, "/bin/app");
  EmberPerfSpace *one = make_space (fixture, APP, image, ember_profile_builder_add_string (fixture->builder, "one", -1));
  EmberPerfSpace *two = make_space (fixture, APP, image, ember_profile_builder_add_string (fixture->builder, "two", -1));

  g_assert_cmpuint (find (fixture, one, NULL, APP), ==, find (fixture, one, NULL, APP + 100));
  g_assert_cmpuint (find (fixture, one, NULL, APP), !=, find (fixture, two, NULL, APP));
  ember_perf_space_unref (one, &fixture->limits);
  ember_perf_space_unref (two, &fixture->limits);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/perf-data-frames/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("a-place-in-an-image-is-one-frame-in-all-processes", test_a_place_in_an_image_is_one_frame_in_all_processes);
  ADD ("what-no-mapping-holds-is-nowhere-or-the-kernel", test_what_no_mapping_holds_is_nowhere_or_the_kernel);
  ADD ("a-mapping-with-a-name-is-one-frame", test_a_mapping_with_a_name_is_one_frame);
  return g_test_run ();
}
