/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Whether ember_perf_header_add_feature() makes use of a feature, in perf's
 * and simpleperf's numbering; others need not be read. */
bool ember_perf_feature_is_used (uint32_t feature);
