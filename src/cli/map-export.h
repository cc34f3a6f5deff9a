/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cut.h"
#include "export/picture.h"

/* Writes a picture of the heat map that the options ask for to the file that they name.
 * Returns: false with a %G_FILE_ERROR, %G_IO_ERROR or %G_OPTION_ERROR */
bool ember_map_export_write (const EmberCut *cut,
                             const EmberOptions *options,
                             EmberPictureKind kind,
                             GError **error);
