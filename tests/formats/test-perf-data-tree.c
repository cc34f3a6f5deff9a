/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-tree.h"

#include <string.h>

#define N_SAMPLES 4000
#define N_COMMS 3
#define N_SPACES 5
#define LIB UINT64_C (0x7f0000000000)
#define KERNEL UINT64_C (0xffffffff81000000)

typedef struct
{
  EmberPerfHeader header;
  EmberPerfChains chains;
  EmberPerfSpaceLimits limits;
  EmberPerfSpace *spaces[N_SPACES];
  EmberPerfSpace *kernel;
  EmberPerfMap kernel_map;
  EmberStringId module;
  EmberProfileBuilder *builder;
  EmberPerfTree *tree;
} Fixture;

static EmberImageId
add_image (Fixture *fixture,
           const char *path)
{
  const EmberImage image = { .kind = EMBER_IMAGE_ELF, .pid = -1, .path = ember_profile_builder_add_string (fixture->builder, path, -1) };

  return ember_profile_builder_add_image (fixture->builder, &image);
}

/* Each process has a program and two libraries, the last at a place of its own, and a page that holds one symbol. */
static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  *fixture = (Fixture){ .limits = { .max_maps = 1000 }, .builder = ember_profile_builder_new () };
  ember_perf_header_init (&fixture->header);
  ember_perf_chains_init (&fixture->chains);
  fixture->module = ember_profile_builder_add_string (fixture->builder, "module", -1);
  fixture->kernel = ember_perf_space_new (&fixture->limits);
  fixture->kernel_map = (EmberPerfMap){ .image = add_image (fixture, "kernel"), .module = fixture->module };
  for (uint32_t i = 0; i < N_SPACES; i++)
    {
      const EmberPerfMap maps[] = {
        { .begin = 0x400000, .end = 0x408000, .offset = 0x1000, .image = add_image (fixture, "app"), .module = fixture->module },
        { .begin = LIB, .end = LIB + 0x1000, .image = add_image (fixture, "libone"), .module = fixture->module },
        { .begin = LIB + 0x1000 * (i + 2), .end = LIB + 0x1000 * (i + 3), .image = add_image (fixture, "libtwo"), .module = fixture->module },
        { .begin = LIB + 0x100000, .end = LIB + 0x101000, .image = EMBER_IMAGE_NONE, .module = fixture->module, .name = fixture->module },
      };

      fixture->spaces[i] = ember_perf_space_new (&fixture->limits);
      for (uint32_t j = 0; j < G_N_ELEMENTS (maps); j++)
        ember_perf_space_add (&fixture->spaces[i], &maps[j], &fixture->limits);
    }
  fixture->tree = ember_perf_tree_new (fixture->builder, &fixture->header, &fixture->chains);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  for (uint32_t i = 0; i < N_SPACES; i++)
    ember_perf_space_unref (fixture->spaces[i], &fixture->limits);
  ember_perf_space_unref (fixture->kernel, &fixture->limits);
  ember_perf_tree_free (fixture->tree);
  ember_perf_chains_clear (&fixture->chains);
  ember_perf_header_clear (&fixture->header);
  g_clear_pointer (&fixture->builder, ember_profile_builder_free);
}

static uint64_t
make_word (GRand *rand)
{
  static const uint64_t markers[] = { EMBER_PERF_CONTEXT_USER, EMBER_PERF_CONTEXT_KERNEL, EMBER_PERF_CONTEXT_HV };
  const uint64_t low = (uint64_t) g_rand_int_range (rand, 0, 40);

  switch (g_rand_int_range (rand, 0, 12))
    {
    case 0:
      return markers[g_rand_int_range (rand, 0, G_N_ELEMENTS (markers))];
    case 1:
    case 2:
      return low;
    case 3:
    case 4:
      return 0x400000 + low;
    case 5:
      return LIB + 0x100000 + low;
    case 6:
    case 7:
      return KERNEL + low;
    default:
      return LIB + 0x1000 * (uint64_t) g_rand_int_range (rand, 0, 8) + low;
    }
}

/* What a sample is about. */
typedef struct
{
  EmberPerfChainId chain;
  uint32_t comm;
  const EmberPerfSpace *user;
} Truth;

/* One frame in words: its image and address. */
static void
append_frame (GString *text,
              const EmberFrame *frame)
{
  g_string_append_printf (text, " %u+%" G_GINT64_MODIFIER "x", frame->image, frame->address);
}

/* The same from the chain, one address after the other. */
static void
append_expected (GString *text,
                 const Fixture *fixture,
                 const Truth *truth)
{
  size_t n_words;
  const uint64_t *words = ember_perf_chains_get (&fixture->chains, truth->chain, &n_words);
  uint64_t level = EMBER_PERF_CONTEXT_USER;
  bool is_exact = true;

  for (size_t i = 0; i < n_words; i++)
    {
      const uint64_t address = words[i] - (!is_exact && words[i] > 0);
      const EmberPerfMap *map = NULL;
      EmberFrame frame = { 0 };

      if (words[i] >= EMBER_PERF_CONTEXT_MAX)
        {
          level = words[i];
          is_exact = true;
          continue;
        }
      if (level == EMBER_PERF_CONTEXT_KERNEL)
        frame = (EmberFrame){ .image = fixture->kernel_map.image, .address = words[i] - !is_exact };
      else if (level == EMBER_PERF_CONTEXT_USER && truth->user != NULL)
        map = ember_perf_space_find (truth->user, address);
      if (map != NULL && map->name == EMBER_STRING_EMPTY)
        frame = (EmberFrame){ .image = map->image, .address = address - map->begin + map->offset };
      append_frame (text, &frame);
      is_exact = false;
    }
}

static void
append_found (GString *text,
              const EmberProfile *profile,
              EmberStackId stack)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);

  for (; ember_stacks_get_parent (stacks, stack) != EMBER_STACK_ROOT; stack = ember_stacks_get_parent (stacks, stack))
    append_frame (text, ember_frames_get (ember_profile_get_frames (profile), ember_stacks_get_frame (stacks, stack)));
}

static void
add_waiting (Fixture *fixture,
             uint32_t first,
             uint32_t end)
{
  const EmberThread entry = { .pid = 1, .tid = 1 };
  const EmberStackId *stacks = ember_perf_tree_finish (fixture->tree);
  EmberSample sample = { .thread = ember_profile_builder_add_thread (fixture->builder, &entry), .weight = 1 };

  sample.event = ember_profile_builder_add_event (fixture->builder, fixture->module, false);
  for (uint32_t i = first; i < end; i++)
    {
      sample.time_ns = i;
      sample.stack = stacks[i - first];
      ember_profile_builder_add_sample (fixture->builder, &sample);
    }
}

static void
add_chain (Fixture *fixture,
           GRand *rand,
           Truth *truth)
{
  uint64_t words[20];
  const size_t n_words = (size_t) g_rand_int_range (rand, 0, G_N_ELEMENTS (words) + 1);
  const uint32_t space = (uint32_t) g_rand_int_range (rand, 0, N_SPACES + 1);
  EmberPerfPlace place = { .lane = (uint32_t) g_rand_int_range (rand, 0, 3), .kernel = fixture->kernel, .kernel_map = &fixture->kernel_map };
  char comm[2] = { 0 };

  for (size_t i = 0; i < n_words; i++)
    words[i] = i > 0 ? make_word (rand) : EMBER_PERF_CONTEXT_USER;
  /* half of the chains are like one from before */
  if (truth->chain == 0 || g_rand_boolean (rand))
    truth->chain = ember_perf_chains_add_words (&fixture->chains, words, n_words);
  truth->comm = (uint32_t) g_rand_int_range (rand, 0, N_COMMS);
  truth->user = place.user = space < N_SPACES ? fixture->spaces[space] : NULL;
  comm[0] = (char) ('a' + truth->comm);
  place.comm = ember_profile_builder_add_comm (fixture->builder, ember_profile_builder_add_string (fixture->builder, comm, -1));
  ember_perf_tree_add (fixture->tree, truth->chain, &place);
}

/* Compares every sample with a walk over its chain. */
static void
check (Fixture *fixture,
       const Truth *truths)
{
  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (g_steal_pointer (&fixture->builder));
  uint32_t n_tables;
  const EmberSampleTable *table = ember_profile_get_tables (profile, &n_tables);

  g_assert_cmpuint (n_tables, ==, 1);
  g_assert_cmpuint (ember_sample_table_get_n (table), ==, N_SAMPLES);
  for (uint32_t i = 0; i < N_SAMPLES; i++)
    {
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autoptr (GString) found = g_string_new (NULL);

      append_expected (expected, fixture, &truths[i]);
      append_found (found, profile, ember_sample_table_get_stacks (table)[i]);
      g_assert_cmpstr (found->str, ==, expected->str);
    }
}

/* Some at a time, in portions of any size. */
static void
test_stacks_equal_a_walk_over_each_chain (Fixture *fixture,
                                          gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autofree Truth *truths = g_new0 (Truth, N_SAMPLES);
  uint32_t first = 0;

  for (uint32_t i = 0; i < N_SAMPLES; i++)
    {
      if (i > 0)
        truths[i].chain = truths[g_rand_int_range (rand, 0, (gint32) i)].chain;
      add_chain (fixture, rand, &truths[i]);
      if (i + 1 == N_SAMPLES || i + 1 - first == EMBER_PERF_TREE_MAX_WAITING || g_rand_int_range (rand, 0, 40) == 0)
        {
          add_waiting (fixture, first, i + 1);
          first = i + 1;
        }
    }
  check (fixture, truths);
}

static void
test_new_mappings_give_a_chain_another_stack (Fixture *fixture,
                                              gconstpointer data)
{
  const uint64_t words[] = { EMBER_PERF_CONTEXT_USER, 0x400010 };
  const EmberPerfChainId chain = ember_perf_chains_add_words (&fixture->chains, words, G_N_ELEMENTS (words));
  const EmberPerfMap map = { .begin = 0x400000, .end = 0x500000, .image = add_image (fixture, "other") };
  EmberPerfPlace place = { .user = fixture->spaces[0], .kernel = fixture->kernel, .kernel_map = &fixture->kernel_map };
  EmberStackId before, again;

  ember_perf_tree_add (fixture->tree, chain, &place);
  ember_perf_tree_add (fixture->tree, chain, &place);
  before = ember_perf_tree_finish (fixture->tree)[1];
  ember_perf_tree_add (fixture->tree, chain, &place);
  again = ember_perf_tree_finish (fixture->tree)[0];
  g_assert_cmpuint (again, ==, before);
  ember_perf_space_add (&fixture->spaces[0], &map, &fixture->limits);
  place.user = fixture->spaces[0];
  ember_perf_tree_add (fixture->tree, chain, &place);
  g_assert_cmpuint (ember_perf_tree_finish (fixture->tree)[0], !=, before);
}

static void
test_forgotten_chains_may_be_others (Fixture *fixture,
                                     gconstpointer data)
{
  const uint64_t words[] = { EMBER_PERF_CONTEXT_USER, 0x400010, 0x400020 };
  const EmberPerfPlace place = { .user = fixture->spaces[0], .kernel = fixture->kernel, .kernel_map = &fixture->kernel_map };
  EmberStackId shorter;

  ember_perf_tree_add (fixture->tree, ember_perf_chains_add_words (&fixture->chains, words, 2), &place);
  shorter = ember_perf_tree_finish (fixture->tree)[0];
  ember_perf_chains_begin_again (&fixture->chains);
  ember_perf_tree_forget_chains (fixture->tree);
  ember_perf_tree_add (fixture->tree, ember_perf_chains_add_words (&fixture->chains, words, 3), &place);
  g_assert_cmpuint (ember_perf_tree_finish (fixture->tree)[0], !=, shorter);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/perf-data-tree/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("stacks-equal-a-walk-over-each-chain", test_stacks_equal_a_walk_over_each_chain);
  ADD ("new-mappings-give-a-chain-another-stack", test_new_mappings_give_a_chain_another_stack);
  ADD ("forgotten-chains-may-be-others", test_forgotten_chains_may_be_others);
  return g_test_run ();
}
