/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "profile/images.h"

/* Why addresses have no names. */
typedef enum
{
  EMBER_UNRESOLVED_NOT_FOUND,   /* neither the file nor its symbols are here */
  EMBER_UNRESOLVED_OTHER_BUILD, /* the file that is here is not the one that ran */
  EMBER_UNRESOLVED_CHANGED,     /* no build-id tells, but the file that is here was changed since */
  EMBER_UNRESOLVED_NO_SYMBOLS,  /* the file that ran is here, without symbols of these addresses */
  EMBER_UNRESOLVED_HIDDEN,      /* the kernel does not tell who asks where its functions are */
  EMBER_UNRESOLVED_NO_FILE,     /* memory without a file, or addresses in no mapping */
} EmberUnresolvedReason;

/* EmberUnresolved: an image some of whose frames got no name. */
typedef struct
{
  EmberImageId image; /* EMBER_IMAGE_NONE: addresses in no mapping */
  EmberUnresolvedReason reason;
  uint64_t n_frames; /* nameless frames of this image in the stacks of all samples */
  double share;      /* of all frames in the stacks of all samples: 0..1 */
  char *advice;      /* (nullable): a command that gets what is missing, on one line */
} EmberUnresolved;

/* The part of all frames that has no names and can be helped.
 * @unresolved: (nullable): */
double ember_unresolved_get_share (const EmberUnresolved *unresolved,
                                   uint32_t n_unresolved);

/* Whether that is worth a word: more than one frame in a thousand. */
bool ember_unresolved_is_notable (const EmberUnresolved *unresolved,
                                  uint32_t n_unresolved);
