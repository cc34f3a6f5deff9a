/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/wakeup-line.h"
#include "profile/band.h"

/* The band of time that the wakeups of a line lie in with their works: as long as a work, and as far on both sides as
 * wakeups stray. A period that is a round number as far as it is known is taken for that, where no wakeup of the line
 * leaves the band by it: then the band of a thread that wakes each second is level on a map with columns of a second.
 * Begin and end are whole milliseconds, or parts of them where the period has not a hundred.
 * @sampling_ns: the sampling period
 * @origin_ns: where the axis begins, on the recording's clock
 * Returns: none where it would be most of the time */
EmberBand ember_pattern_band_of_line (const EmberWakeupLine *line,
                                      double sampling_ns,
                                      int64_t origin_ns);
