/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <elfutils/libdw.h>

#include "profile/stack-copy.h"

/* EmberRegisters: what is known of a frame while a stack is unwound. */
typedef struct
{
  const EmberStackCopy *copy; /* whose stack is memory; nothing else can be read */
  uint64_t stack_begin;       /* address of its first byte */
  uint64_t ip;
  uint64_t known; /* a bit for each register */
  uint64_t values[EMBER_MAX_REGISTERS];
} EmberRegisters;

/* A word of the stack.
 * Returns: false if it is not in the copy */
bool ember_registers_read (const EmberRegisters *registers,
                           uint64_t address,
                           uint64_t *value);

bool ember_registers_get (const EmberRegisters *registers,
                          uint64_t number,
                          uint64_t *value);

void ember_registers_set (EmberRegisters *registers,
                          uint64_t number,
                          uint64_t value);

/* Works out an expression of unwinding tables: arithmetic, registers, words of the stack. Steps are
 * bounded, as branches can go back.
 * @cfa: (nullable): the frame's canonical address, where it is known
 * @is_value: (out): whether the result is the value itself, not where it stands
 * Returns: false where it cannot be known */
bool ember_dwarf_expression_evaluate (const Dwarf_Op *ops,
                                      size_t n_ops,
                                      const EmberRegisters *registers,
                                      const uint64_t *cfa,
                                      uint64_t *result,
                                      bool *is_value);
