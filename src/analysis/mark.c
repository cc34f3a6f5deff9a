/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/mark.h"

#include <string.h>

#include "analysis/search.h"

static EmberMark *
new_mark (EmberMarkKind kind,
          const char *text,
          const char *module,
          bool is_regex)
{
  EmberMark *mark = g_new0 (EmberMark, 1);

  g_atomic_ref_count_init (&mark->ref_count);
  mark->kind = kind;
  mark->text = g_strdup (text);
  mark->module = g_strdup (module);
  mark->is_regex = is_regex;
  return mark;
}

EmberMark *
ember_mark_new_search (const char *text,
                       bool is_regex)
{
  return new_mark (EMBER_MARK_SEARCH, text, "", is_regex);
}

EmberMark *
ember_mark_new_function (const char *name,
                         const char *module)
{
  return new_mark (EMBER_MARK_FUNCTION, name, module, false);
}

EmberMark *
ember_mark_new_group (const char *name)
{
  return new_mark (EMBER_MARK_GROUP, name, "", false);
}

EmberMark *
ember_mark_new_frame (const EmberProfile *profile,
                      EmberFrameId frame)
{
  const char *name = ember_profile_get_frame_name (profile, frame);

  if (ember_frames_get (ember_profile_get_frames (profile), frame)->kind == EMBER_FRAME_COMM)
    return ember_mark_new_group (name);
  return ember_mark_new_function (name, ember_profile_get_frame_module (profile, frame));
}

EmberMark *
ember_mark_ref (EmberMark *mark)
{
  g_atomic_ref_count_inc (&mark->ref_count);
  return mark;
}

void
ember_mark_unref (EmberMark *mark)
{
  if (!g_atomic_ref_count_dec (&mark->ref_count))
    return;
  g_free (mark->text);
  g_free (mark->module);
  g_free (mark);
}

bool
ember_mark_equal (const EmberMark *a,
                  const EmberMark *b)
{
  return a->kind == b->kind && a->is_regex == b->is_regex && strcmp (a->text, b->text) == 0 && g_strcmp0 (a->module, b->module) == 0;
}

/* A module without a folder is the file of that name in any folder. */
static bool
is_same_module (const char *meant,
                const char *module)
{
  const char *slash = strrchr (module, '/');

  return strcmp (meant, module) == 0 || (slash != NULL && strcmp (meant, slash + 1) == 0);
}

static bool
is_meant (const EmberMark *mark,
          const EmberProfile *profile,
          EmberFrameId id)
{
  const EmberFrame *frame = ember_frames_get (ember_profile_get_frames (profile), id);
  const bool is_code = frame->kind != EMBER_FRAME_COMM && frame->kind != EMBER_FRAME_ROOT;

  return (mark->kind == EMBER_MARK_FUNCTION ? is_code : frame->kind == EMBER_FRAME_COMM) &&
         strcmp (ember_profile_get_frame_name (profile, id), mark->text) == 0 &&
         (mark->kind == EMBER_MARK_GROUP || mark->module == NULL || is_same_module (mark->module, ember_profile_get_frame_module (profile, id)));
}

bool *
ember_mark_find_frames (const EmberMark *mark,
                        EmberProfile *profile,
                        GCancellable *cancellable,
                        GError **error)
{
  const uint32_t n = ember_frames_get_n (ember_profile_get_frames (profile));
  g_autoptr (EmberSearch) search = NULL;
  bool *frames;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (mark->kind == EMBER_MARK_SEARCH)
    {
      search = ember_search_new (profile, mark->text, mark->is_regex, cancellable, error);
      if (search == NULL)
        return NULL;
    }
  frames = g_new (bool, n);
  for (EmberFrameId i = 0; i < n; i++)
    frames[i] = search != NULL ? ember_search_matches (search, i) : is_meant (mark, profile, i);
  return frames;
}

EmberStackMask *
ember_mark_find_stacks (const EmberMark *mark,
                        EmberProfile *profile,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree bool *frames = ember_mark_find_frames (mark, profile, cancellable, error);

  return frames != NULL ? ember_stack_mask_new (ember_profile_get_stacks (profile), frames, ember_frames_get_n (ember_profile_get_frames (profile))) : NULL;
}

uint64_t
ember_mark_count (const bool *frames,
                  const EmberFlameGraph *graph,
                  EmberMeasure measure)
{
  const EmberStacks *stacks = ember_flame_graph_get_stacks (graph);
  const uint32_t n = ember_stacks_get_n (stacks);
  uint64_t sum = 0;

  for (EmberStackId id = 0; id < n;)
    if (frames[ember_stacks_get_frame (stacks, id)])
      {
        sum += ember_flame_graph_get_total (graph, measure, id);
        id = ember_stacks_get_end (stacks, id);
      }
    else
      {
        id++;
      }
  return sum;
}
