/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/sampling-clock.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/quantile.h"
#include "analysis/work-stream.h"

#define MAX_ROWS 500000
#define MAX_CPUS 4096
#define N_BINS 320
#define BINS_PER_E 20.0
#define SHORTEST_NS 20000.0
#define LONGEST_NS 1.2e8
#define GUESSED_NS 1e7
#define MIN_GATHERED 20

/* Distances of neighbours, in bins that grow by 5 per cent. */
typedef struct
{
  bool is_by_thread;
  GArray *gaps; /* double */
  uint32_t bins[N_BINS];
  double last[MAX_CPUS];
} Gaps;

static int
get_bin (double gap)
{
  return (int) CLAMP (log (gap / SHORTEST_NS) * BINS_PER_E, 0, N_BINS - 1);
}

static void
add_gap (Gaps *self,
         uint32_t slot,
         double time)
{
  const double gap = time - self->last[slot];

  if (self->last[slot] >= 0 && gap > 0)
    {
      g_array_append_val (self->gaps, gap);
      self->bins[get_bin (gap)]++;
    }
  self->last[slot] = time;
}

/* All samples of the set's events, whatever a filter leaves of them.
 * Returns: (transfer full): */
static EmberTableSet *
create_whole_set (const EmberTableSet *set)
{
  g_autofree EmberEventId *events = g_new (EmberEventId, MAX (set->n_tables, 1));

  for (uint32_t i = 0; i < set->n_tables; i++)
    events[i] = set->tables[i]->event;
  return ember_table_set_new (set->profile, events, set->n_tables, true);
}

/* Neighbours of a CPU; of a thread where the file names no CPUs, or where each thread has a clock of its own. */
static void
collect_gaps (Gaps *self,
              const EmberTableSet *whole)
{
  g_auto (EmberWorkStream) stream;
  EmberWorkSample sample;
  int64_t begin = INT64_MIN;

  g_array_set_size (self->gaps, 0);
  memset (self->bins, 0, sizeof self->bins);
  ember_work_stream_init (&stream, whole, EMBER_TIME_RANGE_ALL, true);
  for (uint32_t i = 0; i < MAX_CPUS; i++)
    self->last[i] = -1;
  for (uint32_t i = 0; i < MAX_ROWS && ember_work_stream_next (&stream, &sample); i++)
    {
      const uint32_t slot = (sample.cpu >= 0 && !self->is_by_thread ? (uint32_t) sample.cpu : sample.thread) % MAX_CPUS;

      begin = begin == INT64_MIN ? sample.time_ns : begin;
      add_gap (self, slot, (double) (sample.time_ns - begin));
    }
}

static uint32_t
count_bins (const Gaps *self,
            double shortest,
            double longest)
{
  uint32_t n = 0;

  for (int i = shortest > 0 ? get_bin (shortest) : 0; i <= get_bin (longest); i++)
    n += self->bins[i];
  return n;
}

/* Median of the distances near @period, and the spread of the middle half of them. */
static void
refine (const Gaps *self,
        EmberSamplingClock *clock)
{
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < self->gaps->len; i++)
    {
      const double gap = g_array_index (self->gaps, double, i);

      if (fabs (gap - clock->period_ns) < 0.15 * clock->period_ns)
        g_array_append_val (near, gap);
    }
  if (near->len == 0)
    return;
  ember_quantile_sort (near);
  clock->period_ns = ember_quantile_get (near, 1, 2);
  clock->jitter_ns = (ember_quantile_get (near, 3, 4) - ember_quantile_get (near, 1, 4)) / 2;
}

/* The shortest distance around which half of all that are not much longer gather. */
static bool
find_period (const Gaps *self,
             EmberSamplingClock *clock)
{
  for (int i = 0; i < get_bin (LONGEST_NS); i++)
    {
      const double middle = SHORTEST_NS * exp ((i + 0.5) / BINS_PER_E);
      const uint32_t n_near = count_bins (self, middle * 0.88, middle * 1.12);

      if (self->bins[i] < MAX (self->bins[i + 1], i > 0 ? self->bins[i - 1] : 0) || n_near < MIN_GATHERED || n_near * 20 < self->gaps->len)
        continue;
      if (n_near * 2 < count_bins (self, 0, middle * 1.5))
        continue;
      clock->period_ns = middle;
      return true;
    }
  return false;
}

/* A clock event's weight is its period; what neighbours show must not speak against it. */
static bool
take_weight (const Gaps *self,
             const EmberTableSet *set,
             EmberSamplingClock *clock)
{
  uint32_t n_events;
  const EmberEvent *events = ember_profile_get_events (set->profile, &n_events);
  const EmberSampleTable *table = set->n_tables > 0 ? set->tables[0] : NULL;
  double weight;

  if (table == NULL || table->weights.n > 0 ||
      strstr (ember_strings_get (ember_profile_get_strings (set->profile), events[table->event].name), "-clock") == NULL)
    return false;
  weight = (double) table->uniform_weight;
  if (weight < SHORTEST_NS || weight > 1e9 ||
      count_bins (self, 0, weight * 0.8) * 3 > count_bins (self, weight * 0.8, weight * 1.25) + 2 * MIN_GATHERED)
    return false;
  clock->period_ns = weight;
  clock->jitter_ns = 0;
  return true;
}

static void
count_cpus (const EmberTableSet *whole,
            EmberSamplingClock *clock)
{
  g_autofree bool *is_seen = g_new0 (bool, MAX_CPUS);
  uint32_t n_facts;
  const EmberFact *facts = ember_profile_get_facts (whole->profile, &n_facts);

  clock->n_cpus = 0;
  for (uint32_t t = 0; t < whole->n_tables; t++)
    {
      const int32_t *cpus = whole->tables[t]->cpus.data;

      for (size_t row = 0; row < whole->tables[t]->cpus.n; row++)
        if (cpus[row] >= 0 && cpus[row] < MAX_CPUS)
          is_seen[cpus[row]] = true;
    }
  for (uint32_t i = 0; i < MAX_CPUS; i++)
    clock->n_cpus += is_seen[i];
  for (uint32_t i = 0; i < n_facts; i++)
    if (g_str_equal (facts[i].key, "nrcpus online"))
      clock->n_cpus = MAX (clock->n_cpus, (uint32_t) CLAMP (atoi (facts[i].value), 0, MAX_CPUS));
}

/* Without CPUs in the file: as many as were ever busy together for ten periods. */
static void
guess_cpus (const EmberTableSet *whole,
            EmberSamplingClock *clock)
{
  const double window = clock->period_ns * 10;
  g_auto (EmberWorkStream) stream;
  EmberWorkSample sample;
  double n = 0, end = 0;

  clock->n_cpus = 1;
  ember_work_stream_init (&stream, whole, EMBER_TIME_RANGE_ALL, true);
  while (ember_work_stream_next (&stream, &sample))
    {
      const double time = (double) (sample.time_ns - clock->range.begin_ns);

      if (time >= end)
        {
          end = time + window;
          n = 0;
        }
      n++;
      clock->n_cpus = MAX (clock->n_cpus, (uint32_t) CLAMP (floor (n / 10.5 + 0.5), 1, MAX_CPUS));
    }
}

static void
find_range (const EmberTableSet *whole,
            EmberSamplingClock *clock)
{
  EmberTimeRange range = { INT64_MAX, INT64_MIN };

  for (uint32_t i = 0; i < whole->n_tables; i++)
    {
      const size_t n = ember_sample_table_get_n (whole->tables[i]);
      const int64_t *times = ember_sample_table_get_times (whole->tables[i]);

      range.begin_ns = n > 0 ? MIN (range.begin_ns, times[0]) : range.begin_ns;
      range.end_ns = n > 0 ? MAX (range.end_ns, times[n - 1] + 1) : range.end_ns;
    }
  clock->range = range.begin_ns < range.end_ns ? range : (EmberTimeRange){ 0, 0 };
}

/* A tracepoint, and a wait, comes when something happens, however regular that is. */
static bool
is_sampled (const EmberTableSet *set)
{
  uint32_t n_events;
  const EmberEvent *events = ember_profile_get_events (set->profile, &n_events);

  for (uint32_t i = 0; i < set->n_tables; i++)
    if (events[set->tables[i]->event].is_span || events[set->tables[i]->event].is_tracepoint)
      return false;
  return true;
}

EmberSamplingClock
ember_sampling_clock_new (const EmberTableSet *set)
{
  g_autoptr (EmberTableSet) whole = create_whole_set (set);
  g_autofree Gaps *gaps = g_new0 (Gaps, 1);
  EmberSamplingClock clock = { .period_ns = GUESSED_NS };

  gaps->gaps = g_array_new (FALSE, FALSE, sizeof (double));
  find_range (whole, &clock);
  for (int i = 0; i < 2 && !clock.is_known && is_sampled (set); i++)
    {
      gaps->is_by_thread = i > 0;
      collect_gaps (gaps, whole);
      clock.is_known = take_weight (gaps, set, &clock) || find_period (gaps, &clock);
    }
  if (clock.is_known)
    refine (gaps, &clock);
  count_cpus (whole, &clock);
  if (clock.n_cpus == 0)
    guess_cpus (whole, &clock);
  g_array_unref (gaps->gaps);
  return clock;
}

double
ember_sampling_clock_get_rate (const EmberSamplingClock *clock)
{
  return clock->n_cpus / clock->period_ns;
}
