/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

/* EmberRecordingDialog: what is known about the recording that a window shows.
 *
 * Follows the session: names that were looked up, or another file, change what it says.
 * Actions: recording.copy.
 */
#define EMBER_TYPE_RECORDING_DIALOG (ember_recording_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EmberRecordingDialog, ember_recording_dialog, EMBER, RECORDING_DIALOG, GtkWindow)

EmberRecordingDialog *ember_recording_dialog_new (GtkWindow *parent,
                                                  EmberSession *session);
