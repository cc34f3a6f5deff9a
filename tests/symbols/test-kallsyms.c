/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/kallsyms.h"

#include <glib/gstdio.h>
#include <unistd.h>

static const char text[] = "0000000000000000 A fixed_percpu_data\n"
                           "ffffffff81000000 T _text\n"
                           "ffffffff81000100 t do_one\n"
                           "ffffffff81000200 T do_two\n"
                           "ffffffff81000200 W __pi_do_two\n"
                           "ffffffff81000300 D a_table\n"
                           "nonsense\n"
                           "ffffffff81001000 t __pfx_do_three\n"
                           "ffffffff81001010 t do_three\n"
                           "ffffffff81001020 T __x64_sys_go\n"
                           "ffffffff81001020 T __ia32_sys_go\n"
                           "ffffffffc0000000 t in_module\t[nf_conntrack]\n";

/* @path: (out): of a file with @content */
static char *
write_file (const char *content)
{
  char *path = NULL;
  const int fd = g_file_open_tmp ("ember-kallsyms-XXXXXX", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  close (fd);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  return path;
}

static void
assert_names (uint64_t start,
              const uint64_t *addresses,
              const char *const *names,
              size_t n)
{
  g_autofree char *path = write_file (text);
  EmberKallsyms kallsyms;
  EmberAddressLookup lookup;

  g_assert_true (ember_kallsyms_read (&kallsyms, path));
  g_assert_cmphex (kallsyms.start, ==, 0xffffffff81000000);
  ember_address_lookup_init (&lookup, addresses, n);
  ember_kallsyms_offer (&kallsyms, start, &lookup);
  ember_address_lookup_finish (&lookup);
  for (size_t i = 0; i < n; i++)
    g_assert_cmpstr (ember_address_lookup_get (&lookup, i), ==, names[i]);
  ember_address_lookup_clear (&lookup);
  ember_kallsyms_clear (&kallsyms);
  g_unlink (path);
}

static void
test_functions_end_where_the_next_begins (void)
{
  const uint64_t addresses[] = { 0xffffffff80fffff0, 0xffffffff81000100, 0xffffffff810001ff, 0xffffffffc0000010 };
  const char *const names[] = { NULL, "do_one", "do_one", "in_module" };

  assert_names (0, addresses, names, G_N_ELEMENTS (addresses));
}

static void
test_of_several_names_the_last_is_taken (void)
{
  const uint64_t addresses[] = { 0xffffffff81000250, 0xffffffff81001030 };
  const char *const names[] = { "__pi_do_two", "__x64_sys_go" };

  assert_names (0, addresses, names, G_N_ELEMENTS (addresses));
}

static void
test_padding_belongs_to_the_function_behind_it (void)
{
  const uint64_t addresses[] = { 0xffffffff81000fff, 0xffffffff8100100f, 0xffffffff81001010 };
  const char *const names[] = { "__pi_do_two", "do_three", "do_three" };

  assert_names (0, addresses, names, G_N_ELEMENTS (addresses));
}

static void
test_the_last_function_of_the_kernel_does_not_reach_its_modules (void)
{
  const uint64_t addresses[] = { 0xffffffff81001fff, 0xffffffff81002000, 0xffffffffb0000000, 0xffffffffc0000fff, 0xffffffffc0001000 };
  const char *const names[] = { "__x64_sys_go", NULL, NULL, "in_module", NULL };

  assert_names (0, addresses, names, G_N_ELEMENTS (addresses));
}

static void
test_a_kernel_that_lay_elsewhere_is_moved_without_its_modules (void)
{
  const uint64_t addresses[] = { 0xffffffff91000100, 0xffffffffc0000010, 0xffffffffd0000010 };
  const char *const names[] = { "do_one", NULL, NULL };

  assert_names (0xffffffff91000000, addresses, names, G_N_ELEMENTS (addresses));
}

static void
test_hidden_addresses_are_of_no_use (void)
{
  g_autofree char *path = write_file ("0000000000000000 T _text\n0000000000000000 T do_one\n");
  EmberKallsyms kallsyms;

  g_assert_false (ember_kallsyms_read (&kallsyms, path));
  g_unlink (path);
  g_assert_false (ember_kallsyms_read (&kallsyms, path));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kallsyms/functions-end-where-the-next-begins", test_functions_end_where_the_next_begins);
  g_test_add_func ("/kallsyms/of-several-names-the-last-is-taken", test_of_several_names_the_last_is_taken);
  g_test_add_func ("/kallsyms/padding-belongs-to-the-function-behind-it", test_padding_belongs_to_the_function_behind_it);
  g_test_add_func ("/kallsyms/the-last-function-of-the-kernel-does-not-reach-its-modules",
                   test_the_last_function_of_the_kernel_does_not_reach_its_modules);
  g_test_add_func ("/kallsyms/a-kernel-that-lay-elsewhere-is-moved-without-its-modules",
                   test_a_kernel_that_lay_elsewhere_is_moved_without_its_modules);
  g_test_add_func ("/kallsyms/hidden-addresses-are-of-no-use", test_hidden_addresses_are_of_no_use);
  return g_test_run ();
}
