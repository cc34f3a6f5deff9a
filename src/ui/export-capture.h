/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/export-job.h"
#include "ui/window.h"

/* What a window shows, as something to be written; a picture, if it is one, is to be a PNG.
 * Returns: (transfer full) (nullable): NULL where there is nothing to write, as after a reload or without times */
EmberExportJob *ember_export_capture (EmberWindow *window,
                                      EmberExportContent content);

/* What a picture is of that shows what stands below the heat map. */
EmberExportContent ember_export_capture_get_lower (EmberWindow *window);

/* What the graph is of, and what that is compared with.
 * Returns: (transfer full): */
char *ember_export_capture_dup_comparison (EmberWindow *window,
                                           const EmberDifference *difference);

/* What a file with it may be called: "recording.txt.gz" becomes "recording.svg".
 * Returns: (transfer full): UTF-8 */
char *ember_export_capture_dup_name (EmberWindow *window,
                                     const EmberExportJob *job);
