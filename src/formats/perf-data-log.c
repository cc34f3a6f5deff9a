/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-log.h"

#define MISC_SWITCH_OUT (1u << 13)
#define MISC_LOST_BY_BPF (1u << 15)
#define MAX_CPUS 65536
/* perf record --off-cpu sums waits by their stacks, and writes the sums at the end with times from here up, so that they sort last. */
#define FIRST_TIME_OF_SUMS (UINT64_MAX << 32)

/* A log is ripe when it fills a processor's cache. */
#define RIPE_WORDS ((size_t) 1 << 18)
#define RIPE_ROWS ((size_t) 1 << 14)

void
ember_perf_log_init (EmberPerfLog *log,
                     EmberProfileBuilder *builder,
                     EmberPerfHeader *header,
                     EmberProgress *progress)
{
  *log = (EmberPerfLog){ .builder = builder, .header = header, .progress = progress };
  ember_column_init (&log->times, sizeof (int64_t));
  ember_column_init (&log->rows, sizeof (EmberPerfRow));
  ember_column_init (&log->change_times, sizeof (int64_t));
  ember_column_init (&log->changes, sizeof (EmberPerfChange));
  ember_column_init (&log->last_times, sizeof (int64_t));
  ember_perf_switches_init (&log->switches);
  ember_perf_counts_init (&log->counts);
  ember_perf_chains_init (&log->chains);
  ember_perf_copies_init (&log->copies);
  log->last_row_ns = log->newest_ns = log->round_ns = log->settled_ns = EMBER_TIME_NONE;
}

void
ember_perf_log_clear (EmberPerfLog *log)
{
  ember_column_clear (&log->times);
  ember_column_clear (&log->rows);
  ember_column_clear (&log->change_times);
  ember_column_clear (&log->changes);
  ember_column_clear (&log->last_times);
  ember_perf_switches_clear (&log->switches);
  ember_perf_counts_clear (&log->counts);
  ember_perf_chains_clear (&log->chains);
  ember_perf_copies_clear (&log->copies);
}

static void
tell_progress (EmberPerfLog *log)
{
  ember_progress_add_samples (log->progress, log->n_fresh_samples);
  ember_progress_add_times (log->progress, log->fresh_times, log->n_fresh_times);
  log->n_fresh_samples = log->n_fresh_times = 0;
}

static int64_t *
get_last_time (EmberPerfLog *log,
               int32_t cpu)
{
  if (cpu < 0 || cpu >= MAX_CPUS)
    return NULL;
  while (log->last_times.n <= (size_t) cpu)
    *(int64_t *) ember_column_grow (&log->last_times, 1) = EMBER_TIME_NONE;
  return (int64_t *) log->last_times.data + cpu;
}

/* Where a record has no period, the event's is it, if it is one; samples taken
 * by frequency and tracepoints count 1. */
static uint64_t
get_weight (const EmberPerfSample *sample,
            const EmberPerfAttr *attr)
{
  if (attr->type == EMBER_PERF_TYPE_TRACEPOINT)
    return 1;
  if (attr->sample_type & EMBER_PERF_SAMPLE_PERIOD)
    return sample->period;
  if ((attr->flags & EMBER_PERF_FLAG_FREQ) == 0 && attr->period_or_frequency > 0)
    return attr->period_or_frequency;
  return 1;
}

static void
note_time (EmberPerfLog *log,
           const EmberPerfSample *sample,
           int64_t time_ns)
{
  int64_t *last = get_last_time (log, sample->cpu);

  if (last != NULL)
    *last = time_ns;
  if (log->n_fresh_samples++ == G_N_ELEMENTS (log->fresh_times) - 1)
    tell_progress (log);
  if (sample->pid != 0 && time_ns >= 0)
    log->fresh_times[log->n_fresh_times++] = time_ns;
}

/* Only stacks of 64-bit processes can be unwound. */
static EmberPerfCopyId
add_copy (EmberPerfLog *log,
          const EmberPerfRecord *record,
          const EmberPerfSample *sample)
{
  EmberPerfCopyId copy = EMBER_PERF_NO_COPY;

  if (sample->user_stack == NULL || sample->user_regs == NULL || log->without_stacks)
    return copy;
  log->n_stacks++;
  if (sample->user_abi == EMBER_PERF_ABI_64_BIT)
    copy = ember_perf_copies_add (&log->copies, record, sample);
  if (copy == EMBER_PERF_NO_COPY)
    log->n_unkept_stacks++;
  return copy;
}

static EmberPerfChainId
add_chain (EmberPerfLog *log,
           const EmberPerfRecord *record,
           const EmberPerfSample *sample,
           const EmberPerfAttr *attr)
{
  if (log->without_stacks)
    return log->chains.ends.n > 0 ? 0 : ember_perf_chains_add_words (&log->chains, NULL, 0);
  return ember_perf_chains_add (&log->chains, sample, attr, record->misc & EMBER_PERF_CPU_MODE_MASK, record->body.is_swapped);
}

static void
add_row (EmberPerfLog *log,
         const EmberPerfRow *row,
         int64_t time_ns)
{
  *(int64_t *) ember_column_add (&log->times) = time_ns;
  *(EmberPerfRow *) ember_column_add (&log->rows) = *row;
}

/* A sample of a group of events is one of each that counted something since the last. A copy of the stack has the registers
 * that the group's first event asks for. */
static void
add_group (EmberPerfLog *log,
           const EmberPerfRecord *record,
           const EmberPerfSample *sample,
           const EmberPerfRow *leader,
           int64_t time_ns)
{
  const EmberPerfAttrs *attrs = &log->header->attrs;
  const EmberPerfAttr *attr = ember_perf_attrs_get (attrs, leader->attr);

  for (uint64_t i = 0; i < sample->n_values; i++)
    {
      EmberPerfBytes entry = ember_perf_bytes (sample->values + i * sample->value_bytes, sample->value_bytes, record->body.is_swapped);
      const uint64_t value = ember_perf_bytes_take_u64 (&entry);
      const uint64_t id = ember_perf_bytes_take_u64 (&entry);
      EmberPerfRow row = *leader;

      row.attr = ember_perf_attrs_find (attrs, id);
      row.weight = ember_perf_counts_take (&log->counts, id, attr->flags & EMBER_PERF_FLAG_INHERIT ? row.tid : 0, value);
      if (row.attr == EMBER_PERF_NO_ATTR)
        {
          ember_perf_fault_count (&log->faults.strangers, record->position);
          continue;
        }
      if (ember_perf_attrs_get (attrs, row.attr)->regs_user != attr->regs_user)
        row.copy = EMBER_PERF_NO_COPY;
      if (row.weight > 0)
        add_row (log, &row, time_ns);
    }
}

static void
add_sample (EmberPerfLog *log,
            const EmberPerfRecord *record)
{
  const EmberPerfAttrs *attrs = &log->header->attrs;
  const uint32_t index = ember_perf_sample_find_attr (attrs, &record->body);
  const EmberPerfAttr *attr;
  EmberPerfSample sample;
  EmberPerfRow row;
  int64_t time_ns;

  if (index == EMBER_PERF_NO_ATTR)
    {
      ember_perf_fault_count (&log->faults.strangers, record->position);
      return;
    }
  attr = ember_perf_attrs_get (attrs, index);
  if (!ember_perf_sample_parse (&sample, attr, record->body))
    {
      ember_perf_fault_count (&log->faults.bad, record->position);
      return;
    }
  if (sample.time_ns >= FIRST_TIME_OF_SUMS && sample.time_ns != UINT64_MAX)
    {
      log->faults.n_sums++;
      return;
    }
  if (sample.time_ns > (uint64_t) EMBER_TIME_MAX_NS && sample.time_ns != UINT64_MAX)
    {
      ember_perf_fault_count (&log->faults.bad, record->position);
      return;
    }
  time_ns = attr->sample_type & EMBER_PERF_SAMPLE_TIME ? (int64_t) sample.time_ns : EMBER_TIME_NONE;
  if (time_ns == -1)
    time_ns = EMBER_TIME_NONE;
  if (attr->type == EMBER_PERF_TYPE_TRACEPOINT)
    ember_perf_switches_add_out (&log->switches, log->rows.n, &sample, &log->header->switch_layout, record->body.is_swapped);
  row = (EmberPerfRow){
    .weight = get_weight (&sample, attr),
    .pid = MAX (sample.pid, -1),
    .tid = MAX (sample.tid, -1),
    .cpu = MAX (sample.cpu, -1),
    .chain = add_chain (log, record, &sample, attr),
    .attr = index,
    .copy = add_copy (log, record, &sample),
  };
  if (sample.values != NULL && attr->type != EMBER_PERF_TYPE_TRACEPOINT)
    add_group (log, record, &sample, &row, time_ns);
  else
    add_row (log, &row, time_ns);
  log->last_row_ns = time_ns;
  log->newest_ns = MAX (log->newest_ns, time_ns);
  note_time (log, &sample, time_ns);
}

/* Where records carry no time they hold from where they stand on. What perf
 * made up when it began, or ended, has the time 0: it holds from the start. */
static int64_t
get_change_time (const EmberPerfLog *log,
                 const EmberPerfSampleId *id)
{
  if (id->time_ns <= (uint64_t) EMBER_TIME_MAX_NS)
    return (int64_t) id->time_ns;
  return log->last_row_ns;
}

static void
add_change (EmberPerfLog *log,
            const EmberPerfRecord *record)
{
  EmberPerfChange change;
  EmberPerfSampleId id;
  int64_t time_ns;

  if (!ember_perf_change_parse (&change, &id, record, &log->header->attrs, log->builder))
    {
      ember_perf_fault_count (&log->faults.bad, record->position);
      return;
    }
  if (change.kind == EMBER_PERF_CHANGE_NOTHING)
    return;
  time_ns = get_change_time (log, &id);
  change.n_rows_before = log->rows.n;
  log->n_changes++;
  log->newest_ns = MAX (log->newest_ns, time_ns);
  *(int64_t *) ember_column_grow (&log->change_times, 1) = time_ns;
  *(EmberPerfChange *) ember_column_grow (&log->changes, 1) = change;
}

/* The kernel writes this when it has room again: what is missing lies between
 * the last sample of that CPU and now. */
static void
add_lost (EmberPerfLog *log,
          const EmberPerfRecord *record)
{
  EmberPerfBytes body = record->body;
  const EmberPerfSampleId id = ember_perf_sample_id_parse (&log->header->attrs, &body);
  const int64_t *last = get_last_time (log, id.cpu);
  uint64_t n_lost;

  if (record->type == EMBER_PERF_RECORD_LOST)
    ember_perf_bytes_take_u64 (&body);
  n_lost = ember_perf_bytes_take_u64 (&body);
  if (body.is_short)
    {
      ember_perf_fault_count (&log->faults.bad, record->position);
      return;
    }
  if (n_lost == 0 || (record->misc & MISC_LOST_BY_BPF) != 0)
    return;
  ember_perf_faults_add_lost (&log->faults, n_lost);
  if (last != NULL && *last >= 0 && id.time_ns <= (uint64_t) EMBER_TIME_MAX_NS)
    ember_profile_builder_add_gap (log->builder, (EmberTimeRange){ *last + 1, (int64_t) id.time_ns });
}

static void
add_switch (EmberPerfLog *log,
            const EmberPerfRecord *record)
{
  EmberPerfBytes body = record->body;
  EmberPerfSampleId id;

  if ((record->misc & MISC_SWITCH_OUT) != 0)
    return;
  id = ember_perf_sample_id_parse (&log->header->attrs, &body);
  ember_perf_switches_add_in (&log->switches, &id);
}

static void
end_round (EmberPerfLog *log)
{
  log->settled_ns = log->round_ns;
  log->round_ns = log->newest_ns;
}

static void
add_pipe_record (EmberPerfLog *log,
                 const EmberPerfRecord *record)
{
  EmberPerfBytes body = record->body;

  switch (record->type)
    {
    case EMBER_PERF_RECORD_HEADER_ATTR:
      ember_perf_header_add_attr (log->header, body);
      break;
    case EMBER_PERF_RECORD_EVENT_UPDATE:
      ember_perf_header_update_event (log->header, body);
      break;
    case EMBER_PERF_RECORD_BUILD_ID:
      ember_perf_header_add_build_id (log->header, body, record->misc, log->builder);
      break;
    case EMBER_PERF_RECORD_TRACING_DATA:
      ember_perf_header_add_tracing (log->header, body);
      break;
    case EMBER_PERF_RECORD_HEADER_FEATURE:
      {
        const uint64_t feature = ember_perf_bytes_take_u64 (&body);

        if (!body.is_short && feature < 256)
          ember_perf_header_add_feature (log->header, (uint32_t) feature, body, log->builder);
        break;
      }
    default:
      break;
    }
}

void
ember_perf_log_add (EmberPerfLog *log,
                    const EmberPerfRecord *record)
{
  switch (record->type)
    {
    case EMBER_PERF_RECORD_SAMPLE:
      add_sample (log, record);
      break;
    case EMBER_PERF_RECORD_MMAP:
    case EMBER_PERF_RECORD_MMAP2:
    case EMBER_PERF_RECORD_COMM:
    case EMBER_PERF_RECORD_FORK:
    case EMBER_PERF_RECORD_KSYMBOL:
      add_change (log, record);
      break;
    case EMBER_PERF_RECORD_SWITCH:
    case EMBER_PERF_RECORD_SWITCH_CPU_WIDE:
      add_switch (log, record);
      break;
    case EMBER_PERF_RECORD_LOST:
    case EMBER_PERF_RECORD_LOST_SAMPLES:
      add_lost (log, record);
      break;
    case EMBER_PERF_RECORD_FINISHED_ROUND:
      end_round (log);
      break;
    default:
      add_pipe_record (log, record);
      break;
    }
}

/* Copies of stacks are unwound when all is known that there is to know; switches are paired. */
static bool
needs_rows_again (const EmberPerfAttr *attr)
{
  return (attr->sample_type & EMBER_PERF_SAMPLE_STACK_USER) != 0 || attr->type == EMBER_PERF_TYPE_TRACEPOINT ||
         ember_perf_switches_is_out (attr);
}

bool
ember_perf_log_is_ripe (const EmberPerfLog *log)
{
  if (log->settled_ns == EMBER_TIME_NONE || (log->chains.words.n < RIPE_WORDS && log->rows.n < RIPE_ROWS))
    return false;
  for (uint32_t i = 0; i < log->header->attrs.attrs.n; i++)
    if (needs_rows_again (ember_perf_attrs_get (&log->header->attrs, i)))
      return false;
  return true;
}

/* Rows close up in their order.
 * @n_kept_before: (out): of each row, and of all: how many were kept before it */
static void
drop_rows (EmberPerfLog *log,
           int64_t end_ns,
           uint64_t *n_kept_before)
{
  int64_t *times = log->times.data;
  EmberPerfRow *rows = log->rows.data;
  size_t n_kept = 0;

  for (size_t i = 0; i < log->rows.n; i++)
    {
      n_kept_before[i] = n_kept;
      if (times[i] < end_ns)
        continue;
      times[n_kept] = times[i];
      rows[n_kept++] = rows[i];
    }
  n_kept_before[log->rows.n] = n_kept;
  log->times.n = log->rows.n = n_kept;
}

void
ember_perf_log_drop (EmberPerfLog *log,
                     int64_t end_ns)
{
  g_autofree uint64_t *n_kept_before = g_new (uint64_t, log->rows.n + 1);
  int64_t *times = log->change_times.data;
  EmberPerfChange *changes = log->changes.data;
  EmberPerfRow *rows;
  size_t n_kept = 0;

  drop_rows (log, end_ns, n_kept_before);
  for (size_t i = 0; i < log->changes.n; i++)
    if (times[i] >= end_ns)
      {
        changes[i].n_rows_before = n_kept_before[changes[i].n_rows_before];
        times[n_kept] = times[i];
        changes[n_kept++] = changes[i];
      }
  log->change_times.n = log->changes.n = n_kept;
  rows = log->rows.data;
  ember_perf_chains_begin_again (&log->chains);
  for (size_t i = 0; i < log->rows.n; i++)
    rows[i].chain = ember_perf_chains_keep (&log->chains, rows[i].chain);
}

void
ember_perf_log_finish (EmberPerfLog *log)
{
  tell_progress (log);
  ember_perf_faults_tell (&log->faults, log->builder);
}
