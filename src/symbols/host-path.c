/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/host-path.h"

#include <glib.h>
#include <string.h>
#include <unistd.h>

#define SANDBOX_INFO ".flatpak-info"
#define HOST "run/host"

/* What a sandbox has of its own, whatever the user lets it see. */
static const char *const own_folders[] = {
  "/.flatpak-info", "/app", "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libx32",
  "/proc", "/root", "/run", "/sbin", "/sys", "/usr", "/var"
};

/* Parts of those that are the host's where they can be seen. */
static const char *const shared_folders[] = { "/run/media", "/var/home" };

static char *
dup_info_path (const char *root)
{
  return g_build_filename (root != NULL ? root : "/", SANDBOX_INFO, NULL);
}

bool
ember_host_path_is_sandboxed (const char *root)
{
  g_autofree char *path = dup_info_path (root);

  return access (path, F_OK) == 0;
}

static bool
is_below (const char *path,
          const char *folder)
{
  const size_t n = strlen (folder);

  return strncmp (path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

static bool
is_in_one_of (const char *path,
              const char *const *folders,
              size_t n_folders)
{
  for (size_t i = 0; i < n_folders; i++)
    if (is_below (path, folders[i]))
      return true;
  return false;
}

/* Whether the user gave the host's /tmp to the sandbox, in place of its own. */
static bool
shares_tmp (const char *root)
{
  g_autofree char *path = dup_info_path (root);
  g_autoptr (GKeyFile) info = g_key_file_new ();
  g_auto (GStrv) folders = NULL;

  if (!g_key_file_load_from_file (info, path, G_KEY_FILE_NONE, NULL))
    return false;
  folders = g_key_file_get_string_list (info, "Context", "filesystems", NULL, NULL);
  for (guint i = 0; folders != NULL && folders[i] != NULL; i++)
    if (g_str_equal (folders[i], "/tmp") || g_str_has_prefix (folders[i], "/tmp:"))
      return true;
  return false;
}

static bool
is_own (const char *root,
        const char *path)
{
  if (is_below (path, "/tmp"))
    return !shares_tmp (root);
  return is_in_one_of (path, own_folders, G_N_ELEMENTS (own_folders)) &&
         !is_in_one_of (path, shared_folders, G_N_ELEMENTS (shared_folders));
}

char *
ember_host_path_dup (const char *root,
                     const char *path)
{
  const char *begin = root != NULL ? root : "/";
  g_autofree char *plain = NULL;
  g_autofree char *seen = NULL;

  if (!g_path_is_absolute (path))
    return NULL;
  if (!ember_host_path_is_sandboxed (root))
    return g_build_filename (begin, path, NULL);
  plain = g_canonicalize_filename (path, "/");
  seen = g_build_filename (begin, HOST, plain, NULL);
  if (access (seen, F_OK) == 0)
    return g_steal_pointer (&seen);
  return is_own (root, plain) ? NULL : g_build_filename (begin, plain, NULL);
}

char *
ember_host_path_dup_system (const char *root)
{
  const char *begin = root != NULL ? root : "/";

  return ember_host_path_is_sandboxed (root) ? g_build_filename (begin, HOST, NULL) : g_strdup (begin);
}
