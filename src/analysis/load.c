/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/load.h"

#include <math.h>

#include "analysis/quantile.h"
#include "analysis/work-stream.h"

#define BIN_NS 5e7
#define MAX_BINS (1u << 21)
#define AMBIENT_JOINED 10 /* half a second */
#define AMBIENT_REACH 30  /* of those, to either side */
#define CLUMP_JOINED 2    /* a tenth of a second */
#define N_STEPS 256
#define LOW_PART 0.35
#define ROWS_A_CHECK 65536

/* Sliding quantiles by a histogram. */
typedef struct
{
  uint32_t steps[N_STEPS];
  uint32_t n;
} Window;

static uint32_t
get_step (float level)
{
  return (uint32_t) CLAMP (lroundf (level * (N_STEPS - 1)), 0, N_STEPS - 1);
}

static void
window_change (Window *self,
               float level,
               int by)
{
  if (isnan (level))
    return;
  self->steps[get_step (level)] += (uint32_t) by;
  self->n += (uint32_t) by;
}

static float
window_get (const Window *self,
            double part)
{
  uint32_t sum = 0;

  for (uint32_t i = 0; i < N_STEPS; i++)
    {
      sum += self->steps[i];
      if (sum > self->n * part)
        return (float) i / (N_STEPS - 1);
    }
  return 0;
}

static void
find_ambient (EmberLoad *load)
{
  uint32_t n;
  g_autofree float *joined = ember_load_join (load, AMBIENT_JOINED, &n);
  g_autofree Window *window = g_new0 (Window, 1);

  for (uint32_t i = 0; i < MIN (n, AMBIENT_REACH); i++)
    window_change (window, joined[i], 1);
  for (uint32_t i = 0; i < n; i++)
    {
      if (i + AMBIENT_REACH < n)
        window_change (window, joined[i + AMBIENT_REACH], 1);
      if (i > AMBIENT_REACH)
        window_change (window, joined[i - AMBIENT_REACH - 1], -1);
      for (uint32_t bin = i * AMBIENT_JOINED; bin < MIN ((i + 1) * AMBIENT_JOINED, load->n_bins); bin++)
        {
          load->low[bin] = window_get (window, LOW_PART);
          load->high[bin] = window_get (window, 1 - LOW_PART);
        }
    }
}

/* Squares of how far each tenth of a second is from the next, over what samples drawn one by one would
 * do: the 60th percentile over that of a normal distribution, so that bursts and gaps do not count. */
static double
get_clumping (const EmberLoad *load)
{
  uint32_t n;
  g_autofree float *joined = ember_load_join (load, CLUMP_JOINED, &n);
  g_autoptr (GArray) squares = g_array_new (FALSE, FALSE, sizeof (double));
  const double n_ticks = ember_sampling_clock_get_rate (&load->clock) * load->bin_ns * CLUMP_JOINED;

  for (uint32_t i = 0; i + 1 < n; i++)
    {
      const double step = joined[i + 1] - joined[i];
      const double level = CLAMP ((joined[i + 1] + joined[i]) / 2, 0.5 / n_ticks, 1 - 0.5 / n_ticks);
      const double square = step * step / 2 / (level * (1 - level) / n_ticks);

      if (!isnan (square))
        g_array_append_val (squares, square);
    }
  ember_quantile_sort (squares);
  return squares->len > 0 ? MAX (ember_quantile_get (squares, 6, 10) / 0.708, 1) : 1;
}

static bool
count_levels (EmberLoad *load,
              const EmberTableSet *set,
              GCancellable *cancellable)
{
  const double scale = 1 / load->bin_ns;
  const double level = 1 / (ember_sampling_clock_get_rate (&load->clock) * load->bin_ns);
  g_autofree uint32_t *counts = g_new0 (uint32_t, load->n_bins + 1);
  g_auto (EmberWorkStream) stream;
  EmberWorkSample sample;
  size_t n = 0;

  ember_work_stream_init (&stream, set, load->clock.range, false);
  while (ember_work_stream_next (&stream, &sample))
    {
      if (++n % ROWS_A_CHECK == 0 && g_cancellable_is_cancelled (cancellable))
        return false;
      counts[MIN ((uint32_t) ((double) (sample.time_ns - load->clock.range.begin_ns) * scale), load->n_bins)]++;
    }
  for (uint32_t i = 0; i < load->n_bins; i++)
    load->levels[i] = (float) (counts[i] * level);
  return true;
}

EmberLoad *
ember_load_new (const EmberTableSet *set,
                const EmberSamplingClock *clock,
                GCancellable *cancellable)
{
  g_autoptr (EmberLoad) load = g_new0 (EmberLoad, 1);
  const double length = (double) (clock->range.end_ns - clock->range.begin_ns);
  uint32_t n_gaps;
  const EmberTimeRange *gaps = ember_profile_get_gaps (set->profile, &n_gaps);

  load->clock = *clock;
  load->bin_ns = MAX (BIN_NS, length / MAX_BINS);
  load->n_bins = (uint32_t) (length / load->bin_ns);
  load->levels = g_new0 (float, load->n_bins + 1);
  load->low = g_new0 (float, load->n_bins + 1);
  load->high = g_new0 (float, load->n_bins + 1);
  if (!count_levels (load, set, cancellable))
    return NULL;
  for (uint32_t i = 0; i < n_gaps; i++)
    ember_load_mask (load, gaps[i]);
  find_ambient (load);
  load->clumping = get_clumping (load);
  return g_steal_pointer (&load);
}

void
ember_load_free (EmberLoad *load)
{
  g_free (load->levels);
  g_free (load->low);
  g_free (load->high);
  g_free (load);
}

uint32_t
ember_load_find (const EmberLoad *load,
                 int64_t time_ns)
{
  const double bin = (double) (time_ns - load->clock.range.begin_ns) / load->bin_ns;

  return (uint32_t) CLAMP (bin, 0, MAX (load->n_bins, 1u) - 1);
}

int64_t
ember_load_get_time (const EmberLoad *load,
                     uint32_t bin)
{
  return load->clock.range.begin_ns + (int64_t) (bin * load->bin_ns);
}

void
ember_load_mask (EmberLoad *load,
                 EmberTimeRange range)
{
  const EmberTimeRange part = ember_time_range_intersect (range, load->clock.range);

  if (load->n_bins == 0 || ember_time_range_is_empty (part))
    return;
  for (uint32_t bin = ember_load_find (load, part.begin_ns); bin <= ember_load_find (load, part.end_ns - 1); bin++)
    load->levels[bin] = NAN;
}

float *
ember_load_join (const EmberLoad *load,
                 uint32_t n_joined,
                 uint32_t *n)
{
  float *joined;

  *n = load->n_bins / n_joined;
  joined = g_new (float, MAX (*n, 1));
  for (uint32_t i = 0; i < *n; i++)
    {
      float sum = 0;
      uint32_t n_known = 0;

      for (uint32_t bin = i * n_joined; bin < (i + 1) * n_joined; bin++)
        if (!isnan (load->levels[bin]))
          {
            sum += load->levels[bin];
            n_known++;
          }
      joined[i] = n_known * 2 > n_joined ? sum / (float) n_known : NAN;
    }
  return joined;
}
