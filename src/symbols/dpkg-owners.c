/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/dpkg-owners.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define LISTS_FOLDER "var/lib/dpkg/info"
#define LIST_ENDING ".list"
/* The longest list of a distribution is 5 MB. */
#define MAX_LIST_BYTES ((size_t) 1 << 26)
/* Lines of other lengths need no comparing; longer paths share a bit. */
#define N_LENGTHS 256

typedef struct
{
  const char *const *paths;
  size_t *sizes; /* of the paths without "/usr" */
  size_t n_paths;
  char **owners;
  size_t n_left; /* without an owner */
  bool has_length[N_LENGTHS];
} Search;

/* A system that merged /usr has files there that packages own elsewhere, or the other way round. */
static const char *
skip_usr (const char *path)
{
  return g_str_has_prefix (path, "/usr/") ? path + strlen ("/usr") : path;
}

/* "libc6:amd64.list" → "libc6" */
static char *
dup_package (const char *list)
{
  return g_strndup (list, strcspn (list, ":") < strlen (list) ? strcspn (list, ":") : strlen (list) - strlen (LIST_ENDING));
}

static void
compare_line (Search *search,
              const char *line,
              size_t n,
              const char *list)
{
  if (n > 5 && memcmp (line, "/usr/", 5) == 0)
    {
      line += 4;
      n -= 4;
    }
  if (!search->has_length[n % N_LENGTHS])
    return;
  for (size_t i = 0; i < search->n_paths; i++)
    if (search->owners[i] == NULL && search->sizes[i] == n && memcmp (skip_usr (search->paths[i]), line, n) == 0)
      {
        search->owners[i] = dup_package (list);
        search->n_left--;
      }
}

static void
search_list (Search *search,
             const char *folder,
             const char *list)
{
  g_autofree char *path = g_build_filename (folder, list, NULL);
  g_autofree char *text = NULL;
  size_t size_bytes;
  const char *at, *end;

  if (!g_file_get_contents (path, &text, &size_bytes, NULL) || size_bytes > MAX_LIST_BYTES)
    return;
  end = text + size_bytes;
  for (const char *next = at = text; at < end; at = next + 1)
    {
      next = memchr (at, '\n', (size_t) (end - at));
      if (next == NULL)
        next = end;
      compare_line (search, at, (size_t) (next - at), list);
    }
}

void
ember_dpkg_owners_find (const char *root,
                        const char *const *paths,
                        size_t n_paths,
                        char **owners)
{
  Search search = { .paths = paths, .n_paths = n_paths, .owners = owners, .n_left = n_paths };
  g_autofree char *folder = g_build_filename (root, LISTS_FOLDER, NULL);
  g_autofree size_t *sizes = g_new (size_t, n_paths + 1);
  g_autoptr (GDir) dir = n_paths > 0 ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  search.sizes = sizes;
  for (size_t i = 0; i < n_paths; i++)
    {
      owners[i] = NULL;
      sizes[i] = strlen (skip_usr (paths[i]));
      search.has_length[sizes[i] % N_LENGTHS] = true;
    }
  while (dir != NULL && search.n_left > 0 && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, LIST_ENDING))
      search_list (&search, folder, name);
}
