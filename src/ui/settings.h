/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Opens the settings of this program; the schema is found installed, beside a program that was
 * installed to another prefix, or in the build directory that the program stands in.
 * Returns: (transfer full) (nullable): NULL where there is no schema anywhere */
GSettings *ember_settings_new (void);

/* What choices offer, as ember_settings_bind_choice() takes it. */
extern const char *const ember_settings_rows[];
extern const char *const ember_settings_clips[]; /* percentiles; words have their place beside their enums, as ember_curve_words */
extern const char *const ember_settings_off_cpu_places[];

/* Makes @drop_down show and set @key, which holds strings or numbers.
 * @values: (array zero-terminated=1): the value of each row, as text, in the order of the rows; static */
void ember_settings_bind_choice (GSettings *settings,
                                 const char *key,
                                 GtkDropDown *drop_down,
                                 const char *const *values);
