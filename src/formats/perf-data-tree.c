/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-tree.h"

#include "profile/hash.h"

#define N_FRAME_CACHE ((uint32_t) 1 << 14)

/* A chain that was seen, and the stack it became. */
typedef struct
{
  EmberPerfChainId chain;
  EmberStackId comm;
  uint32_t user_epoch;
  uint32_t kernel_epoch;
  EmberStackId stack;
} Known;

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
  EmberColumn known; /* Known */
  EmberIdTable index;
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
  ember_id_table_init (&tree->index);
  return tree;
}

void
ember_perf_tree_free (EmberPerfTree *tree)
{
  ember_column_clear (&tree->known);
  ember_column_clear (&tree->frames);
  ember_id_table_clear (&tree->index);
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

static EmberStackId
push_frames (EmberPerfTree *tree,
             EmberStackId comm)
{
  const EmberFrameId *frames = tree->frames.data;
  EmberStackId stack = comm;

  for (size_t i = tree->frames.n; i-- > 0;)
    stack = ember_profile_builder_add_call (tree->builder, stack, frames[i]);
  return stack;
}

EmberStackId
ember_perf_tree_add (EmberPerfTree *tree,
                     EmberStackId comm,
                     EmberPerfChainId chain,
                     const EmberPerfSpace *user,
                     const EmberPerfSpace *kernel,
                     const EmberPerfMap *kernel_map)
{
  const bool has_user = user != NULL && ember_perf_chains_has_user (tree->chains, chain);
  Known wanted = { chain, comm, has_user ? ember_perf_space_get_epoch (user) : 0, ember_perf_space_get_epoch (kernel), 0 };
  const uint64_t hash = ember_hash_pair ((uint64_t) chain << 32 | comm, (uint64_t) wanted.user_epoch << 32 | wanted.kernel_epoch);
  EmberIdCursor cursor = ember_id_table_find (&tree->index, hash);

  while (ember_id_table_next (&tree->index, &cursor))
    {
      const Known *known = (const Known *) tree->known.data + cursor.id;

      if (known->chain == chain && known->comm == comm && known->user_epoch == wanted.user_epoch &&
          known->kernel_epoch == wanted.kernel_epoch)
        return known->stack;
    }
  find_frames (tree, chain, user, kernel, kernel_map);
  wanted.stack = push_frames (tree, comm);
  ember_id_table_add (&tree->index, hash, (uint32_t) tree->known.n);
  *(Known *) ember_column_grow (&tree->known, 1) = wanted;
  return wanted.stack;
}
