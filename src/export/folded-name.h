/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"

/* What folded text says besides names; as the options of stackcollapse-perf.pl. */
typedef enum
{
  EMBER_FOLDED_PLAIN = 0,
  EMBER_FOLDED_PID = 1 << 0,       /* comm-PID */
  EMBER_FOLDED_TID = 1 << 1,       /* comm-PID/TID */
  EMBER_FOLDED_KERNEL = 1 << 2,    /* _[k] behind kernel code */
  EMBER_FOLDED_JIT = 1 << 3,       /* _[j] behind code made at run time */
  EMBER_FOLDED_ADDRESSES = 1 << 4, /* [module <address>] where there is no symbol */
} EmberFoldedFlags;

/* Appends the first field of a line: comm, and pid and tid where @flags ask for them. */
void ember_folded_append_comm (GString *line,
                               const char *comm,
                               const EmberThread *thread,
                               EmberFoldedFlags flags);

/* Appends ";name" for each function a frame stands for, tidied as
 * stackcollapse-perf.pl does: none, one, or several that were inlined.
 * @comm: of the stack; a Java program's names are tidied further */
void ember_folded_append_frame (GString *line,
                                const EmberProfile *profile,
                                EmberFrameId frame,
                                const char *comm,
                                EmberFoldedFlags flags);
