/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/kernel-module.h"

#include "symbols/elf-file-private.h"

/* Those of the kernel have a few hundred parts; more is damage. */
#define MAX_SECTIONS 65536

static bool
stays (Elf *elf,
       size_t names,
       const GElf_Shdr *header)
{
  const uint64_t code = SHF_ALLOC | SHF_EXECINSTR;
  const char *name = elf_strptr (elf, names, header->sh_name);

  return (header->sh_flags & code) == code && name != NULL && !g_str_has_prefix (name, ".init");
}

/* As the kernel's layout_sections() does.
 * Returns: (transfer full) (nullable): where each section was, EMBER_NO_ADDRESS: nowhere */
static uint64_t *
place_sections (Elf *elf,
                uint64_t begin,
                size_t *n_sections)
{
  uint64_t *places = NULL;
  uint64_t at = 0;
  size_t names;

  if (elf_getshdrnum (elf, n_sections) != 0 || *n_sections > MAX_SECTIONS || elf_getshdrstrndx (elf, &names) != 0)
    return NULL;
  places = g_new (uint64_t, *n_sections + 1);
  for (size_t i = 0; i < *n_sections; i++)
    {
      Elf_Scn *section = elf_getscn (elf, i);
      GElf_Shdr header;
      uint64_t align;

      places[i] = EMBER_NO_ADDRESS;
      if (section == NULL || gelf_getshdr (section, &header) == NULL || !stays (elf, names, &header))
        continue;
      align = MAX (header.sh_addralign, 1);
      at += (align - at % align) % align;
      places[i] = begin + at;
      at += header.sh_size;
    }
  return places;
}

bool
ember_kernel_module_offer (EmberElfFile *file,
                           uint64_t begin,
                           EmberAddressLookup *lookup)
{
  Elf *elf = ember_elf_file_get_elf (file);
  g_autofree uint64_t *places = NULL;
  GElf_Ehdr header;
  size_t n_sections;

  if (gelf_getehdr (elf, &header) == NULL || header.e_type != ET_REL || !ember_elf_file_has_symbols (file))
    return false;
  places = place_sections (elf, begin, &n_sections);
  if (places == NULL)
    return false;
  ember_elf_file_offer_placed (file, places, n_sections, lookup);
  return true;
}
