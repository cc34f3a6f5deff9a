/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Looks for the example recording that comes with this program: installed, or in
 * the build directory that the program stands in.
 * Returns: (transfer full) (nullable) */
GFile *ember_example_find (void);
