/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-tree.h"

#include "profile/hash.h"

#define N_FRAME_CACHE ((uint32_t) 1 << 16)
#define N_LANES 64
#define N_GAPS 64
#define N_RUNS 64

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
  EmberStackId base;  /* what the first of them was called from */
  EmberColumn frames; /* EmberFrameId */
  EmberColumn stacks; /* EmberStackId */
} Path;

/* Where a program keeps no frame pointers, the kernel takes whatever it finds for callers, up to 127 of them: nine
 * in ten words of such a recording are nowhere. So all that has to be found out of an address is the gap between
 * mappings that it lies in, and stacks that begin with so and so many nowheres are kept by that number. */
typedef struct
{
  uint64_t begin;
  uint64_t size_bytes;
  uint32_t epoch; /* 0: free */
} Gap;

typedef struct
{
  EmberStackId comm;
  EmberColumn stacks; /* EmberStackId: of one nowhere, of two, … */
} Run;

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
  Run runs[N_RUNS];
  Gap gaps[N_GAPS];
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
  for (uint32_t i = 0; i < N_RUNS; i++)
    ember_column_init (&tree->runs[i].stacks, sizeof (EmberStackId));
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
  for (uint32_t i = 0; i < N_RUNS; i++)
    ember_column_clear (&tree->runs[i].stacks);
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
  if (map == NULL)
    return tree->nowhere;
  *cached = (CachedFrame){ address, epoch, make_frame (tree, map, address, fallback != NULL) };
  return cached->frame;
}

static EmberFrameId
find_user_frame (EmberPerfTree *tree,
                 const EmberPerfSpace *space,
                 uint64_t address)
{
  const uint32_t epoch = ember_perf_space_get_epoch (space);
  Gap *gap = &tree->gaps[((address >> 36) + epoch * 5) % N_GAPS];
  EmberFrameId frame;

  if (gap->epoch == epoch && address - gap->begin < gap->size_bytes)
    return tree->nowhere;
  frame = find_frame (tree, space, NULL, address);
  if (frame == tree->nowhere)
    {
      gap->epoch = epoch;
      ember_perf_space_find_gap (space, address, &gap->begin, &gap->size_bytes);
    }
  return frame;
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
  EmberFrameId *frames;
  size_t n = 0;

  tree->frames.n = 0;
  frames = ember_column_grow (&tree->frames, n_words);
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
        frame = find_user_frame (tree, user, words[i] - (!is_exact && words[i] > 0));
      is_exact = false;
      frames[n++] = frame;
    }
  tree->frames.n = n;
}

/* The stack of @n nowheres below @comm. */
static EmberStackId
get_run (EmberPerfTree *tree,
         EmberStackId comm,
         size_t n)
{
  Run *run = &tree->runs[comm % N_RUNS];

  if (run->comm != comm)
    run->stacks.n = 0;
  run->comm = comm;
  while (run->stacks.n < n)
    {
      const EmberStackId last = run->stacks.n > 0 ? ((const EmberStackId *) run->stacks.data)[run->stacks.n - 1] : comm;

      *(EmberStackId *) ember_column_grow (&run->stacks, 1) = ember_profile_builder_add_call (tree->builder, last, tree->nowhere);
    }
  return n > 0 ? ((const EmberStackId *) run->stacks.data)[n - 1] : comm;
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
  size_t n = tree->frames.n;
  size_t n_common;
  EmberStackId base, stack;

  while (n > 0 && frames[n - 1] == tree->nowhere)
    n--;
  base = get_run (tree, comm, tree->frames.n - n);
  n_common = path->base == base ? count_common (path, frames, n) : 0;
  stack = n_common > 0 ? ((const EmberStackId *) path->stacks.data)[n_common - 1] : base;
  path->base = base;
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
