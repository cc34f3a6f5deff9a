/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-tree.h"

#include "formats/perf-data-frames.h"

#define MAX_WAITING EMBER_PERF_TREE_MAX_WAITING
#define N_LANES 64
#define N_RUNS 64

/* The stack that a chain became when it was last seen. */
typedef struct
{
  EmberStackId comm;
  uint32_t user_epoch;
  uint32_t kernel_epoch; /* 0: never seen */
  EmberStackId stack;
} Known;

/* Where a program keeps no frame pointers, the kernel takes whatever it finds for callers, up to 127 of them: nine
 * in ten words of such a recording are nowhere. So only addresses that may be somewhere are kept, and stacks that
 * begin with so and so many nowheres by that number. */
typedef struct
{
  EmberStackId comm;
  EmberColumn stacks; /* EmberStackId: of one nowhere, of two, … */
} Run;

/* A chain whose stack is not known yet. */
typedef struct
{
  EmberPerfChainId chain;
  Known known;    /* what it will be */
  uint32_t index; /* among those that wait */
  uint32_t lane;
  uint32_t n_frames;
  size_t first_call; /* in the tree's calls: those that may be somewhere, leaf first */
  size_t end_call;
  EmberStackId base; /* what the first step was called from */
  size_t first_step; /* in the tree's steps: the frames above the base, outermost first */
  uint32_t n_steps;
  uint32_t n_common; /* the first of them, that another has, too */
  size_t like;       /* where that one's steps begin */
} Job;

/* A frame of a stack, and the stack up to there. */
typedef struct
{
  EmberFrameId frame;
  EmberStackId stack;
} Step;

struct _EmberPerfTree
{
  EmberProfileBuilder *builder;
  const EmberPerfChains *chains;
  EmberPerfFrames *frames;
  EmberFrameId nowhere; /* any address in no mapping */
  EmberColumn known;    /* Known, of each chain */
  Run runs[N_RUNS];
  EmberStackId stacks[MAX_WAITING]; /* of those that wait, as far as they are known */
  uint32_t n_waiting;
  Job jobs[MAX_WAITING];
  uint32_t n_jobs;
  EmberColumn calls;  /* EmberPerfCall */
  EmberColumn depths; /* uint32_t: of each call, how many frames lie behind it */
  EmberColumn steps;  /* Step */
};

EmberPerfTree *
ember_perf_tree_new (EmberProfileBuilder *builder,
                     const EmberPerfHeader *header,
                     const EmberPerfChains *chains)
{
  EmberPerfTree *tree = g_new0 (EmberPerfTree, 1);

  tree->builder = builder;
  tree->chains = chains;
  tree->frames = ember_perf_frames_new (builder, header);
  tree->nowhere = ember_perf_frames_get_nowhere (tree->frames);
  ember_column_init (&tree->known, sizeof (Known));
  ember_column_init (&tree->calls, sizeof (EmberPerfCall));
  ember_column_init (&tree->depths, sizeof (uint32_t));
  ember_column_init (&tree->steps, sizeof (Step));
  for (uint32_t i = 0; i < N_RUNS; i++)
    ember_column_init (&tree->runs[i].stacks, sizeof (EmberStackId));
  return tree;
}

void
ember_perf_tree_free (EmberPerfTree *tree)
{
  for (uint32_t i = 0; i < N_RUNS; i++)
    ember_column_clear (&tree->runs[i].stacks);
  ember_column_clear (&tree->known);
  ember_column_clear (&tree->calls);
  ember_column_clear (&tree->depths);
  ember_column_clear (&tree->steps);
  ember_perf_frames_free (tree->frames);
  g_free (tree);
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

/* The addresses of a chain that may be somewhere. A frame that called another holds the
 * address behind the call, which may belong to the next function already: it
 * is looked up one byte lower. The first frame of each level was interrupted,
 * or came from below by itself, so its address is exact.
 * Returns: how many frames the chain has in all */
static uint32_t
gather_calls (EmberPerfTree *tree,
              EmberPerfChainId chain,
              const EmberPerfPlace *place)
{
  size_t n_words;
  const uint64_t *words = ember_perf_chains_get (tree->chains, chain, &n_words);
  const EmberPerfSpaceFilter *filter = place->user != NULL ? ember_perf_space_get_filter (place->user) : NULL;
  EmberPerfCall *calls = ember_column_grow (&tree->calls, n_words);
  uint32_t *depths = ember_column_grow (&tree->depths, n_words);
  uint64_t level = EMBER_PERF_CONTEXT_USER;
  bool is_exact = true;
  uint32_t n_frames = 0;
  size_t n = 0;

  for (size_t i = 0; i < n_words; i++)
    {
      const uint64_t word = words[i];

      if (word >= EMBER_PERF_CONTEXT_MAX)
        {
          level = word;
          is_exact = true;
          i += level == EMBER_PERF_CONTEXT_USER_DEFERRED;
          continue;
        }
      if (level == EMBER_PERF_CONTEXT_USER)
        {
          const uint64_t address = word - (!is_exact && word > 0);

          if (filter != NULL && ember_perf_space_filter_passes (filter, address))
            {
              calls[n] = (EmberPerfCall){ .address = address, .space = place->user };
              depths[n++] = n_frames;
            }
        }
      else if (level == EMBER_PERF_CONTEXT_KERNEL)
        {
          calls[n] = (EmberPerfCall){ .address = word - !is_exact, .space = place->kernel, .fallback = place->kernel_map };
          depths[n++] = n_frames;
        }
      is_exact = false;
      n_frames++;
    }
  tree->calls.n -= n_words - n;
  tree->depths.n -= n_words - n;
  return n_frames;
}

void
ember_perf_tree_add (EmberPerfTree *tree,
                     EmberPerfChainId chain,
                     const EmberPerfPlace *place)
{
  const bool has_user = place->user != NULL && ember_perf_chains_has_user (tree->chains, chain);
  const uint32_t user_epoch = has_user ? ember_perf_space_get_epoch (place->user) : 0;
  const uint32_t kernel_epoch = ember_perf_space_get_epoch (place->kernel);
  const Known *known = get_known (tree, chain);
  const uint32_t index = tree->n_waiting++;
  Job *job;

  if (known->kernel_epoch == kernel_epoch && known->user_epoch == user_epoch && known->comm == place->comm)
    {
      tree->stacks[index] = known->stack;
      return;
    }
  job = &tree->jobs[tree->n_jobs++];
  *job = (Job){ .chain = chain, .index = index, .lane = place->lane % N_LANES, .first_call = tree->calls.n };
  job->known = (Known){ .comm = place->comm, .user_epoch = user_epoch, .kernel_epoch = kernel_epoch };
  job->n_frames = gather_calls (tree, chain, place);
  job->end_call = tree->calls.n;
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

/* All frames of a chain from the outermost that is somewhere. */
static void
make_steps (EmberPerfTree *tree,
            Job *job)
{
  const EmberPerfCall *calls = tree->calls.data;
  const uint32_t *depths = tree->depths.data;
  size_t end = job->end_call;
  uint32_t n_left;
  Step *steps;

  while (end > job->first_call && calls[end - 1].frame == tree->nowhere)
    end--;
  n_left = end > job->first_call ? depths[end - 1] + 1 : 0;
  job->base = get_run (tree, job->known.comm, job->n_frames - n_left);
  job->first_step = tree->steps.n;
  job->n_steps = n_left;
  steps = ember_column_grow (&tree->steps, n_left);
  while (end > job->first_call)
    {
      end--;
      for (; n_left > depths[end] + 1; n_left--)
        (steps++)->frame = tree->nowhere;
      (steps++)->frame = calls[end].frame;
      n_left--;
    }
  for (; n_left > 0; n_left--)
    (steps++)->frame = tree->nowhere;
}

static uint32_t
count_common (const EmberPerfTree *tree,
              const Job *a,
              const Job *b)
{
  const Step *steps = tree->steps.data;
  const uint32_t n = a->base == b->base ? MIN (a->n_steps, b->n_steps) : 0;
  uint32_t n_common = 0;

  while (n_common < n && steps[a->first_step + n_common].frame == steps[b->first_step + n_common].frame)
    n_common++;
  return n_common;
}

/* Stacks of one lane begin alike, one after the other. */
static void
find_steps (EmberPerfTree *tree)
{
  const Job *last[N_LANES] = { NULL };

  for (uint32_t i = 0; i < tree->n_jobs; i++)
    {
      Job *job = &tree->jobs[i];
      const Job *like = last[job->lane];

      make_steps (tree, job);
      if (like != NULL)
        {
          job->like = like->first_step;
          job->n_common = count_common (tree, job, like);
        }
      last[job->lane] = job;
    }
}

static EmberStackId
get_parent (const Job *job,
            const Step *steps,
            uint32_t level)
{
  return level > 0 ? steps[job->first_step + level - 1].stack : job->base;
}

/* Goes one step further in each stack. */
static void
take_step (EmberPerfTree *tree,
           Job *const *jobs,
           uint32_t n_jobs,
           uint32_t level)
{
  Step *steps = tree->steps.data;

  for (uint32_t i = 0; i < n_jobs; i++)
    if (level >= jobs[i]->n_common)
      ember_profile_builder_expect_call (tree->builder, get_parent (jobs[i], steps, level), steps[jobs[i]->first_step + level].frame);
  for (uint32_t i = 0; i < n_jobs; i++)
    {
      Step *step = &steps[jobs[i]->first_step + level];

      if (level < jobs[i]->n_common)
        step->stack = steps[jobs[i]->like + level].stack;
      else
        step->stack = ember_profile_builder_add_call (tree->builder, get_parent (jobs[i], steps, level), step->frame);
    }
}

static void
take_steps (EmberPerfTree *tree)
{
  Job *jobs[MAX_WAITING];
  uint32_t n_jobs = 0;

  for (uint32_t i = 0; i < tree->n_jobs; i++)
    jobs[n_jobs++] = &tree->jobs[i];
  for (uint32_t level = 0; n_jobs > 0; level++)
    {
      uint32_t n_left = 0;

      for (uint32_t i = 0; i < n_jobs; i++)
        if (jobs[i]->n_steps > level)
          jobs[n_left++] = jobs[i];
      n_jobs = n_left;
      take_step (tree, jobs, n_jobs, level);
    }
}

const EmberStackId *
ember_perf_tree_finish (EmberPerfTree *tree)
{
  ember_perf_frames_find (tree->frames, tree->calls.data, tree->calls.n);
  find_steps (tree);
  take_steps (tree);
  for (uint32_t i = 0; i < tree->n_jobs; i++)
    {
      Job *job = &tree->jobs[i];

      job->known.stack = get_parent (job, tree->steps.data, job->n_steps);
      tree->stacks[job->index] = job->known.stack;
      *get_known (tree, job->chain) = job->known;
    }
  tree->n_waiting = tree->n_jobs = 0;
  tree->calls.n = tree->depths.n = tree->steps.n = 0;
  return tree->stacks;
}

void
ember_perf_tree_forget_chains (EmberPerfTree *tree)
{
  tree->known.n = 0;
}
