/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/images.h"

#include <string.h>

#include "profile/hash.h"

static EmberImageId
add_image (EmberImages *images,
           const EmberImage *image,
           uint64_t hash)
{
  const uint32_t id = ember_images_get_n (images);

  *(EmberImage *) ember_column_grow (&images->images, 1) = *image;
  ember_id_table_add (&images->index, hash, id);
  return id;
}

void
ember_images_init (EmberImages *images)
{
  const EmberImage none = { .kind = EMBER_IMAGE_UNNAMED, .pid = -1 };

  ember_column_init (&images->images, sizeof (EmberImage));
  ember_id_table_init (&images->index);
  ember_images_intern (images, &none);
}

void
ember_images_clear (EmberImages *images)
{
  ember_column_clear (&images->images);
  ember_id_table_clear (&images->index);
}

/* The struct has no padding, so its bytes are its value. */
G_STATIC_ASSERT (sizeof (EmberImage) == 16 + EMBER_BUILD_ID_MAX_BYTES + 4 + 24);

EmberImageId
ember_images_intern (EmberImages *images,
                     const EmberImage *image)
{
  const uint64_t hash = ember_hash_bytes (image, sizeof *image);
  EmberIdCursor cursor = ember_id_table_find (&images->index, hash);

  g_assert (image->build_id_size <= EMBER_BUILD_ID_MAX_BYTES && image->kind < EMBER_N_IMAGE_KINDS);
  while (ember_id_table_next (&images->index, &cursor))
    if (memcmp (ember_images_get (images, cursor.id), image, sizeof *image) == 0)
      return cursor.id;
  return add_image (images, image, hash);
}

void
ember_images_set_build_id (EmberImages *images,
                           EmberImageId id,
                           const uint8_t *build_id,
                           uint32_t size_bytes)
{
  EmberImage *image = (EmberImage *) images->images.data + id;

  g_assert (size_bytes <= EMBER_BUILD_ID_MAX_BYTES);
  if (image->build_id_size > 0)
    return;
  image->build_id_size = size_bytes;
  memcpy (image->build_id, build_id, size_bytes);
}

/* Lengths that linkers make are 8, 16 and 20 bytes; of one of 16 that ends in zeros they are part. */
static uint32_t
get_true_size (const EmberImage *image)
{
  uint32_t n = image->build_id_size;

  while (n > 8 && image->build_id[n - 1] == 0)
    n--;
  if (n > 16)
    return image->build_id_size;
  return n > 8 ? 16 : n;
}

char *
ember_image_dup_build_id (const EmberImage *image)
{
  GString *text = g_string_new (NULL);

  for (uint32_t i = 0; i < get_true_size (image); i++)
    g_string_append_printf (text, "%02x", image->build_id[i]);
  return g_string_free (text, FALSE);
}

void
ember_images_freeze (EmberImages *images)
{
  ember_id_table_clear (&images->index);
}
