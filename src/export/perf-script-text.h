/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/output.h"
#include "profile/table-set.h"

/* Writes samples and facts as `perf script --header --ns` would, so that this program and
 * others read them again. O(samples × (tables + frames)) */
void ember_perf_script_text_write (EmberOutput *output,
                                   const EmberTableSet *set,
                                   EmberTimeRange range);
