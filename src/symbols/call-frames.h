/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "symbols/dwarf-expression.h"
#include "symbols/elf-file.h"

/* EmberCallFrames: what the unwinding tables of a program or library say: .eh_frame, else .debug_frame.
 *
 * libdw reads them; what it says of an address is kept as a row, which takes 0.1 µs to apply. For one thread.
 */
typedef struct _EmberCallFrames EmberCallFrames;

typedef enum
{
  EMBER_STEP_CALLER,     /* the registers are now the caller's */
  EMBER_STEP_OUTERMOST,  /* nobody called this frame */
  EMBER_STEP_STACK_ENDS, /* what is needed lies beyond the copy of the stack */
  EMBER_STEP_BROKEN,
} EmberStep;

#define EMBER_NO_ROW UINT32_MAX

/* @program: (transfer full) (nullable): the file that was mapped
 * @debug: (transfer full) (nullable): that with its debugging information; not both are NULL */
EmberCallFrames *ember_call_frames_new (EmberElfFile *program,
                                        EmberElfFile *debug);

void ember_call_frames_free (EmberCallFrames *frames);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberCallFrames, ember_call_frames_free)

/* Whether the file is code of that machine. */
bool ember_call_frames_is_for (const EmberCallFrames *frames,
                               EmberMachine machine);

/* @offset: in the file
 * Returns: the row of that address, or EMBER_NO_ROW; valid until there are so many that all are forgotten */
uint32_t ember_call_frames_find (EmberCallFrames *frames,
                                 uint64_t offset);

/* Counts how often all rows were forgotten. */
uint32_t ember_call_frames_get_generation (const EmberCallFrames *frames);

/* Whether the frame was put there by the kernel, for a signal: its caller was interrupted, and called nothing. */
bool ember_call_frames_is_signal (const EmberCallFrames *frames,
                                  uint32_t row);

/* Goes from a frame to its caller.
 * @registers: (inout): undefined where there is no caller */
EmberStep ember_call_frames_step (const EmberCallFrames *frames,
                                  uint32_t row,
                                  EmberRegisters *registers);
