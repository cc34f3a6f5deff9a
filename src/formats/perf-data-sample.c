/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-sample.h"

/* Bits of read_format. */
enum
{
  READ_TIME_ENABLED = 1 << 0,
  READ_TIME_RUNNING = 1 << 1,
  READ_ID = 1 << 2,
  READ_GROUP = 1 << 3,
  READ_LOST = 1 << 4,
};

#define BRANCH_HW_INDEX (UINT64_C (1) << 17)
#define BRANCH_ENTRY_BYTES 24

/* Words that a field takes. Where processors are not told to count bits, that is a call of a function. */
static uint32_t
has (uint64_t sample_type,
     uint64_t field)
{
  return (sample_type & field) != 0;
}

/* Where an event's id stands in its samples: words from the front. */
static uint32_t
get_id_position (uint64_t sample_type)
{
  if (sample_type & EMBER_PERF_SAMPLE_IDENTIFIER)
    return 0;
  return has (sample_type, EMBER_PERF_SAMPLE_IP) + has (sample_type, EMBER_PERF_SAMPLE_TID) +
         has (sample_type, EMBER_PERF_SAMPLE_TIME) + has (sample_type, EMBER_PERF_SAMPLE_ADDR);
}

/* The same in the trailer of other records: words from the end. */
static uint32_t
get_trailer_id_position (uint64_t sample_type)
{
  if (sample_type & EMBER_PERF_SAMPLE_IDENTIFIER)
    return 1;
  return 1 + (uint32_t) __builtin_popcountll (sample_type & (EMBER_PERF_SAMPLE_CPU | EMBER_PERF_SAMPLE_STREAM_ID));
}

/* Records that perf made up itself have the id 0 and belong to the first event. */
static uint32_t
find_by_id (const EmberPerfAttrs *attrs,
            EmberPerfBytes at_id)
{
  const uint64_t id = ember_perf_bytes_take_u64 (&at_id);
  const uint32_t found = ember_perf_attrs_find (attrs, id);

  return found == EMBER_PERF_NO_ATTR && id == 0 ? 0 : found;
}

/* The layouts of all events agree on where the id stands; without ids there is one event only. */
uint32_t
ember_perf_sample_find_attr (const EmberPerfAttrs *attrs,
                             const EmberPerfBytes *body)
{
  EmberPerfBytes at_id = *body;
  uint64_t sample_type;

  if (attrs->attrs.n == 0)
    return EMBER_PERF_NO_ATTR;
  sample_type = ember_perf_attrs_get (attrs, 0)->sample_type;
  if (attrs->attrs.n == 1 || (sample_type & (EMBER_PERF_SAMPLE_IDENTIFIER | EMBER_PERF_SAMPLE_ID)) == 0)
    return 0;
  ember_perf_bytes_take (&at_id, 8 * (uint64_t) get_id_position (sample_type));
  return find_by_id (attrs, at_id);
}

/* A count and so many entries.
 * Returns: (nullable): the entries */
static const uint8_t *
take_array (EmberPerfBytes *body,
            uint64_t n,
            uint64_t entry_bytes)
{
  if (n > ember_perf_bytes_get_left (body))
    {
      body->is_short = true;
      return NULL;
    }
  return ember_perf_bytes_take (body, n * entry_bytes);
}

/* Values of one counter have times among them, and say no more than that one's samples do; those of a group tell how much
 * all of its counters counted. */
static void
parse_values (EmberPerfSample *sample,
              uint64_t read_format,
              EmberPerfBytes *body)
{
  const uint64_t n_times = !!(read_format & READ_TIME_ENABLED) + !!(read_format & READ_TIME_RUNNING);
  const uint32_t n_each = 1 + !!(read_format & READ_ID) + !!(read_format & READ_LOST);
  const uint64_t n_values = read_format & READ_GROUP ? ember_perf_bytes_take_u64 (body) : 1;
  const uint8_t *values;

  ember_perf_bytes_take (body, 8 * n_times);
  values = take_array (body, n_values, 8 * n_each);
  if ((read_format & READ_GROUP) == 0 || (read_format & READ_ID) == 0)
    return;
  sample->values = values;
  sample->n_values = n_values;
  sample->value_bytes = 8 * n_each;
}

static void
parse_front (EmberPerfSample *sample,
             uint64_t type,
             EmberPerfBytes *body)
{
  if (type & EMBER_PERF_SAMPLE_IDENTIFIER)
    ember_perf_bytes_take (body, 8);
  if (type & EMBER_PERF_SAMPLE_IP)
    sample->ip = ember_perf_bytes_take_u64 (body);
  if (type & EMBER_PERF_SAMPLE_TID)
    {
      sample->pid = (int32_t) ember_perf_bytes_take_u32 (body);
      sample->tid = (int32_t) ember_perf_bytes_take_u32 (body);
    }
  if (type & EMBER_PERF_SAMPLE_TIME)
    sample->time_ns = ember_perf_bytes_take_u64 (body);
  ember_perf_bytes_take (body, 8 * (uint64_t) (has (type, EMBER_PERF_SAMPLE_ADDR) + has (type, EMBER_PERF_SAMPLE_ID) +
                                               has (type, EMBER_PERF_SAMPLE_STREAM_ID)));
  if (type & EMBER_PERF_SAMPLE_CPU)
    {
      sample->cpu = (int32_t) ember_perf_bytes_take_u32 (body);
      ember_perf_bytes_take (body, 4);
    }
  if (type & EMBER_PERF_SAMPLE_PERIOD)
    sample->period = ember_perf_bytes_take_u64 (body);
}

static void
parse_raw (EmberPerfSample *sample,
           EmberPerfBytes *body)
{
  sample->raw_size = ember_perf_bytes_take_u32 (body);
  sample->raw = ember_perf_bytes_take (body, sample->raw_size);
  /* with its size it fills whole words */
  if (sample->raw != NULL)
    ember_perf_bytes_take (body, (8 - (4 + (uint64_t) sample->raw_size) % 8) % 8);
}

static void
parse_user_regs (EmberPerfSample *sample,
                 const EmberPerfAttr *attr,
                 EmberPerfBytes *body)
{
  sample->user_abi = ember_perf_bytes_take_u64 (body);
  if (sample->user_abi != 0)
    sample->user_regs = take_array (body, (uint64_t) __builtin_popcountll (attr->regs_user), 8);
}

/* So many bytes were set apart, then come how many of them hold something. A
 * sample is good without them. */
static void
parse_user_stack (EmberPerfSample *sample,
                  EmberPerfBytes body)
{
  const uint64_t size_bytes = ember_perf_bytes_take_u64 (&body);
  const uint8_t *bytes = ember_perf_bytes_take (&body, size_bytes);
  const uint64_t n_used = ember_perf_bytes_take_u64 (&body);

  if (size_bytes == 0 || body.is_short)
    return;
  sample->user_stack = bytes;
  sample->n_user_stack = (uint32_t) MIN (n_used, size_bytes);
}

bool
ember_perf_sample_parse (EmberPerfSample *sample,
                         const EmberPerfAttr *attr,
                         EmberPerfBytes body)
{
  const uint64_t type = attr->sample_type;

  *sample = (EmberPerfSample){ .time_ns = UINT64_MAX, .pid = -1, .tid = -1, .cpu = -1 };
  parse_front (sample, type, &body);
  if (type & EMBER_PERF_SAMPLE_READ)
    parse_values (sample, attr->read_format, &body);
  if (type & EMBER_PERF_SAMPLE_CALLCHAIN)
    {
      sample->n_chain = ember_perf_bytes_take_u64 (&body);
      sample->chain = take_array (&body, sample->n_chain, 8);
    }
  if (type & EMBER_PERF_SAMPLE_RAW)
    parse_raw (sample, &body);
  if (type & EMBER_PERF_SAMPLE_BRANCH_STACK)
    {
      sample->n_branches = ember_perf_bytes_take_u64 (&body);
      if (attr->branch_sample_type & BRANCH_HW_INDEX)
        ember_perf_bytes_take (&body, 8);
      sample->branches = take_array (&body, sample->n_branches, BRANCH_ENTRY_BYTES);
    }
  if (type & EMBER_PERF_SAMPLE_REGS_USER)
    parse_user_regs (sample, attr, &body);
  if (type & EMBER_PERF_SAMPLE_STACK_USER)
    parse_user_stack (sample, body);
  return !body.is_short;
}

/* The number of the register that points at the next instruction differs
 * between machines; which registers are recorded tells them apart. */
static uint32_t
get_ip_register (uint64_t regs_user)
{
  const uint32_t ip_x86 = 8, pc_arm = 15, pc_arm64 = 32;

  if (regs_user >> pc_arm64 & 1)
    return pc_arm64;
  return regs_user == 0xffff ? pc_arm : ip_x86;
}

uint64_t
ember_perf_sample_get_user_ip (const EmberPerfSample *sample,
                               const EmberPerfAttr *attr,
                               bool is_swapped)
{
  const uint64_t ip_bit = UINT64_C (1) << get_ip_register (attr->regs_user);
  EmberPerfBytes bytes;

  if (sample->user_regs == NULL || (attr->regs_user & ip_bit) == 0)
    return 0;
  bytes = ember_perf_bytes (sample->user_regs + 8 * __builtin_popcountll (attr->regs_user & (ip_bit - 1)), 8, is_swapped);
  return ember_perf_bytes_take_u64 (&bytes);
}

static EmberPerfSampleId
parse_trailer (uint64_t type,
               EmberPerfBytes *trailer)
{
  EmberPerfSampleId id = { .time_ns = UINT64_MAX, .pid = -1, .tid = -1, .cpu = -1 };

  if (type & EMBER_PERF_SAMPLE_TID)
    {
      id.pid = (int32_t) ember_perf_bytes_take_u32 (trailer);
      id.tid = (int32_t) ember_perf_bytes_take_u32 (trailer);
    }
  if (type & EMBER_PERF_SAMPLE_TIME)
    id.time_ns = ember_perf_bytes_take_u64 (trailer);
  ember_perf_bytes_take (trailer, 8 * (uint64_t) __builtin_popcountll (type & (EMBER_PERF_SAMPLE_ID | EMBER_PERF_SAMPLE_STREAM_ID)));
  if (type & EMBER_PERF_SAMPLE_CPU)
    id.cpu = (int32_t) ember_perf_bytes_take_u32 (trailer);
  return id;
}

EmberPerfSampleId
ember_perf_sample_id_parse (const EmberPerfAttrs *attrs,
                            EmberPerfBytes *body)
{
  const EmberPerfSampleId none = { .time_ns = UINT64_MAX, .pid = -1, .tid = -1, .cpu = -1 };
  const uint64_t trailer_types = EMBER_PERF_SAMPLE_TID | EMBER_PERF_SAMPLE_TIME | EMBER_PERF_SAMPLE_ID |
                                 EMBER_PERF_SAMPLE_STREAM_ID | EMBER_PERF_SAMPLE_CPU | EMBER_PERF_SAMPLE_IDENTIFIER;
  const size_t left = ember_perf_bytes_get_left (body);
  const EmberPerfAttr *attr;
  EmberPerfBytes trailer = *body;
  size_t size_bytes;
  uint32_t index = 0;

  if (attrs->attrs.n == 0)
    return none;
  attr = ember_perf_attrs_get (attrs, 0);
  if ((attr->flags & EMBER_PERF_FLAG_SAMPLE_ID_ALL) == 0)
    return none;
  if (attrs->attrs.n > 1 && (attr->sample_type & (EMBER_PERF_SAMPLE_IDENTIFIER | EMBER_PERF_SAMPLE_ID)) != 0)
    {
      const size_t back_bytes = 8 * (size_t) get_trailer_id_position (attr->sample_type);
      EmberPerfBytes at_id = *body;

      if (back_bytes > left)
        return none;
      at_id.at = body->end - back_bytes;
      index = find_by_id (attrs, at_id);
      if (index != EMBER_PERF_NO_ATTR)
        attr = ember_perf_attrs_get (attrs, index);
    }
  size_bytes = 8 * (size_t) __builtin_popcountll (attr->sample_type & trailer_types);
  if (size_bytes > left)
    return none;
  trailer.at = body->end - size_bytes;
  body->end = trailer.at;
  return parse_trailer (attr->sample_type, &trailer);
}
