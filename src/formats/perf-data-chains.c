/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-chains.h"

#include "profile/hash.h"

#define BRANCH_CALL_STACK (UINT64_C (1) << 11)
#define BRANCH_ENTRY_WORDS 3

void
ember_perf_chains_init (EmberPerfChains *chains)
{
  ember_column_init (&chains->words, sizeof (uint64_t));
  ember_column_init (&chains->ends, sizeof (uint64_t));
  ember_column_init (&chains->user_bits, sizeof (uint8_t));
  ember_column_init (&chains->scratch, sizeof (uint64_t));
  ember_column_init (&chains->old_words, sizeof (uint64_t));
  ember_column_init (&chains->old_ends, sizeof (uint64_t));
  ember_id_table_init (&chains->index);
}

void
ember_perf_chains_clear (EmberPerfChains *chains)
{
  ember_column_clear (&chains->words);
  ember_column_clear (&chains->ends);
  ember_column_clear (&chains->user_bits);
  ember_column_clear (&chains->scratch);
  ember_column_clear (&chains->old_words);
  ember_column_clear (&chains->old_ends);
  ember_id_table_clear (&chains->index);
}

static uint64_t
get_word (const uint8_t *words,
          uint64_t index,
          bool is_swapped)
{
  uint64_t word;

  memcpy (&word, words + 8 * index, 8);
  return is_swapped ? GUINT64_SWAP_LE_BE (word) : word;
}

static void
push_word (EmberPerfChains *chains,
           uint64_t word)
{
  *(uint64_t *) ember_column_grow (&chains->scratch, 1) = word;
}

static uint64_t
get_marker (uint32_t cpu_mode)
{
  static const uint64_t markers[] = {
    EMBER_PERF_CONTEXT_USER, EMBER_PERF_CONTEXT_KERNEL, EMBER_PERF_CONTEXT_USER, EMBER_PERF_CONTEXT_HV,
    EMBER_PERF_CONTEXT_GUEST_KERNEL, EMBER_PERF_CONTEXT_GUEST_USER, EMBER_PERF_CONTEXT_USER, EMBER_PERF_CONTEXT_USER
  };

  return markers[cpu_mode & 7];
}

/* The processor keeps the last calls that have not returned: where the newest
 * led to is the leaf, where each came from is its caller. That replaces what
 * the kernel found in user code. */
static bool
gather_branches (EmberPerfChains *chains,
                 const EmberPerfSample *sample,
                 bool is_swapped)
{
  uint64_t n_kernel = 0;

  while (n_kernel < sample->n_chain && get_word (sample->chain, n_kernel, is_swapped) != EMBER_PERF_CONTEXT_USER)
    n_kernel++;
  if (n_kernel == sample->n_chain || sample->n_branches == 0)
    return false;
  for (uint64_t i = 0; i <= n_kernel; i++)
    push_word (chains, get_word (sample->chain, i, is_swapped));
  push_word (chains, get_word (sample->branches, 1, is_swapped));
  for (uint64_t i = 0; i < sample->n_branches; i++)
    push_word (chains, get_word (sample->branches, i * BRANCH_ENTRY_WORDS, is_swapped));
  return true;
}

/* Where user code is to be unwound from a copy of its stack the kernel leaves
 * its part out: what is known of it at once is where it stood. */
static void
gather_user_ip (EmberPerfChains *chains,
                const EmberPerfSample *sample,
                const EmberPerfAttr *attr,
                bool is_swapped)
{
  const uint64_t ip = ember_perf_sample_get_user_ip (sample, attr, is_swapped);
  const uint64_t *words = chains->scratch.data;

  if ((attr->sample_type & EMBER_PERF_SAMPLE_STACK_USER) == 0 || ip == 0)
    return;
  for (size_t i = 0; i < chains->scratch.n; i++)
    if (words[i] == EMBER_PERF_CONTEXT_USER)
      return;
  push_word (chains, EMBER_PERF_CONTEXT_USER);
  push_word (chains, ip);
}

/* Puts the words of a sample into the scratch column, where they cannot be
 * taken from the record as they are. */
static void
gather (EmberPerfChains *chains,
        const EmberPerfSample *sample,
        const EmberPerfAttr *attr,
        uint32_t cpu_mode,
        bool is_swapped)
{
  chains->scratch.n = 0;
  if (sample->chain == NULL)
    {
      if (attr->sample_type & EMBER_PERF_SAMPLE_IP)
        {
          push_word (chains, get_marker (cpu_mode));
          push_word (chains, sample->ip);
        }
      return;
    }
  if ((attr->branch_sample_type & BRANCH_CALL_STACK) != 0 && sample->branches != NULL &&
      gather_branches (chains, sample, is_swapped))
    return;
  if (sample->n_chain > 0 && get_word (sample->chain, 0, is_swapped) < EMBER_PERF_CONTEXT_MAX)
    push_word (chains, get_marker (cpu_mode));
  for (uint64_t i = 0; i < sample->n_chain; i++)
    push_word (chains, get_word (sample->chain, i, is_swapped));
  gather_user_ip (chains, sample, attr, is_swapped);
}

static bool
is_ready (const EmberPerfSample *sample,
          const EmberPerfAttr *attr,
          bool is_swapped)
{
  return !is_swapped && sample->chain != NULL && sample->user_regs == NULL && (attr->branch_sample_type & BRANCH_CALL_STACK) == 0 &&
         (sample->n_chain == 0 || get_word (sample->chain, 0, false) >= EMBER_PERF_CONTEXT_MAX);
}

/* Anything but the kernel's addresses and the hypervisor's depends on the process. */
static bool
has_user_words (const uint64_t *words,
                size_t n_words)
{
  bool is_user = false;

  for (size_t i = 0; i < n_words; i++)
    if (words[i] >= EMBER_PERF_CONTEXT_MAX)
      is_user = words[i] != EMBER_PERF_CONTEXT_KERNEL && words[i] != EMBER_PERF_CONTEXT_HV;
    else if (is_user)
      return true;
  return false;
}

/* In two lanes: one multiplication need not wait for the other. */
static uint64_t
hash_words (const uint8_t *words,
            size_t n_words)
{
  uint64_t a = n_words;
  uint64_t b = 0;
  size_t i = 0;

  for (; i + 4 <= n_words; i += 4)
    {
      a = ember_hash_pair (a ^ get_word (words, i, false), get_word (words, i + 1, false));
      b = ember_hash_pair (b ^ get_word (words, i + 2, false), get_word (words, i + 3, false));
    }
  for (; i < n_words; i++)
    a = ember_hash_pair (a ^ get_word (words, i, false), 0);
  return ember_hash_pair (a, b);
}

static EmberPerfChainId
intern (EmberPerfChains *chains,
        const void *words,
        size_t n_words)
{
  const uint64_t hash = hash_words (words, n_words);
  EmberIdCursor cursor = ember_id_table_find (&chains->index, hash);
  const EmberPerfChainId id = (EmberPerfChainId) chains->ends.n;
  uint64_t *copy = NULL;

  while (ember_id_table_next (&chains->index, &cursor))
    {
      size_t n_known;
      const uint64_t *known = ember_perf_chains_get (chains, cursor.id, &n_known);

      if (n_known == n_words && (n_words == 0 || memcmp (known, words, n_words * sizeof (uint64_t)) == 0))
        return cursor.id;
    }
  if (n_words > 0)
    {
      copy = ember_column_grow (&chains->words, n_words);
      memcpy (copy, words, n_words * sizeof (uint64_t));
    }
  *(uint64_t *) ember_column_grow (&chains->ends, 1) = chains->words.n;
  *(uint8_t *) ember_column_grow (&chains->user_bits, 1) = n_words > 0 && has_user_words (copy, n_words);
  ember_id_table_add (&chains->index, hash, id);
  return id;
}

EmberPerfChainId
ember_perf_chains_add (EmberPerfChains *chains,
                       const EmberPerfSample *sample,
                       const EmberPerfAttr *attr,
                       uint32_t cpu_mode,
                       bool is_swapped)
{
  if (is_ready (sample, attr, is_swapped))
    return intern (chains, sample->chain, (size_t) sample->n_chain);
  gather (chains, sample, attr, cpu_mode, is_swapped);
  return intern (chains, chains->scratch.data, chains->scratch.n);
}

EmberPerfChainId
ember_perf_chains_add_words (EmberPerfChains *chains,
                             const uint64_t *words,
                             size_t n_words)
{
  return intern (chains, words, n_words);
}

static void
exchange (EmberColumn *a,
          EmberColumn *b)
{
  const EmberColumn copy = *a;

  *a = *b;
  *b = copy;
}

void
ember_perf_chains_begin_again (EmberPerfChains *chains)
{
  exchange (&chains->words, &chains->old_words);
  exchange (&chains->ends, &chains->old_ends);
  chains->words.n = chains->ends.n = chains->user_bits.n = 0;
  ember_id_table_empty (&chains->index);
}

EmberPerfChainId
ember_perf_chains_keep (EmberPerfChains *chains,
                        EmberPerfChainId old)
{
  const uint64_t *ends = chains->old_ends.data;
  const uint64_t begin = old > 0 ? ends[old - 1] : 0;
  const size_t n_words = (size_t) (ends[old] - begin);

  return intern (chains, n_words > 0 ? (const uint64_t *) chains->old_words.data + begin : NULL, n_words);
}
