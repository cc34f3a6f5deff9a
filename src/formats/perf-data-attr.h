/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-data-bytes.h"
#include "profile/column.h"
#include "profile/id-table.h"

/* Bits of EmberPerfAttr.sample_type, in the kernel's numbering. */
enum
{
  EMBER_PERF_SAMPLE_IP = 1 << 0,
  EMBER_PERF_SAMPLE_TID = 1 << 1,
  EMBER_PERF_SAMPLE_TIME = 1 << 2,
  EMBER_PERF_SAMPLE_ADDR = 1 << 3,
  EMBER_PERF_SAMPLE_READ = 1 << 4,
  EMBER_PERF_SAMPLE_CALLCHAIN = 1 << 5,
  EMBER_PERF_SAMPLE_ID = 1 << 6,
  EMBER_PERF_SAMPLE_CPU = 1 << 7,
  EMBER_PERF_SAMPLE_PERIOD = 1 << 8,
  EMBER_PERF_SAMPLE_STREAM_ID = 1 << 9,
  EMBER_PERF_SAMPLE_RAW = 1 << 10,
  EMBER_PERF_SAMPLE_BRANCH_STACK = 1 << 11,
  EMBER_PERF_SAMPLE_REGS_USER = 1 << 12,
  EMBER_PERF_SAMPLE_STACK_USER = 1 << 13,
  EMBER_PERF_SAMPLE_IDENTIFIER = 1 << 16,
};

/* Bits of EmberPerfAttr.flags. */
#define EMBER_PERF_FLAG_INHERIT (UINT64_C (1) << 1)
#define EMBER_PERF_FLAG_EXCLUDE_USER (UINT64_C (1) << 4)
#define EMBER_PERF_FLAG_EXCLUDE_KERNEL (UINT64_C (1) << 5)
#define EMBER_PERF_FLAG_EXCLUDE_HV (UINT64_C (1) << 6)
#define EMBER_PERF_FLAG_FREQ (UINT64_C (1) << 10)
#define EMBER_PERF_FLAG_SAMPLE_ID_ALL (UINT64_C (1) << 18)
#define EMBER_PERF_FLAG_EXCLUDE_HOST (UINT64_C (1) << 19)
#define EMBER_PERF_FLAG_EXCLUDE_GUEST (UINT64_C (1) << 20)
#define EMBER_PERF_FLAG_USE_CLOCKID (UINT64_C (1) << 25)

/* Types of an event. */
enum
{
  EMBER_PERF_TYPE_HARDWARE,
  EMBER_PERF_TYPE_SOFTWARE,
  EMBER_PERF_TYPE_TRACEPOINT,
  EMBER_PERF_TYPE_HW_CACHE,
  EMBER_PERF_TYPE_RAW,
  EMBER_PERF_TYPE_BREAKPOINT,
};

/* EmberPerfAttr: what one event sampled, and so how its records are laid out. */
typedef struct
{
  uint32_t type;
  int32_t clockid; /* with EMBER_PERF_FLAG_USE_CLOCKID */
  uint64_t config;
  uint64_t period_or_frequency;
  uint64_t sample_type;
  uint64_t read_format;
  uint64_t flags;
  uint64_t branch_sample_type;
  uint64_t regs_user;
  char *name; /* (nullable): as the file has it */
} EmberPerfAttr;

/* EmberPerfAttrs: the events of a recording, and which ids are theirs. */
typedef struct
{
  EmberColumn attrs;  /* EmberPerfAttr */
  EmberColumn ids;    /* uint64_t */
  EmberColumn owners; /* uint32_t: index of the attr of each id */
  EmberIdTable index;
} EmberPerfAttrs;

#define EMBER_PERF_NO_ATTR UINT32_MAX

void ember_perf_attrs_init (EmberPerfAttrs *attrs);

void ember_perf_attrs_clear (EmberPerfAttrs *attrs);

/* Reads a perf_event_attr, which says its own size, and steps over it; longer ones than known are fine.
 * @size_bytes: what the file sets apart for each, or 0 where only the attr says it
 * Returns: false if there is none */
bool ember_perf_attr_parse (EmberPerfAttr *attr,
                            EmberPerfBytes *bytes,
                            size_t size_bytes);

/* @attr: its name is taken over
 * Returns: its index */
uint32_t ember_perf_attrs_add (EmberPerfAttrs *attrs,
                               const EmberPerfAttr *attr);

void ember_perf_attrs_add_id (EmberPerfAttrs *attrs,
                              uint32_t index,
                              uint64_t id);

/* Returns: the index of the event with @id, or EMBER_PERF_NO_ATTR */
uint32_t ember_perf_attrs_find (const EmberPerfAttrs *attrs,
                                uint64_t id);

static inline EmberPerfAttr *
ember_perf_attrs_get (const EmberPerfAttrs *attrs,
                      uint32_t index)
{
  return (EmberPerfAttr *) attrs->attrs.data + index;
}

/* The event's name: the file's, else made from type and config as perf does.
 * Returns: (transfer full): */
char *ember_perf_attr_dup_name (const EmberPerfAttr *attr);
