/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/symbol-files.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/elf-writer.h"
#include "support/temp-folder.h"
#include "symbols/crc32.h"

#define PATH "/usr/lib/libfoo.so"

/* A system in a folder of its own. */
typedef struct
{
  char *root;
  int64_t written_s;
  uint64_t inode;
  uint32_t generation;
  const char *cache; /* (nullable): */
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->root = temp_folder_new ();
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  temp_folder_delete (fixture->root);
}

/* A build of a library with a name in its table, or without.
 * @build: fills its build-id; 0: it has none */
static void
write_library (Fixture *fixture,
               const char *name,
               uint8_t build,
               bool has_symbols)
{
  const ElfWriterSymbol symbol = { "compute", 0x1000, 0x100, ELF64_ST_INFO (STB_GLOBAL, STT_FUNC), 1 };
  const uint8_t build_id[4] = { build, build, build, build };
  g_autoptr (ElfWriter) writer = elf_writer_new (EM_X86_64);
  g_autofree char *path = g_build_filename (fixture->root, name, NULL);

  elf_writer_add_segment (writer, PF_R | PF_X, 0, 0, 0x2000, 0x2000);
  elf_writer_add_section (writer, ".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, 0x1000, NULL, 0x100, 0, 0);
  if (has_symbols)
    elf_writer_add_symbols (writer, SHT_SYMTAB, &symbol, 1);
  if (build != 0)
    elf_writer_add_build_id (writer, build_id, sizeof build_id);
  elf_writer_save (writer, path);
}

static void
make_sandbox (Fixture *fixture)
{
  g_free (temp_folder_write (fixture->root, ".flatpak-info", "[Context]\n", -1));
}

/* Looks for the library that ran.
 * @build: what its build-id was filled with; 0: the recording does not tell
 * Returns: 'p' where the program was found, 'd' for a file of its symbols, '!' for another build,
 * '*' for one that was changed, '-' for neither */
static char
look (Fixture *fixture,
      const char *const *folders,
      uint8_t build)
{
  const EmberSymbolFiles files = { .folders = folders, .root = fixture->root, .written_s = fixture->written_s, .cache = fixture->cache };
  const EmberImage image = { .kind = EMBER_IMAGE_ELF, .build_id_size = build != 0 ? 4 : 0, .build_id = { build, build, build, build }, .inode = fixture->inode, .generation = fixture->generation };
  g_autoptr (EmberElfFile) program = NULL;
  g_autoptr (EmberElfFile) debug = NULL;
  const EmberSymbolFilesResult result = ember_symbol_files_open (&files, &image, PATH, &program, &debug);

  g_assert_true ((result == EMBER_SYMBOL_FILES_FOUND) == (program != NULL || debug != NULL));
  if (debug != NULL)
    return 'd';
  if (program != NULL)
    return 'p';
  if (result == EMBER_SYMBOL_FILES_CHANGED)
    return '*';
  return result == EMBER_SYMBOL_FILES_OTHER_BUILD ? '!' : '-';
}

static void
test_only_the_build_that_ran_is_used (Fixture *fixture,
                                      gconstpointer data)
{
  g_assert_cmpint (look (fixture, NULL, 1), ==, '-');
  write_library (fixture, "usr/lib/libfoo.so", 2, true);
  g_assert_cmpint (look (fixture, NULL, 1), ==, '!');
  g_assert_cmpint (look (fixture, NULL, 2), ==, 'p');
}

static void
test_folders_come_before_the_system (Fixture *fixture,
                                     gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->root, "added", NULL);
  const char *const folders[] = { folder, NULL };

  write_library (fixture, "usr/lib/libfoo.so", 2, true);
  write_library (fixture, "added/libfoo.so", 1, true);
  g_assert_cmpint (look (fixture, folders, 1), ==, 'p');
  g_assert_cmpint (look (fixture, folders, 2), ==, 'p');
  g_assert_cmpint (look (fixture, folders, 3), ==, '!');
}

static void
test_symbols_that_were_cut_off_are_found_by_build_id (Fixture *fixture,
                                                      gconstpointer data)
{
  write_library (fixture, "usr/lib/libfoo.so", 1, false);
  g_assert_cmpint (look (fixture, NULL, 1), ==, 'p');
  write_library (fixture, "usr/lib/debug/.build-id/01/010101.debug", 1, true);
  g_assert_cmpint (look (fixture, NULL, 1), ==, 'd');
  /* the program tells which they are where the recording does not */
  g_assert_cmpint (look (fixture, NULL, 0), ==, 'd');
}

static void
test_a_sandbox_never_takes_its_own_files (Fixture *fixture,
                                          gconstpointer data)
{
  make_sandbox (fixture);
  write_library (fixture, "usr/lib/libfoo.so", 1, true);
  write_library (fixture, "usr/lib/debug/.build-id/01/010101.debug", 1, true);
  g_assert_cmpint (look (fixture, NULL, 1), ==, '-');
  g_assert_cmpint (look (fixture, NULL, 0), ==, '-');
  write_library (fixture, "run/host/usr/lib/libfoo.so", 2, false);
  g_assert_cmpint (look (fixture, NULL, 1), ==, '!');
  g_assert_cmpint (look (fixture, NULL, 2), ==, 'p');
  write_library (fixture, "run/host/usr/lib/debug/.build-id/02/020202.debug", 2, true);
  g_assert_cmpint (look (fixture, NULL, 2), ==, 'd');
}

static void
test_without_build_id_a_newer_file_is_not_used (Fixture *fixture,
                                                gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->root, "usr/lib", NULL);
  const char *const folders[] = { folder, NULL };

  write_library (fixture, "usr/lib/libfoo.so", 1, true);
  fixture->written_s = g_get_real_time () / G_USEC_PER_SEC - 60;
  g_assert_cmpint (look (fixture, NULL, 0), ==, '*');
  /* a build-id tells more than times do, and so does the user */
  g_assert_cmpint (look (fixture, NULL, 1), ==, 'p');
  g_assert_cmpint (look (fixture, NULL, 2), ==, '!');
  g_assert_cmpint (look (fixture, folders, 0), ==, 'p');
  fixture->written_s += 120;
  g_assert_cmpint (look (fixture, NULL, 0), ==, 'p');
  fixture->written_s = 0;
  g_assert_cmpint (look (fixture, NULL, 0), ==, 'p');
}

static void
test_copies_that_perf_kept_come_before_the_system (Fixture *fixture,
                                                   gconstpointer data)
{
  g_autofree char *cache = g_build_filename (fixture->root, "home/.debug", NULL);

  write_library (fixture, "usr/lib/libfoo.so", 2, true);
  fixture->cache = cache;
  g_assert_cmpint (look (fixture, NULL, 1), ==, '!');
  write_library (fixture, "home/.debug/.build-id/01/010101/elf", 1, true);
  g_assert_cmpint (look (fixture, NULL, 1), ==, 'p');
  write_library (fixture, "home/.debug/.build-id/03/030303/elf", 4, true);
  g_assert_cmpint (look (fixture, NULL, 3), ==, '!');
  write_library (fixture, "home/.debug/.build-id/05/050505/elf", 5, false);
  write_library (fixture, "home/.debug/.build-id/05/050505/debug", 5, true);
  g_assert_cmpint (look (fixture, NULL, 5), ==, 'd');
}

/* A library without names, which says where they are.
 * @checksum: of the file that has them */
static void
write_linked_library (Fixture *fixture,
                      uint32_t checksum)
{
  g_autoptr (ElfWriter) writer = elf_writer_new (EM_X86_64);
  g_autofree char *path = g_build_filename (fixture->root, "usr/lib/libfoo.so", NULL);

  elf_writer_add_segment (writer, PF_R | PF_X, 0, 0, 0x2000, 0x2000);
  elf_writer_add_section (writer, ".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, 0x1000, NULL, 0x100, 0, 0);
  elf_writer_add_debug_link (writer, "names.debug", checksum);
  elf_writer_save (writer, path);
}

static void
test_a_link_is_followed_where_the_checksum_is_right (Fixture *fixture,
                                                     gconstpointer data)
{
  static const char *const places[] = { "usr/lib/debug/usr/lib/names.debug", "usr/lib/.debug/names.debug", "usr/lib/names.debug" };

  for (size_t i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (fixture->root, places[i], NULL);
      uint32_t checksum;

      write_library (fixture, places[i], 0, true);
      g_assert_true (ember_crc32_of_file (path, &checksum));
      write_linked_library (fixture, checksum ^ 1);
      g_assert_cmpint (look (fixture, NULL, 0), ==, 'p');
      write_linked_library (fixture, checksum);
      g_assert_cmpint (look (fixture, NULL, 0), ==, 'd');
      g_assert_cmpint (g_unlink (path), ==, 0);
      g_assert_cmpint (look (fixture, NULL, 0), ==, 'p');
    }
}

/* Returns: false where the file system does not tell all of it */
static bool
take_inode (Fixture *fixture,
            const char *path)
{
  const int fd = g_open (path, O_RDONLY, 0);
  int generation[2] = { 0 };
  struct stat status;
  bool is_told;

  g_assert_cmpint (fstat (fd, &status), ==, 0);
  is_told = ioctl (fd, FS_IOC_GETVERSION, generation) == 0;
  g_close (fd, NULL);
  fixture->inode = status.st_ino;
  fixture->generation = (uint32_t) generation[0];
  return is_told;
}

static void
test_a_link_is_no_change (Fixture *fixture,
                          gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->root, "usr/lib/libfoo.so", NULL);
  g_autofree char *other = g_build_filename (fixture->root, "usr/lib/other", NULL);
  struct timespec times[2] = { 0 };

  write_library (fixture, "usr/lib/libfoo.so", 1, true);
  fixture->written_s = g_get_real_time () / G_USEC_PER_SEC - 60;
  times[1].tv_sec = fixture->written_s;
  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
  g_assert_cmpint (link (path, other), ==, 0);
  g_assert_cmpint (look (fixture, NULL, 0), ==, '*');
  if (!take_inode (fixture, path))
    {
      g_test_skip ("the file system does not tell generations");
      return;
    }
  g_assert_cmpint (look (fixture, NULL, 0), ==, 'p');
  fixture->generation++;
  g_assert_cmpint (look (fixture, NULL, 0), ==, '!');
  fixture->generation--;
  fixture->inode++;
  g_assert_cmpint (look (fixture, NULL, 0), ==, '!');
  fixture->inode--;
  /* without a generation it must be older than the recording; this one was made a moment ago */
  fixture->generation = 0;
  g_assert_cmpint (look (fixture, NULL, 0), ==, '*');
  take_inode (fixture, path);
  times[1].tv_sec++;
  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
  g_assert_cmpint (look (fixture, NULL, 0), ==, '*');
}

static void
test_another_file_in_its_place_is_not_used (Fixture *fixture,
                                            gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->root, "usr/lib/libfoo.so", NULL);
  const int64_t times_s[] = { 0, g_get_real_time () / G_USEC_PER_SEC + 60 };

  write_library (fixture, "usr/lib/libfoo.so", 1, true);
  if (!take_inode (fixture, path))
    {
      g_test_skip ("the file system does not tell generations");
      return;
    }
  for (size_t i = 0; i < G_N_ELEMENTS (times_s); i++)
    {
      const uint32_t generation = fixture->generation;

      fixture->written_s = times_s[i];
      g_assert_cmpint (look (fixture, NULL, 0), ==, 'p');
      fixture->generation ^= 4;
      g_assert_cmpint (look (fixture, NULL, 0), ==, '!');
      fixture->generation = 0;
      g_assert_cmpint (look (fixture, NULL, 0), ==, 'p');
      fixture->inode++;
      g_assert_cmpint (look (fixture, NULL, 0), ==, '!');
      fixture->inode--;
      fixture->generation = generation;
    }
}

static void
test_a_map_is_looked_for_in_folders_first (Fixture *fixture,
                                           gconstpointer data)
{
  static const char *const folders[] = { "/added", NULL };
  EmberSymbolFiles files = { .folders = folders, .root = fixture->root };
  g_auto (GStrv) places = ember_symbol_files_dup_places (&files, "/tmp/perf-7.map");
  g_auto (GStrv) in_sandbox = NULL;

  g_assert_cmpuint (g_strv_length (places), ==, 3);
  g_assert_cmpstr (places[0], ==, "/added/tmp/perf-7.map");
  g_assert_cmpstr (places[1], ==, "/added/perf-7.map");
  g_assert_true (g_str_has_prefix (places[2], fixture->root));
  make_sandbox (fixture);
  in_sandbox = ember_symbol_files_dup_places (&files, "/tmp/perf-7.map");
  g_assert_cmpuint (g_strv_length (in_sandbox), ==, 2);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/symbol-files/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("only-the-build-that-ran-is-used", test_only_the_build_that_ran_is_used);
  ADD ("folders-come-before-the-system", test_folders_come_before_the_system);
  ADD ("symbols-that-were-cut-off-are-found-by-build-id", test_symbols_that_were_cut_off_are_found_by_build_id);
  ADD ("a-sandbox-never-takes-its-own-files", test_a_sandbox_never_takes_its_own_files);
  ADD ("without-build-id-a-newer-file-is-not-used", test_without_build_id_a_newer_file_is_not_used);
  ADD ("copies-that-perf-kept-come-before-the-system", test_copies_that_perf_kept_come_before_the_system);
  ADD ("a-link-is-followed-where-the-checksum-is-right", test_a_link_is_followed_where_the_checksum_is_right);
  ADD ("a-link-is-no-change", test_a_link_is_no_change);
  ADD ("another-file-in-its-place-is-not-used", test_another_file_in_its_place_is_not_used);
  ADD ("a-map-is-looked-for-in-folders-first", test_a_map_is_looked_for_in_folders_first);
#undef ADD
  return g_test_run ();
}
