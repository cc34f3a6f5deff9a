/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* What a fuzz target defines: reads any bytes, and aborts where an invariant is broken.
 * Returns: 0 */
int LLVMFuzzerTestOneInput (const uint8_t *bytes,
                            size_t n);
