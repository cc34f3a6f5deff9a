/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-images.h"

static void
read_build_ids (EmberPerfImages *images)
{
  const EmberPerfBuildId *build_ids = images->header->build_ids.data;

  for (; images->n_build_ids < images->header->build_ids.n; images->n_build_ids++)
    g_hash_table_insert (images->build_ids, GUINT_TO_POINTER (build_ids[images->n_build_ids].path),
                         GSIZE_TO_POINTER (images->n_build_ids + 1));
}

static const uint8_t *
find_build_id (const EmberPerfImages *images,
               EmberStringId path,
               uint32_t *size_bytes)
{
  const size_t index = GPOINTER_TO_SIZE (g_hash_table_lookup (images->build_ids, GUINT_TO_POINTER (path)));
  const EmberPerfBuildId *entry = index > 0 ? (const EmberPerfBuildId *) images->header->build_ids.data + index - 1 : NULL;

  *size_bytes = entry != NULL ? entry->size_bytes : 0;
  return entry != NULL ? entry->bytes : NULL;
}

/* The build-id that came with the mapping, else that of the file's table. */
static void
set_build_id (const EmberPerfImages *images,
              EmberImage *image,
              const EmberPerfChange *change)
{
  const uint8_t *bytes = change->build_id;

  image->build_id_size = change->build_id_size;
  if (image->build_id_size == 0)
    bytes = find_build_id (images, image->path, &image->build_id_size);
  if (image->build_id_size > 0)
    memcpy (image->build_id, bytes, image->build_id_size);
}

/* @change: (nullable): where the recording says that the kernel is */
static void
set_kernel (EmberPerfImages *images,
            const EmberPerfChange *change)
{
  EmberImage image = { .kind = EMBER_IMAGE_KERNEL, .pid = -1 };

  image.path = images->kernel.module;
  image.reference = change != NULL ? change->offset : 0;
  if (change != NULL)
    set_build_id (images, &image, change);
  images->kernel.image = ember_profile_builder_add_image (images->builder, &image);
}

void
ember_perf_images_init (EmberPerfImages *images,
                        const EmberPerfHeader *header,
                        EmberProfileBuilder *builder)
{
  *images = (EmberPerfImages){ .builder = builder, .header = header };
  images->build_ids = g_hash_table_new (NULL, NULL);
  read_build_ids (images);
  images->kernel.module = ember_profile_builder_add_string (builder, "[kernel.kallsyms]", -1);
  set_kernel (images, NULL);
}

void
ember_perf_images_clear (EmberPerfImages *images)
{
  g_clear_pointer (&images->build_ids, g_hash_table_unref);
}

/* A file without build-id is known by its inode. */
static void
set_identity (const EmberPerfImages *images,
              EmberImage *image,
              const EmberPerfChange *change)
{
  set_build_id (images, image, change);
  if (image->kind != EMBER_IMAGE_ELF || image->build_id_size > 0)
    return;
  image->inode = change->inode;
  image->generation = change->generation;
}

static bool
is_anonymous (const char *name)
{
  return name[0] == '\0' || g_str_has_prefix (name, "//anon") || g_str_has_prefix (name, "/dev/zero") ||
         g_str_has_prefix (name, "/anon_hugepage") || g_str_has_prefix (name, "[anon:");
}

static EmberPerfMap
make_map (const EmberPerfChange *change)
{
  const uint64_t end = change->begin + change->size_bytes;

  return (EmberPerfMap){ .begin = change->begin, .end = end < change->begin ? UINT64_MAX : end };
}

/* Memory without a file holds code that was made at run time: perf-PID.map
 * names it, by addresses of the process. */
EmberPerfMap
ember_perf_images_map_user (EmberPerfImages *images,
                            const EmberPerfChange *change)
{
  const char *name = ember_profile_builder_get_string (images->builder, change->name);
  EmberPerfMap map = make_map (change);
  EmberImage image = { .kind = EMBER_IMAGE_ELF, .pid = -1, .path = change->name };

  map.offset = change->offset;
  if (is_anonymous (name))
    {
      g_autofree char *path = g_strdup_printf ("/tmp/perf-%d.map", change->pid);

      image.kind = EMBER_IMAGE_PERF_MAP;
      image.pid = change->pid;
      image.path = ember_profile_builder_add_string (images->builder, path, -1);
      map.offset = map.begin;
    }
  else if (g_str_has_prefix (name, "[vdso"))
    {
      image.kind = EMBER_IMAGE_VDSO;
      map.offset = 0;
    }
  else if (name[0] == '[' || g_str_has_prefix (name, "/SYSV"))
    {
      image.kind = EMBER_IMAGE_UNNAMED;
      map.offset = map.begin;
    }
  set_identity (images, &image, change);
  map.module = image.path;
  map.image = ember_profile_builder_add_image (images->builder, &image);
  return map;
}

/* perf names a module by its file without folder and ending, in brackets. */
static char *
dup_module_name (const char *path)
{
  g_autofree char *base = NULL;
  char *dot;

  if (path[0] == '[')
    return g_strdup (path);
  base = g_path_get_basename (path);
  dot = strstr (base, ".ko");
  if (dot == NULL)
    return g_strdup (path);
  *dot = '\0';
  g_strdelimit (base, "-", '_');
  return g_strdup_printf ("[%s]", base);
}

bool
ember_perf_images_map_kernel (EmberPerfImages *images,
                              const EmberPerfChange *change,
                              EmberPerfMap *map)
{
  const char *name = ember_profile_builder_get_string (images->builder, change->name);
  EmberImage image = { .kind = EMBER_IMAGE_MODULE, .pid = -1, .path = change->name };
  g_autofree char *short_name = NULL;

  *map = make_map (change);
  if (g_str_has_prefix (name, "[guest.kernel."))
    return false;
  if (g_str_has_prefix (name, "[kernel."))
    {
      set_kernel (images, change);
      return false;
    }
  short_name = dup_module_name (name);
  image.begin = map->begin;
  set_build_id (images, &image, change);
  map->offset = map->begin;
  map->module = ember_profile_builder_add_string (images->builder, short_name, -1);
  map->image = ember_profile_builder_add_image (images->builder, &image);
  return true;
}

EmberPerfMap
ember_perf_images_map_symbol (const EmberPerfChange *change)
{
  EmberPerfMap map = make_map (change);

  map.module = map.name = change->name;
  map.offset = map.begin;
  return map;
}

void
ember_perf_images_finish (EmberPerfImages *images)
{
  const uint32_t n_images = ember_profile_builder_get_n_images (images->builder);

  if (images->n_build_ids == images->header->build_ids.n)
    return;
  read_build_ids (images);
  for (EmberImageId i = 0; i < n_images; i++)
    {
      uint32_t size_bytes;
      const uint8_t *bytes = find_build_id (images, ember_profile_builder_get_image (images->builder, i)->path, &size_bytes);

      if (bytes != NULL)
        ember_profile_builder_set_build_id (images->builder, i, bytes, size_bytes);
    }
}
