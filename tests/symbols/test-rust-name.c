/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/rust-name.h"

#include <glib.h>
#include <string.h>

typedef struct
{
  const char *raw;
  const char *wanted; /* NULL: no Rust name */
} NameCase;

static const NameCase v0_cases[] = {
  { "_RNvC6_123foo3bar", "123foo::bar" },
  { "_RNvCs1234_7mycrate3foo", "mycrate::foo" },
  { "_RNvNtNtCs1234_7mycrate3foo3bar3baz", "mycrate::foo::bar::baz" },
  { "_RNCNvC7mycrate4main0B3_", "mycrate::main::{closure#0}" },
  { "_RNCNvC7mycrate4mains_0B3_", "mycrate::main::{closure#1}" },
  { "_RINvC7mycrate3fooReE", "mycrate::foo::<&str>" },
  { "_RINvC7mycrate3foolNtB2_3BarE", "mycrate::foo::<i32, mycrate::Bar>" },
  { "_RNvMC7mycrateNtB2_3Foo3new", "<mycrate::Foo>::new" },
  { "_RNvXC7mycrateNtB2_3FooNtB2_5Trait3run", "<mycrate::Foo as mycrate::Trait>::run" },
  { "_RNvYNtC7mycrate3FooNtB4_5Trait3run", "<mycrate::Foo as mycrate::Trait>::run" },
  { "_RINvC7mycrate3fooAhj20_E", "mycrate::foo::<[u8; 32]>" },
  { "_RINvC7mycrate3fooShTlbERQmPdOcE", "mycrate::foo::<[u8], (i32, bool), &&mut u32, *const f64, *mut char>" },
  { "_RINvC7mycrate3fooFlbEuFUKClEhE", "mycrate::foo::<fn(i32, bool), unsafe extern \"C\" fn(i32) -> u8>" },
  { "_RINvC7mycrate3fooDNtB2_5TraitEL_E", "mycrate::foo::<dyn mycrate::Trait>" },
  { "_RINvC7mycrate3fooDNtB2_4Iterp4ItemlEL_E", "mycrate::foo::<dyn mycrate::Iter<Item = i32>>" },
  { "_RINvC7mycrate3fooKj5_Kln7_Kb1_Kc61_E", "mycrate::foo::<5, -7, true, 'a'>" },
  { "_RINvC7mycrate3fooTlEE", "mycrate::foo::<(i32,)>" },
  { "_RNvC7mycrate3foo.llvm.1234", "mycrate::foo" },
  { "_RINvC7mycrate3fooFG_RL0_lEuE", "mycrate::foo::<for<'a> fn(&'a i32)>" },
  { "_R", NULL },
  { "_RNvC7mycrate", NULL },
  { "_RNvC99mycrate3foo", NULL },
  { "_RNvB_3foo", NULL },
  { "_RNvNvNvNv", NULL },
  { "_RINvC7mycrate3fooE_", NULL },
  { "_Return_address", NULL },
};

static void
test_names_of_the_newer_scheme_are_read (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (v0_cases); i++)
    {
      g_autofree char *name = ember_rust_name_dup (v0_cases[i].raw);

      g_assert_cmpstr (name, ==, v0_cases[i].wanted);
    }
}

/* References back can make a short name as long as one likes. */
static void
test_a_name_that_grows_without_end_is_left (void)
{
  g_autoptr (GString) raw = g_string_new ("_RINvC1a1b");
  g_autofree char *name = NULL;

  for (int i = 0; i < 60; i++)
    g_string_append_printf (raw, "TB%c_B%c_E", 'a' + i % 26, 'a' + i % 26);
  g_string_append (raw, "E");
  name = ember_rust_name_dup (raw->str);
  g_assert_true (name == NULL || strlen (name) < 100000);
}

static void
test_changed_names_do_no_harm (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);

  for (int round = 0; round < 20000; round++)
    {
      g_autofree char *raw = g_strdup (v0_cases[g_rand_int_range (rand, 0, 19)].raw);
      g_autofree char *name = NULL;

      raw[g_rand_int_range (rand, 2, (gint32) strlen (raw))] = "ABCDEFIKLMNOPQRSTUXY_0123456789abcmnpsuz"[g_rand_int_range (rand, 0, 40)];
      name = ember_rust_name_dup (raw);
      g_assert_true (name == NULL || name[0] != '\0' || raw[0] != '\0');
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rust-name/names-of-the-newer-scheme-are-read", test_names_of_the_newer_scheme_are_read);
  g_test_add_func ("/rust-name/a-name-that-grows-without-end-is-left", test_a_name_that_grows_without_end_is_left);
  g_test_add_func ("/rust-name/changed-names-do-no-harm", test_changed_names_do_no_harm);
  return g_test_run ();
}
