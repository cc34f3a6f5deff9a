/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/symbolizer.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "support/address-profile.h"
#include "support/elf-writer.h"
#include "support/temp-folder.h"

static EmberProfile *
resolve (EmberProfile *profile,
         const EmberSymbolizerOptions *options)
{
  g_autoptr (GError) error = NULL;
  EmberProfile *named = ember_symbolizer_resolve (profile, options, NULL, &error);

  g_assert_no_error (error);
  return named;
}

/* "comm;name;name" of each sample, a line each. */
static char *
describe (const EmberProfile *profile)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  GString *text = g_string_new (NULL);
  uint32_t n_tables;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);

  for (uint32_t t = 0; t < n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (&tables[t]); row++)
      {
        g_autoptr (GString) line = g_string_new (tables[t].is_idle ? " (idle)\n" : "\n");

        for (EmberStackId id = ember_sample_table_get_stacks (&tables[t])[row]; id != EMBER_STACK_ROOT; id = ember_stacks_get_parent (stacks, id))
          {
            g_string_prepend (line, ember_profile_get_frame_name (profile, ember_stacks_get_frame (stacks, id)));
            g_string_prepend_c (line, ';');
          }
        g_string_append (text, line->str + 1);
      }
  return g_string_free (text, FALSE);
}

static const char *
get_notice (const EmberProfile *profile)
{
  uint32_t n;
  const EmberNotice *notices = ember_profile_get_notices (profile, &n);

  return n > 0 ? notices[n - 1].text : "";
}

/* A perf-PID.map of ours in a file of its own. */
static char *
write_map (const char *text)
{
  char *path = NULL;

  close (g_file_open_tmp ("ember-perf-map-XXXXXX", &path, NULL));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
test_addresses_of_one_function_become_one_frame (void)
{
  g_autofree char *path = write_map ("1000 100 first\n1100 100 _ZN2ns6secondEi\n");
  AddressProfile recording;
  EmberImageId image;
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberProfile) named = NULL;
  g_autofree char *text = NULL;

  address_profile_begin (&recording, 5);
  image = address_profile_add_image (&recording, EMBER_IMAGE_PERF_MAP, path, 0);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, address_profile_add_frame (&recording, recording.comm, image, 0x1010), image, 0x1110), 1);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, address_profile_add_frame (&recording, recording.comm, image, 0x1020), image, 0x1120), 2);
  profile = address_profile_end (&recording);
  g_assert_true (ember_symbolizer_is_needed (profile));
  named = resolve (profile, NULL);
  g_unlink (path);
  text = describe (named);
  g_assert_cmpstr (text, ==, "app;first;ns::second\napp;first;ns::second\n");
  g_assert_false (ember_symbolizer_is_needed (named));
  g_assert_cmpuint (ember_stacks_get_n (ember_profile_get_stacks (named)), ==, 4);
  g_assert_cmpuint (ember_stacks_get_n (ember_profile_get_stacks (profile)), ==, 6);
  g_assert_cmpstr (get_notice (named), ==, "");
}

static void
test_nameless_addresses_of_a_module_fall_together (void)
{
  const EmberSymbolizerOptions keeping = { .keep_addresses = true };
  AddressProfile recording;
  EmberImageId image;
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberProfile) named = NULL;
  g_autoptr (EmberProfile) kept = NULL;

  address_profile_begin (&recording, 5);
  image = address_profile_add_image (&recording, EMBER_IMAGE_ELF, "/nonexistent/libfoo.so", 3);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, recording.comm, image, 0x1010), 1);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, recording.comm, image, 0x2010), 2);
  profile = address_profile_end (&recording);
  named = resolve (profile, NULL);
  kept = resolve (profile, &keeping);
  g_assert_cmpuint (ember_stacks_get_n (ember_profile_get_stacks (named)), ==, 3);
  g_assert_cmpuint (ember_stacks_get_n (ember_profile_get_stacks (kept)), ==, 4);
  g_assert_cmpstr (get_notice (named), ==, "100.0 % of frames have no symbols: libfoo.so (build-id 000000) not found. "
                                           "Install their debugging symbols, or name a folder that has them");
}

static void
test_another_build_of_a_program_is_not_used (void)
{
  AddressProfile recording;
  EmberImageId image;
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberProfile) named = NULL;

  address_profile_begin (&recording, 5);
  image = address_profile_add_image (&recording, EMBER_IMAGE_ELF, "/proc/self/exe", 20);
  for (uint64_t address = 0; address < 100000; address += 500)
    address_profile_add_sample (&recording, address_profile_add_frame (&recording, recording.comm, image, address), (int64_t) address);
  profile = address_profile_end (&recording);
  named = resolve (profile, NULL);
  g_assert_cmpuint (ember_stacks_get_n (ember_profile_get_stacks (named)), ==, 3);
  g_assert_nonnull (strstr (get_notice (named), "is another build than the one that ran"));
}

static void
test_names_tell_which_samples_are_idle (void)
{
  g_autofree char *path = write_map ("1000 100 do_idle\n2000 100 work\n");
  AddressProfile recording;
  EmberImageId image;
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberProfile) named = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  address_profile_begin (&recording, 0);
  image = address_profile_add_image (&recording, EMBER_IMAGE_PERF_MAP, path, 0);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, recording.comm, image, 0x1010), 1);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, recording.comm, image, 0x2010), 2);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, recording.comm, image, 0x1020), 3);
  profile = address_profile_end (&recording);
  named = resolve (profile, NULL);
  g_unlink (path);
  before = describe (profile);
  after = describe (named);
  g_assert_cmpstr (before, ==, "app;[unknown]\napp;[unknown]\napp;[unknown]\n");
  g_assert_cmpstr (after, ==, "app;work\napp;do_idle (idle)\napp;do_idle (idle)\n");
}

static void
test_cancelling_ends_it (void)
{
  AddressProfile recording;
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  address_profile_begin (&recording, 5);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, recording.comm, address_profile_add_image (&recording, EMBER_IMAGE_ELF, "/bin/sh", 0), 4096), 1);
  profile = address_profile_end (&recording);
  g_cancellable_cancel (cancellable);
  g_assert_null (ember_symbolizer_resolve (profile, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A module of one function, which the kernel's list, that of another machine, says nothing of. */
static char *
write_module (const char *folder)
{
  g_autoptr (ElfWriter) writer = elf_writer_new (EM_X86_64);
  const uint32_t text = elf_writer_add_section (writer, ".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, 0, NULL, 0x100, 0, 0);
  const ElfWriterSymbol symbol = { "ext4_read", 0x10, 0x40, ELF64_ST_INFO (STB_GLOBAL, STT_FUNC), (uint16_t) text };
  char *path = g_build_filename (folder, "ext4.ko", NULL);

  writer->type = ET_REL;
  elf_writer_add_symbols (writer, SHT_SYMTAB, &symbol, 1);
  elf_writer_add_build_id (writer, "\0\0\0\0", 4);
  elf_writer_save (writer, path);
  return path;
}

static void
test_modules_of_another_kernel_are_named_by_their_files (void)
{
  const uint64_t begin = UINT64_C (0xffffffffc0100000);
  char *folder = temp_folder_new ();
  g_autofree char *path = write_module (folder);
  AddressProfile recording;
  EmberImage image = { .kind = EMBER_IMAGE_MODULE, .pid = -1, .begin = begin, .build_id_size = 4 };
  EmberImageId kernel, module, missing;
  EmberStackId stack;
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberProfile) named = NULL;
  g_autofree char *text = NULL;

  address_profile_begin (&recording, 5);
  image.path = ember_profile_builder_add_string (recording.builder, path, -1);
  module = ember_profile_builder_add_image (recording.builder, &image);
  kernel = address_profile_add_image (&recording, EMBER_IMAGE_KERNEL, "[kernel.kallsyms]", 20);
  missing = address_profile_add_image (&recording, EMBER_IMAGE_MODULE, "/nonexistent/xfs.ko", 4);
  stack = address_profile_add_frame (&recording, recording.comm, kernel, UINT64_C (0xffffffff81000010));
  stack = address_profile_add_frame (&recording, stack, module, begin + 0x4f);
  address_profile_add_sample (&recording, stack, 1);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, stack, module, begin + 0x50), 2);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, stack, missing, begin + 0x900010), 3);
  profile = address_profile_end (&recording);
  named = resolve (profile, NULL);
  temp_folder_delete (folder);
  text = describe (named);
  g_assert_cmpstr (text, ==, "app;[unknown];ext4_read\napp;[unknown];ext4_read;[unknown]\napp;[unknown];ext4_read;[unknown]\n");
}

/* A program of one function, with a build-id. */
static char *
write_program (const char *folder)
{
  g_autoptr (ElfWriter) writer = elf_writer_new (EM_X86_64);
  const uint32_t text = elf_writer_add_section (writer, ".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, 0x1000, NULL, 0x100, 0, 0);
  const ElfWriterSymbol symbol = { "work", 0x1010, 0x40, ELF64_ST_INFO (STB_GLOBAL, STT_FUNC), (uint16_t) text };
  char *path = g_build_filename (folder, "new", NULL);

  elf_writer_add_segment (writer, PF_R | PF_X, 0x1000, 0x1000, 0x100, 0x100);
  elf_writer_add_symbols (writer, SHT_SYMTAB, &symbol, 1);
  elf_writer_add_build_id (writer, "\1\2\3\4", 4);
  elf_writer_save (writer, path);
  return path;
}

/* It was moved while it was recorded. */
static void
test_a_file_of_two_paths_is_found_at_either (void)
{
  char *folder = temp_folder_new ();
  g_autofree char *path = write_program (folder);
  AddressProfile recording;
  EmberImage image = { .kind = EMBER_IMAGE_ELF, .pid = -1, .build_id_size = 4, .build_id = { 1, 2, 3, 4 } };
  EmberImageId gone, here;
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberProfile) named = NULL;
  g_autofree char *text = NULL;

  address_profile_begin (&recording, 5);
  image.path = ember_profile_builder_add_string (recording.builder, "/nonexistent/old", -1);
  gone = ember_profile_builder_add_image (recording.builder, &image);
  image.path = ember_profile_builder_add_string (recording.builder, path, -1);
  here = ember_profile_builder_add_image (recording.builder, &image);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, recording.comm, here, 0x1020), 1);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, recording.comm, gone, 0x1030), 2);
  profile = address_profile_end (&recording);
  named = resolve (profile, NULL);
  temp_folder_delete (folder);
  text = describe (named);
  g_assert_cmpstr (text, ==, "app;work\napp;work\n");
  g_assert_cmpstr (get_notice (named), ==, "");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/symbolizer/addresses-of-one-function-become-one-frame", test_addresses_of_one_function_become_one_frame);
  g_test_add_func ("/symbolizer/nameless-addresses-of-a-module-fall-together", test_nameless_addresses_of_a_module_fall_together);
  g_test_add_func ("/symbolizer/another-build-of-a-program-is-not-used", test_another_build_of_a_program_is_not_used);
  g_test_add_func ("/symbolizer/names-tell-which-samples-are-idle", test_names_tell_which_samples_are_idle);
  g_test_add_func ("/symbolizer/cancelling-ends-it", test_cancelling_ends_it);
  g_test_add_func ("/symbolizer/modules-of-another-kernel-are-named-by-their-files", test_modules_of_another_kernel_are_named_by_their_files);
  g_test_add_func ("/symbolizer/a-file-of-two-paths-is-found-at-either", test_a_file_of_two_paths_is_found_at_either);
  return g_test_run ();
}
