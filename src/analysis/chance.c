/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/chance.h"

#include <glib.h>
#include <math.h>

static uint64_t
next (EmberChance *chance)
{
  uint64_t z = chance->state += UINT64_C (0x9e3779b97f4a7c15);

  z = (z ^ z >> 30) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C (0x94d049bb133111eb);
  return z ^ z >> 31;
}

double
ember_chance_draw (EmberChance *chance)
{
  return (double) (next (chance) >> 11) * 0x1p-53;
}

uint32_t
ember_chance_pick (EmberChance *chance,
                   uint32_t n)
{
  return (uint32_t) (ember_chance_draw (chance) * n);
}

double
ember_chance_wait (EmberChance *chance,
                   double mean)
{
  return -mean * log (1 - ember_chance_draw (chance));
}

double
ember_chance_spread (EmberChance *chance)
{
  const double radius = sqrt (ember_chance_wait (chance, 2));

  return radius * cos (2 * G_PI * ember_chance_draw (chance));
}
