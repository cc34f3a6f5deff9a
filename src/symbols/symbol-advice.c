/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/symbol-advice.h"

#include <string.h>

#include "symbols/dpkg-owners.h"

/* It knows the files of most distributions. */
#define DEBUGINFOD_URL "https://debuginfod.elfutils.org"

typedef enum
{
  PACKAGES_UNKNOWN,
  PACKAGES_DPKG,
  PACKAGES_DNF,
  PACKAGES_ZYPPER,
} Packages;

/* Words of ID and ID_LIKE in os-release. */
static const struct
{
  const char *word;
  Packages packages;
} families[] = {
  { "debian", PACKAGES_DPKG },
  { "ubuntu", PACKAGES_DPKG },
  { "fedora", PACKAGES_DNF },
  { "rhel", PACKAGES_DNF },
  { "centos", PACKAGES_DNF },
  { "suse", PACKAGES_ZYPPER },
  { "opensuse", PACKAGES_ZYPPER },
};

static Packages
find_family (char **words)
{
  for (guint w = 0; words[w] != NULL; w++)
    for (size_t i = 0; i < G_N_ELEMENTS (families); i++)
      if (g_str_equal (families[i].word, words[w]))
        return families[i].packages;
  return PACKAGES_UNKNOWN;
}

/* Lines of the form ID=debian and ID_LIKE="rhel fedora". */
static Packages
parse_release (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Packages packages = PACKAGES_UNKNOWN;

  for (guint i = 0; lines[i] != NULL && packages == PACKAGES_UNKNOWN; i++)
    if (g_str_has_prefix (lines[i], "ID=") || g_str_has_prefix (lines[i], "ID_LIKE="))
      {
        char *value = strchr (lines[i], '=') + 1;
        g_auto (GStrv) words = g_strsplit_set (g_strdelimit (value, "\"'", ' '), " ", -1);

        packages = find_family (words);
      }
  return packages;
}

static Packages
find_packages (const char *root)
{
  static const char *const places[] = { "etc/os-release", "usr/lib/os-release", "os-release" };

  for (size_t i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (root, places[i], NULL);
      g_autofree char *text = NULL;

      if (g_file_get_contents (path, &text, NULL, NULL))
        return parse_release (text);
    }
  return PACKAGES_UNKNOWN;
}

/* What distributions install, and so what their servers know. */
static bool
is_of_system (const char *path)
{
  static const char *const prefixes[] = { "/usr/", "/lib", "/bin/", "/sbin/" };

  for (size_t i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (path, prefixes[i]))
      return !g_str_has_prefix (path, "/usr/local/");
  return false;
}

static char *
dup_command_by_build_id (const EmberSymbolAdvice *wanted,
                         Packages packages)
{
  g_autofree char *id = ember_image_dup_build_id (wanted->image);
  const bool is_installed = wanted->reason == EMBER_UNRESOLVED_NO_SYMBOLS;

  if (strlen (id) < 16 || !is_of_system (wanted->path))
    return NULL;
  if (is_installed && packages == PACKAGES_DNF)
    return g_strdup_printf ("sudo dnf --enablerepo='*debug*' install /usr/lib/debug/.build-id/%.2s/%s.debug", id, id + 2);
  if (is_installed && packages == PACKAGES_ZYPPER)
    return g_strdup_printf ("sudo zypper install -C 'debuginfo(build-id)=%s'", id);
  return g_strdup_printf ("DEBUGINFOD_URLS=%s debuginfod-find debuginfo %s", DEBUGINFOD_URL, id);
}

/* Symbols of a package are in one that is called after it; those of the C library are older than that rule. */
static char *
dup_command_of_package (const char *package)
{
  if (g_str_equal (package, "libc6"))
    return g_strdup ("sudo apt install libc6-dbg");
  return g_strdup_printf ("sudo apt install %s-dbgsym", package);
}

static char *
dup_command (const EmberSymbolAdvice *wanted,
             Packages packages)
{
  switch (wanted->image->kind)
    {
    case EMBER_IMAGE_KERNEL:
    case EMBER_IMAGE_MODULE:
      return wanted->reason == EMBER_UNRESOLVED_HIDDEN ? g_strdup ("sudo sysctl kernel.kptr_restrict=0") : NULL;
    case EMBER_IMAGE_ELF:
      return dup_command_by_build_id (wanted, packages);
    default:
      return NULL;
    }
}

/* The symbols of a package fit only what is installed of it now. */
static bool
may_be_packaged (const EmberSymbolAdvice *wanted)
{
  return wanted->image->kind == EMBER_IMAGE_ELF && wanted->reason == EMBER_UNRESOLVED_NO_SYMBOLS && is_of_system (wanted->path);
}

static void
find_owners (const char *root,
             EmberSymbolAdvice *wanted,
             size_t n_wanted)
{
  g_autofree const char **paths = g_new0 (const char *, n_wanted + 1);
  g_autofree char **owners = g_new0 (char *, n_wanted + 1);
  size_t n_paths = 0;

  for (size_t i = 0; i < n_wanted; i++)
    if (may_be_packaged (&wanted[i]))
      paths[n_paths++] = wanted[i].path;
  ember_dpkg_owners_find (root, paths, n_paths, owners);
  n_paths = 0;
  for (size_t i = 0; i < n_wanted; i++)
    if (may_be_packaged (&wanted[i]))
      {
        g_autofree char *owner = owners[n_paths++];

        wanted[i].command = owner != NULL ? dup_command_of_package (owner) : NULL;
      }
}

void
ember_symbol_advice_find (const char *root,
                          EmberSymbolAdvice *wanted,
                          size_t n_wanted)
{
  const char *begin = root != NULL ? root : "/";
  const Packages packages = n_wanted > 0 ? find_packages (begin) : PACKAGES_UNKNOWN;

  for (size_t i = 0; i < n_wanted; i++)
    wanted[i].command = NULL;
  if (packages == PACKAGES_DPKG)
    find_owners (begin, wanted, n_wanted);
  for (size_t i = 0; i < n_wanted; i++)
    if (wanted[i].command == NULL)
      wanted[i].command = dup_command (&wanted[i], packages);
}
