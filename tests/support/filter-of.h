/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/filter.h"

/* Returns: (transfer full): the filter of these @n conditions, in their order */
EmberFilter *filter_of (const EmberFilterCondition *conditions,
                        size_t n);
