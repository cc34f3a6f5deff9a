/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-change.h"

#define MISC_MMAP_DATA (1u << 13)
#define MISC_EXEC (1u << 13)
#define MISC_MMAP_BUILD_ID (1u << 14)
#define CPU_MODE_GUEST_KERNEL 4
#define KSYMBOL_UNREGISTER 1
#define PROTECTION_EXEC 4

/* What the readers of records share. */
typedef struct
{
  const EmberPerfRecord *record;
  EmberPerfBytes body; /* without the trailer, once that is read */
  EmberProfileBuilder *builder;
} Source;

static EmberStringId
take_name (Source *source)
{
  size_t n;
  const char *text = ember_perf_bytes_take_text (&source->body, &n);

  return ember_profile_builder_add_string (source->builder, text, (gssize) n);
}

static void
take_build_id (EmberPerfChange *change,
               EmberPerfBytes *body)
{
  const uint8_t *bytes = ember_perf_bytes_take (body, 24);

  if (bytes == NULL)
    return;
  change->build_id_size = MIN (bytes[0], EMBER_BUILD_ID_MAX_BYTES);
  memcpy (change->build_id, bytes + 4, change->build_id_size);
}

static void
take_inode (EmberPerfChange *change,
            EmberPerfBytes *body)
{
  ember_perf_bytes_take (body, 8); /* the device, by a number that file systems tell others by than this one */
  change->inode = ember_perf_bytes_take_u64 (body);
  change->generation = (uint32_t) ember_perf_bytes_take_u64 (body);
}

static bool
parse_map (EmberPerfChange *change,
           Source *source)
{
  const uint32_t misc = source->record->misc;
  const uint32_t mode = misc & EMBER_PERF_CPU_MODE_MASK;
  EmberPerfBytes *body = &source->body;
  bool is_code = (misc & MISC_MMAP_DATA) == 0;

  change->pid = (int32_t) ember_perf_bytes_take_u32 (body);
  change->tid = (int32_t) ember_perf_bytes_take_u32 (body);
  change->begin = ember_perf_bytes_take_u64 (body);
  change->size_bytes = ember_perf_bytes_take_u64 (body);
  change->offset = ember_perf_bytes_take_u64 (body);
  if (source->record->type == EMBER_PERF_RECORD_MMAP2)
    {
      if (misc & MISC_MMAP_BUILD_ID)
        take_build_id (change, body);
      else
        take_inode (change, body);
      is_code = (ember_perf_bytes_take_u32 (body) & PROTECTION_EXEC) != 0;
      ember_perf_bytes_take_u32 (body);
    }
  if (body->is_short)
    return false;
  change->name = take_name (source);
  if (mode == CPU_MODE_GUEST_KERNEL)
    return true;
  if (mode == EMBER_PERF_CPU_MODE_KERNEL || change->pid == -1)
    change->kind = EMBER_PERF_CHANGE_KERNEL_MAP;
  else if (is_code)
    change->kind = EMBER_PERF_CHANGE_MAP;
  return true;
}

static bool
parse_comm (EmberPerfChange *change,
            Source *source)
{
  change->kind = EMBER_PERF_CHANGE_COMM;
  change->is_exec = (source->record->misc & MISC_EXEC) != 0;
  change->pid = (int32_t) ember_perf_bytes_take_u32 (&source->body);
  change->tid = (int32_t) ember_perf_bytes_take_u32 (&source->body);
  if (source->body.is_short)
    return false;
  change->name = take_name (source);
  return true;
}

static bool
parse_fork (EmberPerfChange *change,
            EmberPerfSampleId *id,
            Source *source)
{
  change->kind = EMBER_PERF_CHANGE_FORK;
  change->is_exec = (source->record->misc & MISC_EXEC) != 0;
  change->pid = (int32_t) ember_perf_bytes_take_u32 (&source->body);
  change->parent_pid = (int32_t) ember_perf_bytes_take_u32 (&source->body);
  change->tid = (int32_t) ember_perf_bytes_take_u32 (&source->body);
  change->parent_tid = (int32_t) ember_perf_bytes_take_u32 (&source->body);
  id->time_ns = ember_perf_bytes_take_u64 (&source->body);
  return !source->body.is_short;
}

static bool
parse_ksymbol (EmberPerfChange *change,
               Source *source)
{
  change->kind = EMBER_PERF_CHANGE_KSYMBOL;
  change->pid = change->tid = -1;
  change->begin = ember_perf_bytes_take_u64 (&source->body);
  change->size_bytes = ember_perf_bytes_take_u32 (&source->body);
  ember_perf_bytes_take_u16 (&source->body);
  change->is_exec = (ember_perf_bytes_take_u16 (&source->body) & KSYMBOL_UNREGISTER) != 0;
  if (source->body.is_short)
    return false;
  change->name = take_name (source);
  return true;
}

bool
ember_perf_change_parse (EmberPerfChange *change,
                         EmberPerfSampleId *id,
                         const EmberPerfRecord *record,
                         const EmberPerfAttrs *attrs,
                         EmberProfileBuilder *builder)
{
  Source source = { record, record->body, builder };

  *change = (EmberPerfChange){ .kind = EMBER_PERF_CHANGE_NOTHING };
  if (record->type == EMBER_PERF_RECORD_FORK)
    {
      *id = (EmberPerfSampleId){ .time_ns = UINT64_MAX, .pid = -1, .tid = -1, .cpu = -1 };
      return parse_fork (change, id, &source);
    }
  *id = ember_perf_sample_id_parse (attrs, &source.body);
  switch (record->type)
    {
    case EMBER_PERF_RECORD_MMAP:
    case EMBER_PERF_RECORD_MMAP2:
      return parse_map (change, &source);
    case EMBER_PERF_RECORD_COMM:
      return parse_comm (change, &source);
    case EMBER_PERF_RECORD_KSYMBOL:
      return parse_ksymbol (change, &source);
    default:
      g_assert_not_reached ();
    }
}
