/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/picture.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <math.h>

#include "export/atomic-file.h"

#define POINTS_PER_PIXEL 0.75
#define PNG_MAX_PX 32767.0
#define PDF_MAX_PT 14400.0

/* Errors stay with the output, and are told when the file is closed. */
static cairo_status_t
write_cb (void *output,
          const unsigned char *bytes,
          unsigned int size_bytes)
{
  ember_output_write (output, bytes, size_bytes);
  return CAIRO_STATUS_SUCCESS;
}

/* Units of the file for each pixel of the picture. */
static double
get_scale (const EmberPicture *picture,
           EmberPictureKind kind)
{
  const double largest_px = MAX (picture->width_px, picture->height_px);

  switch (kind)
    {
    case EMBER_PICTURE_PNG:
      return MIN (1, PNG_MAX_PX / largest_px);
    case EMBER_PICTURE_PDF:
      return MIN (POINTS_PER_PIXEL, PDF_MAX_PT / largest_px);
    case EMBER_PICTURE_SVG:
    default:
      return 1;
    }
}

static cairo_surface_t *
create_surface (const EmberPicture *picture,
                EmberPictureKind kind,
                double scale,
                EmberOutput *output)
{
  const double width = picture->width_px * scale;
  const double height = picture->height_px * scale;
  cairo_surface_t *surface;

  switch (kind)
    {
    case EMBER_PICTURE_PNG:
      return cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (width), (int) ceil (height));
    case EMBER_PICTURE_PDF:
      surface = cairo_pdf_surface_create_for_stream (write_cb, output, width, height);
      /* What every reader and printer knows; newer versions hide the title in compressed objects. */
      cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
      if (picture->title != NULL)
        cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, picture->title);
      return surface;
    case EMBER_PICTURE_SVG:
    default:
      surface = cairo_svg_surface_create_for_stream (write_cb, output, width, height);
      cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
      return surface;
    }
}

static cairo_status_t
draw (const EmberPicture *picture,
      EmberPictureKind kind,
      EmberOutput *output)
{
  const double scale = get_scale (picture, kind);
  cairo_surface_t *surface = create_surface (picture, kind, scale, output);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  picture->draw (cr, picture->data);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS && kind == EMBER_PICTURE_PNG)
    status = cairo_surface_write_to_png_stream (surface, write_cb, output);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

bool
ember_picture_write (const EmberPicture *picture,
                     EmberPictureKind kind,
                     const char *path,
                     GError **error)
{
  g_autoptr (EmberAtomicFile) file = ember_atomic_file_new (path, EMBER_ATOMIC_FILE_DEFAULT, error);
  cairo_status_t status;

  if (file == NULL)
    return false;
  status = draw (picture, kind, ember_atomic_file_get_output (file));
  if (status == CAIRO_STATUS_SUCCESS)
    return ember_atomic_file_commit (g_steal_pointer (&file), error);
  /* Translators: %s is the drawing library's word for what went wrong */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("the picture cannot be drawn: %s"), cairo_status_to_string (status));
  return false;
}
