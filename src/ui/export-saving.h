/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/export-job.h"
#include "ui/window.h"

/* Writes @job to @file in a worker; the window tells how it went.
 * @job: (transfer full) */
void ember_export_saving_begin (EmberWindow *window,
                                EmberExportJob *job,
                                GFile *file);
