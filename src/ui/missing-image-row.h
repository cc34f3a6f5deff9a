/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/missing-image.h"

/* EmberMissingImageRow: tells what is known of an image without names: what it is, how much of the
 * recording that is, why, and what helps.
 *
 * CSS: one node `missingimage`.
 */
#define EMBER_TYPE_MISSING_IMAGE_ROW (ember_missing_image_row_get_type ())
G_DECLARE_FINAL_TYPE (EmberMissingImageRow, ember_missing_image_row, EMBER, MISSING_IMAGE_ROW, GtkWidget)

GtkWidget *ember_missing_image_row_new (void);

void ember_missing_image_row_set_image (EmberMissingImageRow *self,
                                        EmberMissingImage *image);
