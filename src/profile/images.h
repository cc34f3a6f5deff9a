/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/strings.h"

/* Where code came from; 0 is "nothing is known but the module's name". */
typedef uint32_t EmberImageId;

#define EMBER_IMAGE_NONE ((EmberImageId) 0)
#define EMBER_BUILD_ID_MAX_BYTES 20

/* What a frame's address counts from, and where its names may be found. */
typedef enum
{
  EMBER_IMAGE_UNNAMED,  /* memory without a file: an address of the process */
  EMBER_IMAGE_ELF,      /* a program or library: offset in its file */
  EMBER_IMAGE_VDSO,     /* the kernel's own library: offset in it */
  EMBER_IMAGE_KERNEL,   /* the kernel: address */
  EMBER_IMAGE_MODULE,   /* a kernel module: address, which lies behind `begin` */
  EMBER_IMAGE_PERF_MAP, /* code made at run time: an address of process `pid` */
  EMBER_N_IMAGE_KINDS
} EmberImageKind;

/* EmberImage: a file or piece of memory with code, as a recording names it.
 * Files of one path that differ in their build-id are different images; without it, those that differ in their inode. */
typedef struct
{
  EmberStringId path; /* as recorded, at record time and on that machine */
  uint32_t kind;      /* EmberImageKind */
  int32_t pid;        /* the process of a PERF_MAP, else -1 */
  uint32_t build_id_size;
  uint8_t build_id[EMBER_BUILD_ID_MAX_BYTES]; /* zeros behind build_id_size */
  uint32_t generation;                        /* with `inode`: which file had that number, as numbers are used again */
  uint64_t begin;                             /* of a MODULE: where it was loaded */
  uint64_t reference;                         /* of the KERNEL: recorded address of its symbol `_text`; 0: not known */
  uint64_t inode;                             /* of an ELF without build-id: number of its file; 0: not known */
} EmberImage;

/* EmberImages: each distinct image once. Image 0 is UNNAMED, with empty path. */
typedef struct
{
  EmberColumn images; /* EmberImage */
  EmberIdTable index;
} EmberImages;

void ember_images_init (EmberImages *images);

void ember_images_clear (EmberImages *images);

EmberImageId ember_images_intern (EmberImages *images,
                                  const EmberImage *image);

/* For an image that was added without one. It is not found by its content any more. */
void ember_images_set_build_id (EmberImages *images,
                                EmberImageId id,
                                const uint8_t *build_id,
                                uint32_t size_bytes);

/* Returns: (transfer full): its build-id in hexadecimal digits, as files are named by it, without
 * the zeros that old recordings fill it up with; may be empty */
char *ember_image_dup_build_id (const EmberImage *image);

/* Drops the index, which a frozen table does not need. */
void ember_images_freeze (EmberImages *images);

static inline uint32_t
ember_images_get_n (const EmberImages *images)
{
  return (uint32_t) images->images.n;
}

/* Returns: (transfer none): valid until the next image is added */
static inline const EmberImage *
ember_images_get (const EmberImages *images,
                  EmberImageId id)
{
  return (const EmberImage *) images->images.data + id;
}
