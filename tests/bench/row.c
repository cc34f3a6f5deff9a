/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/row.h"

#include <stdio.h>

void
row_print_ratio (const char *work,
                 double figure,
                 const char *peer,
                 double peer_figure,
                 const char *unit,
                 double reach)
{
  const double ratio = figure / peer_figure;

  printf ("| %s | %.3g %s | %.3g %s: %s | %.2f |", work, figure, unit, peer_figure, unit, peer, ratio);
  if (reach > 0)
    printf (" ≤ %g × | %s |\n", reach, ratio <= reach ? "yes" : "no");
  else
    printf (" | |\n");
  fflush (stdout);
}

void
row_print_limit (const char *work,
                 double figure,
                 double reach,
                 const char *unit)
{
  printf ("| %s | %.3g %s | | | ≤ %g %s | %s |\n", work, figure, unit, reach, unit, figure <= reach ? "yes" : "no");
  fflush (stdout);
}

void
row_print_figure (const char *work,
                  double figure,
                  const char *unit)
{
  printf ("| %s | %.3g %s | | | | |\n", work, figure, unit);
  fflush (stdout);
}
