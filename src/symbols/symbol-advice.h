/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/unresolved.h"

/* EmberSymbolAdvice: an image without names, and what to type to get them. */
typedef struct
{
  const EmberImage *image;
  const char *path;
  EmberUnresolvedReason reason;
  char *command; /* (nullable): the caller's */
} EmberSymbolAdvice;

/* Fills in the commands: by the system's packages where one owns the file that ran, else by
 * build-id from the net. Nothing is run.
 *
 * @root: (nullable): where the system's files are, if not at "/"
 * Cost: reads the packages' lists of files, 10 MB and 20 ms for 1,000 packages */
void ember_symbol_advice_find (const char *root,
                               EmberSymbolAdvice *wanted,
                               size_t n_wanted);
