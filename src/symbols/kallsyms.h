/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "symbols/address-lookup.h"

/* EmberKallsyms: the text of /proc/kallsyms, of this kernel or of a recorded one. */
typedef struct
{
  char *text;
  size_t size_bytes;
  uint64_t start; /* address of `_text`; 0: hidden, so nothing in it is of use */
} EmberKallsyms;

/* Returns: false where there is no such file, or it hides addresses */
bool ember_kallsyms_read (EmberKallsyms *kallsyms,
                          const char *path);

void ember_kallsyms_clear (EmberKallsyms *kallsyms);

/* Offers all functions of the kernel, its modules and BPF programs.
 * @start: where `_text` was when the addresses were recorded, or 0: where the text says. Elsewhere nothing is known of modules */
void ember_kallsyms_offer (const EmberKallsyms *kallsyms,
                           uint64_t start,
                           EmberAddressLookup *lookup);
