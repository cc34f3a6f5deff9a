/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>
#include <stdbool.h>

typedef enum
{
  EMBER_PICTURE_SVG,
  EMBER_PICTURE_PNG,
  EMBER_PICTURE_PDF,
} EmberPictureKind;

/* EmberPicture: something to draw, and how large it is. */
typedef struct
{
  double width_px;
  double height_px;
  const char *title;                              /* (nullable): of the document, where the kind of file can hold one */
  void (*draw) (cairo_t *cr, gconstpointer data); /* draws all of it, from (0, 0) */
  gconstpointer data;
} EmberPicture;

/* Writes a picture to a file that appears whole or not at all, see EmberAtomicFile.
 * SVG and PDF hold what is drawn as vectors, text too. A picture larger than a PNG
 * (32,767 pixels) or a PDF page (14,400 points) can be is made smaller as a whole.
 * @path: in the file system's encoding
 * Returns: false with a %G_FILE_ERROR, or %G_IO_ERROR_FAILED where drawing failed */
bool ember_picture_write (const EmberPicture *picture,
                          EmberPictureKind kind,
                          const char *path,
                          GError **error);
