/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/call-frames.h"

#include <dwarf.h>
#include <gelf.h>

#include "profile/hash.h"
#include "profile/id-table.h"

/* More addresses than any program's stacks have; so a hostile file cannot fill memory. */
#define MAX_ROWS ((uint32_t) 1 << 18)
#define N_TABLES 3
/* Pointers of ARM64 may be signed in the bits above. */
#define ARM64_ADDRESS_BITS 48

typedef enum
{
  RULE_AT_OFFSET,  /* stands at the canonical address + offset */
  RULE_VALUE,      /* is the canonical address + offset */
  RULE_REGISTER,   /* is in the register `offset` */
  RULE_EXPRESSION, /* stands where an expression says, or is what it says */
} RuleKind;

/* How the caller's value of a register is found. */
typedef struct
{
  uint32_t number;
  RuleKind kind;
  int64_t offset;
  const Dwarf_Op *ops; /* libdw's, as long as its table lives */
  size_t n_ops;
} Rule;

/* What is known at one address. The canonical address (CFA) is what the stack pointer was before the call. */
typedef struct
{
  uint64_t address;
  uint32_t first_rule;
  uint32_t n_rules;
  uint64_t undefined; /* a bit for each register whose value is lost */
  uint32_t cfa_register;
  uint32_t return_register;
  int64_t cfa_offset;
  const Dwarf_Op *cfa_ops; /* (nullable): in place of register and offset */
  size_t n_cfa_ops;
  bool is_signal;
  bool is_known; /* the tables have this address */
} Row;

struct _EmberCallFrames
{
  EmberElfFile *program;
  EmberElfFile *debug;
  EmberMachine machine;
  uint32_t stack_register;
  uint32_t n_registers;
  Dwarf *dwarfs[2];
  Dwarf_CFI *eh_frame;
  Dwarf_CFI *tables[N_TABLES]; /* nullable */
  EmberColumn rows;            /* Row */
  EmberColumn rules;           /* Rule */
  EmberIdTable index;          /* of rows, by address */
  uint32_t generation;
};

static void
set_machine (EmberCallFrames *frames,
             EmberElfFile *file)
{
  GElf_Ehdr header;

  if (gelf_getehdr (ember_elf_file_get_elf (file), &header) == NULL || header.e_ident[EI_CLASS] != ELFCLASS64)
    return;
  if (header.e_machine == EM_X86_64)
    {
      frames->machine = EMBER_MACHINE_X86_64;
      frames->stack_register = 7;
      frames->n_registers = 17;
    }
  else if (header.e_machine == EM_AARCH64)
    {
      frames->machine = EMBER_MACHINE_ARM64;
      frames->stack_register = 31;
      frames->n_registers = 32;
    }
}

static Dwarf_CFI *
open_debug_frame (EmberElfFile *file,
                  Dwarf **dwarf)
{
  *dwarf = file != NULL ? dwarf_begin_elf (ember_elf_file_get_elf (file), DWARF_C_READ, NULL) : NULL;
  return *dwarf != NULL ? dwarf_getcfi (*dwarf) : NULL;
}

static void
init_rows (EmberCallFrames *frames)
{
  ember_column_init (&frames->rows, sizeof (Row));
  ember_column_init (&frames->rules, sizeof (Rule));
  ember_id_table_init (&frames->index);
}

static void
clear_rows (EmberCallFrames *frames)
{
  ember_column_clear (&frames->rows);
  ember_column_clear (&frames->rules);
  ember_id_table_clear (&frames->index);
}

EmberCallFrames *
ember_call_frames_new (EmberElfFile *program,
                       EmberElfFile *debug)
{
  EmberCallFrames *frames = g_new0 (EmberCallFrames, 1);

  frames->program = program;
  frames->debug = debug;
  set_machine (frames, program != NULL ? program : debug);
  init_rows (frames);
  if (frames->machine == EMBER_MACHINE_OTHER)
    return frames;
  if (program != NULL)
    frames->eh_frame = dwarf_getcfi_elf (ember_elf_file_get_elf (program));
  frames->tables[0] = frames->eh_frame;
  frames->tables[1] = open_debug_frame (program, &frames->dwarfs[0]);
  frames->tables[2] = open_debug_frame (debug, &frames->dwarfs[1]);
  return frames;
}

void
ember_call_frames_free (EmberCallFrames *frames)
{
  clear_rows (frames);
  if (frames->eh_frame != NULL)
    dwarf_cfi_end (frames->eh_frame);
  for (size_t i = 0; i < G_N_ELEMENTS (frames->dwarfs); i++)
    if (frames->dwarfs[i] != NULL)
      dwarf_end (frames->dwarfs[i]);
  g_clear_pointer (&frames->program, ember_elf_file_free);
  g_clear_pointer (&frames->debug, ember_elf_file_free);
  g_free (frames);
}

bool
ember_call_frames_is_for (const EmberCallFrames *frames,
                          EmberMachine machine)
{
  return frames->machine == machine && machine != EMBER_MACHINE_OTHER;
}

uint32_t
ember_call_frames_get_generation (const EmberCallFrames *frames)
{
  return frames->generation;
}

static const Row *
get_row (const EmberCallFrames *frames,
         uint32_t row)
{
  return (const Row *) frames->rows.data + row;
}

bool
ember_call_frames_is_signal (const EmberCallFrames *frames,
                             uint32_t row)
{
  return get_row (frames, row)->is_signal;
}

/* The usual forms: the canonical address, plus or minus a number, as place or value. */
static bool
parse_offset_rule (const Dwarf_Op *ops,
                   size_t n_ops,
                   Rule *rule)
{
  size_t next = 1;

  if (ops[0].atom != DW_OP_call_frame_cfa)
    return false;
  rule->offset = 0;
  if (next < n_ops && ops[next].atom == DW_OP_plus_uconst)
    rule->offset = (int64_t) ops[next++].number;
  rule->kind = RULE_AT_OFFSET;
  if (next < n_ops && ops[next].atom == DW_OP_stack_value)
    {
      rule->kind = RULE_VALUE;
      next++;
    }
  return next == n_ops;
}

/* @ops: what libdw made for us alone, or an expression that lives as long as its table */
static bool
parse_rule (const Dwarf_Op *ops,
            size_t n_ops,
            bool is_ours,
            Rule *rule)
{
  if (parse_offset_rule (ops, n_ops, rule))
    return true;
  if (n_ops == 1 && ops[0].atom == DW_OP_regx)
    {
      rule->kind = RULE_REGISTER;
      rule->offset = (int64_t) ops[0].number;
      return true;
    }
  rule->kind = RULE_EXPRESSION;
  rule->ops = ops;
  rule->n_ops = n_ops;
  return !is_ours;
}

static void
add_rule (EmberCallFrames *frames,
          Row *row,
          Dwarf_Frame *frame,
          uint32_t number)
{
  Rule rule = { .number = number };
  Dwarf_Op own[3];
  Dwarf_Op *ops = NULL;
  size_t n_ops = 0;
  const bool is_known = dwarf_frame_register (frame, (int) number, own, &ops, &n_ops) == 0;

  /* no operation and no place for one: the register was not touched */
  if (is_known && n_ops == 0 && ops == NULL)
    return;
  if (!is_known || n_ops == 0 || !parse_rule (ops, n_ops, ops == own, &rule))
    {
      row->undefined |= UINT64_C (1) << number;
      return;
    }
  *(Rule *) ember_column_grow (&frames->rules, 1) = rule;
  row->n_rules++;
}

static bool
parse_cfa (Row *row,
           Dwarf_Frame *frame)
{
  Dwarf_Op *ops;
  size_t n_ops;

  if (dwarf_frame_cfa (frame, &ops, &n_ops) != 0 || n_ops == 0)
    return false;
  if (n_ops == 1 && ops[0].atom == DW_OP_bregx)
    {
      row->cfa_register = (uint32_t) MIN (ops[0].number, UINT32_MAX);
      row->cfa_offset = (int64_t) ops[0].number2;
    }
  else if (n_ops == 1 && ops[0].atom >= DW_OP_breg0 && ops[0].atom <= DW_OP_breg31)
    {
      row->cfa_register = ops[0].atom - DW_OP_breg0;
      row->cfa_offset = (int64_t) ops[0].number;
    }
  else
    {
      row->cfa_ops = ops;
      row->n_cfa_ops = n_ops;
    }
  return true;
}

static bool
parse_row (EmberCallFrames *frames,
           Row *row,
           Dwarf_Frame *frame)
{
  const int return_register = dwarf_frame_info (frame, NULL, NULL, &row->is_signal);

  if (return_register < 0 || (uint32_t) return_register >= frames->n_registers || !parse_cfa (row, frame))
    return false;
  row->return_register = (uint32_t) return_register;
  row->first_rule = (uint32_t) frames->rules.n;
  for (uint32_t i = 0; i < frames->n_registers; i++)
    add_rule (frames, row, frame, i);
  return true;
}

static uint32_t
add_row (EmberCallFrames *frames,
         uint64_t offset,
         uint64_t hash)
{
  EmberElfFile *file = frames->program != NULL ? frames->program : frames->debug;
  Row row = { .address = offset };
  uint64_t address;

  if (frames->rows.n == MAX_ROWS)
    {
      clear_rows (frames);
      init_rows (frames);
      frames->generation++;
    }
  if (ember_elf_file_get_address (file, offset, &address))
    for (uint32_t i = 0; i < N_TABLES && !row.is_known; i++)
      {
        Dwarf_Frame *frame = NULL;

        if (frames->tables[i] != NULL && dwarf_cfi_addrframe (frames->tables[i], address, &frame) == 0)
          row.is_known = parse_row (frames, &row, frame);
        free (frame);
      }
  ember_id_table_add (&frames->index, hash, (uint32_t) frames->rows.n);
  *(Row *) ember_column_grow (&frames->rows, 1) = row;
  return row.is_known ? (uint32_t) frames->rows.n - 1 : EMBER_NO_ROW;
}

uint32_t
ember_call_frames_find (EmberCallFrames *frames,
                        uint64_t offset)
{
  const uint64_t hash = ember_hash_pair (offset, 0);
  EmberIdCursor cursor = ember_id_table_find (&frames->index, hash);

  while (ember_id_table_next (&frames->index, &cursor))
    if (get_row (frames, cursor.id)->address == offset)
      return get_row (frames, cursor.id)->is_known ? cursor.id : EMBER_NO_ROW;
  return add_row (frames, offset, hash);
}

static bool
find_cfa (const Row *row,
          const EmberRegisters *registers,
          uint64_t *cfa)
{
  bool is_value;

  if (row->cfa_ops != NULL)
    return ember_dwarf_expression_evaluate (row->cfa_ops, row->n_cfa_ops, registers, NULL, cfa, &is_value);
  if (!ember_registers_get (registers, row->cfa_register, cfa))
    return false;
  *cfa += (uint64_t) row->cfa_offset;
  return true;
}

/* Returns: false where the value cannot be known
 * @address: (out): where it should stand; 0: that is not the question */
static bool
apply_rule (const Rule *rule,
            const EmberRegisters *registers,
            uint64_t cfa,
            uint64_t *value,
            uint64_t *address)
{
  bool is_value;

  *address = 0;
  switch (rule->kind)
    {
    case RULE_AT_OFFSET:
      *address = cfa + (uint64_t) rule->offset;
      break;
    case RULE_VALUE:
      *value = cfa + (uint64_t) rule->offset;
      return true;
    case RULE_REGISTER:
      return ember_registers_get (registers, (uint64_t) rule->offset, value);
    case RULE_EXPRESSION:
      if (!ember_dwarf_expression_evaluate (rule->ops, rule->n_ops, registers, &cfa, value, &is_value))
        return false;
      if (is_value)
        return true;
      *address = *value;
      break;
    default:
      g_assert_not_reached ();
    }
  return ember_registers_read (registers, *address, value);
}

static EmberStep
get_failure (const EmberRegisters *registers,
             uint64_t address)
{
  return address >= registers->stack_begin + registers->copy->size_bytes ? EMBER_STEP_STACK_ENDS : EMBER_STEP_BROKEN;
}

EmberStep
ember_call_frames_step (const EmberCallFrames *frames,
                        uint32_t row_id,
                        EmberRegisters *registers)
{
  const Row *row = get_row (frames, row_id);
  const Rule *rules = (const Rule *) frames->rules.data + row->first_rule;
  EmberRegisters caller = *registers;
  uint64_t cfa;

  if (row->undefined >> row->return_register & 1)
    return EMBER_STEP_OUTERMOST;
  if (!find_cfa (row, registers, &cfa))
    return EMBER_STEP_BROKEN;
  caller.known &= ~row->undefined;
  ember_registers_set (&caller, frames->stack_register, cfa);
  for (uint32_t i = 0; i < row->n_rules; i++)
    {
      uint64_t value, address;

      if (apply_rule (&rules[i], registers, cfa, &value, &address))
        ember_registers_set (&caller, rules[i].number, value);
      else if (rules[i].number == row->return_register)
        return get_failure (registers, address);
      else
        caller.known &= ~(UINT64_C (1) << rules[i].number);
    }
  if (!ember_registers_get (&caller, row->return_register, &caller.ip))
    return EMBER_STEP_BROKEN;
  if (frames->machine == EMBER_MACHINE_ARM64)
    caller.ip &= (UINT64_C (1) << ARM64_ADDRESS_BITS) - 1;
  *registers = caller;
  return caller.ip == 0 ? EMBER_STEP_OUTERMOST : EMBER_STEP_CALLER;
}
