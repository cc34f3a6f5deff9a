/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/output.h"
#include "profile/table-set.h"

/* Writes a line for each sample in @range in order of time, of the file where it has no
 * times: `TIME_NS PID TID CPU WEIGHT N_FRAMES EVENT`; what is unknown is -1, a time 0.
 * O(samples × tables) */
void ember_samples_text_write (EmberOutput *output,
                               const EmberTableSet *set,
                               EmberTimeRange range);
