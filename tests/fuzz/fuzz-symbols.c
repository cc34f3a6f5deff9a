/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where names of addresses come from: an ELF file, and else what may be a list of a kernel's functions, a map of code made at
 * run time, or a raw name in each line. Names that are found are no empty ones, and all can be made readable. */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz/fuzz-target.h"
#include "symbols/elf-file.h"
#include "symbols/kallsyms.h"
#include "symbols/perf-map.h"
#include "symbols/symbol-name.h"

#define MAX_WORDS 64

/* Some that are often covered, and what stands in the input, too. */
static EmberAddressLookup
new_lookup (const uint8_t *bytes,
            size_t n)
{
  uint64_t addresses[MAX_WORDS + 8] = { 0, 0x1000, 0x1010, 0x2000, 0x401000, 0xffffffff81000000, 0x7f0000001000, EMBER_NO_ADDRESS };
  size_t n_addresses = 8;
  EmberAddressLookup lookup;

  for (; n >= sizeof *addresses && n_addresses < G_N_ELEMENTS (addresses); bytes += sizeof *addresses, n -= sizeof *addresses)
    memcpy (&addresses[n_addresses++], bytes, sizeof *addresses);
  ember_address_lookup_init (&lookup, addresses, n_addresses);
  return lookup;
}

static void
check_name (const char *raw)
{
  g_autofree char *name = ember_symbol_name_dup (raw);

  if (name != NULL)
    g_assert_cmpint (name[0], !=, '\0');
}

static void
check_lookup (EmberAddressLookup *lookup)
{
  ember_address_lookup_finish (lookup);
  for (size_t i = 0; i < lookup->n_addresses; i++)
    {
      const char *raw = ember_address_lookup_get (lookup, i);

      if (raw != NULL)
        check_name (raw);
    }
  ember_address_lookup_clear (lookup);
}

static void
read_elf (const uint8_t *bytes,
          size_t n)
{
  g_autoptr (EmberElfFile) file = ember_elf_file_open_memory (bytes, n);
  EmberAddressLookup lookup;
  uint8_t build_id[EMBER_BUILD_ID_MAX_BYTES];
  uint32_t n_build_id, checksum;
  uint64_t address;
  g_autofree char *link = NULL;

  if (file == NULL)
    return;
  n_build_id = ember_elf_file_get_build_id (file, build_id);
  g_assert_cmpuint (n_build_id, <=, sizeof build_id);
  if (n_build_id > 0)
    g_assert_true (ember_elf_file_has_build_id (file, build_id, n_build_id));
  link = ember_elf_file_dup_debug_link (file, &checksum);
  if (link != NULL)
    g_assert_null (strchr (link, '/'));
  ember_elf_file_get_address (file, 0x1000, &address);
  ember_elf_file_has_symbols (file);
  lookup = new_lookup (bytes, n);
  ember_elf_file_offer_symbols (file, &lookup);
  check_lookup (&lookup);
  lookup = new_lookup (bytes, n);
  ember_elf_file_offer_table (file, &lookup);
  check_lookup (&lookup);
}

static void
read_text_file (const char *path,
                const uint8_t *bytes,
                size_t n)
{
  EmberAddressLookup lookup = new_lookup (bytes, n);
  EmberKallsyms kallsyms;

  g_assert_true (ember_perf_map_offer (path, &lookup));
  check_lookup (&lookup);
  if (!ember_kallsyms_read (&kallsyms, path))
    return;
  lookup = new_lookup (bytes, n);
  ember_kallsyms_offer (&kallsyms, 0, &lookup);
  check_lookup (&lookup);
  lookup = new_lookup (bytes, n);
  ember_kallsyms_offer (&kallsyms, 0xffffffff82000000, &lookup);
  check_lookup (&lookup);
  ember_kallsyms_clear (&kallsyms);
}

static void
read_text (const uint8_t *bytes,
           size_t n)
{
  const int fd = memfd_create ("fuzz-symbols", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autofree char *text = g_strndup ((const char *) bytes, n);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpint (write (fd, bytes, n), ==, (ssize_t) n);
  read_text_file (path, bytes, n);
  close (fd);
  for (guint i = 0; lines[i] != NULL; i++)
    check_name (lines[i]);
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes,
                        size_t n)
{
  if (n >= SELFMAG && memcmp (bytes, ELFMAG, SELFMAG) == 0)
    read_elf (bytes, n);
  else
    read_text (bytes, n);
  return 0;
}
