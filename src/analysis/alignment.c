/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/alignment.h"

#include <string.h>

#include "profile/tree-builder.h"

#define NODES_PER_CHECK 65536

static const char *
get_file_name (const char *module)
{
  const char *slash = strrchr (module, '/');

  return slash != NULL && slash[1] != '\0' ? slash + 1 : module;
}

/* A frame as both recordings would name it. Two modules of one name become one,
 * which is told by the name of the file alone. */
static EmberFrameId
add_frame (EmberTreeBuilder *builder,
           const EmberProfile *profile,
           EmberFrameId id)
{
  EmberFrame frame = *ember_frames_get (ember_profile_get_frames (profile), id);

  frame.name = ember_tree_builder_add_string (builder, ember_profile_get_frame_name (profile, id), -1);
  frame.module = ember_tree_builder_add_string (builder, get_file_name (ember_profile_get_frame_module (profile, id)), -1);
  frame.address = 0;
  frame.image = EMBER_IMAGE_NONE;
  return ember_tree_builder_add_frame (builder, &frame);
}

/* Adds the tree of @profile.
 * Returns: (transfer full) (nullable): the new node of each of its nodes; NULL if cancelled */
static EmberStackId *
add_tree (EmberTreeBuilder *builder,
          const EmberProfile *profile,
          GCancellable *cancellable)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  const uint32_t n_frames = ember_frames_get_n (ember_profile_get_frames (profile));
  const uint32_t n_nodes = ember_stacks_get_n (stacks);
  g_autofree EmberFrameId *frames = g_new (EmberFrameId, n_frames);
  g_autofree EmberStackId *map = g_new0 (EmberStackId, n_nodes);

  for (EmberFrameId i = 0; i < n_frames; i++)
    frames[i] = i == 0 ? 0 : add_frame (builder, profile, i);
  for (EmberStackId i = 1; i < n_nodes; i++)
    {
      if (i % NODES_PER_CHECK == 0 && g_cancellable_is_cancelled (cancellable))
        return NULL;
      map[i] = ember_tree_builder_add_call (builder, map[ember_stacks_get_parent (stacks, i)], frames[ember_stacks_get_frame (stacks, i)]);
    }
  return g_steal_pointer (&map);
}

/* The samples of @own on its tree with that of @other.
 * Returns: (transfer full) (nullable): NULL if cancelled */
static EmberProfile *
join_trees (EmberProfile *own,
            const EmberProfile *other,
            GCancellable *cancellable)
{
  g_autoptr (EmberTreeBuilder) builder = ember_tree_builder_new (own);
  g_autofree EmberStackId *map = add_tree (builder, own, cancellable);
  g_autofree EmberStackId *other_map = map != NULL ? add_tree (builder, other, cancellable) : NULL;

  if (other_map == NULL)
    return NULL;
  ember_tree_builder_map_stacks (builder, map);
  return ember_tree_builder_freeze (g_steal_pointer (&builder), false);
}

bool
ember_alignment_init (EmberAlignment *alignment,
                      EmberProfile *a,
                      EmberProfile *b,
                      GCancellable *cancellable)
{
  g_autoptr (EmberProfile) joined_a = join_trees (a, b, cancellable);
  g_autoptr (EmberProfile) joined_b = joined_a != NULL ? join_trees (b, a, cancellable) : NULL;

  if (joined_b == NULL)
    return false;
  alignment->a = g_steal_pointer (&joined_a);
  alignment->b = g_steal_pointer (&joined_b);
  return true;
}

void
ember_alignment_clear (EmberAlignment *alignment)
{
  g_clear_pointer (&alignment->a, ember_profile_unref);
  g_clear_pointer (&alignment->b, ember_profile_unref);
}
