/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/reading.h"

/* Folded stacks, as stackcollapse-perf.pl writes them: "comm;root;…;leaf COUNT",
 * one stack a line. No times, so no heat map; a sample for each line, its weight the count. */
extern const EmberFormatReader ember_folded_reader;
