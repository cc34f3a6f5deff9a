/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/format.h"
#include "formats/input.h"
#include "profile/profile-builder.h"

/* EmberReading: what a format's reader works with. Borrowed throughout. */
typedef struct
{
  EmberInput *input;
  EmberReadOptions options;
  EmberProgress *progress;   /* nullable */
  GCancellable *cancellable; /* nullable */
  GFile *folder;             /* nullable: where more of a recording stands that is a folder */
} EmberReading;

/* EmberFormatReader: one format. The table of them is in format.c. */
typedef struct
{
  /* Tells the format by what an input begins with: up to EMBER_INPUT_PEEK_BYTES, all
   * of the input if it is shorter. */
  bool (*recognise) (const uint8_t *bytes,
                     size_t n);

  /* Reads what is left of the input, all of it.
   * Returns: (transfer full) (nullable): NULL with @error set */
  EmberProfile *(*read) (const EmberReading *reading,
                         GError **error);
} EmberFormatReader;

/* What every reader does with an error of the input: keeps the samples there are and adds a
 * notice, unless there are none, the user cancelled or the file was being rewritten.
 * @problem: (transfer full) (nullable): NULL and false do nothing
 * Returns: false with @error set */
bool ember_reading_end (const EmberReading *reading,
                        EmberProfileBuilder *builder,
                        GError *problem,
                        GError **error);

/* Sorts and closes; fails where there are no samples.
 * @builder: (transfer full): */
EmberProfile *ember_reading_freeze (const EmberReading *reading,
                                    EmberProfileBuilder *builder,
                                    GError **error);
