/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/image-symbols.h"

#include <elf.h>
#include <string.h>
#include <sys/auxv.h>

#include "symbols/inline-frames.h"
#include "symbols/kallsyms.h"
#include "symbols/kernel-module.h"
#include "symbols/perf-map.h"

/* The kernel's page with its build-id; a note like that of a program. */
#define KERNEL_NOTES "/sys/kernel/notes"
#define MAX_VDSO_BYTES 65536

/* What frames of programs have are offsets in the file; symbols have addresses.
 * @lookup: (inout): of offsets, then of addresses */
static void
convert_offsets (EmberElfFile *file,
                 const uint64_t *offsets,
                 size_t n,
                 EmberAddressLookup *lookup)
{
  g_autofree uint64_t *addresses = g_new (uint64_t, n + 1);

  for (size_t i = 0; i < n; i++)
    if (!ember_elf_file_get_address (file, offsets[i], &addresses[i]))
      addresses[i] = EMBER_NO_ADDRESS;
  ember_address_lookup_clear (lookup);
  ember_address_lookup_init (lookup, addresses, n);
}

static EmberNamingResult
look_up_program (const EmberSymbolFiles *files,
                 const EmberImage *image,
                 const char *path,
                 const uint64_t *addresses,
                 size_t n,
                 EmberAddressLookup *lookup)
{
  EmberElfFile *program;
  EmberElfFile *debug;
  const EmberSymbolFilesResult result = ember_symbol_files_open (files, image, path, &program, &debug);
  EmberElfFile *loaded = program != NULL ? program : debug;

  if (loaded != NULL)
    convert_offsets (loaded, addresses, n, lookup);
  if (debug != NULL)
    ember_elf_file_offer_table (debug, lookup);
  if (program != NULL)
    ember_elf_file_offer_symbols (program, lookup);
  g_clear_pointer (&program, ember_elf_file_free);
  g_clear_pointer (&debug, ember_elf_file_free);
  switch (result)
    {
    case EMBER_SYMBOL_FILES_FOUND:
      return EMBER_NAMING_DONE;
    case EMBER_SYMBOL_FILES_OTHER_BUILD:
      return EMBER_NAMING_OTHER_BUILD;
    case EMBER_SYMBOL_FILES_CHANGED:
      return EMBER_NAMING_CHANGED;
    case EMBER_SYMBOL_FILES_MISSING:
    default:
      return EMBER_NAMING_MISSING;
    }
}

/* Our own process has the kernel's library, too; it is the recorded one if the kernel is.
 * Returns: (transfer full) (nullable): */
static EmberElfFile *
open_own_vdso (const EmberSymbolFiles *files,
               const EmberImage *image)
{
  const uint8_t *memory = (const uint8_t *) getauxval (AT_SYSINFO_EHDR);
  EmberElfFile *file;
  Elf64_Ehdr header;
  uint64_t size_bytes;

  if (memory == NULL || memory[EI_CLASS] != ELFCLASS64)
    return NULL;
  memcpy (&header, memory, sizeof header);
  size_bytes = header.e_shoff + (uint64_t) header.e_shnum * header.e_shentsize;
  if (size_bytes > MAX_VDSO_BYTES)
    return NULL;
  file = ember_elf_file_open_memory (memory, (size_t) size_bytes);
  if (file != NULL && (image->build_id_size > 0 ? ember_elf_file_has_build_id (file, image->build_id, image->build_id_size) : files->is_of_this_kernel))
    return file;
  g_clear_pointer (&file, ember_elf_file_free);
  return NULL;
}

EmberElfFile *
ember_image_symbols_open_vdso (const EmberSymbolFiles *files,
                               const EmberImage *image)
{
  g_autofree char *cached = ember_symbol_files_dup_cached (files, image, "vdso");
  EmberElfFile *file = image->build_id_size > 0 ? ember_elf_file_open (cached) : NULL;

  return file != NULL ? file : open_own_vdso (files, image);
}

static EmberNamingResult
look_up_vdso (const EmberSymbolFiles *files,
              const EmberImage *image,
              const uint64_t *addresses,
              size_t n,
              EmberAddressLookup *lookup)
{
  g_autoptr (EmberElfFile) file = ember_image_symbols_open_vdso (files, image);

  if (file == NULL)
    return EMBER_NAMING_MISSING;
  convert_offsets (file, addresses, n, lookup);
  ember_elf_file_offer_symbols (file, lookup);
  return EMBER_NAMING_DONE;
}

/* Whether the kernel that runs now is the recorded one. Without a build-id, where it was put tells it too: each start puts it
 * elsewhere. */
static bool
is_running_kernel (const EmberSymbolFiles *files,
                   const EmberImage *image)
{
  g_autofree char *notes = NULL;
  size_t n;

  if (image->build_id_size == 0)
    return files->is_of_this_kernel && image->reference != 0;
  if (!g_file_get_contents (KERNEL_NOTES, &notes, &n, NULL))
    return false;
  return memmem (notes, n, image->build_id, image->build_id_size) != NULL;
}

/* The list of the kernel that runs now, if kernel and place are the same. */
static EmberNamingResult
look_up_running_kernel (const EmberSymbolFiles *files,
                        const EmberImage *image,
                        EmberAddressLookup *lookup)
{
  EmberKallsyms kallsyms;
  EmberNamingResult result = EMBER_NAMING_MISSING;

  if (!is_running_kernel (files, image))
    return image->build_id_size > 0 ? EMBER_NAMING_OTHER_BUILD : EMBER_NAMING_MISSING;
  if (!ember_kallsyms_read (&kallsyms, "/proc/kallsyms"))
    return EMBER_NAMING_HIDDEN;
  if (image->reference == 0 || image->reference == kallsyms.start)
    {
      ember_kallsyms_offer (&kallsyms, 0, lookup);
      result = EMBER_NAMING_DONE;
    }
  ember_kallsyms_clear (&kallsyms);
  return result;
}

/* The list perf kept when it first recorded that kernel. Since then it may have been started again, and lie elsewhere: the list
 * of now is better, if it is the same; else that one is moved. */
static EmberNamingResult
look_up_kernel (const EmberSymbolFiles *files,
                const EmberImage *image,
                EmberAddressLookup *lookup)
{
  g_autofree char *cached = ember_symbol_files_dup_cached (files, image, "kallsyms");
  EmberKallsyms kallsyms;

  if (image->build_id_size == 0 || !ember_kallsyms_read (&kallsyms, cached))
    return look_up_running_kernel (files, image, lookup);
  if (image->reference == 0 || image->reference == kallsyms.start || look_up_running_kernel (files, image, lookup) != EMBER_NAMING_DONE)
    ember_kallsyms_offer (&kallsyms, image->reference, lookup);
  ember_kallsyms_clear (&kallsyms);
  return EMBER_NAMING_DONE;
}

static EmberNamingResult
look_up_module (const EmberSymbolFiles *files,
                const EmberImage *image,
                const char *path,
                EmberAddressLookup *lookup)
{
  g_autoptr (EmberElfFile) program = NULL;
  g_autoptr (EmberElfFile) debug = NULL;
  bool is_offered = false;

  ember_symbol_files_open (files, image, path, &program, &debug);
  if (debug != NULL)
    is_offered = ember_kernel_module_offer (debug, image->begin, lookup);
  if (program != NULL)
    is_offered |= ember_kernel_module_offer (program, image->begin, lookup);
  return is_offered ? EMBER_NAMING_DONE : EMBER_NAMING_MISSING;
}

static EmberNamingResult
look_up_map (const EmberSymbolFiles *files,
             const char *path,
             EmberAddressLookup *lookup)
{
  g_auto (GStrv) places = ember_symbol_files_dup_places (files, path);

  for (uint32_t i = 0; places[i] != NULL; i++)
    if (ember_perf_map_offer (places[i], lookup))
      return EMBER_NAMING_DONE;
  return EMBER_NAMING_MISSING;
}

static EmberNamingResult
offer (const EmberSymbolFiles *files,
       const EmberImage *image,
       const char *path,
       const uint64_t *addresses,
       size_t n,
       EmberAddressLookup *lookup)
{
  switch (image->kind)
    {
    case EMBER_IMAGE_ELF:
      return look_up_program (files, image, path, addresses, n, lookup);
    case EMBER_IMAGE_VDSO:
      return look_up_vdso (files, image, addresses, n, lookup);
    case EMBER_IMAGE_KERNEL:
      return look_up_kernel (files, image, lookup);
    case EMBER_IMAGE_MODULE:
      return look_up_module (files, image, path, lookup);
    case EMBER_IMAGE_PERF_MAP:
      return look_up_map (files, path, lookup);
    default:
      return EMBER_NAMING_NO_FILE;
    }
}

EmberNamingResult
ember_image_symbols_look_up (const EmberSymbolFiles *files,
                             const EmberImage *image,
                             const char *path,
                             const uint64_t *addresses,
                             size_t n_addresses,
                             EmberAddressLookup *lookup)
{
  EmberNamingResult result;

  ember_address_lookup_init (lookup, addresses, n_addresses);
  result = offer (files, image, path, addresses, n_addresses, lookup);
  ember_address_lookup_finish (lookup);
  return result;
}

/* Addresses of one part of a file ascend as their offsets do; parts may stand in another order, which
 * no linker does and which costs frames only. */
void
ember_image_symbols_find_inlined (const EmberSymbolFiles *files,
                                  const EmberImage *image,
                                  const char *path,
                                  const uint64_t *offsets,
                                  size_t n,
                                  void (*found) (size_t index, const char *name, gpointer data),
                                  gpointer data)
{
  g_autofree uint64_t *addresses = g_new (uint64_t, n + 1);
  EmberElfFile *program = NULL;
  EmberElfFile *debug = NULL;
  EmberInlineFrames inlines;

  if (image->kind != EMBER_IMAGE_ELF || ember_symbol_files_open (files, image, path, &program, &debug) != EMBER_SYMBOL_FILES_FOUND)
    return;
  for (size_t i = 0; i < n; i++)
    if (!ember_elf_file_get_address (program != NULL ? program : debug, offsets[i], &addresses[i]))
      addresses[i] = i > 0 ? addresses[i - 1] : 0;
  ember_inline_frames_init (&inlines, debug != NULL ? debug : program, addresses, n);
  for (size_t i = 0; i < inlines.frames.n; i++)
    {
      const EmberInlineFrame *frame = (const EmberInlineFrame *) inlines.frames.data + i;

      found (frame->index, frame->name, data);
    }
  ember_inline_frames_clear (&inlines);
  g_clear_pointer (&program, ember_elf_file_free);
  g_clear_pointer (&debug, ember_elf_file_free);
}
