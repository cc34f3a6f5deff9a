/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "symbols/elf-file-private.h"

/* A table jumps through slots that the loader fills; relocations say with what. */
typedef struct
{
  uint64_t address;
  uint64_t symbol;  /* in the table for linking; 0: none */
  uint64_t chooser; /* where there is no symbol: the function that chooses what is called */
} Slot;

typedef struct
{
  EmberElfFile *file;
  EmberAddressLookup *lookup;
  uint32_t machine;
  EmberColumn slots; /* Slot, by address */
  bool has_all;      /* of them; else those that belong to a table */
  GElf_Shdr symbols_header;
  Elf_Data *symbols; /* (nullable): the table for linking */
} Linkage;

/* A table's section. */
typedef struct
{
  uint64_t begin;
  uint64_t entry_bytes;
  const uint8_t *code;
  size_t n;
} Table;

static bool
fills_slot (uint32_t machine,
            uint64_t type)
{
  switch (machine)
    {
    case EM_X86_64:
      return type == R_X86_64_JUMP_SLOT || type == R_X86_64_GLOB_DAT || type == R_X86_64_IRELATIVE;
    case EM_AARCH64:
      return type == R_AARCH64_JUMP_SLOT || type == R_AARCH64_GLOB_DAT || type == R_AARCH64_IRELATIVE;
    case EM_386:
      return type == R_386_JMP_SLOT;
    case EM_ARM:
      return type == R_ARM_JUMP_SLOT;
    default:
      return false;
    }
}

static void
add_slot (Linkage *linkage,
          uint64_t address,
          uint64_t info,
          uint64_t addend)
{
  const uint64_t symbol = GELF_R_SYM (info);

  if (fills_slot (linkage->machine, GELF_R_TYPE (info)))
    *(Slot *) ember_column_grow (&linkage->slots, 1) = (Slot){ address, symbol, symbol == 0 ? addend : 0 };
}

static int
compare_slots_cb (gconstpointer a,
                  gconstpointer b)
{
  const Slot *x = a;
  const Slot *y = b;

  return (x->address > y->address) - (x->address < y->address);
}

static void
read_slots_of (Linkage *linkage,
               Elf_Scn *section,
               const GElf_Shdr *header)
{
  Elf_Data *data = elf_getdata (section, NULL);

  for (size_t i = 0; data != NULL && i < data->d_size / header->sh_entsize && i <= INT_MAX; i++)
    {
      GElf_Rela rela = { 0 };
      GElf_Rel rel;

      if (header->sh_type == SHT_RELA && gelf_getrela (data, (int) i, &rela) != NULL)
        add_slot (linkage, rela.r_offset, rela.r_info, (uint64_t) rela.r_addend);
      else if (header->sh_type == SHT_REL && gelf_getrel (data, (int) i, &rel) != NULL)
        add_slot (linkage, rel.r_offset, rel.r_info, 0);
    }
}

/* @is_of_table: whether to read the relocations of one section, which a table's are; else those of the whole program, which
 * may be a hundred times more, and seldom have a table's among them */
static void
read_slots (Linkage *linkage,
            bool is_of_table)
{
  Elf_Scn *section = NULL;
  GElf_Shdr header;

  while ((section = elf_nextscn (linkage->file->elf, section)) != NULL)
    if (gelf_getshdr (section, &header) != NULL && (header.sh_type == SHT_RELA || header.sh_type == SHT_REL) &&
        header.sh_entsize > 0 && (header.sh_info != 0) == is_of_table)
      read_slots_of (linkage, section, &header);
  linkage->has_all = linkage->has_all || !is_of_table;
  if (linkage->slots.n > 0)
    qsort (linkage->slots.data, linkage->slots.n, sizeof (Slot), compare_slots_cb);
}

static const Slot *
find_slot (const Linkage *linkage,
           uint64_t address)
{
  const Slot wanted = { .address = address };

  return linkage->slots.n > 0 ? bsearch (&wanted, linkage->slots.data, linkage->slots.n, sizeof (Slot), compare_slots_cb) : NULL;
}

/* What has no symbol to be found by is called like the function that chooses among several for this processor. */
static void
offer_chosen (Linkage *linkage,
              const Slot *slot,
              uint64_t begin,
              uint64_t size_bytes)
{
  EmberAddressLookup chooser;
  const char *name;

  ember_address_lookup_init (&chooser, &slot->chooser, 1);
  ember_elf_file_offer_table (linkage->file, &chooser);
  ember_address_lookup_finish (&chooser);
  name = ember_address_lookup_get (&chooser, 0);
  if (name != NULL)
    ember_address_lookup_offer (linkage->lookup, begin, size_bytes, EMBER_BINDING_GLOBAL, name, "@plt");
  ember_address_lookup_clear (&chooser);
}

static void
offer_entry (Linkage *linkage,
             const Slot *slot,
             uint64_t begin,
             uint64_t size_bytes)
{
  const char *name;
  GElf_Sym symbol;

  if (slot->symbol == 0)
    {
      offer_chosen (linkage, slot, begin, size_bytes);
      return;
    }
  if (linkage->symbols == NULL || slot->symbol > INT_MAX || gelf_getsym (linkage->symbols, (int) slot->symbol, &symbol) == NULL)
    return;
  name = elf_strptr (linkage->file->elf, linkage->symbols_header.sh_link, symbol.st_name);
  if (name != NULL && name[0] != '\0')
    ember_address_lookup_offer (linkage->lookup, begin, size_bytes, EMBER_BINDING_GLOBAL, name, "@plt");
}

/* Offers the entry that jumps through the slot at @address. */
static void
offer_jump (Linkage *linkage,
            uint64_t address,
            uint64_t begin,
            uint64_t size_bytes)
{
  const Slot *slot;

  if (!ember_address_lookup_wants (linkage->lookup, begin, size_bytes))
    return;
  slot = find_slot (linkage, address);
  if (slot == NULL && !linkage->has_all)
    {
      read_slots (linkage, false);
      slot = find_slot (linkage, address);
    }
  if (slot != NULL)
    offer_entry (linkage, slot, begin, size_bytes);
}

static uint32_t
read_word (const uint8_t *bytes)
{
  uint32_t word;

  memcpy (&word, bytes, sizeof word);
  return GUINT32_FROM_LE (word);
}

/* Whether the jump at @i is that of the table's head, behind push *WORD(%rip): the loader fills its slot unasked. */
static bool
is_in_x86_64_head (const Table *table,
                   size_t i)
{
  return i >= 6 && table->code[i - 6] == 0xff && table->code[i - 5] == 0x35;
}

/* jmp *SLOT(%rip): the slot is told by how far it is from the next instruction. */
static void
read_x86_64_table (Linkage *linkage,
                   const Table *table)
{
  for (size_t i = 0; i + 6 <= table->n; i++)
    {
      const uint64_t address = table->begin + i;

      if (table->code[i] == 0xff && table->code[i + 1] == 0x25 && !is_in_x86_64_head (table, i))
        offer_jump (linkage, address + 6 + (uint64_t) (int64_t) (int32_t) read_word (table->code + i + 2),
                    address - i % table->entry_bytes, table->entry_bytes);
    }
}

/* adrp x16, PAGE; ldr x17, [x16, OFFSET]. A landing pad may stand before. */
static void
read_aarch64_table (Linkage *linkage,
                    const Table *table)
{
  for (size_t i = 0; i + 8 <= table->n; i += 4)
    {
      const uint32_t page = read_word (table->code + i);
      const uint32_t load = read_word (table->code + i + 4);
      const uint64_t address = table->begin + i;
      const bool has_pad = i >= 4 && read_word (table->code + i - 4) == 0xd503245f;
      const uint64_t n_pages = ((uint64_t) (page >> 5 & 0x7ffff) << 2) | (page >> 29 & 3);

      if ((page & 0x9f00001f) == 0x90000010 && (load & 0xffc003ff) == 0xf9400211)
        offer_jump (linkage, (address & ~UINT64_C (0xfff)) + (uint64_t) ((int64_t) (n_pages << 43) >> 31) + (load >> 10 & 0xfff) * 8,
                    address - (has_pad ? 4 : 0), 16);
    }
}

/* Without reading code: entries stand in the order of slots. */
static void
read_table_in_order (Linkage *linkage,
                     const Table *table)
{
  const uint64_t header_bytes = linkage->machine == EM_ARM ? 20 : 16;
  const uint64_t entry_bytes = linkage->machine == EM_ARM ? 12 : 16;
  const Slot *slots;

  if (!linkage->has_all)
    read_slots (linkage, false);
  slots = linkage->slots.data;
  for (size_t i = 0; i < linkage->slots.n && header_bytes + (i + 1) * entry_bytes <= table->n; i++)
    {
      const uint64_t begin = table->begin + header_bytes + i * entry_bytes;

      if (ember_address_lookup_wants (linkage->lookup, begin, entry_bytes))
        offer_entry (linkage, &slots[i], begin, entry_bytes);
    }
}

static void
read_table (Linkage *linkage,
            const Table *table)
{
  switch (linkage->machine)
    {
    case EM_X86_64:
      read_x86_64_table (linkage, table);
      break;
    case EM_AARCH64:
      read_aarch64_table (linkage, table);
      break;
    default:
      read_table_in_order (linkage, table);
    }
}

static void
begin_linkage (Linkage *linkage,
               EmberElfFile *file,
               EmberAddressLookup *lookup)
{
  GElf_Ehdr header;
  Elf_Scn *section;

  *linkage = (Linkage){ .file = file, .lookup = lookup };
  ember_column_init (&linkage->slots, sizeof (Slot));
  if (gelf_getehdr (file->elf, &header) != NULL)
    linkage->machine = header.e_machine;
  section = ember_elf_file_find_section (file, SHT_DYNSYM, NULL, &linkage->symbols_header);
  if (section != NULL)
    linkage->symbols = elf_getdata (section, NULL);
  read_slots (linkage, true);
}

void
ember_elf_file_offer_plt (EmberElfFile *file,
                          EmberAddressLookup *lookup)
{
  static const char *const names[] = { ".plt", ".plt.sec", ".plt.got" };
  Linkage linkage = { 0 };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GElf_Shdr header;
      Elf_Scn *section = ember_elf_file_find_section (file, SHT_PROGBITS, names[i], &header);
      Elf_Data *data;

      if (section == NULL || !ember_address_lookup_wants (lookup, header.sh_addr, header.sh_size))
        continue;
      if (linkage.file == NULL)
        begin_linkage (&linkage, file, lookup);
      data = elf_rawdata (section, NULL);
      if (data != NULL && data->d_buf != NULL)
        read_table (&linkage, &(Table){ header.sh_addr, header.sh_entsize > 0 ? header.sh_entsize : 16, data->d_buf, data->d_size });
    }
  if (linkage.file != NULL)
    ember_column_clear (&linkage.slots);
}
