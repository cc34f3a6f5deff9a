/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/inline-frames.h"

/* This program, and addresses all over its code. */
typedef struct
{
  char *bytes;
  gsize n_bytes;
  uint64_t addresses[512];
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  const uint64_t step = 64;

  g_assert_true (g_file_get_contents ("/proc/self/exe", &fixture->bytes, &fixture->n_bytes, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (fixture->addresses); i++)
    fixture->addresses[i] = 4096 + i * step;
  fixture->addresses[G_N_ELEMENTS (fixture->addresses) - 1] = EMBER_NO_ADDRESS;
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_free (fixture->bytes);
}

/* By address, then from the outermost inwards; each has a name. */
static void
check_frames (const EmberInlineFrames *inlines)
{
  const EmberInlineFrame *frames = inlines->frames.data;

  for (size_t i = 0; i < inlines->frames.n; i++)
    {
      g_assert_nonnull (frames[i].name);
      g_assert_cmpuint (frames[i].index, <, 511);
      if (i > 0)
        g_assert_true (frames[i - 1].index < frames[i].index ||
                       (frames[i - 1].index == frames[i].index && frames[i - 1].order < frames[i].order));
    }
}

static void
test_frames_come_by_address_from_outside (Fixture *fixture,
                                          gconstpointer data)
{
  g_autoptr (EmberElfFile) file = ember_elf_file_open_memory (fixture->bytes, fixture->n_bytes);
  EmberInlineFrames inlines;

  ember_inline_frames_init (&inlines, file, fixture->addresses, G_N_ELEMENTS (fixture->addresses));
  check_frames (&inlines);
  ember_inline_frames_clear (&inlines);
}

static void
test_no_address_has_no_frames (Fixture *fixture,
                               gconstpointer data)
{
  g_autoptr (EmberElfFile) file = ember_elf_file_open_memory (fixture->bytes, fixture->n_bytes);
  EmberInlineFrames inlines;

  ember_inline_frames_init (&inlines, file, NULL, 0);
  g_assert_cmpuint (inlines.frames.n, ==, 0);
  ember_inline_frames_clear (&inlines);
}

#define ADD(path, func) g_test_add ("/inline-frames/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("frames-come-by-address-from-outside", test_frames_come_by_address_from_outside);
  ADD ("no-address-has-no-frames", test_no_address_has_no_frames);
  return g_test_run ();
}
