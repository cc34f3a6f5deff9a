/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/symbolizer.h"

#include <string.h>

#include "profile/time-order.h"
#include "profile/tree-builder.h"
#include "symbols/image-symbols.h"
#include "symbols/missing-symbols.h"
#include "symbols/running-kernel.h"
#include "symbols/symbol-name.h"

/* One address that wants a name. */
typedef struct
{
  uint64_t address;
  EmberFrameId frame;
} Wanted;

/* A frame inside of another, and the one inside of that. */
typedef struct
{
  EmberFrameId frame;
  uint32_t next; /* index + 1; 0: none */
} Inlined;

typedef struct
{
  EmberProfile *profile;
  const EmberSymbolizerOptions *options;
  EmberSymbolFiles files;
  char *cache;
  EmberTreeBuilder *builder;
  EmberFrameId *renamed;      /* of each frame */
  EmberColumn inlined;        /* Inlined */
  uint32_t *first_inlined;    /* (nullable): of each frame: index + 1 in those; 0: none */
  EmberColumn *groups;        /* Wanted, for each image, by address; what its list does not name of a kernel's modules goes on to theirs */
  EmberNamingResult *results; /* of each image */
  EmberImageId *homes;        /* of each image: in whose group its addresses are looked up first */
  EmberImageId kernel;        /* EMBER_IMAGE_NONE: there is none */
  EmberStringId unknown_name;
} Naming;

bool
ember_symbolizer_is_needed (const EmberProfile *profile)
{
  const EmberFrames *frames = ember_profile_get_frames (profile);
  const EmberStacks *stacks = ember_profile_get_stacks (profile);

  for (EmberStackId i = 0; i < ember_stacks_get_n (stacks); i++)
    if (ember_frames_get (frames, ember_stacks_get_frame (stacks, i))->image != EMBER_IMAGE_NONE)
      return true;
  return false;
}

static const EmberImage *
get_image (const Naming *naming,
           EmberImageId id)
{
  return ember_images_get (ember_profile_get_images (naming->profile), id);
}

/* The kernel's list names its modules, too, and one file has many paths: then it is that of the first.
 * @by_build_id: of programs: hexadecimal digits -> id + 1 */
static EmberImageId
find_home (const Naming *naming,
           EmberImageId id,
           GHashTable *by_build_id)
{
  const EmberImage *image = get_image (naming, id);
  char *digits;
  EmberImageId first;

  if (image->kind == EMBER_IMAGE_MODULE && naming->kernel != EMBER_IMAGE_NONE)
    return naming->kernel;
  if (image->kind != EMBER_IMAGE_ELF || image->build_id_size == 0)
    return id;
  digits = ember_image_dup_build_id (image);
  first = GPOINTER_TO_UINT (g_hash_table_lookup (by_build_id, digits));
  if (first != 0 || digits[0] == '\0')
    {
      g_free (digits);
      return first != 0 ? first - 1 : id;
    }
  g_hash_table_insert (by_build_id, digits, GUINT_TO_POINTER (id + 1));
  return id;
}

static void
find_homes (Naming *naming,
            uint32_t n_images)
{
  g_autoptr (GHashTable) by_build_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  naming->homes = g_new (EmberImageId, n_images);
  for (EmberImageId i = 0; i < n_images; i++)
    naming->homes[i] = find_home (naming, i, by_build_id);
}

/* All frames in the order of their addresses, so that each image has its own in order. */
static EmberColumn
order_frames (const EmberFrames *frames)
{
  const uint32_t n = ember_frames_get_n (frames);
  g_autofree int64_t *addresses = g_new (int64_t, n);
  EmberColumn order;

  for (EmberFrameId i = 0; i < n; i++)
    addresses[i] = (int64_t) (ember_frames_get (frames, i)->address ^ (UINT64_C (1) << 63));
  ember_column_init (&order, sizeof (EmberTimeOrderEntry));
  ember_time_order_sort (&order, addresses, n);
  return order;
}

static void
group_frames (Naming *naming)
{
  const EmberFrames *frames = ember_profile_get_frames (naming->profile);
  EmberColumn order = order_frames (frames);
  const EmberTimeOrderEntry *entries = order.data;
  const uint32_t n_images = ember_images_get_n (ember_profile_get_images (naming->profile));

  naming->groups = g_new (EmberColumn, n_images);
  naming->results = g_new0 (EmberNamingResult, n_images);
  for (EmberImageId i = 0; i < n_images; i++)
    {
      ember_column_init (&naming->groups[i], sizeof (Wanted));
      if (get_image (naming, i)->kind == EMBER_IMAGE_KERNEL)
        naming->kernel = i;
      if (get_image (naming, i)->kind == EMBER_IMAGE_MODULE)
        naming->results[i] = EMBER_NAMING_MISSING;
    }
  find_homes (naming, n_images);
  for (size_t i = 0; i < order.n; i++)
    {
      const EmberFrameId id = (EmberFrameId) entries[i].row;
      const EmberFrame *frame = ember_frames_get (frames, id);

      if (frame->image == EMBER_IMAGE_NONE)
        naming->renamed[id] = ember_tree_builder_add_frame (naming->builder, frame);
      else
        *(Wanted *) ember_column_grow (&naming->groups[naming->homes[frame->image]], 1) = (Wanted){ frame->address, id };
    }
  ember_column_clear (&order);
}

static uint32_t
get_named_kind (const EmberImage *image)
{
  switch (image->kind)
    {
    case EMBER_IMAGE_KERNEL:
    case EMBER_IMAGE_MODULE:
      return EMBER_FRAME_KERNEL;
    case EMBER_IMAGE_PERF_MAP:
      return EMBER_FRAME_JIT;
    default:
      return EMBER_FRAME_USER;
    }
}

static EmberStringId
add_name (Naming *naming,
          const char *raw)
{
  g_autofree char *readable = ember_symbol_name_dup (raw);

  return ember_tree_builder_add_string (naming->builder, readable != NULL ? readable : raw, -1);
}

/* What a frame is called from now on. */
static EmberFrame
rename_frame (const Naming *naming,
              EmberFrameId id,
              EmberStringId name)
{
  EmberFrame frame = *ember_frames_get (ember_profile_get_frames (naming->profile), id);

  if (name != EMBER_STRING_EMPTY)
    {
      frame.name = name;
      frame.kind = get_named_kind (get_image (naming, frame.image));
    }
  if (name != EMBER_STRING_EMPTY || naming->options == NULL || !naming->options->keep_addresses)
    {
      frame.address = 0;
      frame.image = EMBER_IMAGE_NONE;
    }
  return frame;
}

/* Addresses of one function follow each other, so its name and frame are made once. */
static void
rename_group (Naming *naming,
              const EmberColumn *group,
              const EmberAddressLookup *lookup)
{
  const Wanted *wanted = group->data;
  const char *last_raw = NULL;
  EmberStringId last_name = EMBER_STRING_EMPTY;
  EmberFrame last = { .kind = EMBER_FRAME_ROOT };
  EmberFrameId last_id = 0;

  for (size_t i = 0; i < group->n; i++)
    {
      EmberFrame frame;
      const char *raw = ember_address_lookup_get (lookup, i);

      if (raw != last_raw)
        last_name = raw != NULL ? add_name (naming, raw) : EMBER_STRING_EMPTY;
      last_raw = raw;
      frame = rename_frame (naming, wanted[i].frame, last_name);
      if (memcmp (&frame, &last, sizeof frame) != 0)
        last_id = ember_tree_builder_add_frame (naming->builder, &frame);
      last = frame;
      naming->renamed[wanted[i].frame] = last_id;
    }
}

typedef struct
{
  Naming *naming;
  const Wanted *wanted;
  size_t last_index; /* SIZE_MAX: none yet */
  const char *last_raw;
  EmberStringId last_name;
} Inlining;

static void
add_inlined_cb (size_t index,
                const char *raw,
                gpointer data)
{
  Inlining *inlining = data;
  Naming *naming = inlining->naming;
  const EmberFrameId outer = inlining->wanted[index].frame;
  EmberFrame frame = *ember_frames_get (ember_profile_get_frames (naming->profile), outer);
  Inlined *inlined;

  if (raw != inlining->last_raw)
    inlining->last_name = add_name (naming, raw);
  inlining->last_raw = raw;
  frame.name = inlining->last_name;
  frame.kind = EMBER_FRAME_INLINED;
  frame.address = 0;
  frame.image = EMBER_IMAGE_NONE;
  inlined = ember_column_grow (&naming->inlined, 1);
  *inlined = (Inlined){ .frame = ember_tree_builder_add_frame (naming->builder, &frame) };
  if (inlining->last_index == index)
    inlined[-1].next = (uint32_t) naming->inlined.n;
  else
    naming->first_inlined[outer] = (uint32_t) naming->inlined.n;
  inlining->last_index = index;
}

/* The file of the module may name what the kernel's list does not. */
static void
hand_on_nameless (Naming *naming,
                  EmberImageId kernel,
                  const EmberAddressLookup *lookup)
{
  const EmberColumn *group = &naming->groups[kernel];

  for (size_t i = 0; i < group->n; i++)
    {
      const Wanted *wanted = (const Wanted *) group->data + i;
      const EmberImageId image = ember_frames_get (ember_profile_get_frames (naming->profile), wanted->frame)->image;

      if (image != kernel && ember_address_lookup_get (lookup, i) == NULL)
        *(Wanted *) ember_column_grow (&naming->groups[image], 1) = *wanted;
    }
}

/* A file that has gone from one of its paths may be at another.
 * @path: (out): where it was found, or else the first
 * @lookup: (out caller-allocates): to be cleared in any case */
static EmberNamingResult
look_up (const Naming *naming,
         EmberImageId home,
         const uint64_t *addresses,
         size_t n,
         const char **path,
         EmberAddressLookup *lookup)
{
  const EmberStrings *strings = ember_profile_get_strings (naming->profile);
  const EmberImage *image = get_image (naming, home);
  EmberNamingResult result;

  *path = ember_strings_get (strings, image->path);
  result = ember_image_symbols_look_up (&naming->files, image, *path, addresses, n, lookup);
  for (EmberImageId i = home + 1; result != EMBER_NAMING_DONE && i < ember_images_get_n (ember_profile_get_images (naming->profile)); i++)
    if (naming->homes[i] == home && image->kind == EMBER_IMAGE_ELF)
      {
        const char *other = ember_strings_get (strings, get_image (naming, i)->path);

        ember_address_lookup_clear (lookup);
        if (ember_image_symbols_look_up (&naming->files, image, other, addresses, n, lookup) != EMBER_NAMING_DONE)
          continue;
        *path = other;
        result = EMBER_NAMING_DONE;
      }
  return result;
}

static void
name_image (Naming *naming,
            EmberImageId id)
{
  EmberColumn *group = &naming->groups[id];
  const EmberImage *image = get_image (naming, id);
  const char *path;
  g_autofree uint64_t *addresses = g_new (uint64_t, group->n + 1);
  Wanted *wanted = group->data;
  Inlining inlining = { .naming = naming, .wanted = wanted, .last_index = SIZE_MAX };
  EmberAddressLookup lookup;

  if (group->n == 0)
    return;
  for (size_t i = 0; i < group->n; i++)
    addresses[i] = wanted[i].address;
  naming->results[id] = look_up (naming, id, addresses, group->n, &path, &lookup);
  rename_group (naming, group, &lookup);
  if (image->kind == EMBER_IMAGE_KERNEL)
    hand_on_nameless (naming, id, &lookup);
  if (naming->first_inlined != NULL)
    ember_image_symbols_find_inlined (&naming->files, image, path, addresses, group->n, add_inlined_cb, &inlining);
  ember_address_lookup_clear (&lookup);
  ember_column_clear (group);
}

static bool
name_images (Naming *naming,
             GCancellable *cancellable,
             GError **error)
{
  const uint32_t n_images = ember_images_get_n (ember_profile_get_images (naming->profile));
  EmberSymbolizerProgress *progress = naming->options != NULL ? naming->options->progress : NULL;

  for (EmberImageId i = 0; progress != NULL && i < n_images; i++)
    if (naming->groups[i].n > 0)
      g_atomic_int_inc (&progress->n_images);
  /* Its modules come after it. */
  if (naming->kernel != EMBER_IMAGE_NONE)
    name_image (naming, naming->kernel);
  for (EmberImageId i = 0; i < n_images; i++)
    {
      const bool has_addresses = naming->groups[i].n > 0;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return false;
      name_image (naming, i);
      if (progress != NULL && has_addresses)
        g_atomic_int_inc (&progress->n_images_done);
    }
  return true;
}

/* The newest child of a node; stack 0: none yet. */
typedef struct
{
  EmberFrameId frame;
  EmberStackId stack;
} LastChild;

/* Siblings come sorted, by address where they have no name: those that get the same name follow each other. */
static EmberStackId
add_call (Naming *naming,
          LastChild *children,
          uint32_t n_children,
          EmberStackId parent,
          EmberFrameId frame)
{
  LastChild *last = parent < n_children ? &children[parent] : NULL;
  EmberStackId stack;

  if (last != NULL && last->stack != EMBER_STACK_ROOT && last->frame == frame)
    return last->stack;
  stack = ember_tree_builder_add_call (naming->builder, parent, frame);
  if (last != NULL)
    *last = (LastChild){ frame, stack };
  return stack;
}

/* What is inlined in a frame, on top of it. */
static EmberStackId
add_inlined (Naming *naming,
             EmberStackId stack,
             EmberFrameId frame)
{
  uint32_t next = naming->first_inlined != NULL ? naming->first_inlined[frame] : 0;

  while (next != 0)
    {
      const Inlined *inlined = (const Inlined *) naming->inlined.data + next - 1;

      stack = ember_tree_builder_add_call (naming->builder, stack, inlined->frame);
      next = inlined->next;
    }
  return stack;
}

/* The same tree with other frames: what became equal falls together. */
static void
rebuild_tree (Naming *naming)
{
  const EmberStacks *stacks = ember_profile_get_stacks (naming->profile);
  const uint32_t n_stacks = ember_stacks_get_n (stacks);
  g_autofree EmberStackId *map = g_new (EmberStackId, n_stacks);
  g_autofree LastChild *children = g_new0 (LastChild, n_stacks);

  map[EMBER_STACK_ROOT] = EMBER_STACK_ROOT;
  for (EmberStackId i = 1; i < n_stacks; i++)
    {
      const EmberFrameId frame = ember_stacks_get_frame (stacks, i);
      const EmberStackId parent = map[ember_stacks_get_parent (stacks, i)];

      map[i] = add_inlined (naming, add_call (naming, children, n_stacks, parent, naming->renamed[frame]), frame);
    }
  ember_tree_builder_map_stacks (naming->builder, map);
}

static void
clear_naming (Naming *naming)
{
  const uint32_t n_images = ember_images_get_n (ember_profile_get_images (naming->profile));

  for (EmberImageId i = 0; i < n_images; i++)
    ember_column_clear (&naming->groups[i]);
  g_free (naming->groups);
  g_free (naming->results);
  g_free (naming->homes);
  ember_debuginfod_free (naming->files.server);
  g_free (naming->renamed);
  g_free (naming->first_inlined);
  ember_column_clear (&naming->inlined);
  g_free (naming->cache);
  g_clear_pointer (&naming->builder, ember_tree_builder_free);
}

/* What images share that are looked up as one. */
static void
tell_missing (Naming *naming)
{
  const EmberImages *images = ember_profile_get_images (naming->profile);

  for (EmberImageId i = 0; i < ember_images_get_n (images); i++)
    if (get_image (naming, i)->kind != EMBER_IMAGE_MODULE || naming->results[i] != EMBER_NAMING_DONE)
      naming->results[i] = naming->results[naming->homes[i]];
  ember_missing_symbols_tell (naming->profile, naming->results, naming->renamed, naming->builder);
}

EmberProfile *
ember_symbolizer_resolve (EmberProfile *profile,
                          const EmberSymbolizerOptions *options,
                          GCancellable *cancellable,
                          GError **error)
{
  Naming naming = { .profile = profile, .options = options };
  EmberProfile *named = NULL;

  naming.cache = g_build_filename (g_get_home_dir (), ".debug", NULL);
  naming.files = (EmberSymbolFiles){ .folders = options != NULL ? options->folders : NULL, .cache = naming.cache };
  naming.files.written_s = options != NULL ? options->written_s : 0;
  naming.files.is_of_this_kernel = ember_running_kernel_has_recorded (profile, naming.files.written_s);
  if (options != NULL && options->asks_servers)
    naming.files.server = ember_debuginfod_new (options->fetching != NULL ? options->fetching : cancellable);
  naming.builder = ember_tree_builder_new_without_frames (profile);
  naming.renamed = g_new (EmberFrameId, ember_frames_get_n (ember_profile_get_frames (profile)));
  ember_column_init (&naming.inlined, sizeof (Inlined));
  if (options != NULL && options->with_inlined)
    naming.first_inlined = g_new0 (uint32_t, ember_frames_get_n (ember_profile_get_frames (profile)));
  group_frames (&naming);
  if (name_images (&naming, cancellable, error))
    {
      rebuild_tree (&naming);
      tell_missing (&naming);
      if (options != NULL && options->takes_samples)
        ember_tree_builder_take_samples (naming.builder);
      named = ember_tree_builder_freeze (g_steal_pointer (&naming.builder), true);
    }
  clear_naming (&naming);
  return named;
}
