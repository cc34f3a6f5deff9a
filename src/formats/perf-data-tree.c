/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-tree.h"

#include "profile/hash.h"

#define N_FRAME_CACHE ((uint32_t) 1 << 16)
#define N_LANES 64

/* The stack that a chain became when it was last seen. */
typedef struct
{
  EmberStackId comm;
  uint32_t user_epoch;
  uint32_t kernel_epoch; /* 0: never seen */
  EmberStackId stack;
} Known;

/* The frames of the last stack of a lane, outermost first, and the stack that
 * ends in each: the next one begins alike. */
typedef struct
{
  EmberStackId comm;
  EmberColumn frames; /* EmberFrameId */
  EmberColumn stacks; /* EmberStackId */
} Path;

/* Direct mapped: an address in a space, and its frame. */
typedef struct
{
  uint64_t address;
  uint32_t epoch; /* 0: free */
  EmberFrameId frame;
} CachedFrame;

struct _EmberPerfTree
{
  EmberProfileBuilder *builder;
  const EmberPerfHeader *header;
  const EmberPerfChains *chains;
  EmberColumn known; /* Known, of each chain */
  Path paths[N_LANES];
  CachedFrame *cache;
  EmberColumn frames; /* EmberFrameId: those of one chain, leaf first */
  EmberStringId unknown_name;
  EmberFrameId nowhere; /* any address in no mapping */
};

EmberPerfTree *
ember_perf_tree_new (EmberProfileBuilder *builder,
                     const EmberPerfHeader *header,
                     const EmberPerfChains *chains)
{
  EmberPerfTree *tree = g_new0 (EmberPerfTree, 1);
  EmberFrame nowhere = { .kind = EMBER_FRAME_UNKNOWN };

  tree->builder = builder;
  tree->header = header;
  tree->chains = chains;
  tree->cache = g_new0 (CachedFrame, N_FRAME_CACHE);
  tree->unknown_name = ember_profile_builder_add_string (builder, "[unknown]", -1);
  nowhere.name = nowhere.module = tree->unknown_name;
  tree->nowhere = ember_profile_builder_add_frame (builder, &nowhere);
  ember_column_init (&tree->known, sizeof (Known));
  ember_column_init (&tree->frames, sizeof (EmberFrameId));
  for (uint32_t i = 0; i < N_LANES; i++)
    {
      ember_column_init (&tree->paths[i].frames, sizeof (EmberFrameId));
      ember_column_init (&tree->paths[i].stacks, sizeof (EmberStackId));
    }
  return tree;
}

void
ember_perf_tree_free (EmberPerfTree *tree)
{
  for (uint32_t i = 0; i < N_LANES; i++)
    {
      ember_column_clear (&tree->paths[i].frames);
      ember_column_clear (&tree->paths[i].stacks);
    }
  ember_column_clear (&tree->frames);
  ember_column_clear (&tree->known);
  g_free (tree->cache);
  g_free (tree);
}

static EmberFrameId
make_frame (EmberPerfTree *tree,
            const EmberPerfMap *map,
            uint64_t address,
            bool is_kernel)
{
  const uint64_t offset = address - map->begin + map->offset;
  EmberFrame frame = { .address = offset, .module = map->module, .name = map->name, .image = map->image, .kind = EMBER_FRAME_UNKNOWN };

  if (frame.name == EMBER_STRING_EMPTY)
    frame.name = ember_perf_symbols_find (&tree->header->symbols, map->module, offset, address);
  if (frame.name == EMBER_STRING_EMPTY)
    {
      frame.name = tree->unknown_name;
    }
  else
    {
      frame.kind = is_kernel ? EMBER_FRAME_KERNEL : EMBER_FRAME_USER;
      frame.image = EMBER_IMAGE_NONE;
      frame.address = 0;
    }
  return ember_profile_builder_add_frame (tree->builder, &frame);
}

static EmberFrameId
find_frame (EmberPerfTree *tree,
            const EmberPerfSpace *space,
            const EmberPerfMap *fallback,
            uint64_t address)
{
  const uint32_t epoch = ember_perf_space_get_epoch (space);
  CachedFrame *cached = &tree->cache[ember_hash_pair (address, epoch) % N_FRAME_CACHE];
  const EmberPerfMap *map;

  if (cached->epoch == epoch && cached->address == address)
    return cached->frame;
  map = ember_perf_space_find (space, address);
  if (map == NULL)
    map = fallback;
  *cached = (CachedFrame){ address, epoch, map != NULL ? make_frame (tree, map, address, fallback != NULL) : tree->nowhere };
  return cached->frame;
}

/* The frames of a chain, leaf first. A frame that called another holds the
 * address behind the call, which may belong to the next function already: it
 * is looked up one byte lower. The first frame of each level was interrupted,
 * or came from below by itself, so its address is exact. */
static void
find_frames (EmberPerfTree *tree,
             EmberPerfChainId chain,
             const EmberPerfSpace *user,
             const EmberPerfSpace *kernel,
             const EmberPerfMap *kernel_map)
{
  size_t n_words;
  const uint64_t *words = ember_perf_chains_get (tree->chains, chain, &n_words);
  uint64_t level = EMBER_PERF_CONTEXT_USER;
  bool is_exact = true;

  tree->frames.n = 0;
  for (size_t i = 0; i < n_words; i++)
    {
      EmberFrameId frame = tree->nowhere;

      if (words[i] >= EMBER_PERF_CONTEXT_MAX)
        {
          level = words[i];
          is_exact = true;
          if (level == EMBER_PERF_CONTEXT_USER_DEFERRED)
            i++;
          continue;
        }
      if (level == EMBER_PERF_CONTEXT_KERNEL)
        frame = find_frame (tree, kernel, kernel_map, words[i] - !is_exact);
      else if (level == EMBER_PERF_CONTEXT_USER && user != NULL)
        frame = find_frame (tree, user, NULL, words[i] - (!is_exact && words[i] > 0));
      is_exact = false;
      *(EmberFrameId *) ember_column_grow (&tree->frames, 1) = frame;
    }
}

/* How many frames, counted from outside, the path has in common with @frames. */
static size_t
count_common (const Path *path,
              const EmberFrameId *frames,
              size_t n)
{
  const EmberFrameId *last = path->frames.data;
  size_t n_common = 0;

  while (n_common < n && n_common < path->frames.n && last[n_common] == frames[n - 1 - n_common])
    n_common++;
  return n_common;
}

static EmberStackId
push_frames (EmberPerfTree *tree,
             Path *path,
             EmberStackId comm)
{
  const EmberFrameId *frames = tree->frames.data;
  const size_t n = tree->frames.n;
  const size_t n_common = path->comm == comm ? count_common (path, frames, n) : 0;
  EmberStackId stack = n_common > 0 ? ((const EmberStackId *) path->stacks.data)[n_common - 1] : comm;

  path->comm = comm;
  path->frames.n = path->stacks.n = n_common;
  for (size_t i = n - n_common; i-- > 0;)
    {
      stack = ember_profile_builder_add_call (tree->builder, stack, frames[i]);
      *(EmberFrameId *) ember_column_grow (&path->frames, 1) = frames[i];
      *(EmberStackId *) ember_column_grow (&path->stacks, 1) = stack;
    }
  return stack;
}

/* Chains may come while the tree grows. */
static Known *
get_known (EmberPerfTree *tree,
           EmberPerfChainId chain)
{
  if (chain >= tree->known.n)
    {
      const size_t n_new = tree->chains->ends.n - tree->known.n;

      memset (ember_column_grow (&tree->known, n_new), 0, n_new * sizeof (Known));
    }
  return (Known *) tree->known.data + chain;
}

EmberStackId
ember_perf_tree_add (EmberPerfTree *tree,
                     uint32_t lane,
                     EmberStackId comm,
                     EmberPerfChainId chain,
                     const EmberPerfSpace *user,
                     const EmberPerfSpace *kernel,
                     const EmberPerfMap *kernel_map)
{
  const bool has_user = user != NULL && ember_perf_chains_has_user (tree->chains, chain);
  const uint32_t user_epoch = has_user ? ember_perf_space_get_epoch (user) : 0;
  const uint32_t kernel_epoch = ember_perf_space_get_epoch (kernel);
  Known *known = get_known (tree, chain);

  if (known->kernel_epoch == kernel_epoch && known->user_epoch == user_epoch && known->comm == comm)
    return known->stack;
  find_frames (tree, chain, user, kernel, kernel_map);
  *known = (Known){ comm, user_epoch, kernel_epoch, push_frames (tree, &tree->paths[lane % N_LANES], comm) };
  return known->stack;
}

void
ember_perf_tree_forget_chains (EmberPerfTree *tree)
{
  tree->known.n = 0;
}
