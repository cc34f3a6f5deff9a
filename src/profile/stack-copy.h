/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "profile/images.h"

/* Machines whose stacks can be unwound. */
typedef enum
{
  EMBER_MACHINE_OTHER,
  EMBER_MACHINE_X86_64,
  EMBER_MACHINE_ARM64,
} EmberMachine;

#define EMBER_MAX_REGISTERS 33

/* EmberStackCopy: where a thread was, and the top of its stack, as a recording keeps them. Borrowed throughout.
 *
 * Registers have DWARF's numbers: 0 to 15 of x86-64, 0 to 31 of ARM64. */
typedef struct
{
  EmberMachine machine;
  uint64_t ip;
  uint64_t known; /* a bit for each register whose value is known */
  uint64_t registers[EMBER_MAX_REGISTERS];
  const uint8_t *bytes; /* from the stack pointer upwards, little endian */
  size_t size_bytes;
} EmberStackCopy;

/* What lies at an address of a process. */
typedef struct
{
  EmberImageId image;
  const EmberImage *entry; /* what that is */
  const char *path;        /* of it */
  uint64_t offset;         /* of the address, as frames count in that image */
} EmberCodePlace;

/* EmberCodeMap: the code of a process at one time. */
typedef struct
{
  uint32_t epoch; /* of what it holds: two maps of one epoch are equal; 0: they may not be */
  gconstpointer data;
  /* Returns: false where there is no code */
  bool (*find) (gconstpointer data,
                uint64_t address,
                EmberCodePlace *place);
} EmberCodeMap;

/* One frame of an unwound stack. */
typedef struct
{
  uint64_t address;
  bool is_exact; /* the next instruction; else it lies behind a call */
} EmberUnwoundFrame;

/* How a stack ended. */
typedef enum
{
  EMBER_UNWIND_COMPLETE,   /* with the function that nobody called */
  EMBER_UNWIND_STACK_ENDS, /* the copy is too short */
  EMBER_UNWIND_NO_TABLE,   /* nothing tells who called code of that image */
  EMBER_UNWIND_BROKEN,     /* it makes no sense: damaged, or a wrong table */
  EMBER_N_UNWIND_ENDS
} EmberUnwindEnd;

/* @n_frames: (inout): room; how many there are, the leaf first
 * @image: (out): where it ended, for EMBER_UNWIND_NO_TABLE; EMBER_IMAGE_NONE: in memory of no file */
typedef EmberUnwindEnd (*EmberUnwindFunc) (gpointer unwinder,
                                           const EmberStackCopy *copy,
                                           const EmberCodeMap *map,
                                           EmberUnwoundFrame *frames,
                                           uint32_t *n_frames,
                                           EmberImageId *image);
