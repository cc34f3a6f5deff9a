/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

typedef enum
{
  /* A few thousand stacks that recur to the byte, as where one loop is sampled. */
  SCRIPT_FILE_REPETITIVE,
  /* Leaves with an address of their own in each sample, above stacks that recur: a busy system. */
  SCRIPT_FILE_NATURAL,
} ScriptFileKind;

/* Writes the text of a recording of about @size_bytes, made from a fixed seed.
 * Returns: how many samples there are */
uint64_t script_file_write (const char *path,
                            ScriptFileKind kind,
                            uint64_t size_bytes);
