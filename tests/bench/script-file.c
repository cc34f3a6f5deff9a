/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/script-file.h"

#include <glib.h>
#include <stdio.h>

#define N_FUNCTIONS 6000
#define N_STACKS 4000
#define MAX_DEPTH 40

typedef struct
{
  char *name;
  const char *module;
  uint64_t address;
} Function;

/* The outer frames, whose return addresses recur, and the function at the top. */
typedef struct
{
  char *callers;
  const Function *leaf;
} Stack;

typedef struct
{
  GRand *rand;
  Function functions[N_FUNCTIONS];
  Stack stacks[N_STACKS];
} Recording;

static uint32_t
choose (Recording *recording,
        uint32_t n)
{
  return (uint32_t) g_rand_int_range (recording->rand, 0, (gint32) n);
}

/* Small numbers are much more frequent. */
static uint32_t
choose_skewed (Recording *recording,
               uint32_t n)
{
  const double x = g_rand_double (recording->rand);

  return MIN ((uint32_t) (x * x * x * x * n), n - 1);
}

static void
make_functions (Recording *recording)
{
  static const char *const modules[] = { "[kernel.kallsyms]", "/usr/lib/x86_64-linux-gnu/libc.so.6", "/usr/bin/python3.11",
                                         "/opt/node/bin/node", "/usr/lib/x86_64-linux-gnu/libstdc++.so.6.0.30" };
  static const char *const words[] = { "read", "write", "page", "alloc", "node", "tree", "lock", "file", "net", "buffer", "parse", "emit" };

  for (uint32_t i = 0; i < N_FUNCTIONS; i++)
    {
      Function *function = &recording->functions[i];
      const uint32_t module = i * G_N_ELEMENTS (modules) / N_FUNCTIONS;

      function->name = g_strdup_printf (module == 3 ? "v8::internal::%s_%s<%u>" : "__%s_%s_%u", words[choose (recording, G_N_ELEMENTS (words))],
                                        words[choose (recording, G_N_ELEMENTS (words))], i);
      function->module = modules[module];
      function->address = (module == 0 ? UINT64_C (0xffffffff81000000) : UINT64_C (0x7f0000000000)) + i * 4096;
    }
}

static void
append_frame (GString *text,
              const Function *function,
              uint32_t offset)
{
  g_string_append_printf (text, "\t%16" G_GINT64_MODIFIER "x %s+0x%x (%s)\n", function->address + offset, function->name, offset, function->module);
}

static void
make_stacks (Recording *recording)
{
  for (uint32_t i = 0; i < N_STACKS; i++)
    {
      GString *text = g_string_new (NULL);
      const uint32_t depth = 1 + choose_skewed (recording, MAX_DEPTH);

      for (uint32_t j = 0; j < depth; j++)
        append_frame (text, &recording->functions[choose_skewed (recording, N_FUNCTIONS)], choose (recording, 16) * 16);
      recording->stacks[i] = (Stack){ g_string_free (text, FALSE), &recording->functions[choose_skewed (recording, N_FUNCTIONS)] };
    }
}

static void
append_sample (Recording *recording,
               GString *text,
               ScriptFileKind kind,
               uint64_t time_us)
{
  static const char *const comms[] = { "node", "python3", "swapper", "kworker/u4:1-ev", "cc1" };
  const uint32_t index = choose_skewed (recording, N_STACKS);
  /* A program has stacks of its own, but for a few in the kernel. */
  const uint32_t comm = index % 16 == 0 ? choose (recording, G_N_ELEMENTS (comms)) : index % G_N_ELEMENTS (comms);
  const uint32_t tid = comm == 2 ? 0 : 1000 + comm * 100 + choose (recording, 20);
  const Stack *stack = &recording->stacks[index];

  g_string_append_printf (text, "%s %7u [%03u] %5" G_GUINT64_FORMAT ".%06" G_GUINT64_FORMAT ":    1003009 cpu-clock:ppp: \n", comms[comm], tid,
                          choose (recording, 8), time_us / 1000000, time_us % 1000000);
  append_frame (text, stack->leaf, kind == SCRIPT_FILE_NATURAL ? choose (recording, 4096) : index % 4096);
  g_string_append (text, stack->callers);
  g_string_append_c (text, '\n');
}

uint64_t
script_file_write (const char *path,
                   ScriptFileKind kind,
                   uint64_t size_bytes)
{
  Recording *recording = g_new0 (Recording, 1);
  g_autoptr (GString) text = g_string_new (NULL);
  FILE *file = fopen (path, "we");
  uint64_t n_samples = 0;
  uint64_t n_written = 0;

  if (file == NULL)
    g_error ("%s cannot be written", path);
  recording->rand = g_rand_new_with_seed (1);
  make_functions (recording);
  make_stacks (recording);
  while (n_written + text->len < size_bytes)
    {
      append_sample (recording, text, kind, 8122000000 + n_samples * 53);
      n_samples++;
      if (text->len < 1 << 20)
        continue;
      n_written += fwrite (text->str, 1, text->len, file);
      g_string_truncate (text, 0);
    }
  fwrite (text->str, 1, text->len, file);
  if (fclose (file) != 0)
    g_error ("%s cannot be written", path);
  for (uint32_t i = 0; i < N_FUNCTIONS; i++)
    g_free (recording->functions[i].name);
  for (uint32_t i = 0; i < N_STACKS; i++)
    g_free (recording->stacks[i].callers);
  g_rand_free (recording->rand);
  g_free (recording);
  return n_samples;
}
