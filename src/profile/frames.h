/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/images.h"

typedef uint32_t EmberFrameId;

/* What kind of code a frame is; colours and annotations follow it. */
typedef enum
{
  EMBER_FRAME_USER,
  EMBER_FRAME_KERNEL,
  EMBER_FRAME_JIT,
  EMBER_FRAME_INLINED,
  EMBER_FRAME_UNKNOWN, /* no symbol: the name is "[unknown]", or what the file has in its place */
  EMBER_FRAME_COMM,    /* first level of the stack tree, not code */
  EMBER_FRAME_ROOT,    /* node 0 of the stack tree */
  EMBER_N_FRAME_KINDS
} EmberFrameKind;

/* EmberFrame: one place in code, as a stack names it. */
typedef struct
{
  uint64_t address;     /* 0, or what tells frames without a symbol apart */
  EmberStringId name;   /* raw symbol, without offset */
  EmberStringId module; /* path, or [kernel.kallsyms] and the like; may be empty */
  uint32_t kind;        /* EmberFrameKind */
  EmberImageId image;   /* what the address counts from, for those who look names up */
} EmberFrame;

/* EmberFrames: each distinct frame once, numbered in order of arrival. Frame 0
 * is the root's: kind EMBER_FRAME_ROOT, no names. */
typedef struct
{
  EmberColumn frames; /* EmberFrame */
  EmberIdTable index;
} EmberFrames;

void ember_frames_init (EmberFrames *frames);

void ember_frames_clear (EmberFrames *frames);

EmberFrameId ember_frames_intern (EmberFrames *frames,
                                  const EmberFrame *frame);

/* For frames that are told apart elsewhere: nobody else adds an equal one, or there are two of it. */
EmberFrameId ember_frames_append (EmberFrames *frames,
                                  const EmberFrame *frame);

/* Drops the index, which a frozen table does not need. */
void ember_frames_freeze (EmberFrames *frames);

/* Ranks all frames by name, module, kind, address and image, bytewise.
 * @rank: (out caller-allocates): one place for each frame: its position in that order
 * Cost: O(frames + names × log names) */
void ember_frames_rank (const EmberFrames *frames,
                        const EmberStrings *strings,
                        uint32_t *rank);

static inline uint32_t
ember_frames_get_n (const EmberFrames *frames)
{
  return (uint32_t) frames->frames.n;
}

/* Returns: (transfer none): valid until the next frame is added */
static inline const EmberFrame *
ember_frames_get (const EmberFrames *frames,
                  EmberFrameId id)
{
  return (const EmberFrame *) frames->frames.data + id;
}
