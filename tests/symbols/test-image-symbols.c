/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/image-symbols.h"

#include <string.h>

#include "support/temp-folder.h"
#include "symbols/kallsyms.h"

#define START UINT64_C (0xffffffff92000000)
#define MODULE UINT64_C (0xffffffffc0000000)
#define CACHED "ffffffff92000000 T _text\n"  \
               "ffffffff92000100 T do_one\n" \
               "ffffffff92000200 T do_two\n" \
               "ffffffffc0000000 t in_module\t[nf_conntrack]\n"

/* A cache of perf that has a list for one kernel. */
typedef struct
{
  char *cache;
  char *path;
  EmberSymbolFiles files;
  EmberImage image;
} Fixture;

static void
keep_list (Fixture *fixture)
{
  fixture->path = ember_symbol_files_dup_cached (&fixture->files, &fixture->image, "kallsyms");
  g_free (temp_folder_write ("", fixture->path, CACHED, -1));
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->cache = temp_folder_new ();
  fixture->files = (EmberSymbolFiles){ .cache = fixture->cache };
  fixture->image = (EmberImage){ .kind = EMBER_IMAGE_KERNEL, .pid = -1, .build_id_size = 20, .build_id = { 1, 2, 3, 4, 5 }, .reference = START };
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  temp_folder_delete (fixture->cache);
  g_free (fixture->path);
}

/* @name: (nullable): what the address must be called */
static void
assert_name (const Fixture *fixture,
             uint64_t address,
             const char *name,
             EmberNamingResult wanted)
{
  EmberAddressLookup lookup;

  g_assert_cmpint (ember_image_symbols_look_up (&fixture->files, &fixture->image, "[kernel.kallsyms]", &address, 1, &lookup), ==, wanted);
  g_assert_cmpstr (ember_address_lookup_get (&lookup, 0), ==, name);
  ember_address_lookup_clear (&lookup);
}

static void
test_the_list_that_was_kept_names_kernel_and_modules (Fixture *fixture,
                                                      gconstpointer data)
{
  assert_name (fixture, START + 0x110, NULL, EMBER_NAMING_OTHER_BUILD);
  keep_list (fixture);
  assert_name (fixture, START + 0x110, "do_one", EMBER_NAMING_DONE);
  assert_name (fixture, MODULE + 0x10, "in_module", EMBER_NAMING_DONE);
}

static void
test_a_kernel_that_was_started_again_is_moved (Fixture *fixture,
                                               gconstpointer data)
{
  keep_list (fixture);
  fixture->image.reference = START + 0x10000000;
  assert_name (fixture, START + 0x10000110, "do_one", EMBER_NAMING_DONE);
  assert_name (fixture, MODULE + 0x10, NULL, EMBER_NAMING_DONE);
}

/* Returns: false where the running kernel tells too little */
static bool
take_running_kernel (Fixture *fixture,
                     EmberKallsyms *kallsyms)
{
  static const char gnu[] = "\4\0\0\0\24\0\0\0\3\0\0\0GNU";
  g_autofree char *notes = NULL;
  const char *note;
  gsize n;

  if (!g_file_get_contents ("/sys/kernel/notes", &notes, &n, NULL))
    return false;
  note = memmem (notes, n, gnu, sizeof gnu);
  if (note == NULL || (gsize) (note - notes) + sizeof gnu + 20 > n || !ember_kallsyms_read (kallsyms, "/proc/kallsyms"))
    return false;
  memcpy (fixture->image.build_id, note + sizeof gnu, 20);
  fixture->image.reference = kallsyms->start;
  return true;
}

/* The list that was kept would say "do_one" or nothing. */
static void
test_the_list_of_now_comes_before_one_that_lay_elsewhere (Fixture *fixture,
                                                          gconstpointer data)
{
  EmberKallsyms kallsyms;
  EmberAddressLookup lookup;
  uint64_t address;

  if (!take_running_kernel (fixture, &kallsyms) || kallsyms.start == START)
    {
      g_test_skip ("the running kernel does not tell where it is, or lies where the list says");
      return;
    }
  keep_list (fixture);
  address = kallsyms.start + 0x110;
  ember_address_lookup_init (&lookup, &address, 1);
  ember_kallsyms_offer (&kallsyms, 0, &lookup);
  ember_address_lookup_finish (&lookup);
  assert_name (fixture, address, ember_address_lookup_get (&lookup, 0), EMBER_NAMING_DONE);
  ember_address_lookup_clear (&lookup);
  ember_kallsyms_clear (&kallsyms);
}

static void
test_without_build_id_it_must_be_this_kernel_in_its_place (Fixture *fixture,
                                                           gconstpointer data)
{
  EmberKallsyms kallsyms;

  if (!take_running_kernel (fixture, &kallsyms))
    {
      g_test_skip ("the running kernel does not tell where it is");
      return;
    }
  ember_kallsyms_clear (&kallsyms);
  fixture->image.build_id_size = 0;
  assert_name (fixture, kallsyms.start + 0x110, NULL, EMBER_NAMING_MISSING);
  fixture->files.is_of_this_kernel = true;
  fixture->image.reference += 0x10000;
  assert_name (fixture, kallsyms.start + 0x110, NULL, EMBER_NAMING_MISSING);
  fixture->image.reference = 0;
  assert_name (fixture, kallsyms.start + 0x110, NULL, EMBER_NAMING_MISSING);
  fixture->image.reference = kallsyms.start;
  assert_name (fixture, START - 1, NULL, EMBER_NAMING_DONE);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/image-symbols/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("the-list-that-was-kept-names-kernel-and-modules", test_the_list_that_was_kept_names_kernel_and_modules);
  ADD ("a-kernel-that-was-started-again-is-moved", test_a_kernel_that_was_started_again_is_moved);
  ADD ("the-list-of-now-comes-before-one-that-lay-elsewhere", test_the_list_of_now_comes_before_one_that_lay_elsewhere);
  ADD ("without-build-id-it-must-be-this-kernel-in-its-place", test_without_build_id_it_must_be_this_kernel_in_its_place);
#undef ADD
  return g_test_run ();
}
