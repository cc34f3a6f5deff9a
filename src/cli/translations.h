/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Makes the program speak the user's language: after setlocale(), before anything is said. Translations are found
 * in the build directory that the program stands in, beside a program that was installed to another prefix, or where
 * they were to be installed. */
void ember_translations_bind (void);
