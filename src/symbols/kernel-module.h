/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "symbols/elf-file.h"

/* Offers the functions of a module of the kernel, which is an object file that the kernel links where it loads it: parts
 * with code follow each other from @begin on, in the order of the file, each at the next place that suits it; but for what
 * runs at the start alone, which is gone by then.
 * @begin: where it was loaded
 * Returns: whether it is a file of a module that has a table of symbols */
bool ember_kernel_module_offer (EmberElfFile *file,
                                uint64_t begin,
                                EmberAddressLookup *lookup);
