/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/rust-legacy-name.h"

#include <glib.h>

typedef struct
{
  const char *raw;
  const char *wanted; /* NULL: no Rust name */
} NameCase;

static const NameCase cases[] = {
  { "core::fmt::write::h0123456789abcdef", "core::fmt::write" },
  { "_$LT$alloc..vec..Vec$LT$T$GT$$u20$as$u20$core..ops..Drop$GT$::drop::h1fe2d3c4b5a69788",
    "<alloc::vec::Vec<T> as core::ops::Drop>::drop" },
  { "main::_$u7b$$u7b$closure$u7d$$u7d$::h0123456789abcdef", "main::{{closure}}" },
  { "f::$RF$$BP$$C$::h0123456789abcdef", "f::&*," },
  { "ns::f", NULL },
  { "ns::h0123456789abcde", NULL },
  { "ns::f::h0000000000000000", NULL },
  { "::h0123456789abcdef", NULL },
};

static void
test_names_are_read (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = ember_rust_legacy_name_dup (cases[i].raw);

      g_assert_cmpstr (name, ==, cases[i].wanted);
    }
}

static void
test_escapes_that_are_none_stay (void)
{
  static const char *const names[] = { "a$u", "a$u$", "a$uzz$", "a$u7b", "a$u110000$", "a$u1$", "a$ud800$", "a$XX$", "a_$" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *raw = g_strconcat (names[i], "::h0123456789abcdef", NULL);
      g_autofree char *name = ember_rust_legacy_name_dup (raw);

      g_assert_cmpstr (name, ==, names[i]);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rust-legacy-name/names-are-read", test_names_are_read);
  g_test_add_func ("/rust-legacy-name/escapes-that-are-none-stay", test_escapes_that_are_none_stay);
  return g_test_run ();
}
