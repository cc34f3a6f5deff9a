/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-attr.h"

#include "profile/hash.h"

/* The size of the first published perf_event_attr. */
#define MIN_ATTR_BYTES 64
/* As many are looked through faster than they are hashed. */
#define FEW_IDS 8

void
ember_perf_attrs_init (EmberPerfAttrs *attrs)
{
  ember_column_init (&attrs->attrs, sizeof (EmberPerfAttr));
  ember_column_init (&attrs->ids, sizeof (uint64_t));
  ember_column_init (&attrs->owners, sizeof (uint32_t));
  ember_id_table_init (&attrs->index);
}

void
ember_perf_attrs_clear (EmberPerfAttrs *attrs)
{
  for (uint32_t i = 0; i < attrs->attrs.n; i++)
    g_free (ember_perf_attrs_get (attrs, i)->name);
  ember_column_clear (&attrs->attrs);
  ember_column_clear (&attrs->ids);
  ember_column_clear (&attrs->owners);
  ember_id_table_clear (&attrs->index);
}

/* Bit fields fill a word from its low end on little endian machines and from
 * its high end on big endian ones: there the bits of each byte stand reversed,
 * while the bytes keep their order. */
static uint64_t
take_flags (EmberPerfBytes *bytes)
{
  const uint8_t *taken = ember_perf_bytes_take (bytes, 8);
  const bool is_big_endian = bytes->is_swapped != (G_BYTE_ORDER == G_BIG_ENDIAN);
  uint64_t flags = 0;

  if (taken == NULL)
    return 0;
  for (uint32_t i = 0; i < 64; i++)
    {
      const uint32_t bit = is_big_endian ? 7 - i % 8 : i % 8;

      flags |= (uint64_t) (taken[i / 8] >> bit & 1) << i;
    }
  return flags;
}

bool
ember_perf_attr_parse (EmberPerfAttr *attr,
                       EmberPerfBytes *bytes,
                       size_t size_bytes)
{
  EmberPerfBytes peek = *bytes;
  EmberPerfBytes piece;
  uint32_t own_bytes;

  *attr = (EmberPerfAttr){ 0 };
  attr->type = ember_perf_bytes_take_u32 (&peek);
  own_bytes = ember_perf_bytes_take_u32 (&peek);
  if (own_bytes == 0)
    own_bytes = MIN_ATTR_BYTES;
  if (size_bytes == 0)
    size_bytes = own_bytes;
  if (own_bytes < MIN_ATTR_BYTES || own_bytes > size_bytes || size_bytes > ember_perf_bytes_get_left (bytes))
    return false;
  piece = ember_perf_bytes_take_piece (bytes, size_bytes);
  piece.end = piece.at + own_bytes;
  ember_perf_bytes_take (&piece, 8);
  attr->config = ember_perf_bytes_take_u64 (&piece);
  attr->period_or_frequency = ember_perf_bytes_take_u64 (&piece);
  attr->sample_type = ember_perf_bytes_take_u64 (&piece);
  attr->read_format = ember_perf_bytes_take_u64 (&piece);
  attr->flags = take_flags (&piece);
  ember_perf_bytes_take (&piece, 24); /* wakeup, bp_type, config1, config2 */
  attr->branch_sample_type = ember_perf_bytes_take_u64 (&piece);
  attr->regs_user = ember_perf_bytes_take_u64 (&piece);
  ember_perf_bytes_take_u32 (&piece); /* size of stack copies */
  attr->clockid = (int32_t) ember_perf_bytes_take_u32 (&piece);
  return true;
}

uint32_t
ember_perf_attrs_add (EmberPerfAttrs *attrs,
                      const EmberPerfAttr *attr)
{
  *(EmberPerfAttr *) ember_column_grow (&attrs->attrs, 1) = *attr;
  return (uint32_t) attrs->attrs.n - 1;
}

static uint64_t
hash_id (uint64_t id)
{
  return ember_hash_pair (id, 0);
}

void
ember_perf_attrs_add_id (EmberPerfAttrs *attrs,
                         uint32_t index,
                         uint64_t id)
{
  if (ember_perf_attrs_find (attrs, id) != EMBER_PERF_NO_ATTR)
    return;
  ember_id_table_add (&attrs->index, hash_id (id), (uint32_t) attrs->ids.n);
  *(uint64_t *) ember_column_grow (&attrs->ids, 1) = id;
  *(uint32_t *) ember_column_grow (&attrs->owners, 1) = index;
}

uint32_t
ember_perf_attrs_find (const EmberPerfAttrs *attrs,
                       uint64_t id)
{
  const uint64_t *ids = attrs->ids.data;
  const uint32_t *owners = attrs->owners.data;
  EmberIdCursor cursor;

  if (attrs->ids.n <= FEW_IDS)
    {
      for (size_t i = 0; i < attrs->ids.n; i++)
        if (ids[i] == id)
          return owners[i];
      return EMBER_PERF_NO_ATTR;
    }
  cursor = ember_id_table_find (&attrs->index, hash_id (id));
  while (ember_id_table_next (&attrs->index, &cursor))
    if (ids[cursor.id] == id)
      return owners[cursor.id];
  return EMBER_PERF_NO_ATTR;
}

static const char *const hardware_names[] = {
  "cycles",
  "instructions",
  "cache-references",
  "cache-misses",
  "branches",
  "branch-misses",
  "bus-cycles",
  "stalled-cycles-frontend",
  "stalled-cycles-backend",
  "ref-cycles",
};

static const char *const software_names[] = {
  "cpu-clock",
  "task-clock",
  "page-faults",
  "context-switches",
  "cpu-migrations",
  "minor-faults",
  "major-faults",
  "alignment-faults",
  "emulation-faults",
  "dummy",
  "bpf-output",
  "cgroup-switches",
};

static const char *const cache_names[] = { "L1-dcache", "L1-icache", "LLC", "dTLB", "iTLB", "branch", "node" };
static const char *const cache_works[] = { "load", "store", "prefetch" };
static const char *const cache_work_counts[] = { "loads", "stores", "prefetches" };

static char *
dup_cache_name (uint64_t config)
{
  const uint64_t cache = config & 0xff;
  const uint64_t work = config >> 8 & 0xff;
  const bool is_miss = (config >> 16 & 0xff) == 1;

  if (cache >= G_N_ELEMENTS (cache_names) || work >= G_N_ELEMENTS (cache_works))
    return g_strdup ("unknown-ext-hardware-cache-type");
  if (is_miss)
    return g_strdup_printf ("%s-%s-misses", cache_names[cache], cache_works[work]);
  return g_strdup_printf ("%s-%s", cache_names[cache], cache_work_counts[work]);
}

static char *
dup_base_name (const EmberPerfAttr *attr)
{
  const uint32_t config = (uint32_t) attr->config;

  switch (attr->type)
    {
    case EMBER_PERF_TYPE_HARDWARE:
      return g_strdup (config < G_N_ELEMENTS (hardware_names) ? hardware_names[config] : "unknown-hardware");
    case EMBER_PERF_TYPE_SOFTWARE:
      return g_strdup (config < G_N_ELEMENTS (software_names) ? software_names[config] : "unknown-software");
    case EMBER_PERF_TYPE_TRACEPOINT:
      return g_strdup_printf ("tracepoint:%" G_GUINT64_FORMAT, attr->config);
    case EMBER_PERF_TYPE_HW_CACHE:
      return dup_cache_name (attr->config);
    case EMBER_PERF_TYPE_RAW:
      return g_strdup_printf ("raw 0x%" G_GINT64_MODIFIER "x", attr->config);
    case EMBER_PERF_TYPE_BREAKPOINT:
      return g_strdup ("breakpoint");
    default:
      return g_strdup_printf ("type-%u/config=0x%" G_GINT64_MODIFIER "x/", attr->type, attr->config);
    }
}

/* The letters behind the colon, by perf's rules: k, u, h where a level is left
 * out, a p for each step of precision, H and G where host and guest differ
 * from what that leaves as default. */
static void
append_modifiers (GString *name,
                  const EmberPerfAttr *attr)
{
  const uint64_t flags = attr->flags;
  const uint32_t precision = flags >> 15 & 3;
  const uint64_t levels = EMBER_PERF_FLAG_EXCLUDE_USER | EMBER_PERF_FLAG_EXCLUDE_KERNEL | EMBER_PERF_FLAG_EXCLUDE_HV;
  const bool is_guest_out_by_default = (flags & levels) != 0 || precision > 0;
  const bool is_guest_out = (flags & EMBER_PERF_FLAG_EXCLUDE_GUEST) != 0;
  const gsize n = name->len;

  g_string_append_c (name, ':');
  if ((flags & levels) != 0)
    g_string_append_printf (name, "%s%s%s",
                            flags & EMBER_PERF_FLAG_EXCLUDE_KERNEL ? "" : "k",
                            flags & EMBER_PERF_FLAG_EXCLUDE_USER ? "" : "u",
                            flags & EMBER_PERF_FLAG_EXCLUDE_HV ? "" : "h");
  g_string_append_len (name, "ppp", precision);
  if ((flags & EMBER_PERF_FLAG_EXCLUDE_HOST) != 0 || is_guest_out == is_guest_out_by_default)
    g_string_append_printf (name, "%s%s", flags & EMBER_PERF_FLAG_EXCLUDE_HOST ? "" : "H", is_guest_out ? "" : "G");
  if (name->len == n + 1)
    g_string_truncate (name, n);
}

char *
ember_perf_attr_dup_name (const EmberPerfAttr *attr)
{
  g_autofree char *base = NULL;
  GString *name;

  if (attr->name != NULL && attr->name[0] != '\0')
    return g_strdup (attr->name);
  base = dup_base_name (attr);
  name = g_string_new (base);
  if (attr->type != EMBER_PERF_TYPE_TRACEPOINT)
    append_modifiers (name, attr);
  return g_string_free (name, FALSE);
}
