/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"
#include "symbols/address-lookup.h"
#include "symbols/symbol-files.h"

/* Why an image gave no names. */
typedef enum
{
  EMBER_NAMING_DONE,        /* what has no name then has none in its file */
  EMBER_NAMING_MISSING,     /* no file with symbols was found */
  EMBER_NAMING_OTHER_BUILD, /* the file there is now is not the one that ran */
  EMBER_NAMING_CHANGED,     /* the recording has no build-id, and the file was changed since */
  EMBER_NAMING_HIDDEN,      /* the kernel does not tell us where its functions are */
  EMBER_NAMING_NO_FILE,     /* memory that belongs to no file */
} EmberNamingResult;

/* Makes a lookup of an image's addresses and shows it all symbols of the image.
 *
 * @path: of the image
 * @addresses: as frames have them; the lookup keeps their order
 * @lookup: (out caller-allocates): finished. Clear it in any case */
EmberNamingResult ember_image_symbols_look_up (const EmberSymbolFiles *files,
                                               const EmberImage *image,
                                               const char *path,
                                               const uint64_t *addresses,
                                               size_t n_addresses,
                                               EmberAddressLookup *lookup);

/* Tells which inlined functions the addresses of a program lie in.
 * @addresses: ascending, as frames have them
 * @found: called for each, by address, from the outermost inwards */
void ember_image_symbols_find_inlined (const EmberSymbolFiles *files,
                                       const EmberImage *image,
                                       const char *path,
                                       const uint64_t *addresses,
                                       size_t n_addresses,
                                       void (*found) (size_t index, const char *name, gpointer data),
                                       gpointer data);

/* Returns: (transfer full) (nullable): the kernel's own library: perf's copy, else that of this process, if it is the same */
EmberElfFile *ember_image_symbols_open_vdso (const EmberSymbolFiles *files,
                                             const EmberImage *image);
