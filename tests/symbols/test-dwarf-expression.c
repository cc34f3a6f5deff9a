/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/dwarf-expression.h"

#include <dwarf.h>

#define STACK UINT64_C (0x1000)

static const uint64_t words[] = { GUINT64_TO_LE (UINT64_C (0x1122334455667788)), GUINT64_TO_LE (UINT64_C (7)) };
static const EmberStackCopy copy = { .bytes = (const uint8_t *) words, .size_bytes = sizeof words };

/* Register 7 holds STACK, 6 holds 5; no other is known. */
static bool
evaluate (const Dwarf_Op *ops,
          size_t n_ops,
          uint64_t *result,
          bool *is_value)
{
  EmberRegisters registers = { .copy = &copy, .stack_begin = STACK };
  const uint64_t cfa = STACK + 16;

  ember_registers_set (&registers, 7, STACK);
  ember_registers_set (&registers, 6, 5);
  return ember_dwarf_expression_evaluate (ops, n_ops, &registers, &cfa, result, is_value);
}

static void
assert_result (const Dwarf_Op *ops,
               size_t n_ops,
               uint64_t expected)
{
  uint64_t result;
  bool is_value;

  g_assert_true (evaluate (ops, n_ops, &result, &is_value));
  g_assert_cmphex (result, ==, expected);
}

static void
assert_fails (const Dwarf_Op *ops,
              size_t n_ops)
{
  uint64_t result;
  bool is_value;

  g_assert_false (evaluate (ops, n_ops, &result, &is_value));
}

#define ASSERT_RESULT(expected, ...)                   \
  G_STMT_START                                         \
  {                                                    \
    const Dwarf_Op ops[] = { __VA_ARGS__ };            \
    assert_result (ops, G_N_ELEMENTS (ops), expected); \
  }                                                    \
  G_STMT_END
#define ASSERT_FAILS(...)                   \
  G_STMT_START                              \
  {                                         \
    const Dwarf_Op ops[] = { __VA_ARGS__ }; \
    assert_fails (ops, G_N_ELEMENTS (ops)); \
  }                                         \
  G_STMT_END

static void
test_arithmetic_is_that_of_words (void)
{
  ASSERT_RESULT (5, { DW_OP_lit2 }, { DW_OP_lit3 }, { DW_OP_plus });
  ASSERT_RESULT (UINT64_MAX, { DW_OP_lit2 }, { DW_OP_lit3 }, { DW_OP_minus });
  ASSERT_RESULT (6, { DW_OP_lit2 }, { DW_OP_lit3 }, { DW_OP_mul });
  ASSERT_RESULT (16, { DW_OP_lit2 }, { DW_OP_lit3 }, { DW_OP_shl });
  ASSERT_RESULT (0, { DW_OP_lit2 }, { DW_OP_const1u, 64 }, { DW_OP_shl });
  ASSERT_RESULT (1, { DW_OP_lit0 }, { DW_OP_not }, { DW_OP_const1u, 63 }, { DW_OP_shr });
  ASSERT_RESULT (UINT64_MAX, { DW_OP_lit2 }, { DW_OP_neg }, { DW_OP_const1u, 200 }, { DW_OP_shra });
  ASSERT_RESULT (1, { DW_OP_lit1 }, { DW_OP_neg }, { DW_OP_lit1 }, { DW_OP_lt });
  ASSERT_RESULT (13, { DW_OP_lit3 }, { DW_OP_plus_uconst, 10 });
}

static void
test_registers_and_words_of_the_stack_are_read (void)
{
  ASSERT_RESULT (7, { DW_OP_breg7, 8 }, { DW_OP_deref });
  ASSERT_RESULT (0x7788, { DW_OP_breg7, 0 }, { DW_OP_deref_size, 2 });
  ASSERT_RESULT (3, { DW_OP_bregx, 6, (Dwarf_Word) -2 });
  ASSERT_RESULT (STACK + 16, { DW_OP_call_frame_cfa });
}

static void
test_what_is_not_there_fails (void)
{
  ASSERT_FAILS ({ DW_OP_breg7, 9 }, { DW_OP_deref });
  ASSERT_FAILS ({ DW_OP_breg7, (Dwarf_Word) -8 }, { DW_OP_deref });
  ASSERT_FAILS ({ DW_OP_breg3, 0 });
  ASSERT_FAILS ({ DW_OP_bregx, 1000, 0 });
  ASSERT_FAILS ({ DW_OP_plus });
  ASSERT_FAILS ({ DW_OP_drop });
  ASSERT_FAILS ({ DW_OP_nop });
  ASSERT_FAILS ({ DW_OP_lit1 }, { DW_OP_pick, 1 });
  ASSERT_FAILS ({ DW_OP_lit1 }, { DW_OP_call2, 0 });
}

static void
test_the_stack_is_moved (void)
{
  ASSERT_RESULT (1, { DW_OP_lit1 }, { DW_OP_lit2 }, { DW_OP_swap });
  ASSERT_RESULT (1, { DW_OP_lit1 }, { DW_OP_lit2 }, { DW_OP_over });
  ASSERT_RESULT (2, { DW_OP_lit1 }, { DW_OP_lit2 }, { DW_OP_lit3 }, { DW_OP_rot });
  ASSERT_RESULT (1, { DW_OP_lit1 }, { DW_OP_lit2 }, { DW_OP_lit3 }, { DW_OP_pick, 2 });
  ASSERT_RESULT (1, { DW_OP_lit1 }, { DW_OP_lit2 }, { DW_OP_drop });
  ASSERT_RESULT (4, { DW_OP_lit2 }, { DW_OP_dup }, { DW_OP_plus });
}

static void
test_branches_lead_where_they_say_and_end (void)
{
  /* offsets: lit 0, bra 1 to 4, lit 4, skip 5 to 8, lit 8 */
  ASSERT_RESULT (9, { DW_OP_lit1, 0, 0, 0 }, { DW_OP_bra, 4, 0, 1 }, { DW_OP_lit8, 0, 0, 4 }, { DW_OP_skip, 1, 0, 5 }, { DW_OP_lit9, 0, 0, 8 });
  ASSERT_RESULT (8, { DW_OP_lit0, 0, 0, 0 }, { DW_OP_bra, 4, 0, 1 }, { DW_OP_lit8, 0, 0, 4 }, { DW_OP_skip, 1, 0, 5 }, { DW_OP_lit9, 0, 0, 8 });
  /* round and round; into the middle of something */
  ASSERT_FAILS ({ DW_OP_skip, 0xfffd, 0, 0 });
  ASSERT_FAILS ({ DW_OP_skip, 0xfff0, 0, 0 });
}

static void
test_a_full_stack_fails (void)
{
  Dwarf_Op ops[100];

  for (size_t i = 0; i < G_N_ELEMENTS (ops); i++)
    ops[i] = (Dwarf_Op){ .atom = DW_OP_lit1 };
  assert_fails (ops, G_N_ELEMENTS (ops));
}

static void
test_values_are_told_from_places (void)
{
  const Dwarf_Op value[] = { { DW_OP_lit4 }, { DW_OP_stack_value } };
  const Dwarf_Op in_register[] = { { DW_OP_reg6 } };
  uint64_t result;
  bool is_value;

  g_assert_true (evaluate (value, 2, &result, &is_value));
  g_assert_true (is_value);
  g_assert_true (evaluate (value, 1, &result, &is_value));
  g_assert_false (is_value);
  g_assert_true (evaluate (in_register, 1, &result, &is_value));
  g_assert_true (is_value);
  g_assert_cmpuint (result, ==, 5);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dwarf-expression/arithmetic-is-that-of-words", test_arithmetic_is_that_of_words);
  g_test_add_func ("/dwarf-expression/registers-and-words-of-the-stack-are-read", test_registers_and_words_of_the_stack_are_read);
  g_test_add_func ("/dwarf-expression/what-is-not-there-fails", test_what_is_not_there_fails);
  g_test_add_func ("/dwarf-expression/the-stack-is-moved", test_the_stack_is_moved);
  g_test_add_func ("/dwarf-expression/branches-lead-where-they-say-and-end", test_branches_lead_where_they_say_and_end);
  g_test_add_func ("/dwarf-expression/a-full-stack-fails", test_a_full_stack_fails);
  g_test_add_func ("/dwarf-expression/values-are-told-from-places", test_values_are_told_from_places);
  return g_test_run ();
}
