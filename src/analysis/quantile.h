/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* @values: (element-type double): sorted from the least on, so that quantiles can be read */
void ember_quantile_sort (GArray *values);

/* @sorted: (element-type double): not empty
 * Returns: the value below which @part of @whole parts of the values lie; @part < @whole */
double ember_quantile_get (const GArray *sorted,
                           guint part,
                           guint whole);
