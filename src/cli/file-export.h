/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cut.h"

/* Writes the file that --export names.
 * Returns: false with a %G_FILE_ERROR, a %G_IO_ERROR, or a %G_REGEX_ERROR of --search */
bool ember_file_export (const EmberCut *cut,
                        const EmberOptions *options,
                        GError **error);
