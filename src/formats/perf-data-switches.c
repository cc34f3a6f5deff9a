/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-switches.h"

#include "formats/switch-text.h"

#define CONFIG_CONTEXT_SWITCHES 3

typedef struct
{
  uint64_t row;
  int32_t out;
  int32_t in;
} Out;

typedef struct
{
  uint64_t row;
  size_t offset; /* in the raw bytes, of no more than EMBER_PERF_SWITCH_MAX_BYTES */
  uint32_t size_bytes;
} Kept;

typedef struct
{
  int64_t time_ns;
  int32_t tid;
} In;

/* What is usual, by the size of the record, filled up: kernels of 64 bits, of 32 bits, and of 64 bits with one more word that
 * all events have. */
static const EmberPerfSwitchLayout layouts[] = {
  { 68, 24, 32, 8, 56 },
  { 60, 24, 32, 4, 52 },
  { 76, 28, 40, 8, 64 },
};

/* Bits of the state of who leaves: zombie and dead, which older kernels have the other way round. */
#define STATES_OF_THE_DEAD 0x30

void
ember_perf_switches_init (EmberPerfSwitches *switches)
{
  ember_column_init (&switches->outs, sizeof (Out));
  ember_column_init (&switches->kept, sizeof (Kept));
  ember_column_init (&switches->raws, 1);
  ember_column_init (&switches->ins, sizeof (In));
}

void
ember_perf_switches_clear (EmberPerfSwitches *switches)
{
  ember_column_clear (&switches->outs);
  ember_column_clear (&switches->kept);
  ember_column_clear (&switches->raws);
  ember_column_clear (&switches->ins);
}

static int32_t
take_number (const uint8_t *raw,
             uint32_t offset,
             bool is_swapped)
{
  EmberPerfBytes bytes = ember_perf_bytes (raw + offset, 4, is_swapped);

  return (int32_t) ember_perf_bytes_take_u32 (&bytes);
}

/* Whoever is dead does not wait, and what comes later under the same number is somebody else. */
static bool
is_dead (const uint8_t *raw,
         const EmberPerfSwitchLayout *layout,
         bool is_swapped)
{
  EmberPerfBytes bytes = ember_perf_bytes (raw + layout->state_offset, layout->state_bytes, is_swapped);
  const uint64_t state = layout->state_bytes == 8 ? ember_perf_bytes_take_u64 (&bytes) : ember_perf_bytes_take_u32 (&bytes);

  return (state & STATES_OF_THE_DEAD) != 0;
}

/* Returns: (nullable): NULL where it cannot be a switch */
static const EmberPerfSwitchLayout *
find_layout (const EmberPerfSwitchLayout *known,
             uint32_t size_bytes)
{
  if (known->size_bytes > 0)
    return size_bytes >= known->size_bytes ? known : NULL;
  for (size_t i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (size_bytes == layouts[i].size_bytes)
      return &layouts[i];
  return NULL;
}

static void
add_out (EmberPerfSwitches *switches,
         uint64_t row,
         const uint8_t *raw,
         const EmberPerfSwitchLayout *layout,
         bool is_swapped)
{
  Out out = { row, -1, -1 };

  out.out = is_dead (raw, layout, is_swapped) ? 0 : take_number (raw, layout->out_offset, is_swapped);
  out.in = take_number (raw, layout->in_offset, is_swapped);
  if (out.out >= 0 && out.in >= 0)
    *(Out *) ember_column_grow (&switches->outs, 1) = out;
}

void
ember_perf_switches_add_out (EmberPerfSwitches *switches,
                             uint64_t row,
                             const EmberPerfSample *sample,
                             const EmberPerfSwitchLayout *layout,
                             bool is_swapped)
{
  const size_t n_kept = MIN (sample->raw_size, EMBER_PERF_SWITCH_MAX_BYTES);

  if (sample->raw == NULL)
    return;
  if (layout->size_bytes == 0)
    {
      *(Kept *) ember_column_grow (&switches->kept, 1) = (Kept){ row, switches->raws.n, sample->raw_size };
      memcpy (ember_column_grow (&switches->raws, n_kept), sample->raw, n_kept);
      return;
    }
  ember_perf_switches_settle (switches, layout, is_swapped);
  if (sample->raw_size >= layout->size_bytes)
    add_out (switches, row, sample->raw, layout, is_swapped);
}

void
ember_perf_switches_settle (EmberPerfSwitches *switches,
                            const EmberPerfSwitchLayout *layout,
                            bool is_swapped)
{
  const Kept *kept = switches->kept.data;
  const uint8_t *raws = switches->raws.data;

  for (size_t i = 0; i < switches->kept.n; i++)
    {
      const EmberPerfSwitchLayout *found = find_layout (layout, kept[i].size_bytes);

      if (found != NULL)
        add_out (switches, kept[i].row, raws + kept[i].offset, found, is_swapped);
    }
  ember_column_clear (&switches->kept);
  ember_column_clear (&switches->raws);
}

void
ember_perf_switches_add_in (EmberPerfSwitches *switches,
                            const EmberPerfSampleId *id)
{
  if (id->tid > 0 && id->time_ns <= (uint64_t) EMBER_TIME_MAX_NS)
    *(In *) ember_column_grow (&switches->ins, 1) = (In){ (int64_t) id->time_ns, id->tid };
}

bool
ember_perf_switches_is_out (const EmberPerfAttr *attr)
{
  if (attr->type == EMBER_PERF_TYPE_SOFTWARE)
    return attr->config == CONFIG_CONTEXT_SWITCHES && (attr->flags & EMBER_PERF_FLAG_FREQ) == 0 && attr->period_or_frequency == 1;
  return attr->type == EMBER_PERF_TYPE_TRACEPOINT && attr->name != NULL && ember_switch_text_is_event (attr->name, strlen (attr->name));
}

/* Returns: (nullable): */
static const Out *
find_out (const EmberPerfSwitches *switches,
          uint64_t row)
{
  const Out *outs = switches->outs.data;
  size_t low = 0;
  size_t high = switches->outs.n;

  while (low < high)
    {
      const size_t middle = low + (high - low) / 2;

      if (outs[middle].row < row)
        low = middle + 1;
      else
        high = middle;
    }
  return low < switches->outs.n && outs[low].row == row ? &outs[low] : NULL;
}

void
ember_perf_switches_tell_out (const EmberPerfSwitches *switches,
                              uint64_t row,
                              const EmberSample *sample,
                              EmberProfileBuilder *builder)
{
  const Out *out = find_out (switches, row);

  ember_profile_builder_add_switch (builder, sample, out != NULL ? out->out : -1, out != NULL ? out->in : -1);
}

void
ember_perf_switches_tell_ins (const EmberPerfSwitches *switches,
                              EmberProfileBuilder *builder)
{
  const In *ins = switches->ins.data;

  for (size_t i = 0; i < switches->ins.n; i++)
    ember_profile_builder_add_switch_in (builder, ins[i].time_ns, ins[i].tid);
}
