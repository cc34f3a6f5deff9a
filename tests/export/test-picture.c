/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/picture.h"

#include <gio/gio.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>

#include "support/temp-folder.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = temp_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "out", NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  temp_folder_delete (fixture->folder);
  g_free (fixture->path);
}

/* Red, with a blue pixel in the last corner and a word of text. */
static void
draw (cairo_t *cr,
      gconstpointer data)
{
  const double *size = data;

  cairo_set_source_rgb (cr, 1, 0, 0);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0, 0, 1);
  cairo_rectangle (cr, size[0] - 1, size[1] - 1, 1, 1);
  cairo_fill (cr);
  cairo_move_to (cr, 10, 20);
  cairo_show_text (cr, "word");
}

static void
fail_to_draw (cairo_t *cr,
              gconstpointer data)
{
  cairo_restore (cr);
}

static EmberPicture
make_picture (const double *size)
{
  return (EmberPicture){ size[0], size[1], "A title", draw, size };
}

static char *
write_and_read (const Fixture *fixture,
                const double *size,
                EmberPictureKind kind)
{
  const EmberPicture picture = make_picture (size);
  g_autoptr (GError) error = NULL;
  char *content = NULL;
  gsize n;

  g_assert_true (ember_picture_write (&picture, kind, fixture->path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->path, &content, &n, NULL));
  /* Bytes 0 of a PDF must not end a search in it. */
  for (gsize i = 0; i < n; i++)
    if (content[i] == '\0')
      content[i] = ' ';
  return content;
}

static void
test_png_has_a_pixel_for_each_pixel (Fixture *fixture,
                                     gconstpointer data)
{
  const double size[] = { 300, 120 };
  g_autofree char *content = write_and_read (fixture, size, EMBER_PICTURE_PNG);
  cairo_surface_t *surface = cairo_image_surface_create_from_png (fixture->path);
  const uint8_t *pixels = cairo_image_surface_get_data (surface);
  const int stride = cairo_image_surface_get_stride (surface);
  uint32_t corner, other;

  g_assert_true (g_str_has_prefix (content + 1, "PNG"));
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 300);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 120);
  memcpy (&corner, pixels + 119 * stride + 299 * 4, 4);
  memcpy (&other, pixels + 118 * stride + 298 * 4, 4);
  g_assert_cmphex (corner & 0xffffff, ==, 0x0000ff);
  g_assert_cmphex (other & 0xffffff, ==, 0xff0000);
  cairo_surface_destroy (surface);
}

static void
test_svg_is_vectors_in_pixels (Fixture *fixture,
                               gconstpointer data)
{
  const double size[] = { 300, 120 };
  g_autofree char *content = write_and_read (fixture, size, EMBER_PICTURE_SVG);

  g_assert_nonnull (strstr (content, "width=\"300px\" height=\"120px\" viewBox=\"0 0 300 120\""));
  g_assert_nonnull (strstr (content, "<path"));
  g_assert_null (strstr (content, "<image"));
}

static void
test_pdf_is_vectors_with_a_title (Fixture *fixture,
                                  gconstpointer data)
{
  const double size[] = { 400, 120 };
  g_autofree char *content = write_and_read (fixture, size, EMBER_PICTURE_PDF);

  g_assert_true (g_str_has_prefix (content, "%PDF-"));
  g_assert_nonnull (strstr (content, "/MediaBox [ 0 0 300 90 ]"));
  g_assert_nonnull (strstr (content, "/Title (A title)"));
  g_assert_null (strstr (content, "/Subtype /Image"));
}

static void
test_a_picture_beyond_what_a_file_can_hold_is_made_smaller (Fixture *fixture,
                                                            gconstpointer data)
{
  const double size[] = { 10, 65534 };
  g_autofree char *png = write_and_read (fixture, size, EMBER_PICTURE_PNG);
  cairo_surface_t *surface = cairo_image_surface_create_from_png (fixture->path);
  g_autofree char *pdf = write_and_read (fixture, size, EMBER_PICTURE_PDF);

  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 5);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 32767);
  g_assert_true (g_str_has_prefix (png + 1, "PNG"));
  g_assert_nonnull (strstr (pdf, " 14400 ]"));
  cairo_surface_destroy (surface);
}

static void
test_what_cannot_be_drawn_leaves_no_file (Fixture *fixture,
                                          gconstpointer data)
{
  const EmberPicture picture = { 10, 10, NULL, fail_to_draw, NULL };

  for (EmberPictureKind kind = EMBER_PICTURE_SVG; kind <= EMBER_PICTURE_PDF; kind++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ember_picture_write (&picture, kind, fixture->path, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
      g_assert_true (g_str_has_prefix (error->message, "the picture cannot be drawn: "));
      g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
    }
}

/* A limit of the file size stands in for a disk that is full. */
static void
test_a_full_disk_keeps_the_old_picture (Fixture *fixture,
                                        gconstpointer data)
{
  const double size[] = { 2000, 2000 };
  const EmberPicture picture = make_picture (size);
  struct rlimit old_limit;
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old_limit), ==, 0);
  limit = (struct rlimit){ 100, old_limit.rlim_max };
  for (EmberPictureKind kind = EMBER_PICTURE_SVG; kind <= EMBER_PICTURE_PDF; kind++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *content = NULL;

      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      g_assert_false (ember_picture_write (&picture, kind, fixture->path, &error));
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old_limit), ==, 0);
      g_assert_true (error->domain == G_FILE_ERROR);
      g_assert_true (g_file_get_contents (fixture->path, &content, NULL, NULL));
      g_assert_cmpstr (content, ==, "old");
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/picture/png-has-a-pixel-for-each-pixel", Fixture, NULL, set_up, test_png_has_a_pixel_for_each_pixel, tear_down);
  g_test_add ("/picture/svg-is-vectors-in-pixels", Fixture, NULL, set_up, test_svg_is_vectors_in_pixels, tear_down);
  g_test_add ("/picture/pdf-is-vectors-with-a-title", Fixture, NULL, set_up, test_pdf_is_vectors_with_a_title, tear_down);
  g_test_add ("/picture/a-picture-beyond-what-a-file-can-hold-is-made-smaller", Fixture, NULL, set_up, test_a_picture_beyond_what_a_file_can_hold_is_made_smaller, tear_down);
  g_test_add ("/picture/what-cannot-be-drawn-leaves-no-file", Fixture, NULL, set_up, test_what_cannot_be_drawn_leaves_no_file, tear_down);
  g_test_add ("/picture/a-full-disk-keeps-the-old-picture", Fixture, NULL, set_up, test_a_full_disk_keeps_the_old_picture, tear_down);
  return g_test_run ();
}
