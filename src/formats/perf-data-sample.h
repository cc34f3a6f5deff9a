/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-data-attr.h"

/* Entries of a call chain from here up are no addresses but tell the level of
 * those that follow. */
#define EMBER_PERF_CONTEXT_MAX ((uint64_t) -4095)
#define EMBER_PERF_CONTEXT_HV ((uint64_t) -32)
#define EMBER_PERF_CONTEXT_KERNEL ((uint64_t) -128)
#define EMBER_PERF_CONTEXT_USER ((uint64_t) -512)
#define EMBER_PERF_CONTEXT_USER_DEFERRED ((uint64_t) -640) /* and a number for it */
#define EMBER_PERF_CONTEXT_GUEST_KERNEL ((uint64_t) -2176)
#define EMBER_PERF_CONTEXT_GUEST_USER ((uint64_t) -2560)

#define EMBER_PERF_ABI_64_BIT 2

/* EmberPerfSample: what one SAMPLE record holds, as far as we use it. Arrays
 * are borrowed from the record, in its byte order and unaligned. */
typedef struct
{
  uint64_t time_ns; /* UINT64_MAX: none */
  uint64_t ip;
  uint64_t period; /* 0: not in the record */
  int32_t pid;     /* -1: not in the record; likewise tid and cpu */
  int32_t tid;
  int32_t cpu;
  uint32_t raw_size;
  const uint8_t *values; /* (nullable): n_values × (value, id[, lost]) of counters, the sample's own first */
  uint64_t n_values;
  uint32_t value_bytes;
  const uint8_t *chain; /* (nullable): n_chain words */
  uint64_t n_chain;
  const uint8_t *raw;      /* (nullable): raw_size bytes of a tracepoint */
  const uint8_t *branches; /* (nullable): n_branches × (from, to, flags), newest first */
  uint64_t n_branches;
  uint64_t user_abi;         /* of user_regs: EMBER_PERF_ABI_64_BIT, 1 for one of 32 bits */
  const uint8_t *user_regs;  /* (nullable): a word for each bit of EmberPerfAttr.regs_user */
  const uint8_t *user_stack; /* (nullable): from the stack pointer upwards */
  uint32_t n_user_stack;     /* bytes of it that the kernel could copy */
} EmberPerfSample;

/* Where user code was, as its registers say.
 * Returns: 0 where the sample has no registers */
uint64_t ember_perf_sample_get_user_ip (const EmberPerfSample *sample,
                                        const EmberPerfAttr *attr,
                                        bool is_swapped);

/* EmberPerfSampleId: what stands at the end of each other record. */
typedef struct
{
  uint64_t time_ns; /* UINT64_MAX: none */
  int32_t pid;      /* -1: not in the record; likewise tid and cpu */
  int32_t tid;
  int32_t cpu;
} EmberPerfSampleId;

/* The event of a SAMPLE record.
 * @body: the record behind its header
 * Returns: an index, or EMBER_PERF_NO_ATTR where its id names no event */
uint32_t ember_perf_sample_find_attr (const EmberPerfAttrs *attrs,
                                      const EmberPerfBytes *body);

/* Returns: false if the record is too short for what it says it holds */
bool ember_perf_sample_parse (EmberPerfSample *sample,
                              const EmberPerfAttr *attr,
                              EmberPerfBytes body);

/* Takes the trailer off the end of @body, where the recording has them. */
EmberPerfSampleId ember_perf_sample_id_parse (const EmberPerfAttrs *attrs,
                                              EmberPerfBytes *body);
