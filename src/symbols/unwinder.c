/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/unwinder.h"

#include "profile/hash.h"
#include "symbols/call-frames.h"
#include "symbols/image-symbols.h"

#define N_KNOWN ((uint32_t) 1 << 14)

/* The tables of an image. */
typedef struct
{
  bool was_looked_for;
  EmberCallFrames *tables; /* nullable */
} Module;

/* Direct mapped: an address in a process, and what its table says. */
typedef struct
{
  uint64_t address;
  uint32_t epoch; /* 0: free */
  uint32_t row;   /* EMBER_NO_ROW: there is none */
  uint32_t generation;
  EmberImageId image;
  EmberCallFrames *tables; /* nullable */
} Known;

struct _EmberUnwinder
{
  EmberSymbolFiles files;
  char *cache;
  EmberColumn modules; /* Module, by image */
  Known *known;
};

EmberUnwinder *
ember_unwinder_new (const char *const *folders,
                    int64_t written_s)
{
  EmberUnwinder *unwinder = g_new0 (EmberUnwinder, 1);

  unwinder->cache = g_build_filename (g_get_home_dir (), ".debug", NULL);
  unwinder->files = (EmberSymbolFiles){ .folders = folders, .cache = unwinder->cache, .written_s = written_s };
  unwinder->known = g_new0 (Known, N_KNOWN);
  ember_column_init (&unwinder->modules, sizeof (Module));
  return unwinder;
}

void
ember_unwinder_free (EmberUnwinder *unwinder)
{
  for (size_t i = 0; i < unwinder->modules.n; i++)
    g_clear_pointer (&((Module *) unwinder->modules.data)[i].tables, ember_call_frames_free);
  ember_column_clear (&unwinder->modules);
  g_free (unwinder->known);
  g_free (unwinder->cache);
  g_free (unwinder);
}

static EmberCallFrames *
open_tables (EmberUnwinder *unwinder,
             const EmberCodePlace *place)
{
  EmberElfFile *program = NULL;
  EmberElfFile *debug = NULL;

  if (place->entry->kind == EMBER_IMAGE_VDSO)
    program = ember_image_symbols_open_vdso (&unwinder->files, place->entry);
  else if (place->entry->kind == EMBER_IMAGE_ELF)
    ember_symbol_files_open (&unwinder->files, place->entry, place->path, &program, &debug);
  return program != NULL || debug != NULL ? ember_call_frames_new (program, debug) : NULL;
}

static EmberCallFrames *
get_tables (EmberUnwinder *unwinder,
            const EmberCodePlace *place)
{
  Module *module;

  while (unwinder->modules.n <= place->image)
    *(Module *) ember_column_grow (&unwinder->modules, 1) = (Module){ 0 };
  module = (Module *) unwinder->modules.data + place->image;
  if (!module->was_looked_for)
    module->tables = open_tables (unwinder, place);
  module->was_looked_for = true;
  return module->tables;
}

/* Returns: false where there is no code at @address */
static bool
look_up (EmberUnwinder *unwinder,
         const EmberCodeMap *map,
         EmberMachine machine,
         uint64_t address,
         Known *found)
{
  Known *known = &unwinder->known[ember_hash_pair (address, map->epoch) % N_KNOWN];
  EmberCodePlace place;

  if (known->epoch == map->epoch && known->epoch != 0 && known->address == address &&
      (known->tables == NULL || ember_call_frames_get_generation (known->tables) == known->generation))
    {
      *found = *known;
      return true;
    }
  if (!map->find (map->data, address, &place))
    return false;
  *found = (Known){ .address = address, .epoch = map->epoch, .row = EMBER_NO_ROW, .image = place.image };
  found->tables = get_tables (unwinder, &place);
  if (found->tables != NULL && ember_call_frames_is_for (found->tables, machine))
    {
      found->row = ember_call_frames_find (found->tables, place.offset);
      found->generation = ember_call_frames_get_generation (found->tables);
    }
  *known = *found;
  return true;
}

static uint64_t
get_stack_pointer (const EmberRegisters *registers)
{
  uint64_t value = 0;

  ember_registers_get (registers, registers->copy->machine == EMBER_MACHINE_ARM64 ? 31 : 7, &value);
  return value;
}

/* A caller that keeps frame pointers: there stand its caller's and the address to go back to. Where a
 * process begins there is none, and often no table either. */
static EmberStep
step_by_frame_pointer (EmberRegisters *registers)
{
  const bool is_arm64 = registers->copy->machine == EMBER_MACHINE_ARM64;
  const uint32_t number = is_arm64 ? 29 : 6;
  uint64_t pointer, next, ip;

  if (!ember_registers_get (registers, number, &pointer))
    return EMBER_STEP_BROKEN;
  if (pointer == 0)
    return EMBER_STEP_OUTERMOST;
  if (pointer < get_stack_pointer (registers) || pointer % 8 != 0 ||
      !ember_registers_read (registers, pointer, &next) || !ember_registers_read (registers, pointer + 8, &ip))
    return EMBER_STEP_BROKEN;
  registers->known = 0;
  registers->ip = ip;
  ember_registers_set (registers, number, next);
  ember_registers_set (registers, is_arm64 ? 31 : 7, pointer + 16);
  return ip == 0 ? EMBER_STEP_OUTERMOST : EMBER_STEP_CALLER;
}

static void
init_registers (EmberRegisters *registers,
                const EmberStackCopy *copy)
{
  *registers = (EmberRegisters){ .copy = copy, .ip = copy->ip, .known = copy->known };
  memcpy (registers->values, copy->registers, sizeof registers->values);
  registers->stack_begin = get_stack_pointer (registers);
  /* on x86-64 the next instruction has a number, too: tables of linkage count from it */
  if (copy->machine == EMBER_MACHINE_X86_64)
    ember_registers_set (registers, 16, copy->ip);
}

/* One step towards the outermost frame.
 * @is_exact: (inout): whether the frame, and then its caller, stands at its next instruction
 * Returns: false with @end set where it ends */
static bool
step (EmberUnwinder *unwinder,
      const EmberCodeMap *map,
      EmberRegisters *registers,
      bool *is_exact,
      EmberUnwindEnd *end,
      EmberImageId *image)
{
  const uint64_t old_pointer = get_stack_pointer (registers);
  const uint64_t old_ip = registers->ip;
  Known known;
  EmberStep result;
  bool is_signal = false;

  *end = EMBER_UNWIND_BROKEN;
  if (!look_up (unwinder, map, registers->copy->machine, registers->ip - !*is_exact, &known))
    return false;
  *image = known.image;
  if (known.row != EMBER_NO_ROW)
    {
      is_signal = ember_call_frames_is_signal (known.tables, known.row);
      result = ember_call_frames_step (known.tables, known.row, registers);
    }
  else
    {
      *end = EMBER_UNWIND_NO_TABLE;
      result = step_by_frame_pointer (registers);
    }
  if (result == EMBER_STEP_OUTERMOST)
    *end = EMBER_UNWIND_COMPLETE;
  else if (result == EMBER_STEP_STACK_ENDS)
    *end = EMBER_UNWIND_STACK_ENDS;
  if (result != EMBER_STEP_CALLER)
    return false;
  *is_exact = is_signal;
  return is_signal || get_stack_pointer (registers) > old_pointer ||
         (get_stack_pointer (registers) == old_pointer && registers->ip != old_ip);
}

/* Callers in no code at all are left out: they were read from the wrong place. */
EmberUnwindEnd
ember_unwinder_unwind (gpointer data,
                       const EmberStackCopy *copy,
                       const EmberCodeMap *map,
                       EmberUnwoundFrame *frames,
                       uint32_t *n_frames,
                       EmberImageId *image)
{
  EmberUnwinder *unwinder = data;
  const uint32_t room = *n_frames;
  EmberRegisters registers;
  EmberCodePlace place;
  EmberUnwindEnd end = EMBER_UNWIND_BROKEN;
  bool is_exact = true;

  init_registers (&registers, copy);
  *image = EMBER_IMAGE_NONE;
  *n_frames = 0;
  do
    {
      if (*n_frames == room)
        return EMBER_UNWIND_STACK_ENDS;
      frames[(*n_frames)++] = (EmberUnwoundFrame){ registers.ip, is_exact };
    }
  while (step (unwinder, map, &registers, &is_exact, &end, image));
  if (*n_frames > 1 && end == EMBER_UNWIND_BROKEN &&
      !map->find (map->data, frames[*n_frames - 1].address - !frames[*n_frames - 1].is_exact, &place))
    (*n_frames)--;
  return end;
}
