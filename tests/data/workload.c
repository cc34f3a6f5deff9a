/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A small imitation of a database, made to be recorded: record-example.sh turns it into the example that the
 * program ships.  Each of its threads draws one pattern into a subsecond-offset heat map:
 *
 *   checkpointer   wakes once a second, at the same fraction of it: a level line
 *   replicator     works, then sleeps for one second: a period of a little more than a second, a rising line
 *   query-worker   two of them, scattered short queries; from LOAD_STEP on, many more: a step
 *   gc-marker      two of them, both busy while all others wait: a dark bar, a stop of the world
 *   compaction     holds the table lock for seconds: one CPU busy, all others idle, an even, paler band
 *   query-worker   all wait for the disk during OUTAGE: an empty band
 *
 * Usage: emberdb SECONDS.  Build it with frame pointers.
 */

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define CALLED __attribute__ ((noinline))
#define N_ELEMENTS(array) (sizeof (array) / sizeof *(array))
#define MS(ms) ((int64_t) ((ms) *1000000.0))
#define PAGE_WORDS 1024
#define N_KEYS 4096

typedef struct
{
  double begin, end;
} Span;

/* When what happens, in seconds from the start. */
static const Span GC_PAUSES[] = { { 6.18, 6.54 }, { 19.36, 19.80 }, { 32.62, 32.96 }, { 44.30, 44.72 } };
static const Span LOAD_STEP = { 12.44, 22.70 };
static const Span STALL = { 27.32, 29.86 };
static const Span OUTAGE = { 37.66, 39.30 };

typedef struct
{
  uint64_t random;
  uint32_t keys[N_KEYS];
  uint32_t page[PAGE_WORDS];
  char text[4096];
  int sockets[2];
  int log_file;
  uint32_t result;
} Worker;

static int64_t start_ns;
static int64_t end_ns;
static pthread_rwlock_t world = PTHREAD_RWLOCK_INITIALIZER;
static pthread_rwlock_t table = PTHREAD_RWLOCK_INITIALIZER;
static pthread_barrier_t gc_barrier;

static int64_t
now_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * INT64_C (1000000000) + now.tv_nsec;
}

static int64_t
at (double seconds)
{
  return start_ns + MS (seconds * 1000);
}

static void
sleep_until (int64_t when_ns)
{
  const struct timespec when = { when_ns / 1000000000, when_ns % 1000000000 };

  while (clock_nanosleep (CLOCK_MONOTONIC, TIMER_ABSTIME, &when, NULL) == EINTR)
    ;
}

static uint32_t
next_random (Worker *self)
{
  self->random = self->random * UINT64_C (6364136223846793005) + UINT64_C (1442695040888963407);
  return self->random >> 33;
}

/* Exponentially distributed: the gaps of requests that know nothing of each other. */
static int64_t
random_span_ns (Worker *self,
                double mean_ms)
{
  return MS (-mean_ms * log ((next_random (self) % 10000 + 1) / 10000.0));
}

/* What several threads do. */

CALLED static uint32_t
hash_key (uint32_t key)
{
  for (int round = 0; round < 12; round++)
    key = (key ^ (key >> 15)) * 0x85ebca6b;
  return key;
}

CALLED static int
compare_keys (uint32_t a,
              uint32_t b)
{
  for (int shift = 24; shift >= 0; shift -= 8)
    {
      const int order = (int) (a >> shift & 255) - (int) (b >> shift & 255);

      if (order != 0)
        return order;
    }
  return 0;
}

CALLED static uint32_t
crc32_update (uint32_t crc,
              uint32_t word)
{
  crc ^= word;
  for (int bit = 0; bit < 16; bit++)
    crc = crc >> 1 ^ (0xedb88320 & -(crc & 1));
  return crc;
}

CALLED static uint32_t
checksum_page (const Worker *self)
{
  uint32_t crc = 0;

  for (int i = 0; i < PAGE_WORDS; i++)
    crc = crc32_update (crc, self->page[i]);
  return crc;
}

CALLED static int
find_match (const uint32_t *page,
            int at_word)
{
  int longest = 0;

  for (int from = at_word > 48 ? at_word - 48 : 0; from < at_word; from++)
    {
      int length = 0;

      while (at_word + length < PAGE_WORDS && page[from + length] == page[at_word + length] && length < 16)
        length++;
      longest = length > longest ? length : longest;
    }
  return longest;
}

CALLED static void
encode_literal (Worker *self,
                int at_word)
{
  self->page[at_word] = hash_key (self->page[at_word] + at_word) & 7;
}

CALLED static void
compress_page (Worker *self)
{
  for (int i = 0; i < PAGE_WORDS; i++)
    if (find_match (self->page, i) < 2)
      encode_literal (self, i);
    else
      self->page[i] += self->random >> 60;
}

CALLED static uint32_t
btree_descend (const Worker *self,
               uint32_t key,
               uint32_t begin,
               uint32_t end)
{
  const uint32_t middle = begin + (end - begin) / 2;

  if (end - begin < 64)
    {
      while (begin < end && compare_keys (self->keys[begin], key) < 0)
        begin++;
      return begin;
    }
  if (compare_keys (self->keys[middle], key) < 0)
    return btree_descend (self, key, middle, end);
  return btree_descend (self, key, begin, middle);
}

CALLED static uint32_t
btree_search (Worker *self)
{
  return btree_descend (self, next_random (self) << 1, 0, N_KEYS);
}

/* The query workers. */

CALLED static char
next_token (Worker *self)
{
  uint32_t word = next_random (self);

  for (int i = 0; i < 40; i++)
    {
      word = hash_key (word);
      self->text[i] = 'a' + word % 26;
    }
  return self->text[word % 40];
}

CALLED static uint32_t
parse_expression (Worker *self,
                  int depth)
{
  const char token = next_token (self);

  if (depth == 0)
    return token;
  return parse_expression (self, depth - 1) + (token < 'q' ? parse_expression (self, depth - 1) : 0);
}

CALLED static void
parse_query (Worker *self)
{
  self->result += parse_expression (self, 5);
}

CALLED static uint32_t
estimate_cost (Worker *self)
{
  uint32_t cost = 0;

  for (int i = 0; i < 600; i++)
    cost += hash_key (next_random (self)) & 63;
  return cost;
}

CALLED static void
plan_query (Worker *self)
{
  for (int plan = 0; plan < 4; plan++)
    self->result += estimate_cost (self);
}

CALLED static void
index_scan (Worker *self)
{
  for (int row = 0; row < 1200; row++)
    self->result += btree_search (self);
}

CALLED static uint32_t
probe_bucket (const Worker *self,
              uint32_t hash)
{
  uint32_t n_steps = 0;

  while (self->keys[(hash + n_steps) & (N_KEYS - 1)] % 5 != 0 && n_steps < 24)
    n_steps++;
  return n_steps;
}

CALLED static void
hash_join (Worker *self)
{
  for (int row = 0; row < 6000; row++)
    self->result += probe_bucket (self, hash_key (next_random (self)));
}

CALLED static void
quick_sort (uint32_t *rows,
            int n)
{
  int middle = 0;

  if (n < 2)
    return;
  for (int i = 1; i < n; i++)
    if (compare_keys (rows[i], rows[0]) < 0)
      {
        const uint32_t row = rows[++middle];

        rows[middle] = rows[i];
        rows[i] = row;
      }
  const uint32_t pivot = rows[0];
  rows[0] = rows[middle];
  rows[middle] = pivot;
  quick_sort (rows, middle);
  quick_sort (rows + middle + 1, n - middle - 1);
}

CALLED static void
sort_rows (Worker *self)
{
  for (int i = 0; i < PAGE_WORDS; i++)
    self->page[i] = next_random (self);
  quick_sort (self->page, PAGE_WORDS);
}

CALLED static void
execute_plan (Worker *self)
{
  switch (next_random (self) % 4)
    {
    case 0:
      hash_join (self);
      break;
    case 1:
      sort_rows (self);
      break;
    default:
      index_scan (self);
      break;
    }
}

CALLED static void
encode_row (Worker *self,
            char *text)
{
  uint32_t number = next_random (self);

  for (int i = 0; i < 64; i++, number = number / 10 + 977)
    text[i] = '0' + number % 10;
}

CALLED static void
write_socket (Worker *self)
{
  self->result += write (self->sockets[0], self->text, sizeof self->text) > 0;
}

CALLED static void
send_result (Worker *self)
{
  for (size_t i = 0; i < sizeof self->text; i += 64)
    encode_row (self, self->text + i);
  write_socket (self);
}

CALLED static void
read_socket (Worker *self)
{
  self->result += read (self->sockets[1], self->text, sizeof self->text) > 0;
}

CALLED static void
run_query (Worker *self)
{
  parse_query (self);
  plan_query (self);
  pthread_rwlock_rdlock (&table);
  execute_plan (self);
  pthread_rwlock_unlock (&table);
  send_result (self);
  read_socket (self);
}

/* Serves one connection: for @span_ns of CPU time, unless the world stops meanwhile. */
CALLED static void
serve_request (Worker *self,
               int64_t span_ns)
{
  for (int64_t begin_ns = now_ns (); now_ns () - begin_ns < span_ns;)
    {
      pthread_rwlock_rdlock (&world);
      run_query (self);
      pthread_rwlock_unlock (&world);
    }
}

static bool
is_within (int64_t when_ns,
           Span span)
{
  return when_ns >= at (span.begin) && when_ns < at (span.end);
}

static void
query_worker (Worker *self)
{
  int64_t next_ns = now_ns ();

  while (now_ns () < end_ns)
    {
      const bool is_loaded = is_within (next_ns, LOAD_STEP);

      sleep_until (is_within (next_ns, OUTAGE) ? at (OUTAGE.end) : next_ns);
      serve_request (self, random_span_ns (self, is_loaded ? 7 : 2));
      next_ns += random_span_ns (self, is_loaded ? 14 : 32);
    }
}

/* The checkpointer: on the same fraction of every second. */

CALLED static void
write_page (Worker *self)
{
  compress_page (self);
  self->page[0] = checksum_page (self);
  self->result += pwrite (self->log_file, self->page, sizeof self->page, 0) > 0;
}

CALLED static void
flush_dirty_pages (Worker *self,
                   int64_t until_ns)
{
  while (now_ns () < until_ns)
    write_page (self);
}

CALLED static void
write_checkpoint (Worker *self)
{
  pthread_rwlock_rdlock (&world);
  pthread_rwlock_rdlock (&table);
  flush_dirty_pages (self, now_ns () + MS (38));
  pthread_rwlock_unlock (&table);
  pthread_rwlock_unlock (&world);
}

static void
checkpointer (Worker *self)
{
  for (int64_t next_ns = start_ns + MS (740); next_ns < end_ns; next_ns += MS (1000))
    {
      sleep_until (next_ns);
      if (now_ns () - next_ns < MS (500) && !is_within (next_ns, OUTAGE))
        write_checkpoint (self);
    }
}

/* The replicator: its period is what it works and what it sleeps, so it creeps. */

CALLED static uint32_t
decode_record (Worker *self)
{
  uint32_t value = 0;

  for (int i = 0; i < 200; i++)
    value = crc32_update (value, next_random (self));
  return value;
}

CALLED static void
apply_record (Worker *self,
              uint32_t value)
{
  self->keys[btree_search (self) & (N_KEYS - 1)] ^= value & 1;
}

CALLED static void
replay_log (Worker *self,
            int64_t until_ns)
{
  while (now_ns () < until_ns)
    for (int record = 0; record < 20; record++)
      apply_record (self, decode_record (self));
}

static void
replicator (Worker *self)
{
  sleep_until (start_ns + MS (80));
  while (now_ns () < end_ns)
    {
      pthread_rwlock_rdlock (&world);
      replay_log (self, now_ns () + MS (40));
      pthread_rwlock_unlock (&world);
      sleep_until (now_ns () + MS (1000));
    }
}

/* The garbage collector: both markers run while everybody else waits for the world. */

CALLED static uint32_t
visit_object (Worker *self,
              uint32_t object)
{
  return self->page[object % PAGE_WORDS] ^= hash_key (object);
}

CALLED static void
mark_object (Worker *self,
             uint32_t object,
             int depth)
{
  const uint32_t children = visit_object (self, object);

  for (uint32_t child = 0; depth > 0 && child < 2 + children % 2; child++)
    mark_object (self, children + child, depth - 1);
}

CALLED static void
mark_roots (Worker *self,
            int64_t until_ns)
{
  while (now_ns () < until_ns)
    mark_object (self, next_random (self), 8);
}

CALLED static void
sweep_heap (Worker *self,
            int64_t until_ns)
{
  while (now_ns () < until_ns)
    self->result += checksum_page (self);
}

CALLED static void
collect_garbage (Worker *self,
                 Span pause)
{
  mark_roots (self, at (pause.begin + (pause.end - pause.begin) * 0.7));
  sweep_heap (self, at (pause.end));
}

static void
gc_marker (Worker *self)
{
  for (size_t i = 0; i < N_ELEMENTS (GC_PAUSES) && at (GC_PAUSES[i].end) < end_ns; i++)
    {
      sleep_until (at (GC_PAUSES[i].begin));
      const bool is_leader = pthread_barrier_wait (&gc_barrier) != 0;

      if (is_leader)
        pthread_rwlock_wrlock (&world);
      pthread_barrier_wait (&gc_barrier);
      collect_garbage (self, GC_PAUSES[i]);
      pthread_barrier_wait (&gc_barrier);
      if (is_leader)
        pthread_rwlock_unlock (&world);
    }
}

/* The compaction: whoever wants the table waits for it. */

CALLED static uint32_t
read_run_block (Worker *self)
{
  for (int i = 0; i < PAGE_WORDS; i++)
    self->page[i] = hash_key (self->keys[i]) & 15;
  return checksum_page (self);
}

CALLED static void
merge_rows (Worker *self)
{
  for (int i = 1; i < N_KEYS; i++)
    self->result += compare_keys (self->keys[i - 1], self->keys[i]) > 0;
}

CALLED static void
merge_runs (Worker *self,
            int64_t until_ns)
{
  while (now_ns () < until_ns)
    {
      self->result += read_run_block (self);
      merge_rows (self);
      compress_page (self);
    }
}

CALLED static void
compact_table (Worker *self)
{
  pthread_rwlock_wrlock (&world);
  pthread_rwlock_wrlock (&table);
  merge_runs (self, at (STALL.end));
  pthread_rwlock_unlock (&table);
  pthread_rwlock_unlock (&world);
}

static void
compaction (Worker *self)
{
  if (at (STALL.end) >= end_ns)
    return;
  sleep_until (at (STALL.begin));
  compact_table (self);
}

static const struct
{
  const char *name;
  void (*run) (Worker *self);
  int cpu; /* -1: any */
} THREADS[] = {
  { "checkpointer", checkpointer, -1 },
  { "replicator", replicator, -1 },
  { "query-worker", query_worker, 0 },
  { "query-worker", query_worker, 1 },
  { "gc-marker", gc_marker, 0 },
  { "gc-marker", gc_marker, 1 },
  { "compaction", compaction, -1 },
};

static void
init_worker (Worker *self,
             uint64_t seed)
{
  self->random = seed * UINT64_C (0x9e3779b97f4a7c15);
  for (uint32_t i = 0; i < N_KEYS; i++)
    self->keys[i] = (UINT32_MAX / N_KEYS) * i + (next_random (self) & 1023);
  if (socketpair (AF_UNIX, SOCK_STREAM, 0, self->sockets) != 0 || (self->log_file = memfd_create ("log", MFD_CLOEXEC)) < 0)
    abort ();
}

static void *
run_thread (void *data)
{
  const size_t index = (size_t) data;
  Worker *self = calloc (1, sizeof *self);

  pthread_setname_np (pthread_self (), THREADS[index].name);
  if (THREADS[index].cpu >= 0)
    {
      cpu_set_t cpus;

      CPU_ZERO (&cpus);
      CPU_SET (THREADS[index].cpu, &cpus);
      sched_setaffinity (0, sizeof cpus, &cpus);
    }
  init_worker (self, index + 1);
  THREADS[index].run (self);
  close (self->log_file);
  close (self->sockets[0]);
  close (self->sockets[1]);
  free (self);
  return NULL;
}

int
main (int argc,
      char **argv)
{
  const double seconds = argc == 2 ? atof (argv[1]) : 0;
  pthread_t threads[N_ELEMENTS (THREADS)];

  if (!(seconds > 0 && seconds < 3600))
    {
      fprintf (stderr, "usage: %s SECONDS\n", argv[0]);
      return 2;
    }
  /* On a whole second, so that the fractions above are the map's. */
  start_ns = (now_ns () / 1000000000 + 1) * 1000000000;
  end_ns = at (seconds);
  sleep_until (start_ns);
  pthread_barrier_init (&gc_barrier, NULL, 2);
  for (size_t i = 0; i < N_ELEMENTS (THREADS); i++)
    pthread_create (&threads[i], NULL, run_thread, (void *) i);
  for (size_t i = 0; i < N_ELEMENTS (THREADS); i++)
    pthread_join (threads[i], NULL);
  return 0;
}
