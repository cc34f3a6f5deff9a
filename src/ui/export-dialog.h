/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/window.h"

/* EmberExportDialog: asks what of a window's recording to write, and as what.
 *
 * The window tells how it went. Actions: export.save.
 */
#define EMBER_TYPE_EXPORT_DIALOG (ember_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EmberExportDialog, ember_export_dialog, EMBER, EXPORT_DIALOG, GtkWindow)

/* @window: must show a graph */
EmberExportDialog *ember_export_dialog_new (EmberWindow *window);

/* Writes what is chosen, as if @file had been picked; closes the dialog. */
void ember_export_dialog_save (EmberExportDialog *self,
                               GFile *file);
