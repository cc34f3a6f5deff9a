/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cut.h"

/* What a caption calls the recording: the name of its file, but not its folders.
 * Returns: (transfer full): UTF-8 */
char *ember_file_export_dup_name (const EmberOptions *options);

/* Writes the file that --export names.
 * Returns: false with a %G_FILE_ERROR, a %G_IO_ERROR, or a %G_REGEX_ERROR of --search */
bool ember_file_export (const EmberCut *cut,
                        const EmberOptions *options,
                        GError **error);
