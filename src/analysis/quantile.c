/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/quantile.h"

static int
compare_doubles_cb (gconstpointer a,
                    gconstpointer b)
{
  const double left = *(const double *) a;
  const double right = *(const double *) b;

  return left < right ? -1 : left > right;
}

void
ember_quantile_sort (GArray *values)
{
  g_array_sort (values, compare_doubles_cb);
}

double
ember_quantile_get (const GArray *sorted,
                    guint part,
                    guint whole)
{
  return g_array_index (sorted, double, (gsize) sorted->len *part / whole);
}
