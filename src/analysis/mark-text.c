/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/mark-text.h"

#include <string.h>

#define GROUP_WORD "comm"

/* The frames of a mark: whether there are any, and their module, if it is one.
 * @module: (out) (nullable): (transfer none) */
static bool
find_module (const EmberMark *mark,
             EmberProfile *profile,
             const char **module)
{
  g_autofree bool *frames = ember_mark_find_frames (mark, profile, NULL, NULL);
  bool is_any = false;

  *module = NULL;
  for (EmberFrameId i = 0; i < ember_frames_get_n (ember_profile_get_frames (profile)); i++)
    {
      const char *own = ember_profile_get_frame_module (profile, i);

      if (!frames[i])
        continue;
      *module = !is_any || g_strcmp0 (*module, own) == 0 ? own : NULL;
      is_any = true;
    }
  return is_any;
}

/* @mark: (transfer full):
 * Returns: (transfer full) (nullable): with its module, where it is in one alone */
static EmberMark *
keep_if_found (EmberMark *mark,
               EmberProfile *profile)
{
  const char *module;
  const bool is_any = find_module (mark, profile, &module);
  EmberMark *exact = NULL;

  if (is_any && mark->kind == EMBER_MARK_FUNCTION && module != NULL)
    exact = ember_mark_new_function (mark->text, module);
  if (is_any && exact == NULL)
    return mark;
  ember_mark_unref (mark);
  return exact;
}

/* Returns: (transfer full) (nullable): what stands in the brackets that @text ends in */
static char *
dup_bracketed (const char *text,
               char **name)
{
  const size_t length = strlen (text);
  const char *open = length > 0 && text[length - 1] == ')' ? g_strrstr (text, " (") : NULL;

  if (open == NULL)
    return NULL;
  *name = g_strndup (text, (gsize) (open - text));
  return g_strndup (open + 2, (gsize) (text + length - 1 - (open + 2)));
}

EmberMark *
ember_mark_text_parse (EmberProfile *profile,
                       const char *text)
{
  g_autofree char *name = NULL;
  g_autofree char *module = dup_bracketed (text, &name);
  EmberMark *mark = keep_if_found (ember_mark_new_function (text, NULL), profile);

  if (mark == NULL && module != NULL)
    mark = keep_if_found (ember_mark_new_function (name, module), profile);
  if (mark == NULL)
    mark = keep_if_found (ember_mark_new_group (text), profile);
  if (mark == NULL && g_strcmp0 (module, GROUP_WORD) == 0)
    mark = keep_if_found (ember_mark_new_group (name), profile);
  return mark;
}

static bool
means_same (const char *text,
            const EmberMark *mark,
            EmberProfile *profile)
{
  g_autoptr (EmberMark) parsed = ember_mark_text_parse (profile, text);
  g_autofree bool *meant = ember_mark_find_frames (mark, profile, NULL, NULL);
  g_autofree bool *found = parsed != NULL ? ember_mark_find_frames (parsed, profile, NULL, NULL) : NULL;

  return found != NULL && memcmp (meant, found, ember_frames_get_n (ember_profile_get_frames (profile)) * sizeof (bool)) == 0;
}

char *
ember_mark_text_format (const EmberMark *mark,
                        EmberProfile *profile)
{
  const char *module = mark->kind == EMBER_MARK_GROUP ? GROUP_WORD : mark->module;
  const char *slash = module != NULL ? strrchr (module, '/') : NULL;
  g_autofree char *with_file = slash != NULL ? g_strdup_printf ("%s (%s)", mark->text, slash + 1) : NULL;

  if (module == NULL || means_same (mark->text, mark, profile))
    return g_strdup (mark->text);
  if (with_file != NULL && means_same (with_file, mark, profile))
    return g_steal_pointer (&with_file);
  return g_strdup_printf ("%s (%s)", mark->text, module);
}
