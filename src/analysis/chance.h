/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/* EmberChance: numbers that look random and are the same for the same seed, everywhere.
 * Method: splitmix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014). */
typedef struct
{
  uint64_t state;
} EmberChance;

/* Evenly spread over [0, 1). */
double ember_chance_draw (EmberChance *chance);

/* A whole number below @n, n > 0. */
uint32_t ember_chance_pick (EmberChance *chance,
                            uint32_t n);

/* Exponentially distributed with this mean: the time between things that know nothing of each other. */
double ember_chance_wait (EmberChance *chance,
                          double mean);

/* Normally distributed with mean 0 and standard deviation 1. */
double ember_chance_spread (EmberChance *chance);
