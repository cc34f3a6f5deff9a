/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "symbols/address-lookup.h"

/* Offers what /tmp/perf-PID.map names: a line for each function, "BEGIN SIZE NAME", numbers
 * hexadecimal.
 * Returns: false where there is no such file, or it belongs to somebody who could lie */
bool ember_perf_map_offer (const char *path,
                           EmberAddressLookup *lookup);
