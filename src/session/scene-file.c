/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/scene-file.h"

#define SCHEME "emberscope-pattern"

GFile *
ember_scene_file_new (const char *name)
{
  g_autofree char *uri = g_strconcat (SCHEME ":", name, NULL);

  return g_file_new_for_uri (uri);
}

/* Only classic pictures: an address may come from anywhere, and numbers in it could ask for any amount of work. */
const EmberScene *
ember_scene_file_get_scene (GFile *file)
{
  g_autofree char *uri = file != NULL && g_file_has_uri_scheme (file, SCHEME) ? g_file_get_uri (file) : NULL;
  uint32_t n_scenes;
  const EmberScene *classics = ember_scene_get_classics (&n_scenes);

  for (uint32_t i = 0; i < n_scenes && uri != NULL; i++)
    if (g_str_equal (classics[i].name, uri + strlen (SCHEME ":")))
      return &classics[i];
  return NULL;
}
