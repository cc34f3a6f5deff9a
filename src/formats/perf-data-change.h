/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-data-sample.h"
#include "formats/perf-data-stream.h"
#include "profile/profile-builder.h"

typedef enum
{
  EMBER_PERF_CHANGE_NOTHING, /* for samples: a mapping of data, or of a guest's kernel */
  EMBER_PERF_CHANGE_MAP,
  EMBER_PERF_CHANGE_KERNEL_MAP,
  EMBER_PERF_CHANGE_COMM,
  EMBER_PERF_CHANGE_FORK,
  EMBER_PERF_CHANGE_KSYMBOL,
} EmberPerfChangeKind;

/* EmberPerfChange: something that changes what later samples mean. */
typedef struct
{
  uint64_t n_rows_before; /* in the log: samples before it in the file, for changes at the time of a sample */
  uint64_t begin;         /* of a mapping, in memory */
  uint64_t size_bytes;
  uint64_t offset; /* of a mapping, in its file */
  uint64_t inode;  /* of that file; 0: not known */
  EmberPerfChangeKind kind;
  uint32_t generation; /* of the inode */
  bool is_exec;        /* COMM: a new program; FORK: with its own mappings; KSYMBOL: it goes away */
  uint8_t build_id_size;
  uint8_t build_id[EMBER_BUILD_ID_MAX_BYTES];
  int32_t pid; /* -1: the kernel */
  int32_t tid;
  int32_t parent_pid;
  int32_t parent_tid;
  EmberStringId name; /* of what is mapped, the thread or the symbol; 0 with a FORK */
} EmberPerfChange;

/* Reads a record MMAP, MMAP2, COMM, FORK or KSYMBOL.
 * @builder: gets the name
 * @change: (out): n_rows_before is 0
 * @id: (out): when and where; of a FORK the time alone
 * Returns: false where the record is too short */
bool ember_perf_change_parse (EmberPerfChange *change,
                              EmberPerfSampleId *id,
                              const EmberPerfRecord *record,
                              const EmberPerfAttrs *attrs,
                              EmberProfileBuilder *builder);
