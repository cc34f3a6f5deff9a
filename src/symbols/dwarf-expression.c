/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/dwarf-expression.h"

#include <dwarf.h>
#include <string.h>

#define MAX_STEPS 1024
#define STACK_WORDS 64

typedef struct
{
  const EmberRegisters *registers;
  const uint64_t *cfa;
  uint64_t stack[STACK_WORDS];
  uint32_t n;
  bool has_failed;
  bool is_value;
} Machine;

bool
ember_registers_read (const EmberRegisters *registers,
                      uint64_t address,
                      uint64_t *value)
{
  const uint64_t offset = address - registers->stack_begin;
  const size_t size_bytes = registers->copy->size_bytes;

  if (size_bytes < 8 || address < registers->stack_begin || offset > size_bytes - 8)
    return false;
  memcpy (value, registers->copy->bytes + offset, 8);
  *value = GUINT64_FROM_LE (*value);
  return true;
}

bool
ember_registers_get (const EmberRegisters *registers,
                     uint64_t number,
                     uint64_t *value)
{
  if (number >= EMBER_MAX_REGISTERS || (registers->known >> number & 1) == 0)
    return false;
  *value = registers->values[number];
  return true;
}

void
ember_registers_set (EmberRegisters *registers,
                     uint64_t number,
                     uint64_t value)
{
  if (number >= EMBER_MAX_REGISTERS)
    return;
  registers->values[number] = value;
  registers->known |= UINT64_C (1) << number;
}

static void
push (Machine *machine,
      uint64_t value)
{
  if (machine->n == STACK_WORDS)
    machine->has_failed = true;
  else
    machine->stack[machine->n++] = value;
}

static uint64_t
pop (Machine *machine)
{
  if (machine->n > 0)
    return machine->stack[--machine->n];
  machine->has_failed = true;
  return 0;
}

static uint64_t
peek (Machine *machine,
      uint64_t depth)
{
  if (depth < machine->n)
    return machine->stack[machine->n - 1 - depth];
  machine->has_failed = true;
  return 0;
}

static uint64_t
get_register (Machine *machine,
              uint64_t number)
{
  uint64_t value = 0;

  if (!ember_registers_get (machine->registers, number, &value))
    machine->has_failed = true;
  return value;
}

static void
dereference (Machine *machine,
             uint64_t size_bytes)
{
  uint64_t value = 0;

  if (size_bytes == 0 || size_bytes > 8 || !ember_registers_read (machine->registers, pop (machine), &value))
    machine->has_failed = true;
  else if (size_bytes < 8)
    value &= (UINT64_C (1) << (8 * size_bytes)) - 1;
  push (machine, value);
}

/* Shifts by more than a word leave nothing, or the sign. */
static uint64_t
shift_right (uint64_t a,
             uint64_t b,
             bool is_signed)
{
  if (is_signed)
    return (uint64_t) ((int64_t) a >> MIN (b, 63));
  return b < 64 ? a >> b : 0;
}

/* Returns: false if it is no operation on two words */
static bool
compute_binary (Machine *machine,
                uint8_t atom)
{
  const uint64_t b = machine->n > 0 ? machine->stack[machine->n - 1] : 0;
  const uint64_t a = machine->n > 1 ? machine->stack[machine->n - 2] : 0;
  const int64_t signed_a = (int64_t) a;
  const int64_t signed_b = (int64_t) b;
  uint64_t result;

  switch (atom)
    {
    case DW_OP_plus:
      result = a + b;
      break;
    case DW_OP_minus:
      result = a - b;
      break;
    case DW_OP_mul:
      result = a * b;
      break;
    case DW_OP_and:
      result = a & b;
      break;
    case DW_OP_or:
      result = a | b;
      break;
    case DW_OP_xor:
      result = a ^ b;
      break;
    case DW_OP_shl:
      result = b < 64 ? a << b : 0;
      break;
    case DW_OP_shr:
      result = shift_right (a, b, false);
      break;
    case DW_OP_shra:
      result = shift_right (a, b, true);
      break;
    case DW_OP_eq:
      result = a == b;
      break;
    case DW_OP_ne:
      result = a != b;
      break;
    case DW_OP_lt:
      result = signed_a < signed_b;
      break;
    case DW_OP_le:
      result = signed_a <= signed_b;
      break;
    case DW_OP_gt:
      result = signed_a > signed_b;
      break;
    case DW_OP_ge:
      result = signed_a >= signed_b;
      break;
    default:
      return false;
    }
  pop (machine);
  pop (machine);
  push (machine, result);
  return true;
}

static bool
move_words (Machine *machine,
            const Dwarf_Op *op)
{
  uint64_t a, b, c;

  switch (op->atom)
    {
    case DW_OP_dup:
      push (machine, peek (machine, 0));
      return true;
    case DW_OP_drop:
      pop (machine);
      return true;
    case DW_OP_over:
      push (machine, peek (machine, 1));
      return true;
    case DW_OP_pick:
      push (machine, peek (machine, op->number));
      return true;
    case DW_OP_swap:
      a = pop (machine);
      b = pop (machine);
      push (machine, a);
      push (machine, b);
      return true;
    case DW_OP_rot:
      a = pop (machine);
      b = pop (machine);
      c = pop (machine);
      push (machine, a);
      push (machine, c);
      push (machine, b);
      return true;
    default:
      return false;
    }
}

static bool
push_operand (Machine *machine,
              const Dwarf_Op *op)
{
  const uint8_t atom = op->atom;

  if (atom >= DW_OP_lit0 && atom <= DW_OP_lit31)
    push (machine, atom - DW_OP_lit0);
  else if (atom >= DW_OP_breg0 && atom <= DW_OP_breg31)
    push (machine, get_register (machine, atom - DW_OP_breg0) + op->number);
  else if (atom == DW_OP_bregx)
    push (machine, get_register (machine, op->number) + op->number2);
  else if (atom == DW_OP_addr || (atom >= DW_OP_const1u && atom <= DW_OP_consts))
    push (machine, op->number);
  else if (atom == DW_OP_call_frame_cfa && machine->cfa != NULL)
    push (machine, *machine->cfa);
  else if (atom >= DW_OP_reg0 && atom <= DW_OP_reg31)
    {
      push (machine, get_register (machine, atom - DW_OP_reg0));
      machine->is_value = true;
    }
  else if (atom == DW_OP_regx)
    {
      push (machine, get_register (machine, op->number));
      machine->is_value = true;
    }
  else
    return false;
  return true;
}

static void
compute_other (Machine *machine,
               const Dwarf_Op *op)
{
  switch (op->atom)
    {
    case DW_OP_deref:
      dereference (machine, 8);
      break;
    case DW_OP_deref_size:
      dereference (machine, op->number);
      break;
    case DW_OP_plus_uconst:
      push (machine, pop (machine) + op->number);
      break;
    case DW_OP_neg:
      push (machine, -pop (machine));
      break;
    case DW_OP_not:
      push (machine, ~pop (machine));
      break;
    case DW_OP_stack_value:
      machine->is_value = true;
      break;
    case DW_OP_nop:
      break;
    default:
      machine->has_failed = true;
    }
}

/* Where a branch leads: it counts bytes, so its goal is the operation at that offset.
 * Returns: an index, @n_ops for the end; beyond that: nowhere */
static size_t
find_goal (const Dwarf_Op *ops,
           size_t n_ops,
           size_t index)
{
  const uint64_t goal = ops[index].offset + 3 + (uint64_t) (int64_t) (int16_t) ops[index].number;

  for (size_t i = 0; i < n_ops; i++)
    if (ops[i].offset == goal)
      return i;
  return goal > ops[n_ops - 1].offset ? n_ops : n_ops + 1;
}

bool
ember_dwarf_expression_evaluate (const Dwarf_Op *ops,
                                 size_t n_ops,
                                 const EmberRegisters *registers,
                                 const uint64_t *cfa,
                                 uint64_t *result,
                                 bool *is_value)
{
  Machine machine = { .registers = registers, .cfa = cfa };
  size_t next = 0;

  for (uint32_t n_steps = 0; next < n_ops && !machine.has_failed && n_steps < MAX_STEPS; n_steps++)
    {
      const Dwarf_Op *op = &ops[next];

      if (op->atom == DW_OP_skip || (op->atom == DW_OP_bra && pop (&machine) != 0))
        next = find_goal (ops, n_ops, next);
      else
        next++;
      if (op->atom == DW_OP_skip || op->atom == DW_OP_bra)
        continue;
      if (!push_operand (&machine, op) && !move_words (&machine, op) && !compute_binary (&machine, op->atom))
        compute_other (&machine, op);
    }
  *is_value = machine.is_value;
  if (next != n_ops || machine.n == 0 || machine.has_failed)
    return false;
  *result = machine.stack[machine.n - 1];
  return true;
}
