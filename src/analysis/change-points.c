/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/change-points.h"

#include <math.h>

#include "analysis/quantile.h"

#define MAX_RAMP_VALUES 200
#define FAR 4
#define MIN_LENGTH 6

/* Prefix sums over the known values: how many, their times, values and products. */
typedef struct
{
  double n, x, y, xx, xy, yy;
} Sums;

/* Returns: (transfer full): n + 1 of them */
static Sums *
sum_up (const float *values,
        uint32_t n)
{
  Sums *sums = g_new0 (Sums, (size_t) n + 1);

  for (uint32_t i = 0; i < n; i++)
    {
      const double x = i + 0.5;
      const double y = values[i];

      sums[i + 1] = sums[i];
      if (isnan (values[i]))
        continue;
      sums[i + 1].n++;
      sums[i + 1].x += x;
      sums[i + 1].y += y;
      sums[i + 1].xx += x * x;
      sums[i + 1].xy += x * y;
      sums[i + 1].yy += y * y;
    }
  return sums;
}

static double
get_squares (const Sums *sums,
             uint32_t begin,
             uint32_t end)
{
  const double n = sums[end].n - sums[begin].n;
  const double y = sums[end].y - sums[begin].y;

  return n > 0 ? MAX (sums[end].yy - sums[begin].yy - y * y / n, 0) : 0;
}

static GArray *
list_phases (const Sums *sums,
             const uint32_t *begins,
             uint32_t n)
{
  GArray *phases = g_array_new (FALSE, FALSE, sizeof (EmberPhase));
  g_autofree uint32_t *cuts = g_new (uint32_t, (size_t) n + 1);
  uint32_t n_cuts = 0;

  for (uint32_t end = n; end > 0; end = begins[end])
    cuts[n_cuts++] = end;
  for (uint32_t begin = 0; n_cuts > 0; n_cuts--)
    {
      const uint32_t end = cuts[n_cuts - 1];
      const double known = sums[end].n - sums[begin].n;
      const EmberPhase phase = { begin, end, known > 0 ? (sums[end].y - sums[begin].y) / known : NAN };

      g_array_append_val (phases, phase);
      begin = end;
    }
  return phases;
}

GArray *
ember_change_points_find (const float *values,
                          uint32_t n,
                          double variance,
                          GCancellable *cancellable)
{
  g_autofree Sums *sums = sum_up (values, n);
  g_autofree double *costs = g_new0 (double, (size_t) n + 1);
  g_autofree uint32_t *begins = g_new0 (uint32_t, (size_t) n + 1);
  const double price = (4 * log (MAX (n, 2)) + 8) * variance;

  for (uint32_t end = 1; end <= n; end++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      costs[end] = INFINITY;
      for (uint32_t begin = 0; begin == 0 || begin + MIN_LENGTH <= end; begin++)
        {
          const double cost = costs[begin] + (begin > 0 ? price : 0) + get_squares (sums, begin, end);

          if (cost < costs[end])
            {
              costs[end] = cost;
              begins[end] = begin;
            }
        }
    }
  return list_phases (sums, begins, n);
}

/* Returns: (transfer full) (element-type double): squares of the differences of neighbours, each the
 * mean of @distance values */
static GArray *
list_differences (const float *values,
                  uint32_t n,
                  uint32_t distance)
{
  GArray *squares = g_array_new (FALSE, FALSE, sizeof (double));

  for (uint32_t i = 0; i + 2 * distance <= n; i += distance)
    {
      double difference = 0;

      for (uint32_t j = 0; j < distance; j++)
        difference += (values[i + distance + j] - values[i + j]) / distance;
      difference *= difference;
      if (!isnan (difference))
        g_array_append_val (squares, difference);
    }
  return squares;
}

double
ember_change_points_get_variance (const float *values,
                                  uint32_t n)
{
  g_autoptr (GArray) near = list_differences (values, n, 1);
  g_autoptr (GArray) far = list_differences (values, n, FAR);
  double sum = 0;

  for (guint i = 0; i < near->len; i++)
    sum += g_array_index (near, double, i) / 2 / near->len;
  ember_quantile_sort (far);
  /* Means of so many values vary by so much less. */
  return MAX (sum, far->len >= 8 ? ember_quantile_get (far, 3, 10) / 0.148 / 2 * FAR : 0);
}

static Sums
subtract (Sums a,
          Sums b)
{
  return (Sums){ a.n - b.n, a.x - b.x, a.y - b.y, a.xx - b.xx, a.xy - b.xy, a.yy - b.yy };
}

/* Least squares with y = from × (1 - u) + to × u, where u is 0 before, 1 behind, and grows between. */
static void
fit_ramp (const Sums *sums,
          uint32_t n,
          EmberRamp *ramp)
{
  const Sums before = sums[ramp->begin];
  const Sums between = subtract (sums[ramp->end], sums[ramp->begin]);
  const Sums behind = subtract (sums[n], sums[ramp->end]);
  const double length = MAX (ramp->end - ramp->begin, 1u);
  const double begin = ramp->begin;
  const double u = (between.x - begin * between.n) / length;
  const double uu = (between.xx - 2 * begin * between.x + begin * begin * between.n) / length / length;
  const double uy = (between.xy - begin * between.y) / length;
  const double aa = before.n + between.n - 2 * u + uu;
  const double ab = u - uu;
  const double bb = behind.n + uu;
  const double ay = before.y + between.y - uy;
  const double by = behind.y + uy;
  const double determinant = aa * bb - ab * ab;

  if (determinant <= 1e-9 * aa * bb || aa <= 0 || bb <= 0)
    {
      ramp->squares = INFINITY;
      return;
    }
  ramp->from = (ay * bb - by * ab) / determinant;
  ramp->to = (by * aa - ay * ab) / determinant;
  ramp->squares = sums[n].yy - ramp->from * ay - ramp->to * by;
}

bool
ember_change_points_fit_ramp (const float *values,
                              uint32_t n,
                              EmberRamp *ramp)
{
  const uint32_t step = n / MAX_RAMP_VALUES + 1;
  g_autofree Sums *sums = sum_up (values, n);

  *ramp = (EmberRamp){ .squares = INFINITY, .step_squares = INFINITY };
  for (uint32_t begin = 0; begin < n; begin += step)
    for (uint32_t end = begin; end <= n; end += step)
      {
        EmberRamp other = { .begin = begin, .end = end, .step_squares = ramp->step_squares };

        fit_ramp (sums, n, &other);
        if (end == begin)
          ramp->step_squares = other.step_squares = MIN (ramp->step_squares, other.squares);
        if (other.squares < ramp->squares)
          *ramp = other;
        else
          ramp->step_squares = other.step_squares;
      }
  return n >= 4 && isfinite (ramp->squares);
}
