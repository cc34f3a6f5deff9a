/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-images.h"

typedef struct
{
  EmberProfileBuilder *builder;
  EmberPerfHeader header;
  EmberPerfImages images;
} Fixture;

static EmberStringId
string_of (Fixture *fixture,
           const char *text)
{
  return ember_profile_builder_add_string (fixture->builder, text, -1);
}

/* The header names a build-id of one byte. */
static void
add_build_id (Fixture *fixture,
              const char *path,
              uint8_t byte)
{
  *(EmberPerfBuildId *) ember_column_grow (&fixture->header.build_ids, 1) = (EmberPerfBuildId){
    .path = string_of (fixture, path),
    .size_bytes = 1,
    .bytes = { byte },
  };
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->builder = ember_profile_builder_new ();
  ember_perf_header_init (&fixture->header);
  add_build_id (fixture, "/bin/known", 0xaa);
  ember_perf_images_init (&fixture->images, &fixture->header, fixture->builder);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  ember_perf_images_clear (&fixture->images);
  ember_perf_header_clear (&fixture->header);
  ember_profile_builder_free (fixture->builder);
}

/* A mapping of two pages by process 5. */
static EmberPerfChange
change_of (Fixture *fixture,
           const char *name)
{
  return (EmberPerfChange){
    .begin = 0x400000,
    .size_bytes = 0x2000,
    .offset = 0x3000,
    .inode = 99,
    .generation = 3,
    .pid = 5,
    .name = string_of (fixture, name),
  };
}

static EmberPerfMap
map_of (Fixture *fixture,
        const char *name)
{
  const EmberPerfChange change = change_of (fixture, name);
  const EmberPerfMap map = ember_perf_images_map_user (&fixture->images, &change);

  g_assert_cmphex (map.begin, ==, 0x400000);
  g_assert_cmphex (map.end, ==, 0x402000);
  return map;
}

static const EmberImage *
get_image (Fixture *fixture,
           const EmberPerfMap *map)
{
  return ember_profile_builder_get_image (fixture->builder, map->image);
}

static const char *
get_string (Fixture *fixture,
            EmberStringId id)
{
  return ember_profile_builder_get_string (fixture->builder, id);
}

static void
test_a_file_is_known_by_its_inode_or_build_id (Fixture *fixture,
                                               gconstpointer data)
{
  const EmberPerfMap plain = map_of (fixture, "/bin/plain");
  const EmberPerfMap known = map_of (fixture, "/bin/known");

  g_assert_cmpuint (get_image (fixture, &plain)->kind, ==, EMBER_IMAGE_ELF);
  g_assert_cmphex (plain.offset, ==, 0x3000);
  g_assert_cmpuint (get_image (fixture, &plain)->inode, ==, 99);
  g_assert_cmpuint (get_image (fixture, &plain)->generation, ==, 3);
  g_assert_cmpuint (get_image (fixture, &known)->inode, ==, 0);
  g_assert_cmpuint (get_image (fixture, &known)->build_id_size, ==, 1);
  g_assert_cmphex (get_image (fixture, &known)->build_id[0], ==, 0xaa);
}

static void
test_a_build_id_with_the_mapping_comes_first (Fixture *fixture,
                                              gconstpointer data)
{
  EmberPerfChange change = change_of (fixture, "/bin/known");
  EmberPerfMap map;

  change.build_id_size = 2;
  change.build_id[0] = 0xbb;
  map = ember_perf_images_map_user (&fixture->images, &change);
  g_assert_cmpuint (get_image (fixture, &map)->build_id_size, ==, 2);
  g_assert_cmphex (get_image (fixture, &map)->build_id[0], ==, 0xbb);
}

static void
test_memory_without_a_file_has_addresses_of_the_process (Fixture *fixture,
                                                         gconstpointer data)
{
  static const char *const names[] = { "", "//anon", "/dev/zero (deleted)", "/anon_hugepage (deleted)", "[anon:code]" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const EmberPerfMap map = map_of (fixture, names[i]);

      g_assert_cmpuint (get_image (fixture, &map)->kind, ==, EMBER_IMAGE_PERF_MAP);
      g_assert_cmpint (get_image (fixture, &map)->pid, ==, 5);
      g_assert_cmpstr (get_string (fixture, map.module), ==, "/tmp/perf-5.map");
      g_assert_cmphex (map.offset, ==, map.begin);
      g_assert_cmpuint (get_image (fixture, &map)->inode, ==, 0);
    }
}

static void
test_what_only_has_a_name_is_told_apart (Fixture *fixture,
                                         gconstpointer data)
{
  const EmberPerfMap vdso = map_of (fixture, "[vdso]");
  const EmberPerfMap stack = map_of (fixture, "[stack]");
  const EmberPerfMap shared = map_of (fixture, "/SYSV00000000 (deleted)");

  g_assert_cmpuint (get_image (fixture, &vdso)->kind, ==, EMBER_IMAGE_VDSO);
  g_assert_cmphex (vdso.offset, ==, 0);
  g_assert_cmpuint (get_image (fixture, &stack)->kind, ==, EMBER_IMAGE_UNNAMED);
  g_assert_cmphex (stack.offset, ==, stack.begin);
  g_assert_cmpuint (get_image (fixture, &shared)->kind, ==, EMBER_IMAGE_UNNAMED);
}

static void
test_a_module_is_named_as_perf_does (Fixture *fixture,
                                     gconstpointer data)
{
  static const char *const names[][2] = {
    { "/lib/modules/6.1/kernel/net/nf-conntrack.ko", "[nf_conntrack]" },
    { "/lib/modules/6.1/extra/a-b.ko.xz", "[a_b]" },
    { "[ext4]", "[ext4]" },
    { "/lib/other", "/lib/other" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const EmberPerfChange change = change_of (fixture, names[i][0]);
      EmberPerfMap map;

      g_assert_true (ember_perf_images_map_kernel (&fixture->images, &change, &map));
      g_assert_cmpstr (get_string (fixture, map.module), ==, names[i][1]);
      g_assert_cmpuint (get_image (fixture, &map)->kind, ==, EMBER_IMAGE_MODULE);
      g_assert_cmphex (get_image (fixture, &map)->begin, ==, 0x400000);
      g_assert_cmphex (map.offset, ==, map.begin);
    }
}

static void
test_the_kernel_tells_where_it_is (Fixture *fixture,
                                   gconstpointer data)
{
  const EmberPerfChange guest = change_of (fixture, "[guest.kernel.kallsyms]_text");
  const EmberPerfChange kernel = change_of (fixture, "[kernel.kallsyms]_text");
  EmberPerfMap map;

  g_assert_cmpuint (get_image (fixture, &fixture->images.kernel)->reference, ==, 0);
  g_assert_false (ember_perf_images_map_kernel (&fixture->images, &guest, &map));
  g_assert_cmpuint (get_image (fixture, &fixture->images.kernel)->reference, ==, 0);
  g_assert_false (ember_perf_images_map_kernel (&fixture->images, &kernel, &map));
  g_assert_cmphex (get_image (fixture, &fixture->images.kernel)->reference, ==, 0x3000);
  g_assert_cmpuint (get_image (fixture, &fixture->images.kernel)->kind, ==, EMBER_IMAGE_KERNEL);
}

static void
test_a_symbol_is_its_own_module (Fixture *fixture,
                                 gconstpointer data)
{
  EmberPerfChange change = change_of (fixture, "bpf_prog_1");
  EmberPerfMap map;

  change.begin = UINT64_MAX - 1;
  map = ember_perf_images_map_symbol (&change);
  g_assert_cmpuint (map.name, ==, change.name);
  g_assert_cmpuint (map.module, ==, change.name);
  g_assert_cmpuint (map.image, ==, EMBER_IMAGE_NONE);
  g_assert_cmphex (map.end, ==, UINT64_MAX);
}

static void
test_a_build_id_may_come_after_its_mapping (Fixture *fixture,
                                            gconstpointer data)
{
  const EmberPerfMap map = map_of (fixture, "/bin/late");

  add_build_id (fixture, "/bin/late", 0xcc);
  ember_perf_images_finish (&fixture->images);
  g_assert_cmpuint (get_image (fixture, &map)->build_id_size, ==, 1);
  g_assert_cmphex (get_image (fixture, &map)->build_id[0], ==, 0xcc);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/perf-data-images/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("a-file-is-known-by-its-inode-or-build-id", test_a_file_is_known_by_its_inode_or_build_id);
  ADD ("a-build-id-with-the-mapping-comes-first", test_a_build_id_with_the_mapping_comes_first);
  ADD ("memory-without-a-file-has-addresses-of-the-process", test_memory_without_a_file_has_addresses_of_the_process);
  ADD ("what-only-has-a-name-is-told-apart", test_what_only_has_a_name_is_told_apart);
  ADD ("a-module-is-named-as-perf-does", test_a_module_is_named_as_perf_does);
  ADD ("the-kernel-tells-where-it-is", test_the_kernel_tells_where_it_is);
  ADD ("a-symbol-is-its-own-module", test_a_symbol_is_its_own_module);
  ADD ("a-build-id-may-come-after-its-mapping", test_a_build_id_may_come_after_its_mapping);
#undef ADD
  return g_test_run ();
}
