/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-crew.h"

#include <stdatomic.h>
#include <string.h>

/* So many chunks are parsed by one thread before others learn from it: an eighth of the text within these bounds. The more
 * it is, the less do two learn the same; the longer do the others wait. What is shorter is not worth a thread. */
#define MIN_LESSONS 16
#define MAX_LESSONS 96
/* How many chunks of what is decompressed wait. It takes longer than parsing, or nearly, so that whoever does it should
 * not be kept from it. */
#define N_AHEAD 16u
/* After so many chunks, each of which left all of these waiting, another one parses too. */
#define N_FULL 8
/* To sleep and be woken takes longer than a plain file's chunk, so a thread looks so often whether it is cut before it sleeps. */
#define N_LOOKS 100
/* A plain file is read so fast that each thread reads what it parses, which then lies in its processor's cache. */
#define N_AHEAD_PLAIN 1u

typedef struct
{
  GMutex lock; /* of all that follows, but for the cutter, which is whose who set is_cutting */
  GCond changed;
  uint32_t n_waiting;
  EmberPerfScriptCutter cutter;
  atomic_bool is_cutting;
  bool has_ended;
  GError *problem;
  EmberPerfScriptChunk *chunks;
  EmberPerfScriptChunk **idle; /* the one used last at the end */
  uint32_t n_idle;
  EmberPerfScriptChunk **ready; /* a ring of max_ready, in the order of the input */
  uint32_t first_ready;
  uint32_t n_ready;
  uint32_t max_ready;
} Crew;

typedef struct
{
  Crew *crew;
  EmberPerfScriptParser *parser; /* NULL: may only cut as yet */
  GThread *thread;               /* NULL: the one that called */
} Worker;

static void
crew_init (Crew *crew,
           EmberInput *input,
           size_t chunk_bytes,
           uint32_t n_threads)
{
  /* each thread has one in its hands, and all but one can be ready besides */
  const uint32_t max_ready = ember_input_is_compressed (input) && n_threads > 1 ? N_AHEAD : N_AHEAD_PLAIN;
  const uint32_t n_chunks = n_threads + max_ready - 1;

  *crew = (Crew){ .max_ready = max_ready, .n_idle = n_chunks };
  g_mutex_init (&crew->lock);
  g_cond_init (&crew->changed);
  ember_perf_script_cutter_init (&crew->cutter, input, chunk_bytes);
  crew->ready = g_new (EmberPerfScriptChunk *, max_ready);
  crew->idle = g_new (EmberPerfScriptChunk *, n_chunks);
  crew->chunks = g_new (EmberPerfScriptChunk, n_chunks);
  for (uint32_t i = 0; i < n_chunks; i++)
    {
      ember_perf_script_chunk_init (&crew->chunks[i]);
      crew->idle[i] = &crew->chunks[i];
    }
}

static void
crew_clear (Crew *crew)
{
  for (uint32_t i = 0; i < crew->n_idle; i++)
    ember_perf_script_chunk_clear (crew->idle[i]);
  g_free (crew->chunks);
  g_free (crew->idle);
  g_free (crew->ready);
  ember_perf_script_cutter_clear (&crew->cutter);
  g_cond_clear (&crew->changed);
  g_mutex_clear (&crew->lock);
}

/* Tells one of those who wait. */
static void
call_one (Crew *crew)
{
  if (crew->n_waiting > 0)
    g_cond_signal (&crew->changed);
}

/* Of a plain file the chunk that was used last, whose bytes most often lie in this thread's cache. What is decompressed is
 * parsed by others: the longer it is since then, the less of it lies in theirs, which makes writing dear. */
static EmberPerfScriptChunk *
take_idle (Crew *crew)
{
  EmberPerfScriptChunk *chunk = crew->idle[crew->max_ready > 1 ? 0 : crew->n_idle - 1];

  crew->n_idle--;
  if (crew->max_ready > 1)
    memmove (crew->idle, crew->idle + 1, crew->n_idle * sizeof *crew->idle);
  return chunk;
}

/* Cuts off one chunk. Whoever waits for it is not woken for each: that costs more than to wait for some.
 * Gives the lock away meanwhile */
static void
cut (Crew *crew)
{
  EmberPerfScriptChunk *chunk = take_idle (crew);
  bool has_more;

  crew->is_cutting = true;
  g_mutex_unlock (&crew->lock);
  has_more = ember_perf_script_cutter_next (&crew->cutter, chunk, &crew->problem);
  g_mutex_lock (&crew->lock);
  crew->is_cutting = false;
  crew->has_ended = !has_more;
  crew->ready[(crew->first_ready + crew->n_ready++) % crew->max_ready] = chunk;
  if (crew->has_ended)
    g_cond_broadcast (&crew->changed);
  else if (crew->n_ready >= crew->max_ready / 4)
    call_one (crew);
}

static size_t
count_lessons (const EmberInput *input,
               size_t chunk_bytes)
{
  return (size_t) CLAMP (ember_input_get_size (input) / 8 / (int64_t) chunk_bytes, MIN_LESSONS, MAX_LESSONS);
}

static EmberPerfScriptChunk *
pop_ready (Crew *crew)
{
  EmberPerfScriptChunk *chunk = crew->ready[crew->first_ready];

  crew->first_ready = (crew->first_ready + 1) % crew->max_ready;
  if (crew->n_ready-- == crew->max_ready)
    call_one (crew);
  return chunk;
}

/* Waits a while for who cuts, without the lock. */
static void
look_on (Crew *crew)
{
  g_mutex_unlock (&crew->lock);
  for (int i = 0; i < N_LOOKS && atomic_load_explicit (&crew->is_cutting, memory_order_relaxed); i++)
    g_thread_yield ();
  g_mutex_lock (&crew->lock);
}

/* @done: (nullable): the chunk that was taken before
 * Returns: (nullable): what to parse; NULL where nothing will come */
static EmberPerfScriptChunk *
take_chunk (Worker *worker,
            EmberPerfScriptChunk *done)
{
  Crew *crew = worker->crew;
  EmberPerfScriptChunk *chunk = NULL;
  bool has_looked = false;

  g_mutex_lock (&crew->lock);
  if (done != NULL)
    crew->idle[crew->n_idle++] = done;
  for (;;)
    {
      if (!crew->is_cutting && !crew->has_ended && crew->n_ready < crew->max_ready)
        {
          cut (crew);
          continue;
        }
      if (crew->n_ready > 0 && worker->parser != NULL)
        {
          chunk = pop_ready (crew);
          break;
        }
      if (crew->has_ended)
        break;
      if (!has_looked && crew->max_ready == 1)
        {
          look_on (crew);
          has_looked = true;
          continue;
        }
      has_looked = false;
      crew->n_waiting++;
      g_cond_wait (&crew->changed, &crew->lock);
      crew->n_waiting--;
    }
  g_mutex_unlock (&crew->lock);
  return chunk;
}

static void
give_back (Crew *crew,
           EmberPerfScriptChunk *chunk)
{
  g_mutex_lock (&crew->lock);
  crew->idle[crew->n_idle++] = chunk;
  g_mutex_unlock (&crew->lock);
}

/* Parses at most @limit chunks.
 * Returns: whether there may be more */
static bool
parse (Worker *worker,
       size_t limit)
{
  EmberPerfScriptChunk *chunk = NULL;

  for (size_t i = 0; i < limit; i++)
    {
      chunk = take_chunk (worker, chunk);
      if (chunk == NULL)
        return false;
      ember_perf_script_parser_parse (worker->parser, chunk);
    }
  give_back (worker->crew, chunk);
  return true;
}

static bool
has_full_ring (Crew *crew)
{
  bool is_full;

  g_mutex_lock (&crew->lock);
  is_full = crew->n_ready == crew->max_ready;
  g_mutex_unlock (&crew->lock);
  return is_full;
}

/* Parses up to where others are worth what they cost, which is to learn and to be joined: not while one keeps up with who
 * decompresses.
 * Returns: whether there may be more */
static bool
parse_alone (Worker *worker,
             size_t n_lessons)
{
  Crew *crew = worker->crew;
  bool has_more = parse (worker, n_lessons);
  uint32_t n_full = 0;

  while (has_more && crew->max_ready > 1 && n_full < N_FULL)
    {
      has_more = parse (worker, 1);
      n_full = has_full_ring (crew) ? n_full + 1 : 0;
    }
  return has_more;
}

static gpointer
parse_worker (gpointer data)
{
  parse (data, SIZE_MAX);
  return NULL;
}

static void
start (Worker *worker)
{
  worker->thread = g_thread_new ("parse", parse_worker, worker);
}

/* Lets all parse, by what the first one learnt. */
static void
teach (Crew *crew,
       Worker *workers,
       uint32_t n_workers)
{
  for (uint32_t i = 1; i < n_workers; i++)
    {
      EmberPerfScriptParser *parser = ember_perf_script_parser_fork (workers[0].parser);

      g_mutex_lock (&crew->lock);
      workers[i].parser = parser;
      g_cond_broadcast (&crew->changed);
      g_mutex_unlock (&crew->lock);
      if (workers[i].thread == NULL)
        start (&workers[i]);
    }
}

/* Returns: (transfer full): what all have parsed */
static EmberProfileBuilder *
join (Worker *workers,
      uint32_t n_workers,
      EmberDamage *damage)
{
  g_autofree EmberPerfScriptParser **parsers = g_new (EmberPerfScriptParser *, n_workers);
  EmberProfileBuilder *builder;
  uint32_t n_parsers = 0;

  for (uint32_t i = 0; i < n_workers; i++)
    {
      if (workers[i].thread != NULL)
        g_thread_join (workers[i].thread);
      if (workers[i].parser != NULL)
        parsers[n_parsers++] = workers[i].parser;
    }
  builder = ember_perf_script_parser_join (parsers, n_parsers, damage);
  for (uint32_t i = 0; i < n_parsers; i++)
    ember_perf_script_parser_free (parsers[i]);
  return builder;
}

GError *
ember_perf_script_crew_read (EmberInput *input,
                             size_t chunk_bytes,
                             const EmberPerfScriptParserOptions *options,
                             uint32_t n_threads,
                             EmberProfileBuilder **builder,
                             EmberDamage *damage)
{
  g_autofree Worker *workers = g_new0 (Worker, n_threads);
  Crew crew;

  crew_init (&crew, input, chunk_bytes, n_threads);
  for (uint32_t i = 0; i < n_threads; i++)
    workers[i].crew = &crew;
  workers[0].parser = ember_perf_script_parser_new (options);
  if (crew.max_ready > 1)
    start (&workers[1]);
  if (parse_alone (&workers[0], count_lessons (input, chunk_bytes)))
    {
      teach (&crew, workers, n_threads);
      parse (&workers[0], SIZE_MAX);
    }
  *builder = join (workers, n_threads, damage);
  crew_clear (&crew);
  return crew.problem;
}
