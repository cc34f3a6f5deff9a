/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/symbol-advice.h"

#include "support/temp-folder.h"

/* A system that is nothing but its name and a list of what one package has. */
static char *
make_root (const char *release)
{
  char *root = temp_folder_new ();

  g_free (temp_folder_write (root, "etc/os-release", release, -1));
  g_free (temp_folder_write (root, "var/lib/dpkg/info/libfoo2:amd64.list", "/usr/lib/libfoo.so.2\n", -1));
  g_free (temp_folder_write (root, "var/lib/dpkg/info/libc6:amd64.list", "/lib/libc.so.6\n", -1));
  return root;
}

static void
assert_advice (const char *release,
               EmberImageKind kind,
               const char *path,
               EmberUnresolvedReason reason,
               const char *expected)
{
  char *root = make_root (release);
  const EmberImage image = { .kind = kind, .build_id_size = 20, .build_id = { 0xab, 0xcd, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 0x12 } };
  EmberSymbolAdvice advice = { .image = &image, .path = path, .reason = reason };
  g_autofree char *command = NULL;

  ember_symbol_advice_find (root, &advice, 1);
  command = advice.command;
  g_assert_cmpstr (command, ==, expected);
  temp_folder_delete (root);
}

#define ID "cd0102030405060708090a0b0c0d0e0f101112"
#define FROM_THE_NET "DEBUGINFOD_URLS=https://debuginfod.elfutils.org debuginfod-find debuginfo ab" ID

static void
test_a_package_of_debian_has_its_symbols_in_another (void)
{
  assert_advice ("ID=debian\n", EMBER_IMAGE_ELF, "/usr/lib/libfoo.so.2", EMBER_UNRESOLVED_NO_SYMBOLS, "sudo apt install libfoo2-dbgsym");
  assert_advice ("NAME=Mint\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", EMBER_IMAGE_ELF, "/usr/lib/libfoo.so.2", EMBER_UNRESOLVED_NO_SYMBOLS,
                 "sudo apt install libfoo2-dbgsym");
  assert_advice ("ID=debian\n", EMBER_IMAGE_ELF, "/usr/lib/libc.so.6", EMBER_UNRESOLVED_NO_SYMBOLS, "sudo apt install libc6-dbg");
}

static void
test_other_distributions_know_packages_by_build_id (void)
{
  assert_advice ("ID=fedora\n", EMBER_IMAGE_ELF, "/usr/lib/libfoo.so.2", EMBER_UNRESOLVED_NO_SYMBOLS,
                 "sudo dnf --enablerepo='*debug*' install /usr/lib/debug/.build-id/ab/" ID ".debug");
  assert_advice ("ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n", EMBER_IMAGE_ELF, "/usr/lib/libfoo.so.2", EMBER_UNRESOLVED_NO_SYMBOLS,
                 "sudo zypper install -C 'debuginfo(build-id)=ab" ID "'");
}

static void
test_what_is_not_installed_comes_from_the_net (void)
{
  assert_advice ("ID=debian\n", EMBER_IMAGE_ELF, "/usr/lib/libfoo.so.2", EMBER_UNRESOLVED_OTHER_BUILD, FROM_THE_NET);
  assert_advice ("ID=fedora\n", EMBER_IMAGE_ELF, "/usr/lib/libfoo.so.2", EMBER_UNRESOLVED_NOT_FOUND, FROM_THE_NET);
  assert_advice ("ID=arch\n", EMBER_IMAGE_ELF, "/usr/lib/libfoo.so.2", EMBER_UNRESOLVED_NO_SYMBOLS, FROM_THE_NET);
  assert_advice ("", EMBER_IMAGE_ELF, "/usr/bin/foo", EMBER_UNRESOLVED_NO_SYMBOLS, FROM_THE_NET);
}

static void
test_what_no_server_knows_gets_no_advice (void)
{
  assert_advice ("ID=debian\n", EMBER_IMAGE_ELF, "/home/me/app", EMBER_UNRESOLVED_NO_SYMBOLS, NULL);
  assert_advice ("ID=debian\n", EMBER_IMAGE_ELF, "/usr/local/bin/app", EMBER_UNRESOLVED_NO_SYMBOLS, NULL);
  assert_advice ("ID=debian\n", EMBER_IMAGE_PERF_MAP, "/tmp/perf-7.map", EMBER_UNRESOLVED_NOT_FOUND, NULL);
  assert_advice ("ID=debian\n", EMBER_IMAGE_KERNEL, "[kernel.kallsyms]", EMBER_UNRESOLVED_OTHER_BUILD, NULL);
}

static void
test_a_kernel_can_be_told_to_speak (void)
{
  assert_advice ("ID=debian\n", EMBER_IMAGE_KERNEL, "[kernel.kallsyms]", EMBER_UNRESOLVED_HIDDEN, "sudo sysctl kernel.kptr_restrict=0");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/symbol-advice/a-package-of-debian-has-its-symbols-in-another", test_a_package_of_debian_has_its_symbols_in_another);
  g_test_add_func ("/symbol-advice/other-distributions-know-packages-by-build-id", test_other_distributions_know_packages_by_build_id);
  g_test_add_func ("/symbol-advice/what-is-not-installed-comes-from-the-net", test_what_is_not_installed_comes_from_the_net);
  g_test_add_func ("/symbol-advice/what-no-server-knows-gets-no-advice", test_what_no_server_knows_gets_no_advice);
  g_test_add_func ("/symbol-advice/a-kernel-can-be-told-to-speak", test_a_kernel_can_be_told_to_speak);
  return g_test_run ();
}
