/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/inline-frames.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <stdlib.h>

/* Blocks in blocks; compilers stay far below. */
#define MAX_DEPTH 128
/* Functions that all cover one another, in a hostile file. */
#define MAX_FRAMES_PER_ADDRESS 64

typedef struct
{
  EmberInlineFrames *inlines;
  const uint64_t *addresses;
  size_t n_addresses;
} Walk;

/* First address at or behind @begin. */
static size_t
find_address (const Walk *walk,
              uint64_t begin)
{
  size_t low = 0;
  size_t high = walk->n_addresses;

  while (low < high)
    {
      const size_t middle = low + (high - low) / 2;

      if (walk->addresses[middle] < begin)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static const char *
get_name (Dwarf_Die *die)
{
  Dwarf_Attribute attribute;
  const char *name = NULL;

  if (dwarf_attr_integrate (die, DW_AT_linkage_name, &attribute) != NULL ||
      dwarf_attr_integrate (die, DW_AT_MIPS_linkage_name, &attribute) != NULL)
    name = dwarf_formstring (&attribute);
  return name != NULL ? name : dwarf_diename (die);
}

static bool
has_room (const Walk *walk)
{
  return walk->inlines->frames.n / MAX_FRAMES_PER_ADDRESS < walk->n_addresses;
}

/* @name: (nullable): NULL only looks whether there is any
 * Returns: whether the ranges of @die hold any address */
static bool
cover (Walk *walk,
       Dwarf_Die *die,
       const char *name)
{
  Dwarf_Addr base, begin, end;
  ptrdiff_t offset = 0;
  bool is_any = false;

  while ((offset = dwarf_ranges (die, offset, &base, &begin, &end)) > 0)
    for (size_t i = find_address (walk, begin); i < walk->n_addresses && walk->addresses[i] < end && walk->addresses[i] != EMBER_NO_ADDRESS; i++)
      {
        const size_t order = walk->inlines->frames.n;

        is_any = true;
        if (name == NULL || !has_room (walk))
          return true;
        *(EmberInlineFrame *) ember_column_grow (&walk->inlines->frames, 1) = (EmberInlineFrame){ i, order, name };
      }
  return is_any;
}

/* Whether there may be something of interest inside. */
static bool
look_at (Walk *walk,
         Dwarf_Die *die)
{
  const char *name;

  switch (dwarf_tag (die))
    {
    case DW_TAG_subprogram:
      return cover (walk, die, NULL);
    case DW_TAG_inlined_subroutine:
      name = get_name (die);
      return cover (walk, die, name != NULL ? name : "[unknown]");
    case DW_TAG_lexical_block:
    case DW_TAG_namespace:
    case DW_TAG_module:
      return true;
    default:
      return false;
    }
}

static void
walk_children (Walk *walk,
               Dwarf_Die *parent,
               uint32_t depth)
{
  Dwarf_Die die;

  if (depth == MAX_DEPTH || dwarf_child (parent, &die) != 0)
    return;
  do
    if (look_at (walk, &die))
      walk_children (walk, &die, depth + 1);
  while (dwarf_siblingof (&die, &die) == 0);
}

static int
compare_frames_cb (gconstpointer a,
                   gconstpointer b)
{
  const EmberInlineFrame *x = a;
  const EmberInlineFrame *y = b;

  if (x->index != y->index)
    return x->index < y->index ? -1 : 1;
  return (x->order > y->order) - (x->order < y->order);
}

void
ember_inline_frames_init (EmberInlineFrames *inlines,
                          EmberElfFile *file,
                          const uint64_t *addresses,
                          size_t n_addresses)
{
  Walk walk = { inlines, addresses, n_addresses };
  Dwarf_CU *unit = NULL;
  Dwarf_Die die;

  inlines->dwarf = dwarf_begin_elf (ember_elf_file_get_elf (file), DWARF_C_READ, NULL);
  ember_column_init (&inlines->frames, sizeof (EmberInlineFrame));
  if (inlines->dwarf == NULL)
    return;
  while (dwarf_get_units (inlines->dwarf, unit, &unit, NULL, NULL, &die, NULL) == 0)
    if (dwarf_tag (&die) == DW_TAG_compile_unit && cover (&walk, &die, NULL))
      walk_children (&walk, &die, 0);
  if (inlines->frames.n > 0)
    qsort (inlines->frames.data, inlines->frames.n, sizeof (EmberInlineFrame), compare_frames_cb);
}

void
ember_inline_frames_clear (EmberInlineFrames *inlines)
{
  ember_column_clear (&inlines->frames);
  if (inlines->dwarf != NULL)
    dwarf_end (inlines->dwarf);
  inlines->dwarf = NULL;
}
