/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-unwind.h"

#include <glib/gi18n.h>

#include "profile/amount-text.h"

/* A stack of 64 KiB holds no more return addresses than half its words. */
#define MAX_FRAMES 4096

struct _EmberPerfUnwind
{
  EmberPerfLog *log;
  EmberUnwindFunc unwind;
  gpointer unwinder;
  uint8_t *bytes; /* of one copy */
  EmberUnwoundFrame *frames;
  EmberColumn words; /* uint64_t: of one chain */
  uint64_t n_stacks;
  uint64_t n_unread;
  uint64_t n_ends[EMBER_N_UNWIND_ENDS];
  EmberColumn n_without_table; /* uint64_t, by image */
  size_t max_stack_bytes;
};

/* Which of DWARF's registers each of perf's is, as perf numbers them: AX BX CX DX SI DI BP SP IP, flags and
 * segments, R8 to R15. */
#define NO_REGISTER 255
#define X86_64_IP 8
#define ARM64_IP 32
static const uint8_t x86_64_registers[] = {
  0, 3, 2, 1, 4, 5, 6, 7, NO_REGISTER, NO_REGISTER, NO_REGISTER, NO_REGISTER, NO_REGISTER, NO_REGISTER, NO_REGISTER, NO_REGISTER,
  8, 9, 10, 11, 12, 13, 14, 15
};

EmberPerfUnwind *
ember_perf_unwind_new (EmberPerfLog *log,
                       const EmberReadOptions *options)
{
  EmberPerfUnwind *unwind;

  if (log->n_stacks == 0 || options->unwind == NULL || log->header->is_swapped)
    return NULL;
  unwind = g_new0 (EmberPerfUnwind, 1);
  unwind->log = log;
  unwind->unwind = options->unwind;
  unwind->unwinder = options->unwinder;
  unwind->bytes = g_malloc (EMBER_PERF_COPY_MAX_BYTES);
  unwind->frames = g_new (EmberUnwoundFrame, MAX_FRAMES);
  ember_column_init (&unwind->words, sizeof (uint64_t));
  ember_column_init (&unwind->n_without_table, sizeof (uint64_t));
  return unwind;
}

void
ember_perf_unwind_free (EmberPerfUnwind *unwind)
{
  if (unwind == NULL)
    return;
  ember_column_clear (&unwind->words);
  ember_column_clear (&unwind->n_without_table);
  g_free (unwind->frames);
  g_free (unwind->bytes);
  g_free (unwind);
}

/* Only ARM64 has a register 32; its others have DWARF's numbers. */
static EmberMachine
get_machine (const EmberPerfAttr *attr)
{
  if (attr->regs_user >> ARM64_IP & 1)
    return EMBER_MACHINE_ARM64;
  return attr->regs_user >> X86_64_IP & 1 && attr->regs_user != 0xffff ? EMBER_MACHINE_X86_64 : EMBER_MACHINE_OTHER;
}

static void
set_register (EmberStackCopy *copy,
              uint32_t number,
              uint64_t value)
{
  const bool is_x86_64 = copy->machine == EMBER_MACHINE_X86_64;

  if (number == (is_x86_64 ? X86_64_IP : ARM64_IP))
    {
      copy->ip = value;
      return;
    }
  if (is_x86_64)
    number = number < G_N_ELEMENTS (x86_64_registers) ? x86_64_registers[number] : NO_REGISTER;
  if (number >= ARM64_IP)
    return;
  copy->registers[number] = value;
  copy->known |= UINT64_C (1) << number;
}

/* Registers, a word for the size of the stack, the stack. */
static bool
parse_copy (const EmberPerfAttr *attr,
            const uint8_t *bytes,
            size_t size_bytes,
            EmberStackCopy *copy)
{
  EmberPerfBytes rest = ember_perf_bytes (bytes, size_bytes, false);

  *copy = (EmberStackCopy){ .machine = get_machine (attr) };
  for (uint32_t i = 0; i < 64; i++)
    if (attr->regs_user >> i & 1)
      set_register (copy, i, ember_perf_bytes_take_u64 (&rest));
  ember_perf_bytes_take_u64 (&rest);
  copy->bytes = rest.at;
  copy->size_bytes = ember_perf_bytes_get_left (&rest);
  return copy->machine != EMBER_MACHINE_OTHER && !rest.is_short;
}

typedef struct
{
  const EmberPerfSpace *space;
  const EmberProfileBuilder *builder;
} Code;

static bool
find_code (gconstpointer data,
           uint64_t address,
           EmberCodePlace *place)
{
  const Code *code = data;
  const EmberPerfMap *map = ember_perf_space_find (code->space, address);

  if (map == NULL)
    return false;
  place->image = map->image;
  place->entry = ember_profile_builder_get_image (code->builder, map->image);
  place->path = ember_profile_builder_get_string (code->builder, place->entry->path);
  place->offset = address - map->begin + map->offset;
  return true;
}

static void
push_word (EmberPerfUnwind *unwind,
           uint64_t word)
{
  *(uint64_t *) ember_column_grow (&unwind->words, 1) = word;
}

/* What comes behind a marker is looked up as it is; other callers, one byte lower. */
static EmberPerfChainId
add_chain (EmberPerfUnwind *unwind,
           EmberPerfChainId recorded,
           uint32_t n_frames)
{
  size_t n_words;
  const uint64_t *words = ember_perf_chains_get (&unwind->log->chains, recorded, &n_words);

  unwind->words.n = 0;
  for (size_t i = 0; i < n_words && words[i] != EMBER_PERF_CONTEXT_USER; i++)
    push_word (unwind, words[i]);
  for (uint32_t i = 0; i < n_frames; i++)
    {
      if (unwind->frames[i].is_exact)
        push_word (unwind, EMBER_PERF_CONTEXT_USER);
      push_word (unwind, unwind->frames[i].address);
    }
  return ember_perf_chains_add_words (&unwind->log->chains, unwind->words.data, unwind->words.n);
}

static void
count_without_table (EmberPerfUnwind *unwind,
                     EmberImageId image)
{
  while (unwind->n_without_table.n <= image)
    *(uint64_t *) ember_column_grow (&unwind->n_without_table, 1) = 0;
  ((uint64_t *) unwind->n_without_table.data)[image]++;
}

EmberPerfChainId
ember_perf_unwind_row (EmberPerfUnwind *unwind,
                       const EmberPerfRow *row,
                       const EmberPerfSpace *user)
{
  const EmberPerfAttr *attr = ember_perf_attrs_get (&unwind->log->header->attrs, row->attr);
  const Code code = { user, unwind->log->builder };
  EmberCodeMap map = { .data = &code, .find = find_code };
  uint32_t n_frames = MAX_FRAMES;
  EmberUnwindEnd end;
  EmberImageId image;
  EmberStackCopy copy;
  size_t size_bytes;

  if (row->copy == EMBER_PERF_NO_COPY || user == NULL || ember_progress_is_stopped (unwind->log->progress))
    return row->chain;
  size_bytes = ember_perf_copies_read (&unwind->log->copies, row->copy, unwind->bytes);
  if (!parse_copy (attr, unwind->bytes, size_bytes, &copy))
    {
      unwind->n_unread++;
      return row->chain;
    }
  map.epoch = ember_perf_space_get_epoch (user);
  end = unwind->unwind (unwind->unwinder, &copy, &map, unwind->frames, &n_frames, &image);
  unwind->n_stacks++;
  unwind->n_ends[end]++;
  unwind->max_stack_bytes = MAX (unwind->max_stack_bytes, copy.size_bytes);
  if (end == EMBER_UNWIND_NO_TABLE)
    count_without_table (unwind, image);
  return add_chain (unwind, row->chain, n_frames);
}

static double
get_percent (uint64_t n,
             uint64_t n_all)
{
  return 100.0 * (double) n / (double) MAX (n_all, 1);
}

/* @text: (transfer full): */
static void
add_notice (EmberPerfUnwind *unwind,
            char *text,
            uint64_t count)
{
  ember_profile_builder_add_notice (unwind->log->builder, text, count);
}

/* Names the image at which most stacks ended. */
static void
tell_without_table (EmberPerfUnwind *unwind,
                    uint64_t n_all)
{
  const uint64_t n = unwind->n_ends[EMBER_UNWIND_NO_TABLE];
  const uint64_t *counts = unwind->n_without_table.data;
  EmberProfileBuilder *builder = unwind->log->builder;
  EmberImageId most = 0;
  const char *path;
  g_autofree char *valid_path = NULL;

  for (EmberImageId i = 1; i < unwind->n_without_table.n; i++)
    if (counts[i] > counts[most])
      most = i;
  path = ember_profile_builder_get_string (builder, ember_profile_builder_get_image (builder, most)->path);
  valid_path = g_utf8_make_valid (path[0] != '\0' ? path : "[unknown]", -1);
  /* Translators: %.1f is a percentage, %s a file. */
  add_notice (unwind, g_strdup_printf (_ ("%.1f %% of stacks are cut off where no unwinding table was found, most of them at %s"), get_percent (n, n_all), valid_path), n);
}

/* What is rare is no news: one stack in a thousand. */
void
ember_perf_unwind_finish (EmberPerfUnwind *unwind)
{
  const uint64_t n_unread = unwind->n_unread + unwind->log->n_unkept_stacks;
  const uint64_t n_all = unwind->n_stacks + n_unread;
  const uint64_t n_least = n_all / 1000 + 1;
  const uint64_t n_short = unwind->n_ends[EMBER_UNWIND_STACK_ENDS];
  const uint64_t n_broken = unwind->n_ends[EMBER_UNWIND_BROKEN];
  g_autofree char *unread = ember_amount_text_dup (n_unread);

  if (n_short >= n_least)
    /* Translators: %.1f is a percentage, both %zu are numbers of bytes. */
    add_notice (unwind, g_strdup_printf (_ ("%.1f %% of stacks are cut off, as perf copied only %zu bytes of them; record with --call-graph dwarf,%zu"), get_percent (n_short, n_all), unwind->max_stack_bytes, unwind->max_stack_bytes < 32768 ? (size_t) 32768 : (size_t) 65528), n_short);
  if (unwind->n_ends[EMBER_UNWIND_NO_TABLE] >= n_least)
    tell_without_table (unwind, n_all);
  if (n_broken >= n_least)
    /* Translators: %.1f is a percentage. */
    add_notice (unwind, g_strdup_printf (_ ("%.1f %% of stacks are cut off where their callers cannot be made out"), get_percent (n_broken, n_all)), n_broken);
  if (n_unread > 0)
    add_notice (unwind, g_strdup_printf (ngettext ("%s stack could not be unwound: it is of a 32-bit program, or damaged", "%s stacks could not be unwound: they are of 32-bit programs, or damaged", (gulong) n_unread), unread), n_unread);
}
