/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/symbol-files.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "symbols/crc32.h"
#include "symbols/host-path.h"

#define SYSTEM_DEBUG_FOLDER "/usr/lib/debug"

static bool
is_right_build (EmberElfFile *file,
                const EmberImage *image)
{
  return image->build_id_size == 0 || ember_elf_file_has_build_id (file, image->build_id, image->build_id_size);
}

/* @path: (transfer full) (nullable): */
static EmberElfFile *
open_checked (char *path,
              const EmberImage *image,
              EmberSymbolFilesResult *result)
{
  g_autofree char *owned_path = path;
  EmberElfFile *file = path != NULL ? ember_elf_file_open (owned_path) : NULL;

  if (file == NULL || is_right_build (file, image))
    return file;
  *result = EMBER_SYMBOL_FILES_OTHER_BUILD;
  ember_elf_file_free (file);
  return NULL;
}

char *
ember_symbol_files_dup_cached (const EmberSymbolFiles *files,
                               const EmberImage *image,
                               const char *name)
{
  g_autofree char *hex = ember_image_dup_build_id (image);
  g_autofree char *first = g_strndup (hex, 2);

  return g_build_filename (files->cache != NULL ? files->cache : "", ".build-id", first, strlen (hex) > 2 ? hex + 2 : "", name, NULL);
}

static char *
dup_build_id_path (const char *root,
                   const EmberImage *image)
{
  g_autofree char *hex = ember_image_dup_build_id (image);

  return g_strdup_printf ("%s/.build-id/%.2s/%s.debug", root, hex, strlen (hex) > 2 ? hex + 2 : "");
}

/* What tells a file without build-id from others. */
typedef struct
{
  struct stat status;
  bool has_generation; /* file systems need not tell it */
  uint32_t generation;
  bool has_birth;
  int64_t born_s;
} Identity;

static bool
take_identity (Identity *identity,
               const char *path)
{
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  int generation[2] = { 0 }; /* file systems take either size */
  struct statx more;
  bool is_taken;

  *identity = (Identity){ 0 };
  if (fd < 0)
    return false;
  is_taken = fstat (fd, &identity->status) == 0;
  identity->has_generation = ioctl (fd, FS_IOC_GETVERSION, generation) == 0;
  identity->generation = (uint32_t) generation[0];
  identity->has_birth = statx (fd, "", AT_EMPTY_PATH, STATX_BTIME, &more) == 0 && (more.stx_mask & STATX_BTIME) != 0;
  if (identity->has_birth)
    identity->born_s = more.stx_btime.tv_sec;
  close (fd);
  return is_taken;
}

/* Whether it can be told that a file is not the one of the recording. Of processes that ran before recording began, that has
 * the inode, but not its generation. */
static bool
is_other_file (const Identity *identity,
               const EmberImage *image)
{
  return image->inode != 0 && identity->has_generation &&
         (identity->status.st_ino != image->inode || (image->generation != 0 && identity->generation != image->generation));
}

/* Whether it can be told that a file is the one of the recording, with the same content for all that its time says. */
static bool
is_same_file (const Identity *identity,
              const EmberImage *image,
              int64_t written_s)
{
  if (identity->status.st_ino != image->inode || identity->status.st_mtime > written_s)
    return false;
  if (identity->has_generation && identity->generation == image->generation)
    return true;
  return image->generation == 0 && identity->has_birth && identity->born_s <= written_s;
}

/* By its path on the host. Nothing tells whether a file without build-id is the one that ran, but its inode, and that it may
 * not have been touched since: times of change are the file system's, and cannot be set back. A link to it changes them too,
 * though, and perf makes such links: then it must be the very file that was recorded, not written to since. */
static EmberElfFile *
open_in_place (const EmberSymbolFiles *files,
               const EmberImage *image,
               const char *path,
               EmberSymbolFilesResult *result)
{
  g_autofree char *seen = ember_host_path_dup (files->root, path);
  Identity identity;
  bool is_unchanged;

  if (seen == NULL || image->build_id_size > 0)
    return open_checked (g_steal_pointer (&seen), image, result);
  if (!take_identity (&identity, seen))
    return NULL;
  is_unchanged = files->written_s == 0 || identity.status.st_ctime <= files->written_s || is_same_file (&identity, image, files->written_s);
  if (is_other_file (&identity, image))
    *result = EMBER_SYMBOL_FILES_OTHER_BUILD;
  else if (!is_unchanged)
    *result = EMBER_SYMBOL_FILES_CHANGED;
  else
    return open_checked (g_steal_pointer (&seen), image, result);
  return NULL;
}

static EmberElfFile *
find_program (const EmberSymbolFiles *files,
              const EmberImage *image,
              const char *path,
              EmberSymbolFilesResult *result)
{
  g_autofree char *base = g_path_get_basename (path);
  EmberElfFile *file = NULL;

  for (uint32_t i = 0; file == NULL && files->folders != NULL && files->folders[i] != NULL; i++)
    {
      file = open_checked (g_build_filename (files->folders[i], path, NULL), image, result);
      if (file == NULL)
        file = open_checked (g_build_filename (files->folders[i], base, NULL), image, result);
    }
  if (file == NULL && files->cache != NULL && image->build_id_size > 0)
    file = open_checked (ember_symbol_files_dup_cached (files, image, "elf"), image, result);
  if (file == NULL)
    file = open_in_place (files, image, path, result);
  return file;
}

/* By build-id, in each folder of symbols. */
static EmberElfFile *
find_debug_by_build_id (const EmberSymbolFiles *files,
                        const EmberImage *image)
{
  EmberSymbolFilesResult result;
  EmberElfFile *file = NULL;

  if (image->build_id_size == 0)
    return NULL;
  for (uint32_t i = 0; file == NULL && files->folders != NULL && files->folders[i] != NULL; i++)
    {
      g_autofree char *system = g_build_filename (files->folders[i], SYSTEM_DEBUG_FOLDER, NULL);

      file = open_checked (dup_build_id_path (files->folders[i], image), image, &result);
      if (file == NULL)
        file = open_checked (dup_build_id_path (system, image), image, &result);
    }
  if (file == NULL && files->cache != NULL)
    file = open_checked (ember_symbol_files_dup_cached (files, image, "debug"), image, &result);
  if (file == NULL)
    {
      g_autofree char *path = dup_build_id_path (SYSTEM_DEBUG_FOLDER, image);

      file = open_checked (ember_host_path_dup (files->root, path), image, &result);
    }
  return file;
}

/* @path: (transfer full) (nullable): */
static EmberElfFile *
open_linked (char *path,
             uint32_t checksum)
{
  g_autofree char *owned_path = path;
  uint32_t found;

  return path != NULL && ember_crc32_of_file (owned_path, &found) && found == checksum ? ember_elf_file_open (owned_path) : NULL;
}

/* @path: (transfer full): on the host */
static EmberElfFile *
open_linked_on_host (const EmberSymbolFiles *files,
                     char *path,
                     uint32_t checksum)
{
  g_autofree char *owned_path = path;

  return open_linked (ember_host_path_dup (files->root, owned_path), checksum);
}

/* By the name in the program, beside it and where systems keep such files. */
static EmberElfFile *
find_debug_by_link (const EmberSymbolFiles *files,
                    EmberElfFile *program,
                    const char *path)
{
  uint32_t checksum;
  g_autofree char *name = ember_elf_file_dup_debug_link (program, &checksum);
  g_autofree char *folder = g_path_get_dirname (path);
  EmberElfFile *file = NULL;

  if (name == NULL)
    return NULL;
  for (uint32_t i = 0; file == NULL && files->folders != NULL && files->folders[i] != NULL; i++)
    {
      file = open_linked (g_build_filename (files->folders[i], name, NULL), checksum);
      if (file == NULL)
        file = open_linked (g_build_filename (files->folders[i], folder, name, NULL), checksum);
    }
  if (file == NULL)
    file = open_linked_on_host (files, g_build_filename (folder, name, NULL), checksum);
  if (file == NULL)
    file = open_linked_on_host (files, g_build_filename (folder, ".debug", name, NULL), checksum);
  if (file == NULL)
    file = open_linked_on_host (files, g_build_filename (SYSTEM_DEBUG_FOLDER, folder, name, NULL), checksum);
  return file;
}

char **
ember_symbol_files_dup_places (const EmberSymbolFiles *files,
                               const char *path)
{
  g_autoptr (GStrvBuilder) places = g_strv_builder_new ();
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *seen = ember_host_path_dup (files->root, path);

  for (uint32_t i = 0; files->folders != NULL && files->folders[i] != NULL; i++)
    {
      g_autofree char *whole = g_build_filename (files->folders[i], path, NULL);
      g_autofree char *bare = g_build_filename (files->folders[i], base, NULL);

      g_strv_builder_add (places, whole);
      g_strv_builder_add (places, bare);
    }
  if (seen != NULL)
    g_strv_builder_add (places, seen);
  return g_strv_builder_end (places);
}

static EmberElfFile *
fetch_debug (const EmberSymbolFiles *files,
             const EmberImage *image)
{
  char *path = ember_debuginfod_dup_symbols (files->server, image->build_id, image->build_id_size);
  EmberSymbolFilesResult result;

  return path != NULL ? open_checked (path, image, &result) : NULL;
}

EmberSymbolFilesResult
ember_symbol_files_open (const EmberSymbolFiles *files,
                         const EmberImage *image,
                         const char *path,
                         EmberElfFile **program,
                         EmberElfFile **debug)
{
  EmberSymbolFilesResult result = EMBER_SYMBOL_FILES_MISSING;
  EmberImage known = *image;

  *debug = NULL;
  *program = find_program (files, image, path, &result);
  if (*program != NULL && ember_elf_file_has_symbols (*program))
    return EMBER_SYMBOL_FILES_FOUND;
  /* Where the recording does not tell, the program does. */
  if (*program != NULL && known.build_id_size == 0)
    known.build_id_size = ember_elf_file_get_build_id (*program, known.build_id);
  *debug = find_debug_by_build_id (files, &known);
  if (*debug == NULL && *program != NULL)
    *debug = find_debug_by_link (files, *program, path);
  if (*debug == NULL && files->server != NULL)
    *debug = fetch_debug (files, &known);
  return *program != NULL || *debug != NULL ? EMBER_SYMBOL_FILES_FOUND : result;
}
